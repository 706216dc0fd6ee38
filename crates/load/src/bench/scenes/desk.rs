//! Customers in their conversations, and agents at desks who have them open.

use std::ops::Range;

use serde_json::{Value, json};

use crate::bench::{
    BenchError,
    crowd::{Crowd, join, question},
    phrase::Phrase,
    stage::Stage,
};

/// Conversations that one agent has open.
pub(crate) const OPEN_AT_A_DESK: usize = 100;
/// What each customer's first message is called.
pub(crate) const FIRST_CLIENT_ID: &str = "bench-first";
/// The number of a question whose answer nobody waits for.
const UNAWAITED: u64 = 900_000;

/// Customers in their conversations, and agents who have them open.
pub(crate) struct Desk {
    /// Everybody: the customers by their conversation's index, then the agents.
    pub(crate) crowd: Crowd,
    /// What each customer says next.
    pub(crate) phrases: Vec<Phrase>,
    /// The conversations' ids.
    pub(crate) conversations: Vec<String>,
    /// The seq of each conversation's first message.
    pub(crate) heads: Vec<u64>,
}

impl Desk {
    /// Brings everybody into place: each customer in a conversation of their own, and an agent for each
    /// [`OPEN_AT_A_DESK`] of them, who narrows the list of conversations to those.
    ///
    /// # Errors
    /// Where somebody is not let in.
    pub(crate) fn staffed(stage: &Stage, customers: usize) -> Result<Self, BenchError> {
        let mut desk = Self::of_customers(stage, 0..customers)?;
        let tokens = (0..customers.div_ceil(OPEN_AT_A_DESK)).map(|number| stage.agent(number)).collect();
        let first = desk.crowd.enter_all(tokens)?;
        let agent_of = |conversation: usize| first + conversation / OPEN_AT_A_DESK;
        let joins = desk.conversations.iter().enumerate();
        let joins: Vec<(usize, Value)> =
            joins.map(|(index, id)| (agent_of(index), join(Some(id), None))).collect();
        desk.crowd.ask_all("join-chat", &joins)?;
        for (number, open) in desk.conversations.chunks(OPEN_AT_A_DESK).enumerate() {
            let watch = question("watch-conversations", &json!({ "conversationIds": open }), UNAWAITED);
            desk.crowd.say(first + number, &watch);
        }
        Ok(desk)
    }

    /// Brings only customers of these numbers into place, each with a first message written: without one nobody else would see
    /// the conversation.
    ///
    /// # Errors
    /// Where somebody is not let in.
    pub(crate) fn of_customers(stage: &Stage, customers: Range<usize>) -> Result<Self, BenchError> {
        let mut crowd = Crowd::new(stage.address)?;
        let people = customers.len();
        crowd.enter_all(customers.map(|number| stage.customer(number)).collect())?;
        let inbox = stage.inbox.as_deref();
        let joins: Vec<(usize, Value)> = (0..people).map(|who| (who, join(None, inbox))).collect();
        let joined = crowd.ask_all("join-chat", &joins)?;
        let conversations = joined.iter().map(conversation_of).collect::<Result<Vec<_>, _>>()?;
        let first =
            |id: &String| json!({ "conversationId": id, "clientId": FIRST_CLIENT_ID, "content": "Hello" });
        let firsts: Vec<(usize, Value)> = conversations.iter().map(first).enumerate().collect();
        let sent = crowd.ask_all("send-message", &firsts)?;
        let heads = sent.iter().map(|answer| answer["message"]["seq"].as_u64().unwrap_or_default()).collect();
        let phrases = conversations.iter().enumerate();
        let phrases = phrases.map(|(index, id)| Phrase::new(id, index)).collect();
        Ok(Self { crowd, phrases, conversations, heads })
    }
}

fn conversation_of(joined: &Value) -> Result<String, BenchError> {
    let id = joined["conversation"]["id"].as_str();
    id.map(str::to_owned).ok_or_else(|| BenchError::Place("A joined conversation came without an id.".into()))
}
