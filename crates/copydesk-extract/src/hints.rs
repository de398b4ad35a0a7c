//! What an element's name, role, classes and id say of the text below it.
//!
//! Class names are the nearest thing to labels that sites give. They are evidence, no verdict: an
//! element that holds much of the page's prose is not believed to be a menu (see `body`).

use std::sync::LazyLock;

use copydesk_record::Reason;
use html5ever::{LocalName, local_name};
use memchr::memchr2_iter;

use crate::hash::Map;
use crate::tree::{ClassId, ClassWords, NodeId, Tree};

/// Words of class names and ids, joined with the next word where two stand for one thing, and what
/// text below such an element usually is. Sorted.
const WORDS: &[(&str, Reason)] = &[
    ("ad", Reason::Advert),
    ("addthis", Reason::Share),
    ("ads", Reason::Advert),
    ("adsbygoogle", Reason::Advert),
    ("advert", Reason::Advert),
    ("advertisement", Reason::Advert),
    ("advertising", Reason::Advert),
    ("adverts", Reason::Advert),
    ("alsoread", Reason::Related),
    ("authorbio", Reason::Byline),
    ("authorbox", Reason::Byline),
    ("authorinfo", Reason::Byline),
    ("authors", Reason::Byline),
    ("banner", Reason::Advert),
    ("bottomnav", Reason::Navigation),
    ("breadcrumb", Reason::Navigation),
    ("breadcrumbs", Reason::Navigation),
    ("byline", Reason::Byline),
    ("caption", Reason::Caption),
    ("colophon", Reason::Imprint),
    ("comment", Reason::Comment),
    ("commentlist", Reason::Comment),
    ("comments", Reason::Comment),
    ("consent", Reason::Consent),
    ("cookie", Reason::Consent),
    ("cookies", Reason::Consent),
    ("copyright", Reason::Imprint),
    ("credit", Reason::Caption),
    ("dateline", Reason::Byline),
    ("disqus", Reason::Comment),
    ("donate", Reason::Promotion),
    ("dropdown", Reason::Navigation),
    ("facebook", Reason::Share),
    ("footer", Reason::Imprint),
    ("gdpr", Reason::Consent),
    ("hamburger", Reason::Navigation),
    ("hashtags", Reason::Navigation),
    ("inread", Reason::Advert),
    ("jetpack", Reason::Share),
    ("legal", Reason::Imprint),
    ("login", Reason::Promotion),
    ("masthead", Reason::Navigation),
    ("megamenu", Reason::Navigation),
    ("menu", Reason::Navigation),
    ("mostpopular", Reason::Related),
    ("mostread", Reason::Related),
    ("nav", Reason::Navigation),
    ("navbar", Reason::Navigation),
    ("navigation", Reason::Navigation),
    ("newsletter", Reason::Promotion),
    ("newsletters", Reason::Promotion),
    ("outbrain", Reason::Advert),
    ("pager", Reason::Navigation),
    ("pagination", Reason::Navigation),
    ("paywall", Reason::Promotion),
    ("popular", Reason::Related),
    ("popup", Reason::Promotion),
    ("postmeta", Reason::Byline),
    ("print", Reason::Share),
    ("promo", Reason::Promotion),
    ("promos", Reason::Promotion),
    ("promotion", Reason::Promotion),
    ("readalso", Reason::Related),
    ("readmore", Reason::Related),
    ("recirc", Reason::Related),
    ("recommend", Reason::Related),
    ("recommendation", Reason::Related),
    ("recommendations", Reason::Related),
    ("recommended", Reason::Related),
    ("register", Reason::Promotion),
    ("related", Reason::Related),
    ("relatedarticles", Reason::Related),
    ("relatedposts", Reason::Related),
    ("respond", Reason::Comment),
    ("rss", Reason::Navigation),
    ("search", Reason::Navigation),
    ("share", Reason::Share),
    ("sharedaddy", Reason::Share),
    ("sharing", Reason::Share),
    ("shoutbox", Reason::Comment),
    ("sidebar", Reason::Related),
    ("signup", Reason::Promotion),
    ("sitemap", Reason::Navigation),
    ("skip", Reason::Navigation),
    ("skyscraper", Reason::Advert),
    ("social", Reason::Share),
    ("socials", Reason::Share),
    ("sponsor", Reason::Advert),
    ("sponsored", Reason::Advert),
    ("subnav", Reason::Navigation),
    ("subscribe", Reason::Promotion),
    ("subscription", Reason::Promotion),
    ("taboola", Reason::Advert),
    ("tagcloud", Reason::Navigation),
    ("taglist", Reason::Navigation),
    ("tags", Reason::Navigation),
    ("teaser", Reason::Related),
    ("teasers", Reason::Related),
    ("timestamp", Reason::Byline),
    ("toolbar", Reason::Share),
    ("tools", Reason::Share),
    ("topnav", Reason::Navigation),
    ("trending", Reason::Related),
    ("twitter", Reason::Share),
    ("whatsapp", Reason::Share),
    ("wpcaption", Reason::Caption),
    ("yarpp", Reason::Related),
];

/// An element's class and id, but for those too long to mean something.
pub(crate) fn class_names(tree: &Tree, element: NodeId) -> impl Iterator<Item = &str> {
    tree.class_and_id(element)
        .map(|class| tree.class_value(class))
}

