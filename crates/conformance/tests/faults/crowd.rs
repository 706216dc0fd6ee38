//! Many lines at once, each driven by hand.

use deskbell_conformance::{Desk, PATIENCE};
use deskbell_load::socketio::{Gone, Line, Packet, event_text};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep, timeout};

/// One line of somebody, which returns by itself as the official client does.
pub(crate) struct Device {
    pub(crate) line: Line,
    asked: u64,
}

impl Device {
    /// Connects, again and again while it is told to come back.
    pub(crate) async fn connect(desk: &Desk, token: &str) -> Device {
        let until = Instant::now() + PATIENCE;
        loop {
            match Line::open(&desk.base, token).await {
                Ok(line) => return Device { line, asked: 0 },
                Err(gone @ (Gone::Denied { .. } | Gone::StayAway)) => panic!("told to stay away: {gone}"),
                Err(gone) => assert!(Instant::now() < until, "never let in: {gone}"),
            }
            sleep(std::time::Duration::from_millis(20)).await;
        }
    }

    /// Sends an event. The number of its answer.
    pub(crate) async fn asks(&mut self, event: &str, payload: &Value) -> Result<u64, Gone> {
        self.asked += 1;
        self.line.send(event_text(event, payload, Some(self.asked)).expect("JSON")).await?;
        Ok(self.asked)
    }

    /// The next answer or event: the number of the one or the name of the other, and its object.
    pub(crate) async fn next(&mut self) -> Result<(Result<u64, String>, Value), Gone> {
        loop {
            let text = timeout(PATIENCE, self.line.next()).await.expect("something to come")?;
            match Packet::read(&text) {
                Packet::Ack(number, array) => {
                    let (answer,): (Value,) = serde_json::from_str(array).expect("JSON");
                    return Ok((Ok(number), answer));
                }
                Packet::Event(array) => {
                    let (name, payload): (String, Value) = serde_json::from_str(array).expect("JSON");
                    return Ok((Err(name), payload));
                }
                _ => {}
            }
        }
    }

    /// Opens a conversation and asks for what follows. The page.
    pub(crate) async fn joins(&mut self, conversation: &str, after: u64) -> Vec<Value> {
        let join = json!({ "conversationId": conversation, "afterSeq": after });
        let number = self.asks("join-chat", &join).await.expect("a line");
        loop {
            let (what, object) = self.next().await.expect("a line");
            if what == Ok(number) {
                assert_eq!(object["ok"], true, "{object}");
                return object["entries"].as_array().cloned().unwrap_or_default();
            }
        }
    }
}
