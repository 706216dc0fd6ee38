//! How a database is reached, and what is said where it is not.

use deskbell_engines::{Certificate, Postgres};
use deskbell_store::{OpenError, Options, PostgresAddress, Store};

fn migrate(url: &str) -> Result<(), OpenError> {
    Store::migrate(url.parse::<PostgresAddress>().unwrap(), false).map(drop)
}

#[test]
fn a_server_is_believed_by_its_certificate() {
    let (certificate, another) = (Certificate::make().unwrap(), Certificate::make().unwrap());
    let server = Postgres::start_over_tls(&certificate).unwrap();
    let url = server.create_database("chat").unwrap();
    let root = |certificate: &Certificate| {
        format!("{url}?sslmode=verify-full&sslrootcert={}", certificate.authority().display())
    };
    migrate(&root(&certificate)).unwrap();
    migrate(&format!("{url}?sslmode=require")).unwrap();
    let stranger = migrate(&root(&another)).unwrap_err();
    assert!(matches!(stranger, OpenError::Unreachable { .. }), "{stranger}");
    let unknown = migrate(&format!("{url}?sslmode=verify-full")).unwrap_err();
    assert!(matches!(unknown, OpenError::Unreachable { .. }), "{unknown}");
}

#[test]
fn what_is_in_the_way_is_said_without_a_password() {
    let server = Postgres::shared();
    let told = |url: &str| migrate(url).unwrap_err().to_string();
    let address = server.addr();
    let missing = told(&format!("postgres://deskbell:geheim@{address}/nowhere"));
    assert!(missing.contains("nowhere") && !missing.contains("geheim"), "{missing}");
    let nobody = told("postgres://deskbell:geheim@127.0.0.1:1/chat");
    assert!(nobody.contains("cannot be reached") && !nobody.contains("geheim"), "{nobody}");
    server.sql("postgres", "CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0").unwrap();
    let latin = told(&server.url("latin"));
    assert!(latin.contains("LATIN1") && latin.contains("UTF8"), "{latin}");
}

#[test]
fn a_database_of_another_schema_is_not_opened() {
    let server = Postgres::shared();
    let url = server.create_database("schemas").unwrap();
    let address: PostgresAddress = url.parse().unwrap();
    let blank = Store::open(&Options::new(address.clone())).map(drop).unwrap_err();
    assert!(matches!(blank, OpenError::PendingMigrations { .. }), "{blank}");
    let pending = Store::pending_migrations(address.clone()).unwrap();
    assert_eq!(Store::migrate(address.clone(), false).unwrap().applied, pending);
    assert!(Store::migrate(address.clone(), false).unwrap().applied.is_empty(), "once");
    server.sql("schemas", "INSERT INTO schema_migrations VALUES (99, '0099_of_tomorrow')").unwrap();
    let newer = Store::open(&Options::new(address.clone())).map(drop).unwrap_err();
    assert!(matches!(newer, OpenError::NewerSchema { found: 99, .. }), "{newer}");
    assert!(matches!(Store::migrate(address, false), Err(OpenError::NewerSchema { .. })));
}

#[test]
fn of_nodes_that_start_at_once_one_migrates() {
    let server = Postgres::shared();
    let url = server.create_database("crowded").unwrap();
    let applied: Vec<usize> = std::thread::scope(|scope| {
        let start = || Store::migrate(url.parse::<PostgresAddress>().unwrap(), false).unwrap().applied.len();
        let nodes: Vec<_> = (0..4).map(|_| scope.spawn(start)).collect();
        nodes.into_iter().map(|node| node.join().unwrap()).collect()
    });
    assert_eq!(applied.iter().filter(|count| **count > 0).count(), 1, "{applied:?}");
}
