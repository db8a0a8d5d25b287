//! How long the generated crate takes for List Tokens, and how much it allocates, beside what one would write by hand.
//!
//! `cargo bench -p specwright`. The columns `fastest` and `median` are to be compared: others show what else the machine did.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a bench that cannot run fails by panicking"
)]

mod answer;
mod decode;
mod request;
mod twin;

/// Counts what each bench allocates.
#[global_allocator]
static ALLOCATOR: divan::AllocProfiler = divan::AllocProfiler::system();

fn main() {
    divan::main();
}
