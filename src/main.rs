//! The `signoff` binary: parse, run, exit code.

use std::process::ExitCode;

/// A report is made of millions of small strings, and typst's layout of as many small boxes: this allocator gives and
/// takes them in constant time, where that of the C library walks its lists the longer the more there are.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    signoff::cli::main()
}
