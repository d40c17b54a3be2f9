//! An adapter that is data: a TOML file with jq programs, so that a checker is added without Rust.

mod documents;
mod elements;
mod file;
mod mapped;
mod program;
mod reading;
mod syntax;
mod table;
#[cfg(test)]
mod tests;
mod value;

use std::collections::BTreeMap;

use jaq_json::Val;
use serde::de::DeserializeOwned;

use self::elements::Path;
use self::file::{Documents, MappingFile, Syntax};
use self::mapped::{MappedFinding, MappedMeasure, MappedRun};
use self::program::Program;
use self::reading::{Places, Reading};
use super::{Adapter, Head, Item, Raw, SeverityTable, Unreadable};
use crate::evidence::Records;
use crate::model::Sink;

/// A mapping, compiled.
pub struct Mapping {
    name: String,
    title: String,
    docs: Option<String>,
    syntaxes: Vec<Syntax>,
    documents: Documents,
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
            if path.is_some() && file.documents == Documents::Together {
                return Err(
                    "`each` names a list in one document, and these are read together".to_owned()
                );
            }
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
            documents: file.documents,
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
                read.note(message, at)?;
            }
        }
        for (document, root) in roots.iter().enumerate() {
            for result in self.measures.run(root, root.clone()) {
                let mapped: MappedMeasure = given(result, "measures")?;
                let (measure, at) = mapped.measure(|place| read.at(document, place));
                read.items.take(Item::Measure { measure: Box::new(measure), at })?;
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
                read.note(message, at.clone())?;
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
        match syntax::of(&self.syntaxes, raw)? {
            Syntax::Json => self.read_json(raw, items),
            Syntax::Csv => self.read_table(raw, items),
            syntax @ (Syntax::Yaml | Syntax::Toml | Syntax::Xml) => {
                let root = syntax::document(syntax, raw)?;
                self.read_whole(&mut Reading::new(items, Places::AsGiven), &root)
            }
        }
    }
}

impl Mapping {
    fn read_json(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let paths: Vec<Path> = self.findings.iter().filter_map(|(path, _)| path.clone()).collect();
        let roots = elements::around(raw.open()?, &paths)?;
        let places = match self.documents {
            _ if roots.len() == 1 => Places::AsGiven,
            Documents::Apart => Places::Apart(documents::lines(raw.open()?)?),
            Documents::Together => {
                let places = Places::Together(documents::lines(raw.open()?)?);
                let root = roots.into_iter().collect();
                return self.read_whole(&mut Reading::new(items, places), &root);
            }
        };
        let mut read = Reading::new(items, places);
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

    /// What isn't streamed is read as a whole.
    fn read_whole(&self, read: &mut Reading<'_>, root: &Val) -> Result<(), Unreadable> {
        self.tell(read, std::slice::from_ref(root))?;
        for (_, program) in &self.findings {
            self.find(read, program, (root, root.clone()), (0, ""))?;
        }
        Ok(())
    }

    /// A table, row by row.
    fn read_table(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let text = syntax::text(raw)?;
        let records = Records::of(&text).map_err(Unreadable::content)?;
        let root = table::around(&records)?;
        let mut read = Reading::new(items, Places::Rows);
        self.tell(&mut read, std::slice::from_ref(&root))?;
        for (path, program) in &self.findings {
            if !path.as_ref().is_some_and(table::are_rows) {
                self.find(&mut read, program, (&root, root.clone()), (0, ""))?;
                continue;
            }
            let mut uneven = Vec::new();
            for row in 1..=records.len() {
                match table::row(&records, row)? {
                    Some(record) => {
                        let place = format!("csv:{row}/");
                        self.find(&mut read, program, (&root, record), (0, &place))?;
                    }
                    None => uneven.push(row),
                }
            }
            if let Some(message) = table::left_out(&uneven) {
                read.note(message, String::new())?;
            }
        }
        Ok(())
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
