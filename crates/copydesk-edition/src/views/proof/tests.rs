use copydesk_record::{
    Account, Block, BlockKind, Candidate, Evidence, Place, Reason, Removal, Repair, RepairKind,
    Repetition,
};

use super::*;

const SOURCE: &str = "<h1>Title</h1><p>One Â© two.</p><nav>Menu é</nav>";

fn account(start: usize, end: usize, to: &str) -> Account {
    Account {
        span: Span::new(start, end),
        to: Place::One(to.to_owned()),
    }
}

fn span_of(text: &str) -> Span {
    let start = SOURCE.find(text).unwrap();
    Span::new(start, start + text.len())
}

fn removal(span: Span, text: &str) -> Removal {
    Removal {
        reason: Reason::Navigation,
        text: text.to_owned(),
        span,
        duplicate_of: Some(7),
        profile: None,
    }
}

fn repair(span: Span, after: &str) -> Repair {
    Repair {
        kind: RepairKind::Utf8AsWindows1252,
        before: "Â©".into(),
        after: after.into(),
        span,
        lost: 1,
        inferred: 0,
    }
}

fn article() -> Article {
    let body = span_of("One Â© two.");
    let title = span_of("Title");
    let menu = span_of("Menu é");
    let candidate = Candidate {
        from: "h1".into(),
        value: "Title".into(),
        span: Some(title),
    };
    Article {
        title: Some("Title".into()),
        blocks: vec![Block::new(BlockKind::Paragraph, "One © two.", body)],
        removed: Some(vec![removal(menu, "Menu é")]),
        repairs: Some(vec![repair(span_of("Â©"), "©")]),
        evidence: [("title".to_owned(), Evidence::Candidates(vec![candidate]))].into(),
        accounts: Some(vec![
            account(title.start, title.end, "title"),
            account(body.start, body.end, "blocks/0"),
            account(menu.start, menu.end, "removed/0"),
        ]),
        ..Article::new("a", "a.html")
    }
}

fn rendered(article: &Article, source: &str) -> String {
    ProofPage::new(Frame::default(), article, Some(source))
        .render()
        .unwrap()
}

#[test]
fn a_cut_that_the_site_s_profile_decided_says_so() {
    let mut article = article();
    let says = |article: &Article| {
        let page = rendered(article, SOURCE);
        let said = page.split_once("It stands on ")?.1.split_once('.')?.0;
        Some(said.to_owned())
    };
    assert_eq!(says(&article), None);
    for (decided, said) in [
        (true, "12 of 14 pages of the site, and therefore was cut"),
        (false, "12 of 14 pages of the site"),
    ] {
        let (pages, of) = (12, 14);
        article.removed.as_mut().unwrap()[0].profile = Some(Repetition { pages, of, decided });
        assert_eq!(says(&article).as_deref(), Some(said));
    }
}

/// The source as the stretches show it.
fn shown(article: &Article, source: &str) -> String {
    let stretches = source::stretches(source, article, Words::English);
    let bits = stretches.iter().flat_map(|stretch| &stretch.bits);
    bits.map(|bit| match bit {
        Bit::Text(text) | Bit::Value { text, .. } | Bit::Repaired { before: text, .. } => {
            (*text).to_owned()
        }
        Bit::Elided(bytes) => "x".repeat(*bytes),
    })
    .collect()
}

#[test]
fn each_run_says_what_became_of_it() {
    let html = rendered(&article(), SOURCE);
    for expected in [
        "The books balance.",
        "<span class=\"run kept\" id=\"s17\"",
        "href=\"#b0\"",
        "cut: navigation",
        "<del>Â©</del><ins>©</ins>",
        "href=\"#s17\">paragraph 1</a>",
        "1 character could not be recovered",
    ] {
        assert!(html.contains(expected), "{expected} in {html}");
    }
    assert!(!html.contains("It repeats block"), "there is no block 7");
}

