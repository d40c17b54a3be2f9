//! Heading levels: demoted below the document's own, relative depth kept, none skipped.

use pulldown_cmark::HeadingLevel;

/// The headings that are open, by their level in the source.
#[derive(Debug)]
pub(super) struct Outline {
    top: usize,
    open: Vec<HeadingLevel>,
}

impl Outline {
    /// The topmost heading comes out at `level`.
    pub(super) fn from_level(level: u8) -> Self {
        Self { top: usize::from(level.clamp(1, 6)), open: Vec::new() }
    }

    /// The level at which the next heading comes out, from 1 to 6.
    pub(super) fn next(&mut self, source: HeadingLevel) -> u8 {
        while self.open.last().is_some_and(|last| *last >= source) {
            self.open.pop();
        }
        self.open.push(source);
        u8::try_from((self.top + self.open.len() - 1).min(6)).unwrap_or(6)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn levels(top: u8, source: &[usize]) -> Vec<u8> {
        let mut outline = Outline::from_level(top);
        source.iter().map(|level| outline.next(HeadingLevel::try_from(*level).unwrap())).collect()
    }

    #[test]
    fn depth_is_kept_and_no_level_is_skipped() {
        assert_eq!(levels(3, &[1, 2, 2, 3, 1]), [3, 4, 4, 5, 3]);
        assert_eq!(levels(3, &[2, 4, 3, 2]), [3, 4, 4, 3]);
        assert_eq!(levels(3, &[3, 1, 6]), [3, 3, 4]);
        assert_eq!(levels(5, &[1, 2, 3, 4]), [5, 6, 6, 6]);
        assert_eq!(levels(0, &[6]), [1]);
        assert_eq!(levels(9, &[1, 2]), [6, 6]);
    }
}
