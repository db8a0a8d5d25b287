//! The types of the API: what is sent and what comes back.
//!
//! How they stand in JSON is written in `codec`. Structs and enums grow with the API, so match with a wildcard and build
//! by `new` or `default`.

mod codec;

use std::collections::BTreeMap;
use crate::runtime::{UnknownJson, UnknownValue};

/// Direction to order results.
///
/// Example: `desc`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Direction {
    /// `asc`.
    Asc,
    /// `desc`.
    Desc,
    /// A value that this crate does not know, kept as it came.
    Unknown(UnknownValue),
}

/// List Tokens response failure
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct FailureBody {
    /// The property `errors`.
    ///
    /// Example: `[{"code":7003,"message":"No route for the URI"}]`.
    pub errors: Vec<ResponseInfo>,

    /// The property `messages`.
    ///
    /// Example: `[]`.
    pub messages: Vec<ResponseInfo>,

    /// The property `result`.
    ///
    /// Always `null`.
    pub result: serde_json::Value,

    /// Whether the API call was successful.
    ///
    /// Always `false`. Example: `false`.
    pub success: bool,
}

impl FailureBody {
    /// With what is required; what can have one value only has it, and all else is absent.
    #[must_use]
    pub fn new(errors: Vec<ResponseInfo>, messages: Vec<ResponseInfo>) -> Self {
        Self {
            errors,
            messages,
            result: serde_json::Value::Null,
            success: false,
        }
    }
}

/// Map of nested resource permissions
///
/// Each value: Nested permission object
pub type IamResourcesTypeObjectNested = BTreeMap<String, BTreeMap<String, String>>;

/// Map of simple string resource permissions
///
/// Each value: Simple permission string like "*"
pub type IamResourcesTypeObjectString = BTreeMap<String, String>;

/// List Tokens response
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ListTokensResponse {
    /// The property `errors`.
    pub errors: Vec<ResponseInfo>,

    /// The property `messages`.
    pub messages: Vec<ResponseInfo>,

    /// Whether the API call was successful.
    ///
    /// Always `true`. Example: `true`.
    pub success: bool,

    /// The property `result`.
    pub result: Option<Vec<Token>>,

    /// The property `result_info`.
    pub result_info: Option<ListTokensResponseResultInfo>,
}

impl ListTokensResponse {
    /// With what is required; what can have one value only has it, and all else is absent.
    #[must_use]
    pub fn new(errors: Vec<ResponseInfo>, messages: Vec<ResponseInfo>) -> Self {
        Self {
            errors,
            messages,
            success: true,
            result: None,
            result_info: None,
        }
    }
}

/// The part `Response.result_info` of the call `ListTokens`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ListTokensResponseResultInfo {
    /// Total number of results for the requested service
    ///
    /// Example: `1`.
    pub count: Option<i64>,

    /// Current page within paginated list of results
    ///
    /// Example: `1`.
    pub page: Option<i64>,

    /// Number of results per page of results
    ///
    /// Example: `20`.
    pub per_page: Option<i64>,

    /// Total results available without any search parameters
    ///
    /// Example: `2000`.
    pub total_count: Option<i64>,
}

/// The schema `ResponseInfo`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct ResponseInfo {
    /// The property `code`.
    ///
    /// At least 1000.
    pub code: u64,

    /// The property `message`.
    pub message: String,

    /// The property `documentation_url`.
    pub documentation_url: Option<String>,

    /// The property `source`.
    pub source: Option<ResponseInfoSource>,
}

impl ResponseInfo {
    /// With what is required; all else is absent.
    #[must_use]
    pub fn new(code: u64, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            documentation_url: None,
            source: None,
        }
    }
}

/// The part `source` of the schema `ResponseInfo`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct ResponseInfoSource {
    /// The property `pointer`.
    pub pointer: Option<String>,
}

/// The schema `Token`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Token {
    /// Token identifier tag.
    ///
    /// At most 32 characters. Read-only. Example: `ed17574386854bf78a67040be0a770b0`.
    pub id: Option<String>,

    /// The property `condition`.
    pub condition: Option<TokenCondition>,

    /// The expiration time on or after which the JWT MUST NOT be accepted for processing.
    ///
    /// Example: `2020-01-01T00:00:00Z`.
    pub expires_on: Option<jiff::Timestamp>,

    /// The time on which the token was created.
    ///
    /// Read-only. Example: `2018-07-01T05:20:00Z`.
    pub issued_on: Option<jiff::Timestamp>,

    /// Last time the token was used.
    ///
    /// Read-only. Example: `2020-01-02T12:34:00Z`.
    pub last_used_on: Option<jiff::Timestamp>,

    /// Last time the token was modified.
    ///
    /// Read-only. Example: `2018-07-02T05:20:00Z`.
    pub modified_on: Option<jiff::Timestamp>,

    /// Token name.
    ///
    /// At most 120 characters. Example: `readonly token`.
    pub name: Option<String>,

    /// The time before which the token MUST NOT be accepted for processing.
    ///
    /// Example: `2018-07-01T05:20:00Z`.
    pub not_before: Option<jiff::Timestamp>,

    /// List of access policies assigned to the token.
    pub policies: Option<Vec<TokenPolicy>>,

    /// Status of the token.
    ///
    /// Example: `active`.
    pub status: Option<TokenStatus>,
}

