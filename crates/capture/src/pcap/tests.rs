use super::*;
use crate::build::{pcap_header, pcap_record};
use crate::{ProblemKind, read};

const ETHERNET: u32 = 1;

fn two_packets(order: ByteOrder, magic: u32) -> Vec<u8> {
    let mut file = pcap_header(order, magic, ETHERNET);
    file.extend(pcap_record(order, 1_700_000_000, 5, b"first"));
    file.extend(pcap_record(order, 1_700_000_001, 999_999, b"second"));
    file
}

#[test]
fn both_byte_orders_and_both_resolutions() {
    for order in ByteOrder::BOTH {
        for (magic, unit) in [(MICROSECONDS, 1_000), (NANOSECONDS, 1)] {
            let file = two_packets(order, magic);
            let capture = read(&file).unwrap();
            let nanoseconds = unit == 1;
            assert_eq!(capture.format, Format::Pcap { order, nanoseconds, modified: false });
            assert_eq!(capture.packets.len(), 2);
            assert_eq!(capture.data(&file, 0), Some(&b"first"[..]));
            assert_eq!(capture.data(&file, 1), Some(&b"second"[..]));
            assert_eq!(capture.data(&file, 2), None);
            let times: Vec<u64> = capture.packets.iter().map(|p| p.time_ns).collect();
            let second = 1_700_000_001_000_000_000 + 999_999 * unit;
            assert_eq!(times, [1_700_000_000_000_000_000 + 5 * unit, second]);
            assert_eq!(capture.relative_ns(&capture.packets[0]), 0);
            assert_eq!(capture.relative_ns(&capture.packets[1]), 1_000_000_000 + 999_994 * unit);
            assert_eq!(capture.link_type(0), Some(ETHERNET));
            assert_eq!(capture.problems, []);
        }
    }
}

#[test]
fn the_modified_kind_has_longer_record_headers() {
    for order in ByteOrder::BOTH {
        let mut file = pcap_header(order, MODIFIED, ETHERNET);
        for data in [&b"one"[..], b"two!"] {
            let record = pcap_record(order, 1, 2, data);
            file.extend(&record[..16]);
            file.extend([7; 8]);
            file.extend(&record[16..]);
        }
        let capture = read(&file).unwrap();
        assert_eq!(capture.data(&file, 0), Some(&b"one"[..]));
        assert_eq!(capture.data(&file, 1), Some(&b"two!"[..]));
        assert_eq!(capture.problems, []);
    }
}

#[test]
fn bits_above_the_link_type_are_not_part_of_it() {
    let order = ByteOrder::Little;
    // "Frames end in a checksum of four bytes."
    let file = pcap_header(order, MICROSECONDS, 0x4400_0001);
    assert_eq!(read(&file).unwrap().interfaces[0].link_type, ETHERNET);
}

#[test]
fn a_packet_cut_to_the_snapshot_length_says_so() {
    let order = ByteOrder::Little;
    let mut file = pcap_header(order, MICROSECONDS, ETHERNET);
    let mut record = pcap_record(order, 0, 0, b"abcd");
    record[12..16].copy_from_slice(&1_500u32.to_le_bytes());
    file.extend(record);
    let capture = read(&file).unwrap();
    assert!(capture.packets[0].is_cut());
    assert_eq!((capture.packets[0].captured, capture.packets[0].original), (4, 1_500));
}

#[test]
fn an_old_version_has_its_lengths_swapped() {
    let order = ByteOrder::Big;
    for (minor, swapped) in [(2, true), (3, true), (4, false)] {
        let mut file = pcap_header(order, MICROSECONDS, ETHERNET);
        file[7] = minor;
        let mut record = pcap_record(order, 0, 0, b"abcd");
        let (original, captured) = if swapped { (8, 12) } else { (12, 8) };
        record[original..original + 4].copy_from_slice(&90u32.to_be_bytes());
        record[captured..captured + 4].copy_from_slice(&4u32.to_be_bytes());
        // `original` is where 2.4 keeps it: the field that holds 90.
        file.extend(record);
        let capture = read(&file).unwrap();
        assert_eq!((capture.packets[0].captured, capture.packets[0].original), (4, 90));
    }
}

#[test]
fn an_absurd_length_ends_it_and_the_rest_stays() {
    let order = ByteOrder::Little;
    let mut file = two_packets(order, MICROSECONDS);
    let at = file.len();
    let mut record = pcap_record(order, 0, 0, b"");
    record[8..12].copy_from_slice(&0x7fff_ffffu32.to_le_bytes());
    file.extend(record);
    file.extend([0; 64]);
    let capture = read(&file).unwrap();
    assert_eq!(capture.packets.len(), 2);
    let [problem] = capture.problems[..] else { panic!("{:?}", capture.problems) };
    assert_eq!((problem.at, problem.packet), (at as u64, 2));
    let most = 262_144;
    let length = 0x7fff_ffff;
    assert_eq!(problem.what, ProblemKind::LengthImplausible { length, least: 0, most });
    assert!(problem.what.stops_reading());
}

#[test]
fn other_versions_are_refused() {
    let mut file = pcap_header(ByteOrder::Little, MICROSECONDS, ETHERNET);
    file[4] = 3;
    let format = FormatName::Pcap;
    let expected = CaptureError::UnsupportedVersion { format, major: 3, minor: 4 };
    assert_eq!(read(&file), Err(expected));
}
