//! What a declared text says of a quantity, what was read of a measure, and whether two quantities agree.

use rust_decimal::{Decimal, RoundingStrategy};

use crate::assess::gather::measures::Measured;
use crate::model::{Declared, DeclaredStatus, Limit, Quantity, QuantityError};

use super::Topic;

/// What a text that stands for a value says.
#[derive(Debug, PartialEq)]
pub(super) enum Stated {
    /// A number with a unit.
    Exact(Quantity),
    /// A limit or a guess; the limit where it can be read.
    Bound(Option<Limit>),
    /// That there is no value: `TBD`, `N/A`, `-`.
    Placeholder,
    /// Something else.
    Words,
}

/// Words that stand where a value is yet to come. In lower case, without what surrounds them.
const PLACEHOLDERS: [&str; 35] = [
    "",
    "?",
    "??",
    "???",
    "n/a",
    "n.a",
    "na",
    "nil",
    "none",
    "none yet",
    "not applicable",
    "not available",
    "not measured",
    "not measured yet",
    "not tested",
    "not yet",
    "not yet measured",
    "not yet tested",
    "null",
    "pending",
    "placeholder",
    "tba",
    "tbc",
    "tbd",
    "tbm",
    "to be added",
    "to be confirmed",
    "to be defined",
    "to be determined",
    "to be measured",
    "to be tested",
    "to do",
    "todo",
    "undefined",
    "unknown",
];

impl Stated {
    pub(super) fn of(text: &str) -> Self {
        let bare = text.replace(['*', '`'], "");
        let text = bare.trim_matches(|char: char| {
            char.is_whitespace() || matches!(char, '_' | '"' | '“' | '”' | '\'')
        });
        match Quantity::parse(text) {
            Ok(value) => Self::Exact(value),
            Err(QuantityError::Bound(_)) => Self::Bound(Limit::parse(text)),
            Err(_) if is_placeholder(text) => Self::Placeholder,
            Err(_) => Self::Words,
        }
    }
}

/// A placeholder is one with its brackets, its full stop and a unit behind it, too: `(TBD)`, `TBD ms`, `XX %`.
fn is_placeholder(text: &str) -> bool {
    let bare = text.trim_matches(|char: char| {
        char.is_whitespace()
            || matches!(char, '(' | ')' | '[' | ']' | '<' | '>' | '{' | '}' | '.' | '…' | ':')
            || matches!(char, '-' | '‐' | '‑' | '–' | '—' | '―' | '−')
    });
    let bare = bare.to_lowercase();
    let is_known = |text: &str| {
        PLACEHOLDERS.contains(&text) || text.len() > 1 && text.bytes().all(|byte| byte == b'x')
    };
    let first = bare.split([' ', '%']).next().unwrap_or_default();
    let with_unit = bare.split_whitespace().count() <= 2 && bare.len() <= first.len() + 8;
    let is_letters = first.len() > 1 && !matches!(first, "na" | "none" | "to" | "not" | "unknown");
    is_known(&bare) || with_unit && is_letters && is_known(first)
}

/// What was read of a measure.
pub(super) enum Reading<'a> {
    /// A quantity.
    Value(&'a Quantity),
    /// A text that is none.
    Text(&'a str),
    /// A place is named, and can't be read.
    Unreadable,
    /// No place is named.
    Nothing,
}

pub(super) fn reading(measured: &Measured) -> Reading<'_> {
    if let Some(reading) = &measured.reading {
        return Reading::Value(&reading.value);
    }
    let mut texts = measured.links.iter().map(|followed| followed.link.value.as_deref());
    match (texts.next(), texts.all(|text| text.is_some())) {
        (None, _) => Reading::Nothing,
        (Some(Some(text)), true) => Reading::Text(text),
        (Some(_), _) => Reading::Unreadable,
    }
}

impl<'a> Topic<'a> {
    /// What was read of its measure.
    pub(super) fn reading(&self) -> Reading<'a> {
        self.measure.map_or(Reading::Nothing, |(_, measured)| reading(measured))
    }

    /// What says that it holds over a placeholder.
    pub(super) fn placeholders(&self) -> Vec<&'a Declared> {
        self.passes().filter(|said| placeholder(said).is_some()).collect()
    }

    /// What gives a bound for a value. Where it is said not to hold, or to be open, a bound is all that is claimed.
    pub(super) fn bounds(&self) -> Vec<&'a Declared> {
        let claims_a_value = |said: &&Declared| match said.status {
            Some(DeclaredStatus::Fail | DeclaredStatus::Open) => false,
            Some(DeclaredStatus::Pass | DeclaredStatus::Partial) | None => true,
        };
        let is_bound = |said: &&Declared| {
            said.value.as_deref().is_some_and(|text| matches!(Stated::of(text), Stated::Bound(_)))
        };
        self.said.iter().copied().filter(claims_a_value).filter(is_bound).collect()
    }
}

