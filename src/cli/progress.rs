//! A line on standard error that tells how far a long run is, where that is a terminal.

use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// How far a run over several inputs is.
pub(super) struct Progress {
    visible: bool,
    inputs: usize,
    begun: usize,
    articles: usize,
    failed: usize,
    drawn: Option<Instant>,
}

const BETWEEN: Duration = Duration::from_millis(100);
const WIDTH: usize = 20;

impl Progress {
    /// For a run over `inputs`; shows nothing where standard error is no terminal, or where results go to one too.
    pub(super) fn new(inputs: usize, to_terminal: bool) -> Self {
        let visible = io::stderr().is_terminal() && !(to_terminal && io::stdout().is_terminal());
        Self { visible, inputs, begun: 0, articles: 0, failed: 0, drawn: None }
    }

    /// One more article is done, of the input with this number (from 1).
    pub(super) fn article(&mut self, input: usize) {
        self.articles += 1;
        self.step(input);
    }

    /// One more thing failed, or was left out, which is no failure; the line makes room for the message.
    pub(super) fn problem(&mut self, input: usize, notice: bool) {
        self.failed += usize::from(!notice);
        self.clear();
        self.step(input);
    }

    fn step(&mut self, input: usize) {
        self.begun = self.begun.max(input);
        if self.visible && self.drawn.is_none_or(|drawn| drawn.elapsed() >= BETWEEN) {
            let _ = write!(io::stderr(), "\r\x1b[K{}", self.line());
            let _ = io::stderr().flush();
            self.drawn = Some(Instant::now());
        }
    }

    fn line(&self) -> String {
        let filled = (WIDTH * self.begun.saturating_sub(1)).checked_div(self.inputs).unwrap_or(0).min(WIDTH);
        let failed = if self.failed == 0 { String::new() } else { format!(", {} failed", self.failed) };
        // A folder is one input, of as many articles as will be found: no bar can tell how far it is.
        if self.inputs == 1 {
            return format!("{} articles{failed}", self.articles);
        }
        let bar = format!("{}{}", "#".repeat(filled), "-".repeat(WIDTH - filled));
        format!("[{bar}] input {} of {}, {} articles{failed}", self.begun, self.inputs, self.articles)
    }

    /// Takes the line away.
    pub(super) fn clear(&mut self) {
        if self.visible && self.drawn.take().is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
            let _ = io::stderr().flush();
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_tells_inputs_articles_and_failures() {
        let progress = Progress { visible: false, inputs: 4, begun: 3, articles: 7, failed: 1, drawn: None };
        assert_eq!(progress.line(), "[##########----------] input 3 of 4, 7 articles, 1 failed");
        let folder = Progress { visible: false, inputs: 1, begun: 1, articles: 300, failed: 0, drawn: None };
        assert_eq!(folder.line(), "300 articles");
    }
}
