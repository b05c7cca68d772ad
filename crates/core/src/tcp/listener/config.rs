//! How much a listener's queues hold, and what happens when they are full.

use super::super::Profile;

/// What becomes of a SYN for which the SYN queue has no room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SynOverflow {
    /// It is dropped; its sender tries again (RFC 4987 §2.1).
    DropNew,
    /// The oldest half-open connection makes room (RFC 4987 §3.4).
    DropOldest,
}

/// What becomes of the ACK that would open one connection more than may wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum AcceptOverflow {
    /// Nothing: the connection stays half-open and its SYN,ACK is sent again.
    IgnoreAck,
    /// The connection is reset.
    Reset,
}

/// When SYNs are answered with cookies (RFC 4987 §3.6). A listener without a
/// secret never does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Cookies {
    /// Never.
    Off,
    /// When the SYN queue is full.
    WhenFull,
    /// Always: there is no SYN queue.
    Always,
}

/// The limits of a listener's queues, and what happens beyond them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ListenConfig {
    /// How many half-open connections are kept.
    pub syn_limit: u32,
    /// How many connections may wait to be accepted.
    pub accept_limit: u32,
    /// No new connection is begun while the accept queue is full.
    pub drop_syn_when_waiting_full: bool,
    /// What happens when the SYN queue is full and no cookie is sent.
    pub on_syn_overflow: SynOverflow,
    /// What happens when the accept queue is full.
    pub on_accept_overflow: AcceptOverflow,
    /// When cookies are sent.
    pub cookies: Cookies,
}

impl ListenConfig {
    /// What `listen` with this backlog means to a system. A backlog below zero
    /// counts as zero, as POSIX lets it.
    pub fn new(profile: Profile, backlog: i32) -> Self {
        let backlog = u32::try_from(backlog).unwrap_or(0);
        match profile {
            // POSIX: the backlog is a hint for the length of the queue. Taken at its word,
            // with room for one at least, as a queue of none could accept nobody.
            Profile::Rfc => Self {
                syn_limit: backlog.max(1),
                accept_limit: backlog.max(1),
                drop_syn_when_waiting_full: false,
                on_syn_overflow: SynOverflow::DropNew,
                on_accept_overflow: AcceptOverflow::IgnoreAck,
                cookies: Cookies::Off,
            },
            // Full is when more than the backlog wait, and the same number bounds the
            // half-open ones; ip-sysctl: tcp_syncookies, tcp_abort_on_overflow (off).
            Profile::Linux => Self {
                syn_limit: backlog.max(1),
                accept_limit: backlog.saturating_add(1),
                drop_syn_when_waiting_full: true,
                on_syn_overflow: SynOverflow::DropNew,
                on_accept_overflow: AcceptOverflow::IgnoreAck,
                cookies: Cookies::WhenFull,
            },
            // listen(2): one and a half times the backlog, and it is more than that which is
            // too much; a backlog of zero or too large means `somaxconn`, 128. syncache(4):
            // each bucket of the cache holds 30; cookies stand behind it, and a connection
            // for which no socket can be made is reset.
            Profile::FreeBsd => {
                const SOMAXCONN: u32 = 128;
                let backlog = if backlog == 0 { SOMAXCONN } else { backlog.min(SOMAXCONN) };
                Self {
                    syn_limit: 30,
                    accept_limit: 3 * backlog / 2 + 1,
                    drop_syn_when_waiting_full: false,
                    on_syn_overflow: SynOverflow::DropOldest,
                    on_accept_overflow: AcceptOverflow::Reset,
                    cookies: Cookies::WhenFull,
                }
            }
        }
    }
}
