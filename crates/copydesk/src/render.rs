//! Writes a record for people: as text, as Markdown, as HTML.

use copydesk_record::{Article, Block, BlockKind};

/// The headline, a blank line and the text.
#[must_use]
pub fn text(article: &Article) -> String {
    let title = article.title.iter().map(|title| format!("{title}\n\n"));
    title.chain([format!("{}\n", article.text)]).collect()
}

/// CommonMark, with the headline, a line of who and when, and the body's structure.
#[must_use]
pub fn markdown(article: &Article) -> String {
    let mut parts: Vec<String> = article
        .title
        .iter()
        .map(|title| format!("# {}", escape_markdown(title)))
        .collect();
    parts.extend(byline(article).map(|line| format!("*{}*", escape_markdown(&line))));
    let mut before = None;
    for block in article.blocks.iter().filter(|block| is_shown(block)) {
        let part = markdown_block(block);
        let joint = match block.kind {
            BlockKind::ListItem => "\n",
            BlockKind::Quote => "\n>\n",
            _ => "",
        };
        let starts = block
            .time
            .as_deref()
            .map(|time| format!("**{}**", escape_markdown(time)));
        let continues = before == Some(block.kind) && starts.is_none() && !joint.is_empty();
        parts.extend(starts);
        match parts.last_mut() {
            Some(last) if continues => {
                last.push_str(joint);
                last.push_str(&part);
            }
            _ => parts.push(part),
        }
        before = Some(block.kind);
    }
    parts.join("\n\n") + "\n"
}

/// Whether there is something to show: a picture without a text has nothing to say here.
fn is_shown(block: &Block) -> bool {
    !block.text.is_empty() || block.image.is_some() || !block.rows.is_empty()
}

fn markdown_block(block: &Block) -> String {
    let text = linked(block, escape_markdown, |label, url| {
        if is_safe(url) {
            format!("[{label}]({})", escape_address(url))
        } else {
            label.to_owned()
        }
    });
    match block.kind {
        BlockKind::Heading => format!(
            "{} {text}",
            "#".repeat(usize::from(block.level.unwrap_or(2)).clamp(2, 6))
        ),
        BlockKind::ListItem => {
            format!(
                "{}- {text}",
                "  ".repeat(usize::from(block.depth.unwrap_or(1)).saturating_sub(1))
            )
        }
        BlockKind::Quote => format!("> {text}"),
        BlockKind::Preformatted => fenced(&block.text),
        BlockKind::Table => markdown_table(&block.rows),
        BlockKind::Caption => format!("*{text}*"),
        BlockKind::Figure => match &block.image {
            Some(image) if is_safe(&image.url) => {
                format!("![{text}]({})", escape_address(&image.url))
            }
            _ => text,
        },
        BlockKind::Paragraph => text,
    }
}

fn markdown_table(rows: &[Vec<String>]) -> String {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    let line = |row: &Vec<String>| {
        let cells = (0..width).map(|index| {
            row.get(index)
                .map_or(String::new(), |cell| escape_markdown(cell))
        });
        format!("| {} |", cells.collect::<Vec<_>>().join(" | "))
    };
    let mut lines: Vec<String> = rows.iter().map(line).collect();
    lines.insert(lines.len().min(1), format!("|{}", " --- |".repeat(width)));
    lines.join("\n")
}

/// A code block, its fence longer than any run of ticks in the text.
fn fenced(text: &str) -> String {
    let ticks = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat((ticks + 1).max(3));
    format!("{fence}\n{text}\n{fence}")
}

/// Text that means itself in Markdown, and in HTML if it is taken for that. Its white space is
/// collapsed, since a line's beginning has a meaning of its own.
fn escape_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let number = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let after_number = text.len() - number.len();
    for (at, c) in text.char_indices() {
        let opens_block = (at == 0 && matches!(c, '#' | '-' | '+' | '='))
            || (at == after_number && at > 0 && matches!(c, '.' | ')'));
        let opens_image = c == '!' && at + 1 == text.len();
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' if is_reference(&text[at..]) => out.push_str("&amp;"),
            '\n' | '\r' => out.push(' '),
            '\\' | '*' | '_' | '`' | '[' | ']' | '|' | '~' => out.extend(['\\', c]),
            _ if opens_block || opens_image => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}

