//! What agents keep of customers: their record, notes about them, and who may not write.

use std::net::IpAddr;

use deskbell_domain::{
    Actor, CustomerId, Reader, Refusal,
    customer::Customer,
    entry::{NamedAgent, SenderKind},
    policy::{self, Office},
    text::{self, Content, LABELS_MAX, NAME_MAX_CHARS},
};
use deskbell_protocol::{
    account,
    person::PublicAgent,
    records::{AuditActor, AuditChange, Block, BlockedCustomer, CustomerNote, CustomerPatch, NewBlock},
    time::At,
};
use deskbell_realtime::CloseReason;
use deskbell_store::{BLOCKS, Blocking, CustomerChanges, Record, Touched};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use super::{accounts::address, sign_in::ATTRIBUTES_MAX_BYTES};
use crate::{
    Hall, Identity,
    keeping::{
        audit::{Target, differences},
        kept::{body, network},
    },
    live::json,
    topics,
};

/// Notes a customer can have.
const NOTES_MAX: usize = 200;
/// Characters of a reason.
const REASON_CHARS: usize = 500;
/// Addresses and customers that can be blocked with their reasons kept.
const BLOCKS_MAX: u64 = 10_000;
/// The kind of the records that are notes about customers.
const NOTES: &str = "customerNote";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Note {
    content: String,
    author_id: Option<Uuid>,
    author_name: String,
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Blocked {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    customer_id: Option<Uuid>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    address: Option<IpAddr>,
    reason: String,
    by: AuditActor,
}

/// What of a customer's record an agent can change. Of what is personal the audit log, which nobody can erase, tells
/// that it was changed and no more.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Audited {
    name: Option<String>,
    email: Option<String>,
    labels: Vec<String>,
    attributes: Map<String, Value>,
}

impl Audited {
    fn of(customer: &Customer) -> Self {
        Self {
            name: customer.name.clone(),
            email: customer.email.clone(),
            labels: customer.labels.clone(),
            attributes: serde_json::from_str(&customer.attributes).unwrap_or_default(),
        }
    }

    fn differences(&self, after: &Self) -> Vec<AuditChange> {
        let mut changes = differences(Some(self), Some(after));
        for change in changes.iter_mut().filter(|change| change.field != "labels") {
            (change.from, change.to) = (Value::Null, Value::Null);
        }
        changes
    }
}

/// A customer as the audit log names them: by their id alone.
const fn target(id: CustomerId) -> Target<'static> {
    Target { kind: "customer", id: Some(id.0), name: "Customer" }
}

impl Hall {
    /// Changes a customer's record, for agents.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, `invalid`.
    pub async fn change_customer(
        &self,
        identity: &Identity,
        id: CustomerId,
        patch: CustomerPatch,
    ) -> Result<account::Customer, Refusal> {
        let (actor, before) = self.editable(identity, id, Office::EditCustomers).await?;
        let mut after = (*before).clone();
        if let Some(name) = patch.name {
            after.name = text::line("name", name, NAME_MAX_CHARS)?;
        }
        if let Some(email) = patch.email {
            let given = email.filter(|text| !text.trim().is_empty());
            after.email = given.map(|text| address(&text)).transpose()?;
        }
        if let Some(labels) = patch.labels {
            after.labels = sorted(labels)?;
        }
        if let Some(attributes) = patch.attributes {
            after.attributes = Value::Object(attributes).to_string();
            if after.attributes.len() > ATTRIBUTES_MAX_BYTES {
                return Err(Refusal::invalid("attributes", "This is more than can be kept of a customer."));
            }
        }
        let changes = Audited::of(&before).differences(&Audited::of(&after));
        if changes.is_empty() {
            return Ok(account::Customer::render(&before, Reader::Agent));
        }
        let said = CustomerChanges {
            audit: Some(self.audit_row(&actor, "customer.updated", &target(id), &changes)),
            name: Some(after.name.clone()),
            email: Some(after.email.clone()),
            labels: Some(after.labels.clone()),
            attributes: Some(after.attributes.clone()),
            ..CustomerChanges::default()
        };
        let stored = self.store().update_customer(id, said, self.now()).await?;
        Ok(account::Customer::render(&self.0.directory.put_customer(stored), Reader::Agent))
    }

