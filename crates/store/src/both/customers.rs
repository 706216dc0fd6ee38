//! What a host says of a customer.

use deskbell_domain::customer::Customer;

use crate::HostCustomer;

/// Whether the host's token says anything about a customer that is not stored yet.
pub(crate) fn differs(known: &Customer, said: &HostCustomer) -> bool {
    let news = |said: &Option<String>, known: Option<&str>| said.is_some() && said.as_deref() != known;
    news(&said.new.name, known.name.as_deref())
        || news(&said.new.email, known.email.as_deref())
        || news(&said.new.attributes, Some(&known.attributes))
}
