//! What a call can be asked with: the parameters of its query, by what they are for.
//!
//! Takes an operation; gives its single-valued query parameters by normalised name, with the kind of their values.

use super::one_line;
use super::words::{self, normal};
use crate::ir::{
    Check, Location, Number, Operation, Parameter, ParameterItem, ParameterType, Scalar,
};

/// The kind of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Value {
    Text,
    Number,
    Boolean,
}

/// A query parameter with a single value.
pub(super) struct Ask<'a> {
    pub(super) parameter: &'a Parameter,
    /// The name, in lower case and without anything but letters and digits.
    pub(super) name: String,
    pub(super) value: Value,
}

impl Ask<'_> {
    pub(super) fn wire(&self) -> String {
        self.parameter.name.wire.clone()
    }

    /// What is said of it, in lower case and on one line.
    pub(super) fn about(&self) -> String {
        one_line(&self.parameter.docs.0).to_lowercase()
    }

    /// The number that stands for the beginning, 0 or 1, if the document shows it: by the value that is taken where none is
    /// given, by the smallest that may be, or by what it says.
    pub(super) fn first(&self) -> Option<u64> {
        let about = self.about();
        let default = words::fact(&about, "default: `");
        let default = default.or_else(|| words::fact(&about, "default is "));
        let default = default.or_else(|| words::fact(&about, "defaults to "));
        let default = default.and_then(|default| default.parse().ok());
        if let Some(default) = default.filter(|default| *default <= 1) {
            return Some(default);
        }
        let least = self.parameter.checks.iter().any(|check| {
            matches!(
                check,
                Check::Minimum(Number::Integer(1)) | Check::ExclusiveMinimum(Number::Integer(0))
            )
        });
        if least {
            return Some(1);
        }
        words::beginning(&about)
    }
}

/// All of them, in the document's order.
pub(super) fn asks(operation: &Operation) -> Vec<Ask<'_>> {
    let query = operation.parameters.iter();
    let query = query.filter(|parameter| parameter.location == Location::Query);
    query
        .filter_map(|parameter| {
            Some(Ask {
                parameter,
                name: normal(&parameter.name.wire),
                value: value(parameter)?,
            })
        })
        .collect()
}

fn value(parameter: &Parameter) -> Option<Value> {
    let ParameterType::One(ParameterItem::Scalar(scalar)) = parameter.ty else {
        return None;
    };
    match scalar {
        Scalar::String => Some(Value::Text),
        Scalar::Integer(_) | Scalar::Number => Some(Value::Number),
        Scalar::Boolean => Some(Value::Boolean),
        _ => None,
    }
}
