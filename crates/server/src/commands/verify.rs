//! `deskbell verify`: proves that everything stored is what was written.

use std::process::ExitCode;

use deskbell_store::{
    CheckpointName, Finding, Location, OpenError, Place, Store, Verified, VerifyOptions, checkpoint::hex,
};
use serde_json::{Value, json};

use super::told::Told;
use crate::{cli::Verify, config::Config, ending::COULD_NOT_LOOK};

/// Verifies: 0 where the store is sound, 1 where something was found, 2 where it could not be looked at.
///
/// # Errors
/// None; what went wrong is said.
pub fn verify(config: &Config, verify: &Verify) -> anyhow::Result<ExitCode> {
    let verified = match walk(config, verify) {
        Ok(verified) => verified,
        Err(error) => {
            eprintln!("deskbell: {error:#}");
            return Ok(ExitCode::from(COULD_NOT_LOOK));
        }
    };
    if verify.json {
        println!("{:#}", as_json(&verified));
    } else {
        tell(&verified);
    }
    Ok(if verified.is_sound() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn walk(config: &Config, verify: &Verify) -> anyhow::Result<Verified> {
    let location = match &verify.file {
        Some(file) => Location::from(file),
        None => config.location()?,
    };
    let options = VerifyOptions { checkpoint: verify.checkpoint, ..VerifyOptions::default() };
    let mut told = Told::default();
    match Store::verify(&location, &options, &mut |progress| told.progress(progress)) {
        // Too broken to be walked is a finding too.
        Err(error @ OpenError::Corrupt { .. }) => {
            let finding = Finding { place: Place::File, what: error.to_string() };
            Ok(Verified { findings: vec![finding], ..Verified::default() })
        }
        other => Ok(other?),
    }
}

fn tell(verified: &Verified) {
    for finding in &verified.findings {
        println!("{finding}");
    }
    if verified.more > 0 {
        println!("… and {} more findings.", verified.more);
    }
    println!(
        "{} conversations, {} entries ({} erased), {} changes, {} checkpoints.",
        verified.conversations, verified.entries, verified.erased, verified.changes, verified.checkpoints
    );
    if let Some(newest) = verified.newest {
        println!("newest checkpoint: {newest}");
    }
    match verified.findings.len() as u64 + verified.more {
        0 => println!("Everything is what was written."),
        1 => println!("1 finding."),
        count => println!("{count} findings."),
    }
}

fn as_json(verified: &Verified) -> Value {
    json!({
        "sound": verified.is_sound(),
        "conversations": verified.conversations,
        "entries": verified.entries,
        "erased": verified.erased,
        "changes": verified.changes,
        "checkpoints": verified.checkpoints,
        "newestCheckpoint": verified.newest.map(checkpoint),
        "findings": verified.findings.iter().map(finding).collect::<Vec<_>>(),
        "moreFindings": verified.more,
    })
}

fn checkpoint(name: CheckpointName) -> Value {
    json!({
        "number": name.number,
        "at": name.at.to_string(),
        "position": name.position,
        "hash": hex(&name.hash),
    })
}

fn finding(finding: &Finding) -> Value {
    let mut told = match &finding.place {
        Place::File => json!({ "place": "file" }),
        Place::Record(name) => json!({ "place": "record", "record": name }),
        Place::Conversation(id) => json!({ "place": "conversation", "conversationId": id.to_string() }),
        Place::Entry(id, seq) => {
            json!({ "place": "entry", "conversationId": id.to_string(), "seq": seq })
        }
        Place::Change(position) => json!({ "place": "change", "position": position }),
        Place::Checkpoint(number) => json!({ "place": "checkpoint", "number": number }),
    };
    told["what"] = finding.what.clone().into();
    told
}
