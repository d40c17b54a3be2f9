//! An adapter that is data: a TOML file with jq programs, so that a checker is added without Rust.

mod elements;
mod file;
mod mapped;
mod program;
mod syntax;
mod value;

use std::collections::BTreeMap;

use jaq_json::Val;
use serde::de::DeserializeOwned;

use self::elements::Path;
use self::file::{MappingFile, Syntax};
use self::mapped::{MappedFinding, MappedMeasure, MappedRun};
use self::program::Program;
use super::{Adapter, Head, Item, Raw, SeverityTable, Unreadable};
use crate::model::Sink;

/// A mapping, compiled.
pub struct Mapping {
    name: String,
    title: String,
    docs: Option<String>,
    syntaxes: Vec<Syntax>,
    severities: SeverityTable,
    detect: Program,
    run: Program,
    findings: Vec<(Option<Path>, Program)>,
    measures: Program,
}

impl Mapping {
    /// Reads and compiles a mapping file.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn read(toml: &str) -> Result<Self, String> {
        let file: MappingFile = toml::from_str(toml).map_err(|error| error.to_string())?;
        let severities = file.severities();
        let compile = |what: &str, code: &str| {
            let code = format!("{}\n{code}", file.define);
            Program::compile(&code).map_err(|error| format!("`{what}` {error}"))
        };
        let mut findings = Vec::new();
        for list in &file.findings {
            let path = list.each.as_deref().map(path).transpose()?;
            findings.push((path, compile("map", &list.map)?));
        }
        Ok(Self {
            detect: compile("detect", &file.detect)?,
            run: compile("run", &file.run)?,
            measures: compile("measures", &file.measures)?,
            name: file.name,
            title: file.title,
            docs: file.docs,
            syntaxes: file.format,
            severities,
            findings,
        })
    }

    fn is_shown_by(&self, outline: &serde_json::Value) -> bool {
        let Ok(outline) = serde_json::from_value::<Val>(outline.clone()) else { return false };
        let told = self.detect.run(&Val::Null, outline).next();
        matches!(told, Some(Ok(Val::Bool(true))))
    }

    /// The runs, then the measures. Where each finding is a document of its own, each tells its part of one run.
    fn tell(&self, read: &mut Reading<'_>, roots: &[Val]) -> Result<(), Unreadable> {
        let mut runs: Vec<(MappedRun, usize)> = Vec::new();
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (document, root) in roots.iter().enumerate() {
            for result in self.run.run(root, root.clone()) {
                let mapped: MappedRun = given(result, "run")?;
                let index = *known.entry(mapped.key()).or_insert(runs.len());
                match runs.get_mut(index) {
                    Some((run, _)) => run.join(mapped),
                    None => runs.push((mapped, document)),
                }
            }
        }
        for (mapped, document) in runs {
            let (run, notes) = mapped.run(&self.title);
            read.items.take(Item::Run(Box::new(run)))?;
            for message in notes {
                let at = read.at(document, "");
                read.items.take(Item::Note { message, at })?;
            }
        }
        for (document, root) in roots.iter().enumerate() {
            for result in self.measures.run(root, root.clone()) {
                let mapped: MappedMeasure = given(result, "measures")?;
                let at = read.at(document, &mapped.at);
                read.items.take(Item::Measure { measure: Box::new(mapped.measure()), at })?;
            }
        }
        Ok(())
    }

    fn find(
        &self,
        read: &mut Reading<'_>,
        program: &Program,
        (root, element): (&Val, Val),
        (document, pointer): (usize, &str),
    ) -> Result<(), Unreadable> {
        for result in program.run(root, element) {
            let mapped: MappedFinding = given(result, "map")?;
            let at = read.at(document, &format!("{pointer}{}", mapped.at));
            let (finding, notes) = mapped.finding(&self.severities);
            read.items.take(Item::Finding { finding: Box::new(finding), at: at.clone() })?;
            for message in notes {
                read.items.take(Item::Note { message, at: at.clone() })?;
            }
        }
        Ok(())
    }
}

impl Adapter for Mapping {
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

