//! Somebody at a live door, and what they do there.

use std::{collections::VecDeque, time::Duration};

use deskbell_load::{
    http::{Answer, Http, HttpError},
    socketio::{AskError, Client, Event, Events, Gone},
};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout, timeout_at};

use crate::{Desk, PATIENCE};

/// Between two tries to be let in, while nobody is there.
const KNOCKS_EVERY: Duration = Duration::from_millis(20);
/// Between two searches for what was just written.
const SEARCHES_EVERY: Duration = Duration::from_millis(250);

/// Somebody connected, on one device.
pub struct Person {
    /// Who.
    pub name: String,
    /// Their token.
    pub token: String,
    /// The same person over HTTP.
    pub http: Http,
    /// The conversation in front of them.
    pub conversation: String,
    desk: Desk,
    client: Client,
    events: Events,
    fresh: VecDeque<Event>,
    heard: Vec<Event>,
    sent: u32,
}

impl Person {
    /// Connects somebody by the token they hold.
    ///
    /// # Panics
    /// Where they are not let in.
    pub async fn connect(desk: &Desk, name: &str, token: String) -> Self {
        let person = Self::tries_to_connect(desk, name, token).await;
        person.unwrap_or_else(|gone| panic!("{name} was not let in: {gone}"))
    }

    /// The same, where they may not be let in.
    ///
    /// # Errors
    /// Why not.
    pub async fn tries_to_connect(desk: &Desk, name: &str, token: String) -> Result<Self, Gone> {
        let (client, events) = Client::connect(&desk.base, &token).await?;
        Ok(Self {
            name: name.to_owned(),
            http: desk.http().with_token(&token),
            token,
            conversation: String::new(),
            desk: desk.clone(),
            client,
            events,
            fresh: VecDeque::new(),
            heard: Vec::new(),
            sent: 0,
        })
    }

