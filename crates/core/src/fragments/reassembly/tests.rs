use super::*;
use crate::fragments::cut;
use crate::fragments::tests::packet;
use crate::rules::Rule;
use proptest::prelude::*;

fn at(secs: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(secs)
}

fn pieces(bytes: usize, mtu: u16) -> Vec<Vec<u8>> {
    cut(&packet(&[], bytes), mtu).unwrap().packets
}

fn give(reassembler: &mut Reassembler, when: u64, packet: &[u8]) -> Vec<Action> {
    let mut out = Vec::new();
    reassembler.handle_packet(at(when), packet, &mut out);
    out
}

fn rule(action: &Action) -> Option<Rule> {
    match action {
        Action::Deliver { reason, .. } => reason.map(|reason| reason.rule()),
        Action::Held { reason, .. }
        | Action::Drop { reason, .. }
        | Action::Expired { reason, .. } => Some(reason.rule()),
    }
}

/// A piece by hand: offset, length, more.
fn piece(offset: u16, len: usize, more: bool) -> Vec<u8> {
    let mut packet = packet(&[], len);
    put(&mut packet, 6, (offset / 8) | (u16::from(more) << 13));
    seal(&mut packet, 20);
    packet
}

#[test]
fn whole_packets_pass_and_gaps_are_counted() {
    let mut reassembler = Reassembler::new(Config::default());
    let whole = packet(&[], 100);
    let mut padded = whole.clone();
    padded.extend([0; 9]);
    let deliver = Action::Deliver { packet: whole, reason: None };
    assert_eq!(give(&mut reassembler, 0, &padded), [deliver]);
    let parts = pieces(3000, 1000);
    let holes = |reassembler: &Reassembler| {
        reassembler.iter().next().map(|(_, buffer)| buffer.holes()).unwrap_or_default()
    };
    give(&mut reassembler, 0, &parts[1]);
    assert_eq!(holes(&reassembler), [(0, Some(976)), (1952, None)]);
    give(&mut reassembler, 1, &parts[3]);
    assert_eq!(holes(&reassembler), [(0, Some(976)), (1952, Some(2928))]);
    give(&mut reassembler, 2, &parts[0]);
    let out = give(&mut reassembler, 3, &parts[2]);
    let reason = Some(Reason::FragmentCompletes { ident: 0x1234, bytes: 3000 });
    assert_eq!(out, [Action::Deliver { packet: packet(&[], 3000), reason }]);
    assert_eq!((reassembler.iter().count(), reassembler.next_timeout()), (0, None));
}

#[test]
fn bad_fragments() {
    // What comes, one after the other; the last one's rule; what is kept of it then.
    type Row = (Vec<Vec<u8>>, Rule, usize);
    let table: Vec<Row> = vec![
        (vec![piece(0, 16, true), piece(0, 16, true)], Rule::FragmentDuplicate, 1),
        (vec![piece(0, 16, true), piece(8, 16, true)], Rule::FragmentOverlaps, 0),
        (vec![piece(8, 16, true), piece(0, 16, true)], Rule::FragmentOverlaps, 0),
        (vec![piece(0, 32, true), piece(8, 8, true)], Rule::FragmentOverlaps, 0),
        (vec![piece(8, 8, true), piece(0, 32, true)], Rule::FragmentOverlaps, 0),
        (vec![piece(8, 8, false), piece(24, 8, true)], Rule::FragmentContradicts, 0),
        (vec![piece(8, 8, false), piece(24, 8, false)], Rule::FragmentContradicts, 0),
        (vec![piece(24, 8, true), piece(8, 8, false)], Rule::FragmentContradicts, 0),
        (vec![piece(0, 15, true)], Rule::FragmentOddLength, 0),
        (vec![piece(8, 0, false)], Rule::FragmentOddLength, 0),
        (vec![piece(65_512, 24, false)], Rule::FragmentTooFar, 0),
        (vec![vec![0x45, 0, 0]], Rule::PacketMalformed, 0),
    ];
    for (packets, expected, kept) in table {
        let mut reassembler = Reassembler::new(Config::default());
        let last = packets.iter().map(|packet| give(&mut reassembler, 0, packet)).last().unwrap();
        assert_eq!(last.iter().filter_map(rule).collect::<Vec<_>>(), [expected]);
        assert_eq!(reassembler.iter().count(), kept, "{expected:?}");
    }
}

#[test]
fn the_time_runs_from_the_first_to_come() {
    let parts = pieces(3000, 1500);
    for (first_came, quoted) in [(0, true), (1, false)] {
        let mut reassembler = Reassembler::new(Config::default());
        give(&mut reassembler, 0, &parts[first_came]);
        give(&mut reassembler, 29, &parts[2]);
        assert_eq!(reassembler.next_timeout(), Some(at(30)));
        let mut out = Vec::new();
        reassembler.handle_timeout(at(30), &mut out);
        let [Action::Expired { first, .. }] = &out[..] else { panic!("{out:?}") };
        assert_eq!(first.as_ref(), quoted.then_some(&parts[0]));
        // What comes late begins a new one.
        give(&mut reassembler, 31, &parts[1 - first_came]);
        assert_eq!(reassembler.iter().count(), 1);
    }
}

#[test]
fn the_oldest_makes_room() {
    let mut reassembler = Reassembler::new(Config { limit: 2, ..Config::default() });
    let mut rules = Vec::new();
    for n in 0..3u8 {
        let mut part = piece(0, 16, true);
        part[5] = n;
        rules.extend(give(&mut reassembler, n.into(), &part).iter().filter_map(rule));
    }
    assert_eq!(
        rules,
        [Rule::FragmentHeld, Rule::FragmentHeld, Rule::ReassemblyFull, Rule::FragmentHeld]
    );
    assert_eq!(reassembler.iter().map(|(key, _)| key.ident & 0xff).collect::<Vec<_>>(), [1, 2]);
}

proptest! {
    #[test]
    fn any_order_and_any_duplicates_give_the_original(
        bytes in 1usize..5000,
        mtus in proptest::collection::vec(68u16..1500, 1..3),
        order in proptest::collection::vec(any::<prop::sample::Index>(), 0..30),
    ) {
        let original = packet(&[], bytes);
        let mut parts = vec![original.clone()];
        for mtu in mtus {
            parts = parts.iter().flat_map(|part| cut(part, mtu).unwrap().packets).collect();
        }
        let mut reassembler = Reassembler::new(Config::default());
        // First some of them in any order, several times perhaps; then all, backwards.
        let some = order.iter().map(|index| index.get(&parts));
        let mut delivered = Vec::new();
        for part in some.chain(parts.iter().rev()) {
            for action in give(&mut reassembler, 0, part) {
                if let Action::Deliver { packet, .. } = action {
                    delivered.push(packet);
                }
            }
            if !delivered.is_empty() {
                break;
            }
        }
        prop_assert_eq!(delivered, vec![original]);
    }

    #[test]
    fn never_panics_and_never_grows(
        packets in proptest::collection::vec(
            (0u16..64, 0usize..80, any::<bool>(), 0u8..6, 0u64..20), 0..200),
    ) {
        let mut reassembler = Reassembler::new(Config { limit: 4, ..Config::default() });
        let mut now = 0;
        for (offset, len, more, ident, wait) in packets {
            now += wait;
            let mut part = piece(offset * 8, len, more);
            part[5] = ident;
            give(&mut reassembler, now, &part);
            prop_assert!(reassembler.iter().count() <= 4);
            prop_assert!(reassembler.next_timeout().is_none_or(|due| due > at(now)));
        }
    }
}
