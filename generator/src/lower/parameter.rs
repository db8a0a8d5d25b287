//! Parameters: those of the path in template order, then the required ones, then the rest.

use std::collections::BTreeSet;

use openapiv3::{MediaType, Parameter as Source, ParameterData, ParameterSchemaOrContent};

use super::context::{Context, Lowered};
use super::docs::{Paragraphs, facts};
use super::markdown::code;
use super::media::Family;
use super::operation::{Named, Skip};
use super::place::Place;
use super::scheme::is_token;
use super::view::{SchemaRef, View};
use super::{argument, security, texts};
use crate::diagnostics::{Diagnostic, Pointer, Rule};
use crate::ir::{
    Docs, Given, Kind, Location, Name, Parameter, ParameterItem, ParameterStyle, ParameterType,
    Scalar, StyleKind, Type,
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
        if is_ignored(context, named, source, &at) {
            continue;
        }
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
    in_order(named, &mut parameters);
    name(&mut parameters);
    Ok(parameters)
}

/// A parameter is identified by name and location (OpenAPI 3.0.3, Parameter Object); headers are told apart without case.
fn same(a: &Source, b: &Source) -> bool {
    let (one, other) = (&a.parameter_data_ref().name, &b.parameter_data_ref().name);
    let alike = match a {
        Source::Header { .. } => one.eq_ignore_ascii_case(other),
        _ => one == other,
    };
    std::mem::discriminant(a) == std::mem::discriminant(b) && alike
}

/// Whether the standard says to ignore it: what is said elsewhere of bodies and credentials decides (OpenAPI 3.0.3,
/// Parameter Object).
fn is_ignored(context: &mut Context<'_>, named: &Named<'_>, source: &Source, at: &Pointer) -> bool {
    let name = source.parameter_data_ref().name.to_ascii_lowercase();
    let ignored = matches!(source, Source::Header { .. })
        && ["accept", "content-type", "authorization"].contains(&name.as_str());
    if ignored && name == "authorization" && security::required(context, named).is_empty() {
        context.warn(
            Rule::ParameterLeftOut,
            "left out: a parameter `Authorization` is ignored by the standard, and no security scheme sets that header",
            "describe the credential under `components/securitySchemes`, and name it in `security`",
            at,
        );
    }
    ignored
}

/// The schema of a parameter, where it stands, and how its value is written.
struct Described<'a> {
    schema: Option<SchemaRef<'a>>,
    at: Pointer,
    style: ParameterStyle,
    /// What the type of its value becomes.
    holds: fn(&Context<'_>, &Type) -> ParameterType,
    media: Option<&'a MediaType>,
}

/// A schema, which goes with a style, or a media type (OpenAPI 3.0.3, Parameter Object).
fn described<'a>(source: &'a Source, style: ParameterStyle, at: &Pointer) -> Described<'a> {
    let content = match &source.parameter_data_ref().format {
        ParameterSchemaOrContent::Schema(schema) => {
            return Described {
                schema: Some(schema.into()),
                at: at.key("schema"),
                style,
                holds: argument::styled,
                media: None,
            };
        }
        ParameterSchemaOrContent::Content(content) => content,
    };
    let json = content
        .iter()
        .find(|(name, _)| matches!(Family::of(name), Family::Json | Family::Anything));
    let media = json.or_else(|| content.first());
    let (name, media) = media.map_or(("", None), |(name, media)| (name.as_str(), Some(media)));
    let (kind, holds): (_, fn(&Context<'_>, &Type) -> ParameterType) = match json {
        Some(_) => (StyleKind::Json, argument::json),
        None => (style.kind, argument::text),
    };
    Described {
        schema: media
            .and_then(|media| media.schema.as_ref())
            .map(SchemaRef::from),
        at: at.key("content").key(name).key("schema"),
        style: ParameterStyle {
            kind,
            explode: false,
            ..style
        },
        holds,
        media,
    }
}

