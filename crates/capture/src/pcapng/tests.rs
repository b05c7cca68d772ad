use super::*;
use crate::build::{block, enhanced, enhanced_body, interface, options, section};
use crate::{Comment, read};

const LE: ByteOrder = ByteOrder::Little;

fn kinds(capture: &Capture) -> Vec<ProblemKind> {
    capture.problems.iter().map(|problem| problem.what).collect()
}

#[test]
fn both_byte_orders_several_sections_and_interfaces() {
    for order in ByteOrder::BOTH {
        let other = if order == LE { ByteOrder::Big } else { LE };
        let file = [
            section(order),
            interface(order, 1, &[(IF_NAME, b"eth0"), (IF_TSRESOL, &[9])]),
            interface(order, 113, &[(IF_NAME, b"any")]),
            enhanced(order, 1, 1_000_000, b"cooked"),
            enhanced(order, 0, 2_000_000_000, b"frame"),
            section(other),
            interface(other, 101, &[]),
            enhanced(other, 0, 3_000_000, b"raw"),
        ]
        .concat();
        let capture = read(&file).unwrap();
        assert_eq!(capture.format, Format::Pcapng { sections: 2 });
        let links: Vec<_> = capture.interfaces.iter().map(|i| (i.link_type, i.packets)).collect();
        assert_eq!(links, [(1, 1), (113, 1), (101, 1)]);
        assert_eq!(capture.interfaces[0].name.as_deref(), Some("eth0"));
        assert_eq!(capture.interfaces[2].name, None);
        let packets: Vec<_> = capture.packets.iter().map(|p| (p.interface, p.time_ns)).collect();
        assert_eq!(packets, [(1, 1_000_000_000), (0, 2_000_000_000), (2, 3_000_000_000)]);
        assert_eq!(capture.data(&file, 2), Some(&b"raw"[..]));
        assert_eq!(capture.problems, []);
    }
}

#[test]
fn every_kind_of_clock() {
    let nanos = |unit, offset, ticks| Clock { unit, offset }.nanos(ticks);
    assert_eq!(nanos(Unit::from_resolution(6), 0, 1_500), 1_500_000);
    assert_eq!(nanos(Unit::from_resolution(9), 0, 1_500), 1_500);
    assert_eq!(nanos(Unit::from_resolution(0), 0, 2), 2_000_000_000);
    assert_eq!(nanos(Unit::from_resolution(12), 0, 1_999), 1);
    assert_eq!(nanos(Unit::from_resolution(127), 0, u64::MAX), 0);
    assert_eq!(nanos(Unit::from_resolution(0x8a), 0, 512), 500_000_000);
    assert_eq!(nanos(Unit::from_resolution(0xff), 0, u64::MAX), 0);
    assert_eq!(nanos(Unit::from_resolution(6), 3, 1), 3_000_001_000);
    assert_eq!(nanos(Unit::from_resolution(6), -3, 4_000_000), 1_000_000_000);
    assert_eq!(nanos(Unit::from_resolution(6), i64::MIN, 1), 0);
    assert_eq!(nanos(Unit::from_resolution(0), i64::MAX, u64::MAX), u64::MAX);
}

#[test]
fn the_offset_option_moves_the_clock() {
    for order in ByteOrder::BOTH {
        let offset = match order {
            ByteOrder::Big => 1_600_000_000i64.to_be_bytes(),
            ByteOrder::Little => 1_600_000_000i64.to_le_bytes(),
        };
        let file = [
            section(order),
            interface(order, 1, &[(IF_TSRESOL, &[3]), (IF_TSOFFSET, &offset)]),
            enhanced(order, 0, 250, b"x"),
        ]
        .concat();
        assert_eq!(read(&file).unwrap().packets[0].time_ns, 1_600_000_000_250_000_000);
    }
}

