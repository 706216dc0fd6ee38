//! What is plotted: how long things took, by percentile, and how much was carried, by conversations.

use hdrhistogram::Histogram;

use super::{
    Outcome,
    plot::{Axis, Line, draw},
    table::number,
};

/// Points along a curve of percentiles.
const POINTS: usize = 160;
/// Digits after the point of the last percentile that is shown: 99.999 %.
const NINES_MAX: f64 = 5.0;

/// The plots that these outcomes are enough for: file names and SVG.
pub fn plots(outcomes: &[Outcome]) -> Vec<(String, String)> {
    let mut plots = Vec::new();
    let mut names: Vec<&str> = outcomes.iter().map(|outcome| outcome.scenario).collect();
    names.dedup();
    for name in names {
        let of_scenario: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.scenario == name).collect();
        if of_scenario.iter().any(|outcome| !outcome.times.is_empty()) {
            plots.push((format!("{name}-latency.svg"), latency(name, &of_scenario)));
        }
    }
    let closed: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.scenario == "closed").collect();
    if closed.len() > 1 {
        plots.push(("throughput.svg".into(), throughput(&closed)));
    }
    plots
}

/// Latency by percentile: both axes grow by factors, so that the slowest of many stay in sight.
fn latency(scenario: &str, outcomes: &[&Outcome]) -> String {
    let curves: Vec<(String, &Histogram<u64>)> = outcomes
        .iter()
        .flat_map(|outcome| outcome.times.iter().map(move |(name, times)| (label(name, outcome), times)))
        .filter(|(_, times)| !times.is_empty())
        .collect();
    let most = curves.iter().map(|(_, times)| times.len()).max().unwrap_or(1);
    let nines = (most as f64).log10().floor().clamp(1.0, NINES_MAX);
    let least = curves.iter().map(|(_, times)| millis(times.min())).fold(f64::INFINITY, f64::min);
    let worst = curves.iter().map(|(_, times)| millis(times.max())).fold(0.0, f64::max);
    let scale = Decades::around(least, worst);
    let lines: Vec<Line> = curves
        .into_iter()
        .map(|(label, times)| Line {
            label,
            points: curve(times, nines, &scale),
            spreads: Vec::new(),
            dots: false,
        })
        .collect();
    let x = Axis { label: "percentile".into(), marks: percentiles(nines) };
    let y = Axis { label: "milliseconds".into(), marks: scale.marks() };
    let subtitle = "Each point: this share of all took at most so long. Lower and flatter is better.";
    draw(&format!("Latency, {scenario}"), subtitle, &x, &y, &lines)
}

fn label(name: &str, outcome: &Outcome) -> String {
    let name = match name {
        "ack" => "acknowledged",
        "end_to_end" => "end to end",
        "delivered" => "delivered",
        "delivered_to_all" => "delivered to all",
        other => other,
    };
    format!("{name}, {}", outcome.size)
}

/// How many nines a share has, counted smoothly: 0.9 has one, 0.99 has two.
fn nines_of(share: f64) -> f64 {
    -(1.0 - share).log10()
}

fn curve(times: &Histogram<u64>, nines: f64, scale: &Decades) -> Vec<(f64, f64)> {
    let own = (times.len() as f64).log10().min(nines);
    let points = (0..=POINTS).map(|step| step as f64 / POINTS as f64);
    points
        .filter(|at| at * nines <= own)
        .map(|at| {
            let share = 1.0 - 10f64.powf(-at * nines);
            (at, scale.at(millis(times.value_at_quantile(share))))
        })
        .collect()
}

fn percentiles(nines: f64) -> Vec<(f64, String)> {
    [
        (0.0, "0"),
        (0.5, "50 %"),
        (0.9, "90 %"),
        (0.99, "99 %"),
        (0.999, "99.9 %"),
        (0.9999, "99.99 %"),
        (0.99999, "99.999 %"),
    ]
    .into_iter()
    .map(|(share, label)| (nines_of(share) / nines, label.to_owned()))
    .filter(|(at, _)| *at <= 1.0 + 1e-6)
    .collect()
}

fn millis(nanos: u64) -> f64 {
    nanos as f64 / 1e6
}

/// A scale that grows by factors, from one power of ten to another.
struct Decades {
    low: f64,
    high: f64,
}

impl Decades {
    fn around(least: f64, most: f64) -> Self {
        let low = least.max(1e-3).log10().floor();
        Self { low, high: most.max(1e-3).log10().ceil().max(low + 1.0) }
    }

    fn at(&self, value: f64) -> f64 {
        (value.max(1e-3).log10() - self.low) / (self.high - self.low)
    }

