//! What `Debug` shows in the place of a secret.
//!
//! Takes any value, gives `..`. Holds nothing of the value.

use std::fmt;

/// Stands for a secret in the `Debug` of the struct that holds it.
pub(crate) struct Hidden;

/// What stands for a secret, whatever that is.
pub(crate) fn of<T>(_secret: &T) -> Hidden {
    Hidden
}

impl fmt::Debug for Hidden {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("..")
    }
}
