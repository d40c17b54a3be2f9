//! Expectations and targets: one grammar for what has to hold of a value (contract, "`expect` and `target`").

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
    /// `matches ^v1\.`: a regular expression (linear-time engine).
    Matches(String),
    /// `count >= 3`: how many places were selected.
    Count(Comparison, u64),
    /// `newer than 90 days`: a date in the bytes, held against as-of.
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

impl Expectation {
    /// Reads an expectation.
    ///
    /// # Errors
    ///
    /// [`ExpectationError`] says what is wrong and what to write.
    pub fn parse(text: &str) -> Result<Self, ExpectationError> {
        let _ = text;
        todo!("written by the evidence slice")
    }
}
