//! Days and moments. Every comparison is made in whole UTC days (SEMANTICS rule 1).

use std::fmt;

use chrono::{DateTime, Days, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// A UTC day, written as in ISO 8601: `2025-08-27`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(NaiveDate);

impl Day {
    /// Reads `2025-08-27`; nothing else is a day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() != 10 {
            return None;
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self)
    }

    /// The UTC day on which `seconds` after 1970-01-01T00:00:00Z lie.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        DateTime::<Utc>::from_timestamp(seconds, 0).map(|moment| Self(moment.date_naive()))
    }

    /// Whole days from `earlier` to this day; negative where this day comes first.
    #[must_use]
    pub fn days_since(self, earlier: Self) -> i64 {
        (self.0 - earlier.0).num_days()
    }

    /// The day that comes so many days later, at most the last one that can be written: 9999-12-31.
    #[must_use]
    pub fn later_by(self, days: u32) -> Self {
        let last = NaiveDate::from_ymd_opt(9999, 12, 31).unwrap_or(NaiveDate::MAX);
        let later = self.0.checked_add_days(Days::new(u64::from(days)));
        Self(later.map_or(last, |later| later.min(last)))
    }

    /// The calendar date, for libraries that want its parts.
    #[must_use]
    pub fn date(self) -> NaiveDate {
        self.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

/// A day, or an instant with its offset, as a document states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Moment {
    /// A day without a time of day.
    Day(Day),
    /// An instant, kept in UTC.
    Instant(DateTime<Utc>),
}

impl Moment {
    /// Reads a day or an RFC 3339 instant with `Z` or an offset.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Day::parse(text).map(Self::Day).or_else(|| {
            DateTime::parse_from_rfc3339(text).ok().map(|instant| Self::Instant(instant.to_utc()))
        })
    }

    /// The UTC day in which the moment lies.
    #[must_use]
    pub fn day(self) -> Day {
        match self {
            Self::Day(day) => day,
            Self::Instant(instant) => Day(instant.date_naive()),
        }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Instant(instant) => {
                f.write_str(&instant.to_rfc3339_opts(SecondsFormat::AutoSi, true))
            }
        }
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

/// A text that is neither a day nor an instant.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is not a date: expected `2025-08-27`, or with a time and `Z` or an offset")]
pub struct NotAMoment(String);

impl TryFrom<String> for Moment {
    type Error = NotAMoment;

    fn try_from(text: String) -> Result<Self, NotAMoment> {
        Self::parse(&text).ok_or(NotAMoment(text))
    }
}
