//! Losses: found by duplicate ACKs or SACK, repaired, paid for with the
//! congestion window (RFC 5681, RFC 6582, RFC 6675, RFC 3042).

use super::helpers::{Host, addr_a, addr_b, config};
use crate::rules::{Reason, Rule};
use crate::seq::Seq;
use crate::tcp::{Call, Config, Congestion, SendKind, Timer, Variable};
use crate::time::Duration;
use crate::wire::tcp::{Flags, Header, Options, SackBlocks};

const ROOM: u16 = 60_000;

/// An open connection with segments of 100 bytes and an initial window of ten.
fn open(congestion: Congestion, sack: bool) -> Host {
    let config = Config { congestion, sack, initial_window: Some(10), mss: 100, ..config() };
    let options = Options { mss: Some(100), sack_permitted: sack, ..Options::default() };
    let mut host = Host::established(config, options);
    ack(&mut host, 101, &[]);
    host.log.take();
    host
}

/// An acknowledgement with SACK blocks.
fn ack(host: &mut Host, ack: u32, sack: &[(u32, u32)]) {
    let sack: SackBlocks = sack.iter().map(|&(left, right)| (Seq(left), Seq(right))).collect();
    let header = Header {
        src_port: addr_b().port(),
        dst_port: addr_a().port(),
        seq: Seq(301),
        ack: Seq(ack),
        flags: Flags::ACK,
        window: ROOM,
        urgent: 0,
        options: Options { sack, ..Options::default() },
    };
    host.tcp.handle_segment(host.now, addr_b(), &header, b"", &mut host.log);
}

/// What goes out: first number and rule of each segment.
fn out(host: &mut Host) -> Vec<(u32, Rule)> {
    host.flush().iter().map(|sent| (sent.header.seq.0, sent.reason.rule())).collect()
}

fn windows(host: &Host) -> (Option<u64>, Option<u64>) {
    (host.tcp.variable(Variable::Cwnd), host.tcp.variable(Variable::Ssthresh))
}

/// Ten segments in flight, from 101 to 1100, and more waiting.
fn ten_out(congestion: Congestion, sack: bool) -> Host {
    let mut host = open(congestion, sack);
    host.write(&[7; 5_000]);
    let sent = out(&mut host);
    if congestion == Congestion::Off {
        assert_eq!(sent.len(), 50);
    } else {
        assert_eq!((sent.len(), sent[9]), (10, (1_001, Rule::SendFullSegment)));
        assert!(host.saw(Rule::CwndFull));
    }
    host
}

#[test]
fn the_window_is_filled_and_grows_with_each_ack() {
    let mut host = ten_out(Congestion::Reno, false);
    assert_eq!(windows(&host), (Some(1_000), None));
    ack(&mut host, 201, &[]);
    assert_eq!(windows(&host).0, Some(1_100));
    assert_eq!(out(&mut host).len(), 2, "one left, and the window grew by one");
    ack(&mut host, 401, &[]);
    assert_eq!(windows(&host).0, Some(1_200), "one ACK, one segment");
    assert_eq!(out(&mut host).len(), 3);
}

#[test]
fn three_duplicate_acks_bring_a_fast_retransmit() {
    let mut host = ten_out(Congestion::Reno, false);
    // RFC 3042: a new segment for each of the first two.
    for (new, count) in [(1_101, 1), (1_201, 2)] {
        ack(&mut host, 101, &[]);
        assert_eq!(out(&mut host), [(new, Rule::LimitedTransmit)], "{count}");
        assert_eq!(windows(&host).0, Some(1_000));
    }
    ack(&mut host, 101, &[]);
    let again = host.flush();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].kind, SendKind::Retransmission);
    assert_eq!(again[0].reason, Reason::FastRetransmit { seq: Seq(101), dup_acks: 3 });
    // Half of the ten, without the two that limited transmit let out; plus three.
    assert_eq!(windows(&host), (Some(800), Some(500)));
    // Each further one inflates; beyond twelve segments something new may go.
    for cwnd in [900, 1_000, 1_100, 1_200] {
        ack(&mut host, 101, &[]);
        assert_eq!((windows(&host).0, out(&mut host).len()), (Some(cwnd), 0));
    }
    ack(&mut host, 101, &[]);
    assert_eq!(out(&mut host), [(1_301, Rule::SendFullSegment)]);
    // All is there: the window is what it was to be.
    ack(&mut host, 1_301, &[]);
    assert!(host.saw(Rule::CwndHalved) && host.saw(Rule::CwndInflated));
    assert!(host.saw(Rule::RecoveryDone));
    assert_eq!(windows(&host), (Some(200), Some(500)), "min(ssthresh, FlightSize + SMSS)");
}

