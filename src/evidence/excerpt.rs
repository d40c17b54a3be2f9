//! The lines of a file that a report shows: those that links select, and one around them.

use std::collections::BTreeMap;

use super::{File, visible};
use crate::model::report::ExcerptLine;

/// A file of this many lines is shown whole.
const SHORT_FILE: usize = 20;
/// A range of more lines than this is shown by its ends.
const LONG_RANGE: usize = 40;
/// How many lines of a long range are shown at its start.
const HEAD: usize = 20;
/// How many lines of a long range are shown at its end.
const TAIL: usize = 5;
/// How many lines are shown around a range.
const AROUND: usize = 1;
/// The most characters of a line.
const LONGEST_LINE: usize = 400;
/// The most lines of one file.
const MOST_LINES: usize = 2000;

/// Why a line is shown. Where there are more than fit, the first kind stays longest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    /// A selected range starts here: links jump to it.
    Start,
    /// It lies in a selected range.
    Inside,
    /// It stands beside one, or the file is short.
    Around,
}

/// The lines to show of `file`, in order, where links select the ranges `selected` (first and last line,
/// from 1). Binary files have none, and neither has a long file in which nothing is selected. Of more
/// than 2,000 lines the first lines of ranges stay, then what lies in ranges, then what stands around;
/// of one kind, those that come first in the file.
#[must_use]
pub fn excerpt(file: &File, selected: &[(usize, usize)]) -> Vec<ExcerptLine> {
    let Ok(count) = file.line_count() else { return Vec::new() };
    let ranges = within(selected, count);
    let mut shown = BTreeMap::new();
    if count <= SHORT_FILE {
        add(&mut shown, (1, count), Shown::Around);
    }
    for (first, last) in &ranges {
        choose(&mut shown, *first, *last, count);
    }
    let merged = merge(ranges);
    let line = |number: usize| {
        let (text, left_out) = visible::cut(file.line(number)?, LONGEST_LINE);
        Some(ExcerptLine { number, text, left_out, selected: is_in(&merged, number) })
    };
    capped(shown).into_iter().filter_map(line).collect()
}

/// The ranges that lie in the file, ordered and without doubles; ends beyond it are drawn in.
fn within(selected: &[(usize, usize)], count: usize) -> Vec<(usize, usize)> {
    let inside = |(first, last): &(usize, usize)| {
        let (first, last) = (*first, (*last).min(count));
        (first >= 1 && first <= last).then_some((first, last))
    };
    let mut ranges: Vec<_> = selected.iter().filter_map(inside).collect();
    ranges.sort_unstable();
    ranges.dedup();
    ranges
}

/// Joins ranges that overlap; they are ordered by their first line.
fn merge(ranges: Vec<(usize, usize)>) -> Vec<(usize, usize)> {
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (first, last) in ranges {
        match merged.last_mut() {
            Some((_, end)) if first <= *end => *end = last.max(*end),
            Some(_) | None => merged.push((first, last)),
        }
    }
    merged
}

fn is_in(merged: &[(usize, usize)], number: usize) -> bool {
    let before = merged.partition_point(|(first, _)| *first <= number);
    before
        .checked_sub(1)
        .and_then(|index| merged.get(index))
        .is_some_and(|(_, last)| number <= *last)
}

fn choose(shown: &mut BTreeMap<usize, Shown>, first: usize, last: usize, count: usize) {
    add(shown, (first.saturating_sub(AROUND).max(1), first - 1), Shown::Around);
    add(shown, (last + 1, (last + AROUND).min(count)), Shown::Around);
    add(shown, (first, first), Shown::Start);
    if last - first < LONG_RANGE {
        add(shown, (first, last), Shown::Inside);
    } else {
        add(shown, (first, first + HEAD - 1), Shown::Inside);
        add(shown, (last + 1 - TAIL, last), Shown::Inside);
    }
}

/// Shows the lines, for the better of two reasons where there was one already.
fn add(shown: &mut BTreeMap<usize, Shown>, (first, last): (usize, usize), why: Shown) {
    for number in first..=last {
        shown.entry(number).and_modify(|known| *known = why.min(*known)).or_insert(why);
    }
}

