//! Expectations and targets: one grammar for what has to hold of a value (contract, "`expect` and `target`").
//!
//! Only the grammar lives here; `evidence` holds values against it.

mod parse;

use std::cmp::Ordering;

use super::{Days, Quantity};

/// What has to hold of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expectation {
    /// `<= 1.5 s`, `== 0`: a comparison with a quantity.
    Compare(Comparison, Quantity),
    /// `== "passed"`, `!= "failed"`: equality of text.
    Text(Comparison, String),
    /// `in ["passed", "ok"]`: membership.
    In(Vec<String>),
    /// `matches ^v1\.`: a regular expression (linear-time engine), found anywhere in the value.
    Matches(String),
    /// `count >= 3`: how many places were selected.
    Count(Comparison, u64),
    /// `newer than 90 days`: a date in the bytes, held against as-of; one of 90 days is not newer.
    NewerThan(Days),
}

/// A comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    AtMost,
    /// `>`
    Greater,
    /// `>=`
    AtLeast,
}

/// Why a text is no expectation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct ExpectationError {
    /// What is wrong, as a fragment that reads after "error:".
    pub message: String,
    /// What to write instead.
    pub help: String,
}

impl Comparison {
    /// Whether a value that compares with the limit as `found` meets it.
    #[must_use]
    pub fn holds(self, found: Ordering) -> bool {
        match self {
            Self::Equal => found == Ordering::Equal,
            Self::NotEqual => found != Ordering::Equal,
            Self::Less => found == Ordering::Less,
            Self::AtMost => found != Ordering::Greater,
            Self::Greater => found == Ordering::Greater,
            Self::AtLeast => found != Ordering::Less,
        }
    }

    /// The sign as readers see it: `≤`.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "=",
            Self::NotEqual => "≠",
            Self::Less => "<",
            Self::AtMost => "≤",
            Self::Greater => ">",
            Self::AtLeast => "≥",
        }
    }
}

impl Expectation {
    /// Whether lesser values are the better ones; none where neither lesser nor greater ones are.
    #[must_use]
    pub fn wants_less(&self) -> Option<bool> {
        let comparison = match self {
            Self::Compare(comparison, _) | Self::Count(comparison, _) => *comparison,
            Self::Text(..) | Self::In(_) | Self::Matches(_) | Self::NewerThan(_) => return None,
        };
        match comparison {
            Comparison::Less | Comparison::AtMost => Some(true),
            Comparison::Greater | Comparison::AtLeast => Some(false),
            Comparison::Equal | Comparison::NotEqual => None,
        }
    }

    /// Reads an expectation.
    ///
    /// # Errors
    ///
    /// [`ExpectationError`] says what is wrong and what to write.
    pub fn parse(text: &str) -> Result<Self, ExpectationError> {
        parse::parse(text)
    }

    /// The expectation as readers see it: `≤ 2 s`, `= “passed”`, `one of “passed”, “ok”`.
    #[must_use]
    pub fn printed(&self) -> String {
        match self {
            Self::Compare(comparison, limit) => {
                format!("{} {}", comparison.sign(), limit.printed())
            }
            Self::Text(comparison, text) => format!("{} “{text}”", comparison.sign()),
            Self::In(texts) => {
                let quoted: Vec<String> = texts.iter().map(|text| format!("“{text}”")).collect();
                format!("one of {}", quoted.join(", "))
            }
            Self::Matches(pattern) => format!("matches {pattern}"),
            Self::Count(comparison, number) => {
                let number = Quantity { value: (*number).into(), unit: String::new() };
                format!("count {} {}", comparison.sign(), number.printed())
            }
            Self::NewerThan(days) => format!("newer than {days}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_comparison_holds_on_its_own_side_of_the_edge() {
        use Ordering::{Equal, Greater, Less};
        let holding =
            |comparison: Comparison| [Less, Equal, Greater].map(|found| comparison.holds(found));
        assert_eq!(holding(Comparison::Equal), [false, true, false]);
        assert_eq!(holding(Comparison::NotEqual), [true, false, true]);
        assert_eq!(holding(Comparison::Less), [true, false, false]);
        assert_eq!(holding(Comparison::AtMost), [true, true, false]);
        assert_eq!(holding(Comparison::Greater), [false, false, true]);
        assert_eq!(holding(Comparison::AtLeast), [false, true, true]);
    }

    #[test]
    fn expectations_are_printed_as_readers_see_them() {
        let printed = |text| Expectation::parse(text).unwrap().printed();
        assert_eq!(printed("<= 2 s"), "≤ 2\u{a0}s");
        assert_eq!(printed(">= 10000 users"), "≥ 10\u{202f}000\u{a0}users");
        assert_eq!(printed("== 0"), "= 0");
        assert_eq!(printed("!= \"failed\""), "≠ “failed”");
        assert_eq!(printed("in [\"passed\", \"ok\"]"), "one of “passed”, “ok”");
        assert_eq!(printed(r"matches ^v1\."), r"matches ^v1\.");
        assert_eq!(printed("count >= 3000"), "count ≥ 3\u{202f}000");
        assert_eq!(printed("newer than 90 days"), "newer than 90 days");
        assert_eq!(printed("newer than 1 day"), "newer than 1 day");
    }
}
