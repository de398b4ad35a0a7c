//! The edition as static files: what the server answers, each answer a file.
//!
//! The server is asked in this process, for the front page, what that leads to and so on, and for every
//! article; in each answer the edition's addresses become the ways to the files ([`names`], [`rewrite`]).
//! Only searching is done otherwise: [`search`] has an index of its own for it.

mod folder;
mod names;
mod redirects;
mod rewrite;
mod search;
mod site;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use askama::Template;
use copydesk_archive::Archive;

use crate::edition::LocalEdition;
use crate::views::NoticePage;
use crate::words::Words;
use crate::{Edition, Error};
use folder::{Folder, Stored};
use rewrite::{Policies, Rewriter};
use site::Site;
use walk::Walk;

/// By this name static hosts know the page for addresses that have no file: GitHub Pages, GitLab Pages,
/// Netlify, Cloudflare Pages and others.
const MISSING: &str = "404.html";

/// How an edition is published.
pub struct Publication<'a> {
    /// The folder for the files; made when it is not there.
    pub out: &'a Path,
    /// The address that the folder will have on the web. Feeds and the sitemap need it, and are left out
    /// without it.
    pub base: Option<&'a str>,
    /// The language of the edition's own words: a BCP 47 tag, English where the edition lacks it.
    pub language: &'a str,
    /// How many pages are made at a time; the files are the same with any number.
    pub jobs: usize,
}

/// What publishing came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Published {
    /// How many files the edition has.
    pub files: usize,
    /// How many of them had to be written.
    pub written: usize,
    /// How many files of an earlier edition were deleted.
    pub deleted: usize,
    /// The addresses that could not be published, and why.
    pub failed: Vec<String>,
}

/// Why an edition could not be published.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// A file could not be read or written.
    #[error("{path}: {error}")]
    File {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Somebody else's file is in the way.
    #[error(
        "{0} is no file of an edition that was published here; move it away, or choose another folder"
    )]
    Foreign(PathBuf),
    /// Another run works on the same folder.
    #[error("another run publishes into {0}; wait for its end, or choose another folder")]
    Busy(PathBuf),
    /// The archive could not be read, or a page not be made.
    #[error(transparent)]
    Edition(#[from] Error),
}

impl PublishError {
    fn file(path: &Path, error: std::io::Error) -> Self {
        let path = path.to_owned();
        Self::File { path, error }
    }
}

impl From<copydesk_archive::Error> for PublishError {
    fn from(error: copydesk_archive::Error) -> Self {
        Self::Edition(error.into())
    }
}

/// Publishes an archive's edition. `told` is called for each page with its size in bytes.
///
/// Files that are as they must be are left alone, those that the edition has no longer are deleted, and
/// files of others stay. What is written depends on the archive and on `publication` only. A run that is
/// broken off leaves whole files; the next one goes on.
///
/// # Errors
/// When the archive cannot be read or the folder not be written. A page that cannot be made is no error;
/// [`Published::failed`] names it, and its file stays as an earlier run left it.
pub async fn publish(
    archive: Arc<Archive>,
    publication: &Publication<'_>,
    told: &mut (dyn FnMut(u64) + Send),
) -> Result<Published, PublishError> {
    let out = publication.out.to_owned();
    let folder = blocking(move || Folder::open(&out)).await?;
    let site = Arc::new(Site::new(Arc::clone(&archive), publication.base));
    let edition = Edition::new(archive);
    let edition = Arc::new(match publication.base {
        Some(_) => edition,
        None => edition.without_feeds(),
    });
    let mut files = Files::new(folder);
    let walk = Walk::new(Arc::clone(&edition), Arc::clone(&site), publication);
    let failed = walk.publish(&mut files, told).await?;
    let edition = LocalEdition::new(edition, Words::preferred(publication.language));
    blocking(move || {
        search::publish(&edition, &site, &mut files)?;
        write_missing(&edition, &site, &mut files)?;
        redirects::publish(&edition.archive, &site, &mut files)?;
        files.finish(failed)
    })
    .await
}

/// Writes what static hosts answer with where there is no file: the page that says so.
fn write_missing(
    edition: &LocalEdition,
    site: &Site,
    files: &mut Files,
) -> Result<(), PublishError> {
    let page = NoticePage::missing(edition.frame("")?, "");
    let page = page.render().map_err(Error::from)?;
    let page = Rewriter::anywhere(site).html(&page, &Policies::default());
    files.write(MISSING.to_owned(), page.as_bytes())
}

/// The files of the edition so far.
struct Files {
    folder: Arc<Folder>,
    digests: BTreeMap<String, String>,
    written: usize,
}

impl Files {
    fn new(folder: Folder) -> Self {
        Self {
            folder: Arc::new(folder),
            digests: BTreeMap::new(),
            written: 0,
        }
    }

    /// Makes a file.
    fn write(&mut self, file: String, bytes: &[u8]) -> Result<(), PublishError> {
        let stored = self.folder.write(&file, bytes)?;
        self.add(file, stored);
        Ok(())
    }

    /// Takes up a file that is made.
    fn add(&mut self, file: String, stored: Stored) {
        self.written += usize::from(stored.is_new);
        self.digests.insert(file, stored.digest);
    }

    /// Leaves a file that cannot be made as it is.
    fn keep(&mut self, file: String) {
        if let Some(digest) = self.folder.kept(&file) {
            self.digests.insert(file, digest);
        }
    }

    fn finish(self, failed: Vec<String>) -> Result<Published, PublishError> {
        Ok(Published {
            deleted: self.folder.finish(&self.digests)?,
            files: self.digests.len(),
            written: self.written,
            failed,
        })
    }
}

/// Does what waits for the disk on a thread of its own.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, PublishError> + Send + 'static,
) -> Result<T, PublishError> {
    tokio::task::spawn_blocking(work)
        .await
        .map_err(Error::Interrupted)?
}
