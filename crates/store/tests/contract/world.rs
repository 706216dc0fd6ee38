//! A store with people in it, and a clock and dice that repeat themselves.

use std::sync::{
    Arc, Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use deskbell_domain::{
    Actor, AgentId, Attachment, ConversationId, ConversationState, CustomerId, Decision, Entry, EntryId,
    EntrySeed, InboxId, Occasion, Refusal, Role, TeamId,
    actor::{AgentActor, CustomerActor},
    agent::Sight,
    conversation::{
        self, Kind, Priority, Receipt, SendInput, StartInput, assign::Assignee,
        decision::ENTRIES_PER_OPERATION,
    },
    entry::{Body, NamedAgent},
    inbox::InboxKind,
    policy,
    text::{ClientId, Content},
};
use deskbell_store::{
    CommitBatch, MessageKey, MessageOutcome, NewAgent, NewCustomer, NewInbox, Options, Outcome, Range, Seed,
    StartOutcome, StartPlan, Store, StoreError,
};
use jiff::{Timestamp, ToSpan};
use uuid::Uuid;

use crate::home::Home;

/// One store with an inbox, a team and whoever the scenario brings in.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) home: Arc<Home>,
    pub(crate) inbox: InboxId,
    pub(crate) team: TeamId,
    pub(crate) commits: Arc<Mutex<Vec<Arc<CommitBatch>>>>,
    pub(crate) dice: Arc<Dice>,
}

/// Ids and moments, each new.
#[derive(Default)]
pub(crate) struct Dice {
    rolls: AtomicU64,
    hours_back: AtomicI64,
}

impl Dice {
    fn roll(&self) -> u64 {
        self.rolls.fetch_add(1, Ordering::Relaxed) + 1
    }

    /// A new id.
    pub(crate) fn id(&self) -> Uuid {
        Uuid::from_u128(u128::from(self.roll()) << 64 | 0x7)
    }

    /// A later moment than any before, unless the clock was set.
    pub(crate) fn now(&self) -> Timestamp {
        let start: Timestamp = "2026-01-05T09:00:00Z".parse().unwrap();
        start - self.hours_back.load(Ordering::Relaxed).hours()
            + i64::try_from(self.roll()).unwrap().milliseconds()
    }

    /// A moment with enough chance for one operation.
    pub(crate) fn occasion(&self) -> Occasion {
        let seeds = [(); ENTRIES_PER_OPERATION].map(|()| {
            let id = self.id();
            EntrySeed { id: EntryId(id), salt: id.into_bytes() }
        });
        Occasion { at: self.now(), seeds }
    }
}

