//! One endpoint and hand-made segments: rules that ordinary traffic seldom meets.

use super::host::{Heard, Host, IRS, ISS, heard};
use super::{Driver, Seen};
use std::net::SocketAddr;
use wireglass_core::rules::Rule;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{Call, Config, EcnUse, IcmpError, KeepAlive, Profile, State, reset_for};
use wireglass_core::time::Duration;
use wireglass_core::wire::tcp::{Flags, Header, Options, Timestamps};

/// `rule, …: |seen| what makes it`.
macro_rules! drivers {
    ($($name:literal: [$($rule:ident),* $(,)?] $run:expr;)*) => {
        &[$(Driver { name: $name, promises: &[$(Rule::$rule),*], run: $run }),*]
    };
}

pub(super) const DRIVERS: &[Driver] = drivers! {
    // User calls.
    "a listener turns active": [OpenPassiveToActive] |seen| {
        let mut host = Host::new(rfc(), seen);
        host.call(Call::OpenPassive);
        let remote = SocketAddr::from(([10, 0, 0, 2], 80));
        host.call(Call::OpenActive { remote, iss: Seq(ISS) });
    };
    "a send before the handshake is over": [SendWaitsForOpen] |seen| {
        Host::in_state(State::SynSent, seen).call(send(b"early"));
    };
    "a send with no room": [SendNoRoom] |seen| {
        let mut host = Host::with(State::Established, Config { send_buffer: 4, ..rfc() }, seen);
        host.call(send(b"full"));
        host.call(send(b"more"));
    };
    "a close in SYN-RECEIVED with data queued": [CloseWaitsForOpen] |seen| {
        let mut host = Host::in_state(State::SynReceived, seen);
        host.call(send(b"last words"));
        host.call(Call::ShutdownWrite);
    };
    "a close in SYN-SENT": [CloseBeforeOpen] |seen| {
        Host::in_state(State::SynSent, seen).call(Call::Close);
    };
    "a close with data unread": [CloseWithUnread] |seen| {
        let mut host = Host::in_state(State::Established, seen);
        host.hears(heard(IRS + 1, Some(ISS + 1), Flags::NONE).text(b"unread"));
        host.call(Call::Close);
    };
    "an abort when both have closed": [AbortSilently] |seen| {
        Host::in_state(State::TimeWait, seen).call(Call::Abort);
    };
    "an abort of an open connection": [AbortResets] |seen| {
        Host::in_state(State::Established, seen).call(Call::Abort);
    };

    // Options.
    "a segment without the agreed timestamps": [TimestampsAgreed, TimestampMissing] |seen| {
        let mut host = Host::child(Config { timestamps: true, ..rfc() }, seen);
        let stamped = Options {
            mss: Some(1_460),
            timestamps: Some(Timestamps { value: 1, echo: 0 }),
            ..Options::default()
        };
        host.hears(heard(IRS, None, Flags::SYN).options(stamped));
        host.hears(plain().text(b"no stamp"));
    };

    // Recovery.
    "duplicates right after a time-out": [FastRetransmitHeld] |seen| {
        let mut host = Host::with(State::Established, patient(), seen);
        host.hears(plain().window(60_000));
        host.call(send(&[0; 9_000]));
        let sent = host.snd_nxt();
        host.waits(1);
        let all = || heard(IRS + 1, Some(sent), Flags::NONE).window(60_000);
        // Everything is there after all; then the same number three times more.
        (0..4).for_each(|_| host.hears(all()));
    };
    "a receiver that forgets what it had": [SackAgreed, SackReneged] |seen| {
        let mut host = Host::new(Config { sack: true, ..patient() }, seen);
        host.opens();
        let permitted = Options { mss: Some(500), sack_permitted: true, ..Options::default() };
        host.hears(heard(IRS, Some(ISS + 1), Flags::SYN).options(permitted).window(60_000));
        host.call(send(&[0; 1_500]));
        let sack = [(Seq(ISS + 501), Seq(ISS + 1_001))].into_iter().collect();
        host.hears(plain().window(60_000).options(Options { sack, ..Options::default() }));
        // What it acknowledges ends where the block began.
        host.hears(heard(IRS + 1, Some(ISS + 501), Flags::NONE).window(60_000));
    };

    // A blind attacker.
    "resets that miss, one after the other": [ResetNotExact, ChallengeThrottled] |seen| {
        let mut host = Host::in_state(State::Established, seen);
        (0..11).for_each(|at| host.hears(heard(IRS + 100 + at, None, Flags::RST)));
    };

    // Explicit congestion notification, and SYNs that nobody answers.
    "marks on the way to us": [EcnAsked, EcnAgreed, CeArrived, CwrArrived] |seen| {
        let mut host = Host::new(Config { ecn: EcnUse::Ask, ..rfc() }, seen);
        host.opens();
        host.hears(heard(IRS, Some(ISS + 1), Flags::SYN | Flags::ECE));
        host.tcp.packet_is_marked();
        host.hears(heard(IRS + 1, Some(ISS + 1), Flags::NONE).text(b"marked"));
        host.hears(heard(IRS + 7, Some(ISS + 1), Flags::CWR).text(b"known"));
    };
    "marks on the way to the peer": [EceHeeded, EceHeld, CwrSent] |seen| {
        let mut host = Host::child(rfc(), seen);
        host.hears(heard(IRS, None, Flags::SYN | Flags::ECE | Flags::CWR));
        host.hears(plain());
        host.call(send(&[0; 900]));
        for ack in [400, 800] {
            host.hears(heard(IRS + 1, Some(ISS + 1 + ack), Flags::ECE));
        }
        host.call(send(&[0; 100]));
    };
    "a peer without marks": [EcnRefused] |seen| {
        let mut host = Host::new(Config { ecn: EcnUse::Ask, ..rfc() }, seen);
        host.opens();
        host.hears(heard(IRS, Some(ISS + 1), Flags::SYN));
    };
    "a SYN that asks for less and less": [AdviseIp, EcnWithdrawn, SynOptionsWithdrawn] |seen| {
        let config = Config { ecn: EcnUse::Ask, syn_options_retries: Some(2), ..rfc() };
        let mut host = Host::new(config, seen);
        host.opens();
        host.waits(4);
    };

    // Urgent data, idle connections, ICMP.
    "urgent data of our own": [UrgentQueued] |seen| {
        Host::in_state(State::Established, seen).call(Call::SendUrgent { data: b"now!" });
    };
    "keep-alive that nobody answers": [KeepAliveProbe, KeepAliveDead] |seen| {
        let config = Config { keep_alive: Some(KeepAlive::default()), ..rfc() };
        Host::with(State::Established, config, seen).waits(40);
    };
    "an orphan in FIN-WAIT-2": [FinWait2Over] |seen| {
        let patience = Some(Duration::from_secs(60));
        let config = Config { fin_wait_2_timeout: patience, ..rfc() };
        let mut host = Host::with(State::Established, config, seen);
        host.call(Call::Close);
        host.hears(heard(IRS + 1, Some(ISS + 2), Flags::NONE));
        host.waits(40);
    };
    "ICMP errors, soft and hard": [IcmpSoft, IcmpQuenchIgnored, IcmpNotInFlight, IcmpHard] |seen| {
        let mut host = Host::in_state(State::SynSent, seen);
        host.told(IcmpError::TimeExceeded, ISS);
        host.told(IcmpError::SourceQuench, ISS);
        host.told(IcmpError::PortUnreachable, ISS + 50);
        host.told(IcmpError::PortUnreachable, ISS);
    };
    "a hard error that may be forged": [IcmpHardIgnored] |seen| {
        let config = Config { hard_errors_end_open: false, ..rfc() };
        let mut host = Host::with(State::Established, config, seen);
        host.call(send(b"in flight"));
        host.told(IcmpError::PortUnreachable, ISS + 1);
    };
    "a smaller path": [PathMtuLowered, PathMtuIgnored] |seen| {
        let mut host = Host::in_state(State::Established, seen);
        host.call(send(&[0; 3_000]));
        host.told(IcmpError::FragmentationNeeded { mtu: 600 }, ISS + 1);
        host.told(IcmpError::FragmentationNeeded { mtu: 9_000 }, ISS + 1);
    };

    // Addresses.
    "an open to everybody": [OpenToNoHost] |seen| {
        let remote = SocketAddr::from(([255, 255, 255, 255], 80));
        Host::new(rfc(), seen).call(Call::OpenActive { remote, iss: Seq(ISS) });
    };
    "a segment from a group": [SourceIsNoHost] |seen| {
        let group = SocketAddr::from(([224, 0, 0, 1], 80));
        Host::in_state(State::Established, seen).hears_from(group, &plain());
    };

    // Giving up.
    "probes that nobody answers": [ProbesUnanswered] |seen| {
        let mut host = Host::with(State::Established, patient(), seen);
        host.hears(plain().window(0));
        host.call(send(b"anybody there?"));
        host.waits(40);
    };
    "a SYN that nobody answers": [GiveUpSyn] |seen| {
        Host::with(State::SynSent, patient(), seen).waits(40);
    };
    "data that nobody acknowledges": [GiveUpData] |seen| {
        let mut host = Host::with(State::Established, patient(), seen);
        host.call(send(b"lost"));
        host.waits(40);
    };
    "a user who has waited enough": [UserTimeout] |seen| {
        let config = Config { user_timeout: Some(Duration::from_secs(2)), ..rfc() };
        let mut host = Host::with(State::Established, config, seen);
        host.call(send(b"lost"));
        host.waits(40);
    };

    // A segment arrives in CLOSED, LISTEN, SYN-SENT.
    "a reset for nobody": [ClosedIgnoresReset] |seen| {
        Host::in_state(State::Closed, seen).hears(heard(1, None, Flags::RST));
    };
    "segments for nobody": [ClosedResetsAck, ClosedResetsOther] |seen| {
        for ack in [Some(77), None] {
            let address = |last| SocketAddr::from(([10, 0, 0, last], 80));
            let header = bare(ack);
            let reset = reset_for(address(2), address(1), &header, 0);
            seen.reason(&reset.expect("only resets are not answered").reason);
        }
    };
    "a SYN for a listening socket itself": [ListenSynForChild] |seen| {
        let mut host = Host::new(rfc(), seen);
        host.call(Call::OpenPassive);
        host.hears(heard(IRS, None, Flags::SYN));
    };
    "what a listener ignores and resets":
        [ListenIgnoresReset, ListenIgnoresOther, ListenResetsAck] |seen|
    {
        let mut host = Host::in_state(State::Listen, seen);
        host.hears(heard(IRS, None, Flags::RST));
        host.hears(heard(IRS, None, Flags::NONE));
        host.hears(heard(IRS, Some(5), Flags::NONE));
    };
    "a SYN,ACK for a listener that ignores it": [ListenIgnoresSynAck] |seen| {
        let config = Config { listen_ignores_syn_ack: true, ..rfc() };
        Host::with(State::Listen, config, seen).hears(heard(IRS, Some(5), Flags::SYN));
    };
    "a strange ACK in SYN-SENT": [SynSentAckBad, SynSentIgnoresBadReset] |seen| {
        let mut host = Host::in_state(State::SynSent, seen);
        host.hears(heard(IRS, Some(ISS + 50), Flags::RST));
        host.hears(heard(IRS, Some(ISS + 50), Flags::NONE));
    };
    "a reset, and nothing, in SYN-SENT": [SynSentIgnoresReset, SynSentIgnoresOther] |seen| {
        let mut host = Host::in_state(State::SynSent, seen);
        host.hears(heard(IRS, None, Flags::RST));
        host.hears(heard(IRS, Some(ISS + 1), Flags::NONE));
    };
    "a SYN without an MSS": [MssDefault] |seen| {
        let mut host = Host::in_state(State::Listen, seen);
        host.hears(heard(IRS, None, Flags::SYN).options(Options::default()));
    };
    "text with the SYN": [TextHeldUntilOpen] |seen| {
        let mut host = Host::in_state(State::Listen, seen);
        host.hears(heard(IRS, None, Flags::SYN).text(b"early"));
    };

    // A segment arrives otherwise.
    "text beyond the window": [TextTrimmedBack] |seen| {
        let config = Config { receive_buffer: 10, ..rfc() };
        let mut host = Host::with(State::Established, config, seen);
        host.hears(plain().text(b"twelve bytes"));
    };
    "resets by number": [ResetUnacceptable, ResetNotExact, ResetEnds] |seen| {
        let mut host = Host::in_state(State::Established, seen);
        host.hears(heard(IRS - 50, None, Flags::RST));
        host.hears(heard(IRS + 50, None, Flags::RST));
        host.hears(heard(IRS + 1, None, Flags::RST));
    };
    "a reset of a passive open": [ResetBackToListen] |seen| {
        Host::in_state(State::SynReceived, seen).hears(heard(IRS + 1, None, Flags::RST));
    };
    "a reset of a simultaneous open": [SimultaneousOpen, ResetRefused] |seen| {
        let mut host = Host::in_state(State::SynSent, seen);
        host.hears(heard(IRS, None, Flags::SYN));
        host.hears(heard(IRS + 1, None, Flags::RST));
    };
    "a reset when both have closed": [ResetWhileClosing] |seen| {
        Host::in_state(State::TimeWait, seen).hears(heard(IRS + 2, None, Flags::RST));
    };
    "another SYN in SYN-RECEIVED": [SynBackToListen] |seen| {
        Host::in_state(State::SynReceived, seen).hears(heard(IRS + 5, None, Flags::SYN));
    };
    "a SYN on an open connection": [SynChallenged] |seen| {
        Host::in_state(State::Established, seen).hears(heard(IRS + 5, None, Flags::SYN));
    };
    "a new incarnation in TIME-WAIT": [TimeWaitSynReusable] |seen| {
        let config = Config { time_wait_reuse: true, ..rfc() };
        let mut host = Host::with(State::TimeWait, config, seen);
        host.hears(heard(IRS + 1_000, None, Flags::SYN));
    };
    "resets and SYNs believed as of old": [ResetInWindow, SynResets] |seen| {
        let config = Config { exact_reset: false, challenge_syn: false, ..rfc() };
        let mut host = Host::with(State::Established, config.clone(), seen);
        host.hears(heard(IRS + 50, None, Flags::RST));
        let mut host = Host::with(State::Established, config, seen);
        host.hears(heard(IRS + 50, None, Flags::SYN));
    };
    "a SYN with a FIN": [SynFinDropped] |seen| {
        let config = Config { drop_syn_fin: true, ..rfc() };
        let mut host = Host::with(State::Listen, config, seen);
        host.hears(heard(IRS, None, Flags::SYN | Flags::FIN));
    };
    "a new incarnation with a later timestamp": [TimeWaitSynNewer] |seen| {
        let config = Config { time_wait_reuse: true, timestamps: true, ..rfc() };
        let mut host = Host::new(config, seen);
        let stamped = |value| Options {
            timestamps: Some(Timestamps { value, echo: 0 }),
            ..Options::default()
        };
        host.opens();
        host.hears(heard(IRS, Some(ISS + 1), Flags::SYN).options(stamped(1)));
        host.call(Call::ShutdownWrite);
        host.hears(heard(IRS + 1, Some(ISS + 2), Flags::FIN).options(stamped(2)));
        host.hears(heard(IRS - 50, None, Flags::SYN).options(stamped(9_000)));
    };
    "a segment without ACK": [AckMissing] |seen| {
        Host::in_state(State::Established, seen).hears(heard(IRS + 1, None, Flags::NONE));
    };
    "an ACK that does not fit our SYN": [AckBadWhileOpening] |seen| {
        Host::in_state(State::SynReceived, seen).hears(heard(IRS + 1, Some(ISS + 50), Flags::NONE));
    };
    "ACKs from long ago and of what was never sent": [AckTooOld, AckOfUnsent] |seen| {
        let mut host = Host::in_state(State::Established, seen);
        host.hears(heard(IRS + 1, Some(ISS.wrapping_sub(70_000)), Flags::NONE));
        host.hears(heard(IRS + 1, Some(ISS + 50), Flags::NONE));
    };
    "urgent data": [UrgentReceived] |seen| {
        Host::in_state(State::Established, seen).hears(plain().text(b"now!").urgent(4));
    };
    "text after the FIN": [TextAfterFin] |seen| {
        let mut host = Host::in_state(State::CloseWait, seen);
        host.hears(heard(IRS + 2, Some(ISS + 1), Flags::NONE).text(b"more"));
    };
    "text after close": [TextAfterClose] |seen| unread(true, seen);
    "text after close, thrown away": [TextDiscarded] |seen| unread(false, seen);
};

fn rfc() -> Config {
    Profile::Rfc.config()
}

/// Without the user time-out, so that other limits are reached.
fn patient() -> Config {
    Config { user_timeout: None, ..rfc() }
}

fn send(data: &[u8]) -> Call<'_> {
    Call::Send { data, push: true }
}

/// A segment that fits ESTABLISHED exactly.
fn plain() -> Heard<'static> {
    heard(IRS + 1, Some(ISS + 1), Flags::NONE)
}

fn bare(ack: Option<u32>) -> Header {
    Header {
        src_port: 80,
        dst_port: 80,
        seq: Seq(1),
        ack: Seq(ack.unwrap_or(0)),
        flags: if ack.is_some() { Flags::ACK } else { Flags::NONE },
        window: 0,
        urgent: 0,
        options: Options::default(),
    }
}

/// The socket is closed, and then text arrives.
fn unread(resets: bool, seen: &mut Seen) {
    let config = Config { reset_data_after_close: resets, ..rfc() };
    let mut host = Host::with(State::Established, config, seen);
    host.call(Call::Close);
    host.hears(plain().text(b"too late"));
}
