//! The hall itself: what every operation needs, in one cheap handle.

use std::sync::Arc;

use deskbell_domain::{CustomerId, Refusal, entry::SenderKind};
use deskbell_realtime::{Bounds, Bus, Hub, PresenceLeases, RateLimit, RateLimited, TypingLeases};
use deskbell_store::{Fence, Store};
use jiff::Timestamp;
use tokio::sync::watch;

use crate::{
    Chance, Clock, Settings,
    carrying::{gate::Gate, presence::Presence, session::SignedIn, topics},
    desk::{BoardNews, Queue, Watch},
    files::Files,
    keeping::kept::Kept,
    search::SEARCHES_PER_MINUTE,
    who::{PROFILES_PER_MINUTE, contexts::Contexts, passwords::Passwords, people::Directory, tokens::Tokens},
};

/// Conversations that somebody may be shown typing in at once, over the whole node.
const TYPING_AT_ONCE: usize = 50_000;

/// The hall. Cheap to clone; all clones are the same.
#[derive(Clone)]
pub struct Hall(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) hub: Hub,
    pub(crate) settings: Settings,
    pub(crate) clock: Clock,
    pub(crate) chance: Chance,
    pub(crate) tokens: Tokens,
    pub(crate) passwords: Passwords,
    pub(crate) directory: Directory,
    pub(crate) kept: Kept,
    pub(crate) contexts: Contexts,
    pub(crate) presence: Presence,
    pub(crate) gate: Gate,
    pub(crate) signed: SignedIn,
    pub(crate) typing: TypingLeases,
    pub(crate) files: Files,
    pub(crate) message_rate: RateLimit<SenderKind>,
    pub(crate) search_rate: RateLimit<SenderKind>,
    pub(crate) profile_rate: RateLimit<CustomerId>,
    pub(crate) start_rate: RateLimit<CustomerId>,
    pub(crate) visitor_rate: RateLimit<String>,
    pub(crate) sign_in_rate: RateLimit<String>,
    pub(crate) draining: watch::Sender<bool>,
    /// The lease under which this node looks after the installation.
    pub(crate) office: watch::Sender<Option<Fence>>,
    /// What the dispatcher is told of.
    pub(crate) desk: Watch,
    /// Whether a board has something new to show.
    pub(crate) board: BoardNews,
    /// The queue as it was read last.
    pub(crate) queue: Queue,
    /// Held by whoever drops a rehearsal.
    pub(crate) dropping: tokio::sync::Mutex<()>,
}

impl Hall {
    /// Opens the hall over a store. `secret` signs and verifies tokens.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub async fn open(
        store: Store,
        settings: Settings,
        clock: Clock,
        secret: &[u8],
    ) -> Result<Self, Refusal> {
        Self::open_among(store, settings, clock, secret, Bus::local()).await
    }

    /// The same for a node among others, which it reaches by `bus`.
    ///
    /// # Errors
    /// Where the store cannot be read.
    pub async fn open_among(
        store: Store,
        settings: Settings,
        clock: Clock,
        secret: &[u8],
        bus: Bus,
    ) -> Result<Self, Refusal> {
        // All that are kept: this may be a moment at which the clock is wrong.
        let revoked = store.revoked_tokens(Timestamp::MIN).await?;
        let directory = Directory::load(&store).await?;
        let kept = Kept::load(&store, &settings).await?;
        Ok(Self(Arc::new(Inner {
            hub: Hub::bridged(Bounds::default(), bus, topics::is_conversation),
            gate: Gate::default(),
            signed: SignedIn::default(),
            tokens: Tokens::new(secret, revoked),
            passwords: Passwords::default(),
            directory,
            kept,
            contexts: Contexts::default(),
            presence: Presence::new(PresenceLeases::new(settings.presence_grace)),
            typing: TypingLeases::new(settings.typing_lease, TYPING_AT_ONCE),
            message_rate: RateLimit::per_minute(settings.messages_per_minute),
            search_rate: RateLimit::per_minute(SEARCHES_PER_MINUTE),
            profile_rate: RateLimit::per_minute(PROFILES_PER_MINUTE),
            start_rate: RateLimit::per_minute(settings.starts_per_minute),
            visitor_rate: RateLimit::per_minute(settings.visitors_per_minute),
            sign_in_rate: RateLimit::per_minute(settings.sign_ins_per_minute),
            draining: watch::Sender::new(false),
            office: watch::Sender::new(None),
            desk: Watch::default(),
            board: BoardNews::default(),
            queue: Queue::default(),
            dropping: tokio::sync::Mutex::default(),
            files: Files::open(&settings.files, clock.now()),
            chance: Chance,
            clock,
            settings,
            store,
        })))
    }

    /// The time by the hall's clock.
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// How this installation behaves.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// The hub, where doors register their formats.
    pub fn hub(&self) -> &Hub {
        &self.0.hub
    }

    /// The tokens, to sign one by hand.
    pub fn tokens(&self) -> &Tokens {
        &self.0.tokens
    }

    /// From now on no new connection is taken; those that are here are told to come back.
    pub fn drain(&self) {
        self.0.draining.send_replace(true);
    }

    /// Whether the hall takes no new connections any more.
    pub fn is_draining(&self) -> bool {
        *self.0.draining.borrow()
    }

    /// Changes to true once, when draining begins.
    pub fn draining(&self) -> watch::Receiver<bool> {
        self.0.draining.subscribe()
    }

    /// Takes a message's way to disk and back, without a message.
    ///
    /// # Errors
    /// What stands in a message's way, in words for whoever runs the server.
    pub async fn checkup(&self) -> Result<(), String> {
        self.0.store.checkup().await.map_err(|error| error.to_string())
    }

    /// Counts one against a rate that all nodes share; `here` is what this node alone says of it, which holds where the
    /// others cannot be asked.
    pub(crate) async fn count(
        &self,
        rate: &'static str,
        key: &str,
        per_minute: u32,
        here: Result<(), RateLimited>,
    ) -> Result<(), Refusal> {
        here.map_err(too_fast)?;
        if per_minute == 0 {
            return Ok(());
        }
        match self.0.hub.bus().allow(rate, key, per_minute).await {
            Some(allowed) => allowed.map_err(too_fast),
            None => Ok(()),
        }
    }

    pub(crate) fn store(&self) -> &Store {
        &self.0.store
    }
}

pub(crate) fn too_fast(limited: RateLimited) -> Refusal {
    Refusal::RateLimited { retry_after_ms: limited.retry_after_ms }
}
