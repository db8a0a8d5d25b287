//! Types that contain themselves: a `Box` where a cycle needs one, a struct where an alias would; and a `Box` for structs that
//! seldom come.

use std::collections::BTreeSet;

use super::context::{Context, reference_loop};
use crate::diagnostics::{Pointer, Rule};
use crate::ir::{Kind, Type, TypeId, Types};

/// Makes every type finite.
pub(super) fn break_cycles(context: &mut Context<'_>) {
    break_aliases(context);
    box_fields(&mut context.types);
    box_variants(&mut context.types);
}

/// An alias that reaches itself through aliases alone: an error when nothing stands between, else a struct.
fn break_aliases(context: &mut Context<'_>) {
    for id in alias_cycles(&context.types) {
        // Breaking one alias of a cycle may have broken this one too.
        let Kind::Alias(target) = &context.types.get(id).kind else {
            continue;
        };
        if !alias_reaches(&context.types, target, id) {
            continue;
        }
        let circle = circle(&context.types, id);
        let bare = circle.is_some();
        let only_references = circle.iter().flatten().all(|&id| context.is_reference(id));
        let definition = context.types.get_mut(id);
        let Kind::Alias(target) = std::mem::replace(
            &mut definition.kind,
            Kind::Alias(super::context::Lowered::JSON.ty),
        ) else {
            continue;
        };
        if bare {
            let pointer = Pointer::root();
            let at = definition
                .pointer
                .split('/')
                .skip(1)
                .fold(pointer, |at, token| at.key(&unescape(token)));
            if only_references {
                context.diagnostics.push(reference_loop().at(at));
            } else {
                context.warn(
                    Rule::UntypedReference,
                    "typed as free JSON: the schema consists of nothing but itself",
                    "say what its value is",
                    &at,
                );
            }
        } else {
            definition.kind = Kind::Newtype(target);
        }
    }
}

fn unescape(token: &str) -> String {
    token.replace("~1", "/").replace("~0", "~")
}

/// The aliases on the way back to where it begins, if no list or map is between.
fn circle(types: &Types, start: TypeId) -> Option<Vec<TypeId>> {
    let mut circle = vec![start];
    let mut current = start;
    for _ in 0..=types.len() {
        match &types.get(current).kind {
            Kind::Alias(Type::Named(next)) if *next == start => return Some(circle),
            Kind::Alias(Type::Named(next)) => current = *next,
            _ => return None,
        }
        circle.push(current);
    }
    Some(circle)
}

/// The aliases that reach themselves through aliases.
fn alias_cycles(types: &Types) -> Vec<TypeId> {
    cyclic(types, |kind| match kind {
        Kind::Alias(target) => named(target),
        _ => Vec::new(),
    })
}

/// Marks each type that holds itself, whatever is between.
pub(super) fn mark(types: &mut Types) {
    for id in cyclic(types, |kind| {
        kind.parts().into_iter().flat_map(named).collect()
    }) {
        types.get_mut(id).recursive = true;
    }
}

/// The definitions that a way leads from back to themselves.
fn cyclic(types: &Types, way: impl Fn(&Kind) -> Vec<TypeId>) -> Vec<TypeId> {
    let edges: Vec<Vec<TypeId>> = types
        .iter()
        .map(|definition| way(&definition.kind))
        .collect();
    let components = strongly_connected(&edges);
    let mut sizes = vec![0_usize; types.len()];
    for component in &components {
        if let Some(size) = sizes.get_mut(*component) {
            *size += 1;
        }
    }
    let cyclic = |id: &TypeId| {
        let component = types_index(&components, *id);
        let size = component.and_then(|component| sizes.get(component));
        let itself = edges
            .get(id.index())
            .is_some_and(|edges| edges.contains(id));
        itself || size.is_some_and(|size| *size > 1)
    };
    types.ids().filter(cyclic).collect()
}

/// The definitions that a type expression names.
fn named(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Scalar(_) => Vec::new(),
        Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => named(inner),
        Type::Named(id) => vec![*id],
    }
}

fn alias_reaches(types: &Types, from: &Type, goal: TypeId) -> bool {
    let mut waiting = vec![from];
    let mut met = BTreeSet::new();
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Scalar(_) => {}
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => waiting.push(inner),
            Type::Named(id) if *id == goal => return true,
            Type::Named(id) => {
                if let (Kind::Alias(target), true) = (&types.get(*id).kind, met.insert(*id)) {
                    waiting.push(target);
                }
            }
        }
    }
    false
}

