//! The pages, each made of what is published: what stands on them, in the blocks of which reports are made.

mod gates;
mod missing;
mod parts;
mod portfolio;
mod rules;
mod subject;
mod tools;
mod trends;
mod waivers;

pub use gates::{each_gate, gates};
pub use missing::missing;
pub(super) use parts::section;
pub use portfolio::portfolio;
pub use rules::{each_rule, rules};
pub use subject::subject;
pub use tools::{compare, search};
pub use waivers::waivers;
