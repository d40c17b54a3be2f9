//! Days that follow the pattern and are in no calendar, such as 30 February.

use serde_json::Value;

use super::problems::Problems;
use crate::diagnostic::Diagnostic;
use crate::model::Moment;

/// Where documents hold dates that are compared; the others may be vague and are text.
const DATES: [(&str, &str); 6] = [
    ("runs", "started_at"),
    ("runs", "ended_at"),
    ("evidence", "collected_at"),
    ("waivers", "granted"),
    ("waivers", "expires"),
    ("signoffs", "date"),
];

/// Tells each date that is none. What has another form than a date is the schema's to tell.
pub(super) fn check(document: &Value, problems: &mut Problems<'_>) {
    for (list, name) in DATES {
        let things = document.get(list).and_then(Value::as_array);
        for (index, thing) in things.into_iter().flatten().enumerate() {
            if let Some(text) = thing.get(name).and_then(Value::as_str)
                && looks_right(text)
                && Moment::parse(text).is_none()
            {
                problems.add(0, &format!("/{list}/{index}/{name}"), || {
                    Diagnostic::error("malformed-date", format!("`{text}` is in no calendar")).help(
                        "there is no such day or time, or not in the years 0000 to 9999 of UTC",
                    )
                });
            }
        }
    }
}

/// Whether only the day of the month is wrong, so that the schema has nothing to say.
fn looks_right(text: &str) -> bool {
    let (Some(month), Some(rest)) = (text.get(..8), text.get(10..)) else { return false };
    let day = text.get(8..10).and_then(|day| day.parse().ok());
    day.is_some_and(|day: u32| (1..=31).contains(&day))
        && Moment::parse(&format!("{month}01{rest}")).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_to_the_schema_what_has_no_form() {
        for (text, right) in [
            ("2025-02-30", true),
            ("2025-02-30x", false),
            ("2025-13-01", false),
            ("2025-02-32", false),
            ("soon", false),
            ("2025-04-31T00:00:00Z", true),
            ("9999-12-31T23:00:00-01:00", true),
        ] {
            assert_eq!(looks_right(text), right, "{text}");
        }
    }
}
