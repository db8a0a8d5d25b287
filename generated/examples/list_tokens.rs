//! Calls `list_tokens` and prints what comes back.
//!
//! ```sh
//! CLOUDFLARE_API_TOKEN=… cargo run --example list_tokens -- <account_id>
//! ```

use cloudflare_tokens::Client;

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let api_token = std::env::var("CLOUDFLARE_API_TOKEN").map_err(|_| "set CLOUDFLARE_API_TOKEN")?;
    let account_id = std::env::args().nth(1).ok_or("usage: list_tokens <account_id>")?;

    let client = Client::builder().api_token(api_token).build()?;
    let mut items = client.list_tokens(account_id).stream();
    while let Some(item) = items.try_next().await? {
        println!("{item:#?}");
    }
    Ok(())
}
