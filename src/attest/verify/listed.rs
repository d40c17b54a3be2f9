//! The bytes of a package against the digests of its manifest.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::super::Contents;
use super::super::manifest::{MANIFEST, Manifest, ManifestFile};
use super::capped;
use crate::diagnostic::{Diagnostic, Place};
use crate::model::SourceError;

/// Every listed file that isn't there or has other bytes, and every file that isn't listed.
#[must_use]
pub fn listed(manifest: &Manifest, contents: &dyn Contents) -> Vec<Diagnostic> {
    let told: Vec<Diagnostic> =
        manifest.files.par_iter().filter_map(|file| one(file, contents)).collect();
    let listed: BTreeSet<&str> = manifest.files.iter().map(|file| file.path.as_str()).collect();
    let extra = contents.names().iter().map(String::as_str);
    let extra = extra.filter(|name| *name != MANIFEST && !listed.contains(name));
    let extra = extra.map(|name| {
        Diagnostic::error(
            "unlisted-file",
            format!("`{name}` is there, and the manifest doesn't list it"),
        )
        .at(Place::file(name))
        .help("`render` didn't write it: it says nothing about the report; take it away")
    });
    capped(told.into_iter().chain(extra).collect())
}

fn one(file: &ManifestFile, contents: &dyn Contents) -> Option<Diagnostic> {
    let path = &file.path;
    let told = match contents.read(path) {
        Err(SourceError::NotFound | SourceError::Outside) => Diagnostic::error(
            "missing-file",
            format!("`{path}` is listed in the manifest, and is not there"),
        ),
        Err(SourceError::Io(error)) => {
            Diagnostic::error("unreadable-file", format!("`{path}` can't be read: {error}"))
        }
        Ok(bytes) => {
            let found = ManifestFile::of(path, &bytes);
            if found.sha256 != file.sha256 {
                let message = format!("`{path}` has other bytes than the manifest says");
                Diagnostic::error("digest-mismatch", message).help(format!(
                    "its SHA-256 is {} ({} bytes), and {} ({} bytes) was written",
                    found.sha256, found.size, file.sha256, file.size
                ))
            } else if found.size != file.size {
                let (is, said) = (found.size, file.size);
                let message = format!("`{path}` has {is} bytes, and the manifest says {said}");
                Diagnostic::error("size-mismatch", message)
            } else {
                return None;
            }
        }
    };
    Some(told.at(Place::file(path.clone())))
}
