use super::*;
use crate::lint;
use std::collections::BTreeSet;
use wireglass_core::seq::Seq;
use wireglass_core::wire::arp::Operation;
use wireglass_core::wire::tcp::OptionKind;
use wireglass_core::wire::{
    AddressFamily, AddressScope, Dscp, Ecn, EtherType, HardwareType, LayerKind, MacKind, Meaning,
    PacketType, Protocol, Service, dhcp, dns, http, icmp, igmp, rip, stp, tftp,
};

#[test]
fn every_field_has_a_name_and_a_purpose() {
    for &field in FieldName::ALL {
        let names = Lang::ALL.map(|lang| field_name(lang, field));
        lint::translated(names[0], names[1], field.id());
        let help = Lang::ALL.map(|lang| field_help(lang, field));
        lint::sentence(help[0], help[1], field.id());
        let short = field_short(field);
        assert!(!short.is_empty() && short.len() <= 8 && short.is_ascii(), "{short}");
    }
}

#[test]
fn names_within_a_layer_differ() {
    for &layer in LayerKind::ALL {
        let names = Lang::ALL.map(|lang| layer_name(lang, layer));
        lint::translated(names[0], names[1], layer.id());
        for lang in Lang::ALL {
            let fields: Vec<_> = FieldName::ALL.iter().filter(|f| f.layer() == layer).collect();
            let reserved = fields.iter().filter(|f| field_short(***f) == "res").count();
            let names: BTreeSet<_> = fields.iter().map(|f| field_name(lang, **f)).collect();
            assert!(names.len() + reserved.saturating_sub(1) >= fields.len(), "{names:?}");
        }
    }
}

#[test]
fn every_flag_is_explained() {
    for (flag, name) in Flags::NAMES {
        let help = Lang::ALL.map(|lang| flag_help(lang, flag));
        lint::sentence(help[0], help[1], name);
    }
    assert_eq!(flag_help(Lang::En, Flags::NONE), "");
}

#[test]
fn every_verdict_is_explained() {
    let whys = [
        Why::CutByCapture,
        Why::Fragmented,
        Why::LengthBeyondEnd,
        Why::SourceRouted,
        Why::NotComputed,
        Why::Quoted,
    ];
    let all = [Verdict::Correct, Verdict::Wrong { expected: 0x26bf }];
    for case in all.into_iter().chain(whys.map(Verdict::CannotCheck)) {
        for origin in [Origin::Simulated, Origin::Captured] {
            lint::sentences(|lang| verdict(lang, &case, origin), "verdict");
        }
        lint::translated(verdict_short(Lang::En, &case), verdict_short(Lang::Zh, &case), "verdict");
    }
    let wrong = verdict(Lang::En, &all[1], Origin::Captured).plain();
    assert!(wrong.contains("0x26bf") && wrong.contains("offload"), "{wrong}");
}

#[test]
fn every_fault_is_explained() {
    let faults = [
        MalformedKind::TooShort { need: 20, have: 7 },
        MalformedKind::CutByCapture { need: 20, have: 7 },
        MalformedKind::BadVersion(5),
        MalformedKind::BadHeaderLength(8),
        MalformedKind::LengthBelowHeader { claimed: 10, header: 20 },
        MalformedKind::LengthBeyondEnd { claimed: 100, have: 60 },
        MalformedKind::BadOption { kind: 3, len: 0 },
        MalformedKind::BadNumber(9),
        MalformedKind::LengthMismatch { claimed: 5, need: 4 },
        MalformedKind::BadName,
        MalformedKind::BadText,
        MalformedKind::BadLine,
        MalformedKind::BadAddressSizes { hardware: 8, protocol: 16 },
    ];
    for &layer in LayerKind::ALL {
        for what in faults {
            lint::sentences(|lang| malformed(lang, &Malformed { layer, at: 14, what }), layer.id());
        }
    }
}

