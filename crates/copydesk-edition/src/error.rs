/// Why a page of the edition could not be made.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The archive could not be read.
    #[error(transparent)]
    Archive(#[from] copydesk_archive::Error),
    /// The page's template could not be filled in.
    #[error("the page could not be written: {0}; this is a fault of copydesk, please report it")]
    Template(#[from] askama::Error),
    /// The making of the page was broken off.
    #[error("the page was not finished: {0}; ask for it again")]
    Interrupted(tokio::task::JoinError),
}
