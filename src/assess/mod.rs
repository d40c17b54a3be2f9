//! Judging: what was found, held against a policy as of a day.
//!
//! [`judge`] is a pure function of (facts, policy, as-of). What is printed of it is a `Report`; how the facts
//! came to be known is no matter of the judgement.

mod claims;
mod exact;
mod gates;
mod judge;
mod links;
#[cfg(test)]
mod properties;
mod scores;
mod signoffs;
#[cfg(test)]
mod testing;
mod verdict;
mod way;
mod words;

pub use claims::ClaimJudgement;
pub use judge::{Judgement, judge};
pub use links::{commits_match, judge_link};
pub use signoffs::SignoffCondition;
pub use way::shortest_way;
