//! Simulated people: customers with something on their mind, and a colleague who answers some of them.
//!
//! Each is a mind and a life. The mind is pure: it hears news, keeps an agenda in its own time and says what to
//! do next, so a test can live hours of it at once. The life does it, over the same doors as everybody else.
//! Everything is bounded, so that a demo can run for days: at most [`OPEN_MAX`] conversations wait or go on at
//! once, and nobody comes back more than a fixed number of times.

mod agenda;
mod colleague;
mod customer;
mod history;
mod pace;
mod speech;
mod stories;

use std::sync::Arc;

use tokio::{sync::Semaphore, task::JoinSet};

use crate::http::Http;
pub use history::write_history;
use pace::{Dice, PeopleClock};
pub use stories::CAST;

/// Conversations of simulated customers that are not settled, at most.
pub const OPEN_MAX: usize = 8;

/// An agent's sign-in.
#[derive(Clone)]
pub struct SignIn {
    /// The account's address.
    pub email: String,
    /// The account's password.
    pub password: String,
}

/// Who comes, where to, and how fast they live.
#[derive(Clone)]
pub struct Scene {
    /// The server: `http://host:port`.
    pub base: String,
    /// How many customers come by, at most as many as [`CAST`] has.
    pub customers: usize,
    /// The account of the colleague who answers some of them.
    pub colleague: SignIn,
    /// 1 is as people live; 10 is ten times as fast. Between 0.01 and 1000.
    pub pace: f64,
    /// What chance is made from: the same seed, the same people.
    pub seed: u64,
}

/// People who live until this is dropped.
pub struct Living {
    _lives: JoinSet<()>,
}

/// What every life needs of the world.
pub(crate) struct Stage {
    pub(crate) base: String,
    pub(crate) http: Http,
    pub(crate) clock: PeopleClock,
    pub(crate) places: Arc<Semaphore>,
}

impl Scene {
    /// Lets everybody live, each in a task of their own.
    pub fn start(&self) -> Living {
        let stage = Arc::new(Stage {
            base: self.base.clone(),
            http: Http::new(&self.base),
            clock: PeopleClock::start(self.pace),
            places: Arc::new(Semaphore::new(OPEN_MAX)),
        });
        let mut lives = JoinSet::new();
        lives.spawn(colleague::live(stage.clone(), self.colleague.clone(), Dice::new(self.seed, 0)));
        for (number, persona) in (1..).zip(CAST).take(self.customers) {
            lives.spawn(customer::live(stage.clone(), persona, Dice::new(self.seed, number), number));
        }
        Living { _lives: lives }
    }
}
