//! The whole policy on one page: a change of it shows as a change of these tables.

use std::fmt::Debug;

use super::*;
use crate::RefusalCode;
use crate::conversation::tests::{
    cast::{ANA, REHEARSAL, SHOP, Who},
    world::{Deed, World},
};

/// Rows and columns, aligned, with the names of the code.
fn table<R: Debug, C: Debug, V: Debug>(rows: &[R], columns: &[C], cell: impl Fn(&R, &C) -> V) -> String {
    let width = |names: Vec<String>| names.iter().map(String::len).max().unwrap_or_default();
    let first = width(rows.iter().map(|row| format!("{row:?}")).collect());
    let widths: Vec<usize> = columns
        .iter()
        .map(|column| {
            let cells = rows.iter().map(|row| format!("{:?}", cell(row, column)));
            width(cells.chain([format!("{column:?}")]).collect())
        })
        .collect();
    let line = |name: String, cells: Vec<String>| {
        let cells = cells.iter().zip(&widths).map(|(cell, width)| format!("  {cell:width$}"));
        format!("{name:first$}{}", cells.collect::<String>()).trim_end().to_owned()
    };
    let head = line(String::new(), columns.iter().map(|column| format!("{column:?}")).collect());
    let body = rows.iter().map(|row| {
        line(format!("{row:?}"), columns.iter().map(|column| format!("{:?}", cell(row, column))).collect())
    });
    std::iter::once(head).chain(body).collect::<Vec<_>>().join("\n")
}

/// Somebody by what they are, for a column's head.
struct Called(&'static str, Who);

impl Debug for Called {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.0)
    }
}

/// A conversation as an agent may find it.
#[derive(Clone, Copy, Debug)]
enum Situation {
    Draft,
    Queued,
    HeldByMei,
    HeldByBo,
    TomNoted,
    QueuedAgain,
    Resolved,
    Closed,
    TeamlessHeld,
    Rehearsed,
}

impl Situation {
    const ALL: [Self; 10] = [
        Self::Draft,
        Self::Queued,
        Self::HeldByMei,
        Self::HeldByBo,
        Self::TomNoted,
        Self::QueuedAgain,
        Self::Resolved,
        Self::Closed,
        Self::TeamlessHeld,
        Self::Rehearsed,
    ];

    fn state(self) -> ConversationState {
        let mut world = World::waiting();
        let mut does = |who, deed| drop(world.does(who, &deed));
        match self {
            Self::Draft => return World::draft().state,
            Self::Queued => {}
            Self::HeldByMei => does(Who::Ada, Deed::Assign(Who::Mei)),
            Self::HeldByBo => does(Who::Ada, Deed::Assign(Who::Bo)),
            Self::TomNoted => {
                does(Who::Tom, Deed::Note("Known fault.".into()));
                does(Who::Ada, Deed::Assign(Who::Mei));
            }
            Self::QueuedAgain => {
                does(Who::Ada, Deed::Assign(Who::Mei));
                does(Who::Ada, Deed::Unassign);
            }
            Self::Rehearsed => return World::rehearsed().state,
            Self::Resolved => does(Who::Ada, Deed::Resolve),
            Self::Closed => does(Who::Ada, Deed::Close),
            Self::TeamlessHeld => {
                world = World::draft_of_team(None);
                world.says(Who::Ana, "Hello");
                world.does(Who::Ada, &Deed::Assign(Who::Al));
            }
        }
        world.state
    }
}

/// Whether a list of this scope holds a conversation, as [`ListScope`] promises it.
fn listed(scope: &ListScope, state: &ConversationState) -> bool {
    let mine = |id: AgentId| state.assignee == Some(id) || state.takes_part(id);
    let queued = state.queued_at.is_some();
    state.started
        && !state.rehearsal
        && match scope {
            ListScope::Customer(id) => state.customer_id == *id,
            ListScope::All => true,
            ListScope::Teams(id, teams) => {
                queued || mine(*id) || state.team_id.is_none_or(|team| teams.contains(&team))
            }
            ListScope::Own(id) => queued || mine(*id),
        }
}

#[test]
fn who_may_do_what_to_a_conversation() {
    let told = table(&Standing::ALL, &Action::ALL, |standing, action| verdict(*standing, *action));
    insta::assert_snapshot!(told);
}

#[test]
fn who_may_do_what_to_the_installation() {
    let people = [
        Called("Customer", Who::Ana),
        Called("Blocked", Who::AnaBlocked),
        Called("Agent", Who::Mei),
        Called("Supervisor", Who::Sue),
        Called("Admin", Who::Ada),
        Called("Deactivated", Who::Dee),
        Called("RehearsalCustomer", Who::Pia),
        Called("RehearsalAgent", Who::Rea),
        Called("System", Who::House),
    ];
    let told = table(&Office::ALL, &people, |office, who| office_verdict(&who.1.actor(), *office));
    insta::assert_snapshot!(told);
}

/// Mei sees her team's (the shop's, whose conversation it is), Tom is of another team, Bo sees his own, Al
/// everything.
#[test]
fn who_stands_where() {
    let told = table(&Who::ALL, &Situation::ALL, |who, situation| standing(&who.actor(), &situation.state()));
    insta::assert_snapshot!(told);
}

