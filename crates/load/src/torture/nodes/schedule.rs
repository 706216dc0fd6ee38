//! When what befalls whom: all of it decided before anything begins, by the seed alone.

use std::{fmt, time::Duration};

use rand::{RngExt, rngs::StdRng, seq::SliceRandom as _};

use super::{NodesPlan, harm::Harm};
use crate::torture::stage::dice;

/// How long something stands still or is away, at least where it is seconds and at most.
const LASTS_S: [f64; 2] = [1.0, 10.0];
/// How long something that returns at once is away at most, in milliseconds.
const BRIEF_MAX_MS: u64 = 800;
/// By how much a slow line delays what passes, in milliseconds.
const SLOW_MS: std::ops::Range<u64> = 5..100;
/// How far a clock is off, in hours before or after.
const SKEW_HOURS: std::ops::RangeInclusive<i32> = 1..=12;
/// How long the second of two comes after the first at most, in milliseconds.
const SECOND_AFTER_MAX_MS: u64 = 1000;
/// How often two come at once.
const TWO: f64 = 0.3;
/// How much of the time for one harm nothing is wrong, at least and at most.
const CALM: std::ops::Range<f64> = 0.1..0.4;

/// One harm, as the dice have it.
#[derive(Clone, Debug)]
pub(super) struct Blow {
    pub(super) harm: Harm,
    /// Which node, where it is about one.
    pub(super) node: usize,
    /// How long it lasts.
    pub(super) lasts: Duration,
    /// A line is held rather than cut.
    pub(super) holds: bool,
    /// By how much a line delays.
    pub(super) slows_by: Duration,
    /// By how many hours a clock is off.
    pub(super) skew_hours: i32,
}

/// What comes together, and the calm before it.
#[derive(Clone, Debug)]
pub(super) struct Event {
    pub(super) calm: Duration,
    /// One or two, the second so long after the first.
    pub(super) blows: Vec<Blow>,
    pub(super) second_after: Duration,
}

impl fmt::Display for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (nth, blow) in self.blows.iter().enumerate() {
            let and = if nth > 0 { " and " } else { "" };
            write!(f, "{and}{} at {:?} for {:?}", blow.harm.name(), blow.harm.part(blow.node), blow.lasts)?;
        }
        Ok(())
    }
}

/// Everything that will happen. Each kind comes before any of them comes again.
pub(super) fn schedule(plan: &NodesPlan) -> Vec<Event> {
    let mut dice = dice(plan.seed, u64::MAX);
    let each = plan.lasts / plan.count.max(1);
    let mut turns: Vec<Harm> = Vec::new();
    let mut events = Vec::new();
    let mut left = plan.count;
    while left > 0 && !plan.harms.is_empty() {
        let wanted = if left > 1 && dice.random_bool(TWO) { 2 } else { 1 };
        let mut blows: Vec<Blow> = Vec::new();
        for _ in 0..wanted {
            if turns.is_empty() {
                turns.clone_from(&plan.harms);
                turns.shuffle(&mut dice);
            }
            let Some(blow) = turns.last().map(|harm| blow(*harm, plan.nodes, each, &mut dice)) else { break };
            // What already suffers one harm is spared another, which comes next.
            let part = |blow: &Blow| blow.harm.part(blow.node);
            if blows.iter().all(|other| part(other) != part(&blow)) {
                turns.pop();
                blows.push(blow);
            }
        }
        left -= u32::try_from(blows.len()).unwrap_or(left);
        // A node is started anew while what it needs is well.
        blows.sort_by_key(|blow| blow.harm != Harm::Clock);
        events.push(Event {
            calm: each.mul_f64(dice.random_range(CALM)),
            blows,
            second_after: Duration::from_millis(dice.random_range(0..SECOND_AFTER_MAX_MS)),
        });
    }
    events
}

fn blow(harm: Harm, nodes: usize, each: Duration, dice: &mut StdRng) -> Blow {
    let [least, most] = LASTS_S;
    let longest = (2.0 * each.as_secs_f64()).clamp(least, most);
    let long = Duration::from_secs_f64(dice.random_range(least..=longest));
    let brief = Duration::from_millis(dice.random_range(0..BRIEF_MAX_MS));
    let lasts = match harm {
        Harm::NodeKill | Harm::NodeTerm | Harm::PostgresKill | Harm::Promote => brief,
        _ => long,
    };
    let hours = dice.random_range(SKEW_HOURS);
    Blow {
        harm,
        node: dice.random_range(0..nodes.max(1)),
        lasts,
        holds: dice.random_bool(0.5),
        slows_by: Duration::from_millis(dice.random_range(SLOW_MS)),
        skew_hours: if dice.random_bool(0.5) { hours } else { -hours },
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, path::PathBuf};

    use super::*;

    fn plan(count: u32, seed: u64) -> NodesPlan {
        NodesPlan {
            binary: PathBuf::new(),
            directory: PathBuf::new(),
            nodes: 3,
            harms: Harm::ALL.to_vec(),
            count,
            lasts: Duration::from_secs(6) * count,
            conversations: 1,
            seed,
        }
    }

    #[test]
    fn the_same_seed_plans_the_same_and_another_does_not() {
        let told = |seed| format!("{:?}", schedule(&plan(40, seed)));
        assert_eq!(told(1), told(1));
        assert_ne!(told(1), told(2));
    }

    #[test]
    fn each_kind_comes_as_often_as_any_other_and_no_part_suffers_twice_at_once() {
        for seed in 0..50 {
            let events = schedule(&plan(26, seed));
            let mut times: BTreeMap<Harm, u32> = BTreeMap::new();
            events
                .iter()
                .flat_map(|event| &event.blows)
                .for_each(|blow| *times.entry(blow.harm).or_default() += 1);
            assert_eq!(times.len(), Harm::ALL.len());
            assert!(times.values().all(|times| *times == 2), "{times:?}");
            for event in &events {
                let parts: Vec<_> = event.blows.iter().map(|blow| blow.harm.part(blow.node)).collect();
                assert!(parts.len() == 1 || parts.len() == 2 && parts[0] != parts[1], "{parts:?}");
            }
            assert!(events.iter().any(|event| event.blows.len() == 2));
        }
    }

    #[test]
    fn whatever_stands_still_does_so_for_one_to_ten_seconds() {
        let events = schedule(&plan(500, 3));
        let frozen = events.iter().flat_map(|event| &event.blows);
        let frozen = frozen.filter(|blow| blow.harm == Harm::NodeFreeze).map(|blow| blow.lasts);
        let (least, most) = (frozen.clone().min().unwrap(), frozen.max().unwrap());
        assert!(least >= Duration::from_secs(1) && most <= Duration::from_secs(10), "{least:?} {most:?}");
        assert!(most > Duration::from_secs(8));
    }
}
