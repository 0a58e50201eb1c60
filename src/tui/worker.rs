//! The threads behind the screen: one reads the inputs, some analyse. They answer on the loop's channel.

use super::facts::Facts;
use super::message::{Analyzed, Arrival, Arrived, Gather, Kept, Merge, Message, Notes, Request, Wanted};
use super::parties::Gathered;
use super::state::{Found, Mark};
use super::update::first_line;
use dateline::analyze::{Options, analyze_corrected};
use dateline::article::{Article, Published, PublishedHow};
use dateline::corrections::Correction;
use dateline::library::{ArticleId, Library, LibraryError, Listed, Marks, ReviewState};
use dateline::positions::across::{self, Sheet};
use dateline::source::{Input, Limits, Raw, SourceError};
use dateline::timeline::collection::{self, Collection, Digest};
use dateline::{clean, ingest, source};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, thread};

/// Articles that arrive within this time come as one message, so that the screen is drawn once for them.
const GATHER: Duration = Duration::from_millis(25);

/// Documents nest as deep as they like: the threads that read them have room for that.
const STACK: usize = 64 << 20;

/// Analyses that are still to be made, the next one first.
#[derive(Debug, Default)]
pub(super) struct Queue {
    waiting: Mutex<VecDeque<Request>>,
    more: Condvar,
}

impl Queue {
    fn lock(&self) -> MutexGuard<'_, VecDeque<Request>> {
        // A thread that panicked cannot have left the queue half changed.
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds a request; an urgent one comes first.
    pub(super) fn push(&self, request: Request) {
        let mut waiting = self.lock();
        if request.urgent {
            waiting.push_front(request);
        } else {
            waiting.push_back(request);
        }
        drop(waiting);
        self.more.notify_one();
    }

    /// Moves the request of `entry` to the front.
    pub(super) fn hurry(&self, entry: usize) {
        let mut waiting = self.lock();
        if let Some(at) = waiting.iter().position(|request| request.entry == entry)
            && let Some(request) = waiting.remove(at)
        {
            waiting.push_front(request);
        }
    }

    fn pop(&self) -> Request {
        let mut waiting = self.lock();
        loop {
            if let Some(request) = waiting.pop_front() {
                return request;
            }
            waiting = self.more.wait(waiting).unwrap_or_else(PoisonError::into_inner);
        }
    }
}

/// Starts the threads that analyse. They end with the process.
pub(super) fn analysts(
    queue: &Arc<Queue>,
    options: Options,
    threads: usize,
    library: Option<&Path>,
    answers: &Sender<Message>,
) -> std::io::Result<()> {
    for _ in 0..threads.max(1) {
        let (queue, answers) = (Arc::clone(queue), answers.clone());
        let mut shelf = Shelf { path: library.map(Path::to_owned), library: None };
        thread::Builder::new().stack_size(STACK).spawn(move || {
            loop {
                let request = queue.pop();
                let (entry, generation) = (request.entry, request.generation);
                let done = catch_unwind(AssertUnwindSafe(|| work(&request, options, &mut shelf)))
                    .map_err(|_| "the analysis of this article failed; please report it with the article".to_owned());
                let (article, result) = match done.and_then(|done| done) {
                    Ok((article, found)) => (article, Ok(found)),
                    Err(why) => (None, Err(why)),
                };
                let analyzed = Analyzed { entry, generation, article, result };
                if answers.send(Message::Analyzed(Box::new(analyzed))).is_err() {
                    return;
                }
            }
        })?;
    }
    Ok(())
}

/// What an analyst takes articles of the library from; opened when one is wanted.
struct Shelf {
    path: Option<PathBuf>,
    library: Option<Library>,
}

impl Shelf {
    fn take(&mut self, id: ArticleId) -> Result<Article, LibraryError> {
        let gone = || LibraryError::Gone { id };
        let library = match (&mut self.library, &self.path) {
            (Some(library), _) => library,
            (none, Some(path)) => none.insert(Library::open(path)?),
            (None, None) => return Err(gone()),
        };
        library.get(id)?.map(|stored| stored.article).ok_or_else(gone)
    }
}

