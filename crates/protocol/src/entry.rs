//! Entries as each side sees them.

use deskbell_domain::{self as domain, Reader, entry::Body};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::{
    person::{Participant, PublicAgent},
    time::At,
    words::{Priority, Status},
};

/// Message, internal note or activity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum EntryKind {
    /// Written to the other side.
    Message,
    /// Written for colleagues.
    Note,
    /// Something that happened.
    Activity,
}

/// One entry of a timeline.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Entry {
    /// Which entry.
    pub id: Uuid,
    /// Whose timeline.
    pub conversation_id: Uuid,
    /// Its place; dense, from 1.
    pub seq: u64,
    /// The seq of the entry before it that this reader may see; 0 for the first.
    pub prev_seq: u64,
    /// What kind of entry it is.
    pub kind: EntryKind,
    /// Who wrote or caused it.
    pub sender: Participant,
    /// When.
    pub created_at: At,
    /// The sender's own name for it (messages and notes).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// The text as written (messages and notes).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub content: Option<String>,
    /// Files (messages and notes).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attachments: Option<Vec<Attachment>>,
    /// What the sender's program attached to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<std::collections::BTreeMap<String, serde_json::Value>>)]
    pub metadata: Option<Box<RawValue>>,
    /// What happened (activities).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub activity: Option<Activity>,
}

impl Entry {
    /// An entry as this side sees it. The caller has made sure that it may.
    pub fn render(entry: &domain::Entry, reader: Reader) -> Self {
        let base = Self {
            id: entry.id.0,
            conversation_id: entry.conversation_id.0,
            seq: entry.seq,
            prev_seq: entry.prev_seq(reader),
            kind: EntryKind::Activity,
            sender: Participant::render(entry.conversation_id, &entry.sender, reader),
            created_at: At(entry.created_at),
            client_id: entry.client_id.as_ref().map(|id| id.as_str().to_owned()),
            content: None,
            attachments: None,
            metadata: None,
            activity: None,
        };
        match &entry.body {
            Body::Message { content, metadata, .. } => Self {
                kind: EntryKind::Message,
                content: Some(content.clone()),
                attachments: Some(Vec::new()),
                metadata: metadata.clone().and_then(|json| RawValue::from_string(json).ok()),
                ..base
            },
            Body::Note { content } => Self {
                kind: EntryKind::Note,
                content: Some(content.clone()),
                attachments: Some(Vec::new()),
                ..base
            },
            Body::Activity(activity) => Self { activity: Some(Activity::render(activity, reader)), ..base },
        }
    }
}

/// A file that belongs to a message.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Attachment {
    /// Which file.
    pub id: Uuid,
    /// Its name, made safe.
    pub name: String,
    /// Its media type.
    pub content_type: String,
    /// Its size.
    pub size_bytes: u64,
    /// Where it is read, with authorization.
    pub url: String,
    /// A small picture of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
}

/// Something that happened to a conversation; who did it is the entry's sender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Activity {
    /// It was started.
    Created,
    /// It was given to an agent.
    #[serde(rename_all = "camelCase")]
    Assigned {
        /// To whom.
        assignee: PublicAgent,
        /// From whom; only agents are told.
        #[serde(skip_serializing_if = "Option::is_none")]
        previous_assignee: Option<PublicAgent>,
    },
    /// It went back into the queue.
    #[serde(rename_all = "camelCase")]
    Unassigned {
        /// From whom.
        previous_assignee: PublicAgent,
    },
    /// It was resolved.
    Resolved {
        /// The status before.
        from: Status,
    },
    /// It was reopened.
    Reopened,
    /// It was closed for good.
    Closed {
        /// The status before.
        from: Status,
    },
    /// Its subject changed.
    SubjectChanged {
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
    /// Its priority changed.
    PriorityChanged {
        /// Before.
        from: Priority,
        /// After.
        to: Priority,
    },
    /// Its category changed.
    CategoryChanged {
        /// Before.
        from: Option<String>,
        /// After.
        to: Option<String>,
    },
    /// Its labels changed.
    LabelsChanged {
        /// Added ones.
        added: Vec<String>,
        /// Removed ones.
        removed: Vec<String>,
    },
}

impl Activity {
    fn render(activity: &domain::Activity, reader: Reader) -> Self {
        use domain::Activity as From;
        match activity.clone() {
            From::Created => Self::Created,
            From::Assigned { to, from } => Self::Assigned {
                assignee: PublicAgent::render(&to, reader),
                previous_assignee: from
                    .filter(|_| reader == Reader::Agent)
                    .map(|from| PublicAgent::render(&from, reader)),
            },
            From::Unassigned { from } => {
                Self::Unassigned { previous_assignee: PublicAgent::render(&from, reader) }
            }
            From::Resolved { from } => Self::Resolved { from: from.into() },
            From::Reopened => Self::Reopened,
            From::Closed { from } => Self::Closed { from: from.into() },
            From::SubjectChanged { from, to } => Self::SubjectChanged { from, to },
            From::PriorityChanged { from, to } => Self::PriorityChanged { from: from.into(), to: to.into() },
            From::CategoryChanged { from, to } => Self::CategoryChanged { from, to },
            From::LabelsChanged { added, removed } => Self::LabelsChanged { added, removed },
        }
    }
}
