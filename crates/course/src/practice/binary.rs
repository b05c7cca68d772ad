//! The same number in decimal, binary and hexadecimal.

use super::rng::Rng;
use super::{Answer, Ask, Drill, Level, Mask, Mistake, Step, compare, subnet};
use std::net::Ipv4Addr;

/// What is to be written, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Conversion {
    /// An octet from decimal to binary.
    OctetToBits,
    /// An octet from binary to decimal.
    BitsToOctet,
    /// A mask from its length to its dotted form and its wildcard.
    LengthToMask,
    /// A mask from its dotted form to its length.
    MaskToLength,
    /// An address from dotted form to binary.
    AddressToBits,
    /// An address from binary to dotted form.
    BitsToAddress,
    /// An address from dotted form to hexadecimal.
    AddressToHex,
    /// An address from hexadecimal to dotted form.
    HexToAddress,
}

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Binary {
    /// From what to what.
    pub conversion: Conversion,
    /// The value: an octet, the bits of a mask, or an address.
    pub value: u32,
}

impl Binary {
    pub(super) fn draw(level: Level, rng: &mut Rng) -> Self {
        use Conversion as To;
        let conversion = match level {
            Level::First => rng.pick(&[To::OctetToBits, To::BitsToOctet]),
            Level::Second => rng.pick(&[To::LengthToMask, To::MaskToLength, To::AddressToBits]),
            Level::Third => rng.pick(&[To::BitsToAddress, To::AddressToHex, To::HexToAddress]),
        };
        let value = match conversion {
            To::OctetToBits | To::BitsToOctet => rng.octet(1, 254).into(),
            To::LengthToMask | To::MaskToLength => subnet::mask(rng, 1, 31).bits(),
            _ => subnet::private(rng).to_bits(),
        };
        Self { conversion, value }
    }

    /// The address, or the mask in dotted form.
    pub const fn dotted(&self) -> Ipv4Addr {
        Ipv4Addr::from_bits(self.value)
    }

    /// The mask, where there is one.
    pub fn mask(&self) -> Mask {
        Mask::from_bits(self.value).unwrap_or(Mask::MAX)
    }

    /// The octets that are asked about, with their numbers from 1.
    fn octets(&self) -> impl Iterator<Item = (u8, u8)> {
        let single = matches!(self.conversion, Conversion::OctetToBits | Conversion::BitsToOctet);
        (1..)
            .zip(self.dotted().octets())
            .filter(move |(place, _)| !single || *place == 4)
            .map(move |(place, octet)| (if single { 1 } else { place }, octet))
    }

    /// What is wrong with other bits than these, if anything. `width` is 8 or 32.
    fn bits(self, given: u32, width: u8) -> Option<Mistake> {
        let right = self.value;
        if given == right {
            return None;
        }
        let all = u32::MAX >> (32 - u32::from(width));
        if given == !right & all {
            return Some(Mistake::InvertedBits);
        }
        if width == 32 && given == right.swap_bytes() {
            return Some(Mistake::ReversedOctets);
        }
        // Shift a single octet to where the others are numbered from.
        let place = |bits: u32| Ipv4Addr::from_bits(bits << (32 - u32::from(width)));
        let (given, right) = (place(given), place(right));
        let Mistake::WrongOctet { octet, given, right } = compare::octet(given, right) else {
            return None;
        };
        let differing = given ^ right;
        Some(if given == right.reverse_bits() {
            Mistake::ReversedBits { octet }
        } else if decimal_as_hex(right) == Some(given) {
            Mistake::HexAsDecimal { octet, hex: given }
        } else if decimal_as_hex(given) == Some(right) {
            Mistake::HexAsDecimal { octet, hex: right }
        } else if differing.is_power_of_two() {
            Mistake::WrongBit { octet, weight: differing, set: right & differing != 0 }
        } else {
            Mistake::WrongBits { octet, given, right }
        })
    }

