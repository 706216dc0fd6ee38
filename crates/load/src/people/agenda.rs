//! What somebody means to do, and when.

use std::time::Duration;

/// Acts with the moment each is due, in the order of those moments.
pub(super) struct Agenda<Act> {
    acts: Vec<(Duration, Act)>,
}

impl<Act> Agenda<Act> {
    pub(super) const fn new() -> Self {
        Self { acts: Vec::new() }
    }

    /// Puts an act down; of two due at once the one put down first comes first.
    pub(super) fn add(&mut self, due: Duration, act: Act) {
        let at = self.acts.partition_point(|(other, _)| *other <= due);
        self.acts.insert(at, (due, act));
    }

    /// When the next act is due.
    pub(super) fn next_due(&self) -> Option<Duration> {
        self.acts.first().map(|(due, _)| *due)
    }

    /// When the last act is due.
    pub(super) fn last_due(&self) -> Option<Duration> {
        self.acts.last().map(|(due, _)| *due)
    }

    /// Takes the next act.
    pub(super) fn take(&mut self) -> Option<Act> {
        (!self.acts.is_empty()).then(|| self.acts.remove(0).1)
    }

    pub(super) fn any(&self, wanted: impl Fn(&Act) -> bool) -> bool {
        self.acts.iter().any(|(_, act)| wanted(act))
    }

    pub(super) fn keep(&mut self, wanted: impl Fn(&Act) -> bool) {
        self.acts.retain(|(_, act)| wanted(act));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn acts_come_in_the_order_of_their_moments() {
        let mut agenda = Agenda::new();
        for (due, act) in [(5, "later"), (1, "first"), (1, "second")] {
            agenda.add(Duration::from_secs(due), act);
        }
        agenda.keep(|act| *act != "second");
        assert_eq!(
            (agenda.next_due(), agenda.last_due()),
            (Some(Duration::from_secs(1)), Some(Duration::from_secs(5)))
        );
        assert_eq!((agenda.take(), agenda.take(), agenda.take()), (Some("first"), Some("later"), None));
    }
}
