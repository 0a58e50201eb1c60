//! The threads behind the screen: one reads the inputs, some analyse. They answer on the loop's channel.

use super::facts::Facts;
use super::message::{Analyzed, Arrival, Message, Request};
use dateline::analyze::{Options, analyze, analyze_cleaned};
use dateline::source::{Input, Limits, Raw, SourceError};
use dateline::{clean, ingest, source};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::VecDeque;
use std::ops::ControlFlow;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{fs, thread};

/// Articles that arrive within this time come as one message, so that the screen is drawn once for them.
const GATHER: Duration = Duration::from_millis(25);

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
pub(super) fn analysts(queue: &Arc<Queue>, options: Options, threads: usize, answers: &Sender<Message>) {
    for _ in 0..threads.max(1) {
        let (queue, answers) = (Arc::clone(queue), answers.clone());
        thread::spawn(move || {
            loop {
                let request = queue.pop();
                let (entry, generation) = (request.entry, request.generation);
                let result = catch_unwind(AssertUnwindSafe(|| work(&request, options)))
                    .map_err(|_| "the analysis of this article failed; please report it with the article".to_owned());
                if answers.send(Message::Analyzed(Box::new(Analyzed { entry, generation, result }))).is_err() {
                    return;
                }
            }
        });
    }
}

fn work(request: &Request, options: Options) -> (Arc<dateline::analysis::Analysis>, Arc<Facts>) {
    let article = &request.article;
    let analysis = if request.put_back.is_empty() {
        analyze(article, &options)
    } else {
        analyze_cleaned(article, clean::clean(article).put_back(&request.put_back))
    };
    let facts = Facts::new(&analysis);
    (Arc::new(analysis), Arc::new(facts))
}

/// Starts the thread that reads what is at hand and then `inputs`.
pub(super) fn reader(at_hand: Vec<Raw>, inputs: Vec<Input>, limits: Limits, answers: Sender<Message>) {
    thread::spawn(move || {
        let mut gathered = Gathered { answers, arrivals: Vec::new(), since: Instant::now() };
        for raw in at_hand {
            if gathered.take(Ok(raw)).is_break() {
                return;
            }
        }
        for input in inputs {
            if source::read(&input, &limits, &mut |raw| gathered.take(raw)).is_break() {
                return;
            }
        }
        if gathered.send().is_continue() {
            // If nobody listens any more, there is nothing left to say.
            let _ = gathered.answers.send(Message::AllRead);
        }
    });
}

struct Gathered {
    answers: Sender<Message>,
    arrivals: Vec<Arrival>,
    since: Instant,
}

impl Gathered {
    fn take(&mut self, raw: Result<Raw, SourceError>) -> ControlFlow<()> {
        match raw {
            // Files of a folder that are no articles are none of the reader's business.
            Err(SourceError::Skipped { .. }) => {}
            Err(error) => {
                let message = error.to_string();
                let name = message.split(": ").next().unwrap_or_default().to_owned();
                self.arrivals.push(Arrival { name, article: Err(message), file_date: None });
            }
            Ok(raw) => {
                let file_date = file_date(&raw.name);
                let articles = catch_unwind(AssertUnwindSafe(|| ingest::read(&raw)))
                    .map_err(|_| format!("{}: reading it failed; please report it with the file", raw.name))
                    .and_then(|articles| articles.map_err(|error| error.to_string()));
                let arrival = |article| Arrival { name: raw.name.clone(), article, file_date };
                match articles {
                    Ok(articles) => self.arrivals.extend(articles.into_iter().map(|article| arrival(Ok(article)))),
                    Err(message) => self.arrivals.push(arrival(Err(message))),
                }
            }
        }
        // The first one goes at once: somebody waits for it.
        if self.since.elapsed() > GATHER || self.arrivals.len() == 1 {
            return self.send();
        }
        ControlFlow::Continue(())
    }

    fn send(&mut self) -> ControlFlow<()> {
        self.since = Instant::now();
        let arrivals = std::mem::take(&mut self.arrivals);
        match self.answers.send(Message::Arrived(arrivals)) {
            Ok(()) => ControlFlow::Continue(()),
            Err(_) => ControlFlow::Break(()),
        }
    }
}

/// The day on which the file of that name was last changed.
fn file_date(name: &str) -> Option<Date> {
    let changed = fs::metadata(name).ok()?.modified().ok()?;
    let timestamp = jiff::Timestamp::try_from(changed).ok()?;
    // Without the system's time zone, the day can be off by one: it is a suggestion only.
    Some(timestamp.to_zoned(TimeZone::UTC).date())
}
