//! The types of the crate: an arena of definitions. The expressions that refer to them stand in `expression`.

use super::{Condition, Docs, External, Instance, Name, Shape, Type};

/// The place of a definition in the arena.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct TypeId(usize);

impl TypeId {
    pub(crate) fn index(self) -> usize {
        self.0
    }
}

/// All definitions, components first, each before the inline types that stand in it.
#[derive(Debug, Default)]
pub(crate) struct Types(Vec<TypeDef>);

impl Types {
    /// Reserves a place, so that a definition can refer to itself.
    pub(crate) fn add(&mut self, definition: TypeDef) -> TypeId {
        self.0.push(definition);
        TypeId(self.0.len() - 1)
    }

    /// The definition; ids come from [`Types::add`] only, so there always is one.
    #[expect(
        clippy::indexing_slicing,
        reason = "ids are handed out by this arena alone"
    )]
    pub(crate) fn get(&self, id: TypeId) -> &TypeDef {
        &self.0[id.0]
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "ids are handed out by this arena alone"
    )]
    pub(crate) fn get_mut(&mut self, id: TypeId) -> &mut TypeDef {
        &mut self.0[id.0]
    }

    /// The type expressions of a definition.
    pub(crate) fn parts(&self, id: TypeId) -> Vec<&Type> {
        self.get(id).kind.parts()
    }

    /// Every type expression in the definitions.
    pub(crate) fn expressions(&self) -> impl Iterator<Item = &Type> {
        self.ids().flat_map(|id| self.parts(id))
    }

    /// Every type expression in the definitions, to be changed.
    pub(crate) fn expressions_mut(&mut self) -> impl Iterator<Item = &mut Type> {
        let definitions = self.0.iter_mut();
        definitions.flat_map(|definition| definition.kind.parts_mut())
    }

    pub(crate) fn ids(&self) -> impl Iterator<Item = TypeId> + use<> {
        (0..self.0.len()).map(TypeId)
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = &TypeDef> {
        self.0.iter()
    }

    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The type behind aliases: what a value really is.
    pub(crate) fn resolve<'a>(&'a self, ty: &'a Type) -> &'a Type {
        let mut current = ty;
        // A chain of aliases is never longer than the arena; lowering breaks cycles.
        for _ in 0..=self.0.len() {
            match current {
                Type::Named(id) => match &self.get(*id).kind {
                    Kind::Alias(target) => current = target,
                    _ => return current,
                },
                _ => return current,
            }
        }
        current
    }

    /// The definition behind aliases; the alias itself, where it stands for what has no definition.
    pub(crate) fn definition(&self, id: TypeId) -> TypeId {
        match self.resolve(&Type::Named(id)) {
            Type::Named(behind) => *behind,
            _ => id,
        }
    }

    /// The struct that a type is, behind aliases.
    pub(crate) fn as_struct(&self, ty: &Type) -> Option<&Struct> {
        match self.resolve(ty) {
            Type::Named(id) => match &self.get(*id).kind {
                Kind::Struct(object) => Some(object),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A named type of the `models` module.
#[derive(Debug)]
pub(crate) struct TypeDef {
    pub(crate) name: Name,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    pub(crate) direction: Direction,
    pub(crate) kind: Kind,
    /// The JSON pointer of the schema.
    pub(crate) pointer: String,
    /// The name of the schema, where it is a component.
    pub(crate) component: Option<String>,
    /// What it derives, as it is written.
    pub(crate) derives: Vec<String>,
    /// The module that it stands in; its public path is `models::<name>`, whatever that is.
    pub(crate) module: Vec<String>,
    pub(crate) condition: Condition,
    /// Whether it holds itself, be it through others, lists or maps.
    pub(crate) recursive: bool,
    /// Values of it, for tests.
    pub(crate) instances: Vec<Instance>,
}

impl TypeDef {
    /// One of which nothing is said yet.
    pub(crate) fn nameless(kind: Kind) -> Self {
        Self {
            name: Name::default(),
            docs: Docs::default(),
            deprecated: false,
            direction: Direction::default(),
            kind,
            pointer: String::new(),
            component: None,
            derives: Vec::new(),
            module: Vec::new(),
            condition: Condition::default(),
            recursive: false,
            instances: Vec::new(),
        }
    }

    /// Whether the type is in the crate.
    pub(crate) fn is_generated(&self) -> bool {
        !matches!(self.kind, Kind::External(_))
    }
}

/// Which way values of a type travel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Direction {
    pub(crate) request: bool,
    pub(crate) response: bool,
}

/// What a definition is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Kind {
    Struct(Struct),
    /// An enum of strings.
    StringEnum(Enum<String>),
    /// An enum of integers.
    IntegerEnum(Enum<i64>),
    Union(Union),
    Alias(Type),
    /// A struct of one unnamed field: an alias that would otherwise contain itself.
    Newtype(Type),
    /// A type of the user's own, which stands somewhere else.
    External(External),
}

impl Kind {
    /// Its type expressions.
    pub(crate) fn parts(&self) -> Vec<&Type> {
        match self {
            Self::Struct(object) => {
                let fields = object.fields.iter().map(|field| &field.ty);
                fields
                    .chain(object.additional.iter().map(|one| &one.ty))
                    .collect()
            }
            Self::Union(union) => union.variants.iter().map(|one| &one.ty).collect(),
            Self::Alias(ty) | Self::Newtype(ty) => vec![ty],
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::External(_) => Vec::new(),
        }
    }

    /// Its type expressions, to be changed.
    pub(crate) fn parts_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(object) => {
                let fields = object.fields.iter_mut().map(|field| &mut field.ty);
                fields
                    .chain(object.additional.iter_mut().map(|one| &mut one.ty))
                    .collect()
            }
            Self::Union(union) => union.variants.iter_mut().map(|one| &mut one.ty).collect(),
            Self::Alias(ty) | Self::Newtype(ty) => vec![ty],
            Self::StringEnum(_) | Self::IntegerEnum(_) | Self::External(_) => Vec::new(),
        }
    }
}

