//! Conversations that were had before anybody looks, so that no list is empty.

use deskbell_protocol::words::Priority;
use serde_json::{Value, json};

use super::SignIn;
use crate::http::{Answer, Http, HttpError};

/// Who says a line.
#[derive(Clone, Copy)]
enum By {
    Customer(&'static str),
    Agent(&'static str),
    Note(&'static str),
}

/// How a conversation ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Resolved,
    Closed,
}

struct Past {
    customer: &'static str,
    subject: Option<&'static str>,
    priority: Priority,
    category: &'static str,
    labels: &'static [&'static str],
    opening: &'static str,
    lines: &'static [By],
    end: End,
}

const PAST: [Past; 5] = [
    Past {
        customer: "Erik Johansson",
        subject: Some("Table top is scratched"),
        priority: Priority::High,
        category: "returns",
        labels: &["damaged", "furniture"],
        opening: "The table arrived today, and there is a long scratch across the top. Photos are in the return form.",
        lines: &[
            By::Agent(
                "Hello Erik, I have the photos in front of me. That should not have left our warehouse, sorry.",
            ),
            By::Note("Second scratch this week from the same batch, told the warehouse."),
            By::Agent("We can send a new top on Thursday or take 20 % off. What do you prefer?"),
            By::Customer("A new top please. It stands in the middle of the room."),
            By::Agent("Thursday it is. The driver takes the old one along."),
            By::Customer("Great, thank you."),
        ],
        end: End::Resolved,
    },
    Past {
        customer: "Amina Yusuf",
        subject: Some("Gift wrapping"),
        priority: Priority::Low,
        category: "other",
        labels: &["gift"],
        opening: "Can you wrap the order and leave the prices out?",
        lines: &[
            By::Agent("Yes, both. Shall I add a card?"),
            By::Customer("\"For Samira, with love\" please 💐"),
            By::Agent("Written by hand and on its way."),
        ],
        end: End::Closed,
    },
    Past {
        customer: "Henrik Østergaard-Nørgaard",
        subject: Some("Faktura mangler CVR"),
        priority: Priority::Medium,
        category: "payment",
        labels: &["invoice", "vat"],
        opening: "Hej, fakturaen mangler vores CVR-nummer.",
        lines: &[
            By::Agent("Hej Henrik, skriv nummeret her, så retter jeg den med det samme."),
            By::Customer("DK 12 34 56 78"),
            By::Agent("Tak. Den nye faktura ligger i din indbakke."),
        ],
        end: End::Resolved,
    },
    Past {
        customer: "Sofia Conti",
        subject: None,
        priority: Priority::Urgent,
        category: "shipping",
        labels: &["express"],
        opening: "The wedding is on Saturday and the tracking has not moved since Monday!",
        lines: &[
            By::Note("Called the carrier: lost at the hub. A second parcel goes by courier tonight."),
            By::Agent("Sofia, I have sent a second parcel by courier. It arrives tomorrow before noon."),
            By::Customer("Really? Oh thank you. You have no idea."),
            By::Agent("I called to make sure. Have a wonderful day on Saturday!"),
            By::Customer("It is here!! ❤️"),
        ],
        end: End::Closed,
    },
    Past {
        customer: "Ben",
        subject: Some("Opening hours"),
        priority: Priority::Medium,
        category: "other",
        labels: &[],
        opening: "are you open on sunday",
        lines: &[
            By::Agent("Hi Ben, the shop is, from 11 to 17. Here we are back on Monday."),
            By::Customer("thx"),
        ],
        end: End::Resolved,
    },
];

/// Has the past conversations through the HTTP door, answered by two agents in turn.
///
/// # Errors
/// What the server refused.
pub async fn write_history(base: &str, agents: [&SignIn; 2]) -> Result<(), HttpError> {
    let http = Http::new(base);
    let mut desks = Vec::with_capacity(agents.len());
    for account in agents {
        let login = json!({ "email": account.email, "password": account.password });
        let signed = http.post("/api/v1/auth/login", login).await.and_then(Answer::ok)?;
        desks.push(http.with_token(text(&signed["token"])));
    }
    for (past, desk) in PAST.iter().zip(desks.iter().cycle()) {
        have(past, &http, desk).await?;
    }
    Ok(())
}

async fn have(past: &Past, http: &Http, agent: &Http) -> Result<(), HttpError> {
    let visitor =
        http.post("/api/v1/visitors", json!({ "name": past.customer })).await.and_then(Answer::ok)?;
    let customer = http.with_token(text(&visitor["token"]));
    let started = json!({ "subject": past.subject, "category": past.category, "message": past.opening });
    let started = customer.post("/api/v1/conversations", started).await.and_then(Answer::ok)?;
    let at = format!("/api/v1/conversations/{}", text(&started["conversation"]["id"]));
    agent.post(&format!("{at}/assign"), json!({})).await?.ok()?;
    let fields = json!({ "priority": past.priority, "labels": past.labels });
    agent.patch(&at, fields).await?.ok()?;
    for line in past.lines {
        let (speaker, door, content) = match line {
            By::Customer(content) => (&customer, "messages", content),
            By::Agent(content) => (agent, "messages", content),
            By::Note(content) => (agent, "notes", content),
        };
        speaker.post(&format!("{at}/{door}"), json!({ "content": content })).await?.ok()?;
    }
    for reader in [&customer, agent] {
        let head = reader.get(&at).await.and_then(Answer::ok)?["conversation"]["headSeq"].clone();
        reader.post(&format!("{at}/read"), json!({ "upToSeq": head })).await?.ok()?;
    }
    agent.post(&format!("{at}/resolve"), json!({})).await?.ok()?;
    if past.end == End::Closed {
        agent.post(&format!("{at}/close"), json!({})).await?.ok()?;
    }
    Ok(())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}
