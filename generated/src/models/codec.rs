//! How the models stand in JSON.
//!
//! Unknown properties are passed over, unknown constants are kept, and what is required must be there.

use std::convert::Infallible;
use std::fmt;
use std::str::FromStr;

use serde::de::{IgnoredAny, MapAccess, Visitor};
use serde::ser::SerializeMap;
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
        const FIELDS: &[&str] = &["errors", "messages", "result", "success"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::FailureBody;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`FailureBody`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut errors = None;
                let mut messages = None;
                let mut result = None;
                let mut success = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => errors = Some(map.next_value()?),
                        1 => messages = Some(map.next_value()?),
                        2 => result = Some(map.next_value()?),
                        3 => success = Some(map.next_value()?),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::FailureBody {
                    errors: codec::required(errors, "errors")?,
                    messages: codec::required(messages, "messages")?,
                    result: codec::required(result, "result")?,
                    success: codec::required(success, "success")?,
                })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::FailureBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("errors", &self.errors)?;
        map.serialize_entry("messages", &self.messages)?;
        map.serialize_entry("result", &self.result)?;
        map.serialize_entry("success", &self.success)?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for models::ListTokensResponse {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &["errors", "messages", "success", "result", "result_info"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::ListTokensResponse;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`ListTokensResponse`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut errors = None;
                let mut messages = None;
                let mut success = None;
                let mut result = None;
                let mut result_info = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => errors = Some(map.next_value()?),
                        1 => messages = Some(map.next_value()?),
                        2 => success = Some(map.next_value()?),
                        3 => result = map.next_value()?,
                        4 => result_info = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::ListTokensResponse {
                    errors: codec::required(errors, "errors")?,
                    messages: codec::required(messages, "messages")?,
                    success: codec::required(success, "success")?,
                    result,
                    result_info,
                })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::ListTokensResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("errors", &self.errors)?;
        map.serialize_entry("messages", &self.messages)?;
        map.serialize_entry("success", &self.success)?;
        codec::optional_entry(&mut map, "result", self.result.as_ref())?;
        codec::optional_entry(&mut map, "result_info", self.result_info.as_ref())?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for models::ListTokensResponseResultInfo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &["count", "page", "per_page", "total_count"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::ListTokensResponseResultInfo;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`ListTokensResponseResultInfo`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut count = None;
                let mut page = None;
                let mut per_page = None;
                let mut total_count = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => count = map.next_value_seed(codec::optional(codec::integer()))?,
                        1 => page = map.next_value_seed(codec::optional(codec::integer()))?,
                        2 => per_page = map.next_value_seed(codec::optional(codec::integer()))?,
                        3 => total_count = map.next_value_seed(codec::optional(codec::integer()))?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::ListTokensResponseResultInfo {
                    count,
                    page,
                    per_page,
                    total_count,
                })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::ListTokensResponseResultInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        codec::optional_entry(&mut map, "count", self.count.as_ref())?;
        codec::optional_entry(&mut map, "page", self.page.as_ref())?;
        codec::optional_entry(&mut map, "per_page", self.per_page.as_ref())?;
        codec::optional_entry(&mut map, "total_count", self.total_count.as_ref())?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for models::ResponseInfo {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &["code", "message", "documentation_url", "source"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::ResponseInfo;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`ResponseInfo`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut code = None;
                let mut message = None;
                let mut documentation_url = None;
                let mut source = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => code = Some(map.next_value_seed(codec::integer())?),
                        1 => message = Some(map.next_value()?),
                        2 => documentation_url = map.next_value()?,
                        3 => source = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::ResponseInfo {
                    code: codec::required(code, "code")?,
                    message: codec::required(message, "message")?,
                    documentation_url,
                    source,
                })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::ResponseInfo {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", &self.code)?;
        map.serialize_entry("message", &self.message)?;
        codec::optional_entry(&mut map, "documentation_url", self.documentation_url.as_ref())?;
        codec::optional_entry(&mut map, "source", self.source.as_ref())?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for models::ResponseInfoSource {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &["pointer"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::ResponseInfoSource;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`ResponseInfoSource`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pointer = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => pointer = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::ResponseInfoSource { pointer })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::ResponseInfoSource {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        codec::optional_entry(&mut map, "pointer", self.pointer.as_ref())?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for models::Token {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &[
            "id", "condition", "expires_on", "issued_on", "last_used_on", "modified_on", "name",
            "not_before", "policies", "status",
        ];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::Token;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`Token`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut id = None;
                let mut condition = None;
                let mut expires_on = None;
                let mut issued_on = None;
                let mut last_used_on = None;
                let mut modified_on = None;
                let mut name = None;
                let mut not_before = None;
                let mut policies = None;
                let mut status = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => id = map.next_value()?,
                        1 => condition = map.next_value()?,
                        2 => expires_on = map.next_value()?,
                        3 => issued_on = map.next_value()?,
                        4 => last_used_on = map.next_value()?,
                        5 => modified_on = map.next_value()?,
                        6 => name = map.next_value()?,
                        7 => not_before = map.next_value()?,
                        8 => policies = map.next_value()?,
                        9 => status = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::Token {
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

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        codec::optional_entry(&mut map, "id", self.id.as_ref())?;
        codec::optional_entry(&mut map, "condition", self.condition.as_ref())?;
        codec::optional_entry(&mut map, "expires_on", self.expires_on.as_ref())?;
        codec::optional_entry(&mut map, "issued_on", self.issued_on.as_ref())?;
        codec::optional_entry(&mut map, "last_used_on", self.last_used_on.as_ref())?;
        codec::optional_entry(&mut map, "modified_on", self.modified_on.as_ref())?;
        codec::optional_entry(&mut map, "name", self.name.as_ref())?;
        codec::optional_entry(&mut map, "not_before", self.not_before.as_ref())?;
        codec::optional_entry(&mut map, "policies", self.policies.as_ref())?;
        codec::optional_entry(&mut map, "status", self.status.as_ref())?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for models::TokenCondition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &["request_ip"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::TokenCondition;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`TokenCondition`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut request_ip = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => request_ip = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::TokenCondition { request_ip })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::TokenCondition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        codec::optional_entry(&mut map, "request_ip", self.request_ip.as_ref())?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for models::TokenConditionRequestIp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &["in", "not_in"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::TokenConditionRequestIp;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`TokenConditionRequestIp`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut r#in = None;
                let mut not_in = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => r#in = map.next_value()?,
                        1 => not_in = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::TokenConditionRequestIp { r#in, not_in })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::TokenConditionRequestIp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        codec::optional_entry(&mut map, "in", self.r#in.as_ref())?;
        codec::optional_entry(&mut map, "not_in", self.not_in.as_ref())?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for models::TokenPolicy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &["id", "effect", "permission_groups", "resources"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::TokenPolicy;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`TokenPolicy`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut id = None;
                let mut effect = None;
                let mut permission_groups = None;
                let mut resources = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => id = Some(map.next_value()?),
                        1 => effect = Some(map.next_value()?),
                        2 => permission_groups = Some(map.next_value()?),
                        3 => resources = Some(map.next_value()?),
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::TokenPolicy {
                    id: codec::required(id, "id")?,
                    effect: codec::required(effect, "effect")?,
                    permission_groups: codec::required(permission_groups, "permission_groups")?,
                    resources: codec::required(resources, "resources")?,
                })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::TokenPolicy {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        map.serialize_entry("effect", &self.effect)?;
        map.serialize_entry("permission_groups", &self.permission_groups)?;
        map.serialize_entry("resources", &self.resources)?;
        map.end()
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
        const FIELDS: &[&str] = &["id", "meta", "name"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::TokenPolicyPermissionGroup;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`TokenPolicyPermissionGroup`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut id = None;
                let mut meta = None;
                let mut name = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => id = Some(map.next_value()?),
                        1 => meta = map.next_value()?,
                        2 => name = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::TokenPolicyPermissionGroup {
                    id: codec::required(id, "id")?,
                    meta,
                    name,
                })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::TokenPolicyPermissionGroup {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("id", &self.id)?;
        codec::optional_entry(&mut map, "meta", self.meta.as_ref())?;
        codec::optional_entry(&mut map, "name", self.name.as_ref())?;
        map.end()
    }
}

impl<'de> Deserialize<'de> for models::TokenPolicyPermissionGroupMeta {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        const FIELDS: &[&str] = &["key", "value"];

        struct Visit;

        impl<'de> Visitor<'de> for Visit {
            type Value = models::TokenPolicyPermissionGroupMeta;

            fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str("an object (`TokenPolicyPermissionGroupMeta`)")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut key__ = None;
                let mut value = None;
                while let Some(key) = map.next_key_seed(codec::Fields(FIELDS))? {
                    match key {
                        0 => key__ = map.next_value()?,
                        1 => value = map.next_value()?,
                        _ => {
                            map.next_value::<IgnoredAny>()?;
                        }
                    }
                }
                Ok(models::TokenPolicyPermissionGroupMeta { key: key__, value })
            }
        }

        deserializer.deserialize_map(Visit)
    }
}

impl Serialize for models::TokenPolicyPermissionGroupMeta {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        codec::optional_entry(&mut map, "key", self.key.as_ref())?;
        codec::optional_entry(&mut map, "value", self.value.as_ref())?;
        map.end()
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
                0 => codec::variant(value, codec::plain(), Self::Simple),
                _ => codec::variant(value, codec::plain(), Self::Nested),
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
