//! What the hand-shaped `serde` code of the models is made of.
//!
//! Gives seeds for keys and values, and helpers for what every model does. Knows no model.

#![allow(
    unused_imports,
    reason = "a crate uses the part of the runtime that its document needs"
)]

mod entries;
mod enums;
mod fields;
mod integer;
mod seeds;
mod shape;
mod union;

pub(crate) use entries::{maybe_entry, optional_entry, required};
pub(crate) use enums::{closed_enum, closed_integer, open_enum, open_integer};
pub(crate) use fields::{Fields, Key, OpenFields};
pub(crate) use integer::integer;
pub(crate) use seeds::{forgiving, list, map, optional, plain};
pub(crate) use shape::{ObjectShape, Shape, ranked};
pub(crate) use union::{union, variant};
