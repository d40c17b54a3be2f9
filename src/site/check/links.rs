//! Ways: each leads to a file of the site, and to a thing in it where it names one; none leads to another host, but for
//! those that a reader follows knowingly.

use std::collections::{BTreeMap, HashSet};
use std::sync::LazyLock;

use rayon::prelude::*;
use regex::Regex;

use super::wrong;
use crate::attest::Contents;
use crate::diagnostic::Diagnostic;

/// An attribute that names an address or a thing. Pages are ours: values stand in double quotes, and `"` in them is
/// written otherwise.
static ATTRIBUTE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"\s(href|src|id)="([^"]*)""#).ok());

/// A page: where its ways lead, and the things in it.
struct Page {
    name: String,
    /// What is loaded with it, and what a reader may follow.
    ways: Vec<Way>,
    things: HashSet<String>,
}

struct Way {
    to: String,
    /// Whether the browser asks for it without being told to.
    is_loaded: bool,
}

/// How many ways there are, and which lead nowhere.
pub(super) fn check(
    published: &dyn Contents,
    pages: &[&String],
    url: Option<&str>,
) -> (usize, Vec<Diagnostic>) {
    let read: Vec<Page> = pages.par_iter().filter_map(|name| page(published, name)).collect();
    let names: HashSet<&str> = published.names().iter().map(String::as_str).collect();
    let things: BTreeMap<&str, &HashSet<String>> =
        read.iter().map(|page| (page.name.as_str(), &page.things)).collect();
    let ways = read.iter().map(|page| page.ways.len()).sum();
    let told = read.par_iter().flat_map_iter(|page| {
        page.ways.iter().filter_map(|way| {
            let problem = problem(&page.name, way, &names, &things, url)?;
            Some(wrong("broken-link", &page.name, format!("`{}` {problem}", way.to)))
        })
    });
    (ways, told.collect())
}

fn page(published: &dyn Contents, name: &str) -> Option<Page> {
    let bytes = published.read(name).ok()?;
    let text = String::from_utf8_lossy(&bytes);
    let (mut ways, mut things) = (Vec::new(), HashSet::new());
    for tag in text.split('<').skip(1) {
        let tag = tag.split('>').next().unwrap_or_default();
        let element = tag.split([' ', '\n', '/']).next().unwrap_or_default();
        for found in ATTRIBUTE.as_ref()?.captures_iter(tag) {
            let (Some(attribute), Some(value)) = (found.get(1), found.get(2)) else { continue };
            let value = value.as_str().replace("&amp;", "&").replace("&#39;", "'");
            if attribute.as_str() == "id" {
                things.insert(value);
            } else if element != "use" {
                // What a page is and where it is elsewhere is told to others, and asked by none.
                let is_told = tag.contains("rel=\"canonical\"");
                ways.push(Way { to: value, is_loaded: element != "a" && !is_told });
            }
        }
    }
    Some(Page { name: name.to_owned(), ways, things })
}

/// Why a way leads nowhere.
fn problem(
    from: &str,
    way: &Way,
    names: &HashSet<&str>,
    things: &BTreeMap<&str, &HashSet<String>>,
    url: Option<&str>,
) -> Option<&'static str> {
    let to = way.to.as_str();
    if to.starts_with("data:") {
        return None;
    }
    if to.contains("://") || to.starts_with("mailto:") || to.starts_with("//") {
        return way.is_loaded.then_some("is loaded from elsewhere");
    }
    let (file, thing) = to.split_once('#').map_or((to, None), |(file, thing)| (file, Some(thing)));
    let path = resolved(from, file, url);
    let Some(path) = path.filter(|path| names.contains(path.as_str())) else {
        return Some("leads to a file that isn't there");
    };
    match (thing, things.get(path.as_str())) {
        (Some(thing), Some(known)) if !known.contains(thing) => {
            Some("leads to a thing that its page doesn't have")
        }
        _ => None,
    }
}

/// The file at an address that stands in a page; none where it leaves the site.
fn resolved(from: &str, address: &str, url: Option<&str>) -> Option<String> {
    if address.is_empty() {
        return Some(from.to_owned());
    }
    let decoded = decoded(address)?;
    let root = url.map_or("/", crate::site::address::path_of);
    let mut parts: Vec<&str> = Vec::new();
    let rest = if let Some(rest) = decoded.strip_prefix(root).filter(|_| decoded.starts_with('/')) {
        rest
    } else {
        parts.extend(from.split('/'));
        parts.pop();
        decoded.as_str()
    };
    for part in rest.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            name => parts.push(name),
        }
    }
    Some(parts.join("/"))
}

/// Undoes percent-encoding.
fn decoded(address: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(address.len());
    let mut rest = address.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let digit = |byte: u8| char::from(byte).to_digit(16);
        let value = digit(rest.next()?)? * 16 + digit(rest.next()?)?;
        bytes.push(u8::try_from(value).ok()?);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_followed_as_a_browser_does() {
        let to = |from: &str, address: &str| resolved(from, address, Some("https://x.org/r/"));
        assert_eq!(to("a/b/index.html", "../c.html").as_deref(), Some("a/c.html"));
        assert_eq!(to("a/index.html", "").as_deref(), Some("a/index.html"));
        assert_eq!(to("404.html", "/r/assets/x.css").as_deref(), Some("assets/x.css"));
        assert_eq!(to("a/index.html", "in%20puts/%C3%A9").as_deref(), Some("a/in puts/é"));
        assert_eq!(to("index.html", "../x"), None);
    }
}
