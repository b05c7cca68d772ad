use super::*;
use crate::Part;
use crate::build::{
    block, enhanced, enhanced_body, interface, options, pcap_header, pcap_record, section,
};
use proptest::prelude::*;

const LE: ByteOrder = ByteOrder::Little;

/// Three packets in classic pcap.
fn small_pcap() -> Vec<u8> {
    let mut file = pcap_header(LE, 0xa1b2_c3d4, 1);
    for (second, data) in (0u32..).zip([&b"first"[..], b"", b"third packet"]) {
        file.extend(pcap_record(LE, second, 0, data));
    }
    file
}

/// Three packets in pcapng, one with a comment.
fn small_pcapng() -> Vec<u8> {
    let mut commented = enhanced_body(LE, 0, 2, b"second");
    commented.extend(options(LE, &[(1, b"said")]));
    [
        section(LE),
        interface(LE, 1, &[(2, b"eth0"), (9, &[9])]),
        enhanced(LE, 0, 1, b"first"),
        block(LE, 6, &commented),
        enhanced(LE, 0, 3, b"third packet"),
    ]
    .concat()
}

#[test]
fn an_entry_is_small() {
    assert_eq!(size_of::<PacketRef>(), 24);
}

#[test]
fn what_is_no_capture_is_named() {
    assert_eq!(read(&[]), Err(CaptureError::Empty));
    let first = b"\x1f\x8b\x08\x00".to_vec();
    let expected = CaptureError::NotACapture { first, looks_like: LooksLike::Gzip };
    assert_eq!(read(b"\x1f\x8b\x08\x00"), Err(expected));
    let expected =
        CaptureError::NotACapture { first: b"GET / HT".to_vec(), looks_like: LooksLike::Text };
    assert_eq!(read(b"GET / HTTP/1.1\r\n"), Err(expected));
    let expected = CaptureError::HeaderCutOff { format: FormatName::Pcap, have: 2, need: 24 };
    assert_eq!(read(&[0xd4, 0xc3]), Err(expected));
    let expected = CaptureError::HeaderCutOff { format: FormatName::Pcapng, have: 3, need: 28 };
    assert_eq!(read(&[0x0a, 0x0d, 0x0d]), Err(expected));
}

#[test]
fn sizes_are_checked_before_loading() {
    assert_eq!(check_size(MAX_BYTES_IN_BROWSER, MAX_BYTES_IN_BROWSER), Ok(()));
    let size = 2 << 30;
    let expected = CaptureError::TooLarge { size, limit: MAX_BYTES_IN_BROWSER };
    assert_eq!(check_size(size, MAX_BYTES_IN_BROWSER), Err(expected));
}

/// Cuts `file` off at every byte: its packets so far and exactly one problem,
/// or none where a packet ends; an error only within `header` bytes.
fn every_truncation(file: &[u8], header: usize) {
    let whole = read(file).unwrap();
    assert_eq!(whole.packets.len(), 3);
    for end in 0..file.len() {
        let Ok(capture) = read(&file[..end]) else {
            assert!(end < header, "an error at {end}");
            continue;
        };
        assert!(end >= header);
        let kept = capture.packets.len();
        assert_eq!(capture.packets, whole.packets[..kept], "cut off at {end}");
        let [problem] = capture.problems[..] else {
            assert_eq!(capture.problems, [], "cut off at {end}");
            continue;
        };
        assert_eq!(problem.packet as usize, kept);
        let ProblemKind::CutOff { part, missing } = problem.what else { panic!("{problem:?}") };
        let known_end = end + usize::try_from(missing).unwrap();
        assert!(known_end <= file.len() && problem.at < end as u64);
        if matches!(part, Part::PacketData | Part::Block) {
            // All of what is missing is known: with it, this packet is there.
            let longer = read(&file[..known_end]).unwrap();
            assert_eq!(longer.problems, [], "cut off at {end}");
        }
    }
}

