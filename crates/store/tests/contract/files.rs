//! Files: whose they are, which message carries them, and what becomes of those that none does.

use std::time::Duration;

use deskbell_domain::{Actor, Attachment, AttachmentId, Picture, RefusalCode, conversation::lifecycle};
use deskbell_store::{Carried, Upload};
use jiff::Timestamp;

use crate::world::{World, refusal};

impl World {
    async fn uploads(&self, actor: &Actor, name: &str) -> Attachment {
        let upload = self.upload(actor, name, None);
        self.store.add_upload(upload).await.unwrap().file
    }

    fn upload(&self, actor: &Actor, name: &str, key: Option<&str>) -> Upload {
        let file = Attachment {
            id: AttachmentId(self.id()),
            name: name.into(),
            content_type: "image/png".into(),
            size_bytes: 1234,
            picture: Some(Picture { width: 640, height: 480, has_thumbnail: true }),
        };
        Upload {
            file,
            uploader: actor.sender().kind,
            idempotency_key: key.map(str::to_owned),
            sha256: [7; 32],
            created_at: self.now(),
            carried: Carried::Not,
        }
    }

    async fn carried(&self, file: &Attachment) -> Option<Carried> {
        self.store.upload(file.id).await.unwrap().map(|upload| upload.carried)
    }

    async fn left(&self, before: Timestamp) -> Vec<AttachmentId> {
        self.store.uploads_left(before, 10).await.unwrap()
    }
}

#[tokio::test]
async fn a_file_goes_with_one_message_of_its_uploader() {
    let world = World::new().await;
    let (ana, bo) = (world.customer("Ana").await, world.agent("Bo").await);
    let id = world.chat(&ana).await;
    let file = world.uploads(&ana, "cat.png").await;
    assert_eq!(world.carried(&file).await, Some(Carried::Not));
    let refused = refusal(world.sends(&bo, id, "b", "mine", vec![file.clone()]).await);
    assert_eq!(refused.code(), RefusalCode::Invalid);
    let head = world.state(id).await.head_seq;
    let sent = world.sends(&ana, id, "a", "", vec![file.clone()]).await.unwrap();
    assert_eq!(sent.entry.body.attachments(), std::slice::from_ref(&file));
    assert_eq!(world.carried(&file).await, Some(Carried::By(id, head + 1)));
    let last = sent.state.last_message.clone().unwrap();
    assert_eq!((last.preview.as_str(), last.attachments), ("cat.png", 1));

    let again = world.sends(&ana, id, "a", "", vec![file.clone()]).await.unwrap();
    assert!(again.repeated);
    let refused = refusal(world.sends(&ana, id, "a2", "again", vec![file.clone()]).await);
    assert_eq!(refused.code(), RefusalCode::Invalid);
    let other = world.uploads(&ana, "dog.png").await;
    let conflict = refusal(world.sends(&ana, id, "a", "", vec![other]).await);
    assert_eq!(conflict.code(), RefusalCode::Conflict);
    assert_eq!(world.state(id).await.head_seq, head + 1, "what was refused left nothing");
    let reopened = world.reopened().await;
    assert_eq!(reopened.state(id).await.last_message, Some(last));
}

#[tokio::test]
async fn of_two_messages_that_name_one_file_at_once_one_carries_it() {
    let world = World::new().await;
    let ana = world.customer("Ana").await;
    let id = world.chat(&ana).await;
    for round in 0..8 {
        let file = world.uploads(&ana, "cat.png").await;
        let (one, two) = (format!("one {round}"), format!("two {round}"));
        let (first, second) = tokio::join!(
            world.sends(&ana, id, &one, "x", vec![file.clone()]),
            world.sends(&ana, id, &two, "x", vec![file.clone()]),
        );
        assert!(first.is_ok() != second.is_ok(), "{round}");
    }
}

#[tokio::test]
async fn a_repeated_upload_is_the_first_one() {
    let world = World::new().await;
    let (ana, zoe) = (world.customer("Ana").await, world.customer("Zoe").await);
    let first = world.store.add_upload(world.upload(&ana, "a.png", Some("k"))).await.unwrap();
    let again = world.store.add_upload(world.upload(&ana, "b.png", Some("k"))).await.unwrap();
    assert_eq!(first, again);
    let hers = world.store.add_upload(world.upload(&zoe, "b.png", Some("k"))).await.unwrap();
    assert_ne!(hers.file.id, first.file.id, "a key is one person's");
    let named = world.store.upload_named(ana.sender().kind, "k".into()).await.unwrap();
    assert_eq!(named, Some(first.clone()));
    assert!(!world.store.take_upload_back(first.file.id, zoe.sender().kind).await.unwrap());
    assert!(world.store.take_upload_back(first.file.id, ana.sender().kind).await.unwrap());
    assert_eq!(world.store.upload(first.file.id).await.unwrap(), None);
}

#[tokio::test]
async fn what_nothing_carries_is_found_and_forgotten() {
    let world = World::new().await;
    let (ana, zoe, bo) = (world.customer("Ana").await, world.customer("Zoe").await, world.agent("Bo").await);
    let (kept_in, deleted) = (world.chat(&ana).await, world.chat(&zoe).await);
    let (kept, erased) = (world.uploads(&ana, "kept.png").await, world.uploads(&ana, "erased.png").await);
    let (gone, old) = (world.uploads(&zoe, "gone.png").await, world.uploads(&zoe, "old.png").await);
    world.sends(&ana, kept_in, "k", "", vec![kept.clone()]).await.unwrap();
    let seq = world.sends(&ana, kept_in, "e", "", vec![erased.clone()]).await.unwrap().entry.seq;
    world.sends(&zoe, deleted, "g", "", vec![gone.clone()]).await.unwrap();
    let until = world.now();
    let fresh = world.uploads(&zoe, "fresh.png").await;
    assert_eq!(world.left(until).await, [old.id]);

    assert!(world.store.erase_body(kept_in, seq, world.now()).await.unwrap());
    let upload = world.store.upload(erased.id).await.unwrap().unwrap();
    assert_eq!((upload.carried, upload.file.name.as_str()), (Carried::NoLonger, ""), "its name is forgotten");
    let last = world.state(kept_in).await.last_message.clone().unwrap();
    assert_eq!((last.preview.as_str(), last.attachments), ("", 0));
    world.does(&bo, deleted, lifecycle::close).await.unwrap();
    let later = world.now() + Duration::from_secs(60);
    assert!(world.store.delete_closed(deleted, later, later).await.unwrap());
    assert_eq!(world.carried(&gone).await, Some(Carried::NoLonger));

    let mut left = world.left(until).await;
    left.sort();
    let mut expected = vec![erased.id, gone.id, old.id];
    expected.sort();
    assert_eq!(left, expected);
    // One that a message carries meanwhile stays, whoever was told that it is left.
    let asked = [left, vec![kept.id]].concat();
    let mut forgotten = world.store.forget_uploads(asked).await.unwrap();
    forgotten.sort();
    assert_eq!(forgotten, expected);
    assert!(world.carried(&kept).await.is_some() && world.carried(&fresh).await.is_some());
    assert_eq!(world.carried(&old).await, None);
}