#[test]
fn comments_are_found_where_they_are() {
    let mut body = enhanced_body(LE, 0, 1, b"abcde");
    body.extend(options(LE, &[(2, &[0; 4]), (OPT_COMMENT, "为什么".as_bytes())]));
    let mut head = section(LE)[8..24].to_vec();
    head.extend(options(LE, &[(OPT_COMMENT, b"whole")]));
    let file = [
        block(LE, SECTION_HEADER, &head),
        interface(LE, 1, &[(OPT_COMMENT, b"this wire")]),
        enhanced(LE, 0, 0, b"first"),
        block(LE, ENHANCED_PACKET, &body),
    ]
    .concat();
    let capture = read(&file).unwrap();
    let found: Vec<_> =
        capture.comments.iter().map(|c| (c.on, capture.comment_text(&file, c))).collect();
    assert_eq!(
        found,
        [
            (CommentOn::Section, "whole".into()),
            (CommentOn::Interface(0), "this wire".into()),
            (CommentOn::Packet(1), "为什么".into()),
        ]
    );
    assert_eq!(capture.comments_on(1).count(), 1);
    assert_eq!(capture.comments_on(0).count(), 0);
    assert_eq!(capture.problems, []);
    let nowhere = Comment { on: CommentOn::Section, offset: u32::MAX, length: 9 };
    assert_eq!(capture.comment_text(&file, &nowhere), "");
}

#[test]
fn simple_and_obsolete_packets() {
    let mut simple = 9u32.to_le_bytes().to_vec();
    simple.extend(b"nine byte");
    let mut short = 100u32.to_le_bytes().to_vec();
    short.extend(b"cut to 8");
    let mut old = enhanced_body(LE, 0, 7_000, b"old");
    old[2..4].copy_from_slice(&5u16.to_le_bytes()); // a drop count, not part of the interface
    let mut wire = interface(LE, 1, &[]);
    let file = [
        section(LE),
        wire.clone(),
        block(LE, SIMPLE_PACKET, &simple),
        block(LE, PACKET, &old),
        block(LE, SIMPLE_PACKET, &simple),
    ]
    .concat();
    let capture = read(&file).unwrap();
    let times: Vec<u64> = capture.packets.iter().map(|p| p.time_ns).collect();
    assert_eq!(times, [7_000_000; 3], "a packet without a time takes its neighbour's");
    assert_eq!((capture.untimed, capture.start_ns), (2, 7_000_000));
    assert_eq!(capture.data(&file, 0), Some(&b"nine byte"[..]));
    assert_eq!(capture.data(&file, 1), Some(&b"old"[..]));
    assert_eq!(capture.problems, []);

    wire[12..16].copy_from_slice(&8u32.to_le_bytes());
    let file = [section(LE), wire, block(LE, SIMPLE_PACKET, &short)].concat();
    let capture = read(&file).unwrap();
    assert_eq!(capture.data(&file, 0), Some(&b"cut to 8"[..]));
    assert_eq!(capture.packets[0].original, 100);
}

#[test]
fn what_is_not_understood_is_stepped_over() {
    let file = [
        section(LE),
        block(LE, 0x0000_0bad, b"custom"),
        interface(LE, 1, &[(0x8bad, b"whatever")]),
        block(LE, 4, &[0; 8]),
        enhanced(LE, 0, 1, b"packet"),
        block(LE, 5, &[0; 12]),
        block(LE, 10, b"TLSK\0\0\0\0"),
        block(LE, 0x8000_1234, b""),
    ]
    .concat();
    let capture = read(&file).unwrap();
    assert_eq!(capture.packets.len(), 1);
    assert_eq!(capture.problems, []);
}

#[test]
fn lengths_that_disagree_are_reported_and_reading_goes_on() {
    let mut wrong = enhanced(LE, 0, 1, b"wrong");
    let end = wrong.len() - 4;
    wrong[end..].copy_from_slice(&99u32.to_le_bytes());
    let file = [section(LE), interface(LE, 1, &[]), wrong, enhanced(LE, 0, 2, b"right")].concat();
    let capture = read(&file).unwrap();
    assert_eq!(capture.packets.len(), 2);
    assert_eq!(kinds(&capture), [ProblemKind::BlockLengthMismatch { first: 40, last: 99 }]);
    assert_eq!(capture.problems[0].packet, 0);
}

#[test]
fn a_length_that_forgot_the_padding_is_rounded_up() {
    let mut odd = enhanced(LE, 0, 1, b"12345");
    let (length, end) = (odd.len() - 3, odd.len() - 4);
    let length = u32::try_from(length).unwrap();
    odd[4..8].copy_from_slice(&length.to_le_bytes());
    odd[end..].copy_from_slice(&length.to_le_bytes());
    let file = [section(LE), interface(LE, 1, &[]), odd, enhanced(LE, 0, 2, b"next")].concat();
    let capture = read(&file).unwrap();
    assert_eq!(capture.packets.len(), 2);
    assert_eq!(kinds(&capture), [ProblemKind::BlockLengthUnaligned { length }]);
}

