//! How generated code sets parameters: for each location one value, a list, or any other value.
//!
//! Takes arguments as callers have them; hands them to the request as trees. Decides nothing.

use serde::Serialize;

use crate::runtime::check::Check;
use crate::runtime::parameter::Parameter;
use crate::runtime::request::Request;
use crate::runtime::style::{Location, Style};
use crate::runtime::tree::Tree;

/// What stands for the bounds of a parameter that has none.
impl Request {
    /// One constant for all of them: each `&[]` would be one of its own for a compiler.
    pub(crate) const UNCHECKED: &'static [Check] = &[];
}

/// One value. An earlier one is replaced and keeps its place.
impl Request {
    /// In the path.
    pub(crate) fn path(&mut self, name: &'static str, value: impl Parameter, checks: &[Check]) {
        self.path_as(name, value, Style::SIMPLE, checks);
    }

    /// In the path, in a style of its own.
    pub(crate) fn path_as(
        &mut self,
        name: &'static str,
        value: impl Parameter,
        style: Style,
        checks: &[Check],
    ) {
        self.argument(Location::Path, name, &Tree::one(&value), style, checks);
    }

    /// In the query.
    pub(crate) fn query(&mut self, name: &'static str, value: impl Parameter, checks: &[Check]) {
        self.query_as(name, value, Style::FORM, checks);
    }

    /// In the query, in a style of its own.
    pub(crate) fn query_as(
        &mut self,
        name: &'static str,
        value: impl Parameter,
        style: Style,
        checks: &[Check],
    ) {
        self.argument(Location::Query, name, &Tree::one(&value), style, checks);
    }

    /// In a header.
    pub(crate) fn header(&mut self, name: &'static str, value: impl Parameter, checks: &[Check]) {
        let value = Tree::one(&value);
        self.argument(Location::Header, name, &value, Style::SIMPLE, checks);
    }

    /// In a cookie.
    pub(crate) fn cookie(&mut self, name: &'static str, value: impl Parameter, checks: &[Check]) {
        let value = Tree::one(&value);
        self.argument(Location::Cookie, name, &value, Style::FORM, checks);
    }
}

/// A list of single values. In a query, a header or a cookie an empty one isn't sent.
impl Request {
    /// In the path.
    pub(crate) fn path_list(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item: Parameter>,
        style: Style,
        checks: &[Check],
    ) {
        self.argument(Location::Path, name, &list(values), style, checks);
    }

    /// In the query.
    pub(crate) fn query_list(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item: Parameter>,
        style: Style,
        checks: &[Check],
    ) {
        self.argument(Location::Query, name, &list(values), style, checks);
    }

    /// In a header.
    pub(crate) fn header_list(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item: Parameter>,
        style: Style,
        checks: &[Check],
    ) {
        self.argument(Location::Header, name, &list(values), style, checks);
    }

    /// In one or more cookies.
    pub(crate) fn cookie_list(
        &mut self,
        name: &'static str,
        values: impl IntoIterator<Item: Parameter>,
        style: Style,
        checks: &[Check],
    ) {
        self.argument(Location::Cookie, name, &list(values), style, checks);
    }
}

/// Any other value: an object, a list of objects, a union. What it is shows when it is written.
impl Request {
    /// In the path.
    pub(crate) fn path_value(
        &mut self,
        name: &'static str,
        value: impl Serialize,
        style: Style,
        checks: &[Check],
    ) {
        self.json_argument(Location::Path, name, Tree::of(&value), style, checks);
    }

    /// In the query.
    pub(crate) fn query_value(
        &mut self,
        name: &'static str,
        value: impl Serialize,
        style: Style,
        checks: &[Check],
    ) {
        self.json_argument(Location::Query, name, Tree::of(&value), style, checks);
    }

    /// In a header.
    pub(crate) fn header_value(
        &mut self,
        name: &'static str,
        value: impl Serialize,
        style: Style,
        checks: &[Check],
    ) {
        self.json_argument(Location::Header, name, Tree::of(&value), style, checks);
    }

    /// In one or more cookies.
    pub(crate) fn cookie_value(
        &mut self,
        name: &'static str,
        value: impl Serialize,
        style: Style,
        checks: &[Check],
    ) {
        self.json_argument(Location::Cookie, name, Tree::of(&value), style, checks);
    }

    /// By way of JSON: the members of an object come in their order, and what isn't set not at all.
    fn json_argument(
        &mut self,
        location: Location,
        name: &'static str,
        value: serde_json::Result<Tree>,
        style: Style,
        checks: &[Check],
    ) {
        match value {
            Ok(value) => self.argument(location, name, &value, style, checks),
            Err(error) => self.refuse(format!("`{name}` can't be written as JSON"), Some(error)),
        }
    }
}

fn list(values: impl IntoIterator<Item: Parameter>) -> Tree {
    Tree::List(values.into_iter().map(|value| Tree::one(&value)).collect())
}