#[test]
fn a_partial_ack_shows_the_next_hole() {
    let mut host = ten_out(Congestion::Reno, false);
    for _ in 0..8 {
        ack(&mut host, 101, &[]);
        out(&mut host);
    }
    // 101 and 401 were lost.
    let timer = |host: &Host| host.tcp.timer(Timer::Retransmission);
    host.passes(Duration::from_millis(100));
    let before = timer(&host);
    ack(&mut host, 401, &[]);
    let sent = out(&mut host);
    assert_eq!(sent[0], (401, Rule::PartialAck));
    // 1300 less the 300 acknowledged, and one segment more.
    assert!(host.saw(Rule::CwndDeflated));
    assert_eq!(windows(&host), (Some(1_100), Some(500)));
    assert!(timer(&host) > before, "the first partial ACK resets the timer");
    let before = timer(&host);
    host.passes(Duration::from_millis(100));
    ack(&mut host, 501, &[]);
    assert_eq!(out(&mut host)[0], (501, Rule::PartialAck));
    assert_eq!(timer(&host), before, "and only the first");
}

#[test]
fn what_is_not_a_duplicate_is_not_counted() {
    let mut host = open(Congestion::Reno, false);
    for _ in 0..5 {
        ack(&mut host, 101, &[]);
    }
    assert!(!host.saw(Rule::DupAckCounted), "nothing is outstanding");
    host.write(&[7; 300]);
    out(&mut host);
    for window in [900, 800, 700, 600] {
        host.hears_window(301, Some(101), Flags::NONE, b"", window);
    }
    assert!(!host.saw(Rule::DupAckCounted), "the window changed");
    for seq in 301..305 {
        host.hears_window(seq, Some(101), Flags::NONE, b"x", 600);
    }
    assert!(!host.saw(Rule::DupAckCounted), "they carry text");
}

#[test]
fn echoes_of_a_time_out_start_no_recovery() {
    let mut host = ten_out(Congestion::Reno, false);
    host.fires(Timer::Retransmission);
    assert_eq!(out(&mut host), [(101, Rule::RetransmitTimeout)]);
    // Everything had arrived but the first: what goes again now is needless.
    ack(&mut host, 201, &[]);
    assert_eq!(out(&mut host), [(201, Rule::RetransmitNext), (301, Rule::RetransmitPresumedLost)]);
    ack(&mut host, 1_101, &[]);
    assert_eq!(windows(&host).0, Some(300));
    assert_eq!(out(&mut host).len(), 3);
    for _ in 0..3 {
        ack(&mut host, 1_101, &[]);
    }
    assert!(host.saw(Rule::FastRetransmitHeld));
    assert!(out(&mut host).iter().all(|(_, rule)| *rule != Rule::FastRetransmit));
    // What was sent since may be repaired again.
    ack(&mut host, 1_201, &[]);
    out(&mut host);
    for _ in 0..3 {
        ack(&mut host, 1_201, &[]);
    }
    assert_eq!(out(&mut host)[0], (1_201, Rule::FastRetransmit));
}

#[test]
fn a_time_out_leads_to_slow_start() {
    let mut host = ten_out(Congestion::Reno, false);
    host.fires(Timer::Retransmission);
    assert!(host.saw(Rule::CwndCollapsed));
    assert_eq!(windows(&host), (Some(100), Some(500)));
    assert_eq!(out(&mut host), [(101, Rule::RetransmitTimeout)]);
    host.fires(Timer::Retransmission);
    assert!(host.saw(Rule::SsthreshHeld));
    assert_eq!(windows(&host), (Some(100), Some(500)), "the same segment again");
    assert_eq!(out(&mut host).len(), 1);
    // One, two, four.
    ack(&mut host, 201, &[]);
    assert_eq!(out(&mut host), [(201, Rule::RetransmitNext), (301, Rule::RetransmitPresumedLost)]);
    ack(&mut host, 301, &[]);
    ack(&mut host, 401, &[]);
    let sent = out(&mut host);
    assert_eq!(sent.iter().map(|(seq, _)| *seq).collect::<Vec<_>>(), [401, 501, 601, 701]);
    assert_eq!(windows(&host).0, Some(400));
    // At ssthresh it grows by a segment for a whole window.
    for at in [501, 601, 701] {
        ack(&mut host, at, &[]);
        out(&mut host);
    }
    assert_eq!(windows(&host), (Some(500), Some(500)));
    assert!(!host.saw(Rule::CwndAvoidance));
    for at in [801, 901, 1_001, 1_101] {
        ack(&mut host, at, &[]);
        out(&mut host);
    }
    assert_eq!(windows(&host).0, Some(600));
    assert!(host.saw(Rule::CwndAvoidance));
}

