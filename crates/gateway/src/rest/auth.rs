//! Signing in, staying signed in, signing out.

use axum::{
    Json,
    extract::State,
    http::{StatusCode, header},
    response::{IntoResponse as _, Response},
};
use deskbell_app::Signed;
use deskbell_domain::agent::Agent;
use deskbell_protocol::{
    At,
    rest::{CustomerReply, LoggedIn, Login, Me, MePatch, Refreshed},
};

use super::wire::{Answer, Body, Caller, cleared_cookie, session_cookie};
use crate::{entrance::Entrance, origin::Origin, refusal::Refused};

/// Sign in as an agent
///
/// Answers with a bearer token for any door and sets the session cookie `deskbell_session`. Attempts are
/// limited by account and by address; an unknown address is answered like a wrong password, and as slowly.
#[utoipa::path(
    post, path = "/auth/login", operation_id = "login", tag = "auth", security(()), request_body = Login,
    responses(
        (status = 200, body = LoggedIn, description = "Signed in.",
            headers(("Set-Cookie" = String, description = "The session cookie: HttpOnly, SameSite=Lax, and Secure over TLS."))),
        (status = 401, body = deskbell_protocol::error::Problem, content_type = "application/problem+json",
            description = "`unauthorized`: no account has this address with this password."),
    )
)]
pub(super) async fn login(
    State(entrance): State<Entrance>,
    origin: Origin,
    Body(login): Body<Login>,
) -> Result<Response, Refused> {
    let hall = &entrance.hall;
    hall.limit_sign_in(&origin.limit_key()).await?;
    let (signed, agent) = hall.login(&login.email, login.password).await?;
    Ok(signed_in(&entrance, origin, signed, &agent))
}

/// What somebody is answered who is signed in from now on.
pub(super) fn signed_in(entrance: &Entrance, origin: Origin, signed: Signed, agent: &Agent) -> Response {
    let hall = &entrance.hall;
    let cookie = session_cookie(&signed, hall.now(), origin.secure);
    let reply = LoggedIn {
        csrf_token: hall.tokens().csrf_token(&signed.token_id),
        token: signed.token,
        expires_at: At(signed.expires_at),
        agent: hall.render_agent(agent),
    };
    ([(header::SET_COOKIE, cookie)], Json(reply)).into_response()
}

/// Sign out
///
/// A token that Deskbell made opens nothing any more, on live connections too. The session cookie is cleared.
#[utoipa::path(
    post, path = "/auth/logout", operation_id = "logout", tag = "auth",
    responses((status = 204, description = "Signed out."))
)]
pub(super) async fn logout(
    State(entrance): State<Entrance>,
    origin: Origin,
    caller: Caller,
) -> Result<Response, Refused> {
    entrance.hall.logout(&caller.identity).await?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cleared_cookie(origin.secure))]).into_response())
}

/// Get a newer token
///
/// For whoever holds a token that Deskbell made: agents who signed in here, and visitors. A token made by your
/// own application is followed by another of your application. The present token keeps its own end.
#[utoipa::path(
    post, path = "/auth/refresh", operation_id = "refresh", tag = "auth",
    responses((status = 200, body = Refreshed, description = "The newer token; a session cookie is renewed beside it."))
)]
pub(super) async fn refresh(
    State(entrance): State<Entrance>,
    origin: Origin,
    caller: Caller,
) -> Result<Response, Refused> {
    let hall = &entrance.hall;
    let signed = hall.renew(&caller.identity).await?;
    let cookie = caller.by_cookie.then(|| session_cookie(&signed, hall.now(), origin.secure));
    let reply = Json(Refreshed {
        csrf_token: caller.by_cookie.then(|| hall.tokens().csrf_token(&signed.token_id)),
        token: signed.token,
        expires_at: At(signed.expires_at),
    });
    Ok(match cookie {
        Some(cookie) => ([(header::SET_COOKIE, cookie)], reply).into_response(),
        None => reply.into_response(),
    })
}

/// Who is signed in
#[utoipa::path(
    get, path = "/me", operation_id = "me", tag = "auth",
    responses((status = 200, body = Me, description = "The agent's account or the customer's record."))
)]
pub(super) async fn me(State(entrance): State<Entrance>, caller: Caller) -> Answer<Me> {
    Ok(Json(entrance.hall.me(&caller.identity, caller.by_cookie).await?))
}

/// Say who you are
///
/// For customers: a form before a conversation, or the page they are on. What your own application's token signs, name
/// or address, is not changed by it and answered as signed.
#[utoipa::path(
    patch, path = "/me", operation_id = "changeMe", tag = "auth", request_body = MePatch,
    responses((status = 200, body = CustomerReply, description = "The record."))
)]
pub(super) async fn change_me(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(patch): Body<MePatch>,
) -> Answer<CustomerReply> {
    Ok(Json(CustomerReply { customer: entrance.hall.change_me(&caller.identity, patch).await? }))
}
