//! Connections on which nothing happens (RFC 9293 §3.8.4).

macro_rules! idle {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The connection has been silent for long: an old number, which must be answered.
        KeepAliveProbe {
            /// Which probe in a row.
            probe: u8,
            /// How many may go unanswered.
            limit: u8,
        } = "keep-alive-probe", rfc(9293, "3.8.4");
        /// No keep-alive probe was answered: the connection is dead.
        KeepAliveDead {
            /// How many were sent.
            probes: u8,
        } = "keep-alive-dead", rfc(9293, "3.8.4");
        /// Nobody reads any more and the peer's FIN does not come: the wait in FIN-WAIT-2 ends.
        FinWait2Over {
            /// How long it was.
            after: Duration,
        } = "fin-wait-2-over", Source::Model;
    } };
}
pub(super) use idle;
