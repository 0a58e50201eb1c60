use super::*;
use crate::article::{Published, PublishedHow};
use proptest::prelude::*;

fn events(text: &str, published: Option<&str>) -> Vec<Event> {
    let published = published.map(|date| Published { date: date.parse().unwrap(), how: PublishedHow::Given });
    let meta = Meta { published, ..Meta::default() };
    let document = crate::language::parse(text);
    let timexes = crate::timex::find(&document, published);
    let parties = crate::positions::find(&document);
    find(&document, &meta, &timexes, &parties.stakeholders, &parties.positions)
}

/// The text holds one marked trigger, `*arrested*`, and says after ` => ` what becomes of it:
/// `date status headline`, where `-` stands for no date and a headline may be left out.
fn check(marked: &str) {
    let (text, expected) = marked.split_once(" => ").expect("text => expectation");
    let (before, rest) = text.split_once('*').expect("a marked trigger");
    let (trigger, after) = rest.split_once('*').expect("a marked trigger");
    let plain = format!("{before}{trigger}{after}");
    let events = events(&plain, Some("2021-06-16"));
    let found: Vec<&Event> = events.iter().filter(|event| event.trigger.start() == before.len()).collect();
    let shown = found
        .iter()
        .map(|event| {
            let date = event.date.as_ref().map_or("-", |date| date.value.as_str());
            format!("{date} {} {}", format!("{:?}", event.status).to_lowercase(), event.headline)
        })
        .collect::<Vec<_>>()
        .join("; ");
    let right = if expected.split(' ').count() == 2 { shown.starts_with(expected) } else { shown == expected };
    assert!(right, "{plain}\n  wanted {expected}\n  found  {shown}\n  all {events:#?}");
}

#[test]
fn a_clause_gives_its_date_status_and_headline() {
    for marked in [
        "Police *arrested* the treasurer in Lyon on Monday. => 2021-06-14 happened Police arrested the treasurer in Lyon",
        "The court *sentenced* Paul Berger to six years in 2019. => 2019 happened Court sentenced Paul Berger to six years",
        "The ministry *closed* the border in March 2020, which angered traders. => 2020-03 happened",
        "The company will *open* a plant in Turin in 2023. => 2023 planned Company will open a plant in Turin",
        "Paul Berger was *arrested* in Lyon on 3 May 2020. => 2020-05-03 happened Paul Berger was arrested in Lyon",
    ] {
        check(marked);
    }
}

#[test]
fn a_noun_gives_an_entry_with_the_date_beside_it() {
    check("Tensions date back to the 2018 *arrest* of the banker Paul Berger in Lyon. => 2018 happened");
}

#[test]
fn two_years_before_one_noun_are_two_entries() {
    let text = "Voters complained about the 2019 and 2021 elections in the province.";
    let found = events(text, Some("2022-06-16"));
    let years: Vec<&str> = found
        .iter()
        .filter(|event| event.trigger.slice(text) == "elections")
        .filter_map(|event| event.date.as_ref().map(|date| date.value.as_str()))
        .collect();
    assert_eq!(years, ["2019", "2021"]);
}

#[test]
fn an_accusation_that_is_denied_did_not_happen_for_the_timeline() {
    let text = "Strains arose from allegations of Norland's interference in the 2019 and 2021 elections, accusations that Norland has denied.";
    let found = events(text, Some("2022-06-16"));
    let statuses: Vec<Status> = found
        .iter()
        .filter(|event| matches!(event.trigger.slice(text), "interference" | "elections"))
        .map(|event| event.status)
        .collect();
    assert!(
        !statuses.is_empty() && statuses.iter().all(|status| matches!(status, Status::Alleged | Status::Denied)),
        "{found:#?}"
    );
}

#[test]
fn without_a_publication_date_no_year_is_invented() {
    let found = events("Police arrested the treasurer in Lyon on Monday. He was released in May.", None);
    assert!(!found.is_empty());
    assert!(found.iter().all(|event| event.date.is_none()), "{found:#?}");
}

