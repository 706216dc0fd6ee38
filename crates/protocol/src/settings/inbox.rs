//! What is set of one inbox.

use deskbell_domain::{
    Refusal,
    hours::{HoursSetting, Opening as OpenTime, WEEKDAYS, minute_of, minute_text},
    inbox::Inbox,
    settings::{self, InboxSettings as Settings},
    words::WordFilterSetting,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    read,
    welcome::{Feedback, PreChat, ReplyTime, Welcome},
    written,
};
pub use crate::words::{Strategy, WordAction};
use crate::{decode::nullable, words::InboxKind};

/// Everything that is set of an inbox: agents read it, admins write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InboxSettings {
    /// Which inbox.
    pub id: Uuid,
    /// The name in the widget's header.
    pub name: String,
    /// What the widget says before the first message.
    #[schema(required = true)]
    pub greeting: Option<String>,
    /// The brand colour as `#rrggbb`; null for Deskbell's own.
    #[schema(required = true)]
    pub color: Option<String>,
    /// Whether customers can write through it.
    pub chat_enabled: bool,
    /// What it is for; absent for a website.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<InboxKind>,
    /// The team that new conversations belong to.
    pub team_id: Uuid,
    /// The websites that may show the widget, as `https://shop.example`; none for any.
    pub allowed_origins: Vec<String>,
    /// When somebody answers; null for day and night.
    #[schema(required = true)]
    pub business_hours: Option<BusinessHours>,
    /// How conversations find who answers them.
    pub routing: Routing,
    /// Whether customers leave a message where nobody can answer now.
    pub leave_message: bool,
    /// Whether customers can file a ticket.
    pub ticket_form: bool,
    /// Whether messages can carry files.
    pub files_enabled: bool,
    /// Which words a customer's message may not carry; null for no filter.
    #[schema(required = true)]
    pub word_filter: Option<WordFilter>,
    /// How it receives a customer.
    #[serde(flatten)]
    pub welcome: Welcome,
}

/// When somebody answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct BusinessHours {
    /// The IANA name of the time zone, such as `Europe/Berlin`.
    pub time_zone: String,
    /// The openings of each weekday.
    pub days: Week,
    /// Days on which it is closed, such as `2026-12-25`.
    #[serde(default)]
    #[schema(required = true)]
    pub holidays: Vec<String>,
}

/// The openings of each weekday; a day that is absent is closed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Week {
    /// On Mondays.
    #[serde(default)]
    #[schema(required = true)]
    pub mon: Vec<Opening>,
    /// On Tuesdays.
    #[serde(default)]
    #[schema(required = true)]
    pub tue: Vec<Opening>,
    /// On Wednesdays.
    #[serde(default)]
    #[schema(required = true)]
    pub wed: Vec<Opening>,
    /// On Thursdays.
    #[serde(default)]
    #[schema(required = true)]
    pub thu: Vec<Opening>,
    /// On Fridays.
    #[serde(default)]
    #[schema(required = true)]
    pub fri: Vec<Opening>,
    /// On Saturdays.
    #[serde(default)]
    #[schema(required = true)]
    pub sat: Vec<Opening>,
    /// On Sundays.
    #[serde(default)]
    #[schema(required = true)]
    pub sun: Vec<Opening>,
}

/// A part of a day by the clock on the wall.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Opening {
    /// From, as `09:00`.
    pub from: String,
    /// Until, as `17:00`, or `24:00` for the end of the day.
    pub to: String,
}

/// How conversations find who answers them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Routing {
    /// Who is chosen.
    pub strategy: Strategy,
    /// Seconds in which an agent accepts; 0 gives without asking.
    #[serde(default)]
    #[schema(required = true)]
    pub offer_seconds: u32,
    /// When it moves to another team.
    #[schema(required = true)]
    pub overflow: Option<Overflow>,
    /// Where a new conversation goes; the first that fits counts.
    #[serde(default)]
    #[schema(required = true)]
    pub rules: Vec<RoutingRule>,
}

/// When a conversation moves to another team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Overflow {
    /// After so many minutes of waiting.
    pub after_minutes: Option<u32>,
    /// While so many wait before it.
    pub queue_length: Option<u32>,
    /// Where to.
    pub team_id: Uuid,
}

/// Where new conversations of a kind go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct RoutingRule {
    /// Those of this category, by its key.
    pub category: Option<String>,
    /// Those whose subject holds this, in any case.
    pub subject_contains: Option<String>,
    /// To this team.
    pub team_id: Option<Uuid>,
    /// To this agent, while they can take it.
    pub agent_id: Option<Uuid>,
}

/// Which words a customer's message may not carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct WordFilter {
    /// The words, found whole and in any case.
    pub words: Vec<String>,
    /// What becomes of a message that carries one.
    pub action: WordAction,
}

