//! What came of it, where there were several nodes.

use std::{collections::BTreeMap, fmt, time::Duration};

use serde::Serialize;

use super::schedule::Event;
use crate::torture::Report;

/// What came of one kind of harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suffered {
    /// How often the seed had planned it.
    pub planned: u32,
    /// How often it befell them.
    pub times: u32,
    /// The longest time in which nobody was acknowledged, from its beginning on and where it came alone, in
    /// milliseconds.
    pub longest_silence_ms: u64,
    /// How long it took at most, once it had passed and where it came alone, until everybody was acknowledged again, in
    /// milliseconds.
    pub longest_recovery_ms: u64,
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodesReport {
    /// How many nodes there were.
    pub nodes: usize,
    /// What befell them, by name, and what two of them did at once.
    pub harms: BTreeMap<&'static str, Suffered>,
    /// What the judge says.
    #[serde(flatten)]
    pub judged: Report,
}

/// Under this name stand those that came together.
const TWO: &str = "two at once";

/// What they went through, by name.
pub(super) type Diary = BTreeMap<&'static str, Suffered>;

/// Begins with what is planned.
pub(super) fn begin(events: &[Event]) -> Diary {
    let mut diary = Diary::new();
    for blow in events.iter().flat_map(|event| &event.blows) {
        diary.entry(blow.harm.name()).or_default().planned += 1;
    }
    diary
}

/// What came together has passed; it was silent for so long, and it took so long until everybody went on.
pub(super) fn suffered(diary: &mut Diary, event: &Event, silence: Duration, recovery: Duration) {
    let millis = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    for blow in &event.blows {
        diary.entry(blow.harm.name()).or_default().times += 1;
    }
    // Of two, it cannot be said which of them took the time.
    let one = match event.blows.as_slice() {
        [alone] => diary.entry(alone.harm.name()).or_default(),
        _ => {
            let two = diary.entry(TWO).or_default();
            (two.planned, two.times) = (two.planned + 1, two.times + 1);
            two
        }
    };
    one.longest_silence_ms = one.longest_silence_ms.max(millis(silence));
    one.longest_recovery_ms = one.longest_recovery_ms.max(millis(recovery));
}

impl NodesReport {
    /// How many harms befell them.
    pub fn times(&self) -> u32 {
        self.harms.iter().filter(|(name, _)| **name != TWO).map(|(_, one)| one.times).sum()
    }
}

impl fmt::Display for NodesReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} nodes, {} faults:\n", self.nodes, self.times())?;
        writeln!(
            f,
            "  {:<16} {:>5}  {:>20}  {:>28}",
            "fault", "times", "nobody acknowledged", "everybody again, once healed"
        )?;
        for (name, one) in &self.harms {
            let (silence, recovery) = (one.longest_silence_ms, one.longest_recovery_ms);
            writeln!(f, "  {name:<16} {:>5}  {silence:>17} ms  {recovery:>25} ms", one.times)?;
        }
        writeln!(f)?;
        self.judged.fmt(f)
    }
}
