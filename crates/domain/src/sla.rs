//! What was promised to customers, and when it is due.
//!
//! Nothing of it is stored: it follows from the facts of a conversation, the targets of its priority and the hours
//! of its inbox, so that a change of any of them holds at once.

use jiff::Timestamp;

use crate::{ConversationState, Refusal, TeamId, conversation::Priority, hours::Hours};

/// Open minutes a target can have at most: what thirty days and nights hold.
pub const TARGET_MINUTES: u32 = 30 * 24 * 60;
/// The part of the time after which a warning comes, unless set otherwise.
pub const DEFAULT_WARN_PERCENT: u8 = 80;

/// What is promised for one priority, in minutes of business hours; `None` promises nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// Until an agent first answers.
    pub first_response: Option<u32>,
    /// Until an agent answers each later question.
    pub next_response: Option<u32>,
    /// Until it is resolved.
    pub resolution: Option<u32>,
}

impl Targets {
    const fn of(response: u32, resolution: Option<u32>) -> Self {
        Self { first_response: Some(response), next_response: Some(response), resolution }
    }

    /// What is promised of this kind.
    pub const fn minutes(&self, kind: DueKind) -> Option<u32> {
        match kind {
            DueKind::FirstResponse => self.first_response,
            DueKind::NextResponse => self.next_response,
            DueKind::Resolution => self.resolution,
        }
    }
}

/// Whom a breach is brought to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Escalate {
    /// Nobody: it shows in lists alone.
    #[default]
    Nobody,
    /// The supervisors.
    Supervisors,
    /// This team, which it is moved to.
    Team(TeamId),
}

/// The organisation's promises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sla {
    /// The targets of each priority, in the order of [`Priority::ALL`].
    pub targets: [Targets; 4],
    /// The part of the time after which a warning comes; 0 for none.
    pub warn_percent: u8,
    /// Whom a breach is brought to.
    pub escalate: Escalate,
}

impl Default for Sla {
    fn default() -> Self {
        let [low, medium] = [480, 240].map(|minutes| Targets::of(minutes, None));
        let [high, urgent] = [(60, 480), (15, 240)].map(|(first, last)| Targets::of(first, Some(last)));
        let targets = [low, medium, high, urgent];
        Self { targets, warn_percent: DEFAULT_WARN_PERCENT, escalate: Escalate::default() }
    }
}

impl Sla {
    /// What is promised for this priority.
    pub const fn targets(&self, priority: Priority) -> &Targets {
        &self.targets[priority as usize]
    }

    /// Checks that each number makes sense.
    ///
    /// # Errors
    /// `invalid` of the first field that does not.
    pub fn check(&self) -> Result<(), Refusal> {
        for (targets, priority) in self.targets.iter().zip(Priority::ALL) {
            for kind in DueKind::ALL {
                if targets.minutes(kind).is_some_and(|minutes| !(1..=TARGET_MINUTES).contains(&minutes)) {
                    let field = format!("sla.targets.{}.{}Minutes", priority.as_str(), kind.as_str());
                    let message = format!("A target is 1 to {TARGET_MINUTES} minutes, or none.");
                    return Err(Refusal::invalid(field, message));
                }
            }
        }
        if self.warn_percent > 100 {
            let message = "A warning comes after 1 to 100 percent of the time, or with 0 never.";
            return Err(Refusal::invalid("sla.warnPercent", message));
        }
        Ok(())
    }
}

/// What is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DueKind {
    /// An agent's first answer.
    FirstResponse,
    /// An agent's answer to a later question.
    NextResponse,
    /// That it is settled.
    Resolution,
}

impl DueKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::FirstResponse, Self::NextResponse, Self::Resolution];

    /// The kind as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FirstResponse => "firstResponse",
            Self::NextResponse => "nextResponse",
            Self::Resolution => "resolution",
        }
    }

    /// The kind of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == name)
    }
}

/// The facts of a conversation from which its due times follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// How urgent it is.
    pub priority: Priority,
    /// Since when it is live; `None` while it is not.
    pub live_since: Option<Timestamp>,
    /// When the oldest message was written that no agent has answered.
    pub asked_at: Option<Timestamp>,
    /// When an agent first answered since it became live.
    pub replied_at: Option<Timestamp>,
    /// Put aside on purpose: until it wakes, nothing is due but its waking.
    pub snoozed: bool,
}