#[test]
fn packets_that_make_no_sense_are_skipped() {
    let mut long = enhanced_body(LE, 0, 1, b"1234");
    long[12..16].copy_from_slice(&5u32.to_le_bytes());
    let file = [
        section(LE),
        block(LE, SIMPLE_PACKET, &[0; 8]),
        interface(LE, 1, &[]),
        enhanced(LE, 3, 1, b"whose"),
        block(LE, ENHANCED_PACKET, &long),
        block(LE, ENHANCED_PACKET, &[0; 8]),
        block(LE, INTERFACE_DESCRIPTION, &[]),
        enhanced(LE, 0, 1, b"good"),
    ]
    .concat();
    let capture = read(&file).unwrap();
    assert_eq!(capture.packets.len(), 1);
    assert_eq!(capture.data(&file, 0), Some(&b"good"[..]));
    assert_eq!(
        kinds(&capture),
        [
            ProblemKind::UnknownInterface { interface: 0 },
            ProblemKind::UnknownInterface { interface: 3 },
            ProblemKind::PacketLongerThanBlock { captured: 5, room: 4 },
            ProblemKind::BlockTooShort { block_type: ENHANCED_PACKET, length: 8, least: 20 },
            ProblemKind::BlockTooShort { block_type: INTERFACE_DESCRIPTION, length: 0, least: 8 },
        ]
    );
    assert!(capture.problems.iter().all(|p| p.packet == 0 && !p.what.stops_reading()));
}

#[test]
fn options_that_run_past_their_block() {
    let mut body = enhanced_body(LE, 0, 1, b"1234");
    body.extend([1, 0, 200, 0]);
    let file = [section(LE), interface(LE, 1, &[]), block(LE, ENHANCED_PACKET, &body)].concat();
    let capture = read(&file).unwrap();
    assert_eq!(capture.packets.len(), 1);
    assert_eq!(capture.comments, []);
    assert_eq!(kinds(&capture), [ProblemKind::OptionsCutOff]);
}

#[test]
fn a_length_no_block_has_stops_reading() {
    for length in [0u32, 8, 11, 0xffff_fff0, u32::MAX] {
        let mut bad = enhanced(LE, 0, 1, b"x");
        bad[4..8].copy_from_slice(&length.to_le_bytes());
        let file = [section(LE), interface(LE, 1, &[]), enhanced(LE, 0, 1, b"ok"), bad].concat();
        let capture = read(&file).unwrap();
        assert_eq!(capture.packets.len(), 1);
        let most = 128 << 20;
        assert_eq!(kinds(&capture), [ProblemKind::LengthImplausible { length, least: 12, most }]);
        assert_eq!(capture.problems[0].packet, 1);
    }
}

#[test]
fn a_later_section_that_cannot_be_read_keeps_the_first() {
    let start = [section(LE), interface(LE, 1, &[]), enhanced(LE, 0, 1, b"ok")].concat();
    let mut version = section(LE);
    version[12] = 9;
    let mut magic = section(LE);
    magic[8] = 0;
    for (bad, expected) in [
        (version, ProblemKind::SectionVersion { major: 9, minor: 0 }),
        (magic, ProblemKind::SectionByteOrder { magic: 0x1a2b_3c00 }),
    ] {
        let capture = read(&[start.clone(), bad].concat()).unwrap();
        assert_eq!(capture.packets.len(), 1);
        assert_eq!(kinds(&capture), [expected]);
    }
}

#[test]
fn a_first_section_that_cannot_be_read_is_an_error() {
    let format = FormatName::Pcapng;
    let mut file = section(LE);
    file[12] = 2;
    let expected = CaptureError::UnsupportedVersion { format, major: 2, minor: 0 };
    assert_eq!(read(&file), Err(expected));
    let mut file = section(LE);
    file[8..12].fill(0);
    assert_eq!(read(&file), Err(CaptureError::HeaderDamaged { format, at: 8, value: 0 }));
    let mut file = section(LE);
    file[4] = 12;
    assert_eq!(read(&file), Err(CaptureError::HeaderDamaged { format, at: 4, value: 12 }));
    let file = section(LE);
    let expected = CaptureError::HeaderCutOff { format, have: 20, need: 28 };
    assert_eq!(read(&file[..20]), Err(expected));
}
