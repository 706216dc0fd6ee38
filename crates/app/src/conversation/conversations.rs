//! Opening, starting, listing and changing conversations.

use std::{sync::Arc, time::Duration};

use deskbell_domain::{
    Actor, ConversationId, ConversationState, Decision, Reader, Refusal, Status,
    actor::CustomerActor,
    conversation::{self as domain, FieldChanges, Kind, Priority, SendInput, StartInput},
    inbox::Inbox,
    policy::{self, View},
    text::{self, ClientId, Content},
};
use deskbell_protocol::{
    Conversation, Entry, Reply,
    page::{Page, page_size},
    reply::History,
    request::JoinChat,
    rest::{ConversationCounts, ConversationPatch, NewConversation, StartedConversation},
};
use deskbell_realtime::SessionId;
use deskbell_store::{Filter, Range, StartPlan, StartScene};

use crate::{
    Hall, Identity, LiveSession,
    files::ids_of,
    hall::too_fast,
    live::{After, Answer},
    topics,
};

/// How long opening a conversation waits for the other nodes to know that it is followed here.
const SERVED_WITHIN: Duration = Duration::from_millis(250);

impl Hall {
    /// Opens a conversation at a live door and hears of it from now on.
    pub(crate) async fn join(
        &self,
        session: &LiveSession,
        identity: &Identity,
        join: JoinChat,
    ) -> Result<Answer, Refusal> {
        let actor = self.actor(identity).await?;
        let id = match join.conversation_id {
            Some(id) => ConversationId(id),
            None => self.live_chat(identity, &actor, &join).await?,
        };
        let (state, view) = self.look(&actor, id).await?;
        let topic = topics::conversation(id, view.reader());
        let subscribe = || self.0.hub.subscribe_held(session.outbox(), &topic);
        let hold = self.0.gate.follow(&topic, state.head_for(view.reader()), subscribe).map_err(|_| {
            Refusal::invalid("conversationId", "This connection follows too many conversations.")
        })?;
        // What others publish from here on reaches this node; where that takes too long, the feed brings it.
        self.0.hub.bus().is_served(&topic, SERVED_WITHIN).await;
        // Read anew under the hold: what commits from here on is kept back and delivered after the page.
        let (state, view) = self.look(&actor, id).await?;
        let range = join.after_seq.map_or(Range::Last, Range::After);
        let entries = self.store().timeline(&view, range, page_size(join.limit)).await?;
        let reader = view.reader();
        // The page may be newer than the state: what stands on it is not delivered once more.
        let head = entries.last().map_or_else(|| state.head_for(reader), |last| last.seq);
        let conversation = self.render_open(&state, identity.person).await?;
        let entries = entries.iter().map(|entry| Entry::render(entry, reader)).collect();
        if reader == Reader::Customer {
            self.greet_in_line(session, &state);
        }
        let reply = Reply::Joined(Box::new(History { conversation, entries }));
        Ok(Answer { reply, after: After::GoLive(hold, head) })
    }

    /// The customer's live chat, made as a draft where there is none.
    async fn live_chat(
        &self,
        identity: &Identity,
        actor: &Actor,
        join: &JoinChat,
    ) -> Result<ConversationId, Refusal> {
        let Actor::Customer(customer) = actor else {
            return Err(Refusal::invalid("conversationId", "conversationId is required."));
        };
        let inbox = self.customer_inbox(identity, join.inbox_id.map(Into::into)).await?;
        let subject = text::line("subject", join.subject.clone(), text::SUBJECT_MAX_CHARS)?;
        let at = self.now();
        let input = self.blank_chat(customer, &inbox, subject);
        let (hall, actor) = (self.clone(), actor.clone());
        let started = self
            .store()
            .start(customer.id, inbox.id, None, move |scene| match scene.live {
                Some(live) => policy::view(&actor, live).map(|_| StartPlan::Keep(())),
                None => {
                    hall.0.start_rate.check(&input.customer_id).map_err(too_fast)?;
                    let input = StartInput { previous_conversation_id: scene.previous, ..input.clone() };
                    let make = hall.make(&actor, at, input)?;
                    Ok(StartPlan::Make { close_live: None, make: Box::new(make) })
                }
            })
            .await?;
        Ok(started.state.id)
    }

