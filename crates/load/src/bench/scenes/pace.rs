//! How long things take and what they cost, as several scenes need it.

use std::time::Duration;

use crate::{
    bench::{report::Run, stage::Stage},
    machine,
};

/// How long a scene plays before anything is measured.
pub(crate) const WARM_UP: Duration = Duration::from_secs(1);
/// How long one turn waits for news where nothing else is due.
pub(crate) const TURN: Duration = Duration::from_millis(5);
/// How long before something is due a load stays awake: the system's timers are about this coarse.
const AWAKE: Duration = Duration::from_millis(2);

/// Whole nanoseconds.
pub(crate) fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}

/// How long a turn may wait when something is due at a moment; not at all when it is soon.
pub(crate) fn wait_before(now: u64, due: u64) -> Duration {
    Duration::from_nanos(due.saturating_sub(now)).saturating_sub(AWAKE).min(TURN)
}

/// Processor time that server and load use while something is measured.
pub(crate) struct Within {
    server: Option<Duration>,
    load: Option<Duration>,
}

impl Within {
    /// From now on.
    pub(crate) fn begin(stage: &Stage) -> Self {
        Self { server: stage.processor_time(), load: machine::processor_time(std::process::id()) }
    }

    /// Until now.
    pub(crate) fn end(self, stage: &Stage) -> Self {
        let after = Self::begin(stage);
        let used = |before: Option<Duration>, after: Option<Duration>| Some(after?.saturating_sub(before?));
        Self { server: used(self.server, after.server), load: used(self.load, after.load) }
    }

    /// Notes both.
    pub(crate) fn tell(&self, run: &mut Run, lasts: Duration) {
        run.share("server_busy", self.server, lasts);
        run.share("load_busy", self.load, lasts);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_sleeps_through_what_is_due() {
        assert_eq!(wait_before(0, 1_000_000), Duration::ZERO);
        assert_eq!(wait_before(5, 0), Duration::ZERO);
        assert_eq!(wait_before(0, 4_000_000), Duration::from_millis(2));
        assert_eq!(wait_before(0, u64::MAX), TURN);
    }
}
