use super::*;
use crate::tcp::Config;
use crate::time::Instant;

/// Ten segments of 100 in flight from 1000 on.
fn sender() -> Sender {
    let mut sender = Sender::new(&Config::default(), Seq(999), 100);
    sender.una = Seq(1_000);
    for n in 0..10 {
        sender.in_flight.push_back(Sent::text(Seq(1_000 + n * 100), 100, Instant::ZERO));
    }
    sender.nxt = Seq(2_000);
    sender.max = sender.nxt;
    sender.sack = true;
    sender
}

fn blocks(blocks: &[(u32, u32)]) -> SackBlocks {
    blocks.iter().map(|&(left, right)| (Seq(left), Seq(right))).collect()
}

/// `.` out, `S` reported, `x` lost, `r` lost and sent again.
fn picture(sender: &Sender) -> String {
    let one = |sent: &Sent| match (sent.mark, sent.repaired) {
        (Mark::Out, _) => '.',
        (Mark::Sacked, _) => 'S',
        (Mark::Lost, false) => 'x',
        (Mark::Lost, true) => 'r',
    };
    sender.in_flight.iter().map(one).collect()
}

#[test]
fn blocks_are_reported_once() {
    let mut sender = sender();
    let report = sender.update_scoreboard(&blocks(&[(1_200, 1_400), (1_600, 1_700)]), Seq(1_000));
    assert_eq!(report, Report { new: 300, twice: None });
    assert_eq!(picture(&sender), "..SS..S...");
    assert_eq!((sender.flight(), sender.pipe(), sender.sacked()), (1_000, 700, 300));
    let report = sender.update_scoreboard(&blocks(&[(1_200, 1_500), (1_600, 1_700)]), Seq(1_000));
    assert_eq!(report.new, 100);
}

#[test]
fn nonsense_says_nothing() {
    let mut sender = sender();
    let nonsense = [(1_000, 1_100), (900, 1_100), (1_900, 2_001), (1_500, 1_400)];
    // As second blocks, so that none is a D-SACK.
    for block in nonsense {
        let sack = blocks(&[(1_300, 1_300), block]);
        assert_eq!(sender.update_scoreboard(&sack, Seq(1_000)).new, 0, "{block:?}");
    }
    assert_eq!(picture(&sender), "..........");
}

#[test]
fn a_duplicate_is_recognised_and_not_counted() {
    // RFC 2883 §4.1: below the acknowledgement; §4.2: within the next block.
    let table = [
        (&[(900, 1_000), (1_200, 1_300)][..], Some((900, 1_000)), 100),
        (&[(1_200, 1_300), (1_200, 1_400)], Some((1_200, 1_300)), 200),
        (&[(500, 600)], Some((500, 600)), 0),
        (&[(1_200, 1_300), (1_500, 1_600)], None, 200),
    ];
    for (sack, twice, new) in table {
        let report = sender().update_scoreboard(&blocks(sack), Seq(1_000));
        let twice = twice.map(|(left, right)| (Seq(left), Seq(right)));
        assert_eq!(report, Report { new, twice }, "{sack:?}");
    }
}

#[test]
fn a_segment_reported_in_part_is_cut() {
    let mut sender = sender();
    if let Some(last) = sender.in_flight.back_mut() {
        last.fin = true;
        sender.nxt += 1;
    }
    sender.update_scoreboard(&blocks(&[(1_250, 1_330), (1_950, 2_001)]), Seq(1_000));
    assert_eq!(picture(&sender), "...SS.......S");
    assert_eq!((sender.sacked(), sender.pipe(), sender.flight()), (131, 870, 1_001));
    let cut: Vec<_> = sender.in_flight.iter().map(|sent| (sent.seq.0, sent.text)).collect();
    assert_eq!(cut[2..6], [(1_200, 50), (1_250, 50), (1_300, 30), (1_330, 70)]);
    let fins: Vec<_> = sender.in_flight.iter().map(|sent| sent.fin).collect();
    assert!(fins[12] && !fins[..12].contains(&true));
}

#[test]
fn lost_is_what_enough_has_arrived_beyond() {
    // More than two segments' worth.
    let mut by_bytes = sender();
    by_bytes.update_scoreboard(&blocks(&[(1_100, 1_300)]), Seq(1_000));
    by_bytes.mark_lost();
    assert_eq!(picture(&by_bytes), ".SS.......", "two are not enough");
    by_bytes.update_scoreboard(&blocks(&[(1_400, 1_401)]), Seq(1_000));
    by_bytes.mark_lost();
    assert_eq!(picture(&by_bytes), "xSS.S......");
    assert_eq!(by_bytes.pipe(), 1_000 - 201 - 100);
    // Three stretches, however small.
    let mut by_stretches = sender();
    let sack = blocks(&[(1_110, 1_111), (1_310, 1_311), (1_510, 1_511)]);
    by_stretches.update_scoreboard(&sack, Seq(1_000));
    by_stretches.mark_lost();
    assert_eq!(picture(&by_stretches), "xxS...S...S.....");
}

#[test]
fn what_was_sent_again_counts_for_itself() {
    let mut sender = sender();
    sender.update_scoreboard(&blocks(&[(1_100, 1_200), (1_300, 1_600)]), Seq(1_000));
    sender.mark_lost();
    assert_eq!((picture(&sender).as_str(), sender.pipe()), ("xSxSSS....", 400));
    assert_eq!((sender.next_lost(), sender.repair_in_flight()), (Some(0), false));
    sender.in_flight[0].repaired = true;
    assert_eq!((sender.pipe(), sender.next_lost()), (500, Some(2)));
    assert_eq!((sender.next_hole(), sender.last_unreported()), (Some(2), Some(9)));
    // Sent again without being lost: both copies may be there.
    sender.in_flight[9].repaired = true;
    assert_eq!(sender.pipe(), 600);
    sender.update_scoreboard(&blocks(&[(1_900, 2_000)]), Seq(1_000));
    assert_eq!(sender.pipe(), 400);
}

#[test]
fn reports_are_forgotten_when_they_cannot_be_relied_on() {
    let mut sender = sender();
    sender.update_scoreboard(&blocks(&[(1_100, 1_300)]), Seq(1_000));
    assert_eq!(sender.forget_reneged(), 0);
    sender.acknowledge(Instant::ZERO, Seq(1_100));
    assert_eq!(sender.forget_reneged(), 200);
    assert_eq!(picture(&sender), ".........");
    sender.update_scoreboard(&blocks(&[(1_300, 1_400)]), Seq(1_100));
    assert_eq!(sender.give_up_flight(), 100);
    assert_eq!((picture(&sender).as_str(), sender.pipe()), ("xxxxxxxxx", 0));
}
