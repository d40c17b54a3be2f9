//! Contradictions as messages, for tools that show them where they stand.

use crate::diagnostic::{Diagnostic, Level, Place};
use crate::model::report::Contradiction;
use crate::model::{ContradictionRule, Report, RuleLevel};
use crate::schema::Validated;

/// So many get their lines, worst first: each takes a walk over the text. The others have their path in it.
const LOCATED: usize = 1000;

/// The code of a contradiction that a rule of another version found.
const OTHER: &str = "contradiction";

/// A message for each contradiction of a report. Where the documents are at hand, its place is that of the first thing
/// that it is about, or of the report.
#[must_use]
pub fn diagnostics(report: &Report, documents: Option<&Validated>) -> Vec<Diagnostic> {
    let told = |(at, one): (usize, &Contradiction)| {
        let place = documents.and_then(|documents| match one.about.first() {
            Some(id) if at < LOCATED => documents.place(id, ""),
            Some(id) => documents.path(id),
            None => documents.place_of_report(""),
        });
        message(one, place)
    };
    report.contradictions.iter().enumerate().map(told).collect()
}

fn message(contradiction: &Contradiction, place: Option<Place>) -> Diagnostic {
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
