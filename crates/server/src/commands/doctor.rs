//! `deskbell doctor`: looks the installation over and says in words what is wrong.

use std::{process::ExitCode, time::Duration};

use deskbell_domain::inbox::Inbox;
use deskbell_realtime::Bus;
use deskbell_store::{OpenError, Options, Store};

use crate::{config::Config, home, serve::runtime};

/// Fewer connections than this surprise somebody sooner or later.
const COMFORTABLE: usize = 2000;
/// A search index that is behind by less than this is as it should be.
const BEHIND_A_LITTLE: Duration = Duration::from_secs(5);

enum Finding {
    Good(String),
    Note(String),
    Bad(String),
}

/// Looks everything over.
///
/// # Errors
/// Where not even looking works.
pub fn doctor(config: &Config) -> anyhow::Result<ExitCode> {
    // With a database server there is nothing in the directory.
    let directory = (!home::is_shared(config).unwrap_or(false)).then(|| data_dir(config));
    let findings = directory
        .into_iter()
        .chain([secret(config)])
        .chain(database(config)?)
        .chain(bus(config)?)
        .chain([web(), port(config), descriptors(config)]);
    let mut code = ExitCode::SUCCESS;
    for finding in findings {
        match finding {
            Finding::Good(text) => println!("ok    {text}"),
            Finding::Note(text) => println!("note  {text}"),
            Finding::Bad(text) => {
                println!("bad   {text}");
                code = ExitCode::FAILURE;
            }
        }
    }
    Ok(code)
}

fn data_dir(config: &Config) -> Finding {
    let written = home::prepare(config).and_then(|dir| {
        let probe = dir.join(".doctor");
        std::fs::write(&probe, b"probe")?;
        std::fs::remove_file(&probe)?;
        Ok(dir)
    });
    match written {
        Ok(dir) => Finding::Good(format!("The data directory {} can be written.", dir.display())),
        Err(error) => Finding::Bad(format!("{error:#}.")),
    }
}

fn secret(config: &Config) -> Finding {
    match runtime().and_then(|runtime| runtime.block_on(home::secret(config))) {
        Ok(_) => Finding::Good("There is a secret to sign tokens with.".into()),
        Err(error) => Finding::Bad(format!("{error:#}")),
    }
}

fn database(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let location = match config.location() {
        Ok(location) => location,
        Err(error) => return Ok(vec![Finding::Bad(format!("{error:#}"))]),
    };
    if location.path().is_some_and(|path| !path.exists()) {
        let text = format!("There is no database yet; the first start makes {location}.");
        return Ok(vec![Finding::Note(text)]);
    }
    let checked = runtime()?.block_on(async {
        let (store, commits) = Store::open(&Options::beside(&location))?;
        drop(commits);
        let mut told = promises(&store).await;
        told.extend(search_index(&store).await);
        let read = (store.agents().await, store.inboxes().await, told);
        store.shutdown().await;
        Ok::<_, OpenError>(read)
    });
    let (agents, inboxes, promises) = match checked {
        Ok((Ok(agents), Ok(inboxes), promises)) => (agents, inboxes, promises),
        Ok((Err(error), ..) | (_, Err(error), _)) => {
            let text = format!("The database {} cannot be read: {error}.", location);
            return Ok(vec![Finding::Bad(text)]);
        }
        Err(error) => return Ok(vec![Finding::Bad(error.to_string())]),
    };
    let people = match agents.iter().filter(|agent| agent.rehearsal.is_none()).count() {
        0 => Finding::Note(
            "Nobody can sign in yet. Make an admin: deskbell agent add --email you@example.com --name You \
             --role admin --password-stdin"
                .into(),
        ),
        agents => Finding::Good(format!("The database {} can be read; {agents} agents.", location)),
    };
    let rehearsal = inboxes.into_iter().find(|inbox| inbox.rehearsal_id().is_some());
    let rehearsal = rehearsal.map(|inbox| left_over(&inbox));
    Ok(std::iter::once(people).chain(promises).chain(rehearsal).collect())
}

