//! The command line of `check`.

use clap::{Args, ValueEnum as _};

use super::{FailOn, JudgeOptions, MessageFormat};
use crate::cli::diff::fail_on::Limit;
use crate::cli::exit::Failure;
use crate::diagnostic::nearest;

#[derive(Debug, Args)]
pub(in crate::cli) struct CheckOptions {
    #[command(flatten)]
    pub(in crate::cli) judge: JudgeOptions,
    /// How to print the result.
    #[arg(long, default_value = "human")]
    pub(in crate::cli) format: MessageFormat,
    /// What ends with exit code 1. Verdicts: `not-ready` (where nothing is said), `conditions` or `never`; with
    /// --assume, those of the hypothetical verdict, and where nothing is said, of the real one. Changes since
    /// --baseline, as in `diff`: `new` or `new:SEVERITY`, `verdict`, `gate`, `claim` or `measure`, each also with `:ID`.
    /// Where changes alone are named, no verdict fails it.
    #[arg(long, value_delimiter = ',', value_name = "LIMITS", value_parser = limit)]
    pub(in crate::cli) fail_on: Vec<CheckLimit>,
    /// What if: `fixed:FINDING`, `supported:CLAIM`, `signed:ROLE`. All that is printed is called hypothetical.
    #[arg(long, value_delimiter = ',', value_name = "THINGS")]
    pub(in crate::cli) assume: Vec<String>,
}

/// What ends `check` with exit code 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::cli) enum CheckLimit {
    /// The verdict is one of these.
    Verdicts(FailOn),
    /// It happened since the earlier report.
    Changes(Limit),
}

fn limit(text: &str) -> Result<CheckLimit, String> {
    if let Ok(verdicts) = FailOn::from_str(text, false) {
        return Ok(CheckLimit::Verdicts(verdicts));
    }
    Limit::parse(text).map(CheckLimit::Changes).map_err(|failure| {
        let values = FailOn::value_variants().iter().filter_map(FailOn::to_possible_value);
        let verdicts: Vec<String> = values.map(|value| value.get_name().to_owned()).collect();
        let near = nearest(text, verdicts.iter().map(String::as_str).chain(Limit::KINDS));
        match (near, failure) {
            (Some(near), _) => format!("did you mean '{near}'?"),
            (None, Failure::Usage { help, .. }) => {
                format!("verdicts are {}; for a change {help}", verdicts.join(", "))
            }
            (None, other) => other.to_string(),
        }
    })
}
