//! How quantities are written: `40ms`, `5%`, `10Mbit/s`. Exact: no floats.

use crate::error::ValueProblem;
use std::fmt::Write as _;
use std::net::Ipv4Addr;
use wireglass_core::addr::{MacAddr, mac};
use wireglass_core::nat;
use wireglass_core::tcp::State;
use wireglass_core::time::Duration;
use wireglass_core::wire::FrameKind;
use wireglass_core::wire::dns::Name;
use wireglass_core::wire::tcp::Flags;
use wireglass_sim::{ForwardSpec, RouteSpec};
use wireglass_trace::Medium;

/// What a host's network is taken for if its address has no prefix.
const USUAL_PREFIX: u8 = 24;

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

/// `10.0.1.1`.
pub(crate) fn address(text: &str) -> Result<Ipv4Addr, ValueProblem> {
    text.trim().parse().map_err(|_| ValueProblem::NotAnAddress)
}

/// `10.0.1.0/24`, as an address and a prefix.
pub(crate) fn interface(text: &str) -> Result<(Ipv4Addr, u8), ValueProblem> {
    let (ip, prefix) = text.trim().split_once('/').ok_or(ValueProblem::NotAnInterface)?;
    let ip = ip.trim().parse().map_err(|_| ValueProblem::NotAnInterface)?;
    let prefix = number(prefix, 0, 32).map_err(|_| ValueProblem::NotAnInterface)?;
    Ok((ip, u8::try_from(prefix).unwrap_or(32)))
}

/// The address of a host, with or without its network's prefix.
pub(crate) fn host_address(text: &str) -> Result<(Ipv4Addr, u8), ValueProblem> {
    let plain = text.trim().parse().map(|ip| (ip, USUAL_PREFIX));
    plain.or_else(|_| interface(text)).map_err(|_| ValueProblem::NotAHostAddress)
}

/// A host's MAC address: of one station, not of a group.
pub(crate) fn host_mac(text: &str) -> Result<MacAddr, ValueProblem> {
    let mac = mac::parse(text).map_err(|_| ValueProblem::NotAMac)?;
    if mac.0[0] & 1 == 1 { Err(ValueProblem::GroupMac) } else { Ok(mac) }
}

/// A domain name.
pub(crate) fn name(text: &str) -> Result<Name, ValueProblem> {
    text.trim().parse().map_err(ValueProblem::NotAName)
}

/// `10.0.3.0/24 via 10.0.2.2 metric 2`; `default` is 0.0.0.0/0.
pub(crate) fn route(text: &str) -> Result<RouteSpec, ValueProblem> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (to, gateway, metric) = match words.as_slice() {
        [to, "via", gateway] => (*to, *gateway, "0"),
        [to, "via", gateway, "metric", metric] => (*to, *gateway, *metric),
        _ => return Err(ValueProblem::NotARoute),
    };
    let to = if to == "default" { "0.0.0.0/0" } else { to };
    let (network, prefix) = interface(to).map_err(|_| ValueProblem::NotARoute)?;
    let gateway = gateway.parse().map_err(|_| ValueProblem::NotARoute)?;
    let metric = metric.parse().map_err(|_| ValueProblem::NotARoute)?;
    Ok(RouteSpec { network, prefix, gateway, metric })
}

/// `tcp 8080 to 192.168.1.20:80`; without a port behind the address it stays the same.
pub(crate) fn forward(text: &str) -> Result<ForwardSpec, ValueProblem> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [kind, port, "to", to] = words.as_slice() else { return Err(ValueProblem::NotAForward) };
    let kind = match kind.to_ascii_lowercase().as_str() {
        "tcp" => nat::Kind::Tcp,
        "udp" => nat::Kind::Udp,
        _ => return Err(ValueProblem::NotAForward),
    };
    let number = |text: &str| text.parse::<u16>().ok().filter(|port| *port > 0);
    let port = number(port).ok_or(ValueProblem::NotAForward)?;
    let (to, to_port) = match to.split_once(':') {
        None => (*to, port),
        Some((to, inside)) => (to, number(inside).ok_or(ValueProblem::NotAForward)?),
    };
    let to = to.parse().map_err(|_| ValueProblem::NotAForward)?;
    Ok(ForwardSpec { kind, port, to, to_port })
}

/// `10.0.1.100 - 10.0.1.199`, the first not after the last.
pub(crate) fn pool(text: &str) -> Result<(Ipv4Addr, Ipv4Addr), ValueProblem> {
    let (first, last) = text.split_once('-').ok_or(ValueProblem::NotAPool)?;
    let read = |text: &str| text.trim().parse::<Ipv4Addr>().map_err(|_| ValueProblem::NotAPool);
    let (first, last) = (read(first)?, read(last)?);
    if first <= last { Ok((first, last)) } else { Err(ValueProblem::NotAPool) }
}

/// What a frame carries: `ARP request`.
pub(crate) fn frame(text: &str) -> Result<FrameKind, ValueProblem> {
    FrameKind::from_name(text).ok_or(ValueProblem::NotAFrame)
}

/// What a link is made of.
pub(crate) fn medium(text: &str) -> Result<Medium, ValueProblem> {
    const WORDS: &[&str] = &["twisted-pair", "telephone-line", "fibre", "radio"];
    match text.trim() {
        "twisted-pair" => Ok(Medium::TwistedPair),
        "telephone-line" => Ok(Medium::TelephoneLine),
        "fibre" => Ok(Medium::Fibre),
        "radio" => Ok(Medium::Radio),
        _ => Err(ValueProblem::NotOneOf(WORDS)),
    }
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
