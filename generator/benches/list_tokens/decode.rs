//! Reading an answer: by the generated models, and by a twin of them whose `Deserialize` is derived.
//!
//! `generated` reads as the client does, which looks at all of a body for UTF-8 before it reads it as JSON. That `derived` could
//! do as well, so `generated_alike` reads bytes as it does: what is left is what the generated code costs.

use cloudflare_tokens::models;
use divan::Bencher;
use divan::counter::BytesCount;
use serde::de::DeserializeOwned;

use crate::{answer, twin};

/// An answer of one token, a full page, and more than any page has.
const TOKENS: [usize; 3] = [1, 50, 1000];

#[divan::bench(args = TOKENS)]
fn derived(bencher: Bencher<'_, '_>, tokens: usize) {
    let read = read(bencher, tokens, of_bytes::<twin::ListTokensResponse>);
    assert_eq!(read.result.map(|list| list.len()), Some(tokens));
}

#[divan::bench(args = TOKENS)]
fn generated(bencher: Bencher<'_, '_>, tokens: usize) {
    let read = read(bencher, tokens, of_text::<models::ListTokensResponse>);
    assert_eq!(read.result.map(|list| list.len()), Some(tokens));
}

#[divan::bench(args = TOKENS)]
fn generated_alike(bencher: Bencher<'_, '_>, tokens: usize) {
    let read = read(bencher, tokens, of_bytes::<models::ListTokensResponse>);
    assert_eq!(read.result.map(|list| list.len()), Some(tokens));
}

fn of_bytes<T: DeserializeOwned>(body: &[u8]) -> T {
    serde_json::from_slice(body).expect("the answer is in order")
}

fn of_text<T: DeserializeOwned>(body: &[u8]) -> T {
    let text = str::from_utf8(body).expect("JSON is UTF-8");
    serde_json::from_str(text).expect("the answer is in order")
}

fn read<T>(bencher: Bencher<'_, '_>, tokens: usize, decode: fn(&[u8]) -> T) -> T {
    let body = answer::of_tokens(tokens);
    let bencher = bencher.counter(BytesCount::of_slice(&body));
    bencher.bench_local(|| decode(divan::black_box(&body)));
    decode(&body)
}
