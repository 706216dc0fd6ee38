//! Signing in, staying signed in, signing out.

use axum::http::Request;
use deskbell_app::Settings;
use deskbell_domain::Role;
use serde_json::json;

use super::stage::{Answer, PASSWORD, Stage, api, text};

async fn sign_in(stage: &Stage, email: &str, password: &str) -> Answer {
    stage.post("auth/login", json!({"email": email, "password": password})).await
}

/// The value of the session cookie that an answer sets.
fn cookie(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

#[tokio::test]
async fn an_agent_signs_in_and_is_known_by_token_and_by_cookie() {
    let stage = Stage::new().await;
    let bo = stage.agent("Bo", Role::Agent).await;
    let answer = sign_in(&stage, "BO@example.test ", PASSWORD).await;
    let session = cookie(&answer);
    let flags = answer.header("set-cookie");
    assert!(flags.ends_with("; Path=/; HttpOnly; SameSite=Lax; Max-Age=43200"), "{flags}");
    let body = answer.expect(200);
    assert_eq!(
        (text(&body["agent"]["id"]), text(&body["expiresAt"])),
        (bo.id.clone(), "2026-11-21T22:00:00.000Z".into())
    );

    let by_token = stage.get(&bo, "me").await.expect(200);
    assert_eq!(text(&by_token["agent"]["name"]), "Bo");
    assert!(by_token.get("csrfToken").is_none());
    let by_cookie = stage.send(Request::get(api("me")).header("cookie", session), None).await.expect(200);
    assert_eq!(by_cookie["csrfToken"], body["csrfToken"]);
}

#[tokio::test]
async fn the_cookie_is_secure_behind_a_proxy_that_speaks_tls() {
    let stage = Stage::with(Settings::default(), |options| options.trust_proxy = true).await;
    stage.agent("Bo", Role::Agent).await;
    let login = Request::post(api("auth/login")).header("x-forwarded-proto", "https");
    let body = json!({"email": "bo@example.test", "password": PASSWORD});
    let answer = stage.send(login, Some(body)).await;
    assert!(answer.header("set-cookie").ends_with("; Secure"));
}

#[tokio::test]
async fn a_cookies_writes_carry_what_no_other_site_knows() {
    let stage = Stage::new().await;
    let bo = stage.agent("Bo", Role::Agent).await;
    let answer = sign_in(&stage, "bo@example.test", PASSWORD).await;
    let session = cookie(&answer);
    let csrf = text(&answer.expect(200)["csrfToken"]);
    let path = api(&format!("agents/{}/availability", bo.id));
    let put = |token: Option<&str>| {
        let request = Request::put(&path).header("cookie", &session);
        let request = token.into_iter().fold(request, |request, token| request.header("x-csrf-token", token));
        stage.send(request, Some(json!({"availability": "online"})))
    };
    put(None).await.refused(403, "forbidden");
    put(Some("wrong")).await.refused(403, "forbidden");
    assert_eq!(put(Some(&csrf)).await.expect(200)["agent"]["availability"], "online");
}

#[tokio::test]
async fn signing_out_ends_the_token_and_clears_the_cookie() {
    let stage = Stage::new().await;
    stage.agent("Bo", Role::Agent).await;
    let answer = sign_in(&stage, "bo@example.test", PASSWORD).await;
    let session = cookie(&answer);
    let csrf = text(&answer.expect(200)["csrfToken"]);
    let out = Request::post(api("auth/logout")).header("cookie", &session).header("x-csrf-token", csrf);
    let answer = stage.send(out, None).await;
    assert!(answer.header("set-cookie").starts_with("deskbell_session=; "), "{answer:?}");
    answer.expect(204);
    stage.send(Request::get(api("me")).header("cookie", &session), None).await.refused(401, "unauthorized");
}

#[tokio::test]
async fn signing_out_ends_the_tokens_renewed_before_too() {
    let stage = Stage::new().await;
    stage.agent("Bo", Role::Agent).await;
    let first = text(&sign_in(&stage, "bo@example.test", PASSWORD).await.expect(200)["token"]);
    let bearer = |token: &str| format!("Bearer {token}");
    stage.clock.advance(std::time::Duration::from_secs(60));
    let refresh = Request::post(api("auth/refresh")).header("authorization", bearer(&first));
    let renewed = text(&stage.send(refresh, None).await.expect(200)["token"]);
    assert_ne!(renewed, first);
    let out = Request::post(api("auth/logout")).header("authorization", bearer(&first));
    stage.send(out, None).await.expect(204);
    let me = Request::get(api("me")).header("authorization", bearer(&renewed));
    stage.send(me, None).await.refused(401, "unauthorized");
}

#[tokio::test]
async fn a_newer_token_is_had_for_the_present_one_and_renews_the_cookie_it_came_by() {
    let stage = Stage::new().await;
    let bo = stage.agent("Bo", Role::Agent).await;
    let answer = stage.ask(&bo, "POST", "auth/refresh", json!({})).await;
    assert_eq!(answer.header("set-cookie"), "");
    assert!(answer.expect(200).get("csrfToken").is_none());

    let answer = sign_in(&stage, "bo@example.test", PASSWORD).await;
    let session = cookie(&answer);
    let csrf = text(&answer.expect(200)["csrfToken"]);
    let refresh = Request::post(api("auth/refresh")).header("cookie", session).header("x-csrf-token", &csrf);
    let answer = stage.send(refresh, None).await;
    let renewed = cookie(&answer);
    let body = answer.expect(200);
    assert!(renewed.ends_with(&text(&body["token"])));
    assert_eq!(text(&body["csrfToken"]), csrf, "it is the same sign-in");

    let visitor = stage.visitor().await;
    stage.clock.advance(std::time::Duration::from_secs(1));
    let newer = stage.ask(&visitor, "POST", "auth/refresh", json!({})).await.expect(200);
    assert_ne!(text(&newer["token"]), visitor.token);
}

#[tokio::test]
async fn a_token_opens_nothing_once_it_has_ended() {
    let stage = Stage::new().await;
    let bo = stage.agent("Bo", Role::Agent).await;
    stage.clock.advance(std::time::Duration::from_secs(12 * 3600));
    let answer = stage.get(&bo, "me").await;
    assert_eq!(answer.header("www-authenticate"), "Bearer");
    answer.refused(401, "unauthorized");
}

#[tokio::test]
async fn an_unknown_address_is_answered_like_a_wrong_password() {
    let stage = Stage::new().await;
    stage.agent("Bo", Role::Agent).await;
    let wrong = sign_in(&stage, "bo@example.test", "wrong").await;
    let unknown = sign_in(&stage, "nobody@example.test", "wrong").await;
    assert_eq!((wrong.status, wrong.text()), (unknown.status, unknown.text()));
    wrong.refused(401, "unauthorized");
}

#[tokio::test]
async fn attempts_are_limited_by_account_wherever_they_come_from() {
    let settings = Settings { sign_ins_per_minute: 3, ..Settings::default() };
    let stage = Stage::with(settings, |options| options.trust_proxy = true).await;
    let attempt = |address: String, email: &'static str| {
        let login = Request::post(api("auth/login")).header("x-forwarded-for", address);
        stage.send(login, Some(json!({"email": email, "password": "wrong"})))
    };
    for number in 0..3 {
        attempt(format!("1.2.3.{number}"), "bo@example.test").await.refused(401, "unauthorized");
    }
    let limited = attempt("1.2.3.9".to_owned(), "bo@example.test").await;
    assert_ne!(limited.header("retry-after"), "");
    limited.refused(429, "rate_limited");
    attempt("1.2.3.9".to_owned(), "cy@example.test").await.refused(401, "unauthorized");
}

