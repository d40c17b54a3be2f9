//! The first reading of a log: what it says of itself, and how many results it has, but not the results.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::object::Object;
use super::places::Artifact;
use super::written::{Counted, Kind, Log, Run};
use crate::ingest::json::{Cursor, Fault};
use crate::ingest::{Raw, Unreadable, json_error};

/// The longest result, and the most that a log may say besides its results, in bytes.
pub(super) const LONGEST: usize = 64 * 1024 * 1024;
/// How much of the files that a log holds is kept, to take the lines of results out of.
const CONTENTS: usize = 32 * 1024 * 1024;

/// The log without its results, and how many files had to be left without their contents.
pub(super) fn read(raw: &dyn Raw) -> Result<(Log, u64), Unreadable> {
    let mut reading = Reading { left: LONGEST as u64, contents: CONTENTS, without: 0 };
    let log = Cursor::new(raw.open()?, LONGEST).and_then(|mut cursor| reading.log(&mut cursor));
    log.map(|log| (log, reading.without)).map_err(|fault| fault.of(raw))
}

/// What may still be kept.
struct Reading {
    left: u64,
    contents: usize,
    without: u64,
}

/// The names that were there.
#[derive(Default)]
struct Names(BTreeSet<&'static str>);

impl Names {
    fn once(&mut self, name: &'static str, cursor: &Cursor<'_>) -> Result<(), Fault> {
        if self.0.insert(name) {
            return Ok(());
        }
        Err(cursor.wrong(&format!("the name `{name}` stands twice in one object")))
    }
}

/// Reads the named fields, and passes over the others, which have to be JSON all the same.
macro_rules! fields {
    ($cursor:expr, $($name:literal => |$inner:ident| $read:expr),+ $(,)?) => {{
        let mut names = Names::default();
        $cursor.entries(|cursor, name| match name {
            $($name => {
                names.once($name, cursor)?;
                let $inner = cursor;
                $read;
                Ok(())
            })+
            _ => cursor.read::<IgnoredAny>().map(drop),
        })
    }};
}

impl Reading {
    fn log(&mut self, cursor: &mut Cursor<'_>) -> Result<Log, Fault> {
        let mut log = Log::default();
        fields!(cursor,
            "version" => |it| log.version = self.given(it)?,
            "runs" => |it| log.runs = self.runs(it)?,
            "inlineExternalProperties" => |it| log.inline_external_properties = self.given(it)?,
        )?;
        match cursor.peek()? {
            None => Ok(log),
            Some(_) => Err(cursor.wrong(json_error::MORE)),
        }
    }

    fn runs(&mut self, cursor: &mut Cursor<'_>) -> Result<Option<Vec<Object<Run>>>, Fault> {
        if cursor.peek()? != Some(b'[') {
            return cursor.read::<Option<Vec<IgnoredAny>>>().map(|_| None);
        }
        let mut runs = Vec::new();
        cursor.items(|cursor, _| {
            runs.push(Object(self.run(cursor)?));
            Ok(())
        })?;
        Ok(Some(runs))
    }

    fn run(&mut self, cursor: &mut Cursor<'_>) -> Result<Run, Fault> {
        let mut run = Run::default();
        fields!(cursor,
            "tool" => |it| run.tool = self.given(it)?,
            "invocations" => |it| run.invocations = self.given(it)?,
            "results" => |it| run.results = counted(it)?,
            "originalUriBaseIds" => |it| run.original_uri_base_ids = self.given(it)?,
            "artifacts" => |it| run.artifacts = self.artifacts(it)?,
            "logicalLocations" => |it| run.logical_locations = self.given(it)?,
            "versionControlProvenance" => |it| run.version_control_provenance = self.given(it)?,
            "automationDetails" => |it| run.automation_details = self.given(it)?,
            "taxonomies" => |it| run.taxonomies = self.given(it)?,
            "externalPropertyFileReferences" => |it| run.external_property_file_references = self.given(it)?,
            "baselineGuid" => |it| run.baseline_guid = self.given(it)?,
            "columnKind" => |it| run.column_kind = self.given(it)?,
            "conversion" => |it| run.conversion = self.given(it)?,
            "properties" => |it| run.properties = self.given(it)?,
        )?;
        Ok(run)
    }

    /// The files; the contents of those that come when enough is kept are left out.
    fn artifacts(&mut self, cursor: &mut Cursor<'_>) -> Result<Vec<Artifact>, Fault> {
        if cursor.peek()? != Some(b'[') {
            return self.given(cursor);
        }
        let mut all = Vec::new();
        cursor.items(|cursor, _| {
            let (mut artifact, mut size) = sized::<Artifact>(cursor)?;
            if let Some(length) = artifact.contents.length() {
                size = size.saturating_sub(length as u64);
                if let Some(left) = self.contents.checked_sub(length) {
                    self.contents = left;
                } else {
                    artifact.contents.forget();
                    self.without += 1;
                }
            }
            all.push(artifact);
            self.keep(size, cursor)
        })?;
        Ok(all)
    }

    fn given<T: for<'de> Deserialize<'de> + Default>(
        &mut self,
        cursor: &mut Cursor<'_>,
    ) -> Result<T, Fault> {
        let (value, size) = sized::<Option<T>>(cursor)?;
        self.keep(size, cursor)?;
        Ok(value.unwrap_or_default())
    }

    fn keep(&mut self, size: u64, cursor: &Cursor<'_>) -> Result<(), Fault> {
        self.left = self.left.checked_sub(size).ok_or_else(|| {
            let most = LONGEST >> 20;
            cursor.wrong(&format!("what the log says besides its results is more than {most} MiB"))
        })?;
        Ok(())
    }
}

fn sized<T: for<'de> Deserialize<'de>>(cursor: &mut Cursor<'_>) -> Result<(T, u64), Fault> {
    cursor.with(|bytes| Ok((serde_json::from_slice(bytes)?, bytes.len() as u64)))
}

/// How many results there are, by their kind.
fn counted(cursor: &mut Cursor<'_>) -> Result<Option<Counted>, Fault> {
    if cursor.peek()? != Some(b'[') {
        return cursor.read::<Option<Vec<IgnoredAny>>>().map(|_| None);
    }
    let mut counted = Counted::default();
    let (mut fails, names) = (0, KindNames::default());
    cursor.items(|cursor, _| {
        let kind = cursor.with(|result| {
            if names.may_be_in(result) {
                serde_json::from_slice::<Object<Kind>>(result).map(|Object(it)| it.kind)
            } else {
                Ok(None)
            }
        })?;
        match kind {
            Some(kind) => *counted.0.entry(kind).or_insert(0) += 1,
            None => fails += 1,
        }
        Ok(())
    })?;
    if fails > 0 {
        *counted.0.entry("fail".to_owned()).or_insert(0) += fails;
    }
    Ok(Some(counted))
}

/// Tells whether a result may state its kind, without reading it as JSON: most don't.
struct KindNames {
    plain: memchr::memmem::Finder<'static>,
    escaped: memchr::memmem::Finder<'static>,
}

impl Default for KindNames {
    fn default() -> Self {
        let finder = |name: &'static str| memchr::memmem::Finder::new(name.as_bytes());
        // Each letter of it may be written by its number, all of which begin alike.
        Self { plain: finder("\"kind\""), escaped: finder("\\u006") }
    }
}

impl KindNames {
    fn may_be_in(&self, result: &[u8]) -> bool {
        !result.starts_with(b"{")
            || self.plain.find(result).is_some()
            || self.escaped.find(result).is_some()
    }
}