impl Facts {
    /// What of a conversation counts.
    pub fn of(state: &ConversationState) -> Self {
        let live = state.status.is_live() && state.started;
        Self {
            priority: state.priority,
            live_since: state.live_since.filter(|_| live),
            asked_at: state.asked_at,
            replied_at: state.replied_at,
            snoozed: state.desk.snooze.is_some(),
        }
    }

    /// Since when each kind runs; `None` for what does not.
    fn runs_since(&self, kind: DueKind) -> Option<Timestamp> {
        let live_since = self.live_since.filter(|_| !self.snoozed)?;
        match kind {
            DueKind::FirstResponse => self.replied_at.is_none().then_some(live_since),
            DueKind::NextResponse => self.replied_at.and(self.asked_at),
            DueKind::Resolution => Some(live_since),
        }
    }
}

/// Something that is due, when, and from when on a warning is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// What.
    pub kind: DueKind,
    /// By when.
    pub at: Timestamp,
    /// From when on it is nearly too late; `at` where no warnings are wanted.
    pub warn_at: Timestamp,
}

impl Due {
    /// Whether the warning is to be shown at this moment.
    pub fn warned(&self, now: Timestamp) -> bool {
        now >= self.warn_at
    }

    /// Whether it is too late at this moment.
    pub fn breached(&self, now: Timestamp) -> bool {
        now >= self.at
    }

    /// The next moment after this one at which [`Due::warned`] or [`Due::breached`] turns.
    pub fn next_turn(&self, now: Timestamp) -> Option<Timestamp> {
        [self.warn_at, self.at].into_iter().find(|at| *at > now)
    }
}

/// What is due first, `None` where nothing is promised, nothing is open or what is due lies beyond
/// [`crate::hours::HORIZON`].
pub fn due(facts: &Facts, sla: &Sla, hours: &Hours) -> Option<Due> {
    dues(facts, sla, hours).into_iter().flatten().min_by_key(|due| due.at)
}

/// What is due of each kind, in the order of [`DueKind::ALL`].
pub fn dues(facts: &Facts, sla: &Sla, hours: &Hours) -> [Option<Due>; 3] {
    DueKind::ALL.map(|kind| {
        let since = facts.runs_since(kind)?;
        let minutes = sla.targets(facts.priority).minutes(kind)?;
        let at = hours.add(since, minutes)?;
        let warned_after = (sla.warn_percent > 0).then(|| percent(minutes, sla.warn_percent));
        let warn_at = warned_after.and_then(|minutes| hours.add(since, minutes)).unwrap_or(at).min(at);
        Some(Due { kind, at, warn_at })
    })
}

