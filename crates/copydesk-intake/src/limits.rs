use std::io;

/// The largest page: the HTML standard as one page has 15 MB, and no article comes near it.
const PAGE_BYTES: u64 = 64 << 20;

/// How often its own size a compressed stream may grow to. Archives of pages grow 4 to 10 times,
/// logs and templates up to 100 times; deflate's bombs grow 1,000 times.
const EXPANSION: u64 = 200;

/// The largest feed. A feed holds the latest articles only, and it is read as a whole.
const FEED_BYTES: u64 = 16 << 20;

/// How deep folders may nest: deeper than any site's paths, and far from the longest path name.
const FOLDER_DEPTH: usize = 64;

/// What is too large to be taken in. Over a limit, an input becomes a failed item with the code
/// `too_large`, and the run goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most bytes of one page, one picture or one JSON line, raw and expanded.
    pub page_bytes: u64,
    /// How many times its compressed size a stream may grow to, once it is larger than one page
    /// may be.
    pub expansion: u64,
    /// The most bytes of one feed.
    pub feed_bytes: u64,
    /// How deep the folders under a path may nest.
    pub folder_depth: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            page_bytes: PAGE_BYTES,
            expansion: EXPANSION,
            feed_bytes: FEED_BYTES,
            folder_depth: FOLDER_DEPTH,
        }
    }
}

impl Limits {
    /// Refuses a stream of which `used` bytes expand to `made`.
    ///
    /// # Errors
    /// `FileTooLarge` when that is too many times as much.
    pub(crate) fn check_expansion(&self, used: u64, made: u64) -> io::Result<()> {
        if made > self.page_bytes && made > used.saturating_mul(self.expansion) {
            let times = self.expansion;
            let message = format!("it expands to more than {times} times its compressed size");
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
        }
        Ok(())
    }
}
