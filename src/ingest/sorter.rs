//! Byte strings, sorted outside memory once there are many of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::io::{self, BufReader, BufWriter, Read as _, Write as _};
use std::iter;

use super::scratch::{Place, Scratch};

/// How many bytes are kept in memory.
const LIMIT: usize = 32 * 1024 * 1024;
/// How many sorted runs are merged at a time: each holds a file open.
const RUNS: usize = 64;

/// Takes byte strings in any order.
pub(super) struct Sorter<'s> {
    scratch: &'s dyn Scratch,
    limit: usize,
    /// All strings, one behind the other, and where each of them is.
    bytes: Vec<u8>,
    places: Vec<(usize, usize)>,
    runs: Vec<Run>,
}

impl<'s> Sorter<'s> {
    pub(super) fn new(scratch: &'s dyn Scratch) -> Self {
        Self { scratch, limit: LIMIT, bytes: Vec::new(), places: Vec::new(), runs: Vec::new() }
    }

    /// Takes one more.
    pub(super) fn push(&mut self, string: &[u8]) -> io::Result<()> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(string);
        self.places.push((start, self.bytes.len()));
        if self.bytes.len() + size_of_val(self.places.as_slice()) > self.limit {
            self.spill()?;
        }
        Ok(())
    }

    /// All of them in their order.
    pub(super) fn sorted(mut self) -> io::Result<Sorted> {
        if self.runs.is_empty() {
            self.sort();
            return Ok(Sorted::Here { bytes: self.bytes, places: self.places.into_iter() });
        }
        self.spill()?;
        Ok(Sorted::There(Merge::of(self.runs)?))
    }

    fn sort(&mut self) {
        let bytes = &self.bytes;
        let string = |place: &(usize, usize)| bytes.get(place.0..place.1).unwrap_or_default();
        self.places.sort_unstable_by(|one, other| string(one).cmp(string(other)));
    }

    fn spill(&mut self) -> io::Result<()> {
        self.sort();
        let places = self.places.drain(..);
        let strings = places.map(|(start, end)| self.bytes.get(start..end).unwrap_or_default());
        self.runs.push(Run::write(self.scratch, strings.map(Ok))?);
        self.bytes.clear();
        if self.runs.len() == RUNS {
            let mut merge = Merge::of(std::mem::take(&mut self.runs))?;
            let all = iter::from_fn(|| merge.next().transpose());
            self.runs.push(Run::write(self.scratch, all)?);
        }
        Ok(())
    }
}

/// Byte strings in their order.
pub(super) enum Sorted {
    Here { bytes: Vec<u8>, places: std::vec::IntoIter<(usize, usize)> },
    There(Merge),
}

impl Sorted {
    pub(super) fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        match self {
            Self::Here { bytes, places } => {
                let next = places.next();
                Ok(next.map(|(start, end)| bytes.get(start..end).unwrap_or_default().to_vec()))
            }
            Self::There(merge) => merge.next(),
        }
    }
}

/// Sorted strings in a temporary place, each behind its length.
struct Run(BufReader<Box<dyn Place>>);

impl Run {
    fn write<S: AsRef<[u8]>>(
        scratch: &dyn Scratch,
        strings: impl Iterator<Item = io::Result<S>>,
    ) -> io::Result<Self> {
        let mut place = BufWriter::new(scratch.place()?);
        for string in strings {
            let string = string?;
            let string = string.as_ref();
            place.write_all(&(string.len() as u64).to_le_bytes())?;
            place.write_all(string)?;
        }
        let mut place = place.into_inner().map_err(io::IntoInnerError::into_error)?;
        place.rewind()?;
        Ok(Self(BufReader::new(place)))
    }

    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut length = [0; 8];
        if let Err(error) = self.0.read_exact(&mut length) {
            return if error.kind() == io::ErrorKind::UnexpectedEof {
                Ok(None)
            } else {
                Err(error)
            };
        }
        let mut string = Vec::new();
        self.0.by_ref().take(u64::from_le_bytes(length)).read_to_end(&mut string)?;
        Ok(Some(string))
    }
}

/// Several runs as one.
pub(super) struct Merge {
    runs: Vec<Run>,
    /// The next string of each run, with the number of the run.
    next: BinaryHeap<Reverse<(Vec<u8>, usize)>>,
}

impl Merge {
    fn of(mut runs: Vec<Run>) -> io::Result<Self> {
        let mut next = BinaryHeap::new();
        for (number, run) in runs.iter_mut().enumerate() {
            next.extend(run.next()?.map(|string| Reverse((string, number))));
        }
        Ok(Self { runs, next })
    }

    fn next(&mut self) -> io::Result<Option<Vec<u8>>> {
        let Some(Reverse((string, number))) = self.next.pop() else { return Ok(None) };
        if let Some(run) = self.runs.get_mut(number) {
            self.next.extend(run.next()?.map(|string| Reverse((string, number))));
        }
        Ok(Some(string))
    }
}

#[cfg(test)]
mod tests {
    use super::super::scratch::Memory;
    use super::*;

    fn sorted(limit: usize, strings: &[Vec<u8>]) -> Vec<Vec<u8>> {
        let mut all = Sorter { limit, ..Sorter::new(&Memory) };
        for string in strings {
            all.push(string).unwrap();
        }
        let mut sorted = all.sorted().unwrap();
        iter::from_fn(|| sorted.next().unwrap()).collect()
    }

    #[test]
    fn the_order_is_the_same_in_memory_and_outside() {
        let strings = |count: u64| -> Vec<Vec<u8>> {
            (0..count).map(|at| (at * 7_919 % count / 3).to_string().into_bytes()).collect()
        };
        for count in [0, 1, 2, 1_000] {
            let all = strings(count);
            let mut wanted = all.clone();
            wanted.sort();
            // At one a run, runs are merged into one when there are too many.
            for limit in [1, 100, usize::MAX] {
                assert_eq!(sorted(limit, &all), wanted, "{count} at {limit}");
            }
        }
        assert_eq!(sorted(1, &[vec![], vec![0], vec![]]), [vec![], vec![], vec![0]]);
    }
}
