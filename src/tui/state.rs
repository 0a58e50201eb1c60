//! All that the screen shows follows from [`State`], and only `update` changes it.

use super::facts::{Evidence, Fact, Facts};
use super::keys::{KeyMap, Place};
use super::layout::{Layout, Pane};
use super::menu::{Menu, Subject};
use super::merged::Merged;
use super::message::{Keep, Kept, Notes, Request, Wanted, What};
use super::page::Page;
use super::parties::Parties;
use super::prompt::Prompt;
use super::search::Search;
use super::theme::{Role, Theme};
use super::{calendar, glyph, view};
use dateline::analysis::Analysis;
use dateline::analyze::{FACTS_BYTES, facts_end};
use dateline::article::{Article, Published, PublishedHow};
use dateline::corrections::{self, Correction};
use dateline::library::ArticleId;
use jiff::civil::Date;
use std::sync::Arc;

/// An article's review mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nobody has opened it.
    #[default]
    Unread,
    /// It was opened.
    Seen,
    /// Somebody is done with it.
    Reviewed,
    /// Somebody wants to come back to it.
    Flagged,
}

/// What there is of an article.
#[derive(Clone, Debug)]
pub(super) enum Content {
    /// It could not be read; the message says why.
    Failed(String),
    /// It is in the library, and nobody has looked at it yet.
    Shelved {
        /// Its number there.
        id: ArticleId,
        /// The publication's name.
        site: Option<String>,
        /// When it was published.
        published: Option<Date>,
    },
    /// It was read.
    Read {
        /// The article.
        article: Arc<Article>,
        /// What was found in it, once that is there.
        found: Option<Found>,
    },
}

/// What was found in an article.
#[derive(Clone, Debug)]
pub(super) struct Found {
    /// The analysis.
    pub(super) analysis: Arc<Analysis>,
    /// The same for the screen.
    pub(super) facts: Arc<Facts>,
    /// Number of corrections that are about nothing that is there any more.
    pub(super) lost: usize,
}

/// An article of the list.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// Path or address.
    pub(super) name: String,
    /// What the list calls it; safe to draw.
    pub(super) title: String,
    /// What there is of it.
    pub(super) content: Content,
    /// Its review mark.
    pub(super) mark: Mark,
    /// What the library has of it.
    pub(super) kept: Kept,
    /// The reading position that the library has.
    pub(super) kept_top: usize,
    /// What somebody wrote on it.
    pub(super) notes: Notes,
    /// The publication date that was set on the command line.
    pub(super) given: Option<Date>,
    /// The day on which its file was last changed.
    pub(super) file_date: Option<Date>,
    /// What somebody corrected in it, the last correction last.
    pub(super) corrections: Vec<Correction>,
    /// The analysis that was asked for last.
    pub(super) generation: u32,
    /// Whether that analysis is still being made.
    pub(super) pending: bool,
    /// Whether it was analysed once: for the progress bar.
    pub(super) analyzed: bool,
    /// Byte of the body at the top of the pane; `None` while the heading is there.
    pub(super) top: Option<usize>,
    /// The selected event.
    pub(super) event: usize,
    /// The selected entry of the positions.
    pub(super) line: usize,
    /// The selected removal.
    pub(super) removal: usize,
}

impl Entry {
    /// What was found in it.
    pub(super) fn found(&self) -> Option<&Found> {
        match &self.content {
            Content::Read { found, .. } => found.as_ref(),
            Content::Failed(_) | Content::Shelved { .. } => None,
        }
    }

    /// Whether there is an article to read, at hand or in the library.
    pub(super) fn is_readable(&self) -> bool {
        !matches!(self.content, Content::Failed(_))
    }

    /// The article, where it is at hand.
    pub(super) fn article(&self) -> Option<&Arc<Article>> {
        match &self.content {
            Content::Read { article, .. } => Some(article),
            Content::Failed(_) | Content::Shelved { .. } => None,
        }
    }

    /// The article with the publication date of the command line, where it has none itself.
    fn dated(&self) -> Option<Arc<Article>> {
        let (article, published) = (self.article()?, self.came_with());
        Some(if article.published == published {
            Arc::clone(article)
        } else {
            Arc::new(Article { published, ..Article::clone(article) })
        })
    }

