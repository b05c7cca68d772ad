//! Round trips, retransmission, and giving up (RFC 6298, RFC 9293 §3.8.1 to §3.8.3).

macro_rules! timing {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// Something that needs an acknowledgement went out: the retransmission timer starts.
        RtoStarted {
            /// When it will fire.
            rto: Duration,
        } = "rto-started", rfc(6298, "5.1");
        /// New data was acknowledged and more is in flight: the retransmission timer starts afresh.
        RtoRestarted {
            /// When it will fire.
            rto: Duration,
        } = "rto-restarted", rfc(6298, "5.3");
        /// Everything in flight is acknowledged: the retransmission timer stops.
        RtoStopped = "rto-stopped", rfc(6298, "5.2");
        /// The first round trip was measured: SRTT = R, RTTVAR = R/2, RTO = SRTT + 4 RTTVAR, within
        /// its bounds.
        RttFirstMeasured {
            /// The round trip, R.
            rtt: Duration,
            /// The new RTO.
            rto: Duration,
        } = "rtt-first-measured", rfc(6298, "2.2");
        /// Another round trip was measured and smoothed into SRTT and RTTVAR.
        RttMeasured {
            /// The round trip, R'.
            rtt: Duration,
            /// The new RTO.
            rto: Duration,
        } = "rtt-measured", rfc(6298, "2.3");
        /// Karn's algorithm: the acknowledgement covers a segment sent more than once, so it measures
        /// nothing.
        RttAmbiguous {
            /// SEG.ACK.
            ack: Seq,
        } = "rtt-ambiguous", rfc(6298, "3");
        /// The SYN had to be sent again: data starts with a more careful RTO.
        RtoAfterLostSyn {
            /// The new RTO.
            rto: Duration,
        } = "rto-after-lost-syn", rfc(6298, "5.7");
        /// The retransmission timer fired: the RTO doubles, up to its maximum.
        RtoBackedOff {
            /// The RTO that ran out.
            from: Duration,
            /// The new RTO.
            to: Duration,
            /// Time-outs in a row.
            attempt: u8,
        } = "rto-backed-off", rfc(6298, "5.5");
        /// No acknowledgement within the RTO: the earliest unacknowledged segment goes again.
        RetransmitTimeout {
            /// Its sequence number.
            seq: Seq,
            /// The RTO that ran out.
            rto: Duration,
            /// Time-outs in a row.
            attempt: u8,
        } = "retransmit-timeout", rfc(6298, "5.4");
        /// The acknowledgement falls short of what was sent before the time-out: the next segment is
        /// missing too.
        RetransmitNext {
            /// SND.UNA, where the acknowledgement stopped.
            una: Seq,
            /// SND.NXT at the time-out.
            recover: Seq,
        } = "retransmit-next", rfc(9293, "3.8.1");
        /// R1: the segment was sent so often without an answer that IP is told: there may be another
        /// way to the peer.
        AdviseIp {
            /// How often it was sent again.
            retries: u8,
        } = "advise-ip", rfc(9293, "3.8.3");
        /// R2: the SYN was sent so often without an answer that the open has failed.
        GiveUpSyn {
            /// How often it was sent again.
            retries: u8,
        } = "give-up-syn", rfc(9293, "3.8.3");
        /// R2: the segment was sent so often without an answer that the connection has failed.
        GiveUpData {
            /// Its sequence number.
            seq: Seq,
            /// How often it was sent again.
            retries: u8,
        } = "give-up-data", rfc(9293, "3.8.3");
        /// What was sent stayed unacknowledged for longer than the user is willing to wait.
        UserTimeout {
            /// The user time-out.
            after: Duration,
        } = "user-timeout", rfc(9293, "3.10.8");
    } };
}
pub(super) use timing;
