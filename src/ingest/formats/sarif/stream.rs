//! The second reading of a log: its results one by one, in the order of the file.

use std::fmt;
use std::io::{BufReader, Read};

use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};

use super::object::Object;
use super::results::Written;
use crate::ingest::Unreadable;
use crate::ingest::head::skip_mark;

/// Takes the parts of a log as they come.
pub(super) trait Listener {
    /// A run begins.
    fn begin(&mut self, run: usize) -> Result<(), Unreadable>;
    /// A result of it.
    fn result(&mut self, run: usize, number: usize, result: Written) -> Result<(), Unreadable>;
    /// It ends.
    fn end(&mut self, run: usize) -> Result<(), Unreadable>;
}

/// Reads a log and tells of its runs and results.
pub(super) fn read(bytes: impl Read, listener: &mut dyn Listener) -> Result<(), Unreadable> {
    let mut bytes = BufReader::with_capacity(256 * 1024, bytes);
    skip_mark(&mut bytes)?;
    let mut reader = serde_json::Deserializer::from_reader(bytes);
    let mut telling = Telling { listener, failed: None };
    let read = Below { telling: &mut telling, step: Step::Log }.deserialize(&mut reader);
    // What the listener says goes before what was made of it on the way here.
    telling.failed.map_or_else(|| Ok(read?), Err)
}

struct Telling<'l> {
    listener: &'l mut dyn Listener,
    failed: Option<Unreadable>,
}

impl Telling<'_> {
    fn tell<E: Error>(
        &mut self,
        what: impl FnOnce(&mut dyn Listener) -> Result<(), Unreadable>,
    ) -> Result<(), E> {
        what(self.listener).map_err(|error| {
            self.failed = Some(error);
            E::custom("stopped")
        })
    }
}

/// Where in the log the reader is.
#[derive(Clone, Copy)]
enum Step {
    Log,
    Runs,
    Run(usize),
    Results(usize),
}

struct Below<'t, 'l> {
    telling: &'t mut Telling<'l>,
    step: Step,
}

impl<'de> DeserializeSeed<'de> for Below<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.step {
            Step::Log | Step::Run(_) => deserializer.deserialize_map(self),
            // They may be `null`.
            Step::Runs | Step::Results(_) => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Below<'_, '_> {
    type Value = ();

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self.step {
            Step::Log => "a log",
            Step::Runs => "a list of runs",
            Step::Run(_) => "a run",
            Step::Results(_) => "a list of results",
        })
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let (below, name) = match self.step {
            Step::Log => (Step::Runs, "runs"),
            Step::Run(run) => (Step::Results(run), "results"),
            Step::Runs | Step::Results(_) => return Err(A::Error::custom("an object, not a list")),
        };
        if let Step::Run(run) = self.step {
            self.telling.tell(|listener| listener.begin(run))?;
        }
        while let Some(entry) = entries.next_key::<String>()? {
            if entry == name {
                entries.next_value_seed(Below { telling: self.telling, step: below })?;
            } else {
                entries.next_value::<IgnoredAny>()?;
            }
        }
        match self.step {
            Step::Run(run) => self.telling.tell(|listener| listener.end(run)),
            Step::Log | Step::Runs | Step::Results(_) => Ok(()),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        match self.step {
            Step::Runs => {
                let mut run = 0;
                loop {
                    let below = Below { telling: &mut *self.telling, step: Step::Run(run) };
                    if items.next_element_seed(below)?.is_none() {
                        break;
                    }
                    run += 1;
                }
                Ok(())
            }
            Step::Results(run) => {
                let mut number = 0;
                while let Some(Object(result)) = items.next_element::<Object<Written>>()? {
                    self.telling.tell(|listener| listener.result(run, number, result))?;
                    number += 1;
                }
                Ok(())
            }
            Step::Log | Step::Run(_) => Err(A::Error::custom("a list, not an object")),
        }
    }
}
