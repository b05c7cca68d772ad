//! URG, the text and FIN (RFC 9293 §3.10.7.4, sixth to eighth), and the end of TIME-WAIT.

macro_rules! text {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// Sixth check: urgent data ends at RCV.UP; the user is told while it is ahead.
        UrgentReceived {
            /// RCV.UP.
            up: Seq,
            /// RCV.NXT.
            nxt: Seq,
        } = "urgent-received", rfc(9293, "3.10.7.4");
        /// Seventh check: the text begins at RCV.NXT: delivered to the receive buffer, RCV.NXT moves
        /// past it.
        TextInOrder {
            /// Where it begins.
            seq: Seq,
            /// Bytes.
            len: u32,
            /// RCV.NXT now.
            nxt: Seq,
        } = "text-in-order", rfc(9293, "3.10.7.4");
        /// Seventh check: the text begins beyond RCV.NXT: held until the gap closes; the ACK repeats
        /// what is missing.
        TextOutOfOrder {
            /// Where it begins.
            seq: Seq,
            /// RCV.NXT, where the gap begins.
            nxt: Seq,
            /// Bytes held now.
            held: u32,
        } = "text-out-of-order", rfc(9293, "3.10.7.4");
        /// Seventh check: the text begins beyond RCV.NXT and is held already.
        TextAlreadyHeld {
            /// Where it begins.
            seq: Seq,
            /// Bytes.
            len: u32,
        } = "text-already-held", rfc(9293, "3.10.7.4");
        /// The gap has closed: what was held behind it is in order now.
        GapClosed {
            /// Bytes that were held.
            bytes: u32,
            /// RCV.NXT now.
            nxt: Seq,
        } = "gap-closed", rfc(9293, "3.10.7.4");
        /// Seventh check: text after the peer's FIN cannot be: ignored.
        TextAfterFin {
            /// Bytes.
            len: u32,
        } = "text-after-fin", rfc(9293, "3.10.7.4");
        /// Data arrived and nobody will read it: reset, so that the peer learns it was lost.
        TextAfterClose {
            /// Bytes.
            len: u32,
        } = "text-after-close", rfc(9293, "3.6.1");
        /// Data arrived and nobody will read it: acknowledged and thrown away.
        TextDiscarded {
            /// Bytes.
            len: u32,
        } = "text-discarded", rfc(9293, "3.6.1");
        /// Eighth check: the peer has no more to send. Its FIN uses one sequence number. CLOSE-WAIT.
        FinReceived {
            /// The FIN's number.
            fin: Seq,
            /// RCV.NXT now.
            nxt: Seq,
        } = "fin-received", rfc(9293, "3.10.7.4");
        /// Eighth check: the peer's FIN came before the ACK of ours: both closed at once. CLOSING.
        FinCrossed {
            /// The FIN's number.
            fin: Seq,
            /// RCV.NXT now.
            nxt: Seq,
        } = "fin-crossed", rfc(9293, "3.10.7.4");
        /// Eighth check: one segment brings the peer's FIN and the ACK of ours: straight to TIME-
        /// WAIT.
        FinWithAck {
            /// The FIN's number.
            fin: Seq,
            /// RCV.NXT now.
            nxt: Seq,
        } = "fin-with-ack", rfc(9293, "3.10.7.4");
        /// Eighth check: ours was acknowledged before, now the peer has closed too: TIME-WAIT.
        FinAfterAck {
            /// The FIN's number.
            fin: Seq,
            /// RCV.NXT now.
            nxt: Seq,
        } = "fin-after-ack", rfc(9293, "3.10.7.4");
        /// Eighth check: the FIN lies beyond a gap: remembered until the gap closes.
        FinHeld {
            /// The FIN's number.
            fin: Seq,
            /// RCV.NXT, where the gap begins.
            nxt: Seq,
        } = "fin-held", rfc(9293, "3.10.7.4");

        // Time-outs (RFC 9293 §3.10.8; the others are with what they repeat).

        /// 2MSL are over: the TCB is deleted.
        TimeWaitOver {
            /// MSL.
            msl: Duration,
        } = "time-wait-over", rfc(9293, "3.10.8");
    } };
}
pub(super) use text;
