//! The units that convert, by dimension. All others match by their exact name only (SEMANTICS rule 3).

/// What units of one kind measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Dimension {
    Time,
    Information,
    Ratio,
    Count,
}

/// One unit: its symbols as they are written, its names in words in either case, and how many of the
/// dimension's smallest unit it holds.
struct Unit {
    dimension: Dimension,
    size: u64,
    symbols: &'static [&'static str],
    words: &'static [&'static str],
}

const fn unit(
    dimension: Dimension,
    size: u64,
    symbols: &'static [&'static str],
    words: &'static [&'static str],
) -> Unit {
    Unit { dimension, size, symbols, words }
}

const SECOND: u64 = 1_000_000_000;
const BYTE: u64 = 8;

/// `KB` isn't here: some mean 1000 bytes by it and some 1024, so it is only ever equal to itself. The
/// same goes for `m` (metre, minute, month) and `M` (month, million).
const UNITS: &[Unit] = &[
    unit(Dimension::Time, 1, &["ns"], &["nanosecond", "nanoseconds"]),
    // U+00B5 MICRO SIGN, U+03BC GREEK SMALL LETTER MU, and the way to write it in ASCII.
    unit(Dimension::Time, 1_000, &["\u{b5}s", "\u{3bc}s", "us"], &["microsecond", "microseconds"]),
    unit(Dimension::Time, 1_000_000, &["ms"], &["millisecond", "milliseconds"]),
    unit(Dimension::Time, SECOND, &["s", "sec", "secs"], &["second", "seconds"]),
    unit(Dimension::Time, 60 * SECOND, &["min", "mins"], &["minute", "minutes"]),
    unit(Dimension::Time, 3_600 * SECOND, &["h", "hr", "hrs"], &["hour", "hours"]),
    unit(Dimension::Time, 86_400 * SECOND, &["d"], &["day", "days"]),
    unit(Dimension::Time, 604_800 * SECOND, &[], &["week", "weeks"]),
    unit(Dimension::Information, 1, &["bit"], &["bits"]),
    unit(Dimension::Information, 1_000, &["kbit"], &["kilobit", "kilobits"]),
    unit(Dimension::Information, 1_000_000, &["Mbit"], &["megabit", "megabits"]),
    unit(Dimension::Information, 1_000_000_000, &["Gbit"], &["gigabit", "gigabits"]),
    unit(Dimension::Information, BYTE, &["B"], &["byte", "bytes"]),
    unit(Dimension::Information, BYTE * 1_000, &["kB"], &["kilobyte", "kilobytes"]),
    unit(Dimension::Information, BYTE * 1_000_000, &["MB"], &["megabyte", "megabytes"]),
    unit(Dimension::Information, BYTE * 1_000_000_000, &["GB"], &["gigabyte", "gigabytes"]),
    unit(Dimension::Information, BYTE * 1_000_000_000_000, &["TB"], &["terabyte", "terabytes"]),
    unit(Dimension::Information, BYTE << 10, &["KiB"], &["kibibyte", "kibibytes"]),
    unit(Dimension::Information, BYTE << 20, &["MiB"], &["mebibyte", "mebibytes"]),
    unit(Dimension::Information, BYTE << 30, &["GiB"], &["gibibyte", "gibibytes"]),
    unit(Dimension::Information, BYTE << 40, &["TiB"], &["tebibyte", "tebibytes"]),
    unit(Dimension::Ratio, 1, &["\u{2030}"], &[]),
    unit(Dimension::Ratio, 10, &["%"], &["percent"]),
    unit(Dimension::Ratio, 1_000, &[], &["ratio"]),
    unit(Dimension::Count, 1, &["", "count"], &[]),
    unit(Dimension::Count, 1_000, &[], &["thousand"]),
    unit(Dimension::Count, 1_000_000, &[], &["million"]),
];

/// The sizes of two units of one dimension in their smallest common unit; equal sizes mean that no
/// conversion is needed. None where the units don't convert.
pub(super) fn factors(one: &str, other: &str) -> Option<(u64, u64)> {
    if one == other {
        return Some((1, 1));
    }
    let (one, other) = (find(one)?, find(other)?);
    (one.dimension == other.dimension).then_some((one.size, other.size))
}

fn find(name: &str) -> Option<&'static Unit> {
    UNITS.iter().find(|unit| {
        unit.symbols.contains(&name)
            || unit.words.iter().any(|word| word.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_name_stands_for_two_units() {
        let mut seen = BTreeSet::new();
        for unit in UNITS {
            for name in unit.symbols.iter().chain(unit.words) {
                assert!(
                    seen.insert(name.to_ascii_lowercase()) || *name != name.to_lowercase(),
                    "{name}"
                );
                assert_eq!(find(name).map(|found| found.size), Some(unit.size), "{name}");
            }
        }
    }

    #[test]
    fn words_are_read_in_either_case_and_symbols_only_as_written() {
        assert_eq!(factors("Seconds", "ms"), Some((1_000_000_000, 1_000_000)));
        assert_eq!(factors("S", "ms"), None);
        assert_eq!(factors("mb", "MB"), None);
        assert_eq!(factors("\u{b5}s", "\u{3bc}s"), Some((1_000, 1_000)));
    }

    #[test]
    fn only_one_dimension_converts() {
        assert_eq!(factors("ratio", "%"), Some((1_000, 10)));
        assert_eq!(factors("", "count"), Some((1, 1)));
        assert_eq!(factors("", "%"), None);
        assert_eq!(factors("users", "users"), Some((1, 1)));
        assert_eq!(factors("users", "user"), None);
    }
}
