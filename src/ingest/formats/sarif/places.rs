//! Where a result is: files by URI, base and index, and what has no file.

use std::collections::{BTreeMap, HashMap};

use serde::Deserialize;
use serde_json::value::RawValue;

use super::uri;
use super::written::{Run, given};
use crate::model::Location;

/// How many bases may stand on each other (3.14.14); more are a circle.
const MOST_BASES: usize = 32;
/// The most lines that are taken out of a file that the log holds.
const MOST_LINES: u64 = 20;

/// The place of a file (3.4).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ArtifactLocation {
    pub(super) uri: Option<String>,
    pub(super) uri_base_id: Option<String>,
    pub(super) index: Option<i64>,
}

impl ArtifactLocation {
    fn name(&self) -> Name<'_> {
        (self.uri.as_deref(), self.uri_base_id.as_deref())
    }
}

/// A file (3.24).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Artifact {
    #[serde(deserialize_with = "given")]
    pub(super) location: ArtifactLocation,
    #[serde(deserialize_with = "given")]
    pub(super) contents: Contents,
    #[serde(deserialize_with = "given")]
    pub(super) roles: Vec<String>,
}

/// What is in a file (3.3).
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct Contents {
    text: Option<String>,
}

impl Contents {
    /// How long its text is.
    pub(super) fn length(&self) -> Option<usize> {
        self.text.as_ref().map(String::len)
    }

    /// Leaves the text out.
    pub(super) fn forget(&mut self) {
        self.text = None;
    }
}

/// A place in the code that isn't one of a file (3.33).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct LogicalLocation {
    name: Option<String>,
    fully_qualified_name: Option<String>,
    decorated_name: Option<String>,
    index: Option<i64>,
}

/// A place (3.28).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Place {
    #[serde(deserialize_with = "given")]
    physical_location: Physical,
    #[serde(deserialize_with = "given")]
    logical_locations: Vec<LogicalLocation>,
}

/// A place in a file (3.29).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Physical {
    #[serde(deserialize_with = "given")]
    artifact_location: ArtifactLocation,
    #[serde(deserialize_with = "given")]
    region: Region,
}

/// A part of a file (3.30).
#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Region {
    start_line: Option<i64>,
    start_column: Option<i64>,
    end_line: Option<i64>,
    end_column: Option<i64>,
    #[serde(deserialize_with = "given")]
    snippet: Contents,
}

/// What a run says once of its files and places, for its results to refer to.
pub(super) struct Places<'r> {
    artifacts: &'r [Artifact],
    logical: &'r [LogicalLocation],
    bases: &'r BTreeMap<String, ArtifactLocation>,
    /// The lines of the files whose contents the log holds.
    contents: HashMap<Name<'r>, Vec<&'r str>>,
}

/// A URI and its base.
type Name<'r> = (Option<&'r str>, Option<&'r str>);

/// A place that was read.
#[derive(Default)]
pub(super) struct Found {
    pub(super) location: Location,
    /// The file in full and without escapes, where that isn't how the log names it.
    pub(super) file: Option<String>,
    /// A line or column that is none, and is left out.
    pub(super) no_line: Option<i64>,
}

impl<'r> Places<'r> {
    /// The places of a run.
    pub(super) fn of(run: &'r Run) -> Self {
        let with_contents = run.artifacts.iter().filter_map(|artifact| {
            let text = artifact.contents.text.as_deref()?;
            Some((artifact.location.name(), text.lines().collect()))
        });
        Self {
            artifacts: &run.artifacts,
            logical: &run.logical_locations,
            bases: &run.original_uri_base_ids,
            contents: with_contents.collect(),
        }
    }

    /// The first place that is one.
    ///
    /// # Errors
    ///
    /// Where one isn't written like a place.
    pub(super) fn first(&self, all: &[Box<RawValue>]) -> serde_json::Result<Found> {
        let mut logical = None;
        for place in all {
            let place: Option<Place> = serde_json::from_str(place.get())?;
            let place = place.unwrap_or_default();
            let found = self.found(&place);
            if found.location.path.is_some() {
                return Ok(found);
            }
            if logical.is_none() && found.location.logical.is_some() {
                logical = Some(found);
            }
        }
        Ok(logical.unwrap_or_default())
    }

    fn found(&self, place: &Place) -> Found {
        let Physical { artifact_location: file, region } = &place.physical_location;
        let artifact = file.index.and_then(|index| at(self.artifacts, index));
        let named = if file.uri.is_some() { Some(file) } else { artifact.map(|it| &it.location) };
        let path = named.and_then(|named| named.uri.clone()).filter(|uri| !uri.is_empty());
        let in_full = named.and_then(|named| self.file(named));
        let location = Location {
            start_line: positive(region.start_line),
            start_column: positive(region.start_column),
            end_line: positive(region.end_line),
            end_column: positive(region.end_column),
            logical: self.name(&place.logical_locations),
            snippet: region.snippet.text.clone().or_else(|| self.lines(named, region)),
            path,
        };
        let numbers = [region.start_line, region.start_column, region.end_line, region.end_column];
        let no_line =
            numbers.into_iter().flatten().find(|number| positive(Some(*number)).is_none());
        let file = in_full.filter(|file| location.path.as_ref() != Some(file));
        Found { location, file, no_line }
    }

    /// A file's name in full: on its bases, and without escapes where it is no address on the web.
    pub(super) fn file(&self, named: &ArtifactLocation) -> Option<String> {
        let mut name = named.uri.clone().filter(|uri| !uri.is_empty())?;
        let mut base = named.uri_base_id.as_deref();
        for _ in 0..MOST_BASES {
            let Some(below) = base.and_then(|base| self.bases.get(base)) else { break };
            if let Some(uri) = below.uri.as_deref() {
                name = uri::joined(uri, &name);
            }
            base = below.uri_base_id.as_deref();
        }
        Some(uri::plain(&name))
    }

    fn name(&self, all: &[LogicalLocation]) -> Option<String> {
        all.iter().find_map(|own| {
            let known = own.index.and_then(|index| at(self.logical, index));
            std::iter::once(own).chain(known).find_map(|it| {
                let names = [&it.fully_qualified_name, &it.decorated_name, &it.name];
                names.into_iter().flatten().find(|name| !name.is_empty()).cloned()
            })
        })
    }

    /// The lines of a file whose contents the log holds.
    fn lines(&self, named: Option<&ArtifactLocation>, region: &Region) -> Option<String> {
        let lines = self.contents.get(&named?.name())?;
        let first = positive(region.start_line)?;
        let last = positive(region.end_line).unwrap_or(first).max(first);
        if last - first >= MOST_LINES {
            return None;
        }
        let last = usize::try_from(last).ok()?.min(lines.len());
        let lines = lines.get(usize::try_from(first - 1).ok()?..last)?;
        (!lines.is_empty()).then(|| lines.join("\n"))
    }
}

/// What stands at an index; -1 is none.
pub(super) fn at<T>(list: &[T], index: i64) -> Option<&T> {
    list.get(usize::try_from(index).ok()?)
}

/// Lines and columns count from 1, and JSON keeps numbers up to 2^53 (RFC 8259, section 6); some tools write 0 or -1 for none.
pub(super) fn positive(number: Option<i64>) -> Option<u64> {
    const GREATEST: u64 = (1 << 53) - 1;
    let number = number.and_then(|number| u64::try_from(number).ok());
    number.filter(|number| (1..=GREATEST).contains(number))
}