#[test]
fn each_list_holds_what_may_be_read_and_neither_drafts_nor_rehearsals() {
    for who in [Who::Ana, Who::Cy, Who::Mei, Who::Tom, Who::Bo, Who::Al, Who::Sue, Who::Ada, Who::House] {
        let list = list_view(&who.actor()).unwrap();
        for situation in Situation::ALL {
            let state = situation.state();
            let readable = view(&who.actor(), &state).is_ok() && state.started && !state.rehearsal;
            assert_eq!(listed(list.scope(), &state), readable, "{who:?} {situation:?}");
        }
    }
}

#[test]
fn lists_are_cut_to_the_person() {
    let scope = |who: Who| list_view(&who.actor()).map(|view| view.scope().clone());
    assert_eq!(scope(Who::Ana), Ok(ListScope::Customer(ANA)));
    assert_eq!(scope(Who::Mei), Ok(ListScope::Teams(Who::Mei.agent_id(), vec![SHOP])));
    assert_eq!(scope(Who::Bo), Ok(ListScope::Own(Who::Bo.agent_id())));
    for who in [Who::Al, Who::Sue, Who::Ada, Who::House] {
        assert_eq!(scope(who), Ok(ListScope::All), "{who:?}");
    }
    for who in [Who::AnaBlocked, Who::Dee] {
        assert_eq!(scope(who), Err(Refusal::Unauthorized), "{who:?}");
    }
    for who in [Who::Pia, Who::Rea] {
        assert_eq!(scope(who), Err(Refusal::NotFound), "{who:?}: a rehearsal is in no list");
    }
}

#[test]
fn nobody_steps_into_a_rehearsal_or_out_of_one() {
    let starts = |who: Who, rehearsal| start_permit(&who.actor(), rehearsal).map(|permit| permit.action());
    assert_eq!(starts(Who::Pia, Some(REHEARSAL)), Ok(Action::Send));
    assert_eq!(starts(Who::Ana, None), Ok(Action::Send));
    assert_eq!(starts(Who::Pia, None), Err(Refusal::NotFound));
    assert_eq!(starts(Who::Ana, Some(REHEARSAL)), Err(Refusal::NotFound));
    let mut world = World::rehearsed();
    assert_eq!(world.refuses(Who::House, &Deed::Assign(Who::Mei)), RefusalCode::NotFound);
    assert_eq!(world.refuses(Who::Ada, &Deed::Assign(Who::Ada)), RefusalCode::NotFound);
    world.says(Who::Rea, "I am.");
    assert_eq!(world.state.assignee, Some(Who::Rea.agent_id()));
}

#[test]
fn a_permit_says_what_was_allowed_and_a_refusal_says_no_more_than_one_may_know() {
    let state = World::answered().state;
    for action in Action::ALL {
        let not_theirs = matches!(action, Action::Dispatch | Action::Rate);
        let may = if not_theirs { Err(Refusal::Forbidden) } else { Ok(action) };
        assert_eq!(permit(&Who::Mei.actor(), action, &state).map(|permit| permit.action()), may);
        assert_eq!(permit(&Who::Cy.actor(), action, &state), Err(Refusal::NotFound));
        assert_eq!(permit(&Who::Tom.actor(), action, &state), Err(Refusal::NotFound));
        assert_eq!(permit(&Who::Dee.actor(), action, &state), Err(Refusal::Unauthorized));
        assert_eq!(permit(&Who::AnaBlocked.actor(), action, &state), Err(Refusal::Unauthorized));
    }
    assert_eq!(permit(&Who::Ana.actor(), Action::Note, &state), Err(Refusal::Forbidden));
    assert_eq!(office(&Who::Ana.actor(), Office::SeeCustomers), Err(Refusal::NotFound));
    assert_eq!(office(&Who::Mei.actor(), Office::ManageInboxes), Err(Refusal::Forbidden));
    assert_eq!(office(&Who::Ada.actor(), Office::ManageInboxes), Ok(()));
}

#[test]
fn everybody_reads_from_their_own_side() {
    let state = World::answered().state;
    let side = |who: Who| view(&who.actor(), &state).map(|view| (view.conversation_id(), view.reader()));
    assert_eq!(side(Who::Ana), Ok((state.id, Reader::Customer)));
    assert_eq!(side(Who::Mei), Ok((state.id, Reader::Agent)));
    assert_eq!(side(Who::House), Ok((state.id, Reader::Agent)));
    assert_eq!(side(Who::Cy), Err(Refusal::NotFound));
}

/// Rights are read anew on each operation, so a change of them is felt by the very next one.
#[test]
fn a_change_of_rights_is_felt_at_once() {
    let state = World::answered().state;
    let Actor::Agent(mut tom) = Who::Tom.actor() else { panic!("an agent") };
    tom.team_ids.push(SHOP);
    assert_eq!(standing(&Actor::Agent(tom.clone()), &state), Standing::Helper);
    tom.team_ids.clear();
    tom.role = Role::Supervisor;
    assert_eq!(standing(&Actor::Agent(tom.clone()), &state), Standing::Lead);
    tom.active = false;
    assert_eq!(standing(&Actor::Agent(tom), &state), Standing::Barred);
}
