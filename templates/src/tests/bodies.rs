//! The bodies of requests: forms, parts, bytes; and the ways to read what comes back.

use std::collections::BTreeMap;

use serde::Serialize;
use serde::ser::Error as _;
use serde_json::json;

use super::memory::{Memory, answer};
use crate::runtime::exchange::Reply;
use crate::runtime::form::Parts;
use crate::runtime::request::{Request, Style};
use crate::runtime::tree::Tree;
use crate::runtime::urlencoded::encode;
use crate::{ErrorKind, File, Form};

/// What is sent after `fill`: the media type and the body as text.
async fn sent(fill: impl FnOnce(&mut Request)) -> (String, String) {
    let memory = Memory::always(200, "");
    let mut request = memory.client().get_zone("z").request;
    fill(&mut request);
    request.send_empty().await.unwrap();
    let sent = &memory.sent()[0];
    let media_type = sent.headers()["content-type"].to_str().unwrap();
    let body = String::from_utf8(sent.body().to_vec()).unwrap();
    (media_type.to_owned(), body)
}

/// Can't be written as JSON.
struct Broken;

impl Serialize for Broken {
    fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
        Err(S::Error::custom("broken"))
    }
}

#[test]
fn properties_of_a_form() {
    let value = json!({
        "none": null, "text": "a b&c=d", "number": 1.5, "flag": true, "list": ["x", 2, null],
        "object": {"a": 1}, "objects": [{"a": 1}], "empty": [],
    });
    let pairs = encode(&Tree::of(&value).unwrap(), &[]).unwrap();
    let expected = [
        "flag=true",
        "list=x",
        "list=2",
        "number=1.5",
        "object=%7B%22a%22%3A1%7D",
        "objects=%7B%22a%22%3A1%7D",
        "text=a%20b%26c%3Dd",
    ];
    let mut found: Vec<&str> = pairs.split('&').collect();
    let mut expected = expected.to_vec();
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert_eq!(encode(&Tree::of(&[1]).unwrap(), &[]), None);
    let ready = encode(&Tree::of("a=1&b=2").unwrap(), &[]);
    assert_eq!(ready.as_deref(), Some("a=1&b=2"));
}

#[test]
fn properties_of_a_form_by_style() {
    for (style, value, expected) in [
        (Style::FORM, json!([1, "b,c"]), "a=1,b%2Cc"),
        (Style::SPACE, json!([1, 2]), "a=1%202"),
        (Style::PIPE, json!([1, 2]), "a=1%7C2"),
        (Style::FORM.exploded(), json!([1, 2]), "a=1&a=2"),
        (Style::FORM, json!([]), ""),
        (Style::FORM, json!("x"), "a=x"),
        (Style::JSON, json!([1]), "a=%5B1%5D"),
        (Style::JSON, json!("x"), "a=%22x%22"),
        (
            Style::DEEP_OBJECT,
            json!({"b": {"c": 1}}),
            "a%5Bb%5D%5Bc%5D=1",
        ),
        (Style::DEEP_OBJECT, json!({"b": null}), ""),
    ] {
        let value = Tree::of(&json!({"a": value})).unwrap();
        assert_eq!(
            encode(&value, &[("a", style)]).unwrap(),
            expected,
            "{style:?}"
        );
    }
}

#[tokio::test]
async fn a_form_is_sent() {
    let (media_type, body) = sent(|request| {
        request.form(
            "application/x-www-form-urlencoded",
            &BTreeMap::from([("a", "1 2")]),
            &[],
        );
    })
    .await;
    assert_eq!(media_type, "application/x-www-form-urlencoded");
    assert_eq!(body, "a=1%202");
}

#[tokio::test]
async fn parts_are_sent() {
    let form = Form::new()
        .text("title", "Cats")
        .json("meta", &json!({"a": 1}))
        .file("plain", "abc")
        .file(
            "photo\"\r\n",
            File::new(vec![b'x'])
                .with_name("a\"b.png")
                .with_media_type("image/png"),
        );
    let (media_type, body) =
        sent(|request| request.multipart("multipart/form-data", form, &[])).await;
    let boundary = "----part-of-a-form";
    assert_eq!(
        media_type,
        format!("multipart/form-data; boundary={boundary}")
    );
    let parts = [
        "Content-Disposition: form-data; name=\"title\"\r\n\r\nCats",
        "Content-Disposition: form-data; name=\"meta\"\r\nContent-Type: application/json\r\n\r\n{\"a\":1}",
        "Content-Disposition: form-data; name=\"plain\"; filename=\"plain\"\r\n\
         Content-Type: application/octet-stream\r\n\r\nabc",
        "Content-Disposition: form-data; name=\"photo%22%0D%0A\"; filename=\"a%22b.png\"\r\n\
         Content-Type: image/png\r\n\r\nx",
    ];
    let separator = format!("\r\n--{boundary}");
    let expected = parts.join(&format!("{separator}\r\n"));
    assert_eq!(body, format!("--{boundary}\r\n{expected}{separator}--\r\n"));
}

/// A body of many kinds of parts.
struct Many;