/// An address that ends neither a link nor a line.
fn escape_address(url: &str) -> String {
    let mut out = String::with_capacity(url.len());
    for (at, c) in url.char_indices() {
        match c {
            ' ' | '(' | ')' | '<' | '>' | '\\' | '`' | '"' | '\'' | '\0'..='\x1f' | '\x7f' => {
                out.push_str(&format!("%{:02X}", u32::from(c)));
            }
            '&' if is_reference(&url[at..]) => out.push_str("&amp;"),
            _ => out.push(c),
        }
    }
    out
}

/// Whether text that begins with `&` reads like a character reference.
fn is_reference(text: &str) -> bool {
    let rest = text[1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    rest.starts_with(';')
}

/// A whole HTML document of the article's text, pictures named but not loaded. Everything that came
/// from the page is escaped; links lead to `http`, `https` and `mailto` addresses only.
#[must_use]
pub fn html(article: &Article) -> String {
    let language = article
        .language
        .iter()
        .map(|tag| format!(" lang=\"{}\"", escape_html(tag)))
        .collect::<String>();
    let title = article
        .title
        .as_deref()
        .map(escape_html)
        .unwrap_or_default();
    let byline = byline(article)
        .map(|line| format!("<p>{}</p>\n", escape_html(&line)))
        .unwrap_or_default();
    let body = html_blocks(&article.blocks);
    format!(
        "<!DOCTYPE html>\n<html{language}>\n<meta charset=\"utf-8\">\n<title>{title}</title>\n<article>\n<h1>{title}</h1>\n{byline}{body}</article>\n</html>\n"
    )
}

fn html_blocks(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut depth = 0;
    let mut was_quote = false;
    for block in blocks
        .iter()
        .filter(|block| !block.text.is_empty() || !block.rows.is_empty())
    {
        let is_quote = block.kind == BlockKind::Quote && block.time.is_none();
        if was_quote && !is_quote {
            out.push_str("</blockquote>\n");
        }
        if block.kind == BlockKind::ListItem && block.time.is_none() {
            // A list that begins deep has no item to stand in.
            let wanted = usize::from(block.depth.unwrap_or(1)).clamp(1, depth + 1);
            open_item(&mut out, depth, wanted);
            depth = wanted;
        } else {
            close_items(&mut out, depth);
            depth = 0;
        }
        if is_quote && !was_quote {
            out.push_str("<blockquote>\n");
        }
        if let Some(time) = &block.time {
            out.push_str(&format!("<p><time>{}</time></p>\n", escape_html(time)));
        }
        out.push_str(&html_block(block));
        was_quote = is_quote;
    }
    close_items(&mut out, depth);
    if was_quote {
        out.push_str("</blockquote>\n");
    }
    out
}

/// Opens a list's item, in a list of its own if it is deeper than the one before.
fn open_item(out: &mut String, depth: usize, wanted: usize) {
    if wanted > depth {
        out.push_str("<ul>\n<li>");
    } else {
        out.push_str(&"</li>\n</ul>\n".repeat(depth - wanted));
        out.push_str("</li>\n<li>");
    }
}

fn close_items(out: &mut String, depth: usize) {
    out.push_str(&"</li>\n</ul>\n".repeat(depth));
}

fn html_block(block: &Block) -> String {
    let text = linked(block, escape_html, |label, url| {
        if is_safe(url) {
            format!("<a href=\"{}\">{label}</a>", escape_html(url))
        } else {
            label.to_owned()
        }
    });
    match block.kind {
        BlockKind::Heading => {
            let level = block.level.unwrap_or(2).clamp(2, 6);
            format!("<h{level}>{text}</h{level}>\n")
        }
        BlockKind::ListItem if block.time.is_none() => format!("{text}\n"),
        BlockKind::ListItem | BlockKind::Quote => format!("<p>{text}</p>\n"),
        BlockKind::Preformatted => format!("<pre>{}</pre>\n", escape_html(&block.text)),
        BlockKind::Table => {
            let cells = |row: &Vec<String>| {
                row.iter()
                    .map(|cell| format!("<td>{}</td>", escape_html(cell)))
                    .collect::<String>()
            };
            let rows: String = block
                .rows
                .iter()
                .map(|row| format!("<tr>{}</tr>\n", cells(row)))
                .collect();
            format!("<table>\n{rows}</table>\n")
        }
        BlockKind::Figure | BlockKind::Caption => format!("<p><em>{text}</em></p>\n"),
        BlockKind::Paragraph => format!("<p>{text}</p>\n"),
    }
}

fn is_safe(url: &str) -> bool {
    ["http://", "https://", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

fn escape_html(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(c),
        }
    }
    out
}

/// A block's text with its links in place.
fn linked(
    block: &Block,
    escape: impl Fn(&str) -> String,
    link: impl Fn(&str, &str) -> String,
) -> String {
    let characters: Vec<char> = block.text.chars().collect();
    let cut = |start: usize, end: usize| -> String {
        characters
            .get(start..end)
            .unwrap_or_default()
            .iter()
            .collect()
    };
    let (mut out, mut at) = (String::new(), 0);
    for found in &block.links {
        if found.span.start < at
            || found.span.end > characters.len()
            || found.span.start >= found.span.end
        {
            continue;
        }
        out.push_str(&escape(&cut(at, found.span.start)));
        out.push_str(&link(
            &escape(&cut(found.span.start, found.span.end)),
            &found.url,
        ));
        at = found.span.end;
    }
    out + &escape(&cut(at, characters.len()))
}

fn byline(article: &Article) -> Option<String> {
    let authors = (!article.authors.is_empty()).then(|| article.authors.join(", "));
    let parts: Vec<String> = authors
        .into_iter()
        .chain(article.published.clone())
        .chain(article.site.clone())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" · "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use copydesk_record::{Link, Span};

    fn article() -> Article {
        let mut article = Article::new("1", "page");
        article.title = Some("Tide & <time>".into());
        let mut block = Block::new(
            BlockKind::Paragraph,
            "See é this *now* and that.",
            Span::default(),
        );
        block.links = vec![
            Link {
                span: Span::new(6, 10),
                url: "https://a.example/?a=1&b=\"2\"".into(),
            },
            Link {
                span: Span::new(21, 25),
                url: "javascript:alert(1)".into(),
            },
        ];
        article.blocks.push(block);
        article
    }

    #[test]
    fn html_is_escaped_and_links_are_safe() {
        let html = html(&article());
        assert!(html.contains("<h1>Tide &amp; &lt;time&gt;</h1>"), "{html}");
        assert!(
            html.contains("<a href=\"https://a.example/?a=1&amp;b=&quot;2&quot;\">this</a>"),
            "{html}"
        );
        assert!(!html.contains("javascript"), "{html}");
    }

    fn with(blocks: &[(BlockKind, &str, u8)]) -> Article {
        let mut article = Article::new("1", "page");
        article.blocks = blocks
            .iter()
            .map(|(kind, text, depth)| {
                let mut block = Block::new(*kind, *text, Span::default());
                block.depth = (*kind == BlockKind::ListItem).then_some(*depth);
                block
            })
            .collect();
        article
    }

    #[test]
    fn lists_nest_and_quotes_go_together() {
        use BlockKind::{ListItem, Paragraph, Quote};
        let mut article = with(&[
            (ListItem, "a", 1),
            (ListItem, "b", 3),
            (ListItem, "c", 1),
            (Quote, "d", 0),
            (Quote, "e", 0),
            (Paragraph, "f", 0),
            (ListItem, "g", 2),
        ]);
        article.blocks[5].time = Some("21:00".into());
        let html = html(&article).replace('\n', "");
        assert!(
            html.contains(
                "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul><blockquote><p>d</p><p>e</p></blockquote>\
                 <p><time>21:00</time></p><p>f</p><ul><li>g</li></ul></article>"
            ),
            "{html}"
        );
        let markdown = markdown(&article);
        assert!(
            markdown.contains("- c\n\n> d\n>\n> e\n\n**21:00**\n\nf"),
            "{markdown}"
        );
    }

    #[test]
    fn markdown_escapes_marks() {
        assert!(
            markdown(&article())
                .contains("See é [this](https://a.example/?a=1&b=%222%22) \\*now\\* and that.")
        );
    }
}
