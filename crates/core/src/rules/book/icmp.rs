//! ICMP errors about our segments (RFC 9293 §3.9.2.2, RFC 5927, RFC 1191).

macro_rules! icmp {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The message quotes a number that is not in flight: perhaps a forgery, ignored.
        IcmpNotInFlight {
            /// SND.UNA.
            una: Seq,
            /// The number quoted.
            seq: Seq,
            /// SND.NXT.
            nxt: Seq,
        } = "icmp-not-in-flight", rfc(5927, "4.1");
        /// A soft error: it may pass, so the connection goes on; remembered in case it fails.
        IcmpSoft {
            /// The ICMP type.
            kind: u8,
        } = "icmp-soft", rfc(9293, "3.9.2.2");
        /// A hard error ends the connection.
        IcmpHard {
            /// The ICMP type.
            kind: u8,
        } = "icmp-hard", rfc(9293, "3.9.2.2");
        /// A hard error about an open connection may be a forgery: treated as a soft one.
        IcmpHardIgnored {
            /// The ICMP type.
            kind: u8,
        } = "icmp-hard-ignored", rfc(5461, "4.1");
        /// A source quench is discarded.
        IcmpQuenchIgnored = "icmp-quench-ignored", rfc(6633, "2");
        /// A link on the way takes only smaller packets: so do segments from now on.
        PathMtuLowered {
            /// The path's MTU, in bytes.
            mtu: u16,
            /// Most bytes of text in a segment now.
            mss: u16,
        } = "path-mtu-lowered", rfc(1191, "6.4");
        /// The MTU told is no smaller than the one in use.
        PathMtuIgnored {
            /// The MTU told.
            mtu: u16,
            /// Most bytes of text in a segment, as before.
            mss: u16,
        } = "path-mtu-ignored", rfc(1191, "3");
    } };
}
pub(super) use icmp;
