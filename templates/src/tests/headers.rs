//! Headers of an answer as values.

use http::{HeaderMap, HeaderName, HeaderValue};

use crate::ErrorKind;
use crate::runtime::headers::Headers;

fn headers(pairs: &[(&'static str, &'static [u8])]) -> HeaderMap {
    let pairs = pairs.iter().map(|(name, value)| {
        let value = HeaderValue::from_bytes(value).unwrap();
        (HeaderName::from_static(name), value)
    });
    let mut map = HeaderMap::new();
    for (name, value) in pairs {
        map.append(name, value);
    }
    map
}

#[test]
fn single_values() {
    let map = headers(&[
        ("x-count", b" 7 "),
        ("x-count", b"8"),
        ("x-flag", b"true"),
        ("x-name", "Zoë".as_bytes()),
        ("x-odd", b"\xff"),
    ]);
    let headers = Headers::new(&map);
    assert_eq!(headers.one("X-Count").unwrap(), Some(7_u32));
    assert_eq!(headers.one("x-flag").unwrap(), Some(true));
    assert_eq!(headers.one("x-name").unwrap(), Some("Zoë".to_owned()));
    assert_eq!(headers.one::<String>("x-none").unwrap(), None);
    assert_eq!(headers.one::<String>("no name").unwrap(), None);
    for error in [
        headers.one::<String>("x-odd").unwrap_err(),
        headers.one::<u32>("x-name").unwrap_err(),
        headers.many::<u32>("x-name").unwrap_err(),
        headers.many::<String>("x-odd").unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::Decode);
        assert!(!format!("{error:?}").contains("Zo"), "{error:?}");
    }
    let shown = format!("{headers:?}");
    assert!(
        shown.contains("x-flag") && !shown.contains("true"),
        "{shown}"
    );
}

#[test]
fn lists() {
    let map = headers(&[("x-ids", b"1, 2,,"), ("x-ids", b"3"), ("x-empty", b"")]);
    let headers = Headers::new(&map);
    assert_eq!(headers.many("x-ids").unwrap(), Some(vec![1, 2, 3]));
    assert_eq!(headers.many::<u32>("x-empty").unwrap(), Some(Vec::new()));
    assert_eq!(headers.many::<u32>("x-none").unwrap(), None);
}
