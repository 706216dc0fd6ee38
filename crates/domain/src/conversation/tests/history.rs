//! Random histories: several people try everything in any order, and each step is held against the oracle,
//! the timeline told anew, and the laws.

use std::collections::BTreeSet;

use proptest::{collection::vec, prelude::*, sample::select, strategy::ValueTree, test_runner::TestRunner};

use super::{
    cast::{REPAIRS, SHOP, Who},
    desk::DeskDeed,
    laws, oracle,
    replay::{Memory, in_order},
    world::{Deed, World},
};
use crate::{
    Reader, RefusalCode, Status, TeamId,
    conversation::{Category, FieldChanges, Priority},
    policy,
};

type Step = (Who, Deed);

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_history_keeps_the_laws((team, steps) in any::<bool>().prop_flat_map(history)) {
        walk(team, &steps, |_, _, _| {});
    }
}

/// The same walks from a fixed seed reach everything there is to reach, so that the property above is not
/// true of nothing.
#[test]
fn histories_reach_every_corner() {
    let mut runner = TestRunner::deterministic();
    let (mut steps, mut refusals, mut done) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for desk in [false; 200].into_iter().chain([true; 120]) {
        let (team, tried) = history(desk).new_tree(&mut runner).expect("a history").current();
        walk(team, &tried, |before, (who, deed), after| match after {
            Ok(after) => {
                steps.insert((before.state.status.as_str(), after.state.status.as_str()));
                if before.state != after.state || !matches!(deed, Deed::Desk(_)) {
                    done.insert((*who, kind_of(deed)));
                }
            }
            Err(code) => {
                refusals.insert(code.as_str());
            }
        });
    }
    for (from, to) in laws::STEPS {
        assert!(steps.contains(&(from.as_str(), to.as_str())), "no history goes {from:?} to {to:?}");
    }
    for code in ["unauthorized", "forbidden", "not_found", "conflict", "conversation_closed", "invalid"] {
        assert!(refusals.contains(code), "no history meets {code}");
    }
    for who in [Who::Mei, Who::Tom, Who::Bo, Who::Al, Who::Sue, Who::Ada] {
        for kind in KINDS {
            assert!(done.contains(&(who, kind)), "{who:?} never gets to {kind}");
        }
    }
    for kind in DeskDeed::NAMES {
        let reached = done.iter().any(|(_, name)| *name == kind);
        assert!(reached || DeskDeed::NEEDS_TIME.contains(&kind), "nobody gets to {kind}");
    }
    for kind in ["say", "deliver", "read", "resolve", "reopen", "rate", "edit"] {
        assert!(done.contains(&(Who::Ana, kind)), "Ana never gets to {kind}");
    }
}

/// Tries every step and checks everything after each.
fn walk(
    team: Option<TeamId>,
    steps: &[Step],
    mut told: impl FnMut(&World, &Step, Result<&World, RefusalCode>),
) {
    let mut world = World::draft_of_team(team);
    let mut memory = Memory::of(&world);
    laws::hold(&world);
    for step in steps {
        let (who, deed) = step;
        let before = world.clone();
        readers_are_the_right_ones(&world);
        assert_eq!(world.decide(*who, deed), world.decide(*who, deed), "a decision can be made twice");
        let foretold = oracle::foretell(&world, *who, deed);
        let tried = world.tries(*who, deed);
        assert_eq!(tried.as_ref().err().map(|refusal| refusal.code()), foretold, "{who:?} tried {deed:?}");
        match tried {
            Err(refusal) => {
                assert_eq!((&world.state, &world.timeline), (&before.state, &before.timeline));
                told(&before, step, Err(refusal.code()));
            }
            Ok(outcome) => {
                memory.keep(&before, *who, deed, &outcome);
                laws::hold(&world);
                laws::hold_between(&before, *who, deed, &outcome, &world);
                assert_eq!(in_order(world.state.clone()), memory.tell(&world.timeline));
                told(&before, step, Ok(&world));
            }
        }
    }
}