impl World {
    pub(crate) async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A world whose store is opened with other options.
    pub(crate) async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let home = Arc::new(Home::new());
        let mut options = home.options();
        change(&mut options);
        let (store, commits) = open(&options);
        let dice = Arc::new(Dice::default());
        let (inbox, team) = (InboxId(dice.id()), TeamId(dice.id()));
        assert!(store.seed(Seed { inbox_id: inbox, team_id: team, at: dice.now() }).await.unwrap());
        Self { store, home, inbox, team, commits, dice }
    }

    /// Shuts the store down and opens it again, as another process would.
    pub(crate) async fn reopened(mut self) -> Self {
        self.store.shutdown().await;
        (self.store, self.commits) = open(&self.home.options());
        self
    }

    /// Lets the store go without a word and opens it again: what was acknowledged is all that counts.
    pub(crate) fn killed(mut self) -> Self {
        let options = self.home.options();
        let Self { store, .. } = self;
        drop(store);
        (self.store, self.commits) = open(&options);
        self
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.dice.now()
    }

    /// Sets the clock so many hours back from where it began.
    pub(crate) fn sets_clock_back(&self, hours: i64) {
        self.dice.hours_back.store(hours, Ordering::Relaxed);
    }

    pub(crate) fn id(&self) -> Uuid {
        self.dice.id()
    }

    pub(crate) fn occasion(&self) -> Occasion {
        self.dice.occasion()
    }

    /// Every commit published so far. A commit is published just after it is answered, so a position that is
    /// known to be committed is waited for.
    pub(crate) async fn commits(&self) -> Vec<Arc<CommitBatch>> {
        let head = self.store.head_position().await.unwrap();
        loop {
            let mut commits = self.commits.lock().unwrap().clone();
            // Several writers publish beside each other.
            commits.sort_by_key(|batch| batch.position);
            if commits.last().map_or(0, |batch| batch.position) >= head {
                return commits;
            }
            tokio::task::yield_now().await;
        }
    }

    pub(crate) async fn customer(&self, name: &str) -> Actor {
        let id = CustomerId(self.id());
        let new = NewCustomer {
            id,
            inbox_id: self.inbox,
            name: Some(name.into()),
            email: Some(format!("{}@example.test", name.to_lowercase())),
            attributes: None,
            at: self.now(),
        };
        self.store.add_customer(new).await.unwrap();
        Actor::Customer(CustomerActor {
            id,
            inbox_id: Some(self.inbox),
            display_name: name.into(),
            blocked: false,
            rehearsal: None,
        })
    }

    pub(crate) async fn agent(&self, name: &str) -> Actor {
        self.agent_with(name, Role::Agent, Sight::All, vec![self.team]).await
    }

    pub(crate) async fn agent_with(
        &self,
        name: &str,
        role: Role,
        sight: Sight,
        team_ids: Vec<TeamId>,
    ) -> Actor {
        let id = AgentId(self.id());
        let new = NewAgent {
            id,
            host_id: None,
            email: Some(format!("{}@desk.test", name.to_lowercase())),
            name: name.into(),
            avatar_url: None,
            role,
            team_ids: team_ids.clone(),
            capacity: 5,
            rehearsal: None,
            password_hash: None,
            at: self.now(),
        };
        self.store.add_agent(new).await.unwrap();
        let (name, avatar_url) = (name.into(), None);
        Actor::Agent(AgentActor {
            id,
            role,
            name,
            avatar_url,
            team_ids,
            sight,
            active: true,
            rehearsal: None,
        })
    }

    /// The inbox of a new rehearsal.
    pub(crate) async fn rehearsal(&self) -> InboxId {
        let new = NewInbox {
            id: InboxId(self.id()),
            kind: InboxKind::Rehearsal,
            name: "Rehearsal".into(),
            greeting: None,
            color: None,
            team_id: self.team,
            at: self.now(),
        };
        self.store.add_inbox(new).await.unwrap().id
    }

    /// A customer of a rehearsal.
    pub(crate) async fn rehearsing_customer(&self, rehearsal: InboxId, name: &str) -> Actor {
        let id = CustomerId(self.id());
        let name = Some(name.to_owned());
        let new =
            NewCustomer { id, inbox_id: rehearsal, name, email: None, attributes: None, at: self.now() };
        let display_name = self.store.add_customer(new).await.unwrap().display_name().to_owned();
        let (inbox_id, rehearsal) = (Some(rehearsal), Some(rehearsal));
        Actor::Customer(CustomerActor { id, inbox_id, display_name, blocked: false, rehearsal })
    }

    /// An agent of a rehearsal.
    pub(crate) async fn rehearsing_agent(&self, rehearsal: InboxId, name: &str) -> Actor {
        let new = NewAgent {
            id: AgentId(self.id()),
            host_id: Some(format!("rehearsal {name}")),
            email: None,
            name: name.into(),
            avatar_url: None,
            role: Role::Agent,
            team_ids: vec![self.team],
            capacity: 5,
            rehearsal: Some(rehearsal),
            password_hash: None,
            at: self.now(),
        };
        let agent = self.store.add_agent(new).await.unwrap();
        Actor::Agent(AgentActor {
            id: agent.id,
            role: agent.role,
            name: agent.name,
            avatar_url: None,
            team_ids: agent.team_ids,
            sight: Sight::All,
            active: true,
            rehearsal: agent.rehearsal,
        })
    }

    pub(crate) fn start_input(&self, actor: &Actor, kind: Kind) -> StartInput {
        StartInput {
            id: ConversationId(self.id()),
            inbox_id: actor.rehearsal().unwrap_or(self.inbox),
            rehearsal: actor.rehearsal().is_some(),
            customer_id: actor.customer_id().unwrap(),
            kind,
            team_id: Some(self.team),
            subject: None,
            description: None,
            priority: Priority::Medium,
            category: None,
            previous_conversation_id: None,
        }
    }

    /// The customer's live chat, made if there is none.
    pub(crate) async fn join(&self, actor: &Actor) -> StartOutcome<()> {
        let (input, occasion, actor) = (self.start_input(actor, Kind::Chat), self.occasion(), actor.clone());
        self.store
            .start(input.customer_id, input.inbox_id, None, move |scene| {
                if scene.live.is_some() {
                    return Ok(StartPlan::Keep(()));
                }
                let input = StartInput { previous_conversation_id: scene.previous, ..input.clone() };
                let make = Box::new(conversation::create::create(&actor, &occasion, input)?);
                Ok(StartPlan::Make { close_live: None, make })
            })
            .await
            .unwrap()
    }

    /// A filed ticket with its first message.
    pub(crate) async fn ticket(&self, actor: &Actor, change: impl FnOnce(&mut StartInput)) -> ConversationId {
        let mut input = self.start_input(actor, Kind::Ticket);
        change(&mut input);
        let id = input.id;
        let (occasion, author) = (self.occasion(), actor.clone());
        self.store
            .start(input.customer_id, input.inbox_id, None, move |_| {
                let make = Box::new(conversation::create::create(&author, &occasion, input.clone())?);
                Ok(StartPlan::Make { close_live: None, make })
            })
            .await
            .unwrap();
        self.says(actor, id, "first", "Hello").await.unwrap();
        id
    }

    /// A live chat with one message from its customer.
    pub(crate) async fn chat(&self, actor: &Actor) -> ConversationId {
        let id = self.join(actor).await.state.id;
        self.says(actor, id, "first", "Hello").await.unwrap();
        id
    }

    pub(crate) async fn says(
        &self,
        actor: &Actor,
        id: ConversationId,
        client_id: &str,
        text: &str,
    ) -> Result<MessageOutcome, StoreError> {
        self.sends(actor, id, client_id, text, Vec::new()).await
    }

    /// Says something and sends files with it.
    pub(crate) async fn sends(
        &self,
        actor: &Actor,
        id: ConversationId,
        client_id: &str,
        text: &str,
        attachments: Vec<Attachment>,
    ) -> Result<MessageOutcome, StoreError> {
        let client_id = ClientId::new(client_id.into()).unwrap();
        let key =
            MessageKey { conversation_id: id, sender: actor.sender().kind, client_id: client_id.clone() };
        let body = Body::Message {
            content: text.into(),
            attachments: attachments.clone(),
            metadata: None,
            moderation: deskbell_domain::entry::Moderation::None,
        };
        let input = SendInput {
            client_id,
            content: Content::beside(!attachments.is_empty(), text.into(), 5000).unwrap(),
            attachments,
            metadata: None,
            moderation: deskbell_domain::entry::Moderation::None,
        };
        let (occasion, actor) = (self.occasion(), actor.clone());
        self.store
            .decide_message(key, body, Some(7), move |state| {
                conversation::send::send(&actor, &occasion, state, input.clone())
            })
            .await
    }

    pub(crate) async fn notes(
        &self,
        actor: &Actor,
        id: ConversationId,
        client_id: &str,
        text: &str,
    ) -> MessageOutcome {
        let client_id = ClientId::new(client_id.into()).unwrap();
        let key =
            MessageKey { conversation_id: id, sender: actor.sender().kind, client_id: client_id.clone() };
        let body = Body::Note { content: text.into(), mentions: Vec::new() };
        let content = Content::new(text.into()).unwrap();
        let (occasion, actor) = (self.occasion(), actor.clone());
        self.store
            .decide_message(key, body, None, move |state| {
                let (client_id, content) = (client_id.clone(), content.clone());
                conversation::note::note(&actor, &occasion, state, client_id, content, Vec::new())
            })
            .await
            .unwrap()
    }

    /// Any decision that answers nothing.
    pub(crate) async fn does<F>(
        &self,
        actor: &Actor,
        id: ConversationId,
        decide: F,
    ) -> Result<Outcome<()>, StoreError>
    where
        F: Fn(&Actor, &Occasion, &ConversationState) -> Result<Decision<()>, Refusal> + Send + 'static,
    {
        let (occasion, actor) = (self.occasion(), actor.clone());
        self.store.decide(id, None, move |state| decide(&actor, &occasion, state)).await
    }

    pub(crate) async fn assigns(&self, actor: &Actor, id: ConversationId, to: &Actor) {
        let Actor::Agent(agent) = to else { panic!("only agents are assigned") };
        let agent = NamedAgent { id: agent.id, name: agent.name.clone(), avatar_url: None };
        self.does(actor, id, move |actor, occasion, state| {
            let to = Assignee { agent: agent.clone(), active: true, rehearsal: None };
            conversation::assign::assign(actor, occasion, state, to, None)
        })
        .await
        .unwrap();
    }

    pub(crate) async fn reads(&self, actor: &Actor, id: ConversationId, up_to: u64) -> Outcome<()> {
        let (occasion, reader) = (self.occasion(), actor.clone());
        self.store
            .decide_receipt(id, actor.sender().kind, None, move |state, counts| {
                conversation::read::mark(&reader, &occasion, state, Receipt::Read, up_to, counts)
            })
            .await
            .unwrap()
    }

    pub(crate) async fn state(&self, id: ConversationId) -> Arc<ConversationState> {
        self.store.conversation(id).await.unwrap().unwrap()
    }

    pub(crate) async fn unread(&self, actor: &Actor, id: ConversationId) -> u64 {
        self.state(id).await.unread_for(actor.sender().kind)
    }

    /// A part of a timeline as this person sees it.
    pub(crate) async fn sees(
        &self,
        actor: &Actor,
        id: ConversationId,
        range: Range,
        limit: usize,
    ) -> Vec<Arc<Entry>> {
        let view = policy::view(actor, &*self.state(id).await).unwrap();
        self.store.timeline(&view, range, limit).await.unwrap()
    }
}

/// Opens a store and keeps whatever it publishes.
fn open(options: &Options) -> (Store, Arc<Mutex<Vec<Arc<CommitBatch>>>>) {
    let (store, mut receiver) = Store::open(options).unwrap();
    let commits = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&commits);
    tokio::spawn(async move {
        while let Some(batch) = receiver.recv().await {
            kept.lock().unwrap().push(batch);
        }
    });
    (store, commits)
}

/// What somebody said, for comparing.
pub(crate) fn texts(entries: &[Arc<Entry>]) -> Vec<String> {
    entries.iter().map(|entry| entry.body.content().unwrap_or(entry.body.kind()).to_owned()).collect()
}

/// The seqs of entries.
pub(crate) fn seqs(entries: &[Arc<Entry>]) -> Vec<u64> {
    entries.iter().map(|entry| entry.seq).collect()
}

/// The refusal in an error.
pub(crate) fn refusal<T: std::fmt::Debug>(result: Result<T, StoreError>) -> Refusal {
    match result.unwrap_err() {
        StoreError::Refused(refusal) => refusal,
        other => panic!("not a refusal: {other}"),
    }
}
