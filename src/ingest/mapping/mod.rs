//! An adapter that is data: a TOML file with jq programs, so that a checker is added without Rust.

mod batch;
mod elements;
mod fields;
mod file;
mod mapped;
mod measured;
mod program;
mod reading;
mod runs;
mod sandboxed;
mod skeleton;
mod syntax;
mod table;
#[cfg(test)]
mod tests;
mod value;
mod words;

pub use sandboxed::{Sandboxed, Unusable, serve};
pub use skeleton::skeleton;
mod yaml;

use jaq_json::Val;
use serde_json::Value;

use self::batch::{Batch, Told, told};
use self::elements::Path;
use self::file::{Documents, MappingFile, Syntax};
use self::mapped::Given;
use self::program::Program;
use self::reading::{Places, Reading};
use super::{Adapter, Head, Item, Raw, SeverityTable, Unreadable, head, layout};
use crate::evidence::Records;
use crate::model::Sink;
use crate::model::words::shortened;

/// A mapping.
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
        let mapping = Self::uncompiled(toml)?;
        let maps = mapping.findings.iter().map(|(_, program)| ("map", program));
        let programs =
            [("detect", &mapping.detect), ("run", &mapping.run), ("measures", &mapping.measures)];
        for (what, program) in maps.chain(programs) {
            program.compile().map_err(|error| format!("`{what}` {error}"))?;
        }
        Ok(mapping)
    }

    /// Reads a mapping file, whose programs are compiled when they are first needed: of many mappings most never are.
    ///
    /// # Errors
    ///
    /// What is wrong with it, but for its programs.
    pub(super) fn uncompiled(toml: &str) -> Result<Self, String> {
        let file: MappingFile = toml::from_str(toml).map_err(|error| error.to_string())?;
        let severities = file.severities();
        let program = |code: &str| Program::of(format!("{}\n{code}", file.define));
        let mut findings = Vec::new();
        for list in &file.findings {
            let path = list.each.as_deref().map(path).transpose()?;
            if path.is_some() && file.documents == Documents::Together {
                return Err(
                    "`each` names a list in one document, and these are read together".to_owned()
                );
            }
            findings.push((path, program(&list.map)));
        }
        Ok(Self {
            detect: program(&file.detect),
            run: program(&file.run),
            measures: program(&file.measures),
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

    /// What a document says of its run.
    fn tell(&self, read: &mut Reading<'_>, root: &Val, document: usize) -> Result<(), Unreadable> {
        for result in self.run.run(root, root.clone()) {
            let at = read.at(document, "");
            let value = match given(result) {
                Ok(value) => value,
                // A run that can't be read is none that ended well.
                Err(why) => {
                    let why =
                        format!("what it says of its run can't be read, since the mapping {why}");
                    read.note(why, at.clone());
                    serde_json::json!({ "successful": false })
                }
            };
            let Given { it, notes, .. } = mapped::run(value, &self.title).map_err(wrong("run"))?;
            read.run(document, it);
            for message in notes {
                read.note(message, at.clone());
            }
        }
        Ok(())
    }

    fn measure(
        &self,
        read: &mut Reading<'_>,
        root: &Val,
        document: usize,
    ) -> Result<(), Unreadable> {
        for result in self.measures.run(root, root.clone()) {
            let value = match given(result) {
                Ok(value) => value,
                Err(why) => {
                    let why = format!("what it measures can't be read, since the mapping {why}");
                    read.note(why, read.at(document, ""));
                    return Ok(());
                }
            };
            let given = measured::measure(value, |place| read.at(document, place));
            let Given { it, at, notes } = given.map_err(wrong("measures"))?;
            read.take(document, Item::Measure { measure: Box::new(it), at: at.clone() })?;
            for message in notes {
                read.note(message, at.clone());
            }
        }
        Ok(())
    }

    fn find(
        &self,
        read: &mut Reading<'_>,
        told: Told,
        element: &Val,
        (document, pointer): (usize, &str),
    ) -> Result<(), Unreadable> {
        for value in told {
            let value = match value {
                Ok(value) => value,
                Err(why) if pointer.is_empty() && !read.is_several() => {
                    return Err(wrong("map")(why));
                }
                Err(why) => {
                    read.unread(document, read.at(document, pointer), element, why);
                    return Ok(());
                }
            };
            let given = mapped::finding(value, &self.severities).map_err(wrong("map"))?;
            let at = read.at(document, &format!("{pointer}{}", given.at));
            read.take(document, Item::Finding { finding: Box::new(given.it), at: at.clone() })?;
            for message in given.notes {
                read.note(message, at.clone());
            }
        }
        Ok(())
    }

    /// Whether the lists that are streamed are lists.
    fn check(&self, raw: &dyn Raw, paths: &[Path], roots: &[Val]) -> Result<(), Unreadable> {
        let mut is_there = paths.is_empty() || paths.len() < self.findings.len();
        for (root, path) in roots.iter().flat_map(|root| paths.iter().map(move |it| (root, it))) {
            match elements::at(root, path) {
                Some(Val::Arr(_)) => is_there = true,
                // The document itself may be an object in another of the checker's versions.
                Some(_) if path.is_empty() => {}
                Some(Val::Null) | None => {}
                Some(other) => {
                    let it = value::json(other)
                        .map_or_else(|_| "no list".to_owned(), |it| fields::words(&it));
                    let message =
                        format!("a list is expected at `{}`, and {it} is there", pointer(path));
                    return Err(Unreadable::content(message));
                }
            }
        }
        // Some checkers leave an empty list out, or write `null`; another's file, which somebody called this one's, has none.
        if is_there || self.knows(&head::look(raw)?) {
            return Ok(());
        }
        let names: Vec<String> = paths.iter().map(|path| pointer(path)).collect();
        let names = names.join("`, `");
        let title = &self.title;
        let message = format!("it isn't what {title} writes: there is no list `{names}`");
        Err(Unreadable::content(message))
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
                outlines.iter().any(|outline| self.is_shown_by(outline))
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
                let (root, odd) = syntax::document(syntax, raw)?;
                self.read_whole(Reading::new(items, Places::AsGiven), &root)?;
                odd.into_iter().try_for_each(|note| Ok(items.take(note)?))
            }
        }
    }
}

