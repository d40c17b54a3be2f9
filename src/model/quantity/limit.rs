//! Reads what a bound says: `<200ms` is less than 200 ms, `95+` at least 95. It never becomes a measurement.

use std::cmp::Ordering;

use super::Quantity;
use super::bound::{BOUND_SIGNS, begins_with_digit, ending, is_bound};
use super::parse::Number;

/// A limit that stands where a value was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// On which side of the limit the value lies.
    pub side: Side,
    /// The limit itself.
    pub of: Quantity,
}

/// On which side of a limit a value lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// `<2s`, `under 3`.
    Below,
    /// `≤ 2 s`, `at most 3`.
    AtMost,
    /// `>2`, `more than 3`.
    Above,
    /// `≥ 2`, `95+`.
    AtLeast,
    /// `~3`, `about 3`: on either.
    Near,
}

/// What follows a number and makes it a lower limit; of the other endings some make it an upper one.
const AT_LEAST_ENDS: [&str; 9] = [
    "and above",
    "and more",
    "and up",
    "at least",
    "minimum",
    "or above",
    "or higher",
    "or more",
    "plus",
];

const NEAR_ENDS: [&str; 2] = ["approx", "approx."];

impl Limit {
    /// Reads a bound; none where the text is none, or its number can't be read.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // `±3` says how far a value strays, not where it lies.
        if !is_bound(text) || text.starts_with('±') {
            return None;
        }
        let (front, rest) = match by_sign(text) {
            Some((side, rest)) => (Some(side), rest),
            None => by_words(text),
        };
        let (back, number) = by_ending(rest)?;
        let of = Quantity::parse(&number).ok()?;
        Some(Self { side: back.or(front)?, of })
    }

    /// Whether the value can lie there; none where its unit doesn't compare, or the limit is only near it.
    #[must_use]
    pub fn admits(&self, value: &Quantity) -> Option<bool> {
        let found = value.compare(&self.of).ok()?;
        match self.side {
            Side::Below => Some(found == Ordering::Less),
            Side::AtMost => Some(found != Ordering::Greater),
            Side::Above => Some(found == Ordering::Greater),
            Side::AtLeast => Some(found != Ordering::Less),
            Side::Near => None,
        }
    }
}

/// The side that signs at the start tell, and what follows them.
fn by_sign(text: &str) -> Option<(Side, &str)> {
    let is_sign = |char: char| BOUND_SIGNS.contains(&char) || char == '=';
    let rest = text.trim_start_matches(|char: char| is_sign(char) || char.is_whitespace());
    let signs = text.strip_suffix(rest)?;
    let has = |any: &[char]| signs.contains(any);
    let or_equal = has(&['=', '≤', '⩽', '≥', '⩾', '≲', '≳']);
    let side = if has(&['<', '≤', '⩽', '≲']) {
        if or_equal { Side::AtMost } else { Side::Below }
    } else if has(&['>', '≥', '⩾', '≳']) {
        if or_equal { Side::AtLeast } else { Side::Above }
    } else if has(&['~', '∼', '≈']) {
        Side::Near
    } else {
        return None;
    };
    Some((side, rest))
}

/// The side that words before the number tell, and what follows them.
fn by_words(text: &str) -> (Option<Side>, &str) {
    let mut words = Vec::new();
    let mut rest = text;
    while !begins_with_digit(rest) {
        let end = rest.find(|char: char| char.is_whitespace() || matches!(char, '.' | ':'));
        let Some((word, behind)) = end.and_then(|end| rest.split_at_checked(end)) else { break };
        words.push(word.to_lowercase());
        // The stop of an abbreviation, as in `ca.5`.
        rest = behind.strip_prefix(['.', ':']).unwrap_or(behind).trim_start();
    }
    if words.is_empty() {
        return (None, text);
    }
    let has = |any: &[&str]| words.iter().any(|word| any.contains(&word.as_str()));
    let (negated, or_equal) = (has(&["no", "not"]), has(&["equal"]));
    let side = if has(&["most", "max", "maximum", "up", "upto", "within"]) {
        Side::AtMost
    } else if has(&["least", "min", "minimum"]) {
        Side::AtLeast
    } else if has(&["below", "under", "less", "fewer"]) {
        match (negated, or_equal) {
            (true, _) => Side::AtLeast,
            (false, true) => Side::AtMost,
            (false, false) => Side::Below,
        }
    } else if has(&["above", "over", "more", "greater", "beyond", "exceeding", "exceeds"]) {
        match (negated, or_equal) {
            (true, _) => Side::AtMost,
            (false, true) => Side::AtLeast,
            (false, false) => Side::Above,
        }
    } else {
        Side::Near
    };
    (Some(side), rest)
}

