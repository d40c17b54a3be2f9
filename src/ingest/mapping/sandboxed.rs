//! A mapping that is a stranger's code: it runs where it can be stopped, and gives what it finds line by line.

use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::Mapping;
use super::file::MappingFile;
use crate::ingest::{Adapter, Head, InMemory, Item, Raw, SeverityTable, Unreadable};
use crate::model::{Sandbox, Sink, Stopped};

/// A mapping of which nothing runs in this process but the reading of its TOML.
pub struct Sandboxed {
    name: String,
    title: String,
    docs: Option<String>,
    severities: SeverityTable,
    toml: String,
    sandbox: Arc<dyn Sandbox>,
    /// Why its detection was stopped.
    set_aside: OnceLock<String>,
}

/// What is asked for: one line of JSON. The bytes of a file follow.
#[derive(Debug, Serialize)]
struct Order<'a> {
    mapping: &'a str,
    task: Task,
}

/// What to do with the mapping.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Task {
    /// Compile it.
    Check,
    /// Say whether it knows a file.
    Know(Head),
    /// Read the file at this path.
    Read { path: String, size: u64 },
}

/// A line of what comes back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Answer {
    /// The mapping is wrong.
    Wrong(String),
    Knows(bool),
    Item(Item),
    /// The file is broken.
    Broken {
        message: String,
        place: Option<(usize, usize)>,
    },
    /// The mapping fails on it.
    Fails(String),
    /// All was said.
    Done,
}

/// Why a mapping isn't used.
#[derive(Debug, thiserror::Error)]
pub enum Unusable {
    /// It is wrong.
    #[error("{0}")]
    Wrong(String),
    /// It was stopped while it was compiled.
    #[error(transparent)]
    Stopped(#[from] Stopped),
}

impl Sandboxed {
    /// Reads a mapping file, and has it compiled in the sandbox.
    ///
    /// # Errors
    ///
    /// [`Unusable`] says what is wrong with it.
    pub fn read(toml: &str, sandbox: Arc<dyn Sandbox>) -> Result<Self, Unusable> {
        let file: MappingFile =
            toml::from_str(toml).map_err(|error| Unusable::Wrong(error.to_string()))?;
        let mapping = Self {
            severities: file.severities(),
            name: file.name,
            title: file.title,
            docs: file.docs,
            toml: toml.to_owned(),
            sandbox,
            set_aside: OnceLock::new(),
        };
        let mut wrong = None;
        mapping.ask(Task::Check, &mut io::empty(), 0, &mut |answer| {
            if let Answer::Wrong(error) = answer {
                wrong = Some(error);
            }
            Ok(())
        })?;
        wrong.map_or(Ok(mapping), |error| Err(Unusable::Wrong(error)))
    }

