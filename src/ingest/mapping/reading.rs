//! A file that a mapping reads: where what is read goes, which run each document is of, and what couldn't be read.

use std::collections::BTreeMap;

use jaq_json::Val;
use serde_json::{Value, json};

use super::{fields, mapped, value};
use crate::ingest::layout::Lines;
use crate::ingest::{Item, SeverityTable, Unreadable};
use crate::model::{Finding, Run, Sink, Tool};

/// The rule of an entry that the mapping can't read.
const UNREAD: &str = "unreadable-entry";
/// The most notes of a file; how many more there are is told.
const MOST_NOTES: usize = 50;

/// Where what is read goes.
pub(super) struct Reading<'r> {
    items: &'r mut dyn Sink<Item>,
    /// The lines of the documents, where there are several.
    lines: Vec<Lines>,
    /// The runs, with the first document of each; documents that don't contradict each other are of one run.
    runs: Vec<(usize, Run)>,
    /// What was found in documents of each run but the first, which has to wait until its run is told.
    waiting: BTreeMap<usize, Vec<Item>>,
    is_several: bool,
    /// By their words: where first, and how often more.
    notes: BTreeMap<String, (usize, String, usize)>,
    /// Entries that the mapping failed on.
    unread: Vec<(usize, String, Value)>,
    /// Why the first of them can't be read.
    why: Option<String>,
    has_read: bool,
}

impl<'r> Reading<'r> {
    /// Of a file with `documents`, which stand on `lines`.
    pub(super) fn new(items: &'r mut dyn Sink<Item>, documents: usize, lines: Vec<Lines>) -> Self {
        let is_long = lines.iter().any(|Lines(first, last)| first != last);
        let mut read = Self {
            items,
            // Where the two don't agree, no line is sure.
            lines: if lines.len() == documents { lines } else { Vec::new() },
            runs: Vec::new(),
            waiting: BTreeMap::new(),
            is_several: documents > 1,
            notes: BTreeMap::new(),
            unread: Vec::new(),
            why: None,
            has_read: false,
        };
        // One a line is a format of its own.
        if documents > 1 && is_long {
            let message =
                format!("it holds {documents} documents, one behind the other: each was read");
            read.note(message, String::new());
        }
        read
    }

    /// Whether the file holds several documents.
    pub(super) fn is_several(&self) -> bool {
        self.is_several
    }

    /// A place as a link's `at`. Of several documents, one is told by its lines.
    pub(super) fn at(&self, document: usize, pointer: &str) -> String {
        match self.lines.get(document) {
            _ if !self.is_several => pointer.to_owned(),
            Some(Lines(first, last)) if first == last => format!("L{first}"),
            Some(Lines(first, last)) => format!("L{first}-L{last}"),
            None => String::new(),
        }
    }

    /// A run that a document tells.
    pub(super) fn run(&mut self, document: usize, run: Run) {
        if let Some((_, last)) = self.runs.last_mut().filter(|_| self.is_several)
            && let Some(both) = together(last, &run)
        {
            *last = both;
            return;
        }
        self.runs.push((document, run));
    }

    /// Gives the first run; the others follow what was found by it.
    pub(super) fn begin(&mut self) -> Result<(), Unreadable> {
        if !self.is_several {
            for (_, run) in std::mem::take(&mut self.runs) {
                self.items.take(Item::Run(Box::new(run)))?;
            }
        } else if let Some((_, run)) = self.runs.first() {
            self.items.take(Item::Run(Box::new(run.clone())))?;
        }
        Ok(())
    }

    /// Something that a document holds.
    pub(super) fn take(&mut self, document: usize, item: Item) -> Result<(), Unreadable> {
        self.has_read = true;
        // What stands before the first run is of it, too.
        let run = self.runs.iter().rposition(|(first, _)| *first <= document).unwrap_or(0);
        if run > 0 {
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
        for (run, (_, told)) in std::mem::take(&mut self.runs).into_iter().enumerate().skip(1) {
            self.items.take(Item::Run(Box::new(told)))?;
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

fn unread(entry: &Value) -> Result<Finding, Unreadable> {
    let title = "an entry of the checker that can't be read";
    let properties = json!({ (fields::AS_WRITTEN): entry });
    let finding = json!({ "rule": UNREAD, "title": title, "properties": properties });
    let given = mapped::finding(finding, &SeverityTable::default()).map_err(Unreadable::Mapping)?;
    Ok(given.it)
}

/// Two runs as one, where they don't contradict each other: what one of them leaves open, the other says.
fn together(one: &Run, other: &Run) -> Option<Run> {
    /// Whether both say something, and not the same.
    fn differ<T: PartialEq>(one: Option<&T>, other: Option<&T>) -> bool {
        one.zip(other).is_some_and(|(one, other)| one != other)
    }
    let differs = one.tool.name != other.tool.name
        || differ(one.tool.version.as_ref(), other.tool.version.as_ref())
        || differ(one.command.as_ref(), other.command.as_ref())
        || differ(one.started_at.as_ref(), other.started_at.as_ref())
        || differ(one.ended_at.as_ref(), other.ended_at.as_ref())
        || differ(one.exit_code.as_ref(), other.exit_code.as_ref())
        || differ(one.commit.as_ref(), other.commit.as_ref())
        || differ(one.successful.as_ref(), other.successful.as_ref())
        || differ(one.checked.as_ref(), other.checked.as_ref());
    if differs {
        return None;
    }
    let mut properties = one.properties.clone();
    for (name, value) in &other.properties {
        if properties.get(name).is_some_and(|own| own != value) {
            return None;
        }
        properties.insert(name.clone(), value.clone());
    }
    let tool = Tool {
        name: one.tool.name.clone(),
        version: one.tool.version.clone().or_else(|| other.tool.version.clone()),
    };
    Some(Run {
        tool,
        command: one.command.clone().or_else(|| other.command.clone()),
        started_at: one.started_at.or(other.started_at),
        ended_at: one.ended_at.or(other.ended_at),
        exit_code: one.exit_code.or(other.exit_code),
        commit: one.commit.clone().or_else(|| other.commit.clone()),
        successful: one.successful.or(other.successful),
        checked: one.checked.or(other.checked),
        properties,
        ..one.clone()
    })
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
