//! `deskbell demo`: a living desk in the first minute.

mod directory;

use std::{
    io::Write as _,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::Context;
use deskbell_domain::{Refusal, Role};
use deskbell_load::people::{self, CAST, Scene, SignIn};

use self::directory::DemoDirectory;
use crate::{
    cli::Demo,
    config::Config,
    serve::{Purpose, Running, runtime, start, told_to_stop},
    telemetry,
};

/// Ports tried after the one asked for.
const PORTS_TRIED: u16 = 20;

/// Who works at the sample desk: the first is for whoever looks around, the last is simulated.
const AGENTS: [(&str, Role); 3] = [("Ada", Role::Admin), ("Cleo", Role::Agent), ("Bo", Role::Agent)];

/// Shows everything until it is told to stop.
///
/// # Errors
/// With a sentence, where it cannot start.
pub fn demo(mut config: Config, given_dir: Option<PathBuf>, demo: &Demo) -> anyhow::Result<ExitCode> {
    let home = DemoDirectory::open(given_dir)?;
    config.data_dir = home.path().display().to_string();
    config.listen = free_address(&config.listen);
    // Whatever a real installation is configured with is none of a demo's business.
    (config.database_url, config.redis_url, config.jwt_secret) = Default::default();
    if config.log_level == Config::default().log_level {
        config.log_level = "warn".into();
    }
    telemetry::start_logs(&config)?;
    runtime()?.block_on(async {
        let running = start(&config, Purpose::Demo).await?;
        let base = format!("http://{}", reachable(running.address));
        say(&format!("listening on {base}\n"))?;
        let shown = async {
            let _living = furnish(&running, &base, &home, demo).await?;
            std::future::pending().await
        };
        let ended = tokio::select! {
            ended = shown => ended,
            ended = told_to_stop() => ended,
        };
        running.stop().await;
        ended.map(|()| ExitCode::SUCCESS)
    })
}

/// Puts agents, past conversations and people into a server, and says where they are.
async fn furnish(
    running: &Running,
    base: &str,
    home: &DemoDirectory,
    demo: &Demo,
) -> anyhow::Result<people::Living> {
    for ((name, role), account) in AGENTS.iter().zip(&home.accounts) {
        let added =
            running.hall.add_agent(&account.email, (*name).into(), *role, account.password.clone()).await;
        match added {
            Ok(_) | Err(Refusal::Conflict(_)) => {}
            Err(refusal) => anyhow::bail!("The sample account of {name} could not be made: {refusal}"),
        }
    }
    let [_, cleo, bo] = &home.accounts;
    if home.is_new {
        people::write_history(base, [bo, cleo]).await.context("The sample history could not be written")?;
    }
    running.hall.checkup().await.map_err(|refusal| anyhow::anyhow!("The demo is not ready: {refusal}"))?;
    let customers = demo.customers.min(CAST.len());
    say(&introduction(base, home, customers))?;
    let seed = rand::random();
    Ok(Scene { base: base.into(), customers, colleague: bo.clone(), pace: demo.pace, seed }.start())
}

fn introduction(base: &str, home: &DemoDirectory, customers: usize) -> String {
    let mut lines = vec![
        String::new(),
        "Deskbell is ready to be tried out.".into(),
        String::new(),
        format!("  The shop    {base}/demo/         write as a customer"),
        format!("  The desk    {base}/desk/         answer as an agent"),
        format!("  The API     {base}/api/v1/docs   call it from a program"),
        String::new(),
        "  Sign in at the desk as".into(),
    ];
    for (((name, role), account), about) in AGENTS.iter().zip(&home.accounts).zip(["", "", "  (simulated)"]) {
        let SignIn { email, password } = account;
        lines.push(format!("  {name:<6}{role:<8}{email:<20}{password}{about}", role = role.as_str()));
    }
    lines.push(String::new());
    lines.push(match customers {
        0 => "No simulated customers come by.".into(),
        1 => "One simulated customer writes now and then, and Bo may answer.".into(),
        _ => format!("{customers} simulated customers write now and then, and Bo answers some of them."),
    });
    lines.push("What you write in the shop yourself waits for you at the desk.".into());
    if !deskbell_gateway::web_is_built() {
        lines.push("The pages were not built into this binary: run make demo to see them.".into());
    }
    let end = if home.is_kept() { "is kept" } else { "is removed at the end" };
    lines.push(format!("All of it is in {} and {end}.", home.path().display()));
    lines.push("Stop with Ctrl-C.\n".into());
    lines.join("\n")
}

fn say(text: &str) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    out.write_all(text.as_bytes())
        .and_then(|()| out.flush())
        .context("Nothing can be written to the terminal")
}

/// The address to open in a browser on this machine.
fn reachable(mut address: SocketAddr) -> SocketAddr {
    if address.ip().is_unspecified() {
        address.set_ip(Ipv4Addr::LOCALHOST.into());
    }
    address
}

/// The address asked for, with the next free port where that one is taken.
fn free_address(wanted: &str) -> String {
    let Ok(address) = wanted.parse::<SocketAddr>() else { return wanted.to_owned() };
    let ports = address.port()..=address.port().saturating_add(PORTS_TRIED);
    let mut tried = ports.map(|port| SocketAddr::new(address.ip(), port));
    tried.find(|address| TcpListener::bind(address).is_ok()).unwrap_or(address).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_port_is_passed_over() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let wanted = taken.local_addr().unwrap();
        let found: SocketAddr = free_address(&wanted.to_string()).parse().unwrap();
        assert!(found.port() > wanted.port());
        assert_eq!(free_address("localhost:80"), "localhost:80");
    }
}
