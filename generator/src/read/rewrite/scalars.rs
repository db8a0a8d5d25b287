//! Constants, bounds and the content of texts.

use super::{Object, Rewriter, fact, implied};
use crate::diagnostics::Rule;
use serde_json::{Value, json};

impl Rewriter<'_> {
    /// `const` is an `enum` of one (JSON Schema 2020-12 validation, section 6.1.3).
    pub(super) fn constants(&mut self, map: &mut Object) {
        if let Some(constant) = map.shift_remove("const") {
            map.insert("enum".to_owned(), json!([constant]));
            self.count(Rule::Constant);
        }
    }

    /// A number as an exclusive bound is a bound and a flag; of two bounds the narrower one counts.
    pub(super) fn bounds(&mut self, map: &mut Object) {
        for (exclusive, inclusive, least) in [
            ("exclusiveMinimum", "minimum", true),
            ("exclusiveMaximum", "maximum", false),
        ] {
            let Some(Value::Number(bound)) = map.get(exclusive) else {
                continue;
            };
            let bound = bound.clone();
            let other = map.get(inclusive).and_then(Value::as_f64);
            let narrower = match (bound.as_f64(), other) {
                (Some(bound), Some(other)) if least => bound >= other,
                (Some(bound), Some(other)) => bound <= other,
                _ => true,
            };
            map.insert(exclusive.to_owned(), narrower.into());
            if narrower {
                map.insert(inclusive.to_owned(), Value::Number(bound));
            }
            self.count(Rule::ExclusiveBound);
        }
    }

    /// Texts that hold something else (OpenAPI 3.1.1, section 4.8.14.4): binary formats, or a fact.
    pub(super) fn content(&mut self, map: &mut Object) {
        let encoding = map.shift_remove("contentEncoding");
        let media_type = map.shift_remove("contentMediaType");
        let schema = map.shift_remove("contentSchema");
        let untyped = !map.contains_key("type");
        let text = |value: &Option<Value>| value.as_ref()?.as_str().map(str::to_ascii_lowercase);
        let format = match (text(&encoding).as_deref(), text(&media_type).as_deref()) {
            (Some("base64"), _) => Some("byte"),
            (Some("base64url"), _) => Some("base64url"),
            (None | Some("binary" | "8bit" | "7bit"), Some(media_type)) if !is_text(media_type) => {
                Some("binary")
            }
            _ => None,
        };
        if let Some(format) = format
            && (untyped || map.get("type").is_some_and(|name| name == "string"))
        {
            implied(map, "string");
            map.entry("format").or_insert_with(|| format.into());
        }
        if let Some(encoding) = encoding {
            fact(map, "Encoding", &encoding);
            self.count(Rule::ContentEncoding);
        }
        if let Some(media_type) = media_type {
            fact(map, "Media type", &media_type);
            self.count(Rule::ContentMediaType);
        }
        if let Some(schema) = schema {
            fact(map, "Content", &schema);
            self.count(Rule::ContentMediaType);
        }
    }
}

fn is_text(media_type: &str) -> bool {
    media_type.starts_with("text/")
        || media_type.contains("json")
        || media_type.contains("xml")
        || media_type.contains("yaml")
        || media_type.contains("x-www-form-urlencoded")
        || media_type.contains("jwt")
}
