//! Whether anybody answers the customers of an inbox, as they are told it.

use deskbell_domain::{
    inbox::Inbox,
    routing::{
        Attendance,
        attend::{attendance, reachable, teams},
    },
};
use deskbell_realtime::Envelope;

use crate::{Hall, live::event, topics};

impl Hall {
    /// How an inbox meets its customers now.
    pub(crate) fn attendance(&self, inbox: &Inbox) -> Attendance {
        let rules = self.inbox_rules(inbox.id);
        let teams = teams(inbox.team_id, &rules.settings.routing);
        let there = reachable(&self.candidates(), &teams, inbox.rehearsal_id());
        attendance(self.now(), &rules.hours, there, rules.settings.leave_message)
    }

    /// Tells customers of inboxes that have opened or closed meanwhile; called on a timer, for hours pass without
    /// anybody doing anything.
    pub(crate) async fn tell_opening(&self) {
        for inbox in self.0.directory.inboxes().iter() {
            let topic = topics::inbox_presence(inbox.id);
            if self.0.hub.subscriber_count(&topic) == 0 {
                continue;
            }
            if let Ok(presence) = self.customer_presence(inbox.id).await
                && self.0.presence.is_news(inbox.id, &presence)
            {
                let told = event(deskbell_protocol::EventName::Presence, &presence);
                self.0.hub.publish(&Envelope::new(topic, told));
            }
        }
    }
}
