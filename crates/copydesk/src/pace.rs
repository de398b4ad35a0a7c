use std::time::{Duration, Instant};

use copydesk_archive::{Error, Writer};

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
        writer.commit()?;
        self.since = Instant::now();
        Ok(())
    }
}
