//! What a `$ref` leads to.
//!
//! Takes: the text of a reference and the file that it stands in. Gives: the node of a file, or why there is none
//! (OpenAPI 3.1.1, section 4.6; RFC 3986; RFC 6901). Does not look at what is there.

use super::super::grammar::Kind;
use super::super::origins::FileId;
use super::Spot;
use super::library::{Library, Refusal};
use crate::diagnostics::{Pointer, Rule};
use serde_json::Value;
use std::collections::BTreeSet;
use std::path::Path;

/// Why a reference leads nowhere.
pub(super) enum Complaint {
    /// Something else has been said about it already, or will be.
    Silent,
    Error(String, String),
    Warning(Rule, String, String),
}

/// The reference that stands in place of a node. A mapping of the standard can have no text behind the key `$ref`, so
/// that even where it is not foreseen it must be one.
pub(super) fn of(node: &Value, kind: Kind) -> Option<&str> {
    match node {
        Value::Object(map) if !matches!(kind, Kind::Map(Kind::Text | Kind::SchemaName)) => {
            let reference = map.get("$ref").or_else(|| map.get("$dynamicRef"))?;
            reference.as_str().filter(|text| !text.is_empty())
        }
        Value::String(text) if kind == Kind::SchemaName => {
            let is_file = [".yaml", ".yml", ".json"]
                .iter()
                .any(|end| text.ends_with(end));
            (text.contains('#') || is_file).then_some(text)
        }
        _ => None,
    }
}

/// The kind of what a reference stands for: where one thing is referred to in place of a list of such things, the list
/// is made later.
pub(super) fn kind_of(library: &Library<'_>, target: &Spot, kind: Kind) -> Kind {
    match (kind, library.node(target.0, &target.1)) {
        (Kind::List(item), Some(node)) if !node.is_array() && item.component().is_some() => *item,
        _ => kind,
    }
}

/// Whether a reference in the document itself is one to a component of its kind, as most are.
pub(super) fn is_in_order(reference: &str, kind: Kind) -> bool {
    let tail = reference.strip_prefix("#/components/");
    let name = tail
        .zip(kind.component())
        .and_then(|(tail, section)| tail.strip_prefix(section)?.strip_prefix('/'));
    // What is percent-encoded is looked at more closely: some names have a percent sign of their own.
    name.is_some_and(|name| !name.contains(['/', '%']))
}

/// Whether a place in the document itself is that of a component of the kind.
pub(super) fn is_component(pointer: &Pointer, kind: Kind) -> bool {
    let mut tokens = pointer.tokens();
    let section = (tokens.next(), tokens.next());
    let known = kind.component().map(str::to_owned);
    section == (Some("components".to_owned()), known) && tokens.count() == 1
}

/// The node that a reference leads to in the end, and what it breaks on the way.
pub(super) fn resolve(
    library: &mut Library<'_>,
    at: &Spot,
    reference: &str,
    kind: Kind,
) -> Result<(Spot, Option<Rule>), Complaint> {
    let here = (library.base(at), at.1.clone());
    if let Some(spot) = in_resource(library, &here, reference) {
        return Ok((spot, None));
    }
    if let Some(spot) = legacy(library, &here, reference, kind) {
        return Ok((library.canonical(spot), Some(Rule::LegacyRef)));
    }
    let spot = chain(library, &here, reference, kind)?;
    let kind = kind_of(library, &spot, kind);
    let tokens: Vec<String> = spot.1.tokens().take(2).collect();
    let stray = match (tokens.as_slice(), kind.component()) {
        ([components, section], Some(own)) => {
            components == "components" && section != own && spot.1.tokens().count() == 3
        }
        ([components, _], None) => {
            components == "components"
                && !matches!(kind, Kind::PathItem | Kind::Map(_) | Kind::Components)
        }
        _ => false,
    };
    Ok((spot, stray.then_some(Rule::StrayRef)))
}

/// A fragment alone is taken from the schema around it that has an `$id` of its own (JSON Schema 2020-12 core, 8.2.1).
fn in_resource(library: &Library<'_>, (base, at): &Spot, reference: &str) -> Option<Spot> {
    let pointer = Pointer::from_fragment(reference)?;
    let resource = library.resource(*base, at)?;
    let spot = (*base, resource.join(pointer.as_str()));
    library.node(spot.0, &spot.1)?;
    Some(spot)
}

/// The component that is meant where Swagger 2.0 would have it, or by its bare name; or a part of the schema around it.
fn legacy(library: &Library<'_>, (base, at): &Spot, reference: &str, kind: Kind) -> Option<Spot> {
    let base = *base;
    let spot = |pointer| (base, pointer);
    let as_written = Pointer::from_fragment(reference).map(spot);
    if let Some((file, pointer)) = &as_written
        && library.node(*file, pointer).is_some()
    {
        return None;
    }
    if let Some((_, pointer)) = as_written
        && let Some(inside) = around(library, base, at, &pointer)
    {
        return Some((base, inside));
    }
    let plain = reference.strip_prefix('#').unwrap_or(reference);
    let plain = plain.strip_prefix('/').unwrap_or(plain);
    let name = match plain.split('/').collect::<Vec<_>>().as_slice() {
        [name] if !name.contains(['.', '#', ':']) => *name,
        ["definitions" | "parameters" | "responses" | "schemas", name] => *name,
        ["components", _, name] => *name,
        _ => return None,
    };
    if library.anchor(base, at, name).is_some() {
        return None;
    }
    let meant = Pointer::root()
        .key("components")
        .key(kind.component()?)
        .key(name);
    library.node(base, &meant)?;
    Some((base, meant))
}