/// What classes and ids say, each looked at once: a page has few, many times.
pub(crate) struct ByClass<T>(Vec<Option<T>>);

impl<T: Copy> ByClass<T> {
    /// Knows nothing yet.
    pub fn new(tree: &Tree) -> Self {
        Self(vec![None; tree.class_count()])
    }

    /// What a class or id says.
    pub fn of(&mut self, class: ClassId, look: impl FnOnce(ClassId) -> T) -> T {
        *self.0[class].get_or_insert_with(|| look(class))
    }
}

/// Reads hints, remembering what each class name says.
pub(crate) struct Hints<'a> {
    tree: &'a Tree,
    known: ByClass<Option<Reason>>,
}

impl<'a> Hints<'a> {
    pub fn new(tree: &'a Tree) -> Self {
        Self {
            tree,
            known: ByClass::new(tree),
        }
    }

    /// What the element itself says of the text below it, if anything.
    pub fn of(&mut self, element: NodeId) -> Option<Reason> {
        if let Some(reason) = self.tree.name(element).and_then(by_name) {
            return Some(reason);
        }
        let (mut role, mut is_hidden, mut style) = (None, false, "");
        for (name, value) in self.tree.attributes(element) {
            match name {
                "role" => role = by_role(value),
                "hidden" => is_hidden = true,
                "style" => style = value,
                _ => {}
            }
        }
        role.or_else(|| self.by_class(element))
            .or_else(|| (is_hidden || hides(style)).then_some(Reason::Other))
    }

    fn by_class(&mut self, element: NodeId) -> Option<Reason> {
        let (tree, known) = (self.tree, &mut self.known);
        let look = |class| of_class(tree.class_words(class));
        let mut classes = tree.class_and_id(element);
        classes.find_map(|class| known.of(class, look))
    }
}

fn by_name(name: &LocalName) -> Option<Reason> {
    match *name {
        local_name!("nav") | local_name!("menu") => Some(Reason::Navigation),
        local_name!("aside") => Some(Reason::Related),
        local_name!("footer") => Some(Reason::Imprint),
        local_name!("dialog") => Some(Reason::Consent),
        local_name!("button") | local_name!("label") => Some(Reason::Share),
        local_name!("form") | local_name!("fieldset") => Some(Reason::Promotion),
        local_name!("figcaption") => Some(Reason::Caption),
        local_name!("title") => Some(Reason::Other),
        _ => None,
    }
}

fn by_role(role: &str) -> Option<Reason> {
    match role {
        "navigation" | "menu" | "menubar" | "tablist" | "search" | "toolbar" => {
            Some(Reason::Navigation)
        }
        "banner" => Some(Reason::Navigation),
        "complementary" => Some(Reason::Related),
        "contentinfo" => Some(Reason::Imprint),
        "dialog" | "alertdialog" => Some(Reason::Consent),
        _ => None,
    }
}

fn of_class(words: ClassWords<'_>) -> Option<Reason> {
    let single = words.stretches(1).find_map(look_up);
    single.or_else(|| words.stretches(2).find_map(look_up))
}

static REASONS: LazyLock<Map<&str, Reason>> = LazyLock::new(|| WORDS.iter().copied().collect());

fn look_up(word: &str) -> Option<Reason> {
    REASONS.get(word).copied()
}

/// Whether a style hides its element.
fn hides(style: &str) -> bool {
    let letters = |from: usize| {
        let bytes = style.as_bytes().get(from..).unwrap_or_default();
        bytes
            .iter()
            .copied()
            .filter(|byte| !byte.is_ascii_whitespace())
    };
    // A quick look that most styles do not pass.
    let is_none = |at: usize| {
        let value = letters(at + 1).map(|byte| byte.to_ascii_lowercase());
        value.take(5).eq(*b":none")
    };
    memchr2_iter(b'y', b'Y', style.as_bytes()).any(is_none)
        && contains(&mut letters(0), b"display:none")
}

/// Whether a word stands among the bytes, in any case. Its first letter stands in it only once.
fn contains(bytes: &mut impl Iterator<Item = u8>, word: &[u8]) -> bool {
    let mut matched = 0;
    for byte in bytes {
        if !byte.eq_ignore_ascii_case(&word[matched]) {
            matched = 0;
        }
        if byte.eq_ignore_ascii_case(&word[matched]) {
            matched += 1;
        }
        if matched == word.len() {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_sorted() {
        assert!(WORDS.windows(2).all(|pair| pair[0].0 < pair[1].0));
    }

    fn of(class: &str) -> Option<Reason> {
        let tree = Tree::parse(format!("<p class='{class}'>")).unwrap_or_else(|_| Tree::empty());
        of_class(tree.class_words(0))
    }

    #[test]
    fn reads_words_and_pairs_of_words() {
        assert_eq!(of("story-most-read"), Some(Reason::Related));
        assert_eq!(of("read-only"), None);
        assert_eq!(of("1"), None);
    }

    #[test]
    fn finds_every_word() {
        for (word, reason) in WORDS {
            assert_eq!(of(word), Some(*reason), "{word}");
        }
    }

    #[test]
    fn knows_what_is_hidden() {
        assert!(hides("color:red;DISPLAY:none"));
        assert!(hides("displadisplay:none"));
        assert!(!hides("display:non"));
    }
}
