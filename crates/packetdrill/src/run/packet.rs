//! Between a script's segments and those on the wire: numbers, bytes, comparison.
//!
//! The script's sequence numbers of our side count from the number its first SYN
//! has in the script, whatever number we really chose; the peer's are taken as
//! they stand, since the script is the peer. Timestamps of ours are translated
//! likewise.

use super::failure::Mismatch;
use crate::script::{Number, Options, Segment, TcpOption};
use std::fmt::Write as _;
use std::net::{IpAddr, SocketAddr};
use wireglass_core::seq::Seq;
use wireglass_core::time::Duration;
use wireglass_core::wire::Protocol;
use wireglass_core::wire::checksum::Sum;
use wireglass_core::wire::tcp::{Flags, HEADER_LEN, Header, MAX_HEADER_LEN};

/// The connection a script is about: its ends, and what its numbers mean.
#[derive(Clone, Copy, Debug)]
pub(super) struct Flow {
    /// Our end.
    pub(super) local: SocketAddr,
    /// The script's.
    pub(super) remote: SocketAddr,
    /// What to add to the script's numbers of our side.
    pub(super) offset: Option<u32>,
    /// What to add to the script's timestamps of our side.
    pub(super) clock: Option<u32>,
}

impl Flow {
    pub(super) fn new(local: SocketAddr, remote: SocketAddr) -> Self {
        Self { local, remote, offset: None, clock: None }
    }

    /// A number of our side as it is on the wire.
    pub(super) fn live(&self, number: u32) -> u32 {
        number.wrapping_add(self.offset.unwrap_or(0))
    }
}

/// The bytes of a segment that the script sends, options exactly as they stand.
pub(super) fn encode(segment: &Segment, flow: &Flow) -> Result<Vec<u8>, Mismatch> {
    let Number::Relative(seq) = segment.seq else {
        return Err(Mismatch::unsupported("an arriving segment without a number"));
    };
    let mut options = Vec::new();
    match &segment.options {
        Options::Any => return Err(Mismatch::unsupported("an arriving segment with any options")),
        Options::These(list) => {
            for option in list {
                encode_option(option, flow, &mut options)?;
            }
        }
    }
    // What is missing at the end is end-of-options bytes, which are zero.
    options.resize(options.len().next_multiple_of(4), 0);
    let length = HEADER_LEN + options.len();
    if length > MAX_HEADER_LEN {
        return Err(Mismatch::unsupported("options of more than 40 bytes"));
    }
    let offset = u16::try_from(length / 4).unwrap_or(15) << 12;
    let ack = match segment.ack {
        Some(Number::Relative(ack)) if segment.absolute => ack,
        Some(Number::Relative(ack)) => flow.live(ack),
        _ => 0,
    };
    let mut out = Vec::with_capacity(length + segment.len as usize);
    out.extend_from_slice(&flow.remote.port().to_be_bytes());
    out.extend_from_slice(&flow.local.port().to_be_bytes());
    out.extend_from_slice(&seq.to_be_bytes());
    out.extend_from_slice(&ack.to_be_bytes());
    out.extend_from_slice(&(offset | segment.flags.0).to_be_bytes());
    out.extend_from_slice(&segment.window.unwrap_or(0).to_be_bytes());
    out.extend_from_slice(&[0, 0]);
    out.extend_from_slice(&segment.urgent.unwrap_or(0).to_be_bytes());
    out.extend_from_slice(&options);
    // The text does not matter to any script; numbered bytes would show a mix-up.
    out.extend((0..segment.len).map(|at| seq.wrapping_add(at).to_be_bytes()[3]));
    let mut sum = Sum::pseudo_header(flow.remote.ip(), flow.local.ip(), Protocol::Tcp, out.len());
    sum.add(&out);
    if let Some(field) = out.get_mut(16..18) {
        field.copy_from_slice(&sum.checksum().to_be_bytes());
    }
    Ok(out)
}

