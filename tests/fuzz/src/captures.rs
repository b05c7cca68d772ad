//! Files: captures, lessons, scripts; and the observer over whatever a capture holds.

use arbitrary::{Arbitrary, Unstructured};
use std::net::{IpAddr, Ipv4Addr};
use wireglass_capture::observer::{conversations, observe};
use wireglass_capture::{Capture, Packet, Writer, read};
use wireglass_core::seq::Seq;
use wireglass_core::wire::tcp::{Flags, Header, Options, Timestamps};
use wireglass_core::wire::{Protocol, ipv4};

/// What the index of a file promises.
fn check(capture: &Capture, bytes: &[u8]) {
    for (index, packet) in capture.packets.iter().enumerate() {
        assert!(packet.range().end <= bytes.len());
        assert!(capture.data(bytes, index).is_some());
        let _ = capture.link_type(index);
        assert!(usize::from(packet.interface) < capture.interfaces.len());
    }
    // Nothing is made up: each packet, interface and comment takes some bytes of the file.
    assert!(capture.packets.len() <= bytes.len());
    assert!(capture.interfaces.len() <= bytes.len());
    assert!(capture.comments.len() <= bytes.len());
    for comment in &capture.comments {
        let _ = capture.comment_text(bytes, comment);
    }
}

fn follow(capture: &Capture, bytes: &[u8]) {
    for conversation in conversations(capture, bytes).iter().take(16) {
        let trace = observe(capture, bytes, conversation);
        assert!(trace.frames().len() <= capture.packets.len());
    }
}

pub(crate) fn pcap(bytes: &[u8]) {
    if let Ok(capture) = read(bytes) {
        check(&capture, bytes);
        follow(&capture, bytes);
    }
}

/// The same reader: a corpus of its own takes it to the other format.
pub(crate) fn pcapng(bytes: &[u8]) {
    pcap(bytes);
}

pub(crate) fn lesson(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = wireglass_course::Lesson::parse(text);
}

pub(crate) fn packetdrill(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let _ = wireglass_packetdrill::script::Script::parse(text, &["wireglass"]);
}

/// A segment somebody captured, its numbers near those of its conversation.
#[derive(Debug, Arbitrary)]
struct Captured {
    from_a: bool,
    other_port: bool,
    seq: i16,
    ack: i16,
    flags: u8,
    window: u16,
    len: u8,
    cut: bool,
    after_us: u16,
    mss: Option<u16>,
    window_scale: Option<u8>,
    timestamps: Option<(u32, u32)>,
    sack: Vec<(i8, i8)>,
}

const MOST_SEGMENTS: usize = 200;

pub(crate) fn observer(bytes: &[u8]) {
    let mut input = Unstructured::new(bytes);
    let mut writer = Writer::new(0, "");
    let interface = writer.interface(101, "any");
    let (mut time_ns, mut count) = (0_u64, 0);
    let ends = [Ipv4Addr::new(10, 0, 0, 1), Ipv4Addr::new(10, 0, 0, 2)];
    let isn = [u32::MAX - 20, 1_000];
    while let (false, Ok(segment)) = (input.is_empty(), Captured::arbitrary(&mut input)) {
        if count == MOST_SEGMENTS {
            break;
        }
        count += 1;
        let (from, to) = if segment.from_a { (0, 1) } else { (1, 0) };
        let near = |base: u32, offset: i16| Seq(base.wrapping_add_signed(i32::from(offset)));
        let ports = [1_000 + u16::from(segment.other_port), 80];
        let mut options = Options {
            mss: segment.mss,
            window_scale: segment.window_scale,
            sack_permitted: segment.mss.is_some(),
            timestamps: segment.timestamps.map(|(value, echo)| Timestamps { value, echo }),
            ..Options::default()
        };
        for (left, right) in segment.sack.iter().take(4) {
            options.sack.push(near(isn[to], i16::from(*left)), near(isn[to], i16::from(*right)));
        }
        let header = Header {
            src_port: ports[from],
            dst_port: ports[to],
            seq: near(isn[from], segment.seq),
            ack: near(isn[to], segment.ack),
            flags: Flags(u16::from(segment.flags)),
            window: segment.window,
            urgent: 0,
            options,
        };
        let payload = vec![b'x'; usize::from(segment.len)];
        let (mut tcp, mut packet) = (Vec::new(), Vec::new());
        header.emit(&payload, IpAddr::V4(ends[from]), IpAddr::V4(ends[to]), &mut tcp);
        let ip = ipv4::Header {
            src: ends[from],
            dst: ends[to],
            protocol: Protocol::Tcp,
            ttl: 64,
            ident: 0,
            dont_fragment: true,
            more_fragments: false,
            fragment_offset: 0,
            tos: 0,
        };
        ip.emit(tcp.len(), &mut packet);
        packet.extend_from_slice(&tcp);
        let original = u32::try_from(packet.len()).expect("small");
        if segment.cut {
            packet.truncate(60);
        }
        time_ns += u64::from(segment.after_us) * 1_000;
        let packet = Packet { interface, time_ns, data: &packet, original, comment: "" };
        writer.packet(&packet).expect("a small packet can be written");
    }
    let file = writer.finish();
    let capture = read(&file).expect("what was written can be read");
    assert_eq!(capture.packets.len(), count);
    check(&capture, &file);
    follow(&capture, &file);
}
