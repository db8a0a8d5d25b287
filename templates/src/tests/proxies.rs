//! Proxies of the environment. Variables of a process that runs cannot be set safely, so the test runs itself.

use std::process::Command;
use std::thread;

use super::loopback::{Act, Server};
use super::scan;
use crate::blocking::Wait;
use crate::{Error, RetryPolicy};

const WHOLE: &str = "HTTP/1.1 200 OK\r\ncontent-length: 16\r\n\r\n{\"success\":true}";

fn builder(url: &str) -> crate::ClientBuilder {
    let once = RetryPolicy::new().max_attempts(1);
    let builder = scan::builder().base_url(url).api_token("t0ken");
    builder.retry(once)
}

/// Does nothing unless another test of this file runs it.
#[tokio::test(flavor = "multi_thread")]
async fn inside() -> Result<(), Error> {
    if std::env::var_os("INSIDE").is_none() {
        return Ok(());
    }
    let server = Server::start(&[Act::Answer(WHOLE)]).await;
    let client = builder(&server.url).build()?;
    client.list_tokens("a").send().await?;
    assert_eq!(server.requests(), 1);
    let client = builder(&server.url).build_blocking()?;
    let call = thread::spawn(move || client.list_tokens("a").send().wait().map(|_| ()));
    call.join().expect("no panic")?;
    assert_eq!(server.requests(), 2);
    // All else goes to the proxy, and there is no such host.
    let client = builder("http://api.test").allow_plain_http(true).build()?;
    client.list_tokens("a").send().await.map(|_| ())
}

#[tokio::test]
async fn a_proxy_sees_nothing_of_what_stays_on_this_machine() {
    let proxy = Server::start(&[Act::Answer(WHOLE)]).await;
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", "tests::proxies::inside"]);
    command.env("INSIDE", "").env_remove("NO_PROXY");
    command.env_remove("no_proxy").env_remove("REQUEST_METHOD");
    for name in ["ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy"] {
        command.env(name, &proxy.url);
    }
    let output = tokio::task::spawn_blocking(move || command.output());
    let output = output.await.unwrap().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("1 passed"), "{said}");
    assert_eq!(proxy.connections(), 1);
}
