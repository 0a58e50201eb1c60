use super::*;
use crate::article::{BlockKind, Published, PublishedHow};
use crate::ingest;
use proptest::prelude::*;

fn cleaned(text: &str) -> Cleaned {
    clean(&ingest::plain("t", text))
}

const PASTED: &str = "- Get link
- X
- Other Apps
The council has voted to close the bridge, the mayor said. It cited safety.
Engineers had warned of the state of its cables for years. Nobody listened.
See also: Ferry lines to get new boats before the winter
- Get link
- Other Apps
Comments
Post a Comment";

#[test]
fn a_pasted_blog_post_keeps_its_sentences_and_nothing_else() {
    let cleaned = cleaned(PASTED);
    assert_eq!(
        cleaned.body,
        "The council has voted to close the bridge, the mayor said. It cited safety.\n\nEngineers had warned of the state \
         of its cables for years. Nobody listened."
    );
    let rules: Vec<_> = cleaned.removed.iter().map(|removed| (removed.rule.as_str(), removed.text.as_str())).collect();
    assert_eq!(rules[0], ("share-links", "- Get link"));
    assert!(rules.contains(&("see-also", "See also: Ferry lines to get new boats before the winter")));
    assert_eq!(cleaned.removed.len(), 8);
    assert_eq!(cleaned.removed[0].at, 0);
    assert_eq!(cleaned.removed[7].at, cleaned.body.len());
}

#[test]
fn with_cleaning_off_the_text_stays_to_the_letter() {
    assert_eq!(Cleaned::untouched(&ingest::plain("t", PASTED)).body, PASTED);
}

#[test]
fn headline_byline_and_date_line_go_to_their_fields() {
    let text = "Council shuts old bridge\n\nBy Ada Lind and Ben Okri\nThe Ledger\nMay 3, 2024 | 4 min read\n\nThe council has voted to close the bridge. It cited safety.\n\nA second vote will follow in June, officials said.";
    let article = ingest::plain("t", text);
    assert_eq!(article.text, text);
    assert_eq!(article.title.as_deref(), Some("Council shuts old bridge"));
    assert_eq!(article.byline.as_deref(), Some("Ada Lind and Ben Okri"));
    assert_eq!(article.published, Some(Published { date: "2024-05-03".parse().unwrap(), how: PublishedHow::Text }));
    let cleaned = clean(&article);
    assert_eq!(cleaned.body.lines().next(), Some("The Ledger"));
    assert!(cleaned.body.ends_with("June, officials said."));
}

#[test]
fn hard_wrapped_lines_are_joined_and_paragraphs_kept_apart() {
    let text = "The council has voted to close the bridge, the mayor said on Monday. It cited the\nstate of the cables. Two lanes had been shut since March, and the ferry has been\nfull every day.\n\nEngineers had warned for years.\n- first, the cables\n- then, the deck\n";
    let cleaned = cleaned(text);
    let blocks: Vec<_> = cleaned.blocks.iter().map(|block| (block.kind, block.span.slice(&cleaned.body))).collect();
    assert_eq!(blocks.len(), 4);
    assert!(blocks[0].1.contains("the state of the cables. Two lanes"));
    assert_eq!(blocks[1], (BlockKind::Paragraph, "Engineers had warned for years."));
    assert_eq!(blocks[2], (BlockKind::Item, "- first, the cables"));
}

#[test]
fn between_paragraphs_only_exact_phrases_go() {
    let text = "The first paragraph ends here, as it should.\nAdvertisement\nFacebook\nBy Ada Lind\nThe second one ends here, as it should.";
    let cleaned = cleaned(text);
    assert_eq!(cleaned.removed.len(), 1);
    assert!(cleaned.body.contains("Facebook\n\nBy Ada Lind"));
}

#[test]
fn names_after_a_colon_stay() {
    let text = "The commission named two firms that must answer by June:\n- Facebook\n- Twitter";
    assert_eq!(cleaned(text).removed.len(), 0);
}

#[test]
fn a_section_of_other_articles_goes_with_its_heading() {
    let text = "The council has voted to close the bridge, the mayor said.\nRelated articles\nFerry lines to get new boats\nMayor under fire over cables\n5 comments\nGreat news! I never liked that bridge at all.";
    let cleaned = cleaned(text);
    assert_eq!(cleaned.removed.len(), 5);
    assert_eq!(cleaned.body, "The council has voted to close the bridge, the mayor said.");
}

