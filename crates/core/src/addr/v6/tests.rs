use super::ParseErrorKind6 as E;
use super::*;
use ipnet::Ipv6Net;
use proptest::prelude::*;

fn ip(text: &str) -> Ipv6Addr {
    text.parse().unwrap()
}

fn net(text: &str) -> Network6 {
    let (address, length) = text.split_once('/').unwrap();
    Network6::exact(ip(address), length.parse().unwrap()).expect(text)
}

#[test]
fn prefixes_at_the_edges() {
    let all = net("::/0");
    assert_eq!((all.total(), all.end()), (None, Ipv6Addr::from_bits(u128::MAX)));
    assert_eq!(all.count(128), None);
    assert_eq!(all.count(127), Some(1 << 127));
    assert_eq!(net("::1/128").total(), Some(1));
    assert_eq!(net("2001:db8::/32").total(), Some(1 << 96));
    assert_eq!(Network6::exact(ip("2001:db8::1"), 64), None);
    assert_eq!(Network6::exact(ip("::"), 129), None);
    assert_eq!(Network6::containing(ip("::"), 129), None);
    assert_eq!(Network6::containing(ip("2001:db8::1"), 64), Some(net("2001:db8::/64")));
}

#[test]
fn subnets_by_nibble() {
    let site = net("2001:db8:aa00::/40");
    assert_eq!(site.nibble(), Some(44));
    assert_eq!(net("2001:db8::/42").nibble(), Some(44));
    assert_eq!(net("::/124").nibble(), Some(128));
    assert_eq!(net("::/128").nibble(), None);
    assert_eq!(net("::/0").nibble(), Some(4));
    assert_eq!(site.count(48), Some(256));
    let fifth = site.nth(48, 0x5c).unwrap();
    assert_eq!(fifth.to_string(), "2001:db8:aa5c::/48");
    assert_eq!(site.nth(48, 256), None);
    assert_eq!(site.nth(40, 0), Some(site));
    assert_eq!(site.nth(39, 0), None);
    assert_eq!(site.nth(129, 0), None);
    assert_eq!(net("::/0").nth(4, 2), Some(net("2000::/4")));
}

#[test]
fn forms_of_rfc_5952() {
    for (typed, full, trimmed, run, short) in [
        // RFC 5952 §4.2.3: of equal runs the first.
        (
            "2001:db8:0:0:1:0:0:1",
            "2001:0db8:0000:0000:0001:0000:0000:0001",
            "2001:db8:0:0:1:0:0:1",
            Some(2..4),
            "2001:db8::1:0:0:1",
        ),
        // §4.2.3: the longest.
        (
            "2001:0:0:1:0:0:0:1",
            "2001:0000:0000:0001:0000:0000:0000:0001",
            "2001:0:0:1:0:0:0:1",
            Some(4..7),
            "2001:0:0:1::1",
        ),
        // §4.2.2: one group alone is not shortened.
        (
            "2001:db8:0:1:1:1:1:1",
            "2001:0db8:0000:0001:0001:0001:0001:0001",
            "2001:db8:0:1:1:1:1:1",
            None,
            "2001:db8:0:1:1:1:1:1",
        ),
        // §4.3: lower case.
        (
            "2001:DB8::AAAA",
            "2001:0db8:0000:0000:0000:0000:0000:aaaa",
            "2001:db8:0:0:0:0:0:aaaa",
            Some(2..7),
            "2001:db8::aaaa",
        ),
        ("::", "0000:0000:0000:0000:0000:0000:0000:0000", "0:0:0:0:0:0:0:0", Some(0..8), "::"),
        ("1::", "0001:0000:0000:0000:0000:0000:0000:0000", "1:0:0:0:0:0:0:0", Some(1..8), "1::"),
    ] {
        let forms = forms(ip(typed));
        assert_eq!(forms.full, full);
        assert_eq!(forms.trimmed, trimmed);
        assert_eq!(forms.run, run, "{typed}");
        assert_eq!(forms.short, short);
    }
    // §5: with an IPv4 address at the end where it is known to be one.
    assert_eq!(forms(ip("::ffff:c0a8:1")).short, "::ffff:192.168.0.1");
}