#[test]
fn the_same_repair_is_one_line_with_all_its_places() {
    let mut article = article();
    let repairs = article.repairs.as_mut().unwrap();
    repairs.push(repair(span_of("two"), "é"));
    repairs.push(repair(span_of("Menu"), "©"));
    let html = rendered(&article, SOURCE);
    assert_eq!(html.matches("<p class=\"said\"><del>").count(), 2);
    for index in 0..3 {
        assert_eq!(html.matches(&format!("id=\"mended{index}\"")).count(), 1);
    }
    assert!(html.contains("Repaired <span class=\"count\">3</span>"));
}

#[test]
fn the_source_is_shown_whole() {
    assert_eq!(shown(&article(), SOURCE), SOURCE);
}

#[test]
fn long_markup_is_elided_and_counted() {
    let source = format!("{SOURCE}<script>{}</script>", "é".repeat(5_000));
    let shown_bytes = shown(&article(), &source).len();
    assert_eq!(shown_bytes, source.len());
    let html = rendered(&article(), &source);
    assert!(html.contains("bytes are not shown"));
    assert!(html.len() < rendered(&article(), SOURCE).len() + 1_000);
}

#[test]
fn values_in_markup_are_marked() {
    let mut article = article();
    let span = Some(Span::new(1, 3));
    let candidate = Candidate {
        from: "meta:og:site_name".into(),
        value: "h1".into(),
        span,
    };
    article
        .evidence
        .insert("site".into(), Evidence::Candidates(vec![candidate]));
    let html = rendered(&article, SOURCE);
    assert!(html.contains("<span class=\"run fact\" id=\"s1\">h1</span>"));
    assert!(html.contains("<a href=\"#s1\">the page&#39;s meta tag og:site_name</a>"));
}

#[test]
fn books_that_do_not_balance_say_why() {
    let inside_the_last_letter = SOURCE.find('é').unwrap() + 1;
    for (accounts, why) in [
        (
            vec![account(4, 9, "title"), account(6, 12, "blocks/0")],
            "overlaps",
        ),
        (
            vec![account(20, 25, "title"), account(4, 9, "blocks/0")],
            "out of order",
        ),
        (vec![account(4, 9_999, "title")], "no stretch of the source"),
        (vec![account(9, 4, "title")], "no stretch of the source"),
        (vec![account(4, 4, "title")], "no stretch of the source"),
        (
            vec![account(4, inside_the_last_letter, "title")],
            "no stretch of the source",
        ),
        (vec![account(4, 9, "blocks/1")], "does not have"),
    ] {
        let article = Article {
            accounts: Some(accounts),
            ..article()
        };
        let html = rendered(&article, SOURCE);
        assert!(
            html.contains("The books do not balance.") && html.contains(why),
            "{why}"
        );
        assert_eq!(shown(&article, SOURCE), SOURCE);
    }
}

#[test]
fn hostile_spans_are_survived() {
    let edges = [
        0,
        1,
        18,
        23,
        SOURCE.len() - 8,
        SOURCE.len(),
        SOURCE.len() + 1,
        usize::MAX - 1,
        usize::MAX,
    ];
    for start in edges {
        for end in edges {
            let span = Span::new(start, end);
            let mut article = article();
            article.blocks[0].span = span;
            article.removed.as_mut().unwrap()[0].span = span;
            article.repairs.as_mut().unwrap().push(repair(span, "x"));
            let candidate = Candidate {
                from: "x".into(),
                value: "x".into(),
                span: Some(span),
            };
            article
                .evidence
                .insert("site".into(), Evidence::Candidates(vec![candidate]));
            article
                .accounts
                .as_mut()
                .unwrap()
                .insert(1, account(start, end, "imprint/0"));
            rendered(&article, SOURCE);
            assert_eq!(shown(&article, SOURCE), SOURCE, "{span:?}");
        }
    }
}