    /// Whether somebody marked it or wrote on it, so that the library knows it.
    fn is_marked(&self) -> bool {
        matches!(self.mark, Mark::Reviewed | Mark::Flagged)
            || self.notes != Notes::default()
            || !self.corrections.is_empty()
    }

    /// Its publication date: the one that somebody set, before the one that it came with.
    pub(super) fn published(&self) -> Option<Published> {
        let set = corrections::published(&self.corrections);
        set.map(|date| Published { date, how: PublishedHow::Given }).or_else(|| self.came_with())
    }

    fn came_with(&self) -> Option<Published> {
        let given = self.given.map(|date| Published { date, how: PublishedHow::Given });
        given.or_else(|| match &self.content {
            Content::Read { article, .. } => article.published,
            Content::Shelved { published, .. } => published.map(|date| Published { date, how: PublishedHow::Metadata }),
            Content::Failed(_) => None,
        })
    }
}

/// A message in the last line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Notice {
    /// What it says; safe to draw.
    pub(super) text: String,
    /// Whether something went wrong.
    pub(super) error: bool,
}

/// What lies over the panes.
#[derive(Clone, Debug)]
pub(super) enum Overlay {
    /// The keys; scrolled by so many rows.
    Help(usize),
    /// Why a fact is there; scrolled by so many rows.
    Why(Fact, usize),
    /// The timeline over all listed articles.
    Merged,
    /// The parties of all listed articles.
    Parties,
    /// What can be done with a fact.
    Menu(Menu),
}

/// Where Enter was pressed, for Esc to come back to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    pub(super) pane: Pane,
    pub(super) top: usize,
}

/// The whole state of the reader.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own: read, zoomed, original, ended")]
pub(super) struct State {
    pub(super) keys: KeyMap,
    pub(super) theme: Theme,
    pub(super) width: u16,
    pub(super) height: u16,
    /// All articles, in the order in which they came.
    pub(super) entries: Vec<Entry>,
    /// Those that the filter shows, by index.
    pub(super) shown: Vec<usize>,
    /// What the list is filtered by.
    pub(super) filter: String,
    /// The open article.
    pub(super) open: Option<usize>,
    /// Whether all inputs were read.
    pub(super) all_read: bool,
    pub(super) focus: Pane,
    pub(super) zoom: bool,
    /// Whether the article is shown with what cleaning took out.
    pub(super) original: bool,
    /// The open article's text.
    pub(super) page: Page,
    /// First row of the page in the pane.
    pub(super) top: usize,
    /// Where the page was put when it was made: as long as it stays there, the reading position is the older one.
    placed: usize,
    /// The fact whose evidence is lit.
    pub(super) lit: Option<Fact>,
    pub(super) origin: Option<Origin>,
    pub(super) search: Option<Search>,
    pub(super) prompt: Option<Prompt>,
    /// What the line that is being typed is about.
    pub(super) subject: Option<Subject>,
    pub(super) overlay: Option<Overlay>,
    pub(super) notice: Option<Notice>,
    /// The timeline over all listed articles.
    pub(super) merged: Merged,
    /// The parties of all listed articles.
    pub(super) parties: Parties,
    /// Publication date of articles whose source has none, from the command line.
    pub(super) date: Option<Date>,
    /// Bytes of text that the analyses at hand hold.
    pub(super) held: usize,
    /// Whether the reader is to end.
    pub(super) ended: bool,
}

impl State {
    /// The reader on an empty list.
    pub(super) fn new(keys: KeyMap, theme: Theme, width: u16, height: u16, date: Option<Date>) -> Self {
        Self {
            keys,
            theme,
            width,
            height,
            entries: Vec::new(),
            shown: Vec::new(),
            filter: String::new(),
            open: None,
            all_read: false,
            focus: Pane::Article,
            zoom: false,
            original: false,
            page: Page::default(),
            top: 0,
            placed: 0,
            lit: None,
            origin: None,
            search: None,
            prompt: None,
            subject: None,
            overlay: None,
            notice: None,
            merged: Merged::default(),
            parties: Parties::default(),
            date,
            held: 0,
            ended: false,
        }
    }

