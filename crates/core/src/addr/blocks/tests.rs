use super::*;
use crate::addr::Mask;
use std::net::Ipv4Addr;

fn blocks(address: [u8; 4], length: u8) -> Blocks {
    Blocks::of(Interface::new(Ipv4Addr::from(address), Mask::new(length).expect("at most 32")))
}

#[test]
fn the_octet_of_the_border() {
    // address, length, octet, mask, size, low, high
    let table = [
        ([192, 168, 155, 77], 26, 3, 192, 64, 64, 127),
        ([192, 168, 155, 77], 24, 2, 255, 1, 155, 155),
        ([10, 20, 30, 40], 20, 2, 240, 16, 16, 31),
        ([10, 20, 30, 40], 8, 0, 255, 1, 10, 10),
        ([200, 1, 2, 3], 0, 0, 0, 256, 0, 255),
        ([200, 1, 2, 3], 1, 0, 128, 128, 128, 255),
        ([1, 2, 3, 255], 32, 3, 255, 1, 255, 255),
        ([1, 2, 3, 254], 31, 3, 254, 2, 254, 255),
    ];
    for (address, length, octet, mask, size, low, high) in table {
        let found = blocks(address, length);
        let wanted = Blocks { octet, mask, size, value: address[octet], low, high };
        assert_eq!(found, wanted, "{address:?}/{length}");
    }
}

#[test]
fn the_address_lies_in_the_block_that_begins_at_low() {
    for length in 0..=32 {
        for value in 0..=255 {
            let found = blocks([value, value, value, value], length);
            let starts: Vec<u8> = found.starts().collect();
            let own = starts.iter().filter(|&&start| start <= value).max();
            assert_eq!(own, Some(&found.low), "{value} /{length}");
            assert_eq!(starts.len() * usize::from(found.size), 256);
            assert_eq!(u16::from(found.high - found.low) + 1, found.size);
        }
    }
}
