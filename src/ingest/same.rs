//! Which findings of several tools are the same problem: they stay several, and name each other.
//!
//! Findings meet where they share a key: an advisory, a package and its version; or a family of rules and a place.

use std::collections::BTreeSet;
use std::io;
use std::iter::Peekable;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use super::scratch::Scratch;
use super::sorter::{Sorted, Sorter};
use crate::model::{Finding, Id, Properties};

/// The property under which a finding names those that are the same.
const PROPERTY: &str = "same_as";
/// How many findings may share a key. Of more, none is linked: that many are no single problem.
const MOST: usize = 100;
/// How names of advisories begin.
const ADVISORIES: [&str; 5] = ["CVE-", "GHSA-", "RUSTSEC-", "PYSEC-", "GO-"];

const KEY: usize = 16;
const NUMBER: usize = 8;

/// Takes findings one by one, and keeps what they can be recognised by.
pub(super) struct Same<'s> {
    keys: Sorter<'s>,
    links: Sorter<'s>,
}

impl<'s> Same<'s> {
    pub(super) fn new(scratch: &'s dyn Scratch) -> Self {
        Self { keys: Sorter::new(scratch), links: Sorter::new(scratch) }
    }

    /// Takes the finding of that number. The names that it has are taken out of it, and come back with the others;
    /// those in `gone` don't.
    pub(super) fn take(
        &mut self,
        number: u64,
        finding: &mut Finding,
        gone: &BTreeSet<Id>,
    ) -> io::Result<()> {
        if let Some(named) = finding.properties.get(PROPERTY) {
            // Something else of the same name is left alone.
            let Some(named) = ids(named) else { return Ok(()) };
            for id in named.iter().filter(|id| !gone.contains(*id)) {
                self.links.push(&link(number, id.as_str()))?;
            }
            finding.properties.shift_remove(PROPERTY);
        }
        for key in keys(finding) {
            let member = Member {
                number,
                tool: tool(finding),
                path: path(finding).unwrap_or_default().to_owned(),
                id: finding.id.to_string(),
            };
            self.keys.push(&member.written(&key))?;
        }
        Ok(())
    }

    /// Which findings are the same, and how many keys too many findings share.
    pub(super) fn links(mut self) -> io::Result<(Links, usize)> {
        let mut sorted = self.keys.sorted()?;
        let (mut key, mut group, mut crowded) = (Vec::new(), Group::default(), 0);
        while let Some(record) = sorted.next()? {
            let Some((of, member)) = record.split_at_checked(KEY) else { continue };
            if of != key {
                crowded += usize::from(!std::mem::take(&mut group).link(&mut self.links)?);
                key = of.to_vec();
            }
            if let Some(member) = Member::read(member) {
                group.add(member);
            }
        }
        crowded += usize::from(!group.link(&mut self.links)?);
        Ok((Links { sorted: Records(self.links.sorted()?).peekable() }, crowded))
    }
}

/// Names findings that are the same, in the order of the findings' numbers.
pub(super) struct Links {
    sorted: Peekable<Records>,
}

struct Records(Sorted);

impl Iterator for Records {
    type Item = io::Result<Vec<u8>>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next().transpose()
    }
}

impl Links {
    /// Those of the finding of that number, which is higher than that before. Each is named once, in order.
    pub(super) fn of(&mut self, number: u64) -> io::Result<Vec<Id>> {
        let is_of = |record: &Vec<u8>| record.get(..NUMBER) == Some(&number.to_be_bytes()[..]);
        let mut ids = Vec::new();
        while let Some(record) =
            self.sorted.next_if(|next| next.as_ref().map_or(true, is_of)).transpose()?
        {
            let id = record.get(NUMBER..).unwrap_or_default();
            ids.push(Id::new(String::from_utf8_lossy(id)));
        }
        ids.dedup();
        Ok(ids)
    }
}

/// Names them in a finding's properties.
pub(super) fn name(properties: &mut Properties, ids: &[Id]) {
    if !ids.is_empty() {
        let ids = ids.iter().map(|id| Value::from(id.as_str())).collect();
        properties.insert(PROPERTY.to_owned(), Value::Array(ids));
    }
}

fn ids(named: &Value) -> Option<Vec<Id>> {
    named.as_array()?.iter().map(|id| id.as_str().map(Id::from)).collect()
}

