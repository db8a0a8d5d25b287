//! A token never shows, whatever goes wrong.

use std::error::Error as StdError;
use std::fmt::Write as _;

use super::memory::{Answer, Memory, answer};
use super::sample::models::{CreateTokenBody, Direction};
use super::scan;
use crate::runtime::credential::Credential;
use crate::runtime::operation::Operation;
use crate::runtime::request::Request;
use crate::runtime::watch::Watch;
use crate::{
    BearerToken, ClientBuilder, Error, File, Form, ProvidedToken, ResponseBody, TransportError,
    TransportErrorKind,
};

const SECRET: &str = "s3cret-t0ken";

/// All that a program might log of an error.
fn shown(error: &Error) -> String {
    let mut text = format!("{error} {error:?} {error:#?}");
    let mut source = error.source();
    while let Some(error) = source {
        write!(text, " {error} {error:?}").unwrap();
        source = error.source();
    }
    text
}

fn hidden(text: &str) {
    assert!(!text.contains(SECRET), "{text}");
}

#[test]
fn nothing_that_holds_a_token_shows_it() {
    let builder = Memory::always(200, "{}").builder().api_token(SECRET);
    hidden(&format!("{builder:?}"));
    let client = builder.build().unwrap();
    hidden(&format!("{client:?}"));
    assert!(format!("{client:?}").contains("api_token"));
    let body = CreateTokenBody {
        name: SECRET.to_owned(),
        broken: false,
    };
    hidden(&format!("{:?}", client.create_token(SECRET, &body)));
    let call = client.list_tokens("a").direction(Direction::Desc);
    hidden(&format!(
        "{:?} {:?} {call:?}",
        call.clone().pages(),
        call.clone().stream()
    ));
    let mut request = client.get_zone("a").request;
    request.query("token", SECRET, &[]);
    hidden(&format!(
        "{request:?} {:?}",
        request.to_http(&mut Watch::default()).unwrap().headers()
    ));
    assert_eq!(
        format!("{:?}", Credential::bearer(SECRET.into())),
        "Bearer(..)"
    );
    let http = call.stream();
    hidden(&format!("{http:#?}"));
}

/// A client with a secret of each kind.
fn every_kind(memory: &Memory) -> ClientBuilder {
    memory
        .builder()
        .api_token(SECRET)
        .login(SECRET, SECRET)
        .digest(SECRET)
        .header_key(SECRET)
        .query_key(SECRET)
        .cookie_key(SECRET)
}

/// Needs all that can go together.
static EVERYTHING: Operation = Operation {
    id: "everything",
    method: http::Method::GET,
    path: "/thing/{id}",
    accept: "application/json",
    base_url: None,
    security: &[&["login", "header_key", "query_key", "cookie_key"]],
};

#[tokio::test]
async fn no_kind_of_credential_shows() {
    let memory = Memory::new(|request, _| {
        assert!(request.uri().to_string().contains(SECRET));
        Err(TransportError::new(TransportErrorKind::Connect, "refused"))
    });
    let builder = every_kind(&memory);
    hidden(&format!("{builder:?} {builder:#?}"));
    let client = builder.build().unwrap();
    hidden(&format!("{client:?} {client:#?}"));
    let mut request = Request::new(&client, &EVERYTHING);
    // A path that makes no URL, and one that does.
    hidden(&shown(&request.to_http(&mut Watch::default()).unwrap_err()));
    request.path("id", "a", &[]);
    hidden(&format!(
        "{request:?} {:?}",
        request.to_http(&mut Watch::default()).unwrap().headers()
    ));
    hidden(&shown(&request.send_empty().await.unwrap_err()));
    assert_eq!(memory.sent().len(), 3);
    for credential in [
        Credential::basic(SECRET.to_owned(), SECRET.to_owned(), str::to_owned),
        Credential::authorization("Digest", SECRET.to_owned()),
        Credential::header("x-key", SECRET.to_owned()),
        Credential::query("key", SECRET.to_owned()),
        Credential::cookie("key", SECRET.to_owned()),
        Credential::certificate(),
    ] {
        hidden(&format!("{credential:?}"));
    }
}

/// A URL that is too long is refused without a word of it.
#[test]
fn a_key_that_makes_no_url_does_not_show() {
    let builder = every_kind(&Memory::always(200, "{}")).query_key(SECRET.repeat(9000));
    let client = builder.build().unwrap();
    let mut request = Request::new(&client, &EVERYTHING);
    request.path("id", "a", &[]);
    let error = request.to_http(&mut Watch::default()).unwrap_err();
    assert_eq!(error.kind(), crate::ErrorKind::Request);
    hidden(&shown(&error));
}

