//! Walks the tree and cuts the page into units.

use copydesk_record::{BlockKind, Image, Link, Reason, Span};
use copydesk_text::Repairer;
use html5ever::{LocalName, local_name};

use crate::address::Base;
use crate::hints::Hints;
use crate::measure::mass;
use crate::mend::mend;
use crate::table::{is_data_table, rows_of};
use crate::tree::{NodeId, Tree};
use crate::unit::{Run, Sheet, Unit};

/// Pictures smaller than this in either direction, in CSS pixels, are ornaments and banners.
const MIN_PICTURE: u32 = 90;

/// Cuts the page into units, repairing each text run.
pub(crate) fn sheet(tree: &Tree, base: &Base) -> Sheet {
    below(tree, base, tree.root())
}

/// Cuts what stands below a node into units.
pub(crate) fn below(tree: &Tree, base: &Base, top: NodeId) -> Sheet {
    let mut walk = Walk {
        tree,
        base,
        hints: Hints::new(tree),
        sheet: Sheet::default(),
        repairer: Repairer::default(),
        open: None,
        breaks: 0,
        link_start: 0,
        style: None,
        position: (0, 0),
    };
    walk.children(top, Context::default());
    walk.close();
    walk.sheet
}

/// What is known from the ancestors.
#[derive(Clone, Copy)]
struct Context {
    kind: BlockKind,
    level: u8,
    depth: u8,
    block: NodeId,
    link: Option<NodeId>,
    /// The outermost inline element inside the block.
    style: Option<NodeId>,
    hint: Option<(NodeId, Reason)>,
}

impl Default for Context {
    fn default() -> Self {
        Self {
            kind: BlockKind::Paragraph,
            level: 0,
            depth: 0,
            block: 0,
            link: None,
            style: None,
            hint: None,
        }
    }
}

struct Walk<'a> {
    tree: &'a Tree,
    base: &'a Base,
    hints: Hints<'a>,
    sheet: Sheet,
    repairer: Repairer,
    /// The unit being filled; it is the next of the sheet.
    open: Option<Unit>,
    /// How many `<br>` stand since the last text.
    breaks: u8,
    /// Where in the open unit's text the open link began.
    link_start: usize,
    /// The style of the last text.
    style: Option<NodeId>,
    /// A byte offset of the open unit's text and the same in code points.
    position: (usize, usize),
}