/// Boxes each field and variant through which a type holds itself by value.
fn box_fields(types: &mut Types) {
    let contents: Vec<Vec<TypeId>> = types
        .iter()
        .map(|definition| held(types, &definition.kind))
        .collect();
    let components = strongly_connected(&contents);
    let same = |a: TypeId, b: TypeId| types_index(&components, a) == types_index(&components, b);
    let ids: Vec<TypeId> = types.ids().collect();
    for id in ids {
        let boxed: Vec<bool> = parts(&types.get(id).kind)
            .into_iter()
            .map(|ty| by_value(types, ty).is_some_and(|inner| same(inner, id)))
            .collect();
        match &mut types.get_mut(id).kind {
            Kind::Struct(object) => {
                object
                    .fields
                    .iter_mut()
                    .zip(boxed)
                    .for_each(|(field, boxed)| field.boxed = boxed);
            }
            Kind::Union(union) => {
                union
                    .variants
                    .iter_mut()
                    .zip(boxed)
                    .for_each(|(variant, boxed)| variant.boxed = boxed);
            }
            _ => {}
        }
    }
}

/// Boxes the structs of a union that has plain values too: an object that is mostly its id, and all of it only where a caller
/// asks for that, takes the room of an id. What it is decides, not how large it is, so that no type changes with another.
fn box_variants(types: &mut Types) {
    let ids: Vec<TypeId> = types.ids().collect();
    for id in ids {
        let Kind::Union(union) = &types.get(id).kind else {
            continue;
        };
        let variants = union.variants.iter();
        let large: Vec<bool> = variants.map(|one| is_struct(types, &one.ty)).collect();
        if large.iter().all(|large| *large) {
            continue;
        }
        if let Kind::Union(union) = &mut types.get_mut(id).kind {
            let variants = union.variants.iter_mut().zip(large);
            variants.for_each(|(variant, large)| variant.boxed |= large);
        }
    }
}

/// Whether a value of the type is a struct, or one of several.
fn is_struct(types: &Types, ty: &Type) -> bool {
    let kind = |id: TypeId| &types.get(id).kind;
    by_value(types, ty).is_some_and(|id| match kind(id) {
        Kind::Struct(_) => true,
        Kind::Union(union) => (union.variants.iter())
            .filter_map(|one| by_value(types, &one.ty))
            .any(|id| matches!(kind(id), Kind::Struct(_))),
        _ => false,
    })
}

fn types_index(components: &[usize], id: TypeId) -> Option<usize> {
    components.get(id.index()).copied()
}

/// The types of fields or variants.
fn parts(kind: &Kind) -> Vec<&Type> {
    match kind {
        Kind::Struct(object) => object.fields.iter().map(|field| &field.ty).collect(),
        Kind::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
        _ => Vec::new(),
    }
}

/// The definitions that a definition holds without a list or map between.
fn held(types: &Types, kind: &Kind) -> Vec<TypeId> {
    parts(kind)
        .into_iter()
        .filter_map(|ty| by_value(types, ty))
        .collect()
}

fn by_value(types: &Types, ty: &Type) -> Option<TypeId> {
    match types.resolve(ty) {
        Type::Named(id) => Some(*id),
        Type::Nullable(inner) => by_value(types, inner),
        _ => None,
    }
}

/// The number of each node's strongly connected component: Tarjan's algorithm with a stack of its own, so that no
/// document is too deep for it.
#[expect(
    clippy::indexing_slicing,
    reason = "all indices are nodes of the graph, and all lists have one place for each"
)]
fn strongly_connected(edges: &[Vec<TypeId>]) -> Vec<usize> {
    const UNSEEN: usize = usize::MAX;
    let mut order = vec![UNSEEN; edges.len()];
    let mut low = vec![UNSEEN; edges.len()];
    let mut component = vec![UNSEEN; edges.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut seen = 0;
    for root in 0..edges.len() {
        let mut path = if order[root] == UNSEEN {
            vec![(root, 0)]
        } else {
            Vec::new()
        };
        while let Some((node, next)) = path.pop() {
            if next == 0 {
                order[node] = seen;
                low[node] = seen;
                seen += 1;
                open.push(node);
            }
            if let Some(child) = edges[node].get(next).map(|id| id.index()) {
                path.push((node, next + 1));
                if order[child] == UNSEEN {
                    path.push((child, 0));
                } else if component[child] == UNSEEN {
                    low[node] = low[node].min(order[child]);
                }
                continue;
            }
            if low[node] == order[node] {
                while let Some(member) = open.pop() {
                    component[member] = node;
                    if member == node {
                        break;
                    }
                }
            }
            if let Some(&(parent, _)) = path.last() {
                low[parent] = low[parent].min(low[node]);
            }
        }
    }
    component
}
