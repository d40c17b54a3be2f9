//! Collects what is wrong, with places, and stops telling before the reader stops reading.

use super::file::File;
use crate::diagnostic::{Diagnostic, Place};

/// How many problems of one file are told.
pub(crate) const MOST: usize = 100;

/// What is wrong in some files.
pub(super) struct Problems<'a> {
    files: &'a [File],
    found: Vec<Vec<Diagnostic>>,
    beyond: Vec<usize>,
}

impl<'a> Problems<'a> {
    /// Nothing is wrong yet.
    pub(super) fn new(files: &'a [File]) -> Self {
        let found = files.iter().map(|_| Vec::new()).collect();
        Self { files, found, beyond: vec![0; files.len()] }
    }

    /// Notes a problem of an input at a JSON Pointer. `make` runs only if the problem will be told.
    pub(super) fn add(&mut self, input: usize, pointer: &str, make: impl FnOnce() -> Diagnostic) {
        self.note(input, |file| make().at(file.place(pointer)));
    }

    /// The same, at the name of a property.
    pub(super) fn add_at_key(
        &mut self,
        input: usize,
        pointer: &str,
        make: impl FnOnce() -> Diagnostic,
    ) {
        self.note(input, |file| make().at(file.key_place(pointer)));
    }

    /// The same, with the place that `make` gives it.
    pub(super) fn note(&mut self, input: usize, make: impl FnOnce(&File) -> Diagnostic) {
        let (Some(found), Some(beyond), Some(file)) =
            (self.found.get_mut(input), self.beyond.get_mut(input), self.files.get(input))
        else {
            return;
        };
        if found.len() < MOST {
            found.push(make(file));
        } else {
            *beyond += 1;
        }
    }

    /// `FILE:LINE:COLUMN` of a value, for messages that name two places.
    pub(super) fn mention(&self, input: usize, pointer: &str) -> String {
        let place = self.files.get(input).map(|file| file.place(pointer));
        match place {
            Some(Place { file, span: Some(span), .. }) => {
                format!("{file}:{}:{}", span.line, span.column)
            }
            Some(Place { file, span: None, .. }) => file,
            None => String::new(),
        }
    }

    /// The same for the first file before `input` in which that value stands.
    pub(super) fn mention_before(&self, input: usize, pointer: &str) -> String {
        let before = self.files.iter().take(input);
        let first = before.clone().position(|file| file.has(pointer)).unwrap_or(0);
        self.mention(first, pointer)
    }

    /// All that was found, by file and place; nothing wrong is `Ok`.
    pub(super) fn finish(self) -> Result<(), Vec<Diagnostic>> {
        let mut all = Vec::new();
        for ((mut found, beyond), file) in self.found.into_iter().zip(self.beyond).zip(self.files) {
            found.sort_by_key(|problem| {
                problem.place.as_ref().and_then(|place| place.span).map_or(0, |span| span.start)
            });
            all.append(&mut found);
            if beyond > 0 {
                let message = format!("{beyond} more problems in this file are not shown");
                all.push(
                    Diagnostic::note("too-many-errors", message).at(Place::file(file.name.clone())),
                );
            }
        }
        if all.is_empty() { Ok(()) } else { Err(all) }
    }
}
