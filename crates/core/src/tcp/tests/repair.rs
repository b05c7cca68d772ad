//! Retransmission: what goes again, when, and when to give up (RFC 6298).

use super::helpers::{Host, addr_a, addr_b, config};
use crate::rules::{Reason, Rule};
use crate::seq::Seq;
use crate::tcp::{Call, Config, ConnectionError, Note, Profile, SendKind, State, Timer};
use crate::time::{Duration, Instant};
use crate::wire::tcp::{Flags, Options, Timestamps};

fn secs(secs: u64) -> Instant {
    Instant::ZERO + Duration::from_secs(secs)
}

#[test]
fn a_lost_syn_goes_again_at_doubling_intervals_until_r2() {
    let mut host = Host::syn_sent();
    for at in [1, 3, 7, 15, 31, 63, 123] {
        host.fires(Timer::Retransmission);
        assert_eq!(host.now, secs(at));
        assert_eq!(host.sends(), ["<SEQ=100><CTL=SYN>"]);
    }
    host.fires(Timer::Retransmission);
    assert_eq!(host.now, secs(183));
    assert_eq!((host.state(), host.tcp.error()), (State::Closed, Some(ConnectionError::TimedOut)));
    assert!(host.saw(Rule::GiveUpSyn) && host.sends().is_empty());
    assert_eq!(host.tcp.next_timeout(), None);
}

#[test]
fn at_r1_ip_is_told_once_for_each_segment() {
    // Of a SYN and of text alike (MUST-22).
    let mut opening = Host::syn_sent();
    let mut open = Host::in_state(State::Established);
    open.write(b"text");
    open.sends();
    for host in [&mut opening, &mut open] {
        for attempt in 1..=5 {
            host.fires(Timer::Retransmission);
            host.sends();
            assert_eq!(host.rules().contains(&Rule::AdviseIp), attempt == 3, "{attempt}");
        }
    }
    // Something new was acknowledged: what follows is another segment's count.
    open.hears(301, Some(105), Flags::NONE, b"");
    open.write(b"more");
    open.sends();
    for _ in 0..3 {
        assert!(!open.saw(Rule::AdviseIp));
        open.fires(Timer::Retransmission);
    }
    assert!(open.saw(Rule::AdviseIp));
}

#[test]
fn a_syn_may_leave_its_options_behind() {
    let config = Config {
        syn_options_retries: Some(2),
        window_scale: Some(2),
        timestamps: true,
        sack: true,
        ..config()
    };
    let mut host = Host::new(config, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    let options = |host: &mut Host| host.flush()[0].header.options;
    let all = |options: Options| {
        let Options { mss, window_scale, sack_permitted, timestamps, .. } = options;
        assert_eq!(mss, Some(1_460));
        [window_scale.is_some(), sack_permitted, timestamps.is_some()]
    };
    assert_eq!(all(options(&mut host)), [true; 3]);
    for attempt in 1..=4 {
        host.fires(Timer::Retransmission);
        assert_eq!(all(options(&mut host)), [attempt <= 2; 3]);
        assert_eq!(host.saw(Rule::SynOptionsWithdrawn), attempt > 2);
    }
    // What was offered last is what counts, even if the answer is to an earlier SYN.
    let offered = Options {
        window_scale: Some(3),
        sack_permitted: true,
        timestamps: Some(Timestamps { value: 1, echo: 0 }),
        ..Options::default()
    };
    host.hears_options(300, Some(101), Flags::SYN, b"", offered);
    for rule in [Rule::WindowScaleAgreed, Rule::SackAgreed, Rule::TimestampsAgreed] {
        assert!(!host.saw(rule), "{}", rule.id());
    }
}

#[test]
fn after_a_lost_syn_data_starts_with_three_seconds() {
    let mut host = Host::syn_sent();
    host.fires(Timer::Retransmission);
    host.sends();
    host.hears(300, Some(101), Flags::SYN, b"");
    let rules = host.rules();
    assert!(rules.contains(&Rule::RttAmbiguous) && rules.contains(&Rule::RtoAfterLostSyn));
    host.write(b"x");
    host.sends();
    assert_eq!(host.tcp.timer(Timer::Retransmission), Some(secs(1) + Duration::from_secs(3)));
}

#[test]
fn the_profiles_give_up_when_they_say() {
    for (profile, syn) in [(Profile::Rfc, 183), (Profile::Linux, 127), (Profile::FreeBsd, 75)] {
        let mut host = Host::new(Config { user_timeout: None, ..profile.config() }, addr_a());
        host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
        host.sends();
        while host.state() == State::SynSent {
            // FreeBSD's patience with an opening (keepinit) ends before its retries do.
            let (_, timer) = host.tcp.next_timeout().expect("a timer runs");
            host.fires(timer);
            host.flush();
        }
        assert_eq!(host.now, secs(syn), "{profile:?}");
    }
}

#[test]
fn one_lost_segment_of_three_is_repaired_by_one_time_out() {
    let mut host = Host::in_state(State::Established);
    for text in [b"one..", b"two..", b"three"] {
        host.write(text);
        host.flush();
    }
    // The second was lost.
    host.hears(301, Some(106), Flags::NONE, b"");
    host.hears(301, Some(106), Flags::NONE, b"");
    assert!(host.sends().is_empty());
    host.fires(Timer::Retransmission);
    let again = host.flush();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].payload, b"two..");
    assert_eq!(again[0].kind, SendKind::Retransmission);
    assert!(matches!(again[0].reason, Reason::RetransmitTimeout { seq: Seq(106), attempt: 1, .. }));
    host.log.take();
    host.hears(301, Some(116), Flags::NONE, b"");
    assert!(host.sends().is_empty());
    assert_eq!(host.tcp.timer(Timer::Retransmission), None);
    assert!(host.saw(Rule::RttAmbiguous), "Karn");
}

