//! What a package is made from, masked before anything is made of it (SEMANTICS rule 24).
//!
//! Secrets are found in one file and masked in all. What is published is made of the masked copies alone; the
//! originals serve to hold expectations against, and go no further.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aho_corasick::AhoCorasick;
use rayon::prelude::*;

use super::contents::Supply;
use crate::diagnostic::{Diagnostic, Lines, Place};
use crate::evidence::redact::{Searcher, Secrets, TooMany, mask, named, union};
use crate::evidence::{File, Masking, searchable};
use crate::model::{
    Digest, Evidence, INPUTS, MaskedFile, MaskedPlace, Redaction, Selector, in_package,
};
use crate::schema::Validated;

/// Collects what was read, and masks it.
pub struct Redacting {
    searcher: Searcher,
    shows_original: bool,
    files: BTreeMap<String, Seen>,
    /// Evidence, by path in the package.
    listed: BTreeSet<String>,
}

/// A file that was read.
struct Seen {
    bytes: Arc<[u8]>,
    places: Vec<MaskedPlace>,
    is_input: bool,
}

/// What came of it.
#[derive(Default)]
pub struct Redacted {
    /// What lies in the package in place of what was read, by path; what isn't here is as it was.
    pub copies: BTreeMap<String, Vec<u8>>,
    /// The masks and what they hide.
    pub masking: Masking,
    /// What must not be found in anything that is published.
    pub secrets: Secrets,
}

impl Redacting {
    /// As a policy wants it.
    #[must_use]
    pub fn new(redaction: &Redaction) -> Self {
        Self {
            searcher: Searcher::new(redaction),
            shows_original: redaction.show_original_digest == Some(true),
            files: BTreeMap::new(),
            listed: BTreeSet::new(),
        }
    }

