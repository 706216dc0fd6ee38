//! What browsers load. Where the web is not built, its own files are left to the gate, which builds it first.

use axum::http::Request;
use deskbell_app::Settings;
use deskbell_domain::Role;
use serde_json::json;

use super::*;
use crate::rest::tests::stage::{Answer, Stage, uuid};

async fn get(stage: &Stage, path: &str) -> Answer {
    stage.send(Request::get(path), None).await
}

#[test]
fn what_is_filled_into_a_page_is_text_and_never_markup() {
    let page = fill("<b title=\"{{a}}\">{{a}}</b>", &[("{{a}}", "<script>'\"&")]);
    assert_eq!(page, "<b title=\"&lt;script&gt;&#39;&quot;&amp;\">&lt;script&gt;&#39;&quot;&amp;</b>");
}

#[test]
fn what_is_known_is_not_sent_again() {
    let asked = |tags: &'static str| {
        let mut headers = HeaderMap::new();
        headers.insert("if-none-match", tags.parse().unwrap());
        unchanged(&headers, "W/\"abc\"").is_some()
    };
    assert!(asked("W/\"abc\"") && asked("\"x\", \"abc\"") && asked("*"));
    assert!(!asked("\"ab\"") && !asked("abc\""));
    assert_eq!(etag(b"a"), etag(b"a"));
    assert_ne!(etag(b"a"), etag(b"b"));
}

#[tokio::test]
async fn addresses_without_their_slash_lead_to_those_with_it() {
    let stage = Stage::new().await;
    for (path, target) in [("/desk", "/desk/"), ("/widget?inbox=a%20b", "/widget/?inbox=a%20b")] {
        let answer = get(&stage, path).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (308, target.to_owned()));
    }
}

#[tokio::test]
async fn the_shop_is_there_in_a_demo_alone() {
    get(&Stage::new().await, "/demo/").await.refused(404, "not_found");
    let stage = Stage::with(Settings::default(), |options| options.demo = true).await;
    let shop = get(&stage, "/demo/").await;
    if web_is_built() {
        let line = format!("<script src=\"/deskbell.js\" async data-inbox=\"{}\"></script>", uuid(1));
        assert!(shop.text().contains(&line), "{}", shop.text());
        assert!(get(&stage, "/").await.text().contains("/demo/"));
    }
}

#[tokio::test]
async fn the_landing_page_shows_the_line_to_copy_for_where_one_is() {
    let stage = Stage::with(Settings::default(), |options| options.trust_proxy = true).await;
    let asked = Request::get("/").header("host", "chat.example\"><b>").header("x-forwarded-proto", "https");
    let answer = stage.send(asked, None).await;
    if web_is_built() {
        let page = answer.text();
        assert!(page.contains("https://chat.example&quot;&gt;&lt;b&gt;/deskbell.js"), "{page}");
        assert!(page.contains(&format!("data-inbox=\"{}\"", uuid(1))) && !page.contains("{{"));
        assert!(!page.contains("/demo/"));
    }
}

#[tokio::test]
async fn without_the_web_every_page_says_how_to_build_it() {
    let page = house::not_built();
    assert_eq!(page.status(), 503);
    if web_is_built() {
        return;
    }
    let stage = Stage::new().await;
    for path in ["/", "/desk/", "/desk/conversations/1", "/widget/", "/c/x"] {
        let answer = get(&stage, path).await;
        assert_eq!(answer.status, 503);
        assert!(answer.text().contains("npm run build"));
    }
    get(&stage, "/deskbell.js").await.refused(404, "not_found");
}

#[tokio::test]
async fn files_are_kept_as_long_as_they_hold() {
    if !web_is_built() {
        return;
    }
    let stage = Stage::new().await;
    let loader = get(&stage, "/deskbell.js").await;
    assert_eq!(loader.header("cache-control"), "public, max-age=300");
    assert!(loader.header("content-type").starts_with("text/javascript"));
    let again =
        stage.send(Request::get("/deskbell.js").header("if-none-match", loader.header("etag")), None).await;
    assert_eq!((again.status.as_u16(), again.body.len()), (304, 0));
    let small =
        stage.send(Request::get("/deskbell.js").header("accept-encoding", "br, gzip;q=0.8"), None).await;
    assert_eq!(small.header("content-encoding"), "gzip");
    assert!(small.body.len() < loader.body.len());

    let page = get(&stage, "/widget/?inbox=x").await;
    assert_eq!(page.header("cache-control"), "no-cache");
    let text = page.text();
    let script = text.split("src=\"").nth(1).unwrap().split('"').next().unwrap();
    assert_eq!(get(&stage, script).await.header("cache-control"), "public, max-age=31536000, immutable");
    for gone in ["/widget/assets/index-0000.js", "/desk/assets/index-0000.js", "/widget/nothing"] {
        get(&stage, gone).await.refused(404, "not_found");
    }
}

#[tokio::test]
async fn the_widget_may_stand_in_any_frame_and_the_desk_in_none_but_ours() {
    if !web_is_built() {
        return;
    }
    let stage = Stage::new().await;
    for path in ["/widget/", "/c/0190b5a4-7c3e-7f00-8000-0123456789ab"] {
        assert!(get(&stage, path).await.header("content-security-policy").ends_with("frame-ancestors *"));
    }
    for path in ["/desk/", "/desk/conversations/1", "/"] {
        let answer = get(&stage, path).await;
        assert!(answer.header("content-security-policy").ends_with("frame-ancestors 'self'"), "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "strict-origin-when-cross-origin");
    }
}

#[tokio::test]
async fn the_widget_of_an_inbox_stands_on_the_sites_it_names_and_on_no_other() {
    if !web_is_built() {
        return;
    }
    let stage = Stage::new().await;
    let cy = stage.agent("Cy", Role::Admin).await;
    let id = uuid(1);
    let sites = json!({"allowedOrigins": ["https://shop.example", "http://localhost:3000"]});
    stage.ask(&cy, "PATCH", &format!("inboxes/{id}"), sites).await.expect(200);
    for path in [format!("/widget/?host=x&inbox={id}"), format!("/c/{id}")] {
        let policy = get(&stage, &path).await.header("content-security-policy");
        assert!(
            policy.ends_with("frame-ancestors 'self' https://shop.example http://localhost:3000"),
            "{policy}"
        );
    }
    let other = get(&stage, &format!("/widget/?inbox={}", uuid(9))).await;
    assert!(other.header("content-security-policy").ends_with("frame-ancestors *"));
}

#[tokio::test]
async fn the_page_of_an_inbox_has_its_inbox_asked_for_early() {
    if !web_is_built() {
        return;
    }
    let (stage, id) = (Stage::new().await, uuid(1));
    for path in [format!("/widget/?host=x&inbox={id}"), format!("/c/{id}")] {
        let early = get(&stage, &path).await.header("link");
        assert_eq!(early, format!("</api/v1/inboxes/{id}>; rel=preload; as=fetch; crossorigin"));
    }
}

#[tokio::test]
async fn the_bell_is_the_icon_of_every_page() {
    let icon = get(&Stage::new().await, "/favicon.ico").await;
    assert_eq!(icon.header("content-type"), "image/svg+xml");
}
