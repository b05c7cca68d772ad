//! Finding and repairing losses (RFC 5681 §3.2, RFC 6582, RFC 6675).

macro_rules! recovery {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The same acknowledgement again: a segment has left the network, but not the one that is
        /// expected.
        DupAckCounted {
            /// SEG.ACK.
            ack: Seq,
            /// How many in a row, this one included.
            count: u8,
        } = "dup-ack-counted", rfc(5681, "2");
        /// A duplicate ACK lets one new segment out, so that more of them come.
        LimitedTransmit {
            /// Bytes in the segment.
            bytes: u32,
            /// Duplicate ACKs so far.
            dup_acks: u8,
        } = "limited-transmit", rfc(3042, "2");
        /// Enough duplicate ACKs: the segment they ask for is lost and goes again without waiting
        /// for the timer.
        FastRetransmit {
            /// Its sequence number, SND.UNA.
            seq: Seq,
            /// Duplicate ACKs.
            dup_acks: u8,
        } = "fast-retransmit", rfc(5681, "3.2");
        /// Three duplicate ACKs may only echo what was sent again before: no second repair of the
        /// same window.
        FastRetransmitHeld {
            /// SEG.ACK.
            ack: Seq,
            /// What must be acknowledged first.
            recover: Seq,
        } = "fast-retransmit-held", rfc(6582, "3.2");
        /// A partial acknowledgement: the repair worked, and the next segment is missing too.
        PartialAck {
            /// SEG.ACK, where the next hole begins.
            ack: Seq,
            /// SND.NXT when the loss was found.
            recover: Seq,
        } = "partial-ack", rfc(6582, "3.2");
        /// Everything that was out when the loss was found is acknowledged: recovery is over.
        RecoveryDone {
            /// SEG.ACK.
            ack: Seq,
            /// SND.NXT when the loss was found.
            recover: Seq,
        } = "recovery-done", rfc(6582, "3.2");
        /// SACK blocks report bytes beyond a hole.
        SackReported {
            /// SND.UNA, where the hole begins.
            una: Seq,
            /// Bytes reported for the first time.
            new: u32,
            /// All bytes reported beyond SND.UNA.
            sacked: u32,
        } = "sack-reported", rfc(6675, "4");
        /// The first SACK block reports bytes that arrived twice.
        DuplicateReported {
            /// The first of them.
            left: Seq,
            /// Just past the last.
            right: Seq,
        } = "duplicate-reported", rfc(2883, "4");
        /// So much has arrived beyond this hole that it is taken for lost, and goes again.
        SackRetransmit {
            /// The hole's first number.
            seq: Seq,
            /// Bytes reported beyond SND.UNA.
            sacked: u32,
        } = "sack-retransmit", rfc(6675, "4");
        /// Nothing is surely lost and nothing new waits: the next hole goes again all the same.
        SackRetransmitEarly {
            /// The hole's first number.
            seq: Seq,
        } = "sack-retransmit-early", rfc(6675, "4");
        /// Once in a recovery the last segment nobody has reported goes again, as nothing behind it
        /// could show that it is lost.
        SackRescue {
            /// Its sequence number.
            seq: Seq,
        } = "sack-rescue", rfc(6675, "4");
        /// A time-out: what was reported by SACK is forgotten, as the receiver may have dropped it.
        SackForgotten {
            /// Bytes that had been reported.
            bytes: u32,
        } = "sack-forgotten", rfc(2018, "8");
        /// The receiver asks for bytes it had reported: it has dropped them, and its reports count
        /// no more.
        SackReneged {
            /// SND.UNA.
            una: Seq,
            /// Bytes that had been reported.
            bytes: u32,
        } = "sack-reneged", rfc(2018, "8");
        /// After a time-out everything that was out counts as lost: the congestion window lets the
        /// next of it go again.
        RetransmitPresumedLost {
            /// Its sequence number.
            seq: Seq,
            /// SND.NXT at the time-out.
            recover: Seq,
        } = "retransmit-presumed-lost", rfc(5681, "3.1");
    } };
}
pub(super) use recovery;
