//! Each engine starts, can be reached, comes back with what it held, and ends with whoever started it.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use deskbell_engines::{Balancer, Certificate, Postgres, Proxy, Redis};

const PATIENCE: Duration = Duration::from_secs(20);
/// Long enough for what passes at once to have passed.
const A_WHILE: Duration = Duration::from_millis(200);

fn ask(address: SocketAddr, words: &str) -> Option<String> {
    let mut line = TcpStream::connect(address).ok()?;
    line.set_read_timeout(Some(PATIENCE)).ok()?;
    line.write_all(words.as_bytes()).ok()?;
    answer(&mut line)
}

fn answer(line: &mut TcpStream) -> Option<String> {
    let mut answer = [0; 512];
    let length = line.read(&mut answer).ok().filter(|length| *length > 0)?;
    Some(String::from_utf8_lossy(&answer[..length]).into_owned())
}

fn eventually(what: &str, mut is_so: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "it never came to be that {what}");
        thread::sleep(Duration::from_millis(10));
    }
}

#[test]
fn redis_answers_is_killed_and_comes_back_empty_at_its_address() {
    let mut redis = Redis::start().unwrap();
    assert_eq!(ask(redis.addr(), "PING\r\n").as_deref(), Some("+PONG\r\n"));
    assert_eq!(redis.says(&["SET", "a", "1"]).unwrap(), "OK");
    redis.kill().unwrap();
    assert_eq!(ask(redis.addr(), "PING\r\n"), None);
    redis.restart().unwrap();
    assert_eq!(redis.says(&["EXISTS", "a"]).unwrap(), "0");
}

#[test]
fn a_frozen_redis_says_nothing_until_it_thaws() {
    let redis = Redis::start().unwrap();
    redis.freeze();
    let mut line = TcpStream::connect(redis.addr()).unwrap();
    line.write_all(b"PING\r\n").unwrap();
    line.set_read_timeout(Some(A_WHILE)).unwrap();
    assert_eq!(answer(&mut line), None);
    redis.thaw();
    line.set_read_timeout(Some(PATIENCE)).unwrap();
    assert_eq!(answer(&mut line).as_deref(), Some("+PONG\r\n"));
}

#[test]
fn postgresql_keeps_what_it_committed_when_it_is_killed_or_stopped() {
    let mut postgres = Postgres::start().unwrap();
    assert_eq!(postgres.sql("postgres", "select 1").unwrap(), "1");
    let url = postgres.create_database("first").unwrap();
    assert!(url.ends_with("/first"), "{url}");
    postgres.sql("first", "create table kept (a int); insert into kept values (7)").unwrap();
    postgres.kill().unwrap();
    assert!(postgres.sql("first", "select 1").is_err());
    postgres.restart().unwrap();
    assert_eq!(postgres.sql("first", "select a from kept").unwrap(), "7");
    postgres.stop().unwrap();
    postgres.restart().unwrap();
    postgres.create_database_from("second", "first").unwrap();
    assert_eq!(postgres.sql("second", "select a from kept").unwrap(), "7");
    let wrong = postgres.sql("first", "select nonsense").unwrap_err().to_string();
    assert!(wrong.contains("nonsense"), "{wrong}");
}

#[test]
fn a_standby_follows_and_is_promoted_with_all_that_was_acknowledged() {
    let mut postgres = Postgres::durable().unwrap();
    let mut standby = postgres.standby().unwrap();
    postgres.set("synchronous_standby_names", "'standby1'").unwrap();
    postgres.sql("postgres", "create table kept (a int); insert into kept values (7)").unwrap();
    assert!(standby.sql("postgres", "insert into kept values (8)").is_err(), "a standby takes writes");
    postgres.kill().unwrap();
    standby.promote().unwrap();
    standby.sql("postgres", "insert into kept values (8)").unwrap();
    assert_eq!(standby.sql("postgres", "select sum(a) from kept").unwrap(), "15");
}

#[test]
fn a_frozen_postgresql_holds_whoever_asks_until_it_thaws() {
    let postgres = Postgres::start_with(&[("application_name", "it's")]).unwrap();
    assert_eq!(postgres.sql("postgres", "show application_name").unwrap(), "psql");
    postgres.freeze();
    let (said, heard) = std::sync::mpsc::channel();
    thread::scope(|scope| {
        scope.spawn(|| said.send(postgres.sql("postgres", "select 1")));
        assert!(heard.recv_timeout(A_WHILE).is_err(), "it answered although it was frozen");
        postgres.thaw();
        assert_eq!(heard.recv_timeout(PATIENCE).unwrap().unwrap(), "1");
    });
}

