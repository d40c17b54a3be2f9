//! `signoff adapters`: which checkers' outputs are read, and how one more is added.

mod new;
mod trial;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use super::args::{AdaptersCommand, AdaptersOptions, LimitOptions};
use super::exit::{Exit, Failure};
use super::policy;
use super::root::STDIN;
use super::sandbox::Processes;
use super::terminal::Terminal;
use crate::ingest::{Adapter, Adapters, Sandboxed, SeverityTable, Unusable};
use crate::model::{Sandbox, Stopped};
use crate::view::labels;

pub(super) fn run(options: &AdaptersOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match &options.command {
        AdaptersCommand::New(options) => return new::run(options, terminal),
        AdaptersCommand::Test(options) => return trial::run(options, terminal),
        AdaptersCommand::List { adapters } => {
            let all = here(adapters.as_deref())?;
            let width = all.iter().map(|adapter| adapter.name().len()).max().unwrap_or(0);
            let line = |it: &dyn Adapter| format!("{:width$}  {}\n", it.name(), it.title());
            terminal.print(&all.iter().map(line).collect::<String>())?;
        }
        AdaptersCommand::Show { name, adapters } => {
            let all = here(adapters.as_deref())?;
            let adapter = all.named(name).ok_or_else(|| unknown(name, &all))?;
            terminal.print(&told(adapter))?;
        }
    }
    Ok(Exit::Within)
}

/// The adapters that ship, the mappings of the folders that a policy names, and those of a folder that is named on the
/// command line: of one name the last is taken.
pub(super) fn all(
    of_policy: &[PathBuf],
    named: Option<&Path>,
    limits: &LimitOptions,
) -> Result<Adapters, Failure> {
    let mut all = Adapters::built_in();
    let sandbox: Arc<dyn Sandbox> = Arc::new(Processes::new(limits));
    for folder in of_policy.iter().map(PathBuf::as_path).chain(named) {
        all = all.with(mappings(folder, &sandbox)?);
    }
    Ok(all)
}

/// The same with the policy that is found from the working folder.
fn here(named: Option<&Path>) -> Result<Adapters, Failure> {
    let policy = policy::choose(None, Path::new(STDIN))?;
    all(&policy.adapters, named, &LimitOptions::default())
}

/// The mappings in a folder.
fn mappings(folder: &Path, sandbox: &Arc<dyn Sandbox>) -> Result<Vec<Box<dyn Adapter>>, Failure> {
    mapping_files(folder)?.iter().map(|path| read_mapping(path, sandbox)).collect()
}

/// The files that hold the mappings of a folder, by name.
fn mapping_files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(|source| cant(folder, source))? {
        let path = entry.map_err(|source| cant(folder, source))?.path();
        let is_sample =
            path.file_stem().is_some_and(|stem| stem.to_string_lossy().ends_with(".sample"));
        if path.extension().is_some_and(|suffix| suffix == "toml") && !is_sample {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

fn read_mapping(path: &Path, sandbox: &Arc<dyn Sandbox>) -> Result<Box<dyn Adapter>, Failure> {
    let text = fs::read_to_string(path).map_err(|source| cant(path, source))?;
    let mapping = Sandboxed::read(&text, Arc::clone(sandbox));
    Ok(Box::new(mapping.map_err(|error| wrong(path, error))?))
}

fn cant(path: &Path, source: io::Error) -> Failure {
    Failure::Environment {
        what: format!("can't read {}", path.display()),
        source,
        help: Some("name a folder that holds mappings, as TOML files".to_owned()),
    }
}

fn wrong(path: &Path, error: Unusable) -> Failure {
    let path = path.display();
    match error {
        Unusable::Wrong(error) => Failure::Usage {
            message: format!("the mapping {path} is wrong: {}", error.trim_end()),
            help: "`signoff adapters new NAME --from FILE` writes one to begin with".to_owned(),
        },
        Unusable::Stopped(Stopped::Io(source)) => {
            Failure::environment(format!("can't run the mapping {path}"), source)
        }
        Unusable::Stopped(stopped) => Failure::Usage {
            message: format!("the mapping {path} was stopped while it was compiled: {stopped}"),
            help: "take out what it is stuck in".to_owned(),
        },
    }
}

/// No adapter has that name.
pub(super) fn unknown(name: &str, all: &Adapters) -> Failure {
    let names: Vec<&str> = all.iter().map(Adapter::name).collect();
    let nearest = crate::diagnostic::nearest(name, names.iter().copied());
    let help = match nearest {
        Some(nearest) => format!("did you mean `{nearest}`?"),
        None => "`signoff adapters list` names them".to_owned(),
    };
    Failure::Usage { message: format!("there is no adapter `{name}`"), help }
}

fn told(adapter: &dyn Adapter) -> String {
    let mut lines = vec![format!("{}: {}", adapter.name(), adapter.title())];
    lines.extend(adapter.docs().map(|docs| format!("format: {docs}")));
    let mut words = adapter.severities().into_iter().flat_map(SeverityTable::iter).peekable();
    if words.peek().is_some() {
        lines.push("severities:".to_owned());
    }
    lines.extend(words.map(|(word, severity)| {
        let word = if word.is_empty() { "(none)" } else { word };
        format!("  {word} is {}", labels::severity(severity))
    }));
    lines.join("\n") + "\n"
}
