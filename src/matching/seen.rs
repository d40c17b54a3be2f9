//! What of a finding the passes look at: numbers that stand for its texts, so that they are compared at once.

use std::collections::HashMap;

use super::Listed;
use super::paths::{Paths, written};
use crate::model::{Finding, Id, Location, Run};

/// A text. Equal ones have equal numbers.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Symbol(pub(super) u32);

/// The empty text, which stands for what isn't there.
pub(super) const NONE: Symbol = Symbol(0);

/// The texts that were seen.
pub(super) struct Symbols(HashMap<Box<str>, Symbol>);

impl Symbols {
    pub(super) fn new() -> Self {
        Self(HashMap::from([(Box::from(""), NONE)]))
    }

    pub(super) fn of(&mut self, text: &str) -> Symbol {
        if let Some(known) = self.0.get(text) {
            return *known;
        }
        let next = Symbol(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.insert(text.into(), next);
        next
    }

    /// The texts by their numbers.
    pub(super) fn texts(&self) -> Vec<&str> {
        let mut texts = vec![""; self.0.len()];
        for (text, symbol) in &self.0 {
            if let Some(slot) = texts.get_mut(symbol.0 as usize) {
                *slot = text;
            }
        }
        texts
    }
}

/// A finding, as far as it is recognised.
#[derive(Debug)]
pub(super) struct Seen {
    /// Its place in its list.
    pub(super) at: usize,
    /// Its id, unless an adapter made it: those hold nothing else than its fingerprint.
    pub(super) id: Symbol,
    /// Tool and rule together: nothing but an alias pairs findings of two.
    pub(super) rule: Symbol,
    pub(super) path: Symbol,
    pub(super) logical: Symbol,
    pub(super) line: u64,
    /// What stands there, with single blanks.
    pub(super) content: Symbol,
    /// The same without blanks, quotes and commas, which formatters change.
    pub(super) bare: Symbol,
    pub(super) title: Symbol,
    pub(super) package: Symbol,
    /// The checker's own fingerprints, name and value in one.
    pub(super) prints: Vec<Symbol>,
    /// What it is called in public lists of vulnerabilities.
    pub(super) aliases: Vec<Symbol>,
}

/// How many letters and digits a content must have to be recognised in another file.
const SUBSTANCE: usize = 6;
/// The shortest fingerprint that tells findings apart. A column, say, doesn't.
const PRINT: usize = 8;

impl Seen {
    /// What recognises it within a file: its content, else its words.
    pub(super) fn what(&self) -> Symbol {
        if self.content == NONE { self.title } else { self.content }
    }
}

/// The findings of one side, in the order of files, lines and columns.
pub(super) fn seen<L>(list: &Listed<'_, L>, paths: &Paths<'_>, symbols: &mut Symbols) -> Vec<Seen> {
    let tools: HashMap<&Id, &str> =
        list.runs.iter().map(|run: &Run<L>| (&run.id, run.tool.name.as_str())).collect();
    let all = list.findings.iter().enumerate();
    let mut order: Vec<(Symbol, usize, &Finding<L>)> =
        all.map(|(at, finding)| (paths.get(written(finding)), at, finding)).collect();
    order.sort_by(|one, other| (one.0, place(one.2)).cmp(&(other.0, place(other.2))));
    order.into_iter().map(|(path, at, finding)| of(at, path, finding, &tools, symbols)).collect()
}

/// Where a finding stands among those of its file, whatever their order in the list.
fn place<L>(finding: &Finding<L>) -> impl Ord + '_ {
    let place = finding.location.as_ref();
    let line = place.and_then(|place| place.start_line).unwrap_or_default();
    let column = place.and_then(|place| place.start_column).unwrap_or_default();
    (line, column, &finding.rule, &finding.title, &finding.id)
}

fn of<L>(
    at: usize,
    path: Symbol,
    finding: &Finding<L>,
    tools: &HashMap<&Id, &str>,
    symbols: &mut Symbols,
) -> Seen {
    let place = finding.location.as_ref();
    let text = |of: fn(&Location) -> Option<&String>| place.and_then(of).map_or("", String::as_str);
    let tool = finding.run.as_ref().and_then(|run| tools.get(run).copied());
    let tool = tool.or(finding.tool.as_deref()).unwrap_or_default().to_lowercase();
    let content = words(text(|place| place.snippet.as_ref()));
    let package = finding.properties.get("package").and_then(|package| package.get("name"));
    let is_made = finding.fingerprints.keys().any(|name| name.starts_with("signoff/"));
    let line = place.and_then(|place| place.start_line).unwrap_or_default();
    Seen {
        at,
        id: if is_made { NONE } else { symbols.of(finding.id.as_str()) },
        rule: symbols.of(&format!("{tool}\0{}", finding.rule)),
        path,
        logical: symbols.of(text(|place| place.logical.as_ref())),
        line,
        bare: symbols.of(&bare(&content)),
        content: symbols.of(&content),
        title: symbols.of(&finding.title),
        package: symbols.of(package.and_then(serde_json::Value::as_str).unwrap_or_default()),
        prints: prints(finding, line).map(|print| symbols.of(&print)).collect(),
        aliases: aliases(finding).map(|alias| symbols.of(&alias)).collect(),
    }
}

fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A content without what formatters change.
pub(super) fn bare(content: &str) -> String {
    let is_kept =
        |char: &char| !char.is_whitespace() && !matches!(char, '\'' | '"' | '`' | ',' | ';');
    content.chars().filter(is_kept).collect()
}

/// Whether a content says enough to be recognised anywhere.
pub(super) fn has_substance(content: &str) -> bool {
    content.chars().filter(|char| char.is_alphanumeric()).take(SUBSTANCE).count() == SUBSTANCE
}

/// The checker's own fingerprints, but for those that are too short to tell findings apart or name the line.
fn prints<L>(finding: &Finding<L>, line: u64) -> impl Iterator<Item = String> {
    let own = finding.fingerprints.iter().filter(|(name, _)| !name.starts_with("signoff/"));
    own.filter_map(move |(name, print)| {
        // Of equal ones, checkers count the how manieth each is; counted from a line that moved, that is another's.
        let counted = print.rsplit_once(':').filter(|(_, count)| is_number(count));
        let value = counted.map_or(print.as_str(), |(value, _)| value);
        let is_line = |part: &str| is_number(part) && part.parse() == Ok(line);
        let names_line = print.split(|char: char| !char.is_alphanumeric()).any(is_line);
        (value.len() >= PRINT && !names_line).then(|| format!("{name}\0{value}"))
    })
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The lists in which vulnerabilities have ids.
const LISTS: [&str; 7] = ["CVE-", "GHSA-", "RUSTSEC-", "PYSEC-", "GO-", "OSV-", "SNYK-"];

/// Its names in public lists of vulnerabilities. A weakness (CWE) is many findings'.
fn aliases<L>(finding: &Finding<L>) -> impl Iterator<Item = String> {
    let all = finding.aliases.iter().chain([&finding.rule]).map(|name| name.to_uppercase());
    all.filter(|name| LISTS.iter().any(|list| name.starts_with(list)))
}
