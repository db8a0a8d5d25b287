//! Tests of the runtime: in memory where that will do, over loopback where sockets matter.

mod arguments;
mod bodies;
mod builder;
mod checks;
mod codec;
mod credentials;
mod deadlines;
mod errors;
#[cfg(feature = "reqwest")]
mod faults;
mod formats;
mod headers;
#[cfg(feature = "reqwest")]
mod loopback;
mod memory;
mod mock;
mod pages;
mod pagination;
mod paths;
mod pieces;
mod retries;
mod retry;
mod retry_after;
mod retry_costs;
mod sample;
mod secrets;
mod security;
mod sending;
mod shapes;
mod streams;
mod styles;
mod time;
#[cfg(feature = "reqwest")]
mod ways;
mod wire;
#[cfg(feature = "reqwest")]
mod wire_retries;
