//! People at a store, each of whom knows what they were promised.

use std::sync::{
    Arc, OnceLock,
    atomic::{AtomicU64, Ordering},
};

use deskbell_domain::{
    Actor, AgentId, ConversationId, CustomerId, EntryId, EntrySeed, InboxId, Occasion, Role, TeamId,
    actor::{AgentActor, CustomerActor},
    agent::Sight,
    conversation::{
        self, Kind, Priority, Receipt, SendInput, StartInput, assign::Assignee,
        decision::ENTRIES_PER_OPERATION,
    },
    entry::{Body, NamedAgent, SenderKind},
    text::{ClientId, Content},
};
use deskbell_store::{MessageKey, MessageOutcome, NewAgent, NewCustomer, Seed, StartPlan, Store, StoreError};
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use crate::ledger::{Ledger, Promise, Said};

/// A store with an inbox and a team, and the ledger of what it is asked.
#[derive(Clone)]
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) ledger: Ledger,
    pub(crate) inbox: InboxId,
    pub(crate) team: TeamId,
    dice: Arc<AtomicU64>,
}

impl World {
    /// A world over a new store.
    pub(crate) async fn new(store: Store, ledger: Ledger) -> Self {
        let dice = Arc::new(AtomicU64::new(0));
        let mut world = Self { store, ledger, inbox: InboxId(Uuid::nil()), team: TeamId(Uuid::nil()), dice };
        (world.inbox, world.team) = (InboxId(world.id()), TeamId(world.id()));
        let seed = Seed { inbox_id: world.inbox, team_id: world.team, at: world.now() };
        world.store.seed(seed).await.unwrap();
        world
    }

    /// The same people at another store, with another ledger.
    pub(crate) fn at(&self, store: Store, ledger: Ledger) -> Self {
        Self { store, ledger, ..self.clone() }
    }

    fn roll(&self) -> u64 {
        self.dice.fetch_add(1, Ordering::Relaxed) + 1
    }

