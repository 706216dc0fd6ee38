//! What came of it, where there were several nodes.

use std::{collections::BTreeMap, fmt, time::Duration};

use serde::Serialize;

use super::{Harm, schedule::Event};
use crate::torture::Report;

/// What came of one kind of harm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Suffered {
    /// How often the seed had planned it.
    pub planned: u32,
    /// How often it befell them.
    pub times: u32,
    /// The longest time in which nobody was acknowledged, from its beginning on, in milliseconds.
    pub longest_silence_ms: u64,
    /// How long it took at most, once it had passed, until everybody was acknowledged again, in milliseconds.
    pub longest_recovery_ms: u64,
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NodesReport {
    /// How many nodes there were.
    pub nodes: usize,
    /// How often two harms came at once.
    pub at_once: usize,
    /// What befell them, by name.
    pub harms: BTreeMap<&'static str, Suffered>,
    /// What the judge says.
    #[serde(flatten)]
    pub judged: Report,
}

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

/// One more of a kind, after which it was silent and took so long.
pub(super) fn suffered(diary: &mut Diary, harm: Harm, silence: Duration, recovery: Duration) {
    let millis = |duration: Duration| u64::try_from(duration.as_millis()).unwrap_or(u64::MAX);
    let one = diary.entry(harm.name()).or_default();
    one.times += 1;
    one.longest_silence_ms = one.longest_silence_ms.max(millis(silence));
    one.longest_recovery_ms = one.longest_recovery_ms.max(millis(recovery));
}

impl NodesReport {
    /// How many harms befell them.
    pub fn times(&self) -> u32 {
        self.harms.values().map(|one| one.times).sum()
    }
}

impl fmt::Display for NodesReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} nodes, {} faults, {} times two at once:\n", self.nodes, self.times(), self.at_once)?;
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