#[tokio::test]
async fn attempts_are_limited_by_address_whoever_they_name() {
    let settings = Settings { sign_ins_per_minute: 2, ..Settings::default() };
    let stage = Stage::with(settings, |_| {}).await;
    for email in ["a@example.test", "b@example.test"] {
        sign_in(&stage, email, "wrong").await.refused(401, "unauthorized");
    }
    let limited = sign_in(&stage, "c@example.test", "wrong").await.refused(429, "rate_limited");
    assert!(limited["retryAfterMs"].as_u64().unwrap() > 0);
}

#[tokio::test]
async fn a_visitor_begins_with_or_without_a_body_and_not_endlessly() {
    let settings = Settings { visitors_per_minute: 2, ..Settings::default() };
    let stage = Stage::with(settings, |_| {}).await;
    let named = stage.post("visitors", json!({"name": "Ana"})).await.expect(201);
    assert_eq!(named["customer"]["name"], "Ana");
    assert_eq!(
        stage.send(Request::post(api("visitors")), None).await.expect(201)["customer"]["name"],
        "Visitor"
    );
    stage.post("visitors", json!({})).await.refused(429, "rate_limited");
}

#[tokio::test]
async fn a_visitor_of_an_unknown_inbox_is_refused() {
    let stage = Stage::new().await;
    let unknown = super::stage::uuid(99);
    stage.post("visitors", json!({"inboxId": unknown})).await.refused(404, "not_found");
}

#[tokio::test]
async fn the_inbox_is_public_and_the_list_of_inboxes_is_not() {
    let stage = Stage::new().await;
    let id = super::stage::uuid(1);
    let shown = stage.send(Request::get(api(&format!("inboxes/{id}"))), None).await.expect(200);
    assert_eq!(
        (text(&shown["inbox"]["name"]), &shown["inbox"]["chatEnabled"]),
        ("Support".into(), &json!(true))
    );
    stage.send(Request::get(api("inboxes")), None).await.refused(401, "unauthorized");
    let ana = stage.visitor().await;
    stage.get(&ana, "inboxes").await.refused(404, "not_found");
    let bo = stage.agent("Bo", Role::Agent).await;
    assert_eq!(stage.get(&bo, "inboxes").await.expect(200)["items"][0]["id"], json!(id));
}
