//! Receipts: delivered and read, as watermarks.

use deskbell_domain::{
    ConversationId, ConversationState, Refusal,
    conversation::{self as domain, Receipt},
};

use crate::{Hall, Identity};

impl Hall {
    /// Moves one's own watermark forward. Where it would not move, nothing is written.
    ///
    /// # Errors
    /// What policy says.
    pub async fn mark(
        &self,
        identity: &Identity,
        id: ConversationId,
        receipt: Receipt,
        up_to_seq: u64,
    ) -> Result<(), Refusal> {
        let actor = self.actor(identity).await?;
        let (state, view) = self.look(&actor, id).await?;
        let mark = state.mark_of(identity.person);
        let target = domain::read::target_seq(view.reader(), &state, up_to_seq);
        let at = match receipt {
            Receipt::Delivered => mark.delivered_seq,
            Receipt::Read => mark.read_seq,
        };
        let puts_back = receipt == Receipt::Read && marked_unread(&state, identity);
        if target <= at && !puts_back {
            return Ok(());
        }
        let occasion = self.0.chance.occasion(self.now());
        self.store()
            .decide_receipt(id, identity.person, None, move |state, counts| {
                domain::read::mark(&actor, &occasion, state, receipt, up_to_seq, counts)
            })
            .await?;
        Ok(())
    }
}

/// Whether this agent has put the conversation back among their unread.
fn marked_unread(state: &ConversationState, identity: &Identity) -> bool {
    let Ok(agent_id) = identity.agent_id() else { return false };
    state.participants.iter().any(|one| one.agent_id == agent_id && one.marked_unread)
}
