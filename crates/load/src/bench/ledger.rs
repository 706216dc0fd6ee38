//! What has become of each message, one by one: two arrivals of one message do not make up for another's absence.

use std::collections::VecDeque;

use super::phrase::Mark;

/// A message that has not come to its end.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnderWay {
    /// The moment it was meant for.
    pub(super) moment: u64,
    /// The number of the question it was sent by.
    number: u64,
    /// Its sender has the acknowledgement.
    pub(super) acked: bool,
    /// An agent has it.
    pub(super) arrived: bool,
}

/// Every message under way, by conversation in the order of its sending. One that is acknowledged and has arrived
/// is struck out, and so is one that was refused.
#[derive(Debug)]
pub(super) struct Ledger {
    under_way: Vec<VecDeque<UnderWay>>,
    unfinished: u64,
}

impl Ledger {
    /// Of so many conversations.
    pub(super) fn new(conversations: usize) -> Self {
        Self { under_way: vec![VecDeque::new(); conversations], unfinished: 0 }
    }

    /// A message was sent, later than the ones before in its conversation.
    pub(super) fn sent(&mut self, mark: Mark, number: u64) {
        let message = UnderWay { moment: mark.moment, number, acked: false, arrived: false };
        self.under_way[mark.conversation].push_back(message);
        self.unfinished += 1;
    }

    /// A message was acknowledged. Whether one was that waited for it.
    pub(super) fn acked(&mut self, mark: &Mark) -> bool {
        self.settle(mark, |message| !std::mem::replace(&mut message.acked, true))
    }

    /// A message arrived. Whether one did that had not before.
    pub(super) fn arrived(&mut self, mark: &Mark) -> bool {
        self.settle(mark, |message| !std::mem::replace(&mut message.arrived, true))
    }

    /// The question of this number in a conversation was refused. Whether it was a message under way.
    pub(super) fn refused(&mut self, conversation: usize, number: u64) -> bool {
        let Some(messages) = self.under_way.get_mut(conversation) else { return false };
        let Ok(place) = messages.binary_search_by_key(&number, |message| message.number) else {
            return false;
        };
        let was_open = !messages[place].acked;
        if was_open {
            self.strike(conversation, place);
        }
        was_open
    }

    /// How many have not come to their end on both sides.
    pub(super) fn unfinished(&self) -> u64 {
        self.unfinished
    }

    /// Those that have not come to their end.
    pub(super) fn rest(&self) -> impl Iterator<Item = &UnderWay> {
        self.under_way.iter().flatten()
    }

    fn settle(&mut self, mark: &Mark, first: impl Fn(&mut UnderWay) -> bool) -> bool {
        let Some(messages) = self.under_way.get_mut(mark.conversation) else { return false };
        let found = messages.binary_search_by_key(&mark.moment, |message| message.moment);
        let Ok(place) = found else { return false };
        let message = &mut messages[place];
        let is_first = first(message);
        if message.acked && message.arrived {
            self.strike(mark.conversation, place);
        }
        is_first
    }

    fn strike(&mut self, conversation: usize, place: usize) {
        self.under_way[conversation].remove(place);
        self.unfinished -= 1;
    }
}