fn percent(minutes: u32, percent: u8) -> u32 {
    u32::try_from(u64::from(minutes) * u64::from(percent) / 100).unwrap_or(minutes)
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;
    use proptest::prelude::*;

    use super::*;
    use crate::hours::{BusinessHours, Opening};

    fn at(minute: i64) -> Timestamp {
        // A Monday, midnight.
        Timestamp::from_second(1_767_571_200 + 60 * minute).unwrap()
    }

    fn asked(minute: i64) -> Facts {
        Facts {
            priority: Priority::High,
            live_since: Some(at(minute)),
            asked_at: Some(at(minute)),
            replied_at: None,
            snoozed: false,
        }
    }

    #[test]
    fn the_first_answer_is_due_first_and_then_the_solution() {
        let sla = Sla::default();
        let due_of = |facts: &Facts| due(facts, &sla, &Hours::Always);
        let first = due_of(&asked(0)).unwrap();
        assert_eq!((first.kind, first.at, first.warn_at), (DueKind::FirstResponse, at(60), at(48)));
        let answered = Facts { asked_at: None, replied_at: Some(at(10)), ..asked(0) };
        assert_eq!(due_of(&answered).map(|due| (due.kind, due.at)), Some((DueKind::Resolution, at(480))));
        let asks_again = Facts { asked_at: Some(at(100)), ..answered };
        assert_eq!(due_of(&asks_again).map(|due| (due.kind, due.at)), Some((DueKind::NextResponse, at(160))));
        let asks_late = Facts { asked_at: Some(at(470)), ..answered };
        assert_eq!(due_of(&asks_late).map(|due| due.kind), Some(DueKind::Resolution));
    }

    #[test]
    fn what_is_settled_put_aside_or_promised_to_nobody_is_not_due() {
        let sla = Sla::default();
        let none = |facts: Facts| assert_eq!(due(&facts, &sla, &Hours::Always), None);
        none(Facts { live_since: None, ..asked(0) });
        none(Facts { snoozed: true, ..asked(0) });
        none(Facts { priority: Priority::Low, asked_at: None, replied_at: Some(at(1)), ..asked(0) });
        let never = Hours::Weekly(BusinessHours::new(TimeZone::UTC, Default::default(), []));
        assert_eq!(due(&asked(0), &sla, &never), None);
    }

    #[test]
    fn only_open_minutes_count() {
        let week = std::array::from_fn(|_| vec![Opening::new(540, 1020).unwrap()]);
        let hours = Hours::Weekly(BusinessHours::new(TimeZone::UTC, week, []));
        let half_past_four = asked(16 * 60 + 30);
        let due = due(&half_past_four, &Sla::default(), &hours).unwrap();
        assert_eq!((due.at, due.warn_at), (at(24 * 60 + 570), at(24 * 60 + 558)));
    }

    #[test]
    fn a_warning_turns_and_then_the_breach() {
        let due = Due { kind: DueKind::FirstResponse, at: at(60), warn_at: at(48) };
        let told = |minute| (due.warned(at(minute)), due.breached(at(minute)), due.next_turn(at(minute)));
        assert_eq!(told(47), (false, false, Some(at(48))));
        assert_eq!(told(48), (true, false, Some(at(60))));
        assert_eq!(told(60), (true, true, None));
        let quiet = Sla { warn_percent: 0, ..Sla::default() };
        let due = super::due(&asked(0), &quiet, &Hours::Always).unwrap();
        assert_eq!(due.warn_at, due.at);
    }

    #[test]
    fn targets_are_refused_by_name() {
        assert_eq!(Sla::default().check(), Ok(()));
        let mut sla = Sla::default();
        sla.targets[3].next_response = Some(0);
        let Err(Refusal::Invalid { field, .. }) = sla.check() else { panic!() };
        assert_eq!(field, "sla.targets.urgent.nextResponseMinutes");
        let Err(Refusal::Invalid { field, .. }) = (Sla { warn_percent: 101, ..Sla::default() }).check()
        else {
            panic!()
        };
        assert_eq!(field, "sla.warnPercent");
        assert!(DueKind::ALL.into_iter().all(|kind| DueKind::parse(kind.as_str()) == Some(kind)));
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// A promise that is live has a time, never before what it runs from, and warnings never come after it.
        #[test]
        fn the_nearest_promise_is_told(
            priority in 0..4usize, asked_at in proptest::option::of(0..500i64),
            replied_at in proptest::option::of(0..500i64), warn_percent in 0..=100u8,
        ) {
            let sla = Sla { warn_percent, ..Sla::default() };
            let facts = Facts {
                priority: Priority::ALL[priority],
                live_since: Some(at(0)),
                asked_at: asked_at.map(at),
                replied_at: replied_at.map(at),
                snoozed: false,
            };
            let told = due(&facts, &sla, &Hours::Always);
            let targets = sla.targets(facts.priority);
            let of = |since: Option<i64>, minutes: Option<u32>| Some(since? + i64::from(minutes?));
            let all = [
                replied_at.is_none().then_some(0).and_then(|since| of(Some(since), targets.first_response)),
                replied_at.and(of(asked_at, targets.next_response)),
                of(Some(0), targets.resolution),
            ];
            prop_assert_eq!(told.map(|due| due.at), all.into_iter().flatten().min().map(at));
            if let Some(due) = told {
                prop_assert!(due.warn_at <= due.at && due.warn_at >= at(0));
            }
        }
    }
}
