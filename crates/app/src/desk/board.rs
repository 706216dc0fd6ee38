//! The live board: how the queue and the team stand, for those who look after both.

use std::{
    collections::HashMap,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use deskbell_domain::{Refusal, agent::Agent, policy};
use deskbell_protocol::{
    EventName,
    board::{BOARD_ROWS, Board, BoardAgent, BoardCustomer, BoardItem, BoardQueue},
    request::WatchBoard,
    time::At,
};
use deskbell_realtime::Envelope;

use crate::{Hall, Identity, LiveSession, live::event, topics};

/// Whether something has changed since the board was told last.
#[derive(Default)]
pub(crate) struct BoardNews(AtomicBool);

impl BoardNews {
    /// Something that a board shows has changed.
    pub(crate) fn changed(&self) {
        self.0.store(true, Ordering::Release);
    }

    fn take(&self) -> bool {
        self.0.swap(false, Ordering::AcqRel)
    }
}

impl Hall {
    /// How the queue and the team stand.
    ///
    /// # Errors
    /// `forbidden` for whoever does not look after both.
    pub async fn board(&self, identity: &Identity) -> Result<Board, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, policy::Office::SeeBoard)?;
        self.draw_board().await
    }

    /// From now on this session is told how the board changes, or no longer.
    pub(crate) async fn watch_board(&self, session: &LiveSession, watch: WatchBoard) -> Result<(), Refusal> {
        let actor = self.actor(&session.identity()).await?;
        policy::office(&actor, policy::Office::SeeBoard)?;
        if !watch.on {
            self.0.hub.unsubscribe(session.outbox(), &topics::board());
            return Ok(());
        }
        self.0
            .hub
            .subscribe(session.outbox(), &topics::board())
            .map_err(|_| Refusal::invalid("on", "This connection is closing."))?;
        session.outbox().push_event(&event(EventName::Board, &self.draw_board().await?));
        Ok(())
    }

    /// Tells the board to whoever looks at it here, where it has changed; called once a second.
    pub(crate) async fn tell_board(&self) {
        if self.0.hub.subscriber_count(&topics::board()) == 0 || !self.0.board.take() {
            return;
        }
        match self.draw_board().await {
            Ok(board) => {
                self.0.hub.publish(&Envelope::new(topics::board(), event(EventName::Board, &board)));
            }
            Err(refusal) => {
                self.0.board.changed();
                tracing::debug!(%refusal, "the board was not drawn; it is tried again");
            }
        }
    }

    async fn draw_board(&self) -> Result<Board, Refusal> {
        // What is news now is not in a line that was read before.
        let line = self.line(Duration::ZERO).await?;
        let loads: HashMap<_, _> = self.store().loads().await?.into_iter().collect();
        let mut items = Vec::with_capacity(line.items.len().min(BOARD_ROWS));
        for (state, item) in line.items.iter().take(BOARD_ROWS) {
            let customer = self.known_customer(state.customer_id).await?;
            items.push(BoardItem {
                item: item.clone(),
                customer: BoardCustomer {
                    name: customer.map_or_else(|| "Visitor".to_owned(), |one| one.display_name().to_owned()),
                },
                subject: state.subject.clone(),
            });
        }
        let agents = self.0.directory.all();
        let agent = |agent: &Agent| BoardAgent {
            agent: self.render_agent(agent),
            load: loads.get(&agent.id).copied().unwrap_or_default(),
            capacity: agent.capacity,
        };
        Ok(Board {
            at: At(self.now()),
            queue: BoardQueue {
                length: line.items.len(),
                longest_waiting_since: line.items.iter().map(|(_, item)| item.waiting_since).min(),
                items,
            },
            active: loads.values().sum(),
            agents: agents.iter().filter(|one| one.active).map(|one| agent(one)).collect(),
        })
    }
}
