//! How many cases came out how.

/// Cases by what came of them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Totals {
    pub(super) passed: u64,
    pub(super) failures: u64,
    pub(super) errors: u64,
    pub(super) skipped: u64,
}

impl Totals {
    pub(super) fn all(&self) -> u64 {
        self.ran() + self.skipped
    }

    pub(super) fn ran(&self) -> u64 {
        self.passed + self.failed()
    }

    pub(super) fn failed(&self) -> u64 {
        self.failures + self.errors
    }

    pub(super) fn add(&mut self, more: &Self) {
        self.passed += more.passed;
        self.failures += more.failures;
        self.errors += more.errors;
        self.skipped += more.skipped;
    }
}
