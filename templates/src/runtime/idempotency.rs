//! Keys by which a server knows that it is sent the same call again.
//!
//! Takes a request; puts a key in where the policy has one. Keeps none: the request is the same in
//! all attempts.

use std::fmt::Write as _;

use bytes::Bytes;
use http::{HeaderValue, Request};

use crate::runtime::retry::RetryPolicy;

/// The header that parameters of that name are sent in.
const HEADER: &str = "idempotency-key";

/// Puts a key in where the policy says so and the caller hasn't. Gives whether there is one.
pub(crate) fn put_key(
    request: &mut Request<Bytes>,
    policy: &RetryPolicy,
    random: impl Fn() -> f64,
) -> bool {
    let Some(header) = policy.key_header(request.method()) else {
        return request.headers().contains_key(HEADER);
    };
    let headers = request.headers_mut();
    if !headers.contains_key(header) && !headers.contains_key(HEADER) {
        // A key is made of hexadecimal digits and hyphens, which a header can carry.
        if let Ok(value) = HeaderValue::try_from(key(random)) {
            headers.insert(header.clone(), value);
        }
    }
    headers.contains_key(header) || headers.contains_key(HEADER)
}

/// A random UUID (RFC 9562, section 5.4).
fn key(random: impl Fn() -> f64) -> String {
    let mut key = String::new();
    for index in 0..16 {
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 0 to 255; what a timer gives beyond that becomes one of the two"
        )]
        let byte = (random() * 256.0) as u8;
        let byte = match index {
            6 => byte & 0x0f | 0x40,
            8 => byte & 0x3f | 0x80,
            _ => byte,
        };
        if matches!(index, 4 | 6 | 8 | 10) {
            key.push('-');
        }
        // Writing to a string doesn't fail.
        let _ = write!(key, "{byte:02x}");
    }
    key
}
