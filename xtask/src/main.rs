//! The commands of this workspace.
//!
//! Takes: the command line. Gives: an exit status: 0 for done, 1 for drift, a strict refusal or a document that fails,
//! 2 for what cannot be done. Does not generate: the library `specwright` does.

mod codegen;
mod conform;
mod corpus;
mod findings;
mod process;
mod terminal;
mod usage;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Generating is mostly allocating, and the pieces are small.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
    /// Generates from every OpenAPI document in some folders, and says how that went
    Corpus(corpus::Arguments),
    /// Makes each call of a crate to an independent reader of its document, which judges the requests and answers
    Conform(conform::Arguments),
    /// A program that ends with its parent
    #[command(hide = true)]
    Guarded(process::Guarded),
    /// One document of a corpus, in a process of its own
    #[command(hide = true)]
    CorpusWorker(corpus::Worker),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Corpus(arguments) => corpus::run(&arguments),
        Command::Conform(arguments) => conform::run(&arguments),
        Command::Guarded(guarded) => process::guarded(&guarded),
        Command::CorpusWorker(worker) => corpus::work(&worker),
    }
}
