//! Writing to the other side.

use uuid::Uuid;

use super::{
    cast::Who,
    world::{Deed, World, message, occasion, person},
};
use crate::{
    Actor, Attachment, AttachmentId, Audience, Reader, Refusal, RefusalCode, Status,
    conversation::{SendInput, send},
    entry::{Activity, Body, Moderation},
    text::Content,
};

fn say(text: &str) -> Deed {
    Deed::Say(text.into())
}

#[test]
fn an_agents_first_reply_takes_the_conversation_and_makes_it_active() {
    let mut world = World::waiting();
    world.says(Who::Mei, "On its way.");
    assert_eq!(world.state.status, Status::Active);
    assert_eq!(world.state.assignee, Some(Who::Mei.agent_id()));
    assert_eq!(world.state.queued_at, None);
    assert!(world.state.takes_part(Who::Mei.agent_id()));
    assert_eq!(world.told_to(Reader::Customer), ["created", "Where is my order?", "On its way.", "assigned"]);
    let taken = Activity::Assigned { to: Who::Mei.named(), from: None };
    assert_eq!(world.timeline[3].body, Body::Activity(taken));
}

#[test]
fn a_reply_to_a_colleagues_conversation_takes_part_and_takes_nothing() {
    let mut world = World::answered();
    world.says(Who::Al, "I packed it myself.");
    assert_eq!(world.state.assignee, Some(Who::Mei.agent_id()));
    assert!(world.state.takes_part(Who::Al.agent_id()));
    assert_eq!(world.told_to(Reader::Customer).last(), Some(&"I packed it myself."));
}

#[test]
fn a_reply_after_it_went_back_to_the_queue_takes_it_again() {
    let mut world = World::answered();
    world.does(Who::Sue, &Deed::Unassign);
    world.says(Who::Bo, "Hello, Bo here.");
    assert_eq!(world.state.assignee, Some(Who::Bo.agent_id()));
    assert_eq!((world.state.status, world.state.queued_at), (Status::Active, None));
}

#[test]
fn a_customers_message_reopens_a_resolved_one_for_its_holder() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Resolve);
    world.says(Who::Ana, "It broke again.");
    assert_eq!(world.state.status, Status::Active);
    assert_eq!(world.state.resolved_at, None);
    assert_eq!((world.state.assignee, world.state.queued_at), (Some(Who::Mei.agent_id()), None));
    let told = world.told_to(Reader::Customer);
    assert_eq!(told[told.len() - 3..], ["resolved", "It broke again.", "reopened"]);
}

#[test]
fn a_reopened_one_that_nobody_holds_waits_from_that_moment() {
    let mut world = World::waiting();
    world.does(Who::Ana, &Deed::Resolve);
    assert_eq!(world.state.queued_at, None);
    let at = world.now();
    world.says(Who::Ana, "One more thing.");
    assert_eq!((world.state.status, world.state.queued_at), (Status::Active, Some(at)));
}

#[test]
fn writing_again_keeps_ones_place_in_the_queue() {
    let mut world = World::waiting();
    let since = world.state.queued_at;
    world.says(Who::Ana, "Anybody?");
    assert!(since.is_some());
    assert_eq!(world.state.queued_at, since);
}

#[test]
fn an_agents_message_to_a_resolved_one_leaves_it_resolved_and_unheld() {
    let mut world = World::waiting();
    world.does(Who::Mei, &Deed::Resolve);
    world.says(Who::Mei, "Have a nice day.");
    assert_eq!((world.state.status, world.state.assignee), (Status::Resolved, None));
    assert!(world.state.takes_part(Who::Mei.agent_id()));
    assert_eq!(world.unread(Who::Ana), 1);
}

#[test]
fn writing_to_a_closed_one_is_refused() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Close);
    for who in [Who::Ana, Who::Mei, Who::Ada] {
        assert_eq!(world.refuses(who, &say("Hello?")), RefusalCode::ConversationClosed, "{who:?}");
    }
}

#[test]
fn a_closed_one_tells_strangers_nothing_not_even_that_it_is_closed() {
    let mut world = World::answered();
    world.does(Who::Mei, &Deed::Close);
    assert_eq!(world.refuses(Who::Cy, &say("Hello?")), RefusalCode::NotFound);
    assert_eq!(world.refuses(Who::Tom, &say("Hello?")), RefusalCode::NotFound);
    assert_eq!(world.refuses(Who::AnaBlocked, &say("Hello?")), RefusalCode::Unauthorized);
}

