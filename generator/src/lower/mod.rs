//! From a document to the intermediate representation.
//!
//! Takes a [`Document`] and a [`Config`], gives an [`Api`] and what there is to say about it. Lowering never panics:
//! what a type cannot say yet becomes free JSON with a warning, an operation that cannot be called is skipped with a
//! reason, and a document that contradicts itself is an error. It prints and formats nothing.

mod abilities;
mod all_of;
mod argument;
mod body;
mod calls;
mod closed;
mod constants;
mod context;
mod derives;
mod discriminator;
mod docs;
mod encoding;
mod envelope;
mod example;
mod follow;
mod forgiving;
mod formats;
mod headers;
mod hierarchy;
mod inside;
mod layout;
mod markdown;
mod media;
mod naming;
mod narrow;
mod object;
mod operation;
mod pages;
mod parameter;
mod parts;
mod pattern;
mod place;
mod reach;
mod recursion;
mod replace;
mod response;
mod said;
mod scalar;
mod schema;
mod scheme;
mod secret;
mod security;
mod server;
mod service;
mod settings;
mod shape;
mod share;
mod stream;
mod style;
mod texts;
mod union;
mod view;

use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Dependency, Operation, Package};
use crate::read::Document;
use context::Context;

/// Decides what the crate will be.
pub(crate) fn lower(document: &Document, config: &Config) -> (Api, Diagnostics) {
    let mut context = Context::new(document, config);
    context.components();
    let (mut operations, skipped) = operation::lower(&mut context);
    recursion::break_cycles(&mut context);
    let mut types = naming::settle_all(&mut context, &operations);
    parts::settle(&mut operations, &mut types);
    reach::mark(&mut types, &operations);
    reach::relax(&mut types);
    constants::fill(&mut types);
    shape::fill(&mut types);
    for operation in &mut operations {
        envelope::recognise(operation, &types, config);
        pages::decide(operation, &types, config);
    }
    let gave_way = pages::agree(&mut operations, &types, config);
    context
        .diagnostics
        .extend(envelope::unmatched(&operations, &types, config));
    context
        .diagnostics
        .extend(pages::unmatched(&operations, &gave_way, config));
    closed::close(&mut types, config, &mut context.met);
    let findings = forgiving::forgive(&mut types, config, &mut context.met);
    context.diagnostics.extend(findings);
    let findings = derives::decide(&mut types, config, &mut context.met);
    context.diagnostics.extend(findings);
    if config.layout.shares() {
        share::share(&mut types, &context.origins, &operations);
    }
    recursion::mark(&mut types);
    let order = |one: &Operation| (one.name.rust.clone(), one.module.clone());
    operations.sort_by_cached_key(order);
    let layout = layout::decide(&mut context, &mut types, &operations);
    context
        .diagnostics
        .extend(settings::unmatched(config, &context.met));
    let service = service::lower(&mut context, &operations);
    let description = markdown::code_free(
        &(config.package.description.clone())
            .unwrap_or_else(|| format!("Client for the {}", service.title)),
    );
    let package = Package {
        summary: docs::Paragraphs::default()
            .prose(Some(&description))
            .finish(),
        name: config.package.name.clone(),
        version: config.package.version.clone(),
        description,
        license: config.package.license.clone(),
        dependencies: (config.dependencies.iter())
            .map(|(name, one)| Dependency {
                name: name.clone(),
                text: one.text(),
            })
            .collect(),
    };
    (
        Api {
            package,
            service,
            operations,
            types,
            layout,
            skipped,
        },
        context.diagnostics,
    )
}