    fn knows(&self, head: &Head) -> bool {
        self.syntaxes.iter().any(|syntax| match (syntax, head) {
            (Syntax::Json, Head::Json(outline)) => self.is_shown_by(outline),
            (Syntax::Json, Head::JsonLines(outlines)) => {
                outlines.first().is_some_and(|outline| self.is_shown_by(outline))
            }
            (syntax, head) => {
                syntax::outline(*syntax, head).is_some_and(|it| self.is_shown_by(&it))
            }
        })
    }

    fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let syntax = syntax::of(&self.syntaxes, raw)?;
        if syntax != Syntax::Json {
            return self.read_whole(syntax, raw, items);
        }
        let paths: Vec<Path> = self.findings.iter().filter_map(|(path, _)| path.clone()).collect();
        let roots = elements::around(raw.open()?, &paths)?;
        let mut read = Reading { items, several: roots.len() > 1 };
        self.tell(&mut read, &roots)?;
        for (path, program) in &self.findings {
            let Some(path) = path else {
                for (document, root) in roots.iter().enumerate() {
                    self.find(&mut read, program, (root, root.clone()), (document, ""))?;
                }
                continue;
            };
            let list = pointer(path);
            elements::each(raw.open()?, path, &mut |document, index, element| {
                let root = roots.get(document).unwrap_or(&Val::Null);
                let pointer = format!("{list}/{index}");
                self.find(&mut read, program, (root, element), (document, &pointer))
            })?;
        }
        Ok(())
    }
}

impl Mapping {
    /// What isn't JSON is read as a whole.
    fn read_whole(
        &self,
        syntax: Syntax,
        raw: &dyn Raw,
        items: &mut dyn Sink<Item>,
    ) -> Result<(), Unreadable> {
        let root = syntax::document(syntax, raw)?;
        let mut read = Reading { items, several: false };
        self.tell(&mut read, std::slice::from_ref(&root))?;
        for (_, program) in &self.findings {
            self.find(&mut read, program, (&root, root.clone()), (0, ""))?;
        }
        Ok(())
    }
}

/// Where what is read goes.
struct Reading<'r> {
    items: &'r mut dyn Sink<Item>,
    /// Whether the file holds several documents, one a line.
    several: bool,
}

impl Reading<'_> {
    /// A place as a link's `at`. A document of several is told by its line.
    fn at(&self, document: usize, pointer: &str) -> String {
        if self.several { format!("L{}", document + 1) } else { pointer.to_owned() }
    }
}

/// What a program gave, as what it should be.
fn given<T: DeserializeOwned>(result: Result<Val, String>, of: &str) -> Result<T, Unreadable> {
    let wrong = |what: String| Unreadable::Mapping(format!("`{of}` {what}"));
    let value = result.map_err(|error| wrong(format!("fails: {error}")))?;
    let value = value::json(&value).map_err(wrong)?;
    serde_json::from_value(value).map_err(|error| wrong(format!("gives something else: {error}")))
}

/// A JSON Pointer (RFC 6901) to a list, as names.
fn path(pointer: &str) -> Result<Path, String> {
    if pointer.is_empty() {
        return Ok(Path::new());
    }
    let names = pointer.strip_prefix('/').ok_or("`each` is no JSON Pointer")?;
    Ok(names.split('/').map(|name| name.replace("~1", "/").replace("~0", "~")).collect())
}

