//! How quantities are written: `40ms`, `5%`, `10Mbit/s`. Exact: no floats.

use crate::error::ValueProblem;
use std::fmt::Write as _;
use wireglass_core::tcp::State;
use wireglass_core::time::Duration;
use wireglass_core::wire::tcp::Flags;

/// `40ms`, `1.5 s`, `2min`, `500us`.
pub(crate) fn duration(text: &str) -> Result<Duration, ValueProblem> {
    const UNITS: [(&str, u64); 6] = [
        ("ns", 1),
        ("us", 1_000),
        ("µs", 1_000),
        ("ms", 1_000_000),
        ("min", 60_000_000_000),
        ("s", 1_000_000_000),
    ];
    let text = text.trim();
    UNITS
        .iter()
        .find_map(|(unit, size)| scaled(text.strip_suffix(unit)?.trim_end(), *size))
        .map(Duration::from_nanos)
        .ok_or(ValueProblem::NotADuration)
}

/// `5%` or `0.1%`, as parts per million.
pub(crate) fn share(text: &str) -> Result<u32, ValueProblem> {
    let number = text.trim().strip_suffix('%').ok_or(ValueProblem::NotAShare)?;
    let ppm = scaled(number.trim_end(), 10_000).ok_or(ValueProblem::NotAShare)?;
    u32::try_from(ppm).ok().filter(|ppm| *ppm <= 1_000_000).ok_or(ValueProblem::NotAShare)
}

/// `10Mbit/s`, as bits per second; `unlimited` is `None`.
pub(crate) fn rate(text: &str) -> Result<Option<u64>, ValueProblem> {
    const UNITS: [(&str, u64); 4] =
        [("Gbit/s", 1_000_000_000), ("Mbit/s", 1_000_000), ("kbit/s", 1_000), ("bit/s", 1)];
    let text = text.trim();
    if text == "unlimited" {
        return Ok(None);
    }
    UNITS
        .iter()
        .find_map(|(unit, size)| scaled(text.strip_suffix(unit)?.trim_end(), *size))
        .filter(|rate| *rate > 0)
        .map(Some)
        .ok_or(ValueProblem::NotARate)
}

/// A whole number.
pub(crate) fn number(text: &str, min: u64, max: u64) -> Result<u64, ValueProblem> {
    let parsed = text.trim().parse::<u64>().ok();
    parsed.filter(|n| (min..=max).contains(n)).ok_or(ValueProblem::NotInRange { min, max })
}

/// `SYN`, `SYN,ACK`.
pub(crate) fn flags(text: &str) -> Result<Flags, ValueProblem> {
    text.split(',').try_fold(Flags::default(), |flags, name| {
        Ok(flags
            | match name.trim() {
                "SYN" => Flags::SYN,
                "ACK" => Flags::ACK,
                "FIN" => Flags::FIN,
                "RST" => Flags::RST,
                _ => return Err(ValueProblem::NotFlags),
            })
    })
}

/// `TIME-WAIT`.
pub(crate) fn state(text: &str) -> Result<State, ValueProblem> {
    let text = text.trim();
    State::ALL.into_iter().find(|state| state.name() == text).ok_or(ValueProblem::NotAState)
}

/// Parts per million as a share is written: `0.1%`.
pub(crate) fn share_text(ppm: u32) -> String {
    let mut text = (ppm / 10_000).to_string();
    let rest = ppm % 10_000;
    if rest > 0 {
        let digits = format!("{rest:04}");
        let _ = write!(text, ".{}", digits.trim_end_matches('0'));
    }
    text + "%"
}

/// A duration as it is written: `40ms`.
pub(crate) fn duration_text(duration: Duration) -> String {
    let nanos = duration.as_nanos();
    for (unit, size) in [("s", 1_000_000_000), ("ms", 1_000_000), ("us", 1_000)] {
        if nanos >= size && nanos.is_multiple_of(size / 1_000) {
            let mut text = (nanos / size).to_string();
            let rest = nanos % size / (size / 1_000);
            if rest > 0 {
                let digits = format!("{rest:03}");
                let _ = write!(text, ".{}", digits.trim_end_matches('0'));
            }
            return text + unit;
        }
    }
    if nanos == 0 { "0ms".to_owned() } else { format!("{nanos}ns") }
}

/// Bits per second as they are written.
pub(crate) fn rate_text(rate: Option<u64>) -> String {
    let Some(rate) = rate else { return "unlimited".to_owned() };
    for (unit, size) in [("Gbit/s", 1_000_000_000), ("Mbit/s", 1_000_000), ("kbit/s", 1_000)] {
        if rate >= size && rate.is_multiple_of(size) {
            return format!("{}{unit}", rate / size);
        }
    }
    format!("{rate}bit/s")
}

/// A decimal number times `size`, if it comes out whole and fits.
fn scaled(text: &str, size: u64) -> Option<u64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || fraction.len() > 9 {
        return None;
    }
    if text.contains('.') && fraction.is_empty() {
        return None;
    }
    let mut total = whole.parse::<u64>().ok()?.checked_mul(size)?;
    let mut place = size;
    for digit in fraction.bytes() {
        let value = u64::from(digit - b'0');
        if value > 0 && !place.is_multiple_of(10) {
            return None;
        }
        place /= 10;
        total = total.checked_add(value.checked_mul(place)?)?;
    }
    Some(total)
}

#[cfg(test)]
mod tests;
