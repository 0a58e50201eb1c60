//! Who did what to whom, in the article's words.
//!
//! A headline is put together from pieces of the text: subject, verb with its auxiliaries, object, place. What is
//! left out are attributions, relative clauses, appositions, asides and the date. Each piece can be said at three
//! lengths; the longest that lets the whole fit is taken.

use super::collection::shorten;
use super::predicate::{self, Kind, Predicate, Tense, antecedent, auxiliaries};
use crate::analysis::{Stakeholder, StakeholderKind, Timex};
use crate::language::{Deprel, Document, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::text::Span;

/// Characters that a headline should not exceed.
const LONGEST: usize = 70;

/// How much of a phrase is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Length {
    Full,
    Short,
    Bare,
}

/// The headline of `predicate`, whose clause is `clause`; where the grammar gives no whole sentence, the clause's own
/// words.
pub(super) fn headline(
    document: &Document<'_>,
    predicate: &Predicate,
    clause: Span,
    timexes: &[Timex],
    stakeholders: &[Stakeholder],
) -> String {
    let writer = Writer { document, timexes, stakeholders };
    let mut written = String::new();
    for length in [Length::Full, Length::Short, Length::Bare] {
        written = writer.write(predicate, length, 0);
        if written.chars().count() <= LONGEST {
            break;
        }
    }
    let size = written.chars().count();
    let whole = written.split_whitespace().nth(1).is_some() && size <= LONGEST + 30 && writer.has_doer(predicate);
    let own_words = || {
        let words = writer.own_words(predicate, clause).split_whitespace().collect::<Vec<_>>().join(" ");
        shorten(&words, LONGEST)
    };
    capitalised(&if whole { written } else { own_words() })
}

struct Writer<'a> {
    document: &'a Document<'a>,
    timexes: &'a [Timex],
    stakeholders: &'a [Stakeholder],
}

/// A piece of a headline: the words and whether the headline is wrong without it.
struct Piece {
    text: String,
    needed: bool,
}

