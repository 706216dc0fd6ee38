//! Business hours: when an inbox is open, when it opens next, and what time is left of what was promised.
//!
//! A moment is open when the clock on the wall, in the inbox's time zone, stands within an opening of that
//! weekday and the day is no holiday. So a night in which the clock is set forward loses the hour that nobody
//! lives through, and one in which it is set back has the doubled hour twice.

use std::collections::BTreeSet;

use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, Weekday},
    tz::TimeZone,
};

use crate::Refusal;

/// How far ahead anything is looked for: a year and a bit, so that what recurs yearly is met once.
pub const HORIZON: SignedDuration = SignedDuration::from_hours(24 * 400);
/// Minutes of a day, which is where an opening ends at the latest.
pub const DAY_MINUTES: u16 = 24 * 60;

/// When an inbox is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Hours {
    /// Day and night.
    #[default]
    Always,
    /// By the week.
    Weekly(BusinessHours),
}

impl Hours {
    /// Whether it is open at this moment.
    pub fn is_open(&self, at: Timestamp) -> bool {
        match self {
            Self::Always => true,
            Self::Weekly(hours) => hours.is_open(at),
        }
    }

    /// The first open moment from this one on; `None` where there is none within [`HORIZON`].
    pub fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        match self {
            Self::Always => Some(at),
            Self::Weekly(hours) => hours.next_opening(at),
        }
    }

    /// The first moment before which so many open minutes lie, counted from `from`; `None` where it is beyond
    /// [`HORIZON`].
    pub fn add(&self, from: Timestamp, open_minutes: u32) -> Option<Timestamp> {
        let wanted = SignedDuration::from_mins(i64::from(open_minutes));
        match self {
            Self::Always => from.checked_add(wanted).ok(),
            Self::Weekly(hours) => hours.add(from, wanted),
        }
    }

    /// The open time between two moments; of more than [`HORIZON`] the first part of that length is counted.
    pub fn open_between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        match self {
            Self::Always => to.duration_since(from).max(SignedDuration::ZERO),
            Self::Weekly(hours) => hours.open_between(from, to),
        }
    }
}

/// A part of a day, in minutes of the clock on the wall; `to` is not part of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Opening {
    from: u16,
    to: u16,
}

impl Opening {
    /// From one minute of the day to another; `None` unless it ends after it begins and by the end of the day.
    pub fn new(from: u16, to: u16) -> Option<Self> {
        (from < to && to <= DAY_MINUTES).then_some(Self { from, to })
    }

    /// The minute it begins with.
    pub const fn from(self) -> u16 {
        self.from
    }

    /// The minute it ends before.
    pub const fn to(self) -> u16 {
        self.to
    }
}

/// The minute of the day that `HH:MM` names, `24:00` being the end of the day.
pub fn minute_of(text: &str) -> Option<u16> {
    let (hours, minutes) = text.split_once(':')?;
    let number = |part: &str| {
        (part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u16>().ok())?
    };
    let (hours, minutes) = (number(hours)?, number(minutes)?);
    let minute = hours * 60 + minutes;
    (minutes < 60 && minute <= DAY_MINUTES).then_some(minute)
}

/// A minute of the day as `HH:MM`.
pub fn minute_text(minute: u16) -> String {
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// The openings of each weekday, Monday first.
pub type Week = [Vec<Opening>; 7];

/// The weekdays in the order of a [`Week`], as they stand on the wire.
pub const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

/// A week of openings in one time zone, and the days on which it is closed all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BusinessHours {
    zone: TimeZone,
    week: Week,
    holidays: BTreeSet<Date>,
}

impl BusinessHours {
    /// Openings in any order; those that touch or overlap are one.
    pub fn new(zone: TimeZone, week: Week, holidays: impl IntoIterator<Item = Date>) -> Self {
        Self { zone, week: week.map(joined), holidays: holidays.into_iter().collect() }
    }

    fn is_open(&self, at: Timestamp) -> bool {
        self.spans(at).next().is_some_and(|span| span.from <= at)
    }

    fn next_opening(&self, at: Timestamp) -> Option<Timestamp> {
        self.spans(at).next().map(|span| span.from)
    }

    fn add(&self, from: Timestamp, mut wanted: SignedDuration) -> Option<Timestamp> {
        if wanted.is_zero() {
            return Some(from);
        }
        for span in self.spans(from) {
            let length = span.to.duration_since(span.from);
            if wanted <= length {
                return span.from.checked_add(wanted).ok();
            }
            wanted -= length;
        }
        None
    }

    fn open_between(&self, from: Timestamp, to: Timestamp) -> SignedDuration {
        let spans = self.spans(from).take_while(|span| span.from < to);
        spans.fold(SignedDuration::ZERO, |sum, span| sum + span.to.min(to).duration_since(span.from))
    }

    /// The open stretches from a moment on, in order, up to [`HORIZON`] after it. None is empty.
    fn spans(&self, from: Timestamp) -> impl Iterator<Item = Span> {
        let until = from.checked_add(HORIZON).unwrap_or(Timestamp::MAX);
        self.steadies(from, until).flat_map(|steady| self.open_within(steady))
    }

