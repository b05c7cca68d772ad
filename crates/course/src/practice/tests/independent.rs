//! Every kind, answered again from what is shown, by another way: strings of binary digits,
//! counting address by address, searching in maps of the space. Nothing here asks `core::addr`
//! for a result, and nothing asks the exercise.

use super::*;
use std::net::Ipv4Addr;

const EACH: u32 = 10_000;

/// 32 binary digits.
fn digits(address: Ipv4Addr) -> String {
    let octets = address.octets().map(|octet| format!("{octet:08b}"));
    octets.concat()
}

/// The address of 32 binary digits.
fn dotted(digits: &str) -> String {
    let octets: Vec<String> = (0..4)
        .map(|n| u8::from_str_radix(&digits[n * 8..n * 8 + 8], 2).unwrap().to_string())
        .collect();
    octets.join(".")
}

/// The first digits, filled up with others.
fn filled(digits: &str, keep: usize, with: &str) -> String {
    digits[..keep].to_owned() + &with.repeat(32 - keep)
}

fn len(mask: Mask) -> usize {
    usize::from(mask.prefix_len())
}

/// `ones` of 32 digits, as a dotted mask.
fn mask(ones: usize) -> String {
    dotted(&filled(&"1".repeat(32), ones, "0"))
}

fn all(kind: Kind, answer: impl Fn(&Exercise) -> Vec<String>) {
    for exercise in some(kind, EACH) {
        let typed = answer(&exercise);
        let verdict = exercise.check(&typed);
        assert!(verdict.is_right(), "{exercise:?} {typed:?} {verdict:?}");
    }
}

macro_rules! shown {
    ($exercise:expr, $kind:ident) => {
        match &$exercise.question {
            Question::$kind(shown) => shown,
            other => panic!("{other:?}"),
        }
    };
}

#[test]
fn classes_by_counting_digits() {
    all(Kind::Class, |exercise| {
        let shown = shown!(exercise, Class);
        let digits = digits(shown.address);
        let classes =
            [("0", "A", 8), ("10", "B", 16), ("110", "C", 24), ("1110", "D", 0), ("1111", "E", 0)];
        let (_, letter, keep) =
            classes.into_iter().find(|(bits, ..)| digits.starts_with(bits)).unwrap();
        let mut typed = vec![letter.to_owned()];
        if shown.beside.is_some() {
            let none = || "none".to_owned();
            typed.push(if keep == 0 { none() } else { mask(keep) });
            typed.push(if keep == 0 { none() } else { dotted(&filled(&digits, keep, "0")) });
        }
        typed
    });
}

#[test]
fn networks_by_their_digits() {
    all(Kind::Subnet, |exercise| {
        let Interface { address, mask } = shown!(exercise, Subnet).interface;
        let (digits, keep) = (digits(address), len(mask));
        let lowest = filled(&digits, keep, "0");
        let highest = filled(&digits, keep, "1");
        let end = |digits: &str, last: &str| digits[..31].to_owned() + last;
        let (first, last, broadcast) = if keep >= 31 {
            (lowest.clone(), highest.clone(), "none".to_owned())
        } else {
            (end(&lowest, "1"), end(&highest, "0"), dotted(&highest))
        };
        // Address by address, where that does not take all day.
        let usable = if keep >= 20 {
            let all: Vec<u32> = (u32::from_str_radix(&lowest, 2).unwrap()
                ..=u32::from_str_radix(&highest, 2).unwrap())
                .collect();
            all.iter()
                .filter(|&&one| keep >= 31 || (one != all[0] && one != all[all.len() - 1]))
                .count() as u64
        } else {
            (keep..32).fold(1, |count, _| count + count) - 2
        };
        vec![dotted(&lowest), dotted(&first), dotted(&last), broadcast, usable.to_string()]
    });
}

