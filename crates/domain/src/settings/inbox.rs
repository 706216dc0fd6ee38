//! What an inbox can choose beside its name and colours.

use super::Welcome;
use crate::{
    AgentId, Refusal, TeamId, conversation::Category, hours::HoursSetting, text, words::WordFilterSetting,
};

/// Websites an inbox can name.
pub const ORIGINS: usize = 50;
/// Characters of one of them.
pub const ORIGIN_CHARS: usize = 255;
/// Seconds an offer can stay open.
pub const OFFER_SECONDS: std::ops::RangeInclusive<u32> = 5..=600;
/// Minutes of waiting after which a conversation can move to another team.
pub const OVERFLOW_MINUTES: u32 = 24 * 60;
/// Conversations a team's line can be allowed to hold.
pub const OVERFLOW_LENGTH: u32 = 10_000;
/// Rules of routing an inbox can have.
pub const RULES: usize = 50;
/// Characters that a rule can look for in a subject.
pub const SUBJECT_CONTAINS_CHARS: usize = 100;

/// An inbox's settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxSettings {
    /// The websites that may show the widget, as `https://shop.example`; none for any.
    pub allowed_origins: Vec<String>,
    /// When somebody answers; `None` for day and night.
    pub business_hours: Option<HoursSetting>,
    /// How conversations find who answers them.
    pub routing: Routing,
    /// Whether customers leave a message where nobody can answer now.
    pub leave_message: bool,
    /// Whether customers can file a ticket.
    pub ticket_form: bool,
    /// Whether messages can carry files.
    pub files_enabled: bool,
    /// Which words a customer's message may not carry.
    pub word_filter: Option<WordFilterSetting>,
    /// How it receives a customer.
    pub welcome: Welcome,
}

impl Default for InboxSettings {
    fn default() -> Self {
        Self {
            allowed_origins: Vec::new(),
            business_hours: None,
            routing: Routing::default(),
            leave_message: true,
            ticket_form: true,
            files_enabled: true,
            word_filter: None,
            welcome: Welcome::default(),
        }
    }
}

/// How conversations find who answers them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routing {
    /// Who is chosen.
    pub strategy: Strategy,
    /// Seconds in which an agent accepts; 0 gives without asking.
    pub offer_seconds: u32,
    /// When it moves to another team.
    pub overflow: Option<Overflow>,
    /// Where a new conversation goes; the first that fits counts.
    pub rules: Vec<RoutingRule>,
}

/// Who is chosen for a conversation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Strategy {
    /// Nobody: agents take from the queue.
    #[default]
    Manual,
    /// Whoever was given one least lately.
    RoundRobin,
    /// Whoever holds the fewest.
    LeastLoaded,
}

impl Strategy {
    /// Every strategy.
    pub const ALL: [Self; 3] = [Self::Manual, Self::RoundRobin, Self::LeastLoaded];

    /// The strategy as it stands on the wire and in the store.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::RoundRobin => "roundRobin",
            Self::LeastLoaded => "leastLoaded",
        }
    }

    /// The strategy of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|strategy| strategy.as_str() == name)
    }
}

/// When a conversation moves to another team, which happens to it once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow {
    /// After so many minutes of waiting.
    pub after_minutes: Option<u32>,
    /// While so many wait before it.
    pub queue_length: Option<u32>,
    /// Where to.
    pub team_id: TeamId,
}

/// Where new conversations of a kind go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RoutingRule {
    /// Those of this category.
    pub category: Option<String>,
    /// Those whose subject holds this, in any case.
    pub subject_contains: Option<String>,
    /// To this team.
    pub team_id: Option<TeamId>,
    /// To this agent, while they can take it.
    pub agent_id: Option<AgentId>,
}

impl RoutingRule {
    /// Whether it speaks of such a conversation.
    pub fn fits(&self, category: Option<&str>, subject: Option<&str>) -> bool {
        let of_category = self.category.as_deref().is_none_or(|wanted| category == Some(wanted));
        let of_subject = self.subject_contains.as_deref().is_none_or(|part| {
            subject.is_some_and(|subject| subject.to_lowercase().contains(&part.to_lowercase()))
        });
        of_category && of_subject
    }
}

impl Routing {
    /// The first rule that speaks of such a conversation.
    pub fn rule_for(&self, category: Option<&str>, subject: Option<&str>) -> Option<&RoutingRule> {
        self.rules.iter().find(|rule| rule.fits(category, subject))
    }

