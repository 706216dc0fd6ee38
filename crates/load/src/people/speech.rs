//! Writing as people do: a while of typing, then the message.

use std::time::Duration;

use serde_json::json;

use super::pace::PeopleClock;
use crate::socketio::{AskError, Client};

/// Between two signs of typing, within the lease that one of them has.
const TYPING_RENEWAL: Duration = Duration::from_secs(2);
/// How long one character takes to write.
const PER_CHARACTER: Duration = Duration::from_millis(55);
/// The least and the most that a message takes to write.
const WRITING: (Duration, Duration) = (Duration::from_millis(1200), Duration::from_secs(9));

/// Types for as long as the text takes, then sends it.
pub(super) async fn write(
    client: &Client,
    clock: PeopleClock,
    conversation_id: &str,
    client_id: &str,
    text: &str,
) -> Result<(), AskError> {
    let mut left = writing_time(text);
    while !left.is_zero() {
        // Whoever lives too fast for the limit on events types unseen.
        if let Err(AskError::Gone(gone)) =
            client.ask("typing", json!({ "conversationId": conversation_id })).await
        {
            return Err(AskError::Gone(gone));
        }
        let step = left.min(TYPING_RENEWAL);
        clock.sleep(step).await;
        left -= step;
    }
    let message = json!({ "conversationId": conversation_id, "clientId": client_id, "content": text });
    client.ask("send-message", message).await.map(|_| ())
}

fn writing_time(text: &str) -> Duration {
    let characters = u32::try_from(text.chars().count()).unwrap_or(u32::MAX);
    PER_CHARACTER.saturating_mul(characters).clamp(WRITING.0, WRITING.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn longer_texts_take_longer_within_reason() {
        assert_eq!(writing_time("Hi"), WRITING.0);
        assert!(writing_time(&"word ".repeat(10)) > writing_time("word"));
        assert_eq!(writing_time(&"word ".repeat(1000)), WRITING.1);
    }
}
