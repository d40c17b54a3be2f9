//! `signoff schema`: prints a JSON Schema.

use super::args::SchemaOptions;
use super::exit::{Exit, Failure};
use super::terminal::Terminal;
use crate::schema::SCHEMAS;

pub(super) fn run(options: &SchemaOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let schema = SCHEMAS.iter().find(|(name, _)| *name == options.name);
    // The command line takes the table's names only.
    let (_, text) = schema.ok_or_else(|| Failure::Internal("no such schema".to_owned()))?;
    terminal.print(text)?;
    Ok(Exit::Within)
}
