//! Refusals on the wire: one shape for the live doors, problem+json (RFC 9457) for REST.

use deskbell_domain::Refusal;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A refusal at a live door.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ErrorBody {
    /// The stable code.
    pub code: String,
    /// A sentence a person understands.
    pub message: String,
    /// When to try again, for what passes with time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
}

impl From<&Refusal> for ErrorBody {
    fn from(refusal: &Refusal) -> Self {
        Self {
            code: refusal.code().as_str().to_owned(),
            message: refusal.to_string(),
            retry_after_ms: refusal.retry_after_ms(),
        }
    }
}

/// A refusal over HTTP, `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// Always `about:blank`: the code says which problem it is.
    #[serde(rename = "type")]
    pub kind: String,
    /// A sentence a person understands.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// The stable code.
    pub code: String,
    /// The same sentence, for programs that look for it here.
    pub detail: String,
    /// When to try again, for what passes with time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after_ms: Option<u64>,
    /// What is wrong with which field (422).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub errors: Option<Vec<FieldError>>,
}

/// What is wrong with one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FieldError {
    /// The field.
    pub field: String,
    /// The stable code.
    pub code: String,
    /// A sentence a person understands.
    pub message: String,
}

impl Problem {
    /// A refusal under the status its door gives it.
    pub fn new(refusal: &Refusal, status: u16) -> Self {
        let ErrorBody { code, message, retry_after_ms } = refusal.into();
        let field = match refusal {
            Refusal::Invalid { field, .. } => Some(field.to_string()),
            Refusal::ContentEmpty | Refusal::ContentTooLong { .. } => Some("content".to_owned()),
            _ => None,
        };
        let errors =
            field.map(|field| vec![FieldError { field, code: code.clone(), message: message.clone() }]);
        Self {
            kind: "about:blank".into(),
            title: message.clone(),
            status,
            code,
            detail: message,
            retry_after_ms,
            errors,
        }
    }
}
