//! What people type: addresses, masks, needs.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::ops::Range;
use wireglass_core::addr::aggregate::aggregate;
use wireglass_core::addr::parse::{parse, parse_list, parse_mask};
use wireglass_core::addr::plan::{Want, parse_needs, plan};
use wireglass_core::addr::{Network, mac, v6};

/// An error points into what was typed.
fn within(at: &Range<usize>, text: &str) {
    assert!(at.start <= at.end && at.end <= text.chars().count(), "{at:?} in {text:?}");
}

pub(crate) fn address(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    match parse(&text) {
        Ok(typed) => {
            let again = parse(&typed.interface().to_string()).expect("what is shown can be typed");
            assert_eq!(again.interface(), typed.interface());
        }
        Err(error) => within(&error.at, &text),
    }
    match v6::parse(&text) {
        Ok(typed) => {
            let forms = v6::forms(typed.address);
            for form in [forms.full, forms.trimmed, forms.short] {
                assert_eq!(v6::parse(&form).map(|typed| typed.address), Ok(typed.address));
            }
        }
        Err(error) => within(&error.at, &text),
    }
    if let Err(error) = parse_mask(&text) {
        within(&error.at, &text);
    }
    match mac::parse(&text) {
        Ok(mac) => assert_eq!(mac::parse(&mac.to_string()), Ok(mac)),
        Err(error) => within(&error.at, &text),
    }
    // What the standard library reads is read, and as the same.
    if let Ok(address) = text.parse::<Ipv4Addr>() {
        assert_eq!(parse(&text).map(|typed| typed.address), Ok(address));
    }
    if let Ok(address) = text.parse::<Ipv6Addr>() {
        assert_eq!(v6::parse(&text).map(|typed| typed.address), Ok(address));
    }
    let networks: Vec<Network> = parse_list(&text)
        .filter_map(|line| Some(line.typed.ok()?.interface().network()))
        .collect();
    let summary = aggregate(&networks);
    assert_eq!(summary.networks.len() + summary.merges.len(), networks.len());
    assert!(networks.iter().all(|it| summary.networks.iter().any(|by| by.covers(*it))));
}

pub(crate) fn needs(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let needs = match parse_needs(&text) {
        Ok(needs) => needs,
        Err(error) => return within(&error.at, &text),
    };
    // The space is the network in use that is the widest, or everything.
    let fixed = needs.iter().filter_map(|need| match need.want {
        Want::Fixed(network) => Some(network),
        Want::Hosts(_) | Want::Block(_) => None,
    });
    let space = fixed.reduce(Network::common).unwrap_or(Network::ALL);
    let Ok(plan) = plan(space, &needs) else { return };
    // Blocks and what is left tile the space.
    let blocks = plan.blocks.iter().map(|block| block.network);
    let mut all: Vec<_> = blocks.chain(plan.free.iter().copied()).collect();
    all.sort_unstable();
    let mut next = u64::from(space.address().to_bits());
    for network in all {
        assert_eq!(u64::from(network.address().to_bits()), next);
        next += network.total();
    }
    assert_eq!(next, u64::from(space.end().to_bits()) + 1);
}
