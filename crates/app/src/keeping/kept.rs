//! Settings held in memory, so that asking costs nothing. They are read anew whenever somebody has changed them.

use std::{
    collections::{HashMap, HashSet},
    net::{IpAddr, Ipv6Addr},
    sync::Arc,
    time::Duration,
};

use arc_swap::ArcSwap;
use deskbell_domain::{
    InboxId, Refusal, TeamId,
    agent::Sight,
    hours::Hours,
    inbox::{Inbox, Team},
    settings::{InboxSettings, OrganisationSettings},
    words::WordFilter,
};
use deskbell_protocol::{records::Category, settings};
use deskbell_realtime::CloseReason;
use deskbell_store::{Record, Store, Touched};
use jiff::tz::TimeZone;
use serde::{Deserialize, de::DeserializeOwned};

use crate::{Hall, topics};

/// The key of the organisation's settings.
pub(crate) const ORGANISATION: &str = "organisation";
/// The kind of the records that are categories.
pub(crate) const CATEGORIES: &str = "category";
/// The kind of those that are macros.
pub(crate) const MACROS: &str = "macro";
/// The kind of those that are blocks.
pub(crate) const BLOCKS: &str = "block";

const DAY: Duration = Duration::from_secs(24 * 60 * 60);

/// What is set of an inbox, made ready.
#[derive(Clone, Debug, Default)]
pub struct InboxRules {
    /// What is set.
    pub settings: InboxSettings,
    /// When it is open.
    pub hours: Hours,
    /// Its word filter, where it has one.
    pub word_filter: Option<WordFilter>,
}

/// What is held in memory.
pub(crate) struct Kept {
    pub(crate) now: ArcSwap<Snapshot>,
    /// Held while something is read and put: of two readers the later one has the later settings.
    reading: tokio::sync::Mutex<()>,
    /// Held while a document is changed of which a change names only a part.
    changing: tokio::sync::Mutex<()>,
}

#[derive(Clone, Default)]
pub(crate) struct Snapshot {
    organisation: Arc<OrganisationSettings>,
    /// When a resolved conversation closes, where that was set here; `Some(None)` for never.
    close_resolved_after: Option<Option<Duration>>,
    rules: HashMap<InboxId, Arc<InboxRules>>,
    teams: Arc<Vec<Team>>,
    categories: Arc<Vec<Category>>,
    blocked: Arc<HashSet<IpAddr>>,
}

/// The part of a block's record that is an address.
#[derive(Deserialize)]
struct Blocked {
    address: Option<IpAddr>,
}

impl Kept {
    pub(crate) async fn load(store: &Store, configured: &crate::Settings) -> Result<Self, Refusal> {
        let mut all = Snapshot::default();
        all.read_organisation(store, configured).await?;
        all.read_rules(&store.inboxes().await?);
        all.teams = Arc::new(store.teams().await?);
        all.read_categories(store).await?;
        all.read_blocks(store).await?;
        let (reading, changing) = Default::default();
        Ok(Self { now: ArcSwap::from_pointee(all), reading, changing })
    }

    /// The turn of whoever changes a part of a document.
    pub(crate) async fn changing(&self) -> tokio::sync::MutexGuard<'_, ()> {
        self.changing.lock().await
    }
}

impl Snapshot {
    async fn read_organisation(
        &mut self,
        store: &Store,
        configured: &crate::Settings,
    ) -> Result<(), Refusal> {
        let stored = store.setting(ORGANISATION).await?;
        let (organisation, close_after) = organisation_of(stored.as_deref().unwrap_or("{}"), configured);
        (self.organisation, self.close_resolved_after) = (Arc::new(organisation), close_after);
        Ok(())
    }

    fn read_rules(&mut self, inboxes: &[Inbox]) {
        self.rules = inboxes.iter().map(|inbox| (inbox.id, Arc::new(rules_of(inbox)))).collect();
    }

