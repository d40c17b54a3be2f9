//! The command line of `site`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::day;
use crate::model::Day;

#[derive(Debug, Args)]
pub(in crate::cli) struct SiteOptions {
    #[command(subcommand)]
    pub(in crate::cli) command: SiteCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum SiteCommand {
    /// Build a site of all reports that site.toml names.
    ///
    /// Only what changed is made again. The folder is never half old and half new: pages are put by first.
    #[command(after_help = "Example:\n  signoff site build site/site.toml -o public")]
    Build(BuildOptions),
    /// Add reports to what is published.
    #[command(after_help = "Example:\n  signoff site add public out/report.json")]
    Add(AddOptions),
    /// Show a site on this machine while it is written: it is built again when something changes.
    #[cfg(feature = "serve")]
    #[command(after_help = "Example:\n  signoff site serve site/site.toml")]
    Serve(ServeOptions),
    /// Check what is published: digests, links, feeds, the history, and that nothing private is in it.
    #[command(after_help = "Examples:\n  signoff site check public\n  \
                            signoff site check public --against index-of-last-year.json")]
    Check(SiteCheckOptions),
}

#[derive(Debug, Args)]
pub(in crate::cli) struct BuildOptions {
    /// What the site is to be.
    #[arg(value_name = "SITE.TOML")]
    pub(in crate::cli) config: PathBuf,
    /// The folder to publish in.
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: PathBuf,
    /// The day as of which ages are told and findings are judged. Otherwise that of site.toml, of `SOURCE_DATE_EPOCH`,
    /// or today (UTC).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) as_of: Option<Day>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AddOptions {
    /// The folder in which the site is published.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) site: PathBuf,
    /// Each a report.json, or what `render` or `bundle` wrote.
    #[arg(required = true, value_name = "REPORT")]
    pub(in crate::cli) reports: Vec<PathBuf>,
    /// The day as of which ages are told. Otherwise that of site.toml, of `SOURCE_DATE_EPOCH`, or today (UTC).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) as_of: Option<Day>,
}

#[cfg(feature = "serve")]
#[derive(Debug, Args)]
pub(in crate::cli) struct ServeOptions {
    /// What the site is to be.
    #[arg(value_name = "SITE.TOML")]
    pub(in crate::cli) config: PathBuf,
    /// The port on the loopback address; 0 takes one that is free.
    #[arg(long, default_value_t = 4040)]
    pub(in crate::cli) port: u16,
    /// The day as of which ages are told and findings are judged. Otherwise that of site.toml, of `SOURCE_DATE_EPOCH`,
    /// or today (UTC).
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub(in crate::cli) as_of: Option<Day>,
}

#[derive(Debug, Args)]
pub(in crate::cli) struct SiteCheckOptions {
    /// The folder in which the site is published.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) site: PathBuf,
    /// An earlier state: its index.json, the folder of a copy, or its root (`sha256:` and 64 digits). What was replaced or
    /// removed since is told; of a root alone only whether it is the same.
    #[arg(long, value_name = "ROOT")]
    pub(in crate::cli) against: Option<String>,
}