impl Walk<'_> {
    fn visit(&mut self, node: NodeId, context: Context) {
        if self.tree.text(node).is_some() {
            self.text(node, &context);
            return;
        }
        let Some(name) = self.tree.any_name(node) else {
            self.children(node, context);
            return;
        };
        if self.tree.is_unseen(node) {
            return;
        }
        match *name {
            local_name!("br") => self.line_break(&context),
            local_name!("img") => self.picture(node, &context),
            local_name!("table") if is_data_table(self.tree, node) => self.table(node, context),
            _ if is_block(name) => self.block(node, name, context),
            _ => self.inline(node, name, context),
        }
    }

    fn children(&mut self, node: NodeId, context: Context) {
        let mut next = self.tree.first_child(node);
        while let Some(child) = next {
            self.visit(child, context);
            next = self.tree.next_sibling(child);
        }
    }

    fn block(&mut self, node: NodeId, name: &LocalName, context: Context) {
        self.close_linked(context.link);
        let inner = enter_block(
            name,
            Context {
                block: node,
                style: None,
                hint: self.hint(node, &context),
                ..context
            },
        );
        self.children(node, inner);
        self.close_linked(context.link);
    }

    fn inline(&mut self, node: NodeId, name: &LocalName, context: Context) {
        let style = context.style.or(Some(node));
        let mut inner = Context {
            style,
            hint: self.hint(node, &context),
            ..context
        };
        if *name != local_name!("a") {
            return self.children(node, inner);
        }
        inner.link = Some(node);
        self.link_start = self.open.as_ref().map_or(0, |unit| unit.text.len());
        self.children(node, inner);
        self.note_link(Some(node));
    }

    fn hint(&mut self, node: NodeId, context: &Context) -> Option<(NodeId, Reason)> {
        self.hints
            .of(node)
            .map(|reason| (node, reason))
            .or(context.hint)
    }

    fn text(&mut self, node: NodeId, context: &Context) {
        let tree = self.tree;
        let Some(text) = tree.text(node) else { return };
        if text.trim_start().is_empty() {
            self.push_space(text, context);
            return;
        }
        let span = tree.node(node).span;
        let text = mend(text, span, &mut self.repairer, &mut self.sheet.repairs);
        self.push_text(&text, span, context);
    }

    fn push_text(&mut self, text: &str, span: Span, context: &Context) {
        // Two line breaks part paragraphs; one parts lines of different style, as in old designs.
        if self.breaks >= 2 || (self.breaks == 1 && self.style != context.style) {
            self.close_linked(context.link);
        }
        (self.breaks, self.style) = (0, context.style);
        let unit = self.sheet.units.len();
        let open = self.open.get_or_insert_with(|| new_unit(context, span));
        let before = open.text.len();
        if context.kind == BlockKind::Preformatted {
            open.text.push_str(text);
        } else {
            push_collapsed(&mut open.text, text);
        }
        if context.link.is_some() {
            open.linked += open.text.len() - before;
        }
        open.span = open.span.hull(span);
        self.sheet.runs.push(Run { span, unit });
    }

    fn push_space(&mut self, space: &str, context: &Context) {
        if let Some(open) = &mut self.open {
            if context.kind == BlockKind::Preformatted {
                open.text.push_str(space);
            } else if !open.text.ends_with([' ', '\n']) {
                open.text.push(' ');
            }
        }
    }

    /// A line's end stays in the unit's text, so that bylines and dates can be read line by line.
    fn line_break(&mut self, context: &Context) {
        if context.kind != BlockKind::Preformatted {
            self.breaks = self.breaks.saturating_add(1);
        }
        if let Some(open) = &mut self.open {
            if context.kind != BlockKind::Preformatted {
                open.text
                    .truncate(open.text.trim_end_matches([' ', '\n']).len());
            }
            open.text.push('\n');
        }
    }

    /// Notes the link that is open, from where it began in the open unit to the unit's end.
    fn note_link(&mut self, link: Option<NodeId>) {
        let href = link.and_then(|node| self.tree.attribute(node, "href"));
        let start = std::mem::take(&mut self.link_start);
        let (Some(href), Some(open)) = (href, &mut self.open) else {
            return;
        };
        let Some(linked) = open.text.get(start..) else {
            return;
        };
        let lead = linked.len() - linked.trim_start().len();
        let (from, to) = (start + lead, start + linked.trim_end().len());
        let Some(url) = self.base.link(href).filter(|_| from < to) else {
            return;
        };
        let first = code_points(&open.text, self.position, from);
        let last = code_points(&open.text, (from, first), to);
        self.position = (to, last);
        // Most units have one link or none, and a page may have a million units.
        open.links.reserve_exact(usize::from(open.links.is_empty()));
        open.links.push(Link {
            span: Span::new(first, last),
            url,
        });
    }

    fn picture(&mut self, node: NodeId, context: &Context) {
        let Some(image) = picture(self.tree, self.base, node) else {
            return;
        };
        let held = self.open.take();
        let mut unit = new_unit(context, self.tree.node(node).span);
        unit.kind = BlockKind::Figure;
        unit.text = image.alt.clone().unwrap_or_default();
        unit.image = Some(Box::new(image));
        match held {
            // A picture inside a paragraph stands before it, so that the paragraph stays whole.
            Some(open) if !open.text.trim().is_empty() => {
                self.sheet.units.push(unit);
                let index = self.sheet.units.len();
                for run in self
                    .sheet
                    .runs
                    .iter_mut()
                    .rev()
                    .take_while(|run| run.unit + 1 == index)
                {
                    run.unit = index;
                }
                self.open = Some(open);
            }
            _ => self.sheet.units.push(unit),
        }
    }

    fn table(&mut self, node: NodeId, context: Context) {
        self.close();
        let tree = self.tree;
        tree.children(node)
            .filter(|&child| is_caption(tree, child))
            .for_each(|caption| self.visit(caption, context));
        let context = Context {
            kind: BlockKind::Table,
            block: node,
            hint: self.hint(node, &context),
            ..context
        };
        self.cells(node, context);
        if let Some(open) = &mut self.open {
            open.rows = rows_of(self.tree, node);
            let lines: Vec<String> = open.rows.iter().map(|row| row.join("\t")).collect();
            open.text = lines.join("\n");
            open.links.clear();
        }
        self.close();
    }

    /// Takes the runs of a table into one unit.
    fn cells(&mut self, node: NodeId, context: Context) {
        let mut next = self.tree.first_child(node);
        while let Some(child) = next {
            if self.tree.text(child).is_some() {
                self.breaks = 0;
                self.text(child, &context);
            } else if !self.tree.is_unseen(child) && !is_caption(self.tree, child) {
                let is_link = self.tree.any_name(child) == Some(&local_name!("a"));
                let link = if is_link { Some(child) } else { context.link };
                self.cells(child, Context { link, ..context });
            }
            next = self.tree.next_sibling(child);
        }
    }

    /// Ends the open unit inside a link that goes on.
    fn close_linked(&mut self, link: Option<NodeId>) {
        self.note_link(link);
        self.close();
    }

    /// Ends the open unit.
    fn close(&mut self) {
        self.breaks = 0;
        self.position = (0, 0);
        let Some(mut unit) = self.open.take() else {
            return;
        };
        unit.text.truncate(unit.text.trim_end().len());
        unit.mass = mass(&unit.text);
        self.sheet.units.push(unit);
    }
}

