//! What must become of anything tried, said once more from the promises rather than from the code: who may do
//! what (the house's table in prose), and what a status allows.

use super::{
    cast::{REPAIRS, SHOP, Who},
    world::{Deed, World},
};
use crate::{
    RefusalCode, Status,
    conversation::FieldChanges,
    entry::{Activity, Body, SenderKind},
};

/// The refusal it must meet; `None` where it must be accepted.
pub(super) fn foretell(world: &World, who: Who, deed: &Deed) -> Option<RefusalCode> {
    by_rights(world, who, deed).or_else(|| by_state(world, who, deed))
}

/// Whether this person may read it at all.
pub(super) fn may_read(world: &World, who: Who) -> bool {
    match who {
        Who::Ana | Who::House => true,
        Who::AnaBlocked | Who::Cy | Who::Dee | Who::Pia | Who::Rea => false,
        Who::Sue | Who::Ada | Who::Al => world.state.started,
        Who::Mei | Who::Tom | Who::Bo => {
            world.state.started && (in_queue(world) || takes_part(world, who) || of_team(world, who))
        }
    }
}

fn by_rights(world: &World, who: Who, deed: &Deed) -> Option<RefusalCode> {
    match who {
        Who::AnaBlocked | Who::Dee => Some(RefusalCode::Unauthorized),
        Who::Cy | Who::Pia | Who::Rea => Some(RefusalCode::NotFound),
        Who::Ana => {
            let agents_only = match deed {
                Deed::Note(_) | Deed::Assign(_) | Deed::Unassign | Deed::Close => true,
                Deed::Edit(changes) => beyond_subject(changes),
                Deed::Desk(_) => true,
                Deed::Say(_)
                | Deed::Deliver(_)
                | Deed::Read(_)
                | Deed::Resolve
                | Deed::Reopen
                | Deed::Rate(..) => false,
            };
            agents_only.then_some(RefusalCode::Forbidden)
        }
        Who::House => match deed {
            Deed::Assign(_) | Deed::Unassign | Deed::Resolve | Deed::Close => None,
            Deed::Desk(deed) => deed.is_personal().then_some(RefusalCode::Forbidden),
            _ => Some(RefusalCode::Forbidden),
        },
        _ if !may_read(world, who) => Some(RefusalCode::NotFound),
        _ => match deed {
            Deed::Desk(deed) => deed.is_the_houses().then_some(RefusalCode::Forbidden),
            Deed::Rate(..) => Some(RefusalCode::Forbidden),
            _ => None,
        },
    }
}

fn by_state(world: &World, who: Who, deed: &Deed) -> Option<RefusalCode> {
    let state = &world.state;
    let receipt = matches!(deed, Deed::Deliver(_) | Deed::Read(_));
    match deed {
        Deed::Desk(deed) => deed.refused_by(world, who),
        Deed::Rate(score, comment) => rating_refused(world, *score, comment.as_deref()),
        _ if state.status == Status::Closed => {
            (!receipt && !matches!(deed, Deed::Close)).then_some(RefusalCode::ConversationClosed)
        }
        Deed::Reopen if state.status == Status::Open => Some(RefusalCode::Conflict),
        Deed::Assign(_) if !state.started => Some(RefusalCode::Conflict),
        Deed::Assign(Who::Dee) => Some(RefusalCode::Conflict),
        Deed::Edit(changes) if malformed(changes) => Some(RefusalCode::Invalid),
        _ => None,
    }
}

/// It is settled, the score is one, and what was said a day ago stays.
fn rating_refused(world: &World, score: u8, comment: Option<&str>) -> Option<RefusalCode> {
    let state = &world.state;
    let comment = comment.filter(|comment| !comment.trim().is_empty());
    let stays = state.desk.rating.as_ref().is_some_and(|rating| {
        let same = rating.score == score && rating.comment.as_deref() == comment;
        let anew = state.resolved_at.is_some_and(|resolved| resolved > rating.at);
        !same && !anew && world.now() > rating.changeable_until()
    });
    match score {
        0 | 6.. => Some(RefusalCode::Invalid),
        _ if matches!(state.status, Status::Open | Status::Active) || stays => Some(RefusalCode::Conflict),
        _ => None,
    }
}

fn in_queue(world: &World) -> bool {
    world.state.assignee.is_none() && matches!(world.state.status, Status::Open | Status::Active)
}

fn of_team(world: &World, who: Who) -> bool {
    match world.state.team_id {
        Some(team) => (who, team) == (Who::Mei, SHOP) || (who, team) == (Who::Tom, REPAIRS),
        None => who != Who::Bo,
    }
}

/// Wrote in it, or was given it at some time: the timeline knows.
fn takes_part(world: &World, who: Who) -> bool {
    world.timeline.iter().any(|entry| match &entry.body {
        Body::Message { .. } | Body::Note { .. } => entry.sender.kind == SenderKind::Agent(who.agent_id()),
        Body::Activity(Activity::Assigned { to, .. } | Activity::Transferred { to: Some(to), .. }) => {
            to.id == who.agent_id()
        }
        Body::Activity(_) => false,
    })
}

fn beyond_subject(changes: &FieldChanges) -> bool {
    let FieldChanges { subject: _, description, priority, category, labels } = changes;
    description.is_some() || priority.is_some() || category.is_some() || labels.is_some()
}

fn malformed(changes: &FieldChanges) -> bool {
    let subject = changes.subject.iter().flatten();
    let labels = changes.labels.iter().flatten();
    subject.clone().any(|subject| subject.contains('\n'))
        || labels.clone().any(|label| label.trim().is_empty())
}
