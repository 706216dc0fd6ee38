//! What happens to the server: it is killed without a word, in the middle of whatever it does, and returns.

use std::time::Duration;

use rand::{RngExt, rngs::StdRng};
use tokio::time::{Instant, sleep, timeout};

use super::{Plan, TortureError, stage::Stage};
use crate::server::Server;

/// How long nobody is there between two lives at most, in milliseconds.
const DEAD_MAX_MS: u64 = 150;
/// How long a life may go on without a single acknowledgement before something is wrong.
const WORKS_WITHIN: Duration = Duration::from_secs(30);

pub(super) struct Killer<'a> {
    pub(super) plan: &'a Plan,
    pub(super) stage: &'a Stage,
    pub(super) dice: StdRng,
}

/// What the server went through.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Deaths {
    pub(super) kills: u32,
    /// The longest time from a start to its readiness.
    pub(super) longest_start: Duration,
}

impl Deaths {
    /// Kills it, and starts it again after a while.
    pub(super) async fn one_more(
        &mut self,
        plan: &Plan,
        server: Server,
        dead: Duration,
    ) -> Result<Server, TortureError> {
        server.kill().await.map_err(TortureError::Kill)?;
        self.kills += 1;
        sleep(dead).await;
        let begun = Instant::now();
        let server = Server::start(&plan.server).await?;
        self.longest_start = self.longest_start.max(begun.elapsed());
        Ok(server)
    }
}

impl Killer<'_> {
    /// Kills and starts as often as planned. Every life acknowledges something before it ends, and the last one
    /// goes on.
    pub(super) async fn kill(mut self, mut server: Server) -> Result<(Server, Deaths), TortureError> {
        let mut deaths = Deaths::default();
        let life = self.plan.lasts / (self.plan.kills + 1);
        for _ in 0..self.plan.kills {
            self.let_live(life).await?;
            is_alive(&mut server)?;
            let dead = Duration::from_millis(self.dice.random_range(0..DEAD_MAX_MS));
            server = deaths.one_more(self.plan, server, dead).await?;
        }
        self.let_live(life).await?;
        is_alive(&mut server)?;
        Ok((server, deaths))
    }

    /// Waits for a while of about that length, and until something was acknowledged in it.
    async fn let_live(&mut self, life: Duration) -> Result<(), TortureError> {
        let mut acknowledged = self.stage.acknowledged();
        let before = acknowledged.borrow_and_update().count;
        sleep(life.mul_f64(self.dice.random_range(0.2..1.6))).await;
        let works = acknowledged.wait_for(|now| now.count > before);
        match timeout(WORKS_WITHIN, works).await {
            Ok(_) => Ok(()),
            Err(_) => Err(TortureError::Stuck {
                who: "the server".into(),
                why: format!("nothing was acknowledged for {} s", WORKS_WITHIN.as_secs()),
            }),
        }
    }
}

/// A server may die of what is done to it here and of nothing else.
pub(super) fn is_alive(server: &mut Server) -> Result<(), TortureError> {
    match server.ended().map_err(TortureError::Kill)? {
        None => Ok(()),
        Some(status) => Err(TortureError::Stuck {
            who: "the server".into(),
            why: format!("it ended by itself ({status}); its log says why"),
        }),
    }
}
