use copydesk_archive::{Added, Archive, Error, Kept, Writer};
use copydesk_extract::{Options, Profile};
use copydesk_record::Article;

use crate::pace::Pace;
use crate::{Work, clean, ordered};

/// What came of cleaning an archive's pages again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Recleaned {
    /// Pages read.
    pub pages: usize,
    /// Of them, those that have another record now.
    pub changed: usize,
    /// Pages that could not be read back, each with its reason. They are as they were.
    pub damaged: Vec<String>,
}

/// Makes the records of an archive's pages anew, by today's rules. The pages keep their ids and their
/// bytes, and stay versions of the same articles.
///
/// There is a commit from time to time; when it is killed, some records are new and the others old,
/// and doing it again makes them all new. At the end all articles are linked anew. `progress` is told
/// after each page.
///
/// # Errors
/// When the archive cannot be read at all, or not be written.
pub fn reclean(
    archive: &Archive,
    work: Work<'_>,
    mut progress: impl FnMut(&Recleaned),
) -> Result<Recleaned, Error> {
    let mut writer = archive.writer()?;
    let mut pace = Pace::new(work.commit_every);
    let mut came = Recleaned::default();
    let mut outcome = Ok(());
    ordered(
        archive.kept()?,
        work.jobs,
        |kept| kept.as_ref().map_or(0, |kept| kept.page.bytes.len()),
        |kept| kept.map(|kept| anew(kept, work.profile)),
        |record| {
            outcome = came.keep(record, &mut writer);
            if outcome.is_ok() && pace.is_due() {
                outcome = pace.commit(&mut writer);
            }
            progress(&came);
            outcome.is_ok()
        },
    );
    outcome?;
    writer.link_anew()?;
    writer.commit()?;
    Ok(came)
}

/// A page's new record. An input that gave no bytes has nothing that it could be made from.
fn anew(kept: Kept, profile: Option<&Profile>) -> Article {
    if kept.page.bytes.is_empty() {
        return kept.record;
    }
    let proof = true;
    clean(&kept.page, Options { proof, profile })
}

impl Recleaned {
    fn keep(
        &mut self,
        record: Result<Article, Error>,
        writer: &mut Writer<'_>,
    ) -> Result<(), Error> {
        self.pages += 1;
        match record {
            Ok(record) => self.changed += usize::from(writer.replace(&record)? == Added::New),
            Err(damage @ Error::Damaged { .. }) => self.damaged.push(damage.to_string()),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}
