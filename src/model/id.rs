//! Identifiers and digests: what one thing is called, and what its bytes are.

use std::fmt::{self, Write as _};

use serde::{Deserialize, Serialize};

/// The identifier of a thing, unique in the whole findings file over all kinds.
///
/// In an input document it may be left out; it is then empty until `schema` has derived it
/// (SEMANTICS rule 5). Nothing behind `schema` ever sees an empty one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// Wraps `text`, which the caller knows to be a well-formed identifier.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The identifier as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the identifier was left out and has yet to be derived.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Id {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// A SHA-256 digest (FIPS 180-4), written as 64 lower-case hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

impl Digest {
    /// The digest of `bytes`.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest as _;
        Self::finished(sha2::Sha256::new_with_prefix(bytes))
    }

    /// The digest of what went into `hash`: for bytes that are never in memory as a whole.
    #[must_use]
    pub fn finished(hash: sha2::Sha256) -> Self {
        use sha2::Digest as _;
        Self::written(hash.finalize().into())
    }

    /// The digest of which these are the 32 bytes.
    #[must_use]
    pub fn written(bytes: [u8; 32]) -> Self {
        let digits = bytes.iter().fold(String::new(), |mut digits, byte| {
            // Writing to a String can't fail.
            let _ = write!(digits, "{byte:02x}");
            digits
        });
        Self(digits)
    }

    /// The 64 hexadecimal digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.0
    }
}

/// A text that is no SHA-256 digest.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a SHA-256 digest: 64 hexadecimal digits are expected")]
pub struct NotADigest(String);

impl TryFrom<String> for Digest {
    type Error = NotADigest;

    fn try_from(text: String) -> Result<Self, NotADigest> {
        if text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            Ok(Self(text.to_ascii_lowercase()))
        } else {
            Err(NotADigest(text))
        }
    }
}
