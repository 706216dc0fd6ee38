//! Customers' records and the inboxes they come through.

use deskbell_domain::{
    CustomerId, InboxId, Reader, Refusal,
    inbox::Inbox,
    policy::{self, Office},
};
use deskbell_protocol::{Conversation, account, page::Page, records::Category};
use deskbell_store::Filter;

use crate::{Hall, Identity, rehearsals::is_rehearsal};

/// What a customer is told while chat is switched off.
const SWITCHED_OFF: Refusal = Refusal::Conflict("Chat is switched off at the moment.");

impl Hall {
    /// A customer's record: any for agents, one's own for a customer.
    ///
    /// # Errors
    /// `unauthorized`, `not_found`.
    pub async fn customer(&self, identity: &Identity, id: CustomerId) -> Result<account::Customer, Refusal> {
        let actor = self.actor(identity).await?;
        let own = actor.customer_id() == Some(id);
        if !own {
            policy::office(&actor, Office::SeeCustomers)?;
        }
        let customer = self.known_customer(id).await?.ok_or(Refusal::NotFound)?;
        if !own && self.rehearsal_at_home(customer.inbox_id).await? != actor.rehearsal() {
            return Err(Refusal::NotFound);
        }
        let reader = if own { Reader::Customer } else { Reader::Agent };
        Ok(account::Customer::render(&customer, reader))
    }

    /// A customer's conversations, of those the asker may see.
    ///
    /// # Errors
    /// As [`Hall::customer`].
    pub async fn conversations_of(
        &self,
        identity: &Identity,
        id: CustomerId,
        cursor: Option<String>,
        limit: Option<usize>,
    ) -> Result<Page<Conversation>, Refusal> {
        self.customer(identity, id).await?;
        let filter = Filter { customer: Some(id), ..Filter::default() };
        self.list(identity, filter, cursor, limit).await
    }

    /// What the widget knows about its inbox before anybody signs in.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn inbox(&self, id: InboxId) -> Result<account::Inbox, Refusal> {
        let inbox = self.website(Some(id)).await?;
        Ok(self.public_inbox(&inbox))
    }

    /// The inbox that is meant where none is named.
    ///
    /// # Errors
    /// `not_found` where there is none at all.
    pub async fn default_inbox(&self) -> Result<account::Inbox, Refusal> {
        Ok(self.public_inbox(&self.website(None).await?))
    }

    fn public_inbox(&self, inbox: &Inbox) -> account::Inbox {
        let rules = self.inbox_rules(inbox.id);
        let name = |one: &Category| account::CategoryName { key: one.key.clone(), name: one.name.clone() };
        let categories = self.known_categories().iter().map(name).collect();
        let files = self.file_rules(inbox.id);
        let mut shown = account::Inbox::render(inbox, &rules.settings, categories, files);
        shown.chat_enabled &= self.settings().chat_enabled;
        shown
    }

    /// The inbox asked for, or the only one there is, where anybody may come through it: no rehearsal.
    pub(crate) async fn website(&self, id: Option<InboxId>) -> Result<Inbox, Refusal> {
        let inbox = self.inbox_or_only(id).await?;
        if is_rehearsal(&inbox) { Err(Refusal::NotFound) } else { Ok(inbox) }
    }

    /// The inbox asked for, or the only one there is.
    pub(crate) async fn inbox_or_only(&self, id: Option<InboxId>) -> Result<Inbox, Refusal> {
        let inboxes = self.0.directory.inboxes();
        let known = match id {
            Some(id) => inboxes.iter().find(|inbox| inbox.id == id),
            None => inboxes.iter().find(|inbox| !is_rehearsal(inbox)),
        };
        match (known, id) {
            (Some(inbox), _) => Ok(inbox.clone()),
            (None, Some(id)) => self.store().inbox(id).await?.ok_or(Refusal::NotFound),
            (None, None) => Err(Refusal::NotFound),
        }
    }

    /// The same, where customers may write through it.
    pub(crate) async fn open_inbox(&self, id: Option<InboxId>) -> Result<Inbox, Refusal> {
        let inbox = self.inbox_or_only(id).await?;
        if inbox.chat_enabled && self.settings().chat_enabled { Ok(inbox) } else { Err(SWITCHED_OFF) }
    }

    /// The inbox a customer starts through: the one asked for, which their token must not contradict.
    pub(crate) async fn customer_inbox(
        &self,
        identity: &Identity,
        asked: Option<InboxId>,
    ) -> Result<Inbox, Refusal> {
        if let (Some(asked), Some(signed)) = (asked, identity.inbox_id)
            && asked != signed
        {
            return Err(Refusal::Forbidden);
        }
        self.open_inbox(asked.or(identity.inbox_id)).await
    }
}
