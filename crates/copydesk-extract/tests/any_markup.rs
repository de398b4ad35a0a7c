//! The laws of the development pages hold on markup that nobody writes, too.

mod shared;

use copydesk_extract::{Options, extract};
use copydesk_record::Page;
use proptest::prelude::*;
use shared::laws;

/// What pages are made of, and what breaks parsers.
const PIECES: &[&str] = &[
    "The harbour was closed on Tuesday, when the sea came over the wall for the second time. ",
    "The harbour was closed on Tuesday, when the sea came over the wall for the second time. ",
    "水は火曜日に壁を越えた。港は二日間閉鎖され、町の人々は高台で夜を明かした。",
    "By Ada Quill",
    "Published 4 May 2012",
    " ",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "word",
    "&amp;",
    "&#32;",
    "&nbsp;",
    "&lt;b&gt;",
    "&copy 2012",
    "&#x1F600;",
    "&notit;",
    "&",
    "< ",
    "</>",
    "cafÃ©",
    "cafÃ&copy;",
    "â€œquotedâ€",
    "涓枃鏂伴椈",
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<br>",
    "<br><br>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<a href=/x>",
    "</a>",
    "<a href='https://a.example/b'>",
    "<span class=share>",
    "</span>",
    "<img src=/a.jpg alt='A quay'>",
    "<h1>",
    "</h1>",
    "<h2>",
    "</h2>",
    "<ul>",
    "</ul>",
    "<li>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<xmp>",
    "</xmp>",
    "<plaintext>",
    "<table>",
    "</table>",
    "<tr>",
    "<td>",
    "<th>",
    "</td>",
    "<caption>",
    "</caption>",
    "<tbody>",
    "<table><tr><td>1<td>2<tr><td>3<td>4</table>",
    "<script>",
    "</script>",
    "<script>var a = '<p>no</p>'</script>",
    "<style>",
    "</style>",
    "<noscript>",
    "</noscript>",
    "<template>",
    "</template>",
    "<select><option>",
    "</select>",
    "<svg>",
    "</svg>",
    "<math><mi>",
    "</math>",
    "<textarea>",
    "</textarea>",
    "<iframe>",
    "</iframe>",
    "<title>",
    "</title>",
    "<body>",
    "</body>",
    "<html>",
    "</html>",
    "<head>",
    "</head>",
    "<form>",
    "</form>",
    "<button>",
    "</button>",
    "<figure>",
    "<figcaption>",
    "</figure>",
    "<!-- c -->",
    "<!--",
    "-->",
    "<!doctype html>",
    "<![CDATA[x]]>",
    "<? x ?>",
    "<frameset>",
    "<noframes>",
    "</noframes>",
    "<meta property=og:title content='Sea &amp; wall'>",
    "<link rel=canonical href=https://a.example/1>",
    "<script type=application/ld+json>{\"@type\":\"NewsArticle\",\"headline\":\"Sea over wall\",\"author\":\"Ada Quill\"}</script>",
];

/// The laws that a page breaks.
fn faults(html: &str) -> Vec<(&'static str, String)> {
    let page = Page {
        source: "page.html".to_owned(),
        bytes: html.as_bytes().to_vec(),
        url: Some("https://a.example/2012/05/04/sea.html".to_owned()),
        ..Page::default()
    };
    let article = extract(
        &page,
        Options {
            proof: true,
            ..Options::default()
        },
    );
    laws::of_any_markup(&page, &article)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_markup_obeys_the_laws(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let html = pieces.concat();
        let faults = faults(&html);
        prop_assert!(faults.is_empty(), "{:?} of {}", faults, html);
    }
}

#[test]
fn text_that_the_tree_moves_obeys_the_laws() {
    for html in [
        "<p>one two<table>moved <tr><td>cell a<td>cell b<tr><td>c<td>d</table> after",
        "<b>bold<p>both</b> plain</p>end",
        "<a href=/x>link<div>block</div>more</a> rest",
        "<p>one<!-- no -->two<script>no</script>three</>four",
        "<pre>\n a\r\n  b<b> c</b>\n\n<i>d</i><br>e</pre>",
        "<xmp>a <b> &amp; c</xmp><p>d &amp; e",
        "<table><tr><td>H<sub>2</sub>O<td>x<br>y<tr><td>a<td><p>b<p>c<caption>t</caption></table>",
        "cafÃ© &amp; cafÃ© au lait<p>cafÃ© au lait",
        "<pre></>\n",
        "<table><td>a long cell<template><tr><table><tr><td>1<td>2<tr><td>3<td>4</table>",
    ] {
        let faults = faults(html);
        assert!(faults.is_empty(), "{faults:?} of {html}");
    }
}
