//! What agents keep of customers: their record, notes, and blocks.

use axum::{Json, extract::State, http::StatusCode};
use deskbell_domain::CustomerId;
use deskbell_protocol::{
    page::Page,
    records::{
        Block, BlockReply, CustomerNote, CustomerNoteReply, CustomerPatch, NewBlock, NewCustomerNote,
        PutBlock,
    },
    rest::CustomerReply,
};
use uuid::Uuid;

use crate::{
    entrance::Entrance,
    refusal::Refused,
    rest::wire::{Answer, Body, Caller, Id, Ids, MaybeBody},
};

/// Change a customer's record
///
/// For agents. What their host's token says of name, address and attributes comes again with the next token.
#[utoipa::path(
    patch, path = "/customers/{id}", operation_id = "editCustomer", tag = "customers",
    params(("id" = Uuid, Path, description = "Which customer.")), request_body = CustomerPatch,
    responses((status = 200, body = CustomerReply, description = "The record as it is now."))
)]
pub(super) async fn edit(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<CustomerId>,
    Body(patch): Body<CustomerPatch>,
) -> Answer<CustomerReply> {
    Ok(Json(CustomerReply { customer: entrance.hall.change_customer(&caller.identity, id, patch).await? }))
}

/// List notes about a customer
///
/// For agents, who wrote them for each other.
#[utoipa::path(
    get, path = "/customers/{id}/notes", operation_id = "listCustomerNotes", tag = "customers",
    params(("id" = Uuid, Path, description = "Which customer.")),
    responses((status = 200, body = Page<CustomerNote>, description = "All of them, the newest first."))
)]
pub(super) async fn notes(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<CustomerId>,
) -> Answer<Page<CustomerNote>> {
    let items = entrance.hall.customer_notes(&caller.identity, id).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// Write a note about a customer
///
/// For agents.
#[utoipa::path(
    post, path = "/customers/{id}/notes", operation_id = "addCustomerNote", tag = "customers",
    params(("id" = Uuid, Path, description = "Which customer.")), request_body = NewCustomerNote,
    responses((status = 201, body = CustomerNoteReply, description = "The note."))
)]
pub(super) async fn add_note(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<CustomerId>,
    Body(new): Body<NewCustomerNote>,
) -> Result<(StatusCode, Json<CustomerNoteReply>), Refused> {
    let note = entrance.hall.add_customer_note(&caller.identity, id, new.content).await?;
    Ok((StatusCode::CREATED, Json(CustomerNoteReply { note })))
}

/// Remove a note about a customer
///
/// For who wrote it, supervisors and admins.
#[utoipa::path(
    delete, path = "/customers/{id}/notes/{noteId}", operation_id = "removeCustomerNote", tag = "customers",
    params(
        ("id" = Uuid, Path, description = "Which customer."),
        ("noteId" = Uuid, Path, description = "Which note."),
    ),
    responses((status = 204, description = "It is gone."))
)]
pub(super) async fn remove_note(
    State(entrance): State<Entrance>,
    caller: Caller,
    Ids(id, note_id): Ids<CustomerId, Uuid>,
) -> Result<StatusCode, Refused> {
    entrance.hall.remove_customer_note(&caller.identity, id, note_id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Block a customer
///
/// For agents. Nothing exists for them any more, and their live connections end at once. The body may be left out.
#[utoipa::path(
    put, path = "/customers/{id}/block", operation_id = "blockCustomer", tag = "customers",
    params(("id" = Uuid, Path, description = "Which customer.")), request_body = PutBlock,
    responses((status = 200, body = BlockReply, description = "They are blocked."))
)]
pub(super) async fn block(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<CustomerId>,
    MaybeBody(said): MaybeBody<PutBlock>,
) -> Answer<BlockReply> {
    let block = entrance.hall.block_customer(&caller.identity, id, said.reason).await?;
    Ok(Json(BlockReply { block }))
}

/// Let a customer in again
///
/// For agents.
#[utoipa::path(
    delete, path = "/customers/{id}/block", operation_id = "unblockCustomer", tag = "customers",
    params(("id" = Uuid, Path, description = "Which customer.")),
    responses((status = 204, description = "They are no longer blocked."))
)]
pub(super) async fn unblock(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<CustomerId>,
) -> Result<StatusCode, Refused> {
    entrance.hall.unblock_customer(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List blocks
///
/// For agents: the customers and addresses that may not write.
#[utoipa::path(
    get, path = "/blocks", operation_id = "listBlocks", tag = "customers",
    responses((status = 200, body = Page<Block>, description = "All of them, the latest first."))
)]
pub(super) async fn blocks(State(entrance): State<Entrance>, caller: Caller) -> Answer<Page<Block>> {
    let items = entrance.hall.blocks(&caller.identity).await?;
    Ok(Json(Page { items, next_cursor: None }))
}

/// Block a customer or an address
///
/// For agents. From a blocked address no customer may do anything; of IPv6 its whole /64 is meant.
#[utoipa::path(
    post, path = "/blocks", operation_id = "addBlock", tag = "customers", request_body = NewBlock,
    responses((status = 201, body = BlockReply, description = "The block."))
)]
pub(super) async fn add_block(
    State(entrance): State<Entrance>,
    caller: Caller,
    Body(new): Body<NewBlock>,
) -> Result<(StatusCode, Json<BlockReply>), Refused> {
    let block = entrance.hall.add_block(&caller.identity, new).await?;
    Ok((StatusCode::CREATED, Json(BlockReply { block })))
}

/// Take a block back
///
/// For agents.
#[utoipa::path(
    delete, path = "/blocks/{id}", operation_id = "removeBlock", tag = "customers",
    params(("id" = Uuid, Path, description = "Which block.")),
    responses((status = 204, description = "Whoever it named may write again."))
)]
pub(super) async fn remove_block(
    State(entrance): State<Entrance>,
    caller: Caller,
    Id(id): Id<Uuid>,
) -> Result<StatusCode, Refused> {
    entrance.hall.remove_block(&caller.identity, id).await?;
    Ok(StatusCode::NO_CONTENT)
}
