//! A client that asks and is answered, with its events in order.

use std::{collections::HashMap, time::Duration};

use deskbell_protocol::error::ErrorBody;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::{
    sync::{mpsc, oneshot},
    time::timeout,
};

use super::{Gone, Line, Packet, event_text, packet::event_parts};

/// Events held for a caller that does not take them; past it the client stops reading from its line.
pub const EVENTS_HELD: usize = 4096;
/// Questions that may wait to be written.
const ORDERS_HELD: usize = 256;
/// How long an answer may take.
const ANSWER_WITHIN: Duration = Duration::from_secs(15);

/// Something the server said without being asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Event {
    /// What it is called on the Socket.IO door.
    pub name: String,
    /// Its object.
    pub payload: Value,
}

/// Why a question was not answered as hoped.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AskError {
    /// The server refused.
    #[error("{}: {}", .0.code, .0.message)]
    Refused(ErrorBody),
    /// The line went before the answer came: it may have been done or not.
    #[error("unanswered: {0}")]
    Gone(Gone),
    /// The server said nothing in time.
    #[error("the server did not answer in time")]
    Silent,
}

impl AskError {
    /// The refusal's stable code, where it is one.
    pub fn code(&self) -> Option<&str> {
        match self {
            Self::Refused(body) => Some(&body.code),
            Self::Gone(_) | Self::Silent => None,
        }
    }
}

/// One connection that can be asked from several places. The line is cut when the last clone is dropped.
#[derive(Clone)]
pub struct Client {
    orders: mpsc::Sender<Order>,
}

/// What the server says without being asked, in its order, and at last why the line is gone.
pub struct Events {
    incoming: mpsc::Receiver<Result<Event, Gone>>,
    end: Option<Gone>,
}

enum Order {
    Ask { name: String, payload: Value, answer: oneshot::Sender<Result<Value, AskError>> },
    Raw(String),
    Leave,
}

impl Client {
    /// Connects to a server at `base` (`http://host:port`) as whoever the token says.
    ///
    /// # Errors
    /// Why there is no connection.
    pub async fn connect(base: &str, token: &str) -> Result<(Self, Events), Gone> {
        Ok(Self::on(Line::open(base, token).await?))
    }

    /// Puts a task behind a line.
    pub fn on(line: Line) -> (Self, Events) {
        let (orders, taken) = mpsc::channel(ORDERS_HELD);
        let (outgoing, incoming) = mpsc::channel(EVENTS_HELD);
        tokio::spawn(Pump { line, outgoing, asked: HashMap::new(), next_number: 0 }.run(taken));
        (Self { orders }, Events { incoming, end: None })
    }

    /// Sends an event and waits for its acknowledgement; the object comes back without `ok`.
    ///
    /// # Errors
    /// The refusal, or why there was no answer.
    pub async fn ask(&self, name: &str, payload: impl Serialize) -> Result<Value, AskError> {
        let payload = serde_json::to_value(payload).map_err(|error| broken(&error))?;
        let (answer, answered) = oneshot::channel();
        let order = Order::Ask { name: name.to_owned(), payload, answer };
        let gone = || AskError::Gone(Gone::Closed { code: None });
        self.orders.send(order).await.map_err(|_| gone())?;
        match timeout(ANSWER_WITHIN, answered).await {
            Ok(answer) => answer.unwrap_or_else(|_| Err(gone())),
            Err(_) => Err(AskError::Silent),
        }
    }

    /// Sends a text frame as it is, well-formed or not.
    pub async fn send_raw(&self, text: impl Into<String>) {
        // A line that is gone says so through its events.
        let _gone = self.orders.send(Order::Raw(text.into())).await;
    }

    /// Says goodbye and ends the connection.
    pub async fn leave(self) {
        let _gone = self.orders.send(Order::Leave).await;
    }
}

