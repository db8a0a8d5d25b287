//! How the models stand in JSON.
//!
//! Unknown properties are passed over, unknown constants are kept, and what is required must be there.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::models;
use crate::runtime::codec;

impl models::Direction {
    /// The value as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Asc => "asc",
            Self::Desc => "desc",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for models::Direction {
    fn from(text: &str) -> Self {
        match text {
            "asc" => Self::Asc,
            "desc" => Self::Desc,
            _ => Self::Unknown(crate::UnknownValue::new(text)),
        }
    }
}

impl FromStr for models::Direction {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl fmt::Display for models::Direction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for models::Direction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::open_enum(deserializer)
    }
}

impl Serialize for models::Direction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for models::FailureBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "FailureBody",
            required: &["errors", "messages", "result", "success"],
            optional: &[],
        };

        let (errors, messages, result, success) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { errors, messages, result, success })
    }
}

impl Serialize for models::FailureBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .field("errors", &self.errors)
            .field("messages", &self.messages)
            .field("result", &self.result)
            .field("success", &self.success)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::ListTokensResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "ListTokensResponse",
            required: &["errors", "messages", "success"],
            optional: &["result", "result_info"],
        };

        let (errors, messages, success, result, result_info) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { errors, messages, success, result, result_info })
    }
}

impl Serialize for models::ListTokensResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .field("errors", &self.errors)
            .field("messages", &self.messages)
            .field("success", &self.success)
            .optional("result", &self.result)
            .optional("result_info", &self.result_info)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::ListTokensResponseResultInfo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "ListTokensResponseResultInfo",
            required: &[],
            optional: &["count", "page", "per_page", "total_count"],
        };

        let (
            codec::Exact(count),
            codec::Exact(page),
            codec::Exact(per_page),
            codec::Exact(total_count),
        ) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { count, page, per_page, total_count })
    }
}

impl Serialize for models::ListTokensResponseResultInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .optional("count", &self.count)
            .optional("page", &self.page)
            .optional("per_page", &self.per_page)
            .optional("total_count", &self.total_count)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::ResponseInfo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "ResponseInfo",
            required: &["code", "message"],
            optional: &["documentation_url", "source"],
        };

        let (
            codec::Exact(code),
            message,
            documentation_url,
            source,
        ) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { code, message, documentation_url, source })
    }
}

impl Serialize for models::ResponseInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .field("code", &self.code)
            .field("message", &self.message)
            .optional("documentation_url", &self.documentation_url)
            .optional("source", &self.source)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::ResponseInfoSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "ResponseInfoSource",
            required: &[],
            optional: &["pointer"],
        };

        let (pointer,) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { pointer })
    }
}

impl Serialize for models::ResponseInfoSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .optional("pointer", &self.pointer)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::Token {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "Token",
            required: &[],
            optional: &[
                "id", "condition", "expires_on", "issued_on", "last_used_on", "modified_on", "name",
                "not_before", "policies", "status",
            ],
        };

        let (
            id,
            condition,
            expires_on,
            issued_on,
            last_used_on,
            modified_on,
            name,
            not_before,
            policies,
            status,
        ) = codec::object(deserializer, &OBJECT)?;
        Ok(Self {
            id,
            condition,
            expires_on,
            issued_on,
            last_used_on,
            modified_on,
            name,
            not_before,
            policies,
            status,
        })
    }
}

impl Serialize for models::Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .optional("id", &self.id)
            .optional("condition", &self.condition)
            .optional("expires_on", &self.expires_on)
            .optional("issued_on", &self.issued_on)
            .optional("last_used_on", &self.last_used_on)
            .optional("modified_on", &self.modified_on)
            .optional("name", &self.name)
            .optional("not_before", &self.not_before)
            .optional("policies", &self.policies)
            .optional("status", &self.status)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::TokenCondition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "TokenCondition",
            required: &[],
            optional: &["request_ip"],
        };

        let (request_ip,) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { request_ip })
    }
}

