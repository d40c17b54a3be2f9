//! `signoff adapters`: which checkers' outputs are read, and how one more is added.

use std::fs;
use std::path::{Path, PathBuf};

use super::args::{AdaptersCommand, AdaptersOptions};
use super::exit::{Exit, Failure};
use super::policy;
use super::root::STDIN;
use super::terminal::Terminal;
use crate::ingest::{Adapter, Adapters, Mapping, SeverityTable};
use crate::view::labels;

pub(super) fn run(options: &AdaptersOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match &options.command {
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
pub(super) fn all(of_policy: &[PathBuf], named: Option<&Path>) -> Result<Adapters, Failure> {
    let mut all = Adapters::built_in();
    for folder in of_policy.iter().map(PathBuf::as_path).chain(named) {
        all = all.with(mappings(folder)?);
    }
    Ok(all)
}

/// The same with the policy that is found from the working folder.
fn here(named: Option<&Path>) -> Result<Adapters, Failure> {
    let policy = policy::choose(None, Path::new(STDIN))?;
    all(&policy.adapters, named)
}

/// The mappings in a folder.
fn mappings(folder: &Path) -> Result<Vec<Box<dyn Adapter>>, Failure> {
    let cant = |path: &Path, source| Failure::Environment {
        what: format!("can't read the mappings in {}", path.display()),
        source,
        help: Some("name a folder that holds mappings, as TOML files".to_owned()),
    };
    let entries = fs::read_dir(folder).map_err(|source| cant(folder, source))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry.map_err(|source| cant(folder, source))?.path();
        if path.extension().is_some_and(|suffix| suffix == "toml") {
            paths.push(path);
        }
    }
    paths.sort();
    let mut all: Vec<Box<dyn Adapter>> = Vec::new();
    for path in paths {
        let text = fs::read_to_string(&path).map_err(|source| cant(&path, source))?;
        all.push(Box::new(Mapping::read(&text).map_err(|error| wrong(&path, &error))?));
    }
    Ok(all)
}

fn wrong(path: &Path, error: &str) -> Failure {
    Failure::Usage {
        message: format!("the mapping {} is wrong: {}", path.display(), error.trim_end()),
        help: "`signoff adapters show bandit` names what a mapping holds".to_owned(),
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
