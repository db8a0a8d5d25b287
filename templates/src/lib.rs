//! The handwritten runtime of every generated crate, and its tests.
//!
//! `src/runtime/` is copied as it is; this file, `service.rs` and `tests/` aren't. They stand in
//! for what is generated, so that the runtime compiles and is tested by itself.

#[allow(
    dead_code,
    reason = "a crate uses the part of the runtime that its document needs"
)]
mod runtime;
mod service;

#[cfg(test)]
mod tests;

pub use crate::runtime::*;