/// What stands between acknowledged and lost, of a database server; and whether a lost one takes anything along.
async fn promises(store: &Store) -> Vec<Finding> {
    let Ok(Some(promises)) = store.promises().await else { return Vec::new() };
    let mut findings = Vec::new();
    if !promises.fsync {
        findings.push(Finding::Bad(
            "The database runs with fsync=off: a power cut loses messages that were shown as sent.".into(),
        ));
    }
    if !promises.full_pages {
        findings.push(Finding::Bad(
            "The database runs with full_page_writes=off: a power cut may leave pages half written, unless the disk \
             itself writes each whole."
                .into(),
        ));
    }
    findings.push(if promises.synchronous_standbys {
        Finding::Good("A commit waits for a standby: a promotion loses nothing that was acknowledged.".into())
    } else {
        Finding::Note(
            "No commit waits for a standby (synchronous_standby_names is empty). If you promote one, messages that \
             were acknowledged last may be lost. Without standbys this is as it should be."
                .into(),
        )
    });
    findings
}

/// How far what is written can be found.
#[allow(clippy::disallowed_methods, reason = "there is no hall here, only the machine's clock")]
async fn search_index(store: &Store) -> Option<Finding> {
    let progress = match store.index_progress().await {
        Ok(progress) => progress,
        Err(error) => return Some(Finding::Bad(format!("The search index cannot be read: {error}."))),
    };
    let Some(progress) = progress else {
        return Some(Finding::Note(
            "There is no search index yet; the running server makes it by itself.".into(),
        ));
    };
    let changes = progress.head.saturating_sub(progress.position);
    Some(match progress.behind(jiff::Timestamp::now()) {
        _ if changes == 0 => Finding::Good(format!(
            "The search index is up to date; {} texts can be found.",
            progress.documents
        )),
        behind if behind < BEHIND_A_LITTLE => {
            Finding::Good(format!("The search index is {changes} changes behind."))
        }
        behind => Finding::Note(format!(
            "The search index is {changes} changes behind, the oldest of {} s ago. A running server brings it up to \
             date by itself; without one it waits for the next start.",
            behind.as_secs()
        )),
    })
}

fn bus(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let shared = home::is_shared(config).unwrap_or(false);
    let options = match config.bus() {
        Ok(Some(options)) => options,
        Ok(None) if shared => {
            return Ok(vec![Finding::Note(
                "redis_url is empty. One node needs none; of several, each hears of the others' messages only once a \
                 second, and never who is typing."
                    .into(),
            )]);
        }
        Ok(None) => return Ok(Vec::new()),
        Err(error) => return Ok(vec![Finding::Bad(format!("{error:#}"))]),
    };
    let found = match runtime()?.block_on(Bus::probe(&options)) {
        Ok(probe) => Finding::Good(format!(
            "Redis {} answers within {} ms.",
            probe.version,
            probe.latency.as_millis().max(1)
        )),
        Err(error) => {
            Finding::Bad(format!("{error}. Messages are not lost by that; they reach other nodes later."))
        }
    };
    let mut findings = vec![found];
    if !shared {
        findings.push(Finding::Note(
            "redis_url is set and the database is a file: a second node cannot share it. For several nodes, set \
             database_url to a PostgreSQL database."
                .into(),
        ));
    }
    Ok(findings)
}

fn left_over(inbox: &Inbox) -> Finding {
    Finding::Note(format!(
        "There is a rehearsal of {}. It goes an hour after its last message, or at once: deskbell rehearse --clean",
        inbox.created_at
    ))
}

fn web() -> Finding {
    if deskbell_gateway::web_is_built() {
        Finding::Good("Widget and desk are part of this binary.".into())
    } else {
        Finding::Bad("This binary was built without widget and desk. Build them first: make web.".into())
    }
}

fn descriptors(config: &Config) -> Finding {
    match config.connections().and_then(crate::descriptors::connections) {
        Ok(count) if count < COMFORTABLE => Finding::Note(format!(
            "Only {count} connections may be open at once. If that is not enough, raise connections_max or the \
             limit on open files: ulimit -n in a shell, LimitNOFILE= in a systemd unit."
        )),
        Ok(count) => Finding::Good(format!("{count} connections may be open at once.")),
        Err(error) => Finding::Bad(format!("{error:#}")),
    }
}

fn port(config: &Config) -> Finding {
    match std::net::TcpListener::bind(&config.listen) {
        Ok(_) => Finding::Good(format!("{} is free to listen on.", config.listen)),
        Err(error) => Finding::Note(format!(
            "{} is taken ({error}): by a running Deskbell, or something else.",
            config.listen
        )),
    }
}
