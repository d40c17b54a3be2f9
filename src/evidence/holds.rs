//! Whether what was found is what was expected. What can't be told is never a miss and never a pass.

use super::Selection;
use crate::model::words::shortened;
use crate::model::{Comparison, Day, Days, Expectation, Moment, Quantity, pattern};

/// What came of holding a selection against an expectation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// It is as expected.
    Holds,
    /// It isn't, and why.
    Misses(String),
    /// It can't be told, and why: the link is broken (SEMANTICS rule 3).
    CannotSay(String),
}

/// Holds what was selected against what is expected. `unit` is that of the bytes where they don't say;
/// `as_of` is the day against which ages count.
#[must_use]
pub fn holds(
    expectation: &Expectation,
    selection: &Selection,
    unit: Option<&str>,
    as_of: Day,
) -> Held {
    if let Expectation::Count(comparison, limit) = expectation {
        let found = selection.count as u64;
        if comparison.holds(found.cmp(limit)) {
            return Held::Holds;
        }
        return Held::Misses(format!("{found} selected, expected {}", expectation.printed()));
    }
    let Some(value) = selection.value.as_deref() else {
        return Held::CannotSay("the place holds no single value".to_owned());
    };
    let as_expected = match expectation {
        Expectation::Compare(comparison, limit) => return compare(*comparison, limit, value, unit),
        Expectation::NewerThan(days) => return newer(*days, value, as_of),
        Expectation::Text(Comparison::Equal, text) => value == text,
        Expectation::Text(Comparison::NotEqual, text) => value != text,
        Expectation::In(texts) => texts.iter().any(|text| text == value),
        Expectation::Matches(written) => match pattern::expecting(written) {
            Ok(regex) => regex.is_match(value),
            Err(error) => return Held::CannotSay(error.message),
        },
        // The grammar reads no such expectation; a document built otherwise gets no pass from it.
        Expectation::Text(
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast,
            _,
        )
        | Expectation::Count(..) => {
            return Held::CannotSay("texts are neither more nor less than one another".to_owned());
        }
    };
    if as_expected {
        return Held::Holds;
    }
    let expected = shortened(&expectation.printed());
    Held::Misses(format!("it says “{}”, expected {expected}", shortened(value)))
}

fn compare(comparison: Comparison, limit: &Quantity, value: &str, unit: Option<&str>) -> Held {
    let read = Quantity::read(value, unit);
    match read.and_then(|read| read.compare(limit).map(|found| (read, found))) {
        Ok((_, found)) if comparison.holds(found) => Held::Holds,
        Ok((read, _)) => Held::Misses(format!(
            "{}, expected {} {}",
            read.printed(),
            comparison.sign(),
            limit.printed()
        )),
        Err(error) => Held::CannotSay(error.of_evidence()),
    }
}

