//! Traits of the standard library, and what they ask of the parts of a type.
//!
//! Takes types, gives those that could derive a trait. Does not know which shall.

use crate::ir::{Field, Format, Kind, Presence, Scalar, Type, TypeId, Types};

/// A trait that models derive always, mostly or on request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trait {
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
}

impl Trait {
    /// Those that can be asked for or left out, each behind those that it needs.
    pub(super) const ALL: [Self; 7] = [
        Self::Copy,
        Self::Default,
        Self::PartialEq,
        Self::Eq,
        Self::PartialOrd,
        Self::Ord,
        Self::Hash,
    ];

    /// All, in the order in which they are written.
    pub(super) const WRITTEN: [Self; 9] = [
        Self::Clone,
        Self::Copy,
        Self::Debug,
        Self::Default,
        Self::PartialEq,
        Self::Eq,
        Self::PartialOrd,
        Self::Ord,
        Self::Hash,
    ];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Clone => "Clone",
            Self::Copy => "Copy",
            Self::Debug => "Debug",
            Self::Default => "Default",
            Self::PartialEq => "PartialEq",
            Self::Eq => "Eq",
            Self::PartialOrd => "PartialOrd",
            Self::Ord => "Ord",
            Self::Hash => "Hash",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// What a type must have beside it; what each model has is not among them.
    pub(super) fn needs(self) -> &'static [Self] {
        match self {
            Self::Eq | Self::PartialOrd => &[Self::PartialEq],
            Self::Ord => &[Self::Eq, Self::PartialOrd],
            _ => &[],
        }
    }

    /// It and all that it needs.
    pub(super) fn with_needed(self) -> Vec<Self> {
        let needed = self.needs().iter().flat_map(|one| one.with_needed());
        needed.chain([self]).collect()
    }
}

/// Whether a type has a trait if nothing is said.
pub(super) fn usual(types: &Types, id: TypeId, one: Trait) -> bool {
    match (one, &types.get(id).kind) {
        (Trait::PartialEq, _) => true,
        (Trait::Eq | Trait::Hash, Kind::StringEnum(_) | Kind::IntegerEnum(_)) => true,
        (Trait::Copy, Kind::StringEnum(closed)) => closed.unknown.is_none(),
        (Trait::Copy, Kind::IntegerEnum(closed)) => closed.unknown.is_none(),
        (Trait::Default, Kind::Struct(object)) => !object.fields.iter().any(Field::is_given),
        _ => false,
    }
}

/// The types that can have a trait. Those with `without` cannot, nor can what contains them. A type that contains itself
/// can, if nothing else in it stands against that.
pub(super) fn able(types: &Types, one: Trait, without: &[bool]) -> Vec<bool> {
    let mut able: Vec<bool> = without.iter().map(|without| !without).collect();
    loop {
        let unable: Vec<TypeId> = (types.ids())
            .filter(|id| is(&able, *id) && !allowed(types, *id, one, &able))
            .collect();
        if unable.is_empty() {
            return able;
        }
        for id in unable {
            if let Some(place) = able.get_mut(id.index()) {
                *place = false;
            }
        }
    }
}

fn is(able: &[bool], id: TypeId) -> bool {
    able.get(id.index()).copied().unwrap_or(false)
}

/// Whether nothing that a type is made of stands against a trait.
fn allowed(types: &Types, id: TypeId, one: Trait, able: &[bool]) -> bool {
    let whole = match &types.get(id).kind {
        Kind::Struct(object) => object.additional.is_none() || one != Trait::Copy,
        // What is not known is a text.
        Kind::StringEnum(open) if open.unknown.is_some() => {
            !matches!(one, Trait::Copy | Trait::Default)
        }
        Kind::StringEnum(_) => one != Trait::Default,
        Kind::IntegerEnum(_) => one != Trait::Default,
        // What is not known is JSON.
        Kind::Union(_) => matches!(one, Trait::PartialEq | Trait::Eq | Trait::Hash),
        Kind::Alias(_) | Kind::Newtype(_) => true,
        Kind::External(external) => {
            one == Trait::PartialEq || external.traits.iter().any(|name| name == one.name())
        }
    };
    whole && hindrance(types, id, one, able).is_none()
}

