//! Stands in for the generated description of an API.

use crate::runtime::service::{ErrorFields, Service};

pub(crate) const SERVICE: Service = Service {
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    base_url: Some("https://api.example.com/client/v4"),
    request_id_header: Some("x-request-id"),
    success: Some("/success"),
    errors: Some(ErrorFields {
        list: "/errors",
        code: "/code",
        message: "/message",
        documentation_url: "/documentation_url",
        pointer: "/source/pointer",
    }),
};
