//! Window scale, timestamps and PAWS (RFC 7323), SACK as a receiver sends it
//! (RFC 2018, RFC 2883), the urgent pointer.

use super::helpers::{Host, config};
use crate::rules::Rule;
use crate::seq::Seq;
use crate::tcp::{Call, Config, State, Timer, Transmit, Variable};
use crate::time::Duration;
use crate::wire::tcp::{Flags, Options, Timestamps};

const DAY: Duration = Duration::from_secs(86_400);

fn all_on() -> Config {
    Config {
        window_scale: Some(3),
        timestamps: true,
        sack: true,
        receive_buffer: 400_000,
        ..config()
    }
}

fn all_offered() -> Options {
    Options {
        mss: Some(1_460),
        window_scale: Some(2),
        sack_permitted: true,
        timestamps: Some(Timestamps { value: 7_000, echo: 0 }),
        ..Options::default()
    }
}

fn stamp(value: u32) -> Options {
    Options { timestamps: Some(Timestamps { value, echo: 0 }), ..Options::default() }
}

fn sack_only() -> Host {
    let offered = Options { mss: Some(1_460), sack_permitted: true, ..Options::default() };
    Host::established(Config { sack: true, ..config() }, offered)
}

fn blocks(segment: &Transmit) -> Vec<(u32, u32)> {
    segment.header.options.sack.iter().map(|&(left, right)| (left.0, right.0)).collect()
}

fn only(host: &mut Host) -> Transmit {
    let mut out = host.flush();
    assert_eq!(out.len(), 1);
    out.remove(0)
}

#[test]
fn a_syn_offers_what_is_configured_and_the_answer_takes_what_was_offered() {
    let mut host = Host::new(all_on(), super::helpers::addr_a());
    host.ok(Call::OpenActive { remote: super::helpers::addr_b(), iss: Seq(100) });
    let syn = only(&mut host).header.options;
    assert_eq!((syn.mss, syn.window_scale, syn.sack_permitted), (Some(1_460), Some(3), true));
    assert_eq!(syn.timestamps, Some(Timestamps { value: 0, echo: 0 }));

    // Each option that the SYN lacks must not be in the SYN,ACK.
    let lacking: [fn(&mut Options); 3] = [
        |options| options.window_scale = None,
        |options| options.timestamps = None,
        |options| options.sack_permitted = false,
    ];
    for lack in lacking {
        let mut offered = all_offered();
        lack(&mut offered);
        let mut child = Host::child();
        child.tcp = crate::tcp::Endpoint::new(all_on(), super::helpers::addr_b());
        child.ok(Call::OpenPassive);
        child.tcp = child.tcp.spawn(super::helpers::addr_b(), super::helpers::addr_a(), Seq(300));
        child.hears_options(100, None, Flags::SYN, b"", offered);
        let answer = only(&mut child).header.options;
        assert_eq!(answer.window_scale.is_some(), offered.window_scale.is_some());
        assert_eq!(answer.timestamps.is_some(), offered.timestamps.is_some());
        assert_eq!(answer.sack_permitted, offered.sack_permitted);
        assert_eq!(answer.timestamps.map(|it| it.echo), offered.timestamps.map(|it| it.value));
    }
}

#[test]
fn windows_are_scaled_except_in_a_syn() {
    let mut host = Host::established(all_on(), all_offered());
    assert!(host.saw(Rule::WindowScaleAgreed) && host.saw(Rule::TimestampsAgreed));
    // The SYN,ACK's window of 1000 counted as it stands.
    assert_eq!(host.tcp.variable(Variable::SndWnd), Some(1_000));
    host.hears_options(301, Some(101), Flags::NONE, b"", stamp(7_001));
    assert_eq!(host.tcp.variable(Variable::SndWnd), Some(4_000));
    assert_eq!(host.tcp.variable(Variable::SndWindShift), Some(2));
    assert_eq!(host.tcp.variable(Variable::RcvWindShift), Some(3));
    host.hears_options(301, Some(101), Flags::NONE, b"x", stamp(7_001));
    let ack = only(&mut host);
    let told = u32::from(ack.header.window) << 3;
    assert!(told > 65_535 && told <= 400_000, "{told}");
    assert!(u64::from(told) <= host.tcp.variable(Variable::RcvWnd).unwrap());
}

