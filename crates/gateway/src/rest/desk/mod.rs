//! Settings, what a team keeps beside conversations, and how the queue and the team stand.

mod audit;
mod board;
mod canned;
mod customers;
mod invitations;
mod macros;
mod records;
mod settings;
mod views;
mod words;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::entrance::Entrance;

/// The endpoints of this folder.
pub(super) fn endpoints() -> OpenApiRouter<Entrance> {
    OpenApiRouter::default()
        .routes(routes!(settings::show, settings::edit))
        .routes(routes!(settings::teams, settings::make_team))
        .routes(routes!(settings::edit_team))
        .routes(routes!(words::list_labels, words::add_label))
        .routes(routes!(words::edit_label, words::remove_label))
        .routes(routes!(words::list_categories, words::add_category))
        .routes(routes!(words::edit_category, words::remove_category))
        .routes(routes!(canned::list, canned::add))
        .routes(routes!(canned::edit, canned::remove))
        .routes(routes!(canned::used))
        .routes(routes!(macros::list, macros::add))
        .routes(routes!(macros::edit, macros::remove))
        .routes(routes!(views::list, views::add))
        .routes(routes!(views::edit, views::remove))
        .routes(routes!(invitations::list, invitations::invite))
        .routes(routes!(invitations::take_back))
        .routes(routes!(invitations::open, invitations::accept))
        .routes(routes!(audit::list))
        .routes(routes!(board::queue))
        .routes(routes!(board::board))
        .routes(routes!(customers::show, records::edit))
        .routes(routes!(customers::conversations))
        .routes(routes!(records::notes, records::add_note))
        .routes(routes!(records::remove_note))
        .routes(routes!(records::block, records::unblock))
        .routes(routes!(records::blocks, records::add_block))
        .routes(routes!(records::remove_block))
}
