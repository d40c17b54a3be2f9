//! The command line of `diff`.

use std::path::PathBuf;

use clap::Args;

use super::{LookOptions, TextFormat, UnderOptions};

/// What `diff` compares, and how.
#[derive(Debug, Args)]
pub(in crate::cli) struct DiffOptions {
    /// The earlier side: a findings file, a report.json, what `render` or `bundle` wrote, or what a checker wrote.
    #[arg(value_name = "OLD")]
    pub(in crate::cli) old: PathBuf,
    /// The later side, likewise.
    #[arg(value_name = "NEW")]
    pub(in crate::cli) new: PathBuf,
    /// The folder to write to: diff.md, diff.html, diff.pdf, diff.json.
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
    #[command(flatten)]
    pub(in crate::cli) under: UnderOptions,
    #[command(flatten)]
    pub(in crate::cli) look: LookOptions,
    /// How to print what changed: a summary, or all of it.
    #[arg(long, default_value = "human")]
    pub(in crate::cli) format: TextFormat,
    /// Which changes end with exit code 1: `new` or `new:SEVERITY` (new or reopened findings, of that severity or
    /// worse), `verdict`, `gate` or `gate:ID`, `claim` or `claim:ID`, `measure` or `measure:ID` (each: worse than before).
    #[arg(long, value_delimiter = ',', value_name = "CHANGES")]
    pub(in crate::cli) fail_on: Vec<String>,
}
