//! Writes the OpenAPI document to standard output, as `web/packages/protocol/openapi.json` holds it.

use std::io::Write as _;

fn main() -> std::io::Result<()> {
    let document = deskbell_gateway::document().to_pretty_json().map_err(std::io::Error::other)?;
    writeln!(std::io::stdout(), "{document}")
}