#[test]
fn hostile_text_is_escaped() {
    let evil = "</span><script>alert(1)</script>";
    let mut article = article();
    article.title = Some(evil.into());
    article.blocks[0].text = evil.into();
    article.removed.as_mut().unwrap()[0].text = evil.into();
    article.repairs.as_mut().unwrap()[0].after = evil.into();
    article.accounts.as_mut().unwrap()[0].to = Place::One(evil.into());
    article
        .evidence
        .insert(evil.into(), Evidence::From(evil.into()));
    article.source = evil.into();
    article.digest = evil.into();
    let source = format!("{SOURCE}{evil}");
    let html = rendered(&article, &source);
    assert!(!html.contains("<script"));
}

#[test]
fn a_page_without_its_text_still_has_a_result() {
    let article = article();
    let html = ProofPage::new(Frame::default(), &article, None)
        .render()
        .unwrap();
    assert!(html.contains("has not kept the text of this page"));
    assert!(html.contains("One © two."));
}

#[test]
fn a_page_of_too_many_runs_says_how_many_are_shown_and_stays_light() {
    let runs = 30_000;
    let source = "<i>x</i>".repeat(runs);
    let starts = (0..runs).map(|run| run * 8 + 3);
    let accounts = starts
        .map(|start| account(start, start + 1, "removed/0"))
        .collect();
    let article = Article {
        accounts: Some(accounts),
        ..article()
    };
    let html = rendered(&article, &source);
    assert!(html.contains(" of 30,000 text runs are shown."));
    assert!(html.len() < weight::SOURCE + 100_000, "{}", html.len());
    assert!(
        html.contains("The books balance."),
        "all of them are checked"
    );
    assert!(html.contains("30,000 text runs"));
}

#[test]
fn long_texts_and_long_lists_stay_light() {
    let text = "<&> ".repeat(1_000_000);
    let mut article = article();
    for block in &mut article.blocks {
        block.text.clone_from(&text);
    }
    let removal = article.removed.as_ref().unwrap()[0].clone();
    article.removed = Some(vec![removal; 20_000]);
    article.accounts = Some(vec![account(0, text.len(), "blocks/0")]);
    let html = rendered(&article, &text);
    assert!(
        html.len() < weight::SOURCE + 3 * weight::LIST,
        "{}",
        html.len()
    );
    assert!(html.contains(" bytes are not shown"));
    assert!(html.contains(" of 20,000 are shown."));
}

proptest::proptest! {
    #[test]
    fn whatever_the_record_says_the_source_is_shown_whole(
        spans in proptest::collection::vec((0..80_usize, 0..80_usize), 0..12),
        places in proptest::collection::vec("(blocks|removed|title|imprint|x)(/[0-3])?", 12),
    ) {
        let spans: Vec<Span> = spans.into_iter().map(|(start, end)| Span::new(start, end)).collect();
        let account = |(span, place): (&Span, &String)| account(span.start, span.end, place);
        let candidate = |span: &Span| Candidate { from: "x".into(), value: "x".into(), span: Some(*span) };
        let mut article = article();
        article.accounts = Some(spans.iter().zip(&places).map(account).collect());
        article.repairs = Some(spans.iter().rev().map(|span| repair(*span, "x")).collect());
        let candidates = spans.iter().map(candidate).collect();
        article.evidence.insert("site".into(), Evidence::Candidates(candidates));
        proptest::prop_assert_eq!(shown(&article, SOURCE), SOURCE);
        rendered(&article, SOURCE);
    }
}

#[test]
fn fields_that_share_a_place_share_its_mark() {
    let mut article = article();
    let span = Some(Span::new(1, 3));
    for field in ["site", "lead_image"] {
        let candidate = Candidate {
            from: "json_ld".into(),
            value: "x".into(),
            span,
        };
        let evidence = Evidence::Candidates(vec![candidate]);
        article.evidence.insert(field.into(), evidence);
    }
    assert!(rendered(&article, SOURCE).contains(">lead picture, site</a>"));
}
