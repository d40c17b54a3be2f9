//! The commands: the only place that knows files, the clock, the environment and the terminal.

mod adapters;
mod args;
mod assess;
mod bundle;
mod check;
mod clock;
mod completions;
mod diff;
mod earlier;
mod exit;
mod explain;
mod foreign;
mod hypothetical;
mod ingest;
mod inputs;
mod on_the_way;
mod opened;
mod output;
mod outputs;
mod package;
mod packaged;
mod policy;
mod reading;
mod render;
mod root;
mod sandbox;
mod schema;
mod shelf;
mod site;
mod source;
mod terminal;
mod validate;
mod verify;
mod write;

use std::process::ExitCode;

use clap::Parser as _;

use args::{Arguments, Command};
use exit::{Exit, Failure};
use terminal::Terminal;

/// Runs the command line of this process.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => return usage(&error),
    };
    let mut terminal = Terminal::of_process(arguments.colour);
    let result = match arguments.command {
        Command::Render(options) => render::run(&options, &mut terminal),
        Command::Check(options) => check::run(&options, &mut terminal),
        Command::Bundle(options) => bundle::run(&options, &mut terminal),
        Command::Verify(options) => verify::run(&options, &mut terminal),
        Command::Diff(options) => diff::run(&options, &mut terminal),
        Command::Site(options) => site::run(&options, &mut terminal),
        Command::Validate(options) => validate::run(&options, &mut terminal),
        Command::Ingest(options) => ingest::run(&options, &mut terminal),
        Command::Adapters(options) => adapters::run(&options, &mut terminal),
        Command::Explain(options) => explain::run(&options, &mut terminal),
        Command::Schema(options) => schema::run(&options, &mut terminal),
        Command::Completions(options) => completions::run(&options, &mut terminal),
        Command::RunMapping(options) => sandbox::inside(&options),
    };
    let exit = result.unwrap_or_else(|failure: Failure| terminal.failure(&failure));
    ExitCode::from(exit.code())
}

/// Help and version go to stdout with 0; a wrong command line to stderr with 2.
fn usage(error: &clap::Error) -> ExitCode {
    // Where even stderr is closed, only the exit code is left to tell.
    let _ = error.print();
    let exit = if error.use_stderr() { Exit::Invalid } else { Exit::Within };
    ExitCode::from(exit.code())
}
