//! The command line of what reads checkers' outputs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// How outputs of checkers are read that are named in place of findings, or beside them.
#[derive(Debug, Args)]
pub(in crate::cli) struct OutputsOptions {
    /// A folder of mappings of your own, beside those that the policy names.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) adapters: Option<PathBuf>,
    /// The system, where outputs of checkers are named alone.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) subject: Option<String>,
}

impl OutputsOptions {
    /// Whether anything is asked for.
    pub(in crate::cli) fn is_said(&self) -> bool {
        self.adapters.is_some() || self.subject.is_some()
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AdaptersOptions {
    #[command(subcommand)]
    pub(in crate::cli) command: AdaptersCommand,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AdaptersCommand {
    /// List them by name.
    #[command(after_help = "Example:\n  signoff adapters list")]
    List {
        /// A folder of mappings of your own.
        #[arg(long, value_name = "DIR")]
        adapters: Option<PathBuf>,
    },
    /// Show one: what it reads, and its table of severities.
    #[command(after_help = "Example:\n  signoff adapters show bandit")]
    Show {
        /// Its name.
        name: String,
        /// A folder of mappings of your own.
        #[arg(long, value_name = "DIR")]
        adapters: Option<PathBuf>,
    },
}
