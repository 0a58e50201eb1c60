//! `dateline config`, `completions` and `man`: what the program says of itself.

use super::arguments::Arguments;
use super::{Failure, Settings, analyze::deliver};
use clap::CommandFactory;
use std::io::Write;

pub(super) fn config(settings: &Settings) -> Result<bool, Failure> {
    let file = &settings.file;
    let there = if file.exists() { "" } else { " (not there)" };
    deliver(None, |output| {
        writeln!(output, "# settings file: {}{there}", file.display())?;
        output.write_all(settings.config.to_toml().as_bytes())
    })?;
    Ok(true)
}

pub(super) fn completions(shell: clap_complete::Shell) -> Result<bool, Failure> {
    let mut text = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "dateline", &mut text);
    deliver(None, |output| output.write_all(&text))?;
    Ok(true)
}

pub(super) fn manual(command: Option<&str>) -> Result<bool, Failure> {
    let mut all = Arguments::command();
    all.build();
    let page = match command {
        None => all,
        Some(name) => all
            .find_subcommand(name)
            .cloned()
            .ok_or_else(|| Failure::Usage(format!("there is no command {name}; see dateline --help")))?,
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(page).render(&mut text)?;
    deliver(None, |output| output.write_all(&text))?;
    Ok(true)
}
