//! `signoff adapters test`: each mapping of a folder on its samples.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{cant, mapping_files, read_mapping};
use crate::cli::args::TestOptions;
use crate::cli::exit::{Exit, Failure};
use crate::cli::sandbox::Processes;
use crate::cli::terminal::Terminal;
use crate::cli::{inputs, output, write};
use crate::ingest::{Adapters, InMemory, collect};
use crate::model::{Findings, Sandbox, Subject};

/// What stands between the name of a mapping and the suffix of its sample.
pub(super) const SAMPLE: &str = ".sample.";
/// What the name of the expected findings ends with.
const EXPECTED: &str = ".expected.json";

/// A sample, and where the findings are that are expected of it.
struct Sample {
    path: PathBuf,
    expected: PathBuf,
}

pub(super) fn run(options: &TestOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let sandbox: Arc<dyn Sandbox> = Arc::new(Processes::new(&options.limits));
    let (mut names, mut mappings) = (Vec::new(), Vec::new());
    for path in mapping_files(&options.folder)? {
        let mapping = read_mapping(&path, &sandbox)?;
        names.push((path, mapping.name().to_owned()));
        mappings.push(mapping);
    }
    if names.is_empty() {
        return Err(Failure::Usage {
            message: format!("there is no mapping in {}", options.folder.display()),
            help: "name a folder that holds mappings, as TOML files".to_owned(),
        });
    }
    let adapters = Adapters::built_in().with(mappings);
    let mut differ = false;
    for (path, name) in names {
        let samples = samples(&path)?;
        if samples.is_empty() {
            differ = true;
            terminal.print(&format!("differs  {name}: there is no sample {name}{SAMPLE}*\n"))?;
        }
        for sample in samples {
            let told = trial(&sample, &name, &adapters, options)?;
            let file = sample.path.strip_prefix(&options.folder).unwrap_or(&sample.path).display();
            terminal.print(&match told {
                Ok(told) => format!("ok       {name}: {file}: {told}\n"),
                Err(told) => {
                    differ = true;
                    format!("differs  {name}: {file}: {told}\n")
                }
            })?;
        }
    }
    Ok(if differ { Exit::Beyond } else { Exit::Within })
}

/// The samples of a mapping: files beside it that are called like it, and those in the folder of its name.
fn samples(mapping: &Path) -> Result<Vec<Sample>, Failure> {
    let stem = mapping.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let folder = mapping.parent().unwrap_or(Path::new("."));
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let mut found = Vec::new();
    for path in files(folder)? {
        if name(&path).starts_with(&format!("{stem}{SAMPLE}")) {
            found.push(Sample { expected: folder.join(format!("{stem}{EXPECTED}")), path });
        }
    }
    let own = folder.join(&stem);
    if own.is_dir() {
        for path in files(&own)?.into_iter().filter(|path| !name(path).ends_with(EXPECTED)) {
            let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            found.push(Sample { expected: own.join(format!("{stem}{EXPECTED}")), path });
        }
    }
    Ok(found)
}

fn files(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let mut all = Vec::new();
    for entry in fs::read_dir(folder).map_err(|source| cant(folder, source))? {
        let path = entry.map_err(|source| cant(folder, source))?.path();
        if path.is_file() {
            all.push(path);
        }
    }
    all.sort();
    Ok(all)
}

/// What came of a sample where it is as expected; else what differs.
fn trial(
    sample: &Sample,
    name: &str,
    adapters: &Adapters,
    options: &TestOptions,
) -> Result<Result<String, String>, Failure> {
    let path = sample.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let raw = InMemory { path, bytes: inputs::bytes(&sample.path)? };
    let adapter = match adapters.of(&raw) {
        Ok(adapter) if adapter.name() == name => adapter,
        Ok(other) => return Ok(Err(format!("it is taken for `{}`", other.name()))),
        Err(error) => return Ok(Err(error.to_string())),
    };
    let about = Subject { name: name.to_owned(), ..Subject::default() };
    let collected = match collect(Findings::about(about), &[(&raw, adapter)]) {
        Ok(collected) => collected,
        Err(error) => return Ok(Err(error.to_string())),
    };
    let mut bytes = serde_json::to_vec_pretty(&collected.findings).map_err(Failure::internal)?;
    bytes.push(b'\n');
    let notes: usize = collected.files.iter().map(|told| told.notes.len()).sum();
    let notes =
        if notes == 0 { String::new() } else { format!(", {}", output::number(notes, "note")) };
    let told = format!("{}{notes}", output::number(collected.findings.findings.len(), "finding"));
    if options.update {
        let expected = sample.expected.file_name().unwrap_or_default().to_string_lossy();
        write::file(sample.expected.parent().unwrap_or(Path::new(".")), &expected, &bytes)?;
        return Ok(Ok(told));
    }
    match fs::read(&sample.expected) {
        Ok(expected) if expected == bytes => Ok(Ok(told)),
        Ok(expected) => Ok(Err(difference(&expected, &bytes))),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            Ok(Err("nothing says what is expected; --update writes it".to_owned()))
        }
        Err(source) => Err(cant(&sample.expected, source)),
    }
}

/// The first line that differs.
fn difference(expected: &[u8], found: &[u8]) -> String {
    let (expected, found) = (String::from_utf8_lossy(expected), String::from_utf8_lossy(found));
    let same = expected.lines().zip(found.lines()).take_while(|(one, other)| one == other).count();
    let line = |text: &str| text.lines().nth(same).unwrap_or("nothing more").trim().to_owned();
    format!(
        "line {} of what is expected is `{}`, and now is `{}`",
        same + 1,
        crate::diagnostic::visible(&line(&expected)),
        crate::diagnostic::visible(&line(&found))
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_line_that_differs_is_told() {
        let told = |expected: &str, found: &str| difference(expected.as_bytes(), found.as_bytes());
        assert_eq!(told("a\n b\n", "a\n c\n"), "line 2 of what is expected is `b`, and now is `c`");
        assert!(told("a\nb", "a").ends_with("is `b`, and now is `nothing more`"));
    }
}
