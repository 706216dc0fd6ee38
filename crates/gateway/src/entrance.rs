//! What every door is built with: the hall behind it, and how this installation is reached.

use std::sync::Arc;

use deskbell_app::Hall;

use crate::serve::Bounds;

/// Renders everything counted so far for Prometheus.
pub type Metrics = Arc<dyn Fn() -> String + Send + Sync>;

/// How the doors are reached.
#[derive(Clone)]
pub struct Options {
    /// Whether to believe `X-Forwarded-For` and `X-Forwarded-Proto`.
    pub trust_proxy: bool,
    /// How many come in; see [`serve`](crate::serve()).
    pub bounds: Bounds,
    /// Origins of web pages that may call the HTTP API with a token; `*` allows all, none allows none.
    pub allowed_origins: Vec<String>,
    /// Whether `/demo/` shows a shop with the widget embedded.
    pub demo: bool,
    /// What `/metrics` answers.
    pub metrics: Metrics,
}

/// The hall and the options, shared by all handlers. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Entrance {
    pub(crate) hall: Hall,
    pub(crate) options: Arc<Options>,
}
