//! What lets a reader check a report: so far the manifest.

mod manifest;

pub use manifest::{Manifest, ManifestFile, StoodFor};
