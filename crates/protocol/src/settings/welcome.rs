//! How an inbox receives a customer.

use deskbell_domain::settings::welcome as domain;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use crate::words::{Asked, Feedback, ReplyTime};

/// How an inbox receives a customer; the widget knows all of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Welcome {
    /// How customers are asked whether it helped.
    pub feedback: Feedback,
    /// What a conversation could be about, 6 at most; the chosen one becomes its subject.
    pub topics: Vec<String>,
    /// When customers are told to expect a reply; null tells nothing.
    #[schema(required = true)]
    pub reply_time: Option<ReplyTime>,
    /// What is asked before a conversation; null for nothing.
    #[schema(required = true)]
    pub pre_chat: Option<PreChat>,
}

/// What is asked before a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreChat {
    /// Whether for a name.
    pub name: Asked,
    /// Whether for an address.
    pub email: Asked,
    /// What stands beside a box that has to be ticked; null for no box.
    #[schema(required = true)]
    pub consent: Option<String>,
    /// What else, 5 at most.
    #[serde(default)]
    #[schema(required = true)]
    pub fields: Vec<PreChatField>,
}

/// Something else that is asked before a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct PreChatField {
    /// What the customer's details keep the answer under: letters, digits and underscores.
    pub key: String,
    /// What stands above it.
    pub label: String,
    /// Whether nothing begins without.
    #[serde(default)]
    #[schema(required = true)]
    pub required: bool,
}

impl Welcome {
    /// As the domain knows it.
    pub fn known(&self) -> domain::Welcome {
        let field = |field: &PreChatField| domain::PreChatField {
            key: field.key.clone(),
            label: field.label.clone(),
            required: field.required,
        };
        domain::Welcome {
            feedback: self.feedback.into(),
            topics: self.topics.clone(),
            reply_time: self.reply_time.map(Into::into),
            pre_chat: self.pre_chat.as_ref().map(|form| domain::PreChat {
                name: form.name.into(),
                email: form.email.into(),
                consent: form.consent.clone(),
                fields: form.fields.iter().map(field).collect(),
            }),
        }
    }
}

impl From<&domain::Welcome> for Welcome {
    fn from(welcome: &domain::Welcome) -> Self {
        let field = |field: &domain::PreChatField| PreChatField {
            key: field.key.clone(),
            label: field.label.clone(),
            required: field.required,
        };
        Self {
            feedback: welcome.feedback.into(),
            topics: welcome.topics.clone(),
            reply_time: welcome.reply_time.map(Into::into),
            pre_chat: welcome.pre_chat.as_ref().map(|form| PreChat {
                name: form.name.into(),
                email: form.email.into(),
                consent: form.consent.clone(),
                fields: form.fields.iter().map(field).collect(),
            }),
        }
    }
}
