//! Fills a fresh store with conversations that have happened already, for what is measured on a large one.
//! Through the doors it would take hours: here each conversation is decided whole and written at once.

use std::{path::Path, sync::Arc};

use anyhow::Context;
use deskbell_domain::{
    Actor, ConversationId, CustomerId, Decision, EntryId, EntrySeed, InboxId, Occasion, Refusal, TeamId,
    actor::CustomerActor,
    conversation::{Kind, Priority, SendInput, StartInput, create, lifecycle, send},
    text::{ClientId, Content},
};
use deskbell_load::bench::{Filled, Filling};
use deskbell_store::{NewCustomer, StartPlan, Store};
use jiff::{SignedDuration, Timestamp};
use tokio::{runtime::Runtime, task::JoinSet};
use uuid::Uuid;

use crate::{config::Config, home};

/// Conversations that are written at the same time, so that they share transactions.
const UNDER_WAY: usize = 512;
/// How long before now the first conversation began, and how far its entries are apart.
const AGO: SignedDuration = SignedDuration::from_hours(30 * 24);
const APART: SignedDuration = SignedDuration::from_secs(20);
/// Of so many conversations one is still open; the others are closed.
const ONE_OPEN_OF: usize = 10;
/// What everybody wrote.
const CONTENT: &str = "Thank you, that helps. I will try it tonight and write again if it does not work.";

/// Fills the store of a directory.
///
/// # Errors
/// With the store's sentence.
pub(super) fn fill(dir: &Path, filling: Filling, runtime: &Runtime) -> anyhow::Result<Filled> {
    let config =
        Config { data_dir: dir.display().to_string(), database_url: String::new(), ..Config::default() };
    runtime.block_on(async {
        let (store, mut commits) = home::open_store(&config, 0).await?;
        let unread = tokio::spawn(async move { while commits.recv().await.is_some() {} });
        let filled = write(&store, filling).await;
        store.shutdown().await;
        unread.abort();
        filled
    })
}

#[allow(clippy::disallowed_methods, reason = "there is no hall here, only the machine's clock")]
async fn write(store: &Store, filling: Filling) -> anyhow::Result<Filled> {
    let inbox = store.inboxes().await?.into_iter().next().context("A fresh store has no inbox")?;
    let begins = Timestamp::now() - AGO;
    let step = AGO / i32::try_from(filling.conversations.max(1)).unwrap_or(i32::MAX);
    let mut writing = JoinSet::new();
    let mut filled = Filled::default();
    for number in 0..filling.conversations {
        if writing.len() >= UNDER_WAY {
            writing.join_next().await.transpose()?.transpose()?;
        }
        let past = Past {
            inbox_id: inbox.id,
            team_id: inbox.team_id,
            id: ConversationId(random_id()),
            customer_id: CustomerId(random_id()),
            number,
            at: begins + step * i32::try_from(number).unwrap_or(i32::MAX),
            messages: filling.messages_of(number),
        };
        filled.entries += past.entries();
        if filling.is_read(number) {
            filled.long.push(past.id.to_string());
        }
        writing.spawn(past.write(store.clone()));
    }
    while let Some(written) = writing.join_next().await {
        written??;
    }
    Ok(filled)
}

/// A conversation that has happened.
struct Past {
    inbox_id: InboxId,
    team_id: TeamId,
    id: ConversationId,
    customer_id: CustomerId,
    number: usize,
    at: Timestamp,
    messages: usize,
}

impl Past {
    fn is_open(&self) -> bool {
        self.number.is_multiple_of(ONE_OPEN_OF)
    }

    /// It began, was written in, and most were closed.
    fn entries(&self) -> u64 {
        1 + self.messages as u64 + u64::from(!self.is_open())
    }

    async fn write(self, store: Store) -> anyhow::Result<()> {
        let name = format!("Customer {}", self.number);
        let customer = NewCustomer {
            id: self.customer_id,
            inbox_id: self.inbox_id,
            name: Some(name.clone()),
            email: None,
            attributes: None,
            at: self.at,
        };
        store.add_customer(customer).await?;
        let decision = Arc::new(self.decide(name)?);
        let plan = move |_: deskbell_store::StartScene<'_>| {
            Ok(StartPlan::Make { close_live: None, make: Box::new(Decision::clone(&decision)) })
        };
        store.start(self.customer_id, self.inbox_id, None, plan).await?;
        Ok(())
    }

    fn decide(&self, display_name: String) -> Result<Decision<()>, Refusal> {
        let customer = Actor::Customer(CustomerActor {
            id: self.customer_id,
            inbox_id: None,
            display_name,
            blocked: false,
            rehearsal: None,
        });
        let mut at = self.at;
        let mut decision = create::create(&customer, &occasion(at), self.beginning())?;
        for message in 0..self.messages {
            at += APART;
            let input = SendInput {
                client_id: ClientId::new(format!("past-{message}"))?,
                content: Content::new(CONTENT.to_owned())?,
                attachments: Vec::new(),
                metadata: None,
                moderation: deskbell_domain::entry::Moderation::None,
            };
            decision = decision.then(|state| send::send(&customer, &occasion(at), state, input))?.map(|_| ());
        }
        if self.is_open() {
            return Ok(decision);
        }
        decision.then(|state| lifecycle::close(&Actor::System, &occasion(at), state))
    }

    fn beginning(&self) -> StartInput {
        StartInput {
            id: self.id,
            inbox_id: self.inbox_id,
            rehearsal: false,
            customer_id: self.customer_id,
            kind: Kind::Chat,
            team_id: Some(self.team_id),
            subject: None,
            description: None,
            priority: Priority::Medium,
            category: None,
            previous_conversation_id: None,
        }
    }
}

fn occasion(at: Timestamp) -> Occasion {
    Occasion {
        at,
        seeds: std::array::from_fn(|_| EntrySeed { id: EntryId(random_id()), salt: rand::random() }),
    }
}

#[allow(clippy::disallowed_methods, reason = "there is no hall here, only the machine's dice")]
fn random_id() -> Uuid {
    Uuid::now_v7()
}
