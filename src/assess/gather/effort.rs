//! Reads an effort as stated, such as `2-4 h`, to break ties in the shortest way and to add efforts up. It decides
//! nothing else.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive as _;

/// Minutes of an hour.
const HOUR: u32 = 60;
/// Minutes of a working day.
const DAY: u32 = 8 * HOUR;
/// Minutes of a working week.
const WEEK: u32 = 5 * DAY;

/// The upper end of the effort in whole hours, rounded up; none where it can't be read.
pub(crate) fn hours(stated: &str) -> Option<u32> {
    minutes(stated).map(|(_, most)| most.div_ceil(HOUR))
}

/// The least and the most in minutes; none where the words are not of the form number, optional range, unit.
pub(crate) fn minutes(stated: &str) -> Option<(u32, u32)> {
    let text = stated.trim().to_ascii_lowercase().replace(['–', '—'], "-").replace(" to ", "-");
    let digits_end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (numbers, unit) = text.split_at_checked(digits_end)?;
    let per_unit = match unit.trim() {
        "m" | "min" | "mins" | "minute" | "minutes" => 1,
        "h" | "hr" | "hrs" | "hour" | "hours" => HOUR,
        "d" | "day" | "days" => DAY,
        "w" | "week" | "weeks" => WEEK,
        _ => return None,
    };
    let number = |text: &str| {
        let text = text.trim();
        let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let number = Decimal::from_str_exact(text).ok().filter(|_| plain)?;
        number.checked_mul(per_unit.into())
    };
    let (one, other) = numbers.split_once('-').unwrap_or((numbers, numbers));
    let (one, other) = (number(one)?, number(other)?);
    Some((one.min(other).floor().to_u32()?, one.max(other).ceil().to_u32()?))
}

#[cfg(test)]
mod tests {
    use super::{hours, minutes};

    #[test]
    fn ranges_count_by_their_upper_end() {
        assert_eq!(hours("2-4 h"), Some(4));
        assert_eq!(hours("2–4 hours"), Some(4));
        assert_eq!(hours("30 min"), Some(1));
        assert_eq!(hours("1 day"), Some(8));
        assert_eq!(hours("2 weeks"), Some(80));
    }

    #[test]
    fn both_ends_are_read() {
        assert_eq!(minutes("2-4 h"), Some((120, 240)));
        assert_eq!(minutes("2 to 4 h"), Some((120, 240)));
        assert_eq!(minutes("4-2 h"), Some((120, 240)));
        assert_eq!(minutes("1.5 h"), Some((90, 90)));
        assert_eq!(minutes("0.33 h"), Some((19, 20)));
        assert_eq!(minutes("1-2 days"), Some((480, 960)));
        assert_eq!(minutes("0 h"), Some((0, 0)));
    }

    #[test]
    fn words_are_no_effort() {
        for text in [
            "a while",
            "4 sprints",
            "",
            "99999999999 h",
            "-3 h",
            "1-2-3 h",
            "4",
            "2 h or 3 h",
            "1..5 h",
        ] {
            assert_eq!(minutes(text), None, "{text}");
            assert_eq!(hours(text), None, "{text}");
        }
    }
}
