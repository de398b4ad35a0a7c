//! What the elements around a unit say of it, found out once for each element.

use std::sync::LazyLock;

use html5ever::{LocalName, local_name};

use crate::elements::Elements;
use crate::finder::Finder;
use crate::hints::ByClass;
use crate::model::sums::{Sums, clip, percent};
use crate::tree::{NodeId, Tree};

/// How many elements around a unit are looked at, its own block being the first.
pub(super) const LEVELS: usize = 6;
/// The containers of so much of the page's prose, in percent, are looked for.
const CONTAINERS: [i32; 3] = [40, 60, 85];
/// Counts above this tell no more.
const MANY: i32 = 2_000;
/// Words of class names and ids of elements that hold an article's body.
const BODY_WORDS: &[&str] = &[
    "article",
    "artikel",
    "body",
    "content",
    "copy",
    "detail",
    "entry",
    "inhalt",
    "main",
    "paragraph",
    "post",
    "story",
    "text",
];

/// What an element says of the units whose block it is, or which it stands around.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Ring {
    /// A number for its name.
    pub tag: i32,
    pub prose_share: i32,
    pub prose_density: i32,
    pub link_density: i32,
    pub units_below: i32,
    pub mean_mass: i32,
    /// The name of the first element in it, and whether that holds all of its text.
    pub first_inline: i32,
    /// How far up from it the first element is whose class is like an article's body's, or -1.
    pub body_word: i32,
    /// How far up the first article is, or -1.
    pub in_article: i32,
    /// How many lists, tables, quotes and figures it is in.
    pub in_list: i32,
    pub in_table: i32,
    pub in_quote: i32,
    pub in_figure: i32,
    /// How many nodes it is in, itself and the document among them.
    pub depth: i32,
    /// For each container how far up the path to it is met, and how far down that path.
    pub paths: [(i32, i32); CONTAINERS.len()],
}

impl Ring {
    /// What no element says.
    pub const NONE: Self = Self {
        tag: 0,
        prose_share: 0,
        prose_density: 0,
        link_density: 0,
        units_below: 0,
        mean_mass: 0,
        first_inline: 0,
        body_word: -1,
        in_article: -1,
        in_list: 0,
        in_table: 0,
        in_quote: 0,
        in_figure: 0,
        depth: 0,
        paths: [(-1, 0); CONTAINERS.len()],
    };

    /// What an element says that stands in this one, if it says nothing itself.
    fn inner(self) -> Self {
        let up = |up: i32| if up < 0 { up } else { up + 1 };
        Self {
            body_word: up(self.body_word),
            in_article: up(self.in_article),
            depth: self.depth + 1,
            paths: self.paths.map(|(path, off)| (up(path), off)),
            ..self
        }
    }

    /// Takes what stands below the element.
    fn sum(&mut self, sums: Sums, total: Sums) {
        self.prose_share = percent(sums.prose, total.prose);
        self.prose_density = percent(sums.prose, sums.mass);
        self.link_density = percent(sums.linked, sums.mass);
        self.units_below = sums.units.min(MANY);
        self.mean_mass = sums.mass / sums.units.max(1);
    }

    /// Takes the element's name.
    fn name(&mut self, name: Option<&LocalName>) {
        self.tag = name.map_or(0, tag);
        match name {
            Some(&local_name!("article")) => self.in_article = 0,
            Some(&local_name!("ul") | &local_name!("ol")) => self.in_list += 1,
            Some(&local_name!("table")) => self.in_table += 1,
            Some(&local_name!("blockquote")) => self.in_quote += 1,
            Some(&local_name!("figure")) => self.in_figure += 1,
            _ => {}
        }
    }
}

