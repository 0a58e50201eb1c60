//! The thread that writes review marks and reading positions to the library, so that no key waits for the disk.

use super::message::{Keep, Message, What};
use super::state::Mark;
use dateline::analyze::{Options, analyze_corrected};
use dateline::export::wire::wire;
use dateline::library::{Added, ArticleId, Library, LibraryError, ReviewState};
use dateline::positions::across::PartyLink;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

/// Takes what is to be kept; at its end everything is written.
pub(super) struct Keeper {
    sender: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

/// Something to write.
enum Job {
    Keep(Keep),
    Link(PartyLink),
}

impl Keeper {
    /// Starts the thread; the library is opened, and made, when there is something to keep.
    pub(super) fn start(library: PathBuf, options: Options, answers: Sender<Message>) -> Self {
        let (sender, jobs) = channel();
        let thread = std::thread::spawn(move || write_all(&library, options, &jobs, &answers));
        Self { sender: Some(sender), thread: Some(thread) }
    }

    /// Keeps it, soon.
    pub(super) fn keep(&self, keep: Keep) {
        self.send(Job::Keep(keep));
    }

    /// Keeps what somebody said of two names, soon.
    pub(super) fn link(&self, link: PartyLink) {
        self.send(Job::Link(link));
    }

    fn send(&self, job: Job) {
        if let Some(sender) = &self.sender {
            // The thread ends only when the sender does.
            let _ = sender.send(job);
        }
    }
}

impl Drop for Keeper {
    fn drop(&mut self) {
        self.sender = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn write_all(path: &Path, options: Options, jobs: &Receiver<Job>, answers: &Sender<Message>) {
    let mut library = None;
    let mut ids = HashMap::new();
    for job in jobs {
        if let Err(error) = write(path, options, &mut library, &mut ids, &job) {
            // At the end nobody listens any more.
            let _ = answers.send(Message::NotKept(error.to_string()));
        }
    }
}

fn write(
    path: &Path,
    options: Options,
    library: &mut Option<Library>,
    ids: &mut HashMap<usize, ArticleId>,
    job: &Job,
) -> Result<(), LibraryError> {
    let library = match library {
        Some(library) => library,
        None => library.insert(Library::open(path)?),
    };
    let keep = match job {
        Job::Keep(keep) => keep,
        Job::Link(link) => return library.link_parties(link),
    };
    let id = match keep.id.or_else(|| ids.get(&keep.entry).copied()) {
        Some(id) => id,
        None => match keep.article.as_ref().map(|article| library.add(article)).transpose()? {
            Some(Added::New(id) | Added::Known(id)) => id,
            // Nothing is at hand that could be kept.
            None => return Ok(()),
        },
    };
    ids.insert(keep.entry, id);
    match &keep.what {
        What::Position(at) => library.set_position(id, *at),
        What::Note(note) => library.set_note(id, note),
        What::Tags(tags) => library.set_tags(id, &tags.iter().map(String::as_str).collect::<Vec<_>>()),
        What::Correct(correction) => {
            library.correct(id, correction)?;
            found_by(library, id, options)
        }
        What::Undo => {
            library.undo_correction(id)?;
            found_by(library, id, options)
        }
        What::Mark(Mark::Unread | Mark::Seen) => library.set_state(id, ReviewState::Unread),
        What::Mark(Mark::Reviewed) => library.set_state(id, ReviewState::Reviewed),
        What::Mark(Mark::Flagged) => library.set_state(id, ReviewState::Flagged),
    }
}

/// Lets the article be found by what it holds now.
fn found_by(library: &mut Library, id: ArticleId, options: Options) -> Result<(), LibraryError> {
    let Some(stored) = library.get(id)? else { return Ok(()) };
    let (analysis, _) = analyze_corrected(&stored.article, &options, &stored.corrections);
    library.set_found_by(id, &wire(&analysis))
}

#[cfg(test)]
mod tests {
    use super::*;
    use dateline::article::Article;
    use std::sync::Arc;

    #[test]
    fn marks_and_positions_are_there_when_the_reader_has_ended() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("library.db");
        let article = Arc::new(Article { id: "a".into(), text: "Text.".into(), ..Article::default() });
        let (sender, answers) = channel();
        let keeper = Keeper::start(path.clone(), Options::default(), sender);
        let written = [What::Note("look again".into()), What::Tags(vec!["trade".into()])];
        let marked = [What::Mark(Mark::Flagged), What::Position(3), What::Mark(Mark::Reviewed)];
        for what in written.into_iter().chain(marked) {
            keeper.keep(Keep { entry: 0, id: None, article: Some(Arc::clone(&article)), what });
        }
        drop(keeper);
        assert!(answers.try_recv().is_err());
        let library = Library::open(&path).unwrap();
        let id = library.known(&article).unwrap().unwrap();
        let marks = library.get(id).unwrap().unwrap().marks;
        assert_eq!((library.len().unwrap(), marks.state, marks.position), (1, ReviewState::Reviewed, 3));
        assert_eq!((marks.note.as_deref(), marks.tags), (Some("look again"), vec!["trade".to_owned()]));
    }

    #[test]
    fn a_library_that_cannot_be_written_is_said() {
        let dir = tempfile::tempdir().unwrap();
        let (sender, answers) = channel();
        let keeper = Keeper::start(dir.path().to_owned(), Options::default(), sender);
        let article = Arc::new(Article::default());
        keeper.keep(Keep { entry: 0, id: None, article: Some(article), what: What::Position(1) });
        drop(keeper);
        assert!(matches!(answers.try_recv(), Ok(Message::NotKept(_))));
    }
}
