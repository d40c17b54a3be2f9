//! Addresses: each page has one that says what it is, and that stays.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write as _;

use crate::model::{Day, Digest};

/// How long a part of an address is at most, its digest apart.
const LONGEST: usize = 60;
/// How many digits of a digest tell two things apart that would be called the same.
const DIGITS: usize = 8;

/// Where a system's pages are.
#[must_use]
pub fn subject(slug: &str) -> String {
    format!("subjects/{slug}/")
}

/// Where a report is. It depends on nothing but the report, so that other reports can't move it.
#[must_use]
pub fn report(slug: &str, version: Option<&str>, as_of: Day, sha256: &Digest) -> String {
    let version = version.map(part).unwrap_or_default();
    let between = if version.is_empty() { "" } else { "-" };
    format!("subjects/{slug}/{version}{between}{as_of}-{}/", digits(sha256))
}

/// A name as part of an address: letters and digits of ASCII in lower case, `.` and `-`. It may be empty, and two names
/// may give the same: see [`parts`].
#[must_use]
pub fn part(name: &str) -> String {
    let mut part = String::new();
    for character in name.chars() {
        match character.to_ascii_lowercase() {
            plain @ ('a'..='z' | '0'..='9') => part.push(plain),
            // A name that begins with a dot is hidden, and two dots lead upwards.
            '.' if !part.is_empty() && !part.ends_with(['.', '-']) => part.push('.'),
            _ if !part.is_empty() && !part.ends_with(['.', '-']) => part.push('-'),
            _ => {}
        }
        if part.len() >= LONGEST {
            break;
        }
    }
    part.trim_end_matches(['.', '-']).to_owned()
}

/// The part of an address for each name of a set: its own where that tells it from all others and leaves nothing out,
/// else with a digest behind it. The order of names makes no difference.
#[must_use]
pub fn parts<'a>(names: impl IntoIterator<Item = &'a str>) -> BTreeMap<&'a str, String> {
    let mut parts: BTreeMap<&str, String> =
        names.into_iter().map(|name| (name, part(name))).collect();
    let mut used: HashMap<String, usize> = HashMap::new();
    for part in parts.values() {
        *used.entry(part.clone()).or_default() += 1;
    }
    for (name, part) in &mut parts {
        let is_shared = used.get(part.as_str()).is_some_and(|count| *count > 1);
        if is_shared || !is_whole(name) {
            let digest = Digest::of(name.as_bytes());
            let between = if part.is_empty() { "" } else { "-" };
            // Writing to a String can't fail.
            let _ = write!(part, "{between}{}", digits(&digest));
        }
    }
    parts
}

/// Whether all of a name stands in its part of an address, but for case and what parts words.
fn is_whole(name: &str) -> bool {
    let is_told = |character: char| {
        character.is_ascii_alphanumeric() || matches!(character, ' ' | '-' | '_' | '.' | '/' | ':')
    };
    name.len() < LONGEST && name.contains(char::is_alphanumeric) && name.chars().all(is_told)
}

fn digits(digest: &Digest) -> &str {
    digest.as_str().get(..DIGITS).unwrap_or(digest.as_str())
}

/// The way from a page's folder to the site's root: `../` for each folder.
#[must_use]
pub fn up(folder: &str) -> String {
    "../".repeat(folder.matches('/').count())
}

/// The path of a whole address: `/readiness/` of `https://example.org/readiness/`.
#[must_use]
pub fn path_of(url: &str) -> &str {
    let after = url.split_once("://").map_or(url, |(_, after)| after);
    after.find('/').and_then(|at| after.get(at..)).unwrap_or("/")
}

/// The way from one folder to another file or folder of the site.
#[must_use]
pub fn across(from: &str, to: &str) -> String {
    let shared = from
        .bytes()
        .zip(to.bytes())
        .take_while(|(one, other)| one == other)
        .enumerate()
        .filter(|(_, (byte, _))| *byte == b'/')
        .map(|(at, _)| at + 1)
        .last()
        .unwrap_or(0);
    let (from, to) = (from.get(shared..).unwrap_or(from), to.get(shared..).unwrap_or(to));
    let way = format!("{}{to}", up(from));
    if way.is_empty() { "./".to_owned() } else { way }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_says_what_it_is() {
        assert_eq!(part("Xpress Ops Tower"), "xpress-ops-tower");
        assert_eq!(part("1.0.0-rc.1"), "1.0.0-rc.1");
        assert_eq!(part("../../etc/passwd"), "etc-passwd");
        assert_eq!(part(".hidden"), "hidden");
        assert_eq!(part("a//..b"), "a-b");
        assert_eq!(part("日本"), "");
        assert_eq!(part(&"long ".repeat(40)).len(), 59);
    }

    #[test]
    fn two_names_never_share_an_address() {
        let names = ["F-1", "f 1", "one", "日本", "中国", "a<b", "a>b"];
        let parts = parts(names);
        let told: std::collections::BTreeSet<&String> = parts.values().collect();
        assert_eq!(told.len(), names.len());
        assert_eq!(parts["one"], "one");
        assert!(parts["F-1"].starts_with("f-1-") && parts["a<b"].starts_with("a-b-"));
        assert_eq!(parts["日本"].len(), 8);
    }

    #[test]
    fn a_way_leads_from_folder_to_folder() {
        assert_eq!(across("subjects/a/", "subjects/b/x/"), "../b/x/");
        assert_eq!(across("subjects/a/", "index.html"), "../../index.html");
        assert_eq!(across("", "gates/"), "gates/");
        assert_eq!(across("gates/", "gates/"), "./");
        assert_eq!(across("subjects/ab/", "subjects/a/"), "../a/");
        assert_eq!(up("subjects/a/"), "../../");
        assert_eq!(path_of("https://example.org/readiness/"), "/readiness/");
        assert_eq!(path_of("https://example.org/"), "/");
    }
}
