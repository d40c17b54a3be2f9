//! A checker's output → findings, each linked to the bytes that it came from.
//!
//! A file's format is told by its content. One adapter reads it and gives items one by one; what all of them keep
//! alike (ids, fingerprints, the link into the file, which findings are the same) is decided here.

mod adapter;
mod adapters;
mod beginning;
mod collect;
mod cvss;
mod fingerprint;
mod formats;
mod head;
mod json_error;
mod layout;
mod mapping;
mod oddities;
mod outline;
mod raw;
mod same;
mod severity;
mod to_sarif;
mod xml_head;

pub use adapter::{Adapter, Item, Unreadable};
pub use adapters::{Adapters, NotDetected};
pub use collect::{Collected, FileTold, collect};
pub use head::Head;
pub use mapping::Mapping;
pub use raw::{InMemory, Raw};
pub use severity::{SeverityTable, of_cvss};
pub use to_sarif::to_sarif;
pub use xml_head::Root;
