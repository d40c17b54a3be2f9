//! Where the lines of a text begin, found again without a list of all of them: of a file of nothing but line breaks
//! that would be eight times as large as the file.

/// How many bytes, at least, lie between one mark and the next, unless a single line does.
const APART: usize = 256;

/// The lines of one text, numbered from 1. LF ends a line; text behind the last end is a line too.
pub(super) struct Lines {
    /// The first line of each stretch, in order. A stretch is one line of whatever length, or lines that together
    /// are shorter than [`APART`], so that no look-up reads more than that.
    marks: Vec<Mark>,
    count: usize,
}

/// A line, and where it begins.
#[derive(Clone, Copy)]
struct Mark {
    number: usize,
    start: usize,
}

impl Lines {
    /// The lines of `text`.
    pub(super) fn of(text: &str) -> Self {
        let mut lines = Self { marks: Vec::new(), count: 0 };
        let mut start = 0;
        for end in ends(text.as_bytes()).chain([text.len()]).filter(|end| *end > 0) {
            // The text's own end is that of its last line, unless it ends with a line's.
            if start < end {
                lines.add(start, end);
                start = end;
            }
        }
        lines
    }

    fn add(&mut self, start: usize, end: usize) {
        self.count += 1;
        let stretch = self.marks.last().map_or(0, |mark| mark.start);
        if self.marks.is_empty() || end - stretch >= APART {
            self.marks.push(Mark { number: self.count, start });
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Where line `number` begins. `text` is always the same text.
    pub(super) fn start(&self, text: &str, number: usize) -> Option<usize> {
        if number > self.count {
            return None;
        }
        let before = self.marks.partition_point(|mark| mark.number <= number);
        let mark = self.marks.get(before.checked_sub(1)?)?;
        let further = number - mark.number;
        let Some(last) = further.checked_sub(1) else { return Some(mark.start) };
        ends(text.as_bytes().get(mark.start..)?).nth(last).map(|end| mark.start + end)
    }

    /// The line in which a byte stands; the last for what lies behind it, and 0 where there is none.
    pub(super) fn line_of(&self, text: &str, byte: usize) -> usize {
        let before = self.marks.partition_point(|mark| mark.start <= byte);
        let Some(mark) = before.checked_sub(1).and_then(|at| self.marks.get(at)) else { return 0 };
        let next = self.marks.get(before).map_or(self.count + 1, |next| next.number);
        // Of a stretch that is one line, however long, nothing is read.
        if next == mark.number + 1 {
            return mark.number;
        }
        let stretch = text.as_bytes().get(mark.start..byte.min(text.len())).unwrap_or_default();
        (mark.number + ends(stretch).count()).min(self.count)
    }
}

/// Where the line behind each line end begins.
fn ends(bytes: &[u8]) -> impl Iterator<Item = usize> {
    memchr::memchr_iter(b'\n', bytes).map(|at| at + 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The list that is never made otherwise.
    fn starts(text: &str) -> Vec<usize> {
        std::iter::once(0)
            .chain(ends(text.as_bytes()))
            .filter(|start| *start < text.len())
            .collect()
    }

    fn is_right(text: &str) {
        let (lines, starts) = (Lines::of(text), starts(text));
        assert_eq!(lines.count(), starts.len());
        for (at, start) in starts.iter().enumerate() {
            assert_eq!(lines.start(text, at + 1), Some(*start));
        }
        assert_eq!(lines.start(text, starts.len() + 1), None);
        assert_eq!(lines.start(text, 0), None);
        for byte in (0..text.len() + 2).step_by(1 + text.len() / 500) {
            let line = starts.partition_point(|start| *start <= byte);
            assert_eq!(lines.line_of(text, byte), line, "byte {byte}");
        }
    }

    #[test]
    fn short_and_long_lines_are_found_on_both_sides_of_each_mark() {
        let long = "a".repeat(3 * APART);
        for text in ["", "a", "\n", "a\n", "a\nb", "\n\n"] {
            is_right(text);
        }
        is_right(&"\n".repeat(3 * APART));
        is_right(&format!("{long}\n{long}\n\nb\n{long}"));
        is_right(&format!("a\nb\n{long}\nc\nd\n{long}\n"));
        for length in [APART - 2, APART - 1, APART, APART + 1] {
            is_right(&format!("{0}\n{0}\nb\n", "a".repeat(length)));
        }
    }

    #[test]
    fn few_marks_are_kept_of_many_lines() {
        assert!(Lines::of(&"\n".repeat(100 * APART)).marks.len() <= 101);
        assert_eq!(Lines::of(&"a".repeat(100 * APART)).marks.len(), 1);
    }

    proptest! {
        #[test]
        fn any_lengths_of_lines_are_found(lengths in prop::collection::vec(0_usize..2 * APART, 0..12)) {
            let text: Vec<String> = lengths.iter().map(|length| "a".repeat(*length)).collect();
            is_right(&text.join("\n"));
        }
    }
}
