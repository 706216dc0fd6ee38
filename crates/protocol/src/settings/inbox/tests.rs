use deskbell_domain::{InboxId, TeamId, inbox, words};
use jiff::Timestamp;

use super::*;

fn inbox(settings: &str) -> Inbox {
    Inbox {
        id: InboxId(Uuid::from_u128(1)),
        kind: inbox::InboxKind::Website,
        name: "Support".into(),
        greeting: None,
        color: None,
        chat_enabled: true,
        team_id: TeamId(Uuid::from_u128(2)),
        settings: settings.into(),
        dropping: false,
        created_at: Timestamp::UNIX_EPOCH,
        updated_at: Timestamp::UNIX_EPOCH,
    }
}

fn full() -> Settings {
    let opening = |from, to| OpenTime::new(from, to).unwrap();
    let mut days: deskbell_domain::hours::Week = Default::default();
    days[0] = vec![opening(9 * 60, 12 * 60), opening(13 * 60, 24 * 60)];
    Settings {
        allowed_origins: vec!["https://shop.example".into()],
        business_hours: Some(HoursSetting {
            time_zone: "Europe/Berlin".into(),
            days,
            holidays: vec!["2026-12-25".parse().unwrap()],
        }),
        routing: settings::Routing {
            strategy: settings::Strategy::LeastLoaded,
            offer_seconds: 30,
            overflow: Some(settings::Overflow {
                after_minutes: Some(5),
                queue_length: None,
                team_id: TeamId(Uuid::from_u128(3)),
            }),
            rules: vec![settings::RoutingRule { category: Some("payment".into()), ..Default::default() }],
        },
        leave_message: false,
        ticket_form: false,
        files_enabled: false,
        word_filter: Some(WordFilterSetting { words: vec!["rats".into()], action: words::WordAction::Hold }),
        welcome: settings::Welcome {
            feedback: settings::welcome::Feedback::Thumbs,
            topics: vec!["Delivery".into()],
            reply_time: Some(settings::welcome::ReplyTime::Hours),
            pre_chat: Some(settings::welcome::PreChat {
                name: settings::welcome::Asked::Optional,
                email: settings::welcome::Asked::Required,
                consent: Some("You may answer me.".into()),
                fields: vec![settings::welcome::PreChatField {
                    key: "order".into(),
                    label: "Order number".into(),
                    required: true,
                }],
            }),
        },
    }
}

#[test]
fn settings_survive_their_stored_form() {
    let bare = InboxSettings::bare(&inbox("{}"));
    assert_eq!(InboxSettings::of(&inbox("{}")), Ok(bare.clone()));
    assert_eq!(bare.known().unwrap(), Settings::default());
    let all = InboxSettings::joined(&inbox("{}"), Stored::from(&full()));
    assert_eq!(InboxSettings::of(&inbox(&all.written())).unwrap().known().unwrap(), full());
    assert!(InboxSettings::of(&inbox("[]")).is_err());
}

#[test]
fn a_patch_changes_what_it_names_and_null_empties() {
    let before = InboxSettings::joined(&inbox("{}"), Stored::from(&full()));
    let patch = |json: &str| serde_json::from_str::<InboxPatch>(json).unwrap();
    assert_eq!(before.patched(patch("{}")), before);
    let after = before.patched(patch(r#"{"name":"Shop","businessHours":null,"wordFilter":null}"#));
    assert_eq!((after.name.as_str(), after.business_hours, after.word_filter), ("Shop", None, None));
    assert_eq!((after.routing, after.welcome), (before.routing.clone(), before.welcome.clone()));
    let after = before.patched(patch(r#"{"feedback":"off","topics":[],"replyTime":null,"preChat":null}"#));
    let nothing = Welcome { feedback: Feedback::Off, topics: Vec::new(), reply_time: None, pre_chat: None };
    assert_eq!(after.welcome, nothing);
}

#[test]
fn times_and_days_that_are_none_are_refused_by_name() {
    let mut settings = InboxSettings::joined(&inbox("{}"), Stored::from(&full()));
    let mut refused = |change: fn(&mut BusinessHours)| {
        let mut hours = BusinessHours::from(full().business_hours.as_ref().unwrap());
        change(&mut hours);
        settings.business_hours = Some(hours);
        match settings.known() {
            Err(Refusal::Invalid { field, .. }) => field.into_owned(),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(refused(|hours| hours.days.mon[0].to = "08:00".into()), "businessHours.days.mon");
    assert_eq!(refused(|hours| hours.days.mon[0].from = "9".into()), "businessHours.days.mon");
    assert_eq!(refused(|hours| hours.holidays.push("Christmas".into())), "businessHours.holidays");
}
