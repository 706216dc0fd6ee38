//! Lists in order: whoever reads one has the writer move every conversation that waits for its place, all who read
//! at that moment together.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use tokio::{sync::watch, time};

use super::work::{Engine, Trouble, Work};
use crate::StoreError;

/// How long a reader waits for the writer. A list that cannot be brought in order by then is read as it is.
const ORDER_WAIT: Duration = Duration::from_millis(100);

/// What readers of lists and the writer share.
#[derive(Default)]
pub(crate) struct ListOrder {
    /// Conversations whose place in lists is behind their newest message.
    waiting: AtomicUsize,
    /// The writer has been asked, and has not answered yet.
    asked: AtomicBool,
    /// Changes with every answer.
    answered: watch::Sender<()>,
}

impl ListOrder {
    /// So many conversations wait for their place.
    pub(crate) fn waits(&self, count: usize) {
        self.waiting.store(count, Ordering::Release);
    }

    /// Has every conversation that was written in before this call stand where its newest message says, or gives up
    /// after [`ORDER_WAIT`]. At most one request of this kind stands in the writer's queue.
    /// `send` hands the request to the writer, and says whether it took it.
    pub(crate) async fn bring<E: Engine>(self: &Arc<Self>, send: impl FnOnce(Box<dyn Work<E>>) -> bool) {
        if self.waiting.load(Ordering::Acquire) == 0 {
            return;
        }
        let mut answers = self.answered.subscribe();
        if !self.asked.swap(true, Ordering::AcqRel) && !send(self.request()) {
            self.asked.store(false, Ordering::Release);
            return;
        }
        // However it ends, the list is read.
        drop(time::timeout(ORDER_WAIT, answers.changed()).await);
    }

    /// The request itself, for whoever has no need to wait.
    pub(crate) fn request<E: Engine>(self: &Arc<Self>) -> Box<dyn Work<E>> {
        Box::new(Bring(Arc::clone(self)))
    }
}

struct Bring(Arc<ListOrder>);

impl<E: Engine> Work<E> for Bring {
    fn attempt(&mut self, batch: &mut E::Batch<'_>) -> Result<(), Trouble<E::Error>> {
        E::order_lists(batch);
        Ok(())
    }

    fn answer(self: Box<Self>, _failure: Option<StoreError>) {
        self.0.asked.store(false, Ordering::Release);
        self.0.answered.send_replace(());
    }
}
