//! What several kinds look for in a wrong address or mask.

use super::{Answer, Ask, Class, Interface, Mask, Mistake, Network};
use std::net::Ipv4Addr;

/// What is wrong with the bits of a mask, if anything.
pub(super) fn mask(given: u32, right: Mask, beside: Option<Mask>) -> Option<Mistake> {
    if given == right.bits() {
        return None;
    }
    let dotted = Ipv4Addr::from_bits(given);
    if given == right.wildcard() {
        return Some(Mistake::WildcardForMask { given: dotted, right });
    }
    let Ok(found) = Mask::from_bits(given) else {
        // 255.255.255.64: the size of the block stands where 256 less it belongs.
        let octet = usize::from(right.prefix_len() / 8);
        let value = dotted.octets().get(octet).copied().filter(|&value| value > 0);
        let right_value = right.as_addr().octets().get(octet).copied();
        let block = value.filter(|value| right_value == Some(value.wrapping_neg()));
        return Some(Mistake::MaskWithHoles { given: dotted, block });
    };
    if Some(found) == beside {
        return Some(Mistake::MaskBeside { mask: found, right });
    }
    if found.prefix_len() == right.host_bits() {
        return Some(Mistake::HostBitsForPrefix { host_bits: right.host_bits(), right });
    }
    Some(Mistake::MaskLength { given: found, right })
}

/// Where in a network an address lies.
pub(super) fn part(network: Network, ask: Ask) -> Option<Ipv4Addr> {
    match ask {
        Ask::First => Some(network.first()),
        Ask::Last => Some(network.last()),
        Ask::Broadcast => network.broadcast(),
        _ => Some(network.address()),
    }
}

/// What is wrong with an address that was given for a part of the network of `interface`, if
/// anything. `fields` are those whose values may have been mixed up.
pub(super) fn address(
    interface: Interface,
    ask: Ask,
    given: &Answer,
    fields: &[Ask],
) -> Option<Mistake> {
    let network = interface.network();
    let (own, right) = (interface.mask, part(network, ask));
    let Some((address, typed)) = given.address() else {
        // "None" can only be typed where it may be right.
        return right.map(|_| Mistake::ThereIsOne { asked: ask });
    };
    let Some(right) = right else { return Some(Mistake::NoBroadcast { mask: own }) };
    if address == right {
        return typed
            .filter(|mask| *mask != own)
            .map(|given| Mistake::MaskLength { given, right: own });
    }
    let swapped = fields.iter().find(|other| part(network, **other) == Some(address));
    if let Some(&gave) = swapped {
        return Some(Mistake::OtherField { asked: ask, gave });
    }
    let behind = network.end().to_bits().checked_add(1).map(Ipv4Addr::from_bits);
    if matches!(ask, Ask::Broadcast | Ask::Last) && Some(address) == behind {
        return Some(Mistake::NextNetwork { next: address });
    }
    let (given, wanted) = (address.to_bits(), right.to_bits());
    if address == interface.address {
        return Some(Mistake::AddressItself { mask: own });
    }
    if given.abs_diff(wanted) == 1 {
        return Some(Mistake::AddressOffByOne { given: address, right });
    }
    if given == interface.host_part() {
        return Some(Mistake::HostPart { host_part: address });
    }
    let class = Class::of(interface.address);
    let with = |mask| part(Interface::new(interface.address, mask).network(), ask) == Some(address);
    if let Some(mask) = class.natural_mask().filter(|&mask| with(mask)) {
        return Some(Mistake::ClassMask { class, mask });
    }
    Some(
        other_mask(own, with).map_or_else(
            || octet(address, right),
            |used| Mistake::BlockSizeOf { used, right: own },
        ),
    )
}

/// The mask nearest to `own`, but not `own`, for which something holds.
pub(super) fn other_mask(own: Mask, holds: impl Fn(Mask) -> bool) -> Option<Mask> {
    Mask::all()
        .filter(|mask| *mask != own && holds(*mask))
        .min_by_key(|mask| mask.prefix_len().abs_diff(own.prefix_len()))
}

/// The first octet that differs.
pub(super) fn octet(given: Ipv4Addr, right: Ipv4Addr) -> Mistake {
    let pairs = (1..).zip(given.octets().into_iter().zip(right.octets()));
    let (octet, (given, right)) =
        pairs.into_iter().find(|(_, (given, right))| given != right).unwrap_or_default();
    Mistake::WrongOctet { octet, given, right }
}

/// What is wrong with a number of hosts, if anything.
pub(super) fn count(given: u64, mask: Mask) -> Option<Mistake> {
    let (total, usable, host_bits) = (mask.total(), mask.usable(), mask.host_bits());
    if given == usable {
        return None;
    }
    let link = mask.prefix_len() >= 31;
    Some(if link && given == total.saturating_sub(2) {
        Mistake::MinusTwoOnLink { mask, usable }
    } else if !link && given == total {
        Mistake::ForgotMinusTwo { total, usable }
    } else if given.abs_diff(usable) == 1 {
        Mistake::OffByOne { given, right: usable }
    } else if given == u64::from(host_bits) {
        Mistake::BitsForCount { host_bits, total }
    } else if let Some(used) = other_mask(mask, |one| given == one.usable()) {
        if used.host_bits() == mask.prefix_len() {
            Mistake::NetworkBitsCounted { prefix_len: mask.prefix_len(), host_bits }
        } else {
            Mistake::CountOf { used, right: mask }
        }
    } else if given == 1_u64 << mask.prefix_len() {
        Mistake::NetworkBitsCounted { prefix_len: mask.prefix_len(), host_bits }
    } else {
        Mistake::Count { given, right: usable, host_bits }
    })
}
