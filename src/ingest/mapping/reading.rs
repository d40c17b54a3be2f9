//! A file that a mapping reads: where what is read goes, which run each document is of, and what couldn't be read.

use std::collections::BTreeMap;

use jaq_json::Val;
use serde_json::{Value, json};

use super::runs::{Runs, Told};
use super::{fields, mapped, value};
use crate::ingest::layout::Lines;
use crate::ingest::{Item, SeverityTable, Unreadable};
use crate::model::{Finding, Run, Sink};

/// The rule of an entry that the mapping can't read.
const UNREAD: &str = "unreadable-entry";
/// The most notes of a file; how many more there are is told.
const MOST_NOTES: usize = 50;

/// Where what is read goes.
pub(super) struct Reading<'r> {
    items: &'r mut dyn Sink<Item>,
    places: Places,
    /// Documents that don't contradict each other are of one run.
    runs: Runs,
    /// What was found in documents of each run but the first, which has to wait until its run is told.
    waiting: BTreeMap<usize, Vec<Item>>,
    /// By their words: where first, and how often more.
    notes: BTreeMap<String, (usize, String, usize)>,
    /// Entries that the mapping failed on.
    unread: Vec<(usize, String, Value)>,
    /// Why the first of them can't be read.
    why: Option<String>,
    has_read: bool,
}

/// How places are named.
pub(super) enum Places {
    /// As the programs give them: the file is one document.
    AsGiven,
    /// As the programs give them; a row of a table without a column by its first one.
    Rows,
    /// By the lines of the document in which they stand: the file holds several, each read by itself.
    Apart(Vec<Lines>),
    /// By the lines of the document that their first name counts: the file holds several, read together as a list.
    Together(Vec<Lines>),
}

impl<'r> Reading<'r> {
    /// Of a file whose places are named so.
    pub(super) fn new(items: &'r mut dyn Sink<Item>, places: Places) -> Self {
        Self {
            items,
            places,
            runs: Runs::default(),
            waiting: BTreeMap::new(),
            notes: BTreeMap::new(),
            unread: Vec::new(),
            why: None,
            has_read: false,
        }
    }

    /// Of a file with several documents, which stand on `lines`.
    pub(super) fn apart(
        items: &'r mut dyn Sink<Item>,
        documents: usize,
        lines: Vec<Lines>,
    ) -> Self {
        // One a line is a format of its own.
        let is_long = lines.iter().any(|Lines(first, last)| first != last);
        let mut read = Self::new(items, Places::Apart(lines));
        if is_long {
            let message =
                format!("it holds {documents} documents, one behind the other: each was read");
            read.note(message, String::new());
        }
        read
    }

    /// Whether the file holds several documents, each read by itself.
    pub(super) fn is_several(&self) -> bool {
        matches!(self.places, Places::Apart(_))
    }

    /// A place as a link's `at`. Of several documents, one is told by its lines.
    pub(super) fn at(&self, document: usize, given: &str) -> String {
        let lines = match &self.places {
            Places::Rows if given.ends_with('/') => return format!("{given}1"),
            Places::AsGiven | Places::Rows => return given.to_owned(),
            Places::Apart(lines) => lines.get(document),
            Places::Together(lines) => {
                let index = given.split('/').nth(1).and_then(|index| index.parse().ok());
                index.and_then(|index: usize| lines.get(index))
            }
        };
        lines.map(|lines| lines.at()).unwrap_or_default()
    }

    /// A run that a document tells.
    pub(super) fn run(&mut self, document: usize, run: Run) {
        self.runs.tell(document, run);
    }

    /// Gives the first run; the others follow what was found by it. Those of a single document are all given.
    pub(super) fn begin(&mut self) -> Result<(), Unreadable> {
        let notes: Vec<_> = self.runs.all().iter().flat_map(unsure).collect();
        for (message, document) in notes {
            let at = self.at(document, "");
            self.note(message.to_owned(), at);
        }
        let given = if self.is_several() { 1 } else { usize::MAX };
        for told in self.runs.all().iter().take(given) {
            self.items.take(Item::Run(Box::new(told.run.clone())))?;
        }
        Ok(())
    }

