//! What an agent keeps for themselves: following, and putting back among the unread.

use super::{
    cast::Who,
    desk::DeskDeed,
    world::{Deed, World},
};
use crate::RefusalCode;

#[test]
fn who_follows_hears_of_it_and_takes_no_part() {
    let mut world = World::answered();
    let updated_at = world.state.updated_at;
    world.desk(Who::Al, DeskDeed::Follow);
    assert!(world.state.is_followed_by(Who::Al.agent_id()));
    assert!(!world.state.takes_part(Who::Al.agent_id()));
    assert_eq!(world.state.updated_at, updated_at, "to others nothing changed");
    assert!(!world.desk(Who::Al, DeskDeed::Follow).changed);
    world.desk(Who::Al, DeskDeed::Unfollow);
    assert!(!world.state.is_followed_by(Who::Al.agent_id()));
    assert!(!world.desk(Who::Sue, DeskDeed::Unfollow).changed, "she never did");
    assert!(world.state.is_followed_by(Who::Mei.agent_id()), "who holds it hears of it anyway");
}

#[test]
fn what_is_put_back_among_the_unread_is_so_until_it_is_read_on() {
    let mut world = World::answered();
    world.reads(Who::Mei, u64::MAX);
    let mark = world.state.mark_of(super::world::person(Who::Mei));
    world.desk(Who::Mei, DeskDeed::MarkUnread);
    let own = |world: &World| world.state.participants.iter().any(|one| one.marked_unread);
    assert!(own(&world));
    assert_eq!(world.state.mark_of(super::world::person(Who::Mei)), mark, "the customer still sees it read");
    world.reads(Who::Sue, u64::MAX);
    assert!(own(&world), "another's reading is another's");
    assert!(world.reads(Who::Mei, u64::MAX).changed);
    assert!(!own(&world));
}

#[test]
fn only_who_may_see_it_keeps_anything_of_it() {
    let mut world = World::answered();
    for deed in [DeskDeed::Follow, DeskDeed::Unfollow, DeskDeed::MarkUnread] {
        assert_eq!(world.refuses(Who::Tom, &Deed::Desk(deed.clone())), RefusalCode::NotFound);
        assert_eq!(world.refuses(Who::Ana, &Deed::Desk(deed.clone())), RefusalCode::Forbidden);
        assert_eq!(world.refuses(Who::House, &Deed::Desk(deed)), RefusalCode::Forbidden);
    }
}