/// The placeholder over which a pass is said: the value, or the words where there is no value.
pub(super) fn placeholder(said: &Declared) -> Option<&str> {
    let text = said.value.as_deref().or(said.words.as_deref())?;
    (said.status == Some(DeclaredStatus::Pass) && Stated::of(text) == Stated::Placeholder)
        .then_some(text)
}

/// Whether two quantities agree: one of them, rounded to the digits of the other, is the other (SEMANTICS rule 3).
/// None where their units don't compare.
pub(super) fn agree(one: &Quantity, other: &Quantity) -> Option<bool> {
    one.compare(other).ok()?;
    Some(rounds_to(one, other) || rounds_to(other, one))
}

/// Whether `exact`, rounded to the digits that `stated` has, is `stated`. Towards zero counts as rounding, as that
/// is how values are printed, but not where it leaves nothing.
pub(super) fn rounds_to(exact: &Quantity, stated: &Quantity) -> bool {
    let Ok(exact) = exact.convert_to(&stated.unit) else { return false };
    let digits = stated.value.scale();
    let nearest =
        exact.value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero);
    nearest == stated.value
        || stated.value != Decimal::ZERO && exact.value.trunc_with_scale(digits) == stated.value
}

/// Whether a quantity is a percentage, or converts to one.
pub(super) fn is_percentage(quantity: &Quantity) -> bool {
    quantity.convert_to("%").is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_told_from_values_and_words() {
        for text in [
            "TBD",
            "tbd.",
            "(TBD)",
            "`TBD`",
            "**N/A**",
            "n/a",
            "N.A.",
            "-",
            "–",
            "—",
            "--",
            "?",
            "...",
            "…",
            "",
            " ",
            "TBD ms",
            "XX%",
            "**TBD** ms",
            "xx %",
            "<TBD>",
            "[pending]",
            "To be determined",
            "not yet measured",
            "unknown",
            "None",
            "todo",
        ] {
            assert_eq!(Stated::of(text), Stated::Placeholder, "{text}");
        }
        for text in [
            "Configured",
            "Ready",
            "Complete",
            "Daily",
            "AES-256",
            "Sub-second",
            "pending review by ops",
            "no errors",
            "none of the tests failed",
            "x",
            "NAT gateway",
            "to three places",
        ] {
            assert_eq!(Stated::of(text), Stated::Words, "{text}");
        }
        assert!(matches!(Stated::of("**95%**"), Stated::Exact(_)));
        assert!(matches!(Stated::of("-5"), Stated::Exact(_)));
        assert!(matches!(Stated::of("<2s"), Stated::Bound(Some(_))));
        assert!(matches!(Stated::of("~$240/month"), Stated::Bound(None)));
    }

    #[test]
    fn quantities_agree_at_the_digits_stated() {
        let agree = |one: &str, other: &str| {
            agree(&Quantity::parse(one).unwrap(), &Quantity::parse(other).unwrap())
        };
        assert_eq!(agree("83.3 %", "83.33333 %"), Some(true));
        assert_eq!(agree("83.3 %", "83.4 %"), Some(false));
        assert_eq!(agree("1.5 s", "1502 ms"), Some(true));
        assert_eq!(agree("1.5 s", "1600 ms"), Some(false));
        assert_eq!(agree("-55.9 %", "-55.88 %"), Some(true), "to the nearest");
        assert_eq!(agree("-55.8 %", "-55.88 %"), Some(true), "as values are printed");
        assert_eq!(agree("-55.7 %", "-55.88 %"), Some(false));
        assert_eq!(agree("0 %", "0.9 %"), Some(false), "something isn't nothing");
        assert_eq!(agree("0 %", "0.4 %"), Some(true), "rounded it is");
        assert_eq!(agree("60 %", "30 %"), Some(false));
        assert_eq!(agree("0.3", "30 %"), None);
        assert_eq!(agree("0.3 ratio", "30 %"), Some(true));
    }
}
