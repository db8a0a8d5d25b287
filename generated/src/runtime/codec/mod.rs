//! What the hand-shaped `serde` code of the models is made of.
//!
//! Gives how objects, unions and enums are read and written, and the patterns of values that are read in a way of their own. Knows no model.

#![allow(
    unused_imports,
    reason = "a crate uses the part of the runtime that its document needs"
)]

mod enums;
mod exact;
mod forgiving;
mod held;
mod integer;
mod json;
mod missing;
mod object;
mod shape;
mod union;
mod values;
mod writer;

pub(crate) use enums::{closed_enum, closed_integer, open_enum, open_integer};
pub(crate) use enums::{
    closed_integers, closed_texts, compared, open_integers, open_texts, written_integers,
    written_texts,
};
pub(crate) use exact::{Exact, ReadExactly};
pub(crate) use forgiving::Forgiving;
pub(crate) use held::Held;
pub(crate) use json::Json;
pub(crate) use object::{object, open_object};
pub(crate) use shape::{ObjectShape, Shape, ranked};
pub(crate) use union::{tagged, union, variant};
pub(crate) use values::More;
pub(crate) use writer::write;

/// That a struct has no properties of one kind. One constant for all of them: each `&[]` would be one of its own for a compiler.
pub(crate) const NONE: &[&str] = &[];