    /// What colleagues wrote about a customer, the newest first.
    ///
    /// # Errors
    /// `forbidden`, `not_found`.
    pub async fn customer_notes(
        &self,
        identity: &Identity,
        id: CustomerId,
    ) -> Result<Vec<CustomerNote>, Refusal> {
        self.editable(identity, id, Office::EditCustomers).await?;
        let mut records = self.store().records_under(NOTES, &note_prefix(id), NOTES_MAX).await?;
        records.sort_by_key(|record| std::cmp::Reverse((record.created_at, record.id)));
        Ok(records.iter().filter_map(|record| Some(self.render_note(record, body(NOTES, record)?))).collect())
    }

    /// Writes a note about a customer.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, `content_empty`, `content_too_long`, `conflict` where there are too many.
    pub async fn add_customer_note(
        &self,
        identity: &Identity,
        id: CustomerId,
        content: String,
    ) -> Result<CustomerNote, Refusal> {
        let (actor, _) = self.editable(identity, id, Office::EditCustomers).await?;
        let content = Content::within(content, self.settings().message_max_chars)?.into_string();
        if self.store().records_under(NOTES, &note_prefix(id), NOTES_MAX).await?.len() >= NOTES_MAX {
            return Err(Refusal::Conflict("A customer can have at most 200 notes. Remove one first."));
        }
        let author = actor.sender();
        let note = Note { content, author_id: actor.agent_id().map(|id| id.0), author_name: author.name };
        let record = self.record_of(format!("{}{}", note_prefix(id), self.0.chance.uuid()), &note);
        self.store().put_record(NOTES, record.clone(), "Try again.", None).await?;
        Ok(self.render_note(&record, note))
    }

    /// Removes a note: its writer's own, or with the right to what colleagues share another's.
    ///
    /// # Errors
    /// `forbidden`, `not_found`.
    pub async fn remove_customer_note(
        &self,
        identity: &Identity,
        id: CustomerId,
        note_id: Uuid,
    ) -> Result<(), Refusal> {
        let (actor, _) = self.editable(identity, id, Office::EditCustomers).await?;
        let record = self.store().record(NOTES, note_id).await?;
        let record = record.filter(|one| one.key.starts_with(&note_prefix(id))).ok_or(Refusal::NotFound)?;
        let note: Note = body(NOTES, &record).ok_or(Refusal::NotFound)?;
        if note.author_id != actor.agent_id().map(|id| id.0) {
            policy::office(&actor, Office::KeepShared)?;
        }
        match self.store().remove_record(NOTES, note_id, None, self.now()).await? {
            true => Ok(()),
            false => Err(Refusal::NotFound),
        }
    }

    /// Who may not write, the latest first.
    ///
    /// # Errors
    /// `forbidden`.
    pub async fn blocks(&self, identity: &Identity) -> Result<Vec<Block>, Refusal> {
        policy::office(&self.actor(identity).await?, Office::Block)?;
        let mut records = self.store().records(BLOCKS).await?;
        records.sort_by_key(|record| std::cmp::Reverse((record.created_at, record.id)));
        let mut blocks = Vec::with_capacity(records.len());
        for record in &records {
            if let Some(blocked) = body::<Blocked>(BLOCKS, record) {
                blocks.push(self.render_block(record, blocked).await?);
            }
        }
        Ok(blocks)
    }

