//! Pages of lists.

use serde::Serialize;
use utoipa::ToSchema;

/// Entries or rows of a page when nobody says otherwise.
pub const PAGE_DEFAULT: usize = 50;
/// Entries or rows of a page at most.
pub const PAGE_MAX: usize = 200;

/// A page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Where the next page begins; null on the last.
    pub next_cursor: Option<String>,
}

/// The size of a page asked for: [`PAGE_DEFAULT`] when absent, between 1 and [`PAGE_MAX`].
pub fn page_size(limit: Option<usize>) -> usize {
    limit.unwrap_or(PAGE_DEFAULT).clamp(1, PAGE_MAX)
}
