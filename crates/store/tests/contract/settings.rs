//! Settings, secrets and revoked tokens.

use jiff::ToSpan;

use crate::world::World;

#[tokio::test]
async fn a_setting_is_what_was_set_last() {
    let world = World::new().await;
    assert_eq!(world.store.setting("sight").await.unwrap(), None);
    world.store.set_setting("sight", "team", world.now()).await.unwrap();
    world.store.set_setting("sight", "own", world.now()).await.unwrap();
    let world = world.reopened().await;
    assert_eq!(world.store.setting("sight").await.unwrap().as_deref(), Some("own"));
}

#[tokio::test]
async fn a_secret_is_made_once_and_kept() {
    let world = World::new().await;
    let (one, two) = tokio::join!(
        world.store.secret("jwt", "aaaa".into(), world.now()),
        world.store.secret("jwt", "bbbb".into(), world.now()),
    );
    let kept = one.unwrap();
    assert_eq!(two.unwrap(), kept);
    let world = world.reopened().await;
    assert_eq!(world.store.secret("jwt", "cccc".into(), world.now()).await.unwrap(), kept);
    assert_eq!(world.store.secret("csrf", "dddd".into(), world.now()).await.unwrap(), "dddd");
}

#[tokio::test]
async fn a_revoked_token_is_kept_until_it_would_have_expired() {
    let world = World::new().await;
    let now = world.now();
    world.store.revoke_token("short", now + 1.minute(), now).await.unwrap();
    world.store.revoke_token("long", now + 1.hour(), now).await.unwrap();
    let mut revoked = world.store.revoked_tokens(now).await.unwrap();
    revoked.sort();
    assert_eq!(revoked, ["long", "short"]);
    let later = now + 2.minutes();
    assert_eq!(world.store.revoked_tokens(later).await.unwrap(), ["long"]);
    assert_eq!(world.store.prune_tokens(later).await.unwrap(), ["short"]);
    assert!(world.store.prune_tokens(later).await.unwrap().is_empty());
    assert_eq!(world.store.revoked_tokens(now).await.unwrap(), ["long"]);
}