#[test]
fn addresses_made_from_a_mac() {
    // RFC 4291, appendix A; RFC 2464 §4.
    let mac = MacAddr([0x34, 0x56, 0x78, 0x9a, 0xbc, 0xde]);
    assert_eq!(interface_id(mac), 0x3656_78ff_fe9a_bcde);
    assert_eq!(mac_of(0x3656_78ff_fe9a_bcde), Some(mac));
    assert_eq!(mac_of(1), None);
    assert_eq!(interface_part(link_local(mac)), interface_id(mac));
    assert_eq!(link_local(mac), ip("fe80::3656:78ff:fe9a:bcde"));
    let prefix = net("2001:db8:1:2::/64");
    assert_eq!(
        prefix.with_interface(interface_id(mac)),
        Some(ip("2001:db8:1:2:3656:78ff:fe9a:bcde"))
    );
    assert_eq!(net("2001:db8::/48").with_interface(1), None);
    // RFC 4291 §2.7.1's own example.
    assert_eq!(solicited_node(ip("4037::01:800:200e:8c6c")), ip("ff02::1:ff0e:8c6c"));
    assert_eq!(
        multicast_mac(ip("ff02::1:ff0e:8c6c")),
        Some(MacAddr([0x33, 0x33, 0xff, 0x0e, 0x8c, 0x6c]))
    );
    assert_eq!(multicast_mac(ip("fe80::1")), None);
}