impl Serialize for models::TokenCondition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .optional("request_ip", &self.request_ip)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::TokenConditionRequestIp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "TokenConditionRequestIp",
            required: &[],
            optional: &["in", "not_in"],
        };

        let (r#in, not_in) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { r#in, not_in })
    }
}

impl Serialize for models::TokenConditionRequestIp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .optional("in", &self.r#in)
            .optional("not_in", &self.not_in)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::TokenPolicy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "TokenPolicy",
            required: &["id", "effect", "permission_groups", "resources"],
            optional: &[],
        };

        let (id, effect, permission_groups, resources) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { id, effect, permission_groups, resources })
    }
}

impl Serialize for models::TokenPolicy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .field("id", &self.id)
            .field("effect", &self.effect)
            .field("permission_groups", &self.permission_groups)
            .field("resources", &self.resources)
            .end()
    }
}

impl models::TokenPolicyEffect {
    /// The value as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for models::TokenPolicyEffect {
    fn from(text: &str) -> Self {
        match text {
            "allow" => Self::Allow,
            "deny" => Self::Deny,
            _ => Self::Unknown(crate::UnknownValue::new(text)),
        }
    }
}

impl FromStr for models::TokenPolicyEffect {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl fmt::Display for models::TokenPolicyEffect {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for models::TokenPolicyEffect {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::open_enum(deserializer)
    }
}

impl Serialize for models::TokenPolicyEffect {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for models::TokenPolicyPermissionGroup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "TokenPolicyPermissionGroup",
            required: &["id"],
            optional: &["meta", "name"],
        };

        let (id, meta, name) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { id, meta, name })
    }
}

impl Serialize for models::TokenPolicyPermissionGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .field("id", &self.id)
            .optional("meta", &self.meta)
            .optional("name", &self.name)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::TokenPolicyPermissionGroupMeta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const OBJECT: codec::Object = codec::Object {
            name: "TokenPolicyPermissionGroupMeta",
            required: &[],
            optional: &["key", "value"],
        };

        let (key, value) = codec::object(deserializer, &OBJECT)?;
        Ok(Self { key, value })
    }
}

impl Serialize for models::TokenPolicyPermissionGroupMeta {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        codec::write(serializer)
            .optional("key", &self.key)
            .optional("value", &self.value)
            .end()
    }
}

impl<'de> Deserialize<'de> for models::TokenPolicyResources {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const SHAPES: &[codec::Shape] = &[
            codec::Shape::Map(&codec::Shape::String),
            codec::Shape::Map(&codec::Shape::Map(&codec::Shape::String)),
        ];

        codec::union(
            deserializer,
            SHAPES,
            |index, value| match index {
                0 => codec::variant(value, Self::Simple),
                _ => codec::variant(value, Self::Nested),
            },
            |value| Self::Unknown(crate::UnknownJson::new(value)),
        )
    }
}

impl Serialize for models::TokenPolicyResources {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Simple(value) => value.serialize(serializer),
            Self::Nested(value) => value.serialize(serializer),
            Self::Unknown(value) => value.value().serialize(serializer),
        }
    }
}

impl models::TokenStatus {
    /// The value as it stands on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Active => "active",
            Self::Disabled => "disabled",
            Self::Expired => "expired",
            Self::Unknown(value) => value.as_str(),
        }
    }
}

impl From<&str> for models::TokenStatus {
    fn from(text: &str) -> Self {
        match text {
            "active" => Self::Active,
            "disabled" => Self::Disabled,
            "expired" => Self::Expired,
            _ => Self::Unknown(crate::UnknownValue::new(text)),
        }
    }
}

impl FromStr for models::TokenStatus {
    type Err = Infallible;

    fn from_str(text: &str) -> Result<Self, Infallible> {
        Ok(Self::from(text))
    }
}

impl fmt::Display for models::TokenStatus {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for models::TokenStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        codec::open_enum(deserializer)
    }
}

impl Serialize for models::TokenStatus {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}
