//! What a file of `JUnit`'s kind says of a case: by an element in it, or by an attribute.

/// What is said of a case, the worst last: a case that is said to be both failed and skipped failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Mark {
    /// It didn't run.
    Skipped,
    /// It ran and didn't hold.
    Failure,
    /// It could not be brought to an end.
    Error,
}

impl Mark {
    /// What an element directly in a case says, by its local name.
    pub(crate) fn of_element(name: &str) -> Option<Self> {
        match name {
            "error" => Some(Self::Error),
            "failure" => Some(Self::Failure),
            "skipped" => Some(Self::Skipped),
            // `flakyFailure`, `rerunError` and the like tell of attempts before the one that counts.
            _ => None,
        }
    }

    /// What the attribute `status` or `result` says, which some writers use in place of an element, such as
    /// `GoogleTest`'s `notrun`. Words for what ran and held are many and mean what the absence of all marks means.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        let word = word.to_ascii_lowercase();
        match word.as_str() {
            "notrun" | "suppressed" | "disabled" | "skipped" | "ignored" | "pending" => {
                Some(Self::Skipped)
            }
            "fail" | "failed" | "failure" => Some(Self::Failure),
            "error" | "errored" | "interrupted" | "timeout" => Some(Self::Error),
            _ => None,
        }
    }
}
