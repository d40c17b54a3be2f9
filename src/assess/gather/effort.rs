//! Reads an effort as stated, such as `2-4 h`, to break ties in the shortest way. It decides nothing else.

/// Hours of a working day.
const DAY: u32 = 8;
/// Hours of a working week.
const WEEK: u32 = 5 * DAY;

/// The upper end of the effort in whole hours, rounded up; none where the words are not of the form
/// number, optional range, unit.
pub(crate) fn hours(stated: &str) -> Option<u32> {
    let text = stated.trim().to_ascii_lowercase().replace(['–', '—'], "-");
    let digits_end = text.rfind(|c: char| c.is_ascii_digit())? + 1;
    let (numbers, unit) = text.split_at_checked(digits_end)?;
    let upper: u32 = numbers.rsplit('-').next()?.trim().parse().ok()?;
    let unit = unit.trim();
    let minutes = ["m", "min", "mins", "minute", "minutes"];
    let per_unit = match unit {
        "h" | "hr" | "hrs" | "hour" | "hours" => 1,
        "d" | "day" | "days" => DAY,
        "w" | "week" | "weeks" => WEEK,
        _ if minutes.contains(&unit) => return Some(upper.div_ceil(60)),
        _ => return None,
    };
    upper.checked_mul(per_unit)
}

#[cfg(test)]
mod tests {
    use super::hours;

    #[test]
    fn ranges_count_by_their_upper_end() {
        assert_eq!(hours("2-4 h"), Some(4));
        assert_eq!(hours("2–4 hours"), Some(4));
        assert_eq!(hours("30 min"), Some(1));
        assert_eq!(hours("1 day"), Some(8));
        assert_eq!(hours("2 weeks"), Some(80));
    }

    #[test]
    fn words_are_no_effort() {
        assert_eq!(hours("a while"), None);
        assert_eq!(hours("4 sprints"), None);
        assert_eq!(hours(""), None);
        assert_eq!(hours("99999999999 h"), None);
    }
}
