use super::*;
use crate::{CommentOn, Format, read};
use proptest::prelude::*;

#[test]
fn what_is_written_reads_back() {
    let base = 1_700_000_000_123_456_789;
    let mut writer = Writer::new(base, "a lesson");
    let left = writer.interface(1, "client");
    let right = writer.interface(101, "");
    let mut packet =
        Packet { interface: left, time_ns: 1, data: b"frame", original: 0, comment: "" };
    writer.packet(&packet).unwrap();
    packet =
        Packet { interface: right, time_ns: 2, data: b"", original: 9, comment: "SYN：打开" };
    writer.packet(&packet).unwrap();
    let file = writer.finish();
    let capture = read(&file).unwrap();
    assert_eq!(capture.format, Format::Pcapng { sections: 1 });
    assert_eq!(capture.problems, []);
    assert_eq!(capture.interfaces[0].name.as_deref(), Some("client"));
    assert_eq!(capture.interfaces[1].name, None);
    assert_eq!(capture.interfaces[1].link_type, 101);
    assert_eq!(capture.data(&file, 0), Some(&b"frame"[..]));
    let times: Vec<_> = capture.packets.iter().map(|p| p.time_ns - base).collect();
    assert_eq!(times, [1, 2]);
    assert_eq!(capture.packets[1].original, 9);
    let comments: Vec<_> =
        capture.comments.iter().map(|c| (c.on, capture.comment_text(&file, c))).collect();
    assert_eq!(
        comments,
        [(CommentOn::Section, "a lesson".into()), (CommentOn::Packet(1), "SYN：打开".into())]
    );
}

#[test]
fn long_comments_are_cut_between_characters() {
    let comment = "包".repeat(30_000);
    let mut writer = Writer::new(0, "");
    let interface = writer.interface(1, "");
    let packet = Packet { interface, time_ns: 0, data: b"", original: 0, comment: &comment };
    writer.packet(&packet).unwrap();
    let file = writer.finish();
    let capture = read(&file).unwrap();
    let text = capture.comment_text(&file, &capture.comments[0]);
    assert!(text.len() <= 65_532 && text.len() > 65_525);
    assert!(text.starts_with("包包") && text.ends_with("包…"));
    assert_eq!(capture.problems, []);
}

#[test]
fn what_cannot_be_written_leaves_no_trace() {
    let mut writer = Writer::new(0, "");
    let before = writer.clone().finish();
    let mut packet =
        Packet { interface: InterfaceId(0), time_ns: 0, data: b"", original: 0, comment: "" };
    assert_eq!(writer.packet(&packet), Err(WriteError::UnknownInterface { interface: 0 }));
    assert_eq!(writer.clone().finish(), before);
    packet.interface = writer.interface(1, "");
    let before = writer.clone().finish();
    let long = vec![0; MAX_PACKET + 1];
    packet.data = &long;
    let length = long.len();
    assert_eq!(writer.packet(&packet), Err(WriteError::PacketTooLong { length }));
    assert_eq!(writer.finish(), before);
}

fn arbitrary_packets() -> impl Strategy<Value = Vec<(usize, u64, Vec<u8>, u32, String)>> {
    let data = prop::collection::vec(any::<u8>(), 0..80);
    let packet = (0usize..3, any::<u64>(), data, any::<u32>(), "\\PC{0,12}");
    prop::collection::vec(packet, 0..12)
}

proptest! {
    #[test]
    fn any_packets_survive(base: u64, packets in arbitrary_packets()) {
        let mut writer = Writer::new(base, "");
        let links = [1, 113, 276];
        let ids = links.map(|link| writer.interface(link, "name"));
        for (interface, time_ns, data, original, comment) in &packets {
            let packet = Packet {
                interface: ids[*interface],
                time_ns: *time_ns,
                data,
                original: *original,
                comment,
            };
            writer.packet(&packet).unwrap();
        }
        let file = writer.finish();
        let capture = read(&file).unwrap();
        prop_assert_eq!(&capture.problems, &[]);
        prop_assert_eq!(capture.packets.len(), packets.len());
        for (index, (interface, time, data, original, comment)) in packets.iter().enumerate() {
            let found = capture.packets[index];
            prop_assert_eq!(usize::from(found.interface), *interface);
            prop_assert_eq!(found.time_ns, base.saturating_add(*time));
            prop_assert_eq!(capture.data(&file, index), Some(&data[..]));
            prop_assert_eq!(found.original, (*original).max(found.captured));
            let said: String = capture
                .comments_on(u32::try_from(index).unwrap())
                .map(|c| capture.comment_text(&file, c).into_owned())
                .collect();
            prop_assert_eq!(&said, comment);
        }
    }
}