#[test]
fn a_line_is_cut_held_slowed_and_healed() {
    let redis = Redis::start().unwrap();
    let proxy = Proxy::to(redis.addr()).unwrap();
    let mut line = TcpStream::connect(proxy.addr()).unwrap();
    line.set_read_timeout(Some(PATIENCE)).unwrap();
    let pings = |line: &mut TcpStream| {
        line.write_all(b"PING\r\n").ok()?;
        answer(line)
    };
    assert!(pings(&mut line).is_some());

    proxy.hold();
    line.set_read_timeout(Some(A_WHILE)).unwrap();
    assert_eq!(pings(&mut line), None, "something passed a line that was held");
    let mut late = TcpStream::connect(proxy.addr()).unwrap();
    late.set_read_timeout(Some(A_WHILE)).unwrap();
    assert_eq!(pings(&mut late), None, "something passed a line that was held");
    proxy.heal();
    for line in [&mut line, &mut late] {
        line.set_read_timeout(Some(PATIENCE)).unwrap();
        assert!(answer(line).is_some(), "what was held is gone");
    }

    let begun = Instant::now();
    proxy.slow(A_WHILE);
    assert!(pings(&mut line).is_some());
    assert!(begun.elapsed() >= A_WHILE * 2, "each way was to be slow");

    proxy.cut();
    assert_eq!(pings(&mut line), None);
    assert_eq!(ask(proxy.addr(), "PING\r\n"), None);
    proxy.heal();
    assert!(ask(proxy.addr(), "PING\r\n").is_some());
}

/// A node that says its name, and whether it is ready.
fn node(name: &'static str) -> SocketAddr {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for mut line in listener.incoming().flatten() {
            let mut request = [0; 2048];
            let _length = line.read(&mut request);
            let answer = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{name}",
                name.len()
            );
            let _said = line.write_all(answer.as_bytes());
        }
    });
    address
}

fn gets(address: SocketAddr, path: &str) -> String {
    ask(address, &format!("GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n")).unwrap_or_default()
}

#[test]
fn a_balancer_takes_turns_keeps_polling_with_one_node_and_leaves_out_who_is_gone() {
    let one = Proxy::to(node("one")).unwrap();
    let balancer = Balancer::over(&[one.addr(), node("two")]).unwrap();
    assert_eq!(balancer.base(), format!("http://{}", balancer.addr()));
    let says = |path: &str| {
        let answer = gets(balancer.addr(), path);
        ["one", "two"].into_iter().find(|name| answer.ends_with(name))
    };
    eventually("both nodes are asked", || says("/a") == Some("one") && says("/a") == Some("two"));
    let poll = "/socket.io/?EIO=4&transport=polling";
    let first = says(poll);
    assert!(first.is_some());
    for path in [poll, "/socket.io/?EIO=4&transport=websocket&sid=7"] {
        assert_eq!(says(path), first);
    }
    one.cut();
    eventually("the one is left out", || {
        (0..4).all(|_| says("/a") == Some("two") && says(poll) == Some("two"))
    });
    one.heal();
    eventually("the one is asked again", || says("/a") == Some("one"));
}

#[test]
fn both_speak_tls_where_they_are_told_to() {
    let certificate = Certificate::make().unwrap();
    assert!(certificate.authority().is_file());
    let redis = Redis::start_over_tls(&certificate).unwrap();
    assert!(redis.url().starts_with("rediss://"));
    assert_eq!(redis.says(&["PING"]).unwrap(), "PONG");
    assert!(!ask(redis.addr(), "PING\r\n").unwrap_or_default().contains("PONG"));
    let postgres = Postgres::start_over_tls(&certificate).unwrap();
    let encrypted = "select ssl from pg_stat_ssl where pid = pg_backend_pid()";
    assert_eq!(postgres.sql("postgres", encrypted).unwrap(), "t");
    let plain = postgres.sql("postgres?sslmode=disable", "select 1").unwrap_err().to_string();
    assert!(plain.contains("no encryption"), "{plain}");
}

/// Started again by the test below, as the process that is killed.
#[test]
#[ignore = "it is run by the test that kills it"]
fn starts_everything_and_waits() {
    let (postgres, redis) = (Postgres::start().unwrap(), Redis::start().unwrap());
    postgres.freeze();
    println!("\nstarted {} {}", postgres.addr(), redis.addr());
    thread::sleep(PATIENCE * 2);
}

#[test]
fn engines_end_with_whoever_started_them_even_when_that_is_killed_and_they_are_frozen() {
    let mut starter = Command::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "starts_everything_and_waits"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(starter.stdout.take().unwrap()).lines();
    let started =
        lines.map_while(Result::ok).find_map(|line| line.strip_prefix("started ").map(str::to_owned));
    let addresses: Vec<SocketAddr> = started
        .expect("a starter that starts them")
        .split(' ')
        .map(|address| address.parse().unwrap())
        .collect();
    let directories = directories_of(&addresses);
    assert_eq!(directories.len(), 2);
    starter.kill().unwrap();
    starter.wait().unwrap();
    for address in addresses {
        eventually("nobody listens", || TcpStream::connect(address).is_err());
    }
    eventually("their directories are gone", || directories.iter().all(|directory| !directory.exists()));
}

/// The directories of engines by where they listen, as their files tell.
fn directories_of(addresses: &[SocketAddr]) -> Vec<std::path::PathBuf> {
    let ports: Vec<String> = addresses.iter().map(|address| address.port().to_string()).collect();
    let is_of = |directory: &std::path::Path| {
        ["redis.conf", "data/postmaster.pid"].iter().any(|file| {
            let text = std::fs::read_to_string(directory.join(file)).unwrap_or_default();
            text.split_whitespace().any(|word| ports.iter().any(|port| port == word))
        })
    };
    let entries = std::fs::read_dir(std::env::temp_dir())
        .expect("a temporary folder")
        .flatten()
        .map(|entry| entry.path());
    let engines = entries.filter(|path| path.to_string_lossy().contains("/deskbell-engine-"));
    engines.filter(|path| is_of(path)).collect()
}
