//! `signoff site`: a static site of many reports.

mod check;
mod publish;
#[cfg(feature = "serve")]
mod serve;
mod sources;
mod stage;

use std::collections::HashSet;
use std::path::Path;

use self::sources::Sources;
use self::stage::Folder;
use super::args::{AddOptions, BuildOptions, SiteCommand, SiteOptions};
use super::exit::{Exit, Failure, Texts};
use super::terminal::Terminal;
use super::{clock, inputs};
use crate::diagnostic::Diagnostic;
use crate::model::{Day, Digest};
use crate::site::build::{Before, Built, Work, build};
use crate::site::config::Config;
use crate::site::doors::SiteError;
use crate::site::news::version_name;
use crate::view::labels::counted;

pub(super) fn run(options: &SiteOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    match &options.command {
        SiteCommand::Build(options) => built(options, terminal),
        SiteCommand::Add(options) => added(options, terminal),
        #[cfg(feature = "serve")]
        SiteCommand::Serve(options) => serve::run(options, terminal),
        SiteCommand::Check(options) => check::run(options, terminal),
    }
}

fn built(options: &BuildOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let config = config(&options.config)?;
    of_config(&config, &options.config, &options.output, options.as_of, terminal)
}

/// Builds what a `site.toml` says in a folder.
fn of_config(
    config: &Config,
    path: &Path,
    output: &Path,
    as_of: Option<Day>,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let as_of = clock::as_of(as_of.or(config.as_of))?;
    let folder = Folder::open(output)?;
    let progress = terminal.progress("reading reports");
    let base = path.parent().unwrap_or(Path::new("."));
    let sources = Sources::named(config, base, output, as_of);
    progress.finish_and_clear();
    let sources = sources?;
    terminal.diagnostics(&sources.told, &Texts::new());
    published(config, as_of, &sources, &folder, terminal)
}

fn added(options: &AddOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let folder = Folder::open(&options.site)?;
    let before = folder.before()?.ok_or_else(|| Failure::Usage {
        message: format!("there is no site in {}", options.site.display()),
        help: "name a folder that `signoff site build` published".to_owned(),
    })?;
    let config = before.build.config.clone();
    let as_of = clock::as_of(options.as_of.or(config.as_of))?;
    let sources = Sources::added(&before.site, &options.site, &options.reports)?;
    terminal.diagnostics(&sources.told, &Texts::new());
    published(&config, as_of, &sources, &folder, terminal)
}

fn published(
    config: &Config,
    as_of: Day,
    sources: &Sources,
    folder: &Folder,
    terminal: &mut Terminal,
) -> Result<Exit, Failure> {
    let before = folder.before()?;
    let progress = terminal.progress("building the site");
    let work = Work { config, as_of, reports: sources, stage: folder, before: before.as_ref() };
    let built = build(&work).map_err(failure)?;
    publish::publish(folder, before.as_ref(), &built)?;
    progress.finish_and_clear();
    terminal.diagnostics(&removed(&built), &Texts::new());
    terminal.diagnostics(&doubled(before.as_ref(), &built), &Texts::new());
    terminal.note(&summary(before.as_ref(), &built, folder.shown()));
    Ok(Exit::Within)
}

fn config(path: &Path) -> Result<Config, Failure> {
    let name = path.display().to_string();
    let bytes = inputs::bytes(path)?;
    let text = String::from_utf8(bytes).map_err(|_| {
        Failure::unprinted(vec![Diagnostic::error("invalid-site", format!("{name} is not UTF-8"))])
    })?;
    Config::read(&name, &text).map_err(|diagnostics| Failure::Inputs {
        diagnostics,
        texts: Texts::from([(name.clone(), text.clone())]),
    })
}

/// What became of the site, in a sentence.
fn summary(before: Option<&Before>, built: &Built, folder: &str) -> String {
    let reports = counted(built.site.report_count(), "report", "reports");
    let systems = counted(built.site.subjects.len(), "system", "systems");
    let made = match (before, built.changed.len(), built.gone.len()) {
        (_, 0, 0) => "nothing changed".to_owned(),
        (None, _, _) => "all of it is new".to_owned(),
        (Some(_), changed, gone) => {
            let of = counted(built.build.units.len(), "part", "parts");
            format!("{changed} of {of} made anew, {gone} removed")
        }
    };
    format!("{reports} on {systems} in {folder}: {made}\nroot {}\n", built.site.root)
}

fn removed(built: &Built) -> Vec<Diagnostic> {
    let told = built.removed.iter().map(|removed| {
        let version = removed.version.as_deref().unwrap_or("no version");
        let message = format!(
            "the report on {} {version} as of {} is not published any more (sha256:{})",
            removed.subject, removed.as_of, removed.sha256
        );
        Diagnostic::warning("removed-report", message)
    });
    told.collect()
}

/// Reports that are new, and on the same version as of the same day as others: one may have been meant to replace the
/// other. Both stay.
fn doubled(before: Option<&Before>, built: &Built) -> Vec<Diagnostic> {
    let known = before.iter().flat_map(|before| &before.site.subjects);
    let known: HashSet<&Digest> =
        known.flat_map(|subject| &subject.versions).map(|version| &version.sha256).collect();
    let mut told = Vec::new();
    for subject in &built.site.subjects {
        for (one, other) in subject.versions.iter().zip(subject.versions.iter().skip(1)) {
            let is_same = (one.as_of, &one.version) == (other.as_of, &other.version);
            let is_new = !known.contains(&one.sha256) || !known.contains(&other.sha256);
            if is_same && is_new {
                let message = format!(
                    "two reports are on {} {} as of {}: sha256:{} and sha256:{}",
                    subject.name,
                    version_name(one),
                    one.as_of,
                    one.sha256,
                    other.sha256
                );
                let help = "both are published; remove the one that doesn't hold";
                told.push(Diagnostic::warning("another-report", message).help(help));
            }
        }
    }
    told
}

/// Whose fault it is.
fn failure(error: SiteError) -> Failure {
    match error {
        SiteError::Invalid(diagnostics) => Failure::unprinted(diagnostics),
        SiteError::Io { what, source } => Failure::environment(what, source),
        SiteError::Render(error) => Failure::internal(error),
    }
}
