use super::*;
use crate::wire::testing::{assert_fields_tile, assert_layers_tile, hex, mac};
use crate::wire::{LinkType, dissect};
use proptest::prelude::*;

/// A configuration BPDU in its frame: the root itself, VLAN 1, port 0x8004, default timers.
const FRAME: &str = "0180c2000000 001906ea1184 0026 424203 0000 00 00 01 8001001906ea1180 00000000 \
    8001001906ea1180 8004 0000 1400 0200 0f00 0000000000000000";

#[test]
fn a_configuration_in_its_frame() {
    use LayerKind as L;
    let frame = hex(FRAME);
    let dissection = dissect(&frame, LinkType::Ethernet, frame.len());
    assert_layers_tile(&dissection.layers, frame.len());
    assert!(dissection.is_sound(), "{:?}", dissection.malformed);
    let kinds: Vec<_> = dissection.layers.iter().map(|layer| layer.kind).collect();
    assert_eq!(kinds, [L::Ethernet, L::Llc, L::Stp, L::Padding]);
    let field = |name| dissection.field(name).unwrap();
    assert_eq!(field(FieldName::StpRootPriority).value, Value::Number(32768));
    assert_eq!(field(FieldName::StpRootExtension).value, Value::Number(1));
    assert_eq!(field(FieldName::StpMaxAge).meaning, Some(Meaning::Milliseconds(20_000)));
    let Ok(Bpdu::Configuration(it)) = Bpdu::parse(&frame[17..]) else { panic!("one of those") };
    let root = BridgeId { priority: 0x8001, mac: MacAddr([0, 0x19, 6, 0xea, 0x11, 0x80]) };
    assert_eq!((it.root, it.bridge, it.cost, it.port), (root, root, 0, 0x8004));
    assert!(it.topology_change && !it.acknowledgment);
    assert_eq!((it.hello_time, it.forward_delay), (512, 15 * 256));
    let mut again = Vec::new();
    Bpdu::Configuration(it).emit(&mut again);
    assert_eq!(again, frame[17..52]);
}

#[test]
fn other_bpdus_and_broken_ones() {
    use MalformedKind as K;
    assert_eq!(Bpdu::parse(&hex("0000 00 80 0000")), Ok(Bpdu::Notification));
    for (digits, at, what) in [
        ("000000", 3, K::TooShort { need: 4, have: 3 }),
        ("0000 00 00 00", 5, K::TooShort { need: 35, have: 5 }),
        ("0001 00 80", 0, K::BadNumber(1)),
        ("0000 02 02", 3, K::BadNumber(2)),
    ] {
        let fault = Malformed { layer: LayerKind::Stp, at, what };
        assert_eq!(Bpdu::parse(&hex(digits)), Err(fault), "{digits}");
    }
}

#[test]
fn the_lesser_bridge_is_the_better_root() {
    let id = |priority, last| BridgeId { priority, mac: MacAddr([2, 0, 0, 0, 0, last]) };
    assert!(id(4096, 9) < id(32768, 1) && id(32768, 1) < id(32768, 2));
}

proptest! {
    #[test]
    fn round_trip(
        flags: (bool, bool), macs in (mac(), mac()), numbers: [u16; 7], cost: u32,
        behind: Vec<u8>,
    ) {
        let [a, b, port, message_age, max_age, hello_time, forward_delay] = numbers;
        let bpdu = Bpdu::Configuration(Configuration {
            topology_change: flags.0,
            acknowledgment: flags.1,
            root: BridgeId { priority: a, mac: macs.0 },
            cost,
            bridge: BridgeId { priority: b, mac: macs.1 },
            port,
            message_age,
            max_age,
            hello_time,
            forward_delay,
        });
        let mut bytes = Vec::new();
        bpdu.emit(&mut bytes);
        prop_assert_eq!(bytes.len(), CONFIGURATION_LEN);
        let all = fields(&bytes, 0);
        assert_fields_tile(&all, &(0..bytes.len()));
        prop_assert!(all.iter().all(|field| field.name != FieldName::Undecoded));
        bytes.extend_from_slice(&behind);
        prop_assert_eq!(Bpdu::parse(&bytes), Ok(bpdu));
    }

    #[test]
    fn any_frame(bytes: Vec<u8>, length: u8, original in 0usize..300) {
        let head = hex("0180c2000000 001906ea1184 00");
        let frame = [&head[..], &[length], &LLC, &bytes].concat();
        let dissection = dissect(&frame, LinkType::Ethernet, original);
        assert_layers_tile(&dissection.layers, frame.len());
        assert_fields_tile(&fields(&bytes, 0), &(0..bytes.len()));
    }
}
