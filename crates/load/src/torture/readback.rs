//! Everything as it is stored in the end, read through history pages over HTTP.

use std::{collections::HashMap, time::Duration};

use serde::Deserialize;
use serde_json::Value;
use tokio::time::{Instant, sleep, timeout};

use super::{
    TortureError,
    reader::Eyes,
    record::{Conversation, Entry, Reader, Side, Text},
    stage::Heads,
    wire::WireEntry,
    writer::Pen,
};
use crate::{
    http::{Answer, Http},
    server::Plan as ServerPlan,
    token::{Mint, Role},
};

/// Entries of a page.
const PAGE: usize = 200;
/// Between two tries to read.
const READ_AGAIN: Duration = Duration::from_millis(200);
/// How long a walk over the whole store may take.
const WALKED_WITHIN: Duration = Duration::from_secs(300);
/// What stands first in what a walk prints, and how much of the rest is kept.
const FINDINGS_KEPT: usize = 5;

/// Both sides' timelines of every conversation.
pub(super) struct ReadBack(HashMap<(Text, Side), Vec<Entry>>);

impl ReadBack {
    /// The newest seq of each that each side may see.
    pub(super) fn heads(&self) -> Heads {
        let head = |entries: &Vec<Entry>| entries.last().map_or(0, |last| last.seq);
        self.0.iter().map(|(key, entries)| (key.clone(), head(entries))).collect()
    }
}

/// Reads every conversation as its customer, and as an agent who took no part.
pub(super) async fn read(base: &str, mint: &Mint, pens: &[Pen]) -> Result<ReadBack, TortureError> {
    let auditor = Http::new(base).with_token(mint.token(Role::Admin, "auditor"));
    let mut found = HashMap::new();
    for customer in pens.iter().filter(|pen| pen.is_customer()) {
        let id = &customer.conversation;
        let own = Http::new(base).with_token(&customer.token);
        found.insert((id.clone(), Side::Customer), timeline(&own, id).await?);
        found.insert((id.clone(), Side::Agent), timeline(&auditor, id).await?);
    }
    Ok(ReadBack(found))
}

/// The same, where what is read from has just been started and may need a while.
pub(super) async fn read_when_ready(
    base: &str,
    mint: &Mint,
    pens: &[Pen],
    within: Duration,
) -> Result<ReadBack, TortureError> {
    let begun = Instant::now();
    loop {
        match read(base, mint, pens).await {
            Err(_) if begun.elapsed() < within => sleep(READ_AGAIN).await,
            read => return read,
        }
    }
}

/// Walks over the store that a server left, entry by entry. A sentence for each thing that is wrong, and for a
/// walk that came to no end.
pub(super) async fn walk(plan: &ServerPlan) -> Vec<String> {
    let mut walk = plan.order("verify");
    walk.arg("--data-dir").arg(&plan.data_dir);
    let walked = match timeout(WALKED_WITHIN, walk.kill_on_drop(true).output()).await {
        Ok(Ok(walked)) => walked,
        Ok(Err(error)) => return vec![format!("It could not be walked over: {error}.")],
        Err(_) => return vec![format!("The walk took longer than {} s.", WALKED_WITHIN.as_secs())],
    };
    if walked.status.success() {
        return Vec::new();
    }
    let said = [walked.stdout, walked.stderr].map(|text| String::from_utf8_lossy(&text).into_owned());
    let sentences: Vec<_> = said.iter().flat_map(|text| text.lines()).take(FINDINGS_KEPT).collect();
    match sentences.is_empty() {
        true => vec![format!("The walk ended with {}.", walked.status)],
        false => sentences.into_iter().map(str::to_owned).collect(),
    }
}

/// Puts together what belongs to one conversation.
pub(super) fn assemble(pens: Vec<Pen>, eyes: Vec<Eyes>, read_back: ReadBack) -> Vec<Conversation> {
    let mut conversations: HashMap<Text, Conversation> = HashMap::new();
    for ((id, side), entries) in read_back.0 {
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
    for pen in pens {
        if let Some(conversation) = conversations.get_mut(&pen.conversation) {
            conversation.writers.push(pen.record);
        }
    }
    for reader in eyes {
        for book in reader.books {
            if let Some(conversation) = conversations.get_mut(&book.conversation) {
                conversation.readers.push(Reader {
                    name: reader.name.clone(),
                    side: reader.side,
                    saw: book.saw,
                });
            }
        }
    }
    conversations.into_values().collect()
}

#[derive(Deserialize)]
struct Page {
    items: Vec<WireEntry>,
}

async fn timeline(http: &Http, id: &Text) -> Result<Vec<Entry>, TortureError> {
    let stuck = |why: String| TortureError::Stuck { who: "the reading back".into(), why };
    let mut entries: Vec<Entry> = Vec::new();
    loop {
        let after = entries.last().map_or(0, |last| last.seq);
        let path = format!("/api/v1/conversations/{id}/timeline?after={after}&limit={PAGE}");
        let page: Value =
            http.get(&path).await.and_then(Answer::ok).map_err(|error| stuck(error.to_string()))?;
        let page: Page = serde_json::from_value(page).map_err(|error| stuck(error.to_string()))?;
        // A page that does not go on would be asked for forever.
        if page.items.is_empty() || page.items.last().is_some_and(|last| last.seq() <= after) {
            return Ok(entries);
        }
        entries.extend(page.items.into_iter().map(Entry::from));
    }
}
