//! Everything that a key, or a word on the command line within, can do.

macro_rules! actions {
    ($($action:ident = $name:literal, $help:literal;)*) => {
        /// Something that the reader can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub(super) enum Action {
            $(#[doc = $help] $action,)*
        }

        impl Action {
            /// All actions, in the order in which the help lists them.
            pub(super) const ALL: &'static [Action] = &[$(Action::$action,)*];

            /// Its name in the key file and on the command line.
            pub(super) fn name(self) -> &'static str {
                match self { $(Action::$action => $name,)* }
            }

            /// A line for the help.
            pub(super) fn help(self) -> &'static str {
                match self { $(Action::$action => $help,)* }
            }
        }
    };
}

actions! {
    Down = "down", "down";
    Up = "up", "up";
    HalfPageDown = "half-page-down", "half a page down";
    HalfPageUp = "half-page-up", "half a page up";
    PageDown = "page-down", "a page down";
    PageUp = "page-up", "a page up";
    First = "first", "to the first row or entry";
    Last = "last", "to the last row or entry";
    Follow = "follow", "go to the evidence of the fact; read the article";
    Back = "back", "back to where Enter was; end search or filter";
    NextPane = "next-pane", "to the next pane";
    PreviousPane = "previous-pane", "to the pane before";
    Articles = "articles", "to the list of articles";
    Article = "article", "to the article";
    Timeline = "timeline", "to the timeline";
    Positions = "positions", "to the positions";
    Merged = "merged-timeline", "one timeline over all listed articles, and back";
    Parties = "parties", "the parties of all listed articles with their sides, and back";
    Zoom = "zoom", "the focused pane alone on the screen, and back";
    NextArticle = "next-article", "open the next article";
    PreviousArticle = "previous-article", "open the article before";
    NextUnreviewed = "next-unreviewed", "open the next article that is not reviewed";
    NextFact = "next-fact", "to the next fact in the text, or hit of the search";
    PreviousFact = "previous-fact", "to the fact or hit before";
    Search = "search", "search in the article; filter the list";
    Why = "why", "why the fact is there: words, rule, steps, confidence";
    SetDate = "set-date", "set the publication date, relative dates follow";
    Original = "original", "show what cleaning took out, and by which rule";
    PutBack = "put-back", "put the selected removal back into the text";
    Reject = "reject", "reject the selected fact";
    Correct = "correct", "correct the selected fact: its date, words, party, side";
    Add = "add", "add a fact that was not found: type its words";
    Issue = "issue", "say what the article is about";
    Undo = "undo", "undo the last correction of the article";
    Reviewed = "reviewed", "mark the article as reviewed, or not";
    Flag = "flag", "flag the article, or not";
    Note = "note", "write a note on the article";
    Tags = "tags", "tag the article; #tag filters the list";
    Copy = "copy", "copy the fact with its evidence (OSC 52)";
    Command = "command", "a command by its name";
    Help = "help", "the keys";
    Redraw = "redraw", "draw the screen anew";
    Suspend = "suspend", "leave to the shell; `fg` comes back";
    Quit = "quit", "quit";
}

impl Action {
    /// The action of that name.
    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }
}
