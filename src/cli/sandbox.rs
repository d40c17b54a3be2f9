//! The process in which a user's mapping runs: without environment, and with bounds on time, memory and what it says.
//! A mapping is a stranger's code, and jq programs can't be interrupted from within.

use std::io::{self, BufRead as _, BufReader, Read, Write as _};
use std::process::{Child, ChildStderr, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Duration;

use super::args::{ConfinedOptions, LimitOptions};
use super::exit::{Exit, Failure};
use crate::ingest::serve;
use crate::model::{Sandbox, Stopped};

/// The subcommand that runs inside. It isn't for people.
pub(super) const SUBCOMMAND: &str = "run-mapping";

/// How long a mapping may take for any file.
const TIME: Duration = Duration::from_mins(1);
/// How long it may take for each started piece of a file more.
const TIME_FOR_A_PIECE: Duration = Duration::from_secs(10);
/// A piece of a file, in bytes.
const PIECE: u64 = 10_000_000;
/// How much memory it may take besides the file, in bytes.
const MEMORY: u64 = 2_000_000_000;
/// How many bytes it may give for any file.
const OUTPUT: u64 = 100_000_000;
/// How many bytes it may give for each byte of a file more.
const OUTPUT_FOR_A_BYTE: u64 = 20;
/// How many bytes of its last words are kept.
const LAST_WORDS: u64 = 4_000;

/// Runs each order in a process of its own.
pub(super) struct Processes {
    time: Option<Duration>,
    memory: u64,
}

impl Processes {
    /// With the limits that the command line names, else those that are usual.
    pub(super) fn new(limits: &LimitOptions) -> Self {
        let memory = limits.mapping_memory.map_or(MEMORY, |megabytes| megabytes * 1_000_000);
        Self { time: limits.mapping_time.map(Duration::from_secs), memory }
    }

    fn time(&self, size: u64) -> Duration {
        let pieces = u32::try_from(size / PIECE).unwrap_or(u32::MAX);
        self.time.unwrap_or_else(|| TIME.saturating_add(TIME_FOR_A_PIECE.saturating_mul(pieces)))
    }
}

impl Sandbox for Processes {
    fn run(
        &self,
        order: &mut (dyn Read + Send),
        size: u64,
        take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
    ) -> Result<(), Stopped> {
        let (time, memory) = (self.time(size), self.memory.saturating_add(size));
        let most = OUTPUT.saturating_add(size.saturating_mul(OUTPUT_FOR_A_BYTE));
        let mut child = Command::new(std::env::current_exe()?)
            .args([SUBCOMMAND, &time.as_secs().to_string(), &memory.to_string()])
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (stdin, stdout, stderr) =
            (child.stdin.take(), child.stdout.take(), child.stderr.take());
        let child = Mutex::new(child);
        let (done, is_done) = channel::<()>();
        std::thread::scope(|scope| {
            let watched = &child;
            let watched = scope.spawn(move || watch(watched, time, &is_done));
            scope.spawn(move || feed(stdin, order));
            let words = scope.spawn(move || last_words(stderr));
            let told = match stdout {
                Some(stdout) => lines(stdout, most, take),
                None => Ok(()),
            };
            if told.is_err() {
                kill(&child);
            }
            drop(done);
            let is_late = watched.join().unwrap_or(false);
            let status = locked(&child).wait()?;
            let words = words.join().unwrap_or_default();
            match told {
                _ if is_late => Err(Stopped::Time(time)),
                Ok(()) => ended(status, &words, memory),
                Err(Stopped::Io(error)) if !status.success() => {
                    // A line that breaks off is no more than a sign of what happened.
                    ended(status, &words, memory).and(Err(Stopped::Io(error)))
                }
                Err(stopped) => Err(stopped),
            }
        })
    }
}

fn locked(child: &Mutex<Child>) -> std::sync::MutexGuard<'_, Child> {
    child.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn kill(child: &Mutex<Child>) {
    // One that has ended can't be killed, and needn't be.
    let _ = locked(child).kill();
}

/// Waits until all was read, and kills what takes too long: whether it did.
fn watch(child: &Mutex<Child>, time: Duration, done: &Receiver<()>) -> bool {
    let is_late = matches!(done.recv_timeout(time), Err(RecvTimeoutError::Timeout));
    if is_late {
        kill(child);
    }
    is_late
}

/// Hands the order over. What ends early doesn't read all of it, and tells why itself.
fn feed(stdin: Option<ChildStdin>, order: &mut (dyn Read + Send)) {
    if let Some(mut stdin) = stdin {
        let _ = io::copy(order, &mut stdin).and_then(|_| stdin.flush());
    }
}

/// What it complains of. All is read, so that it never waits for us.
fn last_words(stderr: Option<ChildStderr>) -> String {
    let mut words = Vec::new();
    if let Some(mut stderr) = stderr {
        let _ = stderr.by_ref().take(LAST_WORDS).read_to_end(&mut words);
        let _ = io::copy(&mut stderr, &mut io::sink());
    }
    String::from_utf8_lossy(&words).into_owned()
}

/// Gives each line to `take`, up to so many bytes.
fn lines(
    from: impl Read,
    most: u64,
    take: &mut dyn FnMut(&[u8]) -> io::Result<()>,
) -> Result<(), Stopped> {
    let mut from = BufReader::new(from.take(most.saturating_add(1)));
    let (mut line, mut total) = (Vec::new(), 0_u64);
    loop {
        line.clear();
        let read = from.read_until(b'\n', &mut line)?;
        total = total.saturating_add(read as u64);
        if total > most {
            return Err(Stopped::Output(most));
        }
        if read == 0 {
            return Ok(());
        }
        take(&line)?;
    }
}

/// What it ended with.
fn ended(status: ExitStatus, words: &str, memory: u64) -> Result<(), Stopped> {
    if status.success() {
        return Ok(());
    }
    // Rust says so where it can't get memory; a capacity that no memory has is a panic.
    if ["memory allocation", "capacity overflow", "out of memory"]
        .iter()
        .any(|it| words.contains(it))
    {
        return Err(Stopped::Memory(memory));
    }
    let first = words.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let told = if words.contains("overflowed its stack") || is_fault(status) {
        "it went too deep".to_owned()
    } else if first.is_empty() {
        status.to_string()
    } else {
        first.trim().to_owned()
    };
    Err(Stopped::Died(told))
}

/// Whether it reached for memory that isn't its own. In a program without unsafe code that is a stack that could grow
/// no further, be it for its guard or for the bound on memory.
#[cfg(unix)]
fn is_fault(status: ExitStatus) -> bool {
    use std::os::unix::process::ExitStatusExt as _;
    /// SIGSEGV, everywhere.
    const FAULT: i32 = 11;
    status.signal() == Some(FAULT)
}

#[cfg(not(unix))]
fn is_fault(_: ExitStatus) -> bool {
    false
}

/// The inside: bounds itself, then answers one order.
pub(super) fn inside(options: &ConfinedOptions) -> Result<Exit, Failure> {
    confine(options).map_err(|source| {
        Failure::environment("can't bound the process of a mapping".to_owned(), source)
    })?;
    let (input, output) = (io::stdin().lock(), io::stdout().lock());
    let served = serve(input, &mut io::BufWriter::new(output));
    served.map_err(|source| Failure::environment("can't answer".to_owned(), source))?;
    Ok(Exit::Within)
}

/// Memory is bounded where the system can do it; the time of the processor as well, should nobody be left to watch.
#[cfg(unix)]
fn confine(options: &ConfinedOptions) -> io::Result<()> {
    use rlimit::{Resource, setrlimit};
    /// Seconds after which nobody is watching any more.
    const LATER: u64 = 10;
    let seconds = options.seconds.saturating_add(LATER);
    setrlimit(Resource::CORE, 0, 0)?;
    setrlimit(Resource::CPU, seconds, seconds)?;
    setrlimit(Resource::AS, options.memory, options.memory)
}

#[cfg(not(unix))]
fn confine(_: &ConfinedOptions) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_may_take_longer() {
        let limits = |time| LimitOptions { mapping_time: time, mapping_memory: None };
        let usual = Processes::new(&limits(None));
        let seconds =
            [0, 9_999_999, 10_000_000, 100_000_000].map(|size| usual.time(size).as_secs());
        assert_eq!(seconds, [60, 60, 70, 160]);
        assert_eq!(Processes::new(&limits(Some(3))).time(1 << 40).as_secs(), 3);
    }

    #[test]
    fn what_says_too_much_is_stopped() {
        let told = |text: &str, most| {
            let mut all = Vec::new();
            let ended = lines(text.as_bytes(), most, &mut |line| {
                all.push(String::from_utf8(line.to_vec()).unwrap());
                Ok(())
            });
            (all.len(), ended.is_ok())
        };
        assert_eq!(told("a\nb\n", 4), (2, true));
        assert_eq!(told("a\nb\nc", 5), (3, true));
        assert_eq!(told("a\nb\n", 3), (1, false));
        assert_eq!(told("", 0), (0, true));
    }
}
