use super::*;
use crate::lint;

const LOOKS: [LooksLike; 20] = [
    LooksLike::Gzip,
    LooksLike::Zstd,
    LooksLike::Xz,
    LooksLike::Bzip2,
    LooksLike::Lz4,
    LooksLike::Zip,
    LooksLike::Snoop,
    LooksLike::NetworkMonitor,
    LooksLike::Elf,
    LooksLike::WindowsProgram,
    LooksLike::Wasm,
    LooksLike::Png,
    LooksLike::Jpeg,
    LooksLike::Gif,
    LooksLike::Pdf,
    LooksLike::Html,
    LooksLike::Xml,
    LooksLike::Json,
    LooksLike::Text,
    LooksLike::Unknown,
];

#[test]
fn every_error_is_explained() {
    let mut errors = vec![CaptureError::Empty];
    errors.extend(
        LOOKS.map(|looks_like| CaptureError::NotACapture {
            first: vec![0x1f, 0x8b, 8, 0],
            looks_like,
        }),
    );
    for format in [FormatName::Pcap, FormatName::Pcapng] {
        errors.push(CaptureError::UnsupportedVersion { format, major: 9, minor: 1 });
        errors.push(CaptureError::HeaderCutOff { format, have: 10, need: 24 });
        errors.push(CaptureError::HeaderDamaged { format, at: 8, value: 0xdead_beef });
    }
    errors.push(CaptureError::TooLarge { size: 3 << 30, limit: 2 << 30 });
    for error in errors {
        lint::sentences(|lang| capture_error(lang, &error), &format!("{error:?}"));
    }
}

#[test]
fn a_packed_file_is_to_be_unpacked_first() {
    let error = CaptureError::NotACapture { first: vec![0x1f, 0x8b], looks_like: LooksLike::Gzip };
    let text = capture_error(Lang::En, &error).plain();
    assert!(text.contains("it looks like a gzip file. Unpack it first"), "{text}");
    assert!(capture_error(Lang::Zh, &error).plain().contains("请先解压"));
}

#[test]
fn every_problem_says_where_and_what_was_kept() {
    let mut kinds = vec![
        ProblemKind::LengthImplausible { length: 4_000_000_000, least: 16, most: 262_144 },
        ProblemKind::BlockLengthUnaligned { length: 33 },
        ProblemKind::BlockLengthMismatch { first: 32, last: 36 },
        ProblemKind::BlockTooShort { block_type: 6, length: 8, least: 20 },
        ProblemKind::PacketLongerThanBlock { captured: 100, room: 60 },
        ProblemKind::UnknownInterface { interface: 3 },
        ProblemKind::TooManyInterfaces { limit: 65_535 },
        ProblemKind::UnknownLinkType { interface: 0, link_type: 147, packets: 1 },
        ProblemKind::OptionsCutOff,
        ProblemKind::SectionByteOrder { magic: 0x1234_5678 },
        ProblemKind::SectionVersion { major: 2, minor: 0 },
    ];
    for part in [Part::PacketHeader, Part::PacketData, Part::BlockHeader, Part::Block] {
        kinds.push(ProblemKind::CutOff { part, missing: 12 });
    }
    for what in kinds {
        for packet in [0, 1, 41] {
            let problem = Problem { at: 4711, packet, what };
            lint::sentences(|lang| capture_problem(lang, &problem), &format!("{problem:?}"));
            for lang in Lang::ALL {
                let text = capture_problem(lang, &problem).plain();
                let whole_interface = matches!(what, ProblemKind::UnknownLinkType { .. });
                assert!(whole_interface || text.contains("4711"), "{text}");
            }
        }
        let text = capture_problem(Lang::En, &Problem { at: 0, packet: 41, what }).plain();
        if what.stops_reading() {
            assert!(text.contains("41 packets before it were read"), "{text}");
        }
    }
}
