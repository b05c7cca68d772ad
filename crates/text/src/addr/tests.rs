use super::*;
use crate::{Lang, lint};
use std::net::Ipv4Addr;
use wireglass_core::addr::aggregate::aggregate;
use wireglass_core::addr::class::Class;
use wireglass_core::addr::lookup::{Examined, Outcome};
use wireglass_core::addr::mac::MacErrorKind;
use wireglass_core::addr::network::Role;
use wireglass_core::addr::parse::ParseErrorKind as E4;
use wireglass_core::addr::plan::{
    NeedErrorKind, Place, PlanError, Size, Want, cost, parse_needs, plan as planned,
};
use wireglass_core::addr::special::{Kind, registry, registry6};
use wireglass_core::addr::talk::{Decision, NotAHost, Side, Verdict};
use wireglass_core::addr::v6::{Embedding, ParseErrorKind6 as E6, Reach};
use wireglass_core::addr::working::{Quantity, Usable, working as worked};
use wireglass_core::addr::{Interface, Mask, Network, ports};

const A: Ipv4Addr = Ipv4Addr::new(192, 168, 1, 1);

fn network(length: u8) -> Network {
    Network::containing(A, Mask::new(length).expect("at most 32"))
}

#[test]
fn every_mistake_in_an_address_is_explained() {
    let holes = |bits| E4::Holes(Mask::from_bits(bits).unwrap_err());
    let of_v4 = [
        E4::Empty,
        E4::TooLong { characters: 900 },
        E4::ManyLines,
        E4::Character('x'),
        E4::Character('*'),
        E4::Character('`'),
        E4::Ipv6,
        E4::Port,
        E4::TooFewOctets { octets: 3 },
        E4::TooManyOctets,
        E4::EmptyOctet { octet: 2 },
        E4::OctetTooLarge { octet: 1, value: 256 },
        E4::OctetTooLarge { octet: 1, value: u32::MAX },
        E4::LeadingZero { octet: 1, decimal: 10, octal: Some(8) },
        E4::LeadingZero { octet: 1, decimal: 7, octal: Some(7) },
        E4::LeadingZero { octet: 1, decimal: 9, octal: None },
        E4::NotBinary { octet: 2 },
        E4::HexDigits { digits: 0 },
        E4::HexDigits { digits: 9 },
        E4::NoAddress,
        E4::NoMask,
        E4::PrefixTooLong { length: 33 },
        E4::PrefixTooLong { length: u32::MAX },
        E4::PrefixLeadingZero,
        holes(0xff00_ff00),
        holes(0x00ff_00ff),
        E4::Trailing,
    ];
    for kind in of_v4 {
        lint::sentences(|lang| parse_error(lang, &kind), &format!("{kind:?}"));
    }
    for kind in [
        E6::Empty,
        E6::TooLong { characters: 900 },
        E6::ManyLines,
        E6::Character('g'),
        E6::TooFewGroups { groups: 3 },
        E6::TooManyGroups,
        E6::TwoRuns,
        E6::Colon,
        E6::GroupTooLong { group: 1 },
        E6::Ipv4(E4::TooManyOctets),
        E6::NoLength,
        E6::PrefixTooLong { length: 129 },
        E6::PrefixTooLong { length: u32::MAX },
        E6::PrefixLeadingZero,
        E6::Zone,
    ] {
        lint::sentences(|lang| parse_error6(lang, &kind), &format!("{kind:?}"));
    }
    for kind in [
        MacErrorKind::Empty,
        MacErrorKind::TooLong { characters: 900 },
        MacErrorKind::ManyLines,
        MacErrorKind::Character('g'),
        MacErrorKind::Groups { groups: 5 },
        MacErrorKind::Digits { group: 3, digits: 3, expected: 2 },
    ] {
        lint::sentences(|lang| mac_error(lang, &kind), &format!("{kind:?}"));
    }
    let octal = parse_error(Lang::En, &of_v4[13]).plain();
    assert!(octal.contains("octal") && octal.contains('8') && octal.contains("10"), "{octal}");
}