    fn address(self, given: &Answer, right: u32) -> Option<Mistake> {
        let (address, typed) = given.address()?;
        if matches!(self.conversion, Conversion::LengthToMask) {
            let mask = self.mask();
            if right != mask.bits() {
                // The wildcard: its complement is judged as the mask is.
                return match compare::mask(!address.to_bits(), mask, None)? {
                    Mistake::WildcardForMask { .. } => {
                        Some(Mistake::OtherField { asked: Ask::Wildcard, gave: Ask::DottedMask })
                    }
                    found => Some(found),
                };
            }
            return compare::mask(address.to_bits(), mask, None);
        }
        let wrong = self.bits(address.to_bits(), 32);
        let beside = typed.map(|given| Mistake::MaskLength { given, right: Mask::MAX });
        wrong.or_else(|| beside.filter(|_| typed != Some(Mask::MAX)))
    }
}

/// The octet that the decimal digits of this one would be as hexadecimal digits: 0x10 for 10.
fn decimal_as_hex(octet: u8) -> Option<u8> {
    (octet > 9 && octet < 100).then(|| octet / 10 * 16 + octet % 10)
}

impl Drill for Binary {
    fn asks(&self) -> Vec<Ask> {
        match self.conversion {
            Conversion::OctetToBits => vec![Ask::OctetBits],
            Conversion::BitsToOctet => vec![Ask::Octet],
            Conversion::LengthToMask => vec![Ask::DottedMask, Ask::Wildcard],
            Conversion::MaskToLength => vec![Ask::PrefixLen],
            Conversion::AddressToBits => vec![Ask::AddressBits],
            Conversion::AddressToHex => vec![Ask::Hex],
            Conversion::BitsToAddress | Conversion::HexToAddress => vec![Ask::Dotted],
        }
    }

    fn answer(&self, ask: Ask) -> Answer {
        match ask {
            Ask::OctetBits | Ask::AddressBits | Ask::Hex => Answer::Bits(self.value),
            Ask::Octet => Answer::Number(self.value.into()),
            Ask::PrefixLen => Answer::Number(self.mask().prefix_len().into()),
            Ask::Wildcard => Answer::Address(Ipv4Addr::from_bits(!self.value)),
            _ => Answer::Address(self.dotted()),
        }
    }

    fn mistake(&self, ask: Ask, answer: &Answer, _: &[Option<Answer>]) -> Option<Mistake> {
        match (ask, answer) {
            (Ask::OctetBits, Answer::Bits(given)) => self.bits(*given, 8),
            (_, Answer::Bits(given)) => self.bits(*given, 32),
            (Ask::PrefixLen, Answer::Number(given)) => {
                let (ones, zeros) = (self.mask().prefix_len(), self.mask().host_bits());
                let wrong = if *given == u64::from(zeros) {
                    Mistake::ZerosForOnes { zeros, ones }
                } else {
                    Mistake::Ones { given: *given, right: ones }
                };
                (*given != u64::from(ones)).then_some(wrong)
            }
            (_, Answer::Number(given)) => match u8::try_from(*given) {
                Ok(octet) => {
                    let off = octet.abs_diff(self.dotted().octets()[3]) == 1;
                    let bits = self.bits(octet.into(), 8)?;
                    let right = self.value.into();
                    Some(if off { Mistake::OffByOne { given: *given, right } } else { bits })
                }
                Err(_) => Some(Mistake::OctetTooLarge { given: *given }),
            },
            (Ask::Wildcard, given) => self.address(given, !self.value),
            (_, given) => self.address(given, self.value),
        }
    }

    fn steps(&self) -> Vec<Step> {
        let weights = || self.octets().map(|(octet, value)| Step::Weights { octet, value });
        match self.conversion {
            Conversion::LengthToMask | Conversion::MaskToLength => {
                let mut steps = vec![Step::Ones { mask: self.mask() }];
                steps.extend(weights());
                steps.push(Step::MaskBits { mask: self.mask() });
                steps
            }
            Conversion::AddressToHex | Conversion::HexToAddress => {
                self.octets().map(|(octet, value)| Step::HexDigits { octet, value }).collect()
            }
            _ => weights().collect(),
        }
    }
}