    /// Takes a findings file or an earlier report that lies at a path in the package. Gives it back masked, so
    /// that messages about it can be printed.
    ///
    /// # Errors
    ///
    /// A message that it can't be masked.
    pub fn input(
        &mut self,
        path: &str,
        name: &str,
        bytes: &[u8],
    ) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let places = self.places(bytes).map_err(|_| vec![too_many(name)])?;
        let copy = copy(bytes, &places);
        self.files.insert(path.to_owned(), Seen { bytes: bytes.into(), places, is_input: true });
        Ok(copy)
    }

    /// The text of a file that is printed beside a message, masked.
    ///
    /// # Errors
    ///
    /// A message that it can't be masked.
    pub fn masked(&self, name: &str, bytes: &[u8]) -> Result<Vec<u8>, Vec<Diagnostic>> {
        let places = self.places(bytes).map_err(|_| vec![too_many(name)])?;
        Ok(copy(bytes, &places))
    }

    fn places(&self, bytes: &[u8]) -> Result<Vec<MaskedPlace>, TooMany> {
        searchable(bytes).map_or_else(|| Ok(Vec::new()), |text| self.searcher.places(&text))
    }

    /// A policy decides, so that it can't be masked without changing what is judged by: a secret in it is an error.
    #[must_use]
    pub fn in_policy(&self, name: &str, bytes: &[u8]) -> Vec<Diagnostic> {
        let Ok(text) = std::str::from_utf8(bytes) else { return Vec::new() };
        let lines = Lines::new(text);
        let told = |place: &MaskedPlace| {
            let message =
                format!("the policy holds what the rule `{}` takes for a secret", place.rule);
            Diagnostic::error("secret-in-policy", message)
                .at(Place::file(name).span(lines.span(place.start..place.end)))
                .help("take it away, or switch the rule off in `[redact.rules]`: a policy is copied as it stands")
        };
        match self.searcher.places(text) {
            Ok(places) => places.iter().map(told).collect(),
            Err(TooMany) => vec![too_many(name)],
        }
    }

    /// Reads the evidence of the findings, and searches it.
    ///
    /// # Errors
    ///
    /// Places that the findings want masked and that aren't there, paths that hold a secret, and files with more
    /// secrets than can be masked.
    pub fn evidence(
        &mut self,
        validated: &Validated,
        supply: &dyn Supply,
    ) -> Result<(), Vec<Diagnostic>> {
        let entries = &validated.findings().evidence;
        let mut wrong = self.in_paths(validated);
        self.listed = entries.iter().map(|entry| in_package(&entry.path)).collect();
        let unread: Vec<&String> =
            self.listed.iter().filter(|path| !self.files.contains_key(*path)).collect();
        let look = |path: &String| look(path, &|text| self.searcher.places(text), supply);
        let found: Vec<_> = unread.into_par_iter().filter_map(look).collect();
        wrong.extend(self.take(found));
        for entry in entries.iter().filter(|entry| !entry.redact.is_empty()) {
            wrong.extend(self.named(entry, supply).into_iter().map(|told| {
                match validated.place(&entry.id, "/redact") {
                    Some(place) => told.at(place),
                    None => told,
                }
            }));
        }
        if wrong.is_empty() { Ok(()) } else { Err(wrong) }
    }

    /// Takes files in; gives messages about those that can't be masked.
    fn take(&mut self, found: Vec<Looked>) -> Vec<Diagnostic> {
        let mut wrong = Vec::new();
        for (path, seen) in found {
            match seen {
                Ok(seen) => drop(self.files.insert(path, seen)),
                Err(TooMany) => wrong.push(too_many(path.strip_prefix(INPUTS).unwrap_or(&path))),
            }
        }
        wrong
    }

    /// Adds the places that an entry names.
    fn named(&mut self, entry: &Evidence, supply: &dyn Supply) -> Vec<Diagnostic> {
        let path = in_package(&entry.path);
        if !self.files.contains_key(&path) {
            // What isn't there is told by the links into it, and shows nothing.
            let Ok(bytes) = supply.read(&path) else { return Vec::new() };
            self.files.insert(path.clone(), Seen { bytes, places: Vec::new(), is_input: false });
        }
        let Some(seen) = self.files.get_mut(&path) else { return Vec::new() };
        let file = File::new(Arc::clone(&seen.bytes));
        let mut wrong = Vec::new();
        for written in &entry.redact {
            let found = Selector::parse(written).map_err(|error| error.message);
            let found =
                found.and_then(|selector| named(&file, &selector).map_err(|why| why.to_string()));
            match found {
                Ok(places) => seen.places.extend(places),
                Err(why) => {
                    let message = format!("nothing is masked by `{written}`: {why}");
                    wrong.push(Diagnostic::error("nothing-masked", message));
                }
            }
        }
        wrong
    }

    /// A masked path would lead nowhere, and an unmasked one is printed.
    fn in_paths(&self, validated: &Validated) -> Vec<Diagnostic> {
        let mut wrong = Vec::new();
        for entry in &validated.findings().evidence {
            let place = validated.place(&entry.id, "/path");
            let input = validated.inputs().get(validated.source_of(&entry.id));
            let seen = input.and_then(|input| self.files.get(&in_package(&input.path)));
            let span = place.as_ref().and_then(|place| place.span);
            let (Some(seen), Some(span)) = (seen, span) else { continue };
            let touches = |it: &&MaskedPlace| it.start < span.end && span.start < it.end;
            let rule = seen.places.iter().find(touches).map(|it| it.rule.clone());
            let rule = rule.or_else(|| self.in_name(&entry.path));
            wrong.extend(rule.map(|rule| in_name_of(&rule)).map(|told| match place {
                Some(place) => told.at(place),
                None => told,
            }));
        }
        wrong
    }

    /// The rule by which a name holds a secret.
    #[must_use]
    pub fn in_name(&self, name: &str) -> Option<String> {
        self.searcher.places(name).ok()?.into_iter().next().map(|place| place.rule)
    }

    /// Masks everywhere what was found anywhere.
    ///
    /// # Errors
    ///
    /// Files with more secrets than can be masked, or looked for elsewhere.
    pub fn finish(mut self, supply: &dyn Supply) -> Result<Redacted, Vec<Diagnostic>> {
        let mut secrets = Secrets::default();
        for (path, seen) in &self.files {
            note(&mut secrets, seen);
            secrets
                .check()
                .map_err(|_| vec![too_many(path.strip_prefix(INPUTS).unwrap_or(path))])?;
        }
        let wrong = self.spread(&secrets, supply);
        if !wrong.is_empty() {
            return Err(wrong);
        }
        self.files.retain(|_, seen| seen.is_input || !seen.places.is_empty());
        let mut copies = BTreeMap::new();
        for (path, seen) in &mut self.files {
            seen.places = union(std::mem::take(&mut seen.places));
            note(&mut secrets, seen);
            copies.insert(path.clone(), copy(&seen.bytes, &seen.places));
        }
        self.restate(&mut copies);
        let masking = self.masking(&copies);
        copies.retain(|path, copy| self.files.get(path).is_some_and(|seen| *seen.bytes != **copy));
        Ok(Redacted { copies, masking, secrets })
    }

    /// A secret that is found in one file is masked in the others, whatever stands around it there.
    fn spread(&mut self, secrets: &Secrets, supply: &dyn Supply) -> Vec<Diagnostic> {
        if secrets.is_empty() {
            return Vec::new();
        }
        let finder = secrets.finder();
        let mut wrong = Vec::new();
        for (path, seen) in &mut self.files {
            let places = searchable(&seen.bytes);
            let places = places.map(|text| finder.places(&text, &seen.places));
            match places.transpose() {
                Ok(places) => seen.places.extend(places.into_iter().flatten()),
                Err(TooMany) => wrong.push(too_many(path.strip_prefix(INPUTS).unwrap_or(path))),
            }
        }
        let others: Vec<&String> =
            self.listed.iter().filter(|path| !self.files.contains_key(*path)).collect();
        let look = |path: &String| look(path, &|text| finder.places(text, &[]), supply);
        let found: Vec<_> = others.into_par_iter().filter_map(look).collect();
        wrong.extend(self.take(found));
        wrong
    }

    /// In the copied findings, the digest of an original is that of its copy: once for evidence, and once more
    /// for findings that are evidence of others.
    fn restate(&self, copies: &mut BTreeMap<String, Vec<u8>>) {
        for inputs in [false, true] {
            let pairs = self.files.iter().filter(|(_, seen)| seen.is_input == inputs);
            let pairs = pairs.filter_map(|(path, seen)| {
                let copy = copies.get(path).filter(|copy| *seen.bytes != ***copy)?;
                Some((Digest::of(&seen.bytes).to_string(), Digest::of(copy).to_string()))
            });
            let (old, new): (Vec<String>, Vec<String>) = pairs.unzip();
            let Some(search) = AhoCorasick::new(&old).ok().filter(|_| !old.is_empty()) else {
                continue;
            };
            for (path, copy) in copies.iter_mut() {
                if self.files.get(path).is_some_and(|seen| seen.is_input) {
                    *copy = search.replace_all_bytes(copy, &new);
                }
            }
        }
    }

    fn masking(&self, copies: &BTreeMap<String, Vec<u8>>) -> Masking {
        let masked = self
            .files
            .iter()
            .filter(|(path, seen)| !seen.places.is_empty() && copies.contains_key(*path));
        let file = |(path, seen): (&String, &Seen)| MaskedFile {
            path: path.clone(),
            places: seen.places.clone(),
            original_sha256: self.shows_original.then(|| Digest::of(&seen.bytes)),
        };
        let files = masked.clone().map(file).collect();
        let original = |(path, seen): (&String, &Seen)| {
            (path.clone(), Arc::new(File::new(Arc::clone(&seen.bytes))))
        };
        Masking::of_originals(files, masked.map(original).collect())
    }
}

