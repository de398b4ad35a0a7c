//! Single inputs made to be too much: too deep, too many, too long, never closed.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

const MILLION: usize = 1_000_000;

/// Nearly as many elements, with a text each, as a page may have and still be worked on.
const MANY: usize = 120_000;

const MEGABYTES_10: usize = 10 << 20;

/// A file's name, and how its bytes are made.
type Monster = (&'static str, fn() -> Vec<u8>);

pub const ALL: &[Monster] = &[
    ("attribute-long.html", || {
        around("<p title='", "x", MEGABYTES_10, "'>story")
    }),
    ("attributes.html", || {
        numbered("<p", " a#=#", MILLION, "> story")
    }),
    ("attributes-repeated.html", || {
        around("<p ", "a=1 ", MILLION, ">story")
    }),
    ("blocks-repeated.html", || {
        repeat(
            "<p>The council met on Monday evening in the old hall.</p>",
            MANY,
        )
    }),
    ("bomb.html.gz", || packed(&repeat("<p>", 100 * MILLION))),
    ("bomb.warc.gz", || {
        packed(&around("WARC/1.0\r\n", "x", 300 * MILLION, ""))
    }),
    ("breaks.html", || repeat("line<br>", MANY)),
    ("cdata.html", || {
        around("<svg><![CDATA[", "x]", MEGABYTES_10 / 2, "")
    }),
    ("cells.html", || around("<table><tr>", "<td>cell", MANY, "")),
    ("comment.html", || {
        around("<p>story</p><!--", "-", MEGABYTES_10, "")
    }),
    ("comments.html", || repeat("<!--x-->", MILLION)),
    ("dates.html", || repeat("<p>17 September 2012", MANY)),
    ("deep.html", || repeat("<div>", MILLION)),
    ("deep-feed.rss", || {
        around("<rss version='2.0'><channel>", "<item>", MILLION, "")
    }),
    ("deep-formatting.html", || {
        numbered("", "<b id=#><i class=c#>", MILLION / 2, "story")
    }),
    ("deep-json.html", || {
        around(
            "<script type='application/ld+json'>",
            "[",
            MILLION,
            "</script><p>story",
        )
    }),
    ("deep-json.jsonl", || {
        around("{\"text\":\"x\",\"more\":", "[", MILLION, "\n")
    }),
    ("deep-lists.html", || repeat("<ul><li>item", MILLION / 4)),
    ("deep-mixed.html", || {
        repeat("<p><a href=x><div><nobr><font size=1>", MILLION / 5)
    }),
    ("deep-objects.html", || {
        around(
            "<script type='application/ld+json'>",
            "{\"a\":",
            MILLION,
            "</script><p>story",
        )
    }),
    ("deep-quotes.html", || {
        repeat("<blockquote>said", MILLION / 4)
    }),
    ("deep-svg.html", || {
        repeat("<svg><foreignObject>", MILLION / 4)
    }),
    ("deep-tables.html", || {
        repeat("<table><tr><td>", MILLION / 4)
    }),
    ("deep-templates.html", || repeat("<template>", MILLION)),
    ("doctype.html", || {
        around("<!DOCTYPE ", "x", MEGABYTES_10, "")
    }),
    ("end-tags.html", || {
        around("<p>story", "</b></p></div>", MILLION / 2, "")
    }),
    ("entities.html", || {
        repeat("&amp;&copy;&#x6f0f;&unknown;", MILLION / 4)
    }),
    ("feed-author.rss", || {
        // A full-width colon before an address.
        let item = "<item><author>作者：a@example.com</author><title>x</title></item>";
        around("<rss version='2.0'><channel>", item, 3, "</channel></rss>")
    }),
    ("fostered.html", || {
        around("<table>", "<b>x<tr>y", MANY / 4, "")
    }),
    ("headings.html", || repeat("<h2>Related News</h2>", MANY)),
    ("json.html", || {
        around(
            "<script type='application/ld+json'>[",
            "{\"@type\":\"NewsArticle\",\"headline\":\"x\"},",
            MILLION / 8,
            "{}]</script><p>story",
        )
    }),
    ("line.html", || {
        around("<p>", "All quiet in the harbour. ", MILLION, "")
    }),
    ("line.txt", || repeat("All quiet in the harbour. ", MILLION)),
    ("line-chinese.txt", || {
        repeat("港口一切平静，渔船都已回港。", MILLION / 8)
    }),
    ("line-damaged.html", || {
        around("<p>", "FranÃ§ois ne lâ€™a pas dÃ©menti. ", MILLION / 32, "")
    }),
    ("line-damaged.txt", || {
        repeat("漏鍙\u{fffd}缃", MILLION / 32)
    }),
    ("lines-damaged.html", || {
        repeat("<p>漏鍙\u{fffd}缃 璁稿彲\u{fffd}缃戠粶", MANY / 6)
    }),
    ("lines.txt", || repeat("A line.\n", MANY)),
    ("lines-million.txt", || repeat("A line.\n", MILLION)),
    ("lines-blank.txt", || around("story", "\r\n", MILLION, "")),
    ("links.html", || {
        numbered("", "<a href=/news/#>Story #</a> ", MANY, "")
    }),
    ("metas.html", || {
        repeat("<meta name=author content='Ann Lee'>", MANY)
    }),
    ("nul.html", || repeat("\0", MEGABYTES_10)),
    ("nul-some.html", || {
        around(
            "<p>",
            "a quiet night in the harbour without any wind at all\0",
            MILLION / 8,
            "",
        )
    }),
    ("open-tag.html", || {
        around("<p>story</p><", "a", MEGABYTES_10, "")
    }),
    ("optgroups.html", || {
        around("<select>", "<option>x", MILLION, "")
    }),
    ("pictures.html", || {
        numbered(
            "",
            "<figure><img src=#.jpg alt='Picture #'></figure>",
            MANY / 2,
            "",
        )
    }),
    ("plaintext.html", || {
        around("<plaintext>", "<p>", MILLION, "")
    }),
    ("script.html", || {
        around("<p>story</p><script>", "<!--<script>", MILLION / 2, "")
    }),
    ("siblings.html", || repeat("<p>x", MANY)),
    ("siblings-million.html", || repeat("<p>x", MILLION)),
    ("spaces.html", || {
        around("<p>", " \n", MEGABYTES_10 / 2, "story")
    }),
    ("tags-unknown.html", || numbered("", "<x# y#>", MILLION, "")),
    ("title.html", || {
        around("<title>", "Harbour | ", MILLION, "</title><p>story")
    }),
    ("utf16.html", || utf16(&repeat("<p>港口 story", MANY))),
    ("utf16-odd.html", || {
        [utf16(b"<p>story"), vec![0xd8; 101]].concat()
    }),
    ("words.txt", || numbered("", "word# ", MILLION, "")),
];

fn repeat(piece: &str, times: usize) -> Vec<u8> {
    piece.repeat(times).into_bytes()
}

fn around(before: &str, piece: &str, times: usize, after: &str) -> Vec<u8> {
    [before, &piece.repeat(times), after].concat().into_bytes()
}

/// A piece with a new number for each `#`.
fn numbered(before: &str, piece: &str, times: usize, after: &str) -> Vec<u8> {
    let pieces: String = (0..times)
        .map(|number| piece.replace('#', &number.to_string()))
        .collect();
    [before, &pieces, after].concat().into_bytes()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// UTF-16, little endian, with its mark.
fn utf16(text: &[u8]) -> Vec<u8> {
    let text = format!("\u{feff}{}", str::from_utf8(text).unwrap());
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}
