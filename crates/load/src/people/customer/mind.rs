//! What a simulated customer means to do next.

use std::time::Duration;

use crate::people::{
    agenda::Agenda,
    pace::Dice,
    stories::{Persona, Story},
};

/// Conversations one customer has in all.
const ROUNDS_MAX: u32 = 12;
/// The longest rest between two of them.
const REST_MAX: Duration = Duration::from_secs(30 * 60);

/// Something a customer does.
#[derive(Clone, Copy, Debug)]
pub(super) enum Act {
    /// Starts a conversation with its first line.
    Start(&'static Story),
    /// Writes.
    Say(&'static str),
    /// Writes that nobody has answered.
    Nudge(&'static str),
    /// Looks at what has come.
    Read,
    /// Says that all is settled.
    Resolve,
}

/// What reaches a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum News {
    /// An agent wrote.
    Answered,
    /// The conversation was resolved.
    Resolved,
    /// The conversation was closed.
    Closed,
}

/// A customer's mind.
pub(super) struct Mind {
    persona: &'static Persona,
    dice: Dice,
    pub(super) agenda: Agenda<Act>,
    story: &'static Story,
    round: u32,
    turn: usize,
    thought_again: bool,
}

impl Mind {
    /// Somebody who comes by at this moment.
    pub(super) fn new(persona: &'static Persona, dice: Dice, arrival: Duration) -> Self {
        let mut mind = Self {
            persona,
            dice,
            agenda: Agenda::new(),
            story: &persona.stories[0],
            round: 0,
            turn: 0,
            thought_again: false,
        };
        mind.begin(arrival);
        mind
    }

    /// Puts down how the next story begins.
    fn begin(&mut self, at: Duration) {
        let stories = self.persona.stories;
        self.story = &stories[self.round as usize % stories.len()];
        self.round += 1;
        (self.turn, self.thought_again) = (0, false);
        self.agenda.add(at, Act::Start(self.story));
        for line in &self.story.opening[1..] {
            self.then(2.0..7.0, Act::Say(line));
        }
        self.then(150.0..300.0, Act::Nudge(self.persona.nudge));
    }

    /// Hears something.
    pub(super) fn hear(&mut self, now: Duration, news: News) {
        match news {
            News::Answered => self.answered(now),
            News::Resolved => self.settled(now, true),
            News::Closed => self.settled(now, false),
        }
    }

    fn answered(&mut self, now: Duration) {
        self.agenda.keep(|act| !matches!(act, Act::Nudge(_) | Act::Read));
        let glance = self.dice.seconds(1.0..4.0);
        self.agenda.add(now + glance, Act::Read);
        let busy = self.agenda.any(|act| matches!(act, Act::Say(_) | Act::Start(_)));
        let Some((_, reply)) = self.story.turns.get(self.turn).filter(|_| !busy) else { return };
        self.turn += 1;
        self.then(2.0..12.0, Act::Say(reply));
        if self.turn == self.story.turns.len() && self.dice.chance(0.4) {
            self.then(30.0..90.0, Act::Resolve);
        }
    }

    /// Rests, and comes back with an afterthought or the next story; at last not any more.
    fn settled(&mut self, now: Duration, can_go_on: bool) {
        self.agenda.keep(|_| false);
        let rest = self.dice.seconds(90.0..240.0).saturating_mul(self.round).min(REST_MAX);
        let back = now + rest;
        if can_go_on && !self.thought_again && self.dice.chance(0.35) {
            self.thought_again = true;
            self.agenda.add(back, Act::Say(self.story.afterthought.0));
        } else if self.round < ROUNDS_MAX {
            self.begin(back);
        }
    }

    /// Puts an act down after everything else.
    fn then(&mut self, pause: std::ops::Range<f64>, act: Act) {
        let before = self.agenda.last_due().unwrap_or_default();
        let pause = self.dice.seconds(pause);
        self.agenda.add(before + pause, act);
    }

    pub(super) fn client_id(&mut self) -> String {
        self.dice.client_id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::CAST;

    fn mind(seed: u64) -> Mind {
        Mind::new(CAST[0], Dice::new(seed, 1), Duration::from_secs(3))
    }

    /// Lives a whole life with an agent who answers at once and resolves after thanks.
    fn live(mut mind: Mind) -> Vec<(Duration, Act)> {
        let mut done = Vec::new();
        while let Some(due) = mind.agenda.next_due() {
            let act = mind.agenda.take().expect("an act that is due");
            done.push((due, act));
            match act {
                Act::Start(story) if story.opening.len() == 1 => mind.hear(due, News::Answered),
                Act::Say(line) => match Story::with_line(line).and_then(|story| story.answer_to(line)) {
                    Some(crate::people::stories::Answer::Say(_)) => mind.hear(due, News::Answered),
                    Some(crate::people::stories::Answer::Farewell(_)) => mind.hear(due, News::Resolved),
                    None => {}
                },
                Act::Start(_) | Act::Nudge(_) | Act::Read | Act::Resolve => {}
            }
            assert!(done.len() < 10_000, "a life without end");
        }
        done
    }

    #[test]
    fn a_life_is_bounded_and_keeps_to_human_pauses() {
        let done = live(mind(7));
        let starts = done.iter().filter(|(_, act)| matches!(act, Act::Start(_))).count();
        assert_eq!(starts, ROUNDS_MAX as usize);
        assert!(done.is_sorted_by_key(|(due, _)| *due));
        let hours = done.last().expect("acts").0.as_secs() / 3600;
        assert!((1..24).contains(&hours), "{hours}");
    }

    #[test]
    fn the_same_seed_lives_the_same_life() {
        let said = |seed| live(mind(seed)).iter().map(|act| format!("{act:?}")).collect::<Vec<_>>();
        assert_eq!(said(3), said(3));
        assert_ne!(said(3), said(4));
    }

    #[test]
    fn somebody_nobody_answers_asks_once_more_and_then_waits() {
        let mut mind = mind(1);
        let acts: Vec<_> = std::iter::from_fn(|| mind.agenda.take()).collect();
        assert!(matches!(acts[..], [Act::Start(_), Act::Say(_), Act::Nudge(_)]), "{acts:?}");
    }

    #[test]
    fn an_answer_takes_the_nudge_back_and_is_read_before_it_is_replied_to() {
        let mut mind = mind(1);
        while mind.agenda.any(|act| matches!(act, Act::Say(_))) {
            mind.agenda.take();
        }
        mind.hear(Duration::from_secs(60), News::Answered);
        let acts: Vec<_> = std::iter::from_fn(|| mind.agenda.take()).collect();
        assert!(matches!(acts[..], [Act::Read, Act::Say(_)]), "{acts:?}");
    }
}
