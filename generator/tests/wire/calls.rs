//! A program of somebody who uses the crate of `security-alternatives.yaml`; `security.rs` runs it against a server.
//! Its steps are the server's requests, in this order.

use fixture_security::{Client, ClientBuilder, Error};

fn client(set: impl FnOnce(ClientBuilder) -> ClientBuilder) -> Result<Client, Error> {
    let url = std::env::args().nth(1).unwrap_or_default();
    set(Client::builder().base_url(url)).build()
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let query = client(|it| it.query_key("s3cret & more"))?;
    query.each().send().await?;
    query.listed_too().send().await?;
    query.listed_too().api_key("mine").send().await?;

    let login = client(|it| it.login("Aladdin", "open sesame"))?;
    login.each().send().await?;

    let cookies = client(|it| it.csrf("t0ken").session_id("a=b"))?;
    cookies.each().send().await?;

    let both = client(|it| it.email("me@example.com").key("s3cret"))?;
    both.inherited().send().await?;
    let all = client(|it| it.email("me@example.com").key("s3cret").token("t0ken"))?;
    all.inherited().send().await?;
    let half = client(|it| it.email("me@example.com").token("t0ken"))?;
    half.inherited().send().await?;

    let everything = client(|it| {
        let it = it.session_id("sid").query_key("q").key("s3cret");
        it.token("t0ken").login("not", "needed")
    })?;
    everything.all().send().await?;

    let token = client(|it| it.token("t0ken"))?;
    token.anonymous_first().send().await?;
    token.anonymous_only().send().await?;
    token.none().send().await?;
    let nobody = client(|it| it)?;
    nobody.anonymous_first().send().await?;
    nobody.anonymous_last().send().await?;
    nobody.none().send().await?;

    // Sent to nobody: these are refused.
    for error in [
        nobody.each().send().await,
        cookies.inherited().send().await,
        client(|it| it.email("me@example.com"))?.inherited().send().await,
    ] {
        println!("{}", error.expect_err("a credential is missing"));
    }
    // What the server doesn't know fails, and shows no key.
    println!("{:?}", query.unserved().send().await);
    let query = client(|it| it.query_key("s3cret").base_url("http://127.0.0.1:9"))?;
    let error = query.each().send().await.expect_err("nobody is there");
    println!("{error} {error:?} {query:?}");
    Ok(())
}