    fn check(&self) -> Result<(), Refusal> {
        if self.offer_seconds > 0 && !OFFER_SECONDS.contains(&self.offer_seconds) {
            let (least, most) = OFFER_SECONDS.into_inner();
            let message = format!("An offer stays open {least} to {most} seconds, or with 0 is not made.");
            return Err(Refusal::invalid("routing.offerSeconds", message));
        }
        self.overflow.as_ref().map_or(Ok(()), Overflow::check)?;
        if self.rules.len() > RULES {
            return Err(Refusal::invalid(
                "routing.rules",
                format!("An inbox can have at most {RULES} rules."),
            ));
        }
        self.rules.iter().try_for_each(RoutingRule::check)
    }
}

impl Overflow {
    fn check(&self) -> Result<(), Refusal> {
        if self.after_minutes.is_none() && self.queue_length.is_none() {
            let message = "Say after how many minutes or at what length of the queue it moves on.";
            return Err(Refusal::invalid("routing.overflow", message));
        }
        if self.after_minutes.is_some_and(|minutes| !(1..=OVERFLOW_MINUTES).contains(&minutes)) {
            let message = format!("This is 1 to {OVERFLOW_MINUTES} minutes, or nothing.");
            return Err(Refusal::invalid("routing.overflow.afterMinutes", message));
        }
        if self.queue_length.is_some_and(|length| !(1..=OVERFLOW_LENGTH).contains(&length)) {
            let message = format!("This is 1 to {OVERFLOW_LENGTH} conversations, or nothing.");
            return Err(Refusal::invalid("routing.overflow.queueLength", message));
        }
        Ok(())
    }
}

impl RoutingRule {
    fn check(&self) -> Result<(), Refusal> {
        if self.category.is_none() && self.subject_contains.is_none() {
            let message = "Each rule needs a category or words of the subject to go by.";
            return Err(Refusal::invalid("routing.rules", message));
        }
        if self.team_id.is_none() && self.agent_id.is_none() {
            return Err(Refusal::invalid("routing.rules", "Each rule needs a team or an agent to send to."));
        }
        if let Some(category) = &self.category {
            Category::parse(category)
                .ok_or_else(|| Refusal::invalid("routing.rules", "Choose the category from the list."))?;
        }
        if let Some(part) = &self.subject_contains {
            let part = text::line("routing.rules", Some(part.clone()), SUBJECT_CONTAINS_CHARS)?;
            part.ok_or_else(|| Refusal::invalid("routing.rules", "Write the words that the subject holds."))?;
        }
        Ok(())
    }
}

impl InboxSettings {
    /// Checks every field; whether the time zone exists is left to [`HoursSetting::resolve`].
    ///
    /// # Errors
    /// `invalid` of the first field that is out of bounds.
    pub fn check(&self) -> Result<(), Refusal> {
        if self.allowed_origins.len() > ORIGINS {
            let message = format!("At most {ORIGINS} websites can be named.");
            return Err(Refusal::invalid("allowedOrigins", message));
        }
        if let Some(bad) = self.allowed_origins.iter().find(|origin| !is_origin(origin)) {
            let message =
                format!("{bad:?} is no website's origin. Write it as https://shop.example, without a path.");
            return Err(Refusal::invalid("allowedOrigins", message));
        }
        self.business_hours.as_ref().map_or(Ok(()), HoursSetting::check)?;
        self.routing.check()?;
        self.word_filter.as_ref().map_or(Ok(()), WordFilterSetting::check)?;
        self.welcome.check()
    }
}

/// Whether a text is an origin as browsers write it: a scheme, a host in small letters and perhaps a port.
fn is_origin(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once("://") else { return false };
    let (host, port) = match rest.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (rest, None),
    };
    let port_fits = |port: &str| !port.starts_with('0') && port.parse::<u16>().is_ok_and(|port| port > 0);
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']'));
    let named = |host: &str| {
        let label = |label: &str| !label.is_empty() && !label.starts_with('-') && !label.ends_with('-');
        host.split('.').all(label)
            && host.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_'))
    };
    let numbered = |inside: &str| {
        inside.len() >= 2
            && inside.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f' | b':' | b'.'))
    };
    text.len() <= ORIGIN_CHARS
        && matches!(scheme, "http" | "https")
        && bare.map_or_else(|| named(host), numbered)
        && port.is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()) && port_fits(port))
}

#[cfg(test)]
mod tests;
