//! What is particular to this API; the runtime knows none of it by itself.

use crate::runtime::service::{ErrorFields, Service};

pub(crate) const SERVICE: Service = Service {
    user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
    base_url: Some("https://api.cloudflare.com/client/v4"),
    request_id_header: Some("cf-ray"),
    success: Some("/success"),
    errors: Some(ErrorFields {
        list: "/errors",
        code: "/code",
        message: "/message",
        documentation_url: "/documentation_url",
        pointer: "/source/pointer",
    }),
};
