//! Evidence: bytes read once, places found in them, values held against what is expected of them.
//!
//! Nothing here knows claims or judges them; `this`, methods, age and commits are `assess`'s.

mod bounded;
mod by_text;
mod excerpt;
mod file;
mod formats;
mod holds;
mod json;
mod lines;
mod masking;
mod matches;
mod media_type;
mod path;
mod places;
pub mod redact;
pub(crate) mod sarif;
mod select;
mod store;
mod table;
mod test_result;
pub(crate) mod tree;
mod vacuous;
mod visible;
mod xml;

pub use excerpt::excerpt;
pub use file::{File, NotText, searchable};
pub use holds::{Held, holds};
pub use masking::{Behind, Masking};
pub use media_type::media_type;
pub use select::{NotSelected, Selection, select, select_all};
pub use store::{Absent, Store};
pub(crate) use table::Records;
pub(crate) use test_result::{Mark as CaseMark, tap_line};
pub use vacuous::{did_not_run, names_a_case, vacuous};
pub(crate) use xml::Encoding;
pub(crate) use xml::text::{attribute_value, resolved};
