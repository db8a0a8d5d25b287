//! Reading an answer: by the generated models, and by a twin of them whose `Deserialize` is derived.

use cloudflare_tokens::models;
use divan::Bencher;
use divan::counter::BytesCount;
use serde::de::DeserializeOwned;

use crate::{answer, twin};

/// An answer of one token, a full page, and more than any page has.
const TOKENS: [usize; 3] = [1, 50, 1000];

#[divan::bench(args = TOKENS)]
fn derived(bencher: Bencher<'_, '_>, tokens: usize) {
    let read = read::<twin::ListTokensResponse>(bencher, tokens);
    assert_eq!(read.result.map(|list| list.len()), Some(tokens));
}

#[divan::bench(args = TOKENS)]
fn generated(bencher: Bencher<'_, '_>, tokens: usize) {
    let read = read::<models::ListTokensResponse>(bencher, tokens);
    assert_eq!(read.result.map(|list| list.len()), Some(tokens));
}

fn read<T: DeserializeOwned>(bencher: Bencher<'_, '_>, tokens: usize) -> T {
    let body = answer::of_tokens(tokens);
    let decode = |body: &[u8]| serde_json::from_slice::<T>(body).expect("the answer is in order");
    let bencher = bencher.counter(BytesCount::of_slice(&body));
    bencher.bench_local(|| decode(divan::black_box(&body)));
    decode(&body)
}