#[test]
fn what_addresses_and_ports_are() {
    for class in Class::ALL {
        lint::sentences(|lang| class_note(lang, class), "class");
        let [en, zh] = Lang::ALL.map(|lang| class_purpose(lang, class));
        lint::translated(en, zh, "class");
    }
    let kinds = registry().map(|block| block.kind).chain(registry6().map(|block| block.kind));
    for kind in kinds {
        let [en, zh] = Lang::ALL.map(|lang| kind_name(lang, kind));
        lint::both(en, zh, "kind");
        lint::sentences(|lang| kind_help(lang, kind), &format!("{kind:?}"));
    }
    for block in registry() {
        let [en, zh] = Lang::ALL.map(|lang| flags(lang, block.flags).plain());
        lint::translated(&en, &zh, "flags");
    }
    for it in [Role::Network, Role::Host, Role::Broadcast, Role::LinkEnd, Role::Only] {
        let [en, zh] = Lang::ALL.map(|lang| role(lang, it));
        lint::translated(en, zh, "role");
    }
    for it in [
        Reach::Interface,
        Reach::Link,
        Reach::Realm,
        Reach::Admin,
        Reach::Site,
        Reach::Organisation,
        Reach::Global,
        Reach::Other(9),
    ] {
        let [en, zh] = Lang::ALL.map(|lang| reach(lang, it));
        lint::translated(en, zh, "reach");
    }
    for it in [
        Embedding::Mapped,
        Embedding::Compatible,
        Embedding::Nat64,
        Embedding::SixToFour,
        Embedding::Teredo,
    ] {
        let [en, zh] = Lang::ALL.map(|lang| embedding(lang, it));
        lint::both(en, zh, "embedding");
    }
    for kind in ports::Kind::ALL {
        let [en, zh] = Lang::ALL.map(|lang| port_kind_name(lang, kind));
        lint::translated(en, zh, "port");
        lint::sentences(|lang| port_kind_help(lang, kind), "port");
    }
    for system in ports::System::ALL {
        let [en, zh] = Lang::ALL.map(|lang| system_name(lang, system));
        lint::both(en, zh, "system");
    }
    for named in ports::NAMED {
        let [en, zh] = Lang::ALL.map(|lang| service(lang, named.service()));
        lint::both(en, zh, named.name);
    }
}

#[test]
fn every_step_of_the_working_is_explained() {
    for length in [0, 1, 24, 30, 31, 32] {
        let working = worked(Interface::new(A, network(length).mask()));
        for step in &working.steps {
            lint::sentences(|lang| operation(lang, step), &format!("{step:?}"));
            let [en, zh] = Lang::ALL.map(|lang| quantity(lang, step.result.what));
            lint::translated(en, zh, "quantity");
        }
        lint::sentences(|lang| counting(lang, &working.counting), "counting");
        let rule = match length {
            32 => Usable::Single,
            31 => Usable::BothEnds,
            _ => Usable::AllButTwo,
        };
        assert_eq!(working.counting.rule, rule);
    }
    let working = worked(Interface::new(A, network(24).mask()));
    let said: Vec<_> = working.steps.iter().map(|step| operation(Lang::En, step).plain()).collect();
    let at = |what| working.steps.iter().position(|step| step.result.what == what).unwrap();
    assert_ne!(said[at(Quantity::Network)], said[at(Quantity::HostPart)]);
}

