//! What breaks a schema: which value, and which of several alternatives was meant. How it is put is [`wording`]'s.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;
use serde_json::Value;

use super::contract::Contract;
use super::problems::Problems;
use super::wording::{self, Language};
use crate::diagnostic::{Diagnostic, step};

/// Takes what is told of a document, and says where that stands.
pub(crate) trait Told {
    /// Of the value at a JSON Pointer. `make` runs only if it will be told.
    fn of_value(&mut self, pointer: &str, make: impl FnOnce() -> Diagnostic);

    /// Of the name of the property there.
    fn of_key(&mut self, pointer: &str, make: impl FnOnce() -> Diagnostic);
}

impl Told for Problems<'_> {
    fn of_value(&mut self, pointer: &str, make: impl FnOnce() -> Diagnostic) {
        self.add(0, pointer, make);
    }

    fn of_key(&mut self, pointer: &str, make: impl FnOnce() -> Diagnostic) {
        self.add_at_key(0, pointer, make);
    }
}

/// Tells all that breaks the schema.
pub(crate) fn collect(
    value: &Value,
    contract: &Contract,
    language: Language,
    told: &mut impl Told,
) {
    let teller = Teller { schema: &contract.schema, language };
    contract.validator.iter_errors(value).for_each(|error| teller.tell(&error, told));
}

struct Teller<'a> {
    schema: &'a Value,
    language: Language,
}

impl Teller<'_> {
    #[expect(
        clippy::wildcard_enum_match_arm,
        reason = "what breaks at one value and makes one message is put into words elsewhere"
    )]
    fn tell(&self, error: &ValidationError<'_>, told: &mut impl Told) {
        let pointer = error.instance_path().as_str();
        let (schema, language) = (self.schema, self.language);
        match error.kind() {
            ValidationErrorKind::AnyOf { context } => match meant(error, context) {
                Some(branch) => branch.iter().for_each(|inner| self.tell(inner, told)),
                None => {
                    told.of_value(pointer, || wording::no_alternative(error, schema, language));
                }
            },
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let object = wording::around(error, schema);
                for name in unexpected {
                    let pointer = format!("{pointer}{}", step(name));
                    told.of_key(&pointer, || wording::unknown_property(name, object));
                }
            }
            ValidationErrorKind::PropertyNames { error } => {
                let name = error.instance().as_str().unwrap_or_default();
                let pointer = format!("{pointer}{}", step(name));
                told.of_key(&pointer, || wording::explain(error, schema, language));
            }
            _ => told.of_value(pointer, || wording::explain(error, schema, language)),
        }
    }
}

/// The alternative that the writer had in mind: of those that take this type of value, the one that is
/// broken least.
fn meant<'a, 'b>(
    error: &ValidationError<'_>,
    context: &'a [Vec<ValidationError<'b>>],
) -> Option<&'a Vec<ValidationError<'b>>> {
    let other_type = |inner: &ValidationError<'_>| {
        matches!(inner.kind(), ValidationErrorKind::Type { .. })
            && inner.instance_path().as_str() == error.instance_path().as_str()
    };
    let nested = |inner: &ValidationError<'_>| {
        matches!(inner.kind(), ValidationErrorKind::AnyOf { context } if meant(inner, context).is_none())
            && inner.instance_path().as_str() == error.instance_path().as_str()
    };
    context
        .iter()
        .filter(|branch| !branch.iter().any(|inner| other_type(inner) || nested(inner)))
        .min_by_key(|branch| branch.iter().map(weight).sum::<usize>())
}

/// A property that is missing or unknown speaks against an alternative; a value in it doesn't.
fn weight(error: &ValidationError<'_>) -> usize {
    if let ValidationErrorKind::AdditionalProperties { unexpected } = error.kind() {
        2 * unexpected.len()
    } else if matches!(error.kind(), ValidationErrorKind::Required { .. }) {
        2
    } else {
        1
    }
}