fn link(number: u64, id: &str) -> Vec<u8> {
    [&number.to_be_bytes(), id.as_bytes()].concat()
}

/// A finding that has a key.
struct Member {
    number: u64,
    /// What found it.
    tool: [u8; KEY],
    /// Where it is; empty where that isn't said.
    path: String,
    id: String,
}

impl Member {
    fn written(&self, key: &[u8]) -> Vec<u8> {
        let length = (self.path.len() as u64).to_be_bytes();
        let number = self.number.to_be_bytes();
        [key, &number, &self.tool, &length, self.path.as_bytes(), self.id.as_bytes()].concat()
    }

    fn read(bytes: &[u8]) -> Option<Self> {
        let (number, rest) = bytes.split_first_chunk()?;
        let (tool, rest) = rest.split_first_chunk()?;
        let (length, rest) = rest.split_first_chunk()?;
        let (path, id) =
            rest.split_at_checked(usize::try_from(u64::from_be_bytes(*length)).ok()?)?;
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).ok();
        Some(Self {
            number: u64::from_be_bytes(*number),
            tool: *tool,
            path: text(path)?,
            id: text(id)?,
        })
    }

    /// Whether another tool found the same. Tools begin a path in other folders.
    fn is(&self, other: &Self) -> bool {
        let unsaid = self.path.is_empty() || other.path.is_empty();
        self.tool != other.tool
            && (unsaid || is_tail(&self.path, &other.path) || is_tail(&other.path, &self.path))
    }
}

fn is_tail(path: &str, tail: &str) -> bool {
    path.strip_suffix(tail).is_some_and(|before| before.is_empty() || before.ends_with('/'))
}

/// Findings that share a key.
#[derive(Default)]
struct Group {
    members: Vec<Member>,
    is_crowded: bool,
    has_several_tools: bool,
}

impl Group {
    fn add(&mut self, member: Member) {
        self.has_several_tools |=
            self.members.first().is_some_and(|first| first.tool != member.tool);
        if self.members.len() < MOST {
            self.members.push(member);
        } else {
            self.is_crowded = true;
        }
    }

    /// Links them; false where they are too many.
    fn link(self, links: &mut Sorter<'_>) -> io::Result<bool> {
        if !self.has_several_tools {
            return Ok(true);
        }
        if self.is_crowded {
            return Ok(false);
        }
        for member in &self.members {
            for other in self.members.iter().filter(|other| member.is(other)) {
                links.push(&link(member.number, &other.id))?;
            }
        }
        Ok(true)
    }
}

/// What a finding can be recognised by.
fn keys(finding: &Finding) -> BTreeSet<[u8; KEY]> {
    let names = std::iter::once(&finding.rule).chain(&finding.aliases).map(String::as_str);
    let mut keys = BTreeSet::new();
    if let Some((package, version)) = package(finding) {
        let advisory = |name: &str| ADVISORIES.iter().any(|kind| name.starts_with(kind));
        let advisories = names.clone().filter(|name| advisory(name));
        keys.extend(advisories.map(|advisory| digest(&[advisory, &package, version])));
    }
    let place = finding.location.as_ref();
    if let (Some(path), Some(line)) = (path(finding), place.and_then(|place| place.start_line)) {
        let tags = finding.properties.get("tags").and_then(Value::as_array);
        let tags = tags.into_iter().flatten().filter_map(Value::as_str);
        let families = names.chain(tags).filter_map(family);
        keys.extend(families.map(|family| digest(&["CWE", family, path, &line.to_string()])));
    }
    keys
}

/// The package, by its name in lower case, and its version.
fn package(finding: &Finding) -> Option<(String, &str)> {
    let package = finding.properties.get("package")?;
    let text = |name: &str| package.get(name).and_then(Value::as_str);
    Some((text("name")?.to_lowercase(), text("version").unwrap_or_default()))
}

/// The weakness (CWE) that a rule looks for makes it one of a family.
fn family(name: &str) -> Option<&str> {
    let number = name.strip_prefix("CWE-")?.trim_start_matches('0');
    (!number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())).then_some(number)
}

fn path(finding: &Finding) -> Option<&str> {
    let path = finding.location.as_ref()?.path.as_deref()?;
    Some(path.strip_prefix("./").unwrap_or(path)).filter(|path| !path.is_empty())
}

