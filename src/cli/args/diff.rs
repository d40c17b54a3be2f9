//! The command line of `diff`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::{PaperName, UnderOptions};
use crate::attest::{Options, Paper};
use crate::render::Format;
use crate::view::delta::CommentLinks;

/// What `diff` compares, and how.
#[derive(Debug, Args)]
pub(in crate::cli) struct DiffOptions {
    /// The earlier side and the later one, each a findings file, a report.json, what `render` or `bundle` wrote, or what
    /// a checker wrote. With --chain as many as there are, from the oldest to the newest.
    #[arg(required = true, num_args = 2.., value_name = "FILE", value_names = ["OLD", "NEW"])]
    pub(in crate::cli) files: Vec<PathBuf>,
    /// Tell the history of each finding and claim over several versions.
    #[arg(long, conflicts_with = "fail_on")]
    pub(in crate::cli) chain: bool,
    /// The folder to write to: diff.md, diff.html, diff.pdf, diff.json, diff.sarif. With --chain history.md,
    /// history.html, history.pdf, history.json.
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) under: UnderOptions,
    /// The formats to write. Otherwise all that this build has.
    #[arg(long, value_delimiter = ',', value_name = "FORMATS", requires = "output")]
    pub(in crate::cli) formats: Option<Vec<DiffFormat>>,
    /// The paper of the PDF. Otherwise a4.
    #[arg(long, requires = "output")]
    pub(in crate::cli) paper: Option<PaperName>,
    /// How to print what changed.
    #[arg(long, default_value = "human")]
    pub(in crate::cli) format: DiffText,
    /// Where the later report is published, for the links of a comment.
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) report_url: Option<String>,
    /// Where the page of the comparison is published, likewise.
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) changes_url: Option<String>,
    /// Which changes end with exit code 1: `new` or `new:SEVERITY` (new or reopened findings, of that severity or
    /// worse), `verdict`, `gate` or `gate:ID`, `claim` or `claim:ID`, `measure` or `measure:ID` (each: worse than before).
    #[arg(long, value_delimiter = ',', value_name = "CHANGES")]
    pub(in crate::cli) fail_on: Vec<String>,
}

/// How a comparison is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffText {
    /// A summary for people.
    Human,
    /// All of it, for programs.
    Json,
    /// Markdown of under 30 lines, for a pull request.
    Comment,
}

/// A format of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DiffFormat {
    /// GitHub-flavoured Markdown.
    Md,
    /// One self-contained page.
    Html,
    /// PDF/A-3a and PDF/UA-1.
    #[cfg(feature = "pdf")]
    Pdf,
    /// The comparison as data.
    Json,
    /// SARIF 2.1.0, each result with its `baselineState`.
    Sarif,
}

impl DiffOptions {
    fn asked(&self) -> &[DiffFormat] {
        self.formats.as_deref().unwrap_or(DiffFormat::value_variants())
    }

    /// Where a comment leads.
    pub(in crate::cli) fn links(&self) -> CommentLinks {
        let (report, changes) = (self.report_url.clone(), self.changes_url.clone());
        CommentLinks { report, pdf: None, changes }
    }

    /// Whether SARIF is asked for.
    pub(in crate::cli) fn wants_sarif(&self) -> bool {
        self.asked().contains(&DiffFormat::Sarif)
    }

    /// Whether SARIF is among the formats that are named.
    pub(in crate::cli) fn asks_for_sarif(&self) -> bool {
        self.formats.is_some() && self.wants_sarif()
    }

    /// What is drawn of a document, and how it looks.
    pub(in crate::cli) fn look(&self) -> Options {
        let formats = self.asked().iter().filter_map(|format| match format {
            DiffFormat::Md => Some(Format::Markdown),
            DiffFormat::Html => Some(Format::Html),
            #[cfg(feature = "pdf")]
            DiffFormat::Pdf => Some(Format::Pdf),
            DiffFormat::Json => Some(Format::Json),
            DiffFormat::Sarif => None,
        });
        let paper = match self.paper {
            Some(PaperName::A4) | None => Paper::A4,
            Some(PaperName::Letter) => Paper::Letter,
        };
        Options::of(formats, paper)
    }
}
