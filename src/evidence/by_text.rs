//! Things found by a text of theirs, without a copy of the texts: of many short ones that would be many times as
//! large as the file.

use std::borrow::Borrow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

/// The numbers of things, each with half of a hash of its text in front: in order, those of one text lie together.
#[derive(Debug, Default)]
pub(super) struct ByText(Vec<u64>);

impl ByText {
    /// Those things, in order of their numbers.
    pub(super) fn of<T: Borrow<str>>(things: impl Iterator<Item = (u32, T)>) -> Self {
        let key = |(number, text): (u32, T)| hash(text.borrow()) | u64::from(number);
        let mut keys: Vec<u64> = things.map(key).collect();
        keys.sort_unstable();
        Self(keys)
    }

    /// Those that share half of a hash with another, which those of one text do: each such group in order of numbers.
    pub(super) fn groups(&self) -> impl Iterator<Item = impl Iterator<Item = u32> + '_> {
        let groups = self.0.chunk_by(|one, next| one & !NUMBER == next & !NUMBER);
        groups.filter(|group| group.len() > 1).map(|group| group.iter().copied().map(number))
    }

    /// Those that may have that text, in order of their numbers. Others do, too, very rarely: whether the text is the
    /// same has to be seen.
    pub(super) fn with(&self, text: &str) -> impl ExactSizeIterator<Item = u32> + '_ {
        let hash = hash(text);
        let start = self.0.partition_point(|key| *key < hash);
        let end = self.0.partition_point(|key| *key <= hash | NUMBER);
        self.0.get(start..end).unwrap_or_default().iter().copied().map(number)
    }
}

/// The half of a key that holds the number.
const NUMBER: u64 = 0xffff_ffff;

fn number(key: u64) -> u32 {
    u32::try_from(key & NUMBER).unwrap_or(u32::MAX)
}

fn hash(text: &str) -> u64 {
    // Its keys are fixed, so that it is the same everywhere.
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish() & !NUMBER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_one_text_are_found_in_order() {
        let texts: Vec<String> = (0..10_000_u32).map(|number| (number % 100).to_string()).collect();
        let by_text =
            ByText::of(texts.iter().zip(0..).map(|(text, number)| (number, text.as_str())));
        for wanted in ["0", "7", "99"] {
            let found: Vec<u32> = by_text.with(wanted).collect();
            assert!(found.is_sorted());
            let same = found.iter().filter(|number| texts[**number as usize] == wanted);
            assert_eq!(same.count(), 100);
        }
        let others = by_text.with("100").filter(|number| texts[*number as usize] == "100");
        assert_eq!(others.count(), 0);
        assert_eq!(ByText::default().with("a").len(), 0);
    }
}
