//! The drawn marks: our own SVG files, in the binary. Foreign text never gets here.

use include_dir::{Dir, include_dir};

static MARKS: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/templates/marks");

/// The SVG of a drawing such as `gate-fail`, as [`Mark::drawing`](crate::view::Mark::drawing) names it.
#[must_use]
pub fn svg(drawing: &str) -> Option<&'static str> {
    MARKS.get_file(format!("{drawing}.svg"))?.contents_utf8().map(str::trim_end)
}

/// The names of all drawings, in order.
#[must_use]
pub fn names() -> Vec<&'static str> {
    let mut names: Vec<_> =
        MARKS.files().filter_map(|file| file.path().file_stem()?.to_str()).collect();
    names.sort_unstable();
    names
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::*;
    use crate::model::delta::{Direction, FindingKind, Thing};
    use crate::model::{ClaimState, Outcome, Severity, Verdict};
    use crate::view::Mark;

    const WAYS: [Ordering; 3] = [Ordering::Less, Ordering::Equal, Ordering::Greater];

    #[test]
    fn every_mark_has_its_drawing() {
        let marks: Vec<Mark> = [
            ClaimState::Supported,
            ClaimState::Refuted,
            ClaimState::Stale,
            ClaimState::Broken,
            ClaimState::Unsupported,
            ClaimState::NotApplicable,
        ]
        .map(Mark::from)
        .into_iter()
        .chain(
            [Outcome::Pass, Outcome::Fail, Outcome::Waived, Outcome::Undetermined].map(Mark::from),
        )
        .chain(
            [
                Severity::Critical,
                Severity::High,
                Severity::Medium,
                Severity::Low,
                Severity::Info,
                Severity::Unknown,
            ]
            .map(Mark::from),
        )
        .chain(
            [
                Verdict::Ready,
                Verdict::ReadyWithConditions,
                Verdict::NotReady,
                Verdict::InsufficientEvidence,
            ]
            .map(Mark::from),
        )
        .chain(FindingKind::ALL.map(Mark::from))
        .chain(Thing::ALL.map(Mark::from))
        .chain(Direction::ALL.map(Mark::from))
        .chain(
            WAYS.into_iter()
                .flat_map(|way| Direction::ALL.map(|direction| Mark::went(way, direction))),
        )
        .collect();
        for mark in marks {
            assert!(svg(mark.drawing).is_some_and(|svg| svg.starts_with("<svg")), "{mark:?}");
        }
        assert_eq!(svg("../html/page"), None);
    }

    #[test]
    fn drawings_take_the_colour_of_their_text_and_hold_no_text() {
        assert!(names().len() >= 29);
        for name in names() {
            let svg = svg(name).unwrap();
            assert!(svg.contains("currentColor"), "{name}");
            assert!(!svg.contains("<text") && !svg.contains("<script"), "{name}");
        }
    }
}
