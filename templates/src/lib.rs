//! The handwritten runtime of every generated crate, and its tests.
//!
//! `src/runtime/` is copied as it is, and of `src/formats/` and `src/patterns.rs` what a crate has a
//! use for; this file, `examples.rs`, `formats.rs`, `service.rs` and `tests/` aren't. They stand in for
//! what is generated, so that the
//! runtime compiles and is tested by itself.

#[cfg(any(test, feature = "mock"))]
mod examples;
#[cfg(test)]
pub mod formats;
#[cfg(test)]
mod patterns;
#[allow(
    dead_code,
    reason = "a crate uses the part of the runtime that its document needs"
)]
mod runtime;
mod service;

#[cfg(test)]
mod tests;

pub use crate::runtime::*;
