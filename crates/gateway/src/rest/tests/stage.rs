//! A hall over a fresh store, its doors without a network, and people who ask them.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Method, Request, StatusCode, header},
};
use deskbell_app::{Clock, Hall, Settings};
use deskbell_domain::{InboxId, Role, TeamId};
use deskbell_store::{Options as StoreOptions, Seed, Store};
use jiff::Timestamp;
use serde_json::{Value, json};
use tower::ServiceExt as _;

use crate::Options;

pub(crate) const PASSWORD: &str = "correct horse battery";

/// A running house.
pub(crate) struct Stage {
    pub(crate) hall: Hall,
    pub(crate) clock: Clock,
    router: Router,
    _folder: tempfile::TempDir,
}

/// Somebody with a token.
#[derive(Clone)]
pub(crate) struct Person {
    pub(crate) id: String,
    pub(crate) token: String,
}

/// What was answered.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Stage {
    pub(crate) async fn new() -> Self {
        Self::with(Settings::default(), |_| {}).await
    }

    pub(crate) async fn with(settings: Settings, adjust: impl FnOnce(&mut Options)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("deskbell.db");
        Store::migrate(&path, false).unwrap();
        let (store, commits) = Store::open(&StoreOptions::new(path)).unwrap();
        drop(commits);
        let at: Timestamp = "2026-11-21T10:00:00Z".parse().unwrap();
        let (inbox_id, team_id) = (InboxId(uuid(1)), TeamId(uuid(2)));
        store.seed(Seed { inbox_id, team_id, at }).await.unwrap();
        deskbell_app::make_first_categories(&store, at).await.unwrap();
        let clock = Clock::standing(at);
        let hall = Hall::open(store, settings, clock.clone(), b"a secret for tests only").await.unwrap();
        let mut options = Options {
            trust_proxy: false,
            bounds: crate::Bounds::default(),
            allowed_origins: vec!["*".to_owned()],
            demo: false,
            metrics: Arc::new(|| "deskbell_up 1\n".to_owned()),
        };
        adjust(&mut options);
        Self { router: crate::router(hall.clone(), options), hall, clock, _folder: folder }
    }

    /// A visitor who has written nothing yet.
    pub(crate) async fn visitor(&self) -> Person {
        let answer = self.post("visitors", json!({})).await.expect(201);
        Person { id: text(&answer["customer"]["id"]), token: text(&answer["token"]) }
    }

    /// An agent who is signed in by token.
    pub(crate) async fn agent(&self, name: &str, role: Role) -> Person {
        let email = format!("{}@example.test", name.to_lowercase());
        let agent = self.hall.add_agent(&email, name.to_owned(), role, PASSWORD.to_owned()).await.unwrap();
        let answer = self.post("auth/login", json!({"email": email, "password": PASSWORD})).await.expect(200);
        Person { id: agent.id.to_string(), token: text(&answer["token"]) }
    }

    /// A conversation that this customer has started.
    pub(crate) async fn conversation_of(&self, customer: &Person) -> String {
        let started =
            self.ask(customer, "POST", "conversations", json!({"message": "Where is my order?"})).await;
        text(&started.expect(201)["conversation"]["id"])
    }

    /// Asks without a token.
    pub(crate) async fn post(&self, path: &str, body: Value) -> Answer {
        self.send(Request::post(api(path)), Some(body)).await
    }

    pub(crate) async fn get(&self, who: &Person, path: &str) -> Answer {
        self.send(signed(who, "GET", path), None).await
    }

    /// Asks with a body.
    pub(crate) async fn ask(&self, who: &Person, method: &str, path: &str, body: Value) -> Answer {
        self.send(signed(who, method, path), Some(body)).await
    }

    /// Asks with a JSON body, or none.
    pub(crate) async fn send(&self, request: axum::http::request::Builder, body: Option<Value>) -> Answer {
        let request = match body {
            Some(body) => {
                request.header(header::CONTENT_TYPE, "application/json").body(Body::from(body.to_string()))
            }
            None => request.body(Body::empty()),
        };
        self.raw(request.unwrap()).await
    }

    pub(crate) async fn raw(&self, mut request: Request<Body>) -> Answer {
        if request.extensions().get::<ConnectInfo<SocketAddr>>().is_none() {
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 5000))));
        }
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 4 * 1024 * 1024).await.unwrap().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }
}

impl Answer {
    /// The body, where the status is this.
    #[track_caller]
    pub(crate) fn expect(self, status: u16) -> Value {
        let body = self.text();
        assert_eq!(self.status.as_u16(), status, "{body}");
        serde_json::from_str(&body).unwrap_or(Value::Null)
    }

    /// That it was refused under this status with this code, as a problem document.
    #[track_caller]
    pub(crate) fn refused(self, status: u16, code: &str) -> Value {
        let media_type = self.header("content-type");
        let problem = self.expect(status);
        assert_eq!(
            (text(&problem["code"]).as_str(), media_type.as_str()),
            (code, "application/problem+json")
        );
        assert_eq!(problem["status"], status);
        assert!(!text(&problem["detail"]).is_empty());
        problem
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// A header's text; empty where there is none.
    pub(crate) fn header(&self, name: &str) -> String {
        let value = self.headers.get(name).map(|value| value.to_str().unwrap());
        value.unwrap_or_default().to_owned()
    }
}

pub(crate) fn api(path: &str) -> String {
    format!("/api/v1/{path}")
}

pub(crate) fn signed(who: &Person, method: &str, path: &str) -> axum::http::request::Builder {
    let bearer = format!("Bearer {}", who.token);
    Request::builder()
        .method(Method::from_bytes(method.as_bytes()).unwrap())
        .uri(api(path))
        .header("authorization", bearer)
}

#[track_caller]
pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

pub(crate) fn uuid(number: u128) -> uuid::Uuid {
    uuid::Uuid::from_u128(number)
}
