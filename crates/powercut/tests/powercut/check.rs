//! Whether a folder holds what was promised.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    path::Path,
};

use deskbell_domain::{
    Actor, AgentId, ConversationId, Entry, Role, actor::AgentActor, agent::Sight, entry::SenderKind, policy,
};
use deskbell_store::{FeedChange, Filter, Options, Range, Store, StoreError, VerifyOptions};
use rusqlite::Connection;
use uuid::Uuid;

use crate::ledger::{Promise, Said, Standing};

/// Opens what is in a folder with the real store, as the server does.
pub(crate) fn open(folder: &Path) -> Result<Store, String> {
    let path = folder.join("deskbell.db");
    Store::migrate(&path, true).map_err(|error| format!("does not open: {error}"))?;
    let options = Options { readers: 1, ..Options::new(path) };
    let (store, commits) = Store::open(&options).map_err(|error| format!("does not open: {error}"))?;
    drop(commits);
    Ok(store)
}

/// How much of a folder is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Look {
    /// All that was promised.
    Promises,
    /// Also everything else that is stored, and lists.
    Everything,
}

/// Holds a folder against what was promised, and says what is wrong first.
pub(crate) async fn check(folder: &Path, promises: &[(Promise, Standing)], look: Look) -> Result<(), String> {
    let store = open(folder)?;
    let mut checked = check_store(&store, promises).await;
    if checked.is_ok() && look == Look::Everything {
        checked = verified(folder).and(listed(&store).await);
    }
    store.shutdown().await;
    checked?;
    whole(folder).map_err(|error| format!("is damaged: {error}"))
}

/// Holds a store against what was promised.
pub(crate) async fn check_store(store: &Store, promises: &[(Promise, Standing)]) -> Result<(), String> {
    let wrong = |error| format!("cannot be read: {error}");
    let heads = heads(&feed(store).await.map_err(wrong)?)?;
    let mut found = HashMap::new();
    for (id, head_seq) in &heads {
        let entries = timeline(store, *id).await.map_err(wrong)?;
        let dense = entries.iter().map(|entry| entry.seq).eq(1..=*head_seq);
        if !dense && !entries.is_empty() {
            return Err(format!("has a gap: {} entries of {head_seq} in {id:?}", entries.len()));
        }
        let report = store.verify_chain(*id).await.map_err(wrong)?;
        if let Some(broken) = report.broken {
            return Err(format!("breaks the chain: {broken:?}"));
        }
        for entry in entries {
            let Some(said) = said(&entry) else { continue };
            if found
                .insert((said.conversation, said.sender, said.client_id.clone()), (said, entry.seq))
                .is_some()
            {
                return Err("doubled a message".into());
            }
        }
    }
    nothing_from_nowhere(promises, &heads, &found)?;
    let given_up = given_up(promises);
    for (promise, standing) in promises {
        let is_given_up =
            matches!(promise, Promise::Begun { conversation } if given_up.contains(conversation));
        if *standing == Standing::Kept && !is_given_up {
            kept(store, promise, &heads, &found).await?;
        }
    }
    Ok(())
}

/// Drafts that somebody has asked to drop, answered or not: they may be there or gone.
fn given_up(promises: &[(Promise, Standing)]) -> HashSet<ConversationId> {
    let asked = promises.iter().filter(|(_, standing)| *standing > Standing::Unasked);
    asked
        .filter_map(|(promise, _)| match promise {
            Promise::Dropped { conversation } => Some(*conversation),
            _ => None,
        })
        .collect()
}

/// What the store says of itself, beside whoever opened it.
fn verified(folder: &Path) -> Result<(), String> {
    let verified = Store::verify(folder.join("deskbell.db"), &VerifyOptions::default(), &mut |_| {});
    let verified = verified.map_err(|error| format!("cannot be verified: {error}"))?;
    match verified.findings.first() {
        Some(finding) => Err(format!("is not sound: {finding}")),
        None => Ok(()),
    }
}

