use super::*;
use crate::addr::MacAddr;
use crate::wire::testing::{assert_fields_tile, hex};
use crate::wire::{HardwareType, PacketType};

#[test]
fn numbers_in_files() {
    for link in LinkType::ALL {
        assert_eq!(LinkType::from_dlt(link.dlt()), Some(*link));
    }
    assert_eq!(LinkType::from_dlt(12), Some(LinkType::RawIp));
    assert_eq!(LinkType::from_dlt(229), Some(LinkType::RawIp));
    assert_eq!(LinkType::from_dlt(108), Some(LinkType::BsdLoopback));
    assert_eq!(LinkType::from_dlt(105), None);
}

#[test]
fn cooked() {
    let header = hex("0004 0001 0006 020000000001 0000 0800");
    let fields = cooked_fields(&header, 0);
    assert_fields_tile(&fields, &(0..16));
    assert_eq!(fields[0].meaning, Some(Meaning::PacketType(PacketType::FromUs)));
    assert_eq!(fields[1].meaning, Some(Meaning::Hardware(HardwareType::Ethernet)));
    assert_eq!(fields[3].value, Value::Mac(MacAddr([2, 0, 0, 0, 0, 1])));
    assert_eq!(fields[4].name, FieldName::CookedUnused);
    assert_eq!(fields[5].meaning, Some(Meaning::EtherType(EtherType::Ipv4)));
}

#[test]
fn cooked_without_an_address() {
    let header = hex("0000 fffe 0000 0000000000000000 0800");
    let fields = cooked_fields(&header, 0);
    assert_fields_tile(&fields, &(0..16));
    assert_eq!(fields[3].name, FieldName::CookedUnused);
    assert_eq!(fields[3].bytes(), 6..14);
}

#[test]
fn cooked_with_an_absurd_address_length() {
    let header = hex("0000 fffe ffff 0000000000000000 0800");
    assert_fields_tile(&cooked_fields(&header, 0), &(0..16));
}

#[test]
fn cooked_v2() {
    let header = hex("86dd 0000 00000003 0304 00 06 020000000001 0000");
    let fields = cooked_v2_fields(&header, 0);
    assert_fields_tile(&fields, &(0..20));
    assert_eq!(fields[2].value, Value::Number(3));
    assert_eq!(fields[3].meaning, Some(Meaning::Hardware(HardwareType::Loopback)));
    assert_eq!(cooked_v2_protocol(&header), EtherType::Ipv6);
}

#[test]
fn loopback_in_either_byte_order() {
    for (bytes, family, value) in [
        ("00000002", AddressFamily::Ipv4, 2),
        ("02000000", AddressFamily::Ipv4, 2),
        ("0000001e", AddressFamily::Ipv6, 30),
        ("1e000000", AddressFamily::Ipv6, 30),
        ("18000000", AddressFamily::Ipv6, 24),
        ("63000000", AddressFamily::Other(99), 99),
    ] {
        let bytes = hex(bytes);
        let fields = loopback_fields(&bytes, 0);
        assert_eq!(fields[0].meaning, Some(Meaning::Family(family)));
        assert_eq!(fields[0].value, Value::Number(value));
    }
    assert_fields_tile(&loopback_fields(&[2, 0], 0), &(0..2));
}
