//! Explicit congestion notification (RFC 3168).

macro_rules! ecn {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// Our SYN asks for explicit congestion notification, with ECE and CWR.
        EcnAsked = "ecn-asked", rfc(3168, "6.1.1");
        /// The SYN was not answered: it goes again without asking, in case somebody on the way
        /// drops those that ask.
        EcnWithdrawn {
            /// How often it was sent again.
            retries: u8,
        } = "ecn-withdrawn", rfc(3168, "6.1.1.1");
        /// Both SYNs asked for explicit congestion notification: routers may mark text.
        EcnAgreed = "ecn-agreed", rfc(3168, "6.1.1");
        /// The peer's SYN does not answer ours: no packet may be marked.
        EcnRefused = "ecn-refused", rfc(3168, "6.1.1");
        /// A packet was marked on its way: acknowledgements say so with ECE.
        CeArrived {
            /// SEG.SEQ.
            seq: Seq,
        } = "ce-arrived", rfc(3168, "6.1.3");
        /// CWR: the peer has heard of the mark, and acknowledgements need not repeat it.
        CwrArrived {
            /// SEG.SEQ.
            seq: Seq,
        } = "cwr-arrived", rfc(3168, "6.1.3");
        /// ECE: a router is congested, which counts as a loss without one.
        EceHeeded {
            /// SEG.ACK.
            ack: Seq,
        } = "ece-heeded", rfc(3168, "6.1.2");
        /// ECE about a window that was answered for already: not a second time.
        EceHeld {
            /// SEG.ACK.
            ack: Seq,
            /// What must be acknowledged first.
            until: Seq,
        } = "ece-held", rfc(3168, "6.1.2");
        /// The congestion window was reduced: the next new text says so with CWR.
        CwrSent {
            /// SEG.SEQ.
            seq: Seq,
        } = "cwr-sent", rfc(3168, "6.1.2");
    } };
}
pub(super) use ecn;