#[test]
fn the_first_news_is_the_main_event_and_the_issue() {
    let text =
        "Norland ordered the shipping firm Aurora to close its branch in the country. The firm employs 40 people.";
    let document = crate::language::parse(text);
    let published = Some(Published { date: "2021-06-16".parse().unwrap(), how: PublishedHow::Given });
    let meta = Meta { published, ..Meta::default() };
    let found = find(&document, &meta, &[], &[], &[]);
    let main: Vec<&Event> = found.iter().filter(|event| event.main).collect();
    assert!(main.iter().any(|event| event.trigger.slice(text) == "ordered"), "{found:#?}");
    let issue = issue(&document, &meta, &found).expect("an issue");
    assert!(text.contains(issue.span.slice(text)) && !issue.text.is_empty());
}

#[test]
fn what_might_be_or_is_only_a_state_is_no_event() {
    for text in ["The river is long and the valley is green.", "If the firm failed, people would suffer."] {
        assert!(events(text, Some("2021-06-16")).len() <= 1, "{text}");
    }
}

#[test]
fn the_model_and_its_word_lists_read() {
    assert!((0.05..0.95).contains(&salience::model().threshold));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn spans_lie_in_the_text_and_the_same_text_gives_the_same_events(
        words in prop::collection::vec(
            prop::sample::select(vec![
                "police", "arrested", "the", "minister", "in", "2019", "and", "2021", "on", "Monday", "said", "“", "”", ".", ",",
                "elections", "which", "denied", "will", "Ωmega", "\n\n", "to", "close", "accused", "of", "its", "subsequent", "at", "6:17",
            ]),
            0..60,
        )
    ) {
        let text = words.join(" ");
        let found = events(&text, Some("2021-06-16"));
        prop_assert_eq!(&found, &events(&text, Some("2021-06-16")));
        for event in &found {
            prop_assert!(!event.trigger.slice(&text).is_empty());
            prop_assert!(event.span.contains(event.trigger));
            prop_assert!(!event.headline.is_empty());
            prop_assert!((0.0..=1.0).contains(&event.salience));
        }
    }
}

/// A text of one clause that never ends must not take longer than its length.
#[test]
fn endless_sentences_take_no_endless_time() {
    let text = "the minister who said that ".repeat(8_000);
    let start = std::time::Instant::now();
    let _ = events(&text, Some("2021-06-16"));
    assert!(start.elapsed().as_secs() < 60);
}

#[test]
fn what_the_text_orders_has_bounds_and_no_date() {
    let text = "Norland signed a treaty on Monday. Police arrested the banker Paul Berger in Lyon in 2018. Norland \
                subsequently detained two sailors.";
    let found = events(text, Some("2021-06-16"));
    let entry = |word: &str| found.iter().find(|event| event.trigger.slice(text) == word).expect("an entry");
    assert_eq!(entry("detained").date, None);
    let bounds = entry("detained").bounds.as_ref().expect("after the arrest");
    assert_eq!(bounds.words(), "after 2018");
    assert_eq!((bounds.earliest, bounds.latest), ("2018-01-01".parse().ok(), None));
    assert_eq!(entry("arrested").bounds, None, "what has a date needs none");
}

#[test]
fn a_year_that_names_a_thing_and_a_deadline_date_nothing() {
    let text = "Marta Weber broke a 2002 record in Vienna.";
    assert!(events(text, None).iter().all(|event| event.date.is_none()), "{:?}", events(text, None));
    check("The agency *gave* the firm until Friday to pay the fine. => 2021-06-16 happened");
}

#[test]
fn a_pronoun_is_the_person_of_the_sentence_before() {
    check(
        "Marta Weber visited Lyon on Monday. She *opened* a school in the suburb. => 2021-06-14 happened Marta Weber opened a school in the suburb",
    );
}

#[test]
fn what_would_be_is_not_told_as_what_is() {
    let text = "Paul Berger will resign if he does not win the vote in May.";
    for event in events(text, Some("2021-06-16")) {
        assert!(!event.headline.starts_with("Paul Berger does not"), "{}", event.headline);
    }
}

