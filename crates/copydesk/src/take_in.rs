use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::Duration;

use copydesk_archive::{Added, Archive, Writer};
use copydesk_extract::{Options, Profile, balances, refused};
use copydesk_intake::{Item, Limits, Picture};
use copydesk_record::{Article, Kind, Page, Reason};

use crate::pace::Pace;
use crate::{clean, ordered};

/// What came of taking pages in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Pages read, refused ones included.
    pub pages: usize,
    /// Of them, those that are in the archive for good: it was committed after they were read.
    pub safe: usize,
    /// Of them, those that the archive did not have yet.
    pub new: usize,
    /// Articles among the pages.
    pub articles: usize,
    /// Pictures read.
    pub pictures: usize,
    /// Inputs that are no pages, by why.
    pub skipped: BTreeMap<&'static str, usize>,
    /// Passages removed, by reason.
    pub removed: BTreeMap<Reason, usize>,
    /// Characters repaired, and of these the lost ones.
    pub repaired: (usize, usize),
    /// Pages that could not be used.
    pub refused: Vec<Refused>,
    /// Pages whose accounts do not name each text run exactly once.
    pub unbalanced: Vec<String>,
}

/// An input that could not be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Where it came from.
    pub source: String,
    /// Why, in a person's words.
    pub why: String,
}

/// Why pages could not be taken in.
pub type TakeInError = copydesk_archive::Error;

/// How pages are taken in or made anew.
#[derive(Clone, Copy, Debug)]
pub struct Work<'a> {
    /// Threads to clean with.
    pub jobs: usize,
    /// What repeats on the pages' sites, if that is known.
    pub profile: Option<&'a Profile>,
    /// How much work may be lost when the program is killed. Longer, where a commit itself takes long.
    pub commit_every: Duration,
}

/// Takes pages into an archive, with a commit from time to time: on an error, what was committed
/// stays.
///
/// A page that cannot be used does not stop the others; it is kept with its error and named in the
/// tally. `progress` is told after each page and each commit.
///
/// # Errors
/// When the archive cannot be written.
pub fn take_in(
    paths: &[PathBuf],
    archive: &Archive,
    work: Work<'_>,
    mut progress: impl FnMut(&Tally),
) -> Result<Tally, TakeInError> {
    let mut writer = archive.writer()?;
    let mut pace = Pace::new(work.commit_every);
    let mut tally = Tally::default();
    let mut outcome = Ok(());
    ordered(
        copydesk_intake::items(paths, Limits::default()),
        work.jobs,
        |item| item.bytes().len(),
        |item| prepare(item, work.profile),
        |prepared| {
            outcome = keep(prepared, &mut writer, &mut tally);
            progress(&tally);
            if outcome.is_ok() && pace.is_due() {
                outcome = pace.commit(&mut writer);
                tally.safe = if outcome.is_ok() {
                    tally.pages
                } else {
                    tally.safe
                };
                progress(&tally);
            }
            outcome.is_ok()
        },
    );
    outcome?;
    writer.commit()?;
    tally.safe = tally.pages;
    progress(&tally);
    Ok(tally)
}

enum Prepared {
    Page(Box<(Page, Article, bool)>),
    Picture(Picture),
    Skipped(&'static str),
}

fn prepare(item: Item, profile: Option<&Profile>) -> Prepared {
    match item {
        Item::Page(page) => {
            let proof = true;
            let article = clean(&page, Options { proof, profile });
            let balances = balances(&page, &article);
            Prepared::Page(Box::new((page, article, balances)))
        }
        Item::Picture(picture) => Prepared::Picture(picture),
        Item::Skipped(skipped) => Prepared::Skipped(skipped.why),
        Item::Failed(failed) => {
            let page = Page {
                source: failed.source,
                url: failed.url,
                ..Page::default()
            };
            let article = refused(&page, failed.error);
            Prepared::Page(Box::new((page, article, true)))
        }
    }
}

fn keep(prepared: Prepared, writer: &mut Writer<'_>, tally: &mut Tally) -> Result<(), TakeInError> {
    match prepared {
        Prepared::Page(prepared) => {
            let (page, article, balances) = *prepared;
            tally.count(&article, balances);
            tally.new += usize::from(writer.add(&page, &article)? == Added::New);
        }
        Prepared::Picture(picture) => {
            tally.pictures += 1;
            writer.add_picture(
                &picture.source,
                picture.url.as_deref(),
                &picture.media_type,
                &picture.bytes,
            )?;
        }
        Prepared::Skipped(why) => *tally.skipped.entry(why).or_default() += 1,
    }
    Ok(())
}

impl Tally {
    fn count(&mut self, article: &Article, balances: bool) {
        self.pages += 1;
        if let Some(error) = &article.error {
            self.refused.push(Refused {
                source: article.source.clone(),
                why: error.to_string(),
            });
            return;
        }
        self.articles += usize::from(matches!(article.kind, Kind::Article | Kind::Live));
        for removal in article.removed.iter().flatten() {
            *self.removed.entry(removal.reason).or_default() += 1;
        }
        for repair in article.repairs.iter().flatten() {
            self.repaired.0 += repair.after.chars().count();
            self.repaired.1 += repair.lost;
        }
        if !balances {
            self.unbalanced.push(article.source.clone());
        }
    }
}