fn one<'a>(
    context: &mut Context<'a>,
    named: &Named<'a>,
    source: &'a Source,
    at: &Pointer,
) -> Result<Parameter, Skip> {
    let data = source.parameter_data_ref();
    let (location, style) = super::style::of(source);
    if location == Location::Header && !is_token(&data.name) {
        let reason = format!(
            "the parameter `{}` stands in a header, and no header can have that name",
            code(&data.name)
        );
        return Err(Skip::new(Rule::SkippedParameter, reason, at.clone()));
    }
    let described = described(source, style, at);
    let place = Place::part(&named.stem, &data.name, described.at.clone())
        .described(data.description.as_deref());
    let lowered = match described.schema {
        Some(schema) => context.schema(schema, &place).ty,
        None => Lowered::JSON.ty,
    };
    let ty = (described.holds)(context, &lowered);
    let mut view = (described.schema)
        .and_then(|schema| context.view(schema))
        .map(|(view, _)| view);
    if let Some(view) = &mut view {
        view.bounds = context.all_bounds(view);
    }
    let deprecated = view.as_ref().is_some_and(|view| view.data.deprecated);
    Ok(Parameter {
        name: Name {
            rust: String::new(),
            wire: data.name.clone(),
        },
        docs: docs(
            context,
            data,
            &described,
            view.as_ref(),
            as_text(context, &lowered, &ty),
        ),
        deprecated: data.deprecated.unwrap_or_default() || deprecated,
        location,
        style: described.style,
        required: data.required || location == Location::Path,
        checks: view
            .map(|view| context.checks(&view, &ty))
            .unwrap_or_default(),
        ty,
        given: Given {
            at: match described.media {
                Some(_) => described.at.parent().unwrap_or_else(|| at.clone()),
                None => at.clone(),
            },
            schema: described.at,
            value: None,
        },
    })
}

/// Whether one of several types is given as the text that each of them is written as.
fn as_text(context: &Context<'_>, lowered: &Type, ty: &ParameterType) -> bool {
    let union = |id| matches!(context.types.get(id).kind, Kind::Union(_));
    matches!(
        ty,
        ParameterType::One(ParameterItem::Scalar(Scalar::String))
    ) && matches!(context.types.resolve(lowered), Type::Named(id) if union(*id))
}

fn docs(
    context: &Context<'_>,
    data: &ParameterData,
    described: &Described<'_>,
    view: Option<&View<'_>>,
    as_text: bool,
) -> Docs {
    let mut paragraphs = Paragraphs::default().prose(data.description.as_deref());
    let mut sentences = Vec::new();
    if let Some(view) = view {
        let inline = matches!(described.schema, Some(SchemaRef::Inline(_)));
        let title = texts::title(view.data, &data.name);
        paragraphs = paragraphs.prose(title.filter(|_| inline)).prose(
            view.data
                .description
                .as_deref()
                .filter(|_| inline || data.description.is_none()),
        );
        if inline {
            paragraphs = texts::inside(paragraphs, view);
        }
        sentences = facts(view, context.formats().says(view));
    }
    if as_text {
        sentences.push("One of several types, given as text.".to_owned());
    }
    let (example, examples) = match described.media {
        Some(media) => (&media.example, &media.examples),
        None => (&data.example, &data.examples),
    };
    let named = examples.values().filter_map(|entry| match entry {
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
    let given = example
        .as_ref()
        .into_iter()
        .chain(named)
        .chain(view.and_then(|view| view.data.example.as_ref()));
    let (short, long): (Vec<_>, Vec<_>) = given
        .map(super::docs::example)
        .partition(|text| !text.contains('\n'));
    sentences.extend(short);
    sentences.dedup();
    paragraphs
        .or(|| format!("The parameter `{}`.", code(&data.name)))
        .paragraph(sentences.join(" "))
        .paragraph(long.join("\n\n"))
        .finish()
}

/// Sorts by place in the call. Reading has seen to it that path and list agree; what could not be read of the list, and
/// was reported then, is text.
fn in_order(named: &Named<'_>, parameters: &mut Vec<Parameter>) {
    let template = template_names(named.path);
    parameters.retain(|one| one.location != Location::Path || template.contains(&&*one.name.wire));
    for name in &template {
        let mut in_path = (parameters.iter()).filter(|one| one.location == Location::Path);
        if !in_path.any(|one| one.name.wire == *name) {
            parameters.push(undescribed(name));
        }
    }
    parameters.sort_by_key(|one| match (one.location, one.required) {
        (Location::Path, _) => (0, template.iter().position(|name| *name == one.name.wire)),
        (_, true) => (1, None),
        (_, false) => (2, None),
    });
}

/// A part of the path of which nothing is known.
fn undescribed(name: &str) -> Parameter {
    Parameter {
        name: Name {
            rust: String::new(),
            wire: name.to_owned(),
        },
        docs: Docs(format!("The part `{}` of the path.", code(name))),
        deprecated: false,
        location: Location::Path,
        style: ParameterStyle {
            kind: StyleKind::Simple,
            explode: false,
            reserved: false,
        },
        required: true,
        ty: ParameterType::One(ParameterItem::Scalar(Scalar::String)),
        checks: Vec::new(),
        given: Given::default(),
    }
}

/// The names in braces, each once, up to where the path ends.
fn template_names(path: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let path = path.split(['?', '#']).next().unwrap_or_default();
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
            let (rank, place) = match one.location {
                Location::Path => (1, "path"),
                Location::Query => (2, "query"),
                Location::Header => (3, "header"),
                Location::Cookie => (4, "cookie"),
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