/// The same as a JSON Pointer.
fn pointer(path: &[String]) -> String {
    path.iter().fold(String::new(), |pointer, name| {
        pointer + "/" + &name.replace('~', "~0").replace('/', "~1")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::InMemory;
    use crate::model::Moment;

    #[test]
    fn programs_share_definitions_and_count_what_is_streamed() {
        let mapping = Mapping::read(
            r#"
            name = "a"
            title = "A"
            format = "json"
            define = "def rule: .id;"
            detect = "true"
            run = "{ checked: (.all | length) }"
            findings = [{ each = "/all", map = "{ rule: rule }" }]
            "#,
        );
        let raw =
            InMemory { path: "a.json".to_owned(), bytes: br#"{"all":[{"id":"X"}]}"#.to_vec() };
        let mut items: Vec<Item> = Vec::new();
        mapping.unwrap().read(&raw, &mut items).unwrap();
        assert!(matches!(&items[0], Item::Run(run) if run.checked == Some(1)));
        assert!(
            matches!(&items[1], Item::Finding { finding, at } if finding.rule == "X" && at == "/all/0")
        );
    }

    fn items(mapping: &str, text: &str) -> Vec<Item> {
        let raw = InMemory { path: "a".to_owned(), bytes: text.as_bytes().to_vec() };
        let mut items: Vec<Item> = Vec::new();
        Mapping::read(mapping).unwrap().read(&raw, &mut items).unwrap();
        items
    }

    #[test]
    fn one_mapping_reads_several_syntaxes() {
        let mapping = r#"
            name = "a"
            title = "A"
            format = ["json", "xml"]
            detect = "true"
            findings = [{ map = "{ rule: (.id // .a.id) }" }]
            "#;
        for text in [r#" {"id": "X"}"#, "\u{feff}\n<a id=\"X\"/>"] {
            assert!(
                matches!(&items(mapping, text)[1], Item::Finding { finding, .. } if finding.rule == "X")
            );
        }
        let raw = InMemory { path: "a".to_owned(), bytes: b"id = 1".to_vec() };
        let told = Mapping::read(mapping).unwrap().read(&raw, &mut Vec::new());
        assert!(matches!(told, Err(Unreadable::Content { .. })));
    }

    #[test]
    fn a_run_that_failed_or_checked_nothing_is_told() {
        let mapping = r#"
            name = "a"
            title = "A"
            format = "json"
            detect = "true"
            run = "{ successful: .ok, checked: .n }"
            "#;
        let notes = |text: &str| {
            let all = items(mapping, text).into_iter();
            all.filter(|item| matches!(item, Item::Note { .. })).count()
        };
        assert_eq!(notes(r#"{"ok": true, "n": 1}"#), 0);
        assert_eq!(notes(r#"{"ok": false, "n": 1}"#), 1);
        assert_eq!(notes(r#"{"ok": null, "n": 0}"#), 1);
        assert_eq!(notes(r#"{"ok": false, "n": 0}"#), 2);
    }

    #[test]
    fn a_run_that_each_document_tells_is_one() {
        let mapping = r#"
            name = "a"
            title = "A"
            format = "json"
            detect = "true"
            run = "{ version: .v }"
            "#;
        let runs = |text: &str| items(mapping, text).len();
        assert_eq!(runs("{\"v\": 1}\n{\"v\": 1}\n{\"v\": 1}"), 1);
        assert_eq!(runs("{\"v\": 1}\n{\"v\": 2}"), 2);
        assert_eq!(runs("{\"v\": 1}\n{\"v\": 2}\n{\"v\": 1}"), 2);
    }

    #[test]
    fn a_run_that_documents_tell_in_parts_is_their_sum() {
        let mapping = r#"
            name = "a"
            title = "A"
            format = "json"
            detect = "true"
            run = "{ checked: .n, successful: .ok, started_at: .s, ended_at: .e }"
            "#;
        let run = |text: &str| {
            let Item::Run(run) = items(mapping, text).swap_remove(0) else { panic!("{text}") };
            run
        };
        let told = run(
            "{\"n\":2,\"ok\":true,\"s\":\"2026-01-02\",\"e\":\"2026-01-02T01:00:00Z\"}
             {\"n\":3,\"ok\":true,\"s\":\"2026-01-01T23:00:00-02:00\",\"e\":\"2026-01-02T02:00:00.5+01:00\"}",
        );
        assert_eq!((told.checked, told.successful), (Some(5), Some(true)));
        assert_eq!(told.started_at, Moment::parse("2026-01-02"));
        assert_eq!(told.ended_at, Moment::parse("2026-01-02T01:00:00.5Z"));
        let told = run(r#"{"n":2,"ok":true,"s":"2026-01-02"} {"ok":false}"#);
        assert_eq!((told.checked, told.successful, told.started_at), (None, Some(false), None));
        assert_eq!(run(r#"{"ok":true} {}"#).successful, None);
    }
}
