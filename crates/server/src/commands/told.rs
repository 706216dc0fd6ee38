//! Saying how far something has come, on standard error and not too often.

use std::time::{Duration, Instant};

use deskbell_store::{Progress, Stage};

/// Between two lines.
const EVERY: Duration = Duration::from_secs(2);

/// What has been said.
#[derive(Debug)]
pub struct Told {
    last: Instant,
}

impl Default for Told {
    fn default() -> Self {
        Self { last: Instant::now() }
    }
}

impl Told {
    /// Says how much of something is done, where it is time to.
    pub fn tell(&mut self, what: &str, done: u64, total: u64) {
        if self.last.elapsed() < EVERY {
            return;
        }
        self.last = Instant::now();
        match (done * 100).checked_div(total) {
            Some(percent) => eprintln!("{what}: {percent} %"),
            None => eprintln!("{what} …"),
        }
    }

    /// The same of a walk over a store.
    pub fn progress(&mut self, progress: Progress) {
        self.walk("", progress);
    }

    /// The same of one walk among others; `before` says which.
    pub fn walk(&mut self, before: &str, progress: Progress) {
        let what = match progress.stage {
            Stage::File => "file",
            Stage::Records => "records",
            Stage::Timelines => "timelines",
            Stage::Checkpoints => "checkpoints",
            Stage::Feed => "feed",
        };
        self.tell(&format!("{before}{what}"), progress.done, progress.total);
    }
}

/// A size as people read it.
pub fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / f64::from(1 << 20))
}
