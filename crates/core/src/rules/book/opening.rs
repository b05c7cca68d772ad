//! A segment arrives in CLOSED, LISTEN or SYN-SENT (RFC 9293 §3.10.7.1 to §3.10.7.3).

macro_rules! opening {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        // A segment arrives in CLOSED (RFC 9293 §3.10.7.1).

        /// A reset for a connection that does not exist is dropped: resets are never answered.
        ClosedIgnoresReset = "closed-ignores-reset", rfc(9293, "3.10.7.1");
        /// No such connection: answer with a reset that takes its number from the acknowledgement.
        ClosedResetsAck {
            /// SEG.ACK, the number the reset carries.
            ack: Seq,
        } = "closed-resets-ack", rfc(9293, "3.10.7.1");
        /// No such connection and nothing acknowledged: answer with a reset of number 0 that
        /// acknowledges the whole segment.
        ClosedResetsOther {
            /// SEG.SEQ.
            seq: Seq,
            /// SEG.LEN, with SYN and FIN counting one each.
            len: u32,
        } = "closed-resets-other", rfc(9293, "3.10.7.1");

        // A segment arrives in LISTEN (RFC 9293 §3.10.7.2).

        /// First check: a reset in LISTEN cannot concern anything sent from here.
        ListenIgnoresReset = "listen-ignores-reset", rfc(9293, "3.10.7.2");
        /// Second check: an acknowledgement in LISTEN acknowledges something never sent: reset.
        ListenResetsAck {
            /// SEG.ACK, the number the reset carries.
            ack: Seq,
        } = "listen-resets-ack", rfc(9293, "3.10.7.2");
        /// Third check: a SYN. Note its number, choose an ISS, answer with SYN,ACK.
        ListenSyn {
            /// SEG.SEQ, the initial receive sequence number.
            irs: Seq,
            /// Our initial send sequence number.
            iss: Seq,
        } = "listen-syn", rfc(9293, "3.10.7.2");
        /// A SYN for a listening socket: the listener stays, a child of it answers.
        ListenSynForChild {
            /// SEG.SEQ.
            irs: Seq,
        } = "listen-syn-for-child", posix("accept");
        /// Fourth check: neither SYN, ACK nor RST: dropped.
        ListenIgnoresOther = "listen-ignores-other", rfc(9293, "3.10.7.2");

        // A segment arrives in SYN-SENT (RFC 9293 §3.10.7.3).

        /// First check: the segment acknowledges something this SYN never said: reset.
        SynSentAckBad {
            /// ISS.
            iss: Seq,
            /// SEG.ACK.
            ack: Seq,
            /// SND.NXT.
            nxt: Seq,
        } = "syn-sent-ack-bad", rfc(9293, "3.10.7.3");
        /// First check: a reset that acknowledges something never sent is dropped.
        SynSentIgnoresBadReset {
            /// ISS.
            iss: Seq,
            /// SEG.ACK.
            ack: Seq,
            /// SND.NXT.
            nxt: Seq,
        } = "syn-sent-ignores-bad-reset", rfc(9293, "3.10.7.3");
        /// Second check: a reset that acknowledges our SYN: connection refused.
        SynSentRefused {
            /// SEG.ACK, our ISS + 1.
            ack: Seq,
        } = "syn-sent-refused", rfc(9293, "3.10.7.3");
        /// Second check: a reset that acknowledges nothing may be anybody's: dropped.
        SynSentIgnoresReset = "syn-sent-ignores-reset", rfc(9293, "3.10.7.3");
        /// Fourth check: a SYN that acknowledges ours: the connection is established.
        SynAckOpens {
            /// SEG.SEQ, the initial receive sequence number.
            irs: Seq,
            /// Our ISS.
            iss: Seq,
            /// SND.UNA, which is past the ISS now.
            una: Seq,
        } = "syn-ack-opens", rfc(9293, "3.10.7.3");
        /// Fourth check: a SYN that does not acknowledge ours: both ends are opening at once.
        SimultaneousOpen {
            /// SEG.SEQ, the initial receive sequence number.
            irs: Seq,
        } = "simultaneous-open", rfc(9293, "3.10.7.3");
        /// Fifth check: neither SYN nor RST: dropped.
        SynSentIgnoresOther = "syn-sent-ignores-other", rfc(9293, "3.10.7.3");
        /// Our SYN is acknowledged: it used up one sequence number.
        SynAcknowledged {
            /// The number it used.
            iss: Seq,
            /// SND.UNA, one further.
            una: Seq,
        } = "syn-acknowledged", rfc(9293, "3.4");
        /// The peer announced an MSS: segments we send are no larger than the smaller of the two.
        MssAgreed {
            /// The MSS we announce.
            ours: u16,
            /// The MSS announced to us.
            theirs: u16,
            /// Most bytes in a segment we send.
            used: u16,
        } = "mss-agreed", rfc(9293, "3.7.1");
        /// The peer's SYN has no MSS option: the default is assumed.
        MssDefault {
            /// Most bytes in a segment we send.
            used: u16,
        } = "mss-default", rfc(9293, "3.7.1");
        /// Text or a FIN came with the SYN: kept until the connection is established.
        TextHeldUntilOpen {
            /// Bytes of text.
            len: u32,
        } = "text-held-until-open", rfc(9293, "3.10.7.3");
    } };
}
pub(super) use opening;
