//! Why something was not done: one enum with stable codes, and a sentence a person understands.

use std::borrow::Cow;

use thiserror::Error;

/// A typed refusal. Its [`code`](Refusal::code) is stable and outside programs rely on it; its text is for
/// people and says what happened and what is safe.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Nobody is signed in, or the token is bad, expired, or of a deactivated account.
    #[error("Please sign in to continue.")]
    Unauthorized,
    /// The person may know of it but may not do it.
    #[error("You are not allowed to do this.")]
    Forbidden,
    /// It does not exist, or this person may not know that it does.
    #[error("This does not exist, or you cannot see it.")]
    NotFound,
    /// The conversation is closed for good.
    #[error("This conversation is closed. Write to start a new one.")]
    ConversationClosed,
    /// The operation contradicts what already holds.
    #[error("{0}")]
    Conflict(&'static str),
    /// A message of nothing but white space.
    #[error("Write something first: the message is empty.")]
    ContentEmpty,
    /// More characters than a message may have.
    #[error("This message has {length} characters. At most {limit} can be sent.")]
    ContentTooLong {
        /// Unicode scalar values received.
        length: usize,
        /// Unicode scalar values allowed.
        limit: usize,
    },
    /// A field is missing, malformed or out of range.
    #[error("{message}")]
    Invalid {
        /// The field in camelCase as it stands on the wire.
        field: Cow<'static, str>,
        /// What is wrong with it.
        message: String,
    },
    /// The body or frame is larger than allowed.
    #[error("This is larger than the {limit_bytes} bytes allowed.")]
    PayloadTooLarge {
        /// Bytes allowed.
        limit_bytes: usize,
    },
    /// The type of the body or file is not accepted.
    #[error("This type of content is not accepted.")]
    UnsupportedMediaType,
    /// Too much, too fast; nothing was kept and the same may be sent again later.
    #[error("That was too fast. Try again in a moment; nothing you wrote is lost.")]
    RateLimited {
        /// Milliseconds after which it will be accepted.
        retry_after_ms: u64,
    },
    /// The server is behind; nothing was kept and the same may be sent again later.
    #[error("The service is busy. Try again in a moment; nothing you wrote is lost.")]
    Overloaded {
        /// Milliseconds after which to try again.
        retry_after_ms: u64,
    },
}

impl Refusal {
    /// An [`Invalid`](Refusal::Invalid) refusal of one field.
    pub fn invalid(field: impl Into<Cow<'static, str>>, message: impl Into<String>) -> Self {
        Self::Invalid { field: field.into(), message: message.into() }
    }

    /// The stable code of this refusal.
    pub const fn code(&self) -> RefusalCode {
        match self {
            Self::Unauthorized => RefusalCode::Unauthorized,
            Self::Forbidden => RefusalCode::Forbidden,
            Self::NotFound => RefusalCode::NotFound,
            Self::ConversationClosed => RefusalCode::ConversationClosed,
            Self::Conflict(_) => RefusalCode::Conflict,
            Self::ContentEmpty => RefusalCode::ContentEmpty,
            Self::ContentTooLong { .. } => RefusalCode::ContentTooLong,
            Self::Invalid { .. } => RefusalCode::Invalid,
            Self::PayloadTooLarge { .. } => RefusalCode::PayloadTooLarge,
            Self::UnsupportedMediaType => RefusalCode::UnsupportedMediaType,
            Self::RateLimited { .. } => RefusalCode::RateLimited,
            Self::Overloaded { .. } => RefusalCode::Overloaded,
        }
    }

    /// When to try again, for the refusals that pass with time.
    pub const fn retry_after_ms(&self) -> Option<u64> {
        match self {
            Self::RateLimited { retry_after_ms } | Self::Overloaded { retry_after_ms } => {
                Some(*retry_after_ms)
            }
            _ => None,
        }
    }
}

/// The stable name of a refusal, the same at every door.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RefusalCode {
    /// `unauthorized`
    Unauthorized,
    /// `forbidden`
    Forbidden,
    /// `not_found`
    NotFound,
    /// `conversation_closed`
    ConversationClosed,
    /// `conflict`
    Conflict,
    /// `content_empty`
    ContentEmpty,
    /// `content_too_long`
    ContentTooLong,
    /// `invalid`
    Invalid,
    /// `payload_too_large`
    PayloadTooLarge,
    /// `unsupported_media_type`
    UnsupportedMediaType,
    /// `rate_limited`
    RateLimited,
    /// `overloaded`
    Overloaded,
}

impl RefusalCode {
    /// Every code, for documents and counters.
    pub const ALL: [Self; 12] = [
        Self::Unauthorized,
        Self::Forbidden,
        Self::NotFound,
        Self::ConversationClosed,
        Self::Conflict,
        Self::ContentEmpty,
        Self::ContentTooLong,
        Self::Invalid,
        Self::PayloadTooLarge,
        Self::UnsupportedMediaType,
        Self::RateLimited,
        Self::Overloaded,
    ];

    /// The code as it stands on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::NotFound => "not_found",
            Self::ConversationClosed => "conversation_closed",
            Self::Conflict => "conflict",
            Self::ContentEmpty => "content_empty",
            Self::ContentTooLong => "content_too_long",
            Self::Invalid => "invalid",
            Self::PayloadTooLarge => "payload_too_large",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::RateLimited => "rate_limited",
            Self::Overloaded => "overloaded",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every() -> [Refusal; 12] {
        [
            Refusal::Unauthorized,
            Refusal::Forbidden,
            Refusal::NotFound,
            Refusal::ConversationClosed,
            Refusal::Conflict("This was sent before with other content."),
            Refusal::ContentEmpty,
            Refusal::ContentTooLong { length: 5001, limit: 5000 },
            Refusal::invalid("upToSeq", "upToSeq must be a whole number."),
            Refusal::PayloadTooLarge { limit_bytes: 65536 },
            Refusal::UnsupportedMediaType,
            Refusal::RateLimited { retry_after_ms: 1500 },
            Refusal::Overloaded { retry_after_ms: 250 },
        ]
    }

    /// Outside programs rely on the codes, and people read the sentences.
    #[test]
    fn codes_and_sentences() {
        let lines = every().map(|refusal| format!("{:24}{refusal}", refusal.code().as_str()));
        let told = lines.join("\n");
        insta::assert_snapshot!(told);
    }

    #[test]
    fn every_code_has_its_refusal() {
        assert_eq!(every().map(|refusal| refusal.code()), RefusalCode::ALL);
    }

    #[test]
    fn only_what_passes_with_time_says_when() {
        let told = every().map(|refusal| refusal.retry_after_ms());
        assert_eq!(told.iter().flatten().collect::<Vec<_>>(), [&1500, &250]);
    }
}