/// The side that what follows the number tells, and the number with its unit alone.
fn by_ending(text: &str) -> Option<(Option<Side>, String)> {
    let (_, behind) = Number::scan(text)?;
    let number = text.strip_suffix(behind)?;
    let unit = behind.trim();
    if let Some(unit) = unit.strip_prefix('+') {
        return Some((Some(Side::AtLeast), format!("{number} {}", unit.trim())));
    }
    let (unit, side) = match ending(unit) {
        Some((unit, ending)) if AT_LEAST_ENDS.contains(&ending) => (unit, Side::AtLeast),
        Some((unit, ending)) if NEAR_ENDS.contains(&ending) => (unit, Side::Near),
        Some((unit, _)) => (unit, Side::AtMost),
        None => match unit.strip_suffix('+') {
            Some(unit) => (unit, Side::AtLeast),
            None => return Some((None, text.to_owned())),
        },
    };
    Some((Some(side), format!("{number} {}", unit.trim())))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_bound_says_on_which_side() {
        for (text, side, of) in [
            ("<2s", Side::Below, "2 s"),
            ("< 200 ms", Side::Below, "200 ms"),
            ("<= 2", Side::AtMost, "2"),
            ("=< 2", Side::AtMost, "2"),
            ("≤2 s", Side::AtMost, "2 s"),
            (">5", Side::Above, "5"),
            ("≥ 10 users", Side::AtLeast, "10 users"),
            ("~3", Side::Near, "3"),
            ("95+", Side::AtLeast, "95"),
            ("95+ %", Side::AtLeast, "95 %"),
            ("95%+", Side::AtLeast, "95 %"),
            ("95 % +", Side::AtLeast, "95 %"),
            ("15,000+ users", Side::AtLeast, "15000 users"),
            ("under 2 s", Side::Below, "2 s"),
            ("at most 3", Side::AtMost, "3"),
            ("at least 3 %", Side::AtLeast, "3 %"),
            ("no more than 3", Side::AtMost, "3"),
            ("not less than 3", Side::AtLeast, "3"),
            ("less than or equal to 3", Side::AtMost, "3"),
            ("over 9000", Side::Above, "9000"),
            ("max. 3", Side::AtMost, "3"),
            ("ca.5", Side::Near, "5"),
            ("about 3 s", Side::Near, "3 s"),
            ("about 3 climax", Side::Near, "3 climax"),
            ("about 3 surplus", Side::Near, "3 surplus"),
            ("3 or more", Side::AtLeast, "3"),
            ("3 s or less", Side::AtMost, "3 s"),
            ("3 s max.", Side::AtMost, "3 s"),
            ("5 plus", Side::AtLeast, "5"),
            ("up to .5 s", Side::AtMost, "0.5 s"),
            ("<-5", Side::Below, "-5"),
        ] {
            let read = Limit::parse(text).unwrap_or_else(|| panic!("{text}"));
            let of = Quantity::parse(of).unwrap();
            assert_eq!((read.side, read.of.to_string()), (side, of.to_string()), "{text}");
        }
        for text in ["2 s", "TBD", "", "<", "3+4", "+5", "-50 %", "over budget", "±3"] {
            assert_eq!(Limit::parse(text), None, "{text}");
        }
    }

    #[test]
    fn a_limit_admits_what_lies_on_its_side() {
        let admits = |limit: &str, value: &str| {
            Limit::parse(limit).unwrap().admits(&Quantity::parse(value).unwrap())
        };
        assert_eq!(admits("<2s", "1999 ms"), Some(true));
        assert_eq!(admits("<2s", "2 s"), Some(false));
        assert_eq!(admits("≤2s", "2 s"), Some(true));
        assert_eq!(admits("95+ %", "95 %"), Some(true));
        assert_eq!(admits("95+ %", "94.9 %"), Some(false));
        assert_eq!(admits("95+ %", "97"), None, "of another dimension");
        assert_eq!(admits("~3", "3"), None, "near is no side");
    }

    proptest! {
        #[test]
        fn any_text_is_read_without_panic(text in ".{0,40}") {
            let _ = Limit::parse(&text);
        }

        #[test]
        fn any_near_bound_is_read_without_panic(text in "([<>=~≤+]{0,3}|at most |no more than |ca\\.)[0-9,.+ ]{0,20} ?[a-zé%+. ]{0,12}") {
            prop_assert!(Limit::parse(&text).is_none_or(|limit| Quantity::parse(&text).is_err() && !limit.of.to_string().is_empty()));
        }
    }
}
