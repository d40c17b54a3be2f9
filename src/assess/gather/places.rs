//! The places that a link names, and what is expected of them.

use crate::evidence::{File, Held, NotSelected, Selection, holds, select, select_all};
use crate::model::{Aggregate, Day, Expectation, Selector};

/// The places that the link names: one, unless several are asked for. To count is to ask for any number of them,
/// none included (SEMANTICS rule 8).
pub(super) fn find(
    file: &File,
    selector: &Selector,
    expectation: Option<&Expectation>,
    aggregate: Option<Aggregate>,
) -> Result<Vec<Selection>, NotSelected> {
    let counted =
        aggregate == Some(Aggregate::Count) || matches!(expectation, Some(Expectation::Count(..)));
    if !counted && aggregate.is_none() {
        return select(file, selector).map(|only| vec![only]);
    }
    match select_all(file, selector) {
        Err(NotSelected::Nothing(_)) if counted => Ok(Vec::new()),
        found => found,
    }
}

/// Holds all places together against a `count`, and each of them against anything else.
pub(super) fn held(
    expectation: &Expectation,
    places: &[Selection],
    unit: Option<&str>,
    as_of: Day,
) -> Held {
    if matches!(expectation, Expectation::Count(..)) || places.is_empty() {
        return holds(expectation, &Selection::of_all(places), unit, as_of);
    }
    let each = places.iter().map(|place| holds(expectation, place, unit, as_of));
    // What can't be told of one is told of none.
    each.fold(Held::Holds, |so_far, held| match (&so_far, &held) {
        (Held::CannotSay(_), _) | (Held::Misses(_), Held::Holds | Held::Misses(_)) => so_far,
        (Held::Holds, _) | (Held::Misses(_), Held::CannotSay(_)) => held,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file() -> File {
        File::new(b"ms,when\n120,2025-08-26\n130,2025-08-20\n<9,soon\n"[..].into())
    }

    fn found(selector: &str, expect: Option<&str>, aggregate: Option<Aggregate>) -> Option<usize> {
        let selector = Selector::parse(selector).unwrap();
        let expectation = expect.map(|text| Expectation::parse(text).unwrap());
        find(&file(), &selector, expectation.as_ref(), aggregate).ok().map(|places| places.len())
    }

    #[test]
    fn one_place_is_named_unless_several_are_asked_for() {
        assert_eq!(found("csv:1/ms", None, None), Some(1));
        assert_eq!(found("csv:*/ms", None, None), None);
        assert_eq!(found("csv:*/ms", Some("== 120"), None), None);
        assert_eq!(found("csv:*/ms", Some("count > 0"), None), Some(3));
        assert_eq!(found("csv:*/ms", Some("== 120"), Some(Aggregate::Mean)), Some(3));
        assert_eq!(found("csv:9/ms", Some("== 120"), Some(Aggregate::Mean)), None);
        assert_eq!(found("csv:9/ms", None, Some(Aggregate::Count)), Some(0));
        assert_eq!(found("csv:9/ms", Some("count == 0"), None), Some(0));
        assert_eq!(
            found("$.a", Some("count == 0"), None),
            None,
            "what can't be read isn't nothing"
        );
    }

    #[test]
    fn what_can_not_be_told_of_one_place_is_told_of_none() {
        let held = |selector: &str, expect: &str| {
            let places = select_all(&file(), &Selector::parse(selector).unwrap()).unwrap();
            let as_of = Day::parse("2025-08-27").unwrap();
            held(&Expectation::parse(expect).unwrap(), &places, Some("ms"), as_of)
        };
        assert_eq!(held("csv:*/ms", "count == 3"), Held::Holds);
        assert!(matches!(held("csv:*/ms", "count == 2"), Held::Misses(_)));
        assert!(matches!(held("csv:*/ms", "<= 1 s"), Held::CannotSay(_)));
        assert!(matches!(held("csv:*/ms", "<= 100 ms"), Held::CannotSay(_)));
        assert_eq!(held("re:^(1..)", "<= 130 ms"), Held::Holds);
        assert!(
            matches!(held("re:^(1..)", "< 130 ms"), Held::Misses(because) if because.starts_with("130"))
        );
        let nothing = self::held(
            &Expectation::parse("<= 1 s").unwrap(),
            &[],
            None,
            Day::parse("2025-08-27").unwrap(),
        );
        assert!(matches!(nothing, Held::CannotSay(_)));
    }
}