    /// Something that a document holds.
    pub(super) fn take(&mut self, document: usize, item: Item) -> Result<(), Unreadable> {
        self.has_read = true;
        let run = self.runs.of(document);
        if run > 0 && self.is_several() {
            self.waiting.entry(run).or_default().push(item);
        } else {
            self.items.take(item)?;
        }
        Ok(())
    }

    /// Something to be said. The same of several places is said once.
    pub(super) fn note(&mut self, message: String, at: String) {
        let order = self.notes.len();
        self.notes.entry(message).and_modify(|(_, _, more)| *more += 1).or_insert((order, at, 0));
    }

    /// An entry that the mapping failed on. It is kept, so that it can't be taken for nothing.
    pub(super) fn unread(&mut self, document: usize, at: String, entry: &Val, why: String) {
        let entry = value::json(entry).unwrap_or(Value::Null);
        self.why.get_or_insert(why);
        self.unread.push((document, at, entry));
    }

    /// Gives what is left.
    ///
    /// # Errors
    ///
    /// Where not one entry could be read.
    pub(super) fn end(mut self) -> Result<(), Unreadable> {
        if let Some(why) = self.why.take() {
            let at = self.unread.first().map(|(_, at, _)| at.clone()).unwrap_or_default();
            if !self.has_read {
                let at = if at.is_empty() { String::new() } else { format!(" at {at}") };
                return Err(Unreadable::Mapping(format!("`map` {why}{at}")));
            }
            let more = self.unread.len() - 1;
            let more = if more > 0 { format!(", nor {more} more") } else { String::new() };
            self.note(
                format!("an entry can't be read{more}, since the mapping {why}: each is kept as it is written, as a finding of unknown severity"),
                at,
            );
            for (document, at, entry) in std::mem::take(&mut self.unread) {
                let finding = Box::new(unread(&entry)?);
                self.take(document, Item::Finding { finding, at })?;
            }
        }
        let given = if self.is_several() { 1 } else { usize::MAX };
        for (run, told) in self.runs.all().iter().enumerate().skip(given) {
            self.items.take(Item::Run(Box::new(told.run.clone())))?;
            for item in self.waiting.remove(&run).unwrap_or_default() {
                self.items.take(item)?;
            }
        }
        self.tell()
    }

    fn tell(self) -> Result<(), Unreadable> {
        let mut notes: Vec<_> = self.notes.into_iter().collect();
        notes.sort_by_key(|(_, (order, _, _))| *order);
        let left = notes.len().saturating_sub(MOST_NOTES);
        for (message, (_, at, more)) in notes.into_iter().take(MOST_NOTES) {
            let message = match more {
                0 => message,
                more => format!("{message} (and {more} more of the same)"),
            };
            self.items.take(Item::Note { message, at })?;
        }
        if left > 0 {
            let message = format!("{left} more notes of other kinds aren't shown");
            self.items.take(Item::Note { message, at: String::new() })?;
        }
        Ok(())
    }
}

/// What makes it unsure that what a run found is all, and the document that says so.
fn unsure(told: &Told) -> impl Iterator<Item = (&'static str, usize)> + use<> {
    let bad = "the run didn't end well: what it found may not be all";
    let idle = "the run checked nothing: that nothing was found says nothing";
    let idle = (told.run.checked == Some(0)).then_some((idle, told.first));
    told.bad.map(|document| (bad, document)).into_iter().chain(idle)
}