#[test]
fn what_narrows_the_subject_stays() {
    check(
        "All roads leading to Lyon were *closed* on Monday. => 2021-06-14 happened All roads leading to Lyon were closed",
    );
}

#[test]
fn a_headline_says_how_many_and_whom_and_to_what_end() {
    for marked in [
        "No fewer than 21 houses were *destroyed* in Oslo on Monday. => 2021-06-14 happened No fewer than 21 houses were destroyed in Oslo",
        "Almost 300 people *marched* through Oslo on Monday. => 2021-06-14 happened Almost 300 people marched through Oslo",
        "The tower in Oslo caught fire on Monday, *killing* a guard and two visitors. => 2021-06-14 happened Tower in Oslo caught fire, killing a guard and two visitors",
        "Marta Weber collapsed in Oslo on Monday. Two firefighters *pulled* her out of the hall on Tuesday. => 2021-06-15 happened Two firefighters pulled Marta Weber out of the hall",
        "Neither Weber nor her deputies were *charged* on Monday. => 2021-06-14 happened Neither Weber nor her deputies were charged",
        "The new rules have *disrupted* public and private transport in Oslo since Monday. => 2021-06-14 happened New rules have disrupted public and private transport in Oslo",
        "The court in Lyon *banned* applications such as Fotix and Grapho on Monday. => 2021-06-14 happened Court in Lyon banned applications such as Fotix and Grapho",
    ] {
        check(marked);
    }
}

#[test]
fn a_headline_is_a_whole_statement() {
    for marked in [
        // Dates go with their prepositions, asides with their commas.
        "The state *blocked* the site from 2012 to 2016 for a film. => 2012 happened State blocked the site for a film",
        "Paul Berger, a lawyer from Lyon, *left* the bank on Monday. => 2021-06-14 happened Paul Berger left the bank",
        // A claim keeps who makes it.
        "The ministry insists that the firm *closed* the mine on Monday. => 2021-06-14 alleged Ministry insists that the firm closed the mine",
        // Neither a complement nor a role is cut.
        "The senate *condemned* the raid as a breach of the treaty on Monday. => 2021-06-14 happened Senate condemned the raid as a breach of the treaty",
        // Half of a number is another number.
        "On Monday 96 people died and close to 90 were *injured* in Lyon. => 2021-06-14 happened 96 people died and close to 90 were injured in Lyon",
    ] {
        check(marked);
    }
}

#[test]
fn a_pronoun_is_named_only_where_nobody_else_can_be_meant() {
    let text = "Marta Weber was elected mayor of Lyon on Monday after Paul Berger resigned. He *praised* the council on Tuesday.";
    for event in events(&text.replace('*', ""), Some("2021-06-16")) {
        assert!(!event.headline.contains("Weber praised"), "{}", event.headline);
    }
}

#[test]
fn what_somebody_says_of_himself_is_told_as_his_words() {
    check(
        "On Monday the council closed the school in Lyon. \"We have *signed* the contract with Norvik Bank,\" Marta Weber said. => - happened Marta Weber: “We have signed the contract with Norvik Bank”",
    );
}

#[test]
fn no_headline_begins_or_ends_in_the_middle_of_a_clause() {
    let text = "Police arrested Paul Berger in Lyon on Monday after he had fled the country in 2019. The agency, whose \
                office oversees banks, fined Norvik Bank, which had hidden losses in 2018, and closed two branches. Norvik \
                published the report that the ministry had ordered in 2017.";
    let found = events(text, Some("2021-06-16"));
    assert!(found.len() > 3, "{found:#?}");
    for event in &found {
        let first = event.headline.split_whitespace().next().unwrap_or("").to_lowercase();
        let last = event.headline.split_whitespace().last().unwrap_or("").to_lowercase();
        let loose = ["which", "who", "that", "after", "and", "had", "he", "whose"];
        assert!(!loose.contains(&first.as_str()), "{}", event.headline);
        assert!(!["the", "in", "of", "that", "which", "and", "after"].contains(&last.as_str()), "{}", event.headline);
    }
}
