//! Ports that nobody has.

use std::{
    fs,
    hash::{BuildHasher, RandomState},
    io,
    net::TcpListener,
};

/// Ports below this one are other services'.
const PORTS_FROM: u16 = 10_240;
/// What ports are below that a system gives to clients, where it does not say.
const CLIENTS_FROM: u16 = 32_768;
/// Ports tried before there is none.
const PORTS_TRIED: usize = 100;

/// A port that was free a moment ago, for a server that is to return to the same address. It lies below those
/// that clients are given: else a client that tries while the server is away could be given that very port, and
/// be connected to itself.
///
/// # Errors
/// Where there is none.
pub fn free_port() -> io::Result<u16> {
    let range = fs::read_to_string("/proc/sys/net/ipv4/ip_local_port_range").unwrap_or_default();
    let below = range.split_whitespace().next().and_then(|first| first.parse().ok()).unwrap_or(CLIENTS_FROM);
    let width = u64::from(below.saturating_sub(PORTS_FROM).max(1));
    let mut last = io::Error::other("No port could be had.");
    for _ in 0..PORTS_TRIED {
        // Each hasher begins with a number of its own.
        let chance = RandomState::new().hash_one(()) % width;
        let port = PORTS_FROM + u16::try_from(chance).unwrap_or_default();
        match TcpListener::bind(("127.0.0.1", port)) {
            Ok(_) => return Ok(port),
            Err(error) => last = error,
        }
    }
    Err(last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_is_free_and_differs_from_the_one_before() {
        let ports: std::collections::HashSet<u16> = (0..8).map(|_| free_port().unwrap()).collect();
        assert!(ports.len() > 1, "every port was the same");
        assert!(ports.iter().all(|port| *port >= PORTS_FROM));
    }
}
