//! The second reading of a log: its results one by one, in the order of the file.

use super::around::LONGEST;
use super::object::Object;
use super::results::Written;
use crate::ingest::json::{Cursor, Fault};
use crate::ingest::{Raw, Unreadable};

/// Takes the parts of a log as they come.
pub(super) trait Listener {
    /// A run begins.
    fn begin(&mut self, run: usize) -> Result<(), Unreadable>;
    /// A result of it.
    fn result(&mut self, run: usize, number: usize, result: Written) -> Result<(), Unreadable>;
    /// It ends.
    fn end(&mut self, run: usize) -> Result<(), Unreadable>;
}

/// Reads a log, which the first reading has held to be one, and tells of its runs and results.
pub(super) fn read(raw: &dyn Raw, listener: &mut dyn Listener) -> Result<(), Unreadable> {
    let read = Cursor::new(raw.open()?, LONGEST).and_then(|mut cursor| {
        cursor.entries(|cursor, name| match (name, cursor.peek()?) {
            ("runs", Some(b'[')) => cursor.items(|cursor, number| run(cursor, number, listener)),
            _ => cursor.skip(),
        })
    });
    read.map_err(|fault| fault.of(raw))
}

fn run(cursor: &mut Cursor<'_>, run: usize, listener: &mut dyn Listener) -> Result<(), Fault> {
    listener.begin(run)?;
    cursor.entries(|cursor, name| match (name, cursor.peek()?) {
        ("results", Some(b'[')) => cursor.items(|cursor, number| {
            let Object(result) = cursor.read()?;
            Ok(listener.result(run, number, result)?)
        }),
        _ => cursor.skip(),
    })?;
    Ok(listener.end(run)?)
}
