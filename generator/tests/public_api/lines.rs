//! Public items as lines: what each is called outside, and what it is.
//!
//! A type comes with its fields or variants, then its methods and its impls; a trait with what it asks for.

use std::fmt;
use std::path::{Path, PathBuf};

use syn::{Attribute, Fields, ImplItem, Item, ItemImpl, TraitItem, Type, Visibility};

use crate::exposed::{Exposed, name, resolve};
use crate::made::{self, Definitions};
use crate::printed;
use crate::source::{Module, Names, Source, conditions, plain, read};

/// An item, or a part of one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Line {
    /// The public name of the item that it belongs to.
    owner: String,
    rank: Rank,
    text: String,
    /// The attributes that say when it is there.
    conditions: String,
    /// Where it stands.
    pub(crate) file: PathBuf,
}

/// In which order lines of one owner stand.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Item,
    Part(usize),
    Method,
    Impl,
}

impl fmt::Display for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}{}", self.conditions, self.text)
    }
}

/// The lines of a crate, sorted.
pub(crate) fn of(root: &Path) -> Vec<Line> {
    let source = read(root);
    let exposed = Exposed::of(&source);
    let mut list = List {
        source: &source,
        exposed: &exposed,
        macros: made::definitions(&source),
        lines: Vec::new(),
    };
    for public in &exposed.foreign {
        let owner = public.join("::");
        let text = format!("pub use {owner}");
        list.lines.push(Line {
            owner,
            rank: Rank::Item,
            text,
            conditions: String::new(),
            file: root.to_owned(),
        });
    }
    for (names, module) in &source {
        list.module(names, module);
    }
    let mut lines = list.lines;
    lines.sort();
    lines.dedup();
    lines
}

struct List<'a> {
    source: &'a Source,
    exposed: &'a Exposed,
    macros: Definitions,
    lines: Vec<Line>,
}

