//! Whether a headline can be shown: it says a whole thing, in a whole sentence, of somebody whom it names.
//!
//! The parser errs in one sentence of five, so each of these checks looks at something else than the one that built the
//! words.

use super::telling::{Reference, Telling};
use super::{LONGEST, Writer};
use crate::language::{Deprel, Token, Upos, Xpos};
use crate::lexicon::events::lexicon;
use crate::timeline::predicate::{Kind, Predicate, antecedent};

/// Characters beyond `LONGEST` that a headline may have, and those that it may have where no shorter one is whole.
const SLACK: usize = 20;
const MUCH_SLACK: usize = 38;

impl Writer<'_> {
    /// Whether `telling` of `predicate`, spelled `text`, can be shown; `long`: though it is long.
    pub(super) fn is_sound(&self, predicate: &Predicate, telling: &Telling, text: &str, long: bool) -> bool {
        let document = self.document;
        let slack = if long { MUCH_SLACK } else { SLACK };
        let fits = !telling.broken && text.chars().count() <= LONGEST + slack;
        let noun = predicate.kind == Kind::Noun && !self.has_verb(telling);
        let open = |&word: &Token| {
            let writer = matches!(document.lower(word), "our" | "us") && long;
            !writer && self.reference(telling, word) == Some(Reference::Open)
        };
        fits && self.stands_alone(predicate, telling, text)
            && (noun && self.is_noun_phrase(telling) || self.is_clause(telling))
            && self.ends_well(&telling.words)
            && self.is_complete(telling)
            && self.agrees_within(telling)
            && !telling.words.iter().any(open)
            && (!telling.words.iter().any(|&word| document.lower(word) == "nor") || text.contains("either "))
            && telling.who.chars().count() != 1
            && !self.is_empty(telling)
            && self.begins_well(predicate, telling)
            && self.is_paired(telling)
            && !self.wants_object(predicate, telling)
            && !telling.subject.is_some_and(|subject| self.is_bare(subject))
            && !self.is_only_claimed(predicate.token, telling)
    }

    /// "the firm insists that the tests were passed": without who insists, more would be said than is.
    fn is_only_claimed(&self, t: Token, telling: &Telling) -> bool {
        let document = self.document;
        let mut at = t;
        for _ in 0..8 {
            let Some(head) = document.head(at) else { return false };
            let claims = document.deprel(at).universal() == Deprel::Ccomp
                && document.upos(head) == Upos::Verb
                && lexicon().headline.claims.contains(document.lemma(head));
            if claims && !telling.words.contains(&head) && !telling.quoted {
                return true;
            }
            at = head;
        }
        false
    }

    /// Whether a telling that is not sound is a statement at least, so that a longer one need not take its place.
    pub(super) fn is_statement(&self, predicate: &Predicate, telling: &Telling, text: &str) -> bool {
        !telling.broken
            && text.chars().count() <= LONGEST + SLACK
            && self.is_clause(telling)
            && self.begins_well(predicate, telling)
            && self.ends_well(&telling.words)
            && self.is_complete(telling)
            && self.agrees_within(telling)
            && self.is_paired(telling)
            && !text.split_whitespace().next().is_some_and(|first| {
                first == "that" || lexicon().headline.relative.contains(first.to_lowercase().as_str())
            })
    }

    pub(super) fn has_verb(&self, telling: &Telling) -> bool {
        telling.finite || telling.words.iter().any(|&word| self.is_finite(word))
    }

    pub(super) fn is_finite(&self, t: Token) -> bool {
        let document = self.document;
        // "the firm cut jobs": the form is that of the participle too.
        let with_subject = || {
            matches!(document.xpos(t), Xpos::Vbn | Xpos::Vb)
                && document.children(t).any(|child| child < t && document.is_relation(child, Deprel::Nsubj))
                && !document
                    .children(t)
                    .any(|child| document.is_relation(child, Deprel::Aux) || document.xpos(child) == Xpos::To)
        };
        let form = matches!(document.xpos(t), Xpos::Vbd | Xpos::Vbz | Xpos::Vbp | Xpos::Md);
        let own = || document.child(t, Deprel::Nsubj).is_some_and(|subject| subject < t);
        // "The union set a goal": the parser saw no subject.
        let root = || {
            document.xpos(t) == Xpos::Vb
                && document.deprel(t) == Deprel::Root
                && t > document.sentences()[document.sentence_of(t)].tokens.start + 1
                && !document.children(t).any(|child| child < t && document.is_relation(child, Deprel::Aux))
        };
        form && (document.deprel(t) != Deprel::Acl || own()) || with_subject() || root()
    }

    /// "arrest of a treasurer", not "at a press conference"
    fn is_noun_phrase(&self, telling: &Telling) -> bool {
        let Some(&first) = telling.words.first() else { return false };
        // "Basketball game", "Similar strike" say nothing of which one it was.
        let content = |&&word: &&Token| matches!(self.document.upos(word), Upos::Noun | Upos::Propn | Upos::Num);
        let named = telling.words.iter().any(|&word| matches!(self.document.upos(word), Upos::Propn | Upos::Num));
        let told = telling.words.iter().filter(content).count();
        (named && told > 1 || told > 2)
            && !telling.words.iter().any(|&word| {
                matches!(self.document.form(word), "–" | "—" | ";")
                    || self.ends_clause(word) && self.document.form(word) == "-"
            })
            && !matches!(self.document.upos(first), Upos::Adp | Upos::Verb | Upos::Aux | Upos::Cconj | Upos::Sconj)
            && !telling.words.iter().any(|&word| self.is_finite(word))
    }

    /// Whether there is a finite verb that stands in no relative or subordinate clause.
    pub(super) fn is_clause(&self, telling: &Telling) -> bool {
        let document = self.document;
        let mut open = i32::from(telling.finite);
        let mut last: Option<Token> = None;
        for &word in &telling.words {
            let verb = self.is_finite(word);
            // "was ordered", "did not say": one verb.
            let part = last.is_some_and(|last| document.head(last) == Some(word) || document.head(word) == Some(last))
                && document.upos(word) == Upos::Aux;
            // "the time the party replaced him": the verb describes the noun.
            let describes = document.deprel(word) == Deprel::AclRelcl
                && document.head(word).is_some_and(|noun| {
                    telling.words.contains(&noun)
                        && !(noun..word).any(|t| {
                            matches!(document.xpos(t), Xpos::Wdt | Xpos::Wp | Xpos::Wrb)
                                || matches!(document.lower(t), "that" | "whose")
                        })
                });
            if verb && !part && !describes {
                open += 1;
                last = Some(word);
            }
            let shouted = document.form(word).chars().all(char::is_uppercase);
            let relative = matches!(document.xpos(word), Xpos::Wdt | Xpos::Wp | Xpos::Wrb) && !shouted;
            let mark = document.deprel(word) == Deprel::Mark
                && document.xpos(word) != Xpos::To
                && document.head(word).is_some_and(|verb| {
                    self.is_finite(verb) || document.children(verb).any(|child| self.is_finite(child))
                });
            let whose = document.lower(word) == "whose";
            if relative || mark || whose {
                open -= 1;
            }
        }
        open > 0
    }

    /// Whether each verb of the telling stands there with what it does something to.
    fn is_complete(&self, telling: &Telling) -> bool {
        let document = self.document;
        let Some(&last) = telling.words.last() else { return false };
        let sentence = document.sentences()[document.sentence_of(last)].tokens.end;
        // "claimed that a judge": the verb of a clause that is opened must be there too.
        let half = telling.words.iter().any(|&word| {
            document.deprel(word) == Deprel::Mark
                && document.upos(word) == Upos::Sconj
                && document.head(word).is_some_and(|verb| verb > last)
        });
        if half {
            return false;
        }
        // What is left out begins right behind the last word, or behind a date there.
        let date = if last + 1 < sentence { self.skip_date(last + 1, last) } else { None };
        let next = date.unwrap_or(last + 1);
        let begins = |child: Token| next < sentence && (next == child || self.is_under(next, child));
        let needed = |child: Token| {
            matches!(document.deprel(child).universal(), Deprel::Obj | Deprel::Xcomp | Deprel::Ccomp)
                && document.upos(child) != Upos::Punct
                && child > last
                && child < last + 25
                && (begins(child) || document.deprel(child).universal() != Deprel::Obj)
                && !self.is_time(child)
        };
        telling.words.iter().all(|&word| {
            document.upos(word) != Upos::Verb || !document.children(word).any(|child| child > word && needed(child))
        })
    }

    /// "Magnitude 6.3 … have increased": what the words themselves say of one and of many.
    fn agrees_within(&self, telling: &Telling) -> bool {
        let document = self.document;
        let Some(subject) = telling.subject else { return true };
        let Some(&first) = telling.words.first() else { return true };
        let joined = telling.who.contains(" and ")
            || telling.who.contains(',')
            || telling.who.contains(" or ")
            || telling.who.contains(" nor ");
        // "they" are no single person.
        let many_named = joined || telling.who.split_whitespace().last().is_some_and(|last| last.ends_with('s'));
        let one_named = document.lower(subject) == "they" && !telling.who.eq_ignore_ascii_case("they") && !many_named;
        if one_named && !telling.who.is_empty() && matches!(document.lower(first), "have" | "are" | "were") {
            return false;
        }
        let noun = document.upos(subject) == Upos::Noun || document.upos(subject) == Upos::Propn;
        let one = matches!(document.xpos(subject), Xpos::Nn | Xpos::Nnp) && !joined;
        let many = matches!(document.xpos(subject), Xpos::Nns);
        let collective = document.upos(subject) == Upos::Propn && !self.is_person(subject)
            || lexicon().headline.collective.contains(document.lemma(subject));
        match document.lower(first) {
            "have" | "are" | "were" => !(noun && one && !collective),
            "has" | "is" | "was" => !(noun && many && document.upos(subject) == Upos::Noun),
            _ => match document.xpos(first) {
                Xpos::Vbz => !(noun && many && !joined),
                Xpos::Vbp => !(noun && one && !collective),
                _ => true,
            },
        }
    }

    /// Whether the first words are the beginning of the clause and not the end of what stands before it.
    pub(super) fn begins_well(&self, predicate: &Predicate, telling: &Telling) -> bool {
        let document = self.document;
        let Some(&first_word) = telling.words.first() else { return false };
        let subject = telling.subject.filter(|_| !telling.who.is_empty());
        let noun = subject.filter(|&subject| document.upos(subject) != Upos::Pron);
        let first = noun.map_or(first_word, |noun| self.phrase_range(noun).start);
        let sentence = document.sentences()[document.sentence_of(first)].tokens.start;
        let before = |n: usize| first.checked_sub(n).filter(|&t| t >= sentence);
        let verb_before = (sentence..first).any(|t| self.is_finite(t));
        // "the Risk Reduction and | Management Council raised"
        let half = self.has_verb(telling)
            && before(1).is_some_and(|t| matches!(document.lower(t), "and" | "or"))
            && before(2).is_some_and(|t| matches!(document.upos(t), Upos::Noun | Upos::Propn | Upos::Adj))
            && !verb_before;
        // "with | the conference near failure, the two learned"
        let described = predicate.subject.is_some_and(|subject| antecedent(document, subject).is_some());
        let attendant =
            !described && before(1).is_some_and(|t| matches!(document.lower(t), "with" | "without" | "despite"));
        // "critics such as McLeod, whose state | relies on coal"
        let relative = noun.is_some_and(|noun| {
            let mut open = false;
            for t in noun + 1..first_word {
                if self.is_finite(t) {
                    open = false;
                } else if matches!(document.xpos(t), Xpos::Wdt | Xpos::Wp) || document.lower(t) == "whose" {
                    open = true;
                }
            }
            open && document.form(first_word - 1) != ","
        });
        // "the council, which approved it": the pronoun is the subject.
        let relative = relative && !described;
        let letter = document.form(first_word);
        let lone = letter.chars().count() == 1
            && letter.chars().all(char::is_uppercase)
            && telling.words.get(1).is_some_and(|&next| document.form(next) == ",");
        // "did the firm close", "ran a business": no subject before the verb.
        let verb_first = telling.who.is_empty() && self.is_finite(first_word);
        let own = matches!(document.lower(first), "own" | "such" | "same" | "other" | "latter")
            && document.upos(first) != Upos::Propn
            && document.lower(first) != "former";
        // "running a firm are virtuosos"
        let gerund = telling.who.is_empty()
            && document.xpos(first_word) == Xpos::Vbg
            && document.upos(first_word) == Upos::Verb
            && telling.words.iter().any(|&word| matches!(document.lower(word), "are" | "were" | "have"));
        // "In the weeks, Ames has toured": what the weeks were is left out.
        let comma = telling.words.iter().position(|&word| document.form(word) == ",");
        let dated = telling.who.is_empty()
            && document.upos(first_word) == Upos::Adp
            && comma.is_some_and(|comma| comma < 5 && telling.words[..comma].iter().any(|&w| self.is_span_of_time(w)));
        // "Two days after the dam broke"
        let verb_at = telling.words.iter().position(|&word| self.is_finite(word)).unwrap_or(0);
        let later = telling.who.is_empty()
            && telling.words[..verb_at].windows(2).any(|two| {
                matches!(document.lower(two[1]), "after" | "before" | "since") && self.is_span_of_time(two[0])
            })
            && !telling.words[..verb_at].iter().any(|&word| document.form(word) == ",");
        let conditional = later
            || self.has_verb(telling)
                && before(1).is_some_and(|t| lexicon().status.conditional.contains(document.lower(t)));
        !half
            && !dated
            && !conditional
            && !attendant
            && !relative
            && !lone
            && !verb_first
            && !own
            && !gerund
            && !self.is_torn(telling)
    }

    /// "the report that the ministry had ordered": without the noun nobody knows what.
    fn wants_object(&self, predicate: &Predicate, telling: &Telling) -> bool {
        let document = self.document;
        let t = predicate.token;
        let described = document.deprel(t) == Deprel::AclRelcl
            && predicate.own_subject
            && !predicate.passive
            && predicate.subject.is_some_and(|subject| antecedent(document, subject).is_none());
        described && telling.words.last() == Some(&t)
    }

    /// Whether quotation marks have their partners and "either" its "or".
    fn is_paired(&self, telling: &Telling) -> bool {
        let document = self.document;
        let has = |form: &str| telling.words.iter().any(|&word| document.lower(word) == form);
        let count = |forms: &[&str]| {
            let mark = |word: &&Token| document.upos(**word) == Upos::Punct && forms.contains(&document.form(**word));
            telling.words.iter().filter(mark).count()
        };
        let glued = telling.words.iter().filter(|&&word| {
            let form = document.form(word);
            form.len() > 2
                && form.starts_with(['\'', '‘'])
                && form.ends_with(char::is_alphanumeric)
                && document.upos(word) != Upos::Aux
        });
        let said = telling.words.windows(2).any(|two| document.lemma(two[0]) == "say" && document.form(two[1]) == ",")
            && count(&[","]) < 2;
        let unnamed = telling.words.first().is_some_and(|&word| document.lower(word) == "according") && !has(",");
        count(&["'", "‘", "’"]).is_multiple_of(2)
            && count(&["''", "``"]).is_multiple_of(2)
            && glued.count() == 0
            && (!has("either") || has("or"))
            && !said
            && !unnamed
    }

    /// "a theory, Ames accused him", "her office oversees banks, has been asking": two clauses torn from their joint.
    fn is_torn(&self, telling: &Telling) -> bool {
        let document = self.document;
        let words = &telling.words;
        let comma = |t: &Token| document.form(*t) == ",";
        let Some(first) = words.iter().position(comma) else { return false };
        let finite = words.iter().position(|&word| self.is_finite(word));
        let opens = document.upos(words[0]);
        let begins = telling.who.is_empty()
            && !matches!(opens, Upos::Adp | Upos::Sconj)
            && document.lower(words[0]) != "according"
            && finite.is_some_and(|finite| {
                finite > first
                    && document.children(words[finite]).any(|child| {
                        document.is_relation(child, Deprel::Nsubj) && child > words[first] && child < words[finite]
                    })
            });
        let commas = words.iter().filter(|word| comma(word)).count();
        let after = commas == 1
            && words.get(first + 1).is_some_and(|&word| self.is_finite(word))
            && words[..first].iter().any(|&word| self.is_finite(word));
        // "an ambulance arrived, police entered the pipe": two statements.
        let says = words.iter().any(|&word| lexicon().verbs.saying.contains(document.lemma(word)));
        let splice = !says
            && commas == 1
            && words[..first].iter().any(|&word| self.is_finite(word))
            && words.get(first + 1).is_some_and(|&word| {
                !matches!(document.upos(word), Upos::Cconj | Upos::Sconj | Upos::Adv | Upos::Adp)
                    && !matches!(document.xpos(word), Xpos::Wdt | Xpos::Wp | Xpos::Vbg | Xpos::Vbn)
            })
            && words[first + 1..].iter().any(|&word| {
                self.is_finite(word)
                    && document
                        .children(word)
                        .any(|child| document.is_relation(child, Deprel::Nsubj) && child > words[first])
            });
        begins || after || splice
    }

    /// "the decision came": a verb that says nothing alone.
    fn is_empty(&self, telling: &Telling) -> bool {
        let document = self.document;
        let verb = match telling.words[..] {
            [verb] => verb,
            [.., verb] if telling.who.is_empty() && telling.words.len() < 4 && self.is_finite(verb) => verb,
            _ => return false,
        };
        let lemma = document.lemma(verb);
        let verbs = &lexicon().verbs;
        matches!(lemma, "come" | "go" | "follow") || verbs.stative.contains(lemma) || verbs.light.contains(lemma)
    }

    /// "the two", "the second": a number that counts what was named before.
    fn is_bare(&self, subject: Token) -> bool {
        let document = self.document;
        let the = document.children(subject).any(|child| document.lower(child) == "the");
        let numeral = matches!(document.upos(subject), Upos::Num | Upos::Adj) && document.name_of(subject).is_none();
        numeral && the || lexicon().headline.points_back.contains(document.lower(subject))
    }
}