    /// Hands a task over, and gives every answer to `take`.
    fn ask(
        &self,
        task: Task,
        data: &mut (dyn Read + Send),
        size: u64,
        take: &mut dyn FnMut(Answer) -> io::Result<()>,
    ) -> Result<(), Stopped> {
        let mut line = serde_json::to_vec(&Order { mapping: &self.toml, task })
            .map_err(|error| Stopped::Io(error.into()))?;
        line.push(b'\n');
        let mut is_done = false;
        self.sandbox.run(&mut line.as_slice().chain(data), size, &mut |line| {
            let answer: Answer = serde_json::from_slice(line)?;
            is_done = matches!(answer, Answer::Done);
            if is_done { Ok(()) } else { take(answer) }
        })?;
        if is_done { Ok(()) } else { Err(Stopped::Died("not all was said".to_owned())) }
    }
}

impl Adapter for Sandboxed {
    fn name(&self) -> &str {
        &self.name
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn docs(&self) -> Option<&str> {
        self.docs.as_deref()
    }

    fn severities(&self) -> Option<&SeverityTable> {
        Some(&self.severities)
    }

    /// One that was stopped here is asked no more: it would take as long for every file.
    fn knows(&self, head: &Head) -> bool {
        if self.set_aside.get().is_some() {
            return false;
        }
        let mut knows = false;
        let asked = self.ask(Task::Know(head.clone()), &mut io::empty(), 0, &mut |answer| {
            knows = matches!(answer, Answer::Knows(true));
            Ok(())
        });
        if let Err(stopped) = asked {
            self.set_aside.get_or_init(|| stopped.to_string());
            return false;
        }
        knows
    }

    fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let size = io::copy(&mut raw.open()?, &mut io::sink())?;
        let task = Task::Read { path: raw.path().to_owned(), size };
        let mut failed = None;
        let mut data = raw.open()?;
        let asked = self.ask(task, &mut data, size, &mut |answer| {
            failed = Some(match answer {
                Answer::Item(item) => return items.take(item),
                Answer::Wrong(message) | Answer::Fails(message) => Unreadable::Mapping(message),
                Answer::Broken { message, place } => Unreadable::Content { message, place },
                Answer::Knows(_) | Answer::Done => return Ok(()),
            });
            Ok(())
        });
        match (asked, failed) {
            (Ok(()), None) => Ok(()),
            (Ok(()), Some(failed)) => Err(failed),
            (Err(stopped), _) => Err(Unreadable::Stopped { mapping: self.name.clone(), stopped }),
        }
    }

    fn is_foreign(&self) -> bool {
        true
    }

    fn set_aside(&self) -> Option<&str> {
        self.set_aside.get().map(String::as_str)
    }
}

/// What is done inside the sandbox: one order is read and answered.
///
/// # Errors
///
/// Where the order can't be read, or an answer isn't taken.
pub fn serve(input: impl Read, output: &mut dyn Write) -> io::Result<()> {
    let mut input = BufReader::new(input);
    let mut line = String::new();
    input.read_line(&mut line)?;
    let order: serde_json::Value = serde_json::from_str(&line)?;
    let mapping = order.get("mapping").and_then(serde_json::Value::as_str).unwrap_or_default();
    let task: Task = serde_json::from_value(order.get("task").cloned().unwrap_or_default())?;
    match Mapping::read(mapping) {
        Err(error) => answer(output, &Answer::Wrong(error))?,
        Ok(mapping) => match task {
            Task::Check => {}
            Task::Know(head) => answer(output, &Answer::Knows(mapping.knows(&head)))?,
            Task::Read { path, size } => {
                let mut bytes = Vec::new();
                // What is told beforehand is allotted once.
                bytes.try_reserve_exact(usize::try_from(size).unwrap_or(0))?;
                input.read_to_end(&mut bytes)?;
                let raw = InMemory { path, bytes };
                match mapping.read(&raw, &mut Answers(output)) {
                    Ok(()) => {}
                    Err(Unreadable::Io(error)) => return Err(error),
                    Err(Unreadable::Content { message, place }) => {
                        answer(output, &Answer::Broken { message, place })?;
                    }
                    Err(Unreadable::Mapping(message)) => answer(output, &Answer::Fails(message))?,
                    Err(Unreadable::Stopped { stopped, .. }) => {
                        return Err(io::Error::other(stopped));
                    }
                }
            }
        },
    }
    answer(output, &Answer::Done)?;
    output.flush()
}

fn answer(output: &mut dyn Write, answer: &Answer) -> io::Result<()> {
    serde_json::to_writer(&mut *output, answer)?;
    output.write_all(b"\n")
}

/// Items as lines.
struct Answers<'w>(&'w mut dyn Write);

