//! Files: each is listed, and has the bytes that it was written with.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::{is_page, wrong};
use crate::attest::Contents;
use crate::diagnostic::Diagnostic;
use crate::model::Digest;
use crate::site::unit::{BUILD, Build, Listing, Made, listing_path};

/// From how many bytes on a page is too heavy to be read on a slow line.
const HEAVY: u64 = 4 << 20;

/// How many bytes all files have, and what differs.
pub(super) fn check(published: &dyn Contents, build: &Build) -> (u64, Vec<Diagnostic>) {
    let units: Vec<(&String, &Made)> = build.units.iter().collect();
    let each: Vec<(Vec<String>, u64, Vec<Diagnostic>)> =
        units.par_iter().map(|(name, made)| unit(published, name, made)).collect();
    let mut known: BTreeSet<String> = BTreeSet::from([BUILD.to_owned()]);
    let (mut bytes, mut told) = (0, Vec::new());
    for (names, size, wrong) in each {
        known.extend(names);
        bytes += size;
        told.extend(wrong);
    }
    for name in published.names().iter().filter(|name| !known.contains(*name)) {
        let message = format!("`{name}` is there, and no build wrote it");
        told.push(wrong("unlisted-file", name, message));
    }
    (bytes, told)
}

/// The files of a unit, how many bytes they have, and what differs.
fn unit(published: &dyn Contents, name: &str, made: &Made) -> (Vec<String>, u64, Vec<Diagnostic>) {
    let path = listing_path(name);
    let mut told = Vec::new();
    let Some(bytes) = read(published, &path, &mut told) else { return (vec![path], 0, told) };
    if Digest::of(&bytes) != made.files {
        let message = format!("`{path}` is not what was written: its digest differs");
        told.push(wrong("digest-mismatch", &path, message));
    }
    let Ok(listing) = serde_json::from_slice::<Listing>(&bytes) else {
        told.push(wrong("broken-site", &path, format!("`{path}` is no list of files")));
        return (vec![path], 0, told);
    };
    let mut size = 0;
    for (name, listed) in &listing.files {
        let Some(bytes) = read(published, name, &mut told) else { continue };
        size += listed.size;
        if Digest::of(&bytes) != listed.sha256 {
            let message = format!("`{name}` is not what was written: its digest differs");
            told.push(wrong("digest-mismatch", name, message));
        }
        if is_page(name) && listed.size > HEAVY {
            let message = format!("`{name}` has {} bytes, which is heavy for a page", listed.size);
            told.push(Diagnostic::warning("heavy-page", message));
        }
    }
    let names = listing.files.into_keys().chain([path]).collect();
    (names, size, told)
}

fn read(published: &dyn Contents, name: &str, told: &mut Vec<Diagnostic>) -> Option<Vec<u8>> {
    match published.read(name) {
        Ok(bytes) => Some(bytes.to_vec()),
        Err(error) => {
            told.push(wrong("missing-file", name, format!("`{name}` can't be read: {error}")));
            None
        }
    }
}

/// Feeds that can't be read.
pub(super) fn feeds(published: &dyn Contents) -> Vec<Diagnostic> {
    let feeds = published.names().par_iter().filter(|name| name.ends_with("feed.xml"));
    let told = feeds.filter_map(|name| {
        let bytes = published.read(name).ok()?;
        let error = atom_syndication::Feed::read_from(bytes.as_ref()).err()?;
        Some(wrong("broken-feed", name, format!("`{name}` is no Atom feed: {error}")))
    });
    told.collect()
}