    fn marks(&self) -> Vec<(f64, String)> {
        let factors: &[f64] = if self.high - self.low > 3.0 { &[1.0] } else { &[1.0, 2.0, 5.0] };
        let decades = (self.low as i32..=self.high as i32)
            .flat_map(|decade| factors.iter().map(move |factor| factor * 10f64.powi(decade)));
        decades
            .filter(|value| self.at(*value) <= 1.0 + 1e-9)
            .map(|value| (self.at(value), plain(value)))
            .collect()
    }
}

/// A round number as it is written: 0.05, 20, 5,000.
fn plain(value: f64) -> String {
    if value >= 1.0 { number_of(value) } else { format!("{value}") }
}

/// Messages a second by conversations, with the spread of the runs.
fn throughput(outcomes: &[&Outcome]) -> String {
    let figures = outcomes
        .iter()
        .filter_map(|outcome| Some((outcome.count as f64, outcome.figure("messages_per_second")?)));
    let mut figures: Vec<_> = figures.collect();
    figures.sort_by(|(one, _), (other, _)| one.total_cmp(other));
    let top = round_up(figures.iter().map(|(_, figure)| figure.range().1).fold(1.0, f64::max));
    let (first, last) =
        (figures.first().map_or(1.0, |(count, _)| *count), figures.last().map_or(1.0, |(count, _)| *count));
    let place = |count: f64| 0.05 + 0.9 * (count / first).ln() / (last / first).ln().max(f64::MIN_POSITIVE);
    let line = Line {
        label: "acknowledged messages".into(),
        points: figures.iter().map(|(count, figure)| (place(*count), figure.median() / top)).collect(),
        spreads: figures
            .iter()
            .map(|(count, figure)| (place(*count), figure.range().0 / top, figure.range().1 / top))
            .collect(),
        dots: true,
    };
    let x = Axis {
        label: "conversations".into(),
        marks: figures.iter().map(|(count, _)| (place(*count), number_of(*count))).collect(),
    };
    let y = Axis {
        label: "messages a second".into(),
        marks: (0..=5).map(|step| (f64::from(step) / 5.0, number_of(top * f64::from(step) / 5.0))).collect(),
    };
    let subtitle =
        "Closed loop: everybody waits for the acknowledgement before writing again. Bars: all runs.";
    draw("Throughput", subtitle, &x, &y, &[line])
}

fn number_of(value: f64) -> String {
    if value < 100.0 { format!("{value:.0}") } else { number(value) }
}

/// The next number that five equal steps divide well.
fn round_up(value: f64) -> f64 {
    let unit = 10f64.powf(value.log10().floor());
    let factors = [1.0, 1.5, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];
    factors.iter().map(|factor| factor * unit).find(|round| *round >= value).unwrap_or(value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::{Figure, meter::latencies};

    fn closed(count: u64, rates: &[f64]) -> Outcome {
        let mut outcome = Outcome::new("closed", format!("{count} conversations"), count);
        outcome.figures.push(Figure {
            name: "messages_per_second".into(),
            unit: "messages/s",
            runs: rates.to_vec(),
        });
        let mut times = latencies();
        for micros in 100..2000 {
            times.saturating_record(micros * 1000);
        }
        outcome.times.push(("ack", times));
        outcome
    }

    #[test]
    fn one_size_has_a_latency_and_several_a_throughput() {
        let one = [closed(100, &[20_000.0])];
        assert_eq!(plots(&one).into_iter().map(|(name, _)| name).collect::<Vec<_>>(), ["closed-latency.svg"]);
        let two = [closed(100, &[20_000.0, 24_000.0]), closed(1000, &[18_000.0])];
        let plotted = plots(&two);
        assert_eq!(plotted.len(), 2);
        assert!(plotted[0].1.contains("acknowledged, 1000 conversations"));
        assert!(plotted[1].1.contains(">25,000<"), "{}", plotted[1].1);
    }

    #[test]
    fn scales_are_round() {
        assert_eq!([999.0, 26_000.0, 81_000.0].map(round_up), [1000.0, 30_000.0, 100_000.0]);
        let marks: Vec<String> =
            Decades::around(0.3, 7.0).marks().into_iter().map(|(_, label)| label).collect();
        assert_eq!(marks, ["0.1", "0.2", "0.5", "1", "2", "5", "10"]);
        assert_eq!([0.05, 1.0, 100.0, 5000.0].map(plain), ["0.05", "1", "100", "5,000"]);
        assert_eq!(percentiles(2.0).last().unwrap().1, "99 %");
        assert!((nines_of(0.99) - 2.0).abs() < 1e-9);
    }
}