    /// The same person on one more device, by whichever server is there when they are let in.
    ///
    /// # Panics
    /// Where they are told to stay away, or nobody lets them in.
    pub async fn connects_when_somebody_is_there(&self, desk: &Desk) -> Self {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match Self::tries_to_connect(desk, &self.name, self.token.clone()).await {
                Ok(person) => return person,
                Err(gone @ (Gone::Denied { .. } | Gone::StayAway)) => {
                    panic!("{} was told to stay away: {gone}", self.name)
                }
                Err(gone) => assert!(Instant::now() < deadline, "nobody let {} in: {gone}", self.name),
            }
            sleep(KNOCKS_EVERY).await;
        }
    }

    /// The same person on one more device, which has not opened anything yet.
    pub async fn connects_again(&self) -> Self {
        Self::connect(&self.desk, &self.name, self.token.clone()).await
    }

    /// The same person on one more device, looking at the same conversation.
    pub async fn on_another_device(&self) -> Self {
        let mut other = self.connects_again().await;
        other.joins(&self.conversation).await;
        other
    }

    /// Opens a live chat as a customer: theirs, made if there is none. What the server answered.
    ///
    /// # Panics
    /// Where it is refused.
    pub async fn opens_a_chat(&mut self) -> Value {
        let joined = self.does("join-chat", json!({})).await;
        self.conversation = joined["conversation"]["id"].as_str().expect("a conversation").to_owned();
        joined
    }

    /// Opens a conversation by id. What the server answered.
    pub async fn joins(&mut self, conversation: &str) -> Value {
        conversation.clone_into(&mut self.conversation);
        self.does("join-chat", json!({})).await
    }

    /// Opens the conversation again and asks for what came after a seq.
    pub async fn resumes_after(&mut self, seq: u64) -> Vec<Value> {
        let joined = self.does("join-chat", json!({ "afterSeq": seq })).await;
        joined["entries"].as_array().cloned().unwrap_or_default()
    }

    /// Writes a message. The entry as it was acknowledged.
    pub async fn says(&mut self, text: &str) -> Value {
        self.sent += 1;
        let client_id = format!("{}-{}", self.name.to_lowercase(), self.sent);
        let sent = self.sends(&client_id, text).await;
        sent.unwrap_or_else(|error| panic!("{} could not say {text:?}: {error}", self.name))
    }

    /// Writes a message under a client id of one's own choice.
    ///
    /// # Errors
    /// The refusal.
    pub async fn sends(&self, client_id: &str, text: &str) -> Result<Value, AskError> {
        let message = json!({ "clientId": client_id, "content": text });
        Ok(self.asks("send-message", message).await?["message"].take())
    }

    /// Writes an internal note. The entry as it was acknowledged.
    pub async fn notes(&mut self, text: &str) -> Value {
        self.sent += 1;
        let client_id = format!("{}-note-{}", self.name.to_lowercase(), self.sent);
        self.does("add-note", json!({ "clientId": client_id, "content": text })).await["message"].take()
    }

    /// Sends an event about the conversation in front of them, or about another where the payload names one.
    ///
    /// # Errors
    /// The refusal, or why there was no answer.
    pub async fn asks(&self, event: &str, mut payload: Value) -> Result<Value, AskError> {
        if payload.get("conversationId").is_none() && !self.conversation.is_empty() {
            payload["conversationId"] = self.conversation.as_str().into();
        }
        self.client.ask(event, payload).await
    }

    /// The same, where it must not be refused.
    ///
    /// # Panics
    /// Where it is.
    pub async fn does(&self, event: &str, payload: Value) -> Value {
        let done = self.asks(event, payload).await;
        done.unwrap_or_else(|error| panic!("{} could not {event}: {error}", self.name))
    }

    /// The same, where it must be refused. The refusal's code.
    ///
    /// # Panics
    /// Where it is not.
    pub async fn is_refused(&self, event: &str, payload: Value) -> String {
        let error = self.asks(event, payload).await.err();
        let error = error.unwrap_or_else(|| panic!("{} was not refused {event}", self.name));
        error.code().unwrap_or_else(|| panic!("{event} of {} went unanswered: {error}", self.name)).to_owned()
    }

    /// Waits for a message or note with this text. The entry.
    pub async fn sees(&mut self, text: &str) -> Value {
        self.hears_where("new-message", |entry| entry["content"] == text).await
    }

    /// Waits for an activity of this type. The entry.
    pub async fn sees_it(&mut self, activity: &str) -> Value {
        self.hears_where("activity", |entry| entry["activity"]["type"] == activity).await
    }

    /// Waits for the next event of this name. Its payload.
    pub async fn hears(&mut self, name: &str) -> Value {
        self.hears_where(name, |_| true).await
    }

    /// Waits for the next entry of any kind, from whichever conversation. The entry.
    pub async fn hears_an_entry(&mut self) -> Value {
        let is_entry = |event: &Event| event.name == "new-message" || event.name == "activity";
        self.waits_for("an entry", is_entry).await
    }

    /// Waits for an event of this name that is as wanted; others stay to be heard. Its payload.
    ///
    /// # Panics
    /// Where it does not come.
    pub async fn hears_where(&mut self, name: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        self.waits_for(name, |event| event.name == name && wanted(&event.payload)).await
    }

    async fn waits_for(&mut self, what: &str, wanted: impl Fn(&Event) -> bool) -> Value {
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(at) = self.fresh.iter().position(&wanted) {
                return self.fresh.remove(at).map(|event| event.payload).unwrap_or_default();
            }
            match timeout_at(deadline, self.events.next()).await {
                Ok(Ok(event)) => self.remember(event),
                Ok(Err(gone)) => panic!("{} lost the line waiting for {what}: {gone}", self.name),
                Err(_) => panic!("{} waited for {what} and heard only {:#?}", self.name, self.fresh),
            }
        }
    }

    /// Makes sure that everything published to this device so far has arrived, and that everything heard so
    /// far counts as known.
    pub async fn catches_up(&mut self) {
        // A refusal comes through the same outbox as events, behind those that were there before.
        self.is_refused("no-such-event", json!({})).await;
        while let Some(event) = self.events.try_next() {
            self.remember(event);
        }
    }

    /// Counts everything heard so far as known.
    pub fn forgets(&mut self) {
        self.fresh.clear();
    }

    /// Every event of this name that has arrived, in order, known or not.
    pub fn heard(&self, name: &str) -> Vec<&Value> {
        self.heard.iter().filter(|event| event.name == name).map(|event| &event.payload).collect()
    }

    /// Whether any event that has arrived holds this text anywhere.
    pub fn heard_of(&self, text: &str) -> bool {
        self.heard.iter().any(|event| event.payload.to_string().contains(text))
    }

    fn remember(&mut self, event: Event) {
        self.heard.push(event.clone());
        self.fresh.push_back(event);
    }

    /// Waits until the server ends the connection. Why it did.
    ///
    /// # Panics
    /// Where it does not.
    pub async fn is_sent_away(&mut self) -> Gone {
        let name = self.name.clone();
        let gone = async {
            loop {
                match self.events.next().await {
                    Ok(event) => self.remember(event),
                    Err(gone) => return gone,
                }
            }
        };
        timeout(PATIENCE, gone).await.unwrap_or_else(|_| panic!("{name} was left connected"))
    }

    /// Loses the line without a word.
    pub fn loses_the_line(self) -> Away {
        let Self { name, token, conversation, desk, sent, .. } = self;
        Away { name, token, conversation, desk, sent }
    }

    /// The whole timeline of the conversation as this person may see it, read over HTTP.
    ///
    /// # Panics
    /// Where it is refused.
    pub async fn reads_the_timeline(&self) -> Vec<Value> {
        let mut entries = Vec::new();
        loop {
            let after = entries.last().map_or(0, |entry: &Value| entry["seq"].as_u64().unwrap_or_default());
            let path = format!("/api/v1/conversations/{}/timeline?after={after}", self.conversation);
            let page = self.reads(&path).await;
            let items = page["items"].as_array().expect("items");
            if items.is_empty() {
                return entries;
            }
            entries.extend(items.iter().cloned());
        }
    }

    /// Their list of conversations, read over HTTP.
    ///
    /// # Panics
    /// Where it is refused.
    pub async fn lists(&self) -> Vec<Value> {
        self.reads("/api/v1/conversations").await["items"].as_array().cloned().expect("items")
    }

    /// What they find by these words, and parameters behind them, once the index knows of so many.
    ///
    /// # Panics
    /// Where it is refused, or so many are never found.
    pub async fn finds(&self, q: &str, count: usize) -> Vec<Value> {
        let given_up = Instant::now() + PATIENCE;
        loop {
            let page = self.reads(&format!("/api/v1/search?q={q}")).await;
            let found = page["items"].as_array().expect("items");
            if page["partial"] == false && found.len() == count {
                return found.clone();
            }
            assert!(Instant::now() < given_up, "{} finds {page} by {q}", self.name);
            sleep(SEARCHES_EVERY).await;
        }
    }

    /// What is read there; again, as every browser does, where the line to a node that died broke.
    async fn reads(&self, path: &str) -> Value {
        let given_up = Instant::now() + PATIENCE;
        loop {
            match self.http.get(path).await.and_then(Answer::ok) {
                Err(HttpError::Broken(_)) if Instant::now() < given_up => {
                    sleep(Duration::from_millis(100)).await
                }
                page => return page.expect("a page"),
            }
        }
    }

    /// Their own account's or record's id.
    ///
    /// # Panics
    /// Where they are not known.
    pub async fn id(&self) -> String {
        let me =
            self.http.get("/api/v1/me").await.and_then(deskbell_load::http::Answer::ok).expect("an account");
        let id = me["agent"]["id"].as_str().or(me["customer"]["id"].as_str());
        id.expect("an id").to_owned()
    }
}

/// Somebody whose line is cut.
pub struct Away {
    name: String,
    token: String,
    conversation: String,
    desk: Desk,
    sent: u32,
}

impl Away {
    /// Connects again.
    pub async fn comes_back(self) -> Person {
        let desk = self.desk.clone();
        self.comes_back_to(&desk).await
    }

    /// Connects to a server that has taken the place of the one before.
    pub async fn comes_back_to(self, desk: &Desk) -> Person {
        let Self { name, token, conversation, sent, .. } = self;
        Person { conversation, sent, ..Person::connect(desk, &name, token).await }
    }
}