/// Age is whole days (SEMANTICS rule 1); one of exactly that many days is not newer.
fn newer(days: Days, value: &str, as_of: Day) -> Held {
    let Some(day) = Moment::parse(value.trim()).map(Moment::day) else {
        return Held::CannotSay(format!("`{}` is not a date", shortened(value)));
    };
    let age = as_of.days_since(day);
    if age < 0 {
        return Held::CannotSay(format!("{day} lies after {as_of}"));
    }
    if age < i64::from(days.0) {
        return Held::Holds;
    }
    let unit = if age == 1 { "day" } else { "days" };
    Held::Misses(format!("{day} is {age} {unit} old, expected newer than {days}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn held(expectation: &str, value: &str, unit: Option<&str>) -> Held {
        let value = Some(value.to_owned());
        let selection = Selection { value, count: 1, ..Selection::default() };
        let as_of = Day::parse("2025-08-27").unwrap();
        holds(&Expectation::parse(expectation).unwrap(), &selection, unit, as_of)
    }

    fn holding(expectation: &str, value: &str) {
        assert_eq!(held(expectation, value, None), Held::Holds, "{value} {expectation}");
    }

    fn missing(expectation: &str, value: &str) {
        let held = held(expectation, value, None);
        assert!(matches!(held, Held::Misses(_)), "{value} {expectation}: {held:?}");
    }

    fn untold(expectation: &str, value: &str) {
        let held = held(expectation, value, None);
        assert!(matches!(held, Held::CannotSay(_)), "{value} {expectation}: {held:?}");
    }

    #[test]
    fn quantities_on_both_sides_of_their_limit() {
        holding("<= 2 s", "2 s");
        holding("<= 2 s", "2000 ms");
        missing("<= 2 s", "2000.0001 ms");
        missing("< 2 s", "2 s");
        holding("== 0", "0.0");
        missing("== 0", "1");
        holding("!= 0", "1e0");
        holding(">= 80 %", "0.8 ratio");
        missing(">= 80 %", "0.79999 ratio");
        holding("< 1 KiB", "1023 B");
        missing("< 1 KiB", "1024 B");
        holding("<= 1 MB", "1000 kB");
        missing("<= 1 MB", "1 MiB");
        holding("<= 1 h", "60 min");
        missing("<= 1 h", "3600.5 s");
        holding(">= 2 thousand", "2000");
        missing(">= 2 thousand", "1999");
        assert_eq!(
            held("<= 2 s", "3400", Some("ms")),
            Held::Misses("3\u{202f}400\u{a0}ms, expected ≤ 2\u{a0}s".to_owned())
        );
        assert_eq!(held("<= 2 s", "1999", Some("ms")), Held::Holds);
    }

    #[test]
    fn what_is_no_quantity_can_not_be_told() {
        for value in
            ["<2s", "~1 s", "1+ s", "TBD", "N/A", "", "1", "1 EUR", "passed", "null", "1e99 s"]
        {
            untold("<= 2 s", value);
        }
        untold("!= 0", "TBD");
        assert_eq!(
            held("<= 2 s", "<200ms", None),
            Held::CannotSay(
                "`<200ms` is a bound, not a measurement; link to the number that was measured"
                    .to_owned()
            )
        );
        assert_eq!(
            held("<= 2 s", "1 s", Some("EUR")),
            Held::CannotSay("`s` and `EUR` can't be compared".to_owned())
        );
    }

    #[test]
    fn texts_are_equal_only_as_written() {
        holding("== passed", "passed");
        missing("== passed", "Passed");
        missing("!= failed", "failed");
        holding("!= failed", "passed");
        holding("in [\"passed\", \"ok\"]", "ok");
        missing("in [\"passed\", \"ok\"]", "okay");
        holding("in [200, 204]", "204");
        holding(r"matches ^v1\.", "v1.2");
        missing(r"matches ^v1\.", "v10");
        assert_eq!(
            held("== passed", "fai`led", None),
            Held::Misses("it says “fai'led”, expected = “passed”".to_owned())
        );
    }

    #[test]
    fn dates_are_newer_up_to_the_day_before() {
        holding("newer than 90 days", "2025-08-27");
        holding("newer than 90 days", "2025-05-30");
        missing("newer than 90 days", "2025-05-29");
        holding("newer than 1 day", "2025-08-27T23:59:59Z");
        missing("newer than 1 day", "2025-08-26T23:59:59Z");
        holding("newer than 1 day", "2025-08-26T23:59:59-01:00");
        untold("newer than 90 days", "2025-08-28");
        untold("newer than 90 days", "August");
    }

    #[test]
    fn counts_need_no_value_and_everything_else_does() {
        let as_of = Day::parse("2025-08-27").unwrap();
        let nothing = Selection::default();
        let three = Selection { count: 3, ..nothing.clone() };
        let held = |expectation: &str, selection: &Selection| {
            holds(&Expectation::parse(expectation).unwrap(), selection, None, as_of)
        };
        assert_eq!(held("count == 0", &nothing), Held::Holds);
        assert_eq!(held("count >= 3", &three), Held::Holds);
        assert_eq!(
            held("count > 3", &three),
            Held::Misses("3 selected, expected count > 3".to_owned())
        );
        assert!(matches!(held("== 0", &nothing), Held::CannotSay(_)));
        let backwards = Expectation::Text(Comparison::Less, "a".to_owned());
        let value = Selection { value: Some("a".to_owned()), ..nothing };
        assert!(matches!(holds(&backwards, &value, None, as_of), Held::CannotSay(_)));
    }
}
