//! Days and moments. Every comparison is made in whole UTC days (SEMANTICS rule 1).

use std::fmt;

use chrono::{DateTime, Datelike as _, Days, NaiveDate, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

/// A UTC day, written as in ISO 8601: `2025-08-27`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Day(NaiveDate);

impl Day {
    /// Reads `2025-08-27`; nothing else is a day.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // The parser also takes blanks and signs.
        let fits = |(at, byte): (usize, u8)| match at {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        };
        if text.len() != 10 || !text.bytes().enumerate().all(fits) {
            return None;
        }
        NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().map(Self)
    }

    /// The UTC day on which `seconds` after 1970-01-01T00:00:00Z lie; none that can't be written.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let moment = DateTime::<Utc>::from_timestamp(seconds, 0)?;
        has_four_digits(&moment).then(|| Self(moment.date_naive()))
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
    /// Reads a day or an RFC 3339 instant with `Z` or an offset, in the years 0000 to 9999 of UTC.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        Day::parse(text).map(Self::Day).or_else(|| {
            let instant = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
            Self::of(instant)
        })
    }

    /// An instant; none in a year that ISO 8601 doesn't write without a sign.
    #[must_use]
    pub fn of(instant: DateTime<Utc>) -> Option<Self> {
        has_four_digits(&instant).then_some(Self::Instant(instant))
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

/// Whether the year is one that ISO 8601 writes without a sign: an offset may move an instant out of these.
fn has_four_digits(instant: &DateTime<Utc>) -> bool {
    (0..=9999).contains(&instant.year())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_ten_characters_and_in_a_calendar() {
        for (text, is_day) in [
            ("2025-08-27", true),
            ("2024-02-29", true),
            ("2025-02-29", false),
            ("0000-01-01", true),
            ("9999-12-31", true),
            ("+025-08-27", false),
            ("-025-08-27", false),
            ("2025- 8-27", false),
            ("2025-8-027", false),
            ("20250827", false),
        ] {
            assert_eq!(Day::parse(text).is_some(), is_day, "{text}");
        }
    }

    #[test]
    fn what_is_read_is_read_back_as_it_is_printed() {
        for (text, printed) in [
            ("2025-08-27", Some("2025-08-27")),
            ("2025-08-27T23:30:00-02:00", Some("2025-08-28T01:30:00Z")),
            ("2016-12-31T23:59:60Z", Some("2016-12-31T23:59:60Z")),
            ("9999-12-31T23:59:59Z", Some("9999-12-31T23:59:59Z")),
            ("9999-12-31T23:59:59-01:00", None),
            ("0000-01-01T00:00:00Z", Some("0000-01-01T00:00:00Z")),
            ("0000-01-01T00:00:00+01:00", None),
            ("2025-08-27T12:00:00", None),
        ] {
            let read = Moment::parse(text);
            assert_eq!(read.map(|moment| moment.to_string()).as_deref(), printed, "{text}");
            assert_eq!(read.and_then(|moment| Moment::parse(&moment.to_string())), read);
        }
    }

    #[test]
    fn seconds_outside_the_years_that_can_be_written_are_no_day() {
        let day = |seconds| Day::from_unix(seconds).map(|day| day.to_string());
        assert_eq!(day(0).as_deref(), Some("1970-01-01"));
        assert_eq!(day(253_402_300_799).as_deref(), Some("9999-12-31"));
        assert_eq!(day(253_402_300_800), None);
        assert_eq!(day(-62_167_219_201), None);
    }
}