fn new_unit(context: &Context, span: Span) -> Unit {
    let mut unit = Unit::new(context.kind, context.block, span);
    unit.level = context.level;
    unit.depth = context.depth;
    unit.hint = context.hint;
    unit
}

fn code_points(text: &str, (byte, count): (usize, usize), to: usize) -> usize {
    let known = if byte <= to { (byte, count) } else { (0, 0) };
    known.1
        + text
            .get(known.0..to)
            .map_or(0, |stretch| stretch.chars().count())
}

/// Appends text with its white space collapsed, also against what stands before it.
pub(crate) fn push_collapsed(to: &mut String, text: &str) {
    to.reserve(text.len());
    let mut rest = text;
    while let Some(at) = uneven_space(rest) {
        to.push_str(&rest[..at]);
        rest = rest[at..].trim_start();
        if !to.is_empty() && !to.ends_with([' ', '\n']) {
            to.push(' ');
        }
    }
    to.push_str(rest);
}

/// Where the first white space stands but for single spaces between words.
fn uneven_space(text: &str) -> Option<usize> {
    // White space above ASCII begins with one of four bytes.
    let may_be = |byte: &u8| *byte <= b' ' || matches!(byte, 0xc2 | 0xe1..=0xe3);
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(ahead) = bytes.get(at..)?.iter().position(may_be) {
        at += ahead;
        let is_single = |next: &u8| bytes[at] == b' ' && at > 0 && !may_be(next);
        let c = text[at..].chars().next()?;
        if c.is_whitespace() && !bytes.get(at + 1).is_some_and(is_single) {
            return Some(at);
        }
        at += c.len_utf8();
    }
    None
}

