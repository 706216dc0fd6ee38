//! Open loop: messages are meant for fixed moments, evenly spread, whatever the server does. Each counts from
//! the moment it was meant for, so a stall shows in every message that it kept waiting.

use std::time::Duration;

use hdrhistogram::Histogram;

use super::{
    desk::Desk,
    pace::{TURN, WARM_UP, Within, nanos, wait_before},
};
use crate::bench::{
    BenchError,
    crowd::Heard,
    meter::{Meter, latencies},
    report::Run,
    stage::Stage,
};

/// Messages without an acknowledgement, past which the server is said not to keep up.
const UNDER_WAY_MAX: u64 = 50_000;
/// How long what was written may take to arrive when nobody writes any more.
const DRAIN: Duration = Duration::from_secs(10);

/// Plays it with so many conversations at so many messages a second in all, for so long.
///
/// # Errors
/// Where a connection is lost, or the server does not keep up at all.
pub(crate) fn play(
    stage: &Stage,
    conversations: usize,
    rate: u64,
    lasts: Duration,
) -> Result<Run, BenchError> {
    let mut desk = Desk::staffed(stage, conversations)?;
    let mut meter = Meter::new(conversations);
    let mut schedule = Schedule { begins: meter.now(), rate, next: 0, late: latencies() };
    let window = meter.measure_after(WARM_UP, lasts);
    schedule.play_until(&mut desk, &mut meter, window.start)?;
    let cost = Within::begin(stage);
    schedule.play_until(&mut desk, &mut meter, window.end)?;
    let cost = cost.end(stage);
    let deadline = window.end + nanos(DRAIN);
    while meter.under_way() && meter.now() < deadline {
        listen(&mut desk, &mut meter, TURN)?;
    }
    meter.give_up();

    let mut run = Run::default();
    run.times("end_to_end", meter.arrived.clone());
    run.times("ack", meter.acked.clone());
    run.figure("messages_per_second", "messages/s", meter.acked_within as f64 / lasts.as_secs_f64());
    let late = schedule.late.value_at_quantile(0.99);
    run.figure("load_late_p99", "ms", late as f64 / 1e6);
    cost.tell(&mut run, lasts);
    run.memory("server_memory", stage.resident_bytes());
    run.faults(&meter);
    Ok(run)
}

/// When which message is due.
struct Schedule {
    begins: u64,
    rate: u64,
    next: u64,
    /// How much later than meant the load itself was, in nanoseconds.
    late: Histogram<u64>,
}

impl Schedule {
    fn due(&self) -> u64 {
        let after = u128::from(self.next) * 1_000_000_000 / u128::from(self.rate.max(1));
        self.begins.saturating_add(u64::try_from(after).unwrap_or(u64::MAX))
    }

    fn play_until(&mut self, desk: &mut Desk, meter: &mut Meter, until: u64) -> Result<(), BenchError> {
        let conversations = desk.phrases.len() as u64;
        loop {
            let mut now = meter.now();
            while self.due() <= now {
                let (due, who) = (self.due(), (self.next % conversations) as usize);
                if due >= until {
                    return Ok(());
                }
                meter.send(&mut desk.crowd, who, &mut desk.phrases[who], due);
                self.next += 1;
                self.late.saturating_record(now - due);
                now = meter.now();
            }
            if meter.unanswered > UNDER_WAY_MAX {
                let rate = self.rate;
                return Err(BenchError::Lost(format!(
                    "the server does not keep up with {rate} messages/s; {UNDER_WAY_MAX} wait for it"
                )));
            }
            listen(desk, meter, wait_before(now, self.due()))?;
        }
    }
}

fn listen(desk: &mut Desk, meter: &mut Meter, wait: Duration) -> Result<(), BenchError> {
    let mut lost = None;
    desk.crowd.turn(wait, &mut |_, who, heard| match heard {
        Heard::Text(text) => _ = meter.hear(who, text),
        Heard::Gone(why) => lost = Some(why),
        Heard::In => {}
    })?;
    lost.map_or(Ok(()), |why| Err(BenchError::Lost(why)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_due_evenly_whatever_happened_before() {
        let mut schedule = Schedule { begins: 10, rate: 1000, next: 0, late: latencies() };
        assert_eq!(schedule.due(), 10);
        schedule.next = 3000;
        assert_eq!(schedule.due(), 3_000_000_010);
    }
}
