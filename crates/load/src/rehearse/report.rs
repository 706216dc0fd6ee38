//! What came of it: one screen for people, one object for machines.

use std::{collections::BTreeMap, fmt};

use hdrhistogram::Histogram;
use serde::Serialize;

use super::{Plan, stage::Stage};
use crate::torture::{Conversation, Fault, Finding};

/// Findings that are shown one by one.
const SHOWN: usize = 20;

/// How long something took, in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Latency {
    /// For half of the messages at most.
    pub p50_ms: f64,
    /// For 99 of 100 at most.
    pub p99_ms: f64,
    /// For all.
    pub max_ms: f64,
}

/// What came of it.
#[derive(Clone, Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Where.
    pub url: String,
    /// Conversations, each with a customer and an agent.
    pub conversations: usize,
    /// People, each on a line of their own.
    pub people: usize,
    /// How long they talked, in seconds.
    pub seconds: f64,
    /// Messages that somebody meant to say.
    pub meant: usize,
    /// How many were acknowledged.
    pub acknowledged: usize,
    /// How many were refused at least once, for being too fast or too many, and sent again.
    pub refused: usize,
    /// Entries read back.
    pub stored: usize,
    /// Entries shown to people.
    pub shown: usize,
    /// From the intended moment to the acknowledgement.
    pub acknowledgement: Latency,
    /// From the intended moment to the other side.
    pub end_to_end: Latency,
    /// From the cut of all lines until everybody was back and had read what they missed, in milliseconds.
    pub storm_ms: u64,
    /// Lines that went though nobody had cut them.
    pub lost_lines: u64,
    /// Bytes of memory the installation took before; none where it does not say.
    pub resident_before: Option<u64>,
    /// The same while everybody was there.
    pub resident_after: Option<u64>,
    /// How long the drop took, in milliseconds; none where it did not come to its end.
    pub dropped_ms: Option<u64>,
    /// How often each promise was broken.
    pub faults: BTreeMap<&'static str, usize>,
    /// What was found, one by one.
    pub found: Vec<Finding>,
}

impl Report {
    pub(super) fn begin(plan: &Plan, resident_before: Option<u64>) -> Self {
        Self {
            url: plan.url.clone(),
            conversations: plan.conversations,
            seconds: plan.lasts.as_secs_f64(),
            resident_before,
            ..Self::default()
        }
    }

    pub(super) fn judge(&mut self, stage: &Stage, record: &[Conversation], found: Vec<Finding>) {
        let intents = || record.iter().flat_map(|one| &one.writers).flat_map(|writer| &writer.intents);
        self.meant = intents().count();
        self.acknowledged = intents().filter(|intent| !intent.acknowledged.is_empty()).count();
        self.refused = intents().filter(|intent| !intent.refused.is_empty()).count();
        self.stored = record.iter().map(|one| one.stored.len()).sum();
        self.shown = record.iter().flat_map(|one| &one.readers).map(|reader| reader.saw.len()).sum();
        [self.acknowledgement, self.end_to_end] = stage.measured().map(|times| latency(&times));
        self.lost_lines = stage.lost_lines();
        let count = |fault: Fault| found.iter().filter(|finding| finding.fault == fault).count();
        self.faults = Fault::ALL.into_iter().map(|fault| (fault.name(), count(fault))).collect();
        self.found = found;
    }

    /// Whether every promise was kept.
    pub fn is_good(&self) -> bool {
        self.found.is_empty() && self.acknowledged == self.meant && self.meant > 0
    }

    /// Memory that a conversation took with its two people, in bytes.
    fn per_conversation(&self) -> Option<u64> {
        let more = self.resident_after?.saturating_sub(self.resident_before?);
        Some(more / u64::try_from(self.conversations.max(1)).ok()?)
    }

    fn verdict(&self) -> String {
        if !self.is_good() {
            let broken = self.found.len() + (self.meant - self.acknowledged);
            return format!("This installation broke its promise {broken} times. Please report this.");
        }
        format!(
            "Nothing was lost, doubled or out of order in {} conversations, though every line was cut.",
            self.conversations
        )
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = |name: &str, text: String| writeln!(f, "{name:<18}{text}");
        line("installation", self.url.clone())?;
        line(
            "people",
            format!("{} in {} conversations, for {:.0} s", self.people, self.conversations, self.seconds),
        )?;
        let Self { meant, acknowledged, refused, shown, .. } = self;
        line(
            "messages",
            format!(
                "{meant} sent, {acknowledged} acknowledged, {refused} told to wait first, {shown} entries shown"
            ),
        )?;
        line("acknowledged", self.acknowledgement.to_string())?;
        line("other side", self.end_to_end.to_string())?;
        line(
            "all lines cut",
            format!("everybody was back with what they had missed after {} ms", self.storm_ms),
        )?;
        if self.lost_lines > 0 {
            line("lines lost", format!("{}, without anybody cutting them", self.lost_lines))?;
        }
        if let (Some(before), Some(after), Some(each)) =
            (self.resident_before, self.resident_after, self.per_conversation())
        {
            let mib = |bytes: u64| bytes as f64 / 1024.0 / 1024.0;
            let text = format!(
                "{:.0} MiB before, {:.0} MiB with everybody: {} KiB a conversation",
                mib(before),
                mib(after),
                each / 1024
            );
            line("memory", text)?;
        }
        let count = |fault: &Fault| self.faults.get(fault.name()).copied().unwrap_or_default();
        let faults: Vec<_> = Fault::ALL.iter().map(|one| format!("{} {}", one.name(), count(one))).collect();
        line("judged", faults.join(", "))?;
        match self.dropped_ms {
            Some(ms) => line("dropped", format!("whole, in {:.1} s", ms as f64 / 1000.0))?,
            None => line("dropped", "not yet to its end; the rest goes by itself within an hour".to_owned())?,
        }
        for finding in self.found.iter().take(SHOWN) {
            writeln!(f, "  {}: {} ({})", finding.fault.name(), finding.what, finding.conversation)?;
        }
        if self.found.len() > SHOWN {
            writeln!(f, "  and {} more", self.found.len() - SHOWN)?;
        }
        write!(f, "\n{}", self.verdict())
    }
}

impl fmt::Display for Latency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { p50_ms, p99_ms, max_ms } = self;
        write!(
            f,
            "p50 {p50_ms:.1} ms, p99 {p99_ms:.1} ms, longest {max_ms:.1} ms after it was meant to be sent"
        )
    }
}

fn latency(micros: &Histogram<u64>) -> Latency {
    let at = |quantile: f64| micros.value_at_quantile(quantile) as f64 / 1000.0;
    Latency { p50_ms: at(0.5), p99_ms: at(0.99), max_ms: micros.max() as f64 / 1000.0 }
}
