//! The commands of this workspace.
//!
//! Takes: the command line. Gives: an exit status: 0 for done, 1 for drift or a strict refusal, 2 for what cannot be done.
//! Does not generate: the library `specwright` does.

mod codegen;
mod findings;
mod terminal;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

#[derive(Parser)]
#[command(
    name = "cargo xtask",
    bin_name = "cargo xtask",
    about = "The commands of this workspace"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Generates a crate from an OpenAPI document
    Codegen(codegen::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Codegen(arguments) => codegen::run(&arguments),
    }
}
