use super::*;
use crate::addr::Mask;
use proptest::prelude::*;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;

/// Does the steps one by one, by the operation alone, each from rows that are there already.
fn calculate(interface: Interface) -> BTreeMap<Quantity, u32> {
    let mut known = BTreeMap::new();
    for step in working(interface).steps {
        let operand = |row: Option<Row>| {
            let row = row.expect("an operand");
            assert_eq!(
                known.get(&row.what),
                Some(&row.bits),
                "{step:?} uses what is not there yet"
            );
            row.bits
        };
        let bits = match step.operation {
            Operation::Write => interface
                .address
                .octets()
                .iter()
                .fold(0, |bits, octet| bits << 8 | u32::from(*octet)),
            Operation::Ones(length) => {
                (0..32).fold(0, |bits, place| bits << 1 | u32::from(place < length))
            }
            Operation::Not => u32::MAX - operand(step.left),
            Operation::And => operand(step.left) & operand(step.right),
            Operation::Or => operand(step.left) | operand(step.right),
            Operation::AddOne => operand(step.left) + 1,
            Operation::SubtractOne => operand(step.left) - 1,
            Operation::Same => operand(step.left),
        };
        assert_eq!(bits, step.result.bits, "{step:?}");
        known.insert(step.result.what, bits);
    }
    known
}

proptest! {
    #[test]
    fn every_step_follows_from_those_before(bits in any::<u32>(), length in 0_u8..=32) {
        let interface = Interface::new(Ipv4Addr::from_bits(bits), Mask::new(length).unwrap());
        let known = calculate(interface);
        let network = interface.network();
        prop_assert_eq!(known[&Quantity::Network], network.address().to_bits());
        prop_assert_eq!(known[&Quantity::HostPart], interface.host_part());
        prop_assert_eq!(known[&Quantity::Network] + known[&Quantity::HostPart], bits);
        prop_assert_eq!(known[&Quantity::First], network.first().to_bits());
        prop_assert_eq!(known[&Quantity::Last], network.last().to_bits());
        prop_assert_eq!(known[&Quantity::Broadcast], network.end().to_bits());
        let counting = working(interface).counting;
        prop_assert_eq!(counting.total, 1 << counting.host_bits);
        let usable = match counting.rule {
            Usable::AllButTwo => counting.total - 2,
            Usable::BothEnds => 2,
            Usable::Single => 1,
        };
        prop_assert_eq!(counting.usable, usable);
        prop_assert_eq!(counting.usable, u64::from(known[&Quantity::Last] - known[&Quantity::First]) + 1);
    }
}
