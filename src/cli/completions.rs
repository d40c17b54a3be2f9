//! `signoff completions`: prints a completion script.

use clap::CommandFactory as _;

use super::args::{Arguments, CompletionsOptions};
use super::exit::{Exit, Failure};
use super::terminal::Terminal;

pub(super) fn run(options: &CompletionsOptions, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut script = Vec::new();
    clap_complete::generate(options.shell, &mut Arguments::command(), "signoff", &mut script);
    terminal.bytes(&script)?;
    Ok(Exit::Within)
}
