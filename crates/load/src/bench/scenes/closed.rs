//! Closed loop: each customer writes, waits for the acknowledgement, and writes again.

use std::time::Duration;

use super::desk::Desk;
use crate::{
    bench::{BenchError, crowd::Heard, meter::Meter, phrase::Said, report::Run, stage::Stage},
    machine,
};

/// How long everybody writes before anything is measured.
const WARM_UP: Duration = Duration::from_secs(1);
/// How long what was written may take to arrive when nobody writes any more.
const DRAIN: Duration = Duration::from_secs(10);
/// How long one turn waits for news.
const TURN: Duration = Duration::from_millis(5);

/// Plays it with so many conversations, for so long.
///
/// # Errors
/// Where a connection is lost.
pub(crate) fn play(stage: &Stage, conversations: usize, lasts: Duration) -> Result<Run, BenchError> {
    let mut desk = Desk::staffed(stage, conversations)?;
    let mut meter = Meter::new(conversations);
    let from = meter.now() + nanos(WARM_UP);
    let until = from + nanos(lasts);
    meter.measure(from..until);
    for who in 0..conversations {
        let now = meter.now();
        desk.crowd.say(who, desk.phrases[who].at(now));
        meter.sent += 1;
    }
    let warm = |meter: &Meter| meter.now() < from;
    drive(&mut desk, &mut meter, until, warm)?;
    let (server, own) = (stage.processor_time(), machine::processor_time(std::process::id()));
    let measured = |meter: &Meter| meter.now() < until;
    drive(&mut desk, &mut meter, until, measured)?;
    let server = stage.processor_time().zip(server).map(|(after, before)| after - before);
    let own = machine::processor_time(std::process::id()).zip(own).map(|(after, before)| after - before);
    let deadline = until + nanos(DRAIN);
    let writing = |meter: &Meter| meter.under_way() && meter.now() < deadline;
    drive(&mut desk, &mut meter, until, writing)?;

    let seconds = lasts.as_secs_f64();
    let mut run = Run::default();
    run.figure("messages_per_second", "messages/s", meter.acked_within as f64 / seconds);
    run.times("ack", meter.acked.clone());
    run.times("end_to_end", meter.arrived.clone());
    run.share("server_busy", server, lasts);
    run.share("load_busy", own, lasts);
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
                if matches!(meter.hear(text), Said::Acked(_) | Said::Refused) {
                    let now = meter.now();
                    if now < until {
                        crowd.say(who, phrases[who].at(now));
                        meter.sent += 1;
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

fn nanos(time: Duration) -> u64 {
    u64::try_from(time.as_nanos()).unwrap_or(u64::MAX)
}
