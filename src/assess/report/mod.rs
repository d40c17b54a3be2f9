//! What was found and what was judged → the report.

mod assembly;
mod build;
mod claims;
mod conditions;
mod evidence;
mod names;
mod parts;
mod relink;
mod waivers;
mod what_if;

pub use build::{AssessError, Assessed, Inputs, assess};
pub use what_if::{way_to_pass, what_if};
