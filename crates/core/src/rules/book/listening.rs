//! A listening socket's two queues, and SYN cookies (RFC 4987).

macro_rules! listening {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// A half-open connection is kept until its handshake is over.
        SynQueued {
            /// How many there are now.
            half_open: u32,
            /// How many there may be.
            limit: u32,
        } = "syn-queued", rfc(4987, "2.1");
        /// There is no room for one more half-open connection: the SYN is dropped.
        SynQueueFull {
            /// How many there may be.
            limit: u32,
        } = "syn-queue-full", rfc(4987, "2.1");
        /// There is no room for one more half-open connection: the oldest makes room.
        SynQueueDropsOldest {
            /// How many there may be.
            limit: u32,
        } = "syn-queue-drops-oldest", rfc(4987, "3.4");
        /// So many connections wait to be accepted that no new one is begun: the SYN is dropped.
        AcceptQueueFullSyn {
            /// How many wait.
            waiting: u32,
        } = "accept-queue-full-syn", posix("listen");
        /// A handshake is over: the connection waits to be accepted.
        AcceptQueued {
            /// How many wait now.
            waiting: u32,
            /// How many may wait.
            limit: u32,
        } = "accept-queued", posix("accept");
        /// Nothing more may wait to be accepted: the ACK that would open is taken for lost.
        AcceptQueueFullAck {
            /// How many wait.
            waiting: u32,
        } = "accept-queue-full-ack", posix("listen");
        /// Nothing more may wait to be accepted: the connection that would open is reset.
        AcceptQueueFullReset {
            /// How many wait.
            waiting: u32,
        } = "accept-queue-full-reset", posix("listen");
        /// A SYN is answered and forgotten: what must be remembered is in the ISS.
        SynCookieSent {
            /// The ISS, which is the cookie.
            iss: Seq,
            /// The MSS it remembers.
            mss: u16,
        } = "syn-cookie-sent", rfc(4987, "3.6");
        /// An ACK brings back a cookie of ours: the connection opens.
        SynCookieReturned {
            /// SEG.ACK, one past the cookie.
            ack: Seq,
            /// The MSS the cookie remembered.
            mss: u16,
        } = "syn-cookie-returned", rfc(4987, "3.6");
        /// What an ACK brings back is no cookie of ours, or too old.
        SynCookieWrong {
            /// SEG.ACK.
            ack: Seq,
        } = "syn-cookie-wrong", rfc(4987, "3.6");
        /// The listening socket is closed: what waits to be accepted is reset.
        ListenerResetsWaiting {
            /// How many waited.
            waiting: u32,
        } = "listener-resets-waiting", posix("close");
        /// The listening socket is closed: half-open connections are forgotten.
        ListenerForgetsHalfOpen {
            /// How many there were.
            half_open: u32,
        } = "listener-forgets-half-open", posix("close");
    } };
}
pub(super) use listening;
