//! Packets.

use super::Result;
use super::cursor::Cursor;
use crate::error::Problem;
use crate::script::{
    Body, Direction, EcnField, Icmp, Ip, Number, Options, Packet, Segment, TcpOption,
};
use wireglass_core::wire::Ecn;
use wireglass_core::wire::tcp::Flags;

pub(super) fn packet(cursor: &mut Cursor<'_>) -> Result<Packet> {
    let direction = if cursor.eat("<") {
        Direction::Inbound
    } else {
        cursor.expect(">")?;
        Direction::Outbound
    };
    cursor.skip_blank()?;
    let (mut ip, mut between) = (Ip::default(), None);
    loop {
        cursor.skip_blank()?;
        if cursor.eat("[") {
            ip_header(cursor, "]", &mut ip)?;
        } else if cursor.eat("(") {
            cursor.skip_blank()?;
            if cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
                between = Some(ports(cursor)?);
            } else {
                ip_header(cursor, ")", &mut ip)?;
            }
        } else {
            break;
        }
    }
    let body = if cursor.eat_word("icmp")? {
        Body::Icmp(icmp(cursor)?)
    } else {
        Body::Tcp(segment(cursor)?)
    };
    cursor.skip_blank()?;
    let udp = if cursor.eat("/udp") {
        cursor.expect("(")?;
        Some(ports(cursor)?)
    } else {
        None
    };
    Ok(Packet { direction, ip, ports: between, body, udp })
}

/// `50000 > 8080)`
fn ports(cursor: &mut Cursor<'_>) -> Result<(u16, u16)> {
    let from = cursor.number16("a port")?;
    cursor.expect(">")?;
    let to = cursor.number16("a port")?;
    cursor.expect(")")?;
    Ok((from, to))
}

/// `tos 0x2, ttl 64` or `dscp 8, ecn ce` or `ect0`, up to `close`.
fn ip_header(cursor: &mut Cursor<'_>, close: &'static str, ip: &mut Ip) -> Result<()> {
    loop {
        cursor.skip_blank()?;
        let start = cursor.clone();
        let word = cursor.word().unwrap_or_default();
        match word.as_str() {
            "ttl" | "hlim" => ip.ttl = Some(cursor.number8("a TTL")?),
            "tos" => {
                let tos = cursor.number8("a TOS")?;
                ip.dscp = Some(tos >> 2);
                ip.ecn = Some(EcnField::Is(Ecn::of(tos)));
            }
            "dscp" => {
                let dscp = cursor.number("a DSCP", 63)?;
                ip.dscp = u8::try_from(dscp).ok();
            }
            "ecn" => {}
            "noecn" => ip.ecn = Some(EcnField::Is(Ecn::NotCapable)),
            "ect0" => ip.ecn = Some(EcnField::Is(Ecn::Capable0)),
            "ect1" => ip.ecn = Some(EcnField::Is(Ecn::Capable1)),
            "ect01" => ip.ecn = Some(EcnField::Capable),
            "ce" => ip.ecn = Some(EcnField::Is(Ecn::CongestionExperienced)),
            _ => {
                return Err(
                    start.error(Problem::Unknown { what: "part of the IP header", found: word })
                );
            }
        }
        cursor.skip_blank()?;
        let last = word != "ecn" && !cursor.eat(",");
        if last {
            return cursor.expect(close);
        }
    }
}

fn segment(cursor: &mut Cursor<'_>) -> Result<Segment> {
    let flags = flags(cursor)?;
    let (seq, len) = numbers(cursor)?;
    let absolute = cursor.eat("!");
    let ack = if cursor.eat_word("ack")? {
        cursor.skip_blank()?;
        let any = cursor.eat("...") || cursor.eat("*");
        Some(if any {
            Number::Any
        } else {
            Number::Relative(cursor.number32("an acknowledgement")?)
        })
    } else {
        None
    };
    let window = if cursor.eat_word("win")? {
        cursor.skip_blank()?;
        if cursor.eat("*") { None } else { Some(cursor.number16("a window")?) }
    } else {
        None
    };
    let urgent =
        if cursor.eat_word("urg")? { Some(cursor.number16("an urgent pointer")?) } else { None };
    cursor.skip_blank()?;
    // The next line may begin with `<` only behind a time, so this `<` opens options.
    let options = if cursor.eat("<") { options(cursor)? } else { Options::These(Vec::new()) };
    Ok(Segment { flags, seq, len, absolute, ack, window, urgent, options })
}

/// `S`, `F.`, `SEW`, `.`; `-` for none at all.
fn flags(cursor: &mut Cursor<'_>) -> Result<Flags> {
    cursor.skip_blank()?;
    let start = cursor.clone();
    let letters = cursor.run(|c| c.is_ascii_alphabetic() || c == '.' || c == '-');
    if letters.is_empty() {
        return Err(start.error(Problem::Expected("flags")));
    }
    let mut flags = Flags::NONE;
    for letter in letters.chars() {
        flags |= match letter {
            'F' => Flags::FIN,
            'S' => Flags::SYN,
            'R' => Flags::RST,
            'P' => Flags::PSH,
            '.' => Flags::ACK,
            'U' => Flags::URG,
            'E' => Flags::ECE,
            'W' => Flags::CWR,
            // The bit that was once a nonce and now says Accurate ECN.
            'A' | 'N' => Flags::AE,
            '-' => Flags::NONE,
            _ => {
                let found = letters.to_owned();
                return Err(start.error(Problem::Unknown { what: "flags", found }));
            }
        };
    }
    Ok(flags)
}

