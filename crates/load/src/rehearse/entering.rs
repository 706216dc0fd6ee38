//! How people come in: each customer begins a conversation, and an agent helps several.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use tokio::{
    task::JoinSet,
    time::{Instant, sleep},
};

use super::{
    CONVERSATIONS_PER_AGENT, ENTER_AT_ONCE, PATIENCE, Plan, RehearseError, breathe,
    house::{House, Rehearsal},
    over,
    person::Person,
    stage::Stage,
};
use crate::{
    socketio::Gone,
    torture::{Side, wire::Answer},
};

/// Everybody, each customer with a conversation that they have begun.
pub(super) async fn enter(
    plan: &Plan,
    house: &House,
    rehearsal: &Rehearsal,
    stage: &Arc<Stage>,
) -> Result<Vec<Person>, RehearseError> {
    let mut entering = JoinSet::new();
    let mut customers = Vec::with_capacity(plan.conversations);
    for number in 0..plan.conversations {
        let customer = Person::new(house, rehearsal, Side::Customer, number);
        let (stage, inbox) = (Arc::clone(stage), rehearsal.id.clone());
        entering.spawn(async move { customer.begin(&stage, &inbox, number).await });
        if entering.len() >= ENTER_AT_ONCE
            && let Some(entered) = entering.join_next().await
        {
            customers.push(over(entered)?);
        }
    }
    while let Some(entered) = entering.join_next().await {
        customers.push(over(entered)?);
    }
    let mut people = Vec::new();
    for (number, clients) in customers.chunks(CONVERSATIONS_PER_AGENT).enumerate() {
        let mut agent = Person::new(house, rehearsal, Side::Agent, number);
        clients.iter().for_each(|client| agent.helps(client));
        people.push(agent);
    }
    people.extend(customers);
    Ok(people)
}

/// Why somebody has not begun.
enum Setback {
    /// They will not.
    Final(RehearseError),
    /// They were told to wait, or their line broke: they try again after a while.
    Later(String, Duration),
}

impl Person {
    /// Opens a conversation and says a first word, without which no agent may see it. A refusal that says when to
    /// come back is waited out, as often as [`PATIENCE`] allows.
    pub(super) async fn begin(
        mut self,
        stage: &Stage,
        inbox: &str,
        place: usize,
    ) -> Result<Self, RehearseError> {
        let begun = Instant::now();
        loop {
            match self.try_to_begin(stage, inbox, place).await {
                Ok(()) => return Ok(self),
                Err(Setback::Final(error)) => return Err(error),
                Err(Setback::Later(why, wait)) if begun.elapsed() + wait > PATIENCE => {
                    return Err(self.stuck(why));
                }
                Err(Setback::Later(_, wait)) => sleep(wait).await,
            }
            breathe().await;
        }
    }

    async fn try_to_begin(&mut self, stage: &Stage, inbox: &str, place: usize) -> Result<(), Setback> {
        let mut line = self.connect(stage).await.map_err(Setback::Final)?;
        let join = match self.talks.first() {
            None => json!({ "inboxId": inbox }),
            Some(talk) => json!({ "conversationId": talk.conversation, "limit": 1 }),
        };
        let opened = self.question(&mut line, "join-chat", &join).await;
        let opened = opened.map_err(|gone| self.set_back(stage, &gone))?;
        self.is_let(&opened)?;
        if self.talks.is_empty() {
            let nothing = || Setback::Final(self.stuck("no conversation was opened".to_owned()));
            let conversation = opened.conversation.ok_or_else(nothing)?;
            self.joins(conversation.id, place);
            self.talks[0].mean(&self.name, stage.nanos(Instant::now()));
        }
        let first_word = self.message(0, 0);
        let sent = self.question(&mut line, "send-message", &first_word).await;
        let sent = sent.map_err(|gone| self.set_back(stage, &gone))?;
        let first_word = &mut self.talks[0].intents[0];
        first_word.refused.extend(sent.refusal());
        self.is_let(&sent)?;
        self.talks[0].intents[0].acknowledged.extend(sent.message.map(Into::into));
        Ok(())
    }

    fn is_let(&self, answer: &Answer) -> Result<(), Setback> {
        let Some(code) = answer.refusal() else { return Ok(()) };
        Err(match answer.retry_after_ms() {
            Some(wait) => Setback::Later(code.to_string(), Duration::from_millis(wait)),
            None => Setback::Final(self.stuck(code.to_string())),
        })
    }

    fn set_back(&self, stage: &Stage, gone: &Gone) -> Setback {
        if let Gone::Unreadable(why) = gone {
            stage.could_not_read(&self.name, why);
        }
        match gone {
            Gone::StayAway => Setback::Final(self.stuck(gone.to_string())),
            gone => Setback::Later(gone.to_string(), Duration::ZERO),
        }
    }
}
