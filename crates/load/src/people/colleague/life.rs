//! A simulated agent's life at the doors.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};

use super::mind::{Act, Mind};
use crate::{
    http::{Answer, HttpError},
    people::{SignIn, Stage, pace::Dice, speech},
    socketio::{AskError, Client, Event, Gone},
};

/// Before another attempt after something went wrong.
const RETRY: Duration = Duration::from_secs(5);

/// Lives until it is dropped.
pub(crate) async fn live(stage: Arc<Stage>, account: SignIn, dice: Dice) {
    let mut mind = Mind::new(dice);
    loop {
        match sign_in(&stage, &account).await {
            Ok((token, id)) => {
                let gone = Life { stage: &stage, mind: &mut mind, id }.work(&token).await;
                tracing::debug!(%gone, "the simulated colleague lost the line");
            }
            Err(error) => tracing::debug!(%error, "the simulated colleague could not sign in"),
        }
        stage.clock.sleep(RETRY).await;
    }
}

async fn sign_in(stage: &Stage, account: &SignIn) -> Result<(String, String), HttpError> {
    let login = json!({ "email": account.email, "password": account.password });
    let signed = stage.http.post("/api/v1/auth/login", login).await.and_then(Answer::ok)?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Ok((text(&signed["token"]), text(&signed["agent"]["id"])))
}

struct Life<'a> {
    stage: &'a Stage,
    mind: &'a mut Mind,
    id: String,
}

impl Life<'_> {
    /// Works on one connection for as long as it lasts.
    async fn work(mut self, token: &str) -> Gone {
        let (client, mut events) = match Client::connect(&self.stage.base, token).await {
            Ok(connected) => connected,
            Err(gone) => return gone,
        };
        if let Err(AskError::Gone(gone)) = self.arrive(&client).await {
            return gone;
        }
        loop {
            tokio::select! {
                event = events.next() => match event {
                    Ok(event) => self.hear(&event),
                    Err(gone) => return gone,
                },
                () = self.stage.clock.sleep_until(self.mind.agenda.next_due()) => {
                    let Some(act) = self.mind.agenda.take() else { continue };
                    match self.perform(&client, &act).await {
                        Err(AskError::Gone(gone)) => return gone,
                        Err(error) => tracing::debug!(%error, ?act, "the simulated colleague was refused"),
                        Ok(()) => {}
                    }
                }
            }
        }
    }

    async fn arrive(&mut self, client: &Client) -> Result<(), AskError> {
        client.ask("set-availability", json!({ "availability": "online" })).await?;
        for id in self.mind.held().cloned().collect::<Vec<_>>() {
            client.ask("join-chat", json!({ "conversationId": id })).await?;
        }
        Ok(())
    }

    fn hear(&mut self, event: &Event) {
        let now = self.stage.clock.now();
        let payload = &event.payload;
        match event.name.as_str() {
            "conversation-updated" => self.row_changed(now, &payload["conversation"]),
            "new-message" if payload["sender"]["type"] == "customer" => {
                let (id, line) = (payload["conversationId"].as_str(), payload["content"].as_str());
                self.mind.asked(now, id.unwrap_or_default(), line.unwrap_or_default());
            }
            _ => {}
        }
    }

    fn row_changed(&mut self, now: Duration, conversation: &Value) {
        let Some(id) = conversation["id"].as_str() else { return };
        let assignee = conversation["assigneeId"].as_str();
        let taken = assignee.is_some_and(|assignee| assignee != self.id);
        if taken || conversation["status"] == "closed" {
            self.mind.let_go(id);
        } else if conversation["status"] == "resolved" {
            self.mind.settled(id);
        } else if assignee.is_none() && conversation["lastMessage"]["sender"]["type"] == "customer" {
            self.mind.waits(now, id, conversation["lastMessage"]["seq"].as_u64().unwrap_or_default());
        }
    }

    async fn perform(&mut self, client: &Client, act: &Act) -> Result<(), AskError> {
        let one = json!({ "conversationId": act.conversation() });
        match act {
            Act::Open(id) => self.open(client, id).await,
            Act::Take(_) => client.ask("admin-assign", one).await.map(|_| ()),
            Act::Read(id) => read(client, id).await,
            Act::Resolve(_) => client.ask("resolve-chat", one).await.map(|_| ()),
            Act::Say(id, text) => {
                speech::write(client, self.stage.clock, id, &self.mind.client_id(), text).await
            }
            Act::Note(id, text) => {
                let client_id = self.mind.client_id();
                let note = json!({ "conversationId": id, "clientId": client_id, "content": text });
                client.ask("add-note", note).await.map(|_| ())
            }
        }
    }

    /// Reads what a waiting conversation is about, and leaves it to others where it is nothing to know about.
    async fn open(&mut self, client: &Client, id: &str) -> Result<(), AskError> {
        let joined = client.ask("join-chat", json!({ "conversationId": id })).await?;
        let entries = joined["entries"].as_array().map(Vec::as_slice).unwrap_or_default();
        let of_customer =
            |entry: &&Value| entry["kind"] == "message" && entry["sender"]["type"] == "customer";
        let line = entries.iter().rfind(of_customer).and_then(|entry| entry["content"].as_str());
        if joined["conversation"]["assigneeId"].is_null() {
            self.mind.opened(self.stage.clock.now(), id, line.unwrap_or_default());
        }
        if !self.mind.holds(id) {
            client.ask("leave-chat", json!({ "conversationId": id })).await?;
        }
        Ok(())
    }
}

/// Reads everything there is by now.
async fn read(client: &Client, id: &str) -> Result<(), AskError> {
    client.ask("message-read", json!({ "conversationId": id, "upToSeq": u32::MAX })).await.map(|_| ())
}
