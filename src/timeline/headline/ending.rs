//! Whether a headline may end where it does: its last words want nothing of what the sentence says after them. In the
//! examples `|` is where it would end.

use super::Writer;
use crate::language::{Deprel, Document, NameKind, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;

/// The words that a telling ends with, and those of the sentence behind them.
struct Ending<'a> {
    writer: &'a Writer<'a>,
    document: &'a Document<'a>,
    words: &'a [Token],
    last: Token,
    /// The first token behind the last word, its closing quotation mark and a date.
    after: Option<Token>,
    following: Option<Token>,
    two_on: Option<Token>,
    /// Whether a date was skipped.
    dated: bool,
    /// The first token behind in lower case; empty where there is none.
    lower: &'a str,
}

impl Writer<'_> {
    /// Whether the words before the place where a telling ends want nothing that comes after it.
    pub(super) fn ends_well(&self, words: &[Token]) -> bool {
        let document = self.document;
        let Some(&last) = words.last() else { return false };
        let sentence = document.sentences()[document.sentence_of(last)].tokens.end;
        let quote = |t: Token| matches!(document.form(t), "”" | "\"" | "''");
        let mut next = last + 1;
        while next < sentence && quote(next) {
            next += 1;
        }
        let skipped = if next < sentence { self.skip_date(next, last).unwrap_or(next) } else { next };
        let at = |t: Token| (t < sentence).then_some(t);
        let ending = Ending {
            writer: self,
            document,
            words,
            last,
            after: at(skipped),
            following: at(skipped + 1),
            two_on: at(skipped + 2),
            dated: skipped > next,
            lower: at(skipped).map_or("", |t| document.lower(t)),
        };
        let torn = match document.upos(last) {
            Upos::Verb => ending.tears_verb() || ending.tears_attribute(),
            // "the fact that Ames was"
            Upos::Aux => true,
            Upos::Noun | Upos::Propn => ending.tears_noun(),
            Upos::Pron => {
                (ending.upos(ending.after) == Some(Upos::Adp) || ending.lower == "that")
                    && document.deprel(last).universal() == Deprel::Obj
            }
            _ => ending.tears_attribute() || ending.tears_adjective(),
        };
        !torn
            && !ending.tears_clause(sentence)
            && !ending.tears_conjunct()
            && !ending.tears_phrase()
            && !ending.breaks_list()
    }
}

