//! A segment arrives otherwise: the sequence number, RST and SYN (RFC 9293 §3.10.7.4, first to
//! fourth).

macro_rules! arrival {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// First check: nothing of the segment lies in the window: acknowledge what we have, drop it.
        SegmentUnacceptable {
            /// RCV.NXT.
            nxt: Seq,
            /// RCV.WND.
            wnd: u32,
            /// SEG.SEQ.
            seq: Seq,
            /// SEG.LEN.
            len: u32,
        } = "segment-unacceptable", rfc(9293, "3.10.7.4");
        /// First check: a reset outside the window is dropped in silence.
        ResetUnacceptable {
            /// RCV.NXT.
            nxt: Seq,
            /// RCV.WND.
            wnd: u32,
            /// SEG.SEQ.
            seq: Seq,
        } = "reset-unacceptable", rfc(9293, "3.10.7.4");
        /// An empty unacceptable segment so soon after the last: not answered, so that two ends
        /// cannot answer each other for ever.
        AckThrottled {
            /// The least time between two such answers.
            interval: Duration,
        } = "ack-throttled", rfc(5961, "7");
        /// So many challenge ACKs were sent of late that somebody may be provoking them: no more.
        ChallengeThrottled {
            /// How many there may be.
            limit: u8,
            /// In how long.
            period: Duration,
        } = "challenge-throttled", rfc(5961, "7");
        /// First check: our window is closed, so the text is refused; the segment's ACK, URG and RST
        /// still count.
        ZeroWindowRefuses {
            /// RCV.NXT.
            nxt: Seq,
            /// SEG.LEN.
            len: u32,
        } = "zero-window-refuses", rfc(9293, "3.10.7.4");
        /// The peer's SYN again: our SYN,ACK was lost or late; send it again.
        SynDuplicate {
            /// IRS.
            irs: Seq,
        } = "syn-duplicate", rfc(9293, "3.10.7.4");
        /// The peer's SYN again, but our SYN,ACK went out a moment ago: a duplicate made on the way, or
        /// the two crossed; dropped.
        SynDuplicateSoon {
            /// IRS.
            irs: Seq,
            /// How long the SYN,ACK is given.
            interval: Duration,
        } = "syn-duplicate-soon", rfc(5961, "7");
        /// First check: the SYN of this segment is the one we have; trimmed off, the rest begins at
        /// RCV.NXT.
        SynAlreadySeen {
            /// IRS.
            irs: Seq,
        } = "syn-already-seen", rfc(9293, "3.10.7.4");
        /// First check: the segment begins before RCV.NXT; what we have already is trimmed off.
        TextTrimmedFront {
            /// SEG.SEQ.
            seq: Seq,
            /// RCV.NXT.
            nxt: Seq,
        } = "text-trimmed-front", rfc(9293, "3.10.7.4");
        /// First check: the segment ends beyond the window; what does not fit is trimmed off.
        TextTrimmedBack {
            /// Just past the segment's last number.
            end: Seq,
            /// RCV.NXT + RCV.WND.
            edge: Seq,
        } = "text-trimmed-back", rfc(9293, "3.10.7.4");
        /// The peer's FIN again, in TIME-WAIT: our last ACK was lost. Acknowledge it, start 2MSL
        /// afresh.
        TimeWaitFinAgain {
            /// The FIN's sequence number.
            fin: Seq,
            /// MSL.
            msl: Duration,
        } = "time-wait-fin-again", rfc(9293, "3.10.7.4");
        /// A SYN in TIME-WAIT with a number beyond all that was received: a new incarnation may
        /// begin.
        TimeWaitSynReusable {
            /// SEG.SEQ.
            seq: Seq,
            /// RCV.NXT.
            nxt: Seq,
        } = "time-wait-syn-reusable", rfc(9293, "3.6.1");

        // Second, the RST bit; fourth, the SYN bit (RFC 9293 §3.10.7.4).

        /// Second check: a reset in the window but not at RCV.NXT may be forged: challenge ACK.
        ResetNotExact {
            /// SEG.SEQ.
            seq: Seq,
            /// RCV.NXT.
            nxt: Seq,
        } = "reset-not-exact", rfc(9293, "3.10.7.4");
        /// Second check: a reset while a passive open is under way: back to LISTEN, the user need not
        /// know.
        ResetBackToListen {
            /// SEG.SEQ, which is RCV.NXT.
            seq: Seq,
        } = "reset-back-to-listen", rfc(9293, "3.10.7.4");
        /// Second check: a reset while an active open is under way: connection refused.
        ResetRefused {
            /// SEG.SEQ, which is RCV.NXT.
            seq: Seq,
        } = "reset-refused", rfc(9293, "3.10.7.4");
        /// Second check: a reset exactly at RCV.NXT ends the connection.
        ResetEnds {
            /// SEG.SEQ, which is RCV.NXT.
            seq: Seq,
        } = "reset-ends", rfc(9293, "3.10.7.4");
        /// A reset in the window, though not at RCV.NXT, is believed, as RFC 793 had it.
        ResetInWindow {
            /// SEG.SEQ.
            seq: Seq,
            /// RCV.NXT.
            nxt: Seq,
        } = "reset-in-window", rfc(793, "3.4");
        /// A SYN in the window of an open connection resets it, as RFC 793 had it.
        SynResets {
            /// SEG.SEQ.
            seq: Seq,
            /// RCV.NXT.
            nxt: Seq,
        } = "syn-resets", rfc(793, "3.9");
        /// A segment with both SYN and FIN is dropped unseen, if so configured.
        SynFinDropped = "syn-fin-dropped", Source::Model;
        /// A SYN in TIME-WAIT with a newer timestamp may open the next incarnation.
        TimeWaitSynNewer {
            /// SEG.TSval.
            value: u32,
            /// TS.Recent.
            recent: u32,
        } = "time-wait-syn-newer", rfc(6191, "2");
        /// Second check: a reset after both sides have closed: nothing is lost, the TCB is deleted.
        ResetWhileClosing {
            /// SEG.SEQ, which is RCV.NXT.
            seq: Seq,
        } = "reset-while-closing", rfc(9293, "3.10.7.4");
        /// Fourth check: another SYN while a passive open is under way: back to LISTEN.
        SynBackToListen {
            /// SEG.SEQ.
            seq: Seq,
        } = "syn-back-to-listen", rfc(9293, "3.10.7.4");
        /// Fourth check: a SYN on an open connection may be a rebooted peer or a forgery: challenge
        /// ACK.
        SynChallenged {
            /// SEG.SEQ.
            seq: Seq,
            /// RCV.NXT.
            nxt: Seq,
        } = "syn-challenged", rfc(9293, "3.10.7.4");
    } };
}
pub(super) use arrival;
