//! Everything as it is stored in the end, read through history pages over HTTP: as its customer, and as an agent
//! who took no part.

use std::{collections::HashMap, sync::Arc};

use serde::Deserialize;
use tokio::task::JoinSet;

use super::{
    ENTER_AT_ONCE, RehearseError,
    house::{House, Rehearsal},
    over,
    person::Person,
    stage::Heads,
};
use crate::{
    http::{Answer, Http},
    torture::{Conversation, Entry, Reader, Side, Text, Writer, wire::WireEntry},
};

/// Entries of a page.
const PAGE: usize = 200;

/// Both sides' timelines of every conversation.
pub(super) type Stored = HashMap<(Text, Side), Vec<Entry>>;

/// Reads every conversation as its customer, and as an agent who took no part.
pub(super) async fn read(
    house: &House,
    rehearsal: &Rehearsal,
    customers: &[(Text, String)],
) -> Result<Stored, RehearseError> {
    let auditor =
        house.http_of(&house.mint.agent_of(&rehearsal.id, &format!("rehearsal-{}-auditor", rehearsal.id)));
    let (mut reading, mut stored) = (JoinSet::new(), Stored::new());
    for (conversation, token) in customers {
        for (side, http) in [(Side::Customer, house.http_of(token)), (Side::Agent, auditor.clone())] {
            let id = Arc::clone(conversation);
            reading.spawn(async move { timeline(&http, &id).await.map(|entries| ((id, side), entries)) });
        }
        while reading.len() >= ENTER_AT_ONCE
            && let Some(read) = reading.join_next().await
        {
            stored.extend([over(read)?]);
        }
    }
    while let Some(read) = reading.join_next().await {
        stored.extend([over(read)?]);
    }
    Ok(stored)
}

/// The newest seq of each conversation that each side may see.
pub(super) fn heads(stored: &Stored) -> Heads {
    let head = |entries: &Vec<Entry>| entries.last().map_or(0, |last| last.seq);
    stored.iter().map(|(key, entries)| (key.clone(), head(entries))).collect()
}

/// Puts together what belongs to one conversation.
pub(super) fn assemble(people: Vec<Person>, stored: Stored) -> Vec<Conversation> {
    let mut conversations: HashMap<Text, Conversation> = HashMap::new();
    for ((id, side), entries) in stored {
        let conversation = conversations.entry(id.clone()).or_insert_with(|| Conversation {
            id,
            writers: Vec::new(),
            readers: Vec::new(),
            stored: Vec::new(),
            stored_for_customer: Vec::new(),
        });
        match side {
            Side::Customer => conversation.stored_for_customer = entries,
            Side::Agent => conversation.stored = entries,
        }
    }
    for person in people {
        for talk in person.talks {
            let Some(conversation) = conversations.get_mut(&talk.conversation) else { continue };
            let (name, side) = (person.name.clone(), person.side);
            conversation.writers.push(Writer { name: name.clone(), intents: talk.intents });
            conversation.readers.push(Reader { name, side, saw: talk.saw });
        }
    }
    conversations.into_values().collect()
}

#[derive(Deserialize)]
struct Page {
    items: Vec<WireEntry>,
}

async fn timeline(http: &Http, id: &Text) -> Result<Vec<Entry>, RehearseError> {
    let stuck = |why: String| RehearseError::Stuck { who: "The reading back".to_owned(), why };
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let after = entries.last().map_or(0, |last| last.seq);
        let path = format!("/api/v1/conversations/{id}/timeline?after={after}&limit={PAGE}");
        let page = http.get(&path).await.and_then(Answer::ok).map_err(|error| stuck(error.to_string()))?;
        let page: Page = serde_json::from_value(page).map_err(|error| stuck(error.to_string()))?;
        // A page that does not go on would be asked for forever.
        if page.items.last().is_none_or(|last| last.seq() <= after) {
            return Ok(entries);
        }
        entries.extend(page.items.into_iter().map(Entry::from));
    }
}