fn encode_option(option: &TcpOption, flow: &Flow, out: &mut Vec<u8>) -> Result<(), Mismatch> {
    match option {
        TcpOption::End => out.push(0),
        TcpOption::Nop => out.push(1),
        TcpOption::Mss(mss) => {
            out.extend_from_slice(&[2, 4]);
            out.extend_from_slice(&mss.to_be_bytes());
        }
        TcpOption::WindowScale(shift) => out.extend_from_slice(&[3, 3, *shift]),
        TcpOption::SackPermitted => out.extend_from_slice(&[4, 2]),
        TcpOption::Sack(blocks) => {
            let len = u8::try_from(2 + 8 * blocks.len())
                .map_err(|_| Mismatch::unsupported("so many SACK blocks"))?;
            out.extend_from_slice(&[5, len]);
            for (left, right) in blocks {
                out.extend_from_slice(&flow.live(*left).to_be_bytes());
                out.extend_from_slice(&flow.live(*right).to_be_bytes());
            }
        }
        TcpOption::Timestamps { value, echo, absolute } => {
            let value =
                value.ok_or_else(|| Mismatch::unsupported("an arriving timestamp of any value"))?;
            let kept = *absolute || *echo == 0;
            let echo = if kept { *echo } else { echo.wrapping_add(flow.clock.unwrap_or(0)) };
            out.extend_from_slice(&[8, 10]);
            out.extend_from_slice(&value.to_be_bytes());
            out.extend_from_slice(&echo.to_be_bytes());
        }
        TcpOption::Md5 { .. } => {
            return Err(Mismatch::unsupported("TCP MD5 signatures (RFC 2385)"));
        }
    }
    Ok(())
}

/// A segment we sent, read back from its bytes.
///
/// # Errors
/// Says what is wrong with the bytes, which would be our own fault.
pub(super) fn decode(bytes: &[u8], src: IpAddr, dst: IpAddr) -> Result<(Header, usize), Mismatch> {
    if !Header::checksum_ok(bytes, src, dst) {
        return Err(Mismatch::differs("the checksum of what was sent", "right", "wrong"));
    }
    let (header, payload) = Header::parse(bytes)
        .map_err(|fault| Mismatch::differs("what was sent", "a segment", format!("{fault:?}")))?;
    Ok((header, payload.len()))
}

/// Compares a segment we sent with the one the script expects, in every field the
/// script gives. The first SYN of ours says what the script's numbers mean.
///
/// Options are compared as a list without padding: which there are, with what
/// values, blocks of SACK in order. Where NOPs go and which option comes first is
/// each system's habit (ours is that of Linux), and RFC 9293 §3.1 leaves it free.
pub(super) fn compare(
    expected: &Segment,
    header: &Header,
    len: usize,
    flow: &mut Flow,
    tolerance: Duration,
) -> Result<(), Mismatch> {
    if header.flags.syn()
        && flow.offset.is_none()
        && let Number::Relative(seq) = expected.seq
        && expected.flags.syn()
    {
        flow.offset = Some(header.seq.0.wrapping_sub(seq));
    }
    let shown = |header: &Header| show(header, len, flow);
    let differs = |what: &str, wanted: String| {
        Mismatch::differs(what, wanted, format!("`{}`", shown(header)))
    };
    if header.flags != expected.flags {
        return Err(differs("the flags", letters(expected.flags)));
    }
    if let Number::Relative(seq) = expected.seq {
        let wanted = if expected.absolute { seq } else { flow.live(seq) };
        if header.seq.0 != wanted {
            return Err(differs("the sequence number", seq.to_string()));
        }
    }
    if len != expected.len as usize {
        return Err(differs("the length", expected.len.to_string()));
    }
    if let Some(Number::Relative(ack)) = expected.ack
        && header.ack != Seq(ack)
    {
        return Err(differs("the acknowledgement", ack.to_string()));
    }
    if let Some(window) = expected.window
        && header.window != window
    {
        return Err(differs("the window", window.to_string()));
    }
    if let Some(urgent) = expected.urgent
        && header.urgent != urgent
    {
        return Err(differs("the urgent pointer", urgent.to_string()));
    }
    let Options::These(wanted) = &expected.options else { return Ok(()) };
    compare_options(wanted, header, len, flow, tolerance)
}