#[test]
fn a_text_of_lines_alone_is_left_alone() {
    assert_eq!(cleaned("Facebook\nTwitter").removed.len(), 0);
    assert_eq!(cleaned("").body, "");
}

#[test]
fn what_a_page_drops_comes_back_to_its_place() {
    let page = "<title>Bridge</title><body><article><p>The council has voted to close the old bridge, the mayor said on Monday.</p>\
        <div class='newsletter'><p>Get all the news of the valley in your mail each morning, free of charge.</p></div>\
        <p>It cited the state of the cables, which engineers have called unsafe for more than ten years.</p></article></body>";
    let article = ingest::html("t", page, None).unwrap();
    let cleaned = clean(&article);
    let number = cleaned.removed.iter().position(|removed| removed.rule == "page:newsletter").expect("the newsletter");
    assert_eq!(cleaned.removed[number].at, cleaned.body.find("It cited").unwrap());
    let body = cleaned.put_back(&[number]).body;
    let places = ["council", "Get all", "It cited"].map(|part| body.find(part).unwrap());
    assert!(places.is_sorted(), "{body}");
}

#[test]
fn escape_sequences_of_a_terminal_leave_nothing() {
    let text = "\u{1b}[1mThe council\u{1b}[0m has voted to close the \u{1b}[31mold bridge\u{1b}[0m for good.\n\n\u{1b}[0m\n\nIt will fall in May, the mayor said on Monday.";
    assert_eq!(
        cleaned(text).body,
        "The council has voted to close the old bridge for good.\n\nIt will fall in May, the mayor said on Monday."
    );
    let page = "<p>The council has voted to close the \u{1b}[31mold bridge\u{1b}[0m, the mayor said.</p>";
    assert_eq!(
        ingest::html("t", page, None).unwrap().text,
        "The council has voted to close the old bridge, the mayor said."
    );
}

#[test]
fn a_note_about_the_author_and_a_linked_pointer_go() {
    let page = "<meta name=author content='Ada Lind'><body><article><p>The council has voted to close the old bridge, the mayor said on Monday.</p>\
        <p>Related: <a href=/x>Ferry lines to get new boats before the winter comes</a></p>\
        <p>Related: the council also voted on <a href=/y>boats</a>, as engineers had asked it to for more than ten years.</p>\
        <p>A second vote is planned for June, when the council meets again in the old hall.</p>\
        <p>Ada Lind is a reporter who covers the valley and its bridges. She lives in the north.</p></article></body>";
    let cleaned = clean(&ingest::html("t", page, Some("https://l.example/a")).unwrap());
    let rules: Vec<_> = cleaned.removed.iter().map(|removed| removed.rule.as_str()).collect();
    assert_eq!(rules, ["see-also", "author-bio"], "{cleaned:?}");
    assert!(cleaned.body.contains("asked it to") && cleaned.body.ends_with("old hall."), "{}", cleaned.body);
    let other = "By Ada Lind\n\nThe council has voted to close the old bridge, the mayor said.\n\nBen Okri is the engineer who had warned of it for years.";
    assert!(clean(&ingest::plain("t", other)).body.ends_with("for years."));
}

