//! The closed sets of words on the wire, each the twin of a domain enum.

use deskbell_domain::{agent, conversation, inbox, settings, words};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

macro_rules! words {
    ($(#[$doc:meta])* $name:ident = $twin:path { $($variant:ident),+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(rename_all = "camelCase")]
        pub enum $name {
            $(
                #[doc = concat!("See the domain's `", stringify!($variant), "`.")]
                $variant
            ),+
        }

        impl From<$twin> for $name {
            fn from(twin: $twin) -> Self {
                match twin { $(<$twin>::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $twin {
            fn from(word: $name) -> Self {
                match word { $($name::$variant => <$twin>::$variant),+ }
            }
        }
    };
}

words! {
    /// Where a conversation stands.
    Status = conversation::Status { Open, Active, Resolved, Closed }
}
words! {
    /// A live chat or a filed ticket.
    ConversationKind = conversation::Kind { Chat, Ticket }
}
words! {
    /// How urgent a conversation is.
    Priority = conversation::Priority { Low, Medium, High, Urgent }
}
words! {
    /// What an agent declared about themselves.
    Availability = agent::Availability { Online, Away, Busy, Offline }
}
words! {
    /// An agent's role.
    Role = deskbell_domain::Role { Agent, Supervisor, Admin }
}
words! {
    /// What an inbox is for.
    InboxKind = inbox::InboxKind { Website, Rehearsal }
}
words! {
    /// What agents of plain role may see.
    Sight = agent::Sight { All, Team, Own }
}
words! {
    /// Who is chosen for a conversation.
    Strategy = settings::Strategy { Manual, RoundRobin, LeastLoaded }
}
words! {
    /// What becomes of a message that the word filter catches.
    WordAction = words::WordAction { Mask, Hold, Refuse }
}
words! {
    /// How customers are asked whether it helped.
    Feedback = settings::welcome::Feedback { Stars, Thumbs, Off }
}
words! {
    /// When customers are told to expect a reply.
    ReplyTime = settings::welcome::ReplyTime { Minutes, Hours, Day }
}
words! {
    /// Whether a form asks for something.
    Asked = settings::welcome::Asked { Off, Optional, Required }
}
