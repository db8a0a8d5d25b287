//! The bounds of a parameter.
//!
//! Takes a value and its bounds (JSON Schema Validation, section 6); gives the first breach as a
//! message that names the parameter and the bound. Never shows text that the caller gave, only its
//! length.

use std::cmp::Ordering;

use crate::runtime::parameter::Number;
use crate::runtime::tree::Tree;

/// One bound.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Check {
    /// `minimum`
    Minimum(Number),
    /// `maximum`
    Maximum(Number),
    /// `minimum` with `exclusiveMinimum`
    ExclusiveMinimum(Number),
    /// `maximum` with `exclusiveMaximum`
    ExclusiveMaximum(Number),
    /// `multipleOf`
    MultipleOf(Number),
    /// `minLength`, in Unicode scalar values
    MinLength(usize),
    /// `maxLength`, in Unicode scalar values
    MaxLength(usize),
    /// `minItems`
    MinItems(usize),
    /// `maxItems`
    MaxItems(usize),
    /// `pattern`, of text
    Pattern {
        /// As the document has it.
        said: &'static str,
        /// As it is matched.
        regex: &'static str,
        /// What matches: a crate without patterns has nothing that can.
        matches: Matches,
    },
}

/// Whether a part of the text, which is the second, matches the expression.
pub(crate) type Matches = fn(&'static str, &str) -> bool;

/// Checks a value. Of a list each value is checked by the bounds of values, and all of it by those
/// of items.
pub(crate) fn check(name: &str, value: &Tree, checks: &[Check]) -> Result<(), String> {
    match value {
        Tree::List(items) => {
            for item in items {
                check_single(name, item, checks)?;
            }
            check_items(name, items.len(), checks)
        }
        single => check_single(name, single, checks),
    }
}

/// Bounds of numbers where it is one, lengths where it is text.
fn check_single(name: &str, value: &Tree, checks: &[Check]) -> Result<(), String> {
    match value {
        Tree::Number(number) if !number.float().is_finite() => {
            Err(format!("`{name}` is {number}, it must be a finite number"))
        }
        Tree::Number(number) => checks
            .iter()
            .try_for_each(|check| check_number(name, *number, *check)),
        Tree::Text(text) => checks
            .iter()
            .try_for_each(|check| check_text(name, text, *check)),
        _ => Ok(()),
    }
}

fn check_text(name: &str, text: &str, check: Check) -> Result<(), String> {
    match check {
        Check::Pattern {
            said,
            regex,
            matches,
        } if !matches(regex, text) => Err(format!("`{name}` doesn't match the pattern `{said}`")),
        check => check_length(name, text.chars().count(), check),
    }
}

/// Checks the length of a list.
fn check_items(name: &str, count: usize, checks: &[Check]) -> Result<(), String> {
    checks.iter().try_for_each(|check| match *check {
        Check::MinItems(least) if count < least => Err(format!(
            "`{name}` has {}, the minimum is {least}",
            plural(count, "item")
        )),
        Check::MaxItems(most) if count > most => Err(format!(
            "`{name}` has {}, the maximum is {most}",
            plural(count, "item")
        )),
        _ => Ok(()),
    })
}

fn check_number(name: &str, number: Number, check: Check) -> Result<(), String> {
    match check {
        Check::Minimum(least) if number.compare(least) == Some(Ordering::Less) => {
            Err(format!("`{name}` is {number}, the minimum is {least}"))
        }
        Check::Maximum(most) if number.compare(most) == Some(Ordering::Greater) => {
            Err(format!("`{name}` is {number}, the maximum is {most}"))
        }
        Check::ExclusiveMinimum(least) if number.compare(least) != Some(Ordering::Greater) => Err(
            format!("`{name}` is {number}, it must be greater than {least}"),
        ),
        Check::ExclusiveMaximum(most) if number.compare(most) != Some(Ordering::Less) => {
            Err(format!("`{name}` is {number}, it must be less than {most}"))
        }
        Check::MultipleOf(step) if !number.is_multiple_of(step) => Err(format!(
            "`{name}` is {number}, it must be a multiple of {step}"
        )),
        _ => Ok(()),
    }
}

fn check_length(name: &str, length: usize, check: Check) -> Result<(), String> {
    match check {
        Check::MinLength(least) if length < least => Err(format!(
            "`{name}` has {}, the minimum is {least}",
            plural(length, "character")
        )),
        Check::MaxLength(most) if length > most => Err(format!(
            "`{name}` has {}, the maximum is {most}",
            plural(length, "character")
        )),
        _ => Ok(()),
    }
}

fn plural(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}
