//! The one place that reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

use super::exit::Failure;
use crate::model::Day;

/// The day that is meant: `--as-of`, else `SOURCE_DATE_EPOCH` (reproducible-builds.org), else today in UTC.
pub(super) fn as_of(named: Option<Day>) -> Result<Day, Failure> {
    if let Some(day) = named {
        return Ok(day);
    }
    #[expect(clippy::disallowed_methods, reason = "this is the place that reads the environment")]
    let epoch = std::env::var("SOURCE_DATE_EPOCH");
    match epoch {
        Ok(text) => {
            text.trim().parse().ok().and_then(Day::from_unix).ok_or_else(|| Failure::Usage {
                message: format!("SOURCE_DATE_EPOCH is `{text}`, which is no number of seconds"),
                help: "set it to whole seconds since 1970-01-01T00:00:00Z, or unset it".to_owned(),
            })
        }
        Err(_) => today(),
    }
}

fn today() -> Result<Day, Failure> {
    #[expect(clippy::disallowed_methods, reason = "this is the place that reads the clock")]
    let now = SystemTime::now().duration_since(UNIX_EPOCH);
    let seconds = now.ok().and_then(|now| i64::try_from(now.as_secs()).ok());
    seconds.and_then(Day::from_unix).ok_or_else(|| {
        Failure::Internal(
            "the clock of this machine can't be read; name the day with --as-of".to_owned(),
        )
    })
}
