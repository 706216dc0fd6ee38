//! Somebody who writes: in bursts, not waiting for answers, sending again what was not acknowledged and now and
//! then what was, on a line that they cut at the worst moments.

use std::{collections::HashMap, sync::Arc, time::Duration};

use rand::{RngExt, rngs::StdRng, seq::IteratorRandom};
use serde_json::json;
use tokio::time::{Instant, sleep_until, timeout};

use super::{
    TortureError,
    record::{Intent, Kind, Text, Writer},
    stage::{Phase, Stage},
    wire::{Answer, Heard, ask, hear},
};
use crate::{
    socketio::{Gone, Line},
    token::{Mint, Role},
};

/// Messages of one burst at most, sent without waiting for an answer.
const BURST_MAX: usize = 5;
/// Between two bursts at most, in milliseconds.
const PAUSE_MAX_MS: u64 = 60;
/// How often a burst's line is cut between sending and the answer.
const CUT: f64 = 0.04;
/// How often a burst also holds something that was acknowledged long ago.
const RESEND: f64 = 0.1;
/// How often an agent writes a note.
const NOTE: f64 = 0.2;
/// How long a server that lives may leave a burst unanswered.
const ANSWER_WITHIN: Duration = Duration::from_secs(30);
/// How long whoever was refused says nothing more, at least and where the server does not say how long.
const REFUSED_WAIT_MIN: Duration = Duration::from_millis(50);

/// Somebody who writes in one conversation.
pub(super) struct Pen {
    pub(super) token: String,
    /// Where they write.
    pub(super) conversation: Text,
    /// What they remember.
    pub(super) record: Writer,
    /// Which of those who write they are, once they do.
    number: Option<usize>,
    writes_notes: bool,
    dice: StdRng,
    /// Everything up to here is acknowledged.
    settled: usize,
    last_number: u64,
    /// A refusal asked for silence until then.
    silent_until: Instant,
}

/// How a line ended.
enum End {
    /// Everything is acknowledged and nothing more is to be said.
    Done,
    /// It was cut from this side.
    Cut,
}

impl Pen {
    /// A customer, who has not begun their conversation.
    pub(super) fn customer(number: usize, mint: &Mint, dice: StdRng) -> Self {
        Self::new(format!("customer-{number}"), Role::Customer, "".into(), mint, dice)
    }

    /// An agent in a conversation.
    pub(super) fn agent(number: usize, conversation: Text, mint: &Mint, dice: StdRng) -> Self {
        Self::new(format!("agent-{number}"), Role::Agent, conversation, mint, dice)
    }

    fn new(name: String, role: Role, conversation: Text, mint: &Mint, dice: StdRng) -> Self {
        Self {
            token: mint.token(role, &name),
            conversation,
            record: Writer { name: name.into(), intents: Vec::new() },
            number: None,
            writes_notes: role != Role::Customer,
            dice,
            settled: 0,
            last_number: 0,
            silent_until: Instant::now(),
        }
    }

    /// Whether the conversation is their own.
    pub(super) fn is_customer(&self) -> bool {
        !self.writes_notes
    }

    /// Opens the conversation and says a first word, without which nobody else may see it.
    pub(super) async fn begin(&mut self, stage: &Stage) -> Result<(), TortureError> {
        let mut line = stage.connect(&self.record.name, &self.token, &mut self.dice).await?;
        let opened = async {
            let number = self.ask(&mut line, "join-chat", &json!({})).await?;
            self.answer_to(&mut line, number).await
        };
        let opened = opened.await.map_err(|gone: Gone| self.stuck(gone.to_string()))?;
        self.conversation = opened.conversation.ok_or_else(|| self.stuck("no conversation".into()))?.id;
        self.mean_something();
        let sent = async {
            let number = self.send(&mut line, 0).await?;
            self.answer_to(&mut line, number).await
        };
        let sent = sent.await.map_err(|gone: Gone| self.stuck(gone.to_string()))?;
        self.learn(stage, 0, sent);
        Ok(())
    }

    /// Writes until everything is acknowledged in a time without storms.
    pub(super) async fn write(mut self, stage: Arc<Stage>) -> Result<Self, TortureError> {
        self.number = Some(stage.takes_part(format!("{} in {}", self.record.name, self.conversation).into()));
        let written = tokio::select! {
            written = self.write_on(&stage) => Some(written),
            () = stage.rest_is_over() => None,
        };
        match written {
            Some(written) => written.map(|()| self),
            None => Err(self.stuck(self.what_is_missing())),
        }
    }

    /// Writes on one line after the other.
    async fn write_on(&mut self, stage: &Stage) -> Result<(), TortureError> {
        loop {
            let mut line = stage.connect(&self.record.name, &self.token, &mut self.dice).await?;
            match self.live(stage, &mut line).await {
                Ok(End::Done) => return Ok(()),
                Ok(End::Cut) => stage.cut(),
                Err(Gone::StayAway) => return Err(self.stuck("told to stay away".into())),
                Err(gone) => {
                    if let Gone::Unreadable(why) = &gone {
                        stage.could_not_read(&self.record.name, why);
                    }
                    stage.lost();
                }
            }
        }
    }

    fn what_is_missing(&self) -> String {
        let open = &self.record.intents[self.settled..];
        let refusals: usize = open.iter().map(|intent| intent.refused.len()).sum();
        let last = open.iter().find_map(|intent| intent.refused.last());
        format!("not everything was acknowledged; refused {refusals} times, last: {last:?}")
    }

