//! What the desk keeps of a conversation, as the JSON that both databases store.

use deskbell_domain::{
    AgentId,
    conversation::{DeskFacts, Offer, Rating, Snooze},
};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Fields may be added; one that is not known is left alone by an older version until it writes.
#[derive(Default, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Stored {
    #[serde(skip_serializing_if = "Option::is_none")]
    offer: Option<(String, i64)>,
    /// Until when; `Some(None)` until the customer writes.
    #[serde(skip_serializing_if = "Option::is_none", deserialize_with = "given")]
    snooze: Option<Option<i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    nudged_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warned_due: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    breached_due: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    overflowed_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    escalated_at: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    preferred: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    declined: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rating: Option<StoredRating>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StoredRating {
    score: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    comment: Option<String>,
    first_at: i64,
    at: i64,
}

/// A field that is there, be it null.
fn given<'de, D: serde::Deserializer<'de>>(value: D) -> Result<Option<Option<i64>>, D::Error> {
    Option::deserialize(value).map(Some)
}

/// The JSON to store; `None` where there is nothing to keep.
pub(crate) fn encode(facts: &DeskFacts) -> Option<String> {
    if *facts == DeskFacts::default() {
        return None;
    }
    let micros = |at: Option<Timestamp>| at.map(Timestamp::as_microsecond);
    let stored = Stored {
        offer: facts.offer.map(|offer| (offer.agent_id.to_string(), offer.until.as_microsecond())),
        snooze: facts.snooze.map(|snooze| micros(snooze.until)),
        nudged_at: micros(facts.nudged_at),
        warned_due: micros(facts.warned_due),
        breached_due: micros(facts.breached_due),
        overflowed_at: micros(facts.overflowed_at),
        escalated_at: micros(facts.escalated_at),
        preferred: facts.preferred.map(|id| id.to_string()),
        declined: facts.declined.iter().map(ToString::to_string).collect(),
        rating: facts.rating.as_ref().map(|rating| StoredRating {
            score: rating.score,
            comment: rating.comment.clone(),
            first_at: rating.first_at.as_microsecond(),
            at: rating.at.as_microsecond(),
        }),
    };
    Some(serde_json::to_string(&stored).expect("ids and numbers are always JSON"))
}

/// What was stored.
pub(crate) fn decode(json: Option<&str>) -> Result<DeskFacts, String> {
    let Some(json) = json else { return Ok(DeskFacts::default()) };
    let stored: Stored = serde_json::from_str(json).map_err(|error| error.to_string())?;
    let one = |micros: i64| Timestamp::from_microsecond(micros).map_err(|error| error.to_string());
    let agent = |id: String| Uuid::try_parse(&id).map(AgentId).map_err(|error| error.to_string());
    let maybe = |micros: Option<i64>| micros.map(one).transpose();
    Ok(DeskFacts {
        offer: stored
            .offer
            .map(|(id, until)| Ok::<_, String>(Offer { agent_id: agent(id)?, until: one(until)? }))
            .transpose()?,
        snooze: stored.snooze.map(|until| Ok::<_, String>(Snooze { until: maybe(until)? })).transpose()?,
        nudged_at: maybe(stored.nudged_at)?,
        warned_due: maybe(stored.warned_due)?,
        breached_due: maybe(stored.breached_due)?,
        overflowed_at: maybe(stored.overflowed_at)?,
        escalated_at: maybe(stored.escalated_at)?,
        preferred: stored.preferred.map(agent).transpose()?,
        declined: stored.declined.into_iter().map(agent).collect::<Result<_, _>>()?,
        rating: stored.rating.map(rating).transpose()?,
    })
}

fn rating(stored: StoredRating) -> Result<Rating, String> {
    let moment = |micros| Timestamp::from_microsecond(micros).map_err(|error| error.to_string());
    Ok(Rating {
        score: stored.score,
        comment: stored.comment,
        first_at: moment(stored.first_at)?,
        at: moment(stored.at)?,
    })
}

/// The same facts with their moments as they are stored.
pub(crate) fn whole(mut facts: DeskFacts) -> DeskFacts {
    let moments = [
        &mut facts.nudged_at,
        &mut facts.warned_due,
        &mut facts.breached_due,
        &mut facts.overflowed_at,
        &mut facts.escalated_at,
    ];
    for moment in moments {
        *moment = moment.map(super::whole);
    }
    if let Some(offer) = &mut facts.offer {
        offer.until = super::whole(offer.until);
    }
    if let Some(rating) = &mut facts.rating {
        (rating.first_at, rating.at) = (super::whole(rating.first_at), super::whole(rating.at));
    }
    if let Some(snooze) = &mut facts.snooze {
        snooze.until = snooze.until.map(super::whole);
    }
    facts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_desk_keeps_survives_its_stored_form() {
        let at = |second| Some(Timestamp::from_second(second).unwrap());
        let agent = |number| AgentId(Uuid::from_u128(number));
        let full = DeskFacts {
            offer: Some(Offer { agent_id: agent(1), until: at(5).unwrap() }),
            snooze: Some(Snooze { until: at(6) }),
            nudged_at: at(1),
            warned_due: at(2),
            breached_due: at(3),
            overflowed_at: at(4),
            escalated_at: at(7),
            preferred: Some(agent(2)),
            declined: vec![agent(3), agent(4)],
            rating: Some(Rating {
                score: 4,
                comment: Some("Quick.".into()),
                first_at: at(8).unwrap(),
                at: at(9).unwrap(),
            }),
        };
        let until_a_reply = DeskFacts { snooze: Some(Snooze { until: None }), ..DeskFacts::default() };
        for facts in [full, until_a_reply] {
            assert_eq!(decode(encode(&facts).as_deref()), Ok(facts));
        }
        assert_eq!(encode(&DeskFacts::default()), None);
        assert_eq!(decode(Some(r#"{"later":1}"#)), Ok(DeskFacts::default()));
        assert!(decode(Some("5")).is_err());
    }
}