fn capped(shown: BTreeMap<usize, Shown>) -> Vec<usize> {
    let mut ranked: Vec<(Shown, usize)> =
        shown.into_iter().map(|(number, why)| (why, number)).collect();
    if ranked.len() > MOST_LINES {
        ranked.sort_unstable();
        ranked.truncate(MOST_LINES);
    }
    let mut numbers: Vec<usize> = ranked.into_iter().map(|(_, number)| number).collect();
    numbers.sort_unstable();
    numbers
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn file(lines: usize) -> File {
        let text = "a line\n".repeat(lines);
        File::new(text.into_bytes().into())
    }

    /// The numbers of the lines shown, those selected as negative ones.
    fn numbers(lines: usize, selected: &[(usize, usize)]) -> Vec<i64> {
        let signed = |line: ExcerptLine| {
            let number = i64::try_from(line.number).unwrap();
            if line.selected { -number } else { number }
        };
        excerpt(&file(lines), selected).into_iter().map(signed).collect()
    }

    #[test]
    fn a_short_file_is_shown_whole() {
        assert_eq!(numbers(3, &[(2, 2)]), [1, -2, 3]);
        assert_eq!(numbers(20, &[]).len(), 20);
        assert_eq!(numbers(21, &[]).len(), 0);
        assert_eq!(numbers(0, &[(1, 1)]).len(), 0);
    }

    #[test]
    fn ranges_are_shown_with_one_line_around_merged_and_in_order() {
        assert_eq!(numbers(30, &[(12, 13)]), [11, -12, -13, 14]);
        assert_eq!(numbers(30, &[(14, 14), (12, 12), (12, 12)]), [11, -12, 13, -14, 15]);
        assert_eq!(numbers(30, &[(1, 1), (30, 30)]), [-1, 2, 29, -30]);
        assert_eq!(numbers(30, &[(12, 13), (13, 14)]), [11, -12, -13, -14, 15]);
    }

    #[test]
    fn ranges_beyond_the_file_are_drawn_in_or_left_out() {
        assert_eq!(numbers(30, &[(29, usize::MAX)]), [28, -29, -30]);
        assert_eq!(numbers(30, &[(31, 31), (0, 5), (9, 8), (usize::MAX, usize::MAX)]).len(), 0);
    }

    #[test]
    fn a_long_range_is_shown_by_its_ends() {
        assert_eq!(numbers(100, &[(10, 49)]).len(), 42);
        let long = numbers(100, &[(10, 50)]);
        let expected: Vec<i64> = [9]
            .into_iter()
            .chain((10..30).map(|n| -n))
            .chain((46..=50).map(|n| -n))
            .chain([51])
            .collect();
        assert_eq!(long, expected);
        // What another link selects inside it is shown, and what stands around that is selected too.
        assert!(
            numbers(100, &[(10, 50), (40, 40)])
                .ends_with(&[-39, -40, -41, -46, -47, -48, -49, -50, 51])
        );
    }

    #[test]
    fn of_too_many_lines_the_starts_of_ranges_stay_longest() {
        let many: Vec<_> = (0..1250).map(|index| (index * 10 + 5, index * 10 + 6)).collect();
        let shown = numbers(15_000, &many);
        assert_eq!(shown.len(), MOST_LINES);
        assert!(many.iter().all(|(first, _)| shown.contains(&-i64::try_from(*first).unwrap())));
        assert!(shown.contains(&-6) && shown.contains(&-7496) && !shown.contains(&-7506));
        let exactly: Vec<_> = (0..1000).map(|index| (index * 10 + 5, index * 10 + 6)).collect();
        assert_eq!(numbers(15_000, &exactly).iter().filter(|number| **number > 0).count(), 0);
    }

    #[test]
    fn long_lines_are_cut_and_counted() {
        let text = format!("{}\n{}\n", "ä".repeat(400), "ä".repeat(401));
        let lines = excerpt(&File::new(text.into_bytes().into()), &[(1, 2)]);
        assert_eq!((lines[0].text.chars().count(), lines[0].left_out), (400, 0));
        assert_eq!((lines[1].text.chars().count(), lines[1].left_out), (400, 1));
        let huge = File::new("ß".repeat(5_000_000).into_bytes().into());
        assert_eq!(excerpt(&huge, &[(1, 1)])[0].left_out, 4_999_600);
    }

    #[test]
    fn binary_files_have_no_excerpt_and_controls_are_seen() {
        assert!(excerpt(&File::new(b"a\0b"[..].into()), &[(1, 1)]).is_empty());
        assert!(excerpt(&File::new(b"\xff"[..].into()), &[(1, 1)]).is_empty());
        assert_eq!(excerpt(&File::new(b"\x1b[0m\r\nb"[..].into()), &[])[0].text, "␛[0m");
    }

    proptest! {
        #[test]
        fn any_bytes_and_ranges_give_an_ordered_excerpt(
            bytes in prop::collection::vec(prop_oneof![Just(b'\n'), any::<u8>(), Just(b'a')], 0..600),
            selected in prop::collection::vec((0_usize..700, 0_usize..700), 0..20),
        ) {
            let lines = excerpt(&File::new(bytes.into()), &selected);
            prop_assert!(lines.len() <= MOST_LINES);
            prop_assert!(lines.windows(2).all(|pair| pair[0].number < pair[1].number));
        }

        #[test]
        fn any_text_is_shown_without_control_characters(text in "(.|\\n|\\r){0,300}") {
            for line in excerpt(&File::new(text.into_bytes().into()), &[(1, 3), (8, 200)]) {
                prop_assert!(!line.text.chars().any(|char| char.is_control() && char != '\t'));
            }
        }
    }
}