#[test]
fn masks_by_doubling() {
    all(Kind::MaskFor, |exercise| match *shown!(exercise, MaskFor) {
        MaskFor::Hosts { hosts } => {
            let (mut ones, mut block) = (30, 4_u64);
            while block - 2 < u64::from(hosts) {
                (ones, block) = (ones - 1, block + block);
            }
            vec![mask(ones), (block - 2).to_string()]
        }
        MaskFor::Subnets { of, at_least } => {
            let (mut ones, mut subnets) = (len(of.mask()), 1);
            while subnets < at_least {
                (ones, subnets) = (ones + 1, subnets * 2);
            }
            let block = (ones..32).fold(1_u64, |block, _| block * 2);
            vec![format!("/{ones}"), (block - 2).to_string()]
        }
    });
}

/// The space as a map of its addresses: who has each.
fn fits(shown: &Vlsm, blocks: &[(u32, u32)]) -> bool {
    let start = shown.space.address().to_bits();
    let mut map = vec![false; usize::try_from(shown.space.total()).unwrap()];
    blocks.iter().zip(&shown.needs).all(|(&(first, size), &hosts)| {
        // The smallest power of two that leaves room for all hosts beside two addresses.
        let smallest = (2..32).map(|bits| 1_u32 << bits).find(|size| size - 2 >= hosts).unwrap();
        let tight = size == smallest || hosts == 2 && size == 2;
        let aligned = first % size == 0;
        let inside = first >= start && u64::from(first - start + size) <= map.len() as u64;
        tight && aligned && inside && {
            let taken = &mut map[(first - start) as usize..(first - start + size) as usize];
            let free = taken.iter().all(|taken| !taken);
            taken.fill(true);
            free
        }
    })
}

#[test]
fn plans_by_searching_the_map_from_its_end() {
    for exercise in some(Kind::Vlsm, EACH) {
        let shown = shown!(exercise, Vlsm);
        let start = shown.space.address().to_bits();
        let mut map = vec![false; usize::try_from(shown.space.total()).unwrap()];
        let mut needs: Vec<usize> = (0..shown.needs.len()).collect();
        needs.sort_by_key(|need| shown.needs[*need]);
        let mut blocks = vec![(0, 0); needs.len()];
        for &need in needs.iter().rev() {
            let hosts = shown.needs[need] as usize;
            let size = (2..32).map(|bits| 1_usize << bits).find(|size| size - 2 >= hosts).unwrap();
            let place = (0..map.len() / size).rev().map(|n| n * size);
            let at = place.into_iter().find(|&at| map[at..at + size].iter().all(|taken| !taken));
            let at = at.unwrap_or_else(|| panic!("no room: {exercise:?}"));
            map[at..at + size].fill(true);
            blocks[need] = (start + u32::try_from(at).unwrap(), u32::try_from(size).unwrap());
        }
        assert!(fits(shown, &blocks));
        let text = |&(first, size): &(u32, u32)| {
            format!("{}/{}", Ipv4Addr::from_bits(first), 32 - size.ilog2())
        };
        let typed: Vec<String> = blocks.iter().map(text).collect();
        let verdict = exercise.check(&typed);
        assert!(verdict.is_right(), "{exercise:?} {typed:?} {verdict:?}");
        // And the other way round: what the exercise gives lies rightly on the map.
        let own = exercise.answers().into_iter().map(|answer| match answer {
            Answer::Prefix(one) => (one.address.to_bits(), 1 << (32 - len(one.mask))),
            other => panic!("{other:?}"),
        });
        assert!(fits(shown, &own.collect::<Vec<_>>()), "{exercise:?}");
    }
}

