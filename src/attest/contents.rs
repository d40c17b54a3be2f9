//! Where the bytes of a package come from.

use crate::model::Source;

/// Reads what a package is made from, by path relative to the manifest.
pub trait Supply: Source {
    /// What messages call the file at such a path.
    fn shown(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// A package: a folder that `render` wrote, or an archive that `bundle` packed.
pub trait Contents: Supply {
    /// The name of every file, relative to the package, with `/` between its parts.
    fn names(&self) -> &[String];
}
