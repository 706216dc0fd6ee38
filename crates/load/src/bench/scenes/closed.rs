//! Closed loop: each customer writes, waits for the acknowledgement, and writes again.

use std::time::Duration;

use super::{
    desk::Desk,
    pace::{TURN, WARM_UP, Within, nanos},
};
use crate::bench::{BenchError, crowd::Heard, meter::Meter, phrase::Said, report::Run, stage::Stage};

/// How long what was written may take to arrive when nobody writes any more.
const DRAIN: Duration = Duration::from_secs(10);

/// Plays it with so many conversations, for so long.
///
/// # Errors
/// Where a connection is lost.
pub(crate) fn play(stage: &Stage, conversations: usize, lasts: Duration) -> Result<Run, BenchError> {
    let mut desk = Desk::staffed(stage, conversations)?;
    let mut meter = Meter::new(conversations);
    let window = meter.measure_after(WARM_UP, lasts);
    let until = window.end;
    for who in 0..conversations {
        let now = meter.now();
        meter.send(&mut desk.crowd, who, &mut desk.phrases[who], now);
    }
    drive(&mut desk, &mut meter, until, |meter| meter.now() < window.start)?;
    let cost = Within::begin(stage);
    drive(&mut desk, &mut meter, until, |meter| meter.now() < until)?;
    let cost = cost.end(stage);
    let deadline = until + nanos(DRAIN);
    let writing = |meter: &Meter| meter.under_way() && meter.now() < deadline;
    drive(&mut desk, &mut meter, until, writing)?;
    meter.give_up();

    let seconds = lasts.as_secs_f64();
    let mut run = Run::default();
    run.figure("messages_per_second", "messages/s", meter.acked_within as f64 / seconds);
    run.times("ack", meter.acked.clone());
    run.times("end_to_end", meter.arrived.clone());
    cost.tell(&mut run, lasts);
    run.memory("server_memory", stage.resident_bytes());
    run.faults(&meter);
    Ok(run)
}

/// Lets everybody act for as long as it holds. Who was answered writes again, until the end of the measured time.
fn drive(
    desk: &mut Desk,
    meter: &mut Meter,
    until: u64,
    holds: impl Fn(&Meter) -> bool,
) -> Result<(), BenchError> {
    let Desk { crowd, phrases, .. } = desk;
    let mut lost = None;
    while holds(meter) {
        crowd.turn(TURN, &mut |crowd, who, heard| match heard {
            Heard::Text(text) => {
                if matches!(meter.hear(who, text), Said::Acked(_) | Said::Refused { .. }) {
                    let now = meter.now();
                    if now < until {
                        meter.send(crowd, who, &mut phrases[who], now);
                    }
                }
            }
            Heard::Gone(why) => lost = Some(why),
            Heard::In => {}
        })?;
        if let Some(why) = lost.take() {
            return Err(BenchError::Lost(why));
        }
    }
    Ok(())
}