#[test]
fn what_does_not_lie_rightly_on_the_map_is_wrong() {
    let mut rng = Rng::new(&[3]);
    let mut seen = [0, 0];
    for exercise in some(Kind::Vlsm, EACH) {
        let shown = shown!(exercise, Vlsm);
        let mut blocks: Vec<(u32, u8)> = exercise
            .answers()
            .into_iter()
            .map(|answer| match answer {
                Answer::Prefix(one) => (one.address.to_bits(), one.mask.prefix_len()),
                other => panic!("{other:?}"),
            })
            .collect();
        let at = rng.index(blocks.len());
        let step = 1_u32 << (32 - blocks[at].1);
        match rng.below(5) {
            0 => blocks[at].0 = blocks[at].0.wrapping_add(step),
            1 => blocks[at].0 = blocks[at].0.wrapping_sub(step),
            2 => blocks[at].1 = blocks[at].1 + 1 - 2 * rng.octet(0, 1),
            3 => blocks[at].0 += step / 2,
            _ => {
                let other = rng.index(blocks.len());
                let (a, b) = (blocks[at].0, blocks[other].0);
                (blocks[at].0, blocks[other].0) = (b, a);
            }
        }
        let sizes: Vec<(u32, u32)> =
            blocks.iter().map(|(first, length)| (*first, 1 << (32 - length))).collect();
        let typed: Vec<String> = blocks
            .iter()
            .map(|(first, length)| format!("{}/{length}", Ipv4Addr::from_bits(*first)))
            .collect();
        let verdict = exercise.check(&typed);
        let good = fits(shown, &sizes);
        assert_eq!(verdict.is_right(), good, "{exercise:?} {typed:?} {verdict:?}");
        seen[usize::from(good)] += 1;
    }
    assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
}

/// The addresses of a list, in units of sixteen.
fn units(list: impl Iterator<Item = (u32, usize)>) -> BTreeSet<u32> {
    let units = list.flat_map(|(first, length)| {
        let first = first / 16;
        first..first + (1 << (28 - length))
    });
    units.collect()
}

#[test]
fn summaries_by_covering_unit_by_unit() {
    all(Kind::Summary, |exercise| {
        let list = &shown!(exercise, Summary).list;
        let mut left = units(list.iter().map(|one| (one.address().to_bits(), len(one.mask()))));
        let mut found = Vec::new();
        while let Some(&first) = left.first() {
            // The largest block that begins at the first address and holds nothing else.
            let size = (0..28)
                .map(|bits| 1_u32 << bits)
                .take_while(|size| {
                    first % size == 0 && (first..first + size).all(|u| left.contains(&u))
                })
                .last()
                .unwrap();
            left = left.split_off(&(first + size));
            found.push(format!("{}/{}", Ipv4Addr::from_bits(first * 16), 28 - size.ilog2()));
        }
        vec![found.join("\n")]
    });
}

#[test]
fn other_lists_are_right_only_if_they_cover_the_same_and_are_as_short() {
    let mut rng = Rng::new(&[4]);
    let mut seen = [0, 0];
    for exercise in some(Kind::Summary, EACH) {
        let list = &shown!(exercise, Summary).list;
        let wanted = units(list.iter().map(|one| (one.address().to_bits(), len(one.mask()))));
        let answers = exercise.answers();
        let Answer::Prefixes(shortest) = &answers[0] else { panic!("{answers:?}") };
        let plain = |one: &Interface| (one.address.to_bits(), len(one.mask));
        let mut given: Vec<(u32, usize)> = shortest.iter().map(plain).collect();
        let at = rng.index(given.len());
        let (first, length) = given[at];
        match rng.below(5) {
            0 if length < 28 => {
                given[at].1 += 1;
                given.push((first + (1 << (31 - length)), length + 1));
            }
            1 => given[at].1 -= 1,
            2 => given.reverse(),
            3 if given.len() > 1 => drop(given.remove(at)),
            _ => given[at].0 = first.wrapping_add(1 << (32 - length)),
        }
        let aligned = given.iter().all(|(first, length)| first % (1 << (32 - length)) == 0);
        let good =
            aligned && given.len() == shortest.len() && units(given.iter().copied()) == wanted;
        let text =
            |(first, length): &(u32, usize)| format!("{}/{length}", Ipv4Addr::from_bits(*first));
        let typed = given.iter().map(text).collect::<Vec<_>>().join(" ");
        let verdict = exercise.check(&[&typed]);
        assert_eq!(verdict.is_right(), good, "{exercise:?} {typed:?} {verdict:?}");
        seen[usize::from(good)] += 1;
    }
    assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
}

