//! Formats that have a type of their own keep what they read, in these words or others.

use rust_decimal::Decimal;
use serde::de::Deserialize as _;
use serde::{Serialize, de::DeserializeOwned};

use crate::formats::{Base64, DateTime, Duration, TimeOfDay};
use crate::runtime::codec::Exact;

/// What a text is read and written as; nothing if it's refused.
fn again<T: DeserializeOwned + Serialize>(text: &str) -> Option<String> {
    let value: T = serde_json::from_value(text.into()).ok()?;
    let written = serde_json::to_value(value).ok()?;
    written.as_str().map(ToOwned::to_owned)
}

fn all<T: DeserializeOwned + Serialize>(cases: &[(&str, Option<&str>)]) {
    for (text, expected) in cases {
        assert_eq!(again::<T>(text).as_deref(), *expected, "{text}");
    }
}

#[test]
fn bytes_are_kept() {
    all::<Base64>(&[
        ("dGV4dA==", Some("dGV4dA==")),
        ("dGV4dA", Some("dGV4dA==")),
        ("dGV4\r\ndA==", Some("dGV4dA==")),
        ("", Some("")),
        ("+/8=", Some("+/8=")),
        ("_-8=", None),
        ("no base64!", None),
    ]);
    let bytes = Base64::from(vec![1, 2]);
    assert_eq!(
        (bytes.to_string().as_str(), bytes.as_ref()),
        ("AQI=", &[1, 2][..])
    );
    assert_eq!(Base64::from(&[1, 2][..]), bytes);
}

#[test]
fn durations_are_kept_unit_by_unit() {
    all::<Duration>(&[
        ("P1DT2H", Some("P1DT2H")),
        ("PT0.5S", Some("PT0.5S")),
        ("PT36H", Some("PT36H")),
        ("PT90M", Some("PT90M")),
        ("P1Y2M3W4DT5H6M7S", Some("P1Y2M3W4DT5H6M7S")),
        ("-P1D", Some("-P1D")),
        ("P0D", Some("PT0S")),
        ("1 day", None),
        ("1d", None),
        ("", None),
    ]);
    let of = |text: &str| serde_json::from_value::<Duration>(text.into()).ok();
    assert_ne!(of("PT60M"), of("PT1H"));
    assert_eq!(of("PT60M"), of("PT60M"));
}

#[test]
fn times_of_day_keep_their_offset() {
    all::<TimeOfDay>(&[
        ("07:08:09Z", Some("07:08:09Z")),
        ("07:08:09z", Some("07:08:09Z")),
        ("23:59:59.999+05:30", Some("23:59:59.999+05:30")),
        ("23:59:59-11:00", Some("23:59:59-11:00")),
        ("10:20:30+00:00", Some("10:20:30Z")),
        ("10:20:30", Some("10:20:30")),
        ("10:20", Some("10:20:00")),
        ("2024-05-06T10:20:30", None),
        ("10:20:30+5", None),
        ("10:20:30+05:60", None),
        ("25:00:00Z", None),
        ("ten", None),
        ("", None),
    ]);
}

#[test]
fn instants_keep_their_offset() {
    all::<DateTime>(&[
        ("2024-05-06T07:08:09Z", Some("2024-05-06T07:08:09Z")),
        ("2024-05-06t07:08:09z", Some("2024-05-06T07:08:09Z")),
        (
            "2024-05-06T09:08:09.5+02:00",
            Some("2024-05-06T09:08:09.5+02:00"),
        ),
        ("2024-05-06 07:08", None),
    ]);
}

#[test]
fn decimals_keep_each_digit_or_are_refused() {
    for (text, expected) in [
        ("1.50", Some("1.50")),
        ("-0.1", Some("-0.1")),
        (
            "1234567890123456789012345678",
            Some("1234567890123456789012345678"),
        ),
        ("0.12345678901234567890123456789012345", None),
        ("ten", None),
    ] {
        let value = Exact::<Decimal>::deserialize(serde_json::Value::from(text)).ok();
        let written = value.and_then(|Exact(value)| serde_json::to_value(value).ok());
        assert_eq!(
            written.as_ref().and_then(|value| value.as_str()),
            expected,
            "{text}"
        );
    }
}
