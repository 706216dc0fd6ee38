//! One conversation with its timeline, and everything that can be tried on it.

use jiff::Timestamp;
use uuid::Uuid;

use super::{
    cast::{ANA, PIA, REHEARSAL, SHOP, WEBSITE, Who},
    desk::DeskDeed,
};
use crate::{
    ConversationId, ConversationState, Decision, Entry, EntryId, EntrySeed, NewEntry, Occasion, Reader,
    Refusal, RefusalCode, TeamId,
    conversation::{
        Assignee, FieldChanges, Kind, Priority, ReadCounts, Receipt, SendInput, StartInput, assign, create,
        decision::ENTRIES_PER_OPERATION, fields, lifecycle, note, rate, read, send,
    },
    entry::{Activity, Body, Moderation, SenderKind},
    policy::{Action, Permit},
    text::{ClientId, Content},
};

/// Something to try.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Say(String),
    Note(String),
    Deliver(u64),
    Read(u64),
    Assign(Who),
    Unassign,
    Resolve,
    Reopen,
    Close,
    Rate(u8, Option<String>),
    Edit(FieldChanges),
    Desk(DeskDeed),
}

/// What a decision held, whatever it replied.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Outcome {
    pub(crate) permit: Permit,
    pub(crate) changed: bool,
    pub(crate) next: ConversationState,
    pub(crate) entries: Vec<NewEntry>,
}

impl<R> From<Decision<R>> for Outcome {
    fn from(decision: Decision<R>) -> Self {
        let (permit, changed) = (decision.permit(), decision.changed());
        let (next, entries, _) = decision.into_parts();
        Self { permit, changed, next, entries }
    }
}

/// A conversation, its timeline and a clock that moves a minute with everything tried.
#[derive(Clone, Debug)]
pub(crate) struct World {
    pub(crate) state: ConversationState,
    pub(crate) timeline: Vec<Entry>,
    tick: u64,
}

impl World {
    /// Ana's draft in the shop's inbox: nothing written yet.
    pub(crate) fn draft() -> Self {
        Self::draft_of_team(Some(SHOP))
    }

    pub(crate) fn draft_of_team(team_id: Option<TeamId>) -> Self {
        Self::begun(Who::Ana, StartInput { team_id, ..start_input() })
    }

    /// Pia has written once in a rehearsal, where nobody but Rea answers.
    pub(crate) fn rehearsed() -> Self {
        let input = StartInput { inbox_id: REHEARSAL, rehearsal: true, customer_id: PIA, ..start_input() };
        let mut world = Self::begun(Who::Pia, input);
        world.says(Who::Pia, "Is anybody there?");
        world
    }

    fn begun(who: Who, input: StartInput) -> Self {
        let (state, entries, ()) =
            create::create(&who.actor(), &occasion(0), input).expect("a customer may start").into_parts();
        Self { state, timeline: entries.into_iter().map(|new| new.entry).collect(), tick: 0 }
    }

    /// Ana has written once and waits in the queue.
    pub(crate) fn waiting() -> Self {
        let mut world = Self::draft();
        world.says(Who::Ana, "Where is my order?");
        world
    }

    /// Mei has answered: she holds it and it is active.
    pub(crate) fn answered() -> Self {
        let mut world = Self::waiting();
        world.says(Who::Mei, "On its way.");
        world
    }

    /// What would be decided, now; nothing happens yet.
    pub(crate) fn decide(&self, who: Who, deed: &Deed) -> Result<Outcome, Refusal> {
        decide(&self.state, &self.timeline, who, &self.occasion(), deed)
    }

    /// Tries it. A minute passes either way.
    pub(crate) fn tries(&mut self, who: Who, deed: &Deed) -> Result<Outcome, Refusal> {
        let outcome = self.decide(who, deed);
        self.tick += 1;
        if let Ok(outcome) = &outcome {
            self.state = outcome.next.clone();
            self.timeline.extend(outcome.entries.iter().map(|new| new.entry.clone()));
        }
        outcome
    }

    /// Does what must be allowed.
    pub(crate) fn does(&mut self, who: Who, deed: &Deed) -> Outcome {
        self.tries(who, deed).unwrap_or_else(|refusal| panic!("{who:?} {deed:?}: {refusal}"))
    }

    /// Tries what must be refused, and tells with which code.
    pub(crate) fn refuses(&mut self, who: Who, deed: &Deed) -> RefusalCode {
        let before = self.state.clone();
        match self.tries(who, deed) {
            Ok(outcome) => panic!("{who:?} {deed:?} was allowed: {outcome:?}"),
            Err(refusal) => {
                assert_eq!(self.state, before);
                refusal.code()
            }
        }
    }

    pub(crate) fn says(&mut self, who: Who, text: &str) -> Outcome {
        self.does(who, &Deed::Say(text.into()))
    }

    pub(crate) fn notes(&mut self, who: Who, text: &str) -> Outcome {
        self.does(who, &Deed::Note(text.into()))
    }

    pub(crate) fn reads(&mut self, who: Who, up_to_seq: u64) -> Outcome {
        self.does(who, &Deed::Read(up_to_seq))
    }

    pub(crate) fn unread(&self, who: Who) -> u64 {
        self.state.unread_for(person(who))
    }

    /// The timeline as this reader gets it.
    pub(crate) fn seen_by(&self, reader: Reader) -> Vec<&Entry> {
        self.timeline.iter().filter(|entry| entry.visible_to(reader)).collect()
    }

    /// The timeline as words: the text of messages and notes, the name of activities.
    pub(crate) fn told_to(&self, reader: Reader) -> Vec<&str> {
        self.seen_by(reader).into_iter().map(words).collect()
    }

