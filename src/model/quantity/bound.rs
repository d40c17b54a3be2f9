//! Tells a bound or a guess from a measurement: `<200ms`, `95+`, `about 3`. It is never read as one (SEMANTICS rule 3).
//! What a bound says is read only to be shown as one.

use std::borrow::Cow;

use super::Quantity;
use super::parse::Number;

/// A bound or a guess as stated, and what it says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bound {
    /// On which side of its limit it lets the value lie.
    pub side: BoundSide,
    /// The limit.
    pub limit: Quantity,
}

/// On which side of a bound's limit the value may lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoundSide {
    /// Below it, or at it: `<200ms`, `at most 3`.
    Below,
    /// Above it, or at it: `95+`, `at least 3`.
    Above,
    /// Near it: `~3`, `about 3`.
    Near,
}

impl Bound {
    /// Reads `<200ms`, `95+ %`, `about 3`; none where the text is no bound, or its limit no quantity.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let Parts { leanings, limit } = take_apart(text.trim())?;
        Some(Self { side: side(&leanings)?, limit: Quantity::parse(&limit).ok()? })
    }
}

/// What a sign or a word of a bound says of its side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaning {
    Below,
    Above,
    /// It turns the others round: `no less than`.
    Turns,
    /// It says nothing of a side: `about`, `than`.
    Nowhere,
    /// It says how far a value strays, not where it lies: `±3`.
    Around,
}
use Leaning::{Above, Around, Below, Nowhere, Turns};

/// What a bound begins with.
const BOUND_SIGNS: [(char, Leaning); 12] = [
    ('<', Below),
    ('>', Above),
    ('≤', Below),
    ('≥', Above),
    ('⩽', Below),
    ('⩾', Above),
    ('≲', Below),
    ('≳', Above),
    ('~', Nowhere),
    ('∼', Nowhere),
    ('≈', Nowhere),
    ('±', Around),
];

/// Words of which one or more before a number make it a bound: `at most 3`, `ca. 5`, `no less than 2`.
const BOUND_WORDS: [(&str, Leaning); 42] = [
    ("about", Nowhere),
    ("above", Above),
    ("almost", Nowhere),
    ("approx", Nowhere),
    ("approximately", Nowhere),
    ("around", Nowhere),
    ("at", Nowhere),
    ("below", Below),
    ("beyond", Above),
    ("c", Nowhere),
    ("ca", Nowhere),
    ("circa", Nowhere),
    ("close", Nowhere),
    ("equal", Nowhere),
    ("exceeding", Above),
    ("exceeds", Above),
    ("fewer", Below),
    ("greater", Above),
    ("just", Nowhere),
    ("least", Above),
    ("less", Below),
    ("max", Below),
    ("maximum", Below),
    ("min", Above),
    ("minimum", Above),
    ("more", Above),
    ("most", Below),
    ("nearly", Nowhere),
    ("no", Turns),
    ("not", Turns),
    ("or", Nowhere),
    ("over", Above),
    ("roughly", Nowhere),
    ("some", Nowhere),
    ("than", Nowhere),
    ("to", Nowhere),
    ("typically", Nowhere),
    ("under", Below),
    ("up", Below),
    ("upto", Below),
    ("well", Nowhere),
    ("within", Below),
];

/// What behind a number makes it a bound: `3 or more`.
const BOUND_ENDS: [(&str, Leaning); 18] = [
    ("and above", Above),
    ("and more", Above),
    ("and up", Above),
    ("approx", Nowhere),
    ("approx.", Nowhere),
    ("at least", Above),
    ("at most", Below),
    ("max", Below),
    ("max.", Below),
    ("maximum", Below),
    ("minimum", Above),
    ("or above", Above),
    ("or below", Below),
    ("or fewer", Below),
    ("or higher", Above),
    ("or less", Below),
    ("or more", Above),
    ("plus", Above),
];

/// Whether `text` is a number with something before or behind it that makes it a limit or a guess.
pub(super) fn is_bound(text: &str) -> bool {
    take_apart(text).is_some()
}

/// What makes a text a bound, and the rest of it.
struct Parts<'a> {
    leanings: Vec<Leaning>,
    limit: Cow<'a, str>,
}

fn take_apart(text: &str) -> Option<Parts<'_>> {
    let sign = |char: char| BOUND_SIGNS.iter().find(|(sign, _)| *sign == char);
    let begins = text.starts_with(|char| sign(char).is_some());
    if begins || text.starts_with("=<") || text.starts_with("=>") {
        let limit = text.trim_start_matches(|char: char| {
            sign(char).is_some() || char == '=' || char.is_whitespace()
        });
        let signs = text.strip_suffix(limit).unwrap_or_default();
        let leanings = signs.chars().filter_map(sign).map(|(_, leaning)| *leaning).collect();
        return begins_with_digit(limit).then_some(Parts { leanings, limit: limit.into() });
    }
    behind_words(text).or_else(|| before_end(text))
}

/// Which side all of them together name; none where they name no place.
fn side(leanings: &[Leaning]) -> Option<BoundSide> {
    let says = |wanted| leanings.contains(&wanted);
    let turned = leanings.iter().filter(|leaning| **leaning == Turns).count() % 2 == 1;
    match (says(Around), says(Below), says(Above)) {
        (true, _, _) => None,
        (false, true, false) => Some(if turned { BoundSide::Above } else { BoundSide::Below }),
        (false, false, true) => Some(if turned { BoundSide::Below } else { BoundSide::Above }),
        // "more or less 3" names both sides.
        (false, true, true) | (false, false, false) => Some(BoundSide::Near),
    }
}

