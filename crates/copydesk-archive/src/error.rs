use std::path::{Path, PathBuf};

/// Why an archive could not be read or written. Every message names the archive and what to do.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The directory, or a file of it, could not be opened, read or written.
    #[error("{}: {source}; check that the path exists and that you may read and write it", path.display())]
    Io {
        /// The file or directory.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// SQLite refused, or what it holds is damaged.
    #[error("the archive {}: {source}; run `copydesk check` on it", path.display())]
    Database {
        /// The archive's directory.
        path: PathBuf,
        /// What SQLite says.
        source: rusqlite::Error,
    },
    /// There is no room to write. What was committed is safe.
    #[error(
        "the archive {}: the disk is full; what was committed is safe: make room, then go on",
        path.display()
    )]
    Full {
        /// The archive's directory.
        path: PathBuf,
    },
    /// The archive may not be written. SQLite needs that for reading, too.
    #[error(
        "the archive {} cannot be written, which reading it needs, too; copy the directory to where you may write",
        path.display()
    )]
    ReadOnly {
        /// The archive's directory.
        path: PathBuf,
    },
    /// The full-text index could not be read or written. It holds nothing of its own.
    #[error(
        "the search index of the archive {}: {source}; delete its folder `index`, it is made anew",
        path.display()
    )]
    Index {
        /// The archive's directory.
        path: PathBuf,
        /// What tantivy says.
        source: tantivy::TantivyError,
    },
    /// The directory holds other things than an archive.
    #[error(
        "{}: the directory holds {found} and no archive; give a new or an empty directory",
        path.display()
    )]
    Foreign {
        /// The directory.
        path: PathBuf,
        /// The name of a file there.
        found: String,
    },
    /// `archive.sqlite` there was made by another program.
    #[error("{}: its archive.sqlite is no copydesk archive; give another directory", path.display())]
    NotAnArchive {
        /// The directory.
        path: PathBuf,
    },
    /// A later copydesk made the archive.
    #[error(
        "the archive {}: its form {found} is newer than this copydesk knows ({known}); use a newer copydesk",
        path.display()
    )]
    TooNew {
        /// The archive's directory.
        path: PathBuf,
        /// The version of its form.
        found: i64,
        /// The newest that this program reads.
        known: i64,
    },
    /// A page that the archive keeps cannot be read back.
    #[error("the archive {}: page {id} is damaged: {what}; take the page in again", path.display())]
    Damaged {
        /// The archive's directory.
        path: PathBuf,
        /// The page's id.
        id: String,
        /// What is wrong with it.
        what: String,
    },
    /// What an export's receiver could not write; its own message says what.
    #[error(transparent)]
    Output(#[from] std::io::Error),
}

impl Error {
    pub(crate) fn io(path: &Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Io {
            path: path.to_owned(),
            source,
        }
    }
}