#[test]
fn cut_off_at_every_byte() {
    every_truncation(&small_pcap(), 24);
    every_truncation(&small_pcapng(), 28);
}

#[test]
fn cuts_are_told_from_clean_ends() {
    let file = small_pcap();
    let clean: Vec<usize> =
        (24..=file.len()).filter(|&end| read(&file[..end]).unwrap().problems.is_empty()).collect();
    assert_eq!(clean, [24, 24 + 21, 24 + 21 + 16, file.len()]);
}

#[test]
fn packets_of_unknown_links_are_counted() {
    let file = [
        section(LE),
        interface(LE, 1, &[]),
        interface(LE, 105, &[]),
        interface(LE, 147, &[]),
        enhanced(LE, 0, 1, b"ethernet"),
        enhanced(LE, 1, 2, b"wifi"),
        enhanced(LE, 1, 3, b"wifi"),
    ]
    .concat();
    let capture = read(&file).unwrap();
    assert_eq!(capture.packets.len(), 3);
    let [problem] = capture.problems[..] else { panic!("{:?}", capture.problems) };
    assert_eq!(problem.packet, 1);
    let what = ProblemKind::UnknownLinkType { interface: 1, link_type: 105, packets: 2 };
    assert_eq!(problem.what, what);
}

#[test]
fn time_may_go_backwards() {
    let mut file = pcap_header(LE, 0xa1b2_c3d4, 1);
    for second in [5, 3, 9] {
        file.extend(pcap_record(LE, second, 0, b"x"));
    }
    let capture = read(&file).unwrap();
    assert_eq!(capture.problems, []);
    assert_eq!(capture.start_ns, 3_000_000_000);
    let relative: Vec<_> = capture.packets.iter().map(|p| capture.relative_ns(p)).collect();
    assert_eq!(relative, [2_000_000_000, 0, 6_000_000_000]);
}

#[test]
fn a_flood_of_problems_is_counted_not_kept() {
    let mut file = [section(LE), interface(LE, 1, &[])].concat();
    for _ in 0..MAX_PROBLEMS + 50 {
        file.extend(enhanced(LE, 9, 0, b""));
    }
    file.push(6);
    let capture = read(&file).unwrap();
    assert_eq!(capture.problems.len(), MAX_PROBLEMS + 1);
    assert_eq!(capture.problems_omitted, 50);
    assert!(capture.problems[MAX_PROBLEMS].what.stops_reading());
}

/// What must hold of any capture, however it came about.
fn check(file: &[u8]) {
    let Ok(capture) = read(file) else { return };
    for (index, packet) in capture.packets.iter().enumerate() {
        let data = capture.data(file, index).expect("every packet lies in its file");
        assert_eq!(data.len(), packet.captured as usize);
        assert!(capture.link_type(index).is_some());
        assert!(packet.time_ns >= capture.start_ns || capture.untimed > 0);
    }
    for comment in &capture.comments {
        let end = comment.offset as usize + usize::from(comment.length);
        assert!(end <= file.len());
    }
    let counted: usize = capture.interfaces.iter().map(|i| i.packets as usize).sum();
    assert_eq!(counted, capture.packets.len());
    let stops = capture.problems.iter().filter(|p| p.what.stops_reading()).count();
    assert!(stops <= 1);
    assert!(capture.problems.iter().all(|p| p.at <= file.len() as u64));
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..512)) {
        check(&bytes);
    }

    #[test]
    fn any_bytes_after_a_good_start(
        ng: bool,
        bytes in prop::collection::vec(prop_oneof![any::<u8>(), Just(0), 0u8..8], 0..512),
    ) {
        let mut file = if ng { small_pcapng() } else { small_pcap() };
        file.extend(bytes);
        check(&file);
    }

    #[test]
    fn any_damage_to_a_good_file(
        ng: bool,
        damage in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..8),
    ) {
        let mut file = if ng { small_pcapng() } else { small_pcap() };
        for (at, value) in damage {
            let at = at.index(file.len());
            file[at] = value;
        }
        check(&file);
    }
}
