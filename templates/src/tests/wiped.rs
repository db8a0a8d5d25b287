//! What credentials hold is gone from memory once nobody needs it. Looks for it in the memory of this
//! process, as Linux shows it.

use std::fs::{File, read_to_string};
use std::os::unix::fs::FileExt;

use super::memory::Answer;
use crate::{BearerToken, BoxFuture, Client, ProvidedToken, ProviderError, ResponseBody};
use crate::{TokenProvider, TokenReason, Transport};

/// What a secret is turned into, so that looking for it leaves none behind.
const MASK: u8 = 0x5a;

/// A secret that stands nowhere else, and what it looks like turned.
fn secret(turned: &[u8]) -> String {
    turned.iter().map(|byte| char::from(byte ^ MASK)).collect()
}

/// The letters of a name, turned and made longer.
fn turned(name: &str) -> Vec<u8> {
    let letters = (b'a'..=b'z').chain(b'0'..=b'9').chain(name.bytes());
    letters.map(|byte| byte ^ MASK).collect()
}

/// How often it is found in memory that can be written to: its end, since what is given back has notes
/// of the allocator written over its beginning.
fn found(turned: &[u8]) -> usize {
    let turned = &turned[turned.len() - 16..];
    let memory = File::open("/proc/self/mem").unwrap();
    let mut buffer = vec![0_u8; 1 << 20];
    let mut count = 0;
    for line in read_to_string("/proc/self/maps").unwrap().lines() {
        let mut words = line.split(' ');
        let (range, rights) = (words.next().unwrap(), words.next().unwrap());
        if !rights.starts_with("rw") {
            continue;
        }
        let (from, to) = range.split_once('-').unwrap();
        let mut at = u64::from_str_radix(from, 16).unwrap();
        let to = u64::from_str_radix(to, 16).unwrap();
        // What lies across two pieces is not found: pieces are large.
        while at < to {
            let length = usize::try_from(to - at).unwrap().min(buffer.len());
            // Another thread may have given the memory back.
            if memory.read_exact_at(&mut buffer[..length], at).is_ok() {
                count += occurrences(&buffer[..length], turned);
            }
            at += length as u64;
        }
        buffer.fill(0);
    }
    count
}

fn occurrences(memory: &[u8], turned: &[u8]) -> usize {
    let first = turned[0] ^ MASK;
    let mut count = 0;
    let mut rest = memory;
    while let Some(at) = rest.iter().position(|byte| *byte == first) {
        rest = &rest[at..];
        let same = rest
            .iter()
            .zip(turned)
            .take_while(|(a, b)| **a ^ MASK == **b);
        count += usize::from(same.count() == turned.len());
        rest = &rest[1..];
    }
    count
}

/// Keeps nothing of what it is given.
#[derive(Debug)]
struct Forgets;

impl Transport for Forgets {
    fn execute(
        &self,
        _: super::memory::Sent,
        _: std::time::Duration,
    ) -> BoxFuture<'static, Answer> {
        Box::pin(async {
            Ok(http::Response::new(ResponseBody::from(
                r#"{"success":true}"#,
            )))
        })
    }
}

/// Gives one token.
#[derive(Debug)]
struct Once(Vec<u8>);

impl TokenProvider for Once {
    fn token(&self, _: TokenReason) -> BoxFuture<'_, Result<ProvidedToken, ProviderError>> {
        Box::pin(async { Ok(ProvidedToken::new(secret(&self.0))) })
    }
}

#[tokio::test]
async fn no_secret_is_left_in_memory() {
    let names = [
        "bearer", "password", "digest", "header", "query", "cookie", "csrf", "given",
    ];
    let all = names.map(turned);
    let [bearer, password, digest, header, query, cookie, csrf, given] = all.each_ref();
    let builder = Client::builder()
        .base_url("https://api.test")
        .transport(Forgets);
    let one = builder
        .clone()
        .api_token(secret(bearer))
        .header_key(secret(header));
    let one = one
        .query_key(secret(query))
        .cookie_key(secret(cookie))
        .cookie_csrf(secret(csrf));
    let one = one.build().unwrap();
    let two = builder
        .clone()
        .login("me", secret(password))
        .build()
        .unwrap();
    let three = builder.clone().digest(secret(digest)).build().unwrap();
    let provider = BearerToken::provided_by(Once(given.clone()));
    let four = builder.api_token(provider).build().unwrap();
    for client in [&one, &two, &three, &four] {
        let call = client.request(http::Method::GET, "a").query("b", "c");
        let _ = call.send_raw().await.unwrap();
    }
    // While they are needed they are there, but for a password, which is sent as base64.
    let there = all.each_ref().map(|turned| found(turned) > 0);
    assert_eq!(there, [true, false, true, true, true, true, true, true]);
    drop((one, two, three, four));
    assert_eq!(all.each_ref().map(|turned| found(turned)), [0; 8]);
}