/// What finds the places of secrets in a text.
type Places<'a> = &'a (dyn Fn(&str) -> Result<Vec<MaskedPlace>, TooMany> + Sync);

/// What came of looking for secrets in the file at a path.
type Looked = (String, Result<Seen, TooMany>);

/// A file in which something is found.
fn look(path: &str, places: Places<'_>, supply: &dyn Supply) -> Option<Looked> {
    let bytes = supply.read(path).ok()?;
    let found = places(&searchable(&bytes)?);
    let seen = match found {
        Ok(places) if places.is_empty() => return None,
        Ok(places) => Ok(Seen { bytes, places, is_input: false }),
        Err(too_many) => Err(too_many),
    };
    Some((path.to_owned(), seen))
}

/// The bytes with their places masked; what is no text in them stays.
#[must_use]
pub(super) fn copy(bytes: &[u8], places: &[MaskedPlace]) -> Vec<u8> {
    let text = match searchable(bytes).filter(|_| !places.is_empty()) {
        None => return bytes.to_vec(),
        Some(Cow::Borrowed(text)) => return mask(text, places),
        Some(Cow::Owned(text)) => text,
    };
    let mut copy = bytes.to_vec();
    let masked = mask(&text, places);
    for ((byte, was), is) in copy.iter_mut().zip(text.bytes()).zip(&masked) {
        if was != *is {
            *byte = *is;
        }
    }
    copy
}

/// The message about a file with more secrets than can be masked.
pub(super) fn too_many(name: &str) -> Diagnostic {
    let message = format!("in `{name}`, {TooMany}");
    Diagnostic::error("too-many-secrets", message).at(Place::file(name)).help(
        "where they are none, switch off the rule that finds them, in `[redact.rules]` of the policy; \
         else take them out of the file",
    )
}

/// The message about a name that holds a secret.
#[must_use]
pub fn in_name_of(rule: &str) -> Diagnostic {
    let message = format!("the name of a file holds what the rule `{rule}` takes for a secret");
    Diagnostic::error("secret-in-name", message)
        .help("call the file otherwise: its name is printed, and leads to it")
}

fn note(secrets: &mut Secrets, seen: &Seen) {
    if let Some(text) = searchable(&seen.bytes).filter(|_| !seen.places.is_empty()) {
        secrets.add(&text, &mask(&text, &seen.places), &seen.places);
    }
}