impl Ending<'_> {
    fn upos(&self, t: Option<Token>) -> Option<Upos> {
        t.map(|t| self.document.upos(t))
    }

    fn is_noun(&self, t: Option<Token>) -> bool {
        matches!(self.upos(t), Some(Upos::Noun | Upos::Propn))
    }

    /// "disrupted vehicular | and pedestrian traffic", "served the parliamentary | as a member".
    fn tears_attribute(&self) -> bool {
        let (document, last) = (self.document, self.last);
        let upos = document.upos(last);
        let before_noun = self.is_noun(self.after) && !self.dated && document.head(last) == self.after;
        if matches!(upos, Upos::Adj | Upos::Num | Upos::Det | Upos::Verb) && before_noun {
            return true;
        }
        let joined = self.upos(self.after) == Some(Upos::Cconj)
            && self.upos(self.following) == Some(Upos::Adj)
            && self.is_noun(self.two_on);
        let bare = self.words.len() > 1
            && document.upos(self.words[self.words.len() - 2]) == Upos::Det
            && !self.lower.is_empty();
        upos == Upos::Adj && (joined || bare)
    }

    /// "will be subject | to a payout", "as high | as", "reach out | to".
    fn tears_adjective(&self) -> bool {
        let document = self.document;
        let particle = document.xpos(self.last) == Xpos::Rp || document.deprel(self.last) == Deprel::CompoundPrt;
        let away = document.upos(self.last) == Upos::Adv && matches!(self.lower, "with" | "than" | "as");
        away || (document.upos(self.last) == Upos::Adj || particle) && lexicon().headline.goes_on.contains(self.lower)
    }

    /// "Fine Gael | parliamentary members", "between Oslo | and Bergen".
    fn tears_noun(&self) -> bool {
        let (document, last) = (self.document, self.last);
        let named = document.upos(last) == Upos::Propn;
        let one_name = named && self.upos(self.after) == Some(Upos::Propn)
            || document.name_of(last).is_some_and(|name| name.tokens.end > last + 1);
        if self.is_noun(self.after) && !self.dated && (document.head(last) == self.after || one_name) {
            return true;
        }
        let adjacent = document.span(last).end() + 1 == self.after.map_or(0, |t| document.span(t).start());
        let described = self.upos(self.after) == Some(Upos::Adj)
            && self.is_noun(self.following)
            && adjacent
            && document.is_relation(self.following.unwrap_or(last), Deprel::Nsubj);
        let is_place = |t: Token| document.name_of(t).is_some_and(|name| name.kind == NameKind::Place);
        let two_places = named
            && self.lower == "and"
            && self.upos(self.following) == Some(Upos::Propn)
            && is_place(last)
            && is_place(self.following.unwrap_or(last));
        // "deliveries to areas | controlled by rebels": which ones is left out.
        let described_after = self.after.is_some_and(|t| {
            matches!(document.xpos(t), Xpos::Vbn | Xpos::Vbg) && document.head(t) == Some(last)
                || matches!(document.xpos(t), Xpos::Wdt | Xpos::Wp | Xpos::Wrb)
                || document.lower(t) == "that"
        });
        let bare = document.upos(last) == Upos::Noun
            && document.xpos(last) == Xpos::Nns
            && document.children(last).all(|child| child > last || document.deprel(child) == Deprel::Case);
        // "the Justice | for Victims Act"
        let act = named
            && matches!(self.lower, "for" | "of")
            && self.upos(self.following) == Some(Upos::Propn)
            && !document.name_of(last).is_some_and(|name| matches!(name.kind, NameKind::Person | NameKind::Place));
        // "forged a reputation | as a hard worker"
        let role = self.lower == "as" && self.upos(self.after) == Some(Upos::Adp) && !self.dated;
        described || two_places || bare && described_after && !self.dated || act || role
    }

    /// A verb without what it is told with: "ordered | the firm", "said | that", "has been busy, beginning | in May".
    fn tears_verb(&self) -> bool {
        let (document, last) = (self.document, self.last);
        let quantity = lexicon().headline.quantity.contains(self.lower);
        let object = matches!(self.upos(self.after), Some(Upos::Det | Upos::Num))
            || quantity && matches!(self.upos(self.following), Some(Upos::Det | Upos::Num))
            || matches!(self.lower, "more" | "less" | "fewer")
                && self.following.is_some_and(|t| document.lower(t) == "than");
        let passive = document.xpos(last) == Xpos::Vbn && document.child(last, Deprel::AuxPass).is_some();
        if !self.dated && !passive && object {
            return true;
        }
        let wants = lexicon().headline.goes_on.contains(self.lower)
            && !(self.lower == "to" && document.deprel(last).universal() == Deprel::Root);
        let described = document.deprel(last) == Deprel::Acl && self.upos(self.after) == Some(Upos::Adp) && !self.dated;
        let says = lexicon().verbs.saying.contains(document.lemma(last)) && !passive || document.lemma(last) == "learn";
        let trailing = document.xpos(last) == Xpos::Vbg
            && matches!(document.deprel(last).universal(), Deprel::Advcl | Deprel::Acl)
            && self.words.len() > 1;
        // "questions sparked | by his death will take years"
        let agent = self.lower == "by" && document.child(last, Deprel::AuxPass).is_none();
        wants || described || says || trailing || agent
    }

    /// The last words belong to a verb that is left out.
    fn tears_clause(&self, sentence: Token) -> bool {
        let document = self.document;
        let recent = |count: usize| self.words.iter().rev().take(count);
        // "it is believed one helicopter | collided": the last noun is what another verb tells of.
        let nominal = matches!(document.upos(self.last), Upos::Noun | Upos::Propn | Upos::Num);
        let next_verb =
            |t: Token| t < sentence && self.writer.is_finite(t) && document.deprel(t).universal() != Deprel::Conj;
        if nominal && !self.dated && self.after.is_some_and(next_verb) {
            return true;
        }
        let comma_after = self.after.filter(|&t| document.form(t) == ",").and_then(|comma| {
            (comma + 1..sentence.min(comma + 9)).find(|&t| document.form(t) == ",").map(|close| close + 1)
        });
        let open = recent(5).any(|&word| matches!(document.lower(word), "after" | "before"));
        if nominal && open && comma_after.is_some_and(next_verb) {
            return true;
        }
        // "until the men | and women were back"
        let opened = recent(5).any(|&word| {
            document.upos(word) == Upos::Sconj || lexicon().headline.ends_clause.contains(document.lower(word))
        });
        let joined = self.after.filter(|&t| document.upos(t) == Upos::Cconj).is_some_and(|conjunction| {
            (conjunction + 1..sentence.min(conjunction + 4))
                .find(|&t| !matches!(document.upos(t), Upos::Noun | Upos::Propn | Upos::Det | Upos::Adj))
                .is_some_and(|t| t > conjunction + 1 && self.writer.is_finite(t))
        });
        if nominal && opened && joined {
            return true;
        }
        // "seven were infected, with France | closing its border"
        let attendant = recent(4).any(|&word| document.lower(word) == "with");
        if attendant && nominal && self.upos(self.after) == Some(Upos::Verb) {
            return true;
        }
        // "the lot was removed and customers | who bought it …"
        let relative = self.after.is_some_and(|t| matches!(document.xpos(t), Xpos::Wdt | Xpos::Wp));
        relative && recent(4).any(|&word| document.upos(word) == Upos::Cconj)
    }

    /// "households making $100,000 | or more", "triple the programme, grow the corps | and create".
    fn tears_conjunct(&self) -> bool {
        let document = self.document;
        let initial = document.form(self.last).ends_with('.') && document.form(self.last).chars().count() == 2;
        if initial && self.lower == "and" {
            return true;
        }
        if self.upos(self.after) != Some(Upos::Cconj) {
            return false;
        }
        let more = self
            .following
            .is_some_and(|t| lexicon().headline.compares.contains(document.lower(t)) || document.lower(t) == "so");
        let form = self.following.map_or(Xpos::Nn, |t| document.xpos(t));
        let listed = |two: &[Token]| {
            document.form(two[0]) == "," && document.upos(two[1]) == Upos::Verb && document.xpos(two[1]) == form
        };
        more || self.upos(self.following) == Some(Upos::Verb) && self.words.windows(2).any(listed)
    }

    /// "in the days | since the vote", "linked the breach | to a group", "grew by 5 | million".
    fn tears_phrase(&self) -> bool {
        let (document, last) = (self.document, self.last);
        let words = &lexicon().headline;
        if words.half_phrase.contains(document.lemma(last)) && matches!(self.lower, "to" | "of" | "with" | "for") {
            return true;
        }
        let torn = |&word: &Token| {
            document.upos(word) == Upos::Verb
                && words.wants_phrase.contains(document.lemma(word))
                && document.child(word, Deprel::Obj).is_some_and(|object| {
                    let end = self.writer.phrase_range(object).end;
                    let goes_on = matches!(self.upos(self.after), Some(Upos::Adp | Upos::Sconj))
                        || self.after.is_some_and(|t| document.xpos(t) == Xpos::Vbg);
                    end == last + 1 && goes_on && !self.dated
                })
        };
        if self.words.iter().any(torn) {
            return true;
        }
        // "promised the relatives | that nothing would be hidden"
        let told = |&word: &Token| {
            document.upos(word) == Upos::Verb
                && lexicon().verbs.saying.contains(document.lemma(word))
                && document
                    .child(word, Deprel::Obj)
                    .is_some_and(|object| self.writer.phrase_range(object).end == last + 1)
        };
        if self.lower == "that" && self.words.iter().any(told) {
            return true;
        }
        // "instructed the agency | to restore access"
        let ordered = |&word: &Token| {
            document.upos(word) == Upos::Verb
                && lexicon().verbs.ordering.contains(document.lemma(word))
                && document
                    .child(word, Deprel::Obj)
                    .is_some_and(|object| self.writer.phrase_range(object).end == last + 1)
        };
        if self.after.is_some_and(|t| document.xpos(t) == Xpos::To) && self.words.iter().any(ordered) {
            return true;
        }
        let explained = words.explains.contains(self.lower)
            || matches!(self.upos(self.after), Some(Upos::Pron | Upos::Verb | Upos::Propn));
        if words.explained.contains(document.lemma(last)) && explained {
            return true;
        }
        // "forced a recognition | that", not "the bill | that"
        let loose = document.children(last).any(|child| matches!(document.lower(child), "a" | "an" | "no" | "any"));
        if document.upos(last) == Upos::Noun
            && self.lower == "that"
            && loose
            && self.upos(self.after) == Some(Upos::Sconj)
        {
            return true;
        }
        document.upos(last) == Upos::Num
            && (self.is_noun(self.after)
                || !self.dated && matches!(self.upos(self.after), Some(Upos::Adj))
                || self.after.is_some_and(|t| document.deprel(t) == Deprel::Amod)
                || matches!(self.lower, "another" | "%" | "to" | "-"))
    }

    /// "tripled the programme, grew the corps | and made a reserve": a list without its end.
    fn breaks_list(&self) -> bool {
        let (document, last) = (self.document, self.last);
        let broken = |head: Token| {
            let joined: Vec<Token> = document
                .children(head)
                .filter(|&child| document.deprel(child) == Deprel::Conj && child > head)
                .collect();
            let told = |&&child: &&Token| child <= last;
            let with_and = |child: &Token| {
                document.children(*child).any(|word| document.upos(word) == Upos::Cconj && word < *child)
            };
            let inside: Vec<&Token> = joined.iter().filter(told).collect();
            joined.len() > inside.len() && !inside.is_empty() && !inside.iter().any(|child| with_and(child))
        };
        self.words.iter().any(|&word| broken(word))
    }
}
