use std::time::{Duration, Instant};

use copydesk_archive::{Error, Writer};

/// How many times as long as a commit the work before it takes at least: commits link all articles
/// anew, and so take longer as the archive grows.
const WORK: u32 = 10;

/// When to commit. What an archive holds in the end does not depend on it.
pub struct Pace {
    every: Duration,
    since: Instant,
}

impl Pace {
    /// A pace that commits after so much time.
    pub fn new(every: Duration) -> Self {
        Self {
            every,
            since: Instant::now(),
        }
    }

    /// Whether it is time to commit.
    pub fn is_due(&self) -> bool {
        self.since.elapsed() >= self.every
    }

    /// Commits, and counts from now on.
    pub fn commit(&mut self, writer: &mut Writer<'_>) -> Result<(), Error> {
        let begin = Instant::now();
        writer.commit()?;
        self.since = Instant::now();
        if !self.every.is_zero() {
            self.every = self.every.max(begin.elapsed() * WORK);
        }
        Ok(())
    }
}
