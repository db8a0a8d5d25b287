//! Credentials of every kind over a socket: the crate of a fixture, compiled, and a program that uses it.

use std::path::{Path, PathBuf};
use std::process::Command;

use specwright::config::{Config, Operations};
use wiremock::matchers::method;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The crate of the fixture in an empty folder, with `calls.rs` for an example.
fn written() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let fixture = root().join("generator/tests/fixtures/accept/security-alternatives.yaml");
    let output = folder.path().to_owned();
    let name = "fixture-security".to_owned();
    let mut config = Config::for_document(fixture, Vec::new(), output, name).expect("a plain name");
    config.layout.operations = Operations::Flat;
    let crate_ = specwright::generate(&config).unwrap_or_else(|_| panic!("it is accepted"));
    crate_.files.apply(&config.output).expect("a new folder");
    std::fs::write(
        folder.path().join("examples/calls.rs"),
        include_str!("calls.rs"),
    )
    .expect("beside the crate's own example");
    std::fs::copy(root().join("Cargo.lock"), folder.path().join("Cargo.lock"))
        .expect("the lock file can be copied");
    folder
}

/// What the program printed.
fn run(url: &str) -> String {
    let folder = written();
    let output = Command::new(env!("CARGO"))
        .args(["run", "--quiet", "--example", "calls", "--", url])
        .current_dir(folder.path())
        .env("CARGO_NET_OFFLINE", "true")
        // The folder of this workspace's own build, so that dependencies are not built twice.
        .env(
            "CARGO_TARGET_DIR",
            Path::new(env!("CARGO_TARGET_TMPDIR")).join(".."),
        )
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .output()
        .expect("cargo can be started");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}");
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// Path, query and credentials of a request, as it came.
fn seen(request: &Request) -> String {
    let mut line = request.url.path().to_owned();
    if let Some(query) = request.url.query() {
        line += &format!("?{query}");
    }
    for name in ["authorization", "cookie", "x-auth-email", "x-auth-key"] {
        for value in request.headers.get_all(name) {
            line += &format!(" {name}={}", value.to_str().expect("ASCII"));
        }
    }
    line
}

#[tokio::test(flavor = "multi_thread")]
async fn each_kind_is_sent_as_the_document_says() {
    let server = MockServer::start().await;
    Mock::given(method("GET"))
        .respond_with(ResponseTemplate::new(204))
        .mount(&server)
        .await;
    let url = server.uri();
    let printed = tokio::task::spawn_blocking(move || run(&url)).await;
    let printed = printed.expect("the program ends well");
    let requests = server.received_requests().await;
    let requests = requests.expect("requests are recorded");
    let seen: Vec<String> = requests.iter().map(seen).collect();
    assert_eq!(
        seen,
        [
            "/each?api_key=s3cret%20%26%20more",
            "/listed-too?api_key=s3cret%20%26%20more",
            "/listed-too?api_key=mine",
            "/each authorization=Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
            "/each cookie=sid=a=b; csrf=t0ken",
            "/inherited x-auth-email=me@example.com x-auth-key=s3cret",
            "/inherited x-auth-email=me@example.com x-auth-key=s3cret",
            "/inherited authorization=Bearer t0ken",
            "/all?api_key=q authorization=Bearer t0ken cookie=sid=sid x-auth-key=s3cret",
            "/anonymous-first authorization=Bearer t0ken",
            "/anonymous-only",
            "/none",
            "/anonymous-first",
            "/anonymous-last",
            "/none",
        ]
    );
    refusals(&printed);
}

fn refusals(printed: &str) {
    let lines: Vec<&str> = printed.lines().collect();
    for (line, part) in lines.iter().zip([
        "`ClientBuilder::query_key`, or with `ClientBuilder::login`, or with `ClientBuilder::session_id` and \
         `ClientBuilder::csrf`",
        "`ClientBuilder::email` and `ClientBuilder::key`, or with `ClientBuilder::token`",
        "`ClientBuilder::email` and `ClientBuilder::key`, or with `ClientBuilder::token`",
        "`ClientBuilder::token`",
        "Connect",
    ]) {
        assert!(line.contains(part), "{line}");
    }
    assert_eq!(lines.len(), 5, "{printed}");
    assert!(!printed.contains("s3cret"), "{printed}");
}