#[test]
fn embedded_ipv4() {
    for (text, expected) in [
        ("::ffff:192.0.2.1", Some((Embedding::Mapped, "192.0.2.1"))),
        ("::192.0.2.1", Some((Embedding::Compatible, "192.0.2.1"))),
        ("::1", None),
        ("::", None),
        ("64:ff9b::192.0.2.33", Some((Embedding::Nat64, "192.0.2.33"))),
        ("2002:c000:201::1", Some((Embedding::SixToFour, "192.0.2.1"))),
        // RFC 4380 §2.6 turns the client's address over.
        ("2001:0:4136:e378:8000:63bf:3fff:fdd2", Some((Embedding::Teredo, "192.0.2.45"))),
        ("2001:db8::192.0.2.1", None),
    ] {
        let found = embedded(ip(text));
        let expected = expected.map(|(how, address)| (how, address.parse().unwrap()));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn how_far_multicast_reaches() {
    for (text, expected) in [
        ("ff01::1", Some(Reach::Interface)),
        ("ff02::1", Some(Reach::Link)),
        ("ff05::2", Some(Reach::Site)),
        ("ff08::1", Some(Reach::Organisation)),
        ("ff0e::1", Some(Reach::Global)),
        ("ff32::1", Some(Reach::Link)),
        ("ff00::1", Some(Reach::Other(0))),
        ("fe80::1", None),
    ] {
        assert_eq!(reach(ip(text)), expected, "{text}");
    }
}

#[test]
fn every_mistake_is_pointed_at() {
    use super::super::parse::ParseErrorKind as E4;
    for (text, kind, at) in [
        ("", E::Empty, 0..0),
        ("  ", E::Empty, 0..0),
        ("1:2:3", E::TooFewGroups { groups: 3 }, 5..5),
        ("1", E::TooFewGroups { groups: 1 }, 1..1),
        ("1:2:3:4:5:6:7:8:9", E::TooManyGroups, 16..17),
        ("1:2:3:4::5:6:7:8", E::TooManyGroups, 7..9),
        ("1::2::3", E::TwoRuns, 4..6),
        (":1:2:3:4:5:6:7", E::Colon, 0..1),
        ("1:2:3:4:5:6:7:", E::Colon, 13..14),
        (":::", E::Colon, 2..3),
        ("1:::2", E::Colon, 3..4),
        ("12345::", E::GroupTooLong { group: 1 }, 0..5),
        ("::1:00001", E::GroupTooLong { group: 2 }, 4..9),
        ("::g", E::Character('g'), 2..3),
        ("::1.2.3", E::Ipv4(E4::TooFewOctets { octets: 3 }), 7..7),
        ("::1.2.3.256", E::Ipv4(E4::OctetTooLarge { octet: 4, value: 256 }), 8..11),
        ("1.2.3.4::", E::Character('.'), 1..2),
        ("::1/", E::NoLength, 3..4),
        ("::1/129", E::PrefixTooLong { length: 129 }, 4..7),
        ("::1/064", E::PrefixLeadingZero, 4..7),
        ("::1/6x", E::Character('x'), 5..6),
        (" fe80::1%eth0/64", E::Zone, 8..13),
        ("::1\n::2", E::ManyLines, 3..7),
    ] {
        assert_eq!(parse(text), Err(ParseError6 { kind, at }), "{text:?}");
    }
}

#[test]
fn usual_forms() {
    for (text, address, length) in [
        ("2001:db8::1", "2001:db8::1", None),
        (" 2001:DB8:0:0::1 / 64 ", "2001:db8::1", Some(64)),
        ("::/0", "::", Some(0)),
        ("::1/128", "::1", Some(128)),
        ("::ffff:192.0.2.1", "::ffff:192.0.2.1", None),
        ("２００１：ｄｂ８：：１／６４", "2001:db8::1", Some(64)),
        ("1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0", None),
    ] {
        assert_eq!(parse(text), Ok(Typed6 { address: ip(address), length }), "{text:?}");
    }
}

fn noise() -> impl Strategy<Value = String> {
    let characters: Vec<char> = "0123abcdef:::::..%/ g１：\u{3000}".chars().collect();
    proptest::collection::vec(proptest::sample::select(characters), 0..30)
        .prop_map(|characters| characters.into_iter().collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4_000, ..ProptestConfig::default() })]

    #[test]
    fn errors_point_into_the_text(text in noise()) {
        if let Err(error) = parse(&text) {
            prop_assert!(error.at.start <= error.at.end && error.at.end <= text.chars().count(), "{:?}", error);
        }
    }

    /// Exactly what the standard library reads is read.
    #[test]
    fn agrees_with_the_standard_library(text in "([0-9a-f]{0,4}:){0,8}:?(:|[0-9a-f]{1,4}|1\\.2\\.[0-9]{1,3}\\.4)?(:[0-9a-f]{0,2}){0,4}") {
        let ours = parse(&text).ok().map(|typed| typed.address);
        prop_assert_eq!(ours, text.parse::<Ipv6Addr>().ok(), "{}", text);
    }

    #[test]
    fn every_form_is_read(bits in any::<u128>(), zeros in any::<u8>(), length in 0_u8..=128) {
        // Some groups are zero.
        let groups = (0..8).fold(0, |mask, place| {
            mask | if zeros >> place & 1 == 1 { 0 } else { 0xffff_u128 << (16 * place) }
        });
        let address = Ipv6Addr::from_bits(bits & groups);
        let forms = forms(address);
        for form in [&forms.full, &forms.trimmed, &forms.short] {
            prop_assert_eq!(parse(&format!("{form}/{length}")), Ok(Typed6 { address, length: Some(length) }));
        }
        // RFC 5952 §4.2.2 and §4.2.3, seen in the short form.
        if let Some(run) = &forms.run {
            prop_assert!(forms.short.contains("::"));
            prop_assert!(address.segments()[run.clone()].iter().all(|&group| group == 0) && run.len() > 1);
        } else {
            prop_assert!(!forms.short.contains("::"));
        }
    }

    #[test]
    fn agrees_with_ipnet(bits in any::<u128>(), length in 0_u8..=128, more in 0_u8..=6, other in any::<u128>(), flip in 0_u32..128) {
        let address = Ipv6Addr::from_bits(bits);
        let ours = Network6::containing(address, length).unwrap();
        let theirs = Ipv6Net::new(address, length).unwrap().trunc();
        prop_assert_eq!(ours.to_string(), theirs.to_string());
        prop_assert_eq!(ours.end(), theirs.broadcast());
        for bits in [other, bits ^ 1 << flip] {
            let other = Ipv6Addr::from_bits(bits);
            prop_assert_eq!(ours.contains(other), theirs.contains(&other));
        }
        let longer = (length + more).min(128);
        let subnets: Vec<_> = (0..ours.count(longer).unwrap()).map(|index| ours.nth(longer, index).unwrap().to_string()).collect();
        let expected: Vec<_> = theirs.subnets(longer).unwrap().map(|net| net.to_string()).collect();
        prop_assert_eq!(subnets, expected);
        prop_assert!(ours.nth(longer, 0).is_some_and(|first| ours.covers(first)));
    }
}
