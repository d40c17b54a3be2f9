//! Rendered files against the report, rendered again. Only the version that rendered them gives the same bytes.

use super::super::manifest::{MANIFEST, Manifest};
use super::super::recipe::Options;
use super::super::{Contents, draw};
use super::{formats, is_of_this_version};
use crate::diagnostic::{Diagnostic, Lines, Place};
use crate::model::Report;
use crate::render::{File, Format};

/// How much of a line is told.
const LONGEST: usize = 160;

/// The names of what was rendered again, and what was not.
#[derive(Debug, Default)]
pub(super) struct Names {
    pub(super) again: Vec<String>,
    /// Formats of which it isn't known which files they have.
    pub(super) not_drawn: Vec<Format>,
}

/// Renders again, and tells every file that differs.
pub(super) fn compare(
    manifest: &Manifest,
    report: &Report,
    contents: &dyn Contents,
) -> (Names, Vec<Diagnostic>) {
    let recipe = &manifest.recipe;
    if !is_of_this_version(recipe) {
        let told = other_version(&recipe.signoff_version);
        let not_drawn = recipe.options.formats.clone();
        return (Names { again: Vec::new(), not_drawn }, vec![told]);
    }
    let (can, not_drawn) = formats(recipe);
    let mut told: Vec<Diagnostic> = not_drawn.iter().map(|format| no_renderer(*format)).collect();
    let options = Options { formats: can, ..recipe.options.clone() };
    let mut again = Vec::new();
    match draw::draw(report, &options) {
        Ok(files) => {
            for file in files {
                // What differs in report.json was told part by part.
                let said = contents.read(&file.name).ok();
                let said = said.filter(|_| file.name != Format::Json.file_name());
                // A file that isn't there is told where digests are.
                told.extend(said.and_then(|said| differs(&file, &said)));
                again.push(file.name);
            }
        }
        Err(error) => {
            let message = format!("the report can't be rendered again: {error}");
            told.push(Diagnostic::error("output-differs", message).at(Place::file(MANIFEST)));
        }
    }
    (Names { again, not_drawn }, told)
}

/// How a file differs from what is rendered again.
pub(super) fn differs(made: &File, said: &[u8]) -> Option<Diagnostic> {
    let name = made.name.as_str();
    if *said == *made.bytes {
        return None;
    }
    match (std::str::from_utf8(said), std::str::from_utf8(&made.bytes)) {
        (Ok(said), Ok(made)) => Some(line(name, said, made)),
        (Ok(_) | Err(_), _) => {
            let same = said.iter().zip(&made.bytes).take_while(|(a, b)| a == b).count();
            let message =
                format!("`{name}` differs from what is rendered again, from byte {same} on");
            Some(Diagnostic::error("output-differs", message).at(Place::file(name)))
        }
    }
}

/// The first line that differs, as it is and as it is rendered again.
fn line(name: &str, said: &str, made: &str) -> Diagnostic {
    let lines = |text: &'_ str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let (said_lines, made_lines) = (lines(said), lines(made));
    let same = said_lines.iter().zip(&made_lines).take_while(|(a, b)| a == b).count();
    let start: usize = said_lines.iter().take(same).map(String::len).sum();
    let length = said_lines.get(same).map_or(0, |line| line.trim_end_matches('\n').len());
    let span = Lines::new(said).span(start..start + length);
    let number = same + 1;
    let message = format!("`{name}` differs from what is rendered again, first in line {number}");
    let help = match made_lines.get(same) {
        Some(made) => format!("rendered again it is: {}", shortened(made.trim_end_matches('\n'))),
        None => "rendered again the file ends before this line".to_owned(),
    };
    Diagnostic::error("output-differs", message).at(Place::file(name).span(span)).help(help)
}

fn shortened(line: &str) -> String {
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line.to_owned(),
    }
}

fn other_version(version: &str) -> Diagnostic {
    let own = env!("CARGO_PKG_VERSION");
    let message = format!(
        "nothing was rendered again: version {version} of Signoff rendered these files, and this is {own}"
    );
    Diagnostic::warning("not-rendered", message)
        .at(Place::file(MANIFEST).path("/signoff_version"))
        .help("an edited number in the HTML, Markdown or PDF wouldn't be seen; verify with that version")
}

fn no_renderer(format: Format) -> Diagnostic {
    let name = format.file_name();
    let message = format!("`{name}` was not rendered again: this build can't render it");
    Diagnostic::warning("not-rendered", message)
        .at(Place::file(name))
        .help("build Signoff with the feature `pdf`, which is on by default")
}
