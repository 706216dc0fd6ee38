//! One live chat for each customer and inbox. The domain says which conversation is live; the rule is kept by
//! whoever starts one, and here that is a model of `join-chat` and of filing a ticket.

use proptest::{collection::vec, prelude::*, sample::select};
use uuid::Uuid;

use super::{
    cast::{ANA, APP, CY, WEBSITE, Who},
    world::{message, occasion, start_input},
};
use crate::{
    ConversationId, ConversationState, CustomerId, Decision, InboxId, Refusal, Status,
    conversation::{Kind, StartInput, create, lifecycle, send},
};

/// What happens among several conversations.
#[derive(Clone, Copy, Debug)]
enum Happening {
    /// A customer opens the widget: their live chat, or a new one.
    Joins(Who, InboxId),
    /// A customer asks for a new chat: a resolved one is closed first, another live one is kept.
    StartsAnew(Who, InboxId),
    /// A customer files a ticket.
    Files(Who, InboxId),
    /// Something happens to one of those that exist.
    Step(usize, Step),
}

#[derive(Clone, Copy, Debug)]
enum Step {
    CustomerSays,
    AgentSays,
    Resolve,
    Reopen,
    Close,
}

#[derive(Default)]
struct Shelf {
    conversations: Vec<ConversationState>,
    tick: u64,
}

impl Shelf {
    fn live(&self, who: Who, inbox_id: InboxId) -> Option<usize> {
        let customer_id = customer_of(who);
        self.conversations
            .iter()
            .position(|one| one.is_live_chat() && one.customer_id == customer_id && one.inbox_id == inbox_id)
    }

    fn start(&mut self, who: Who, inbox_id: InboxId, kind: Kind) {
        let (customer_id, number) = (customer_of(who), self.conversations.len() as u128);
        let before = |one: &&ConversationState| one.customer_id == customer_id && one.inbox_id == inbox_id;
        let previous_conversation_id = self.conversations.iter().rev().find(before).map(|one| one.id);
        let id = ConversationId(Uuid::from_u128(number));
        let input = StartInput { id, inbox_id, customer_id, kind, previous_conversation_id, ..start_input() };
        let started = create::create(&who.actor(), &occasion(self.tick), input).expect("one may start");
        self.conversations.push(started.into_parts().0);
    }

    /// Joining never makes a second one; it answers with the live one whatever its status.
    fn join(&mut self, who: Who, inbox_id: InboxId) {
        if self.live(who, inbox_id).is_none() {
            self.start(who, inbox_id, Kind::Chat);
        }
        assert!(self.live(who, inbox_id).is_some());
    }

    fn start_anew(&mut self, who: Who, inbox_id: InboxId) {
        if let Some(live) = self.live(who, inbox_id) {
            if self.conversations[live].status != Status::Resolved {
                return;
            }
            self.decide(live, |state, occasion| lifecycle::close(&Who::House.actor(), &occasion, state))
                .expect("a resolved one may be closed");
        }
        self.start(who, inbox_id, Kind::Chat);
    }

    fn step(&mut self, index: usize, step: Step) -> Result<(), Refusal> {
        let customer = if self.conversations[index].customer_id == ANA { Who::Ana } else { Who::Cy }.actor();
        let agent = Who::Ada.actor();
        match step {
            Step::CustomerSays => {
                self.decide(index, |state, at| send::send(&customer, &at, state, message("Hi")))
            }
            Step::AgentSays => {
                self.decide(index, |state, at| send::send(&agent, &at, state, message("Hello")))
            }
            Step::Resolve => self.decide(index, |state, at| lifecycle::resolve(&customer, &at, state)),
            Step::Reopen => self.decide(index, |state, at| lifecycle::reopen(&customer, &at, state)),
            Step::Close => self.decide(index, |state, at| lifecycle::close(&agent, &at, state)),
        }
    }

    fn decide<R>(
        &mut self,
        index: usize,
        decide: impl FnOnce(&ConversationState, crate::Occasion) -> Result<Decision<R>, Refusal>,
    ) -> Result<(), Refusal> {
        let state = &mut self.conversations[index];
        *state = decide(state, occasion(self.tick))?.into_parts().0;
        Ok(())
    }

    fn happens(&mut self, happening: Happening) {
        self.tick += 1;
        match happening {
            Happening::Joins(who, inbox_id) => self.join(who, inbox_id),
            Happening::StartsAnew(who, inbox_id) => self.start_anew(who, inbox_id),
            Happening::Files(who, inbox_id) => self.start(who, inbox_id, Kind::Ticket),
            Happening::Step(pick, step) if !self.conversations.is_empty() => {
                let index = pick % self.conversations.len();
                let was_live = self.conversations[index].is_live_chat();
                let _may_be_refused = self.step(index, step);
                assert!(was_live || !self.conversations[index].is_live_chat(), "nothing ended comes alive");
            }
            Happening::Step(..) => {}
        }
    }
}

fn customer_of(who: Who) -> CustomerId {
    who.actor().customer_id().expect("a customer")
}

fn happening() -> impl Strategy<Value = Happening> {
    let who = || select(vec![Who::Ana, Who::Cy]);
    let inbox = || select(vec![WEBSITE, APP]);
    let step = select(vec![Step::CustomerSays, Step::AgentSays, Step::Resolve, Step::Reopen, Step::Close]);
    prop_oneof![
        2 => (who(), inbox()).prop_map(|(who, inbox)| Happening::Joins(who, inbox)),
        2 => (who(), inbox()).prop_map(|(who, inbox)| Happening::StartsAnew(who, inbox)),
        1 => (who(), inbox()).prop_map(|(who, inbox)| Happening::Files(who, inbox)),
        8 => (0..64usize, step).prop_map(|(pick, step)| Happening::Step(pick, step)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_customer_never_has_two_live_chats_in_an_inbox(happenings in vec(happening(), 1..60)) {
        let mut shelf = Shelf::default();
        for happening in happenings {
            shelf.happens(happening);
            for customer in [ANA, CY] {
                for inbox in [WEBSITE, APP] {
                    let live = shelf.conversations.iter().filter(|one| {
                        one.customer_id == customer && one.inbox_id == inbox && one.is_live_chat()
                    });
                    assert!(live.count() <= 1, "{customer} has two in {inbox} after {happening:?}");
                }
            }
        }
    }
}

#[test]
fn tickets_are_bound_by_no_limit_and_are_no_live_chat() {
    let mut shelf = Shelf::default();
    for _ in 0..3 {
        shelf.happens(Happening::Files(Who::Ana, WEBSITE));
    }
    assert_eq!(shelf.conversations.len(), 3);
    assert_eq!(shelf.live(Who::Ana, WEBSITE), None);
}

#[test]
fn a_new_chat_after_a_resolved_one_closes_it_and_links_back() {
    let mut shelf = Shelf::default();
    shelf.happens(Happening::Joins(Who::Ana, WEBSITE));
    shelf.happens(Happening::Step(0, Step::CustomerSays));
    shelf.happens(Happening::Step(0, Step::Resolve));
    shelf.happens(Happening::Joins(Who::Ana, WEBSITE));
    assert_eq!(shelf.conversations.len(), 1, "a resolved one is what joining returns");
    shelf.happens(Happening::StartsAnew(Who::Ana, WEBSITE));
    assert_eq!(shelf.conversations[0].status, Status::Closed);
    assert_eq!(shelf.conversations[1].previous_conversation_id, Some(shelf.conversations[0].id));
    assert_eq!(shelf.live(Who::Ana, WEBSITE), Some(1));
}
