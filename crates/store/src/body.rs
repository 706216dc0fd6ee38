//! The erasable body of an entry: all personal data of it, as the JSON that is stored, digested and one day
//! erased. Fields may be added; none may change its meaning, for what is stored is never rewritten.

use deskbell_domain::{
    AgentId, Attachment, AttachmentId, ConversationId, Picture, Sender, TeamId,
    conversation::{Priority, Status},
    entry::{Activity, Body, Moderation, NamedAgent, NamedTeam, SenderKind},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a body could not be read for.
#[derive(Debug, thiserror::Error)]
#[error("the body of an entry cannot be read: {0}")]
pub(crate) struct BodyError(String);

#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    avatar_url: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<StoredFile>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    metadata: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    masked: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    held: bool,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    activity: Option<StoredActivity>,
}

/// A file that a message carries. Its name is the sender's, so it lies where the text lies.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredFile {
    id: String,
    name: String,
    content_type: String,
    size_bytes: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    width: Option<u32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    height: Option<u32>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    thumbnail: bool,
}

/// The payload of an activity; its type stands in a column of its own and outlives the body.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredActivity {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to_agent: Option<StoredAgent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from_agent: Option<StoredAgent>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    added: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    removed: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    to_team: Option<StoredTeam>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    at: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    conversation_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    score: Option<u8>,
}

