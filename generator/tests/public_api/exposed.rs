//! What is reachable from outside.
//!
//! Takes the modules of a crate, gives each item that `pub` and `pub use` make reachable the name that it has outside.
//! Also finds what a path inside of the crate leads to.

use std::collections::{BTreeMap, BTreeSet};

use syn::{Item, UseTree, Visibility};

use crate::source::{Names, Source, is_test, plain};

/// How many imports may lead to each other.
const LONGEST_CHAIN: usize = 16;

/// The public names of items, by where these are.
#[derive(Default)]
pub(crate) struct Exposed {
    pub(crate) items: BTreeMap<Names, Names>,
    /// Public names of what is from other crates.
    pub(crate) foreign: BTreeSet<Names>,
    /// Modules that were gone through, and the names under which.
    met: BTreeSet<(Names, Names)>,
}

impl Exposed {
    pub(crate) fn of(source: &Source) -> Self {
        let mut exposed = Self::default();
        exposed.module(source, &[], &[]);
        exposed
    }

    /// All that a module shows, under a public name.
    fn module(&mut self, source: &Source, module: &[String], public: &[String]) {
        let new = self.met.insert((module.to_vec(), public.to_vec()));
        let Some(found) = source.get(module).filter(|_| new) else {
            return;
        };
        for item in &found.items {
            match item {
                Item::Use(one) if is_public(&one.vis) => {
                    for leaf in leaves(&one.tree) {
                        self.import(source, module, public, &leaf);
                    }
                }
                _ => {
                    if let Some(name) = visible(item) {
                        self.add(source, &joined(module, &name), joined(public, &name));
                    }
                }
            }
        }
    }

    fn import(&mut self, source: &Source, module: &[String], public: &[String], leaf: &Leaf) {
        let target = resolve(source, module, &leaf.path, LONGEST_CHAIN);
        match (&leaf.name, target) {
            (Some(name), Some(target)) => self.add(source, &target, joined(public, name)),
            (None, Some(target)) => self.module(source, &target, public),
            (Some(name), None) => {
                self.foreign.insert(joined(public, name));
            }
            (None, None) => {
                let all = format!("{}::*", leaf.path.join("::"));
                self.foreign.insert(joined(public, &all));
            }
        }
    }

    /// Of several public names the shortest counts.
    fn add(&mut self, source: &Source, target: &[String], public: Names) {
        if source.contains_key(target) {
            self.module(source, target, &public);
        }
        let known = self.items.entry(target.to_vec());
        let known = known.or_insert_with(|| public.clone());
        if (public.len(), &public) < (known.len(), known) {
            *known = public;
        }
    }
}

fn joined(names: &[String], name: &str) -> Names {
    [names, &[name.to_owned()]].concat()
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The name of an item that is public, unless it is a module of tests.
fn visible(item: &Item) -> Option<String> {
    let (visibility, _) = declared(item)?;
    let tests = matches!(item, Item::Mod(one) if is_test(&one.attrs));
    (is_public(visibility) && !tests)
        .then(|| name(item))
        .flatten()
}

/// The name that an item declares.
pub(crate) fn name(item: &Item) -> Option<String> {
    declared(item).map(|(_, ident)| plain(ident))
}

fn declared(item: &Item) -> Option<(&Visibility, &syn::Ident)> {
    Some(match item {
        Item::Const(one) => (&one.vis, &one.ident),
        Item::Enum(one) => (&one.vis, &one.ident),
        Item::Fn(one) => (&one.vis, &one.sig.ident),
        Item::Mod(one) => (&one.vis, &one.ident),
        Item::Static(one) => (&one.vis, &one.ident),
        Item::Struct(one) => (&one.vis, &one.ident),
        Item::Trait(one) => (&one.vis, &one.ident),
        Item::Type(one) => (&one.vis, &one.ident),
        Item::Union(one) => (&one.vis, &one.ident),
        _ => return None,
    })
}

/// One name of a `use`.
struct Leaf {
    path: Names,
    /// The name that it gives; none where it gives all.
    name: Option<String>,
}

fn leaves(tree: &UseTree) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    let mut waiting = vec![(Vec::new(), tree)];
    while let Some((path, tree)) = waiting.pop() {
        match tree {
            UseTree::Path(one) => waiting.push((joined(&path, &plain(&one.ident)), &one.tree)),
            UseTree::Group(group) => {
                waiting.extend(group.items.iter().map(|tree| (path.clone(), tree)));
            }
            UseTree::Name(one) if one.ident == "self" => leaves.push(Leaf {
                name: path.last().cloned(),
                path,
            }),
            UseTree::Name(one) => leaves.push(Leaf {
                path: joined(&path, &plain(&one.ident)),
                name: Some(plain(&one.ident)),
            }),
            UseTree::Rename(one) => leaves.push(Leaf {
                path: joined(&path, &plain(&one.ident)),
                name: Some(plain(&one.rename)),
            }),
            UseTree::Glob(_) => leaves.push(Leaf { path, name: None }),
        }
    }
    leaves
}

/// What a path leads to that stands in a module: a module or an item of this crate.
pub(crate) fn resolve(
    source: &Source,
    from: &[String],
    path: &[String],
    chain: usize,
) -> Option<Names> {
    let chain = chain.checked_sub(1)?;
    let mut names = path.iter();
    let mut current = match names.next()?.as_str() {
        "crate" => Vec::new(),
        "self" => from.to_vec(),
        "super" => from.split_last()?.1.to_vec(),
        name => lookup(source, from, name, chain)?,
    };
    for name in names {
        current = match name.as_str() {
            "super" => current.split_last()?.1.to_vec(),
            name => lookup(source, &current, name, chain)?,
        };
    }
    Some(current)
}

/// What a name means in a module.
fn lookup(source: &Source, module: &[String], name: &str, chain: usize) -> Option<Names> {
    let items = &source.get(module)?.items;
    let here = |item: &&Item| self::name(item).as_deref() == Some(name);
    if items.iter().any(|item| here(&item)) {
        return Some(joined(module, name));
    }
    let imports = items.iter().filter_map(|item| match item {
        Item::Use(one) => Some(leaves(&one.tree)),
        _ => None,
    });
    let imports: Vec<Leaf> = imports.flatten().collect();
    let named = imports
        .iter()
        .filter(|leaf| leaf.name.as_deref() == Some(name));
    let mut named = named.filter_map(|leaf| resolve(source, module, &leaf.path, chain));
    let globs = imports.iter().filter(|leaf| leaf.name.is_none());
    let mut globs = globs.filter_map(|leaf| {
        let target = resolve(source, module, &leaf.path, chain)?;
        lookup(source, &target, name, chain.checked_sub(1)?)
    });
    named.next().or_else(|| globs.next())
}
