//! Addresses that are no single host's (RFC 9293 §3.9.1.1, §3.9.2.3; RFC 1122 §3.2.1.3).

macro_rules! addresses {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// OPEN to a broadcast, multicast or unspecified address: refused.
        OpenToNoHost = "open-to-no-host", rfc(9293, "3.9.1.1");
        /// A segment whose source is no single host: discarded in silence.
        SourceIsNoHost = "source-is-no-host", rfc(9293, "3.9.2.3");
    } };
}
pub(super) use addresses;
