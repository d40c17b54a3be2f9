//! Waivers with what they are worth, and what expires before the next review.

use serde::{Deserialize, Serialize};

use super::ResolvedLink;
use crate::model::{Day, Id, Moment, Waiver};

/// A waiver with what it is worth.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct WaiverReport {
    /// The waiver.
    #[serde(flatten)]
    pub waiver: Waiver<ResolvedLink>,
    /// What it is worth; none in a report of a version that didn't judge waivers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub standing: Option<WaiverStanding>,
    /// Why; identifiers stand in backticks.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub because: String,
    /// What it covers while it is in force: ids of findings and claims, and `gate:ID`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub covers: Vec<Id>,
    /// The gates that are waived by it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifts: Vec<Id>,
}

/// What a waiver is worth (SEMANTICS rules 1 and 16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaiverStanding {
    /// Its last day has passed.
    Expired,
    /// The policy doesn't allow it: it counts for nothing.
    NotAllowed,
    /// It holds.
    InForce,
    /// Its first day is still to come.
    NotYet,
}

/// Something that expires before the next review.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Expiry {
    /// The last day on which it holds, or is fresh.
    pub day: Day,
    /// What it is.
    pub kind: ExpiryKind,
    /// The waiver or the piece of evidence.
    pub id: Id,
    /// What rests on it: the gates that a waiver lifts, the claims that a piece of evidence supports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub turns: Vec<Id>,
}

/// What expires.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExpiryKind {
    /// A waiver.
    Waiver,
    /// A piece of evidence, for claims of one age limit.
    Evidence,
}

/// How far the forecast looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Horizon {
    /// The first day that is beyond it.
    pub until: Day,
    /// Why it looks so far.
    pub set_by: HorizonSetBy,
}

/// What says how far the forecast looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HorizonSetBy {
    /// The next review.
    Review,
    /// Nothing: no review is stated.
    NoReview,
    /// Nothing: the review that is stated is no date.
    VagueReview,
    /// Nothing: the review that is stated is not to come.
    PastReview,
}

impl Horizon {
    /// How many days the forecast looks ahead where no review says so.
    pub const DAYS: u32 = 30;

    /// The day of the next review where that is a date to come, else [`Self::DAYS`] days from `as_of`.
    #[must_use]
    pub fn of(next_review: Option<&str>, as_of: Day) -> Self {
        let set_by = match next_review.map(|text| Moment::parse(text).map(Moment::day)) {
            Some(Some(until)) if until > as_of => {
                return Self { until, set_by: HorizonSetBy::Review };
            }
            Some(Some(_)) => HorizonSetBy::PastReview,
            Some(None) => HorizonSetBy::VagueReview,
            None => HorizonSetBy::NoReview,
        };
        Self { until: as_of.later_by(Self::DAYS), set_by }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_next_review_says_how_far_where_it_is_a_date_to_come() {
        let day = |text| Day::parse(text).unwrap();
        let of = |review| {
            let horizon = Horizon::of(review, day("2025-08-30"));
            (horizon.until.to_string(), horizon.set_by)
        };
        let review = |until: &str, set_by| (until.to_owned(), set_by);
        assert_eq!(of(Some("2025-08-31")), review("2025-08-31", HorizonSetBy::Review));
        assert_eq!(of(Some("2025-08-30")), review("2025-09-29", HorizonSetBy::PastReview));
        assert_eq!(of(Some("after launch")), review("2025-09-29", HorizonSetBy::VagueReview));
        assert_eq!(of(Some("2025-09")), review("2025-09-29", HorizonSetBy::VagueReview));
        assert_eq!(of(None), review("2025-09-29", HorizonSetBy::NoReview));
    }
}