/// Makes the analysis that is asked for; also gives the article where only the library had it.
fn work(request: &Request, options: Options, shelf: &mut Shelf) -> Result<(Option<Arc<Article>>, Found), String> {
    let (article, fetched) = match &request.article {
        Wanted::Here(article) => (Arc::clone(article), None),
        Wanted::Shelved(id, given) => {
            let mut article = shelf.take(*id).map_err(|error| error.to_string())?;
            let given = given.map(|date| Published { date, how: PublishedHow::Given });
            article.published = article.published.or(given);
            let article = Arc::new(article);
            (Arc::clone(&article), Some(article))
        }
    };
    let (analysis, lost) = analyze_corrected(&article, &options, &request.corrections);
    let facts = Facts::new(&analysis);
    Ok((fetched, Found { analysis: Arc::new(analysis), facts: Arc::new(facts), lost }))
}

/// The most events of a timeline over many articles; beyond them nobody reads on.
const MERGED_EVENTS: usize = 500;

/// Starts a thread that merges the events of many articles.
pub(super) fn merge(merge: Merge, answers: Sender<Message>) -> std::io::Result<()> {
    thread::Builder::new().spawn(move || {
        // At the end nobody listens any more.
        let _ = answers.send(Message::Merged(merge.generation, Arc::new(merged(&merge))));
    })?;
    Ok(())
}

/// One timeline over many articles; its sources are named by the articles' indices.
pub(super) fn merged(merge: &Merge) -> Collection {
    let digest = |(index, analysis): &(usize, Arc<_>)| Digest { id: index.to_string(), ..Digest::of(analysis) };
    let digests: Vec<Digest> = merge.articles.iter().map(digest).collect();
    let options = collection::Options { limit: Some(MERGED_EVENTS), ..collection::Options::default() };
    collection::merge(digests, &options)
}

/// Starts a thread that gathers the parties of many articles.
pub(super) fn gather(gather: Gather, answers: Sender<Message>) -> std::io::Result<()> {
    thread::Builder::new().spawn(move || {
        // At the end nobody listens any more.
        let _ = answers.send(Message::Gathered(gather.generation, Arc::new(gathered(&gather))));
    })?;
    Ok(())
}

/// The parties of many articles, in order of their dates; articles without one come last.
pub(super) fn gathered(gather: &Gather) -> Gathered {
    let mut sheets: Vec<(usize, Sheet)> =
        gather.articles.iter().map(|(index, analysis)| (*index, Sheet::of(analysis))).collect();
    sheets.sort_by_key(|(_, sheet)| (sheet.published.is_none(), sheet.published));
    let articles = sheets.iter().map(|(index, sheet)| (*index, sheet.published)).collect();
    let sheets: Vec<Sheet> = sheets.into_iter().map(|(_, sheet)| sheet).collect();
    Gathered { parties: across::gather(&sheets, &gather.links), articles }
}

/// What the reading thread reads.
pub(super) struct Reading {
    pub(super) inputs: Vec<Input>,
    /// What is read where there are neither inputs nor a library with articles.
    pub(super) at_hand: Vec<Raw>,
    pub(super) limits: Limits,
    /// The library's file.
    pub(super) library: Option<PathBuf>,
}

/// Starts the thread that reads.
pub(super) fn reader(reading: Reading, answers: Sender<Message>) -> std::io::Result<()> {
    thread::Builder::new().stack_size(STACK).spawn(move || {
        let library = match reading.library.as_deref().map(Library::open_existing).transpose() {
            Ok(library) => library.flatten(),
            Err(error) => {
                // The articles can be read without it.
                let _ = answers.send(Message::NotKept(error.to_string()));
                None
            }
        };
        if let Some(links) =
            library.as_ref().and_then(|library| library.party_links().ok()).filter(|links| !links.is_empty())
        {
            // If nobody listens any more, the next message finds out.
            let _ = answers.send(Message::Links(links));
        }
        let mut gathered = Intake { answers, arrivals: Vec::new(), since: None, library };
        if gathered.all(reading.inputs, reading.at_hand, &reading.limits).is_continue() && gathered.send().is_continue()
        {
            // If nobody listens any more, there is nothing left to say.
            let _ = gathered.answers.send(Message::AllRead);
        }
    })?;
    Ok(())
}

struct Intake {
    answers: Sender<Message>,
    arrivals: Vec<Arrival>,
    /// When articles were sent last.
    since: Option<Instant>,
    library: Option<Library>,
}

impl Intake {
    fn all(&mut self, inputs: Vec<Input>, at_hand: Vec<Raw>, limits: &Limits) -> ControlFlow<()> {
        if inputs.is_empty() {
            match self.stored() {
                Ok(Some(flow)) => return flow,
                Ok(None) => {}
                Err(error) => {
                    let _ = self.answers.send(Message::NotKept(error.to_string()));
                }
            }
            for raw in at_hand {
                self.take(Ok(raw), Kept::Never)?;
            }
        }
        for input in inputs {
            source::read(&input, limits, &mut |raw| self.take(raw, Kept::NotYet))?;
        }
        ControlFlow::Continue(())
    }

