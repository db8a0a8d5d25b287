//! Tests of the runtime: in memory where that will do, over loopback where sockets matter.

mod arguments;
#[cfg(feature = "blocking")]
mod blocking;
mod bodies;
mod builder;
mod checks;
mod codec;
#[cfg(all(
    feature = "brotli",
    feature = "deflate",
    feature = "gzip",
    feature = "zstd"
))]
mod compression;
mod continuations;
mod credentials;
mod deadlines;
mod errors;
mod failures;
#[cfg(feature = "reqwest")]
mod faults;
mod flight;
mod formats;
mod headers;
mod interceptors;
mod links;
mod lists;
#[cfg(any(feature = "blocking", feature = "reqwest"))]
mod loopback;
mod memory;
mod mock;
mod numbers;
#[cfg(feature = "reqwest")]
mod outgoing;
mod pages;
mod pagination;
mod paths;
mod pieces;
mod provider_answers;
mod providers;
#[cfg(all(feature = "blocking", feature = "reqwest"))]
mod proxies;
mod raw;
mod retries;
mod retry;
mod retry_after;
mod retry_costs;
mod sample;
mod scan;
mod secrets;
mod security;
mod sending;
mod shapes;
mod signs;
mod streams;
mod styles;
mod time;
#[cfg(feature = "tracing")]
mod traces;
#[cfg(feature = "reqwest")]
mod uploads;
mod ways;
#[cfg(target_os = "linux")]
mod wiped;
mod wire;
#[cfg(feature = "reqwest")]
mod wire_retries;