/// An object with named properties.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct Struct {
    pub(crate) fields: Vec<Field>,
    /// The map of all other properties, where the schema describes or allows them.
    pub(crate) additional: Option<Additional>,
}

impl Struct {
    /// Whether there is something in it that `Debug` must not show.
    pub(crate) fn has_secrets(&self) -> bool {
        let additional = self.additional.as_ref();
        self.fields.iter().any(|field| field.secret) || additional.is_some_and(|one| one.secret)
    }

    /// Whether all that must be there is known beforehand, and something must.
    pub(crate) fn is_constant(&self) -> bool {
        let mut given = self
            .fields
            .iter()
            .filter(|field| field.is_given())
            .peekable();
        given.peek().is_some() && given.all(|field| field.constant.is_some())
    }
}

/// The flattened map beside named properties.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Additional {
    pub(crate) name: String,
    pub(crate) ty: Type,
    pub(crate) docs: Docs,
    /// Its values are not shown by `Debug`.
    pub(crate) secret: bool,
}

/// A property.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Field {
    pub(crate) name: Name,
    pub(crate) docs: Docs,
    pub(crate) deprecated: bool,
    pub(crate) ty: Type,
    pub(crate) presence: Presence,
    /// Stands in a `Box`, because the type contains itself through this field.
    pub(crate) boxed: bool,
    /// Absent where its value cannot be read.
    pub(crate) forgiving: bool,
    /// Its value is not shown by `Debug`.
    pub(crate) secret: bool,
    /// The one value that it can have, where it must be there.
    pub(crate) constant: Option<Constant>,
    /// Which way alone it travels: in responses where it is read only, in requests where it is write only.
    pub(crate) only: Direction,
}

/// A value that is known beforehand.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Constant {
    Null,
    Boolean(bool),
    /// The bits of a float, by which it can be compared.
    Number(u64),
    Text(String),
    /// A variant of the enum that the field holds.
    Variant(String),
}

impl Field {
    /// Whether there is no struct without it.
    pub(crate) fn is_given(&self) -> bool {
        matches!(self.presence, Presence::Required | Presence::Nullable)
    }
}

/// Whether a property may be absent, null, or both.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Presence {
    Required,
    Optional,
    /// Always there, perhaps as null.
    Nullable,
    /// Absent, null and a value are three different things.
    OptionalNullable,
}

/// An enum of known constants; an open one also keeps those that are not.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Enum<T> {
    pub(crate) values: Vec<EnumValue<T>>,
    /// The variant that holds an unknown value; none where such a value is refused.
    pub(crate) unknown: Option<String>,
    /// Whether it is compared and hashed by its constants, instead of by what it would derive.
    pub(crate) by_value: bool,
}

impl<T> Enum<T> {
    /// Its only constant, if it has no others.
    pub(crate) fn only(&self) -> Option<&EnumValue<T>> {
        match self.values.as_slice() {
            [only] => Some(only),
            _ => None,
        }
    }
}

/// A constant of an enum.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct EnumValue<T> {
    pub(crate) rust: String,
    pub(crate) wire: T,
    /// What the document says of it.
    pub(crate) docs: Docs,
}

/// One of several types, told apart by what the value holds.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Union {
    pub(crate) variants: Vec<Variant>,
    /// The variant that holds a value of none of the types.
    pub(crate) unknown: String,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Variant {
    pub(crate) rust: String,
    pub(crate) docs: Docs,
    pub(crate) ty: Type,
    pub(crate) boxed: bool,
    pub(crate) shape: Shape,
    /// The property that a discriminator asks for and its text, where the variant may not say that itself.
    pub(crate) tag: Option<(String, String)>,
}