    /// Where the panes stand.
    pub(super) fn layout(&self) -> Layout {
        let mut layout = Layout::new(self.width, self.height, self.focus, self.zoom, self.entries.len() > 1);
        if let (Some(found), Some(facts)) = (self.found(), layout.timeline) {
            let (timeline, positions) = view::needs(found, facts.width.saturating_sub(1).into(), self.height.into());
            layout.share(timeline, positions);
        }
        layout
    }

    /// The place whose keys hold.
    pub(super) fn place(&self) -> Place {
        match self.focus {
            Pane::Articles => Place::Articles,
            Pane::Article if self.original => Place::Original,
            Pane::Article => Place::Article,
            Pane::Timeline => Place::Timeline,
            Pane::Positions => Place::Positions,
        }
    }

    /// The open article.
    pub(super) fn entry(&self) -> Option<&Entry> {
        self.entries.get(self.open?)
    }

    /// The open article, to change it.
    pub(super) fn entry_mut(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(self.open?)
    }

    /// What was found in the open article.
    pub(super) fn found(&self) -> Option<&Found> {
        self.entry().and_then(Entry::found)
    }

    /// How many of the articles whose analysis was asked for have one, and how many that are; `None` when all have.
    pub(super) fn progress(&self) -> Option<(usize, usize)> {
        let asked = self.entries.iter().filter(|entry| entry.generation > 0).count();
        let pending = self.entries.iter().filter(|entry| entry.pending).count();
        (pending > 0 || !self.all_read).then_some((asked - pending, asked))
    }

    /// How many articles wait for a review.
    pub(super) fn unreviewed(&self) -> usize {
        self.entries.iter().filter(|entry| entry.mark != Mark::Reviewed).count()
    }

    /// The fact that the focused pane selects; in the article, the one that is lit.
    pub(super) fn fact(&self) -> Option<Fact> {
        let entry = self.entry()?;
        let Found { analysis, facts, .. } = entry.found()?;
        match self.focus {
            Pane::Timeline => (entry.event < analysis.events.len()).then_some(Fact::Event(entry.event)),
            Pane::Positions => facts.lines.get(entry.line)?.fact(),
            Pane::Article | Pane::Articles => self.lit,
        }
    }

    /// The article's own news: what is lit before anything is chosen.
    pub(super) fn main_event(&self) -> Option<Fact> {
        let events = &self.found()?.analysis.events;
        events.iter().position(|event| event.main).map(Fact::Event)
    }

    /// The evidence of the lit fact.
    pub(super) fn evidence(&self) -> Evidence {
        match (self.lit, self.found()) {
            (Some(fact), Some(found)) => Evidence::of(&found.analysis, fact),
            _ => Evidence::default(),
        }
    }

    /// The last row that can be at the top of the article pane.
    pub(super) fn last_top(&self) -> usize {
        self.page.rows().saturating_sub(usize::from(self.layout().text().height).max(1))
    }

    /// Says something in the last line.
    pub(super) fn say(&mut self, text: &str) {
        self.notice = Some(Notice { text: glyph::line(text), error: false });
    }

    /// Says in the last line what went wrong.
    pub(super) fn complain(&mut self, text: &str) {
        self.notice = Some(Notice { text: glyph::line(text), error: true });
    }

    /// Makes the page anew and keeps the reading position: after another article, another width, another analysis.
    pub(super) fn refresh(&mut self) {
        let width = usize::from(self.layout().text().width);
        let Some(entry) = self.open.and_then(|open| self.entries.get(open)) else { return };
        let mut page = match &entry.content {
            Content::Failed(_) | Content::Shelved { .. } => Page::default(),
            Content::Read { found: Some(found), .. } if self.original => Page::original(&found.analysis, width),
            Content::Read { found: Some(found), .. } => Page::body(&found.analysis, width),
            Content::Read { article, found: None } => Page::raw(article, width),
        };
        page.set_head(&heading(entry));
        self.top = entry.top.map_or(0, |at| page.row_of(page.to_page(at)));
        self.page = page;
        self.top = self.top.min(self.last_top());
        self.placed = self.top;
        if let Some(search) = &mut self.search {
            search.run(self.page.text());
        }
    }

    /// Remembers the reading position in the open article.
    pub(super) fn remember(&mut self) {
        if self.top == self.placed {
            return;
        }
        let head = self.page.head.len();
        let at =
            (self.top >= head && self.top > 0).then(|| self.page.to_body(self.page.flow.start_of(self.top - head)));
        if let Some(entry) = self.entry_mut() {
            entry.top = at;
        }
    }

