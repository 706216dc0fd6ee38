//! Business hours as a shop lives them, and against a clock that is asked minute by minute.

use jiff::civil::date;
use proptest::{collection::vec, prelude::*, sample::select};

use super::*;
use crate::RefusalCode;

const BERLIN: &str = "CET-1CEST,M3.5.0,M10.5.0/3";
const NEW_YORK: &str = "EST5EDT,M3.2.0,M11.1.0";
/// Sets its clock by half an hour.
const LORD_HOWE: &str = "LHST-10:30LHDT-11,M10.1.0,M4.1.0";
/// Sets its clock at midnight, so that some days begin at one.
const HAVANA: &str = "CST5CDT,M3.2.0/0,M11.1.0/1";
const KATHMANDU: &str = "NPT-5:45";
const ZONES: [&str; 6] = [BERLIN, NEW_YORK, LORD_HOWE, HAVANA, KATHMANDU, "UTC0"];

fn zone(posix: &str) -> TimeZone {
    TimeZone::posix(posix).unwrap()
}

fn opening(from: &str, to: &str) -> Opening {
    Opening::new(minute_of(from).unwrap(), minute_of(to).unwrap()).unwrap()
}

/// Monday to Friday, nine to five, in Berlin; closed on the second of January 2026.
fn office() -> Hours {
    let week = std::array::from_fn(|day| if day < 5 { vec![opening("09:00", "17:00")] } else { Vec::new() });
    Hours::Weekly(BusinessHours::new(zone(BERLIN), week, [date(2026, 1, 2)]))
}

