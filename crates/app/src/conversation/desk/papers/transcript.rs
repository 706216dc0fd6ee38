//! One conversation as somebody may see it, to be taken away.

use deskbell_domain::{
    ConversationId, Refusal, Status,
    policy::{self, Action},
};
use deskbell_protocol::{Conversation, Entry};
use deskbell_store::Range;
use jiff::tz::TimeZone;
use serde::Serialize;

use super::{
    html,
    lines::{Line, moment},
};
use crate::{Hall, Identity, keeping::kept::time_zone, live::json};

/// Entries that a transcript holds at most: the first ones.
const ENTRIES_MAX: usize = 10_000;
/// Entries read at once.
const PAGE: usize = 200;

/// How a transcript is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TranscriptFormat {
    /// Lines of text.
    #[default]
    Text,
    /// A page.
    Html,
    /// As the wire has it.
    Json,
}

impl TranscriptFormat {
    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "text" => Some(Self::Text),
            "html" => Some(Self::Html),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}

/// A transcript.
#[derive(Clone, Debug)]
pub struct Paper {
    /// What it is called as a file.
    pub file_name: String,
    /// Its media type.
    pub media_type: &'static str,
    /// What it says.
    pub content: Vec<u8>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Written<'a> {
    conversation: &'a Conversation,
    entries: &'a [Entry],
    /// There are more entries than these.
    truncated: bool,
}

impl Hall {
    /// A conversation to take away, as the asker may see it: a customer's has no note in it, and an agent's says of
    /// each note that it is one.
    ///
    /// # Errors
    /// What policy says, `invalid` for a time zone that is not known.
    pub async fn transcript(
        &self,
        identity: &Identity,
        id: ConversationId,
        format: TranscriptFormat,
        zone: Option<&str>,
    ) -> Result<Paper, Refusal> {
        let zone_name = zone.unwrap_or("UTC");
        let zone = time_zone(zone_name)
            .ok_or_else(|| Refusal::invalid("timeZone", "Name a time zone such as Europe/Berlin."))?;
        let actor = self.actor(identity).await?;
        let (state, view) = self.look(&actor, id).await?;
        policy::permit(&actor, Action::Export, &state)?;
        let (mut entries, mut truncated) = (Vec::new(), false);
        loop {
            let after = entries.last().map_or(0, |last: &Entry| last.seq);
            let page = self.store().timeline(&view, Range::After(after), PAGE).await?;
            let is_last = page.len() < PAGE;
            entries.extend(page.iter().map(|entry| Entry::render(entry, view.reader())));
            if is_last {
                break;
            }
            if entries.len() >= ENTRIES_MAX {
                truncated = entries.last().is_some_and(|last| last.seq < state.head_for(view.reader()));
                break;
            }
        }
        let conversation = self.render_open(&state, identity.person).await?;
        let (content, media_type, ending) = match format {
            TranscriptFormat::Text => (
                text(&conversation, &entries, truncated, &zone, zone_name),
                "text/plain; charset=utf-8",
                "txt",
            ),
            TranscriptFormat::Html => {
                let (title, facts) = heading(&conversation, truncated, &zone, zone_name);
                let lines: Vec<_> = entries.iter().map(|entry| Line::of(entry, &zone)).collect();
                (html::page(&title, &facts, &lines).into_bytes(), "text/html; charset=utf-8", "html")
            }
            TranscriptFormat::Json => {
                let written = Written { conversation: &conversation, entries: &entries, truncated };
                (json(&written).to_vec(), "application/json", "json")
            }
        };
        Ok(Paper { file_name: format!("conversation-{id}.{ending}"), media_type, content })
    }
}

fn heading(
    conversation: &Conversation,
    truncated: bool,
    zone: &TimeZone,
    zone_name: &str,
) -> (String, Vec<String>) {
    let title = conversation.subject.clone().unwrap_or_else(|| "Conversation".into());
    let mut facts = vec![
        format!("Conversation {}", conversation.id),
        format!("Status: {}", Status::from(conversation.status).as_str()),
        format!("Started: {}", moment(conversation.created_at, zone)),
    ];
    if let Some(desk) = &conversation.desk {
        facts.push(format!("Customer: {}", desk.customer.name));
    }
    facts.push(format!("Times are those of {zone_name}."));
    if truncated {
        facts.push(format!("Only the first {ENTRIES_MAX} entries are here."));
    }
    (title, facts)
}

fn text(
    conversation: &Conversation,
    entries: &[Entry],
    truncated: bool,
    zone: &TimeZone,
    zone_name: &str,
) -> Vec<u8> {
    let (title, facts) = heading(conversation, truncated, zone, zone_name);
    let mut out = format!("{title}\n{}\n", facts.join("\n"));
    for entry in entries {
        let Line { at, who, mark, text } = Line::of(entry, zone);
        let mark = mark.map(|mark| format!(" ({mark})")).unwrap_or_default();
        // What somebody wrote is set in, so that no line of it can be taken for another entry.
        let text = text.replace('\n', "\n    ");
        for part in ["\n", &at, " ", &who, &mark, "\n    ", &text, "\n"] {
            out.push_str(part);
        }
    }
    out.into_bytes()
}
