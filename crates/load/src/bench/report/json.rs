//! The same figures for programs.

use serde_json::{Value, json};

use super::{NANOS_PER_MILLI, Outcome};

/// Quantiles that are written of each distribution.
const QUANTILES: [f64; 8] = [0.0, 0.5, 0.75, 0.9, 0.99, 0.999, 0.9999, 1.0];

/// What a program reads. `about` says where and how it was measured, and stands at the top.
pub fn json(about: &Value, outcomes: &[Outcome]) -> Value {
    let outcomes: Vec<Value> = outcomes.iter().map(outcome).collect();
    json!({ "about": about, "outcomes": outcomes })
}

fn outcome(outcome: &Outcome) -> Value {
    let figures: serde_json::Map<String, Value> = outcome
        .figures
        .iter()
        .map(|figure| {
            let (min, max) = figure.range();
            let told = json!({
                "unit": figure.unit, "median": figure.median(), "min": min, "max": max, "runs": figure.runs,
            });
            (figure.name.clone(), told)
        })
        .collect();
    let times: serde_json::Map<String, Value> = outcome
        .times
        .iter()
        .map(|(name, times)| {
            let quantiles: Vec<Value> = QUANTILES
                .iter()
                .map(|quantile| {
                    json!({ "quantile": quantile, "ms": times.value_at_quantile(*quantile) as f64 / NANOS_PER_MILLI })
                })
                .collect();
            ((*name).to_owned(), json!({ "count": times.len(), "quantiles": quantiles }))
        })
        .collect();
    json!({
        "scenario": outcome.scenario, "size": outcome.size, "count": outcome.count, "figures": figures, "times": times,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bench::report::Run;

    #[test]
    fn every_figure_is_there_with_its_runs() {
        let mut outcome = Outcome::new("closed", "2 conversations".into(), 2);
        for value in [1.0, 3.0] {
            let mut run = Run::default();
            run.figure("messages_per_second", "messages/s", value);
            outcome.add(run);
        }
        let told = json(&json!({ "machine": "m" }), &[outcome]);
        let figure = &told["outcomes"][0]["figures"]["messages_per_second"];
        assert_eq!(figure["median"], 2.0);
        assert_eq!(figure["runs"], json!([1.0, 3.0]));
        assert_eq!(told["about"]["machine"], "m");
    }
}
