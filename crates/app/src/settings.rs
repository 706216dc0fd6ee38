//! Every bound and switch of the hall by name. The server fills it from its configuration.

use std::time::Duration;

use deskbell_domain::{agent::Sight, text::CONTENT_MAX_CHARS};

use crate::files::FileSettings;

/// How an installation behaves. A rate of 0 is off.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Whether customers can write at all; each inbox has its own switch beside it.
    pub chat_enabled: bool,
    /// Whether an agent's signed token makes an account that is not known yet.
    pub provision_agents: bool,
    /// What agents of plain role may see.
    pub agents_see: Sight,
    /// Characters a message or note may have.
    pub message_max_chars: usize,
    /// Messages and notes a person may send in a minute.
    pub messages_per_minute: u32,
    /// Events a connection may send in a second.
    pub events_per_second: u32,
    /// Bytes a frame or a body may have.
    pub frame_max_bytes: usize,
    /// Conversations a customer may start in a minute.
    pub starts_per_minute: u32,
    /// Visitors one address may begin in a minute.
    pub visitors_per_minute: u32,
    /// Failed or successful sign-ins one account or address may try in a minute.
    pub sign_ins_per_minute: u32,
    /// How long a sign-in with a password lasts.
    pub sign_in_lifetime: Duration,
    /// How long a visitor's token lasts.
    pub visitor_lifetime: Duration,
    /// How long before its end a token is announced to be expiring.
    pub token_notice: Duration,
    /// How long somebody typing is shown without renewal.
    pub typing_lease: Duration,
    /// How long somebody counts as present after their last connection went.
    pub presence_grace: Duration,
    /// How long a live connection may take to say who it is.
    pub connect_within: Duration,
    /// Between two heartbeats of a live connection.
    pub ping_interval: Duration,
    /// How long a heartbeat may stay unanswered.
    pub ping_timeout: Duration,
    /// After this a resolved conversation closes by itself.
    pub close_resolved_after: Duration,
    /// After this a conversation without a customer's message is swept.
    pub drop_drafts_after: Duration,
    /// After this without anything happening in it a rehearsal is dropped.
    pub drop_rehearsals_after: Duration,
    /// Between two sweeps.
    pub sweep_interval: Duration,
    /// How files are taken and kept.
    pub files: FileSettings,
    /// Between two updates of one conversation's preview, unread and head to one list.
    pub row_interval: Duration,
}

impl Default for Settings {
    fn default() -> Self {
        const DAY: u64 = 24 * 60 * 60;
        Self {
            chat_enabled: true,
            provision_agents: true,
            agents_see: Sight::Team,
            message_max_chars: CONTENT_MAX_CHARS,
            messages_per_minute: 60,
            events_per_second: 20,
            frame_max_bytes: 64 * 1024,
            starts_per_minute: 10,
            visitors_per_minute: 60,
            sign_ins_per_minute: 10,
            sign_in_lifetime: Duration::from_secs(12 * 60 * 60),
            visitor_lifetime: Duration::from_secs(365 * DAY),
            token_notice: Duration::from_secs(60),
            typing_lease: Duration::from_secs(3),
            presence_grace: Duration::from_secs(30),
            connect_within: Duration::from_secs(10),
            ping_interval: Duration::from_secs(25),
            ping_timeout: Duration::from_secs(20),
            close_resolved_after: Duration::from_secs(7 * DAY),
            drop_drafts_after: Duration::from_secs(DAY),
            drop_rehearsals_after: Duration::from_secs(60 * 60),
            sweep_interval: Duration::from_secs(60),
            files: FileSettings::default(),
            row_interval: Duration::from_secs(1),
        }
    }
}