    /// Blocks a customer or an address. It is felt by live connections at once.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, `invalid` unless one of both is named, `conflict` where it is blocked already.
    pub async fn add_block(&self, identity: &Identity, new: NewBlock) -> Result<Block, Refusal> {
        match (new.customer_id, new.address) {
            (Some(id), None) => self.block_customer(identity, CustomerId(id), new.reason).await,
            (None, Some(address)) => self.block_address(identity, &address, new.reason).await,
            (None, None) | (Some(_), Some(_)) => {
                Err(Refusal::invalid("customerId", "Name either a customer or an address."))
            }
        }
    }

    /// Blocks a customer: nothing exists for them any more, and their connections end.
    ///
    /// # Errors
    /// `forbidden`, `not_found`, `invalid`.
    pub async fn block_customer(
        &self,
        identity: &Identity,
        id: CustomerId,
        reason: Option<String>,
    ) -> Result<Block, Refusal> {
        let (actor, _) = self.editable(identity, id, Office::Block).await?;
        let blocked = self.blocked(&actor, Some(id), None, reason)?;
        self.room_for_a_block().await?;
        let row = self.audit_row(&actor, "customer.blocked", &target(id), &differences(None, Some(&blocked)));
        let record = self.record_of(block_key(id), &blocked);
        let stored = self.store().set_blocked(id, Blocking::Block(record.clone()), row, self.now()).await?;
        self.0.directory.put_customer(stored);
        self.close_everywhere(&topics::person(SenderKind::Customer(id)), CloseReason::Revoked);
        self.render_block(&record, blocked).await
    }

    /// Lets a customer in again.
    ///
    /// # Errors
    /// `forbidden`, `not_found` also for one who is not blocked.
    pub async fn unblock_customer(&self, identity: &Identity, id: CustomerId) -> Result<(), Refusal> {
        let (actor, customer) = self.editable(identity, id, Office::Block).await?;
        if !customer.blocked {
            return Err(Refusal::NotFound);
        }
        let row = self.audit_row(&actor, "customer.unblocked", &target(id), &[]);
        let stored = self.store().set_blocked(id, Blocking::LetIn(block_key(id)), row, self.now()).await?;
        self.0.directory.put_customer(stored);
        Ok(())
    }

