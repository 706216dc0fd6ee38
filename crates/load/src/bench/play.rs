//! Plays scenes: each scenario at each size, several times, each time on a server that has seen nothing.

use std::time::Duration;

use tempfile::TempDir;
use tokio::runtime::Runtime;

use super::{
    BenchError, Fill, Filled, Filling, Options, Outcome, Place, Scenario,
    report::{Run, thousands},
    scenes,
    stage::{Stage, fresh_dir, own_plan},
};
use crate::machine;

/// Measures. `fill` fills a store where one is needed, and `tell` hears a sentence before each run. This
/// thread does the work, and keeps to its core meanwhile.
///
/// # Errors
/// With a sentence, where something cannot be measured.
pub fn bench(
    options: &Options,
    fill: Fill<'_>,
    mut tell: impl FnMut(&str),
) -> Result<Vec<Outcome>, BenchError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut house = House { options, runtime, fill, stores: Vec::new() };
    let mut outcomes = Vec::new();
    for scenario in &options.scenarios {
        for Scene { size, count, play } in scenes_of(*scenario, options) {
            let mut outcome = Outcome::new(scenario.name(), size, count);
            for run in 1..=options.runs {
                tell(&format!("{scenario}, {}: run {run} of {}", outcome.size, options.runs));
                outcome.add(play(&mut house)?);
            }
            outcomes.push(outcome);
        }
    }
    Ok(outcomes)
}

/// A scenario at one size.
struct Scene {
    size: String,
    count: u64,
    play: Play,
}

/// How it is played.
type Play = Box<dyn Fn(&mut House<'_>) -> Result<Run, BenchError>>;

impl Scene {
    fn new(
        count: usize,
        of: &str,
        play: impl Fn(&mut House<'_>) -> Result<Run, BenchError> + 'static,
    ) -> Self {
        Self { size: format!("{} {of}", thousands(count as f64)), count: count as u64, play: Box::new(play) }
    }

    /// On a server that has seen nothing.
    fn live(count: usize, of: &str, play: impl Fn(&Stage) -> Result<Run, BenchError> + 'static) -> Self {
        Self::new(count, of, move |house| house.on_a_stage(&play))
    }
}

fn scenes_of(scenario: Scenario, options: &Options) -> Vec<Scene> {
    let lasts = options.lasts;
    let sizes = |sizes: &[usize], scene: &dyn Fn(usize) -> Scene| sizes.iter().copied().map(scene).collect();
    let stores = |scene: &dyn Fn(Filling) -> Scene| options.stores.iter().copied().map(scene).collect();
    match scenario {
        Scenario::Closed => sizes(&options.conversations, &|size| {
            Scene::live(size, "conversations", move |stage| scenes::closed(stage, size, lasts))
        }),
        Scenario::Open => {
            let many = options.conversations.iter().copied().max().unwrap_or(1);
            let of = format!("messages/s in {} conversations", thousands(many as f64));
            let scene = |rate: &u64| {
                let rate = *rate;
                Scene::live(rate as usize, &of, move |stage| scenes::open(stage, many, rate, lasts))
            };
            options.rates.iter().map(scene).collect()
        }
        Scenario::Idle => sizes(&options.idle, &|size| {
            Scene::live(size, "connections", move |stage| scenes::idle(stage, size, lasts))
        }),
        Scenario::Storm => sizes(&options.storm, &|size| {
            Scene::live(size, "connections", move |stage| scenes::storm(stage, size))
        }),
        Scenario::Fanout => sizes(&options.audience, &|size| {
            Scene::live(size, "sessions", move |stage| scenes::fanout(stage, size, lasts))
        }),
        Scenario::History => stores(&|filling| {
            Scene::new(filling.entries, "entries stored", move |house| {
                house.on_a_filled_stage(filling, |stage, filled, runtime| {
                    scenes::history(stage, runtime, &filled.long, lasts)
                })
            })
        }),
        Scenario::Inbox => stores(&|filling| {
            Scene::new(filling.conversations, "conversations stored", move |house| {
                house.on_a_filled_stage(filling, |stage, _, runtime| scenes::inbox(stage, runtime, lasts))
            })
        }),
        Scenario::Start => stores(&|filling| {
            Scene::new(filling.conversations, "conversations stored", move |house| {
                house.start(filling, lasts)
            })
        }),
    }
}

/// What scenes are played with.
struct House<'a> {
    options: &'a Options,
    runtime: Runtime,
    fill: Fill<'a>,
    /// Filled stores, kept for the next scene.
    stores: Vec<(Filling, TempDir, Filled)>,
}

impl House<'_> {
    fn on_a_stage(&mut self, play: impl Fn(&Stage) -> Result<Run, BenchError>) -> Result<Run, BenchError> {
        let stage = Stage::open(&self.options.place, &self.runtime)?;
        let run = machine::on_core(self.options.load_cpu, || play(&stage))??;
        stage.close(&self.runtime)?;
        Ok(run)
    }

    fn on_a_filled_stage(
        &mut self,
        filling: Filling,
        play: impl Fn(&Stage, &Filled, &Runtime) -> Result<Run, BenchError>,
    ) -> Result<Run, BenchError> {
        let (dir, filled) = self.store(filling)?;
        let stage = Stage::own(&own_plan(&self.options.place, dir.path())?, dir, &self.runtime)?;
        let run = machine::on_core(self.options.load_cpu, || play(&stage, &filled, &self.runtime))??;
        self.keep(filling, stage, filled)?;
        Ok(run)
    }

    fn start(&mut self, filling: Filling, lasts: Duration) -> Result<Run, BenchError> {
        let (dir, filled) = self.store(filling)?;
        let plan = own_plan(&self.options.place, dir.path())?;
        let (run, stage) = scenes::start(&plan, dir, &self.runtime, lasts)?;
        self.keep(filling, stage, filled)?;
        Ok(run)
    }

    /// A store that holds so much, filled now or before.
    fn store(&mut self, filling: Filling) -> Result<(TempDir, Filled), BenchError> {
        if let Some(place) = self.stores.iter().position(|(other, ..)| *other == filling) {
            let (_, dir, filled) = self.stores.swap_remove(place);
            return Ok((dir, filled));
        }
        let Place::Own { dir, .. } = &self.options.place else {
            return Err(BenchError::Place("A running server's store cannot be filled for this.".into()));
        };
        let dir = fresh_dir(dir.as_ref())?;
        let filled = (self.fill)(dir.path(), filling).map_err(BenchError::Fill)?;
        Ok((dir, filled))
    }

    fn keep(&mut self, filling: Filling, stage: Stage, filled: Filled) -> Result<(), BenchError> {
        if let Some(dir) = stage.close(&self.runtime)? {
            self.stores.push((filling, dir, filled));
        }
        Ok(())
    }
}
