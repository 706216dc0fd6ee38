//! Messages prepared before they are sent, and found again in what the server says, without reading JSON.
//!
//! A message's `clientId` says which conversation it belongs to and the moment it was meant to be sent. So
//! whoever receives it, the sender with the acknowledgement or an agent with the event, knows how long it took.

use memchr::memmem;
use serde_json::json;

use super::crowd::question;

/// The numbers of questions begin here, so that they have the same length for a very long run.
const FIRST_NUMBER: u64 = 1_000_000;
const NUMBER_DIGITS: usize = 7;
const CONVERSATION_DIGITS: usize = 6;
const MOMENT_DIGITS: usize = 16;
/// What everybody writes: as long as such messages are.
const CONTENT: &str = "Hello, I ordered on Tuesday and the parcel shows no movement. Could you have a look?";

/// The next message of one conversation, as a frame in which only a number and the moment change.
pub(super) struct Phrase {
    frame: Vec<u8>,
    number_at: usize,
    moment_at: usize,
    number: u64,
}

impl Phrase {
    /// Prepares messages for the conversation of this id; `index` names it in client ids.
    pub(super) fn new(conversation: &str, index: usize) -> Self {
        let client_id = format!("bench-{index:0CONVERSATION_DIGITS$}-{:0MOMENT_DIGITS$x}", 0);
        let payload = json!({ "clientId": client_id, "content": CONTENT, "conversationId": conversation });
        let frame = question("send-message", &payload, FIRST_NUMBER);
        let find = |needle: &str| memmem::find(&frame, needle.as_bytes()).unwrap_or_default();
        let number_at = find(&FIRST_NUMBER.to_string());
        let moment_at = find(&client_id) + client_id.len() - MOMENT_DIGITS;
        Self { frame, number_at, moment_at, number: FIRST_NUMBER }
    }

    /// The number of the question that the next message is sent by; each has one more than the one before.
    pub(super) fn number(&self) -> u64 {
        self.number
    }

    /// The next message, meant for this moment: nanoseconds after the load began.
    pub(super) fn at(&mut self, moment: u64) -> &[u8] {
        write_digits(&mut self.frame[self.number_at..][..NUMBER_DIGITS], self.number, 10);
        write_digits(&mut self.frame[self.moment_at..][..MOMENT_DIGITS], moment, 16);
        self.number += 1;
        &self.frame
    }
}

/// What a text of the server's is to somebody who counts.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Said {
    /// A message was acknowledged.
    Acked(Mark),
    /// A message arrived.
    Arrived(Mark),
    /// The question of this number was refused.
    Refused {
        /// As it was asked.
        number: u64,
    },
    /// Something else.
    Other,
}

/// Which message it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mark {
    /// The conversation's index.
    pub(super) conversation: usize,
    /// The moment it was meant for: nanoseconds after the load began.
    pub(super) moment: u64,
}

/// Finds what counts in the server's texts.
pub(super) struct Ear {
    client_id: memmem::Finder<'static>,
    refused: memmem::Finder<'static>,
}

impl Ear {
    pub(super) fn new() -> Self {
        Self {
            client_id: memmem::Finder::new(br#""clientId":"bench-"#),
            refused: memmem::Finder::new(br#""ok":false"#),
        }
    }

    /// Reads one text.
    pub(super) fn read(&self, text: &[u8]) -> Said {
        if let Some(answer) = text.strip_prefix(b"43/chat,") {
            return match self.mark(text) {
                Some(mark) => Said::Acked(mark),
                None if self.refused.find(text).is_some() => {
                    let digits = answer.split(|byte| *byte == b'[').next().unwrap_or_default();
                    Said::Refused { number: read_digits(digits, 10).unwrap_or_default() }
                }
                None => Said::Other,
            };
        }
        if text.starts_with(br#"42/chat,["new-message""#) {
            return self.mark(text).map_or(Said::Other, Said::Arrived);
        }
        Said::Other
    }

    fn mark(&self, text: &[u8]) -> Option<Mark> {
        let at = self.client_id.find(text)? + self.client_id.needle().len();
        let rest = &text[at..];
        let conversation = read_digits(rest.get(..CONVERSATION_DIGITS)?, 10)?;
        let moment = read_digits(rest.get(CONVERSATION_DIGITS + 1..)?.get(..MOMENT_DIGITS)?, 16)?;
        Some(Mark { conversation: conversation as usize, moment })
    }
}

fn write_digits(place: &mut [u8], mut number: u64, base: u64) {
    for digit in place.iter_mut().rev() {
        *digit = b"0123456789abcdef"[(number % base) as usize];
        number /= base;
    }
}

fn read_digits(digits: &[u8], base: u32) -> Option<u64> {
    digits.iter().try_fold(0u64, |number, digit| {
        let digit = char::from(*digit).to_digit(base)?;
        number.checked_mul(u64::from(base))?.checked_add(u64::from(digit))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(frame: &[u8]) -> String {
        String::from_utf8(frame[8..].to_vec()).unwrap()
    }

    #[test]
    fn a_message_is_what_any_client_would_send() {
        let mut phrase = Phrase::new("c-1", 42);
        phrase.at(1);
        let text = text_of(phrase.at(0x2a));
        let (head, object) = text.split_once(r#"["send-message","#).unwrap();
        assert_eq!(head, "42/chat,1000001");
        let object: serde_json::Value = serde_json::from_str(object.strip_suffix(']').unwrap()).unwrap();
        assert_eq!(object["clientId"], "bench-000042-000000000000002a");
        assert_eq!(object["conversationId"], "c-1");
        assert_eq!(object["content"], CONTENT);
    }

    #[test]
    fn what_counts_is_found() {
        let ear = Ear::new();
        let mark = Mark { conversation: 42, moment: 0x2a };
        let entry =
            r#"{"attachments":[],"clientId":"bench-000042-000000000000002a","content":"Hello","seq":2}"#;
        let acked = format!(r#"43/chat,1000001[{{"message":{entry},"ok":true}}]"#);
        assert_eq!(ear.read(acked.as_bytes()), Said::Acked(mark));
        assert_eq!(ear.read(format!(r#"42/chat,["new-message",{entry}]"#).as_bytes()), Said::Arrived(mark));
        assert_eq!(
            ear.read(br#"43/chat,7[{"error":{"code":"overloaded"},"ok":false}]"#),
            Said::Refused { number: 7 }
        );
        for other in [r#"42/chat,["presence",{}]"#, r#"42/chat,["new-message",{"clientId":"ana-1"}]"#, ""] {
            assert_eq!(ear.read(other.as_bytes()), Said::Other, "{other}");
        }
    }
}
