//! A package in one file: a zip archive that is packed the same way every time, and read with suspicion.

mod layout;
mod limits;
mod read;
#[cfg(test)]
mod tests;

use rayon::prelude::*;

use super::Package;

pub use layout::Unpackable;
pub use limits::Limits;
pub use read::Archive;

use layout::{Deflated, archive};

/// Packs a package. The same package is the same bytes.
///
/// # Errors
///
/// See [`Unpackable`].
pub fn bundle(package: &Package, limits: Limits) -> Result<Vec<u8>, Unpackable> {
    let entries: Vec<(&str, &[u8])> = package.entries().collect();
    let deflated: Result<Vec<Deflated>, Unpackable> =
        entries.par_iter().map(|(name, bytes)| Deflated::of(name, bytes)).collect();
    archive(&deflated?, limits)
}
