use copydesk_record::Span;

use super::*;

const LOOKUP: Lookup = Lookup {
    words: Words::English,
    adopted: &|_| None,
    article: &|address| (address == "https://own.example/a").then(|| "/article/a".to_owned()),
    picture: &|address| (address != "missing").then(|| format!("/picture/{address}")),
};

fn block(kind: BlockKind, text: &str) -> Block {
    Block::new(kind, text, Span::default())
}

fn figure(url: &str) -> Block {
    let image = Image {
        url: url.into(),
        ..Image::default()
    };
    Block {
        image: Some(image),
        ..block(BlockKind::Figure, "")
    }
}

fn link(start: usize, end: usize, url: &str) -> Link {
    Link {
        span: Span::new(start, end),
        url: url.into(),
    }
}

#[test]
fn links_cut_the_text_at_code_points() {
    let links = [
        link(3, 5, "https://own.example/a"),
        link(0, 2, "https://web.example/"),
    ];
    let pieces = pieces("国际é新闻", &links, &LOOKUP);
    let shown: Vec<_> = pieces
        .iter()
        .map(|p| (p.text.as_str(), p.href.as_deref(), p.web))
        .collect();
    let web = Some("https://web.example/");
    assert_eq!(
        shown,
        [
            ("国际", web, true),
            ("é", None, false),
            ("新闻", Some("/article/a"), false)
        ]
    );
}

#[test]
fn hostile_links_leave_the_text_whole() {
    let links = [
        link(0, 2, "javascript:alert(1)"),
        link(1, 3, "https://overlap.example/"),
        link(3, 99, "https://outside.example/"),
        link(4, 2, "https://backwards.example/"),
        link(usize::MAX, usize::MAX, "https://far.example/"),
    ];
    let pieces = pieces("abcdef", &links, &LOOKUP);
    assert_eq!(
        pieces
            .iter()
            .map(|piece| piece.text.as_str())
            .collect::<String>(),
        "abcdef"
    );
    assert!(pieces.iter().all(|piece| piece.href.is_none()));
}

#[test]
fn neighbours_are_set_together() {
    let kinds = [
        BlockKind::ListItem,
        BlockKind::ListItem,
        BlockKind::Quote,
        BlockKind::Quote,
    ];
    let blocks = kinds.map(|kind| block(kind, "x"));
    let parts = parts(&blocks, None, &LOOKUP);
    assert!(
        matches!(&parts[..], [Part::List(items), Part::Quote(quotes)]
        if items.len() == 2 && quotes.len() == 2)
    );
}

#[test]
fn figures_take_their_captions_which_stand_without_a_picture_too() {
    let caption = |text| block(BlockKind::Caption, text);
    let blocks = [
        figure("missing"),
        caption("stands alone"),
        figure("missing"),
        figure("lead"),
        caption("above"),
        figure("p"),
        caption("c"),
    ];
    let lead = Figure::new(figure("lead").image.as_ref().unwrap(), &LOOKUP);
    let shown = |part: &Part| match part {
        Part::Figure(figure) => {
            let src = figure.photo.as_ref().map(|photo| photo.src.clone());
            (src, figure.caption.clone())
        }
        _ => panic!("only figures"),
    };
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        Vec::from_iter(parts(&blocks, Some(&lead), &LOOKUP).iter().map(shown)),
        [
            (None, some("stands alone")),
            (some("/picture/p"), some("c"))
        ]
    );
}

proptest::proptest! {
    #[test]
    fn no_link_changes_the_text(text in "[a国é<>&\"]{0,12}", spans in proptest::collection::vec((0..16_usize, 0..16_usize), 0..6)) {
        let links: Vec<Link> = spans.into_iter().map(|(start, end)| link(start, end, "https://web.example/")).collect();
        let pieces = pieces(&text, &links, &LOOKUP);
        proptest::prop_assert_eq!(pieces.into_iter().map(|piece| piece.text).collect::<String>(), text);
    }
}