    /// Lets so many minutes pass.
    pub(crate) fn minutes_pass(&mut self, minutes: u64) {
        self.tick += minutes;
    }

    /// Does what the desk does, which must be allowed.
    pub(crate) fn desk(&mut self, who: Who, deed: DeskDeed) -> Outcome {
        self.does(who, &Deed::Desk(deed))
    }

    /// When the next thing tried will happen.
    pub(crate) fn now(&self) -> Timestamp {
        self.occasion().at
    }

    pub(crate) fn occasion(&self) -> Occasion {
        occasion(self.tick + 1)
    }
}

/// The person somebody is in receipts and unread counts.
pub(crate) fn person(who: Who) -> SenderKind {
    who.actor().sender().kind
}

/// What an entry tells, in a word or two.
pub(crate) fn words(entry: &Entry) -> &str {
    match &entry.body {
        Body::Message { content, .. } | Body::Note { content, .. } => content,
        Body::Activity(activity) => Activity::name(activity),
    }
}

/// A chat that Ana starts with nothing but the fact.
pub(crate) fn start_input() -> StartInput {
    StartInput {
        id: ConversationId(Uuid::from_u128(0xF1)),
        inbox_id: WEBSITE,
        rehearsal: false,
        customer_id: ANA,
        kind: Kind::Chat,
        team_id: Some(SHOP),
        subject: None,
        description: None,
        priority: Priority::default(),
        category: None,
        previous_conversation_id: None,
    }
}

/// The moment and the chance of the operation tried at this tick; no two ticks share a seed.
pub(crate) fn occasion(tick: u64) -> Occasion {
    let at = Timestamp::from_second(1_800_000_000 + 60 * i64::try_from(tick).expect("a small tick"))
        .expect("a time in range");
    Occasion { at, seeds: std::array::from_fn(|index| seed(tick, index)) }
}

/// The seed of the entry at this place among those of its operation.
pub(crate) fn seed(tick: u64, index: usize) -> EntrySeed {
    let number = u128::from(tick) * ENTRIES_PER_OPERATION as u128 + index as u128;
    EntrySeed { id: EntryId(Uuid::from_u128(number)), salt: number.to_be_bytes() }
}

/// A message to send.
pub(crate) fn message(text: &str) -> SendInput {
    SendInput {
        client_id: client_id(),
        content: content(text),
        attachments: Vec::new(),
        metadata: None,
        moderation: Moderation::None,
    }
}

/// The action policy is asked for.
pub(crate) fn action(deed: &Deed) -> Action {
    match deed {
        Deed::Say(_) => Action::Send,
        Deed::Note(_) => Action::Note,
        Deed::Deliver(_) | Deed::Read(_) => Action::MarkRead,
        Deed::Assign(_) | Deed::Unassign => Action::Assign,
        Deed::Resolve => Action::Resolve,
        Deed::Reopen => Action::Reopen,
        Deed::Close => Action::Close,
        Deed::Rate(..) => Action::Rate,
        Deed::Edit(FieldChanges {
            description: None, priority: None, category: None, labels: None, ..
        }) => Action::EditSubject,
        Deed::Edit(_) => Action::EditFields,
        Deed::Desk(deed) => deed.action(),
    }
}

/// Messages up to a seq, and this person's own after it, as the store would count them.
pub(crate) fn counts(timeline: &[Entry], reader: SenderKind, seq: u64) -> ReadCounts {
    let messages = || timeline.iter().filter(|entry| matches!(entry.body, Body::Message { .. }));
    ReadCounts {
        messages_up_to: messages().filter(|entry| entry.seq <= seq).count() as u64,
        own_after: messages().filter(|entry| entry.seq > seq && entry.sender.kind == reader).count() as u64,
    }
}

fn decide(
    state: &ConversationState,
    timeline: &[Entry],
    who: Who,
    occasion: &Occasion,
    deed: &Deed,
) -> Result<Outcome, Refusal> {
    let actor = who.actor();
    let holder = || state.assignee.map(|id| Who::of_id(id).named());
    let mark = |receipt, seq| {
        let count = |target| counts(timeline, person(who), target);
        read::mark(&actor, occasion, state, receipt, seq, count).map(Outcome::from)
    };
    match deed {
        Deed::Say(text) => send::send(&actor, occasion, state, message(text)).map(Outcome::from),
        Deed::Note(text) => {
            note::note(&actor, occasion, state, client_id(), content(text), Vec::new()).map(Outcome::from)
        }
        Deed::Deliver(seq) => mark(Receipt::Delivered, *seq),
        Deed::Read(seq) => mark(Receipt::Read, *seq),
        Deed::Assign(to) => {
            let to = Assignee { agent: to.named(), active: *to != Who::Dee, rehearsal: None };
            assign::assign(&actor, occasion, state, to, holder()).map(Outcome::from)
        }
        Deed::Unassign => assign::unassign(&actor, occasion, state, holder()).map(Outcome::from),
        Deed::Resolve => lifecycle::resolve(&actor, occasion, state).map(Outcome::from),
        Deed::Reopen => lifecycle::reopen(&actor, occasion, state).map(Outcome::from),
        Deed::Close => lifecycle::close(&actor, occasion, state).map(Outcome::from),
        Deed::Rate(score, comment) => {
            rate::rate(&actor, occasion, state, *score, comment.clone()).map(Outcome::from)
        }
        Deed::Edit(changes) => fields::edit(&actor, occasion, state, changes.clone()).map(Outcome::from),
        Deed::Desk(deed) => deed.decide(&actor, occasion, state, holder()),
    }
}

fn client_id() -> ClientId {
    ClientId::new("c-1".into()).expect("a good client id")
}

pub(super) fn content(text: &str) -> Content {
    Content::new(text.into()).expect("a good text")
}
