//! Where the reading of a path stands, and how it complains.

use crate::model::SelectorError;
use crate::model::words::shortened;

/// A place in the text of a path.
#[derive(Clone)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    /// The byte at which it stands, always between characters.
    at: usize,
    /// How many brackets, filters and functions are open.
    depth: usize,
}

/// How deep brackets, filters and functions may be nested. Reading them recurses.
const DEEPEST: usize = 32;

impl<'t> Cursor<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, depth: 0 }
    }

    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let char = self.peek()?;
        self.at += char.len_utf8();
        Some(char)
    }

    /// Whether `token` comes next, which is then passed.
    pub(super) fn pass(&mut self, token: &str) -> bool {
        let there = self.rest().starts_with(token);
        if there {
            self.at += token.len();
        }
        there
    }

    /// Passes the characters of which `wanted` holds.
    pub(super) fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|char| !wanted(char)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Passes blank space (RFC 9535, section 2.1.1: `S`).
    pub(super) fn blanks(&mut self) {
        self.take_while(|char| matches!(char, ' ' | '\t' | '\n' | '\r'));
    }

    /// Passes `token`, which has to come next.
    pub(super) fn expect(&mut self, token: &str, help: &str) -> Result<(), SelectorError> {
        if self.pass(token) {
            return Ok(());
        }
        Err(self.wrong(&self.instead_of(&format!("`{token}`")), help))
    }

    /// Reads what is nested.
    pub(super) fn nested<T>(
        &mut self,
        read: impl FnOnce(&mut Self) -> Result<T, SelectorError>,
    ) -> Result<T, SelectorError> {
        if self.depth == DEEPEST {
            let message = format!("it is nested more than {DEEPEST} deep");
            return Err(self.wrong(&message, "write the same with fewer brackets"));
        }
        self.depth += 1;
        let read = read(self)?;
        self.depth -= 1;
        Ok(read)
    }

    /// That something else stands here than `wanted`.
    pub(super) fn instead_of(&self, wanted: &str) -> String {
        match self.peek() {
            Some(char) => {
                format!("`{}` stands where {wanted} should", shortened(&char.to_string()))
            }
            None => format!("it ends where {wanted} should stand"),
        }
    }

    /// What is wrong here.
    pub(super) fn wrong(&self, message: &str, help: &str) -> SelectorError {
        let before = self.text.get(..self.at).unwrap_or_default().chars().count();
        SelectorError {
            message: format!(
                "`{}` is no JSONPath: character {}: {message}",
                shortened(self.text),
                before + 1
            ),
            help: help.to_owned(),
        }
    }
}
