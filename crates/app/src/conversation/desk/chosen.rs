//! What the installation has chosen, as far as conversations need it.

use deskbell_domain::{
    ConversationState, InboxId, Refusal, TeamId,
    conversation::Category,
    entry::{Moderation, NamedTeam},
    sla::{self, Due, Facts},
    words::Filtered,
};

use crate::Hall;

impl Hall {
    /// What is due next of what was promised to this conversation's customer.
    pub(crate) fn due_of(&self, state: &ConversationState) -> Option<Due> {
        sla::due(&Facts::of(state), &self.organisation().sla, &self.inbox_rules(state.inbox_id).hours)
    }

    /// A team with its name, also one made by another process a moment ago.
    ///
    /// # Errors
    /// `invalid` of `teamId` where there is none.
    pub(crate) async fn named_team(&self, id: TeamId) -> Result<NamedTeam, Refusal> {
        let name = match self.team_name(id) {
            Some(name) => Some(name),
            None => self.store().teams().await?.into_iter().find(|team| team.id == id).map(|team| team.name),
        };
        let name = name.ok_or_else(|| Refusal::invalid("teamId", "There is no such team."))?;
        Ok(NamedTeam { id, name })
    }

    /// One of the installation's categories by its key.
    ///
    /// # Errors
    /// `invalid` of `category`.
    pub(crate) fn known_category(&self, key: &str) -> Result<Category, Refusal> {
        let known = self.known_categories();
        let refuse = || Refusal::invalid("category", "Choose one of the categories there are.");
        if !known.iter().any(|one| one.key == key) {
            return Err(refuse());
        }
        Category::parse(key).ok_or_else(refuse)
    }

    /// What the word filter of an inbox makes of a customer's text.
    ///
    /// # Errors
    /// `invalid` of `content` where the filter lets no such text through.
    pub(crate) fn moderate(&self, inbox_id: InboxId, text: &str) -> Result<Moderation, Refusal> {
        let rules = self.inbox_rules(inbox_id);
        let Some(filter) = &rules.word_filter else { return Ok(Moderation::None) };
        match filter.apply(text) {
            Filtered::Clean => Ok(Moderation::None),
            Filtered::Masked(seen) => Ok(Moderation::Masked(seen)),
            Filtered::Held => Ok(Moderation::Held),
            Filtered::Refused => Err(Refusal::invalid(
                "content",
                "This message holds a word that is not accepted here. Write it another way.",
            )),
        }
    }
}
