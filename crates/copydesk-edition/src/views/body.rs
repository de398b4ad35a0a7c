use copydesk_record::{Block, BlockKind, Image, Link};

use super::imprint::Adopted;
use super::story::Photo;
use crate::addresses;
use crate::words::Words;

/// What the archive knows of the addresses in an article.
pub(crate) struct Lookup<'a> {
    /// The language of the edition's own words.
    pub words: Words,
    /// Where the article with this address is read.
    pub article: &'a dyn Fn(&str) -> Option<String>,
    /// Where any page with this address is read.
    pub adopted: Adopted<'a>,
    /// Where the picture with this address is.
    pub picture: &'a dyn Fn(&str) -> Option<String>,
}

/// A part of an article's body as it is set.
pub(crate) enum Part {
    Paragraph(Vec<Piece>),
    Heading {
        level: u8,
        pieces: Vec<Piece>,
    },
    List(Vec<Item>),
    Quote(Vec<Vec<Piece>>),
    Preformatted(String),
    Table {
        /// What a screen reader calls it.
        label: &'static str,
        rows: Vec<Vec<String>>,
    },
    Figure(Figure),
    /// When a live blog's post was written.
    Time(String),
}

/// An item of a list.
pub(crate) struct Item {
    /// 1 for the outermost list.
    pub depth: u8,
    pub pieces: Vec<Piece>,
}

/// A stretch of text, linked or not.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    pub text: String,
    /// Where it leads.
    pub href: Option<String>,
    /// Whether that is out of the edition.
    pub web: bool,
}

/// A picture with what stands below it; where the archive has no picture, that stands alone.
pub(crate) struct Figure {
    /// The picture's own address, else the page's for it: equal ones show the same.
    source: String,
    pub photo: Option<Photo>,
    pub caption: Option<String>,
    pub credit: Option<String>,
}

impl Figure {
    /// The figure of an image.
    pub(crate) fn new(image: &Image, lookup: &Lookup) -> Self {
        let src = (lookup.picture)(&image.url);
        Self {
            source: src.clone().unwrap_or_else(|| image.url.clone()),
            photo: src.map(|src| Photo {
                src,
                alt: image.alt.clone().unwrap_or_default(),
            }),
            caption: image.caption.clone(),
            credit: image.credit.clone(),
        }
    }

    /// Whether there is nothing to be seen or read.
    pub(crate) fn is_empty(&self) -> bool {
        self.photo.is_none() && self.caption.is_none() && self.credit.is_none()
    }
}

/// The deepest list that is still set deeper than the one around it; a phone has no room for more.
const DEEPEST_LIST: u8 = 4;

/// Sets an article's blocks: list items into lists, quotation paragraphs into quotations, captions
/// under their pictures. The figure `lead` already stands above the text and is left out with its captions.
pub(crate) fn parts(blocks: &[Block], lead: Option<&Figure>, lookup: &Lookup) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut last_figure_is_set = false;
    for block in blocks {
        parts.extend(block.time.clone().map(Part::Time));
        match block.kind {
            BlockKind::Figure => {
                let figure = block.image.as_ref().map(|image| Figure::new(image, lookup));
                let is_lead =
                    |figure: &Figure| lead.is_some_and(|lead| lead.source == figure.source);
                let figure = figure.filter(|figure| !is_lead(figure));
                last_figure_is_set = figure.is_some();
                parts.extend(figure.map(Part::Figure));
            }
            BlockKind::Caption if last_figure_is_set => add_caption(&mut parts, &block.text),
            BlockKind::Caption => {}
            _ => add_text(&mut parts, block, lookup),
        }
    }
    parts.retain(|part| !matches!(part, Part::Figure(figure) if figure.is_empty()));
    parts
}

fn add_text(parts: &mut Vec<Part>, block: &Block, lookup: &Lookup) {
    let pieces = pieces(&block.text, &block.links, lookup);
    match (block.kind, parts.last_mut()) {
        (BlockKind::ListItem, Some(Part::List(items))) => items.push(item(block, pieces)),
        (BlockKind::Quote, Some(Part::Quote(paragraphs))) => paragraphs.push(pieces),
        _ => parts.push(part(block, pieces, lookup.words)),
    }
}

fn part(block: &Block, pieces: Vec<Piece>, words: Words) -> Part {
    match block.kind {
        // The headline is the page's h1.
        BlockKind::Heading => Part::Heading {
            level: block.level.unwrap_or(2).clamp(2, 6),
            pieces,
        },
        BlockKind::ListItem => Part::List(vec![item(block, pieces)]),
        BlockKind::Quote => Part::Quote(vec![pieces]),
        BlockKind::Preformatted => Part::Preformatted(block.text.clone()),
        BlockKind::Table if !block.rows.is_empty() => Part::Table {
            label: words.say("Table"),
            rows: block.rows.clone(),
        },
        BlockKind::Table => Part::Preformatted(block.text.clone()),
        _ => Part::Paragraph(pieces),
    }
}

fn item(block: &Block, pieces: Vec<Piece>) -> Item {
    Item {
        depth: block.depth.unwrap_or(1).clamp(1, DEEPEST_LIST),
        pieces,
    }
}

/// A caption block under its figure, unless the figure carries the same words already.
fn add_caption(parts: &mut [Part], text: &str) {
    let Some(Part::Figure(figure)) = parts.last_mut() else {
        return;
    };
    let said = figure
        .caption
        .as_deref()
        .is_some_and(|caption| caption.contains(text));
    if figure.caption.is_none() {
        figure.caption = Some(text.to_owned());
    } else if !said && figure.credit.is_none() {
        figure.credit = Some(text.to_owned());
    }
}

/// Cuts a block's text at its links. A link that does not fit the text or overlaps another is left
/// out, and so is one whose address no link may lead to.
fn pieces(text: &str, links: &[Link], lookup: &Lookup) -> Vec<Piece> {
    let offsets: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let mut links: Vec<&Link> = links.iter().collect();
    links.sort_by_key(|link| link.span);
    let mut pieces = Vec::new();
    let mut at = 0;
    for link in links {
        let (start, end) = (offsets.get(link.span.start), offsets.get(link.span.end));
        let (Some(&start), Some(&end)) = (start, end) else {
            continue;
        };
        if start < at || end <= start {
            continue;
        }
        pieces.extend(plain(text.get(at..start)));
        pieces.extend(
            text.get(start..end)
                .map(|text| linked(text, &link.url, lookup)),
        );
        at = end;
    }
    pieces.extend(plain(text.get(at..)));
    pieces
}

fn plain(text: Option<&str>) -> Option<Piece> {
    let text = text.filter(|text| !text.is_empty())?.to_owned();
    Some(Piece {
        text,
        href: None,
        web: false,
    })
}

fn linked(text: &str, address: &str, lookup: &Lookup) -> Piece {
    let own = (lookup.article)(address);
    let web = own.is_none();
    Piece {
        text: text.to_owned(),
        href: own.or_else(|| addresses::web(address)),
        web,
    }
}

#[cfg(test)]
mod tests;
