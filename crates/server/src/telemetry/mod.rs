//! Logs and metrics.

mod families;

use std::io::IsTerminal as _;

use anyhow::{Context, bail};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::EnvFilter;

use crate::config::Config;

/// Buckets of times between a question and its answer, in seconds.
const SECONDS: [f64; 14] =
    [0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 10.0];
/// Buckets of how many things share one step.
const SIZES: [f64; 10] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0, 256.0, 512.0];

/// How a line of the log is written.
pub enum Shape {
    /// For people.
    Text,
    /// For machines.
    Json,
}

/// What is logged, and how.
///
/// # Errors
/// With a sentence that names the key that is wrong.
pub fn filter(config: &Config) -> anyhow::Result<(EnvFilter, Shape)> {
    let filter = EnvFilter::try_new(&config.log_level)
        .with_context(|| format!("log_level {:?} is not understood", config.log_level))?;
    let shape = match config.log_format.as_str() {
        "text" => Shape::Text,
        "json" => Shape::Json,
        other => bail!("log_format is {other:?}; it must be \"text\" or \"json\"."),
    };
    Ok((filter, shape))
}

/// Starts logging to standard error, where the ready line on standard output is not disturbed.
///
/// # Errors
/// With a sentence that names the key that is wrong.
pub fn start_logs(config: &Config) -> anyhow::Result<()> {
    let (filter, shape) = filter(config)?;
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    match shape {
        Shape::Text => logs.with_target(false).try_init(),
        Shape::Json => logs.json().flatten_event(true).try_init(),
    }
    .map_err(|error| anyhow::anyhow!("Logging could not be started: {error}"))
}

/// Starts counting; the handle renders everything counted for Prometheus.
///
/// # Errors
/// Where counting was started before.
pub fn start_metrics() -> anyhow::Result<PrometheusHandle> {
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".into()), &SECONDS)?
        .set_buckets_for_metric(Matcher::Suffix("_size".into()), &SIZES)?
        .install_recorder()?;
    families::describe();
    metrics::gauge!("deskbell_build_info", "version" => env!("CARGO_PKG_VERSION")).set(1.0);
    Ok(handle)
}

/// Bytes of a page of memory on the machines this runs on.
const PAGE_BYTES: f64 = 4096.0;

/// Says how much memory is in RAM, where the system tells.
pub fn measure_memory() {
    let pages = std::fs::read_to_string("/proc/self/statm")
        .ok()
        .and_then(|text| text.split_whitespace().nth(1)?.parse::<f64>().ok());
    if let Some(pages) = pages {
        metrics::gauge!("deskbell_resident_bytes").set(pages * PAGE_BYTES);
    }
}
