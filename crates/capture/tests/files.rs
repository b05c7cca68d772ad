//! The file formats against tools and libraries that others wrote.
//!
//! What needs a tool that is not installed says so and passes: `editcap` and
//! `tshark` (Debian: wireshark-common and tshark).

use pcap_file::DataLink;
use pcap_file::pcap::{PcapHeader, PcapPacket, PcapReader, PcapWriter};
use pcap_file::pcapng::{Block, PcapNgReader};
use pcap_file::{Endianness, TsResolution};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::time::Duration;
use wireglass_capture::{ByteOrder, Format, Packet, Writer, read};

const KERNEL: &str =
    concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/kernel-conversation.pcap");

/// Runs a tool; `None`, said aloud, if it is not installed.
fn tool(name: &str, arguments: &[&str]) -> Option<Output> {
    match Command::new(name).args(arguments).output() {
        Ok(output) => Some(output),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            eprintln!("SKIPPED: {name} is not installed");
            None
        }
        Err(error) => panic!("{name}: {error}"),
    }
}

/// A file that is gone when the test is over.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("wireglass-{}-{name}", std::process::id())))
    }

    fn path(&self) -> &str {
        self.0.to_str().expect("the temporary directory's name is UTF-8")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // It may never have been made.
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Time, original length and bytes of each packet, as the index has them.
fn ours(file: &[u8]) -> Vec<(u64, u32, Vec<u8>)> {
    let capture = read(file).unwrap();
    assert_eq!(capture.problems, []);
    let packet = |index: usize| {
        let packet = capture.packets[index];
        (packet.time_ns, packet.original, capture.data(file, index).unwrap().to_vec())
    };
    (0..capture.packets.len()).map(packet).collect()
}

/// The same, as the `pcap-file` crate reads them.
fn theirs(file: &[u8]) -> Vec<(u64, u32, Vec<u8>)> {
    let nanos = |time: Duration| u64::try_from(time.as_nanos()).unwrap();
    let mut packets = Vec::new();
    if let Ok(mut reader) = PcapReader::new(file) {
        while let Some(packet) = reader.next_packet() {
            let packet = packet.unwrap();
            packets.push((nanos(packet.timestamp), packet.orig_len, packet.data.into_owned()));
        }
    } else {
        let mut reader = PcapNgReader::new(file).unwrap();
        while let Some(block) = reader.next_block() {
            if let Block::EnhancedPacket(packet) = block.unwrap() {
                let time = nanos(packet.timestamp);
                packets.push((time, packet.original_len, packet.data.into_owned()));
            }
        }
    }
    packets
}

#[test]
fn the_kernels_conversation_reads_as_another_library_reads_it() {
    let file = std::fs::read(KERNEL).unwrap();
    let packets = ours(&file);
    assert!(packets.len() >= 10);
    assert_eq!(packets, theirs(&file));
}

#[test]
fn classic_files_another_library_wrote() {
    for endianness in [Endianness::Big, Endianness::Little] {
        for ts_resolution in [TsResolution::MicroSecond, TsResolution::NanoSecond] {
            let datalink = DataLink::LINUX_SLL;
            let header = PcapHeader { datalink, endianness, ts_resolution, ..Default::default() };
            let mut writer = PcapWriter::with_header(Vec::new(), header).unwrap();
            for (second, data) in (7..).zip([&b"one"[..], b"", b"three"]) {
                let time = Duration::new(second, 5_000);
                writer.write_packet(&PcapPacket::new(time, 60, data)).unwrap();
            }
            let file = writer.into_writer();
            assert_eq!(ours(&file), theirs(&file));
            let order = match endianness {
                Endianness::Big => ByteOrder::Big,
                Endianness::Little => ByteOrder::Little,
            };
            let nanoseconds = ts_resolution == TsResolution::NanoSecond;
            let capture = read(&file).unwrap();
            assert_eq!(capture.format, Format::Pcap { order, nanoseconds, modified: false });
            assert_eq!(capture.interfaces[0].link_type, 113);
        }
    }
}

#[test]
fn every_flavour_editcap_makes_of_the_same_packets_is_the_same() {
    let original = ours(&std::fs::read(KERNEL).unwrap());
    for flavour in ["pcap", "nsecpcap", "modpcap", "pcapng"] {
        let out = Scratch::new(flavour);
        let Some(output) = tool("editcap", &["-F", flavour, KERNEL, out.path()]) else { return };
        assert!(output.status.success(), "{output:?}");
        assert_eq!(ours(&std::fs::read(&out.0).unwrap()), original, "{flavour}");
    }
}

#[test]
fn captures_nobody_here_made_read_as_tshark_reads_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/captures");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("SKIPPED: ../shared/captures is absent");
        return;
    };
    let mut count = 0;
    for path in entries.map(|entry| entry.unwrap().path()) {
        if path.extension().is_some_and(|extension| extension == "pcapng") {
            let name = path.to_str().expect("a file name in UTF-8");
            let arguments =
                ["-r", name, "-T", "fields", "-e", "frame.time_epoch", "-e", "frame.len"];
            let Some(output) = tool("tshark", &arguments) else { return };
            let printed = String::from_utf8(output.stdout).unwrap();
            let packets = ours(&std::fs::read(&path).unwrap());
            let expected = packets.iter().map(|(time, length, _)| {
                format!("{}.{:09}\t{length}", time / 1_000_000_000, time % 1_000_000_000)
            });
            assert_eq!(printed.lines().collect::<Vec<_>>(), expected.collect::<Vec<_>>(), "{name}");
            count += 1;
        }
    }
    assert!(count > 0);
}