fn begins_with_digit(text: &str) -> bool {
    let unsigned = text.trim_start_matches(['+', '-', '\u{2212}', '$', '€', '£', '¥', '.']);
    unsigned.starts_with(|char: char| char.is_ascii_digit())
}

fn behind_words(text: &str) -> Option<Parts<'_>> {
    let mut leanings = Vec::new();
    let mut rest = text.trim_start();
    while !begins_with_digit(rest) {
        let (word, behind) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let (name, glued) = word.split_once(['.', ':']).unwrap_or((word, ""));
        let known = BOUND_WORDS.iter().find(|(bound, _)| bound.eq_ignore_ascii_case(name));
        leanings.push(known?.1);
        rest = if begins_with_digit(glued) {
            rest.get(name.len() + 1..).unwrap_or_default()
        } else {
            behind.trim_start()
        };
    }
    (!leanings.is_empty()).then(|| Parts { leanings, limit: rest.into() })
}

fn before_end(text: &str) -> Option<Parts<'_>> {
    let (_, behind) = Number::scan(text)?;
    let number = text.strip_suffix(behind).unwrap_or(text);
    let rest = behind.trim();
    let parts = |leaning, unit: &str| Parts {
        leanings: vec![leaning],
        limit: format!("{number} {}", unit.trim()).into(),
    };
    let plus = |behind: &&str| !begins_with_digit(behind.trim_start());
    if let Some(unit) = rest.strip_prefix('+').filter(plus).or_else(|| rest.strip_suffix('+')) {
        return Some(parts(Above, unit));
    }
    BOUND_ENDS.iter().find_map(|(end, leaning)| {
        let (unit, tail) = rest.split_at_checked(rest.len().checked_sub(end.len())?)?;
        let apart = unit.is_empty() || unit.ends_with(char::is_whitespace);
        (apart && tail.eq_ignore_ascii_case(end)).then(|| parts(*leaning, unit))
    })
}

#[cfg(test)]
mod tests {
    use crate::model::{Bound, BoundSide, Quantity, QuantityError};

    #[test]
    fn bounds_and_guesses_are_no_measurements() {
        for text in [
            "<2s",
            "< 2 s",
            "<200ms",
            "<=2",
            "≤ 2 s",
            ">5",
            "≥ 10",
            "=< 3",
            "~3",
            "≈ 3",
            "±3",
            "95+",
            "95+ %",
            "95%+",
            "95 % +",
            "15,000+ users",
            "about 3",
            "About 3",
            "approx. 3",
            "ca. 5",
            "ca.5",
            "around 5 s",
            "up to 5",
            "at most 3",
            "at least 3",
            "less than 3",
            "no more than 3",
            "under 2 s",
            "over 9000",
            "min. 3",
            "min 3",
            "max. 3",
            "maximum 3 s",
            "3 or more",
            "3 s or less",
            "3 max",
            "3 s max.",
            "5 plus",
            "at most about 3",
            "<-5",
            "< $500",
            "almost 3",
        ] {
            assert!(
                matches!(Quantity::parse(text), Err(QuantityError::Bound(_))),
                "{text}: {:?}",
                Quantity::parse(text)
            );
        }
        assert_eq!(Quantity::parse("5 min").unwrap().unit, "min");
        for text in ["< TBD", "3+4", "about time", "C3", "over budget"] {
            assert!(matches!(Quantity::parse(text), Err(QuantityError::NotANumber(_))), "{text}");
        }
    }

    #[test]
    fn a_bound_names_its_side_and_its_limit() {
        let read = |text| {
            let Bound { side, limit } = Bound::parse(text).unwrap_or_else(|| panic!("{text}"));
            (side, limit.to_string().replace('\u{a0}', " "))
        };
        for (text, side, limit) in [
            ("<200ms", BoundSide::Below, "200 ms"),
            (" ≤ 2 s ", BoundSide::Below, "2 s"),
            ("=< 3", BoundSide::Below, "3"),
            ("95+", BoundSide::Above, "95"),
            ("95+ %", BoundSide::Above, "95 %"),
            ("95%+", BoundSide::Above, "95 %"),
            ("15,000+ users", BoundSide::Above, "15000 users"),
            ("~1.2 s", BoundSide::Near, "1.2 s"),
            ("<~2 s", BoundSide::Below, "2 s"),
            ("about 3", BoundSide::Near, "3"),
            ("ca.5 min", BoundSide::Near, "5 min"),
            ("at most about 3", BoundSide::Below, "3"),
            ("no more than 3", BoundSide::Below, "3"),
            ("No less than 3 s", BoundSide::Above, "3 s"),
            ("up to 5", BoundSide::Below, "5"),
            ("min. 3", BoundSide::Above, "3"),
            ("more or less 3", BoundSide::Near, "3"),
            ("3 s or less", BoundSide::Below, "3 s"),
            ("3 Or More", BoundSide::Above, "3"),
            ("5 plus", BoundSide::Above, "5"),
            ("<-5", BoundSide::Below, "-5"),
        ] {
            assert_eq!(read(text), (side, limit.to_owned()), "{text}");
        }
    }

    #[test]
    fn what_names_no_limit_is_read_as_none() {
        // The first is no bound, the others are bounds whose limit is no place on a scale.
        for text in ["5 min", "±3", "< $500", "<1,5", "<2s max", "about 3 3", "", "about"] {
            assert_eq!(Bound::parse(text), None, "{text}");
        }
    }
}