fn tool(finding: &Finding) -> [u8; KEY] {
    let run = finding.run.as_ref().map_or("", Id::as_str);
    digest(&[run, finding.tool.as_deref().unwrap_or_default()])
}

fn digest(parts: &[&str]) -> [u8; KEY] {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.len().to_le_bytes());
        hash.update(part);
    }
    hash.finalize().first_chunk().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::scratch::Memory;
    use super::*;

    fn finding(tool: &str, id: &str, rest: &Value) -> Finding {
        let mut json =
            json!({ "id": id, "rule": "R", "title": "t", "severity": "low", "tool": tool });
        json.as_object_mut().unwrap().extend(rest.as_object().unwrap().clone());
        serde_json::from_value(json).unwrap()
    }

    /// What each of them names.
    fn linked(findings: Vec<Finding>) -> (Vec<String>, usize) {
        let mut same = Same::new(&Memory);
        let mut all = findings;
        for (number, finding) in (0..).zip(&mut all) {
            same.take(number, finding, &BTreeSet::new()).unwrap();
        }
        let (mut links, crowded) = same.links().unwrap();
        let told = (0..).zip(&all).map(|(number, _)| {
            let ids: Vec<String> = links.of(number).unwrap().iter().map(Id::to_string).collect();
            ids.join(" ")
        });
        (told.collect(), crowded)
    }

    fn advisory(tool: &str, id: &str, path: Option<&str>) -> Finding {
        let package = json!({ "package": { "name": "OpenSSL", "version": "1" } });
        let place = json!({ "path": path });
        finding(
            tool,
            id,
            &json!({ "rule": "CVE-2020-1", "properties": package, "location": place }),
        )
    }

    fn weakness(tool: &str, id: &str, alias: &str, path: &str, line: u64) -> Finding {
        let place = json!({ "path": path, "start_line": line });
        finding(tool, id, &json!({ "aliases": [alias], "location": place }))
    }

    #[test]
    fn an_advisory_of_a_package_is_the_same_where_the_path_may_be() {
        let all = vec![
            advisory("a", "1", Some("app/poetry.lock")),
            advisory("b", "2", Some("/src/app/poetry.lock")),
            advisory("c", "3", Some("other/poetry.lock")),
            advisory("d", "4", None),
            advisory("a", "5", Some("app/poetry.lock")),
            advisory("e", "6", Some("xapp/poetry.lock")),
        ];
        assert_eq!(
            linked(all),
            (
                vec!["2 4", "1 4 5", "4", "1 2 3 5 6", "2 4", "4"]
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
                0
            )
        );
    }

    #[test]
    fn a_family_at_a_place_is_the_same() {
        let all = vec![
            weakness("a", "1", "CWE-079", "./x.py", 3),
            weakness("b", "2", "CWE-79", "x.py", 3),
            weakness("b", "3", "CWE-79", "x.py", 4),
            weakness("b", "4", "CWE-89", "x.py", 3),
            weakness("b", "5", "CWE-79", "y/x.py", 3),
            finding(
                "c",
                "6",
                &json!({ "location": { "path": "x.py", "start_line": 3 }, "properties": { "tags": ["CWE-79"] } }),
            ),
        ];
        assert_eq!(linked(all).0, ["2 6", "1 6", "", "", "", "1 2"]);
    }

    #[test]
    fn names_that_were_there_stay_and_other_properties_are_left_alone() {
        let named = finding("a", "1", &json!({ "properties": { "same_as": ["9", "2"] } }));
        let other = finding("a", "2", &json!({ "properties": { "same_as": "text" } }));
        assert_eq!(linked(vec![named, other]).0, ["2 9", ""]);
    }

    #[test]
    fn a_crowd_is_no_single_problem() {
        let crowd = |count: usize| {
            let tools = ["a", "b"].into_iter().cycle();
            let all = tools.zip(0..count);
            linked(all.map(|(tool, id)| advisory(tool, &id.to_string(), None)).collect())
        };
        let (names, crowded) = crowd(MOST);
        assert!(crowded == 0 && names.iter().all(|names| names.split(' ').count() == MOST / 2));
        let (names, crowded) = crowd(MOST + 1);
        assert!(crowded == 1 && names.iter().all(String::is_empty));
    }
}
