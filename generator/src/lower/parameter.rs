//! Parameters: those of the path in template order, then the required ones, then the rest.

use std::collections::BTreeSet;

use openapiv3::{Parameter as Source, ParameterData, ParameterSchemaOrContent, PathStyle};

use super::argument::{item, list_style};
use super::context::Context;
use super::docs::{Paragraphs, example, facts};
use super::markdown::code;
use super::operation::{Named, Skip};
use super::place::Place;
use super::scalar::has_typed_format;
use super::view::{SchemaRef, View};
use crate::diagnostics::{Diagnostic, Pointer, Rule};
use crate::ir::{
    Docs, Kind, ListStyle, Location, Name, Parameter, ParameterItem, ParameterType, Scalar, Type,
};
use crate::names::{Reserved, Style, Wish, candidates, settle};

/// All parameters of an operation, its own in place of those of the path item.
pub(super) fn all<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
) -> Result<Vec<Parameter>, Skip> {
    let mut sources: Vec<(&'a Source, Pointer)> = Vec::new();
    let mut refused: Option<Skip> = None;
    let above = named.pointer.parent().unwrap_or_else(Pointer::root);
    let lists = [
        (&named.source.parameters, named.pointer.clone()),
        (&named.item.parameters, above),
    ];
    for (list, pointer) in lists {
        for (index, entry) in list.iter().enumerate() {
            let at = pointer.key("parameters").index(index);
            let found = context.component_of(
                entry,
                "parameters",
                |all, name| all.parameters.get(name),
                &at,
            );
            let Some((source, at)) = found else {
                let reason = "one of its parameters could not be read";
                refused.get_or_insert(Skip::new(Rule::SkippedUnreadable, reason, at));
                continue;
            };
            if !sources.iter().any(|(other, _)| same(other, source)) {
                sources.push((source, at));
            }
        }
    }
    let mut parameters = Vec::new();
    for (source, at) in sources {
        match one(context, named, source, &at) {
            Ok(parameter) => parameters.push(parameter),
            Err(skip) if source.parameter_data_ref().required => {
                refused.get_or_insert(skip);
            }
            Err(skip) => context.diagnostics.push(
                Diagnostic::warning(Rule::ParameterLeftOut, format!("left out: {}", skip.reason))
                    .hint("the operation can be called without it")
                    .at(skip.pointer),
            ),
        }
    }
    if let Some(skip) = refused {
        return Err(skip);
    }
    in_order(context, named, &mut parameters);
    name(&mut parameters);
    Ok(parameters)
}

/// A parameter is identified by name and location (OpenAPI 3.0.3, Parameter Object).
fn same(a: &Source, b: &Source) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
        && a.parameter_data_ref().name == b.parameter_data_ref().name
}

/// Where a parameter stands, and how a list is written there; else why that cannot be said yet.
fn location(
    source: &Source,
    explode: Option<bool>,
) -> Result<(Location, Option<ListStyle>), &'static str> {
    match source {
        Source::Path {
            style: PathStyle::Simple,
            ..
        } => Ok((Location::Path, None)),
        Source::Path { .. } => Err("is written in a style that is not supported yet"),
        Source::Query { style, .. } => Ok((Location::Query, list_style(style, explode))),
        Source::Header { .. } => Err("stands in a header, which is not supported yet"),
        Source::Cookie { .. } => Err("stands in a cookie, which is not supported yet"),
    }
}

fn one<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    source: &'a Source,
    at: &Pointer,
) -> Result<Parameter, Skip> {
    let data = source.parameter_data_ref();
    let refuse = |what: &str| {
        Skip::new(
            Rule::SkippedParameter,
            format!("the parameter `{}` {what}", code(&data.name)),
            at.clone(),
        )
    };
    let (location, style) = location(source, data.explode).map_err(refuse)?;
    let ParameterSchemaOrContent::Schema(schema) = &data.format else {
        return Err(refuse(
            "is described by `content`, which is not supported yet",
        ));
    };
    let schema = SchemaRef::from(schema);
    let place = Place::part(&named.builder, &data.name, at.key("schema"))
        .described(data.description.as_deref());
    let lowered = context.schema(schema, &place);
    let mut view = context.view(schema).map(|(view, _)| view);
    if let Some(view) = &mut view {
        view.bounds = context.all_bounds(view);
    }
    let several = matches!(
        context.types.resolve(&lowered.ty),
        Type::Named(id) if matches!(context.types.get(*id).kind, Kind::Union(_))
    );
    let ty = match (context.types.resolve(&lowered.ty), style) {
        (Type::Array(items), Some(style)) => {
            let item = item(context, items)
                .ok_or_else(|| refuse("is a list of something that is no single value"))?;
            ParameterType::Many(item, style)
        }
        (ty, _) => {
            let what =
                "is an object or a list, or can be one, in a place where that is not supported yet";
            ParameterType::One(item(context, ty).ok_or_else(|| refuse(what))?)
        }
    };
    Ok(Parameter {
        name: Name {
            rust: String::new(),
            wire: data.name.clone(),
        },
        docs: docs(
            context,
            data,
            view.as_ref(),
            matches!(schema, SchemaRef::Inline(_)),
            several,
        ),
        deprecated: data.deprecated.unwrap_or_default()
            || view.as_ref().is_some_and(|view| view.data.deprecated),
        location,
        required: data.required || location == Location::Path,
        checks: view
            .map(|view| context.checks(&view, &ty))
            .unwrap_or_default(),
        ty,
    })
}

