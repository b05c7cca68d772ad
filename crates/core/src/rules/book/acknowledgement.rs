//! The ACK field (RFC 9293 §3.10.7.4, fifth).

macro_rules! acknowledgement {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// Fifth check: a segment without ACK is dropped.
        AckMissing = "ack-missing", rfc(9293, "3.10.7.4");
        /// Fifth check: the acknowledgement is older than any window ago: may be forged; challenge
        /// ACK.
        AckTooOld {
            /// SEG.ACK.
            ack: Seq,
            /// SND.UNA.
            una: Seq,
            /// MAX.SND.WND: the largest window the peer ever offered.
            max_window: u32,
        } = "ack-too-old", rfc(9293, "3.10.7.4");
        /// Fifth check: our SYN is acknowledged in SYN-RECEIVED: the connection is established.
        AckOpens {
            /// SND.UNA before the segment.
            una: Seq,
            /// SEG.ACK.
            ack: Seq,
            /// SND.NXT.
            nxt: Seq,
        } = "ack-opens", rfc(9293, "3.10.7.4");
        /// Fifth check: the acknowledgement does not fit our SYN: reset.
        AckBadWhileOpening {
            /// SND.UNA.
            una: Seq,
            /// SEG.ACK.
            ack: Seq,
            /// SND.NXT.
            nxt: Seq,
        } = "ack-bad-while-opening", rfc(9293, "3.10.7.4");
        /// An ACK inside (SND.UNA, SND.NXT] acknowledges something new.
        AckAcceptable {
            /// SND.UNA before the segment.
            una: Seq,
            /// SEG.ACK.
            ack: Seq,
            /// SND.NXT.
            nxt: Seq,
        } = "ack-acceptable", rfc(9293, "3.4");
        /// An ACK at or before SND.UNA says nothing new.
        AckDuplicate {
            /// SND.UNA.
            una: Seq,
            /// SEG.ACK.
            ack: Seq,
        } = "ack-duplicate", rfc(9293, "3.10.7.4");
        /// An ACK beyond SND.NXT acknowledges what was never sent: answer with an ACK, drop the
        /// segment.
        AckOfUnsent {
            /// SEG.ACK.
            ack: Seq,
            /// SND.NXT.
            nxt: Seq,
        } = "ack-of-unsent", rfc(9293, "3.10.7.4");
        /// The segment is no older than the last window update: SND.WND takes its window.
        WindowUpdated {
            /// SND.WND before.
            from: u32,
            /// SND.WND now, SEG.WND.
            to: u32,
        } = "window-updated", rfc(9293, "3.10.7.4");
        /// The segment is older than the last window update: its window is ignored.
        WindowStale {
            /// SEG.SEQ.
            seq: Seq,
            /// SEG.ACK.
            ack: Seq,
            /// SND.WL1.
            wl1: Seq,
            /// SND.WL2.
            wl2: Seq,
        } = "window-stale", rfc(9293, "3.10.7.4");
        /// Our FIN is acknowledged: it used up one sequence number.
        FinAcknowledged {
            /// The number it used.
            fin: Seq,
            /// SEG.ACK.
            ack: Seq,
        } = "fin-acknowledged", rfc(9293, "3.10.7.4");
        /// Our FIN is acknowledged and the peer has not closed: FIN-WAIT-2.
        FinWait2Entered {
            /// Our FIN's number.
            fin: Seq,
            /// SEG.ACK.
            ack: Seq,
        } = "fin-wait2-entered", rfc(9293, "3.10.7.4");
        /// Both closed at once and our FIN is acknowledged: TIME-WAIT.
        ClosingDone {
            /// Our FIN's number.
            fin: Seq,
            /// SEG.ACK.
            ack: Seq,
        } = "closing-done", rfc(9293, "3.10.7.4");
        /// The last ACK: both FINs are acknowledged and the peer does the waiting; the TCB is
        /// deleted.
        LastAckDone {
            /// Our FIN's number.
            fin: Seq,
            /// SEG.ACK.
            ack: Seq,
        } = "last-ack-done", rfc(9293, "3.10.7.4");
        /// TIME-WAIT lasts 2MSL, so that a lost last ACK can be repeated and old segments die.
        TimeWaitStarts {
            /// MSL; the timer runs twice as long.
            msl: Duration,
        } = "time-wait-starts", rfc(9293, "3.6.1");
    } };
}
pub(super) use acknowledgement;
