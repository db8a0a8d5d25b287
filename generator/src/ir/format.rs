//! Formats of text that have a type of their own.

/// A type that holds a text of some format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Format {
    /// An instant of jiff: `date-time` of RFC 3339.
    Timestamp,
    /// A day of jiff: `full-date` of RFC 3339.
    Date,
    /// A time of day with its offset, of jiff: `full-time` of RFC 3339.
    TimeOfDay,
    /// A duration of ISO 8601, of jiff.
    Duration,
    /// An instant with its offset, of chrono.
    ChronoTimestamp,
    /// A day of chrono.
    ChronoDate,
    /// An instant with its offset, of the crate `time`.
    TimeTimestamp,
    /// A day of the crate `time`.
    TimeDate,
    Ipv4,
    Ipv6,
    Uuid,
    /// Bytes in base64.
    Base64,
    Url,
    Decimal,
}