#[test]
fn a_password_in_a_base_url_does_not_show() {
    let builder = Memory::always(200, "{}").builder();
    let builder = builder.base_url(format!("https://me:{SECRET}@example.com"));
    hidden(&format!("{builder:?}"));
    hidden(&shown(&builder.build().unwrap_err()));
}

#[tokio::test]
async fn no_fault_shows_the_token() {
    let faults: [fn() -> Answer; 8] = [
        || answer(500, SECRET),
        || {
            answer(
                403,
                format!(r#"{{"errors":[{{"code":1,"source":"{SECRET}"}}]}}"#),
            )
        },
        || answer(200, SECRET),
        || answer(200, format!(r#"{{"success":"{SECRET}"}}"#)),
        || {
            answer(
                200,
                format!(r#"{{"success":true,"result":[{{"id":"a","policies":"\"{SECRET}\""}}]}}"#),
            )
        },
        || answer(200, format!(r#"{{"success":false,"messages":"{SECRET}"}}"#)),
        || Err(TransportError::new(TransportErrorKind::Connect, "refused")),
        || {
            let mut response = http::Response::new(ResponseBody::empty());
            let cookie = format!("session={SECRET}").parse().unwrap();
            response.headers_mut().insert("set-cookie", cookie);
            Ok(response)
        },
    ];
    for fault in faults {
        let memory = Memory::new(move |_, _| fault());
        let client = memory.builder().api_token(SECRET).build().unwrap();
        let error = client.list_tokens("a").send().await.unwrap_err();
        hidden(&shown(&error));
        let error = client
            .list_tokens("a")
            .stream()
            .try_next()
            .await
            .unwrap_err();
        hidden(&shown(&error));
        assert!(memory.sent().len() >= 2, "nothing was sent");
    }
}

/// What a call is made of and what it gives, each after it has held the token or what a server sent of it.
#[tokio::test]
async fn what_calls_give_shows_neither_token_nor_body() {
    let memory = Memory::new(|_, _| {
        let mut response = answer(
            200,
            format!(
                r#"{{"success":true,"result":[{{"id":"a","policies":[]}}],"more":"{SECRET}"}}"#
            ),
        )?;
        let cookie = format!("session={SECRET}").parse().unwrap();
        response.headers_mut().insert("set-cookie", cookie);
        Ok(response)
    });
    let client = memory.builder().api_token(SECRET).build().unwrap();
    let call = || client.list_tokens("a");
    let untyped = || client.request(http::Method::POST, "/a").query("b", SECRET);
    scan::debug(&untyped().body("a/b", SECRET));
    scan::debug(&untyped().send::<()>());
    scan::debug(&call().send());
    let (mut pages, mut items) = (call().pages(), call().stream());
    pages.try_next().await.unwrap().unwrap();
    items.try_next().await.unwrap().unwrap();
    scan::debug(&(pages, items));
    let mut raw = call().request.send_raw().await.unwrap();
    scan::debug(&raw);
    raw.try_next().await.unwrap().unwrap();
    scan::debug(&raw);
    let meta = untyped().send_with_meta::<serde::de::IgnoredAny>().await;
    scan::debug(&meta.unwrap());
    let bearer = BearerToken::from(SECRET);
    let lasting = ProvidedToken::new(SECRET);
    scan::debug(&(
        bearer,
        lasting,
        File::from(SECRET),
        Form::new().text("a", SECRET),
    ));
}

#[tokio::test]
async fn a_page_shows_no_header() {
    let memory = Memory::new(|_, _| {
        let mut response = answer(200, r#"{"success":true,"result":[]}"#)?;
        response
            .headers_mut()
            .insert("set-cookie", SECRET.parse().unwrap());
        Ok(response)
    });
    let page = memory.client().list_tokens("a").send().await.unwrap();
    hidden(&format!("{page:?}"));
}

#[test]
fn a_secret_of_a_model_shows_as_two_dots() {
    let (there, absent) = (Some(SECRET.to_owned()), None::<String>);
    let shown = format!(
        "{:?} {:?} {:?}",
        crate::runtime::hidden::of(&there),
        there.as_ref().map(crate::runtime::hidden::of),
        absent.as_ref().map(crate::runtime::hidden::of),
    );
    assert_eq!(shown, ".. Some(..) None");
}