/// A view exists for those who may read, and shows them their own side.
fn readers_are_the_right_ones(world: &World) {
    for who in Who::ALL {
        let reader = if who == Who::Ana { Reader::Customer } else { Reader::Agent };
        let expected = oracle::may_read(world, who).then_some((world.state.id, reader));
        let view = policy::view(&who.actor(), &world.state).ok();
        assert_eq!(view.map(|view| (view.conversation_id(), view.reader())), expected, "{who:?}");
    }
}

/// What people try, and with `desk` also everything that the desk does.
fn history(desk: bool) -> impl Strategy<Value = (Option<TeamId>, Vec<Step>)> {
    let team = prop_oneof![4 => Just(Some(SHOP)), 1 => Just(None)];
    let of_desk = |deed: DeskDeed| Deed::Desk(deed);
    let answering = (somebody(), deed()).prop_map(|step| vec![step]);
    let steps = if desk {
        let beside = prop_oneof![
            2 => (somebody(), by_people().prop_map(of_desk)),
            2 => (Just(Who::House), by_the_house().prop_map(of_desk)),
            1 => (somebody(), by_the_house().prop_map(of_desk)),
        ];
        prop_oneof![8 => answering, 5 => beside.prop_map(|step| vec![step]), 1 => in_two()].boxed()
    } else {
        answering.boxed()
    };
    (team, vec(steps, 1..48).prop_map(|steps| steps.concat()))
}

fn somebody() -> impl Strategy<Value = Who> {
    prop_oneof![
        12 => Just(Who::Ana),
        8 => Just(Who::Mei),
        3 => Just(Who::Tom),
        4 => Just(Who::Bo),
        2 => Just(Who::Al),
        2 => Just(Who::Sue),
        2 => Just(Who::Ada),
        2 => Just(Who::House),
        1 => Just(Who::Cy),
        1 => Just(Who::AnaBlocked),
        1 => Just(Who::Dee),
        1 => Just(Who::Pia),
        1 => Just(Who::Rea),
    ]
}

/// What seldom comes about by chance alone: something, and what answers it.
fn in_two() -> impl Strategy<Value = Vec<Step>> {
    let offered = |who, answer: Step| vec![(Who::House, Deed::Desk(DeskDeed::Offer(who, 5))), answer];
    let answered = select(vec![DeskDeed::Accept, DeskDeed::Decline]);
    let both = |who, first, then| vec![(who, Deed::Desk(first)), (who, Deed::Desk(then))];
    let holder = || select(vec![Who::Mei, Who::Bo]);
    prop_oneof![
        (holder(), answered).prop_map(move |(who, answer)| offered(who, (who, Deed::Desk(answer)))),
        holder().prop_map(move |who| offered(who, (Who::House, Deed::Desk(DeskDeed::Lapse(who))))),
        holder().prop_map(move |who| both(who, DeskDeed::Snooze(None), DeskDeed::Wake)),
        holder().prop_map(move |who| both(who, DeskDeed::Follow, DeskDeed::Unfollow)),
    ]
}

fn by_people() -> impl Strategy<Value = DeskDeed> {
    let team = || select(vec![SHOP, REPAIRS]);
    prop_oneof![
        2 => agent().prop_map(DeskDeed::TransferTo),
        2 => team().prop_map(DeskDeed::TransferTeam),
        2 => (select(vec!["Angry", " "]), proptest::option::of(team()))
            .prop_map(|(reason, team)| DeskDeed::Escalate(reason, team)),
        3 => proptest::option::of(-1..9i64).prop_map(DeskDeed::Snooze),
        3 => Just(DeskDeed::Wake),
        4 => Just(DeskDeed::Accept),
        2 => Just(DeskDeed::Decline),
        1 => Just(DeskDeed::Follow),
        1 => Just(DeskDeed::Unfollow),
        1 => Just(DeskDeed::MarkUnread),
    ]
}