fn unread(entry: &Value) -> Result<Finding, Unreadable> {
    let title = "an entry of the checker that can't be read";
    let properties = json!({ (fields::AS_WRITTEN): entry });
    let finding = json!({ "rule": UNREAD, "title": title, "properties": properties });
    let given = mapped::finding(finding, &SeverityTable::default()).map_err(Unreadable::Mapping)?;
    Ok(given.it)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Adapter as _, InMemory, Mapping};

    /// `run` where a document says a version or how many were checked, a finding where it names a rule.
    const MAPPING: &str = r#"
        name = "a"
        title = "A"
        format = "json"
        detect = "has(\"rule\")"
        run = "if .v or .n then { version: .v, checked: .n } else empty end"
        findings = [{ map = "select(has(\"rule\")) | { rule: .rule, start_line: (.line | tonumber? // .), path: \"p\" }" }]
        "#;

    fn items(text: &str) -> Result<Vec<Item>, Unreadable> {
        let raw = InMemory { path: "a".to_owned(), bytes: text.as_bytes().to_vec() };
        let mut items: Vec<Item> = Vec::new();
        Mapping::read(MAPPING).unwrap().read(&raw, &mut items).map(|()| items)
    }

    /// Each item as a word: runs by version and number, findings by rule and place, notes by place.
    fn told(text: &str) -> Vec<String> {
        let word = |item: &Item| match item {
            Item::Run(run) => format!("{:?} {:?}", run.tool.version, run.checked),
            Item::Finding { finding, at } => format!("{} {at}", finding.rule),
            Item::Note { at, .. } => format!("note {at}"),
            Item::Measure { .. } => "measure".to_owned(),
        };
        items(text).unwrap().iter().map(word).collect()
    }

    #[test]
    fn a_place_is_the_lines_of_its_document() {
        let text = "{\"rule\": \"X\", \"line\": 1}\n\n{\"rule\":\n \"Y\", \"line\": 2} {\"rule\": \"Z\", \"line\": 3}";
        assert_eq!(told(text), ["X L1", "Y L3-L4", "Z L4", "note "]);
        assert_eq!(told("{\"rule\": \"X\", \"line\": 1}"), ["X "]);
    }

    #[test]
    fn what_is_found_is_of_the_run_of_its_document() {
        let one = "{\"v\": \"1\", \"rule\": \"X\", \"line\": 1}";
        let other = "{\"v\": \"2\", \"rule\": \"Y\", \"line\": 1}";
        let more = "{\"rule\": \"Z\", \"line\": 1}";
        let end = "{\"n\": 7}";
        let run = |version: &str, checked: &str| format!("Some({version:?}) {checked}");
        assert_eq!(
            told(&[one, more, other, more, end].join("\n")),
            [
                run("1", "None"),
                "X L1".into(),
                "Z L2".into(),
                run("2", "Some(7)"),
                "Y L3".into(),
                "Z L4".into()
            ]
        );
        // One that is told again is the one that it was.
        let first = [run("1", "None"), "X L1".into(), "X L3".into()];
        let second = [run("2", "None"), "Y L2".into()];
        assert_eq!(told(&[one, other, one].join("\n")), [&first[..], &second[..]].concat());
        // A run that is told at the end is that of all before.
        assert_eq!(told(&[more, end].join("\n")), ["None Some(7)", "Z L1"]);
    }

    #[test]
    fn notes_of_many_places_are_one() {
        let line = "{\"rule\": \"X\", \"line\": 0}\n".repeat(3);
        let all = items(&line).unwrap();
        let notes: Vec<&Item> = all.iter().filter(|it| matches!(it, Item::Note { .. })).collect();
        let [Item::Note { message, at }] = notes[..] else { panic!("{notes:?}") };
        assert_eq!(at, "L1");
        assert!(message.ends_with("(and 2 more of the same)"), "{message}");
    }

    #[test]
    fn an_entry_that_can_not_be_read_is_kept() {
        let text = "{\"rule\": \"X\", \"line\": 1}\n{\"rule\": \"Y\", \"line\": 1}\n3";
        let all = items(text).unwrap();
        let found = all.iter().rev().find_map(|item| match item {
            Item::Finding { finding, at } => Some((finding, at)),
            Item::Run(_) | Item::Measure { .. } | Item::Note { .. } => None,
        });
        let (finding, at) = found.unwrap();
        assert_eq!((finding.rule.as_str(), at.as_str()), (UNREAD, "L3"));
        assert_eq!(finding.properties[fields::AS_WRITTEN], json!(3));
        assert!(matches!(items("3\n4"), Err(Unreadable::Mapping(_))));
    }
}
