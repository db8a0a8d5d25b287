//! The calls of `calls.mjs`, in the same order, by the generated crate.
//!
//! Argument: the base URL.

use cloudflare_tokens::{Client, models::Direction};

const ACCOUNT: &str = "023e105f4ecef8ad9ca31a8372d0c353";
const STRANGE: &str = "a b/c?d%e+f;g&h=i#j:k@l!m~n(o)*'";

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = std::env::args().nth(1).ok_or("a base URL")?;
    let client = Client::builder().base_url(url).api_token("t0ken").build()?;
    client.list_tokens(ACCOUNT).send().await?;
    let second = client.list_tokens(ACCOUNT).page(2).per_page(5);
    second.direction(Direction::Desc).send().await?;
    client.list_tokens(STRANGE).send().await?;
    let mut tokens = client.list_tokens(ACCOUNT).per_page(5).stream();
    while tokens.try_next().await?.is_some() {}
    Ok(())
}