#[test]
fn without_the_peers_option_no_window_is_scaled() {
    let mut host = Host::established(all_on(), Options { mss: Some(1_460), ..Options::default() });
    assert!(host.saw(Rule::WindowScaleRefused));
    host.hears(301, Some(101), Flags::NONE, b"x");
    assert_eq!(host.tcp.variable(Variable::SndWnd), Some(1_000));
    assert!(host.tcp.variable(Variable::RcvWnd).unwrap() <= 65_535);
}

#[test]
fn timestamps_are_echoed_and_take_their_room() {
    let mut host = Host::established(all_on(), all_offered());
    assert_eq!(host.tcp.variable(Variable::Mss), Some(1_448));
    host.passes(Duration::from_millis(250));
    host.hears_options(301, Some(101), Flags::NONE, b"x", stamp(7_100));
    let ack = only(&mut host);
    assert_eq!(ack.header.options.timestamps, Some(Timestamps { value: 250, echo: 7_100 }));
    // A segment beyond RCV.NXT does not change what is given back (§4.3).
    host.hears_options(310, Some(101), Flags::NONE, b"y", stamp(7_200));
    assert_eq!(only(&mut host).header.options.timestamps.unwrap().echo, 7_100);
    assert_eq!(host.tcp.variable(Variable::TsRecent), Some(7_100));
}

#[test]
fn an_echo_measures_retransmissions_too() {
    let mut host = Host::established(all_on(), all_offered());
    host.write(b"abc");
    host.sends();
    host.fires(Timer::Retransmission);
    let again = only(&mut host);
    let sent = again.header.options.timestamps.unwrap().value;
    host.passes(Duration::from_millis(40));
    let echo =
        Options { timestamps: Some(Timestamps { value: 7_001, echo: sent }), ..Options::default() };
    host.rules();
    host.hears_options(301, Some(104), Flags::NONE, b"", echo);
    let rules = host.rules();
    assert!(!rules.contains(&Rule::RttAmbiguous), "{rules:?}");
    assert!(rules.contains(&Rule::RttMeasured) || rules.contains(&Rule::RttFirstMeasured));
}

#[test]
fn paws_drops_what_is_older_but_not_a_reset_and_not_after_24_days() {
    let mut host = Host::established(all_on(), all_offered());
    host.hears_options(301, Some(101), Flags::NONE, b"old", stamp(6_999));
    assert!(host.saw(Rule::PawsRejects));
    assert_eq!(host.tcp.readable(), 0);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=ACK>"]);
    // The clock wraps: a number beyond half the range is the past.
    host.hears_options(301, Some(101), Flags::NONE, b"old", stamp(7_001 + (1 << 31)));
    assert_eq!(host.tcp.readable(), 0);
    host.sends();
    // After 24 days TS.Recent says nothing any more (§5.5).
    host.now += DAY + DAY.times(24);
    host.hears_options(301, Some(101), Flags::NONE, b"new", stamp(5));
    assert_eq!(host.tcp.readable(), 3);
    host.sends();
    host.hears_options(304, None, Flags::RST, b"", stamp(1));
    assert_eq!(host.state(), State::Closed);
}

#[test]
fn a_segment_without_its_timestamp_is_dropped_unless_that_is_tolerated() {
    for tolerate_missing_timestamps in [false, true] {
        let config = Config { tolerate_missing_timestamps, ..all_on() };
        let mut host = Host::established(config, all_offered());
        host.hears(301, Some(101), Flags::NONE, b"abc");
        assert_eq!(host.tcp.readable() == 3, tolerate_missing_timestamps);
        assert_eq!(host.saw(Rule::TimestampMissing), !tolerate_missing_timestamps);
    }
}

#[test]
fn a_time_wait_ends_for_a_syn_with_a_later_timestamp() {
    for (value, reusable) in [(7_500, true), (6_000, false)] {
        let config = Config { time_wait_reuse: true, ..all_on() };
        let mut host = Host::established(config, all_offered());
        host.ok(Call::ShutdownWrite);
        host.sends();
        host.hears_options(301, Some(102), Flags::FIN, b"", stamp(7_000));
        assert_eq!(host.state(), State::TimeWait);
        host.sends();
        host.rules();
        // Its number is far below the old ones: only the timestamp can tell.
        host.hears_options(5, None, Flags::SYN, b"", stamp(value));
        assert_eq!(host.saw(Rule::TimeWaitSynNewer), reusable, "{value}");
    }
}

