//! What lets a reader check a report: a package of everything that it rests on, and its verification.
//!
//! A package is what `render` writes into a folder and `bundle` into an archive: rendered files, `inputs/` with a
//! copy of everything that was read, and the manifest. Its [`Recipe`] and the bytes of its inputs determine every
//! byte of it; `render` and `verify` make it by the same functions: [`report`] (or its halves [`validated`] and
//! [`assessed`]), [`draw`] and [`pack`]. Nothing here reads files: bytes come through [`Source`].
//!
//! [`Source`]: crate::model::Source

mod archive;
mod contents;
mod draw;
mod earlier;
mod leak;
mod manifest;
pub mod names;
mod pack;
mod place;
mod recipe;
mod recompute;
mod redact;
mod rules;
mod unmasked;
mod verify;

pub use archive::{Archive, Limits, Unpackable, bundle};
pub use contents::{Contents, Supply};
pub use draw::{can_draw, draw, draw_delta, draw_history, json, json_file};
pub use leak::Leaks;
pub use manifest::{MANIFEST, Manifest, ManifestFile};
pub use pack::{Package, pack};
pub use place::{Outside, place};
pub use recipe::{Options, PackedInput, Paper, Recipe, Role, Root, Unread, UnreadEvidence};
pub use recompute::{Assessed, Unmade, assessed, report, validated};
pub use redact::{Redacted, Redacting, in_name_of};
pub use unmasked::unmasked;
pub use verify::{Counts, Step, Verification, listed, opened, verify};
