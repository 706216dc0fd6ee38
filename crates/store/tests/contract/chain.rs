//! A timeline shows that it is what was written, also where words have been erased.

use deskbell_domain::entry::Body;
use deskbell_store::{ChainReport, Range};

use crate::world::World;

#[tokio::test]
async fn an_untouched_timeline_holds() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.says(&bo, id, "b1", "Hi").await.unwrap();
    world.notes(&bo, id, "n1", "note").await;
    let report = world.store.verify_chain(id).await.unwrap();
    assert_eq!(report, ChainReport { entries: 5, erased: 0, broken: None });
}

#[tokio::test]
async fn erased_words_are_gone_everywhere_and_the_chain_holds() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    let secret = world.says(&ana, id, "s", "my card is 4111-1111").await.unwrap();
    world.notes(&bo, id, "n1", "oh no").await;
    let count = world.state(id).await.message_count;
    assert!(world.store.erase_body(id, secret.entry.seq, world.now()).await.unwrap());
    assert!(!world.store.erase_body(id, secret.entry.seq, world.now()).await.unwrap());
    assert!(!world.store.erase_body(id, 99, world.now()).await.unwrap());
    let shell = &world.sees(&ana, id, Range::Before(secret.entry.seq + 1), 1).await[0];
    assert_eq!(
        shell.body,
        Body::Message {
            content: String::new(),
            attachments: vec![],
            metadata: None,
            moderation: deskbell_domain::entry::Moderation::None
        }
    );
    assert_eq!((shell.id, shell.sender.kind), (secret.entry.id, secret.entry.sender.kind));
    assert_eq!(shell.sender.name, "");
    let last = world.state(id).await.last_message.clone().unwrap();
    assert_eq!((last.preview.as_str(), last.sender_name.as_str()), ("", ""));
    assert_eq!(world.state(id).await.message_count, count);
    assert!(world.says(&ana, id, "s", "my card is 4111-1111").await.unwrap().repeated, "still known");
    let report = world.store.verify_chain(id).await.unwrap();
    assert_eq!(report, ChainReport { entries: 4, erased: 1, broken: None });
    let world = world.reopened().await;
    assert!(!world.home.holds(b"4111-1111"), "the words are still there");
}

#[tokio::test]
async fn receipts_count_erased_messages_as_before() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    world.says(&ana, id, "a", "two").await.unwrap();
    world.store.erase_body(id, 2, world.now()).await.unwrap();
    world.reads(&bo, id, 2).await;
    assert_eq!(world.unread(&bo, id).await, 1);
}
