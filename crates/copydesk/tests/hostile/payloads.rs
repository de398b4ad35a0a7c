//! Payloads, and pages that carry one in every place that the record takes something from.

use std::fs;
use std::path::PathBuf;

use serde_json::{Value, json};

/// A few of each kind, for where the list of DOMPurify's tests is not at hand.
pub const PAYLOADS: &[&str] = &[
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)><a xlink:href=javascript:alert(1)>x</a></svg>",
    "<math><mi//xlink:href=\"data:x,<script>alert(4)</script>\">",
    "<iframe srcdoc='<script>parent.alert(1)</script>'></iframe>",
    "<a href=\"javascript:alert(1)\">click</a>",
    "<form action=javascript:alert(1)><button formaction=javascript:alert(2)>x</button></form>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "</title><style>@import 'http://evil.example/'</style>",
    "\"><b onmouseover=alert(1) style=\"position:fixed\">",
    "'><details open ontoggle=alert(1)>",
    "javascript:alert(1)",
    " java\tscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "[x](javascript:alert(1)) ![y](data:text/html,x) <javascript:alert(1)> [z]: javascript:alert(1)",
    "```\n</pre></code><script>alert(1)</script>\n```",
    "x) <img src=x onerror=alert(1)> (y",
    "https://evil.example/)<script>alert(1)</script>",
    "https://evil.example/\"onmouseover=\"alert(1)",
    "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "<xmp><script>alert(1)</script></xmp>",
    "<table><td background=javascript:alert(1)><script>alert(1)</script>",
    "1. <object data=javascript:alert(1)>",
    "    <embed src=javascript:alert(1)>",
];

/// Our own and, beside the project's data, DOMPurify's.
pub fn all() -> Vec<String> {
    let own = PAYLOADS.iter().map(|payload| (*payload).to_owned());
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/xss/payloads.jsonl");
    let Ok(lines) = fs::read_to_string(&path) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "{} is missing",
            path.display()
        );
        return own.collect();
    };
    let theirs = lines.lines().map(|line| {
        let line: Value = serde_json::from_str(line).unwrap();
        line["payload"].as_str().unwrap().to_owned()
    });
    own.chain(theirs).collect()
}

/// A page with a payload as markup and as text, in its head, its body and its attributes.
pub fn hostile_page(index: usize, payload: &str) -> String {
    let text = escaped(payload);
    let prose = "The council met on Tuesday to hear how the harbour wall will be paid for, and by whom, before winter.";
    let json = json!({
        "@type": "NewsArticle", "headline": payload, "articleBody": format!("{prose} {payload} {prose}"),
        "author": { "@type": "Person", "name": payload }, "articleSection": payload, "image": payload,
        "publisher": { "name": payload }, "datePublished": "2012-05-04",
    });
    let json = json.to_string().replace('<', "\\u003c");
    let metas: String = [
        "og:title",
        "og:description",
        "og:site_name",
        "og:image",
        "author",
        "article:section",
        "article:tag",
        "keywords",
    ]
    .iter()
    .map(|name| format!("<meta property=\"{name}\" content=\"{text}\">"))
    .collect();
    let head = format!(
        "<!DOCTYPE html><html><head><title>{index} {text}</title>{metas}<link rel=canonical href=\"{text}\">\
         <script type=\"application/ld+json\">{json}</script></head>"
    );
    let part = |payload: &str| {
        format!(
            "<h1>Wall {index} {payload}</h1>\n<p class=byline>By {payload}</p>\n<p class=standfirst>{prose} {payload}</p>\n\
             <p>{prose} {payload} {prose}</p>\n<h2>Costs {payload}</h2>\n\
             <figure><img src=\"{text}\" alt=\"{text}\"><figcaption>{payload}</figcaption></figure>\n\
             <p>{prose} <a href=\"{text}\">{text}</a> {prose}!<a href=\"https://paper.example/{text}\">more</a></p>\n\
             <ul><li>{prose} {payload}</li><li>{text}</li></ul>\n<pre>{text}\n```\n{payload}</pre>\n\
             <p>{text}</p><blockquote>{prose} {payload}</blockquote>\n\
             <table><tr><th>Year {payload}</th><th>Cost</th></tr><tr><td>2012</td><td>{payload}</td></tr><tr><td>2013</td><td>{text}</td></tr></table>\n\
             <p>{prose} {prose}</p>\n"
        )
    };
    // Unclosed markup of the payload swallows what follows, so the text comes first.
    format!(
        "{head}<body><article>{}{}</article><p>© 2012 {text}</p></body></html>",
        part(&text),
        part(payload)
    )
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