impl Mapping {
    fn read_json(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let paths: Vec<Path> = self.findings.iter().filter_map(|(path, _)| path.clone()).collect();
        let mut lines = layout::look(raw)?;
        let roots = elements::around(raw, &paths)?;
        self.check(raw, &paths, &roots)?;
        if lines.len() != roots.len() {
            // Where the two don't agree, no line is sure.
            lines.clear();
        }
        let mut read = match self.documents {
            _ if roots.len() == 1 => Reading::new(items, Places::AsGiven),
            Documents::Apart => Reading::apart(items, roots.len(), lines),
            Documents::Together => {
                let root = roots.into_iter().collect();
                return self.read_whole(Reading::new(items, Places::Together(lines)), &root);
            }
        };
        self.begin(&mut read, &roots)?;
        for (path, program) in &self.findings {
            let Some(path) = path else {
                for (document, root) in roots.iter().enumerate() {
                    self.find(&mut read, told(program, root, root), root, (document, ""))?;
                }
                continue;
            };
            let list = pointer(path);
            let mut batch = Batch::default();
            let mut find_all = |batch: &mut Batch| {
                for (element, told) in batch.mapped(program, &roots) {
                    let pointer = format!("{list}/{}", element.index);
                    self.find(&mut read, told, &element.value, (element.document, &pointer))?;
                }
                Ok(())
            };
            elements::each(raw, path, &mut |element| {
                if batch.is_full_with(element) { find_all(&mut batch) } else { Ok(()) }
            })?;
            find_all(&mut batch)?;
        }
        read.end()
    }

    /// What isn't streamed is read as a whole.
    fn read_whole(&self, mut read: Reading<'_>, root: &Val) -> Result<(), Unreadable> {
        self.begin(&mut read, std::slice::from_ref(root))?;
        for (_, program) in &self.findings {
            self.find(&mut read, told(program, root, root), root, (0, ""))?;
        }
        read.end()
    }

    /// A table, row by row.
    fn read_table(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
        let text = syntax::text(Syntax::Csv, raw)?;
        let records = Records::of(&text).map_err(Unreadable::content)?;
        let root = table::around(&records)?;
        let mut read = Reading::new(items, Places::Rows);
        self.begin(&mut read, std::slice::from_ref(&root))?;
        for (path, program) in &self.findings {
            if !path.as_ref().is_some_and(table::are_rows) {
                self.find(&mut read, told(program, &root, &root), &root, (0, ""))?;
                continue;
            }
            let mut uneven = Vec::new();
            for row in 1..=records.len() {
                match table::row(&records, row)? {
                    Some(record) => {
                        let place = format!("csv:{row}/");
                        self.find(&mut read, told(program, &root, &record), &record, (0, &place))?;
                    }
                    None => uneven.push(row),
                }
            }
            if let Some(message) = table::left_out(&uneven) {
                read.note(message, String::new());
            }
        }
        read.end()
    }

    /// Runs and measures of all documents.
    fn begin(&self, read: &mut Reading<'_>, roots: &[Val]) -> Result<(), Unreadable> {
        for (document, root) in roots.iter().enumerate() {
            self.tell(read, root, document)?;
        }
        read.begin()?;
        for (document, root) in roots.iter().enumerate() {
            self.measure(read, root, document)?;
        }
        Ok(())
    }
}

/// What a program gave, as JSON.
fn given(result: Result<Val, String>) -> Result<Value, String> {
    let value = result.map_err(|error| format!("fails: {}", shortened(&error)))?;
    value::json(&value)
}

/// A mapping that gives something else than it should.
fn wrong(of: &'static str) -> impl Fn(String) -> Unreadable {
    move |why| Unreadable::Mapping(format!("`{of}` {why}"))
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
