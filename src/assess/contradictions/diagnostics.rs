//! Contradictions as messages, for tools that show them where they stand.

use crate::diagnostic::{Diagnostic, Level, Place};
use crate::model::report::Contradiction;
use crate::model::{ContradictionRule, Report, RuleLevel};
use crate::schema::Validated;

/// The code of a contradiction that a rule of another version found.
const OTHER: &str = "contradiction";

/// A message for each contradiction of a report, with its place where the documents are at hand.
#[must_use]
pub fn diagnostics(report: &Report, documents: Option<&Validated>) -> Vec<Diagnostic> {
    let all = report.contradictions.iter();
    all.map(|one| told(one, documents.and_then(|documents| place(one, documents)))).collect()
}

fn told(contradiction: &Contradiction, place: Option<Place>) -> Diagnostic {
    let rule = ContradictionRule::named(&contradiction.rule);
    let level = match contradiction.level {
        RuleLevel::Error => Level::Error,
        RuleLevel::Warning => Level::Warning,
        RuleLevel::Note | RuleLevel::Off => Level::Note,
    };
    Diagnostic {
        code: rule.map_or(OTHER, ContradictionRule::name),
        level,
        message: format!(
            "contradiction {}: {}",
            contradiction.id,
            contradiction.text.replace('`', "\"")
        ),
        place,
        help: None,
    }
}

/// The first thing that it is about; the report itself, where it is about none.
fn place(contradiction: &Contradiction, documents: &Validated) -> Option<Place> {
    match contradiction.about.first() {
        Some(id) => documents.place(id, ""),
        None => documents.place_of_report(""),
    }
}