    /// Lets in again whoever a block names.
    ///
    /// # Errors
    /// `forbidden`, `not_found`.
    pub async fn remove_block(&self, identity: &Identity, id: Uuid) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::Block)?;
        let record = self.store().record(BLOCKS, id).await?.ok_or(Refusal::NotFound)?;
        let blocked: Blocked = body(BLOCKS, &record).ok_or(Refusal::NotFound)?;
        if let Some(customer) = blocked.customer_id {
            return self.unblock_customer(identity, CustomerId(customer)).await;
        }
        let name = blocked.address.map(|address| address.to_string()).unwrap_or_default();
        let target = Target { kind: "address", id: None, name: &name };
        let row = self.audit_row(&actor, "address.unblocked", &target, &differences(Some(&blocked), None));
        if !self.store().remove_record(BLOCKS, id, Some(row), self.now()).await? {
            return Err(Refusal::NotFound);
        }
        self.blocks_changed().await
    }

    async fn block_address(
        &self,
        identity: &Identity,
        text: &str,
        reason: Option<String>,
    ) -> Result<Block, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, Office::Block)?;
        let address: IpAddr = text.trim().parse().map_err(|_| {
            Refusal::invalid("address", "This is no IP address. Write it as 203.0.113.7 or 2001:db8::1.")
        })?;
        let blocked = self.blocked(&actor, None, Some(address.to_canonical()), reason)?;
        self.room_for_a_block().await?;
        let name = address.to_canonical().to_string();
        let target = Target { kind: "address", id: None, name: &name };
        let row = self.audit_row(&actor, "address.blocked", &target, &differences(None, Some(&blocked)));
        let record = self.record_of(format!("address {}", network(address)), &blocked);
        let taken = "This address is blocked already.";
        self.store().put_record(BLOCKS, record.clone(), taken, Some(row)).await?;
        self.blocks_changed().await?;
        self.render_block(&record, blocked).await
    }

    fn blocked(
        &self,
        actor: &Actor,
        customer: Option<CustomerId>,
        address: Option<IpAddr>,
        reason: Option<String>,
    ) -> Result<Blocked, Refusal> {
        Ok(Blocked {
            customer_id: customer.map(|id| id.0),
            address,
            reason: text::paragraph("reason", reason, REASON_CHARS)?.unwrap_or_default(),
            by: AuditActor { id: actor.agent_id().map(|id| id.0), name: actor.sender().name },
        })
    }

    async fn room_for_a_block(&self) -> Result<(), Refusal> {
        if self.store().count_records(BLOCKS).await? >= BLOCKS_MAX {
            return Err(Refusal::Conflict("At most 10000 customers and addresses can be blocked."));
        }
        Ok(())
    }

    async fn blocks_changed(&self) -> Result<(), Refusal> {
        self.refresh_kept(&Touched { records: vec![BLOCKS.to_owned()], ..Touched::default() }).await
    }

    /// A customer's record for whoever may do this to it.
    async fn editable(
        &self,
        identity: &Identity,
        id: CustomerId,
        office: Office,
    ) -> Result<(Actor, std::sync::Arc<Customer>), Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, office)?;
        let customer = self.known_customer(id).await?.ok_or(Refusal::NotFound)?;
        if self.rehearsal_at_home(customer.inbox_id).await? != actor.rehearsal() {
            return Err(Refusal::NotFound);
        }
        Ok((actor, customer))
    }

    fn record_of(&self, key: String, says: &impl Serialize) -> Record {
        let at = self.now();
        let body = String::from_utf8_lossy(&json(says)).into_owned();
        Record { id: self.0.chance.uuid(), key, body, uses: 0, created_at: at, updated_at: at }
    }

    fn render_note(&self, record: &Record, note: Note) -> CustomerNote {
        let known = note.author_id.and_then(|id| self.0.directory.get(id.into()));
        let author = match (known, note.author_id) {
            (Some(agent), _) => PublicAgent::render(&self.named_agent(agent.id), Reader::Agent),
            (None, Some(id)) => {
                let gone = NamedAgent { id: id.into(), name: note.author_name, avatar_url: None };
                PublicAgent::render(&gone, Reader::Agent)
            }
            (None, None) => PublicAgent { id: None, name: note.author_name, avatar_url: None },
        };
        CustomerNote { id: record.id, content: note.content, author, created_at: At(record.created_at) }
    }

    async fn render_block(&self, record: &Record, blocked: Blocked) -> Result<Block, Refusal> {
        let customer = match blocked.customer_id {
            Some(id) => {
                let known = self.known_customer(CustomerId(id)).await?;
                let name = known.map_or_else(|| "Unknown".to_owned(), |one| one.display_name().to_owned());
                Some(BlockedCustomer { id, name })
            }
            None => None,
        };
        Ok(Block {
            id: record.id,
            customer,
            address: blocked.address.map(|address| address.to_string()),
            reason: blocked.reason,
            created_at: At(record.created_at),
            by: blocked.by,
        })
    }
}

fn note_prefix(id: CustomerId) -> String {
    format!("{id} ")
}

fn block_key(id: CustomerId) -> String {
    format!("customer {id}")
}

/// Labels in order, each once.
fn sorted(labels: Vec<String>) -> Result<Vec<String>, Refusal> {
    let mut sorted =
        labels.into_iter().map(|one| text::slug("labels", one)).collect::<Result<Vec<_>, _>>()?;
    sorted.sort_unstable();
    sorted.dedup();
    if sorted.len() > LABELS_MAX {
        return Err(Refusal::invalid("labels", "A customer can carry at most 20 labels."));
    }
    Ok(sorted)
}
