//! What goes out, and why now (RFC 9293 §3.8.6).

macro_rules! sending {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The first segment of an active open. The SYN will use one sequence number.
        SendSyn {
            /// Its sequence number.
            iss: Seq,
            /// The MSS it announces, in bytes.
            mss: u16,
        } = "send-syn", rfc(9293, "3.5");
        /// The answer to a SYN: our own SYN, acknowledging theirs.
        SendSynAck {
            /// Its sequence number.
            iss: Seq,
            /// The number it expects next.
            ack: Seq,
        } = "send-syn-ack", rfc(9293, "3.10.7.2");
        /// Both ends sent a SYN at once: ours goes again, now acknowledging theirs.
        SendSynAckSimultaneous {
            /// Its sequence number.
            iss: Seq,
            /// The number it expects next.
            ack: Seq,
        } = "send-syn-ack-simultaneous", rfc(9293, "3.10.7.3");
        /// There is data for a full segment and the window has room for it.
        SendFullSegment {
            /// Bytes in the segment, the most there may be.
            mss: u16,
            /// Bytes the window had room for.
            usable: u32,
            /// Bytes that were waiting.
            unsent: u32,
        } = "send-full-segment", rfc(9293, "3.8.6.2.1");
        /// All the data that waits fits into one segment and into the window.
        SendAllWaiting {
            /// Bytes in the segment.
            bytes: u32,
            /// Bytes the window had room for.
            usable: u32,
        } = "send-all-waiting", rfc(9293, "3.8.6.2.1");
        /// Not a full segment, but at least half the largest window the peer ever offered.
        SendHalfWindow {
            /// Bytes in the segment.
            bytes: u32,
            /// That largest window, in bytes.
            max_window: u32,
        } = "send-half-window", rfc(9293, "3.8.6.2.1");
        /// The usable window stayed too small for too long: send what fits.
        SendOverride {
            /// Bytes in the segment.
            bytes: u32,
        } = "send-override", rfc(9293, "3.8.6.2.1");
        /// Everything the application wrote is on its way: the FIN says there is no more.
        SendFin {
            /// The sequence number the FIN uses.
            fin: Seq,
            /// Bytes of data in the same segment.
            bytes: u32,
        } = "send-fin", rfc(9293, "3.6");
        /// The usable window is too small to be worth a segment: wait for more, but not for ever.
        SillyWindowWaits {
            /// Bytes the window has room for.
            usable: u32,
            /// Bytes that wait.
            unsent: u32,
            /// Bytes in a full segment.
            mss: u16,
        } = "silly-window-waits", rfc(9293, "3.8.6.2.1");
        /// A small segment waits while another is unacknowledged: the Nagle algorithm.
        NagleWaits {
            /// Bytes that wait.
            unsent: u32,
            /// Bytes in a full segment.
            mss: u16,
        } = "nagle-waits", rfc(9293, "3.7.4");
        /// The peer's window is closed: wait, and probe it.
        ZeroWindowWaits {
            /// Bytes that wait.
            unsent: u32,
        } = "zero-window-waits", rfc(9293, "3.8.6.1");
        /// The persist timer starts.
        PersistStarted {
            /// When it will fire.
            interval: Duration,
        } = "persist-started", rfc(9293, "3.8.6.1");
        /// The persist timer stops: nothing waits for the window any more.
        PersistStopped = "persist-stopped", rfc(9293, "3.8.6.1");
        /// The persist timer fired: one unit beyond the window makes the peer say what its window is.
        ZeroWindowProbe {
            /// The number probed with.
            seq: Seq,
            /// Probes since anything was heard, this one included.
            probe: u8,
            /// Time to the next probe.
            next: Duration,
        } = "zero-window-probe", rfc(9293, "3.8.6.1");
        /// So many window probes went unanswered that the connection is given up.
        ProbesUnanswered {
            /// Probes sent.
            probes: u8,
        } = "probes-unanswered", rfc(9293, "3.8.6.1");
    } };
}
pub(super) use sending;
