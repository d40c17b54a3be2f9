//! Files are read ahead on several threads, and what they give comes in the order of the files.
//!
//! Each thread takes the next file and stops when it is a few batches ahead, so that memory is bounded whatever the
//! files hold, and the outcome is the same for any number of threads.

use std::io;
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread::{self, Builder};

use super::weight;
use super::{Adapter, Item, Raw, Unreadable};
use crate::model::Sink;

/// How many batches of a file wait.
const BATCHES: usize = 4;
/// How many items are in a batch.
const ITEMS: usize = 256;
/// How much they may weigh together, in bytes.
const WEIGHT: usize = 1024 * 1024;
/// The stack of a thread: mappings go down with what they read.
const STACK: usize = 16 * 1024 * 1024;

/// What comes of a file.
pub(super) enum Read {
    /// Some of its items, in their order.
    Items(Vec<Item>),
    /// All has come, or it can't be read.
    End(Result<(), Unreadable>),
}

/// A file and the adapter that reads it.
pub(super) type Job<'f> = (&'f dyn Raw, &'f dyn Adapter);

/// Reads the files; `take` gets what comes of each with its index, first all of the first, then all of the second.
pub(super) fn read(
    jobs: &[Job<'_>],
    take: &mut dyn FnMut(usize, Read) -> io::Result<()>,
) -> io::Result<()> {
    let (senders, receivers): (Vec<_>, Vec<_>) = jobs.iter().map(|_| sync_channel(BATCHES)).unzip();
    let next = Mutex::new(jobs.iter().zip(senders));
    let threads = thread::available_parallelism().map_or(1, usize::from).min(jobs.len());
    thread::scope(|scope| {
        for _ in 0..threads {
            let work = || {
                // The lock is held only while a job is taken.
                let job = || next.lock().ok()?.next();
                while let Some(((raw, adapter), sender)) = job() {
                    if !one(*raw, *adapter, sender) {
                        return;
                    }
                }
            };
            Builder::new().stack_size(STACK).spawn_scoped(scope, work)?;
        }
        in_order(receivers, take)
    })
}

/// Hands on what comes. When it stops, the receivers are gone, and with them the reason to read on.
fn in_order(
    receivers: Vec<Receiver<Read>>,
    take: &mut dyn FnMut(usize, Read) -> io::Result<()>,
) -> io::Result<()> {
    for (index, receiver) in receivers.into_iter().enumerate() {
        for read in receiver {
            take(index, read)?;
        }
    }
    Ok(())
}

/// Reads one file; false where nobody takes what it gives.
fn one(raw: &dyn Raw, adapter: &dyn Adapter, sender: SyncSender<Read>) -> bool {
    let mut batch = Batch { items: Vec::new(), weight: 0, sender };
    let read = adapter.read(raw, &mut batch);
    batch.send() && batch.sender.send(Read::End(read)).is_ok()
}

/// Items that leave together.
struct Batch {
    items: Vec<Item>,
    weight: usize,
    sender: SyncSender<Read>,
}

impl Batch {
    fn send(&mut self) -> bool {
        self.weight = 0;
        let items = std::mem::take(&mut self.items);
        items.is_empty() || self.sender.send(Read::Items(items)).is_ok()
    }
}

impl Sink<Item> for Batch {
    fn take(&mut self, item: Item) -> io::Result<()> {
        self.weight += weight::of(&item);
        self.items.push(item);
        if (self.items.len() == ITEMS || self.weight > WEIGHT) && !self.send() {
            return Err(io::Error::new(io::ErrorKind::BrokenPipe, "nobody takes what is read"));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::{Head, InMemory};

    /// Gives as many notes as its file has bytes, and can't read one that ends with `!`.
    struct Counting;

    impl Adapter for Counting {
        fn name(&self) -> &'static str {
            "counting"
        }

        fn title(&self) -> &'static str {
            "Counting"
        }

        fn knows(&self, _: &Head) -> bool {
            true
        }

        fn read(&self, raw: &dyn Raw, items: &mut dyn Sink<Item>) -> Result<(), Unreadable> {
            let bytes = io::read_to_string(raw.open()?)?;
            for at in 0..bytes.len() {
                items.take(Item::Note { message: at.to_string(), at: String::new() })?;
            }
            if bytes.ends_with('!') { Err(Unreadable::content("no")) } else { Ok(()) }
        }
    }

    fn told(files: &[InMemory], stop: usize) -> (Vec<(usize, usize, bool)>, bool) {
        let jobs: Vec<Job<'_>> =
            files.iter().map(|raw| (raw as &dyn Raw, &Counting as &dyn Adapter)).collect();
        let (mut all, mut count) = (Vec::new(), 0);
        let read = read(&jobs, &mut |index, read| {
            match read {
                Read::Items(_) if index == stop => return Err(io::ErrorKind::StorageFull.into()),
                Read::Items(items) => count += items.len(),
                Read::End(end) => all.push((index, std::mem::take(&mut count), end.is_ok())),
            }
            Ok(())
        });
        (all, read.is_ok())
    }

    #[test]
    fn files_come_in_their_order_and_a_broken_one_stops_no_other() {
        let file = |text: String| InMemory { path: String::new(), bytes: text.into_bytes() };
        let files: Vec<InMemory> = (0..40)
            .map(|at| file("x".repeat(at * 97) + if at % 3 == 1 { "!" } else { "" }))
            .collect();
        let wanted: Vec<_> =
            (0..40).map(|at| (at, at * 97 + usize::from(at % 3 == 1), at % 3 != 1)).collect();
        assert_eq!(told(&files, usize::MAX), (wanted, true));
        assert!(!told(&files, 20).1, "a disk that is full stops all of them");
    }
}
