//! Reconnect storm: everybody is cut at once, comes back at once, and asks for what they missed.

use std::time::{Duration, Instant};

use serde_json::json;

use super::desk::Desk;
use crate::bench::{
    BenchError,
    crowd::{Heard, question},
    meter::latencies,
    report::Run,
    stage::Stage,
};

/// How long everybody may take to be back.
const BACK_WITHIN: Duration = Duration::from_secs(60);
/// How long somebody whom the server sends away stays away.
const STAYS_AWAY: Duration = Duration::from_millis(100);
/// How long one turn waits for news.
const TURN: Duration = Duration::from_millis(1);
/// The number of the question by which somebody joins again.
const NUMBER: u64 = 800_000;

/// Plays it with so many connections. Each lacks its newest entry when it is back.
///
/// # Errors
/// Where somebody is not back in time.
pub(crate) fn play(stage: &Stage, connections: usize) -> Result<Run, BenchError> {
    let mut desk = Desk::of_customers(stage, 0..connections)?;
    let joins: Vec<Vec<u8>> = desk.conversations.iter().zip(&desk.heads).map(rejoin).collect();
    let mut storm =
        Storm { began: Instant::now(), back: 0, sent_away: Vec::new(), turned_away: 0, unsynced: 0 };
    let mut times = latencies();
    for who in 0..connections {
        desk.crowd.cut(who);
    }
    storm.began = Instant::now();
    for who in 0..connections {
        desk.crowd.back(who)?;
    }
    while storm.back < connections {
        desk.crowd.turn(TURN, &mut |crowd, who, heard| match heard {
            Heard::In => crowd.say(who, &joins[who]),
            Heard::Text(text) if is_answer(text) => {
                storm.back += 1;
                storm.unsynced += u64::from(!has_history(text));
                times.saturating_record(super::pace::nanos(storm.began.elapsed()));
            }
            Heard::Text(_) => {}
            Heard::Gone(_) => {
                storm.turned_away += 1;
                storm.sent_away.push((Instant::now() + STAYS_AWAY, who));
            }
        })?;
        storm.return_those_due(&mut desk)?;
        if storm.began.elapsed() > BACK_WITHIN {
            let missing = connections - storm.back;
            let sentence = format!("{missing} were not back within {} s", BACK_WITHIN.as_secs());
            return Err(BenchError::Lost(sentence));
        }
    }
    let all_back = storm.began.elapsed();

    let mut run = Run::default();
    run.figure("all_back", "ms", all_back.as_secs_f64() * 1e3);
    run.times("back", times);
    run.figure("turned_away", "connections", storm.turned_away as f64);
    run.figure("unsynced", "connections", storm.unsynced as f64);
    run.memory("server_memory", stage.resident_bytes());
    Ok(run)
}

struct Storm {
    began: Instant,
    back: usize,
    /// Who was sent away, and when they return.
    sent_away: Vec<(Instant, usize)>,
    /// How often anybody was sent away or cut.
    turned_away: u64,
    /// Who was let in and did not get what they had missed.
    unsynced: u64,
}

impl Storm {
    fn return_those_due(&mut self, desk: &mut Desk) -> Result<(), BenchError> {
        let now = Instant::now();
        let (due, later) = self.sent_away.drain(..).partition(|(when, _)| *when <= now);
        self.sent_away = later;
        let due: Vec<(Instant, usize)> = due;
        for (_, who) in due {
            desk.crowd.back(who)?;
        }
        Ok(())
    }
}

fn rejoin((conversation, head): (&String, &u64)) -> Vec<u8> {
    let payload = json!({ "conversationId": conversation, "afterSeq": head.saturating_sub(1) });
    question("join-chat", &payload, NUMBER)
}

fn is_answer(text: &[u8]) -> bool {
    text.starts_with(format!("43/chat,{NUMBER}[").as_bytes())
}

fn has_history(text: &[u8]) -> bool {
    memchr::memmem::find(text, super::desk::FIRST_CLIENT_ID.as_bytes()).is_some()
}
