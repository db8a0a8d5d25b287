//! Whether a credential would go where others can read it.
//!
//! Takes where a request goes; gives a refusal for plain HTTP to another machine, and says which requests
//! no proxy may see. Looks at the URL alone.

use std::net::{Ipv4Addr, Ipv6Addr};

use http::Uri;

/// Refuses a URL whose server is reached without encryption (RFC 6750, section 5.3), unless it is
/// this machine.
pub(crate) fn check(uri: &Uri) -> Result<(), &'static str> {
    let host = uri.host().unwrap_or_default();
    if uri.scheme_str() == Some("https") || is_loopback(host) {
        return Ok(());
    }
    Err(
        "the credential would go over plain `http`, where others can read it; use `https`, or \
         `ClientBuilder::allow_plain_http` if nobody is in between",
    )
}

/// Whether it goes over plain HTTP and to this machine, and so past any proxy of the environment: that is another machine, and
/// could read what is allowed here only because it stays here.
#[allow(
    dead_code,
    reason = "a crate without a transport of its own has no proxy"
)]
pub(crate) fn stays_here(uri: &Uri) -> bool {
    uri.scheme_str() == Some("http") && is_loopback(uri.host().unwrap_or_default())
}

/// Whether it is a name or an address of this machine (RFC 6761, section 6.3; RFC 6890).
fn is_loopback(host: &str) -> bool {
    let name = host.trim_end_matches('.');
    let is_localhost = name.rsplit('.').next();
    if is_localhost.is_some_and(|last| last.eq_ignore_ascii_case("localhost")) {
        return true;
    }
    let address = host.trim_start_matches('[').trim_end_matches(']');
    let v4 = address.parse().is_ok_and(|one: Ipv4Addr| one.is_loopback());
    v4 || address.parse().is_ok_and(|one: Ipv6Addr| one.is_loopback())
}
