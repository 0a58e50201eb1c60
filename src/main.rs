//! The `dateline` program: the batch command and the reader on the library of the same name.

mod cli;
mod tui;

fn main() -> std::process::ExitCode {
    cli::run()
}
