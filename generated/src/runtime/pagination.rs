//! What a response must say of itself so that its pages can be followed.
//!
//! Gives the traits that responses implement and the constants of a paged operation. Follows
//! nothing: see `pages`.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::runtime::maybe::Maybe;

/// A response that is one page of a list. Implemented by the responses of paged operations.
pub trait Paged: DeserializeOwned + 'static {
    /// What the list is of.
    type Item: Serialize + 'static;

    /// Whether the body says that the call succeeded.
    fn succeeded(&self) -> bool;

    /// The items of this page.
    fn items(&self) -> &[Self::Item];

    /// The items of this page, by themselves.
    fn into_items(self) -> Vec<Self::Item>;

    /// What the page says of itself and of the list.
    fn counts(&self) -> Counts;
}

/// What a page says of itself and of the list; `None` is what it doesn't say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Counts {
    /// The number of this page.
    pub page: Option<u64>,
    /// How many items a page has at most.
    pub per_page: Option<u64>,
    /// How many items the list has.
    pub total_count: Option<u64>,
    /// How many pages the list has.
    pub total_pages: Option<u64>,
}

/// How the pages of an operation are numbered.
#[derive(Debug)]
pub(crate) struct PagePlan {
    /// The parameter of the query that says which page.
    pub(crate) page: &'static str,
    /// The parameter of the query that says how many items a page has.
    pub(crate) per_page: Option<&'static str>,
    /// The number of the first page.
    pub(crate) first: u64,
}

/// A counter of a response, however it is written: `1`, `1.0`, `"1"` or not at all.
pub(crate) trait Count {
    /// The counter, if it is a whole number and not negative.
    fn count(&self) -> Option<u64>;
}

macro_rules! counts {
    ($($integer:ty)*) => {$(
        impl Count for $integer {
            fn count(&self) -> Option<u64> {
                u64::try_from(*self).ok()
            }
        }
    )*};
}

counts!(i32 i64 u32 u64);

impl Count for f64 {
    fn count(&self) -> Option<u64> {
        // 2^53: beyond it a float stands for several integers.
        #[allow(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "integral, not negative and below 2^53"
        )]
        (self.fract() == 0.0 && (0.0..9_007_199_254_740_992.0).contains(self))
            .then_some(*self as u64)
    }
}

impl Count for String {
    fn count(&self) -> Option<u64> {
        self.trim().parse().ok()
    }
}

impl<T: Count> Count for Option<T> {
    fn count(&self) -> Option<u64> {
        self.as_ref()?.count()
    }
}

impl<T: Count> Count for Maybe<T> {
    fn count(&self) -> Option<u64> {
        self.as_option()?.count()
    }
}