/// The first part of a type that stands against a trait.
pub(super) fn hindrance(types: &Types, id: TypeId, one: Trait, able: &[bool]) -> Option<String> {
    match &types.get(id).kind {
        // It is written out.
        Kind::Struct(object) if one == Trait::Default && object.is_constant() => None,
        Kind::Struct(object) => {
            let mut fields = object.fields.iter();
            let field = fields.find(|field| !field_allows(field, one, able));
            let additional = object.additional.iter();
            let mut additional =
                additional.filter(|rest| one != Trait::Default && !allows(&rest.ty, one, able));
            field
                .map(|field| format!("its property `{}`", field.name.wire))
                .or_else(|| Some(format!("its field `{}`", additional.next()?.name)))
        }
        Kind::Union(union) => {
            let allows = |ty, boxed: bool| allows(ty, one, able) && !(boxed && one == Trait::Copy);
            let mut variants = union.variants.iter();
            let variant = variants.find(|variant| !allows(&variant.ty, variant.boxed));
            variant.map(|variant| format!("its variant `{}`", variant.rust))
        }
        Kind::Alias(ty) | Kind::Newtype(ty) => {
            (!allows(ty, one, able)).then(|| "what it holds".to_owned())
        }
        Kind::StringEnum(_) | Kind::IntegerEnum(_) | Kind::External(_) => None,
    }
}

fn field_allows(field: &Field, one: Trait, able: &[bool]) -> bool {
    match (one, field.presence) {
        (Trait::Default, Presence::Required) => {
            let derived = field.constant.is_none() && !field.boxed;
            derived && allows(&field.ty, one, able)
        }
        (Trait::Default, _) => true,
        (Trait::Copy, _) if field.boxed => false,
        _ => allows(&field.ty, one, able),
    }
}

fn allows(ty: &Type, one: Trait, able: &[bool]) -> bool {
    match ty {
        Type::Scalar(scalar) => scalar_allows(*scalar, one),
        Type::Array(inner) | Type::Map(inner) => match one {
            Trait::Copy => false,
            Trait::Default => true,
            _ => allows(inner, one, able),
        },
        Type::Nullable(inner) => one == Trait::Default || allows(inner, one, able),
        Type::Named(id) => is(able, *id),
    }
}

fn scalar_allows(scalar: Scalar, one: Trait) -> bool {
    match scalar {
        Scalar::Boolean | Scalar::Integer(_) | Scalar::Constant => true,
        Scalar::Number => !matches!(one, Trait::Eq | Trait::Ord | Trait::Hash),
        Scalar::String | Scalar::Binary => one != Trait::Copy,
        Scalar::File => matches!(one, Trait::Default | Trait::PartialEq | Trait::Eq),
        Scalar::Json => !matches!(one, Trait::Copy | Trait::PartialOrd | Trait::Ord),
        Scalar::Format(format) => format_allows(format, one),
    }
}

fn format_allows(format: Format, one: Trait) -> bool {
    match format {
        Format::Timestamp
        | Format::Date
        | Format::ChronoTimestamp
        | Format::ChronoDate
        | Format::Uuid
        | Format::Decimal => true,
        Format::TimeTimestamp | Format::TimeDate | Format::Ipv4 | Format::Ipv6 => {
            one != Trait::Default
        }
        Format::TimeOfDay | Format::Duration => {
            !matches!(one, Trait::Default | Trait::PartialOrd | Trait::Ord)
        }
        Format::Base64 => one != Trait::Copy,
        Format::Url => !matches!(one, Trait::Copy | Trait::Default),
    }
}

/// The types that a type contains.
pub(super) fn contents(types: &Types, id: TypeId) -> Vec<TypeId> {
    let mut waiting = types.parts(id);
    let mut found = Vec::new();
    while let Some(ty) = waiting.pop() {
        match ty {
            Type::Scalar(_) => {}
            Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) => waiting.push(inner),
            Type::Named(id) => found.push(*id),
        }
    }
    found
}
