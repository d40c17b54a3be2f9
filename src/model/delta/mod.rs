//! The difference of two reports: what changed, and why.

mod matched;

pub use matched::{Confidence, MatchReason};