/// What a person gets who selects all of a page of a blog, a newspaper, a newsletter: chrome, `|` the article, `|` chrome.
const PASTES: [&str; 4] = [
    "Skip to content\nThe Harbour Ledger\nWe use cookies to improve your experience on our site.\nAccept all\nManage cookies\nHome > World > Norland\n\
     Port closes northern pier after cracks are found\nBy Ada Brandt\nMay 3, 2024 | 4 min read\nShare\nFacebook\nX\nWhatsApp\nCopy link\n|\
     The port authority closed the northern pier on Monday, a day after divers found cracks in its pillars.\n\
     “We could not wait any longer,” said Peter Lindqvist, who leads the authority.\nAdvertisement\n\
     The dockers’ union opposed the closure and called for talks with the ministry.\n|\
     Related: What the divers saw\nTags: port, pier, union\nMore from The Harbour Ledger\nFerry lines to get new boats\nMayor under fire over cables\n\
     12 comments\nharbourfan22\nAbout time! I have said so for years.\nReply\nLeave a Reply\nSubscribe to our newsletter\nEnter your email\n\
     © 2024 The Harbour Ledger. All rights reserved.\nPrivacy policy\nTerms of use",
    "Subscribe\nSign in\nHill Notes\nWhy the valley voted no\nNORA WHITFIELD\nMAY 04, 2024\n\n128\n12\n9\nShare\n|\
     I went up the valley last week to ask people why they had voted against the dam.\n\n\
     Nobody whom I met had read the report. Everybody had heard of the compensation, though.\n\n\
     “They promised my father the same in 1974,” Elke Moor told me.\n|\
     Thanks for reading Hill Notes! Subscribe for free to receive new posts.\n128 Likes\n9 Restacks\nPrevious\nNext\n\
     Discussion about this post\nComments\nRestacks\nTop\nLatest\nDiscussions\nReady for more?\n© 2024 Nora Whitfield\nPrivacy ∙ Terms ∙ Collection notice",
    "- Get link\n- Facebook\n- X\n- Pinterest\n- Email\n- Other Apps\nMay 05, 2024\n|\
     The ministry has told three firms to leave the register by the end of June.\n\
     Two of them said that they would appeal; the third did not answer our letters.\n|\
     - Get link\n- Facebook\n- X\n- Other Apps\nLabels: ministry, trade\nComments\nPost a Comment\nPopular posts from this blog\n\
     The register and its makers\nMay 01, 2024\nPowered by Blogger\nReport Abuse",
    "Menu\nWorld\nPolitics\nBusiness\nLive\nSign in\nSubscribe\nPolitics\nSenate passes bill on foreign firms\nPublished 2 hours ago\nSave\nShare\n\
     Listen to this article\n5 min\n|\
     The Senate passed a bill on Thursday that lets ministers ban firms without a hearing.\n\
     Lawmakers voted 212 to 98 after a debate of nine hours, in which both sides spoke of security.\n\
     The bill now goes to the president, who is expected to sign it next week.\n|\
     (Reporting by Ada Lind in Norstad; Editing by Ben Okri)\nOur Standards: The Thomson Reuters Trust Principles.\nRead Next\n\
     Also on Norland Today\nWhat the bill says\nSign up for our newsletter\nGet the day's headlines each morning.\nFollow us on Facebook\nBack to top\nAbout us\nCareers\nContact us",
];

#[test]
fn pasted_pages_keep_their_sentences_and_nothing_else() {
    for paste in PASTES {
        let [_, article, _] = paste.split('|').collect::<Vec<_>>()[..] else {
            // A "|" of the date line stands in the chrome before the article.
            let parts: Vec<&str> = paste.rsplitn(3, '|').collect();
            check(paste, parts[1]);
            continue;
        };
        check(paste, article);
    }
}

fn check(paste: &str, article: &str) {
    let body = cleaned(&paste.replace("\n|", "\n")).body;
    let want: Vec<&str> =
        article.lines().map(str::trim).filter(|line| !line.is_empty() && *line != "Advertisement").collect();
    let got: Vec<&str> = body.lines().filter(|line| !line.is_empty()).collect();
    assert_eq!(got, want);
}

fn any_text() -> impl Strategy<Value = String> {
    let line = prop_oneof![
        Just("Get link".to_owned()),
        Just("3 comments".to_owned()),
        Just("See also: x".to_owned()),
        Just("Related posts".to_owned()),
        "[A-Z][a-zé ]{0,90}[.!?]",
        "\\PC{0,40}",
    ];
    prop::collection::vec(line, 0..20).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn every_word_is_in_the_body_or_among_the_removed(text in any_text()) {
        let cleaned = cleaned(&text);
        let mut words: Vec<&str> = text.split_whitespace().collect();
        let mut after: Vec<&str> = cleaned.body.split_whitespace().collect();
        after.extend(cleaned.removed.iter().flat_map(|removed| removed.text.split_whitespace()));
        words.sort_unstable();
        after.sort_unstable();
        prop_assert_eq!(words, after);
        for block in &cleaned.blocks {
            prop_assert!(!block.span.slice(&cleaned.body).is_empty());
        }
        for removed in &cleaned.removed {
            prop_assert!(cleaned.body.is_char_boundary(removed.at));
        }
    }
}