/// (arrives, the blocks of its acknowledgement)
type Arrival = (u32, usize, &'static [(u32, u32)]);

#[test]
fn sack_blocks_tell_the_latest_first_and_duplicates_before_all() {
    let tables: [&[Arrival]; 4] = [
        // Gaps open one after the other; the first closes.
        &[
            (401, 100, &[(401, 501)]),
            (601, 100, &[(601, 701), (401, 501)]),
            (501, 50, &[(401, 551), (601, 701)]),
            (801, 10, &[(801, 811), (401, 551), (601, 701)]),
            (301, 100, &[(801, 811), (601, 701)]),
        ],
        // An old segment again: D-SACK below the ACK (RFC 2883 §4.1).
        &[(301, 100, &[]), (301, 100, &[(301, 401)]), (351, 150, &[(351, 401)])],
        // Inside a block that is held: the duplicate, then the block (§4.1.3).
        &[(401, 300, &[(401, 701)]), (501, 100, &[(501, 601), (401, 701)])],
        // Over two blocks: the first overlap, then the new block.
        &[
            (401, 100, &[(401, 501)]),
            (601, 100, &[(601, 701), (401, 501)]),
            (351, 300, &[(401, 501), (351, 701)]),
        ],
    ];
    for table in tables {
        let mut host = sack_only();
        for &(seq, len, expected) in table {
            host.hears(seq, Some(101), Flags::NONE, &vec![0; len]);
            assert_eq!(blocks(&only(&mut host)), expected, "{seq}+{len}");
        }
    }
}

#[test]
fn no_more_blocks_than_fit_and_none_without_agreement() {
    let mut host = sack_only();
    for gap in 0..6_u32 {
        host.hears(401 + 100 * gap, Some(101), Flags::NONE, b"x");
    }
    let ack = only(&mut host);
    assert!(ack.header.header_len() <= 60);
    assert_eq!(blocks(&ack), [(901, 902), (801, 802), (701, 702), (601, 602)]);

    let mut host =
        Host::established(config(), Options { sack_permitted: true, ..Options::default() });
    host.hears(401, Some(101), Flags::NONE, b"x");
    assert!(blocks(&only(&mut host)).is_empty());
}

#[test]
fn text_leaves_room_for_the_options_beside_it() {
    let offered = Options { mss: Some(100), sack_permitted: true, ..Options::default() };
    let mut host = Host::established(Config { sack: true, ..config() }, offered);
    host.write(&[1; 300]);
    host.hears(401, Some(101), Flags::NONE, b"x");
    for segment in host.flush() {
        assert!(segment.header.header_len() - 20 + segment.payload.len() <= 100);
        assert!(
            segment.payload.is_empty()
                || blocks(&segment) == [(401, 402)]
                || blocks(&segment).is_empty()
        );
    }
}

#[test]
fn urgent_data_is_pointed_to_until_it_is_acknowledged() {
    let mut host = Host::in_state(State::Established);
    host.write(b"normal");
    host.ok(Call::SendUrgent { data: b"now" });
    assert_eq!(host.tcp.variable(Variable::SndUp), Some(110));
    let first = only(&mut host);
    assert!(first.header.flags.contains(Flags::URG));
    assert_eq!(first.header.urgent, 9);
    host.hears(301, Some(110), Flags::NONE, b"");
    host.write(b"more");
    assert!(!only(&mut host).header.flags.contains(Flags::URG));
    assert_eq!(host.tcp.variable(Variable::SndUp), None);
}

#[test]
fn a_scale_too_large_for_the_buffer_is_not_offered() {
    for (receive_buffer, offered) in [(2_500, 9), (65_536, 14), (1, 0), (0, 0)] {
        let config = Config { window_scale: Some(14), receive_buffer, ..config() };
        let mut host = Host::new(config, super::helpers::addr_a());
        host.ok(Call::OpenActive { remote: super::helpers::addr_b(), iss: Seq(100) });
        assert_eq!(only(&mut host).header.options.window_scale, Some(offered));
    }
}
