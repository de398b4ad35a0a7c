//! The line on a terminal that says how far a run is.

use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use copydesk::intake::BytesRead;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often the line is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// Before that much time the speed says nothing of the time left.
const WARM_UP: Duration = Duration::from_secs(2);

/// How far a run is.
pub struct Progress {
    bar: ProgressBar,
    read: BytesRead,
    state: State,
    started: Instant,
    drawn: Option<Instant>,
}

/// What the line tells.
#[derive(Clone, Copy, Default)]
struct State {
    pages: u64,
    errors: u64,
    elapsed: Duration,
    /// Bytes of the inputs that were done before, that are done now, and all, where that is known.
    before: u64,
    read: u64,
    total: Option<u64>,
}

impl Progress {
    /// A line on standard error, or none. `total` is the inputs' bytes, `errors` those of a run
    /// before this one.
    pub fn new(is_shown: bool, read: BytesRead, total: Option<u64>, errors: u64) -> Self {
        let target = if is_shown {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{msg}") {
            bar.set_style(style);
        }
        let before = read.load(Ordering::Relaxed);
        let state = State {
            errors,
            before,
            total,
            ..State::default()
        };
        Self {
            bar,
            read,
            state,
            started: Instant::now(),
            drawn: None,
        }
    }

    /// Counts a page.
    pub fn page(&mut self) {
        self.state.pages += 1;
        if self.drawn.is_none_or(|drawn| drawn.elapsed() >= TICK) && !self.bar.is_hidden() {
            self.drawn = Some(Instant::now());
            self.state.elapsed = self.started.elapsed();
            self.state.read = self.read.load(Ordering::Relaxed);
            self.bar.set_message(self.state.line());
        }
    }

    /// Tells of an input that could not be used.
    pub fn error(&mut self, message: &str) {
        self.state.errors += 1;
        self.bar.suspend(|| eprintln!("copydesk: {message}"));
    }

    /// Takes the line away.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}

impl State {
    fn line(&self) -> String {
        let seconds = self.elapsed.as_secs_f64().max(0.001);
        let read = self.read.saturating_sub(self.before) as f64;
        let mut line = format!(
            "{} pages, {:.0} pages/s, {:.1} MB/s",
            self.pages,
            self.pages as f64 / seconds,
            read / seconds / 1e6
        );
        if let Some(total) = self.total.filter(|total| *total > 0) {
            let share = self.read.min(total) as f64 / total as f64;
            line += &format!(", {:.0} % done", share * 100.0);
            if self.elapsed >= WARM_UP && read > 0.0 {
                let left = total.saturating_sub(self.read) as f64 * seconds / read;
                line += &format!(", {} left", clock(left as u64));
            }
        }
        if self.errors > 0 {
            line += &format!(", {} could not be used", self.errors);
        }
        line
    }
}

/// Minutes and seconds, with hours where there are any.
fn clock(seconds: u64) -> String {
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes}:{seconds:02}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HALF: State = State {
        pages: 500,
        errors: 0,
        elapsed: Duration::from_secs(5),
        before: 0,
        read: 50_000_000,
        total: Some(100_000_000),
    };

    #[test]
    fn speeds_share_and_time_left() {
        assert_eq!(
            HALF.line(),
            "500 pages, 100 pages/s, 10.0 MB/s, 50 % done, 0:05 left"
        );
        let failing = State {
            errors: 3,
            total: None,
            ..HALF
        };
        assert_eq!(
            failing.line(),
            "500 pages, 100 pages/s, 10.0 MB/s, 3 could not be used"
        );
    }

    #[test]
    fn what_was_done_before_is_no_speed() {
        let resumed = State {
            before: 40_000_000,
            ..HALF
        };
        assert_eq!(
            resumed.line(),
            "500 pages, 100 pages/s, 2.0 MB/s, 50 % done, 0:25 left"
        );
    }

    #[test]
    fn nothing_is_told_of_nothing() {
        let started = State {
            pages: 1,
            elapsed: Duration::ZERO,
            read: 0,
            total: Some(0),
            ..HALF
        };
        assert_eq!(started.line(), "1 pages, 1000 pages/s, 0.0 MB/s");
        let early = State {
            elapsed: Duration::from_secs(1),
            ..HALF
        };
        assert_eq!(early.line(), "500 pages, 500 pages/s, 50.0 MB/s, 50 % done");
    }

    #[test]
    fn times_read_as_clocks_do() {
        assert_eq!(
            [clock(9), clock(610), clock(36_061)],
            ["0:09", "10:10", "10:01:01"]
        );
    }
}