impl Parts for &Many {
    fn put_into(self, form: &mut Form) {
        form.put("null", &());
        form.put("text", "a");
        form.put("number", &1);
        form.put("list", &["x", "y"]);
        form.put("objects", &json!([{"a": 1}]));
        form.put("lists", &json!([[1, 2], [3]]));
        form.put("whole", &["x"]);
        form.put("typed", "1,2");
        let own = File::new("2").with_media_type("image/png");
        form.put_files("files", &[File::new("1"), own]);
    }
}

#[test]
fn properties_become_parts() {
    let form = Form::of(
        &Many,
        &[
            ("whole", "application/json"),
            ("typed", "text/csv"),
            ("files", "image/gif"),
        ],
    );
    let (_, body) = form.encode("multipart/form-data").unwrap();
    let body = String::from_utf8(body.bytes().unwrap().to_vec()).unwrap();
    let parts: Vec<String> = body
        .split("------part-of-a-form")
        .filter_map(|part| {
            part.trim()
                .strip_prefix("Content-Disposition: form-data; name=")
        })
        .map(|part| part.replace("\r\n", "|"))
        .collect();
    assert_eq!(
        parts,
        [
            "\"text\"||a",
            "\"number\"||1",
            "\"list\"||x",
            "\"list\"||y",
            "\"objects\"|Content-Type: application/json||{\"a\":1}",
            "\"lists\"|Content-Type: application/json||[1,2]",
            "\"lists\"|Content-Type: application/json||[3]",
            "\"whole\"|Content-Type: application/json||[\"x\"]",
            "\"typed\"|Content-Type: text/csv||1,2",
            "\"files\"; filename=\"files\"|Content-Type: image/gif||1",
            "\"files\"; filename=\"files\"|Content-Type: image/png||2",
        ]
    );
}

#[test]
fn a_boundary_stands_in_no_part() {
    let form = Form::new().text("a", "------part-of-a-form--\r\n");
    let (media_type, _) = form.encode("multipart/form-data").unwrap();
    assert_eq!(
        media_type,
        "multipart/form-data; boundary=----part-of-a-form---"
    );
}

#[tokio::test]
async fn a_file_says_what_it_is() {
    let (media_type, body) = sent(|request| request.file("application/octet-stream", "x")).await;
    assert_eq!((&*media_type, &*body), ("application/octet-stream", "x"));
    let file = File::new("x").with_media_type("image/png");
    let (media_type, _) = sent(|request| request.file("application/octet-stream", file)).await;
    assert_eq!(media_type, "image/png");
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused() {
    let memory = Memory::always(200, "");
    let refused = |fill: fn(&mut Request)| {
        let mut request = memory.client().get_zone("z").request;
        fill(&mut request);
        request.send_empty()
    };
    for fill in [
        (|request| request.json(&Broken)) as fn(&mut Request),
        |request| request.form("a/b", &Broken, &[]),
        |request| request.form("a/b", &[1], &[]),
        |request| request.multipart("a/b", Form::new().json("a", &Broken), &[]),
        |request| request.file("a/b", File::new("").with_media_type("a\nb")),
    ] {
        assert_eq!(refused(fill).await.unwrap_err().kind(), ErrorKind::Request);
    }
    assert!(memory.sent().is_empty());
}

#[test]
fn debug_shows_no_content() {
    let file = File::new("secret").with_name("a.txt");
    let form = Form::new()
        .text("title", "secret")
        .file("file", file.clone());
    let shown = format!("{form:?} {file:?}");
    assert!(!shown.contains("secret"), "{shown}");
    assert!(
        shown.contains("title") && shown.contains("a.txt"),
        "{shown}"
    );
    assert_eq!((file.name(), file.media_type()), (Some("a.txt"), None));
}

#[test]
fn a_file_in_json_is_text() {
    assert_eq!(serde_json::to_value(File::new("a")).unwrap(), json!("a"));
    assert!(serde_json::to_value(File::from(vec![b'a', 0xff])).is_err());
    let file: File = serde_json::from_value(json!("abc")).unwrap();
    assert_eq!(file.content().unwrap(), "abc");
}

#[tokio::test]
async fn an_answer_that_says_failure_is_none() {
    let memory = Memory::always(200, r#"{"success":false,"errors":[]}"#);
    let request = memory.client().get_zone("z").request;
    let error = request.read(Reply::optional::<serde_json::Value>).await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Api);
}

#[tokio::test]
async fn answers_that_are_no_json() {
    let memory = Memory::new(|_, count| match count {
        0 => answer(200, "text"),
        1 => answer(200, "bytes"),
        2 => answer(200, ""),
        3 => answer(200, "7"),
        _ => Ok(http::Response::new(vec![b'a', 0xff].into())),
    });
    let request = || memory.client().get_zone("z").request;
    assert_eq!(request().read(Reply::text).await.unwrap(), "text");
    assert_eq!(request().read(Reply::bytes).await.unwrap(), "bytes");
    assert_eq!(request().read(Reply::optional::<u8>).await.unwrap(), None);
    let whole = request()
        .read_with_meta(Reply::optional::<u8>)
        .await
        .unwrap();
    assert_eq!(
        (whole.status().as_u16(), whole.into_value()),
        (200, Some(7))
    );
    let error = request().read(Reply::text).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.to_string().contains("byte 1"), "{error}");
}
