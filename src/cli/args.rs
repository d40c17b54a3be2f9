//! The command line.

use std::path::PathBuf;

use clap::{Args, ColorChoice, Parser, Subcommand, ValueEnum};

mod adapters;
mod check;
mod diff;
mod site;

pub(super) use adapters::{
    AdaptersCommand, AdaptersOptions, ConfinedOptions, LimitOptions, NewOptions, OutputsOptions,
    TestOptions,
};

pub(super) use check::{CheckLimit, CheckOptions};
pub(super) use diff::{DiffOptions, DiffText};
#[cfg(feature = "serve")]
pub(super) use site::ServeOptions;
pub(super) use site::{AddOptions, BuildOptions, SiteCheckOptions, SiteCommand, SiteOptions};

use crate::attest::{Options, Paper};
use crate::model::Day;
use crate::render::Format;

/// What stands under the help of all commands.
const AFTER: &str = "\
Example:
  signoff render findings.json -o out

Exit codes:
  0  the verdict is within what --fail-on allows
  1  it is not
  2  bad usage or invalid input
  3  the environment failed
  4  verification failed";

/// Readiness reports that can be checked.
///
/// Findings go in as JSON; the same report comes out as Markdown, HTML, PDF and JSON. Every claim in it is
/// linked to its evidence, and its verdict is computed.
#[derive(Debug, Parser)]
#[command(name = "signoff", version, propagate_version = true, max_term_width = 100, after_help = AFTER)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
    /// When to colour what is printed; `NO_COLOR` is heeded.
    #[arg(long = "color", global = true, value_name = "WHEN", default_value = "auto")]
    pub(super) colour: ColorChoice,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Write the report in all formats.
    #[command(after_help = "Examples:\n  signoff render findings.json -o out\n  \
                            signoff render claims.json reports/*.sarif reports/junit.xml -o out\n  \
                            signoff render findings.json --baseline last/report.json -o out")]
    Render(RenderOptions),
    /// Judge the gates and print them.
    #[command(after_help = "Examples:\n  signoff check findings.json --fail-on conditions\n  \
                            signoff check findings.json --assume fixed:F-12,supported:C-3\n  \
                            signoff check findings.json --baseline last.zip --fail-on new:high")]
    Check(CheckOptions),
    /// Pack the report and everything that it rests on into one archive.
    ///
    /// In place of findings, a folder that `render` wrote is packed as it stands.
    #[command(after_help = "Examples:\n  signoff bundle findings.json -o report.zip\n  \
                            signoff bundle findings.json --baseline last.zip -o report.zip\n  \
                            signoff bundle out -o report.zip")]
    Bundle(BundleOptions),
    /// Recompute everything that a package says, and tell every difference.
    #[command(after_help = "Example:\n  signoff verify report.zip")]
    Verify(VerifyOptions),
    /// Tell what changed between two reports, and why.
    ///
    /// Findings are recognised again when lines move, files are renamed or code is reformatted; what a checker didn't
    /// look at is never called fixed.
    #[command(after_help = "Examples:\n  signoff diff old/report.json new/report.json -o out\n  \
                            signoff diff v1.json v2.json --policy signoff.toml --fail-on new:high,verdict\n  \
                            signoff diff before.sarif after.sarif --fail-on new\n  \
                            signoff diff --chain v1.json v2.json v3.json -o history")]
    Diff(DiffOptions),
    /// Publish many reports as a static site.
    #[command(after_help = "Examples:\n  signoff site build site/site.toml -o public\n  \
                            signoff site add public out/report.json")]
    Site(SiteOptions),
    /// Check findings against the schema and their references.
    #[command(after_help = "Example:\n  signoff validate findings.json --format github")]
    Validate(ValidateOptions),
    /// Make findings of what checkers wrote.
    #[command(
        after_help = "Examples:\n  signoff ingest reports/*.json reports/*.xml -o findings.json\n  \
                            signoff ingest trivy.json --adapter trivy --into findings.json\n  \
                            signoff ingest trivy.json --to sarif -o trivy.sarif"
    )]
    Ingest(IngestOptions),
    /// The checkers whose outputs can be read.
    #[command(after_help = "Example:\n  signoff adapters list")]
    Adapters(AdaptersOptions),
    /// Explain a gate, a claim or anything else that has an id: what was observed, from which bytes, and what would
    /// change it.
    #[command(after_help = "Examples:\n  signoff explain api-latency findings.json\n  \
                            signoff explain open-findings")]
    Explain(ExplainOptions),
    /// Print a JSON Schema.
    #[command(after_help = "Example:\n  signoff schema findings > findings-1.schema.json")]
    Schema(SchemaOptions),
    /// Print a completion script for a shell.
    #[command(after_help = "Example:\n  signoff completions bash > /etc/bash_completion.d/signoff")]
    Completions(CompletionsOptions),
    /// The process in which a mapping runs.
    #[command(name = super::sandbox::SUBCOMMAND, hide = true)]
    RunMapping(ConfinedOptions),
}

/// What is judged, and under what.
#[derive(Debug, Args)]
pub(super) struct JudgeOptions {
    /// Findings files and outputs of checkers, merged; or, as they stand, one report.json, or what `render` or
    /// `bundle` wrote. `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) under: UnderOptions,
    /// The earlier report since which changes are told: a report.json, or what `render` or `bundle` wrote. It bears
    /// on no gate.
    #[arg(long, value_name = "FILE")]
    pub(super) baseline: Option<PathBuf>,
}

/// Under what is judged, and as of when.
#[derive(Debug, Default, Args)]
pub(super) struct UnderOptions {
    /// The policy. Otherwise `signoff.toml` beside the findings or above them, else the built-in `production`.
    #[arg(long, value_name = "FILE")]
    pub(super) policy: Option<PathBuf>,
    /// The day as of which to judge. Otherwise that of `SOURCE_DATE_EPOCH`, else today (UTC).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(super) as_of: Option<Day>,
    /// The folder that bounds evidence. Otherwise the deepest one that holds all findings files.
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    #[command(flatten)]
    pub(super) outputs: OutputsOptions,
}

#[derive(Debug, Args)]
pub(super) struct RenderOptions {
    #[command(flatten)]
    pub(super) judge: JudgeOptions,
    /// The folder to write to; `-` prints a single format to standard output.
    #[arg(short, long, value_name = "DIR")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) look: LookOptions,
    /// Which verdicts end with exit code 1.
    #[arg(long, value_name = "VERDICTS", default_value = "never")]
    pub(super) fail_on: FailOn,
}

/// What is rendered, and how it looks.
#[derive(Debug, Args)]
pub(super) struct LookOptions {
    /// The formats to write. Otherwise all that this build has.
    #[arg(long, value_delimiter = ',', value_name = "FORMATS")]
    pub(super) formats: Option<Vec<ReportFormat>>,
    /// The paper of the PDF. Otherwise a4.
    #[arg(long)]
    pub(super) paper: Option<PaperName>,
}

impl LookOptions {
    /// The same, as a package says it.
    pub(super) fn options(&self) -> Options {
        let formats = self.formats.as_deref().unwrap_or(ReportFormat::value_variants());
        let paper = match self.paper {
            Some(PaperName::A4) | None => Paper::A4,
            Some(PaperName::Letter) => Paper::Letter,
        };
        Options::of(formats.iter().map(|format| (*format).into()), paper)
    }

    /// Whether anything is asked for.
    pub(super) fn is_said(&self) -> bool {
        self.formats.is_some() || self.paper.is_some()
    }
}

#[derive(Debug, Args)]
pub(super) struct IngestOptions {
    /// What checkers wrote. Its format is told by its content. `-` is standard input.
    #[arg(required_unless_present = "into", value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// The findings file to write. Otherwise that of `--into`, else standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
    /// Findings to add to; what is in them stays.
    #[arg(long, value_name = "FILE")]
    pub(super) into: Option<PathBuf>,
    /// The adapter for all files, where the content doesn't tell.
    #[arg(long, value_name = "NAME")]
    pub(super) adapter: Option<String>,
    /// A folder of mappings of your own.
    #[arg(long, value_name = "DIR")]
    pub(super) adapters: Option<PathBuf>,
    /// The system that the findings are about. Otherwise it is called after the folder.
    #[arg(long, value_name = "NAME")]
    pub(super) subject: Option<String>,
    /// What to write: findings, or SARIF for other tools.
    #[arg(long, value_name = "FORMAT", default_value = "findings")]
    pub(super) to: IngestFormat,
    #[command(flatten)]
    pub(super) limits: LimitOptions,
}

#[derive(Debug, Args)]
pub(super) struct BundleOptions {
    #[command(flatten)]
    pub(super) judge: JudgeOptions,
    /// The archive to write; `-` is standard output.
    #[arg(short, long, value_name = "ZIP")]
    pub(super) output: PathBuf,
    #[command(flatten)]
    pub(super) look: LookOptions,
    /// Which verdicts end with exit code 1: `never` where nothing is said.
    #[arg(long, value_name = "VERDICTS")]
    pub(super) fail_on: Option<FailOn>,
}

#[derive(Debug, Args)]
pub(super) struct VerifyOptions {
    /// A folder that `render` wrote, or an archive that `bundle` packed; `-` is an archive on standard input.
    #[arg(value_name = "PATH")]
    pub(super) path: PathBuf,
    /// How to print the result.
    #[arg(long, default_value = "human")]
    pub(super) format: MessageFormat,
}

#[derive(Debug, Args)]
pub(super) struct ExplainOptions {
    /// A gate, claim, finding, measure, waiver, contradiction or piece of evidence; or, without a file, a type of
    /// gate, the state of a claim, a rule for contradictions, or the code of a message.
    #[arg(value_name = "ID")]
    pub(super) id: String,
    /// Findings files and outputs of checkers, merged; or one report.json, or what `render` or `bundle` wrote. `-` is
    /// standard input.
    #[arg(value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) under: UnderOptions,
    /// How to print it.
    #[arg(long, default_value = "human")]
    pub(super) format: TextFormat,
}

#[derive(Debug, Args)]
pub(super) struct ValidateOptions {
    /// Findings files and outputs of checkers, merged. `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub(super) files: Vec<PathBuf>,
    /// How to print the result.
    #[arg(long, default_value = "human")]
    pub(super) format: MessageFormat,
    /// The folder that bounds evidence. Otherwise the deepest one that holds all findings files.
    #[arg(long, value_name = "DIR")]
    pub(super) root: Option<PathBuf>,
    #[command(flatten)]
    pub(super) outputs: OutputsOptions,
}

#[derive(Debug, Args)]
pub(super) struct SchemaOptions {
    /// Which schema.
    #[arg(value_name = "NAME", value_parser = clap::builder::PossibleValuesParser::new(
        crate::schema::SCHEMAS.iter().map(|(name, _)| *name)
    ))]
    pub(super) name: String,
}

#[derive(Debug, Args)]
pub(super) struct CompletionsOptions {
    /// Which shell.
    pub(super) shell: clap_complete::Shell,
}

/// What `ingest` writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum IngestFormat {
    /// Findings.
    Findings,
    /// SARIF 2.1.0.
    Sarif,
}

/// A format of the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
pub(super) enum ReportFormat {
    /// GitHub-flavoured Markdown.
    Md,
    /// One self-contained page.
    Html,
    /// PDF/A-3a and PDF/UA-1.
    #[cfg(feature = "pdf")]
    Pdf,
    /// The assessed report as data.
    Json,
}

impl From<ReportFormat> for Format {
    fn from(format: ReportFormat) -> Self {
        match format {
            ReportFormat::Md => Self::Markdown,
            ReportFormat::Html => Self::Html,
            #[cfg(feature = "pdf")]
            ReportFormat::Pdf => Self::Pdf,
            ReportFormat::Json => Self::Json,
        }
    }
}

/// The paper of a PDF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum PaperName {
    /// ISO 216 A4, 210 × 297 mm.
    A4,
    /// US Letter, 8.5 × 11 in.
    Letter,
}

/// How to print a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum MessageFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
    /// SARIF 2.1.0.
    Sarif,
}

/// How to print a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TextFormat {
    /// For people.
    Human,
    /// For programs.
    Json,
}

/// Which verdicts end with exit code 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum FailOn {
    /// Both ways of not being ready.
    NotReady,
    /// Those, and ready with conditions.
    Conditions,
    /// None.
    Never,
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(|| "expected a date such as 2025-08-27".to_owned())
}
