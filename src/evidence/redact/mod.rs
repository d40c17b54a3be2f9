//! Secrets in texts: found by rules, masked without changing a length or the syntax, and known afterwards so that
//! they can be looked for elsewhere (SEMANTICS rule 24).

mod decoded;
mod known;
mod likely;
mod mask;
mod named;
mod rules;
mod search;
#[cfg(test)]
mod tests;

pub use known::{Finder, Secrets};
pub use mask::mask;
pub use named::named;
pub use rules::{RULES, Rule};
pub use search::{Searcher, TooMany, union};