/// The part `condition` of the schema `Token`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TokenCondition {
    /// Client IP restrictions.
    ///
    /// Example:
    ///
    /// ```text
    /// {
    ///   "in": [
    ///     "123.123.123.0/24",
    ///     "2606:4700::/32"
    ///   ],
    ///   "not_in": [
    ///     "123.123.123.100/24",
    ///     "2606:4700:4700::/48"
    ///   ]
    /// }
    /// ```
    pub request_ip: Option<TokenConditionRequestIp>,
}

/// IPv4/IPv6 CIDR.
///
/// Example: `199.27.128.0/21`.
pub type TokenConditionCidrList = String;

/// Client IP restrictions.
///
/// Example:
///
/// ```text
/// {
///   "in": [
///     "123.123.123.0/24",
///     "2606:4700::/32"
///   ],
///   "not_in": [
///     "123.123.123.100/24",
///     "2606:4700:4700::/48"
///   ]
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TokenConditionRequestIp {
    /// List of IPv4/IPv6 CIDR addresses.
    ///
    /// Example: `["199.27.128.0/21","2400:cb00::/32"]`.
    pub r#in: Option<Vec<TokenConditionCidrList>>,

    /// List of IPv4/IPv6 CIDR addresses.
    ///
    /// Example: `["199.27.128.0/21","2400:cb00::/32"]`.
    pub not_in: Option<Vec<TokenConditionCidrList>>,
}

/// The schema `TokenPolicy`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TokenPolicy {
    /// Policy identifier.
    ///
    /// Read-only. Example: `f267e341f3dd4697bd3b9f71dd96247f`.
    pub id: String,

    /// Allow or deny operations against the resources.
    ///
    /// Example: `allow`.
    pub effect: TokenPolicyEffect,

    /// A set of permission groups that are specified to the policy.
    ///
    /// Example:
    ///
    /// ```text
    /// [
    ///   {
    ///     "id": "c8fed203ed3043cba015a93ad1616f1f",
    ///     "meta": {
    ///       "key": "key",
    ///       "value": "value"
    ///     },
    ///     "name": "Zone Read"
    ///   },
    ///   {
    ///     "id": "82e64a83756745bbbb1c9c2701bf816b",
    ///     "meta": {
    ///       "key": "key",
    ///       "value": "value"
    ///     },
    ///     "name": "Magic Network Monitoring"
    ///   }
    /// ]
    /// ```
    pub permission_groups: Vec<TokenPolicyPermissionGroup>,

    /// A list of resource names that the policy applies to.
    ///
    /// Example: `{"foo":"string"}`.
    pub resources: TokenPolicyResources,
}

impl TokenPolicy {
    /// With what is required; all else is absent.
    #[must_use]
    pub fn new(
        id: impl Into<String>,
        effect: TokenPolicyEffect,
        permission_groups: Vec<TokenPolicyPermissionGroup>,
        resources: TokenPolicyResources,
    ) -> Self {
        Self {
            id: id.into(),
            effect,
            permission_groups,
            resources,
        }
    }
}

/// Allow or deny operations against the resources.
///
/// Example: `allow`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TokenPolicyEffect {
    /// `allow`.
    Allow,
    /// `deny`.
    Deny,
    /// A value that this crate does not know, kept as it came.
    Unknown(UnknownValue),
}

/// A named group of permissions that map to a group of operations against resources.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TokenPolicyPermissionGroup {
    /// Identifier of the permission group.
    ///
    /// Example: `6d7f2f5f5b1d4a0e9081fdc98d432fd1`.
    pub id: String,

    /// Attributes associated to the permission group.
    ///
    /// Example: `{"key":"key","value":"value"}`.
    pub meta: Option<TokenPolicyPermissionGroupMeta>,

    /// Name of the permission group.
    ///
    /// Read-only. Example: `Load Balancer`.
    pub name: Option<String>,
}

impl TokenPolicyPermissionGroup {
    /// With what is required; all else is absent.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self {
            id: id.into(),
            meta: None,
            name: None,
        }
    }
}

/// Attributes associated to the permission group.
///
/// Example: `{"key":"key","value":"value"}`.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct TokenPolicyPermissionGroupMeta {
    /// The property `key`.
    pub key: Option<String>,

    /// The property `value`.
    pub value: Option<String>,
}

/// A list of resource names that the policy applies to.
///
/// Example: `{"foo":"string"}`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum TokenPolicyResources {
    /// Map of simple string resource permissions
    Simple(IamResourcesTypeObjectString),
    /// Map of nested resource permissions
    Nested(IamResourcesTypeObjectNested),
    /// A value that fits none of the others, kept as it came.
    Unknown(UnknownJson),
}

/// Status of the token.
///
/// Example: `active`.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum TokenStatus {
    /// `active`.
    Active,
    /// `disabled`.
    Disabled,
    /// `expired`.
    Expired,
    /// A value that this crate does not know, kept as it came.
    Unknown(UnknownValue),
}
