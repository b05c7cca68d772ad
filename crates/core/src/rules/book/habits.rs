//! What some systems do their own way, within or beside the RFCs.

macro_rules! habits {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// One acknowledgement waits already: the second segment, however small, is answered
        /// at once.
        AckSecondOfAnySize {
            /// Bytes not acknowledged yet.
            bytes: u32,
        } = "ack-second-of-any-size", rfc(9293, "3.8.6.3");
        /// An acknowledgement takes our unacknowledged FIN along once more.
        AckRepeatsFin {
            /// The FIN's number.
            fin: Seq,
        } = "ack-repeats-fin", rfc(9293, "3.8.1");
        /// A SYN that was not answered goes again without its options, in case these are what
        /// keeps it from arriving.
        SynOptionsWithdrawn {
            /// How often it was sent again.
            retries: u8,
        } = "syn-options-withdrawn", rfc(7323, "2.2");
        /// A reset in TIME-WAIT is ignored: it would end it before its purpose is served.
        TimeWaitIgnoresReset {
            /// SEG.SEQ.
            seq: Seq,
        } = "time-wait-ignores-reset", rfc(1337, "3");
        /// Anything in TIME-WAIT but the ACK that is expected is answered with an ACK.
        TimeWaitAnswers {
            /// SEG.SEQ.
            seq: Seq,
            /// RCV.NXT.
            nxt: Seq,
        } = "time-wait-answers", rfc(9293, "3.10.7.4");
        /// A SYN,ACK in LISTEN answers nothing that was sent: dropped without a reset.
        ListenIgnoresSynAck {
            /// SEG.ACK.
            ack: Seq,
        } = "listen-ignores-syn-ack", rfc(9293, "3.10.7.2");
    } };
}
pub(super) use habits;