    /// Starts a conversation with its first message. A live chat that is resolved is closed for it.
    ///
    /// # Errors
    /// `conflict` while another chat of this customer and inbox is open, and what the message is refused for.
    pub async fn start(
        &self,
        identity: &Identity,
        origin: Option<SessionId>,
        mut new: NewConversation,
    ) -> Result<StartedConversation, Refusal> {
        let actor = self.actor(identity).await?;
        policy::office(&actor, policy::Office::Start)?;
        let Actor::Customer(customer) = &actor else { return Err(Refusal::Forbidden) };
        let inbox = self.customer_inbox(identity, new.inbox_id.map(Into::into)).await?;
        let ids = ids_of(new.attachment_ids.take())?;
        let mut message = self.first_message(&new, &inbox, !ids.is_empty())?;
        message.attachments = self.named_files(identity.person, inbox.id, ids).await?;
        let kind = new.kind.map_or(Kind::Chat, Into::into);
        self.may_file(kind, &inbox, new.subject.as_deref())?;
        let input = StartInput {
            kind,
            description: text::paragraph("description", new.description, text::DESCRIPTION_MAX_CHARS)?,
            priority: new.priority.map_or(Priority::default(), Into::into),
            category: new.category.as_deref().map(|key| self.known_category(key)).transpose()?,
            ..self.blank_chat(customer, &inbox, text::line("subject", new.subject, text::SUBJECT_MAX_CHARS)?)
        };
        let here = self.0.start_rate.check(&customer.id);
        self.count("starts", &customer.id.to_string(), self.settings().starts_per_minute, here).await?;
        self.limit_message(identity).await?;
        let (hall, at, asking) = (self.clone(), self.now(), actor.clone());
        let started = self
            .store()
            .start(customer.id, inbox.id, origin.map(SessionId::get), move |scene| {
                hall.plan_start(&asking, at, &scene, &input, &message)
            })
            .await?;
        let message =
            started.entries.iter().find(|entry| entry.client_id.is_some()).ok_or(Refusal::NotFound)?;
        Ok(StartedConversation {
            conversation: self.render_open(&started.state, identity.person).await?,
            message: Entry::render(message, Reader::Customer),
        })
    }

    fn plan_start(
        &self,
        actor: &Actor,
        at: jiff::Timestamp,
        scene: &StartScene<'_>,
        input: &StartInput,
        message: &SendInput,
    ) -> Result<StartPlan<()>, Refusal> {
        let chance = self.0.chance;
        let close_live = match scene.live {
            Some(live) if input.kind == Kind::Chat && live.status != Status::Resolved && !live.is_draft() => {
                return Err(Refusal::Conflict("You already have an open conversation. Write in that one."));
            }
            Some(live) if input.kind == Kind::Chat => {
                Some(domain::lifecycle::close(&Actor::System, &chance.occasion(at), live)?)
            }
            Some(_) | None => None,
        };
        let closed_now =
            scene.live.filter(|live| close_live.is_some() && !live.is_draft()).map(|live| live.id);
        let input = StartInput { previous_conversation_id: closed_now.or(scene.previous), ..input.clone() };
        let make: Decision<()> = self
            .make(actor, at, input)?
            .then(|state| domain::send::send(actor, &chance.occasion(at), state, message.clone()))?
            .map(|_| ());
        Ok(StartPlan::Make { close_live: close_live.map(Box::new), make: Box::new(make) })
    }

    /// Makes a conversation and sends it where the inbox's rules say that it goes.
    fn make(&self, actor: &Actor, at: jiff::Timestamp, input: StartInput) -> Result<Decision<()>, Refusal> {
        let chance = self.0.chance;
        let rules = self.inbox_rules(input.inbox_id);
        let category = input.category.as_ref().map(domain::Category::as_str);
        let rule = rules.settings.routing.rule_for(category, input.subject.as_deref());
        let (team_id, agent_id) = rule.map_or((None, None), |rule| (rule.team_id, rule.agent_id));
        domain::create::create(actor, &chance.occasion(at), input)?
            .then(|state| domain::desk::route(&Actor::System, &chance.occasion(at), state, team_id, agent_id))
    }

    /// Whether a customer can file this through this inbox.
    fn may_file(&self, kind: Kind, inbox: &Inbox, subject: Option<&str>) -> Result<(), Refusal> {
        if kind == Kind::Chat {
            return Ok(());
        }
        if !self.inbox_rules(inbox.id).settings.ticket_form {
            return Err(Refusal::Conflict("Tickets are not taken here. Write in the chat."));
        }
        if subject.is_none_or(|subject| subject.trim().is_empty()) {
            return Err(Refusal::invalid("subject", "Give the ticket a subject."));
        }
        Ok(())
    }

