//! `deskbell doctor`: looks the installation over and says in words what is wrong.

use std::process::ExitCode;

use deskbell_domain::inbox::Inbox;
use deskbell_store::{OpenError, Options, Store};

use crate::{config::Config, home, serve::runtime};

/// Fewer connections than this surprise somebody sooner or later.
const COMFORTABLE: usize = 2000;

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
    let findings = [data_dir(config), secret(config)].into_iter().chain(database(config)?).chain([
        web(),
        port(config),
        descriptors(config),
    ]);
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
    match home::secret(config) {
        Ok(_) => Finding::Good("There is a secret to sign tokens with.".into()),
        Err(error) => Finding::Bad(format!("{error:#}")),
    }
}

fn database(config: &Config) -> anyhow::Result<Vec<Finding>> {
    let path = match config.database_path() {
        Ok(path) => path,
        Err(error) => return Ok(vec![Finding::Bad(error.to_string())]),
    };
    if !path.exists() {
        let text = format!("There is no database yet; the first start makes {}.", path.display());
        return Ok(vec![Finding::Note(text)]);
    }
    let checked = runtime()?.block_on(async {
        let (store, commits) = Store::open(&Options::beside(&path))?;
        drop(commits);
        let read = (store.agents().await, store.inboxes().await);
        store.shutdown().await;
        Ok::<_, OpenError>(read)
    });
    let (agents, inboxes) = match checked {
        Ok((Ok(agents), Ok(inboxes))) => (agents, inboxes),
        Ok((Err(error), _) | (_, Err(error))) => {
            let text = format!("The database {} cannot be read: {error}.", path.display());
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
        agents => Finding::Good(format!("The database {} can be read; {agents} agents.", path.display())),
    };
    let rehearsal = inboxes.into_iter().find(|inbox| inbox.rehearsal_id().is_some());
    Ok(std::iter::once(people).chain(rehearsal.map(|inbox| left_over(&inbox))).collect())
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