impl List<'_> {
    fn module(&mut self, names: &[String], module: &Module) {
        let public = |item: &Item| {
            let names = [names, &[name(item)?]].concat();
            self.exposed.items.get(&names)
        };
        let shown: Vec<(&Item, Option<&Names>)> = (module.items.iter())
            .map(|item| (item, public(item)))
            .collect();
        let shows = shown.iter().any(|(_, public)| public.is_some());
        for (item, public) in shown {
            match (item, public) {
                (Item::Impl(block), _) => self.block(names, module, block),
                (Item::Macro(call), _) if call.ident.is_none() => {
                    let made = made::impls(&self.macros, &call.mac);
                    for block in &made {
                        self.block(names, module, block);
                    }
                    // What it makes may be public.
                    if made.is_empty() && shows {
                        self.call(names, module, call);
                    }
                }
                (_, Some(public)) => self.item(module, &public.join("::"), item),
                _ => {}
            }
        }
    }

    /// A macro of which nothing is known, among what it stands.
    fn call(&mut self, names: &[String], module: &Module, call: &syn::ItemMacro) {
        let (path, tokens) = (&call.mac.path, &call.mac.tokens);
        let (path, tokens) = (printed::tokens(path), printed::tokens(tokens));
        let text = format!("{path}!({tokens})");
        self.add(module, &names.join("::"), Rank::Impl, text, &[]);
    }

    fn add(
        &mut self,
        module: &Module,
        owner: &str,
        rank: Rank,
        text: String,
        attributes: &[&[Attribute]],
    ) {
        let own = attributes.iter().flat_map(|some| conditions(some));
        let mut all: Vec<String> = module.conditions.iter().cloned().chain(own).collect();
        all.dedup();
        let conditions = all.iter().fold(String::new(), |all, one| all + one + " ");
        self.lines.push(Line {
            owner: owner.to_owned(),
            rank,
            text,
            conditions,
            file: module.file.clone(),
        });
    }

    fn item(&mut self, module: &Module, owner: &str, item: &Item) {
        let (text, attributes) = match item {
            Item::Mod(one) => (format!("pub mod {owner}"), &one.attrs),
            Item::Fn(one) => {
                let text = printed::signature(&one.sig);
                (format!("pub {}", renamed(&text, owner)), &one.attrs)
            }
            Item::Const(one) => {
                let text = format!("pub const {owner}: {}", printed::ty(&one.ty));
                (text, &one.attrs)
            }
            Item::Static(one) => {
                let text = format!("pub static {owner}: {}", printed::ty(&one.ty));
                (text, &one.attrs)
            }
            Item::Type(one) => {
                let generics = printed::generics(&one.generics);
                let text = format!("pub type {owner}{generics} = {}", printed::ty(&one.ty));
                (text, &one.attrs)
            }
            Item::Struct(one) => {
                self.fields(module, owner, &one.fields, true);
                let text = format!("pub struct {owner}{}", printed::generics(&one.generics));
                (told(&one.attrs, &text), &one.attrs)
            }
            Item::Enum(one) => {
                for (place, variant) in one.variants.iter().enumerate() {
                    let name = format!("{owner}::{}", plain(&variant.ident));
                    let text = told(&variant.attrs, &name) + &payload(&variant.fields);
                    self.add(module, owner, Rank::Part(place), text, &[&variant.attrs]);
                }
                let text = format!("pub enum {owner}{}", printed::generics(&one.generics));
                (told(&one.attrs, &text), &one.attrs)
            }
            Item::Trait(one) => {
                for (place, item) in one.items.iter().enumerate() {
                    let (text, attributes) = asked(owner, item);
                    self.add(module, owner, Rank::Part(place), text, &[attributes]);
                }
                let text = format!("pub trait {owner}{}", printed::supertraits(one));
                (told(&one.attrs, &text), &one.attrs)
            }
            other => panic!(
                "{owner} is of a kind that has no line yet: {}",
                printed::tokens(other)
            ),
        };
        self.add(module, owner, Rank::Item, text, &[attributes]);
    }

    fn fields(&mut self, module: &Module, owner: &str, fields: &Fields, only_public: bool) {
        for (place, field) in fields.iter().enumerate() {
            if only_public && !matches!(field.vis, Visibility::Public(_)) {
                continue;
            }
            let name = match &field.ident {
                Some(ident) => plain(ident),
                None => place.to_string(),
            };
            let text = format!("pub {owner}::{name}: {}", printed::ty(&field.ty));
            self.add(module, owner, Rank::Part(place), text, &[&field.attrs]);
        }
    }

    /// An `impl`: public methods by themselves, traits as a whole.
    fn block(&mut self, names: &[String], module: &Module, block: &ItemImpl) {
        let of = self.target(names, path(&block.self_ty));
        let of_trait = block.trait_.as_ref();
        let of_trait = of_trait.map(|one| self.target(names, Some(&one.0)));
        match (&of, &of_trait) {
            // Of a type or a trait that cannot be named outside.
            (Target::Hidden, _) | (_, Some(Target::Hidden)) => {}
            (Target::Public(owner), None) => self.methods(module, owner, block),
            (Target::Public(owner), Some(_)) | (Target::Foreign, Some(Target::Public(owner))) => {
                self.implemented(module, owner, block);
            }
            (Target::Foreign, _) => self.implemented(module, "", block),
        }
    }

    fn methods(&mut self, module: &Module, owner: &str, block: &ItemImpl) {
        let of = printed::ty(&block.self_ty);
        let arguments = of.find('<').and_then(|at| of.get(at..)).unwrap_or_default();
        let bounds = printed::bounds(&block.generics);
        let bounds = match bounds.is_empty() {
            true => bounds,
            false => format!(" for {bounds}"),
        };
        for item in &block.items {
            let (visibility, text, attributes) = match item {
                ImplItem::Fn(one) => {
                    let name = format!("{owner}{arguments}::{}", plain(&one.sig.ident));
                    let text = renamed(&printed::signature(&one.sig), &name);
                    (&one.vis, text, &one.attrs)
                }
                ImplItem::Const(one) => {
                    let name = format!("{owner}{arguments}::{}", plain(&one.ident));
                    let text = format!("const {name}: {}", printed::ty(&one.ty));
                    (&one.vis, text, &one.attrs)
                }
                _ => continue,
            };
            if matches!(visibility, Visibility::Public(_)) {
                let text = told(attributes, &format!("pub {text}{bounds}"));
                let attributes = [block.attrs.as_slice(), attributes];
                self.add(module, owner, Rank::Method, text, &attributes);
            }
        }
    }

    /// The head of the impl of a trait, with the types that it names.
    fn implemented(&mut self, module: &Module, owner: &str, block: &ItemImpl) {
        let types = block.items.iter().filter_map(|item| match item {
            ImplItem::Type(one) => Some(format!("{} = {}", one.ident, printed::ty(&one.ty))),
            _ => None,
        });
        let types: Vec<String> = types.collect();
        let mut text = printed::head(block);
        if !types.is_empty() {
            text = format!("{text} ({})", types.join(", "));
        }
        self.add(module, owner, Rank::Impl, text, &[&block.attrs]);
    }

    fn target(&self, names: &[String], path: Option<&syn::Path>) -> Target {
        let Some(path) = path else {
            return Target::Foreign;
        };
        let segments = path.segments.iter();
        let segments: Names = segments.map(|segment| plain(&segment.ident)).collect();
        match resolve(self.source, names, &segments, 16) {
            None => Target::Foreign,
            Some(found) => match self.exposed.items.get(&found) {
                Some(public) => Target::Public(public.join("::")),
                None => Target::Hidden,
            },
        }
    }
}

