//! (Validated, Policy, evidence, as-of) → Report.
//!
//! `gather` follows every link and reads every value into facts; [`judge`] is a pure function of (facts, policy,
//! as-of), and how the facts came to be known is no matter of the judgement; `report` puts both together.

mod assume;
mod claims;
pub mod contradictions;
pub(crate) mod exact;
mod forecast;
mod gates;
mod gather;
mod judge;
mod links;
#[cfg(test)]
mod properties;
mod report;
mod scores;
mod signoffs;
#[cfg(test)]
mod testing;
mod verdict;
mod waivers;
mod way;
pub(crate) mod words;

pub use assume::{Assumption, NotAssumed, assume};
pub use claims::ClaimJudgement;
pub use gather::facts::Baseline;
pub use judge::{Judgement, judge};
pub use links::{commits_match, judge_link};
pub use report::{AssessError, Assessed, Inputs, assess, way_to_pass, what_if};
pub use signoffs::SignoffCondition;
pub use waivers::{Lift, WaiverJudgement};
pub use way::shortest_way;
