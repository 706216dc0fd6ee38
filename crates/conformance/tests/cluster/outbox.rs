//! Somebody who writes as the official clients do: what was not acknowledged is sent again under the same client
//! id, over a new line where the old one is gone.

use std::{collections::BTreeMap, time::Duration};

use deskbell_conformance::{Desk, PATIENCE, Person, has_no_gap, seqs};
use deskbell_load::socketio::AskError;
use serde_json::{Value, json};
use tokio::{
    sync::watch,
    task::JoinSet,
    time::{Instant, sleep},
};

/// How long whoever was refused for a while waits, where the server says nothing longer.
const REFUSED_WAIT: Duration = Duration::from_millis(50);

/// Somebody with what they wrote, in its order, and what the server said of it.
pub(crate) struct Outbox {
    person: Person,
    desk: Desk,
    written: usize,
    acknowledged: BTreeMap<String, Value>,
    /// The longest that a message took until it was acknowledged.
    pub(crate) longest: Duration,
}

impl Outbox {
    /// Somebody who is in a conversation, and comes back at this desk when the line is gone.
    pub(crate) fn of(person: Person, desk: &Desk) -> Self {
        Self {
            person,
            desk: desk.clone(),
            written: 0,
            acknowledged: BTreeMap::new(),
            longest: Duration::ZERO,
        }
    }

    /// Writes the next message, again and again until it is acknowledged.
    ///
    /// # Panics
    /// Where it is refused for good, or not acknowledged in time.
    pub(crate) async fn writes(&mut self) {
        let client_id = format!("{}-{}", self.person.name, self.written);
        self.written += 1;
        let begun = Instant::now();
        loop {
            match self.person.sends(&client_id, &text_of(&client_id)).await {
                Ok(entry) => {
                    self.longest = self.longest.max(begun.elapsed());
                    self.acknowledged.insert(client_id, entry);
                    return;
                }
                Err(AskError::Refused(refusal)) => {
                    let wait = refusal.retry_after_ms.map(Duration::from_millis);
                    let wait = wait.unwrap_or_else(|| panic!("{client_id} was refused: {refusal:?}"));
                    sleep(wait.max(REFUSED_WAIT)).await;
                }
                Err(AskError::Gone(_) | AskError::Silent) => self.comes_back().await,
            }
            assert!(begun.elapsed() < PATIENCE, "{client_id} was not acknowledged");
        }
    }

    async fn comes_back(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            let conversation = self.person.conversation.clone();
            self.person = self.person.connects_when_somebody_is_there(&self.desk).await;
            self.person.conversation = conversation;
            if self.person.asks("join-chat", json!({})).await.is_ok() {
                return;
            }
            assert!(Instant::now() < deadline, "{} could not open it again", self.person.name);
            sleep(REFUSED_WAIT).await;
        }
    }

    /// Whether everything they wrote is in a timeline, once, unchanged and where they were told.
    fn is_in(&self, timeline: &[Value]) {
        assert_eq!(self.acknowledged.len(), self.written);
        for (client_id, told) in &self.acknowledged {
            let copies: Vec<_> = timeline.iter().filter(|entry| entry["clientId"] == **client_id).collect();
            assert_eq!(copies.len(), 1, "{client_id} is there {} times", copies.len());
            assert_eq!(copies[0]["content"], text_of(client_id));
            assert_eq!((&copies[0]["seq"], &copies[0]["id"]), (&told["seq"], &told["id"]), "{client_id}");
        }
        let mut own: Vec<_> = self.acknowledged.iter().collect();
        own.sort_by_key(|(_, told)| told["seq"].as_u64());
        let order: Vec<_> = own.into_iter().map(|(client_id, _)| client_id.clone()).collect();
        let wanted: Vec<_> = (0..self.written).map(|nth| format!("{}-{nth}", self.person.name)).collect();
        assert_eq!(order, wanted, "in the order in which they were written");
    }
}

fn text_of(client_id: &str) -> String {
    format!("this is {client_id}")
}

/// People who write until they are told to stop.
pub(crate) struct Writing {
    tasks: JoinSet<Outbox>,
    stop: watch::Sender<bool>,
    count: watch::Sender<usize>,
}

impl Writing {
    /// Lets them begin.
    pub(crate) fn begin(outboxes: impl IntoIterator<Item = Outbox>) -> Self {
        let (stop, count) = (watch::Sender::new(false), watch::Sender::new(0));
        let mut tasks = JoinSet::new();
        for mut outbox in outboxes {
            let (stop, count) = (stop.subscribe(), count.clone());
            tasks.spawn(async move {
                while !*stop.borrow() {
                    outbox.writes().await;
                    count.send_modify(|count| *count += 1);
                }
                outbox
            });
        }
        Self { tasks, stop, count }
    }

    /// Waits until so many more messages have been acknowledged.
    ///
    /// # Panics
    /// Where they are not.
    pub(crate) async fn go_on_for(&mut self, messages: usize) {
        let mut count = self.count.subscribe();
        let wanted = *count.borrow_and_update() + messages;
        let reached = count.wait_for(|count| *count >= wanted);
        if tokio::time::timeout(PATIENCE, reached).await.is_err() {
            // Whoever could not go on says why.
            while let Some(ended) = self.tasks.try_join_next() {
                ended.expect("somebody who goes on writing");
            }
            panic!("nothing was acknowledged any more");
        }
    }

    /// Lets them finish what they write.
    ///
    /// # Panics
    /// Where somebody could not.
    pub(crate) async fn end(mut self) -> Vec<Outbox> {
        self.stop.send_replace(true);
        let mut outboxes = Vec::new();
        while let Some(ended) = self.tasks.join_next().await {
            outboxes.push(ended.expect("somebody who could go on"));
        }
        outboxes
    }
}

/// Reads a conversation as somebody sees it who may see everything, and holds it against what was written there.
///
/// # Panics
/// Where anything is missing, doubled, changed or out of place.
pub(crate) async fn is_all_there(reader: &Person, outboxes: &[Outbox]) {
    let timeline = reader.reads_the_timeline().await;
    assert_eq!(seqs(&timeline), (1..=timeline.len() as u64).collect::<Vec<_>>(), "dense, whatever happened");
    assert!(has_no_gap(&timeline));
    let own = outboxes.iter().filter(|outbox| outbox.person.conversation == reader.conversation);
    own.for_each(|outbox| outbox.is_in(&timeline));
}