/// What an impl is for.
enum Target {
    Public(String),
    Hidden,
    /// Of another crate, or no path at all.
    Foreign,
}

fn path(ty: &Type) -> Option<&syn::Path> {
    match ty {
        Type::Path(one) => Some(&one.path),
        Type::Reference(one) => path(&one.elem),
        _ => None,
    }
}

/// A signature with another name, the whole one.
fn renamed(signature: &str, name: &str) -> String {
    let (before, rest) = signature.split_once("fn ").unwrap_or(("", signature));
    let end = rest.find(['<', '(']).unwrap_or(rest.len());
    let (_, rest) = rest.split_at(end);
    format!("{before}fn {name}{rest}")
}

/// With the attributes that tell users something.
fn told(attributes: &[Attribute], text: &str) -> String {
    const TOLD: [&str; 5] = [
        "deprecated",
        "derive",
        "must_use",
        "non_exhaustive",
        "default",
    ];
    let told = attributes.iter().filter(|one| {
        let path = one.path();
        TOLD.iter().any(|name| path.is_ident(name))
    });
    let told = told.map(|one| match one.path().is_ident("must_use") {
        true => "#[must_use]".to_owned(),
        false => printed::attribute(one),
    });
    told.chain([text.to_owned()]).collect::<Vec<_>>().join(" ")
}

/// What a variant holds.
fn payload(fields: &Fields) -> String {
    let held = fields.iter().map(|field| match &field.ident {
        Some(ident) => format!("{}: {}", plain(ident), printed::ty(&field.ty)),
        None => printed::ty(&field.ty),
    });
    let held = held.collect::<Vec<_>>().join(", ");
    match fields {
        Fields::Named(_) => format!(" {{ {held} }}"),
        Fields::Unnamed(_) => format!("({held})"),
        Fields::Unit => String::new(),
    }
}

/// What a trait asks for, or gives.
fn asked<'i>(owner: &str, item: &'i TraitItem) -> (String, &'i [Attribute]) {
    match item {
        TraitItem::Fn(one) => {
            let name = format!("{owner}::{}", plain(&one.sig.ident));
            let kind = if one.default.is_some() {
                "provided"
            } else {
                "required"
            };
            let text = renamed(&printed::signature(&one.sig), &name);
            (format!("{kind} {text}"), &one.attrs)
        }
        TraitItem::Type(one) => {
            let bounds = printed::tokens(&one.bounds);
            (
                format!("required type {owner}::{}: {bounds}", one.ident),
                &one.attrs,
            )
        }
        TraitItem::Const(one) => {
            let ty = printed::ty(&one.ty);
            (
                format!("required const {owner}::{}: {ty}", one.ident),
                &one.attrs,
            )
        }
        other => panic!(
            "{owner} has what has no line yet: {}",
            printed::tokens(other)
        ),
    }
}
