//! `deskbell rehearse`: does this installation lose anything, and how fast is it? In an inbox of its own on the
//! installation that runs, beside its real conversations, and gone afterwards.

use std::{net::SocketAddr, path::Path, process::ExitCode, time::Duration};

use anyhow::{Context, bail};
use deskbell_load::rehearse::{Plan, clean, rehearse};

use crate::{
    cli::Rehearse,
    config::Config,
    descriptors, home,
    serve::{runtime, told_to_stop},
};

/// Rehearses and says what came of it, or drops what somebody left.
///
/// # Errors
/// With a sentence, where nothing could be judged.
pub fn run(config: &Config, told: &Rehearse) -> anyhow::Result<ExitCode> {
    let plan = Plan {
        url: told.url.clone().map_or_else(|| address(&config.listen), Ok)?,
        secret: secret(config)?,
        conversations: usize::try_from(told.conversations)?,
        lasts: Duration::from_secs(told.seconds),
        messages_per_minute: config.settings()?.messages_per_minute,
    };
    if told.clean {
        let dropped = runtime()?.block_on(clean(&plan.url, &plan.secret))?;
        println!("{}", if dropped { "The rehearsal is dropped." } else { "There is no rehearsal." });
        return Ok(ExitCode::SUCCESS);
    }
    let connections = descriptors::connections(0)?;
    if connections < plan.people() {
        bail!(
            "This process may open {connections} connections at once, and {} conversations need {}. Raise it \
             (ulimit -n), or rehearse with fewer.",
            plan.conversations,
            plan.people()
        );
    }
    leaves_places(&plan, config.connections()?)?;
    let stop = async {
        // Where signals cannot be heard, nothing can stop it before its end.
        if told_to_stop().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    let report = runtime()?.block_on(rehearse(&plan, stop, |sentence| eprintln!("{sentence} ...")))?;
    if told.json {
        println!("{}", serde_json::to_string_pretty(&report)?);
    } else {
        println!("{report}");
    }
    Ok(if report.is_good() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Takes no more than half of the places that the installation is configured to have, so that those who really
/// come find one. Where it has as many as its system gives it, that is not known here.
fn leaves_places(plan: &Plan, places: u64) -> anyhow::Result<()> {
    let people = plan.people();
    if places > 0 && people as u64 > places / 2 {
        bail!(
            "{} conversations need {people} connections, and connections_max is {places}: a rehearsal takes no more \
             than half of them. Rehearse with fewer, or raise connections_max.",
            plan.conversations
        );
    }
    Ok(())
}

/// The secret of an installation that is there; none is made for one that is not.
fn secret(config: &Config) -> anyhow::Result<Vec<u8>> {
    let kept = Path::new(&config.data_dir).join("jwt-secret");
    if config.jwt_secret.is_empty() && !home::is_shared(config)? && !kept.exists() {
        bail!(
            "There is no installation in {}. Name its directory (--data-dir), its configuration (--config) or \
             its secret (DESKBELL_JWT_SECRET).",
            config.data_dir
        );
    }
    runtime()?.block_on(home::secret(config))
}

/// Where a server that listens there is reached from this machine.
fn address(listen: &str) -> anyhow::Result<String> {
    let addresses = std::net::ToSocketAddrs::to_socket_addrs(listen);
    let first = addresses.ok().and_then(|mut addresses| addresses.next());
    let mut address: SocketAddr = first.with_context(|| format!("{listen} is no address"))?;
    if address.port() == 0 {
        bail!("Which port the server has is not in its configuration. Name it: --url http://127.0.0.1:PORT");
    }
    if address.ip().is_unspecified() {
        address.set_ip(if address.is_ipv4() {
            std::net::Ipv4Addr::LOCALHOST.into()
        } else {
            std::net::Ipv6Addr::LOCALHOST.into()
        });
    }
    Ok(format!("http://{address}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn those_who_really_come_find_a_place() {
        let plan = Plan {
            url: String::new(),
            secret: Vec::new(),
            conversations: 400,
            lasts: Duration::from_secs(1),
            messages_per_minute: 60,
        };
        assert_eq!(plan.people(), 500);
        assert!(leaves_places(&plan, 1000).is_ok() && leaves_places(&plan, 0).is_ok());
        let refused = leaves_places(&plan, 999).unwrap_err().to_string();
        assert!(
            refused.contains("500 connections") && refused.contains("connections_max is 999"),
            "{refused}"
        );
    }

    #[test]
    fn a_server_is_reached_where_it_listens() {
        assert_eq!(address("127.0.0.1:8080").unwrap(), "http://127.0.0.1:8080");
        assert_eq!(address("0.0.0.0:80").unwrap(), "http://127.0.0.1:80");
        assert_eq!(address("[::]:80").unwrap(), "http://[::1]:80");
        assert!(address("127.0.0.1:0").unwrap_err().to_string().contains("--url"));
        assert!(address("nowhere").is_err());
    }
}