fn by_the_house() -> impl Strategy<Value = DeskDeed> {
    let team = || select(vec![SHOP, REPAIRS]);
    let holder = || select(vec![Who::Mei, Who::Bo]);
    prop_oneof![
        6 => (prop_oneof![4 => holder(), 1 => agent()], -1..9i64)
            .prop_map(|(who, minutes)| DeskDeed::Offer(who, minutes)),
        2 => holder().prop_map(DeskDeed::Lapse),
        2 => team().prop_map(DeskDeed::Overflow),
        2 => holder().prop_map(DeskDeed::GiveBack),
        2 => (proptest::option::of(team()), proptest::option::of(holder()))
            .prop_map(|(team, who)| DeskDeed::Route(team, who)),
        2 => Just(DeskDeed::WakeInTime),
        1 => Just(DeskDeed::Nudge),
        1 => Just(DeskDeed::IdleResolve),
        1 => (-3..9i64).prop_map(DeskDeed::Warn),
        2 => (-3..0i64, proptest::option::of(proptest::option::of(team())))
            .prop_map(|(minutes, then)| DeskDeed::Breach(minutes, then)),
    ]
}

fn agent() -> impl Strategy<Value = Who> {
    select(Who::AGENTS.to_vec())
}

const KINDS: [&str; 10] =
    ["say", "note", "deliver", "read", "assign", "unassign", "resolve", "reopen", "close", "edit"];

fn kind_of(deed: &Deed) -> &'static str {
    match deed {
        Deed::Say(_) => "say",
        Deed::Note(_) => "note",
        Deed::Deliver(_) => "deliver",
        Deed::Read(_) => "read",
        Deed::Assign(_) => "assign",
        Deed::Unassign => "unassign",
        Deed::Resolve => "resolve",
        Deed::Reopen => "reopen",
        Deed::Close => "close",
        Deed::Rate(..) => "rate",
        Deed::Edit(_) => "edit",
        Deed::Desk(deed) => deed.name(),
    }
}

fn deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        30 => "[a-z <>&\n🙂]{0,12}[a-z]".prop_map(Deed::Say),
        8 => "[a-z]{1,12}".prop_map(Deed::Note),
        8 => seq().prop_map(Deed::Deliver),
        14 => seq().prop_map(Deed::Read),
        9 => select(Who::AGENTS.to_vec()).prop_map(Deed::Assign),
        5 => Just(Deed::Unassign),
        7 => Just(Deed::Resolve),
        6 => Just(Deed::Reopen),
        2 => Just(Deed::Close),
        4 => (0..=6_u8, prop::option::of("[a-z ]{0,4}")).prop_map(|(score, comment)| Deed::Rate(score, comment)),
        9 => changes().prop_map(Deed::Edit),
    ]
}

fn seq() -> impl Strategy<Value = u64> {
    prop_oneof![8 => 0..40u64, 1 => Just(u64::MAX)]
}

fn changes() -> impl Strategy<Value = FieldChanges> {
    let subject = select(vec![None, Some("  "), Some("Lost parcel"), Some("Refund"), Some("two\nlines")]);
    let description = select(vec![None, Some(""), Some("It never came.\nNobody knows why.")]);
    let category =
        proptest::option::of(select(Category::FIRST.map(|key| Category::parse(key).unwrap()).to_vec()));
    let label = select(vec!["vip", "refund", "later", "Später", " "]);
    (
        proptest::option::of(subject.prop_map(|text| text.map(String::from))),
        proptest::option::weighted(0.3, description.prop_map(|text| text.map(String::from))),
        proptest::option::weighted(0.3, select(Priority::ALL.to_vec())),
        proptest::option::weighted(0.3, category),
        proptest::option::weighted(0.3, vec(label.prop_map(String::from), 0..4)),
    )
        .prop_map(|(subject, description, priority, category, labels)| FieldChanges {
            subject,
            description,
            priority,
            category,
            labels,
        })
}

#[test]
fn the_machine_has_these_steps_and_no_other() {
    for from in Status::ALL {
        for to in Status::ALL {
            assert_eq!(from.may_become(to), laws::STEPS.contains(&(from, to)), "{from:?} to {to:?}");
        }
    }
}
