//! Formats of text that have a type of their own: how each is named, read and written, and what it needs.
//!
//! Takes which of them a crate has, gives paths, dependencies, and `src/formats.rs` with the handwritten files below it,
//! which are copied as they are.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::printer::file;
use super::types::ident;
use crate::ir::{Api, Format, ParameterItem, ParameterType, Scalar, Type};

/// A handwritten file, and what it gives.
pub(super) struct Handwritten {
    module: &'static str,
    text: &'static str,
    /// The type that it gives; none if it reads one of another crate.
    gives: Option<&'static str>,
}

const TEXT: (&str, &str) = (
    "src/formats/text.rs",
    include_str!("../../../templates/src/formats/text.rs"),
);

/// The type of a format, as it is written anywhere: the crates begin with `::`, since a module may be called like one.
pub(super) fn path(format: Format) -> TokenStream {
    match format {
        // No module is called like it.
        Format::Timestamp => quote!(jiff::Timestamp),
        Format::Date => quote!(jiff::civil::Date),
        Format::ChronoTimestamp => quote!(::chrono::DateTime<::chrono::FixedOffset>),
        Format::ChronoDate => quote!(::chrono::NaiveDate),
        Format::TimeDate => quote!(::time::Date),
        Format::Ipv4 => quote!(std::net::Ipv4Addr),
        Format::Ipv6 => quote!(std::net::Ipv6Addr),
        Format::Uuid => quote!(::uuid::Uuid),
        Format::Url => quote!(::url::Url),
        Format::Decimal => quote!(::rust_decimal::Decimal),
        Format::TimeOfDay => quote!(crate::formats::TimeOfDay),
        Format::Duration => quote!(crate::formats::Duration),
        Format::TimeTimestamp => quote!(crate::formats::DateTime),
        Format::Base64 => quote!(crate::formats::Base64),
    }
}

/// The crate that a format needs.
pub(super) fn library(format: Format) -> Option<&'static str> {
    Some(match format {
        Format::Timestamp | Format::Date | Format::TimeOfDay | Format::Duration => "jiff",
        Format::ChronoTimestamp | Format::ChronoDate => "chrono",
        Format::TimeTimestamp | Format::TimeDate => "time",
        Format::Uuid => "uuid",
        Format::Base64 => "base64",
        Format::Url => "url",
        Format::Decimal => "rust_decimal",
        Format::Ipv4 | Format::Ipv6 => return None,
    })
}

/// Whether types of the crate stand in public signatures.
pub(super) fn is_public(library: &str) -> bool {
    library != "base64"
}

/// Whether a format is read by the runtime's `ReadExactly`, because its own `Deserialize` would round.
pub(super) fn is_exact(format: Format) -> bool {
    format == Format::Decimal
}

/// What makes the text of a parameter, where it is not what the type displays.
pub(super) fn text(format: Format) -> Option<TokenStream> {
    (format == Format::ChronoTimestamp).then(|| quote!(.to_rfc3339()))
}

/// Whether the type has to be told that it can be a parameter.
pub(super) fn is_foreign(format: Format) -> bool {
    !matches!(
        format,
        Format::Ipv4 | Format::Ipv6 | Format::ChronoTimestamp
    )
}

/// The handwritten file behind a format.
fn handwritten(format: Format) -> Option<Handwritten> {
    macro_rules! file {
        ($module:literal, $gives:expr) => {
            Handwritten {
                module: $module,
                text: include_str!(concat!("../../../templates/src/formats/", $module, ".rs")),
                gives: $gives,
            }
        };
    }
    Some(match format {
        Format::TimeOfDay => file!("time_of_day", Some("TimeOfDay")),
        Format::Duration => file!("duration", Some("Duration")),
        Format::TimeTimestamp => file!("date_time", Some("DateTime")),
        Format::Base64 => file!("base64", Some("Base64")),
        Format::Decimal => file!("decimal", None),
        _ => return None,
    })
}

const ABOUT: &str =
    "Formats of text whose values no other crate reads and writes as the standard has it.";

/// The module and its files; nothing where no format of the crate needs one.
pub(super) fn files(api: &Api) -> Vec<(String, String)> {
    let used = used(api);
    let mut all: Vec<Handwritten> = used.into_iter().filter_map(handwritten).collect();
    all.sort_unstable_by_key(|one| one.module);
    if all.is_empty() {
        return Vec::new();
    }
    let mut modules: Vec<&str> = all.iter().map(|one| one.module).collect();
    modules.push("text");
    modules.sort_unstable();
    let modules = modules.into_iter().map(ident);
    let exports = all.iter().filter_map(|one| {
        let (module, gives) = (ident(one.module), ident(one.gives?));
        Some(quote!(pub use self::#module::#gives;))
    });
    let items = [quote!(#(mod #modules;)*), quote!(#(#exports)*)];
    let root = ("src/formats.rs".to_owned(), file(ABOUT, &items));
    let copies = all.iter().map(|one| {
        let path = format!("src/formats/{}.rs", one.module);
        (path, one.text.to_owned())
    });
    let text = (TEXT.0.to_owned(), TEXT.1.to_owned());
    copies.chain([root, text]).collect()
}

/// The formats that occur anywhere in the crate.
pub(super) fn used(api: &Api) -> BTreeSet<Format> {
    let mut used = BTreeSet::new();
    for ty in api.types.expressions() {
        collect(ty, &mut used);
    }
    for operation in &api.operations {
        let failures = operation.failures.iter();
        let failures = failures.filter_map(|failure| failure.body.as_ref());
        for ty in operation.response.types().chain(failures) {
            collect(ty, &mut used);
        }
        let bodies = operation.body.iter().flat_map(|body| &body.contents);
        for ty in bodies.filter_map(|content| content.payload.ty()) {
            collect(&ty, &mut used);
        }
        for parameter in &operation.parameters {
            match &parameter.ty {
                ParameterType::One(item) | ParameterType::Many(item) => {
                    used.extend(format(*item));
                }
                ParameterType::Value(ty) => collect(ty, &mut used),
            }
        }
    }
    used
}

/// The format of a single value of a parameter.
pub(super) fn format(item: ParameterItem) -> Option<Format> {
    match item {
        ParameterItem::Scalar(Scalar::Format(format)) => Some(format),
        _ => None,
    }
}

fn collect(ty: &Type, used: &mut BTreeSet<Format>) {
    match ty {
        Type::Scalar(Scalar::Format(format)) => {
            used.insert(*format);
        }
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => collect(inner, used),
        Type::Scalar(_) | Type::Named(_) => {}
    }
}

/// The crates that the formats need, by name.
pub(super) fn libraries(api: &Api) -> BTreeSet<&'static str> {
    used(api).into_iter().filter_map(library).collect()
}
