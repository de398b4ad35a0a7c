use askama::Template;

use super::{Frame, Way};
use crate::addresses;
use crate::words::Words;

/// A page that says only that something is not there.
#[derive(Template)]
#[template(path = "notice.html")]
pub(crate) struct NoticePage {
    frame: Frame,
    text: &'static str,
    search: Option<Way>,
}

impl NoticePage {
    /// There is no such page; its address has these words.
    pub(crate) fn missing(frame: Frame, words: &str) -> Self {
        let search = || addresses::numbered("/search", Some(words), 1);
        let text = frame.say("There is nothing at this address. It may have been mistyped, or the article may be in another edition.");
        Self {
            frame: Frame {
                title: frame.say("Not found").to_owned(),
                ..frame
            },
            text,
            search: (!words.is_empty()).then(|| Way::own(words, search())),
        }
    }

    /// The page cannot be shown now.
    pub(crate) fn broken(frame: Frame) -> Self {
        let text = frame.say("This page could not be made. The server's log says why; `copydesk check` finds out whether the archive is sound.");
        Self {
            frame: Frame {
                title: frame.say("Something went wrong").to_owned(),
                ..frame
            },
            text,
            search: None,
        }
    }
}

/// What readers see while the pages are being taken in.
#[derive(Template)]
#[template(path = "progress.html")]
pub(crate) struct ProgressPage {
    words: Words,
    title: String,
}

impl ProgressPage {
    /// After so many pages.
    pub(crate) fn new(pages: usize, words: Words) -> Self {
        Self {
            title: words.fill("{} read so far", &[&words.count(pages, "page|pages")]),
            words,
        }
    }
}
