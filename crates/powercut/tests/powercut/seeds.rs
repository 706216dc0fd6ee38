//! How often chance is asked, and how to ask it the same again.

use std::env;

/// The seed of this run: `POWERCUT_SEED`, else a new one. It is printed, so that a failure can be had again.
pub(crate) fn seed() -> u64 {
    let seed = env::var("POWERCUT_SEED").ok().map(|seed| seed.parse().expect("a number in POWERCUT_SEED"));
    let seed = seed.unwrap_or_else(rand::random);
    println!("POWERCUT_SEED={seed}");
    seed
}

/// How many points are tried: `POWERCUT_POINTS` of them, else as many as the gate has time for.
pub(crate) fn points(in_the_gate: usize) -> usize {
    let points = env::var("POWERCUT_POINTS").ok();
    points.map_or(in_the_gate, |points| points.parse().expect("a number in POWERCUT_POINTS"))
}
