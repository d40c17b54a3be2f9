//! A checker's output → findings, each linked to the bytes that it came from.
//!
//! A file's format is told by its content. One adapter reads it and gives items one by one; what all of them keep
//! alike (ids, fingerprints, the link into the file, which findings are the same) is decided here.

mod adapter;
mod adapters;
mod ahead;
mod beginning;
mod blank;
mod chosen;
mod collect;
mod cvss;
mod fingerprint;
mod formats;
mod gather;
mod head;
mod json;
mod json_error;
mod layout;
mod mapping;
mod names;
mod oddities;
mod outline;
mod part;
mod raw;
mod replay;
mod same;
mod scratch;
mod severity;
mod sorter;
mod spool;
mod to_sarif;
mod utf8;
mod weight;
mod written;
mod xml_head;

pub use adapter::{Adapter, Item, Unreadable};
pub use adapters::{Adapters, NotDetected};
pub use chosen::{Chosen, Digested};
pub use collect::{Collected, FileTold, NotCollected, collect, collect_outside};
pub use fingerprint::SCHEME as FINGERPRINT;
pub use head::Head;
pub use mapping::{Mapping, Sandboxed, Unusable, serve, skeleton};
pub use raw::{InMemory, Raw};
pub use replay::Replay;
pub use scratch::{Memory, Place, Scratch};
pub use severity::{SeverityTable, of_cvss};
pub use to_sarif::to_sarif;
pub use written::Written;
pub use xml_head::Root;
