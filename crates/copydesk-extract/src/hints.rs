//! What an element's name, role, classes and id say of the text below it.
//!
//! Class names are the nearest thing to labels that sites give. They are evidence, no verdict: an
//! element that holds much of the page's prose is not believed to be a menu (see `body`).

use copydesk_record::Reason;
use html5ever::local_name;

use crate::hash::Map;
use crate::tree::{NodeId, Tree};

/// Words of class names and ids, joined with the next word where two stand for one thing, and what
/// text below such an element usually is. Sorted, for binary search.
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

/// Class names longer than this are generated, and say nothing.
const MAX_CLASS_LENGTH: usize = 400;

/// An element's class and id, but for those too long to mean something.
pub(crate) fn class_names(tree: &Tree, element: NodeId) -> impl Iterator<Item = &str> {
    [local_name!("class"), local_name!("id")]
        .into_iter()
        .filter_map(move |name| tree.known_attribute(element, &name))
        .filter(|value| value.len() <= MAX_CLASS_LENGTH)
}

/// Reads hints, remembering what each class name says: a page has few of them, many times.
pub(crate) struct Hints<'a> {
    tree: &'a Tree,
    known: Map<&'a str, Option<Reason>>,
}

impl<'a> Hints<'a> {
    pub fn new(tree: &'a Tree) -> Self {
        Self {
            tree,
            known: Map::default(),
        }
    }

    /// What the element itself says of the text below it, if anything.
    pub fn of(&mut self, element: NodeId) -> Option<Reason> {
        by_name(self.tree, element)
            .or_else(|| by_role(self.tree, element))
            .or_else(|| self.by_class(element))
            .or_else(|| is_hidden(self.tree, element).then_some(Reason::Other))
    }

    fn by_class(&mut self, element: NodeId) -> Option<Reason> {
        class_names(self.tree, element)
            .find_map(|value| *self.known.entry(value).or_insert_with(|| of_class(value)))
    }
}

fn by_name(tree: &Tree, element: NodeId) -> Option<Reason> {
    match *tree.name(element)? {
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

fn by_role(tree: &Tree, element: NodeId) -> Option<Reason> {
    match tree.known_attribute(element, &local_name!("role"))? {
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

fn of_class(value: &str) -> Option<Reason> {
    let words = ClassWords::of(value);
    let single = words.stretches(1).find_map(look_up);
    single.or_else(|| words.stretches(2).find_map(look_up))
}

fn look_up(word: &str) -> Option<Reason> {
    let letter = usize::from(word.bytes().next()?.checked_sub(b'a')?);
    let with_letter = &WORDS[*STARTS.get(letter)?..*STARTS.get(letter + 1)?];
    let found = with_letter.iter().find(|(entry, _)| *entry == word)?;
    Some(found.1)
}

/// Where in [`WORDS`] the words of each letter of the alphabet start, and where the last ones end.
const STARTS: [usize; 27] = starts();

const fn starts() -> [usize; 27] {
    let mut starts = [WORDS.len(); 27];
    let mut index = WORDS.len();
    while index > 0 {
        index -= 1;
        let letter = WORDS[index].0.as_bytes()[0] - b'a';
        // Letters without words end where the next one's begin.
        let mut before = 0;
        while before <= letter as usize {
            starts[before] = index;
            before += 1;
        }
    }
    starts
}

/// The words of a class name: `related posts item` of `relatedPosts__item-2`.
pub(crate) struct ClassWords {
    /// The words, joined as `relatedpostsitem`.
    letters: String,
    /// Where each ends.
    ends: Vec<usize>,
}

impl ClassWords {
    /// Splits a class name.
    pub fn of(value: &str) -> Self {
        let mut words = Self {
            letters: String::with_capacity(value.len()),
            ends: Vec::new(),
        };
        let mut was_lower = false;
        for byte in value.bytes() {
            if !byte.is_ascii_alphabetic() || (byte.is_ascii_uppercase() && was_lower) {
                words.end();
            }
            if byte.is_ascii_alphabetic() {
                words.letters.push(char::from(byte.to_ascii_lowercase()));
            }
            was_lower = byte.is_ascii_lowercase();
        }
        words.end();
        words
    }

    fn end(&mut self) {
        if self.ends.last().copied().unwrap_or(0) < self.letters.len() {
            self.ends.push(self.letters.len());
        }
    }

    /// So many words that follow each other, joined.
    pub fn stretches(&self, count: usize) -> impl Iterator<Item = &str> {
        let starts = std::iter::once(&0).chain(&self.ends);
        let ends = self.ends.iter().skip(count - 1);
        starts
            .zip(ends)
            .map(|(&start, &end)| &self.letters[start..end])
    }
}

fn is_hidden(tree: &Tree, element: NodeId) -> bool {
    tree.known_attribute(element, &local_name!("hidden"))
        .is_some()
        || tree
            .known_attribute(element, &local_name!("style"))
            .is_some_and(|style| {
                let mut letters = style.bytes().filter(|byte| !byte.is_ascii_whitespace());
                contains(&mut letters, b"display:none")
            })
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

    #[test]
    fn splits_class_names() {
        let words = ClassWords::of("relatedPosts__item-2 NAV");
        assert!(words.stretches(1).eq(["related", "posts", "item", "nav"]));
        assert!(
            words
                .stretches(2)
                .eq(["relatedposts", "postsitem", "itemnav"])
        );
        assert_eq!(of_class("story-most-read"), Some(Reason::Related));
        assert_eq!(of_class("read-only"), None);
        assert_eq!(of_class(""), None);
    }

    #[test]
    fn finds_every_word() {
        for (word, reason) in WORDS {
            assert_eq!(of_class(word), Some(*reason), "{word}");
        }
    }

    #[test]
    fn knows_what_is_hidden() {
        let is_hidden = |style: &str| contains(&mut style.bytes(), b"display:none");
        assert!(is_hidden("color:red;DISPLAY:none"));
        assert!(is_hidden("displadisplay:none"));
        assert!(!is_hidden("display:non"));
    }
}