    fn id(&self) -> Uuid {
        // Spread over the whole space, as real ones are in their last half.
        let roll = self.roll();
        Uuid::from_u128(u128::from(roll) << 64 | u128::from(roll.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
    }

    fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
        start + i64::try_from(self.roll()).unwrap().milliseconds()
    }

    fn occasion(&self) -> Occasion {
        let seeds = [(); ENTRIES_PER_OPERATION].map(|()| {
            let id = self.id();
            EntrySeed { id: EntryId(id), salt: id.into_bytes() }
        });
        Occasion { at: self.now(), seeds }
    }

    pub(crate) async fn customer(&self, name: &str) -> Actor {
        let (id, at) = (CustomerId(self.id()), self.now());
        let (inbox_id, name) = (self.inbox, name.to_owned());
        let new = NewCustomer { id, inbox_id, name: Some(name.clone()), email: None, attributes: None, at };
        self.store.add_customer(new).await.unwrap();
        Actor::Customer(CustomerActor {
            id,
            inbox_id: Some(inbox_id),
            display_name: name,
            blocked: false,
            rehearsal: None,
        })
    }

    pub(crate) async fn agent(&self, name: &str) -> Actor {
        let (id, role, team_ids, name) = (AgentId(self.id()), Role::Agent, vec![self.team], name.to_owned());
        let new = NewAgent {
            id,
            host_id: None,
            email: None,
            name: name.clone(),
            avatar_url: None,
            role,
            team_ids: team_ids.clone(),
            capacity: 5,
            password_hash: None,
            at: self.now(),
            rehearsal: None,
        };
        self.store.add_agent(new).await.unwrap();
        Actor::Agent(AgentActor {
            id,
            role,
            name,
            avatar_url: None,
            team_ids,
            sight: Sight::All,
            active: true,
            rehearsal: None,
        })
    }

    /// A new ticket: a draft until its customer writes.
    pub(crate) async fn begins(&self, customer: &Actor) -> Result<ConversationId, StoreError> {
        let conversation = ConversationId(self.id());
        let input = StartInput {
            id: conversation,
            inbox_id: self.inbox,
            customer_id: customer.customer_id().unwrap(),
            kind: Kind::Ticket,
            team_id: Some(self.team),
            subject: None,
            description: None,
            priority: Priority::Medium,
            category: None,
            previous_conversation_id: None,
            rehearsal: false,
        };
        let (actor, occasion) = (customer.clone(), self.occasion());
        let asked = self.ledger.ask(Promise::Begun { conversation });
        let start = self.store.start(input.customer_id, input.inbox_id, None, move |_| {
            let make = Box::new(conversation::create::create(&actor, &occasion, input.clone())?);
            Ok(StartPlan::Make { close_live: None, make })
        });
        start.await?;
        self.ledger.keep(asked);
        Ok(conversation)
    }

    pub(crate) async fn says(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        content: &str,
    ) -> Result<MessageOutcome, StoreError> {
        let client_id = format!("c{}", self.ledger.len());
        let sender = actor.sender().kind;
        let said = Said { conversation, sender, client_id, content: content.to_owned() };
        let seq = Arc::new(OnceLock::new());
        let asked = self.ledger.ask(Promise::Said { said: said.clone(), seq: Arc::clone(&seq) });
        let outcome = self.sends(actor, &said).await?;
        seq.set(outcome.entry.seq).unwrap();
        self.ledger.keep(asked);
        Ok(outcome)
    }

    /// Sends something again, as a client does that has had no answer. The world around it is not needed:
    /// `said` knows who and where.
    pub(crate) async fn again(store: &Store, ledger: &Ledger, said: &Said) -> Result<(), StoreError> {
        let seq = Arc::new(OnceLock::new());
        let asked = ledger.ask(Promise::Said { said: said.clone(), seq: Arc::clone(&seq) });
        let roll = 0x1_0000_0000 + ledger.len() as u64;
        let dice = Arc::new(AtomicU64::new(roll));
        let (inbox, team) = (InboxId(Uuid::nil()), TeamId(Uuid::nil()));
        let world = Self { store: store.clone(), ledger: ledger.clone(), inbox, team, dice };
        let outcome = world.sends(&who(said.sender), said).await?;
        seq.set(outcome.entry.seq).unwrap();
        ledger.keep(asked);
        Ok(())
    }

    async fn sends(&self, actor: &Actor, said: &Said) -> Result<MessageOutcome, StoreError> {
        let client_id = ClientId::new(said.client_id.clone()).unwrap();
        let conversation_id = said.conversation;
        let key = MessageKey { conversation_id, sender: said.sender, client_id: client_id.clone() };
        let content = Content::new(said.content.clone()).unwrap();
        let (occasion, actor) = (self.occasion(), actor.clone());
        // What agents say to each other begins with a dash.
        if said.content.starts_with('-') {
            let body = Body::Note { content: said.content.clone(), mentions: Vec::new() };
            let note = self.store.decide_message(key, body, None, move |state| {
                conversation::note::note(
                    &actor,
                    &occasion,
                    state,
                    client_id.clone(),
                    content.clone(),
                    Vec::new(),
                )
            });
            return note.await;
        }
        let body = Body::Message {
            content: said.content.clone(),
            attachments: Vec::new(),
            metadata: None,
            moderation: deskbell_domain::entry::Moderation::None,
        };
        let input = SendInput {
            client_id,
            content,
            attachments: Vec::new(),
            metadata: None,
            moderation: deskbell_domain::entry::Moderation::None,
        };
        let message = self.store.decide_message(key, body, None, move |state| {
            conversation::send::send(&actor, &occasion, state, input.clone())
        });
        message.await
    }

    pub(crate) async fn reads(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        up_to: u64,
    ) -> Result<(), StoreError> {
        let reader = actor.sender().kind;
        let asked = self.ledger.ask(Promise::Read { conversation, reader, up_to });
        let (occasion, actor) = (self.occasion(), actor.clone());
        let mark = self.store.decide_receipt(conversation, reader, None, move |state, counts| {
            conversation::read::mark(&actor, &occasion, state, Receipt::Read, up_to, counts)
        });
        mark.await?;
        self.ledger.keep(asked);
        Ok(())
    }

    pub(crate) async fn assigns(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        to: &Actor,
    ) -> Result<(), StoreError> {
        let Actor::Agent(agent) = to else { panic!("only agents are assigned") };
        let agent = NamedAgent { id: agent.id, name: agent.name.clone(), avatar_url: None };
        let (occasion, actor) = (self.occasion(), actor.clone());
        let assign = self.store.decide(conversation, None, move |state| {
            let to = Assignee { agent: agent.clone(), active: true, rehearsal: None };
            conversation::assign::assign(&actor, &occasion, state, to, None)
        });
        assign.await.map(drop)
    }

    /// Drops a draft, as the sweep does.
    pub(crate) async fn drops(&self, conversation: ConversationId) -> Result<bool, StoreError> {
        let asked = self.ledger.ask(Promise::Dropped { conversation });
        let dropped = self.store.delete_draft(conversation, self.now()).await?;
        if dropped {
            self.ledger.keep(asked);
        }
        Ok(dropped)
    }
}

/// Somebody of whom only the id is known any more.
fn who(sender: SenderKind) -> Actor {
    let name = "somebody".to_owned();
    match sender {
        SenderKind::Customer(id) => Actor::Customer(CustomerActor {
            id,
            inbox_id: None,
            display_name: name,
            blocked: false,
            rehearsal: None,
        }),
        SenderKind::Agent(id) => Actor::Agent(AgentActor {
            id,
            role: Role::Agent,
            name,
            avatar_url: None,
            team_ids: Vec::new(),
            sight: Sight::All,
            active: true,
            rehearsal: None,
        }),
        SenderKind::System => Actor::System,
    }
}
