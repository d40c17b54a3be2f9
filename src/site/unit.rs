//! Units: files that are made together of the same things, and made again only where one of these changed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::config::Config;
use super::doors::{Files, SiteError, Stage};
use crate::attest::json_file;
use crate::model::Digest;

/// Where the list of units is published.
pub const BUILD: &str = "build.json";

/// What a build leaves behind for the next one: which units there are, and what each was made of.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Build {
    /// Version of the format: `1`.
    pub signoff: String,
    /// The version of Signoff.
    pub signoff_version: String,
    /// The digest of templates, style and script.
    pub theme: String,
    /// What the site was to be.
    pub config: Config,
    /// Each unit by name.
    pub units: BTreeMap<String, Made>,
}

/// A unit that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The digest of all that it was made of.
    pub key: Digest,
    /// The digest of its list of files, `files/NAME.json`.
    pub files: Digest,
}

/// A unit's list of files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listing {
    /// The digest of all that it was made of.
    pub key: Digest,
    /// Its files, by path relative to the site's root.
    pub files: BTreeMap<String, Listed>,
}

/// A file of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// SHA-256 of its bytes.
    pub sha256: Digest,
    /// Its size in bytes.
    pub size: u64,
}

/// Where the list of a unit's files is.
#[must_use]
pub fn listing_path(unit: &str) -> String {
    format!("files/{unit}.json")
}

/// The digest of all that a unit is made of: each part with its length before it.
pub(super) fn key<'a>(parts: impl IntoIterator<Item = &'a str>) -> Digest {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(format!("{}:{part}\n", part.len()).as_bytes());
    }
    Digest::of(&bytes)
}

/// What became of a unit.
pub(super) struct Settled {
    pub(super) made: Made,
    /// Whether its files wait to be published.
    pub(super) is_new: bool,
}

/// Makes a unit, unless it is published as it would be made, or an interrupted build has made it.
pub(super) fn settle(
    name: &str,
    key: Digest,
    before: Option<&Made>,
    stage: &dyn Stage,
    make: impl FnOnce() -> Result<Files, SiteError>,
) -> Result<Settled, SiteError> {
    if let Some(made) = before.filter(|made| made.key == key) {
        return Ok(Settled { made: made.clone(), is_new: false });
    }
    let path = listing_path(name);
    let put_by =
        stage.put_by(&path).map_err(|error| SiteError::io(format!("can't read {path}"), error))?;
    let listing = put_by.as_deref().and_then(|bytes| serde_json::from_slice::<Listing>(bytes).ok());
    if let (Some(bytes), Some(_)) = (put_by, listing.filter(|listing| listing.key == key)) {
        return Ok(Settled { made: Made { key, files: Digest::of(&bytes) }, is_new: true });
    }
    let files = make()?;
    let mut listed = BTreeMap::new();
    for file in &files {
        put(stage, &file.name, &file.bytes)?;
        let (sha256, size) = (Digest::of(&file.bytes), file.bytes.len() as u64);
        listed.insert(file.name.clone(), Listed { sha256, size });
    }
    let listing = json_file(&path, &Listing { key: key.clone(), files: listed })?;
    // The list comes last: with it the unit is whole.
    put(stage, &path, &listing.bytes)?;
    Ok(Settled { made: Made { key, files: Digest::of(&listing.bytes) }, is_new: true })
}

pub(super) fn put(stage: &dyn Stage, path: &str, bytes: &[u8]) -> Result<(), SiteError> {
    stage.put(path, bytes).map_err(|error| SiteError::io(format!("can't write {path}"), error))
}
