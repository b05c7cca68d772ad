//! The calls of a user (RFC 9293 §3.10.1 to §3.10.6).

macro_rules! calls {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// A passive OPEN: wait for a SYN from anybody.
        OpenPassive = "open-passive", rfc(9293, "3.10.1");
        /// An active OPEN: choose an ISS and send a SYN.
        OpenActive {
            /// The initial send sequence number chosen.
            iss: Seq,
        } = "open-active", rfc(9293, "3.10.1");
        /// An active OPEN of an endpoint that was listening: stop waiting, connect.
        OpenPassiveToActive {
            /// The initial send sequence number chosen.
            iss: Seq,
        } = "open-passive-to-active", rfc(9293, "3.10.1");
        /// SEND: the bytes join the send buffer.
        SendQueued {
            /// Bytes taken over by this call.
            bytes: u32,
            /// Bytes in the buffer now, sent and unacknowledged ones included.
            queued: u32,
        } = "send-queued", rfc(9293, "3.10.2");
        /// SEND before the handshake is over: the bytes wait until ESTABLISHED.
        SendWaitsForOpen {
            /// Bytes taken over by this call.
            bytes: u32,
        } = "send-waits-for-open", rfc(9293, "3.10.2");
        /// SEND: the send buffer is full, nothing was taken.
        SendNoRoom {
            /// The buffer's size, in bytes.
            limit: u32,
        } = "send-no-room", rfc(9293, "3.10.2");
        /// RECEIVE: bytes that arrived in order go to the application.
        ReceiveDelivers {
            /// Bytes delivered.
            bytes: u32,
            /// Bytes still waiting to be read.
            left: u32,
        } = "receive-delivers", rfc(9293, "3.10.3");
        /// RECEIVE: the peer has closed and everything has been read: the end of the stream.
        ReceiveEnd = "receive-end", rfc(9293, "3.10.3");
        /// CLOSE in LISTEN or SYN-SENT: there is no connection to say goodbye to; the TCB is deleted.
        CloseBeforeOpen = "close-before-open", rfc(9293, "3.10.4");
        /// CLOSE in SYN-RECEIVED with data still to send: the FIN waits until ESTABLISHED.
        CloseWaitsForOpen {
            /// Bytes that go before it.
            unsent: u32,
        } = "close-waits-for-open", rfc(9293, "3.10.4");
        /// CLOSE before the peer has closed: a FIN will follow the last byte; FIN-WAIT-1.
        CloseFirst {
            /// The sequence number the FIN will use.
            fin: Seq,
            /// Bytes that still go before it.
            unsent: u32,
        } = "close-first", rfc(9293, "3.10.4");
        /// CLOSE after the peer has closed: a FIN will follow the last byte; LAST-ACK.
        CloseSecond {
            /// The sequence number the FIN will use.
            fin: Seq,
            /// Bytes that still go before it.
            unsent: u32,
        } = "close-second", rfc(9293, "3.10.4");
        /// The socket is closed after its sending side was shut down: nobody will read any more.
        CloseEndsReading = "close-ends-reading", posix("close");
        /// CLOSE with received data unread: reset the connection, so that the peer learns its data
        /// was lost.
        CloseWithUnread {
            /// Bytes that nobody will read.
            bytes: u32,
        } = "close-with-unread", rfc(9293, "3.6.1");
        /// ABORT of a connection the peer knows of: send a reset, drop everything.
        AbortResets {
            /// SND.NXT, the number the reset carries.
            nxt: Seq,
        } = "abort-resets", rfc(9293, "3.10.5");
        /// ABORT where no reset is called for: no peer yet, or both sides have closed.
        AbortSilently = "abort-silently", rfc(9293, "3.10.5");
        /// SEND, urgent: everything before this number is.
        UrgentQueued {
            /// SND.UP.
            up: Seq,
        } = "urgent-queued", rfc(9293, "3.8.5");
    } };
}
pub(super) use calls;
