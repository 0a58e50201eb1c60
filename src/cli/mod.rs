//! Arguments to library calls, progress, exit codes.

mod batch;

use clap::{Parser, Subcommand};
use std::path::PathBuf;
use std::process::ExitCode;

/// Timeline and positions beside every article.
#[derive(Debug, Parser)]
#[command(version, about)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// The analysis of articles, without the screen
    Analyze(Analyze),
}

#[derive(Debug, clap::Args)]
struct Analyze {
    /// Files, or - for standard input
    paths: Vec<PathBuf>,
    /// Read one article a line as JSON, and write one analysis a line
    #[arg(long)]
    jsonl: bool,
    /// Keep the text to the letter
    #[arg(long)]
    no_clean: bool,
    /// Add sentences, tokens and names
    #[arg(long)]
    tokens: bool,
    /// How many threads to work with
    #[arg(long, default_value_t = 1)]
    threads: usize,
}

/// Runs the command line.
pub fn run() -> ExitCode {
    match Arguments::parse().command {
        Command::Analyze(arguments) => batch::analyze_lines(&arguments),
    }
}
