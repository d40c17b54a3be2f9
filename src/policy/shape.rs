//! What of a policy breaks its schema.

use crate::diagnostic::Diagnostic;
use crate::schema::Language;
use crate::schema::contract;
use crate::schema::problems::MOST;
use crate::schema::violations::{Told, collect};

use super::document::Document;

/// What in the document is not of the policy's shape, and how many more errors there are.
pub(super) fn check(document: &Document<'_>) -> (Vec<Diagnostic>, usize) {
    let mut shape = Shape { document, problems: Vec::new(), left_out: 0 };
    collect(&document.value, contract::policy(), Language::Toml, &mut shape);
    (shape.problems, shape.left_out)
}

/// What is told of a document.
struct Shape<'a> {
    document: &'a Document<'a>,
    problems: Vec<Diagnostic>,
    left_out: usize,
}

impl Shape<'_> {
    fn tell(&mut self, make: impl FnOnce(&Document<'_>) -> Diagnostic) {
        if self.problems.len() < MOST {
            self.problems.push(make(self.document));
        } else {
            self.left_out += 1;
        }
    }
}

impl Told for Shape<'_> {
    fn of_value(&mut self, path: &str, make: impl FnOnce() -> Diagnostic) {
        self.tell(|document| {
            let refused = document.refused(path);
            let told = refused.map_or_else(make, |reason| Diagnostic::error("wrong-type", reason));
            told.at(document.place(path))
        });
    }

    fn of_key(&mut self, path: &str, make: impl FnOnce() -> Diagnostic) {
        self.tell(|document| make().at(document.key_place(path)));
    }
}