#[derive(Serialize, Deserialize)]
struct StoredTeam {
    id: String,
    name: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredAgent {
    id: String,
    name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    avatar_url: Option<String>,
}

/// The bytes to store for what somebody said or did.
pub(crate) fn encode(sender: &Sender, body: &Body) -> Vec<u8> {
    let mut stored = Stored {
        name: sender.name.clone(),
        avatar_url: sender.avatar_url.clone(),
        content: body.content().map(str::to_owned),
        ..Stored::default()
    };
    match body {
        Body::Message { attachments, metadata, moderation, .. } => {
            stored.attachments = attachments.iter().map(encode_file).collect();
            stored.metadata.clone_from(metadata);
            match moderation {
                Moderation::None => {}
                Moderation::Masked(seen) => stored.masked = Some(seen.clone()),
                Moderation::Held => stored.held = true,
            }
        }
        Body::Note { mentions, .. } => {
            stored.mentions = mentions.iter().map(ToString::to_string).collect();
        }
        Body::Activity(activity) => stored.activity = Some(encode_activity(activity)),
    }
    serde_json::to_vec(&stored).expect("strings and lists of strings are always JSON")
}

fn encode_activity(activity: &Activity) -> StoredActivity {
    let mut stored = StoredActivity::default();
    match activity {
        Activity::Created | Activity::Reopened | Activity::Unsnoozed => {}
        Activity::Transferred { to, to_team, from } => {
            stored.to_agent = to.as_ref().map(encode_agent);
            stored.from_agent = from.as_ref().map(encode_agent);
            stored.to_team = to_team.as_ref().map(encode_team);
        }
        Activity::Rated { score, comment } => {
            stored.score = Some(*score);
            stored.reason.clone_from(comment);
        }
        Activity::Escalated { reason, to_team, due } => {
            stored.reason.clone_from(reason);
            stored.to_team = to_team.as_ref().map(encode_team);
            stored.at = due.map(Timestamp::as_microsecond);
        }
        Activity::Snoozed { until } => stored.at = until.map(Timestamp::as_microsecond),
        Activity::Merged { into } => stored.conversation_id = Some(into.to_string()),
        Activity::Assigned { to, from } => {
            stored.to_agent = Some(encode_agent(to));
            stored.from_agent = from.as_ref().map(encode_agent);
        }
        Activity::Unassigned { from } => stored.from_agent = Some(encode_agent(from)),
        Activity::Resolved { from } | Activity::Closed { from } => stored.from = Some(from.as_str().into()),
        Activity::SubjectChanged { from, to } | Activity::CategoryChanged { from, to } => {
            stored.from.clone_from(from);
            stored.to.clone_from(to);
        }
        Activity::PriorityChanged { from, to } => {
            stored.from = Some(from.as_str().into());
            stored.to = Some(to.as_str().into());
        }
        Activity::LabelsChanged { added, removed } => {
            stored.added.clone_from(added);
            stored.removed.clone_from(removed);
        }
    }
    stored
}

fn encode_file(file: &Attachment) -> StoredFile {
    StoredFile {
        id: file.id.to_string(),
        name: file.name.clone(),
        content_type: file.content_type.clone(),
        size_bytes: file.size_bytes,
        width: file.picture.map(|picture| picture.width),
        height: file.picture.map(|picture| picture.height),
        thumbnail: file.picture.is_some_and(|picture| picture.has_thumbnail),
    }
}

fn decode_file(stored: StoredFile) -> Result<Attachment, BodyError> {
    let sides = stored.width.zip(stored.height);
    Ok(Attachment {
        id: AttachmentId(parse_id(&stored.id)?),
        name: stored.name,
        content_type: stored.content_type,
        size_bytes: stored.size_bytes,
        picture: sides.map(|(width, height)| Picture { width, height, has_thumbnail: stored.thumbnail }),
    })
}

fn encode_agent(agent: &NamedAgent) -> StoredAgent {
    StoredAgent { id: agent.id.to_string(), name: agent.name.clone(), avatar_url: agent.avatar_url.clone() }
}

fn encode_team(team: &NamedTeam) -> StoredTeam {
    StoredTeam { id: team.id.to_string(), name: team.name.clone() }
}

/// What was said, read back. `kind` and `activity` are the entry's columns; `bytes` is `None` once the body
/// is erased, and then everything personal is empty.
pub(crate) fn decode(
    sender: SenderKind,
    kind: &str,
    activity: Option<&str>,
    bytes: Option<&[u8]>,
) -> Result<(Sender, Body), BodyError> {
    let stored = match bytes {
        Some(bytes) => serde_json::from_slice(bytes).map_err(|error| BodyError(error.to_string()))?,
        None => Stored::default(),
    };
    let content = stored.content.unwrap_or_default();
    let body = match (kind, activity) {
        ("message", _) => Body::Message {
            content,
            attachments: stored.attachments.into_iter().map(decode_file).collect::<Result<_, _>>()?,
            metadata: stored.metadata,
            moderation: match (stored.masked, stored.held) {
                (Some(seen), _) => Moderation::Masked(seen),
                (None, true) => Moderation::Held,
                (None, false) => Moderation::None,
            },
        },
        ("note", _) => Body::Note {
            content,
            mentions: stored.mentions.iter().map(|id| parse_id(id).map(AgentId)).collect::<Result<_, _>>()?,
        },
        (_, Some(name)) => Body::Activity(decode_activity(name, stored.activity.unwrap_or_default())?),
        (_, None) => return Err(BodyError(format!("an entry of kind {kind} has no type"))),
    };
    Ok((Sender { kind: sender, name: stored.name, avatar_url: stored.avatar_url }, body))
}

fn decode_activity(name: &str, stored: StoredActivity) -> Result<Activity, BodyError> {
    Ok(match name {
        "created" => Activity::Created,
        "reopened" => Activity::Reopened,
        "assigned" => Activity::Assigned {
            to: decode_agent(stored.to_agent)?,
            from: stored.from_agent.map(|agent| decode_agent(Some(agent))).transpose()?,
        },
        "unassigned" => Activity::Unassigned { from: decode_agent(stored.from_agent)? },
        "transferred" => Activity::Transferred {
            to: stored.to_agent.map(|agent| decode_agent(Some(agent))).transpose()?,
            to_team: stored.to_team.map(decode_team).transpose()?,
            from: stored.from_agent.map(|agent| decode_agent(Some(agent))).transpose()?,
        },
        "escalated" => Activity::Escalated {
            reason: stored.reason,
            to_team: stored.to_team.map(decode_team).transpose()?,
            due: moment(stored.at)?,
        },
        "snoozed" => Activity::Snoozed { until: moment(stored.at)? },
        "unsnoozed" => Activity::Unsnoozed,
        "merged" => Activity::Merged {
            into: ConversationId(stored.conversation_id.as_deref().map_or(Ok(Uuid::nil()), parse_id)?),
        },
        "rated" => Activity::Rated { score: stored.score.unwrap_or_default(), comment: stored.reason },
        "resolved" => Activity::Resolved { from: status(stored.from.as_deref()) },
        "closed" => Activity::Closed { from: status(stored.from.as_deref()) },
        "subjectChanged" => Activity::SubjectChanged { from: stored.from, to: stored.to },
        "categoryChanged" => Activity::CategoryChanged { from: stored.from, to: stored.to },
        "priorityChanged" => Activity::PriorityChanged {
            from: priority(stored.from.as_deref()),
            to: priority(stored.to.as_deref()),
        },
        "labelsChanged" => Activity::LabelsChanged { added: stored.added, removed: stored.removed },
        unknown => return Err(BodyError(format!("an activity of the unknown type {unknown}"))),
    })
}

fn decode_agent(stored: Option<StoredAgent>) -> Result<NamedAgent, BodyError> {
    let Some(stored) = stored else {
        return Ok(NamedAgent { id: AgentId(Uuid::nil()), name: String::new(), avatar_url: None });
    };
    let id = AgentId(parse_id(&stored.id)?);
    Ok(NamedAgent { id, name: stored.name, avatar_url: stored.avatar_url })
}

fn decode_team(stored: StoredTeam) -> Result<NamedTeam, BodyError> {
    Ok(NamedTeam { id: TeamId(parse_id(&stored.id)?), name: stored.name })
}

/// An erased activity no longer says from what it came; a live status is the least it can claim.
fn status(name: Option<&str>) -> Status {
    name.and_then(Status::parse).unwrap_or(Status::Active)
}

fn priority(name: Option<&str>) -> Priority {
    name.and_then(Priority::parse).unwrap_or_default()
}

fn moment(micros: Option<i64>) -> Result<Option<Timestamp>, BodyError> {
    micros.map(Timestamp::from_microsecond).transpose().map_err(|error| BodyError(error.to_string()))
}

fn parse_id(text: &str) -> Result<Uuid, BodyError> {
    Uuid::try_parse(text).map_err(|error| BodyError(error.to_string()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(number: u128) -> NamedAgent {
        let id = AgentId(Uuid::from_u128(number));
        NamedAgent { id, name: format!("Agent {number}"), avatar_url: Some("https://a/b.png".into()) }
    }

    fn team() -> NamedTeam {
        NamedTeam { id: TeamId(Uuid::from_u128(6)), name: "Billing".into() }
    }

    fn bodies() -> Vec<Body> {
        let activities = [
            Activity::Created,
            Activity::Assigned { to: named(1), from: Some(named(2)) },
            Activity::Assigned { to: named(1), from: None },
            Activity::Unassigned { from: named(3) },
            Activity::Resolved { from: Status::Open },
            Activity::Reopened,
            Activity::Closed { from: Status::Resolved },
            Activity::SubjectChanged { from: None, to: Some("Refund".into()) },
            Activity::PriorityChanged { from: Priority::Low, to: Priority::Urgent },
            Activity::CategoryChanged { from: Some("payment".into()), to: None },
            Activity::LabelsChanged { added: vec!["vip".into()], removed: Vec::new() },
            Activity::Transferred { to: Some(named(1)), to_team: None, from: Some(named(2)) },
            Activity::Transferred { to: None, to_team: Some(team()), from: None },
            Activity::Escalated { reason: Some("angry".into()), to_team: Some(team()), due: None },
            Activity::Escalated { reason: None, to_team: None, due: Some(Timestamp::UNIX_EPOCH) },
            Activity::Snoozed { until: Some(Timestamp::UNIX_EPOCH) },
            Activity::Snoozed { until: None },
            Activity::Unsnoozed,
            Activity::Merged { into: ConversationId(Uuid::from_u128(5)) },
            Activity::Rated { score: 4, comment: Some("Quick.".into()) },
        ];
        let message = |moderation| Body::Message {
            content: "Where is\nmy 📦?".into(),
            attachments: vec![
                Attachment {
                    id: AttachmentId(Uuid::from_u128(9)),
                    name: "receipt.pdf".into(),
                    content_type: "application/pdf".into(),
                    size_bytes: 1234,
                    picture: None,
                },
                Attachment {
                    id: AttachmentId(Uuid::from_u128(10)),
                    name: "parcel.jpg".into(),
                    content_type: "image/jpeg".into(),
                    size_bytes: 56789,
                    picture: Some(Picture { width: 640, height: 480, has_thumbnail: true }),
                },
            ],
            metadata: Some(r#"{"page":"/cart"}"#.into()),
            moderation,
        };
        let moderations = [Moderation::None, Moderation::Masked("W•••".into()), Moderation::Held];
        let note = Body::Note { content: "careful".into(), mentions: vec![named(4).id] };
        let written = moderations.map(message).into_iter().chain([note]);
        activities.into_iter().map(Body::Activity).chain(written).collect()
    }

    #[test]
    fn every_body_survives_its_stored_form() {
        let sender =
            Sender { kind: SenderKind::System, name: "Ana".into(), avatar_url: Some("https://x/y".into()) };
        for body in bodies() {
            let bytes = encode(&sender, &body);
            let activity = if let Body::Activity(activity) = &body { Some(activity.name()) } else { None };
            let (read_sender, read) =
                decode(SenderKind::System, body.kind(), activity, Some(&bytes)).unwrap();
            assert_eq!((read_sender, read), (sender.clone(), body));
        }
    }

    #[test]
    fn an_erased_body_says_nothing_personal() {
        for body in bodies() {
            let activity = if let Body::Activity(activity) = &body { Some(activity.name()) } else { None };
            let (sender, erased) = decode(SenderKind::System, body.kind(), activity, None).unwrap();
            assert_eq!((sender.name.as_str(), sender.avatar_url), ("", None));
            assert_eq!(erased.kind(), body.kind());
            assert!(erased.content().is_none_or(str::is_empty));
            assert!(erased.attachments().is_empty());
        }
    }

    #[test]
    fn what_is_stored_is_this_and_stays_so() {
        let sender = Sender { kind: SenderKind::System, name: "Ana".into(), avatar_url: None };
        let body = Body::Message {
            content: "hello".into(),
            attachments: Vec::new(),
            metadata: None,
            moderation: Moderation::None,
        };
        assert_eq!(encode(&sender, &body), br#"{"name":"Ana","content":"hello"}"#);
        let body = Body::Activity(Activity::Closed { from: Status::Active });
        assert_eq!(encode(&sender, &body), br#"{"name":"Ana","activity":{"from":"active"}}"#);
    }
}
