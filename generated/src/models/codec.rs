//! How the models stand in JSON.
//!
//! Unknown properties are passed over, unknown constants are kept, and what is required must be there.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::models;
use crate::runtime::codec;

codec::open_texts!(models::Direction {
    Asc = "asc",
    Desc = "desc",
    _ = Unknown,
});

codec::compared!(models::Direction, as_str);

impl<'de> Deserialize<'de> for models::FailureBody {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match codec::object(
            deserializer,
            "FailureBody",
            &["errors", "messages", "result", "success"],
            codec::NONE,
        ) {
            Ok((errors, messages, result, success)) => Ok(Self { errors, messages, result, success }),
            Err(error) => Err(error),
        }
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
        match codec::object(
            deserializer,
            "ListTokensResponse",
            &["errors", "messages", "success"],
            &["result", "result_info"],
        ) {
            Ok((errors, messages, success, result, result_info)) => Ok(Self {
                errors,
                messages,
                success,
                result,
                result_info,
            }),
            Err(error) => Err(error),
        }
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
        match codec::object(
            deserializer,
            "ListTokensResponseResultInfo",
            codec::NONE,
            &["count", "page", "per_page", "total_count"],
        ) {
            Ok((
                codec::Exact(count),
                codec::Exact(page),
                codec::Exact(per_page),
                codec::Exact(total_count),
            )) => Ok(Self { count, page, per_page, total_count }),
            Err(error) => Err(error),
        }
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
        match codec::object(
            deserializer,
            "ResponseInfo",
            &["code", "message"],
            &["documentation_url", "source"],
        ) {
            Ok((codec::Exact(code), message, documentation_url, source)) => Ok(Self {
                code,
                message,
                documentation_url,
                source,
            }),
            Err(error) => Err(error),
        }
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
        match codec::object(deserializer, "ResponseInfoSource", codec::NONE, &["pointer"]) {
            Ok((pointer,)) => Ok(Self { pointer }),
            Err(error) => Err(error),
        }
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
        match codec::object(
            deserializer,
            "Token",
            codec::NONE,
            &[
                "id", "condition", "expires_on", "issued_on", "last_used_on", "modified_on", "name",
                "not_before", "policies", "status",
            ],
        ) {
            Ok((
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
            )) => Ok(Self {
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
            }),
            Err(error) => Err(error),
        }
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
        match codec::object(deserializer, "TokenCondition", codec::NONE, &["request_ip"]) {
            Ok((request_ip,)) => Ok(Self { request_ip }),
            Err(error) => Err(error),
        }
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
        match codec::object(
            deserializer,
            "TokenConditionRequestIp",
            codec::NONE,
            &["in", "not_in"],
        ) {
            Ok((r#in, not_in)) => Ok(Self { r#in, not_in }),
            Err(error) => Err(error),
        }
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
        match codec::object(
            deserializer,
            "TokenPolicy",
            &["id", "effect", "permission_groups", "resources"],
            codec::NONE,
        ) {
            Ok((id, effect, permission_groups, resources)) => Ok(Self {
                id,
                effect,
                permission_groups,
                resources,
            }),
            Err(error) => Err(error),
        }
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

codec::open_texts!(models::TokenPolicyEffect {
    Allow = "allow",
    Deny = "deny",
    _ = Unknown,
});

codec::compared!(models::TokenPolicyEffect, as_str);

impl<'de> Deserialize<'de> for models::TokenPolicyPermissionGroup {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match codec::object(
            deserializer,
            "TokenPolicyPermissionGroup",
            &["id"],
            &["meta", "name"],
        ) {
            Ok((id, meta, name)) => Ok(Self { id, meta, name }),
            Err(error) => Err(error),
        }
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
        match codec::object(
            deserializer,
            "TokenPolicyPermissionGroupMeta",
            codec::NONE,
            &["key", "value"],
        ) {
            Ok((key, value)) => Ok(Self { key, value }),
            Err(error) => Err(error),
        }
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

codec::open_texts!(models::TokenStatus {
    Active = "active",
    Disabled = "disabled",
    Expired = "expired",
    _ = Unknown,
});

codec::compared!(models::TokenStatus, as_str);