/// The kernel's packets, written anew by us, each with a comment.
fn written() -> Vec<u8> {
    let file = std::fs::read(KERNEL).unwrap();
    let mut writer = Writer::new(0, "made by a test");
    let interface = writer.interface(1, "client");
    writer.interface(1, "server");
    for (time_ns, original, data) in ours(&file) {
        let comment = if data.len() % 2 == 0 { "报文 no. ½" } else { "" };
        let packet = Packet { interface, time_ns, data: &data, original, comment };
        writer.packet(&packet).unwrap();
    }
    writer.finish()
}

#[test]
fn what_we_write_reads_as_another_library_reads_it() {
    let file = written();
    assert_eq!(ours(&file), theirs(&file));
    assert_eq!(ours(&file), ours(&std::fs::read(KERNEL).unwrap()));
}

#[test]
fn what_we_write_opens_clean_in_tshark() {
    let out = Scratch::new("written.pcapng");
    std::fs::write(&out.0, written()).unwrap();
    let run = |arguments: &[&str]| {
        let checks = ["-o", "tcp.check_checksum:TRUE", "-o", "ip.check_checksum:TRUE"];
        tool("tshark", &[&["-r", out.path()], &checks[..], arguments].concat())
    };
    let wrong = "_ws.malformed || _ws.expert.severity >= 6291456";
    let Some(output) = run(&["-Y", wrong]) else { return };
    assert!(output.status.success(), "{output:?}");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "");
    // Fields: whole times, interface names and comments come through.
    let fields = ["frame.time_epoch", "frame.interface_name", "frame.comment", "frame.len"];
    let arguments: Vec<&str> =
        ["-T", "fields"].into_iter().chain(fields.into_iter().flat_map(|f| ["-e", f])).collect();
    let output = run(&arguments).expect("it was there a moment ago");
    let printed = String::from_utf8(output.stdout).unwrap();
    let expected = ours(&written()).into_iter().map(|(time, original, data)| {
        let (seconds, nanos) = (time / 1_000_000_000, time % 1_000_000_000);
        let comment = if data.len() % 2 == 0 { "报文 no. ½" } else { "" };
        format!("{seconds}.{nanos:09}\tclient\t{comment}\t{original}")
    });
    assert_eq!(printed.lines().collect::<Vec<_>>(), expected.collect::<Vec<_>>());
}