impl Events {
    /// The next event. May be cancelled and called again.
    ///
    /// # Errors
    /// Why the line is gone, again and again from then on.
    pub async fn next(&mut self) -> Result<Event, Gone> {
        if let Some(end) = &self.end {
            return Err(end.clone());
        }
        let next = self.incoming.recv().await.unwrap_or(Err(Gone::Closed { code: None }));
        self.end = next.as_ref().err().cloned();
        next
    }

    /// An event that is here already.
    pub fn try_next(&mut self) -> Option<Event> {
        match self.incoming.try_recv().ok()? {
            Ok(event) => Some(event),
            Err(gone) => {
                self.end = Some(gone);
                None
            }
        }
    }
}

struct Pump {
    line: Line,
    outgoing: mpsc::Sender<Result<Event, Gone>>,
    asked: HashMap<u64, oneshot::Sender<Result<Value, AskError>>>,
    next_number: u64,
}

impl Pump {
    async fn run(mut self, mut orders: mpsc::Receiver<Order>) {
        let end = loop {
            let done = tokio::select! {
                order = orders.recv() => match order {
                    Some(Order::Leave) => return self.line.leave().await,
                    Some(order) => self.obey(order).await,
                    None => return,
                },
                text = self.line.next() => match text {
                    Ok(text) => self.hear(&text).await,
                    Err(gone) => Err(gone),
                },
            };
            if let Err(gone) = done {
                break gone;
            }
        };
        for (_, answer) in self.asked {
            let _nobody_waits = answer.send(Err(AskError::Gone(end.clone())));
        }
        let _nobody_listens = self.outgoing.send(Err(end)).await;
    }

    async fn obey(&mut self, order: Order) -> Result<(), Gone> {
        let text = match order {
            Order::Ask { name, payload, answer } => {
                let number = self.next_number;
                self.next_number += 1;
                // Those who stopped waiting are forgotten with the next question.
                self.asked.retain(|_, answer| !answer.is_closed());
                self.asked.insert(number, answer);
                event_text(&name, &payload, Some(number)).map_err(|error| Gone::Broken(error.to_string()))?
            }
            Order::Raw(text) => text,
            Order::Leave => return Ok(()),
        };
        self.line.send(text).await
    }

    async fn hear(&mut self, text: &str) -> Result<(), Gone> {
        match Packet::read(text) {
            Packet::Event(array) => {
                let read = event_parts(array).and_then(|(name, payload)| {
                    Ok(Event { name, payload: serde_json::from_str(payload.get())? })
                });
                let event = read.map_err(|error| Gone::Broken(format!("an unreadable event: {error}")))?;
                // A caller that dropped its events wants none.
                let _nobody_listens = self.outgoing.send(Ok(event)).await;
            }
            Packet::Ack(number, array) => {
                if let Some(answer) = self.asked.remove(&number) {
                    let _nobody_waits = answer.send(read_answer(array));
                }
            }
            _ => {}
        }
        Ok(())
    }
}

#[derive(Deserialize)]
struct Answer {
    ok: bool,
    error: Option<ErrorBody>,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

fn read_answer(array: &str) -> Result<Value, AskError> {
    let (answer,): (Answer,) = serde_json::from_str(array).map_err(|error| broken(&error))?;
    match answer.error {
        None if answer.ok => Ok(Value::Object(answer.rest)),
        Some(error) => Err(AskError::Refused(error)),
        None => Err(AskError::Gone(Gone::Broken("a refusal without a reason".into()))),
    }
}

fn broken(error: &serde_json::Error) -> AskError {
    AskError::Gone(Gone::Broken(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_is_an_object_or_a_refusal() {
        let done = read_answer(r#"[{"ok":true,"message":{"seq":2}}]"#).unwrap();
        assert_eq!(done["message"]["seq"], 2);
        assert!(done.get("ok").is_none());
        let refused = r#"[{"ok":false,"error":{"code":"rate_limited","message":"Slow.","retryAfterMs":5}}]"#;
        let refused = read_answer(refused).unwrap_err();
        assert_eq!(refused.code(), Some("rate_limited"));
        assert_eq!(read_answer("[]").unwrap_err().code(), None);
    }
}
