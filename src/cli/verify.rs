//! `signoff verify`: everything that a package says, made again and compared.

use std::fmt::Write as _;

use anstyle::{AnsiColor, Style};
use serde_json::json;

use super::args::{MessageFormat, VerifyOptions};
use super::exit::{Exit, Failure, Texts};
use super::package::{self, Package, Refused};
use super::terminal::Terminal;
use super::{check, output};
use crate::attest::{self, Contents, Step, Verification};
use crate::diagnostic::{Diagnostic, Level, visible};
use crate::render::Format;

pub(super) fn run(options: &VerifyOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let package = match package::open(&options.path) {
        Ok(package) => package,
        Err(Refused::Failure(failure)) => return Err(failure),
        Err(Refused::Contents(told)) => return refuse(options.format, &told, terminal),
    };
    let verification = verified(&package, terminal);
    let holds = verification.holds();
    match options.format {
        MessageFormat::Human => {
            let (notes, told): (Vec<Diagnostic>, Vec<Diagnostic>) =
                verification.diagnostics.iter().cloned().partition(is_summed_up);
            terminal.diagnostics(&told, &texts(&told, package.contents()));
            terminal.print(&human(&verification, &notes))?;
        }
        MessageFormat::Json => terminal.print(&json(&verification)?)?,
        MessageFormat::Github | MessageFormat::Sarif => {
            let told = &verification.diagnostics;
            output::diagnostics(options.format, told, &Texts::new(), terminal)?;
        }
    }
    Ok(if holds { Exit::Within } else { Exit::Unverified })
}

fn verified(package: &Package, terminal: &Terminal) -> Verification {
    let progress = terminal.progress("opening");
    let tell = |step| {
        progress.set_message(match step {
            Step::Hashing => "hashing every file",
            Step::Recomputing => "recomputing from the inputs",
            Step::Rendering => "rendering again",
        });
    };
    let mut verification = attest::verify(package.contents(), &tell);
    verification.diagnostics.splice(0..0, package.differences());
    progress.finish_and_clear();
    verification
}

/// A package in which something could harm or mislead isn't looked into.
fn refuse(
    format: MessageFormat,
    told: &[Diagnostic],
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    match format {
        MessageFormat::Human => {
            terminal.diagnostics(told, &Texts::new());
            terminal.print(&format!("{}: the package is refused\n", not_verified()))?;
        }
        MessageFormat::Json => {
            let value = json!({ "signoff": "1", "verified": false, "diagnostics": told });
            terminal.print(&pretty(&value)?)?;
        }
        MessageFormat::Github | MessageFormat::Sarif => {
            output::diagnostics(format, told, &Texts::new(), terminal)?;
        }
    }
    Ok(Exit::Unverified)
}

/// The texts of the files that messages point into. What differs in report.json is told by its values.
fn texts(told: &[Diagnostic], contents: &dyn Contents) -> Texts {
    let places = told.iter().filter_map(|told| told.place.as_ref());
    let report = Format::Json.file_name();
    let pointed = places.filter(|place| place.span.is_some() && place.file != report);
    let mut texts = Texts::new();
    for place in pointed {
        if !texts.contains_key(&place.file)
            && let Ok(bytes) = contents.read(&place.file)
        {
            texts.insert(place.file.clone(), String::from_utf8_lossy(&bytes).into_owned());
        }
    }
    texts
}

/// What the summary says in its own words.
fn is_summed_up(told: &Diagnostic) -> bool {
    told.level == Level::Note && told.code == "not-signed"
}

fn human(verification: &Verification, notes: &[Diagnostic]) -> String {
    let mut text = String::new();
    let counts = &verification.counts;
    if let Some(recipe) = &verification.recipe {
        let _ = writeln!(
            text,
            "files       {}, of which {} are inputs; written by Signoff {}",
            counts.files,
            counts.inputs,
            visible(&recipe.signoff_version)
        );
        recomputed(verification, &mut text);
        if counts.masked > 0 {
            let places = output::number(counts.masked, "place");
            let links = output::number(counts.not_checkable, "link");
            let _ = writeln!(text, "masked      {places}; {links} not checkable here");
        }
        let again = match verification.rendered.as_slice() {
            [] => "nothing".to_owned(),
            names => names.iter().map(|name| visible(name)).collect::<Vec<_>>().join(", "),
        };
        let _ = writeln!(text, "rendered    {again}, again");
        for note in notes {
            let help = note.help.as_deref().unwrap_or_default();
            let _ = writeln!(text, "signed      {}: {help}", note.message);
        }
        text.push('\n');
    }
    text + &conclusion(verification)
}

fn recomputed(verification: &Verification, text: &mut String) {
    let counts = &verification.counts;
    let _ = match &verification.report {
        None => writeln!(text, "recomputed  nothing"),
        Some(report) => writeln!(
            text,
            "recomputed  {} of {}, and {}\n{}",
            output::number(counts.values, "value"),
            output::number(counts.claims, "claim"),
            output::number(counts.gates, "gate"),
            check::summary(report)
                .trim_end()
                .lines()
                .map(|line| format!("            {line}"))
                .collect::<Vec<_>>()
                .join("\n"),
        ),
    };
}

fn conclusion(verification: &Verification) -> String {
    let errors = verification.diagnostics.iter().filter(|told| told.level == Level::Error).count();
    if verification.holds() {
        let style = AnsiColor::Green.on_default().bold();
        let all = verification.diagnostics.iter().all(|told| told.level != Level::Warning);
        let checked = if all { "" } else { " in what was checked" };
        format!("{style}verified{style:#}: nothing differs{checked}\n")
    } else {
        let more = verification.diagnostics.iter().any(|told| told.code == "too-many-errors");
        let more = if more { "more than " } else { "" };
        format!("{}: {more}{}\n", not_verified(), output::number(errors, "difference"))
    }
}

fn not_verified() -> String {
    let style: Style = AnsiColor::Red.on_default().bold();
    format!("{style}not verified{style:#}")
}

fn json(verification: &Verification) -> Result<String, Failure> {
    let recipe = verification.recipe.as_ref();
    pretty(&json!({
        "signoff": "1",
        "verified": verification.holds(),
        "signed": false,
        "signoff_version": recipe.map(|recipe| &recipe.signoff_version),
        "as_of": recipe.map(|recipe| recipe.as_of),
        "verdict": verification.report.as_ref().map(|report| report.verdict.value),
        "counts": verification.counts,
        "rendered_again": verification.rendered,
        "diagnostics": verification.diagnostics,
    }))
}

fn pretty(value: &serde_json::Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value).map_err(Failure::internal)?;
    Ok(text + "\n")
}