/// What each element says, and the sums of the container of most prose.
pub(super) fn rings(
    tree: &Tree,
    elements: &Elements,
    below: &[Sums],
    total: Sums,
) -> (Vec<Ring>, Sums) {
    let containers = CONTAINERS.map(|share| container(tree, elements, below, total.prose, share));
    let inner = containers[1]
        .last()
        .map_or(Sums::default(), |&element| below[element]);
    let mut paths = vec![[None; CONTAINERS.len()]; elements.len()];
    for (at, path) in containers.iter().enumerate() {
        for (down, &element) in path.iter().enumerate() {
            paths[element][at] = Some((0, clip(down)));
        }
    }
    let mut body_words = ByClass::new(tree);
    let mut rings: Vec<Ring> = Vec::with_capacity(elements.len());
    for (element, node) in elements.nodes().enumerate() {
        let outer = elements
            .parent(element)
            .map_or(Ring::NONE, |outer| rings[outer]);
        let mut ring = outer.inner();
        ring.sum(below[element], total);
        ring.name(tree.any_name(node));
        ring.first_inline = first_inline(tree, node);
        let look = |class| has_body_word(tree.class_value(class));
        let has_word = |class| body_words.of(class, look);
        if tree.class_and_id(node).any(has_word) {
            ring.body_word = 0;
        }
        for (path, own) in ring.paths.iter_mut().zip(paths[element]) {
            *path = own.unwrap_or(*path);
        }
        rings.push(ring);
    }
    (rings, inner)
}

/// The elements from the root down to the smallest with some share of the prose.
fn container(
    tree: &Tree,
    elements: &Elements,
    below: &[Sums],
    total: i32,
    share: i32,
) -> Vec<usize> {
    let mut path: Vec<usize> = elements.of(tree.root()).into_iter().collect();
    let is_large = |&element: &usize| total > 0 && percent(below[element].prose, total) >= share;
    while let Some(&last) = path.last() {
        let children = tree.children(elements.node(last));
        let Some(child) = children
            .filter_map(|child| elements.of(child))
            .find(is_large)
        else {
            break;
        };
        path.push(child);
    }
    path
}

/// The name of the first element in a block, and whether it holds all of the text.
fn first_inline(tree: &Tree, block: NodeId) -> i32 {
    let is_blank = |node: NodeId| {
        tree.text(node)
            .is_some_and(|text| text.trim_start().is_empty())
    };
    let mut children = tree.children(block).filter(|&child| !is_blank(child));
    let Some(child) = children.next() else {
        return 0;
    };
    tree.any_name(child).map_or(0, |name| {
        2 * tag(name) + i32::from(children.next().is_none())
    })
}

static BODY: LazyLock<Finder> = LazyLock::new(|| Finder::new(BODY_WORDS.iter().copied()));

/// Whether a class name holds a word of an article's body.
fn has_body_word(value: &str) -> bool {
    let mut is_found = false;
    BODY.find(value, |_, _| is_found = true);
    is_found
}

/// A number for an element's name.
fn tag(name: &LocalName) -> i32 {
    match *name {
        local_name!("p") => 1,
        local_name!("div") => 2,
        local_name!("span") => 3,
        local_name!("a") => 4,
        local_name!("li") => 5,
        local_name!("ul") | local_name!("ol") | local_name!("dl") => 6,
        local_name!("h1") => 7,
        local_name!("h2") => 8,
        local_name!("h3") => 9,
        local_name!("h4") | local_name!("h5") | local_name!("h6") => 10,
        local_name!("td") | local_name!("th") => 11,
        local_name!("tr") | local_name!("tbody") => 12,
        local_name!("table") => 13,
        local_name!("section") => 14,
        local_name!("article") => 15,
        local_name!("main") => 16,
        local_name!("body") => 17,
        local_name!("blockquote") => 18,
        local_name!("figure") => 19,
        local_name!("figcaption") => 20,
        local_name!("header") => 21,
        local_name!("footer") => 22,
        local_name!("aside") => 23,
        local_name!("nav") => 24,
        local_name!("form") => 25,
        local_name!("button") | local_name!("label") => 26,
        local_name!("strong") | local_name!("b") => 27,
        local_name!("em") | local_name!("i") => 28,
        local_name!("br") => 29,
        local_name!("img") => 30,
        local_name!("font") | local_name!("center") => 31,
        local_name!("dt") | local_name!("dd") => 32,
        local_name!("pre") => 33,
        local_name!("script") | local_name!("style") => 34,
        _ => 35,
    }
}
