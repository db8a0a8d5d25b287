//! Type expressions and identifiers as tokens.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::formats;
use crate::ir::{Field, Integer, Kind, Presence, Scalar, Type, Types, library};

/// An identifier that names settled; raw ones keep their `r#`.
pub(super) fn ident(name: &str) -> Ident {
    match name.strip_prefix("r#") {
        Some(keyword) => Ident::new_raw(keyword, Span::call_site()),
        None => Ident::new(name, Span::call_site()),
    }
}

/// A settled name in capitals: distinct names stay distinct.
///
/// A letter whose capital is not its own alone is kept as it is: `straße` and `strasse` are two names.
pub(super) fn capitals(name: &str) -> String {
    let capital = |letter: char| {
        let mut upper = letter.to_uppercase();
        match (upper.next(), upper.next()) {
            (Some(upper), None) if upper.to_lowercase().eq([letter]) => upper,
            _ => letter,
        }
    };
    name.trim_start_matches("r#").chars().map(capital).collect()
}

/// A type as it is written outside of the modules of types.
pub(super) fn outside(types: &Types, ty: &Type) -> TokenStream {
    expression(types, ty, &|_| quote!(models::))
}

/// A module of types: what stands in it needs no path.
pub(super) struct Here<'a> {
    pub(super) types: &'a Types,
    pub(super) module: &'a [String],
}

impl Here<'_> {
    /// Whether a type expression names a type of another module of types.
    pub(super) fn is_elsewhere(&self, ty: &Type) -> bool {
        let Type::Named(id) = ty else {
            return false;
        };
        let definition = self.types.get(*id);
        definition.is_generated() && definition.module != self.module
    }
}

/// A type as it is written in a module of types.
pub(super) fn inside(here: &Here<'_>, ty: &Type) -> TokenStream {
    let prefix = |ty: &Type| match here.is_elsewhere(ty) {
        true => quote!(models::),
        false => TokenStream::new(),
    };
    expression(here.types, ty, &prefix)
}

fn expression(types: &Types, ty: &Type, prefix: &impl Fn(&Type) -> TokenStream) -> TokenStream {
    match ty {
        Type::Scalar(scalar) => self::scalar(*scalar),
        Type::Array(items) => {
            let items = expression(types, items, prefix);
            quote!(Vec<#items>)
        }
        Type::Map(values) => {
            let values = expression(types, values, prefix);
            quote!(BTreeMap<String, #values>)
        }
        Type::Nullable(inner) => {
            let inner = expression(types, inner, prefix);
            quote!(Option<#inner>)
        }
        Type::Named(id) => {
            if let Kind::External(external) = &types.get(*id).kind {
                return path(&external.path);
            }
            let name = ident(&types.get(*id).name.rust);
            let prefix = prefix(ty);
            quote!(#prefix #name)
        }
    }
}

/// The path of something that is not generated.
pub(super) fn path(path: &str) -> TokenStream {
    let words = path.split("::").map(ident);
    // A module may be called like a crate.
    let begin = library(path).map(|_| quote!(::));
    quote!(#begin #(#words)::*)
}

pub(super) fn scalar(scalar: Scalar) -> TokenStream {
    match scalar {
        Scalar::Boolean => quote!(bool),
        Scalar::Integer(Integer::I32) => quote!(i32),
        Scalar::Integer(Integer::I64) => quote!(i64),
        Scalar::Integer(Integer::U32) => quote!(u32),
        Scalar::Integer(Integer::U64) => quote!(u64),
        Scalar::Number => quote!(f64),
        Scalar::String | Scalar::Binary => quote!(String),
        Scalar::Format(format) => formats::path(format),
        Scalar::File => quote!(crate::File),
        Scalar::Constant => quote!(()),
        Scalar::Json => quote!(serde_json::Value),
    }
}

/// The type of a field: what it holds, in a box and with its presence around.
pub(super) fn field(here: &Here<'_>, field: &Field) -> TokenStream {
    let held = held(here, field);
    match field.presence {
        Presence::Required => held,
        Presence::Optional | Presence::Nullable => quote!(Option<#held>),
        Presence::OptionalNullable => quote!(Maybe<#held>),
    }
}

/// What a field holds when it is there.
pub(super) fn held(here: &Here<'_>, field: &Field) -> TokenStream {
    let ty = inside(here, &field.ty);
    if field.boxed { quote!(Box<#ty>) } else { ty }
}

/// Whether a definition mentions the type.
pub(super) fn mentions(kind: &Kind, wanted: impl Fn(&Type) -> bool + Copy) -> bool {
    kind.parts().into_iter().any(|ty| within(ty, wanted))
}

/// Whether a type expression or a part of it is the wanted one.
pub(super) fn within(ty: &Type, wanted: impl Fn(&Type) -> bool + Copy) -> bool {
    wanted(ty)
        || match ty {
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => within(inner, wanted),
            Type::Scalar(_) | Type::Named(_) => false,
        }
}

#[cfg(test)]
mod tests {
    use super::capitals;

    #[test]
    fn names_in_capitals_stay_distinct() {
        for (name, expected) in [
            ("list_tokens", "LIST_TOKENS"),
            ("r#type", "TYPE"),
            ("strasse", "STRASSE"),
            ("straße", "STRAßE"),
            ("σς", "Σς"),
            ("ﬁ", "ﬁ"),
            ("名前", "名前"),
        ] {
            assert_eq!(capitals(name), expected, "{name}");
        }
    }
}
