//! Fan-out: one conversation that many have open. Each message is followed until the last of them has it.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{
    desk::Desk,
    pace::{TURN, Within, nanos},
};
use crate::bench::{
    BenchError,
    crowd::{Heard, join, question},
    meter::latencies,
    phrase::{Ear, Said},
    report::Run,
    stage::Stage,
};

/// Agents who share the audience's sessions among them: many devices, few people.
const AGENTS: usize = 10;
/// Messages before anything is measured.
const WARM_UP: usize = 3;
/// How long a message may take until the last has it.
const ALL_WITHIN: Duration = Duration::from_secs(20);

/// Plays it with so many sessions in the audience, for so long.
///
/// # Errors
/// Where a connection is lost, or a message does not reach everybody.
pub(crate) fn play(stage: &Stage, audience: usize, lasts: Duration) -> Result<Run, BenchError> {
    let mut desk = Desk::of_customers(stage, 0..1)?;
    let first = desk.crowd.enter_all((0..audience).map(|session| stage.agent(session % AGENTS)).collect())?;
    let conversation = desk.conversations[0].as_str();
    let joins: Vec<(usize, Value)> =
        (first..first + audience).map(|who| (who, join(Some(conversation), None))).collect();
    desk.crowd.ask_all("join-chat", &joins)?;
    let watch = question("watch-conversations", &json!({ "conversationIds": [conversation] }), 900_000);
    for who in first..first + audience {
        desk.crowd.say(who, &watch);
    }
    let mut spread = Spread { ear: Ear::new(), began: Instant::now(), each: latencies(), all: latencies() };
    for _ in 0..WARM_UP {
        spread.one(&mut desk, audience)?;
    }
    (spread.each, spread.all) = (latencies(), latencies());
    let (begins, cost) = (Instant::now(), Within::begin(stage));
    while begins.elapsed() < lasts {
        spread.one(&mut desk, audience)?;
    }
    let (took, cost) = (begins.elapsed(), cost.end(stage));

    let mut run = Run::default();
    run.figure("deliveries_per_second", "events/s", spread.each.len() as f64 / took.as_secs_f64());
    run.times("delivered", spread.each);
    run.times("delivered_to_all", spread.all);
    cost.tell(&mut run, took);
    Ok(run)
}

struct Spread {
    ear: Ear,
    began: Instant,
    /// From a message's sending to each arrival.
    each: hdrhistogram::Histogram<u64>,
    /// From a message's sending to its last arrival.
    all: hdrhistogram::Histogram<u64>,
}

impl Spread {
    /// Sends one message and waits until it is acknowledged and everybody has it.
    fn one(&mut self, desk: &mut Desk, audience: usize) -> Result<(), BenchError> {
        let sent = nanos(self.began.elapsed());
        desk.crowd.say(0, desk.phrases[0].at(sent));
        let (mut arrived, mut acked, mut failed) = (0, false, None);
        while arrived < audience || !acked {
            desk.crowd.turn(TURN, &mut |_, _, heard| match heard {
                Heard::Text(text) => match self.ear.read(text) {
                    Said::Arrived(mark) if mark.moment == sent => {
                        arrived += 1;
                        self.each.saturating_record(nanos(self.began.elapsed()) - sent);
                    }
                    Said::Acked(_) => acked = true,
                    Said::Refused { .. } => failed = Some("the server refused a message".to_owned()),
                    Said::Arrived(_) | Said::Other => {}
                },
                Heard::Gone(why) => failed = Some(why),
                Heard::In => {}
            })?;
            let took = nanos(self.began.elapsed()) - sent;
            if took > nanos(ALL_WITHIN) {
                failed = Some(format!("a message had reached {arrived} of {audience}"));
            }
            if let Some(why) = failed {
                return Err(BenchError::Lost(why));
            }
        }
        self.all.saturating_record(nanos(self.began.elapsed()) - sent);
        Ok(())
    }
}
