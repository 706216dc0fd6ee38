//! Each setting of an inbox is refused by its name.

use uuid::Uuid;

use super::*;
use crate::hours::Week;
use crate::words::WordAction;

fn refused(change: impl FnOnce(&mut InboxSettings)) -> String {
    let mut settings = InboxSettings::default();
    change(&mut settings);
    match settings.check() {
        Err(Refusal::Invalid { field, .. }) => field.into_owned(),
        other => panic!("{other:?}"),
    }
}

fn team() -> TeamId {
    TeamId(Uuid::from_u128(1))
}

#[test]
fn an_inbox_begins_open_to_every_website_by_hand_and_takes_messages_and_tickets() {
    let settings = InboxSettings::default();
    assert_eq!(settings.check(), Ok(()));
    assert_eq!(settings.routing.strategy, Strategy::Manual);
    assert!(settings.leave_message && settings.ticket_form && settings.allowed_origins.is_empty());
    assert!(Strategy::ALL.into_iter().all(|one| Strategy::parse(one.as_str()) == Some(one)));
}

#[test]
fn a_website_is_named_by_its_origin() {
    for good in [
        "https://shop.example",
        "http://localhost:3000",
        "https://shop.example:8443",
        "http://127.0.0.1:8080",
        "http://[::1]:3000",
        "http://[::1]",
        "https://xn--bcher-kva.example",
    ] {
        let settings = InboxSettings { allowed_origins: vec![good.into()], ..Default::default() };
        assert_eq!(settings.check(), Ok(()), "{good}");
    }
    for bad in [
        "",
        "*",
        "shop.example",
        "https://",
        "https://shop.example/",
        "https://Shop.example",
        "ftp://shop.example",
        "https://shop.example:0",
        "https://shop.example:+80",
        "https://shop.example:99999",
        "https://shop..example",
        "https://*.shop.example",
        "https://a b",
        "http://[::1",
        "javascript:alert(1)",
    ] {
        assert_eq!(refused(|all| all.allowed_origins = vec![bad.into()]), "allowedOrigins", "{bad}");
    }
    assert_eq!(
        refused(|all| all.allowed_origins = vec!["https://shop.example".into(); ORIGINS + 1]),
        "allowedOrigins"
    );
}

#[test]
fn routing_has_its_bounds() {
    assert_eq!(refused(|all| all.routing.offer_seconds = 4), "routing.offerSeconds");
    assert_eq!(refused(|all| all.routing.offer_seconds = 601), "routing.offerSeconds");
    let overflow = |after_minutes, queue_length| {
        refused(move |all| {
            all.routing.overflow = Some(Overflow { after_minutes, queue_length, team_id: team() })
        })
    };
    assert_eq!(overflow(None, None), "routing.overflow");
    assert_eq!(overflow(Some(0), None), "routing.overflow.afterMinutes");
    assert_eq!(overflow(Some(1), Some(0)), "routing.overflow.queueLength");
    let rule = |rule: RoutingRule| refused(move |all| all.routing.rules = vec![rule]);
    let good = RoutingRule {
        category: Some("returns".into()),
        subject_contains: Some("refund".into()),
        team_id: Some(team()),
        agent_id: None,
    };
    for bad in [
        RoutingRule { category: None, subject_contains: None, ..good.clone() },
        RoutingRule { team_id: None, ..good.clone() },
        RoutingRule { subject_contains: Some(" ".into()), ..good.clone() },
        RoutingRule { subject_contains: Some("x".repeat(SUBJECT_CONTAINS_CHARS + 1)), ..good.clone() },
        RoutingRule { category: Some(String::new()), ..good.clone() },
    ] {
        assert_eq!(rule(bad), "routing.rules");
    }
    assert_eq!(refused(|all| all.routing.rules = vec![good.clone(); RULES + 1]), "routing.rules");
}

#[test]
fn hours_and_words_are_checked_with_the_rest() {
    let hours =
        HoursSetting { time_zone: "Europe/Berlin".into(), days: Week::default(), holidays: Vec::new() };
    assert_eq!(refused(|all| all.business_hours = Some(hours)), "businessHours.days");
    let filter = WordFilterSetting { words: vec!["!".into()], action: WordAction::Hold };
    assert_eq!(refused(|all| all.word_filter = Some(filter)), "wordFilter.words");
}

#[test]
fn the_first_rule_that_fits_sends() {
    let to = |number: u128| Some(TeamId(Uuid::from_u128(number)));
    let rules = vec![
        RoutingRule {
            category: Some("returns".into()),
            subject_contains: Some("REFUND".into()),
            team_id: to(1),
            agent_id: None,
        },
        RoutingRule { category: Some("returns".into()), team_id: to(2), ..Default::default() },
        RoutingRule { subject_contains: Some("Ärger".into()), team_id: to(3), ..Default::default() },
    ];
    let routing = Routing { rules, ..Default::default() };
    let sent = |category, subject| routing.rule_for(category, subject).and_then(|rule| rule.team_id);
    assert_eq!(sent(Some("returns"), Some("My refund")), to(1));
    assert_eq!(sent(Some("returns"), Some("Wrong size")), to(2));
    assert_eq!(sent(Some("returns"), None), to(2));
    assert_eq!(sent(None, Some("nichts als ärger")), to(3));
    assert_eq!(sent(Some("payment"), Some("My refund")), None);
    assert_eq!(sent(None, None), None);
}