#[test]
fn after_a_time_out_each_short_ack_shows_the_next_hole() {
    let mut host = Host::in_state(State::Established);
    for text in [b"one..", b"two..", b"three"] {
        host.write(text);
        host.flush();
    }
    host.fires(Timer::Retransmission);
    assert_eq!(host.flush()[0].payload, b"one..");
    host.hears(301, Some(106), Flags::NONE, b"");
    let next = host.flush();
    assert_eq!(next[0].payload, b"two..");
    assert_eq!(next[0].reason, Reason::RetransmitNext { una: Seq(106), recover: Seq(116) });
    host.hears(301, Some(116), Flags::NONE, b"");
    assert!(host.sends().is_empty());
}

#[test]
fn data_is_given_up_after_r2() {
    let mut host = Host::in_state(State::Established);
    host.write(b"anybody there?");
    host.sends();
    let mut tries = 0;
    while host.state() == State::Established {
        host.fires(Timer::Retransmission);
        tries += host.flush().len();
    }
    assert_eq!(tries, 6);
    assert_eq!(host.now, secs(123));
    assert_eq!(host.tcp.take_error(), Some(ConnectionError::TimedOut));
}

#[test]
fn the_user_time_out_ends_what_stays_unacknowledged() {
    let after = Duration::from_secs(10);
    let mut host = Host::new(Config { user_timeout: Some(after), ..config() }, addr_a());
    host.ok(Call::OpenActive { remote: addr_b(), iss: Seq(100) });
    host.sends();
    host.hears(300, Some(101), Flags::SYN, b"");
    assert_eq!(host.tcp.timer(Timer::User), None);
    host.write(b"x");
    host.sends();
    host.passes(after);
    assert_eq!((host.state(), host.tcp.error()), (State::Closed, Some(ConnectionError::TimedOut)));
    assert!(host.log.0.contains(&Note::Deleted(Reason::UserTimeout { after })));
}

#[test]
fn a_lost_fin_goes_again() {
    let mut host = Host::in_state(State::Established);
    host.write(b"last");
    host.ok(Call::Close);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><DATA=4><CTL=FIN,ACK>"]);
    host.fires(Timer::Retransmission);
    assert_eq!(host.sends(), ["<SEQ=101><ACK=301><DATA=4><CTL=FIN,ACK>"]);
    // Half of it arrived, somehow: the rest is a segment of its own.
    host.hears(301, Some(103), Flags::NONE, b"");
    assert_eq!(host.sends(), ["<SEQ=103><ACK=301><DATA=2><CTL=FIN,ACK>"]);
    host.hears(301, Some(106), Flags::NONE, b"");
    assert_eq!(host.state(), State::FinWait2);
}

#[test]
fn a_duplicate_syn_gets_the_syn_ack_again() {
    let mut host = Host::in_state(State::SynReceived);
    host.passes(Duration::from_millis(900));
    host.hears(300, None, Flags::SYN, b"");
    let again = host.flush();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].kind, SendKind::Retransmission);
    assert_eq!(again[0].header.options.mss, Some(1460));
    // Its timer starts afresh, and the SYN that crosses it is not answered again.
    host.fires(Timer::Retransmission);
    assert_eq!(host.now, Instant::ZERO + Duration::from_millis(1900));
    assert_eq!(host.sends(), ["<SEQ=100><ACK=301><CTL=SYN,ACK>"]);
    host.hears(300, None, Flags::SYN, b"");
    assert!(host.sends().is_empty());
}
