//! Evidence links as a document writes them: `id#at`, or the long form.

use serde::{Deserialize, Serialize};

use super::Id;

/// A piece of evidence and the place in its bytes that is meant.
///
/// Written `id`, `id#at`, or `{ "in", "at", "expect", "note" }`. The texts are kept as written;
/// `schema` has checked that [`super::Selector::parse`] and [`super::Expectation::parse`] take them.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(from = "WrittenLink", into = "WrittenLink")]
pub struct Link {
    /// The piece of evidence, or `this`: the findings file in which the link stands.
    pub evidence: Id,
    /// The selector as written; `None` means the whole file.
    pub at: Option<String>,
    /// What is expected to hold of the value found there.
    pub expect: Option<String>,
    /// A remark, printed beside the link.
    pub note: Option<String>,
}

impl Link {
    /// Reads the short form. Anything after the first `#` is the selector.
    #[must_use]
    pub fn short(text: &str) -> Self {
        let (evidence, at) = match text.split_once('#') {
            Some((evidence, at)) => (evidence, Some(at.to_owned())),
            None => (text, None),
        };
        Self { evidence: Id::from(evidence), at, expect: None, note: None }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum WrittenLink {
    Short(String),
    Long {
        #[serde(rename = "in")]
        evidence: Id,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expect: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<String>,
    },
}

impl From<WrittenLink> for Link {
    fn from(written: WrittenLink) -> Self {
        match written {
            WrittenLink::Short(text) => Self::short(&text),
            WrittenLink::Long { evidence, at, expect, note } => Self { evidence, at, expect, note },
        }
    }
}

impl From<Link> for WrittenLink {
    fn from(link: Link) -> Self {
        match link {
            Link { evidence, at, expect: None, note: None }
                // A name in a JSON Pointer may hold one; the short form is one line.
                if !at.as_ref().is_some_and(|at| at.contains('\n')) =>
            {
                Self::Short(match at {
                Some(at) => format!("{evidence}#{at}"),
                None => evidence.to_string(),
            })
            }
            Link { evidence, at, expect, note } => Self::Long { evidence, at, expect, note },
        }
    }
}

/// One link, or several whose values are aggregated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Links {
    /// A single link.
    One(Link),
    /// Several links, in the order written.
    Many(Vec<Link>),
}

impl Links {
    /// The links in the order written.
    #[must_use]
    pub fn as_slice(&self) -> &[Link] {
        match self {
            Self::One(link) => std::slice::from_ref(link),
            Self::Many(links) => links,
        }
    }
}