/// Lists hold every conversation but drafts, the newest message first.
pub(crate) async fn listed(store: &Store) -> Result<(), String> {
    let wrong = |error: StoreError| format!("cannot be listed: {error}");
    let view = policy::list_view(&everybody()).map_err(|refusal| format!("cannot be listed: {refusal}"))?;
    let (mut cursor, mut listed) = (None, Vec::new());
    loop {
        let page = store.conversations(&view, Filter::default(), cursor.as_deref(), 200).await;
        let page = page.map_err(wrong)?;
        listed.extend(page.items);
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    if !listed.is_sorted_by_key(|state| Reverse(state.last_message.as_ref().map(|last| last.at))) {
        return Err("lists conversations in another order than they were written in".into());
    }
    let listed: HashSet<ConversationId> = listed.iter().map(|state| state.id).collect();
    for id in heads(&feed(store).await.map_err(wrong)?)?.into_keys() {
        let started = store.conversation(id).await.map_err(wrong)?.is_some_and(|state| state.started);
        if started != listed.contains(&id) {
            return Err(format!("lists a draft, or not a conversation that is none: {id:?}"));
        }
    }
    Ok(())
}

/// Messages and notes by what a sender may use once, with their seq.
type Found = HashMap<(ConversationId, SenderKind, String), (Said, u64)>;

fn nothing_from_nowhere(
    promises: &[(Promise, Standing)],
    heads: &HashMap<ConversationId, u64>,
    found: &Found,
) -> Result<(), String> {
    let mut asked = HashSet::new();
    let mut begun = HashSet::new();
    for (promise, _) in promises.iter().filter(|(_, standing)| *standing > Standing::Unasked) {
        match promise {
            Promise::Said { said, .. } => drop(asked.insert((said.sender, &said.client_id, &said.content))),
            Promise::Begun { conversation } => drop(begun.insert(conversation)),
            Promise::Read { .. } | Promise::Dropped { .. } => {}
        }
    }
    for (said, _) in found.values() {
        if !asked.contains(&(said.sender, &said.client_id, &said.content)) {
            return Err(format!("holds what nobody said so: {}", said.client_id));
        }
    }
    match heads.keys().find(|id| !begun.contains(id)) {
        Some(id) => Err(format!("holds a conversation that nobody began: {id:?}")),
        None => Ok(()),
    }
}

async fn kept(
    store: &Store,
    promise: &Promise,
    heads: &HashMap<ConversationId, u64>,
    found: &Found,
) -> Result<(), String> {
    match promise {
        Promise::Begun { conversation } => {
            let state = store.conversation(*conversation).await.map_err(|error| error.to_string())?;
            let ends_at = state.map(|state| state.head_seq);
            if ends_at.is_some() && ends_at.as_ref() == heads.get(conversation) {
                return Ok(());
            }
            Err("lost a conversation".into())
        }
        Promise::Dropped { conversation } => match heads.contains_key(conversation) {
            true => Err("has a draft again that was dropped".into()),
            false => Ok(()),
        },
        Promise::Said { said, seq } => {
            let key = (said.conversation, said.sender, said.client_id.clone());
            match found.get(&key) {
                None => Err(format!("lost {}", said.client_id)),
                Some((as_found, _)) if as_found != said => Err(format!("changed {}", said.client_id)),
                Some((_, at)) if Some(at) != seq.get() => Err(format!("moved {}", said.client_id)),
                Some(_) => Ok(()),
            }
        }
        Promise::Read { conversation, reader, up_to } => {
            let state = store.conversation(*conversation).await.map_err(|error| error.to_string())?;
            let read = state.map_or(0, |state| state.mark_of(*reader).read_seq);
            if read >= *up_to { Ok(()) } else { Err("forgot what was read".into()) }
        }
    }
}

/// The whole change feed; its positions have to follow each other.
async fn feed(store: &Store) -> Result<Vec<FeedChange>, StoreError> {
    let mut changes: Vec<FeedChange> = Vec::new();
    loop {
        let after = changes.last().map_or(0, |change| change.position);
        let more = store.changes_after(after, 200).await?;
        if more.is_empty() {
            return Ok(changes);
        }
        changes.extend(more);
    }
}

/// Where each conversation ends by the feed, each step of which has to follow from the one before.
fn heads(changes: &[FeedChange]) -> Result<HashMap<ConversationId, u64>, String> {
    let mut heads = HashMap::new();
    if !changes.iter().map(|change| change.position).eq(1..=changes.len() as u64) {
        return Err("has a gap in its feed".into());
    }
    if !changes.is_sorted_by_key(|change| change.at) {
        return Err("has a feed that goes back in time".into());
    }
    for change in changes {
        for moved in &change.touched.conversations {
            let before = heads.insert(moved.conversation_id, moved.head_seq).unwrap_or(0);
            if before != moved.after_seq {
                return Err(format!("has a feed that jumps from {before} to {}", moved.after_seq));
            }
        }
        for removed in &change.touched.removed {
            heads.remove(removed);
        }
    }
    Ok(heads)
}

/// A whole timeline.
pub(crate) async fn timeline(
    store: &Store,
    id: ConversationId,
) -> Result<Vec<std::sync::Arc<Entry>>, StoreError> {
    let Some(state) = store.conversation(id).await? else { return Ok(Vec::new()) };
    // Nobody but its customer sees a draft; its chain is checked all the same.
    let Ok(view) = policy::view(&everybody(), &state) else { return Ok(Vec::new()) };
    let mut entries: Vec<std::sync::Arc<Entry>> = Vec::new();
    loop {
        let after = entries.last().map_or(0, |entry| entry.seq);
        let more = store.timeline(&view, Range::After(after), 200).await?;
        if more.is_empty() {
            return Ok(entries);
        }
        entries.extend(more);
    }
}

/// Somebody who may see everything.
fn everybody() -> Actor {
    Actor::Agent(AgentActor {
        id: AgentId(Uuid::nil()),
        role: Role::Admin,
        name: "Auditor".into(),
        avatar_url: None,
        team_ids: Vec::new(),
        sight: Sight::All,
        active: true,
        rehearsal: None,
    })
}

fn said(entry: &Entry) -> Option<Said> {
    Some(Said {
        conversation: entry.conversation_id,
        sender: entry.sender.kind,
        client_id: entry.client_id.as_ref()?.as_str().to_owned(),
        content: entry.body.content()?.to_owned(),
    })
}

/// SQLite's own opinion of its file.
fn whole(folder: &Path) -> Result<(), String> {
    let look = || -> rusqlite::Result<String> {
        let connection = Connection::open(folder.join("deskbell.db"))?;
        connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))
    };
    match look() {
        Ok(found) if found == "ok" => Ok(()),
        Ok(found) => Err(found),
        Err(error) => Err(error.to_string()),
    }
}

#[tokio::test]
async fn a_conversation_that_is_not_there_is_missed_unless_somebody_gave_it_up() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path()).unwrap();
    let conversation = ConversationId(Uuid::from_u128(7));
    let begun = (Promise::Begun { conversation }, Standing::Kept);
    let missed = check_store(&store, std::slice::from_ref(&begun)).await;
    assert_eq!(missed.unwrap_err(), "lost a conversation");
    let given_up = (Promise::Dropped { conversation }, Standing::Asked);
    check_store(&store, &[begun, given_up]).await.unwrap();
    store.shutdown().await;
}
