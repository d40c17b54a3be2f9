//! Why two findings are held to be one.

use serde::{Deserialize, Serialize};

use crate::model::names::named;

/// What pairs two findings. The order is that of the passes, from certain to likely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchReason {
    /// The same id, of findings that no adapter made, and the rule, the file or half of the words.
    Id,
    /// The same fingerprint of the checker itself.
    Fingerprint,
    /// The same rule, file and content, or wording where no content is kept: once on both sides, or equally often and
    /// paired in file order.
    Content,
    /// The same content, and moved by as many lines as what stands next to it, be it to another file.
    Shift,
    /// The same content in the same file, not equally often on both sides: paired in file order, as near as can be to
    /// where the neighbours leave them.
    Order,
    /// The same content in one place of another file, or several together that stand to each other as they stood.
    Moved,
    /// The same content in a file that was renamed, as other findings of it show.
    Renamed,
    /// The same content but for white space, quotes and commas.
    Reformatted,
    /// The same package, of another version.
    Package,
    /// The same words, once in the file.
    Wording,
    /// Like content between the same neighbours, or much like it and nothing else of its rule is in the file.
    Alike,
    /// Another checker or rule names the same problem in the same package or file.
    Alias,
}

named!(MatchReason {
    Id = "id",
    Fingerprint = "fingerprint",
    Content = "content",
    Shift = "shift",
    Order = "order",
    Moved = "moved",
    Renamed = "renamed",
    Reformatted = "reformatted",
    Package = "package",
    Wording = "wording",
    Alike = "alike",
    Alias = "alias",
});

/// How sure a pair is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// Nothing else could be meant.
    Certain,
    /// All that can be told agrees.
    Strong,
    /// More speaks for it than for anything else.
    Likely,
}

named!(Confidence { Certain = "certain", Strong = "strong", Likely = "likely" });

impl MatchReason {
    /// How sure a pair is that was made for this reason.
    #[must_use]
    pub fn confidence(self) -> Confidence {
        match self {
            Self::Id | Self::Fingerprint | Self::Content => Confidence::Certain,
            Self::Shift | Self::Moved | Self::Renamed | Self::Reformatted | Self::Package => {
                Confidence::Strong
            }
            Self::Order | Self::Wording | Self::Alike | Self::Alias => Confidence::Likely,
        }
    }
}
