//! The plan of a paged operation, as a constant beside its builder.

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};

use crate::ir::{Pagination, Way};

/// `const PAGES`: by which way, and what else is known of a list.
pub(super) fn plan(pages: &Pagination) -> TokenStream {
    let way = way(&pages.way);
    let parts = [
        ("size", &pages.size),
        ("back", &pages.back),
        ("more", &pages.more),
    ];
    let parts = parts.into_iter();
    let parts = parts.filter_map(|(name, value)| Some((name, value.as_deref()?)));
    let counters = pages.counters.iter();
    let counters = counters.map(|counter| (counter.name, counter.at.as_str()));
    let calls = parts.chain(counters).map(|(name, value)| {
        let name = format_ident!("{name}");
        quote!(.#name(#value))
    });
    quote!(const PAGES: PagePlan = PagePlan::#way #(#calls)*;)
}

fn way(way: &Way) -> TokenStream {
    match way {
        Way::Number { parameter, first } => {
            let first = Literal::u64_unsuffixed(*first);
            quote!(number(#parameter, #first))
        }
        Way::Offset {
            parameter,
            first,
            by_size,
        } => {
            let first = Literal::u64_unsuffixed(*first);
            match by_size {
                true => quote!(offset_by_size(#parameter, #first)),
                false => quote!(offset(#parameter, #first)),
            }
        }
        Way::Cursor { parameter, next } => quote!(cursor(#parameter, #next)),
        Way::LastItem { parameter, key } => quote!(last_item(#parameter, #key)),
        Way::Link { next } => quote!(link(#next)),
        Way::LinkHeader => quote!(link_header()),
    }
}
