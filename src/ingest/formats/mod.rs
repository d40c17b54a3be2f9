//! The formats that are read in Rust: large ones, and those with dialects that no mapping could follow.

mod cobertura;
mod coverage;
mod jacoco;
mod junit;
mod lcov;
mod quote;
mod sarif;
mod tap;
#[cfg(test)]
mod tests;
mod walk;

use super::Adapter;

/// All of them.
pub(super) fn all() -> Vec<Box<dyn Adapter>> {
    vec![
        Box::new(cobertura::Cobertura),
        Box::new(jacoco::Jacoco),
        Box::new(junit::Junit),
        Box::new(lcov::Lcov),
        Box::new(sarif::Sarif),
        Box::new(tap::Tap),
    ]
}
