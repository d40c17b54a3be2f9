//! `signoff site serve`: a site on this machine while it is written.
//!
//! It is built into a temporary folder, and again when a file changes that it is made of. An open page waits for that and
//! loads itself anew.

mod server;

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use notify_debouncer_full::notify::{EventKind, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, RecommendedCache, new_debouncer};
use tokio::sync::watch;

use super::super::args::ServeOptions;
use super::super::exit::{Exit, Failure};
use super::super::terminal::Terminal;
use crate::site::config::Config;

/// How long files have to rest before the site is built again.
const REST: Duration = Duration::from_millis(200);

pub(super) fn run(options: &ServeOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let config = local(&options.config)?;
    let folder = tempfile::tempdir()
        .map_err(|error| Failure::environment("can't make a folder".to_owned(), error))?;
    let output = folder.path().join("site");
    super::of_config(&config, &options.config, &output, options.as_of, terminal)?;
    let (tell, told) = channel();
    let watching = watched(&config, &options.config, tell)?;
    let (built, builds) = watch::channel(0_u64);
    let server = server::start(&output, options.port, builds)?;
    terminal.note(&format!("http://{}/ (stop with Ctrl+C)\n", server.address()));
    std::thread::scope(|scope| {
        let output = &output;
        scope.spawn(move || again(options, output, &told, &built, terminal));
        let ended = server.run();
        // Nothing is told any more, so that nothing is built again.
        drop(watching);
        ended
    })?;
    Ok(Exit::Within)
}

/// The configuration for this machine: addresses are not those at which the site is published.
fn local(path: &Path) -> Result<Config, Failure> {
    Ok(Config { url: None, ..super::config(path)? })
}

type Watching = Debouncer<notify_debouncer_full::notify::RecommendedWatcher, RecommendedCache>;

/// Tells of changes to what the site is made of.
fn watched(
    config: &Config,
    path: &Path,
    changed: std::sync::mpsc::Sender<()>,
) -> Result<Watching, Failure> {
    let failed = |error: notify_debouncer_full::notify::Error| {
        Failure::environment("can't watch files".to_owned(), std::io::Error::other(error))
    };
    let tell = move |events: DebounceEventResult| {
        let is_change = |kind: &EventKind| !matches!(kind, EventKind::Access(_));
        if events.is_ok_and(|events| events.iter().any(|event| is_change(&event.event.kind))) {
            // Nobody listens any more where the command ends.
            let _ = changed.send(());
        }
    };
    let mut watching = new_debouncer(REST, None, tell).map_err(failed)?;
    let base = path.parent().filter(|base| !base.as_os_str().is_empty());
    let base = base.unwrap_or(Path::new("."));
    watching.watch(path, RecursiveMode::NonRecursive).map_err(failed)?;
    for folder in folders(config, base) {
        watching.watch(&folder, RecursiveMode::Recursive).map_err(failed)?;
    }
    Ok(watching)
}

/// Where reports and findings lie, with the policy and the evidence beside them.
fn folders(config: &Config, base: &Path) -> Vec<PathBuf> {
    let reports = config.reports.iter().map(|named| base.join(named));
    let files = config.judged.iter().flat_map(|judged| judged.files.iter().chain(&judged.policy));
    let beside = files.filter_map(|file| base.join(file).parent().map(Path::to_owned));
    let mut all: Vec<PathBuf> = reports.chain(beside).filter(|path| path.exists()).collect();
    all.sort();
    all.dedup();
    all
}

/// Builds the site again after each change. What is wrong is told, and the last site stays.
fn again(
    options: &ServeOptions,
    output: &Path,
    told: &Receiver<()>,
    built: &watch::Sender<u64>,
    terminal: &mut Terminal,
) {
    while told.recv().is_ok() {
        while told.try_recv().is_ok() {}
        let config = local(&options.config);
        let outcome = config.and_then(|config| {
            super::of_config(&config, &options.config, output, options.as_of, terminal)
        });
        match outcome {
            Ok(_) => built.send_modify(|count| *count += 1),
            Err(failure) => {
                terminal.failure(&failure);
            }
        }
    }
}
