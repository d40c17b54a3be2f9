//! The command line of what reads checkers' outputs.

use std::path::PathBuf;

use clap::{Args, Subcommand};

/// How outputs of checkers are read that are named in place of findings, or beside them.
#[derive(Debug, Default, Args)]
pub(in crate::cli) struct OutputsOptions {
    /// A folder of mappings of your own, beside those that the policy names.
    #[arg(long, value_name = "DIR")]
    pub(in crate::cli) adapters: Option<PathBuf>,
    /// The system, where outputs of checkers are named alone.
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) subject: Option<String>,
    /// What it is called where neither the user nor any file says. It is the command's to say, not the user's.
    #[arg(skip)]
    pub(in crate::cli) subject_otherwise: Option<String>,
    #[command(flatten)]
    pub(in crate::cli) limits: LimitOptions,
}

/// What a mapping of the user's may take.
#[derive(Debug, Clone, Default, Args)]
pub(in crate::cli) struct LimitOptions {
    /// How many seconds a mapping of your own may take for a file. Otherwise 60, and 10 more for each 10 MB.
    #[arg(long, value_name = "SECONDS", value_parser = clap::value_parser!(u64).range(1..=86_400))]
    pub(in crate::cli) mapping_time: Option<u64>,
    /// How many megabytes of memory it may take besides the file. Otherwise 2000.
    #[arg(long, value_name = "MEGABYTES", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    pub(in crate::cli) mapping_memory: Option<u64>,
}

/// What the process of a mapping bounds itself to.
#[derive(Debug, Args)]
pub(in crate::cli) struct ConfinedOptions {
    pub(in crate::cli) seconds: u64,
    pub(in crate::cli) memory: u64,
}

impl OutputsOptions {
    /// Whether anything is asked for.
    pub(in crate::cli) fn is_said(&self) -> bool {
        let limits = &self.limits;
        let is_limited = limits.mapping_time.is_some() || limits.mapping_memory.is_some();
        self.adapters.is_some() || self.subject.is_some() || is_limited
    }
}

#[derive(Debug, Args)]
pub(in crate::cli) struct AdaptersOptions {
    #[command(subcommand)]
    pub(in crate::cli) command: AdaptersCommand,
}

/// What `adapters new` begins with.
#[derive(Debug, Args)]
pub(in crate::cli) struct NewOptions {
    /// The name of the mapping: small letters, digits, `-`, `_` and `.`.
    pub(in crate::cli) name: String,
    /// A file that the checker wrote.
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) from: PathBuf,
    /// The folder to write the mapping and its sample to. Otherwise the mapping is printed.
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
}

/// What `adapters test` runs.
#[derive(Debug, Args)]
pub(in crate::cli) struct TestOptions {
    /// The folder of mappings, each with its samples: `NAME.sample.json` or any other suffix, or files in `NAME/`.
    #[arg(value_name = "DIR")]
    pub(in crate::cli) folder: PathBuf,
    /// Write what comes of the samples as what is expected, `NAME.expected.json`. Read the difference.
    #[arg(long)]
    pub(in crate::cli) update: bool,
    #[command(flatten)]
    pub(in crate::cli) limits: LimitOptions,
}

#[derive(Debug, Subcommand)]
pub(in crate::cli) enum AdaptersCommand {
    /// Begin a mapping, from a sample of what the checker writes. It reads the sample at once; what can't be guessed is
    /// left to you.
    #[command(after_help = "Example:\n  signoff adapters new lintx --from lintx.json -o checkers")]
    New(NewOptions),
    /// Run each mapping of a folder on its samples: it alone has to know them, and what comes of them has to be what is
    /// expected. Where something differs the exit code is 1.
    #[command(after_help = "Example:\n  signoff adapters test checkers")]
    Test(TestOptions),
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
