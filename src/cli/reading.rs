//! How far the reading of each file is, on a terminal.

use std::io::{self, IsTerminal as _, Read};

use indicatif::{MultiProgress, ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::ingest::Raw;

/// What is shown of a file: `results.sarif  312 MiB of 954 MiB`.
const LINE: &str = "{spinner} {msg}  {bytes} of {total_bytes}";
/// What is shown of a file whose size isn't known.
const LINE_WITHOUT_SIZE: &str = "{spinner} {msg}  {bytes}";

/// Shows files while they are read; nothing where stderr is no terminal.
pub(super) struct Progress(MultiProgress);

impl Progress {
    /// One that shows nothing yet.
    pub(super) fn new() -> Self {
        let target = if io::stderr().is_terminal() {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        Self(MultiProgress::with_draw_target(target))
    }

    /// The file, shown under its name while it is read.
    pub(super) fn watch<'r>(
        &'r self,
        raw: &'r dyn Raw,
        name: &'r str,
        size: Option<u64>,
    ) -> Watched<'r> {
        Watched { raw, name, size, shown: &self.0 }
    }

    /// Takes away what is shown.
    pub(super) fn clear(&self) {
        // A terminal that is gone shows nothing either.
        let _ = self.0.clear();
    }
}

/// A file that is shown while it is read.
pub(super) struct Watched<'r> {
    raw: &'r dyn Raw,
    name: &'r str,
    size: Option<u64>,
    shown: &'r MultiProgress,
}

impl<'r> Watched<'r> {
    /// The file alone.
    pub(super) fn unwatched(&self) -> &'r dyn Raw {
        self.raw
    }
}

impl Raw for Watched<'_> {
    fn path(&self) -> &str {
        self.raw.path()
    }

    fn open(&self) -> io::Result<Box<dyn Read + Send + '_>> {
        let bytes = self.raw.open()?;
        if self.shown.is_hidden() {
            return Ok(bytes);
        }
        let line = if self.size.is_some() { LINE } else { LINE_WITHOUT_SIZE };
        let style = ProgressStyle::with_template(line).map_err(io::Error::other)?;
        let bar = self.size.map_or_else(ProgressBar::no_length, ProgressBar::new);
        let bar = self.shown.add(bar.with_style(style).with_message(self.name.to_owned()));
        Ok(Box::new(Counted { bytes, bar }))
    }
}

/// Counts what is read. A file may be read several times; each time is shown from the start.
struct Counted<'r> {
    bytes: Box<dyn Read + Send + 'r>,
    bar: ProgressBar,
}

impl Read for Counted<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.bytes.read(buffer)?;
        self.bar.inc(read as u64);
        Ok(read)
    }
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.bar.finish_and_clear();
    }
}
