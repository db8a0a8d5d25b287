//! Stands in for the generated answers of an API.

use crate::runtime::mock::Example;

pub(crate) static EXAMPLES: &[&[Example]] = &[
    &[Example {
        operation: "get-zone",
        status: 203,
        media_type: "application/json",
        body: r#"{"name": "example"}"#,
        end: "",
    }],
    &[Example {
        operation: "list-tokens",
        status: 204,
        media_type: "",
        body: "",
        end: "",
    }],
    &[Example {
        operation: "list",
        status: 200,
        media_type: "application/json",
        body: r#"{"data": [{"id": "a"}], "page": {"next": "b"}, "links": {"next": "?at=b"}}"#,
        end: r#"{"data": [], "page": {"next": "b"}, "links": {"next": "?at=b"}}"#,
    }],
];