#[test]
fn every_meaning_says_something() {
    let mut all: Vec<Meaning> = vec![
        Meaning::FrameLength(46),
        Meaning::HeaderLengthBytes(20),
        Meaning::FragmentOffsetBytes(1480),
        Meaning::LengthLeftToHardware,
        Meaning::ChecksumLeftToHardware,
        Meaning::NotInUse,
        Meaning::NoChecksum,
        Meaning::NoWay,
        Meaning::Milliseconds(20_000),
        Meaning::Milliseconds(1500),
        Meaning::Igmp(igmp::Kind::Other(9)),
        Meaning::IgmpRecord(igmp::RecordKind::Other(9)),
        Meaning::Bpdu(stp::BpduKind::Other(9)),
        Meaning::RipCommand(rip::Command::Other(9)),
        Meaning::ContinuesAt(12),
        Meaning::DnsOpcode(dns::Opcode::Other(9)),
        Meaning::DnsResponse(dns::Rcode::Other(9)),
        Meaning::DnsType(dns::RecordType::Other(999)),
        Meaning::DnsClass(dns::Class::Other(99)),
        Meaning::DhcpOperation(dhcp::Operation::Other(9)),
        Meaning::DhcpOption(dhcp::OptionKind::Other(200)),
        Meaning::DhcpMessage(dhcp::MessageType::Other(99)),
        Meaning::TftpOpcode(tftp::Opcode::Other(9)),
        Meaning::TftpError(tftp::ErrorCode::Other(99)),
        Meaning::Icmp(icmp::Kind::Other(99)),
        Meaning::Unreachable(icmp::Unreachable::Other(99)),
        Meaning::Redirect(icmp::Redirect::Other(99)),
        Meaning::TimeExceeded(icmp::TimeExceeded::Other(99)),
        Meaning::BadParameter(icmp::BadParameter::Other(99)),
        Meaning::WindowScaleFactor(128),
        Meaning::WindowBytes(65_535),
        Meaning::Relative { base: Seq(1000), offset: 1 },
        Meaning::EtherType(EtherType::Other(0x1234)),
        Meaning::Protocol(Protocol::Other(200)),
        Meaning::Service(Service::Other(1)),
        Meaning::Hardware(HardwareType::Other(1)),
        Meaning::PacketType(PacketType::Other(9)),
        Meaning::ArpOperation(Operation::Other(9)),
        Meaning::TcpOption(OptionKind::Other(99)),
        Meaning::Family(AddressFamily::Other(99)),
        Meaning::Family(AddressFamily::Ipv4),
        Meaning::Family(AddressFamily::Ipv6),
        Meaning::Mac(MacKind::Broadcast),
        Meaning::Mac(MacKind::Multicast),
        Meaning::Mac(MacKind::Unspecified),
        Meaning::Dscp(Dscp::Default),
        Meaning::Dscp(Dscp::ClassSelector(6)),
        Meaning::Dscp(Dscp::AssuredForwarding { class: 2, drop: 1 }),
        Meaning::Dscp(Dscp::VoiceAdmit),
        Meaning::Dscp(Dscp::Expedited),
        Meaning::Dscp(Dscp::LowerEffort),
    ];
    all.extend((0..4).map(|bits| Meaning::Ecn(Ecn::of(bits))));
    all.extend(EtherType::NAMED.iter().copied().map(Meaning::EtherType));
    all.extend(Protocol::NAMED.iter().copied().map(Meaning::Protocol));
    all.extend(Service::NAMED.iter().copied().map(Meaning::Service));
    all.extend(HardwareType::NAMED.iter().copied().map(Meaning::Hardware));
    all.extend(PacketType::NAMED.iter().copied().map(Meaning::PacketType));
    all.extend(Operation::NAMED.iter().copied().map(Meaning::ArpOperation));
    all.extend(OptionKind::NAMED.iter().copied().map(Meaning::TcpOption));
    all.extend(icmp::Kind::NAMED.iter().copied().map(Meaning::Icmp));
    all.extend(icmp::Unreachable::NAMED.iter().copied().map(Meaning::Unreachable));
    all.extend(icmp::Redirect::NAMED.iter().copied().map(Meaning::Redirect));
    all.extend(icmp::TimeExceeded::NAMED.iter().copied().map(Meaning::TimeExceeded));
    all.extend(icmp::BadParameter::NAMED.iter().copied().map(Meaning::BadParameter));
    all.extend([0, 59, 60, 3600, 86_399, 90_000, u32::MAX].map(Meaning::Seconds));
    all.extend(igmp::Kind::NAMED.iter().copied().map(Meaning::Igmp));
    all.extend(igmp::RecordKind::NAMED.iter().copied().map(Meaning::IgmpRecord));
    all.extend(stp::BpduKind::NAMED.iter().copied().map(Meaning::Bpdu));
    all.extend(rip::Command::NAMED.iter().copied().map(Meaning::RipCommand));
    all.extend(dns::Opcode::NAMED.iter().copied().map(Meaning::DnsOpcode));
    all.extend(dns::Rcode::NAMED.iter().copied().map(Meaning::DnsResponse));
    all.extend(dns::RecordType::NAMED.iter().copied().map(Meaning::DnsType));
    all.extend(dns::Class::NAMED.iter().copied().map(Meaning::DnsClass));
    all.extend(dhcp::Operation::NAMED.iter().copied().map(Meaning::DhcpOperation));
    all.extend(dhcp::OptionKind::NAMED.iter().copied().map(Meaning::DhcpOption));
    all.extend(dhcp::MessageType::NAMED.iter().copied().map(Meaning::DhcpMessage));
    all.extend(http::StatusClass::ALL.map(Meaning::HttpStatus));
    all.extend(tftp::Opcode::NAMED.iter().copied().map(Meaning::TftpOpcode));
    all.extend(tftp::ErrorCode::NAMED.iter().copied().map(Meaning::TftpError));
    let scopes = [
        AddressScope::Unspecified,
        AddressScope::Loopback,
        AddressScope::Private,
        AddressScope::LinkLocal,
        AddressScope::Shared,
        AddressScope::Documentation,
        AddressScope::Benchmarking,
        AddressScope::Multicast,
        AddressScope::Broadcast,
        AddressScope::Reserved,
    ];
    all.extend(scopes.map(Meaning::Scope));
    for case in all {
        let texts = Lang::ALL.map(|lang| meaning(lang, &case).plain());
        lint::both(&texts[0], &texts[1], &format!("{case:?}"));
    }
}
