//! What the receiver tells its peer without being made to: windows, and when to acknowledge
//! (RFC 9293 §3.8.6.2.2, §3.8.6.3).

macro_rules! answering {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The application has read: the window opens by enough to tell the peer.
        WindowAnnounced {
            /// The window last announced, in bytes.
            from: u32,
            /// The window announced now, in bytes.
            to: u32,
        } = "window-announced", rfc(9293, "3.8.6.2.2");
        /// What arrived needs no acknowledgement at once: something to send may come up that it can
        /// ride on.
        AckDelayed {
            /// What has been received and not acknowledged; a FIN counts one.
            bytes: u32,
            /// How much longer it may wait.
            left: Duration,
        } = "ack-delayed", rfc(9293, "3.8.6.3");
        /// Two full segments are unacknowledged: that is as many as may wait.
        AckSecondSegment {
            /// What has been received and not acknowledged; a FIN counts one.
            bytes: u32,
            /// Bytes in a full segment.
            mss: u16,
        } = "ack-second-segment", rfc(5681, "4.2");
        /// Nothing came up for the acknowledgement to ride on: it goes alone.
        AckDelayOver {
            /// How long it waited.
            delay: Duration,
        } = "ack-delay-over", rfc(9293, "3.8.6.3");
        /// The acknowledgement that waited rides on a segment that goes out anyway.
        AckRidesAlong {
            /// The number acknowledged, RCV.NXT.
            ack: Seq,
        } = "ack-rides-along", rfc(9293, "3.8.6.3");
    } };
}
pub(super) use answering;