#[test]
fn sack_repairs_two_holes_in_one_round_trip() {
    let mut host = ten_out(Congestion::Reno, true);
    // 101 and 501 are lost; every other segment brings an ACK.
    ack(&mut host, 101, &[(201, 301)]);
    assert_eq!(out(&mut host), [(1_101, Rule::LimitedTransmit)]);
    ack(&mut host, 101, &[(201, 401)]);
    assert_eq!(out(&mut host), [(1_201, Rule::LimitedTransmit)]);
    ack(&mut host, 101, &[(201, 501)]);
    assert_eq!(out(&mut host), [(101, Rule::FastRetransmit)]);
    assert_eq!(windows(&host), (Some(500), Some(500)));
    let mut repaired = Vec::new();
    for right in [701, 801, 901, 1_001, 1_101] {
        ack(&mut host, 101, &[(601, right), (201, 501)]);
        repaired.extend(out(&mut host));
    }
    assert_eq!(repaired[0], (501, Rule::SackRetransmit), "{repaired:?}");
    assert!(repaired.iter().skip(1).all(|(seq, _)| *seq > 1_200), "then new text: {repaired:?}");
    // The first hole is closed, then the second: both within the round trip.
    ack(&mut host, 501, &[(601, 1_301)]);
    ack(&mut host, 1_301, &[]);
    assert!(host.saw(Rule::SackReported) && host.saw(Rule::RecoveryDone));
    assert_eq!(windows(&host).0, Some(500));
    assert!(!host.saw(Rule::RtoBackedOff));
}

#[test]
fn one_ack_can_show_a_loss() {
    // The two ACKs before were lost (RFC 6675 §5, step 2).
    let mut host = ten_out(Congestion::Reno, true);
    ack(&mut host, 101, &[(201, 501)]);
    assert_eq!(out(&mut host)[0], (101, Rule::FastRetransmit));
}

#[test]
fn duplicate_acks_without_news_count_for_nothing_with_sack() {
    let mut host = ten_out(Congestion::Reno, true);
    ack(&mut host, 201, &[]);
    out(&mut host);
    for _ in 0..5 {
        ack(&mut host, 201, &[(101, 201)]);
    }
    assert!(host.saw(Rule::DuplicateReported) && !host.saw(Rule::DupAckCounted));
    assert!(out(&mut host).is_empty());
}

#[test]
fn with_nothing_new_to_send_the_rest_goes_again() {
    let mut host = open(Congestion::Off, true);
    host.write(&[7; 1_000]);
    out(&mut host);
    // 101, 301, 901 and 1001 are lost; nothing will be sent behind the last.
    ack(&mut host, 101, &[(201, 301), (401, 601)]);
    // 301 may only be late.
    assert_eq!(out(&mut host), [(101, Rule::FastRetransmit), (301, Rule::SackRetransmitEarly)]);
    ack(&mut host, 101, &[(401, 701), (801, 901), (201, 301)]);
    assert_eq!(out(&mut host), [(701, Rule::SackRetransmitEarly)]);
    ack(&mut host, 301, &[(401, 701), (801, 901)]);
    assert_eq!(out(&mut host), [(1_001, Rule::SackRescue)]);
    ack(&mut host, 901, &[]);
    assert!(out(&mut host).is_empty(), "once in a recovery");
    ack(&mut host, 901, &[(1_001, 1_101)]);
    assert_eq!(out(&mut host), [(901, Rule::SackRetransmitEarly)]);
    ack(&mut host, 1_101, &[]);
    assert!(host.saw(Rule::RecoveryDone));
}

#[test]
fn a_time_out_forgets_what_was_reported() {
    let mut host = ten_out(Congestion::Reno, true);
    ack(&mut host, 101, &[(201, 401)]);
    out(&mut host);
    host.fires(Timer::Retransmission);
    assert!(host.saw(Rule::SackForgotten));
    assert_eq!(out(&mut host), [(101, Rule::RetransmitTimeout)]);
    // It is still there, and said again: slow start leaves it out.
    ack(&mut host, 401, &[(501, 1_001)]);
    assert_eq!(
        out(&mut host),
        [(401, Rule::RetransmitNext), (1_001, Rule::RetransmitPresumedLost)]
    );
}

