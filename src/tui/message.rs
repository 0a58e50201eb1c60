//! What reaches the loop, and what `update` asks of the outside.

use super::keys::Key;
use super::parties::Gathered;
use super::state::{Found, Mark};
use dateline::analysis::Analysis;
use dateline::article::Article;
use dateline::corrections::Correction;
use dateline::library::ArticleId;
use dateline::positions::across::PartyLink;
use dateline::timeline::collection::Collection;
use jiff::civil::Date;
use std::sync::Arc;

/// Everything that can happen to the reader.
#[derive(Debug)]
pub(super) enum Message {
    /// A key was pressed.
    Key(Key),
    /// Text was pasted.
    Paste(String),
    /// The left button was pressed at a column and row.
    Click(u16, u16),
    /// The wheel was turned at a column and row, by so many rows.
    Wheel(u16, u16, i32),
    /// The terminal has a new size.
    Resize(u16, u16),
    /// Articles, or why there are none.
    Arrived(Vec<Arrival>),
    /// All inputs were read.
    AllRead,
    /// An analysis is there.
    Analyzed(Box<Analyzed>),
    /// The timeline over many articles that was asked for, and the generation that asked.
    Merged(u32, Arc<Collection>),
    /// The parties of many articles that were asked for, and the generation that asked.
    Gathered(u32, Arc<Gathered>),
    /// What the library has of names of parties.
    Links(Vec<PartyLink>),
    /// Something that was to be kept was not; the message says why.
    NotKept(String),
    /// The reader is to end: a signal, or the terminal is gone.
    Stop,
}

/// An article as it came from its source.
#[derive(Debug)]
pub(super) struct Arrival {
    /// Path or address.
    pub(super) name: String,
    /// The article, or why there is none.
    pub(super) article: Result<Arrived, String>,
    /// The day on which its file was last changed.
    pub(super) file_date: Option<Date>,
    /// Where it is kept, and what was kept of it.
    pub(super) kept: Kept,
    /// The note and the tags that the library has.
    pub(super) notes: Notes,
    /// What somebody corrected in it.
    pub(super) corrections: Vec<Correction>,
}

/// How an article came.
#[derive(Debug)]
pub(super) enum Arrived {
    /// All of it.
    Whole(Box<Article>),
    /// Only what stands in the list; the library has the rest.
    Shelved {
        /// Its number.
        id: ArticleId,
        /// Its title, or the beginning of its text.
        title: String,
        /// The publication's name.
        site: Option<String>,
        /// When it was published.
        published: Option<Date>,
    },
}

/// What somebody wrote on an article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Notes {
    /// The note; empty for none.
    pub(super) note: String,
    /// The tags, without their signs.
    pub(super) tags: Vec<String>,
}

/// What the library has of an article.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kept {
    /// It is built in: marks on it are forgotten.
    #[default]
    Never,
    /// It is not in the library; a mark brings it there.
    NotYet,
    /// It is in the library: its number, its mark, the byte at which reading stopped.
    There(ArticleId, Mark, usize),
}

/// Something to keep of an article.
#[derive(Clone, Debug)]
pub(super) struct Keep {
    /// Which article.
    pub(super) entry: usize,
    /// Its number in the library, where it has one.
    pub(super) id: Option<ArticleId>,
    /// The article, where it is at hand; what the library has need not be.
    pub(super) article: Option<Arc<Article>>,
    /// What to keep.
    pub(super) what: What,
}

/// What is kept of an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// The review mark.
    Mark(Mark),
    /// The note.
    Note(String),
    /// The tags.
    Tags(Vec<String>),
    /// The byte of the body at which reading stopped.
    Position(usize),
    /// A correction more.
    Correct(Correction),
    /// The last correction less.
    Undo,
}

/// The answer to [`Effect::Analyze`].
#[derive(Debug)]
pub(super) struct Analyzed {
    /// Which article.
    pub(super) entry: usize,
    /// The generation that asked.
    pub(super) generation: u32,
    /// The article, where only the library had it.
    pub(super) article: Option<Arc<Article>>,
    /// The analysis and what the screen needs of it, or why there is none.
    pub(super) result: Result<Found, String>,
}

/// What the outside is asked to do.
#[derive(Debug)]
pub(super) enum Effect {
    /// Analyse an article.
    Analyze(Request),
    /// Make the analysis of this article, which was asked for, before all others.
    Hurry(usize),
    /// Keep something in the library.
    Keep(Keep),
    /// Merge the events of many articles into one timeline.
    Merge(Merge),
    /// Gather the parties of many articles.
    Gather(Gather),
    /// Keep what somebody said of two names.
    Link(PartyLink),
    /// Put text on the clipboard.
    Copy(String),
    /// Draw all cells anew.
    Redraw,
    /// Leave to the shell until `fg`.
    Suspend,
}

/// The article whose analysis is asked for.
#[derive(Clone, Debug)]
pub(super) enum Wanted {
    /// This one.
    Here(Arc<Article>),
    /// The one that the library has under this number, with this publication date if it has none.
    Shelved(ArticleId, Option<Date>),
}

/// One analysis that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Request {
    /// Which article: its index, which never changes.
    pub(super) entry: usize,
    /// Counts what was asked for this article; older answers are of no use.
    pub(super) generation: u32,
    /// The article, its publication date set.
    pub(super) article: Wanted,
    /// What somebody corrected.
    pub(super) corrections: Vec<Correction>,
    /// Whether somebody looks at it now.
    pub(super) urgent: bool,
}

/// One timeline over many articles that is asked for.
#[derive(Clone, Debug)]
pub(super) struct Merge {
    /// Counts what was asked for; older answers are of no use.
    pub(super) generation: u32,
    /// The articles, each by its index.
    pub(super) articles: Vec<(usize, Arc<Analysis>)>,
}

/// The parties of many articles that are asked for.
#[derive(Clone, Debug)]
pub(super) struct Gather {
    /// Counts what was asked for; older answers are of no use.
    pub(super) generation: u32,
    /// The articles, each by its index.
    pub(super) articles: Vec<(usize, Arc<Analysis>)>,
    /// What somebody said of two names.
    pub(super) links: Vec<PartyLink>,
}
