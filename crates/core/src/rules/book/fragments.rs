//! Fragments: cutting, putting together, and the size that needs neither.

macro_rules! fragments {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The packet is larger than the next link carries: it is cut up.
        FragmentCut { /// The packet's size in bytes.
            size: u16, /// What the link carries.
            mtu: u16, /// How many fragments there are.
            pieces: u16 } = "fragment-cut", rfc(791, "3.2");
        /// The packet is larger than the next link carries, and must not be cut up.
        FragmentForbidden { /// The packet's size in bytes.
            size: u16, /// What the link carries.
            mtu: u16 } = "fragment-forbidden", rfc(1191, "4");
        /// A fragment is kept until the others have come.
        FragmentHeld { /// The datagram's identification.
            ident: u16, /// The fragment's first byte.
            from: u16, /// The byte after its last.
            to: u32, /// How many gaps are left.
            holes: u16 } = "fragment-held", rfc(815, "3");
        /// The last gap is closed: the datagram is whole again.
        FragmentCompletes { /// The datagram's identification.
            ident: u16, /// Its payload in bytes.
            bytes: u32 } = "fragment-completes", rfc(815, "3");
        /// The fragment has come before.
        FragmentDuplicate { /// The datagram's identification.
            ident: u16 } = "fragment-duplicate", rfc(791, "3.2");
        /// The fragment overlaps another: the datagram is thrown away, as attackers do this and hosts do not.
        FragmentOverlaps { /// The datagram's identification.
            ident: u16, /// The fragment's first byte.
            from: u16 } = "fragment-overlaps", rfc(5722, "4");
        /// The fragment lies beyond the end that another one gave, or gives another end.
        FragmentContradicts { /// The datagram's identification.
            ident: u16, /// The fragment's first byte.
            from: u16 } = "fragment-contradicts", rfc(791, "3.2");
        /// A fragment that is not the last holds no multiple of 8 bytes.
        FragmentOddLength { /// The datagram's identification.
            ident: u16, /// What it holds.
            bytes: u32 } = "fragment-odd-length", rfc(791, "3.1");
        /// The datagram would be larger than a datagram can be.
        FragmentTooFar { /// The datagram's identification.
            ident: u16, /// Where it would end.
            to: u32 } = "fragment-too-far", rfc(791, "3.1");
        /// As many unfinished datagrams are kept as may be: the oldest makes room.
        ReassemblyFull { /// How many may be kept.
            limit: u32 } = "reassembly-full", rfc(1122, "3.3.2");
        /// The other fragments did not come in time: the datagram is given up.
        ReassemblyTimeout { /// The datagram's identification.
            ident: u16, /// How long it was kept.
            after: Duration } = "reassembly-timeout", rfc(1122, "3.3.2");
        /// A router says that a link on the way carries less: later packets are made smaller.
        PathMtuLearnt { /// To where.
            ip: Ipv4Addr, /// What the path carries.
            mtu: u16 } = "path-mtu-learnt", rfc(1191, "3");
        /// A router says that a link carries less but not how much: the next lower common size is tried.
        PathMtuGuessed { /// To where.
            ip: Ipv4Addr, /// What is tried.
            mtu: u16 } = "path-mtu-guessed", rfc(1191, "7");
        /// What a router claims is no lower than what is known, or lower than any link may carry.
        PathMtuNotBelieved { /// To where.
            ip: Ipv4Addr, /// What it claims.
            mtu: u16 } = "path-mtu-not-believed", rfc(1191, "3");
        /// The path may have changed: larger packets are tried again.
        PathMtuAged { /// To where.
            ip: Ipv4Addr, /// After how long.
            after: Duration } = "path-mtu-aged", rfc(1191, "6.3");
    } };
}
pub(super) use fragments;
