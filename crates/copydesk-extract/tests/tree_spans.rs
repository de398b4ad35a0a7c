//! Where the tree says that texts stand, and what it makes of markup without end.

use copydesk_extract::tree::{MAX_DEPTH, TooManyNodes, Tree};

#[track_caller]
fn check(html: &str, expected: &[&str]) {
    let tree = Tree::parse(html).unwrap();
    let spans = tree
        .descendants(tree.root())
        .filter(|&node| tree.text(node).is_some())
        .map(|node| tree.node(node).span);
    let texts: Vec<&str> = spans.map(|span| &html[span.start..span.end]).collect();
    assert_eq!(texts, expected, "{html}");
}

#[test]
fn texts_stand_where_they_are_written() {
    check("<p>a &amp; b<b>c</b> d", &["a &amp; b", "c", " d"]);
    check("a\0b<p>c\0", &["a", "b", "c"]);
    check("<svg>a\0b</svg>\0c", &["a", "\0", "b", "c"]);
    check("<table>a<tr> <td>b</table>c", &["a", " ", "b", "c"]);
}

#[test]
fn text_before_any_tag_may_be_parted() {
    check("Fish and chips<p>", &["Fish", " and chips"]);
    check(
        "Fish&amp;chips &copy; 2012<p>",
        &["Fish&amp;chips", " &copy; 2012"],
    );
    check("Fish\r\n&amp; chips<p>", &["Fish", "\r\n&amp; chips"]);
}

#[test]
fn text_that_is_not_markup_begins_after_its_tag() {
    for tag in ["script", "style", "xmp", "iframe", "title", "textarea"] {
        check(&format!("<p>a<{tag}>b</{tag}>c"), &["a", "b", "c"]);
    }
    check("a<plaintext>b</p>", &["a", "b</p>"]);
}

#[test]
fn what_is_too_deep_becomes_a_sibling() {
    let tree = Tree::parse("<div>text".repeat(2_000)).unwrap();
    let depths = tree
        .descendants(tree.root())
        .map(|node| tree.ancestors(node).count());
    assert!(depths.max() <= Some(usize::from(MAX_DEPTH) + 1));
    let texts = tree
        .descendants(tree.root())
        .filter(|&node| tree.text(node).is_some());
    assert_eq!(texts.count(), 2_000);
}

#[test]
fn a_million_nested_elements_are_a_page() {
    for piece in ["<div>", "<blockquote>said", "<div><span class=a>"] {
        let tree = Tree::parse(piece.repeat(500_000)).unwrap();
        assert!(tree.len() > 500_000, "{piece}");
    }
}

#[test]
fn markup_without_end_is_refused() {
    let fonts: String = (0..200_000)
        .map(|size| format!("<font size={size}>"))
        .collect();
    let links = "<p><a href=x><div><nobr><font size=1>".repeat(200_000);
    for html in [fonts, links] {
        assert_eq!(Tree::parse(html).err(), Some(TooManyNodes));
    }
}