    /// One line's life.
    async fn live(&mut self, stage: &Stage, line: &mut Line) -> Result<End, Gone> {
        let join = json!({ "conversationId": self.conversation, "limit": 1 });
        self.ask(line, "join-chat", &join).await?;
        loop {
            let storm = matches!(*stage.phase().borrow(), Phase::Storm);
            let burst = self.burst(storm);
            if burst.is_empty() && !storm {
                return Ok(End::Done);
            }
            let mut waiting = HashMap::new();
            for nth in burst {
                waiting.insert(self.send(line, nth).await?, nth);
            }
            // At once, or while answers are on their way.
            let cut = storm && self.dice.random_bool(CUT);
            let patience = if cut { self.millis(0..8) } else { ANSWER_WITHIN };
            if !self.hear_answers(stage, line, &mut waiting, Instant::now() + patience).await? {
                return Ok(End::Cut);
            }
            let pause = Instant::now() + if storm { self.millis(0..PAUSE_MAX_MS) } else { Duration::ZERO };
            let pause = pause.max(self.silent_until);
            self.hear_answers(stage, line, &mut HashMap::from([(u64::MAX, 0)]), pause).await?;
        }
    }

    /// What goes onto the line next: first everything that is not acknowledged, in its order.
    fn burst(&mut self, storm: bool) -> Vec<usize> {
        while self.record.intents.get(self.settled).is_some_and(|intent| !intent.acknowledged.is_empty()) {
            self.settled += 1;
        }
        let open = self.settled..self.record.intents.len();
        let mut burst: Vec<_> =
            open.filter(|nth| self.record.intents[*nth].acknowledged.is_empty()).take(BURST_MAX).collect();
        let again =
            (0..self.settled).choose(&mut self.dice).filter(|_| storm && self.dice.random_bool(RESEND));
        if storm && burst.len() < BURST_MAX {
            for _ in 0..self.dice.random_range(1..=BURST_MAX - burst.len()) {
                burst.push(self.mean_something());
            }
        }
        burst.extend(again);
        burst
    }

    /// Thinks of something new to say.
    pub(super) fn mean_something(&mut self) -> usize {
        let nth = self.record.intents.len();
        let kind = if self.writes_notes && self.dice.random_bool(NOTE) { Kind::Note } else { Kind::Message };
        let words = "🦀 ".repeat(self.dice.random_range(0..8));
        let content = format!("{words}{} in {} says {nth}", self.record.name, self.conversation);
        self.record.intents.push(Intent {
            client_id: format!("{}-{nth}", self.record.name).into(),
            kind,
            content: content.into(),
            sent: 0,
            acknowledged: Vec::new(),
            refused: Vec::new(),
        });
        nth
    }

    async fn send(&mut self, line: &mut Line, nth: usize) -> Result<u64, Gone> {
        let intent = &mut self.record.intents[nth];
        // Counted before it goes: whether it arrived is what nobody knows when a line breaks.
        intent.sent += 1;
        let name = if intent.kind == Kind::Note { "add-note" } else { "send-message" };
        let message = json!({
            "conversationId": self.conversation, "clientId": intent.client_id, "content": intent.content,
        });
        self.ask(line, name, &message).await
    }

    async fn ask(&mut self, line: &mut Line, name: &str, payload: &serde_json::Value) -> Result<u64, Gone> {
        self.last_number += 1;
        line.send(ask(name, payload, self.last_number)?).await?;
        Ok(self.last_number)
    }

    async fn answer_to(&mut self, line: &mut Line, wanted: u64) -> Result<Answer, Gone> {
        let answered = async {
            loop {
                if let Heard::Answer(number, answer) = hear(&line.next().await?)?
                    && number == wanted
                {
                    return Ok(answer);
                }
            }
        };
        let silent = |_| Err(Gone::Broken("the server did not answer in time".into()));
        timeout(ANSWER_WITHIN, answered).await.unwrap_or_else(silent)
    }

    /// Listens until every question is answered, or until then. Whether all were.
    async fn hear_answers(
        &mut self,
        stage: &Stage,
        line: &mut Line,
        waiting: &mut HashMap<u64, usize>,
        until: Instant,
    ) -> Result<bool, Gone> {
        while !waiting.is_empty() {
            let text = tokio::select! {
                text = line.next() => text?,
                () = sleep_until(until) => return Ok(false),
            };
            if let Heard::Answer(number, answer) = hear(&text)?
                && let Some(nth) = waiting.remove(&number)
            {
                self.learn(stage, nth, answer);
            }
        }
        Ok(true)
    }

    fn learn(&mut self, stage: &Stage, nth: usize, answer: Answer) {
        let intent = &mut self.record.intents[nth];
        if let Some(code) = answer.refusal() {
            let wait = Duration::from_millis(answer.retry_after_ms().unwrap_or_default());
            self.silent_until = self.silent_until.max(Instant::now() + wait.max(REFUSED_WAIT_MIN));
            stage.refuse(self.number, code.clone());
            intent.refused.push(code);
        } else if let Some(entry) = answer.message {
            intent.acknowledged.push(entry.into());
            stage.acknowledge(self.number);
        }
    }

    fn millis(&mut self, range: std::ops::Range<u64>) -> Duration {
        Duration::from_millis(self.dice.random_range(range))
    }

    fn stuck(&self, why: String) -> TortureError {
        TortureError::Stuck { who: self.record.name.clone(), why }
    }
}
