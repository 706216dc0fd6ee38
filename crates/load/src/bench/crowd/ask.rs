//! Bringing a crowd into its places: entering, and questions whose answers are read whole. Not for what is
//! measured by the message.

use std::{
    io,
    time::{Duration, Instant},
};

use serde_json::{Value, json};

use super::{Crowd, Heard, frame};
use crate::socketio::{NAMESPACE, Packet, event_text};

/// Connections or questions under way at once.
const UNDER_WAY: usize = 256;
/// How long nothing may happen while something is awaited.
const SILENCE: Duration = Duration::from_secs(20);
/// The numbers of questions asked here. Those of measured messages are larger.
const FIRST_NUMBER: u64 = 0;

/// Why a crowd did not get into its places.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AskError {
    /// The system cannot.
    #[error("The system gives no connections: {0}")]
    System(#[from] io::Error),
    /// Somebody is gone.
    #[error("Somebody lost the connection: {0}")]
    Gone(String),
    /// The server refused something.
    #[error("The server refused {what}: {answer}")]
    Refused {
        /// What was asked.
        what: String,
        /// What it answered.
        answer: String,
    },
    /// The server said nothing any more.
    #[error("The server said nothing for {} s while people {}.", SILENCE.as_secs(), .0)]
    Silent(&'static str),
}

/// The frame of an event that wants an answer under this number.
pub(crate) fn question(name: &str, payload: &Value, number: u64) -> Vec<u8> {
    let mut out = Vec::new();
    // Names and JSON values can always be written.
    let text = event_text(name, payload, Some(number)).unwrap_or_default();
    frame::write(&mut out, frame::TEXT, text.as_bytes());
    out
}

/// The payload of `join-chat`: a conversation's id for an agent and for a customer who returns.
pub(crate) fn join(conversation: Option<&str>, inbox: Option<&str>) -> Value {
    match (conversation, inbox) {
        (Some(conversation), _) => json!({ "conversationId": conversation }),
        (None, Some(inbox)) => json!({ "inboxId": inbox }),
        (None, None) => json!({}),
    }
}

impl Crowd {
    /// Lets people in, some at a time. The number of the first of them; the others follow.
    ///
    /// # Errors
    /// Where one is not let in.
    pub(crate) fn enter_all(&mut self, tokens: Vec<String>) -> Result<usize, AskError> {
        let first = self.lines.len();
        let wanted = tokens.len();
        let mut waiting = tokens.into_iter();
        let mut entered = 0;
        for token in waiting.by_ref().take(UNDER_WAY) {
            self.enter(token)?;
        }
        let mut failed = None;
        let mut last_news = Instant::now();
        while entered < wanted {
            let before = entered;
            self.turn(Duration::from_millis(100), &mut |crowd, _, heard| match heard {
                Heard::In => {
                    entered += 1;
                    if let Some(token) = waiting.next()
                        && let Err(error) = crowd.enter(token)
                    {
                        failed = Some(AskError::System(error));
                    }
                }
                Heard::Gone(why) => failed = Some(AskError::Gone(why)),
                Heard::Text(_) => {}
            })?;
            fail_when(&mut failed, &mut last_news, entered > before, "were to be let in")?;
        }
        Ok(first)
    }

    /// Asks questions, each by somebody, some at a time. The answers in the order of the questions.
    ///
    /// # Errors
    /// Where one is refused or lost.
    pub(crate) fn ask_all(
        &mut self,
        name: &str,
        questions: &[(usize, Value)],
    ) -> Result<Vec<Value>, AskError> {
        let mut answers = vec![Value::Null; questions.len()];
        let (mut asked, mut answered) = (0, 0);
        let mut failed = None;
        let mut last_news = Instant::now();
        while answered < questions.len() {
            while asked < questions.len() && asked - answered < UNDER_WAY {
                let (who, payload) = &questions[asked];
                self.say(*who, &question(name, payload, FIRST_NUMBER + asked as u64));
                asked += 1;
            }
            let before = answered;
            self.turn(Duration::from_millis(100), &mut |_, _, heard| match heard {
                Heard::Text(text) => match read_answer(text) {
                    Some((number, answer)) if answer["ok"] == true => {
                        if let Some(place) = answers.get_mut((number - FIRST_NUMBER) as usize) {
                            *place = answer;
                            answered += 1;
                        }
                    }
                    Some((_, answer)) => {
                        failed =
                            Some(AskError::Refused { what: name.to_owned(), answer: answer.to_string() });
                    }
                    None => {}
                },
                Heard::Gone(why) => failed = Some(AskError::Gone(why)),
                Heard::In => {}
            })?;
            fail_when(&mut failed, &mut last_news, answered > before, "waited for answers")?;
        }
        Ok(answers)
    }
}

fn fail_when(
    failed: &mut Option<AskError>,
    last_news: &mut Instant,
    news: bool,
    what: &'static str,
) -> Result<(), AskError> {
    if news {
        *last_news = Instant::now();
    } else if last_news.elapsed() > SILENCE {
        return Err(AskError::Silent(what));
    }
    failed.take().map_or(Ok(()), Err)
}

/// The number and the object of an answer.
fn read_answer(text: &[u8]) -> Option<(u64, Value)> {
    if !text.strip_prefix(b"43")?.starts_with(NAMESPACE.as_bytes()) {
        return None;
    }
    let Packet::Ack(number, array) = Packet::read(std::str::from_utf8(text).ok()?) else { return None };
    let (answer,): (Value,) = serde_json::from_str(array).ok()?;
    Some((number, answer))
}
