//! A timeline as lines that people read.

use deskbell_protocol::{
    Entry,
    entry::{Activity, Attachment, EntryKind},
    time::At,
};
use jiff::tz::TimeZone;

/// One entry as it stands on paper.
pub(super) struct Line {
    /// When, by the reader's clock.
    pub(super) at: String,
    /// Who wrote or caused it.
    pub(super) who: String,
    /// What kind of line it is, where that has to be said.
    pub(super) mark: Option<&'static str>,
    /// What it says.
    pub(super) text: String,
}

impl Line {
    pub(super) fn of(entry: &Entry, zone: &TimeZone) -> Self {
        let mark = match entry.kind {
            EntryKind::Message => entry.held.then_some("held by the word filter"),
            EntryKind::Note => Some("internal note"),
            EntryKind::Activity => Some("activity"),
        };
        let said = entry.content.clone();
        let happened = || entry.activity.as_ref().map(words).unwrap_or_default();
        Self {
            at: moment(entry.created_at, zone),
            who: entry.sender.name.clone(),
            mark,
            text: with_files(said.unwrap_or_else(happened), entry.attachments.as_deref().unwrap_or_default()),
        }
    }
}

/// What somebody wrote, and the names of what they sent with it. A paper holds no files, and no address of one.
fn with_files(text: String, files: &[Attachment]) -> String {
    let names = files.iter().map(|file| format!("[file: {}, {}]", file.name, size(file.size_bytes)));
    Some(text)
        .filter(|text| !text.is_empty() || files.is_empty())
        .into_iter()
        .chain(names)
        .collect::<Vec<_>>()
        .join("\n")
}

fn size(bytes: u64) -> String {
    const KIB: u64 = 1024;
    match bytes {
        0..KIB => format!("{bytes} bytes"),
        _ if bytes < KIB * KIB => format!("{} KiB", bytes.div_ceil(KIB)),
        _ => format!("{:.1} MiB", bytes as f64 / (KIB * KIB) as f64),
    }
}

/// A moment by the clock of a time zone.
pub(super) fn moment(At(at): At, zone: &TimeZone) -> String {
    at.to_zoned(zone.clone()).strftime("%Y-%m-%d %H:%M:%S").to_string()
}

fn words(activity: &Activity) -> String {
    let or_none = |text: &Option<String>| text.clone().unwrap_or_else(|| "nothing".into());
    match activity {
        Activity::Created => "Started".into(),
        Activity::Assigned { assignee, .. } => format!("Given to {}", assignee.name),
        Activity::Unassigned { previous_assignee } => format!("Taken from {}", previous_assignee.name),
        Activity::Transferred { assignee, team, .. } => match (assignee, team) {
            (Some(agent), _) => format!("Transferred to {}", agent.name),
            (None, Some(team)) => format!("Transferred to {}", team.name),
            (None, None) => "Transferred".into(),
        },
        Activity::Escalated { reason, team, .. } => {
            let to = team.as_ref().map(|team| format!(" to {}", team.name)).unwrap_or_default();
            let why = reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
            format!("Escalated{to}{why}")
        }
        Activity::Snoozed { until: Some(until) } => format!("Put off until {until}"),
        Activity::Snoozed { until: None } => "Put off until the customer writes".into(),
        Activity::Unsnoozed => "Taken up again".into(),
        Activity::Merged { conversation_id } => format!("Merged into {conversation_id}"),
        Activity::Resolved { .. } => "Resolved".into(),
        Activity::Reopened => "Reopened".into(),
        Activity::Rated { score, comment } => {
            let said = comment.as_ref().map(|comment| format!(": {comment}")).unwrap_or_default();
            format!("Rated {score} of 5{said}")
        }
        Activity::Closed { .. } => "Closed".into(),
        Activity::SubjectChanged { from, to } => {
            format!("Subject changed from {} to {}", or_none(from), or_none(to))
        }
        Activity::PriorityChanged { from, to } => format!(
            "Priority changed from {} to {}",
            deskbell_domain::conversation::Priority::from(*from).as_str(),
            deskbell_domain::conversation::Priority::from(*to).as_str()
        ),
        Activity::CategoryChanged { from, to } => {
            format!("Category changed from {} to {}", or_none(from), or_none(to))
        }
        Activity::LabelsChanged { added, removed } => {
            let part = |what: &str, labels: &[String]| {
                (!labels.is_empty()).then(|| format!("{what} {}", labels.join(", ")))
            };
            let parts = [part("added", added), part("removed", removed)];
            format!("Labels {}", parts.into_iter().flatten().collect::<Vec<_>>().join("; "))
        }
    }
}
