//! (Validated, Policy, evidence, as-of) → Report.
//!
//! `gather` follows every link and reads every value; `judge` is a pure function of what was found, the policy
//! and the day; `report` puts both together.

mod gather;
mod report;

pub use gather::facts::Baseline;
pub use report::{AssessError, Assessed, Inputs, assess};