impl Sink<Item> for Answers<'_> {
    fn take(&mut self, item: Item) -> io::Result<()> {
        answer(self.0, &Answer::Item(item))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A sandbox that is none, and says at most so many lines.
    struct Here(usize);

    impl Sandbox for Here {
        fn run(
            &self,
            order: &mut (dyn Read + Send),
            _size: u64,
            take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
        ) -> Result<(), Stopped> {
            let mut told = Vec::new();
            serve(order, &mut told)?;
            for line in told.split_inclusive(|byte| *byte == b'\n').take(self.0) {
                take(line)?;
            }
            Ok(())
        }
    }

    const MAPPING: &str = r#"
        name = "a"
        title = "A"
        format = "json"
        detect = 'has("all")'
        run = "{ version: .v, checked: (.all | length) }"
        measures = "{ metric: \"m\", at: \"/v\" }"
        findings = [{ each = "/all", map = '''{ rule: .id, title: .t, severity: .s, path: .p, start_line: .l,
          aliases: [.cve], fingerprints: { own: .f }, package: { name: .id }, properties: { deep: . } }''' }]
        severity = { bad = "high" }
        "#;

    const TEXT: &str = r#"{ "v": 1.25, "all": [
        { "id": "X", "t": "eé\u0000", "s": "bad", "p": "a b", "l": 3, "cve": "CVE-2020-1", "f": "00" },
        { "id": "Y", "s": "odd", "l": 12345678901234567890 }] }"#;

    fn raw(text: &str) -> InMemory {
        InMemory { path: "a.json".to_owned(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn what_comes_out_of_the_sandbox_is_what_the_mapping_gives() {
        let (mut here, mut there): (Vec<Item>, Vec<Item>) = (Vec::new(), Vec::new());
        Mapping::read(MAPPING).unwrap().read(&raw(TEXT), &mut here).unwrap();
        let sandboxed = Sandboxed::read(MAPPING, Arc::new(Here(usize::MAX))).unwrap();
        sandboxed.read(&raw(TEXT), &mut there).unwrap();
        assert_eq!(here, there);
        assert!(there.len() >= 5, "{there:?}");
        assert!(sandboxed.knows(&Head::Json(serde_json::json!({ "all": [] }))));
        assert!(!sandboxed.knows(&Head::Json(serde_json::json!({ "any": [] }))));
        assert!(!sandboxed.knows(&Head::Text("all".to_owned())));
    }

    #[test]
    fn errors_come_out_as_they_are() {
        let wrong = MAPPING.replace(".id,", ".id |||");
        let told = Sandboxed::read(&wrong, Arc::new(Here(usize::MAX))).err();
        assert!(
            matches!(told, Some(Unusable::Wrong(message)) if message.contains("`map` is no jq program"))
        );
        let sandboxed = Sandboxed::read(MAPPING, Arc::new(Here(usize::MAX))).unwrap();
        let read = |text: &str| sandboxed.read(&raw(text), &mut Vec::new()).unwrap_err();
        assert!(matches!(read("{\"all\": [\n"), Unreadable::Content { place: Some((2, 0)), .. }));
        let unknown = MAPPING.replace("{ rule: .id,", "{ nothing: 1, rule: .id,");
        let sandboxed = Sandboxed::read(&unknown, Arc::new(Here(usize::MAX))).unwrap();
        let told = sandboxed.read(&raw(r#"{"all": [{}]}"#), &mut Vec::new());
        assert!(matches!(told, Err(Unreadable::Mapping(why)) if why.contains("`nothing`")));
    }

    #[test]
    fn what_is_cut_off_is_an_error() {
        assert!(matches!(Sandboxed::read(MAPPING, Arc::new(Here(0))), Err(Unusable::Stopped(_))));
        let sandboxed = Sandboxed::read(MAPPING, Arc::new(Here(1))).unwrap();
        let told = sandboxed.read(&raw(TEXT), &mut Vec::new());
        assert!(matches!(told, Err(Unreadable::Stopped { .. })));
        assert!(sandboxed.set_aside().is_none());
        assert!(!sandboxed.knows(&Head::Json(serde_json::json!({ "all": [] }))));
        assert!(sandboxed.set_aside().is_some());
    }
}