/// The same opening every day.
fn daily(posix: &str, from: &str, to: &str) -> Hours {
    let week = std::array::from_fn(|_| vec![opening(from, to)]);
    Hours::Weekly(BusinessHours::new(zone(posix), week, []))
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

#[test]
fn a_shop_is_open_from_nine_to_five() {
    let hours = office();
    assert!(!hours.is_open(at("2026-01-05T07:59:59.999Z")));
    assert!(hours.is_open(at("2026-01-05T08:00:00Z")));
    assert!(hours.is_open(at("2026-01-05T15:59:59Z")));
    assert!(!hours.is_open(at("2026-01-05T16:00:00Z")));
    assert!(!hours.is_open(at("2026-01-04T10:00:00Z")), "a Sunday");
}

#[test]
fn over_a_holiday_and_a_weekend_it_opens_on_monday() {
    let hours = office();
    let thursday_evening = at("2026-01-01T18:00:00Z");
    assert_eq!(hours.next_opening(thursday_evening), Some(at("2026-01-05T08:00:00Z")));
    assert_eq!(hours.next_opening(at("2026-01-05T10:00:30Z")), Some(at("2026-01-05T10:00:30Z")));
}

#[test]
fn an_hour_promised_at_half_past_four_is_due_the_next_morning() {
    let hours = office();
    assert_eq!(hours.add(at("2026-01-05T15:30:00Z"), 60), Some(at("2026-01-06T08:30:00Z")));
    assert_eq!(
        hours.add(at("2026-01-05T15:30:00Z"), 30),
        Some(at("2026-01-05T16:00:00Z")),
        "by closing time"
    );
    assert_eq!(hours.add(at("2026-01-03T12:00:00Z"), 0), Some(at("2026-01-03T12:00:00Z")));
    assert_eq!(
        hours.open_between(at("2026-01-05T15:30:00Z"), at("2026-01-06T08:30:00Z")),
        SignedDuration::from_mins(60)
    );
}

#[test]
fn always_open_is_the_clock_itself() {
    let (now, later) = (at("2026-01-04T03:00:00Z"), at("2026-01-04T04:30:00Z"));
    assert!(Hours::Always.is_open(now));
    assert_eq!(Hours::Always.next_opening(now), Some(now));
    assert_eq!(Hours::Always.add(now, 90), Some(later));
    assert_eq!(Hours::Always.open_between(now, later), SignedDuration::from_mins(90));
    assert_eq!(Hours::Always.open_between(later, now), SignedDuration::ZERO);
}

#[test]
fn a_night_that_loses_an_hour_has_one_less_and_the_one_that_doubles_it_one_more() {
    let night = daily(BERLIN, "01:00", "05:00");
    let spring = (at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z"));
    assert_eq!(night.open_between(spring.0, spring.1), SignedDuration::from_hours(3));
    let autumn = (at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z"));
    assert_eq!(night.open_between(autumn.0, autumn.1), SignedDuration::from_hours(5));
    assert_eq!(night.add(spring.0, 120), Some(at("2026-03-29T02:00:00Z")));
}

#[test]
fn an_opening_within_the_hour_that_nobody_lives_through_waits_for_the_next_day() {
    let hours = daily(BERLIN, "02:00", "03:00");
    assert_eq!(hours.next_opening(at("2026-03-29T00:00:00Z")), Some(at("2026-03-30T00:00:00Z")));
    let twice = (at("2026-10-25T00:00:00Z"), at("2026-10-25T02:00:00Z"));
    assert_eq!(hours.open_between(twice.0, twice.1), SignedDuration::from_hours(2));
}

#[test]
fn a_day_may_end_at_midnight_and_go_on_in_the_next() {
    let hours = daily(BERLIN, "00:00", "24:00");
    let (now, in_a_week) = (at("2026-03-25T12:00:00Z"), at("2026-04-01T12:00:00Z"));
    assert_eq!(hours.open_between(now, in_a_week), in_a_week.duration_since(now));
    assert!(hours.is_open(at("2026-03-25T23:00:00Z")));
}

#[test]
fn what_never_opens_is_looked_for_no_longer_than_the_horizon() {
    let never = Hours::Weekly(BusinessHours::new(zone(BERLIN), Week::default(), []));
    let now = at("2026-01-05T10:00:00Z");
    assert_eq!((never.next_opening(now), never.add(now, 1), never.is_open(now)), (None, None, false));
    let hours = office();
    assert_eq!(hours.add(now, 60 * 24 * 365), None, "more open time than a year has");
    assert_eq!(hours.next_opening(Timestamp::MAX), None);
    assert_eq!(daily(BERLIN, "00:00", "24:00").open_between(now, Timestamp::MAX), HORIZON);
}

#[test]
fn times_of_day_are_read_as_they_are_written() {
    for (text, minute) in [("00:00", 0), ("09:30", 570), ("23:59", 1439), ("24:00", 1440)] {
        assert_eq!(minute_of(text), Some(minute));
        assert_eq!(minute_text(minute), text);
    }
    for bad in ["", "9:00", "09:60", "24:01", "25:00", "09.00", "+9:00", "09:000", "99:99", "0é:00"] {
        assert_eq!(minute_of(bad), None, "{bad}");
    }
    assert_eq!((Opening::new(540, 540), Opening::new(0, 1441)), (None, None));
}

#[test]
fn a_setting_is_refused_with_the_field_that_is_wrong() {
    let good = HoursSetting {
        time_zone: "Europe/Berlin".into(),
        days: std::array::from_fn(|_| vec![opening("13:00", "17:00"), opening("09:00", "12:00")]),
        holidays: vec![date(2026, 12, 25)],
    };
    assert!(good.resolve(|_| Some(zone(BERLIN))).is_ok());
    let field = |setting: &HoursSetting, known: Option<TimeZone>| match setting.resolve(|_| known) {
        Err(Refusal::Invalid { field, .. }) => field.into_owned(),
        other => panic!("{other:?}"),
    };
    assert_eq!(field(&good, None), "businessHours.timeZone");
    let mut bad = good.clone();
    bad.days[2] = vec![opening("09:00", "12:00"), opening("11:59", "13:00")];
    assert_eq!(field(&bad, None), "businessHours.days.wed");
    bad.days[2] = vec![opening("09:00", "12:00"); OPENINGS_PER_DAY + 1];
    assert_eq!(field(&bad, None), "businessHours.days.wed");
    bad.days = Week::default();
    assert_eq!(field(&bad, None), "businessHours.days");
    let bad = HoursSetting { holidays: vec![date(2026, 1, 1); HOLIDAYS + 1], ..good };
    assert_eq!(bad.check().unwrap_err().code(), RefusalCode::Invalid);
}

/// Asked minute by minute: what the clock on the wall shows, and nothing else.
fn open_by_the_clock(hours: &BusinessHours, raw: &Week, at: Timestamp) -> bool {
    let wall = hours.zone.to_datetime(at);
    let minute = u16::from(wall.hour().unsigned_abs()) * 60 + u16::from(wall.minute().unsigned_abs());
    let day = usize::from(wall.weekday().to_monday_zero_offset().unsigned_abs());
    !hours.holidays.contains(&wall.date())
        && raw[day].iter().any(|opening| opening.from <= minute && minute < opening.to)
}

fn week() -> impl Strategy<Value = Week> {
    let minute = || prop_oneof![2 => 0..=DAY_MINUTES, 1 => (0..=24u16).prop_map(|hour| hour * 60)];
    let one = (minute(), minute()).prop_filter_map("empty", |(a, b)| Opening::new(a.min(b), a.max(b)));
    proptest::array::uniform7(vec(one, 0..4))
}

/// Days around those on which one of the zones sets its clock, and any other.
fn day() -> impl Strategy<Value = Date> {
    let special = [(3, 8), (3, 29), (4, 5), (10, 4), (10, 25), (11, 1), (12, 31), (2, 28)];
    let near = (select(special.to_vec()), -2..=1i64)
        .prop_map(|((month, day), off)| date(2026, month, day) + SignedDuration::from_hours(24 * off));
    prop_oneof![3 => near, 1 => (0..720i64).prop_map(|off| date(2025, 6, 1) + SignedDuration::from_hours(24 * off))]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn hours_are_what_the_clock_on_the_wall_says_minute_by_minute(
        zone_name in select(ZONES.to_vec()),
        raw in week(),
        start in day(),
        minute in 0..1440i64,
        holiday in 0..4i64,
        wanted in 0..3000u32,
    ) {
        let holidays = [start + SignedDuration::from_hours(24 * holiday)];
        let hours = BusinessHours::new(zone(zone_name), raw.clone(), holidays);
        let midnight = hours.zone.to_timestamp(start.to_datetime(jiff::civil::Time::midnight())).unwrap();
        let from = midnight + SignedDuration::from_mins(minute);
        let minutes = 4 * 1440;
        let moments: Vec<Timestamp> = (0..=minutes).map(|i| from + SignedDuration::from_mins(i)).collect();
        let open: Vec<bool> = moments.iter().map(|at| open_by_the_clock(&hours, &raw, *at)).collect();
        let whole = Hours::Weekly(hours);
        for (at, expected) in moments.iter().zip(&open).step_by(7) {
            prop_assert_eq!(whole.is_open(*at), *expected, "{}", at);
        }
        let last = *moments.last().unwrap();
        let counted = open[..open.len() - 1].iter().filter(|open| **open).count();
        prop_assert_eq!(whole.open_between(from, last), SignedDuration::from_mins(counted as i64));
        if let Some(first) = open.iter().position(|open| *open) {
            prop_assert_eq!(whole.next_opening(from), Some(moments[first]));
        } else {
            prop_assert!(whole.next_opening(from).is_none_or(|at| at > last));
        }
        let wanted = usize::try_from(wanted).unwrap();
        let mut sum = 0;
        let due = open.iter().position(|open| { sum += usize::from(*open); sum == wanted });
        match due {
            _ if wanted == 0 => prop_assert_eq!(whole.add(from, 0), Some(from)),
            Some(index) if index + 1 < moments.len() => {
                prop_assert_eq!(whole.add(from, wanted as u32), Some(moments[index + 1]));
            }
            _ => prop_assert!(whole.add(from, wanted as u32).is_none_or(|at| at >= last)),
        }
    }
}