fn compare_options(
    wanted: &[TcpOption],
    header: &Header,
    len: usize,
    flow: &mut Flow,
    tolerance: Duration,
) -> Result<(), Mismatch> {
    let options = &header.options;
    let (mut mss, mut shift, mut permitted, mut stamps) = (None, None, false, None);
    let mut blocks = Vec::new();
    for option in wanted {
        match option {
            TcpOption::End | TcpOption::Nop => {}
            TcpOption::Mss(value) => mss = Some(*value),
            TcpOption::WindowScale(value) => shift = Some(*value),
            TcpOption::SackPermitted => permitted = true,
            TcpOption::Sack(list) => blocks = list.iter().map(|&(l, r)| (Seq(l), Seq(r))).collect(),
            TcpOption::Timestamps { value, echo, .. } => stamps = Some((*value, *echo)),
            TcpOption::Md5 { .. } => {
                return Err(Mismatch::unsupported("TCP MD5 signatures (RFC 2385)"));
            }
        }
    }
    let shown = show(header, len, flow);
    let differs =
        |what: &str, wanted: String| Mismatch::differs(what, wanted, format!("`{shown}`"));
    let given = |value: Option<String>| value.unwrap_or_else(|| "none".to_owned());
    if options.mss != mss {
        return Err(differs("the MSS option", given(mss.map(|mss| mss.to_string()))));
    }
    if options.window_scale != shift {
        let wanted = given(shift.map(|shift| shift.to_string()));
        return Err(differs("the window scale option", wanted));
    }
    if options.sack_permitted != permitted {
        let wanted = if permitted { "sackOK" } else { "none" };
        return Err(differs("the SACK-permitted option", wanted.to_owned()));
    }
    if options.sack.as_slice() != blocks.as_slice() {
        let wanted: Vec<_> = blocks.iter().map(|(l, r)| format!("{}:{}", l.0, r.0)).collect();
        return Err(differs("the SACK blocks", format!("[{}]", wanted.join(" "))));
    }
    match (stamps, options.timestamps) {
        (None, None) => Ok(()),
        (Some((value, echo)), Some(live)) => {
            if live.echo != echo {
                return Err(differs("the timestamp echoed", echo.to_string()));
            }
            let Some(value) = value else { return Ok(()) };
            let clock = *flow.clock.get_or_insert(live.value.wrapping_sub(value));
            let wanted = Seq(value.wrapping_add(clock));
            let apart =
                wanted.distance_from(Seq(live.value)).min(Seq(live.value).distance_from(wanted));
            // The clock counts milliseconds: one more may have begun.
            let apart = Duration::from_millis(apart.saturating_sub(1).into());
            if apart > tolerance {
                return Err(differs("the timestamp", value.to_string()));
            }
            Ok(())
        }
        (stamps, _) => {
            let wanted = given(stamps.map(|(value, echo)| {
                let value = value.map_or_else(|| "...".to_owned(), |value| value.to_string());
                format!("TS val {value} ecr {echo}")
            }));
            Err(differs("the timestamps option", wanted))
        }
    }
}

fn letters(flags: Flags) -> String {
    const LETTERS: [(Flags, char); 9] = [
        (Flags::SYN, 'S'),
        (Flags::FIN, 'F'),
        (Flags::RST, 'R'),
        (Flags::PSH, 'P'),
        (Flags::URG, 'U'),
        (Flags::ECE, 'E'),
        (Flags::CWR, 'W'),
        (Flags::AE, 'A'),
        (Flags::ACK, '.'),
    ];
    let text: String = LETTERS
        .iter()
        .filter(|(flag, _)| flags.contains(*flag))
        .map(|(_, letter)| *letter)
        .collect();
    if text.is_empty() { "-".to_owned() } else { text }
}

/// A segment of ours as a script would write it.
pub(super) fn show(header: &Header, len: usize, flow: &Flow) -> String {
    let seq = header.seq.0.wrapping_sub(flow.offset.unwrap_or(0));
    let end = seq.wrapping_add(u32::try_from(len).unwrap_or(0));
    let mut text = format!("{} {seq}:{end}({len})", letters(header.flags));
    // Writing into a string cannot fail.
    if header.flags.ack() {
        let _ = write!(text, " ack {}", header.ack.0);
    }
    let _ = write!(text, " win {}", header.window);
    let options = &header.options;
    let mut list = Vec::new();
    list.extend(options.mss.map(|mss| format!("mss {mss}")));
    list.extend(options.window_scale.map(|shift| format!("wscale {shift}")));
    list.extend(options.sack_permitted.then(|| "sackOK".to_owned()));
    list.extend(options.timestamps.map(|stamps| {
        let value = stamps.value.wrapping_sub(flow.clock.unwrap_or(0));
        format!("TS val {value} ecr {}", stamps.echo)
    }));
    if !options.sack.is_empty() {
        let blocks: Vec<_> = options.sack.iter().map(|(l, r)| format!("{}:{}", l.0, r.0)).collect();
        list.push(format!("sack {}", blocks.join(" ")));
    }
    if !list.is_empty() {
        let _ = write!(text, " <{}>", list.join(","));
    }
    text
}
