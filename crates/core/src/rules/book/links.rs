//! The link and the host: the model's own physics, and what a host throws away.

macro_rules! links {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The link's random loss took the frame.
        LinkLoses { /// The link's loss rate, in parts per million.
            rate_ppm: u32 } = "link-loses", Source::Model;
        /// The link's random duplication made a second copy.
        LinkDuplicates { /// The link's duplication rate, in parts per million.
            rate_ppm: u32 } = "link-duplicates", Source::Model;
        /// The link's random reordering held the frame back.
        LinkReorders { /// How much longer it took.
            extra: Duration } = "link-reorders", Source::Model;
        /// The link's random corruption changed a byte.
        LinkCorrupts { /// Byte offset in the frame.
            offset: u16 } = "link-corrupts", Source::Model;
        /// The sender's queue for the link was full.
        LinkQueueFull { /// The queue's limit, in frames.
            limit: u32 } = "link-queue-full", Source::Model;
        /// The scenario asked for this to happen to this frame.
        ScenarioFault = "scenario-fault", Source::Model;
        /// The learner asked for this: a what-if.
        WhatIf = "what-if", Source::Model;
        /// The host is powered off: nobody hears the frame.
        HostOff = "host-off", Source::Model;
        /// The frame was longer than the link's MTU and could not be sent.
        FrameTooLong { /// The frame's payload, in bytes.
            size: u32, /// The link's MTU, in bytes.
            mtu: u32 } = "frame-too-long", Source::Model;
        /// The frame is addressed to another station.
        NotOurMac = "not-our-mac", rfc(894, "Frame Format");
        /// The packet is addressed to another host, and this one does not forward.
        NotOurIp { /// The packet's destination.
            ip: Ipv4Addr } = "not-our-ip", rfc(1122, "3.2.1.3");
        /// The IPv4 header checksum is wrong: discard in silence.
        Ipv4ChecksumWrong = "ipv4-checksum-wrong", rfc(1122, "3.2.1.2");
        /// The TCP checksum is wrong: discard in silence.
        TcpChecksumWrong = "tcp-checksum-wrong", rfc(9293, "3.1");
        /// The packet cannot be read as what it claims to be.
        PacketMalformed = "packet-malformed", rfc(1122, "3.2.1");
    } };
}
pub(super) use links;