/// `1:1461(1460)`, `1(1460)` or `...(0)`.
fn numbers(cursor: &mut Cursor<'_>) -> Result<(Number, u32)> {
    cursor.skip_blank()?;
    let start = cursor.clone();
    if cursor.eat("...") {
        return Ok((Number::Any, length(cursor)?));
    }
    let first = cursor.number32("a sequence number")?;
    let end = if cursor.eat(":") { Some(cursor.number32("a sequence number")?) } else { None };
    let len = length(cursor)?;
    match end {
        Some(end) if end.wrapping_sub(first) != len => {
            Err(start.error(Problem::RangeLength { start: first, end, len }))
        }
        _ => Ok((Number::Relative(first), len)),
    }
}

/// `(1460)`: no more than an IP packet holds.
fn length(cursor: &mut Cursor<'_>) -> Result<u32> {
    cursor.expect("(")?;
    let len = cursor.number16("a length")?;
    cursor.expect(")")?;
    Ok(len.into())
}

/// What stands behind `<`, up to `>`.
fn options(cursor: &mut Cursor<'_>) -> Result<Options> {
    cursor.skip_blank()?;
    if cursor.eat("...") {
        cursor.expect(">")?;
        return Ok(Options::Any);
    }
    let mut options = Vec::new();
    while !cursor.eat(">") {
        options.push(option(cursor)?);
        cursor.skip_blank()?;
        if !cursor.eat(",") && cursor.peek() != Some('>') {
            return Err(cursor.error(Problem::Expected(">")));
        }
        cursor.skip_blank()?;
    }
    Ok(Options::These(options))
}

fn option(cursor: &mut Cursor<'_>) -> Result<TcpOption> {
    cursor.skip_blank()?;
    let start = cursor.clone();
    let word = cursor.word().unwrap_or_default();
    Ok(match word.as_str() {
        "eol" => TcpOption::End,
        "nop" => TcpOption::Nop,
        "mss" => TcpOption::Mss(cursor.number16("an MSS")?),
        "wscale" => TcpOption::WindowScale(cursor.number8("a shift")?),
        "sackOK" => TcpOption::SackPermitted,
        "sack" => TcpOption::Sack(blocks(cursor)?),
        "TS" => {
            if !cursor.eat_word("val")? {
                return Err(cursor.error(Problem::Expected("val")));
            }
            cursor.skip_blank()?;
            let any = cursor.eat("...");
            let value = if any { None } else { Some(cursor.number32("a timestamp")?) };
            if !cursor.eat_word("ecr")? {
                return Err(cursor.error(Problem::Expected("ecr")));
            }
            let echo = cursor.number32("a timestamp")?;
            TcpOption::Timestamps { value, echo, absolute: cursor.eat("!") }
        }
        "md5" => {
            let valid = cursor.eat_word("valid")?;
            if !valid && !cursor.eat_word("invalid")? {
                return Err(cursor.error(Problem::Expected("valid or invalid")));
            }
            TcpOption::Md5 { valid }
        }
        _ => return Err(start.error(Problem::Unknown { what: "option", found: word })),
    })
}

/// `1:2 4:6`
fn blocks(cursor: &mut Cursor<'_>) -> Result<Vec<(u32, u32)>> {
    let mut blocks = Vec::new();
    cursor.skip_blank()?;
    while cursor.peek().is_some_and(|c| c.is_ascii_digit()) {
        let left = cursor.number32("a sequence number")?;
        cursor.expect(":")?;
        blocks.push((left, cursor.number32("a sequence number")?));
        cursor.skip_blank()?;
    }
    Ok(blocks)
}

/// `unreachable port_unreachable mtu 1400 [1:1461(1460)]`
fn icmp(cursor: &mut Cursor<'_>) -> Result<Icmp> {
    cursor.skip_blank()?;
    let kind = cursor.word().ok_or_else(|| cursor.error(Problem::Expected("an ICMP type")))?;
    let (mut code, mut mtu, mut about) = (None, None, None);
    cursor.run(|c| c == ' ' || c == '\t');
    let before = cursor.clone();
    match cursor.word() {
        Some(word) if word == "mtu" => *cursor = before,
        word => code = word,
    }
    if cursor.eat_word("mtu")? {
        mtu = Some(cursor.number32("an MTU")?);
    }
    cursor.skip_blank()?;
    if cursor.eat("[") {
        let (first, _) = numbers(cursor)?;
        if let Number::Relative(first) = first {
            about = Some(first);
        }
        cursor.expect("]")?;
    }
    Ok(Icmp { kind, code, mtu, about })
}