#[test]
fn neighbours_by_comparing_digits() {
    let mut seen = BTreeSet::new();
    for exercise in some(Kind::SameNetwork, EACH) {
        let Same { a, b } = *shown!(exercise, Same);
        let [ours, theirs] = [a, b].map(|host| digits(host.address));
        let alike = |mask| ours[..len(mask)] == theirs[..len(mask)];
        let yes = |yes| if yes { "是" } else { "否" }.to_owned();
        let typed = if a.mask == b.mask {
            let network = |digits: &str| dotted(&filled(digits, len(a.mask), "0"));
            vec![network(&ours), network(&theirs), yes(alike(a.mask))]
        } else {
            vec![yes(alike(a.mask)), yes(alike(b.mask))]
        };
        seen.insert(typed[typed.len() - 2..].iter().filter(|one| *one == "是").count());
        let verdict = exercise.check(&typed);
        assert!(verdict.is_right(), "{exercise:?} {typed:?} {verdict:?}");
        assert_ne!(a.address, b.address);
    }
    assert_eq!(seen.len(), 3, "both, one and none");
}

#[test]
fn routes_by_comparing_digits() {
    all(Kind::LongestMatch, |exercise| {
        let shown = shown!(exercise, Longest);
        let wanted = digits(shown.destination);
        let mut best = None;
        for (row, entry) in shown.rows.iter().enumerate() {
            let length = len(entry.prefix.mask());
            let matches = digits(entry.prefix.address())[..length] == wanted[..length];
            if matches && best.is_none_or(|(_, longest)| length > longest) {
                best = Some((row + 1, length));
            }
        }
        vec![best.map_or("none".to_owned(), |(row, _)| row.to_string())]
    });
}

#[test]
fn numbers_by_the_standard_library() {
    all(Kind::Binary, |exercise| {
        let Binary { conversion, value } = *shown!(exercise, Binary);
        let address = Ipv4Addr::from(value.to_be_bytes());
        match conversion {
            Conversion::OctetToBits => vec![format!("{value:b}")],
            Conversion::BitsToOctet => vec![value.to_string()],
            Conversion::LengthToMask => {
                let ones = digits(address).matches('1').count();
                let wildcard = "0".repeat(ones) + &"1".repeat(32 - ones);
                vec![mask(ones), dotted(&wildcard)]
            }
            Conversion::MaskToLength => vec![digits(address).find('0').unwrap().to_string()],
            Conversion::AddressToBits => {
                let octets: Vec<String> =
                    address.octets().iter().map(|octet| format!("{octet:b}")).collect();
                vec![octets.join(".")]
            }
            Conversion::AddressToHex => {
                vec![address.octets().map(|octet| format!("{octet:02X}")).concat()]
            }
            Conversion::BitsToAddress | Conversion::HexToAddress => vec![dotted(&digits(address))],
        }
    });
}

#[test]
fn ports_by_a_table_of_their_own() {
    // As in /etc/services.
    let table = "ftp 21 ssh 22 telnet 23 smtp 25 dns 53 dhcp 67 tftp 69 http 80 pop3 110 ntp 123 \
                 imap 143 snmp 161 bgp 179 ldap 389 https 443 sip 5060";
    let words: Vec<&str> = table.split_whitespace().collect();
    let kind = |port: u16| {
        let ends = [1024, 49152].into_iter().filter(|end| u32::from(port) >= *end).count();
        ["well-known", "注册", "ephemeral"][ends].to_owned()
    };
    all(Kind::Ports, |exercise| match *shown!(exercise, Ports) {
        Ports::Kind { port } => vec![kind(port)],
        Ports::Listen { port } => {
            vec![kind(port), if port < 1024 { "yes" } else { "no" }.to_owned()]
        }
        Ports::Connection { service, client } => {
            let at = words.iter().position(|word| word.eq_ignore_ascii_case(service)).unwrap();
            assert!((32768..=60999).contains(&client));
            vec![words[at + 1].to_owned(), kind(client)]
        }
    });
}
