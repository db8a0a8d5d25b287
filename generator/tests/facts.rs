//! Every fact of the List Tokens reference page, as data: is it in `spec/list-tokens.yaml`,
//! and is it in the generated crate?
//!
//! Takes the fragment, its overlay and the checked-in sources. It generates nothing and sends nothing.
//! `spec/README.md` lists the same facts for readers.

use std::error::Error;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use serde_json_path::JsonPath;

type TestResult = Result<(), Box<dyn Error>>;

#[test]
fn the_fragment_has_each_fact() -> TestResult {
    let document = fragment()?;
    let mut wrong = Vec::new();
    for (place, lines) in sections(FACTS) {
        for line in lines {
            let (below, expected) = line.split_once(' ').ok_or(line)?;
            let pointer = format!("{place}{below}");
            let expected: Value = serde_json::from_str(expected)?;
            let found = look_up(&document, &pointer).unwrap_or_default();
            if found != expected {
                wrong.push(format!("{pointer}: {expected} expected, {found} found"));
            }
        }
    }
    report("spec/list-tokens.yaml", &wrong)
}

#[test]
fn the_fragment_has_the_page_example() -> TestResult {
    let place = "/paths/~1accounts~1{account_id}~1tokens/get/responses/200/content/application~1json/example";
    let example = look_up(&fragment()?, place).unwrap_or_default();
    let expected: Value = serde_json::from_str(PAGE_EXAMPLE)?;
    assert_eq!(
        serde_json::to_string_pretty(&example)?,
        serde_json::to_string_pretty(&expected)?,
        "the example of the 200 response is not the page's, or not in its order"
    );
    Ok(())
}

#[test]
fn the_overlay_makes_each_number_an_integer() -> TestResult {
    let document = fragment()?;
    let overlay: Value = serde_yaml::from_str(&read("spec/list-tokens.overlay.yaml")?)?;
    let actions = overlay.get("actions").and_then(Value::as_array);
    let actions = actions.ok_or("the overlay has no actions")?;
    let mut schemas = Vec::new();
    for action in actions {
        let target = action.get("target").and_then(Value::as_str);
        let target = target.ok_or("an action has no target")?;
        let schema = JsonPath::parse(target)?.query(&document).exactly_one()?;
        let update = action.get("update");
        assert_eq!(schema.get("type"), Some(&json!("number")), "{target}");
        assert_eq!(update, Some(&json!({ "type": "integer" })), "{target}");
        assert!(
            !schemas.iter().any(|seen| std::ptr::eq(*seen, schema)),
            "{target} is corrected twice"
        );
        schemas.push(schema);
    }
    assert_eq!(
        schemas.len(),
        numbers(&document),
        "one action for each `type: number`"
    );
    Ok(())
}

#[test]
fn the_crate_has_each_fact() -> TestResult {
    let mut source = String::new();
    for file in [
        "models.rs",
        "models/codec.rs",
        "operations.rs",
        "client.rs",
        "service.rs",
    ] {
        source.push_str(&read(&format!("generated/src/{file}"))?);
    }
    let mut wrong = Vec::new();
    for (opening, needles) in sections(NEEDLES) {
        let Some(item) = item(&source, opening) else {
            wrong.push(format!("no `{opening}`"));
            continue;
        };
        let text = plain(item);
        let missing = needles.into_iter().filter(|needle| !text.contains(needle));
        wrong.extend(missing.map(|needle| format!("`{opening}` lacks `{needle}`")));
    }
    report("generated/src", &wrong)
}

