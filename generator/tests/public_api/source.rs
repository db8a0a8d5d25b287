//! The source of a crate as a table of its modules.
//!
//! Takes the file of the root, gives the items of each module that is no test. Does not look at what is public.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use quote::quote;
use syn::ext::IdentExt as _;
use syn::{Attribute, Ident, Item};

/// Names from the crate's root to a module or an item.
pub(crate) type Names = Vec<String>;

/// A module.
pub(crate) struct Module {
    pub(crate) file: PathBuf,
    pub(crate) items: Vec<Item>,
    /// The features that it is compiled with, as attributes.
    pub(crate) conditions: Vec<String>,
}

/// All modules by their names.
pub(crate) type Source = BTreeMap<Names, Module>;

/// A module whose items are yet to be looked through for modules.
struct Waiting {
    names: Names,
    module: Module,
    /// Where the files of the modules in it are.
    folder: PathBuf,
}

/// Reads a crate.
pub(crate) fn read(root: &Path) -> Source {
    let mut source = Source::new();
    let mut waiting = vec![Waiting::file(Vec::new(), root.to_owned(), Vec::new())];
    while let Some(Waiting {
        names,
        module,
        folder,
    }) = waiting.pop()
    {
        for item in &module.items {
            let Item::Mod(inner) = item else { continue };
            if is_test(&inner.attrs) {
                continue;
            }
            let name = plain(&inner.ident);
            let conditions = [module.conditions.clone(), conditions(&inner.attrs)].concat();
            let names = [names.as_slice(), std::slice::from_ref(&name)].concat();
            waiting.push(match &inner.content {
                Some((_, items)) => Waiting {
                    names,
                    folder: folder.join(&name),
                    module: Module {
                        file: module.file.clone(),
                        items: again(items),
                        conditions,
                    },
                },
                None => {
                    let beside = folder.join(format!("{name}.rs"));
                    let file = match beside.exists() {
                        true => beside,
                        false => folder.join(&name).join("mod.rs"),
                    };
                    Waiting::file(names, file, conditions)
                }
            });
        }
        source.insert(names, module);
    }
    source
}

impl Waiting {
    fn file(names: Names, file: PathBuf, conditions: Vec<String>) -> Self {
        let text = std::fs::read_to_string(&file)
            .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let items = syn::parse_file(&text).expect("Rust").items;
        let folder = match file.file_stem().and_then(|stem| stem.to_str()) {
            Some("lib" | "mod") | None => file.with_file_name(""),
            Some(stem) => file.with_file_name(stem),
        };
        Self {
            names,
            folder,
            module: Module {
                file,
                items,
                conditions,
            },
        }
    }
}

/// Items once more; they cannot be cloned.
fn again(items: &[Item]) -> Vec<Item> {
    let file: syn::File = syn::parse2(quote!(#(#items)*)).expect("it was read before");
    file.items
}

/// A name as text, without the mark of a raw one.
pub(crate) fn plain(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The conditions among attributes.
pub(crate) fn conditions(attributes: &[Attribute]) -> Vec<String> {
    let conditions = attributes.iter().filter(|one| one.path().is_ident("cfg"));
    conditions.map(crate::printed::attribute).collect()
}

/// Whether something is compiled for tests only, or for documentation.
pub(crate) fn is_test(attributes: &[Attribute]) -> bool {
    let conditions = conditions(attributes);
    let test = |one: &String| one.contains("test") && !one.contains("feature");
    conditions.iter().any(test)
}
