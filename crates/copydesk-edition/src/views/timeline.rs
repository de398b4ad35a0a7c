use askama::Template;
use copydesk_archive::{Archive, Filter};

use super::Frame;
use super::story::{Story, stories};
use crate::edition::LocalEdition;
use crate::feeds::Topic;
use crate::words::Words;
use crate::{Error, addresses};

/// The articles of a story that are shown: more are a topic, and its beginning and end say enough.
const MOST: usize = 500;

/// How many articles of its story an article's page shows before and after it.
const AROUND: usize = 3;

/// A story: the articles of one event in the order of time.
#[derive(Template)]
#[template(path = "timeline.html")]
pub(crate) struct TimelinePage {
    frame: Frame,
    count: String,
    stories: Vec<Story>,
}

/// What came before and after an article in its story.
#[derive(Default)]
pub(crate) struct Timeline {
    /// In the order of time, the article itself among them.
    pub stories: Vec<Moment>,
    /// Where the whole story is, and how much it is, in words.
    pub whole: Option<super::Way>,
}

/// An article of a story.
pub(crate) struct Moment {
    pub story: Story,
    /// Whether it is the one that is read.
    pub is_here: bool,
}

impl TimelinePage {
    /// The story with this name; `None` when no articles tell it.
    pub(crate) fn load(edition: &LocalEdition, name: &str) -> Result<Option<Self>, Error> {
        let stories = told(&edition.archive, name, edition.words)?;
        let Some(first) = stories.first() else {
            return Ok(None);
        };
        let frame = Frame {
            topic: Some(Topic::story(name)),
            ..edition.frame(&first.title)?
        };
        let count = edition.words.count(stories.len(), "story|stories");
        Ok(Some(Self {
            frame,
            count,
            stories,
        }))
    }
}

impl Timeline {
    /// What the archive has around the article with this id; empty when it is alone.
    pub(crate) fn load(
        archive: &Archive,
        name: &str,
        id: &str,
        words: Words,
    ) -> Result<Self, Error> {
        let stories = told(archive, name, words)?;
        let here = addresses::article(id);
        let place = stories.iter().position(|story| story.href == here);
        let Some(place) = place.filter(|_| stories.len() > 1) else {
            return Ok(Self::default());
        };
        let count = words.count(stories.len(), "story|stories");
        let whole = words.fill("The whole story: {}", &[&count]);
        let around = place.saturating_sub(AROUND)..=place + AROUND;
        let moments = stories.into_iter().enumerate();
        let moments = moments.filter(|(at, _)| around.contains(at));
        Ok(Self {
            stories: moments
                .map(|(at, story)| Moment {
                    story,
                    is_here: at == place,
                })
                .collect(),
            whole: Some(super::Way::own(whole, addresses::story(name))),
        })
    }
}

impl Timeline {
    /// Whether an article is shown in it.
    pub(crate) fn has(&self, id: &str) -> bool {
        let href = addresses::article(id);
        self.stories.iter().any(|moment| moment.story.href == href)
    }
}

/// The articles of a story, the earliest first.
fn told(archive: &Archive, name: &str, words: Words) -> Result<Vec<Story>, Error> {
    let mut summaries = archive.articles(&Filter {
        story: Some(name.to_owned()),
        limit: MOST,
        ..Filter::default()
    })?;
    summaries.reverse();
    Ok(stories(summaries, words))
}
