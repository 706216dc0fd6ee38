//! What is the same at every endpoint: bodies, methods, addresses, headers.

use axum::{body::Body, http::Request};
use deskbell_domain::Role;
use serde_json::json;

use super::stage::{Stage, api, signed};

#[tokio::test]
async fn a_body_must_be_json_of_a_fitting_size() {
    let stage = Stage::new().await;
    let ana = stage.visitor().await;
    let send = |media_type: Option<&'static str>, body: String| {
        let request = signed(&ana, "POST", "conversations");
        let request =
            media_type.into_iter().fold(request, |request, kind| request.header("content-type", kind));
        stage.raw(request.body(Body::from(body)).unwrap())
    };
    let fine = r#"{"message": "Hello"}"#;
    send(Some("text/plain"), fine.into()).await.refused(415, "unsupported_media_type");
    send(Some("application/x-www-form-urlencoded"), "a=b".into())
        .await
        .refused(415, "unsupported_media_type");
    send(None, fine.into()).await.refused(415, "unsupported_media_type");
    let large = format!(r#"{{"message": "{}"}}"#, "x".repeat(64 * 1024));
    send(Some("application/json"), large).await.refused(413, "payload_too_large");
    let huge = "x".repeat(3 * 1024 * 1024);
    send(Some("application/json"), huge).await.refused(413, "payload_too_large");
    for (body, field) in [
        ("", "payload"),
        ("{", "payload"),
        ("[]", "payload"),
        ("{} {}", "message"),
        (r#"{"message": 5}"#, "message"),
        (r#"{"message": "\ud800"}"#, "payload"),
    ] {
        let problem =
            send(Some("application/json; charset=utf-8"), body.into()).await.refused(422, "invalid");
        assert_eq!(problem["errors"][0]["field"], field, "{body}");
    }
    send(Some("application/json"), fine.into()).await.expect(201);
}

#[tokio::test]
async fn an_unknown_address_and_a_wrong_method_are_problems_too() {
    let stage = Stage::new().await;
    let bo = stage.agent("Bo", Role::Agent).await;
    for path in [
        "/api/v1/meetings",
        "/api/v1/webhooks",
        "/api/v1",
        "/api/v1/",
        "/api/v2/me",
        "/nothing",
        "/api/v1/conversations/x/y/z",
    ] {
        stage.send(Request::get(path), None).await.refused(404, "not_found");
    }
    let wrong = stage.send(signed(&bo, "DELETE", "conversations"), None).await;
    let allowed = wrong.header("allow");
    assert!(["GET", "POST"].iter().all(|method| allowed.contains(method)), "{allowed}");
    wrong.refused(405, "invalid");
    stage.send(Request::put(api("auth/login")), None).await.refused(405, "invalid");
}

#[tokio::test]
async fn answers_are_kept_by_no_cache_and_taken_for_what_they_are() {
    let stage = Stage::new().await;
    let bo = stage.agent("Bo", Role::Agent).await;
    for answer in [stage.get(&bo, "me").await, stage.get(&bo, "nothing").await] {
        assert_eq!(
            (answer.header("cache-control"), answer.header("x-content-type-options")),
            ("no-store".into(), "nosniff".into())
        );
    }
}

#[tokio::test]
async fn pages_of_other_sites_may_call_with_a_token_and_never_with_a_cookie() {
    let stage = Stage::new().await;
    let preflight = || {
        Request::options(api("conversations"))
            .header("origin", "https://shop.example")
            .header("access-control-request-method", "POST")
            .header("access-control-request-headers", "authorization,content-type")
    };
    let answer = stage.send(preflight(), None).await;
    assert_eq!((answer.status.as_u16(), answer.header("access-control-allow-origin")), (200, "*".to_owned()));
    assert_eq!(answer.header("access-control-allow-credentials"), "");

    let named =
        |options: &mut crate::Options| options.allowed_origins = vec!["https://shop.example".to_owned()];
    let stage = Stage::with(deskbell_app::Settings::default(), named).await;
    assert_eq!(
        stage.send(preflight(), None).await.header("access-control-allow-origin"),
        "https://shop.example"
    );
    let other = Request::get(api("me")).header("origin", "https://other.example");
    assert_eq!(stage.send(other, None).await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_long_answer_is_compressed_for_whoever_takes_it() {
    let stage = Stage::new().await;
    let document = |accept: &'static str| {
        stage.send(Request::get(api("openapi.json")).header("accept-encoding", accept), None)
    };
    assert_eq!(document("gzip").await.header("content-encoding"), "gzip");
    let plain = document("identity").await;
    assert_eq!(plain.header("content-encoding"), "");
    let etag = plain.header("etag");
    assert_eq!(plain.expect(200)["openapi"], "3.1.0");
    let again = stage.send(Request::get(api("openapi.json")).header("if-none-match", etag), None).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
}

#[tokio::test]
async fn nothing_new_is_taken_while_the_server_stops() {
    let stage = Stage::new().await;
    let ana = stage.visitor().await;
    stage.hall.drain();
    let answer = stage.ask(&ana, "POST", "conversations", json!({"message": "Hello"})).await;
    assert_eq!(answer.header("retry-after"), "1");
    answer.refused(503, "overloaded");
    assert_eq!(stage.send(Request::get("/healthz"), None).await.status, 200);
    assert_eq!(stage.send(Request::get("/readyz"), None).await.status, 503);
}

#[tokio::test]
async fn machines_are_told_how_it_goes() {
    let stage = Stage::new().await;
    for (path, sentence) in [("/healthz", "alive\n"), ("/readyz", "ready\n"), ("/metrics", "deskbell_up 1\n")]
    {
        let answer = stage.send(Request::get(path), None).await;
        assert_eq!((answer.status.as_u16(), answer.text()), (200, sentence.to_owned()));
    }
}

#[tokio::test]
async fn the_reference_is_a_page_that_needs_nothing_from_elsewhere() {
    let stage = Stage::new().await;
    let page = stage.send(Request::get(api("docs")), None).await;
    assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
    assert!(page.header("content-security-policy").contains("default-src 'self'"));
    let addresses = page.text().matches("://").count();
    assert_eq!(addresses, page.text().matches("http://www.w3.org").count(), "only names of vocabularies");
    assert_eq!(stage.send(Request::get(api("docs.js")), None).await.status, 200);
}
