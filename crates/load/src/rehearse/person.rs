//! Somebody on one line: they say what they mean to say when they mean to, see what is said, and come back when
//! their line is cut, asking for what follows.

use std::{collections::HashMap, sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::{
    sync::watch,
    time::{Instant, sleep, sleep_until, timeout},
};

use super::{
    PATIENCE, RehearseError, breathe,
    house::{House, Rehearsal},
    stage::{Heads, Mark, Phase, Stage},
    talk::{Talk, moment_of},
};
use crate::{
    socketio::{Gone, Line},
    torture::{
        Entry, Kind, Side, Text,
        wire::{Answer, Heard, Page, WireEntry, ask, hear},
    },
};

/// Entries of a page; one that holds fewer is the last.
const PAGE: usize = 200;
/// How long the last entries may take to arrive once everything is written.
const ARRIVES_WITHIN: Duration = Duration::from_secs(20);
/// How long to wait after a refusal that does not say how long.
const PAUSE: Duration = Duration::from_secs(1);

/// Somebody who takes part.
pub(super) struct Person {
    pub(super) name: Text,
    pub(super) side: Side,
    pub(super) talks: Vec<Talk>,
    pub(super) token: String,
    by_id: HashMap<Text, usize>,
    /// What waits for its answer.
    asked: HashMap<u64, (usize, usize)>,
    /// What is sent again later, and when.
    again: Vec<(Instant, usize, usize)>,
    last_number: u64,
}

/// How a line ended.
enum End {
    /// Everything is done.
    Done,
    /// It was cut from this side.
    Cut,
}

impl Person {
    pub(super) fn new(house: &House, rehearsal: &Rehearsal, side: Side, number: usize) -> Self {
        let inbox = &rehearsal.id;
        let (name, token) = match side {
            Side::Customer => {
                let name = format!("rehearsal-{inbox}-customer-{number}");
                (name.clone(), house.mint.customer_of(Some(inbox), &name))
            }
            Side::Agent => {
                let name = format!("rehearsal-{inbox}-agent-{number}");
                (name.clone(), house.mint.agent_of(inbox, &name))
            }
        };
        Self {
            name: name.into(),
            side,
            talks: Vec::new(),
            token,
            by_id: HashMap::new(),
            asked: HashMap::new(),
            again: Vec::new(),
            last_number: 0,
        }
    }

    /// Their conversation and their token, for a customer.
    pub(super) fn as_customer(&self) -> Option<(Text, String)> {
        let talk = self.talks.first().filter(|_| self.side == Side::Customer)?;
        Some((talk.conversation.clone(), self.token.clone()))
    }

    /// Takes part in a customer's conversation.
    pub(super) fn helps(&mut self, customer: &Self) {
        customer.talks.iter().for_each(|talk| self.joins(talk.conversation.clone(), talk.place));
    }

    pub(super) fn joins(&mut self, conversation: Text, place: usize) {
        self.by_id.insert(conversation.clone(), self.talks.len());
        self.talks.push(Talk::new(conversation, place));
    }

    /// Takes part until everything is said and read, whatever becomes of the line.
    pub(super) async fn take_part(mut self, stage: Arc<Stage>) -> Result<Self, RehearseError> {
        let (mut phase, mut cuts) = (stage.phase(), stage.cuts());
        loop {
            let cut = *cuts.borrow_and_update();
            let mut line = self.connect(&stage).await?;
            let ended = self.live(&stage, &mut line, cut, &mut phase, &mut cuts).await;
            self.asked.clear();
            self.again.clear();
            self.talks.iter_mut().for_each(Talk::forget_what_is_ahead);
            match ended {
                Ok(End::Done) => return Ok(self),
                Ok(End::Cut) => {}
                Err(Gone::StayAway) => return Err(self.stuck("told to stay away".to_owned())),
                Err(gone) => {
                    if let Gone::Unreadable(why) = &gone {
                        stage.could_not_read(&self.name, why);
                    }
                    stage.lost_a_line();
                    breathe().await;
                }
            }
        }
    }

    /// The life of one line, opened after so many cuts.
    async fn live(
        &mut self,
        stage: &Stage,
        line: &mut Line,
        cut: u32,
        phase: &mut watch::Receiver<Phase>,
        cuts: &mut watch::Receiver<u32>,
    ) -> Result<End, Gone> {
        self.open_all(stage, line).await?;
        stage.mark(&self.name, Mark::In(cut));
        let mut rested = false;
        loop {
            let now = phase.borrow_and_update().clone();
            match &now {
                Phase::Close(heads) => return self.read_up_to(stage, line, heads).await.map(|()| End::Done),
                Phase::Rest if !rested && self.is_settled() => {
                    rested = true;
                    stage.mark(&self.name, Mark::Settled);
                }
                Phase::Enter | Phase::Talk { .. } | Phase::Rest => {}
            }
            let due = self.next_due(&now);
            tokio::select! {
                text = line.next() => self.hear(stage, &text?)?,
                () = sleep_until(due) => self.speak(stage, line, &now).await?,
                _ = phase.changed() => {}
                _ = cuts.changed() => return Ok(End::Cut),
            }
        }
    }

    /// Opens every conversation where one has left it, and sends what is not acknowledged.
    async fn open_all(&mut self, stage: &Stage, line: &mut Line) -> Result<(), Gone> {
        for at in 0..self.talks.len() {
            let mut is_last = false;
            while !is_last {
                let talk = &self.talks[at];
                let join = json!({
                    "conversationId": talk.conversation, "afterSeq": talk.cursor(), "limit": PAGE,
                });
                self.ask(line, "join-chat", &join).await?;
                is_last = self.page_of(stage, line, at).await?;
            }
        }
        for at in 0..self.talks.len() {
            for nth in self.talks[at].open() {
                self.send(line, at, nth).await?;
            }
        }
        Ok(())
    }

    /// Waits for a page. Whether it was the last one.
    async fn page_of(&mut self, stage: &Stage, line: &mut Line, at: usize) -> Result<bool, Gone> {
        let asked_after = self.talks[at].cursor();
        let came = async {
            loop {
                match hear(&line.next().await?)? {
                    Heard::Page(page) if page.conversation.id == self.talks[at].conversation => {
                        return Ok(page);
                    }
                    Heard::Answer(_, answer) if answer.refusal().is_some() => {
                        let code = answer.refusal().unwrap_or_else(|| "without a code".into());
                        sleep(wait_after(&answer)).await;
                        return Err(Gone::Broken(format!("join-chat was refused: {code}")));
                    }
                    other => self.take(stage, other),
                }
            }
        };
        let Page { entries, .. } = timeout(PATIENCE, came).await.unwrap_or_else(|_| Err(silent()))?;
        let is_last = entries.len() < PAGE;
        self.talks[at].turn(asked_after, entries.into_iter().map(Entry::from));
        Ok(is_last)
    }

    /// When something is to be said next.
    fn next_due(&self, phase: &Phase) -> Instant {
        let far = Instant::now() + PATIENCE;
        let again = self.again.iter().map(|(at, ..)| *at).min().unwrap_or(far);
        let Phase::Talk { begun, interval } = phase else { return again };
        let next = self.talks.iter().map(|talk| self.meant_for(talk, *begun, *interval)).min();
        next.unwrap_or(far).min(again)
    }

    /// When the next message of a conversation is meant to be said: people are spread over an interval, and the
    /// two sides take turns. A customer's first word was said before.
    fn meant_for(&self, talk: &Talk, begun: Instant, interval: Duration) -> Instant {
        let said = talk.intents.len() - usize::from(self.side == Side::Customer);
        let turn = if self.side == Side::Customer { 0.0 } else { 0.5 };
        let place = talk.place as f64 * 0.618_033_988_749_895;
        begun + interval.mul_f64(said as f64 + turn / 2.0 + place.fract() / 2.0)
    }

    /// Says whatever is due.
    async fn speak(&mut self, stage: &Stage, line: &mut Line, phase: &Phase) -> Result<(), Gone> {
        let now = Instant::now();
        let again: Vec<_> = self.again.extract_if(.., |(at, ..)| *at <= now).collect();
        for (_, at, nth) in again {
            self.send(line, at, nth).await?;
        }
        let Phase::Talk { begun, interval } = phase else { return Ok(()) };
        for at in 0..self.talks.len() {
            let meant = self.meant_for(&self.talks[at], *begun, *interval);
            if meant <= now {
                let nth = self.talks[at].mean(&self.name, stage.nanos(meant));
                self.send(line, at, nth).await?;
            }
        }
        Ok(())
    }

    fn is_settled(&self) -> bool {
        self.talks.iter().all(|talk| talk.open().is_empty())
    }

    /// Reads until everything that is there was shown, or for as long as that may take: what was not shown then
    /// is for the judge to say.
    async fn read_up_to(&mut self, stage: &Stage, line: &mut Line, heads: &Heads) -> Result<(), Gone> {
        let side = self.side;
        let is_there = |talk: &Talk| {
            heads.get(&(talk.conversation.clone(), side)).is_none_or(|head| talk.cursor() >= *head)
        };
        let read = async {
            while !self.talks.iter().all(is_there) {
                let text = line.next().await?;
                self.hear(stage, &text)?;
            }
            Ok(())
        };
        timeout(ARRIVES_WITHIN, read).await.unwrap_or(Ok(()))
    }

    fn hear(&mut self, stage: &Stage, text: &str) -> Result<(), Gone> {
        self.take(stage, hear(text)?);
        Ok(())
    }

    fn take(&mut self, stage: &Stage, heard: Heard) {
        match heard {
            Heard::Live(entry) => self.see(stage, entry),
            Heard::Answer(number, answer) => self.learn(stage, number, answer),
            Heard::Page(_) | Heard::Other => {}
        }
    }

    fn see(&mut self, stage: &Stage, entry: WireEntry) {
        let Some(at) = self.by_id.get(&entry.conversation_id).copied() else { return };
        let entry = Entry::from(entry);
        if entry.kind == Kind::Message
            && entry.author != self.name
            && let Some(meant) = entry.client_id.as_deref().and_then(moment_of)
        {
            stage.arrived(meant);
        }
        self.talks[at].hear(entry);
    }

    fn learn(&mut self, stage: &Stage, number: u64, answer: Answer) {
        let Some((at, nth)) = self.asked.remove(&number) else { return };
        let talk = &mut self.talks[at];
        if let Some(code) = answer.refusal() {
            self.again.push((Instant::now() + wait_after(&answer), at, nth));
            if let Some(intent) = talk.intents.get_mut(nth) {
                intent.refused.push(code);
            }
            return;
        }
        let Some(entry) = answer.message else { return };
        let moment = talk.intents.get(nth).and_then(|intent| moment_of(&intent.client_id));
        if talk.acknowledged(nth, entry.into())
            && let Some(meant) = moment
        {
            stage.acknowledged(meant);
        }
    }

    async fn send(&mut self, line: &mut Line, at: usize, nth: usize) -> Result<(), Gone> {
        let message = self.message(at, nth);
        let number = self.ask(line, "send-message", &message).await?;
        self.asked.insert(number, (at, nth));
        Ok(())
    }

    /// What goes onto the line; counted before it goes, as nobody knows what arrived when a line breaks.
    pub(super) fn message(&mut self, at: usize, nth: usize) -> Value {
        let talk = &mut self.talks[at];
        let intent = &mut talk.intents[nth];
        intent.sent += 1;
        json!({
            "conversationId": talk.conversation, "clientId": intent.client_id, "content": intent.content,
        })
    }

    async fn ask(&mut self, line: &mut Line, name: &str, payload: &Value) -> Result<u64, Gone> {
        self.last_number += 1;
        line.send(ask(name, payload, self.last_number)?).await?;
        Ok(self.last_number)
    }

    pub(super) async fn question(
        &mut self,
        line: &mut Line,
        name: &str,
        payload: &Value,
    ) -> Result<Answer, Gone> {
        let wanted = self.ask(line, name, payload).await?;
        let answered = async {
            loop {
                if let Heard::Answer(number, answer) = hear(&line.next().await?)?
                    && number == wanted
                {
                    return Ok(answer);
                }
            }
        };
        timeout(PATIENCE, answered).await.unwrap_or_else(|_| Err(silent()))
    }

    /// Connects, again and again until one is let in, and not before the server wants to be asked again.
    pub(super) async fn connect(&self, stage: &Stage) -> Result<Line, RehearseError> {
        let begun = Instant::now();
        loop {
            match Line::open(&stage.base, &self.token).await {
                Ok(line) => return Ok(line),
                Err(gone @ (Gone::Denied { .. } | Gone::StayAway)) => {
                    return Err(self.stuck(gone.to_string()));
                }
                Err(gone) if begun.elapsed() > PATIENCE => return Err(self.stuck(gone.to_string())),
                Err(gone) => {
                    if let Gone::Turned { retry_after: Some(wait), .. } = gone {
                        sleep(wait.min(PATIENCE)).await;
                    }
                    breathe().await;
                }
            }
        }
    }

    pub(super) fn stuck(&self, why: String) -> RehearseError {
        RehearseError::Stuck { who: self.name.to_string(), why }
    }
}

/// How long to wait after a refusal.
fn wait_after(refused: &Answer) -> Duration {
    refused.retry_after_ms().map_or(PAUSE, Duration::from_millis)
}

fn silent() -> Gone {
    Gone::Broken("the server did not answer in time".to_owned())
}
