//! From where a request comes: the address that limits are counted by, and whether it came over TLS.

use std::{
    convert::Infallible,
    net::{IpAddr, Ipv6Addr, SocketAddr},
};

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{HeaderMap, request::Parts},
};

use crate::entrance::Entrance;

/// From where a request comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Origin {
    /// The address, where the listener knows one.
    pub(crate) address: Option<IpAddr>,
    /// Whether the request came over TLS, at a proxy that is trusted to say so.
    pub(crate) secure: bool,
}

impl Origin {
    /// Reads a request's head. Forwarding headers count only behind a trusted proxy; of several hops the last
    /// one is the proxy's own word, the others are the client's.
    pub(crate) fn read(parts: &Parts, trust_proxy: bool) -> Self {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        if !trust_proxy {
            return Self { address: peer.map(|ip| ip.to_canonical()), secure: false };
        }
        let forwarded = last_word(&parts.headers, "x-forwarded-for").and_then(parse_address);
        let scheme = last_word(&parts.headers, "x-forwarded-proto");
        Self {
            address: forwarded.or(peer).map(|ip| ip.to_canonical()),
            secure: scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https")),
        }
    }

    /// What limits are counted by. One customer commands a whole /64 of IPv6 addresses, which therefore count
    /// as one.
    pub(crate) fn limit_key(&self) -> String {
        match self.address {
            Some(IpAddr::V6(address)) => {
                let network = Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX));
                format!("address {network}/64")
            }
            Some(address) => format!("address {address}"),
            None => "address unknown".to_owned(),
        }
    }
}

impl FromRequestParts<Entrance> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, entrance: &Entrance) -> Result<Self, Infallible> {
        Ok(Self::read(parts, entrance.options.trust_proxy))
    }
}

fn last_word<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let last = headers.get_all(name).iter().next_back()?.to_str().ok()?;
    last.rsplit(',').next().map(str::trim)
}

/// An address as proxies write it: bare, with a port, or in brackets.
fn parse_address(text: &str) -> Option<IpAddr> {
    let bare = || text.parse().ok();
    let with_port = || text.parse().ok().map(|address: SocketAddr| address.ip());
    let in_brackets = || text.strip_prefix('[')?.strip_suffix(']')?.parse().ok();
    bare().or_else(with_port).or_else(in_brackets)
}

#[cfg(test)]
mod tests {
    use axum::http::Request;

    use super::*;

    fn origin(headers: &[(&str, &str)], trust_proxy: bool) -> Origin {
        let mut request = Request::builder().extension(ConnectInfo(SocketAddr::from(([10, 0, 0, 1], 80))));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        Origin::read(&request.body(()).unwrap().into_parts().0, trust_proxy)
    }

    #[test]
    fn only_a_trusted_proxy_is_believed() {
        let headers = [("x-forwarded-for", "6.6.6.6, 1.2.3.4"), ("x-forwarded-proto", "https")];
        assert_eq!(origin(&headers, false).limit_key(), "address 10.0.0.1");
        assert!(!origin(&headers, false).secure);
        assert_eq!(origin(&headers, true).limit_key(), "address 1.2.3.4");
        assert!(origin(&headers, true).secure);
    }

    #[test]
    fn what_a_client_wrote_before_the_proxy_does_not_count() {
        let headers = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "7.7.7.7, 1.2.3.4:5678")];
        assert_eq!(origin(&headers, true).limit_key(), "address 1.2.3.4");
        assert_eq!(origin(&[("x-forwarded-for", "nonsense")], true).limit_key(), "address 10.0.0.1");
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one() {
        let key = |address| origin(&[("x-forwarded-for", address)], true).limit_key();
        assert_eq!(key("2001:db8:1:2:3::4"), key("[2001:db8:1:2:ffff::1]:443"));
        assert_ne!(key("2001:db8:1:2::1"), key("[2001:db8:1:3::1]"));
        assert_eq!(key("::ffff:1.2.3.4"), "address 1.2.3.4");
    }
}
