//! Narrative sections: which ids they may not have.

use super::problems::Problems;
use super::things::{Of, Thing};
use crate::diagnostic::Diagnostic;

/// The sections that every report has. The schema lists them too, for `place`.
const BUILT_IN: [&str; 13] = [
    "cover",
    "summary",
    "gates",
    "scores",
    "claims",
    "measures",
    "findings",
    "contradictions",
    "checklist",
    "actions",
    "signoff",
    "evidence",
    "made",
];

/// Tells each section that has the id of a built-in one.
pub(super) fn check(all: &[Thing<'_>], problems: &mut Problems<'_>) {
    for thing in all {
        if let Of::Section(section) = thing.of
            && BUILT_IN.contains(&section.id.as_str())
        {
            problems.add(thing.input(), &format!("{}/id", thing.pointer()), || {
                let id = &section.id;
                Diagnostic::error(
                    "reserved-section-id",
                    format!("`{id}` is one of the report's own sections"),
                )
                .help(format!(
                    "choose another id; `place` puts it beside that section: `after:{id}`"
                ))
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_in_ones_are_those_that_the_schema_lists() {
        let schema: serde_json::Value =
            serde_json::from_str(crate::schema::findings_schema()).unwrap();
        let pattern =
            schema["$defs"]["Section"]["properties"]["place"]["pattern"].as_str().unwrap();
        assert_eq!(pattern, format!("^(before|after):({})$", BUILT_IN.join("|")));
    }
}