impl Writer<'_> {
    /// The clause as it stands, from after the conjunction that opens it to before the date that ends it.
    fn own_words(&self, predicate: &Predicate, clause: Span) -> &str {
        let document = self.document;
        let mut tokens = document.tokens_in(clause);
        let opens = |&t: &Token| {
            matches!(
                document.lower(t),
                "after" | "before" | "when" | "since" | "while" | "that" | "because" | "although"
            ) || document.form(t) == "—"
        };
        if let Some(opening) =
            (tokens.start..predicate.token).rev().find(opens).filter(|&opening| opening + 1 < predicate.token)
        {
            tokens.start = opening + 1;
        }
        while tokens.end > predicate.token + 1 && self.is_time(tokens.end - 1) {
            tokens.end -= 1;
        }
        if tokens.end > predicate.token + 1 && document.upos(tokens.end - 1) == Upos::Adp {
            tokens.end -= 1;
        }
        document.cover(tokens).slice(document.text())
    }

    fn write(&self, predicate: &Predicate, length: Length, depth: usize) -> String {
        let document = self.document;
        let t = predicate.token;
        let above = document.head(t).filter(|_| depth < 3);
        let relation = document.deprel(t);
        // "to close" tells little without the verb or noun that it completes.
        if predicate.kind == Kind::Verb && predicate.tense == Tense::Infinitive {
            match (above, relation) {
                (Some(head), Deprel::Acl) => {
                    let clause = self.open_clause(t, length.max(Length::Short));
                    return format!("{} {clause}", self.subject(head, length.max(Length::Short)));
                }
                (Some(head), Deprel::Xcomp) => {
                    if let Some(whole) = predicate::predicate(document, head) {
                        return self.write(&whole, length, depth + 1);
                    }
                }
                _ => {}
            }
        }
        if predicate.kind != Kind::Noun {
            return self.verb_event(predicate, length);
        }
        let words = self.noun_event(predicate, length);
        let bare = words.split_whitespace().nth(1).is_none();
        let verb = above.filter(|_| bare && matches!(relation, Deprel::Nsubj | Deprel::NsubjPass | Deprel::Obj));
        match verb.and_then(|verb| predicate::predicate(document, verb)) {
            Some(verb) => self.write(&verb, length, depth + 1),
            None => words,
        }
    }

    /// Whether somebody or something is said to do it, and that is a name or a noun.
    fn has_doer(&self, predicate: &Predicate) -> bool {
        let document = self.document;
        let nominal = |t: Token| {
            matches!(document.upos(t), Upos::Noun | Upos::Propn | Upos::Pron | Upos::Num | Upos::Det | Upos::Adj)
        };
        match predicate.kind {
            Kind::Noun => true,
            _ => predicate.subject.is_some_and(|subject| nominal(subject) && !self.is_span_of_time(subject)),
        }
    }

    /// Whether `t` stands in any temporal expression, a length of time included.
    fn is_span_of_time(&self, t: Token) -> bool {
        let span = self.document.span(t);
        let first = self.timexes.partition_point(|timex| timex.span.end() <= span.start());
        self.timexes.get(first).is_some_and(|timex| timex.span.overlaps(span))
            || matches!(self.document.lemma(t), "month" | "week" | "day" | "year" | "hour")
    }

    fn verb_event(&self, predicate: &Predicate, length: Length) -> String {
        let document = self.document;
        let t = predicate.token;
        let mut pieces: Vec<Piece> = Vec::new();
        if let Some(subject) = predicate.subject.filter(|&subject| !self.is_time(subject)) {
            pieces.push(Piece { text: self.subject(subject, length), needed: true });
        }
        pieces.push(Piece { text: self.verb_group(predicate), needed: true });
        if let Some(object) = self.object_before(predicate) {
            pieces.push(Piece { text: self.without_case(object, length), needed: true });
        }
        for child in self.after(t) {
            pieces.extend(self.complement(child, length));
            // "Canada's decision to order the firm to close" says more than "Canada's decision".
            let purpose = document.children(child).find(|&c| {
                document.deprel(c) == Deprel::Acl
                    && predicate::predicate(document, c).is_some_and(|p| p.tense == Tense::Infinitive)
            });
            if let Some(purpose) = purpose.filter(|_| document.is_relation(child, Deprel::Obj)) {
                pieces.push(Piece { text: self.open_clause(purpose, length.max(Length::Short)), needed: false });
            }
        }
        join(pieces)
    }

    /// The noun that a relative clause is about, where it is what the clause's subject acts on: "the act the bloc
    /// passed".
    fn object_before(&self, predicate: &Predicate) -> Option<Token> {
        let document = self.document;
        let t = predicate.token;
        let relative = |c: Token| antecedent(document, c).is_some() || document.xpos(c) == Xpos::Wrb;
        let noun =
            document.head(t).filter(|_| document.deprel(t) == Deprel::AclRelcl && predicate.kind == Kind::Verb)?;
        let open = predicate.own_subject && predicate.object.is_none() && !predicate.passive;
        let subject_is_noun = predicate.subject.is_some_and(|subject| !relative(subject));
        let elsewhere = document.children(t).any(|c| {
            document.is_relation(c, Deprel::Obl) && document.children(c).any(relative)
                || document.deprel(c) == Deprel::Advmod && relative(c)
        });
        let complete = document.children(t).any(|c| matches!(document.deprel(c), Deprel::Xcomp | Deprel::Ccomp));
        (open && subject_is_noun && !elsewhere && !complete && !self.is_time(noun)).then_some(noun)
    }

    /// The phrase of `t` without the preposition before it.
    fn without_case(&self, t: Token, length: Length) -> String {
        let document = self.document;
        let text = self.named(t, length);
        let case: Vec<Token> = document
            .children(t)
            .filter(|&c| c < t && document.deprel(c) == Deprel::Case && document.lower(c) != "'s")
            .collect();
        let spelled = self.spell(&case);
        text.strip_prefix(&spelled).map_or(text.clone(), |rest| rest.trim_start().to_owned())
    }

    /// The words between subject and complements: auxiliaries, negation, verb, particle.
    fn verb_group(&self, predicate: &Predicate) -> String {
        let document = self.document;
        let t = predicate.token;
        let mut group: Vec<Token> = document
            .children(t)
            .filter(|&child| {
                let relation = document.deprel(child);
                let negation = lexicon().status.negation.contains(document.lower(child));
                relation == Deprel::CompoundPrt
                    || negation
                    || lexicon().status.kept.contains(document.lower(child))
                    || relation == Deprel::Mark && document.xpos(child) == Xpos::To && predicate.subject.is_some()
            })
            .chain(auxiliaries(document, t))
            .collect();
        group.sort_unstable();
        group.dedup();
        if predicate.kind == Kind::State {
            let phrase = self.phrase(t, Length::Short, false);
            let before: Vec<&str> = group.iter().filter(|&&word| word < t).map(|&word| document.form(word)).collect();
            return [before.join(" "), phrase].join(" ");
        }
        group.push(t);
        group.sort_unstable();
        self.spell(&group)
    }

    /// The complements of `t` in order of the text, without clauses that tell something else.
    fn after(&self, t: Token) -> Vec<Token> {
        let document = self.document;
        if !matches!(document.upos(t), Upos::Verb) {
            return document
                .children(t)
                .filter(|&child| child > t && document.is_relation(child, Deprel::Obl) && !self.is_time(child))
                .collect();
        }
        document
            .children(t)
            .filter(|&child| child > t)
            .filter(|&child| {
                matches!(
                    document.deprel(child).universal(),
                    Deprel::Obj | Deprel::Iobj | Deprel::Xcomp | Deprel::Obl | Deprel::Ccomp
                )
            })
            .filter(|&child| !self.is_time(child))
            .collect()
    }

    fn complement(&self, child: Token, length: Length) -> Option<Piece> {
        let document = self.document;
        let relation = document.deprel(child).universal();
        match relation {
            Deprel::Obj | Deprel::Iobj => Some(Piece { text: self.named(child, length), needed: true }),
            Deprel::Xcomp => Some(Piece { text: self.open_clause(child, length), needed: true }),
            Deprel::Ccomp => Some(Piece { text: self.content_clause(child, length), needed: true }),
            Deprel::Obl => {
                let case = document.children(child).find(|&c| document.deprel(c) == Deprel::Case);
                let aside = case.is_some_and(|case| {
                    matches!(
                        document.lower(case),
                        "after"
                            | "before"
                            | "during"
                            | "since"
                            | "until"
                            | "amid"
                            | "despite"
                            | "because"
                            | "due"
                            | "according"
                            | "following"
                            | "through"
                            | "without"
                            | "along"
                            | "as"
                            | "like"
                            | "within"
                            | "per"
                            | "unlike"
                            | "including"
                            | "given"
                    )
                });
                let agent =
                    document.deprel(child) == Deprel::OblAgent || case.is_some_and(|case| document.lower(case) == "by");
                let comma =
                    child > 0 && (document.head(child).unwrap_or(child)..child).any(|t| document.form(t) == ",");
                (!comma && (!aside || agent))
                    .then(|| Piece { text: self.named(child, length), needed: agent && length < Length::Bare })
            }
            _ => None,
        }
    }

    /// "to close its branch", "closing its branch".
    fn open_clause(&self, t: Token, length: Length) -> String {
        let document = self.document;
        let mut group: Vec<Token> = document
            .children(t)
            .filter(|&child| {
                child < t
                    && (document.deprel(child) == Deprel::Mark && document.xpos(child) == Xpos::To
                        || lexicon().status.negation.contains(document.lower(child))
                        || lexicon().status.kept.contains(document.lower(child))
                        || document.is_relation(child, Deprel::Aux)
                        || document.deprel(child) == Deprel::Cop
                        || document.deprel(child) == Deprel::Case)
            })
            .collect();
        if document.upos(t) != Upos::Verb {
            let before = self.spell(&group);
            return format!("{before} {}", self.phrase(t, length.max(Length::Short), false));
        }
        group.push(t);
        group.extend(document.children(t).filter(|&child| document.deprel(child) == Deprel::CompoundPrt));
        group.sort_unstable();
        let mut pieces = vec![Piece { text: self.spell(&group), needed: true }];
        for child in self.after(t) {
            if document.deprel(child) == Deprel::Ccomp {
                continue;
            }
            pieces.extend(self.complement(child, length));
        }
        join(pieces)
    }

    /// "that the branch must close".
    fn content_clause(&self, t: Token, length: Length) -> String {
        let document = self.document;
        let mut pieces: Vec<Piece> = Vec::new();
        let mark = document.children(t).find(|&child| document.deprel(child) == Deprel::Mark && child < t);
        pieces.extend(mark.map(|mark| Piece { text: document.form(mark).to_owned(), needed: true }));
        let subject = document.children(t).find(|&child| document.is_relation(child, Deprel::Nsubj));
        pieces.extend(subject.map(|subject| Piece { text: self.named(subject, length), needed: true }));
        pieces.push(Piece { text: self.open_clause(t, length), needed: true });
        join(pieces)
    }

    /// "Arrest of a treasurer in Lyon", "France’s detention of two sailors".
    fn noun_event(&self, predicate: &Predicate, length: Length) -> String {
        let document = self.document;
        let t = predicate.token;
        let owner = document.child(t, Deprel::NmodPoss);
        let words = self.phrase(t, length, true);
        match owner.filter(|&owner| document.upos(owner) == Upos::Pron) {
            Some(owner) => self.with_owner(owner, &words),
            None => words,
        }
    }

    /// Replaces a possessive pronoun at the beginning by the name of the party that it means.
    fn with_owner(&self, owner: Token, words: &str) -> String {
        let pronoun = self.document.form(owner);
        match (self.party(self.document.span(owner), self.document.lower(owner)), words.strip_prefix(pronoun)) {
            (Some(name), Some(rest)) => format!("{name}'s{rest}"),
            _ => words.to_owned(),
        }
    }

    fn subject(&self, t: Token, length: Length) -> String {
        let t = antecedent(self.document, t).unwrap_or(t);
        without_article(&self.without_case(t, length))
    }

    /// The phrase of `t`, or the name of the party where the phrase is a pronoun or calls it "the company".
    fn named(&self, t: Token, length: Length) -> String {
        let document = self.document;
        let span = self.phrase_span(t);
        let pronoun = document.upos(t) == Upos::Pron;
        let definite = document.upos(t) == Upos::Noun
            && document
                .children(t)
                .any(|child| document.deprel(child) == Deprel::Det && matches!(document.lower(child), "the" | "this"))
            && document
                .children(t)
                .all(|child| matches!(document.deprel(child), Deprel::Det | Deprel::Case | Deprel::Punct));
        if (pronoun || definite)
            && let Some(name) = self.party(if pronoun { document.span(t) } else { span }, document.lower(t))
        {
            let case: Vec<Token> =
                document.children(t).filter(|&child| document.deprel(child) == Deprel::Case && child < t).collect();
            return format!("{} {name}", self.spell(&case)).trim().to_owned();
        }
        self.phrase(t, length, false)
    }

    /// The name of the party that is mentioned at `span`, where it is short enough to stand for it, fits the word and
    /// was named not long before.
    fn party(&self, span: Span, word: &str) -> Option<&str> {
        const NEAR: usize = 500;
        let party = self.stakeholders.iter().find(|party| party.mentions.binary_search(&span).is_ok())?;
        let person = party.kind == StakeholderKind::Person;
        let fits = match word {
            "he" | "she" | "him" | "her" | "his" => person,
            "it" | "its" => !person && party.kind != StakeholderKind::Group,
            "they" | "them" | "their" => !person,
            _ => true,
        };
        let named = |mention: &Span| {
            let text = mention.slice(self.document.text());
            text.chars().any(char::is_uppercase) && text.len() > 2
        };
        let before = party.mentions.partition_point(|mention| mention.start() < span.start());
        let near = party.mentions[..before].iter().rev().take_while(|mention| mention.end() + NEAR > span.start());
        let named_near = near.take(20).any(named);
        let name = party.name.as_str();
        (fits && name.chars().count() <= 45 && named_near).then_some(name)
    }

    /// Determiner to head.
    fn phrase_span(&self, t: Token) -> Span {
        let document = self.document;
        let first = document
            .children(t)
            .filter(|&child| child < t && document.deprel(child) != Deprel::Case)
            .min()
            .unwrap_or(t);
        document.span(first).cover(document.span(t))
    }

    /// The words of the noun phrase of `t`; `event` leaves out what only orders events ("subsequent").
    fn phrase(&self, t: Token, length: Length, event: bool) -> String {
        let document = self.document;
        let mut words = Vec::new();
        self.collect(t, length, event, 0, &mut words);
        words.sort_unstable();
        words.dedup();
        let _ = document;
        self.spell(&words)
    }

    fn collect(&self, t: Token, length: Length, event: bool, depth: usize, words: &mut Vec<Token>) {
        let document = self.document;
        words.push(t);
        for child in document.children(t) {
            if depth < 6 && self.keeps(child, length, event, depth) {
                self.collect(child, length, event && document.deprel(child) == Deprel::Conj, depth + 1, words);
            }
        }
    }

    fn keeps(&self, child: Token, length: Length, event: bool, depth: usize) -> bool {
        let document = self.document;
        if self.is_time(child) && document.deprel(child) != Deprel::Case {
            return false;
        }
        let case =
            || document.children(child).find(|&c| document.deprel(c) == Deprel::Case).map(|case| document.lower(case));
        match document.deprel(child) {
            Deprel::Det | Deprel::DetPredet => {
                !(event && depth == 0 && matches!(document.lower(child), "the" | "a" | "an" | "this" | "that"))
            }
            Deprel::Case if event && depth == 0 && document.head(child).is_some_and(|head| child < head) => false,
            Deprel::Case | Deprel::Flat | Deprel::Nummod | Deprel::Fixed | Deprel::Goeswith | Deprel::NmodPoss => true,
            Deprel::Compound => true,
            Deprel::Amod => {
                let orders = lexicon().order.after.contains(document.lower(child))
                    || lexicon().order.before.contains(document.lower(child));
                !(event && orders)
                    && (length < Length::Bare
                        || document.xpos(child) != Xpos::Jj
                        || event
                        || document.form(child).starts_with(char::is_uppercase))
            }
            Deprel::Nmod | Deprel::NmodDesc => match length {
                Length::Full => {
                    depth < 3
                        && !matches!(
                            case(),
                            Some(
                                "including"
                                    | "like"
                                    | "after"
                                    | "before"
                                    | "during"
                                    | "since"
                                    | "amid"
                                    | "despite"
                                    | "following"
                            )
                        )
                }
                Length::Short => {
                    depth < 2
                        && (matches!(
                            case(),
                            Some(
                                "of" | "in"
                                    | "on"
                                    | "for"
                                    | "between"
                                    | "against"
                                    | "with"
                                    | "to"
                                    | "by"
                                    | "from"
                                    | "at"
                            )
                        ) || case().is_none())
                }
                Length::Bare => depth == 0 && (case() == Some("of") || case().is_none() || event),
            },
            Deprel::Conj | Deprel::Cc => {
                length < Length::Bare && (document.upos(child) != Upos::Verb || document.deprel(child) == Deprel::Cc)
            }
            // "the banker Paul Berger", but not "the banker, Paul Berger".
            Deprel::Appos => {
                let head = document.head(child).unwrap_or(child);
                head < child && !(head..child).any(|t| document.upos(t) == Upos::Punct)
            }
            Deprel::Advmod => {
                length == Length::Full
                    && document.upos(child) == Upos::Adv
                    && document
                        .head(child)
                        .is_some_and(|head| document.upos(head) == Upos::Num || document.upos(head) == Upos::Adj)
            }
            Deprel::Punct => {
                matches!(document.form(child), "-" | "–" | "/" | "%")
                    || length < Length::Bare
                        && document.form(child) == ","
                        && document
                            .children(document.head(child).unwrap_or(child))
                            .any(|c| document.deprel(c) == Deprel::Conj)
            }
            _ => false,
        }
    }

    /// Whether the phrase at `t` is a date, which the timeline shows beside the headline.
    fn is_time(&self, t: Token) -> bool {
        let span = self.document.span(t);
        let first = self.timexes.partition_point(|timex| timex.span.end() <= span.start());
        self.timexes
            .get(first)
            .is_some_and(|timex| timex.span.overlaps(span) && timex.kind != crate::analysis::TimexKind::Duration)
    }

    /// The words as the text spells them: neighbours keep what stands between them, others get a space.
    fn spell(&self, words: &[Token]) -> String {
        let document = self.document;
        let mut written = String::new();
        let mut last: Option<Token> = None;
        for &word in words {
            let apart = match last {
                None => false,
                Some(before) if before + 1 == word => document.span(before).end() < document.span(word).start(),
                Some(_) => !matches!(document.form(word), "," | "'s" | "’s" | "'" | "’" | "%"),
            };
            if apart {
                written.push(' ');
            }
            written.push_str(document.form(word));
            last = Some(word);
        }
        written
    }
}

/// Joins pieces in order; those that are not needed only while the whole stays short enough.
fn join(pieces: Vec<Piece>) -> String {
    let size = |text: &str| text.chars().count() + 1;
    let mut left: isize = LONGEST as isize
        - pieces.iter().filter(|piece| piece.needed).map(|piece| size(&piece.text) as isize).sum::<isize>();
    let mut written = String::new();
    for piece in pieces {
        if piece.text.is_empty() {
            continue;
        }
        if !piece.needed {
            left -= size(&piece.text) as isize;
            if left < 0 {
                continue;
            }
        }
        if !written.is_empty() {
            written.push(' ');
        }
        written.push_str(piece.text.trim());
    }
    written
}

fn without_article(text: &str) -> String {
    ["The ", "the "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text).to_owned()
}

fn capitalised(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':'));
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
