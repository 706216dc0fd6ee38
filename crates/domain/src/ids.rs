//! Identifiers: UUIDv7 newtypes, so that one noun's id can never stand where another's belongs.

use std::{fmt, str::FromStr};

use uuid::Uuid;

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::try_parse(text).map(Self)
            }
        }

        impl From<Uuid> for $name {
            fn from(uuid: Uuid) -> Self {
                Self(uuid)
            }
        }
    };
}

id! {
    /// Names one conversation.
    ConversationId
}
id! {
    /// Names one entry of a timeline.
    EntryId
}
id! {
    /// Names one customer, known or visiting.
    CustomerId
}
id! {
    /// Names one agent account.
    AgentId
}
id! {
    /// Names one inbox: a website or app with its own settings.
    InboxId
}
id! {
    /// Names one team of agents.
    TeamId
}
id! {
    /// Names one uploaded file.
    AttachmentId
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_reads_back_what_it_writes_and_nothing_else() {
        let text = "0190b5a4-7c3e-7f00-8000-0123456789ab";
        let id: ConversationId = text.parse().unwrap();
        assert_eq!(id.to_string(), text);
        assert_eq!(ConversationId::from(id.0), id);
        assert!("42".parse::<ConversationId>().is_err());
    }
}