/// Change an inbox: what is absent stays, null empties, what is given is replaced whole.
#[derive(Clone, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct InboxPatch {
    /// The name in the widget's header.
    #[serde(default)]
    pub name: Option<String>,
    /// What the widget says before the first message.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub greeting: Option<Option<String>>,
    /// The brand colour as `#rrggbb`; null for Deskbell's own.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<String>)]
    pub color: Option<Option<String>>,
    /// Whether customers can write through it.
    #[serde(default)]
    pub chat_enabled: Option<bool>,
    /// The team that new conversations belong to.
    #[serde(default)]
    pub team_id: Option<Uuid>,
    /// The websites that may show the widget, as `https://shop.example`; none for any.
    #[serde(default)]
    pub allowed_origins: Option<Vec<String>>,
    /// When somebody answers; null for day and night.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<BusinessHours>)]
    pub business_hours: Option<Option<BusinessHours>>,
    /// How conversations find who answers them.
    #[serde(default)]
    pub routing: Option<Routing>,
    /// Whether customers leave a message where nobody can answer now.
    #[serde(default)]
    pub leave_message: Option<bool>,
    /// Whether customers can file a ticket.
    #[serde(default)]
    pub ticket_form: Option<bool>,
    /// Whether messages can carry files.
    #[serde(default)]
    pub files_enabled: Option<bool>,
    /// Which words a customer's message may not carry; null for no filter.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<WordFilter>)]
    pub word_filter: Option<Option<WordFilter>>,
    /// How customers are asked whether it helped.
    #[serde(default)]
    pub feedback: Option<Feedback>,
    /// What a conversation could be about, 6 at most; the chosen one becomes its subject.
    #[serde(default)]
    pub topics: Option<Vec<String>>,
    /// When customers are told to expect a reply; null tells nothing.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<ReplyTime>)]
    pub reply_time: Option<Option<ReplyTime>>,
    /// What is asked before a conversation; null for nothing.
    #[serde(default, deserialize_with = "nullable")]
    #[schema(value_type = Option<PreChat>)]
    pub pre_chat: Option<Option<PreChat>>,
}

/// What is stored of it beside the inbox's own columns.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Stored {
    allowed_origins: Vec<String>,
    business_hours: Option<BusinessHours>,
    routing: Routing,
    leave_message: bool,
    ticket_form: bool,
    files_enabled: bool,
    word_filter: Option<WordFilter>,
    #[serde(flatten)]
    welcome: Welcome,
}

impl InboxSettings {
    /// An inbox with what was stored of it. What cannot be read is as it comes.
    pub fn of(inbox: &Inbox) -> Result<Self, String> {
        let first = Stored::from(&Settings::default());
        Ok(Self::joined(inbox, read(&first, &inbox.settings)?))
    }

    /// An inbox of which nothing else is set.
    pub fn bare(inbox: &Inbox) -> Self {
        Self::joined(inbox, Stored::from(&Settings::default()))
    }

    fn joined(inbox: &Inbox, stored: Stored) -> Self {
        Self {
            id: inbox.id.0,
            name: inbox.name.clone(),
            greeting: inbox.greeting.clone(),
            color: inbox.color.clone(),
            chat_enabled: inbox.chat_enabled,
            kind: inbox.rehearsal_id().map(|_| InboxKind::Rehearsal),
            team_id: inbox.team_id.0,
            allowed_origins: stored.allowed_origins,
            business_hours: stored.business_hours,
            routing: stored.routing,
            leave_message: stored.leave_message,
            ticket_form: stored.ticket_form,
            files_enabled: stored.files_enabled,
            word_filter: stored.word_filter,
            welcome: stored.welcome,
        }
    }

    /// The text to store beside the inbox's own columns.
    pub fn written(&self) -> String {
        let all = self.clone();
        written(&Stored {
            allowed_origins: all.allowed_origins,
            business_hours: all.business_hours,
            routing: all.routing,
            leave_message: all.leave_message,
            ticket_form: all.ticket_form,
            files_enabled: all.files_enabled,
            word_filter: all.word_filter,
            welcome: all.welcome,
        })
    }

    /// The same with what a patch says.
    #[must_use]
    pub fn patched(&self, patch: InboxPatch) -> Self {
        let old = self.clone();
        Self {
            id: old.id,
            kind: old.kind,
            name: patch.name.unwrap_or(old.name),
            greeting: patch.greeting.unwrap_or(old.greeting),
            color: patch.color.unwrap_or(old.color),
            chat_enabled: patch.chat_enabled.unwrap_or(old.chat_enabled),
            team_id: patch.team_id.unwrap_or(old.team_id),
            allowed_origins: patch.allowed_origins.unwrap_or(old.allowed_origins),
            business_hours: patch.business_hours.unwrap_or(old.business_hours),
            routing: patch.routing.unwrap_or(old.routing),
            leave_message: patch.leave_message.unwrap_or(old.leave_message),
            ticket_form: patch.ticket_form.unwrap_or(old.ticket_form),
            files_enabled: patch.files_enabled.unwrap_or(old.files_enabled),
            word_filter: patch.word_filter.unwrap_or(old.word_filter),
            welcome: Welcome {
                feedback: patch.feedback.unwrap_or(old.welcome.feedback),
                topics: patch.topics.unwrap_or(old.welcome.topics),
                reply_time: patch.reply_time.unwrap_or(old.welcome.reply_time),
                pre_chat: patch.pre_chat.unwrap_or(old.welcome.pre_chat),
            },
        }
    }

