//! `signoff adapters new`: the beginning of a mapping, from a sample.

use std::path::Path;

use super::trial::SAMPLE;
use crate::cli::args::NewOptions;
use crate::cli::exit::{Exit, Failure, Texts};
use crate::cli::outputs::unreadable;
use crate::cli::terminal::Terminal;
use crate::cli::{inputs, output, write};
use crate::ingest::{Adapter as _, InMemory, Item, Mapping, Unreadable, skeleton};

pub(super) fn run(options: &NewOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let name = options.name.as_str();
    let fits =
        |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || "-_.".contains(char);
    if !name.chars().all(fits) || !name.starts_with(|first: char| first.is_ascii_alphanumeric()) {
        return Err(Failure::Usage {
            message: format!("`{}` is no name for a mapping", crate::diagnostic::visible(name)),
            help: "use small letters, digits, `-`, `_` and `.`, such as `lintx`".to_owned(),
        });
    }
    let shown = options.from.to_string_lossy().into_owned();
    let raw = InMemory { path: shown.clone(), bytes: inputs::bytes(&options.from)? };
    let failed = |error: &Unreadable| match unreadable(&shown, error) {
        Ok(told) => Failure::Inputs { diagnostics: vec![told], texts: Texts::new() },
        Err(failure) => failure,
    };
    let text = skeleton(name, &raw).map_err(|error| failed(&error))?;
    let mapping = Mapping::read(&text).map_err(Failure::Internal)?;
    let mut items: Vec<Item> = Vec::new();
    mapping.read(&raw, &mut items).map_err(|error| failed(&error))?;
    let found = items.iter().filter(|item| matches!(item, Item::Finding { .. })).count();
    match &options.output {
        None => terminal.print(&text)?,
        Some(folder) => publish(folder, name, &options.from, &text, &raw.bytes, terminal)?,
    }
    let found = output::number(found, "finding");
    terminal.note(&format!(
        "{name}: it finds {found} in the sample; read its comments, and say how bad each word of [severity] is\n"
    ));
    Ok(Exit::Within)
}

/// Writes the mapping with its sample beside it. What is there already isn't overwritten.
fn publish(
    folder: &Path,
    name: &str,
    from: &Path,
    text: &str,
    sample: &[u8],
    terminal: &mut Terminal,
) -> Result<(), Failure> {
    let suffix = from.extension().and_then(|suffix| suffix.to_str()).unwrap_or("txt");
    for (file, bytes) in
        [(format!("{name}.toml"), text.as_bytes()), (format!("{name}{SAMPLE}{suffix}"), sample)]
    {
        let path = folder.join(&file);
        if path.exists() {
            return Err(Failure::Usage {
                message: format!("{} is there already", path.display()),
                help: "name another folder, or take the file away".to_owned(),
            });
        }
        write::file(folder, &file, bytes)?;
        terminal.note(&format!("wrote {}\n", path.display()));
    }
    Ok(())
}