/// A section for each place, opened by its JSON pointer in brackets. A line is a JSON pointer below that
/// place and the JSON that stands there, looked up through every `$ref`. `/*` at the end stands for the
/// keys of an object, in order. `null` is for what must not be there. The failure body, the last section,
/// is from upstream's document: the page does not show it.
const FACTS: &str = r#"
[]
/servers/0/url "https://api.cloudflare.com/client/v4"
/paths/* ["/accounts/{account_id}/tokens"]
/paths/~1accounts~1{account_id}~1tokens/* ["get"]
/components/securitySchemes/* ["api_token"]
/components/securitySchemes/api_token/type "http"
/components/securitySchemes/api_token/scheme "bearer"
/components/securitySchemes/api_token/description "The preferred authorization scheme for interacting with the Cloudflare API. [Create a token](https://developers.cloudflare.com/fundamentals/api/get-started/create-token/).\n\nExample: `Authorization: Bearer Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY`"
/components/schemas/* ["ResponseInfo", "Token", "TokenConditionCIDRList", "TokenPolicy", "IAMResourcesTypeObjectString", "IAMResourcesTypeObjectNested"]

[/paths/~1accounts~1{account_id}~1tokens/get]
/operationId "account-api-tokens-list-tokens"
/summary "List Tokens"
/description "List all Account Owned API tokens created for this account."
/tags ["Account Owned API Tokens"]
/security [{"api_token": []}]
/x-api-token-group ["Account API Tokens Write", "Account API Tokens Read"]
/requestBody null
/responses/* ["200", "4XX"]
/parameters/0/name "account_id"
/parameters/0/in "path"
/parameters/0/required true
/parameters/0/description "Account identifier tag."
/parameters/0/schema/type "string"
/parameters/0/schema/maxLength 32
/parameters/0/schema/minLength 32
/parameters/1/name "direction"
/parameters/1/in "query"
/parameters/1/required null
/parameters/1/description "Direction to order results."
/parameters/1/schema/type "string"
/parameters/1/schema/enum ["asc", "desc"]
/parameters/1/schema/default null
/parameters/2/name "page"
/parameters/2/in "query"
/parameters/2/required null
/parameters/2/description "Page number of paginated results."
/parameters/2/schema {"type": "number", "minimum": 1}
/parameters/3/name "per_page"
/parameters/3/in "query"
/parameters/3/required null
/parameters/3/description "Maximum number of results per page."
/parameters/3/schema {"type": "number", "maximum": 50, "minimum": 5}
/parameters/4 null

[/paths/~1accounts~1{account_id}~1tokens/get/responses/200/content/application~1json/schema]
/type "object"
/required ["errors", "messages", "success"]
/properties/* ["errors", "messages", "success", "result", "result_info"]
/properties/errors/type "array"
/properties/errors/items/type "object"
/properties/errors/items/required ["code", "message"]
/properties/errors/items/properties/* ["code", "message", "documentation_url", "source"]
/properties/errors/items/properties/code {"type": "integer", "minimum": 1000}
/properties/errors/items/properties/message {"type": "string"}
/properties/errors/items/properties/documentation_url {"type": "string"}
/properties/errors/items/properties/source {"type": "object", "properties": {"pointer": {"type": "string"}}}
/properties/messages/type "array"
/properties/messages/items/type "object"
/properties/messages/items/required ["code", "message"]
/properties/messages/items/properties/* ["code", "message", "documentation_url", "source"]
/properties/messages/items/properties/code {"type": "integer", "minimum": 1000}
/properties/messages/items/properties/message {"type": "string"}
/properties/messages/items/properties/documentation_url {"type": "string"}
/properties/messages/items/properties/source {"type": "object", "properties": {"pointer": {"type": "string"}}}
/properties/success/type "boolean"
/properties/success/enum [true]
/properties/success/description "Whether the API call was successful."
/properties/success/example true
/properties/result/type "array"
/properties/result_info/type "object"
/properties/result_info/required null
/properties/result_info/properties/* ["count", "page", "per_page", "total_count"]
/properties/result_info/properties/count/type "number"
/properties/result_info/properties/count/description "Total number of results for the requested service"
/properties/result_info/properties/count/example 1
/properties/result_info/properties/page/type "number"
/properties/result_info/properties/page/description "Current page within paginated list of results"
/properties/result_info/properties/page/example 1
/properties/result_info/properties/per_page/type "number"
/properties/result_info/properties/per_page/description "Number of results per page of results"
/properties/result_info/properties/per_page/example 20
/properties/result_info/properties/total_count/type "number"
/properties/result_info/properties/total_count/description "Total results available without any search parameters"
/properties/result_info/properties/total_count/example 2000

[/paths/~1accounts~1{account_id}~1tokens/get/responses/200/content/application~1json/schema/properties/result/items]
/type "object"
/required null
/properties/* ["id", "condition", "expires_on", "issued_on", "last_used_on", "modified_on", "name", "not_before", "policies", "status"]
/properties/id/type "string"
/properties/id/description "Token identifier tag."
/properties/id/maxLength 32
/properties/id/minLength null
/properties/id/example "ed17574386854bf78a67040be0a770b0"
/properties/condition/type "object"
/properties/condition/required null
/properties/condition/properties/* ["request_ip"]
/properties/condition/properties/request_ip/type "object"
/properties/condition/properties/request_ip/description "Client IP restrictions."
/properties/condition/properties/request_ip/required null
/properties/condition/properties/request_ip/properties/* ["in", "not_in"]
/properties/condition/properties/request_ip/properties/in/type "array"
/properties/condition/properties/request_ip/properties/in/description "List of IPv4/IPv6 CIDR addresses."
/properties/condition/properties/request_ip/properties/in/items/type "string"
/properties/condition/properties/request_ip/properties/not_in/type "array"
/properties/condition/properties/request_ip/properties/not_in/description "List of IPv4/IPv6 CIDR addresses."
/properties/condition/properties/request_ip/properties/not_in/items/type "string"
/properties/condition/properties/request_ip/example {"in": ["123.123.123.0/24", "2606:4700::/32"], "not_in": ["123.123.123.100/24", "2606:4700:4700::/48"]}
/properties/expires_on/type "string"
/properties/expires_on/format "date-time"
/properties/expires_on/description "The expiration time on or after which the JWT MUST NOT be accepted for processing."
/properties/expires_on/example "2020-01-01T00:00:00Z"
/properties/issued_on/type "string"
/properties/issued_on/format "date-time"
/properties/issued_on/description "The time on which the token was created."
/properties/issued_on/example "2018-07-01T05:20:00Z"
/properties/last_used_on/type "string"
/properties/last_used_on/format "date-time"
/properties/last_used_on/description "Last time the token was used."
/properties/last_used_on/example "2020-01-02T12:34:00Z"
/properties/modified_on/type "string"
/properties/modified_on/format "date-time"
/properties/modified_on/description "Last time the token was modified."
/properties/modified_on/example "2018-07-02T05:20:00Z"
/properties/name/type "string"
/properties/name/description "Token name."
/properties/name/maxLength 120
/properties/name/minLength null
/properties/name/example "readonly token"
/properties/not_before/type "string"
/properties/not_before/format "date-time"
/properties/not_before/description "The time before which the token MUST NOT be accepted for processing."
/properties/not_before/example "2018-07-01T05:20:00Z"
/properties/policies/type "array"
/properties/policies/description "List of access policies assigned to the token."
/properties/status/type "string"
/properties/status/description "Status of the token."
/properties/status/enum ["active", "disabled", "expired"]
/properties/status/example "active"

[/paths/~1accounts~1{account_id}~1tokens/get/responses/200/content/application~1json/schema/properties/result/items/properties/policies/items]
/type "object"
/required ["id", "effect", "permission_groups", "resources"]
/properties/* ["id", "effect", "permission_groups", "resources"]
/properties/id/type "string"
/properties/id/description "Policy identifier."
/properties/id/example "f267e341f3dd4697bd3b9f71dd96247f"
/properties/effect/type "string"
/properties/effect/description "Allow or deny operations against the resources."
/properties/effect/enum ["allow", "deny"]
/properties/effect/example "allow"
/properties/permission_groups/type "array"
/properties/permission_groups/description "A set of permission groups that are specified to the policy."
/properties/permission_groups/items/type "object"
/properties/permission_groups/items/required ["id"]
/properties/permission_groups/items/properties/* ["id", "meta", "name"]
/properties/permission_groups/items/properties/id/type "string"
/properties/permission_groups/items/properties/id/description "Identifier of the permission group."
/properties/permission_groups/items/properties/meta/type "object"
/properties/permission_groups/items/properties/meta/required null
/properties/permission_groups/items/properties/meta/description "Attributes associated to the permission group."
/properties/permission_groups/items/properties/meta/properties {"key": {"type": "string"}, "value": {"type": "string"}}
/properties/permission_groups/items/properties/name/type "string"
/properties/permission_groups/items/properties/name/description "Name of the permission group."
/properties/permission_groups/example [{"id": "c8fed203ed3043cba015a93ad1616f1f", "meta": {"key": "key", "value": "value"}, "name": "Zone Read"}, {"id": "82e64a83756745bbbb1c9c2701bf816b", "meta": {"key": "key", "value": "value"}, "name": "Magic Network Monitoring"}]
/properties/resources/description "A list of resource names that the policy applies to."
/properties/resources/example {"foo": "string"}
/properties/resources/anyOf/0/type "object"
/properties/resources/anyOf/0/description "Map of simple string resource permissions"
/properties/resources/anyOf/0/additionalProperties/type "string"
/properties/resources/anyOf/1/type "object"
/properties/resources/anyOf/1/description "Map of nested resource permissions"
/properties/resources/anyOf/1/additionalProperties/type "object"
/properties/resources/anyOf/1/additionalProperties/additionalProperties/type "string"
/properties/resources/anyOf/2 null

[/paths/~1accounts~1{account_id}~1tokens/get/responses/4XX/content/application~1json/schema]
/type "object"
/required ["errors", "messages", "result", "success"]
/properties/* ["errors", "messages", "result", "success"]
/properties/errors/type "array"
/properties/errors/items/required ["code", "message"]
/properties/errors/example [{"code": 7003, "message": "No route for the URI"}]
/properties/messages/type "array"
/properties/messages/items/required ["code", "message"]
/properties/messages/example []
/properties/result/nullable true
/properties/result/enum [null]
/properties/success/type "boolean"
/properties/success/enum [false]
/properties/success/example false
"#;

/// A section for each item of the generated crate, opened by the line that opens the item, in brackets;
/// empty brackets stand for the whole crate. A line is a text that the item or its documentation holds.
const NEEDLES: &str = r#"
[]
https://api.cloudflare.com/client/v4
"account-api-tokens-list-tokens"
http::Method::GET
"/accounts/{account_id}/tokens"
&[&["api_token"]]
List Tokens
List all Account Owned API tokens created for this account.
at least one required
Account API Tokens Write
Account API Tokens Read
"asc"
"desc"
"active"
"disabled"
"expired"
"allow"
"deny"
pub type TokenConditionCidrList = String;
pub type IamResourcesTypeObjectString =
pub type IamResourcesTypeObjectNested =
BTreeMap<String, String>
BTreeMap<String, BTreeMap<String, String>>
Map of simple string resource permissions
Map of nested resource permissions

[impl ClientBuilder {]
pub fn api_token(
Credential::bearer(
The preferred authorization scheme for interacting with the Cloudflare API.
Create a token
Authorization: Bearer Sn3lZJTBX6kkg7OdcBUAxOO963GEIyGQqnFTOFYY

[impl Client {]
pub fn list_tokens(
Account identifier tag.

[impl ListTokens {]
Check::MinLength(32)
Check::MaxLength(32)
direction(mut self, direction: models::Direction)
Direction to order results.
page(mut self, page: u64)
Page number of paginated results.
Check::Minimum(Number::Integer(1))
per_page(mut self, per_page: u64)
Maximum number of results per page.
Check::Minimum(Number::Integer(5))
Check::Maximum(Number::Integer(50))

[pub enum Direction {]
Asc
Desc
Unknown

[pub struct ListTokensResponse {]
pub errors: Vec<ResponseInfo>
pub messages: Vec<ResponseInfo>
pub success: bool
pub result: Option<Vec<Token>>
pub result_info: Option<ListTokensResponseResultInfo>
Whether the API call was successful.

[pub struct ListTokensResponseResultInfo {]
pub count: Option<i64>
pub page: Option<i64>
pub per_page: Option<i64>
pub total_count: Option<i64>
Total number of results for the requested service
Current page within paginated list of results
Number of results per page of results
Total results available without any search parameters
2000

[pub struct ResponseInfo {]
pub code: u64
pub message: String
pub documentation_url: Option<String>
pub source: Option<ResponseInfoSource>
1000

[pub struct ResponseInfoSource {]
pub pointer: Option<String>

[pub struct Token {]
pub id: Option<String>
pub condition: Option<TokenCondition>
pub expires_on: Option<jiff::Timestamp>
pub issued_on: Option<jiff::Timestamp>
pub last_used_on: Option<jiff::Timestamp>
pub modified_on: Option<jiff::Timestamp>
pub name: Option<String>
pub not_before: Option<jiff::Timestamp>
pub policies: Option<Vec<TokenPolicy>>
pub status: Option<TokenStatus>
Token identifier tag.
32
ed17574386854bf78a67040be0a770b0
The expiration time on or after which the JWT MUST NOT be accepted for processing.
2020-01-01T00:00:00Z
The time on which the token was created.
2018-07-01T05:20:00Z
Last time the token was used.
2020-01-02T12:34:00Z
Last time the token was modified.
2018-07-02T05:20:00Z
Token name.
120
readonly token
The time before which the token MUST NOT be accepted for processing.
List of access policies assigned to the token.
Status of the token.

[pub enum TokenStatus {]
Active
Disabled
Expired
Unknown

[pub struct TokenCondition {]
pub request_ip: Option<TokenConditionRequestIp>
Client IP restrictions.
123.123.123.0/24
2606:4700::/32
123.123.123.100/24
2606:4700:4700::/48

[pub struct TokenConditionRequestIp {]
pub r#in: Option<Vec<TokenConditionCidrList>>
pub not_in: Option<Vec<TokenConditionCidrList>>
List of IPv4/IPv6 CIDR addresses.

[pub struct TokenPolicy {]
pub id: String
pub effect: TokenPolicyEffect
pub permission_groups: Vec<TokenPolicyPermissionGroup>
pub resources: TokenPolicyResources
Policy identifier.
f267e341f3dd4697bd3b9f71dd96247f
Allow or deny operations against the resources.
A set of permission groups that are specified to the policy.
c8fed203ed3043cba015a93ad1616f1f
Zone Read
82e64a83756745bbbb1c9c2701bf816b
Magic Network Monitoring
A list of resource names that the policy applies to.

[pub enum TokenPolicyEffect {]
Allow
Deny
Unknown

[pub struct TokenPolicyPermissionGroup {]
pub id: String
pub meta: Option<TokenPolicyPermissionGroupMeta>
pub name: Option<String>
Identifier of the permission group.
Attributes associated to the permission group.
Name of the permission group.

[pub struct TokenPolicyPermissionGroupMeta {]
pub key: Option<String>
pub value: Option<String>

[pub enum TokenPolicyResources {]
Simple(IamResourcesTypeObjectString)
Nested(IamResourcesTypeObjectNested)
Unknown
"#;

const PAGE_EXAMPLE: &str = r#"
{
  "errors": [
    {
      "code": 1000,
      "message": "message",
      "documentation_url": "documentation_url",
      "source": {
        "pointer": "pointer"
      }
    }
  ],
  "messages": [
    {
      "code": 1000,
      "message": "message",
      "documentation_url": "documentation_url",
      "source": {
        "pointer": "pointer"
      }
    }
  ],
  "success": true,
  "result": [
    {
      "id": "ed17574386854bf78a67040be0a770b0",
      "condition": {
        "request_ip": {
          "in": [
            "123.123.123.0/24",
            "2606:4700::/32"
          ],
          "not_in": [
            "123.123.123.100/24",
            "2606:4700:4700::/48"
          ]
        }
      },
      "expires_on": "2020-01-01T00:00:00Z",
      "issued_on": "2018-07-01T05:20:00Z",
      "last_used_on": "2020-01-02T12:34:00Z",
      "modified_on": "2018-07-02T05:20:00Z",
      "name": "readonly token",
      "not_before": "2018-07-01T05:20:00Z",
      "policies": [
        {
          "id": "f267e341f3dd4697bd3b9f71dd96247f",
          "effect": "allow",
          "permission_groups": [
            {
              "id": "c8fed203ed3043cba015a93ad1616f1f",
              "meta": {
                "key": "key",
                "value": "value"
              },
              "name": "Zone Read"
            },
            {
              "id": "82e64a83756745bbbb1c9c2701bf816b",
              "meta": {
                "key": "key",
                "value": "value"
              },
              "name": "Magic Network Monitoring"
            }
          ],
          "resources": {
            "foo": "string"
          }
        }
      ],
      "status": "active"
    }
  ],
  "result_info": {
    "count": 1,
    "page": 1,
    "per_page": 20,
    "total_count": 2000
  }
}
"#;

/// The sections of a table: what stands in the brackets, and the lines below.
fn sections(table: &str) -> Vec<(&str, Vec<&str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in table.lines().filter(|line| !line.is_empty()) {
        let opening = line
            .strip_prefix('[')
            .and_then(|line| line.strip_suffix(']'));
        if let Some(opening) = opening {
            sections.push((opening, Vec::new()));
        } else if let Some((_, lines)) = sections.last_mut() {
            lines.push(line);
        }
    }
    sections
}

/// Fails with everything that is missing from a place, not only the first of it.
fn report(place: &str, wrong: &[String]) -> TestResult {
    if wrong.is_empty() {
        return Ok(());
    }
    Err(format!(
        "{} facts are not in {place}:\n{}",
        wrong.len(),
        wrong.join("\n")
    )
    .into())
}

/// A file of the workspace.
fn read(path: &str) -> Result<String, Box<dyn Error>> {
    let full = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    fs::read_to_string(full).map_err(|error| format!("{path}: {error}").into())
}

fn fragment() -> Result<Value, Box<dyn Error>> {
    Ok(serde_yaml::from_str(&read("spec/list-tokens.yaml")?)?)
}

/// What stands at a pointer, through every `$ref` on the way; its keys if the pointer ends in `/*`.
fn look_up(document: &Value, pointer: &str) -> Option<Value> {
    let path = pointer.strip_suffix("/*");
    let mut value = document;
    for token in path.unwrap_or(pointer).split('/').skip(1) {
        let token = token.replace("~1", "/").replace("~0", "~");
        value = match value {
            Value::Array(entries) => entries.get(token.parse::<usize>().ok()?)?,
            _ => value.get(&token)?,
        };
        while let Some(reference) = value.get("$ref").and_then(Value::as_str) {
            value = document.pointer(reference.strip_prefix('#')?)?;
        }
    }
    match path {
        Some(_) => Some(value.as_object()?.keys().cloned().collect()),
        None => Some(value.clone()),
    }
}

/// How many schemas of the document are of `type: number`.
fn numbers(value: &Value) -> usize {
    let below: usize = match value {
        Value::Object(entries) => entries.values().map(numbers).sum(),
        Value::Array(entries) => entries.iter().map(numbers).sum(),
        _ => 0,
    };
    below + usize::from(value.get("type").is_some_and(|found| found == "number"))
}

/// An item with its documentation: from the end of the item before it to its closing brace.
fn item<'a>(source: &'a str, opening: &str) -> Option<&'a str> {
    const END: &str = "\n}\n";
    if opening.is_empty() {
        return Some(source);
    }
    let at = source.find(opening)?;
    let (before, after) = source.split_at(at);
    let start = before.rfind(END).map_or(0, |end| end + END.len());
    source.get(start..at + after.find(END)?)
}

/// Source text as one line, without the marks of documentation comments, so that no line break hides a needle.
fn plain(source: &str) -> String {
    let lines = source
        .lines()
        .map(|line| line.trim_start().trim_start_matches("///"));
    lines
        .flat_map(str::split_whitespace)
        .collect::<Vec<_>>()
        .join(" ")
}