    async fn read_categories(&mut self, store: &Store) -> Result<(), Refusal> {
        let mut all: Vec<Category> =
            store.records(CATEGORIES).await?.iter().filter_map(|row| body(CATEGORIES, row)).collect();
        all.sort_by(|a, b| a.name.cmp(&b.name).then_with(|| a.key.cmp(&b.key)));
        self.categories = Arc::new(all);
        Ok(())
    }

    async fn read_blocks(&mut self, store: &Store) -> Result<(), Refusal> {
        let records = store.records(BLOCKS).await?;
        let addresses = records.iter().filter_map(|row| body::<Blocked>(BLOCKS, row)?.address);
        self.blocked = Arc::new(addresses.map(network).collect());
        Ok(())
    }
}

/// What a record says. One that cannot be read is left out and said in the log.
pub(crate) fn body<T: DeserializeOwned>(kind: &str, record: &Record) -> Option<T> {
    serde_json::from_str(&record.body)
        .inspect_err(|error| tracing::error!(%error, kind, id = %record.id, "a record cannot be read"))
        .ok()
}

/// Who is meant by an address: one customer commands a whole /64 of IPv6 addresses.
pub(crate) fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address @ IpAddr::V4(_) => address,
    }
}

/// The time zone of this name, where there is one.
pub(crate) fn time_zone(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

/// The organisation's settings as they are stored, and when resolved conversations close, where that was set here.
pub(crate) fn organisation_of(
    stored: &str,
    configured: &crate::Settings,
) -> (OrganisationSettings, Option<Option<Duration>>) {
    let read = settings::OrganisationSettings::read(stored).unwrap_or_else(|error| {
        tracing::error!(%error, "the organisation's settings cannot be read; they are as they come");
        (&OrganisationSettings::default()).into()
    });
    let mut organisation = read.known();
    let said = serde_json::from_str::<serde_json::Value>(stored).unwrap_or_default();
    if said.get("closeResolvedDays").is_some() {
        let days = organisation.close_resolved_days;
        return (organisation, Some((days > 0).then(|| DAY * days)));
    }
    // Shown in whole days; what was configured counts as it stands.
    let days = configured.close_resolved_after.as_secs().div_ceil(DAY.as_secs());
    organisation.close_resolved_days = u32::try_from(days).unwrap_or(u32::MAX);
    (organisation, None)
}

fn rules_of(inbox: &Inbox) -> InboxRules {
    let read = settings::InboxSettings::of(inbox).and_then(|one| one.known().map_err(|why| why.to_string()));
    let settings = read.unwrap_or_else(|error| {
        tracing::error!(%error, inbox = %inbox.id, "an inbox's settings cannot be read; they are as they come");
        InboxSettings::default()
    });
    let hours = match settings.business_hours.as_ref().map(|hours| hours.resolve(time_zone)) {
        None => Hours::Always,
        Some(Ok(hours)) => Hours::Weekly(hours),
        Some(Err(refusal)) => {
            tracing::error!(%refusal, inbox = %inbox.id, "business hours cannot be read; the inbox counts as open");
            Hours::Always
        }
    };
    let word_filter = settings.word_filter.as_ref().map(WordFilter::new);
    InboxRules { settings, hours, word_filter }
}

impl Hall {
    /// The sites on which the widget of an inbox may stand, any where there are none; of the only one where it is `None`.
    pub fn allowed_origins(&self, inbox: Option<InboxId>) -> Vec<String> {
        let inboxes = self.0.directory.inboxes();
        let only = || inboxes.iter().find(|inbox| inbox.rehearsal_id().is_none()).map(|inbox| inbox.id);
        let rules = inbox.or_else(only).map(|id| self.inbox_rules(id));
        rules.map_or_else(Vec::new, |rules| rules.settings.allowed_origins.clone())
    }

    /// What holds for the whole organisation.
    pub fn organisation(&self) -> Arc<OrganisationSettings> {
        self.0.kept.now.load().organisation.clone()
    }

    /// What is set of an inbox; as it comes where the inbox is not known.
    pub fn inbox_rules(&self, id: InboxId) -> Arc<InboxRules> {
        self.0.kept.now.load().rules.get(&id).cloned().unwrap_or_default()
    }

    /// Every team, the oldest first.
    pub fn known_teams(&self) -> Arc<Vec<Team>> {
        self.0.kept.now.load().teams.clone()
    }

    /// What a team is called.
    pub fn team_name(&self, id: TeamId) -> Option<String> {
        let kept = self.0.kept.now.load();
        kept.teams.iter().find(|team| team.id == id).map(|team| team.name.clone())
    }

    /// What conversations can be about, by name.
    pub fn known_categories(&self) -> Arc<Vec<Category>> {
        self.0.kept.now.load().categories.clone()
    }

    /// Whether nobody who comes from this address may write.
    pub fn is_blocked_address(&self, address: IpAddr) -> bool {
        self.0.kept.now.load().blocked.contains(&network(address))
    }

    /// What agents of plain role may see.
    pub(crate) fn sight(&self) -> Sight {
        self.0.kept.now.load().organisation.agents_see.unwrap_or(self.settings().agents_see)
    }

    /// After this a resolved conversation closes by itself; `None` for never.
    pub(crate) fn close_resolved_after(&self) -> Option<Duration> {
        let set = self.0.kept.now.load().close_resolved_after;
        set.unwrap_or(Some(self.settings().close_resolved_after))
    }

    /// Reads anew what a commit touched of all this.
    pub(crate) async fn refresh_kept(&self, touched: &Touched) -> Result<(), Refusal> {
        let recorded = |kind: &str| touched.records.iter().any(|one| one == kind);
        let organisation = touched.settings.iter().any(|key| key == ORGANISATION);
        let (teams, categories, blocks) = (!touched.teams.is_empty(), recorded(CATEGORIES), recorded(BLOCKS));
        if !(organisation || teams || categories || blocks) {
            return Ok(());
        }
        let _in_turn = self.0.kept.reading.lock().await;
        let mut next = Snapshot::clone(&self.0.kept.now.load());
        if organisation {
            next.read_organisation(self.store(), self.settings()).await?;
        }
        if teams {
            next.teams = Arc::new(self.store().teams().await?);
        }
        if categories {
            next.read_categories(self.store()).await?;
        }
        if blocks {
            next.read_blocks(self.store()).await?;
        }
        let sight = self.sight();
        self.0.kept.now.store(Arc::new(next));
        if sight != self.sight() {
            // Whoever comes back is judged by what is set now.
            for person in self.0.hub.persons_on(&topics::agents()) {
                self.0.hub.close_person(&person, CloseReason::AccessChanged);
            }
        }
        Ok(())
    }

    /// Makes ready what is set of the inboxes.
    pub(crate) async fn keep_rules(&self, inboxes: &[Inbox]) {
        let _in_turn = self.0.kept.reading.lock().await;
        let mut next = Snapshot::clone(&self.0.kept.now.load());
        next.read_rules(inboxes);
        self.0.kept.now.store(Arc::new(next));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ipv6_address_stands_for_its_network() {
        let of = |text: &str| network(text.parse().unwrap());
        assert_eq!(of("2001:db8:1:2:3::4"), of("2001:db8:1:2:ffff::1"));
        assert_ne!(of("2001:db8:1:2::1"), of("2001:db8:1:3::1"));
        assert_eq!(of("::ffff:203.0.113.7"), of("203.0.113.7"));
        assert_ne!(of("203.0.113.7"), of("203.0.113.8"));
    }

    #[test]
    fn time_zones_are_known_without_the_machine_knowing_them() {
        assert!(time_zone("Europe/Berlin").is_some());
        assert!(time_zone("Europe/Atlantis").is_none());
    }
}
