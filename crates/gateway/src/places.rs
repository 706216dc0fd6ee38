//! Places for connections and sessions, counted in total and by address, so that a crowd leaves the server its
//! descriptors and its memory.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::Arc;

use metrics::Gauge;
use parking_lot::Mutex;

/// Why there is no place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Full {
    /// All places are taken.
    House,
    /// This address has as many as one may have.
    Address,
}

impl Full {
    /// A stable code, for logs and counters.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Full::House => "all_taken",
            Full::Address => "address_has_enough",
        }
    }
}

/// The places there are for one kind of caller. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Places(Arc<Inner>);

struct Inner {
    total: usize,
    /// 0: addresses are not counted.
    per_address: usize,
    taken: Mutex<Taken>,
    shown: Gauge,
}

#[derive(Default)]
struct Taken {
    total: usize,
    by_address: HashMap<IpAddr, usize>,
}

/// One caller's place, free again when it is dropped.
pub(crate) struct Place {
    places: Places,
    address: IpAddr,
}

impl Places {
    /// As many places in total, and for one address; 0 for as many as there are.
    pub(crate) fn new(total: usize, per_address: usize) -> Places {
        Places::shown_by(total, per_address, Gauge::noop())
    }

    /// The same, with a gauge of those that are taken.
    pub(crate) fn shown_by(total: usize, per_address: usize, shown: Gauge) -> Places {
        Places(Arc::new(Inner { total, per_address, taken: Mutex::default(), shown }))
    }

    /// A place for somebody from this address.
    pub(crate) fn take(&self, address: IpAddr) -> Result<Place, Full> {
        let address = network(address);
        let mut taken = self.0.taken.lock();
        if taken.total >= self.0.total {
            return Err(Full::House);
        }
        if self.0.per_address > 0 {
            let count = taken.by_address.entry(address).or_default();
            if *count >= self.0.per_address {
                return Err(Full::Address);
            }
            *count += 1;
        }
        taken.total += 1;
        self.0.shown.set(taken.total as f64);
        Ok(Place { places: self.clone(), address })
    }
}

impl Place {
    /// Whose it is.
    pub(crate) fn address(&self) -> IpAddr {
        self.address
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut taken = self.places.0.taken.lock();
        taken.total -= 1;
        self.places.0.shown.set(taken.total as f64);
        if let Entry::Occupied(mut count) = taken.by_address.entry(self.address) {
            *count.get_mut() -= 1;
            if *count.get() == 0 {
                count.remove();
            }
        }
    }
}

/// One customer commands a whole /64 of IPv6 addresses, which therefore count as one.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & !u128::from(u64::MAX)).into(),
        address => address,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn take(places: &Places, address: &str) -> Result<Place, Full> {
        places.take(address.parse().unwrap())
    }

    #[test]
    fn a_place_is_free_again_when_its_connection_is_gone() {
        let places = Places::new(2, 0);
        let first = take(&places, "10.0.0.1").unwrap();
        let _second = take(&places, "10.0.0.1").unwrap();
        assert_eq!(take(&places, "10.0.0.2").err(), Some(Full::House));
        drop(first);
        assert!(take(&places, "10.0.0.2").is_ok());
    }

    #[test]
    fn one_address_cannot_have_them_all() {
        let places = Places::new(10, 2);
        let first = take(&places, "10.0.0.1").unwrap();
        let _second = take(&places, "::ffff:10.0.0.1").unwrap();
        assert_eq!(take(&places, "10.0.0.1").err(), Some(Full::Address));
        let _other = take(&places, "10.0.0.2").unwrap();
        drop(first);
        assert!(take(&places, "10.0.0.1").is_ok());
        let _one = take(&places, "2001:db8:1:2::1").unwrap();
        let _two = take(&places, "2001:db8:1:2::2").unwrap();
        assert_eq!(take(&places, "2001:db8:1:2::3").err(), Some(Full::Address));
    }

    #[test]
    fn addresses_that_are_gone_are_forgotten() {
        let places = Places::new(10, 2);
        drop([take(&places, "10.0.0.1"), take(&places, "10.0.0.1"), take(&places, "10.0.0.2")]);
        assert!(places.0.taken.lock().by_address.is_empty());
    }
}