/// The place that a pointer leads to if its root is the component around a place or, for definitions, the innermost schema
/// there that has them.
fn around(library: &Library<'_>, file: FileId, at: &Pointer, part: &Pointer) -> Option<Pointer> {
    let mut above = at.parent();
    while let Some(root) = above {
        let is_component = {
            let tokens: Vec<String> = root.tokens().collect();
            matches!(tokens.as_slice(), [components, _, _] if components == "components")
        };
        let inside = root.join(part.as_str());
        if (is_component || is_definition(part)) && library.node(file, &inside).is_some() {
            return Some(inside);
        }
        above = root.parent();
    }
    None
}

fn is_definition(part: &Pointer) -> bool {
    let first = part.tokens().next();
    matches!(first.as_deref(), Some("$defs" | "definitions"))
}

/// Follows references to references.
fn chain(
    library: &mut Library<'_>,
    here: &Spot,
    reference: &str,
    kind: Kind,
) -> Result<Spot, Complaint> {
    let mut spot = step(library, here, reference, kind)?;
    let mut met = BTreeSet::new();
    while met.insert(spot.clone()) {
        let further = match library.node(spot.0, &spot.1) {
            None => match through(library, &spot, kind)? {
                Some(further) => {
                    spot = further;
                    continue;
                }
                None => return Err(nowhere(here.0, reference)),
            },
            Some(Value::Object(map)) if map.len() == 1 => of_only(map),
            Some(_) => None,
        };
        let Some(further) = further else {
            return Ok(spot);
        };
        if spot.0 == FileId::ROOT && is_component(&spot.1, kind) {
            return Ok(spot);
        }
        let there = (library.base(&spot), spot.1.clone());
        spot = step(library, &there, &further, kind)?;
    }
    Err(Complaint::Error(
        format!("`$ref: {reference}` leads round in a circle and never reaches a definition"),
        "let one of the references describe the thing itself".to_owned(),
    ))
}

/// The node behind a pointer on whose way a reference stands.
fn through(library: &mut Library<'_>, spot: &Spot, kind: Kind) -> Result<Option<Spot>, Complaint> {
    let mut above = spot.1.parent();
    while let Some(pointer) = above {
        let found = library.node(spot.0, &pointer);
        if let Some(reference) = found.and_then(|node| node.get("$ref")?.as_str()) {
            let (reference, place) = (reference.to_owned(), (spot.0, pointer.clone()));
            let there = (library.base(&place), pointer.clone());
            let (file, target) = step(library, &there, &reference, kind)?;
            let rest = spot.1.below(&pointer).unwrap_or_default();
            return Ok(Some(library.canonical((file, target.join(rest)))));
        }
        above = pointer.parent();
    }
    Ok(None)
}

fn of_only(map: &serde_json::Map<String, Value>) -> Option<String> {
    map.get("$ref")?.as_str().map(str::to_owned)
}

/// The node that a reference names, whatever stands there.
fn step(
    library: &mut Library<'_>,
    (base, at): &Spot,
    reference: &str,
    kind: Kind,
) -> Result<Spot, Complaint> {
    let (address, fragment) = reference.split_once('#').unwrap_or((reference, ""));
    let (file, above) = if address.is_empty() {
        (*base, Pointer::root())
    } else if let Some(found) = library.identified(*base, at, address) {
        found
    } else {
        (
            file(library, *base, address, reference, kind)?,
            Pointer::root(),
        )
    };
    if fragment.is_empty() {
        return Ok(library.canonical((file, above)));
    }
    if let Some(pointer) = Pointer::from_fragment(&format!("#{fragment}")) {
        return Ok(library.canonical((file, above.join(pointer.as_str()))));
    }
    // An anchor is one of the resource that is named, or else of the one that the reference stands in.
    let around = if address.is_empty() { at } else { &above };
    match library.anchor(file, around, fragment) {
        Some(pointer) => Ok(library.canonical((file, pointer))),
        None => Err(nowhere(*base, reference)),
    }
}

fn file(
    library: &mut Library<'_>,
    base: FileId,
    address: &str,
    reference: &str,
    kind: Kind,
) -> Result<FileId, Complaint> {
    let text = kind == Kind::Text;
    let opened = if is_remote(address) {
        let Some(path) = library.mapped(address) else {
            // Said where it is used: what becomes of it depends on that.
            return Err(Complaint::Silent);
        };
        library.open(FileId::ROOT, &path, text)
    } else {
        let address = address.strip_prefix("file://").unwrap_or(address);
        let decoded = Pointer::from_fragment(&format!("#/{address}"));
        let path = decoded
            .as_ref()
            .and_then(|path| path.as_str().strip_prefix('/'));
        library.open(base, Path::new(path.unwrap_or(address)), text)
    };
    opened.map_err(|refusal| match refusal {
        Refusal::Broken => Complaint::Silent,
        Refusal::Said(message, hint) => {
            Complaint::Error(format!("`$ref: {reference}`: {message}"), hint)
        }
    })
}

/// Whether an address begins with a scheme that is not `file` (RFC 3986, section 3.1).
fn is_remote(address: &str) -> bool {
    let Some((scheme, _)) = address.split_once(':') else {
        return address.starts_with("//");
    };
    let known = |c: char| c.is_ascii_alphanumeric() || "+-.".contains(c);
    // One letter is a drive.
    scheme.len() > 1 && scheme.chars().all(known) && scheme != "file"
}

/// In the document itself the stage that uses a reference says so too, with more to say.
fn nowhere(base: FileId, reference: &str) -> Complaint {
    if base == FileId::ROOT && reference.starts_with("#/") {
        return Complaint::Silent;
    }
    Complaint::Error(
        format!("`$ref: {reference}` leads nowhere"),
        "the file is there, but nothing in it has this name; names are case-sensitive".to_owned(),
    )
}