    /// The time between two moments, cut where the clock on the wall is set.
    fn steadies(&self, from: Timestamp, until: Timestamp) -> impl Iterator<Item = Span> {
        let cuts = self.zone.following(from).map(|cut| cut.timestamp()).take_while(move |at| *at < until);
        let mut start = from;
        cuts.chain([until]).map(move |cut| Span { from: std::mem::replace(&mut start, cut), to: cut })
    }

    /// The open stretches within a time in which the clock on the wall is never set.
    fn open_within(&self, steady: Span) -> impl Iterator<Item = Span> {
        let offset = self.zone.to_offset(steady.from);
        let first = offset.to_datetime(steady.from).date();
        let days = std::iter::successors(Some(first), |day| day.tomorrow().ok());
        let openings = days
            .map_while(move |day| {
                let midnight = offset.to_timestamp(day.to_datetime(jiff::civil::Time::midnight())).ok()?;
                (midnight < steady.to).then_some((day, midnight))
            })
            .flat_map(move |(day, midnight)| {
                self.openings_on(day).iter().filter_map(move |opening| Span::of(midnight, *opening))
            });
        openings.filter_map(move |span| span.within(steady))
    }

    fn openings_on(&self, day: Date) -> &[Opening] {
        if self.holidays.contains(&day) { &[] } else { &self.week[place_in_week(day.weekday())] }
    }

    /// The time zone.
    pub const fn zone(&self) -> &TimeZone {
        &self.zone
    }
}

/// Time between two moments; `to` is not part of it.
#[derive(Clone, Copy, Debug)]
struct Span {
    from: Timestamp,
    to: Timestamp,
}

impl Span {
    fn of(midnight: Timestamp, opening: Opening) -> Option<Self> {
        let at = |minute: u16| midnight.checked_add(SignedDuration::from_mins(i64::from(minute))).ok();
        Some(Self { from: at(opening.from)?, to: at(opening.to)? })
    }

    fn within(self, other: Self) -> Option<Self> {
        let (from, to) = (self.from.max(other.from), self.to.min(other.to));
        (from < to).then_some(Self { from, to })
    }
}

fn place_in_week(day: Weekday) -> usize {
    usize::from(day.to_monday_zero_offset().unsigned_abs())
}

fn joined(mut openings: Vec<Opening>) -> Vec<Opening> {
    openings.sort_unstable();
    let mut joined: Vec<Opening> = Vec::with_capacity(openings.len());
    for opening in openings {
        match joined.last_mut() {
            Some(last) if opening.from <= last.to => last.to = last.to.max(opening.to),
            _ => joined.push(opening),
        }
    }
    joined
}

/// Openings one day may have.
pub const OPENINGS_PER_DAY: usize = 6;
/// Holidays that can be named.
pub const HOLIDAYS: usize = 200;

/// Business hours as they are set: the time zone by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HoursSetting {
    /// The IANA name of the time zone.
    pub time_zone: String,
    /// The openings of each weekday.
    pub days: Week,
    /// Days on which it is closed.
    pub holidays: Vec<Date>,
}

impl HoursSetting {
    /// Makes hours of it. `find` knows the time zones of this machine.
    ///
    /// # Errors
    /// `invalid` of `businessHours.timeZone`, of `businessHours.days` or of `businessHours.holidays`.
    pub fn resolve(&self, find: impl FnOnce(&str) -> Option<TimeZone>) -> Result<BusinessHours, Refusal> {
        self.check()?;
        let zone = find(&self.time_zone).ok_or_else(|| {
            let message =
                format!("There is no time zone called {:?}. Choose one from the list.", self.time_zone);
            Refusal::invalid("businessHours.timeZone", message)
        })?;
        Ok(BusinessHours::new(zone, self.days.clone(), self.holidays.iter().copied()))
    }

    /// Checks everything but whether the time zone exists.
    ///
    /// # Errors
    /// As [`HoursSetting::resolve`].
    pub fn check(&self) -> Result<(), Refusal> {
        for (openings, day) in self.days.iter().zip(WEEKDAYS) {
            if openings.len() > OPENINGS_PER_DAY {
                let message = format!("A day can have at most {OPENINGS_PER_DAY} openings.");
                return Err(Refusal::invalid(format!("businessHours.days.{day}"), message));
            }
            let mut sorted = openings.clone();
            sorted.sort_unstable();
            if sorted.windows(2).any(|pair| pair[1].from < pair[0].to) {
                let message = "Two openings of the same day overlap.";
                return Err(Refusal::invalid(format!("businessHours.days.{day}"), message));
            }
        }
        if self.days.iter().all(Vec::is_empty) {
            let message = "Open on at least one day, or turn business hours off.";
            return Err(Refusal::invalid("businessHours.days", message));
        }
        if self.holidays.len() > HOLIDAYS {
            let message = format!("At most {HOLIDAYS} holidays can be named. Remove those that are past.");
            return Err(Refusal::invalid("businessHours.holidays", message));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
