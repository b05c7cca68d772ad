//! The congestion window (RFC 5681, RFC 6582, RFC 6928, RFC 9438).

macro_rules! congestion {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The connection is open: the congestion window begins with two to four segments.
        CwndInitial {
            /// cwnd.
            cwnd: u32,
            /// SMSS.
            mss: u16,
        } = "cwnd-initial", rfc(5681, "3.1");
        /// The connection is open: the congestion window begins with as many segments as it was set to.
        CwndInitialSegments {
            /// cwnd.
            cwnd: u32,
            /// Segments.
            segments: u8,
            /// SMSS.
            mss: u16,
        } = "cwnd-initial-segments", rfc(6928, "2");
        /// The SYN was lost, so the network may be full: the congestion window begins with one segment.
        CwndAfterLostSyn {
            /// cwnd, one segment.
            cwnd: u32,
        } = "cwnd-after-lost-syn", rfc(5681, "3.1");
        /// Slow start: cwnd grows by what was acknowledged, by one segment at most.
        CwndSlowStart {
            /// Bytes acknowledged.
            acked: u32,
            /// cwnd now.
            cwnd: u32,
            /// ssthresh, where slow start ends; `None` before any loss.
            ssthresh: Option<u32>,
        } = "cwnd-slow-start", rfc(5681, "3.1");
        /// Congestion avoidance: a whole window was acknowledged, so cwnd grows by one segment.
        CwndAvoidance {
            /// cwnd now.
            cwnd: u32,
            /// SMSS.
            mss: u32,
        } = "cwnd-avoidance", rfc(5681, "3.1");
        /// CUBIC: cwnd follows its curve, to where that will be a round trip from now.
        CwndCubic {
            /// cwnd now.
            cwnd: u32,
            /// `W_cubic(t + RTT)`.
            target: u32,
            /// `W_max`, where the curve is flat.
            w_max: u32,
        } = "cwnd-cubic", rfc(9438, "4.2");
        /// CUBIC: Reno would be faster here, so cwnd follows Reno.
        CwndRenoFriendly {
            /// cwnd now, `W_est`.
            cwnd: u32,
            /// `W_max`.
            w_max: u32,
        } = "cwnd-reno-friendly", rfc(9438, "4.3");
        /// The congestion window is full: text waits for an acknowledgement.
        CwndFull {
            /// cwnd.
            cwnd: u32,
            /// Bytes in the network.
            pipe: u32,
            /// Bytes that wait.
            unsent: u32,
        } = "cwnd-full", rfc(5681, "2");
        /// A loss: ssthresh becomes half of what was in flight.
        CwndHalved {
            /// `FlightSize`.
            flight: u32,
            /// ssthresh now.
            ssthresh: u32,
            /// cwnd now: with three segments more where duplicate ACKs said that these have arrived.
            cwnd: u32,
        } = "cwnd-halved", rfc(5681, "3.2");
        /// CUBIC, a loss: ssthresh and cwnd become seven tenths of what was in flight.
        CwndCubicReduced {
            /// `FlightSize`.
            flight: u32,
            /// ssthresh now.
            ssthresh: u32,
            /// `W_max`, which the curve will come back to.
            w_max: u32,
        } = "cwnd-cubic-reduced", rfc(9438, "4.6");
        /// A time-out: cwnd becomes one segment, and slow start begins.
        CwndCollapsed {
            /// `FlightSize`.
            flight: u32,
            /// ssthresh now.
            ssthresh: u32,
            /// cwnd now.
            cwnd: u32,
        } = "cwnd-collapsed", rfc(5681, "3.1");
        /// Another time-out for the same segment: it says nothing new, ssthresh stays.
        SsthreshHeld {
            /// ssthresh.
            ssthresh: u32,
            /// Time-outs in a row.
            attempt: u8,
        } = "ssthresh-held", rfc(5681, "3.1");
        /// Another duplicate ACK in recovery: a segment has left the network, one may enter.
        CwndInflated {
            /// cwnd now.
            cwnd: u32,
            /// SMSS.
            mss: u32,
        } = "cwnd-inflated", rfc(5681, "3.2");
        /// A partial acknowledgement takes back what duplicate ACKs had added.
        CwndDeflated {
            /// Bytes acknowledged.
            acked: u32,
            /// cwnd now.
            cwnd: u32,
        } = "cwnd-deflated", rfc(6582, "3.2");
        /// Recovery is over: cwnd goes on from ssthresh, or from little above what is in flight.
        CwndAfterRecovery {
            /// cwnd now.
            cwnd: u32,
            /// ssthresh.
            ssthresh: u32,
        } = "cwnd-after-recovery", rfc(6582, "3.2");
        /// Nothing was sent for longer than the RTO: cwnd goes back to where it began.
        CwndRestart {
            /// For how long.
            idle: Duration,
            /// cwnd now.
            cwnd: u32,
        } = "cwnd-restart", rfc(5681, "4.1");
    } };
}
pub(super) use congestion;