#[test]
fn every_reason_of_a_plan_is_given() {
    let needs = parse_needs("campus 1500, 60, link /31, old 172.16.0.0/28").unwrap();
    let plan =
        planned(Network::containing(Ipv4Addr::new(172, 16, 0, 0), network(16).mask()), &needs);
    let plan = plan.unwrap();
    let places = plan.blocks.iter().map(|block| block.place);
    for place in places.chain([Place::Start, Place::Gap(network(24))]) {
        lint::sentences(|lang| place_reason(lang, &place, &plan), &format!("{place:?}"));
    }
    for size in [Size::Hosts { hosts: 1, host_bits: 2, short: 0 }, Size::Asked] {
        lint::sentences(|lang| size_reason(lang, &size), &format!("{size:?}"));
    }
    let free = Some(network(26));
    for error in [
        PlanError::NoNeeds,
        PlanError::TooMany { needs: 5000 },
        PlanError::NoHosts { need: 0 },
        PlanError::TooLarge { need: 0, takes: 2048, space: 256 },
        PlanError::DoesNotFit { need: 1, takes: 257, space: 256, largest: None },
        PlanError::DoesNotFit { need: 1, takes: 320, space: 256, largest: free },
        PlanError::DoesNotFit { need: 1, takes: 136, space: 256, largest: free },
        PlanError::Outside { need: 3 },
        PlanError::Overlap { first: 3, second: 1 },
    ] {
        lint::sentences(|lang| plan_error(lang, &error, &needs), &format!("{error:?}"));
    }
    let named = plan_error(Lang::En, &PlanError::Overlap { first: 3, second: 1 }, &needs).plain();
    assert!(named.contains("old") && named.contains("#2"), "{named}");
    for kind in [
        NeedErrorKind::Empty,
        NeedErrorKind::NoNumber,
        NeedErrorKind::TwoNumbers,
        NeedErrorKind::NoHosts,
        NeedErrorKind::TooManyHosts,
        NeedErrorKind::TooMany,
        NeedErrorKind::Prefix(E4::NoMask),
        NeedErrorKind::HostBits(network(24)),
    ] {
        lint::sentences(|lang| need_error(lang, &kind), &format!("{kind:?}"));
    }
    for hosts in [1, 200, 254, 1500, 70_000] {
        lint::sentences(|lang| classful_cost(lang, &cost(hosts).unwrap()), "cost");
    }
    let campus = classful_cost(Lang::En, &cost(1500).unwrap()).plain();
    assert!(campus.contains("255.255.0.0") && campus.contains("64034"), "{campus}");
    assert!(matches!(needs[2].want, Want::Block(Mask::LINK)));
    let halves = network(24).split().unwrap();
    let summary = aggregate(&[halves[0], halves[1], halves[1], network(32)]);
    assert_eq!(summary.merges.len(), 3);
    for it in summary.merges.iter().chain(&aggregate(&[halves[0]; 2]).merges) {
        lint::sentences(|lang| merge(lang, it), &format!("{it:?}"));
    }
}

#[test]
fn what_is_counted_is_no_name() {
    let mut needs = parse_needs("1500 hosts, 60台主机, 12 台, 2 routers, lab 30 Hosts").unwrap();
    without_units(&mut needs);
    let names: Vec<_> = needs.iter().map(|need| need.name.as_str()).collect();
    assert_eq!(names, ["", "", "", "routers", "lab"]);
}

#[test]
fn every_outcome_of_a_look_up_is_explained() {
    for outcome in [
        Outcome::Wins,
        Outcome::Differs { bit: 0 },
        Outcome::Shorter { length: 8, winner: 24 },
        Outcome::HigherMetric { metric: 5, winner: 1 },
        Outcome::Later,
    ] {
        let row = Examined { masked: A, outcome };
        lint::sentences(|lang| super::outcome(lang, &row), &format!("{outcome:?}"));
    }
}

#[test]
fn every_conversation_is_explained() {
    for it in [
        Decision::Local,
        Decision::Gateway(A),
        Decision::NoGateway,
        Decision::GatewayOutside(A),
        Decision::GatewayIsSelf(A),
        Decision::GatewayNotAHost(A, Role::Network),
        Decision::GatewayNotAHost(A, Role::Broadcast),
    ] {
        let side = Side { not_a_host: None, own: network(24), other: network(24), decision: it };
        lint::sentences(|lang| decision(lang, &side, "A", "B"), &format!("{it:?}"));
    }
    for why in [NotAHost::Network, NotAHost::Broadcast, NotAHost::Special(Kind::Loopback)] {
        lint::sentences(|lang| not_a_host(lang, why, "A"), &format!("{why:?}"));
    }
    for it in [
        Verdict::Unusable,
        Verdict::SameAddress,
        Verdict::Direct,
        Verdict::Routed,
        Verdict::Lopsided { local: 0, other_sends: true },
        Verdict::Lopsided { local: 1, other_sends: false },
        Verdict::Stuck { sends: [false, false] },
        Verdict::Stuck { sends: [true, false] },
        Verdict::Stuck { sends: [false, true] },
    ] {
        lint::sentences(|lang| verdict(lang, it, ["A", "B"]), &format!("{it:?}"));
    }
    // It is the side that cannot answer that is named as such.
    let said = verdict(Lang::En, Verdict::Stuck { sends: [true, false] }, ["Ann", "Bob"]).plain();
    assert!(said.contains("Bob has none"), "{said}");
    let said =
        verdict(Lang::En, Verdict::Lopsided { local: 1, other_sends: false }, ["Ann", "Bob"]);
    assert!(said.plain().contains("Bob thinks Ann is local"), "{said}");
}
