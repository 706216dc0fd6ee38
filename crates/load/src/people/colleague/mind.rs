//! What a simulated agent means to do next.

use std::{collections::HashMap, time::Duration};

use crate::people::{
    agenda::Agenda,
    pace::Dice,
    stories::{Answer, Story},
};

/// Conversations the colleague holds at once; the others are for whoever tries the demo.
const HELD_MAX: usize = 3;
/// How likely the colleague takes a conversation that waits.
const TAKES: f64 = 0.55;

/// Something an agent does, in the conversation of this id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Act {
    /// Opens a waiting conversation to see what it is about.
    Open(String),
    /// Takes it.
    Take(String),
    /// Looks at what has come.
    Read(String),
    /// Writes to the customer.
    Say(String, &'static str),
    /// Writes for colleagues.
    Note(String, &'static str),
    /// Says that it is settled.
    Resolve(String),
}

impl Act {
    /// Which conversation it is about.
    pub(super) fn conversation(&self) -> &str {
        match self {
            Self::Open(id) | Self::Take(id) | Self::Read(id) | Self::Resolve(id) => id,
            Self::Say(id, _) | Self::Note(id, _) => id,
        }
    }
}

/// A conversation that the colleague has taken.
struct Held {
    story: &'static Story,
    settled: bool,
}

/// A colleague's mind.
pub(super) struct Mind {
    dice: Dice,
    pub(super) agenda: Agenda<Act>,
    held: HashMap<String, Held>,
    /// The newest message seen of conversations that wait.
    glanced: HashMap<String, u64>,
}

impl Mind {
    pub(super) fn new(dice: Dice) -> Self {
        Self { dice, agenda: Agenda::new(), held: HashMap::new(), glanced: HashMap::new() }
    }

    /// A conversation waits, with a customer's message of this seq as its newest.
    pub(super) fn waits(&mut self, now: Duration, id: &str, newest: u64) {
        if self.glanced.insert(id.to_owned(), newest) == Some(newest) || self.held.contains_key(id) {
            return;
        }
        let planned = self.agenda.any(|act| act.conversation() == id);
        let busy = self.held.values().filter(|held| !held.settled).count();
        if !planned && busy < HELD_MAX && self.dice.chance(TAKES) {
            let pause = self.dice.seconds(5.0..14.0);
            self.agenda.add(now + pause, Act::Open(id.to_owned()));
        }
    }

    /// A waiting conversation was opened and its customer's last line read.
    pub(super) fn opened(&mut self, now: Duration, id: &str, line: &str) {
        let Some(story) = Story::with_line(line) else { return };
        self.held.insert(id.to_owned(), Held { story, settled: false });
        let mut at = now + self.dice.seconds(2.0..5.0);
        self.agenda.add(at, Act::Take(id.to_owned()));
        if let Some(note) = story.note.filter(|_| self.dice.chance(0.5)) {
            at += self.dice.seconds(2.0..5.0);
            self.agenda.add(at, Act::Note(id.to_owned(), note));
        }
        self.answer(at, id, story, line);
    }

    /// The customer of a conversation that the colleague holds wrote.
    pub(super) fn asked(&mut self, now: Duration, id: &str, line: &str) {
        let Some(held) = self.held.get_mut(id) else { return };
        held.settled = false;
        let story = held.story;
        let glance = self.dice.seconds(1.0..4.0);
        self.agenda.add(now + glance, Act::Read(id.to_owned()));
        self.answer(now + glance, id, story, line);
    }

    fn answer(&mut self, from: Duration, id: &str, story: &'static Story, line: &str) {
        let pause = self.dice.seconds(3.0..12.0);
        let (text, settled) = match story.answer_to(line) {
            Some(Answer::Say(text)) => (text, false),
            Some(Answer::Farewell(text)) => (text, true),
            None => return,
        };
        self.agenda.add(from + pause, Act::Say(id.to_owned(), text));
        if settled {
            let calm = self.dice.seconds(15.0..45.0);
            self.agenda.add(from + pause + calm, Act::Resolve(id.to_owned()));
        }
    }

    /// A conversation is settled for now; an afterthought of its customer is answered all the same.
    pub(super) fn settled(&mut self, id: &str) {
        self.glanced.remove(id);
        self.agenda.keep(|act| act.conversation() != id);
        if let Some(held) = self.held.get_mut(id) {
            held.settled = true;
        }
    }

    /// A conversation is closed, or somebody else holds it.
    pub(super) fn let_go(&mut self, id: &str) {
        self.held.remove(id);
        self.glanced.remove(id);
        self.agenda.keep(|act| act.conversation() != id);
    }

    /// The conversations held now.
    pub(super) fn held(&self) -> impl Iterator<Item = &String> {
        self.held.keys()
    }

    pub(super) fn holds(&self, id: &str) -> bool {
        self.held.contains_key(id)
    }

    pub(super) fn client_id(&mut self) -> String {
        self.dice.client_id()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::people::CAST;

    const NOW: Duration = Duration::from_secs(100);

    fn acts(mind: &mut Mind) -> Vec<Act> {
        std::iter::from_fn(|| mind.agenda.take()).collect()
    }

    #[test]
    fn the_colleague_takes_some_and_never_more_than_fit() {
        let mut mind = Mind::new(Dice::new(5, 0));
        for number in 0..40 {
            mind.waits(NOW, &format!("c{number}"), 2);
        }
        let wanted = acts(&mut mind).len();
        assert!((10..35).contains(&wanted), "{wanted}");
        for persona in &CAST[..4] {
            mind.opened(NOW, persona.name, persona.stories[0].opening.last().expect("a line"));
        }
        mind.waits(NOW, "one more", 2);
        assert!(!mind.agenda.any(|act| act.conversation() == "one more"));
    }

    #[test]
    fn a_conversation_is_taken_answered_and_resolved_after_thanks() {
        let story = &CAST[0].stories[0];
        let mut mind = Mind::new(Dice::new(1, 0));
        mind.opened(NOW, "c", story.opening.last().expect("a line"));
        let first = acts(&mut mind);
        assert_eq!(first.first(), Some(&Act::Take("c".into())));
        assert_eq!(first.last(), Some(&Act::Say("c".into(), story.turns[0].0)));
        mind.asked(NOW, "c", story.turns.last().expect("a turn").1);
        let last = [Act::Read("c".into()), Act::Say("c".into(), story.farewell), Act::Resolve("c".into())];
        assert_eq!(acts(&mut mind), last);
    }

    #[test]
    fn what_a_person_wrote_is_left_for_a_person() {
        let mut mind = Mind::new(Dice::new(1, 0));
        mind.opened(NOW, "c", "I am a person trying this out");
        assert!(acts(&mut mind).is_empty() && mind.held().next().is_none());
    }

    #[test]
    fn nothing_more_is_done_where_somebody_else_took_over() {
        let mut mind = Mind::new(Dice::new(1, 0));
        mind.opened(NOW, "c", CAST[1].stories[0].opening[0]);
        mind.let_go("c");
        assert!(acts(&mut mind).is_empty());
    }
}
