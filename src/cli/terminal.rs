//! What is printed: results to stdout, diagnostics to stderr, colours only where they are wanted.

use std::io::{self, IsTerminal as _, Write};
use std::time::Duration;

use anstream::{AutoStream, ColorChoice};
use indicatif::ProgressBar;

use super::exit::{Exit, Failure, Texts};
use crate::diagnostic::{Colour, Diagnostic, human};

/// How often a spinner turns.
const TICK: Duration = Duration::from_millis(120);

/// How much is printed at a time.
const PIECE: usize = 256 * 1024;

/// The two streams of the process.
pub(super) struct Terminal {
    stdout: AutoStream<io::Stdout>,
    stderr: AutoStream<io::Stderr>,
}

impl Terminal {
    /// The streams of this process. Colours are for terminals, unless asked for; `NO_COLOR` is heeded.
    pub(super) fn of_process(colour: clap::ColorChoice) -> Self {
        let choice = match colour {
            clap::ColorChoice::Auto => ColorChoice::Auto,
            clap::ColorChoice::Always => ColorChoice::Always,
            clap::ColorChoice::Never => ColorChoice::Never,
        };
        Self {
            stdout: AutoStream::new(io::stdout(), choice),
            stderr: AutoStream::new(io::stderr(), choice),
        }
    }

    /// Shows on stderr that work goes on, where somebody watches.
    #[expect(clippy::unused_self, reason = "what is printed goes through the terminal")]
    pub(super) fn progress(&self, what: &'static str) -> ProgressBar {
        if !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let progress = ProgressBar::new_spinner().with_message(what);
        progress.enable_steady_tick(TICK);
        progress
    }

    /// Prints a result for people; colours are taken out where none are wanted.
    pub(super) fn print(&mut self, text: &str) -> Result<(), Failure> {
        written(self.stdout.write_all(text.as_bytes()).and_then(|()| self.stdout.flush()))
    }

    /// Prints a result as it is: what looks like a colour in the bytes of a file is none.
    #[expect(clippy::unused_self, reason = "what is printed goes through the terminal")]
    pub(super) fn bytes(&mut self, bytes: &[u8]) -> Result<(), Failure> {
        let mut stdout = io::stdout().lock();
        written(stdout.write_all(bytes).and_then(|()| stdout.flush()))
    }

    /// The same for what is never in memory as a whole.
    #[expect(clippy::unused_self, reason = "what is printed goes through the terminal")]
    pub(super) fn streamed(
        &mut self,
        write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> Result<(), Failure> {
        let mut stdout = io::BufWriter::with_capacity(PIECE, io::stdout().lock());
        written(write(&mut stdout).and_then(|()| stdout.flush()))
    }

    /// Prints diagnostics for people.
    pub(super) fn diagnostics(&mut self, diagnostics: &[Diagnostic], texts: &Texts) {
        if diagnostics.is_empty() {
            return;
        }
        // The stream strips colours where none are wanted.
        self.note(&human(diagnostics, texts, Colour::Always));
    }

    /// Prints to stderr. Where that is closed there is nobody left to tell.
    pub(super) fn note(&mut self, text: &str) {
        let _ = self.stderr.write_all(text.as_bytes());
        let _ = self.stderr.flush();
    }

    /// Says why a command could not do what it says.
    pub(super) fn failure(&mut self, failure: &Failure) -> Exit {
        match failure {
            Failure::Inputs { diagnostics, texts } => self.diagnostics(diagnostics, texts),
            Failure::Leak(diagnostics) | Failure::Package(diagnostics) => {
                self.diagnostics(diagnostics, &Texts::new());
            }
            Failure::Usage { message, help } => {
                self.note(&format!("error: {message}\n  = help: {help}\n"));
            }
            Failure::Environment { help: Some(help), .. } => {
                self.note(&format!("error: {failure}\n  = help: {help}\n"));
            }
            Failure::Environment { help: None, .. } | Failure::Internal(_) => {
                self.note(&format!("error: {failure}\n"));
            }
        }
        failure.exit()
    }
}

/// A reader that has seen enough (`| head`) is no failure.
fn written(result: io::Result<()>) -> Result<(), Failure> {
    match result {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => {
            Err(Failure::environment("can't write to stdout".to_owned(), source))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