    /// Hands over the articles of the library, if it has any.
    fn stored(&mut self) -> Result<Option<ControlFlow<()>>, LibraryError> {
        let Some(library) = self.library.take() else { return Ok(None) };
        let listed = library.list()?;
        if listed.is_empty() {
            return Ok(None);
        }
        for Listed { id, name, title, beginning, site, published, marks, corrections } in listed {
            let kept = Kept::There(id, mark(marks.state), marks.position);
            let title = title.unwrap_or_else(|| first_line(&beginning.unwrap_or_default()));
            let article = Ok(Arrived::Shelved { id, title, site, published });
            let notes = notes(&marks);
            self.arrivals.push(Arrival { name, article, file_date: None, kept, notes, corrections });
        }
        Ok(Some(self.send()))
    }

    fn take(&mut self, raw: Result<Raw, SourceError>, kept: Kept) -> ControlFlow<()> {
        match raw {
            // Files of a folder that are no articles are none of the reader's business.
            Err(SourceError::Skipped { .. }) => {}
            Err(error) => {
                let message = error.to_string();
                let name = message.split(": ").next().unwrap_or_default().to_owned();
                self.failed(name, message, None);
            }
            Ok(raw) => {
                let file_date = file_date(&raw.name);
                let articles = catch_unwind(AssertUnwindSafe(|| ingest::read(&raw)))
                    .map_err(|_| format!("{}: reading it failed; please report it with the file", raw.name))
                    .and_then(|articles| articles.map_err(|error| error.to_string()));
                let name = raw.name.clone();
                match articles {
                    Ok(mut articles) => {
                        clean::recurring(&mut articles);
                        for article in articles {
                            let known = if kept == Kept::NotYet { self.known(&article) } else { None };
                            let (kept, notes, corrections) = known.unwrap_or((kept, Notes::default(), Vec::new()));
                            let (name, article) = (name.clone(), Ok(Arrived::Whole(Box::new(article))));
                            self.arrivals.push(Arrival { name, article, file_date, kept, notes, corrections });
                        }
                    }
                    Err(message) => {
                        self.failed(name, message, file_date);
                    }
                }
            }
        }
        self.send_some()
    }

    fn failed(&mut self, name: String, message: String, file_date: Option<Date>) {
        let (kept, notes, corrections) = (Kept::Never, Notes::default(), Vec::new());
        self.arrivals.push(Arrival { name, article: Err(message), file_date, kept, notes, corrections });
    }

    /// What the library has of an article that was read from elsewhere.
    fn known(&self, article: &Article) -> Option<(Kept, Notes, Vec<Correction>)> {
        let library = self.library.as_ref()?;
        let id = library.known(article).ok().flatten()?;
        let stored = library.get(id).ok().flatten()?;
        let kept = Kept::There(stored.id, mark(stored.marks.state), stored.marks.position);
        Some((kept, notes(&stored.marks), stored.corrections))
    }

    /// Sends what has gathered for long enough; the first one goes at once, somebody waits for it.
    fn send_some(&mut self) -> ControlFlow<()> {
        if self.since.is_none_or(|since| since.elapsed() > GATHER) { self.send() } else { ControlFlow::Continue(()) }
    }

    fn send(&mut self) -> ControlFlow<()> {
        self.since = Some(Instant::now());
        let arrivals = std::mem::take(&mut self.arrivals);
        match self.answers.send(Message::Arrived(arrivals)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

fn notes(marks: &Marks) -> Notes {
    Notes { note: marks.note.clone().unwrap_or_default(), tags: marks.tags.clone() }
}

fn mark(state: ReviewState) -> Mark {
    match state {
        ReviewState::Unread => Mark::Unread,
        ReviewState::Reviewed => Mark::Reviewed,
        ReviewState::Flagged => Mark::Flagged,
    }
}

/// The day on which the file of that name was last changed.
fn file_date(name: &str) -> Option<Date> {
    let changed = fs::metadata(name).ok()?.modified().ok()?;
    let timestamp = jiff::Timestamp::try_from(changed).ok()?;
    // Without the system's time zone, the day can be off by one: it is a suggestion only.
    Some(timestamp.to_zoned(TimeZone::UTC).date())
}