#[test]
fn a_receiver_that_drops_what_it_reported_gets_it_again() {
    let mut host = ten_out(Congestion::Reno, true);
    ack(&mut host, 101, &[(301, 501)]);
    out(&mut host);
    ack(&mut host, 301, &[]);
    assert!(host.saw(Rule::SackReneged));
    out(&mut host);
    host.fires(Timer::Retransmission);
    assert_eq!(out(&mut host), [(301, Rule::RetransmitTimeout)]);
}

#[test]
fn without_congestion_control_losses_are_repaired_too() {
    let mut host = ten_out(Congestion::Off, false);
    assert_eq!(windows(&host), (None, None));
    for _ in 0..3 {
        ack(&mut host, 101, &[]);
    }
    assert_eq!(out(&mut host), [(101, Rule::FastRetransmit)]);
    ack(&mut host, 401, &[]);
    assert_eq!(out(&mut host), [(401, Rule::PartialAck)]);
    host.fires(Timer::Retransmission);
    assert_eq!(out(&mut host), [(401, Rule::RetransmitTimeout)]);
    // One at a time, as nothing else limits it.
    ack(&mut host, 501, &[]);
    assert_eq!(out(&mut host), [(501, Rule::RetransmitNext)]);
    ack(&mut host, 5_101, &[]);
    let mut host = ten_out(Congestion::Off, true);
    ack(&mut host, 101, &[(201, 401), (501, 701), (801, 901)]);
    let sent = out(&mut host);
    assert_eq!(sent[0], (101, Rule::FastRetransmit));
    assert_eq!(sent[1..], [(401, Rule::SackRetransmit), (701, Rule::SackRetransmitEarly)]);
}

#[test]
fn cubic_shrinks_less_and_follows_its_curve() {
    let mut host = ten_out(Congestion::Cubic, true);
    ack(&mut host, 101, &[(201, 501)]);
    assert_eq!(windows(&host), (Some(700), Some(700)));
    assert!(host.saw(Rule::CwndCubicReduced));
    out(&mut host);
    ack(&mut host, 1_101, &[]);
    assert!(host.saw(Rule::CwndAfterRecovery));
    host.log.take();
    let mut at = 1_101;
    for _ in 0..30 {
        out(&mut host);
        host.passes(Duration::from_millis(50));
        at += 100;
        ack(&mut host, at, &[]);
    }
    let cwnd = windows(&host).0.expect("it limits");
    assert!((800..1_100).contains(&cwnd), "{cwnd}");
    assert!(host.saw(Rule::CwndRenoFriendly) || host.saw(Rule::CwndCubic));
}

#[test]
fn silence_restarts_the_window() {
    let mut host = open(Congestion::Reno, false);
    host.write(&[7; 3_000]);
    out(&mut host);
    let mut at = 101;
    while at < 3_101 {
        at += 100;
        ack(&mut host, at, &[]);
        out(&mut host);
    }
    let grown = windows(&host).0;
    assert!(grown > Some(1_000), "{grown:?}");
    host.passes(Duration::from_secs(1));
    host.write(b"soon");
    assert_eq!((out(&mut host).len(), windows(&host).0), (1, grown), "the RTO is not over");
    ack(&mut host, 3_105, &[]);
    host.passes(Duration::from_millis(1_001));
    host.write(b"late");
    assert_eq!((out(&mut host).len(), windows(&host).0), (1, Some(1_000)));
    assert!(host.saw(Rule::CwndRestart));
}

#[test]
fn a_lost_syn_leaves_one_segment() {
    let mut host = Host::syn_sent();
    host.fires(Timer::Retransmission);
    host.sends();
    assert_eq!(windows(&host).0, None, "the handshake is not over");
    host.hears(300, Some(101), Flags::SYN, b"");
    assert!(host.saw(Rule::CwndAfterLostSyn));
    assert_eq!(windows(&host), (Some(1_460), None));
}

#[test]
fn a_fin_needs_no_room_on_the_network() {
    let mut host = open(Congestion::Reno, false);
    host.write(&[7; 1_000]);
    host.ok(Call::ShutdownWrite);
    assert_eq!(out(&mut host).last(), Some(&(1_001, Rule::SendFin)));
    assert_eq!(host.tcp.variable(Variable::SndNxt), Some(1_102));
}
