//! `signoff validate`: schema and references only.

use super::args::ValidateOptions;
use super::assess::masked;
use super::exit::{Exit, Failure};
use super::output;
use super::terminal::Terminal;
use super::{inputs, on_the_way, policy};
use crate::attest::Redacting;
use crate::diagnostic::Level;
use crate::schema::validate;

pub(super) fn run(options: &ValidateOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let files = inputs::read(&options.files)?;
    let given = on_the_way::read(files, options.root.as_deref(), None, &options.outputs)?;
    let mut read = given.inputs;
    // Messages show what stands in the files.
    let chosen = policy::choose(None, &given.first).unwrap_or_default();
    let redacting = Redacting::new(&chosen.redaction);
    for input in &mut read {
        let masked = redacting.masked(&input.name, &input.bytes);
        input.bytes = masked.map_err(Failure::unprinted)?;
    }
    let texts = inputs::texts(&read);
    let told = masked(given.told, &redacting)?;
    let (mut diagnostics, things) = match validate(read) {
        Ok((validated, diagnostics)) => (diagnostics, Some(output::counted(validated.findings()))),
        Err(diagnostics) => (diagnostics, None),
    };
    diagnostics.splice(0..0, told);
    output::diagnostics(options.format, &diagnostics, &texts, terminal)?;
    if let (Some(things), super::args::MessageFormat::Human) = (things, options.format) {
        terminal.print(&format!("valid: {things}\n"))?;
    }
    let invalid = diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    Ok(if invalid { Exit::Invalid } else { Exit::Within })
}