fn enter_block(name: &LocalName, context: Context) -> Context {
    match *name {
        local_name!("h1") => heading(1, context),
        local_name!("h2") => heading(2, context),
        local_name!("h3") => heading(3, context),
        local_name!("h4") => heading(4, context),
        local_name!("h5") => heading(5, context),
        local_name!("h6") => heading(6, context),
        local_name!("ul") | local_name!("ol") | local_name!("dl") => Context {
            depth: context.depth.saturating_add(1),
            ..context
        },
        local_name!("li") | local_name!("dt") | local_name!("dd") => {
            let depth = context.depth.max(1);
            Context {
                kind: BlockKind::ListItem,
                depth,
                ..context
            }
        }
        local_name!("blockquote") => Context {
            kind: BlockKind::Quote,
            ..context
        },
        local_name!("pre") | local_name!("listing") | local_name!("xmp") => Context {
            kind: BlockKind::Preformatted,
            ..context
        },
        local_name!("figcaption") => Context {
            kind: BlockKind::Caption,
            ..context
        },
        _ => context,
    }
}

fn heading(level: u8, context: Context) -> Context {
    Context {
        kind: BlockKind::Heading,
        level,
        ..context
    }
}

/// A table's caption is a paragraph of its own.
fn is_caption(tree: &Tree, node: NodeId) -> bool {
    tree.name(node) == Some(&local_name!("caption"))
}

fn picture(tree: &Tree, base: &Base, node: NodeId) -> Option<Image> {
    let is_small = ["width", "height"].iter().any(|side| {
        let value = tree.attribute(node, side).map(|v| v.trim_end_matches("px"));
        value
            .and_then(|v| v.parse::<u32>().ok())
            .is_some_and(|pixels| pixels < MIN_PICTURE)
    });
    if is_small {
        return None;
    }
    let url = ["data-src", "data-lazy-src", "data-original", "src"]
        .iter()
        .filter_map(|name| tree.attribute(node, name))
        .find_map(|source| base.picture(source))?;
    let alt = tree
        .attribute(node, "alt")
        .map(str::trim)
        .filter(|alt| !alt.is_empty());
    Some(Image {
        url,
        alt: alt.map(str::to_owned),
        caption: None,
        credit: None,
    })
}

/// Whether an element begins and ends lines.
pub(crate) fn is_block(name: &LocalName) -> bool {
    matches!(
        *name,
        local_name!("address")
            | local_name!("article")
            | local_name!("aside")
            | local_name!("blockquote")
            | local_name!("body")
            | local_name!("button")
            | local_name!("caption")
            | local_name!("center")
            | local_name!("dd")
            | local_name!("details")
            | local_name!("dialog")
            | local_name!("dir")
            | local_name!("div")
            | local_name!("dl")
            | local_name!("dt")
            | local_name!("fieldset")
            | local_name!("figcaption")
            | local_name!("figure")
            | local_name!("footer")
            | local_name!("form")
            | local_name!("h1")
            | local_name!("h2")
            | local_name!("h3")
            | local_name!("h4")
            | local_name!("h5")
            | local_name!("h6")
            | local_name!("header")
            | local_name!("hgroup")
            | local_name!("hr")
            | local_name!("html")
            | local_name!("legend")
            | local_name!("li")
            | local_name!("listing")
            | local_name!("main")
            | local_name!("menu")
            | local_name!("nav")
            | local_name!("ol")
            | local_name!("p")
            | local_name!("pre")
            | local_name!("section")
            | local_name!("summary")
            | local_name!("table")
            | local_name!("tbody")
            | local_name!("td")
            | local_name!("tfoot")
            | local_name!("th")
            | local_name!("thead")
            | local_name!("tr")
            | local_name!("ul")
            | local_name!("xmp")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_of_every_script_is_found() {
        for c in '\0'..=char::MAX {
            let text = format!("a{c}b");
            let is_uneven = c.is_whitespace() && c != ' ';
            assert_eq!(uneven_space(&text), is_uneven.then_some(1), "{c:?}");
        }
    }

    #[test]
    fn white_space_is_collapsed() {
        let mut text = String::new();
        for piece in [" a b", " ", " c  d \u{a0}e\n", "f g "] {
            push_collapsed(&mut text, piece);
        }
        assert_eq!(text, "a b c d e f g ");
    }
}
