use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};

use crate::Edition;

/// How far the taking in of pages is, shared between the thread that does it and [`serve`](crate::serve).
///
/// Until [`finish`](Self::finish) every address is answered with 503 and a page that shows the count.
#[derive(Default)]
pub struct Progress {
    pages: AtomicUsize,
    edition: OnceLock<Arc<Edition>>,
}

impl Progress {
    /// Nothing taken in yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Tells readers how many pages have been read so far.
    pub fn set_pages(&self, pages: usize) {
        self.pages.store(pages, Ordering::Relaxed);
    }

    /// How many pages have been read so far.
    #[must_use]
    pub fn pages(&self) -> usize {
        self.pages.load(Ordering::Relaxed)
    }

    /// Opens the edition to readers. The first edition stays; a second call changes nothing.
    pub fn finish(&self, edition: Edition) {
        self.edition.get_or_init(|| Arc::new(edition));
    }

    pub(crate) fn edition(&self) -> Option<Arc<Edition>> {
        self.edition.get().cloned()
    }
}

impl From<Edition> for Progress {
    /// An edition that is complete from the start.
    fn from(edition: Edition) -> Self {
        Self::from(Arc::new(edition))
    }
}

impl From<Arc<Edition>> for Progress {
    fn from(edition: Arc<Edition>) -> Self {
        Self {
            pages: AtomicUsize::default(),
            edition: OnceLock::from(edition),
        }
    }
}
