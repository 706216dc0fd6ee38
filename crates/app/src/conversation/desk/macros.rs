//! Running a macro: several changes of one conversation, all of them or none.

use deskbell_domain::{
    Actor, AgentId, ConversationId, Occasion, Refusal, TeamId,
    conversation::SendInput,
    entry::Moderation,
    text::{ClientId, Content},
};
use deskbell_protocol::{Conversation, records::MacroAction};
use jiff::{SignedDuration, Timestamp};
use uuid::Uuid;

use super::{steps::Step, variables::Variables};
use crate::{Hall, Identity};

const EMPTY: Refusal = Refusal::Conflict("This macro does nothing.");

impl Hall {
    /// Does all that a macro says, in one commit.
    ///
    /// # Errors
    /// `not_found` for a macro or a conversation the asking agent cannot see, and what any of its actions is refused
    /// for; then none of them happened.
    pub async fn run_macro(
        &self,
        identity: &Identity,
        id: ConversationId,
        macro_id: Uuid,
    ) -> Result<Conversation, Refusal> {
        let actor = self.actor(identity).await?;
        identity.agent_id()?;
        let (state, _) = self.look(&actor, id).await?;
        let one = self.usable_macro(&actor, macro_id).await?;
        let variables = self.variables(&actor, &state).await?;
        let mut steps = Vec::with_capacity(one.actions.len());
        for action in one.actions {
            if matches!(action, MacroAction::Reply { .. } | MacroAction::Note { .. }) {
                self.limit_message(identity).await?;
            }
            let step = self.step_of(&actor, action, &variables).await?;
            // No seed serves two entries, so each has an occasion of its own.
            steps.push((step, self.0.chance.occasion(self.now())));
        }
        let hall = self.clone();
        let outcome = self
            .store()
            .decide(id, None, move |state| {
                let mut steps = steps.iter();
                let decide = |(step, occasion): &(Step, Occasion), state: &_| {
                    step.decide(&hall, &actor, occasion, state)
                };
                let mut decision = decide(steps.next().ok_or(EMPTY)?, state)?;
                for step in steps {
                    decision = decision.then(|state| decide(step, state))?;
                }
                Ok(decision)
            })
            .await?;
        self.render_open(&outcome.state, identity.person).await
    }

    async fn step_of(
        &self,
        actor: &Actor,
        action: MacroAction,
        variables: &Variables,
    ) -> Result<Step, Refusal> {
        let content = |text: &str| Content::within(variables.fill(text), self.settings().message_max_chars);
        let client_id = || ClientId::new(self.0.chance.uuid().to_string());
        Ok(match action {
            MacroAction::Reply { content: text } => Step::Reply(SendInput {
                client_id: client_id()?,
                content: content(&text)?,
                attachments: Vec::new(),
                metadata: None,
                moderation: Moderation::None,
            }),
            MacroAction::Note { content: text } => Step::Note(client_id()?, content(&text)?),
            MacroAction::Assign { agent_id: None } => Step::PutBack,
            MacroAction::Assign { agent_id: Some(id) } => {
                let id: Option<AgentId> = if id == "me" { actor.agent_id() } else { id.parse().ok() };
                Step::Give(self.assignee(id.ok_or(Refusal::NotFound)?).await?)
            }
            MacroAction::TransferTeam { team_id } => Step::HandOn(self.named_team(TeamId(team_id)).await?),
            MacroAction::Priority { priority } => Step::Priority(priority.into()),
            MacroAction::Category { category } => Step::Category(self.known_category(&category)?),
            MacroAction::AddLabel { label } => Step::Label { add: vec![label], remove: Vec::new() },
            MacroAction::RemoveLabel { label } => Step::Label { add: Vec::new(), remove: vec![label] },
            MacroAction::Snooze { minutes } => {
                let until = self.now().checked_add(SignedDuration::from_mins(minutes.into()));
                Step::Snooze(until.unwrap_or(Timestamp::MAX))
            }
            MacroAction::Resolve => Step::Resolve,
            MacroAction::Close => Step::Close,
        })
    }
}
