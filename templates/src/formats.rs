//! Stands in for the list of formats that a generated crate has.

mod base64;
mod date_time;
mod decimal;
mod duration;
mod text;
mod time_of_day;

pub use self::base64::Base64;
pub use self::date_time::DateTime;
pub use self::duration::Duration;
pub use self::time_of_day::TimeOfDay;
