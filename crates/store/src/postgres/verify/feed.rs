//! The change feed: what it tells of has to be there.

use std::collections::HashMap;

use deskbell_domain::ConversationId;
use uuid::Uuid;

use super::{Walk, in_one};
use crate::{
    FeedChange, Stage,
    both::verify::feed::{ends, tells},
    postgres::{
        connection::{Connection, SqlError},
        convert::{Cells, count_of},
        rows::feed,
    },
};

/// Rows that share a snapshot.
const PAGE: usize = 1000;

pub(super) fn check(walk: &mut Walk<'_>) -> Result<(), SqlError> {
    let connection = walk.connection;
    let total = feed::taken(connection)?;
    let mut position = 0;
    while let Some(last) = in_one(connection, || page(walk, position))? {
        position = last;
        walk.at(Stage::Feed, position, total);
    }
    // In this order: whatever is there when the first is asked had taken its position by then.
    let newest = count_of(&connection.one("SELECT coalesce(max(position), 0) FROM changes", &[])?)?;
    let total = feed::taken(connection)?;
    ends(walk, newest, total);
    Ok(())
}

/// Looks at the rows after a position, and returns that of the last.
fn page(walk: &mut Walk<'_>, position: u64) -> Result<Option<u64>, SqlError> {
    let page = feed::after(walk.connection, position, PAGE)?;
    let heads = heads(walk.connection, &page)?;
    for change in &page {
        let head = |id| Ok::<_, SqlError>(heads.get(&id).copied());
        tells(walk, change.position, &change.touched, head)?;
    }
    Ok(page.last().map(|change| change.position))
}

/// Where the timelines end that these rows tell of, of those that are there.
fn heads(connection: &Connection, page: &[FeedChange]) -> Result<HashMap<ConversationId, u64>, SqlError> {
    let touched = page.iter().map(|change| &change.touched);
    let named = touched.flat_map(|touched| {
        touched.conversations.iter().map(|moved| moved.conversation_id).chain(touched.removed.iter().copied())
    });
    let mut ids: Vec<Uuid> = named.map(|id| id.0).collect();
    ids.sort_unstable();
    ids.dedup();
    let rows = connection.query("SELECT id, head_seq FROM conversations WHERE id = ANY($1)", &[&ids])?;
    let head = |row| {
        let mut cells = Cells::of(row);
        Ok((cells.id()?, cells.count()?))
    };
    rows.iter().map(head).collect()
}
