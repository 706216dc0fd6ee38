//! Entries as each side sees them.

use std::fmt::Write as _;

use deskbell_domain::{
    self as domain, Reader,
    entry::{Body, Moderation},
};
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
    /// True where the inbox's word filter holds it back: agents show it when they ask to.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub held: bool,
    /// Colleagues a note names.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    pub mentions: Vec<Uuid>,
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
            held: false,
            mentions: Vec::new(),
            attachments: None,
            metadata: None,
            activity: None,
        };
        match &entry.body {
            Body::Message { content, attachments, metadata, moderation } => Self {
                kind: EntryKind::Message,
                content: Some(match (moderation, reader) {
                    (Moderation::Masked(seen), Reader::Agent) => seen.clone(),
                    _ => content.clone(),
                }),
                held: *moderation == Moderation::Held && reader == Reader::Agent,
                attachments: Some(attachments.iter().map(Attachment::render).collect()),
                metadata: metadata.clone().and_then(|json| RawValue::from_string(json).ok()),
                ..base
            },
            Body::Note { content, mentions } => Self {
                kind: EntryKind::Note,
                content: Some(content.clone()),
                mentions: mentions.iter().map(|id| id.0).collect(),
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
    /// Where it is read, on this server: with a bearer token, the session cookie, or by a link made for it.
    pub url: String,
    /// Where a picture of at most 480 pixels a side is read, where it is a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail_url: Option<String>,
    /// Pixels across, where it is a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<u32>,
    /// Pixels down, where it is a picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<u32>,
}

impl Attachment {
    /// A file as whoever may read it is told of it.
    pub fn render(file: &domain::Attachment) -> Self {
        let id = file.id.0;
        let thumbnail = file.picture.is_some_and(|picture| picture.has_thumbnail);
        Self {
            id,
            name: file.name.clone(),
            content_type: file.content_type.clone(),
            size_bytes: file.size_bytes,
            url: file_path(file),
            thumbnail_url: thumbnail.then(|| format!("/files/{id}/thumbnail")),
            width: file.picture.map(|picture| picture.width),
            height: file.picture.map(|picture| picture.height),
        }
    }
}

/// The address of a file on its server, with its name for whoever saves it.
pub fn file_path(file: &domain::Attachment) -> String {
    format!("/files/{}/{}", file.id, percent_encoded(&file.name))
}

/// A text of which all but the unreserved characters of RFC 3986 is percent-encoded: what a path and a header take.
pub fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => encoded.push(byte.into()),
            _ => {
                let _ = write!(encoded, "%{byte:02X}");
            }
        }
    }
    encoded
}

/// A team named in an activity, as it was called then.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct NamedTeam {
    /// Which team.
    pub id: Uuid,
    /// Its name.
    pub name: String,
}

impl From<domain::entry::NamedTeam> for NamedTeam {
    fn from(team: domain::entry::NamedTeam) -> Self {
        Self { id: team.id.0, name: team.name }
    }
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
    /// It was handed on.
    #[serde(rename_all = "camelCase")]
    Transferred {
        /// To whom, where it is a person.
        #[serde(skip_serializing_if = "Option::is_none")]
        assignee: Option<PublicAgent>,
        /// To which team, where it changed.
        #[serde(skip_serializing_if = "Option::is_none")]
        team: Option<NamedTeam>,
        /// From whom; only agents are told.
        #[serde(skip_serializing_if = "Option::is_none")]
        previous_assignee: Option<PublicAgent>,
    },
    /// Somebody higher up is to look at it.
    Escalated {
        /// Why, in an agent's words.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
        /// To which team, where it changed.
        #[serde(skip_serializing_if = "Option::is_none")]
        team: Option<NamedTeam>,
        /// The due time that was missed, where that is why.
        #[serde(skip_serializing_if = "Option::is_none")]
        due: Option<At>,
    },
    /// Its assignee has put it off.
    Snoozed {
        /// Until then; until its customer writes where it is absent.
        #[serde(skip_serializing_if = "Option::is_none")]
        until: Option<At>,
    },
    /// It is no longer put off.
    Unsnoozed,
    /// It ended because its customer turned out to have another one.
    #[serde(rename_all = "camelCase")]
    Merged {
        /// The other one.
        conversation_id: Uuid,
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
    /// Its customer said how well they were helped.
    Rated {
        /// From 1, badly, to 5, well; 0 where what was said is erased.
        score: u8,
        /// In their own words.
        #[serde(skip_serializing_if = "Option::is_none")]
        comment: Option<String>,
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
            From::Transferred { to, to_team, from } => Self::Transferred {
                assignee: to.map(|to| PublicAgent::render(&to, reader)),
                team: to_team.map(Into::into),
                previous_assignee: from
                    .filter(|_| reader == Reader::Agent)
                    .map(|from| PublicAgent::render(&from, reader)),
            },
            From::Escalated { reason, to_team, due } => {
                Self::Escalated { reason, team: to_team.map(Into::into), due: due.map(At) }
            }
            From::Snoozed { until } => Self::Snoozed { until: until.map(At) },
            From::Unsnoozed => Self::Unsnoozed,
            From::Merged { into } => Self::Merged { conversation_id: into.0 },
            From::Resolved { from } => Self::Resolved { from: from.into() },
            From::Reopened => Self::Reopened,
            From::Closed { from } => Self::Closed { from: from.into() },
            From::Rated { score, comment } => Self::Rated { score, comment },
            From::SubjectChanged { from, to } => Self::SubjectChanged { from, to },
            From::PriorityChanged { from, to } => Self::PriorityChanged { from: from.into(), to: to.into() },
            From::CategoryChanged { from, to } => Self::CategoryChanged { from, to },
            From::LabelsChanged { added, removed } => Self::LabelsChanged { added, removed },
        }
    }
}
