//! The loop over a line that takes nothing.

use std::task::{Context, Poll};

use deskbell_protocol::Reply;
use deskbell_realtime::Event;

use super::*;
use crate::rest::tests::stage::Stage;

/// A client that neither reads nor speaks.
struct Deaf;

impl Line for Deaf {
    type Tag = ();

    fn poll(&mut self, _: &mut Context<'_>, _: bool) -> Poll<Heard<()>> {
        Poll::Pending
    }

    fn is_ready(&self) -> bool {
        false
    }

    fn write(&mut self, _: VecDeque<Bytes>) {}

    fn answer(&self, _: Option<()>, _: Result<&Reply, &Refusal>, _: &mut dyn FnMut(Bytes)) {}
}

/// Somebody whose outbox is full while a request of theirs is being handled, on a server that stops.
async fn full_and_busy<R>(scene: impl AsyncFnOnce(Live<'_, Deaf>) -> R) -> R {
    let stage = Stage::new().await;
    let customer = stage.visitor().await;
    let identity = stage.hall.identify(&customer.token).await.unwrap();
    let format = stage.hall.hub().register_format(|event: &Event| event.payload.clone());
    let session = stage.hall.connect(identity, format).await.unwrap();
    while session.outbox().has_room() {
        assert!(session.outbox().push_reply(Bytes::from_static(b"a page that nobody reads")));
    }
    session.outbox().close(CloseReason::ShuttingDown);
    let never = Box::pin(async { std::future::pending::<Result<Answer, Refusal>>().await });
    let request = ask("join-chat", None, Err(Refusal::NotFound));
    scene(Live {
        expiry: Expiry::new(&stage.hall, &session),
        handling: Some((never, request)),
        strikes: Strikes::default(),
        closing: Some((CloseReason::ShuttingDown, Instant::now() + FINISH_WITHIN)),
        meters: Meters::new(),
        hall: &stage.hall,
        live: &session,
        line: &mut Deaf,
    })
    .await
}

#[tokio::test]
async fn a_closed_session_without_room_waits_for_its_answer_without_burning_the_processor() {
    let is_idle = full_and_busy(async |mut live| {
        tokio::select! {
            biased;
            _ = live.next() => false,
            () = std::future::ready(()) => true,
        }
    })
    .await;
    assert!(is_idle, "it is woken without anything to do");
}
