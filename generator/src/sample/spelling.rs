//! Texts that stand for the same value.
//!
//! Takes: two texts. Gives: whether they are the same instant (RFC 3339), address (RFC 4291) or UUID (RFC 9562), written in
//! two ways.

use std::net::Ipv6Addr;

/// Whether two texts stand for the same value in some format.
pub(super) fn same(a: &str, b: &str) -> bool {
    let address = |text: &str| text.parse::<Ipv6Addr>().ok();
    a == b
        || alike(instant(a), instant(b))
        || alike(address(a), address(b))
        || (is_uuid(a) && is_uuid(b) && a.eq_ignore_ascii_case(b))
}

fn alike<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
    a.is_some() && a == b
}

fn is_uuid(text: &str) -> bool {
    let dashes = [8, 13, 18, 23];
    text.len() == 36
        && text.bytes().enumerate().all(|(place, byte)| {
            let is_dash = byte == b'-';
            is_dash == dashes.contains(&place) && (is_dash || byte.is_ascii_hexdigit())
        })
}

/// Seconds and nanoseconds of an instant.
fn instant(text: &str) -> Option<(i64, u32)> {
    let marks = [(4, "-"), (7, "-"), (13, ":"), (16, ":")];
    let stands = |(place, mark): &(usize, &str)| text.get(*place..*place + 1) == Some(*mark);
    if !marks.iter().all(stands) || !matches!(text.get(10..11), Some("T" | "t" | " ")) {
        return None;
    }
    let number = |from: usize, to: usize| text.get(from..to)?.parse::<i64>().ok();
    let (year, month, day) = (number(0, 4)?, number(5, 7)?, number(8, 10)?);
    let (hour, minute, second) = (number(11, 13)?, number(14, 16)?, number(17, 19)?);
    let rest = text.get(19..)?;
    let (fraction, zone) = rest.split_at(rest.find(['Z', 'z', '+', '-'])?);
    let nanoseconds = format!("{:0<9}", fraction.strip_prefix('.').unwrap_or(fraction));
    let minutes = (days(year, month, day) * 24 + hour) * 60 + minute - offset(zone)?;
    Some((minutes * 60 + second, nanoseconds.parse().ok()?))
}

/// Minutes.
fn offset(zone: &str) -> Option<i64> {
    if zone.eq_ignore_ascii_case("z") {
        return Some(0);
    }
    let (sign, clock) = zone.split_at(1);
    let (hours, minutes) = clock.split_once(':')?;
    let offset = hours.parse::<i64>().ok()? * 60 + minutes.parse::<i64>().ok()?;
    Some(if sign == "-" { -offset } else { offset })
}

/// Days since a first of March, so that the day that leap years have is the last one of a year.
fn days(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = match month {
        1 | 2 => (year - 1, month + 9),
        _ => (year, month - 3),
    };
    let leaps = year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400);
    365 * year + leaps + (153 * month + 2) / 5 + day
}

#[cfg(test)]
mod tests {
    use super::same;

    #[test]
    fn instants_addresses_and_uuids_have_several_spellings() {
        for (long, short) in [
            ("2024-05-06T09:08:09+02:00", "2024-05-06T07:08:09Z"),
            ("2024-03-01T00:30:00+01:00", "2024-02-29T23:30:00Z"),
            ("2024-01-01T00:30:00+01:00", "2023-12-31T23:30:00Z"),
            ("1906-04-12T01:48:01.0Z", "1906-04-12T01:48:01Z"),
            ("2024-05-06t07:08:09.120-00:00", "2024-05-06T07:08:09.12Z"),
            ("2001:0DB8:0:0:0:0:0:2", "2001:db8::2"),
            (
                "123E4567-E89B-12D3-A456-426614174000",
                "123e4567-e89b-12d3-a456-426614174000",
            ),
        ] {
            assert!(same(long, short), "{long}");
        }
    }

    #[test]
    fn what_is_another_value_is_another() {
        for (one, other) in [
            ("2024-05-06T07:08:09Z", "2024-05-06T07:08:09.001Z"),
            ("2024-05-06T07:08:09+01:00", "2024-05-06T07:08:09Z"),
            ("A", "a"),
            ("::1", "::2"),
            ("", "2024-05-06T07:08:09Z"),
        ] {
            assert!(!same(one, other), "{one}");
        }
    }
}
