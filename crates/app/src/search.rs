//! Searching, and keeping what searches go by up to date with everything that is written.

use std::time::{Duration, Instant};

use deskbell_domain::{Refusal, policy};
use deskbell_protocol::{
    page::page_size,
    search::{Found, FoundKind, FoundPage},
    time::At,
};
use deskbell_store::{HitKind, Indexed, SearchFor};
use tokio::time::MissedTickBehavior;

use crate::{Hall, Identity, topics};

/// Searches a person may make in a minute: more than anybody types, as each letter may be one.
pub(crate) const SEARCHES_PER_MINUTE: u32 = 120;
/// How long a search may take; what it has not found by then is on its next page.
const SEARCH_WITHIN: Duration = Duration::from_millis(200);
/// Between two looks at what is new.
const LOOK_EVERY: Duration = Duration::from_millis(300);
/// After a round as much time as it took belongs to others, up to this.
const REST_MAX: Duration = Duration::from_millis(200);
/// How long it waits after a round that did not succeed.
const AGAIN_AFTER: Duration = Duration::from_secs(2);
/// Between two measurements of how far it is behind.
const MEASURE_EVERY: Duration = Duration::from_secs(5);

impl Hall {
    /// What has these words, of what somebody may see: agents find messages, notes, subjects and customers, and a
    /// customer messages of their own conversations.
    ///
    /// # Errors
    /// `unauthorized`, `invalid` for a search without a word, `rate_limited`.
    pub async fn search(
        &self,
        identity: &Identity,
        search: SearchFor,
        cursor: Option<String>,
        limit: Option<usize>,
    ) -> Result<FoundPage, Refusal> {
        let actor = self.actor(identity).await?;
        let view = policy::list_view(&actor)?;
        let search = match actor.customer_id() {
            Some(_) => SearchFor { filter: search.filter.of_customers(), ..search },
            None => search,
        };
        let here = self.0.search_rate.check(&identity.person);
        let person = topics::person(identity.person);
        self.count("searches", person.as_str(), SEARCHES_PER_MINUTE, here).await?;
        let limit = page_size(limit);
        let found = self.store().search(&view, search, cursor.as_deref(), limit, SEARCH_WITHIN).await?;
        let mut items = Vec::with_capacity(found.hits.len());
        for hit in found.hits {
            items.push(Found {
                conversation_id: hit.conversation.id.0,
                entry_id: hit.entry.map(|(id, _)| id.0),
                seq: hit.entry.map(|(_, seq)| seq),
                kind: match hit.kind {
                    HitKind::Message => FoundKind::Message,
                    HitKind::Note => FoundKind::Note,
                    HitKind::Subject => FoundKind::Subject,
                    HitKind::Customer => FoundKind::Customer,
                },
                snippet: hit.snippet.text,
                marks: hit.snippet.marks.into_iter().map(|(start, length)| [start, length]).collect(),
                at: At(hit.at),
                conversation: self.render(&hit.conversation, identity.person).await?,
            });
        }
        Ok(FoundPage { items, next_cursor: found.next_cursor, partial: found.partial })
    }

    /// Follows the feed with the index until it is dropped. It reads beside the writers and never waits for one, so
    /// what is sent knows nothing of it.
    pub async fn keep_index(self) {
        let mut looks = tokio::time::interval(LOOK_EVERY);
        looks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let (mut measured, mut fails) = (None::<Instant>, false);
        loop {
            looks.tick().await;
            let begun = Instant::now();
            match self.store().index_some().await {
                Ok(Indexed::Some) => {
                    tokio::time::sleep(begun.elapsed().min(REST_MAX)).await;
                    looks.reset_immediately();
                    fails = false;
                }
                Ok(Indexed::Nothing | Indexed::Elsewhere) => fails = false,
                Err(error) => {
                    // Said once, however long it lasts.
                    if !std::mem::replace(&mut fails, true) {
                        tracing::warn!(%error, "the search index does not go on; it is tried again");
                    }
                    tokio::time::sleep(AGAIN_AFTER).await;
                }
            }
            if measured.is_none_or(|at| at.elapsed() >= MEASURE_EVERY) {
                measured = Some(Instant::now());
                self.measure_index().await;
            }
        }
    }

    async fn measure_index(&self) {
        // Where it cannot be asked the last figures stand, and what is wrong is said where it is met.
        let Ok(Some(progress)) = self.store().index_progress().await else { return };
        metrics::gauge!("deskbell_search_behind_seconds").set(progress.behind(self.now()).as_secs_f64());
        metrics::gauge!("deskbell_search_behind_changes")
            .set(progress.head.saturating_sub(progress.position) as f64);
        metrics::gauge!("deskbell_search_documents").set(progress.documents as f64);
    }
}