#[test]
fn blocked_and_deactivated_people_are_nobody_at_once() {
    let mut world = World::answered();
    assert_eq!(world.refuses(Who::AnaBlocked, &say("Let me in")), RefusalCode::Unauthorized);
    assert_eq!(world.refuses(Who::Dee, &say("It's me")), RefusalCode::Unauthorized);
}

#[test]
fn it_needs_a_reply_while_the_customer_has_the_last_word() {
    let mut world = World::waiting();
    assert!(world.state.needs_reply);
    world.says(Who::Mei, "On its way.");
    assert!(!world.state.needs_reply);
    world.says(Who::Ana, "Thanks!");
    world.notes(Who::Mei, "Nice customer.");
    assert!(world.state.needs_reply);
}

#[test]
fn the_newest_message_stands_in_the_list_as_one_short_line() {
    let mut world = World::waiting();
    let at = world.now();
    world.says(Who::Mei, "On\n  its way.");
    world.notes(Who::Mei, "Promised too much.");
    let last = world.state.last_message.clone().unwrap();
    assert_eq!((last.preview.as_str(), last.seq, last.at), ("On its way.", 3, at));
    assert_eq!((last.sender, last.sender_name.as_str()), (person(Who::Mei), "Mei"));
}

#[test]
fn a_message_is_kept_as_it_was_written() {
    let world = World::waiting();
    let attachments = vec![file(1, "invoice.pdf"), file(2, "cat.png")];
    let metadata = Some(r#"{"page":"/cart"}"#.to_owned());
    let input = SendInput {
        attachments: attachments.clone(),
        metadata: metadata.clone(),
        ..message("  <b>hi</b>\n ")
    };
    let occasion = occasion(50);
    let decision = send::send(&Who::Ana.actor(), &occasion, &world.state, input.clone()).unwrap();
    let entry = decision.reply();
    assert_eq!(
        entry.body,
        Body::Message {
            content: "  <b>hi</b>\n ".into(),
            attachments,
            metadata,
            moderation: Moderation::None
        }
    );
    assert_eq!((entry.client_id.as_ref(), entry.audience), (Some(&input.client_id), Audience::Everyone));
    assert_eq!((entry.created_at, entry.id), (occasion.at, occasion.seeds[0].id));
    assert_eq!(&decision.entries()[0].entry, entry);
}

fn file(number: u128, name: &str) -> Attachment {
    Attachment {
        id: AttachmentId(Uuid::from_u128(number)),
        name: name.into(),
        content_type: "application/octet-stream".into(),
        size_bytes: 3,
        picture: None,
    }
}

#[test]
fn files_alone_are_a_message_and_lists_show_the_name_of_the_first() {
    let mut world = World::waiting();
    let content = Content::beside(true, "  ".into(), 5000).unwrap();
    let input =
        SendInput { content, attachments: vec![file(1, "invoice.pdf"), file(2, "cat.png")], ..message("x") };
    let decision = send::send(&Who::Ana.actor(), &world.occasion(), &world.state, input).unwrap();
    world.state = decision.next().clone();
    let last = world.state.last_message.unwrap();
    assert_eq!((last.preview.as_str(), last.attachments), ("invoice.pdf", 2));
    assert_eq!(Content::beside(false, "  ".into(), 5000), Err(Refusal::ContentEmpty));
}

#[test]
fn two_messages_say_the_same_where_text_and_files_are_the_same() {
    let body = |files: &[Attachment]| SendInput { attachments: files.to_vec(), ..message("hi") }.into_body();
    let renamed = Attachment { name: "other.pdf".into(), ..file(1, "invoice.pdf") };
    assert!(body(&[file(1, "invoice.pdf")]).says_the_same(&body(&[renamed])));
    assert!(!body(&[file(1, "a")]).says_the_same(&body(&[file(2, "a")])));
    assert!(!body(&[file(1, "a")]).says_the_same(&body(&[])));
}

#[test]
fn an_entry_keeps_the_name_its_writer_had() {
    let mut world = World::answered();
    let Actor::Agent(mut mei) = Who::Mei.actor() else { panic!("an agent") };
    mei.name = "Mei-Ling".into();
    mei.avatar_url = Some("https://example.test/mei.png".into());
    let renamed = Actor::Agent(mei);
    let sent = send::send(&renamed, &world.occasion(), &world.state, message("New name!")).unwrap();
    assert_eq!(sent.reply().sender.name, "Mei-Ling");
    assert_eq!(sent.reply().sender.avatar_url.as_deref(), Some("https://example.test/mei.png"));
    world.says(Who::Ana, "Nice");
    assert_eq!(world.timeline[2].sender.name, "Mei");
}
