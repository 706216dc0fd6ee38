//! What came of it: one screen for people, one object for machines.

use std::{collections::BTreeMap, fmt, time::Duration};

use serde::Serialize;

use super::{
    Plan,
    checker::{Fault, Finding},
    killer::Deaths,
    plants::Plant,
    record::Conversation,
};

/// Findings of each kind that are shown one by one.
const SHOWN: usize = 3;

/// What became of lines.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Lines {
    /// Lines that were let in.
    pub opened: u64,
    /// Lines that people cut themselves.
    pub cut: u64,
    /// Lines that went with the server.
    pub lost: u64,
    /// Attempts that were told to come back later.
    pub turned_away: u64,
}

/// What came of it.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// What chance was made from.
    pub seed: u64,
    /// Conversations, each with a customer and an agent.
    pub conversations: usize,
    /// How often the server was killed, the last time after everything was written.
    pub kills: u32,
    /// From a start to its readiness at most, in milliseconds.
    pub longest_start_ms: u64,
    /// What became of lines.
    pub lines: Lines,
    /// Messages and notes that somebody meant to say.
    pub meant: usize,
    /// How often one of them went onto a line once more.
    pub sent_again: u64,
    /// How many were acknowledged.
    pub acknowledged: usize,
    /// How many were refused at least once.
    pub refused: usize,
    /// Entries read back.
    pub stored: usize,
    /// Entries shown to readers.
    pub shown: usize,
    /// Faults that were planted into a copy of the record.
    pub planted: usize,
    /// Those of them that the judge did not see.
    pub unseen: Vec<Plant>,
    /// What is wrong, by its kind; every kind stands here.
    pub faults: BTreeMap<Fault, usize>,
    /// The first of each kind.
    pub found: Vec<Finding>,
    /// What a walk over the store found that the last death left; nothing where it is what was written.
    pub verified: Vec<String>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

impl Report {
    pub(super) fn new(
        plan: &Plan,
        lines: Lines,
        deaths: Deaths,
        record: &[Conversation],
        unseen: Vec<Plant>,
        mut found: Vec<Finding>,
        took: Duration,
    ) -> Self {
        let intents = || record.iter().flat_map(|one| &one.writers).flat_map(|writer| &writer.intents);
        let count = |fault| found.iter().filter(|finding: &&Finding| finding.fault == fault).count();
        let faults = Fault::ALL.map(|fault| (fault, count(fault))).into();
        let mut shown: BTreeMap<Fault, usize> = BTreeMap::new();
        found.retain(|finding| {
            let count = shown.entry(finding.fault).or_default();
            *count += 1;
            *count <= SHOWN
        });
        Self {
            seed: plan.seed,
            conversations: record.len(),
            kills: deaths.kills,
            longest_start_ms: millis(deaths.longest_start),
            lines,
            meant: intents().count(),
            sent_again: intents().map(|intent| u64::from(intent.sent.saturating_sub(1))).sum(),
            acknowledged: intents().filter(|intent| !intent.acknowledged.is_empty()).count(),
            refused: intents().filter(|intent| !intent.refused.is_empty()).count(),
            stored: record.iter().map(|one| one.stored.len()).sum(),
            shown: record.iter().flat_map(|one| &one.readers).map(|reader| reader.saw.len()).sum(),
            planted: Plant::ALL.len(),
            unseen,
            faults,
            found,
            verified: Vec::new(),
            took_ms: millis(took),
        }
    }

    /// Whether every promise was kept, by a judge that would have seen otherwise.
    pub fn is_good(&self) -> bool {
        self.unseen.is_empty() && self.verified.is_empty() && self.faults.values().all(|count| *count == 0)
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Lines { opened, cut, lost, turned_away } = self.lines;
        let seconds = Duration::from_millis(self.took_ms).as_secs_f64();
        writeln!(f, "Torture of {} conversations, {seconds:.1} s, seed {}\n", self.conversations, self.seed)?;
        if self.kills > 0 {
            let (kills, longest) = (self.kills, self.longest_start_ms);
            writeln!(f, "  server     killed with -9 {kills} times, back within {longest} ms")?;
        }
        writeln!(f, "  lines      {opened} opened, {cut} cut by people, {lost} lost with the server")?;
        if turned_away > 0 {
            writeln!(f, "             {turned_away} attempts told to come back later")?;
        }
        writeln!(f, "  written    {} messages and notes, {} acknowledged", self.meant, self.acknowledged)?;
        writeln!(
            f,
            "             {} times sent again, {} refused for a while",
            self.sent_again, self.refused
        )?;
        writeln!(f, "  read back  {} entries; shown to readers {}\n", self.stored, self.shown)?;
        let seen = self.planted - self.unseen.len();
        writeln!(f, "{seen} of {} planted faults were seen.", self.planted)?;
        for plant in &self.unseen {
            writeln!(f, "  not seen: {plant:?}")?;
        }
        let count = |fault: Fault| self.faults.get(&fault).copied().unwrap_or_default();
        let faults = Fault::ALL.map(|fault| format!("{} {}", fault.name(), count(fault)));
        writeln!(f, "{}\n", faults.join(" · "))?;
        for Finding { fault, conversation, what } in &self.found {
            writeln!(f, "  {}: {what} (conversation {conversation})", fault.name())?;
        }
        for sentence in &self.verified {
            writeln!(f, "  the store: {sentence}")?;
        }
        f.write_str(if self.is_good() {
            "Everything acknowledged is there once, unchanged and in order, and everybody saw it once."
        } else {
            "A promise was broken."
        })
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