    /// As the domain knows them.
    ///
    /// # Errors
    /// `invalid` for a time or a day that is none; what is out of bounds is left to the domain.
    pub fn known(&self) -> Result<Settings, Refusal> {
        Ok(Settings {
            allowed_origins: self.allowed_origins.clone(),
            business_hours: self.business_hours.as_ref().map(BusinessHours::known).transpose()?,
            routing: self.routing.known(),
            leave_message: self.leave_message,
            ticket_form: self.ticket_form,
            files_enabled: self.files_enabled,
            word_filter: self.word_filter.as_ref().map(|filter| WordFilterSetting {
                words: filter.words.clone(),
                action: filter.action.into(),
            }),
            welcome: self.welcome.known(),
        })
    }
}

impl From<&Settings> for Stored {
    fn from(settings: &Settings) -> Self {
        Self {
            allowed_origins: settings.allowed_origins.clone(),
            business_hours: settings.business_hours.as_ref().map(BusinessHours::from),
            routing: Routing::from(&settings.routing),
            leave_message: settings.leave_message,
            ticket_form: settings.ticket_form,
            files_enabled: settings.files_enabled,
            word_filter: settings
                .word_filter
                .as_ref()
                .map(|filter| WordFilter { words: filter.words.clone(), action: filter.action.into() }),
            welcome: Welcome::from(&settings.welcome),
        }
    }
}

impl BusinessHours {
    fn known(&self) -> Result<HoursSetting, Refusal> {
        let week = &self.days;
        let days = [&week.mon, &week.tue, &week.wed, &week.thu, &week.fri, &week.sat, &week.sun];
        let mut known: deskbell_domain::hours::Week = Default::default();
        for ((openings, known), day) in days.into_iter().zip(&mut known).zip(WEEKDAYS) {
            *known = openings.iter().map(|one| one.known(day)).collect::<Result<_, _>>()?;
        }
        let date = |text: &String| {
            let message = format!("{text:?} is no day. Write it as 2026-12-25.");
            text.parse::<Date>().map_err(|_| Refusal::invalid("businessHours.holidays", message))
        };
        Ok(HoursSetting {
            time_zone: self.time_zone.clone(),
            days: known,
            holidays: self.holidays.iter().map(date).collect::<Result<_, _>>()?,
        })
    }
}

impl From<&HoursSetting> for BusinessHours {
    fn from(hours: &HoursSetting) -> Self {
        let openings = |openings: &Vec<OpenTime>| -> Vec<Opening> {
            let text = |one: &OpenTime| Opening { from: minute_text(one.from()), to: minute_text(one.to()) };
            openings.iter().map(text).collect()
        };
        let [mon, tue, wed, thu, fri, sat, sun] = hours.days.each_ref().map(openings);
        Self {
            time_zone: hours.time_zone.clone(),
            days: Week { mon, tue, wed, thu, fri, sat, sun },
            holidays: hours.holidays.iter().map(ToString::to_string).collect(),
        }
    }
}

impl Opening {
    fn known(&self, day: &str) -> Result<OpenTime, Refusal> {
        let both = minute_of(&self.from).zip(minute_of(&self.to));
        both.and_then(|(from, to)| OpenTime::new(from, to)).ok_or_else(|| {
            let message = "An opening begins before it ends, in hours and minutes as 09:00.";
            Refusal::invalid(format!("businessHours.days.{day}"), message)
        })
    }
}

impl Routing {
    fn known(&self) -> settings::Routing {
        settings::Routing {
            strategy: self.strategy.into(),
            offer_seconds: self.offer_seconds,
            overflow: self.overflow.as_ref().map(|overflow| settings::Overflow {
                after_minutes: overflow.after_minutes,
                queue_length: overflow.queue_length,
                team_id: overflow.team_id.into(),
            }),
            rules: self
                .rules
                .iter()
                .map(|rule| settings::RoutingRule {
                    category: rule.category.clone(),
                    subject_contains: rule.subject_contains.clone(),
                    team_id: rule.team_id.map(Into::into),
                    agent_id: rule.agent_id.map(Into::into),
                })
                .collect(),
        }
    }
}

impl From<&settings::Routing> for Routing {
    fn from(routing: &settings::Routing) -> Self {
        Self {
            strategy: routing.strategy.into(),
            offer_seconds: routing.offer_seconds,
            overflow: routing.overflow.map(|overflow| Overflow {
                after_minutes: overflow.after_minutes,
                queue_length: overflow.queue_length,
                team_id: overflow.team_id.0,
            }),
            rules: routing
                .rules
                .iter()
                .map(|rule| RoutingRule {
                    category: rule.category.clone(),
                    subject_contains: rule.subject_contains.clone(),
                    team_id: rule.team_id.map(|id| id.0),
                    agent_id: rule.agent_id.map(|id| id.0),
                })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests;
