//! What customers say of how they were helped.

use super::{
    cast::Who,
    world::{Deed, World},
};
use crate::{
    Reader, RefusalCode,
    conversation::rate,
    entry::{Activity, Body},
};

fn rating(score: u8, comment: Option<&str>) -> Deed {
    Deed::Rate(score, comment.map(str::to_owned))
}

fn settled() -> World {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Resolve);
    world
}

#[test]
fn a_resolved_conversation_is_rated_by_its_customer_and_both_sides_see_it() {
    let mut world = settled();
    let at = world.now();
    world.does(Who::Ana, &rating(4, Some("Quick.")));
    let kept = world.state.desk.rating.clone().unwrap();
    assert_eq!((kept.score, kept.comment.as_deref(), kept.at), (4, Some("Quick."), at));
    let said = Activity::Rated { score: 4, comment: Some("Quick.".into()) };
    assert_eq!(world.timeline.last().unwrap().body, Body::Activity(said));
    assert_eq!(world.told_to(Reader::Customer).last(), Some(&"rated"));
    assert_eq!(world.state.status, crate::Status::Resolved);
}

#[test]
fn nobody_else_rates_and_nothing_is_rated_while_it_goes_on() {
    let mut world = settled();
    for who in [Who::Mei, Who::Ada] {
        assert_eq!(world.refuses(who, &rating(5, None)), RefusalCode::Forbidden);
    }
    world.does(Who::Ana, &Deed::Reopen);
    assert_eq!(world.refuses(Who::Ana, &rating(5, None)), RefusalCode::Conflict);
    world.does(Who::Mei, &Deed::Close);
    world.does(Who::Ana, &rating(5, None));
}

#[test]
fn the_same_again_writes_nothing_and_another_replaces_it() {
    let mut world = settled();
    let first = world.now();
    world.does(Who::Ana, &rating(2, None));
    assert!(!world.does(Who::Ana, &rating(2, Some("  "))).changed);
    assert!(world.does(Who::Ana, &rating(5, Some("Now it came."))).changed);
    let kept = world.state.desk.rating.clone().unwrap();
    assert_eq!((kept.score, kept.first_at), (5, first));
}

#[test]
fn after_a_day_it_stays_unless_it_was_resolved_anew() {
    let mut world = settled();
    world.does(Who::Ana, &rating(2, None));
    world.minutes_pass(24 * 60 + 1);
    assert_eq!(world.refuses(Who::Ana, &rating(5, None)), RefusalCode::Conflict);
    assert!(!world.does(Who::Ana, &rating(2, None)).changed, "what holds is acknowledged at any time");
    world.says(Who::Ana, "It broke.");
    assert_eq!(world.state.desk.rating.as_ref().unwrap().score, 2, "what was said stays said");
    world.does(Who::Mei, &Deed::Resolve);
    world.does(Who::Ana, &rating(5, None));
    assert_eq!(world.state.desk.rating.unwrap().score, 5);
}

#[test]
fn a_score_is_one_to_five_and_a_comment_is_brief() {
    for bad in [0, 6, 255] {
        assert_eq!(settled().refuses(Who::Ana, &rating(bad, None)), RefusalCode::Invalid);
    }
    let long = "x".repeat(rate::COMMENT_MAX_CHARS + 1);
    assert_eq!(settled().refuses(Who::Ana, &rating(1, Some(&long))), RefusalCode::Invalid);
}