    fn first_message(&self, new: &NewConversation, inbox: &Inbox, files: bool) -> Result<SendInput, Refusal> {
        let client_id = new.client_id.clone().unwrap_or_else(|| self.0.chance.uuid().to_string());
        Ok(SendInput {
            client_id: ClientId::new(client_id)?,
            content: Content::beside(files, new.message.clone(), self.settings().message_max_chars)?,
            attachments: Vec::new(),
            metadata: None,
            moderation: self.moderate(inbox.id, &new.message)?,
        })
    }

    fn blank_chat(&self, customer: &CustomerActor, inbox: &Inbox, subject: Option<String>) -> StartInput {
        StartInput {
            id: ConversationId(self.0.chance.uuid()),
            inbox_id: inbox.id,
            rehearsal: inbox.rehearsal_id().is_some(),
            customer_id: customer.id,
            kind: Kind::Chat,
            team_id: Some(inbox.team_id),
            subject,
            description: None,
            priority: Priority::default(),
            category: None,
            previous_conversation_id: None,
        }
    }

    /// A page of the conversations somebody may see, newest message first.
    ///
    /// # Errors
    /// `unauthorized`, `invalid` for a cursor of another list.
    pub async fn list(
        &self,
        identity: &Identity,
        filter: Filter,
        cursor: Option<String>,
        limit: Option<usize>,
    ) -> Result<Page<Conversation>, Refusal> {
        let actor = self.actor(identity).await?;
        let view = policy::list_view(&actor)?;
        let filter = if actor.customer_id().is_some() { filter.of_customers() } else { filter };
        let page = self.store().conversations(&view, filter, cursor.as_deref(), page_size(limit)).await?;
        let mut items = Vec::with_capacity(page.items.len());
        for state in &page.items {
            items.push(self.render(state, identity.person).await?);
        }
        Ok(Page { items, next_cursor: page.next_cursor })
    }

    /// Live conversations in numbers, for the desk's tabs.
    ///
    /// # Errors
    /// `unauthorized`, `forbidden` for customers.
    pub async fn counts(&self, identity: &Identity) -> Result<ConversationCounts, Refusal> {
        let actor = self.actor(identity).await?;
        let view = policy::list_view(&actor)?;
        let counts = self.store().open_counts(&view, Some(identity.agent_id()?)).await?;
        Ok(ConversationCounts {
            all: counts.all,
            mine: counts.mine,
            queue: counts.queue,
            snoozed: counts.snoozed,
            needs_reply: counts.needs_reply,
        })
    }

    /// One conversation.
    ///
    /// # Errors
    /// `unauthorized`, `not_found`.
    pub async fn conversation(
        &self,
        identity: &Identity,
        id: ConversationId,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        let (state, _) = self.look(&actor, id).await?;
        self.render_open(&state, identity.person).await
    }

    /// A part of a timeline, ascending by seq.
    ///
    /// # Errors
    /// `unauthorized`, `not_found`.
    pub async fn timeline(
        &self,
        identity: &Identity,
        id: ConversationId,
        range: Range,
        limit: Option<usize>,
    ) -> Result<Vec<Entry>, Refusal> {
        let actor = self.actor(identity).await?;
        let (_, view): (Arc<ConversationState>, View) = self.look(&actor, id).await?;
        let entries = self.store().timeline(&view, range, page_size(limit)).await?;
        Ok(entries.iter().map(|entry| Entry::render(entry, view.reader())).collect())
    }

    /// Changes fields of a conversation.
    ///
    /// # Errors
    /// What policy says, `conversation_closed`, `invalid`.
    pub async fn edit(
        &self,
        identity: &Identity,
        id: ConversationId,
        patch: ConversationPatch,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        let changes = FieldChanges {
            subject: patch.subject,
            description: patch.description,
            priority: patch.priority.map(Into::into),
            category: match patch.category {
                Some(Some(key)) => Some(Some(self.known_category(&key)?)),
                Some(None) => Some(None),
                None => None,
            },
            labels: patch.labels,
        };
        let occasion = self.0.chance.occasion(self.now());
        let outcome = self
            .store()
            .decide(id, None, move |state| domain::fields::edit(&actor, &occasion, state, changes.clone()))
            .await?;
        self.render_open(&outcome.state, identity.person).await
    }
}
