//! What profiles may choose: resets and SYNs taken at their word or challenged
//! (RFC 5961), SYN with FIN, how a reset looks.

use super::helpers::{Host, config};
use crate::rules::Rule;
use crate::tcp::{Call, Config, ConnectionError, Profile, State};
use crate::time::Duration;
use crate::wire::tcp::{Flags, Options};

fn with(config: Config) -> Host {
    Host::established(config, Options::default())
}

#[test]
fn a_reset_in_the_window_is_challenged_or_believed() {
    for exact_reset in [true, false] {
        let mut host = with(Config { exact_reset, ..config() });
        host.hears(400, None, Flags::RST, b"");
        if exact_reset {
            assert_eq!(host.state(), State::Established);
            assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=ACK>"]);
        } else {
            assert!(host.saw(Rule::ResetInWindow));
            assert_eq!(host.state(), State::Closed);
            assert_eq!(host.tcp.error(), Some(ConnectionError::Reset));
        }
        // Outside the window it is never believed.
        let mut host = with(Config { exact_reset, ..config() });
        host.hears(299, None, Flags::RST, b"");
        assert_eq!(host.state(), State::Established);
    }
}

#[test]
fn a_syn_in_the_window_is_challenged_or_resets() {
    for challenge_syn in [true, false] {
        let mut host = with(Config { challenge_syn, ..config() });
        host.hears(301, None, Flags::SYN, b"");
        if challenge_syn {
            assert_eq!(host.state(), State::Established);
            assert_eq!(host.sends(), ["<SEQ=101><ACK=301><CTL=ACK>"]);
        } else {
            assert!(host.saw(Rule::SynResets));
            assert_eq!(host.state(), State::Closed);
            assert_eq!(host.sends(), ["<SEQ=101><CTL=RST>"]);
        }
    }
}

#[test]
fn syn_with_fin_is_dropped_where_that_is_asked_for() {
    for drop_syn_fin in [true, false] {
        let mut host = Host::child();
        let config = Config { drop_syn_fin, ..config() };
        host.tcp = crate::tcp::Endpoint::new(config, host.tcp.local());
        host.ok(Call::OpenPassive);
        host.tcp = host.tcp.spawn(host.tcp.local(), super::helpers::addr_a(), crate::seq::Seq(300));
        host.hears(100, None, Flags::SYN | Flags::FIN, b"");
        assert_eq!(host.saw(Rule::SynFinDropped), drop_syn_fin);
        assert_eq!(host.state() == State::Listen, drop_syn_fin);
    }
}

#[test]
fn an_abort_may_acknowledge() {
    for (reset_acknowledges, expected) in
        [(false, "<SEQ=101><CTL=RST>"), (true, "<SEQ=101><ACK=301><CTL=RST,ACK>")]
    {
        let mut host = with(Config { reset_acknowledges, ..config() });
        host.ok(Call::Abort);
        assert_eq!(host.sends(), [expected]);
    }
}

#[test]
fn a_buffer_of_whole_segments_is_rounded_up_when_the_mss_is_agreed() {
    let buffer = Config { receive_buffer: 65_536, whole_segment_buffer: true, ..config() };
    let host = with(Config { mss: 1_460, ..buffer });
    // Without an option from the peer, 536 is assumed.
    assert_eq!(host.tcp.receive_capacity(), 65_928);
}

#[test]
fn slop_is_added_to_each_time_out_but_never_doubled() {
    use crate::tcp::Timer;
    use crate::time::Duration;
    let slop = Config { rto_slop: Duration::from_millis(200), ..config() };
    let mut host = Host::new(slop, super::helpers::addr_a());
    host.ok(Call::OpenActive { remote: super::helpers::addr_b(), iss: crate::seq::Seq(100) });
    host.sends();
    let mut waits = Vec::new();
    for _ in 0..3 {
        let before = host.now;
        host.fires(Timer::Retransmission);
        waits.push(host.now.since(before).as_nanos() / 1_000_000);
        host.sends();
    }
    assert_eq!(waits, [1_000, 2_200, 4_200]);
}

#[test]
fn challenges_are_limited_in_number_and_come_again() {
    type Attack = fn(&mut Host);
    let attacks: [Attack; 3] = [
        |host| host.hears(500, None, Flags::RST, b""),
        |host| host.hears(500, None, Flags::SYN, b""),
        // Acknowledges what was never sent.
        |host| host.hears(301, Some(9_000), Flags::NONE, b""),
    ];
    for (profile, limit, period) in
        [(Profile::Rfc, 10, 5_000), (Profile::Linux, 1, 500), (Profile::FreeBsd, 5, 1_000)]
    {
        for attack in attacks {
            let config = Config { user_timeout: None, ..profile.config() };
            let mut host = Host::established(config, Options::default());
            for round in 0..3 {
                let answers = (0..20).filter(|_| {
                    attack(&mut host);
                    !host.sends().is_empty()
                });
                assert_eq!(answers.count(), limit, "{profile:?}, round {round}");
                assert!(host.saw(Rule::ChallengeThrottled));
                host.passes(Duration::from_millis(period));
            }
        }
    }
}