fn docs(
    context: &Context<'_>,
    data: &ParameterData,
    view: Option<&View<'_>>,
    inline: bool,
    several: bool,
) -> Docs {
    let mut paragraphs = Paragraphs::default().prose(data.description.as_deref());
    let mut sentences = Vec::new();
    if let Some(view) = view {
        paragraphs = paragraphs.prose(
            view.data
                .description
                .as_deref()
                .filter(|_| inline || data.description.is_none()),
        );
        sentences = facts(view, has_typed_format(view));
    }
    if several {
        sentences.push("One of several types, given as text.".to_owned());
    }
    let named = data.examples.values().filter_map(|entry| match entry {
        openapiv3::ReferenceOr::Item(example) => example.value.as_ref(),
        openapiv3::ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/examples/")?;
            let components = context.openapi.components.as_ref()?;
            components
                .examples
                .get(name)
                .and_then(|entry| entry.as_item())
                .and_then(|example| example.value.as_ref())
        }
    });
    let given = data
        .example
        .as_ref()
        .into_iter()
        .chain(named)
        .chain(view.and_then(|view| view.data.example.as_ref()));
    let (short, long): (Vec<_>, Vec<_>) = given.map(example).partition(|text| !text.contains('\n'));
    sentences.extend(short);
    sentences.dedup();
    paragraphs
        .or(|| format!("The parameter `{}`.", code(&data.name)))
        .paragraph(sentences.join(" "))
        .paragraph(long.join("\n\n"))
        .finish()
}

/// Sorts by place in the call, and makes the path and the list agree.
fn in_order(context: &mut Context<'_>, named: &Named<'_>, parameters: &mut Vec<Parameter>) {
    let template = template_names(named.path);
    for name in &template {
        if parameters
            .iter()
            .any(|one| one.location == Location::Path && one.name.wire == *name)
        {
            continue;
        }
        context.warn(
            Rule::PathParameterMissing,
            format!("the path names `{{{name}}}`, but no parameter describes it; taken as text"),
            "add it to `parameters` with `in: path` and `required: true`",
            &named.pointer,
        );
        parameters.push(Parameter {
            name: Name {
                rust: String::new(),
                wire: (*name).to_owned(),
            },
            docs: Docs(format!("The part `{}` of the path.", code(name))),
            deprecated: false,
            location: Location::Path,
            required: true,
            ty: ParameterType::One(ParameterItem::Scalar(Scalar::String)),
            checks: Vec::new(),
        });
    }
    parameters.retain(|one| {
        let known = one.location != Location::Path || template.contains(&one.name.wire.as_str());
        if !known {
            context.warn(
                Rule::PathParameterStray,
                format!(
                    "left out: the path parameter `{}` does not stand in the path",
                    one.name.wire
                ),
                "write it in braces where it belongs in the path",
                &named.pointer,
            );
        }
        known
    });
    parameters.sort_by_key(|one| match one.location {
        Location::Path => (0, template.iter().position(|name| *name == one.name.wire)),
        Location::Query => (if one.required { 1 } else { 2 }, None),
    });
}

/// The names in braces, each once.
fn template_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    for part in path.split('{').skip(1) {
        if let Some((name, _)) = part
            .split_once('}')
            .filter(|(name, _)| !names.contains(name))
        {
            names.push(name);
        }
    }
    names
}

fn name(parameters: &mut [Parameter]) {
    let wishes: Vec<Wish> = (parameters.iter())
        .map(|one| {
            let mut names = candidates(&one.name.wire, Style::Snake, Reserved::SETTER);
            let (rank, place) = if one.location == Location::Path {
                (1, "path")
            } else {
                (2, "query")
            };
            let spelled = names
                .first()
                .map(|name| format!("{}_{place}", name.trim_start_matches("r#")));
            names.splice(1..1, spelled);
            Wish {
                kind: place.to_owned(),
                ..Wish::new(rank, &*one.name.wire, names)
            }
        })
        .collect();
    for (one, name) in parameters.iter_mut().zip(settle(&wishes, &BTreeSet::new())) {
        one.name.rust = name;
    }
}
