//! A simulated customer's life at the doors.

use std::{sync::Arc, time::Duration};

use serde_json::{Value, json};
use tokio::sync::OwnedSemaphorePermit;

use super::mind::{Act, Mind, News};
use crate::{
    http::{Http, HttpError},
    people::{
        Stage,
        pace::Dice,
        speech,
        stories::{Persona, Story},
    },
    socketio::{AskError, Client, Event, Gone},
};

/// Before another attempt after something went wrong.
const RETRY: Duration = Duration::from_secs(5);

/// Lives until it is dropped.
pub(crate) async fn live(stage: Arc<Stage>, persona: &'static Persona, mut dice: Dice, number: u64) {
    let arrival = dice.seconds(2.0..5.0) + Duration::from_secs(7) * u32::try_from(number - 1).unwrap_or(0);
    let mind = Mind::new(persona, dice, arrival);
    let visitor = loop {
        match become_visitor(&stage.http, persona).await {
            Ok(visitor) => break visitor,
            Err(error) => tracing::debug!(%error, "a simulated customer could not come in"),
        }
        stage.clock.sleep(RETRY).await;
    };
    let http = stage.http.with_token(&visitor);
    let mut life = Life { stage, mind, http, token: visitor, conversation: None, newest: 0, place: None };
    loop {
        match life.visit().await {
            Gone::StayAway | Gone::Denied { .. } => return,
            gone => tracing::debug!(%gone, "a simulated customer lost the line"),
        }
        life.stage.clock.sleep(RETRY).await;
    }
}

async fn become_visitor(http: &Http, persona: &Persona) -> Result<String, HttpError> {
    let visitor = http.post("/api/v1/visitors", json!({ "name": persona.name })).await?.ok()?;
    Ok(visitor["token"].as_str().unwrap_or_default().to_owned())
}

struct Life {
    stage: Arc<Stage>,
    mind: Mind,
    http: Http,
    token: String,
    conversation: Option<String>,
    newest: u64,
    place: Option<OwnedSemaphorePermit>,
}

impl Life {
    /// Lives on one connection for as long as it lasts.
    async fn visit(&mut self) -> Gone {
        let (client, mut events) = match Client::connect(&self.stage.base, &self.token).await {
            Ok(connected) => connected,
            Err(gone) => return gone,
        };
        if let Some(id) = self.conversation.clone() {
            self.join(&client, &id).await;
        }
        loop {
            tokio::select! {
                event = events.next() => match event {
                    Ok(event) => self.hear(&event),
                    Err(gone) => return gone,
                },
                () = self.stage.clock.sleep_until(self.mind.agenda.next_due()) => {
                    let Some(act) = self.mind.agenda.take() else { continue };
                    if let Err(AskError::Gone(gone)) = self.perform(&client, act).await {
                        return gone;
                    }
                }
            }
        }
    }

    fn hear(&mut self, event: &Event) {
        let payload = &event.payload;
        let news = match event.name.as_str() {
            "new-message" if self.concerns(&payload["conversationId"]) => {
                self.newest = self.newest.max(payload["seq"].as_u64().unwrap_or_default());
                (payload["sender"]["type"] == "agent").then_some(News::Answered)
            }
            "activity" if self.concerns(&payload["conversationId"]) => {
                match payload["activity"]["type"].as_str() {
                    Some("resolved") => Some(News::Resolved),
                    Some("closed") => Some(News::Closed),
                    _ => None,
                }
            }
            _ => None,
        };
        if let Some(news) = news {
            if news != News::Answered {
                self.place = None;
            }
            self.mind.hear(self.stage.clock.now(), news);
        }
    }

    fn concerns(&self, conversation_id: &Value) -> bool {
        self.conversation.is_some() && conversation_id.as_str() == self.conversation.as_deref()
    }

    async fn perform(&mut self, client: &Client, act: Act) -> Result<(), AskError> {
        let done = match act {
            Act::Start(story) => self.start(client, story).await,
            Act::Say(line) | Act::Nudge(line) => self.say(client, line).await,
            Act::Read => self.ask(client, "message-read", json!({ "upToSeq": self.newest })).await,
            Act::Resolve => self.ask(client, "resolve-chat", json!({})).await,
        };
        if let Err(error) = &done {
            tracing::debug!(%error, ?act, "a simulated customer was refused");
            if error.code() == Some("conversation_closed") {
                self.mind.hear(self.stage.clock.now(), News::Closed);
            }
        }
        done
    }

    async fn start(&mut self, client: &Client, story: &'static Story) -> Result<(), AskError> {
        self.take_place().await;
        let started = json!({
            "subject": story.subject,
            "category": story.category,
            "message": story.opening[0],
            "clientId": self.mind.client_id(),
        });
        let started =
            self.http.post("/api/v1/conversations", started).await.and_then(crate::http::Answer::ok);
        let started = started.map_err(|error| AskError::Gone(Gone::Broken(error.to_string())))?;
        let id = started["conversation"]["id"].as_str().unwrap_or_default().to_owned();
        self.newest = 0;
        self.join(client, &id).await;
        self.conversation = Some(id);
        Ok(())
    }

    async fn say(&mut self, client: &Client, line: &str) -> Result<(), AskError> {
        self.take_place().await;
        let Some(id) = self.conversation.clone() else { return Ok(()) };
        speech::write(client, self.stage.clock, &id, &self.mind.client_id(), line).await
    }

    /// Waits until one more conversation may go on.
    async fn take_place(&mut self) {
        if self.place.is_none() {
            self.place = self.stage.places.clone().acquire_owned().await.ok();
        }
    }

    async fn join(&mut self, client: &Client, id: &str) {
        match client.ask("join-chat", json!({ "conversationId": id })).await {
            Ok(joined) => self.newest = joined["conversation"]["headSeq"].as_u64().unwrap_or_default(),
            Err(error) => tracing::debug!(%error, "a simulated customer could not open a conversation"),
        }
    }

    async fn ask(&self, client: &Client, name: &str, mut payload: Value) -> Result<(), AskError> {
        let Some(id) = &self.conversation else { return Ok(()) };
        payload["conversationId"] = id.as_str().into();
        client.ask(name, payload).await.map(|_| ())
    }
}
