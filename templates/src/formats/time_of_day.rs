//! `time`: a time of day as RFC 3339 has it, with its offset from UTC.
//!
//! Takes and gives both. Reads one without an offset too, since many servers leave it out.

use std::fmt;

use jiff::civil::Time;
use jiff::tz::Offset;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A time of day that stands in JSON and in parameters as RFC 3339 has it, such as `10:20:30Z`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimeOfDay {
    /// What the clock shows.
    pub time: Time,
    /// How far the clock is from UTC, if that is known.
    pub offset: Option<Offset>,
}

impl TimeOfDay {
    fn parse(text: &str) -> Option<Self> {
        let split = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
        let (time, offset) = text.split_at_checked(split)?;
        Some(Self {
            time: parse_time(time)?,
            offset: match offset {
                "" => None,
                offset => Some(parse_offset(offset)?),
            },
        })
    }
}

/// `10:20`, `10:20:30` or `10:20:30.5`. Jiff alone would take a date before it, and drop that.
fn parse_time(text: &str) -> Option<Time> {
    let plain = |(place, byte): (usize, u8)| match place {
        2 | 5 => byte == b':',
        8 => byte == b'.',
        _ => byte.is_ascii_digit(),
    };
    let fits = text.len() >= 5 && text.bytes().enumerate().all(plain);
    fits.then(|| text.parse().ok()).flatten()
}

/// `Z` or `+05:30`.
fn parse_offset(text: &str) -> Option<Offset> {
    if text.eq_ignore_ascii_case("Z") {
        return Some(Offset::UTC);
    }
    let (sign, rest) = text.split_at_checked(1)?;
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str| {
        let two = text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_digit());
        two.then(|| text.parse::<i32>().ok()).flatten()
    };
    let minutes = number(minutes).filter(|minutes| *minutes < 60)?;
    let seconds = number(hours)? * 3600 + minutes * 60;
    Offset::from_seconds(if sign == "-" { -seconds } else { seconds }).ok()
}

impl From<Time> for TimeOfDay {
    fn from(time: Time) -> Self {
        Self { time, offset: None }
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.time)?;
        match self.offset.map(Offset::seconds) {
            None => Ok(()),
            Some(0) => formatter.write_str("Z"),
            Some(seconds) => {
                let sign = if seconds < 0 { '-' } else { '+' };
                let minutes = seconds.unsigned_abs() / 60;
                write!(formatter, "{sign}{:02}:{:02}", minutes / 60, minutes % 60)
            }
        }
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let expected = "a time of day as RFC 3339 has it, such as `10:20:30Z`";
        super::text::read(deserializer, expected, Self::parse)
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
