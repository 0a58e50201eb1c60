//! The command line's shape.

use clap::{Args, Parser, Subcommand, ValueEnum};
use dateline::config::{Color, Flags};
use dateline::export::Format;
use jiff::civil::Date;
use std::path::PathBuf;

const AFTER_HELP: &str = "\
Exit status: 0 done; 1 some input failed, each named on standard error, everything else delivered; \
2 the command line or a setting is wrong.

Settings: defaults, then the file (dateline config names it), then DATELINE_LIBRARY, DATELINE_THREADS, \
DATELINE_COLOR, DATELINE_TIMEOUT, DATELINE_FEEDS, DATELINE_THEME, DATELINE_KEYS, DATELINE_MOUSE (DATELINE_CONFIG names another file), then flags. \
NO_COLOR turns colours off.";

/// A reader for news analysts: a timeline of events and the positions of the stakeholders beside every article.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100, after_long_help = AFTER_HELP, subcommand_precedence_over_arg = true)]
pub(super) struct Arguments {
    /// What to open: files, folders, http(s) addresses, - for standard input; nothing: the library, or the samples
    #[arg(value_name = "PATH|URL|-")]
    pub(super) inputs: Vec<String>,
    /// How the reader looks: dark, light, 256, 16, none, or a TOML file of your own
    #[arg(long, value_name = "NAME|FILE")]
    pub(super) theme: Option<String>,
    /// A key file that changes the reader's keys
    #[arg(long, value_name = "FILE")]
    pub(super) keys: Option<PathBuf>,
    /// Use the mouse in the reader
    #[arg(long)]
    pub(super) mouse: bool,
    #[command(flatten)]
    pub(super) common: Common,
    #[command(subcommand)]
    pub(super) command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Analyses articles without the screen
    #[command(visible_alias = "analyse")]
    Analyze(Analyze),
    /// Makes one timeline of many articles
    Timeline(Timeline),
    /// Reads articles into the library; what is there already is not doubled
    Import {
        /// Files, folders, http(s) addresses, feeds, - for standard input
        #[arg(value_name = "PATH|URL|-", required = true)]
        inputs: Vec<String>,
    },
    /// Writes the library, or what matches a query, with review marks
    Export(Export),
    /// Fetches the subscribed feeds into the library
    Sync,
    /// Prints the settings in force and where each comes from
    Config,
    /// Prints completions for a shell
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Prints the manual page
    Man {
        /// The command to print it of; without, that of dateline itself
        command: Option<String>,
    },
}

/// Options that every command takes.
#[derive(Debug, Args)]
pub(super) struct Common {
    /// Publication date of articles whose source has none
    #[arg(long, global = true, value_name = "YYYY-MM-DD")]
    pub(super) date: Option<Date>,
    /// Take nothing out: the body is the text as it came, to the letter
    #[arg(long, global = true)]
    pub(super) no_clean: bool,
    /// How many threads analyse; as many as the machine has if nothing is said
    #[arg(long, global = true, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=4096))]
    pub(super) threads: Option<u16>,
    /// The most seconds that one address may take
    #[arg(long, global = true, value_name = "SECONDS", value_parser = clap::value_parser!(u16).range(1..=4096))]
    pub(super) timeout: Option<u16>,
    /// When to use colours
    #[arg(long, global = true, value_name = "WHEN")]
    pub(super) color: Option<When>,
    /// The settings file
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    /// The library's file
    #[arg(long, global = true, value_name = "FILE")]
    pub(super) library: Option<PathBuf>,
}

impl Arguments {
    pub(super) fn flags(&self) -> Flags {
        let common = &self.common;
        Flags {
            library: common.library.clone(),
            threads: common.threads.map(usize::from),
            color: common.color.map(|when| match when {
                When::Auto => Color::Auto,
                When::Always => Color::Always,
                When::Never => Color::Never,
            }),
            timeout: common.timeout.map(u64::from),
            theme: self.theme.clone(),
            keys: self.keys.clone(),
            mouse: self.mouse,
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum When {
    /// Where it is a terminal
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

#[derive(Debug, Args)]
pub(super) struct Analyze {
    /// Files, folders, http(s) addresses, - for standard input
    #[arg(value_name = "PATH|URL|-", required_unless_present = "jsonl")]
    pub(super) inputs: Vec<String>,
    /// Read one article a line, {"id", "text"|"html"|"markdown", "url"?, "title"?, "published"?}, and write one
    /// analysis or error record a line; from standard input if no file is named
    #[arg(long)]
    pub(super) jsonl: bool,
    /// Add sentences, words and names to the JSON
    #[arg(long)]
    pub(super) tokens: bool,
    /// The output's format
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(super) format: AnalyzeFormat,
    /// Write to this file, all or nothing, in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Timeline {
    /// Files, folders, http(s) addresses, - for standard input: articles, or analyses already made
    #[arg(value_name = "PATH|URL|-", required_unless_present = "jsonl")]
    pub(super) inputs: Vec<String>,
    /// Read one article or one analysis a line; from standard input if no file is named
    #[arg(long)]
    pub(super) jsonl: bool,
    /// At most this many events, the most important ones
    #[arg(long, value_name = "N")]
    pub(super) limit: Option<usize>,
    /// Only events from this day on
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) from: Option<Date>,
    /// Only events up to this day
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub(super) to: Option<Date>,
    /// The output's format
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(super) format: FormatName,
    /// Write to this file, all or nothing, in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Debug, Args)]
pub(super) struct Export {
    /// Which articles: words, "phrases", party: stance: after: before: tag: site: is:
    #[arg(long, value_name = "QUERY")]
    pub(super) query: Option<String>,
    /// The output's format
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(super) format: FormatName,
    /// Write to this file, all or nothing, in place of standard output
    #[arg(short, long, value_name = "FILE")]
    pub(super) output: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    /// One JSON object a line
    Json,
    /// Markdown
    #[value(alias = "markdown")]
    Md,
    /// One row a fact, for spreadsheets
    Csv,
    /// JSON for the `TimelineJS` library
    Timelinejs,
    /// Plain lines, for screen readers
    Plain,
    /// Dated events as iCalendar
    Ics,
}

impl FormatName {
    pub(super) fn format(self) -> Format {
        match self {
            Self::Json => Format::Json,
            Self::Md => Format::Markdown,
            Self::Csv => Format::Csv,
            Self::Timelinejs => Format::TimelineJs,
            Self::Plain => Format::Plain,
            Self::Ics => Format::Ics,
        }
    }
}

/// The formats of `analyze`: those of all commands, and one of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AnalyzeFormat {
    /// One JSON object a line
    Json,
    /// Markdown
    #[value(alias = "markdown")]
    Md,
    /// One row a fact, for spreadsheets
    Csv,
    /// JSON for the `TimelineJS` library
    Timelinejs,
    /// Plain lines, for screen readers
    Plain,
    /// Dated events as iCalendar
    Ics,
    /// Sentences, words, tags and heads as CoNLL-U
    Conllu,
}

impl AnalyzeFormat {
    /// What the exporter writes; the lines of CoNLL-U are handed to it ready-made, as those of JSON are.
    pub(super) fn format(self) -> Format {
        match self {
            Self::Json | Self::Conllu => Format::Json,
            Self::Md => Format::Markdown,
            Self::Csv => Format::Csv,
            Self::Timelinejs => Format::TimelineJs,
            Self::Plain => Format::Plain,
            Self::Ics => Format::Ics,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }
}
