//! The OpenAPI document: collected from the endpoints, completed here, served as JSON and as a page.

mod live;
mod problems;
mod shapes;

use std::sync::Arc;

use axum::{
    Extension,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse as _, Response},
};
use bytes::Bytes;
use deskbell_protocol::{
    account, board, conversation, entry, error, event, operations, person, presence, reply, request, rest,
};
use utoipa::{
    OpenApi as _,
    openapi::{
        OpenApi,
        security::{ApiKey, ApiKeyValue, Http, HttpAuthScheme, SecurityScheme},
    },
};

use crate::assets;

/// What the document says before any endpoint is added.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Deskbell",
        description = include_str!("introduction.md"),
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    tags(
        (name = "auth", description = "Signing in and out, and who is signed in."),
        (name = "visitors", description = "How somebody without an account begins."),
        (name = "inboxes", description = "Websites and apps through which customers come."),
        (name = "conversations", description = "Conversations and what is done with them."),
        (name = "files", description = "What messages carry."),
        (name = "customers", description = "Customers' records."),
        (name = "settings", description = "How the installation is set, who is invited, and who changed what."),
        (name = "desk", description = "What a team keeps to answer well: canned responses, macros, views."),
        (name = "agents", description = "Agents' accounts and availability."),
    ),
    security(("bearer" = []), ("cookie" = [])),
    components(schemas(
        account::Agent, account::Customer, account::FileRules, account::Inbox,
        conversation::Conversation, conversation::CustomerSummary, conversation::DeskFields,
        conversation::LastMessage, conversation::OwnMark, conversation::Rating, conversation::ReceiptState,
        entry::Activity, entry::Attachment, entry::Entry, entry::EntryKind,
        error::ErrorBody, error::FieldError, error::Problem,
        entry::NamedTeam,
        operations::BulkAction, operations::BulkChange, operations::BulkParams, operations::BulkReply,
        operations::BulkResult, operations::Session, operations::SessionStatus,
        operations::Due, operations::DueKind, operations::Escalate, operations::Offer,
        operations::Snooze, operations::Transfer, operations::TransferChat,
        event::ConversationUpdated, event::MessageStatus, event::Typing,
        person::Participant, person::ParticipantType, person::PublicAgent,
        presence::AgentPresence, presence::CustomerPresence,
        reply::ConversationReply, reply::Expires, reply::History, reply::MessageReply,
        request::AddNote, request::AdminAssign, request::JoinChat, request::OneConversation, request::RefreshToken,
        request::SendMessage, request::SetAvailability, request::SetContext, request::UpTo, request::WatchConversations,
        request::RateChat, request::WatchBoard, event::QueuePosition, event::OfferMade, event::Mention, board::Board,
        rest::AgentPatch, rest::AgentReply, rest::Assign, rest::ConversationCounts, rest::ConversationPatch,
        rest::CustomerReply, rest::DroppedInbox, rest::InboxReply, rest::LoggedIn, rest::Login, rest::Me, rest::NewConversation,
        rest::NewInbox, rest::NewMessage, rest::NewVisitor, rest::ReadUpTo, rest::Refreshed, rest::StartedConversation, rest::Visitor,
        operations::FileLink, operations::NewUpload, operations::Uploaded,
    )),
)]
struct Head;

/// The document before any endpoint is added.
pub(super) fn head() -> OpenApi {
    Head::openapi()
}

/// The document with what every endpoint has in common: who may call, and how each may refuse.
pub(super) fn finish(mut document: OpenApi) -> OpenApi {
    let components = document.components.get_or_insert_default();
    let cookie = ApiKeyValue::with_description(
        "deskbell_session",
        "The session cookie set by signing in. Writes also send the header `X-CSRF-Token` with the `csrfToken` \
         of the sign-in, which `GET /api/v1/me` tells again.",
    );
    let bearer = Http::builder()
        .scheme(HttpAuthScheme::Bearer)
        .bearer_format("JWT")
        .description(Some("A token of a sign-in, of a visitor, or signed by your application."));
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer.build()));
    components.add_security_scheme("cookie", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    shapes::correct(&mut document);
    problems::add(&mut document);
    document.extensions.get_or_insert_default().insert("x-live".into(), live::contents());
    document
}

/// The document as it is served.
#[derive(Clone)]
pub(super) struct Rendered {
    json: Bytes,
    etag: Arc<str>,
}

impl Rendered {
    pub(super) fn new(document: &OpenApi) -> Self {
        let json = document.to_json().unwrap_or_default();
        let etag = assets::etag(json.as_bytes());
        Self { json: json.into(), etag: etag.into() }
    }
}

/// Answers with the document.
pub(super) async fn json(Extension(document): Extension<Rendered>, headers: HeaderMap) -> Response {
    assets::unchanged(&headers, &document.etag).unwrap_or_else(|| {
        let mut response = document.json.into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        if let Ok(etag) = HeaderValue::from_str(&document.etag) {
            headers.insert(header::ETAG, etag);
        }
        response
    })
}

/// Answers with a page that shows the document to people.
pub(super) async fn page() -> Response {
    assets::page(assets::styled(include_str!("../../assets/pages/docs.html")), assets::Frames::Own)
}

/// Answers with the script of that page.
pub(super) async fn script() -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/javascript; charset=utf-8"), (header::CACHE_CONTROL, "no-cache")];
    (headers, include_str!("../../assets/pages/docs.js")).into_response()
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use serde_json::Value;

    /// The public face: outside programs are generated from it, and so are the types of the web.
    #[test]
    fn the_document_is_the_one_that_is_kept() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/packages/protocol/openapi.json");
        let kept: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
        let now = serde_json::to_value(crate::rest::document()).unwrap();
        assert_eq!(kept, now, "write both anew and look at what changed: npm run types, in web");
    }

    #[test]
    fn everything_is_said_in_words() {
        let document = crate::rest::document();
        for (path, item) in &document.paths.paths {
            let operations = [&item.get, &item.post, &item.put, &item.patch, &item.delete];
            for operation in operations.into_iter().flatten() {
                let named = operation.summary.is_some() && operation.operation_id.is_some();
                assert!(named && operation.tags.as_ref().is_some_and(|tags| tags.len() == 1), "{path}");
            }
        }
    }
}
