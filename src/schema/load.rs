//! One file after another from bytes to typed documents.

use serde::de::DeserializeOwned;
use serde_json::Value;

use super::contract::{self, Contract};
use super::file::File;
use super::problems::Problems;
use super::wording::Language;
use super::{Input, dates, piecewise, syntax, violations};
use crate::diagnostic::{Diagnostic, Place};
use crate::model::Findings;

/// The findings files. What is wrong with several of them is told at once.
pub(super) fn findings(inputs: Vec<Input>) -> Result<(Vec<File>, Vec<Findings>), Vec<Diagnostic>> {
    let (mut files, mut documents, mut wrong) = (Vec::new(), Vec::new(), Vec::new());
    for input in inputs {
        match File::read(input) {
            Ok(file) => {
                match document(&file, contract::findings()) {
                    Ok(document) => documents.push(document),
                    Err(mut errors) => wrong.append(&mut errors),
                }
                files.push(file);
            }
            Err(error) => wrong.push(*error),
        }
    }
    if wrong.is_empty() { Ok((files, documents)) } else { Err(wrong) }
}

/// There is nothing to read.
pub(super) fn no_input() -> Diagnostic {
    Diagnostic::error("no-input", "no findings file is named")
        .help("name one, or `-` for standard input")
}

/// A document of which `contract` is the schema. It is read into its types while it is held against the schema;
/// where that finds something, the types have no say.
pub(super) fn document<T: DeserializeOwned + Send>(
    file: &File,
    contract: &Contract,
) -> Result<T, Vec<Diagnostic>> {
    let mut typed = None;
    let checked = rayon::in_place_scope(|scope| {
        // From the text, not from the value: that is faster, and an error knows its place.
        scope.spawn(|_| typed = Some(serde_json::from_str(&file.text)));
        check(file, contract)
    });
    checked?;
    let typed = typed.unwrap_or_else(|| serde_json::from_str(&file.text));
    typed.map_err(|error| vec![disagreement(file, &error)])
}

/// Holds the text against the schema.
fn check(file: &File, contract: &Contract) -> Result<(), Vec<Diagnostic>> {
    let rest = piecewise::without_findings(&file.text, contract);
    if rest.is_some_and(|rest| follows(&rest, file, contract)) {
        return Ok(());
    }
    // What is wrong is told of the whole.
    let value = syntax::parse(file)?;
    let mut problems = Problems::new(std::slice::from_ref(file));
    if !contract.validator.is_valid(&value) {
        violations::collect(&value, contract, Language::Json, &mut problems);
    }
    dates::check(&value, &mut problems);
    problems.finish()
}

/// Whether a document follows the schema, and each of its dates is in a calendar.
fn follows(value: &Value, file: &File, contract: &Contract) -> bool {
    let mut problems = Problems::new(std::slice::from_ref(file));
    dates::check(value, &mut problems);
    contract.validator.is_valid(value) && problems.finish().is_ok()
}

/// What the schema lets pass and the types don't, such as `1e3` where a whole number is counted.
fn disagreement(file: &File, error: &serde_json::Error) -> Diagnostic {
    let offset = syntax::offset(&file.text, error.line(), error.column());
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or_default();
    let said = ["u64", "i64", "usize", "u32"].iter().fold(said.to_owned(), |said, name| {
        said.replace(&format!("expected {name}"), WHOLE_NUMBER)
    });
    let pointer = file.spans().pointer_at(&file.text, offset);
    let place = Place::file(file.name.clone()).path(pointer).span(file.span(offset..offset + 1));
    let told = Diagnostic::error("malformed-value", format!("this value can't be read: {said}"));
    let told = told.at(place);
    if said.ends_with(WHOLE_NUMBER) {
        return told.help("write whole numbers without a point or an exponent");
    }
    told
}

/// What the types say of a number with a point or an exponent.
const WHOLE_NUMBER: &str = "expected a whole number";