    /// What is to be kept of the open article: `what`, where the library is to know of it at all.
    pub(super) fn keep(&self, what: What) -> Option<Keep> {
        let entry = self.entry()?;
        let id = match (entry.kept, &what) {
            (Kept::Never, _) => return None,
            // Marked before, the library knows it now; unmarked, its position alone brings nothing there.
            (Kept::NotYet, What::Position(_)) if !entry.is_marked() => return None,
            (Kept::NotYet, _) => None,
            (Kept::There(id, ..), _) => Some(id),
        };
        let article = entry.dated();
        if id.is_none() && article.is_none() {
            return None;
        }
        Some(Keep { entry: self.open?, id, article, what })
    }

    /// The reading position of the open article, if the library has another.
    pub(super) fn keep_position(&mut self) -> Option<Keep> {
        self.remember();
        let entry = self.entry_mut()?;
        let top = entry.top.unwrap_or(0);
        if top == entry.kept_top {
            return None;
        }
        entry.kept_top = top;
        self.keep(What::Position(top))
    }

    /// The analysis to ask for, of the article at `index`.
    pub(super) fn request(&mut self, index: usize, urgent: bool) -> Option<Request> {
        let entry = self.entries.get_mut(index)?;
        let article = match &entry.content {
            Content::Failed(_) => return None,
            Content::Shelved { id, .. } => Wanted::Shelved(*id, entry.given),
            Content::Read { .. } => Wanted::Here(entry.dated()?),
        };
        entry.generation += 1;
        entry.pending = true;
        let (generation, corrections) = (entry.generation, entry.corrections.clone());
        Some(Request { entry: index, generation, article, corrections, urgent })
    }
}

/// What stands above an article's text.
fn heading(entry: &Entry) -> Vec<(String, Role)> {
    let mut lines = Vec::new();
    // Without a title the list borrows the first words of the text: they need not stand here twice.
    let titled = entry.article().is_none_or(|article| article.title.is_some())
        || entry.found().is_some_and(|found| found.analysis.meta.title.is_some());
    if titled {
        lines.push((entry.title.clone(), Role::Strong));
    }
    let Some(article) = entry.article() else { return lines };
    let mut facts: Vec<String> = Vec::new();
    facts.extend(article.byline.clone());
    facts.extend(article.site.clone());
    if let Some(found) = entry.found() {
        let minutes = found.facts.words.div_ceil(220).max(1);
        facts.push(format!("{} words, {minutes} min", found.facts.words));
        if facts_end(&found.analysis.body) < found.analysis.body.len() {
            facts.push(format!("facts from the first {} KB only", FACTS_BYTES >> 10));
        }
    }
    match (entry.corrections.len(), entry.found().map_or(0, |found| found.lost)) {
        (0, _) => {}
        (1, 0) => facts.push("1 correction".to_owned()),
        (made, 0) => facts.push(format!("{made} corrections")),
        (made, lost) => facts.push(format!("{made} corrections, {lost} about nothing that is there now")),
    }
    if !facts.is_empty() {
        lines.push((facts.join(" · "), Role::Dim));
    }
    lines.push(match entry.published() {
        Some(published) => {
            let by_hand = corrections::published(&entry.corrections).is_some();
            let how = if by_hand { "set by hand" } else { known(published.how) };
            (format!("{} ({how})", calendar::day(published.date)), Role::Dim)
        }
        None => ("no publication date".to_owned(), Role::Accent),
    });
    if !entry.notes.tags.is_empty() {
        let tags: Vec<String> = entry.notes.tags.iter().map(|tag| format!("#{}", glyph::line(tag))).collect();
        lines.push((tags.join(" "), Role::Party));
    }
    if !entry.notes.note.is_empty() {
        lines.push((format!("✎ {}", glyph::line(&entry.notes.note)), Role::Accent));
    }
    lines
}

/// Where a publication date comes from, in words.
pub(super) fn known(how: PublishedHow) -> &'static str {
    match how {
        PublishedHow::Given => "given with it",
        PublishedHow::Metadata => "from the source's data",
        PublishedHow::Address => "from the address",
        PublishedHow::Text => "from the text",
        PublishedHow::Inferred => "inferred",
    }
}
