//! The page a customer is on, as their widget tells it: kept for agents, and written no oftener than they can look.

use std::{
    collections::{HashMap, hash_map::Entry},
    time::{Duration, Instant},
};

use deskbell_domain::{CustomerId, Refusal};
use deskbell_protocol::{account::CustomerContext, request::SetContext, time::At};
use deskbell_store::CustomerChanges;
use parking_lot::Mutex;

use crate::{Hall, Identity, keeping::kept::time_zone, live::json};

/// Between two writes of one customer's page.
const WRITTEN_APART: Duration = Duration::from_secs(30);
/// Customers whose pages wait or were written lately; what comes beyond is not kept.
const REMEMBERED: usize = 100_000;
/// Characters of an address.
const URL_CHARS: usize = 2000;
/// Characters of a title, of a language's name and of what a browser calls itself.
const TITLE_CHARS: usize = 200;
const LANGUAGE_CHARS: usize = 35;
pub(crate) const USER_AGENT_CHARS: usize = 300;

/// The pages that were told lately.
#[derive(Default)]
pub(crate) struct Contexts(Mutex<HashMap<CustomerId, Slot>>);

struct Slot {
    written: Instant,
    /// The newest page told since.
    waits: Option<CustomerContext>,
}

impl Contexts {
    /// Takes note of a page; it comes back where it is to be written now.
    fn note(&self, id: CustomerId, context: CustomerContext, now: Instant) -> Option<CustomerContext> {
        let mut slots = self.0.lock();
        let full = slots.len() >= REMEMBERED;
        match slots.entry(id) {
            Entry::Occupied(mut slot) if now < slot.get().written + WRITTEN_APART => {
                slot.get_mut().waits = Some(context);
                None
            }
            Entry::Vacant(_) if full => None,
            slot => {
                slot.insert_entry(Slot { written: now, waits: None });
                Some(context)
            }
        }
    }

    /// The pages whose turn it is.
    fn due(&self, now: Instant) -> Vec<(CustomerId, CustomerContext)> {
        let mut due = Vec::new();
        self.0.lock().retain(|id, slot| {
            if now < slot.written + WRITTEN_APART {
                return true;
            }
            let Some(context) = slot.waits.take() else { return false };
            slot.written = now;
            due.push((*id, context));
            true
        });
        due
    }
}

impl Hall {
    /// Notes the page a customer is on. Of several in a short time the newest is kept.
    ///
    /// # Errors
    /// `forbidden` for agents, `invalid` for an address that is no web page's.
    pub(crate) async fn set_context(
        &self,
        identity: &Identity,
        user_agent: Option<&str>,
        said: SetContext,
    ) -> Result<(), Refusal> {
        let id = identity.customer_id()?;
        self.actor(identity).await?;
        let context = CustomerContext {
            url: said.url.filter(|url| !url.is_empty()).map(page).transpose()?,
            title: said.title.and_then(|title| short(&title, TITLE_CHARS)),
            language: said.language.and_then(|language| short(&language, LANGUAGE_CHARS)),
            time_zone: said.time_zone.filter(|name| time_zone(name).is_some()),
            user_agent: user_agent.and_then(|name| short(name, USER_AGENT_CHARS)),
            at: At(self.now()),
        };
        match self.0.contexts.note(id, context, Instant::now()) {
            Some(context) => self.write_context(id, &context).await,
            None => Ok(()),
        }
    }

    /// Writes the pages that waited.
    pub(crate) async fn write_contexts(&self, now: Instant) {
        for (id, context) in self.0.contexts.due(now) {
            if let Err(refusal) = self.write_context(id, &context).await {
                tracing::debug!(%refusal, "the page a customer is on was not kept; the next one is");
            }
        }
    }

    async fn write_context(&self, id: CustomerId, context: &CustomerContext) -> Result<(), Refusal> {
        let text = String::from_utf8_lossy(&json(context)).into_owned();
        let changes = CustomerChanges { context: Some(text), ..CustomerChanges::default() };
        let customer = self.store().update_customer(id, changes, self.now()).await?;
        self.0.directory.put_customer(customer);
        Ok(())
    }
}

/// The address of a web page: agents are shown it as a link.
fn page(url: String) -> Result<String, Refusal> {
    let is_page = url.starts_with("https://") || url.starts_with("http://");
    if !is_page || url.chars().count() > URL_CHARS || url.contains(|c: char| c.is_control() || c == ' ') {
        return Err(Refusal::invalid("url", "url must be the address of a web page."));
    }
    Ok(url)
}

/// A text on one line, cut to its bound; `None` for nothing.
fn short(text: &str, max_chars: usize) -> Option<String> {
    let line = text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
    let line: String = line.collect::<Vec<_>>().join(" ").chars().take(max_chars).collect();
    (!line.is_empty()).then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Chance;

    fn on(title: &str) -> CustomerContext {
        CustomerContext {
            url: None,
            title: Some(title.into()),
            language: None,
            time_zone: None,
            user_agent: None,
            at: At(jiff::Timestamp::UNIX_EPOCH),
        }
    }

    #[test]
    fn of_many_pages_the_first_is_written_and_later_the_newest() {
        let (contexts, begin) = (Contexts::default(), Instant::now());
        let ana = CustomerId(Chance.uuid());
        assert_eq!(contexts.note(ana, on("home"), begin), Some(on("home")));
        assert_eq!(contexts.note(ana, on("shoes"), begin), None);
        assert_eq!(contexts.note(ana, on("cart"), begin + WRITTEN_APART / 2), None);
        assert_eq!(contexts.due(begin + WRITTEN_APART / 2), []);
        assert_eq!(contexts.due(begin + WRITTEN_APART), [(ana, on("cart"))]);
        assert_eq!(contexts.due(begin + WRITTEN_APART * 2), []);
        assert!(contexts.0.lock().is_empty(), "whoever is gone is forgotten");
    }

    #[test]
    fn only_a_web_page_becomes_a_link() {
        assert!(page("https://shop.example/cart".into()).is_ok());
        for bad in ["javascript:alert(1)", "shop.example", "https://shop.example/\na", "data:text/html,x"] {
            assert!(page(bad.into()).is_err(), "{bad}");
        }
        assert_eq!(short(" Shoes\n and  more ", 9), Some("Shoes and".into()));
        assert_eq!(short(" \n", 9), None);
    }
}
