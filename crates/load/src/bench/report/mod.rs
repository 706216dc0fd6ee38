//! What was measured, and how it is told: a table for people, JSON for programs, plots for both.

mod json;
mod plot;
mod plots;
mod table;

use std::time::Duration;

use hdrhistogram::Histogram;

use super::meter::Meter;

pub use json::json;
pub use plots::plots;
pub use table::table;
pub(super) use table::thousands;

/// The quantiles that are told of times, and what they are called.
const QUANTILES: [(f64, &str); 3] = [(0.5, "p50"), (0.99, "p99"), (1.0, "max")];
const NANOS_PER_MILLI: f64 = 1e6;

/// One figure of a scene, from each of its runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// What it is.
    pub name: String,
    /// In what.
    pub unit: &'static str,
    /// The value of each run, in their order.
    pub runs: Vec<f64>,
}

impl Figure {
    /// The value in the middle; of an even number of runs, the mean of the two in the middle.
    pub fn median(&self) -> f64 {
        let sorted = self.sorted();
        let middle = sorted.len() / 2;
        match sorted.as_slice() {
            [] => 0.0,
            all if all.len() % 2 == 1 => all[middle],
            all => f64::midpoint(all[middle - 1], all[middle]),
        }
    }

    /// The smallest and the largest value.
    pub fn range(&self) -> (f64, f64) {
        let sorted = self.sorted();
        (sorted.first().copied().unwrap_or_default(), sorted.last().copied().unwrap_or_default())
    }

    fn sorted(&self) -> Vec<f64> {
        let mut sorted = self.runs.clone();
        sorted.sort_by(f64::total_cmp);
        sorted
    }
}

/// What one scene at one size came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Which scene.
    pub scenario: &'static str,
    /// At what size, in words.
    pub size: String,
    /// The number in the size.
    pub count: u64,
    /// Its figures, the important ones first.
    pub figures: Vec<Figure>,
    /// Nanoseconds that things took, over all runs.
    pub times: Vec<(&'static str, Histogram<u64>)>,
}

impl Outcome {
    /// Nothing yet.
    pub(super) fn new(scenario: &'static str, size: String, count: u64) -> Self {
        Self { scenario, size, count, figures: Vec::new(), times: Vec::new() }
    }

    /// Adds one run's figures and times to those of the runs before.
    pub(super) fn add(&mut self, run: Run) {
        for (name, unit, value) in run.figures {
            match self.figures.iter_mut().find(|figure| figure.name == name) {
                Some(figure) => figure.runs.push(value),
                None => self.figures.push(Figure { name, unit, runs: vec![value] }),
            }
        }
        for (name, times) in run.times {
            match self.times.iter_mut().find(|(other, _)| *other == name) {
                // Both have the same bounds, so every value fits.
                Some((_, all)) => _ = all.add(times),
                None => self.times.push((name, times)),
            }
        }
    }

    /// The figure of this name.
    pub fn figure(&self, name: &str) -> Option<&Figure> {
        self.figures.iter().find(|figure| figure.name == name)
    }
}

/// What one run came to.
#[derive(Debug, Default)]
pub(super) struct Run {
    figures: Vec<(String, &'static str, f64)>,
    times: Vec<(&'static str, Histogram<u64>)>,
}

impl Run {
    /// Notes a figure.
    pub(super) fn figure(&mut self, name: impl Into<String>, unit: &'static str, value: f64) {
        self.figures.push((name.into(), unit, value));
    }

    /// Notes how long things took, in nanoseconds.
    pub(super) fn times(&mut self, name: &'static str, times: Histogram<u64>) {
        for (quantile, suffix) in QUANTILES {
            let millis = times.value_at_quantile(quantile) as f64 / NANOS_PER_MILLI;
            self.figure(format!("{name}_{suffix}"), "ms", millis);
        }
        self.times.push((name, times));
    }

    /// Notes the share of a core that was used, where it is known.
    pub(super) fn share(&mut self, name: &'static str, used: Option<Duration>, lasts: Duration) {
        if let Some(used) = used {
            self.figure(name, "% of a core", 100.0 * used.as_secs_f64() / lasts.as_secs_f64());
        }
    }

    /// Notes memory, where it is known.
    pub(super) fn memory(&mut self, name: &'static str, bytes: Option<u64>) {
        if let Some(bytes) = bytes {
            self.figure(name, "MB", bytes as f64 / 1e6);
        }
    }

    /// Notes what must be nothing: messages that were lost, came twice or in the wrong order, or were refused.
    pub(super) fn faults(&mut self, meter: &Meter) {
        self.figure("lost", "messages", meter.missing() as f64);
        self.figure("disordered", "messages", meter.disordered as f64);
        self.figure("refused", "messages", meter.refused as f64);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn runs_are_told_by_the_one_in_the_middle() {
        let figure = |runs: &[f64]| Figure { name: "x".into(), unit: "ms", runs: runs.to_vec() };
        assert_eq!(figure(&[3.0, 1.0, 2.0]).median(), 2.0);
        assert_eq!(figure(&[4.0, 1.0]).median(), 2.5);
        assert_eq!(figure(&[3.0, 1.0, 2.0]).range(), (1.0, 3.0));
        assert_eq!(figure(&[]).median(), 0.0);
    }

    #[test]
    fn a_run_adds_to_those_before() {
        let mut outcome = Outcome::new("closed", "2 conversations".into(), 2);
        for millis in [1, 3] {
            let mut run = Run::default();
            let mut times = super::super::meter::latencies();
            times.saturating_record(millis * 1_000_000);
            run.times("ack", times);
            outcome.add(run);
        }
        let p50 = outcome.figure("ack_p50").unwrap();
        assert_eq!(p50.runs.len(), 2);
        assert!((p50.median() - 2.0).abs() < 0.01, "{}", p50.median());
        assert_eq!(outcome.times[0].1.len(), 2);
    }
}
