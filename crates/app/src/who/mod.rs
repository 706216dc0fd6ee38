//! Who people are: sign-in, tokens, accounts and customers' records.

pub(crate) mod accounts;
pub(crate) mod contexts;
pub(crate) mod customers;
pub mod passwords;
pub(crate) mod people;
mod profile;
mod records;
pub(crate) mod sign_in;
pub mod tokens;

pub(crate) use profile::PROFILES_PER_MINUTE;
