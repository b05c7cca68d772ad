//! ARP (RFC 826), its cache (RFC 1122 §2.3.2), conflicts (RFC 5227) and RARP (RFC 903).

macro_rules! arp {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// Nobody has told us the MAC of this address yet: ask everyone on the link.
        ArpUnknown { /// The address asked for.
            ip: Ipv4Addr } = "arp-unknown", rfc(826, "Packet Generation");
        /// The question was about our address: answer, to the asker alone.
        ArpForUs { /// Our address.
            ip: Ipv4Addr } = "arp-for-us", rfc(826, "Packet Reception");
        /// A mapping seen in an ARP packet is remembered.
        ArpLearn { /// The address learnt.
            ip: Ipv4Addr } = "arp-learn", rfc(826, "Packet Reception");
        /// The ARP packet was about somebody else.
        ArpNotForUs { /// The address asked for.
            ip: Ipv4Addr } = "arp-not-for-us", rfc(826, "Packet Reception");
        /// Nobody answered after the last retry: the host is unreachable.
        ArpNoAnswer { /// The address asked for.
            ip: Ipv4Addr, /// How many times it was asked.
            tries: u8 } = "arp-no-answer", Source::Model;
        /// The MAC of this address is known: the packet may go.
        ArpKnown { /// The address.
            ip: Ipv4Addr, /// Who has it.
            mac: MacAddr } = "arp-known", rfc(826, "Packet Generation");
        /// The packet waits until the question is answered.
        ArpWaits { /// The address asked for.
            ip: Ipv4Addr, /// How many wait now.
            waiting: u32 } = "arp-waits", rfc(1122, "2.3.2.2");
        /// As many packets wait as may: the oldest makes room.
        ArpQueueFull { /// The address asked for.
            ip: Ipv4Addr, /// How many may wait.
            limit: u32 } = "arp-queue-full", rfc(1122, "2.3.2.2");
        /// No answer yet: ask again, at most once per second.
        ArpAskAgain { /// The address asked for.
            ip: Ipv4Addr, /// How many times, with this one.
            tries: u8 } = "arp-ask-again", rfc(1122, "2.3.2.1");
        /// The mapping is confirmed.
        ArpRefresh { /// The address.
            ip: Ipv4Addr } = "arp-refresh", rfc(826, "Packet Reception");
        /// The address has another MAC now: the mapping is replaced.
        ArpReplace { /// The address.
            ip: Ipv4Addr, /// Who has it now.
            mac: MacAddr } = "arp-replace", rfc(826, "Packet Reception");
        /// A static mapping says otherwise: what the packet claims is ignored.
        ArpStaticStays { /// The address.
            ip: Ipv4Addr } = "arp-static-stays", Source::Model;
        /// The mapping has not been confirmed for too long: it is forgotten.
        ArpExpired { /// The address.
            ip: Ipv4Addr, /// For how long.
            after: Duration } = "arp-expired", rfc(1122, "2.3.2.1");
        /// The mapping is old and in use: its owner alone is asked whether it still holds.
        ArpPoll { /// The address.
            ip: Ipv4Addr, /// How many times, with this one.
            tries: u8 } = "arp-poll", rfc(1122, "2.3.2.1");
        /// The owner no longer answers: the mapping is forgotten.
        ArpPollFailed { /// The address.
            ip: Ipv4Addr, /// How many times it was asked.
            tries: u8 } = "arp-poll-failed", rfc(1122, "2.3.2.1");
        /// Somebody removed the mapping by hand.
        ArpRemoved { /// The address.
            ip: Ipv4Addr } = "arp-removed", Source::Model;
        /// Somebody wrote the mapping by hand.
        ArpWritten { /// The address.
            ip: Ipv4Addr, /// Who has it.
            mac: MacAddr } = "arp-written", Source::Model;
        /// The cache is full: the mapping confirmed longest ago makes room.
        ArpCacheFull { /// How many it holds.
            limit: u32 } = "arp-cache-full", Source::Model;
        /// The sender claims an address that no host can have: not learnt.
        ArpBadSender { /// What it claims.
            mac: MacAddr } = "arp-bad-sender", rfc(1812, "3.3.2");
        /// The asker has no address yet: it only wants to know whether somebody has this one.
        ArpProbeHeard { /// The address asked for.
            ip: Ipv4Addr } = "arp-probe-heard", rfc(5227, "2.1.1");
        /// A host tells everybody its own mapping unasked.
        ArpAnnounced { /// The address.
            ip: Ipv4Addr } = "arp-announced", rfc(5227, "2.3");
        /// Before using an address: does somebody have it already?
        ArpProbe { /// The address.
            ip: Ipv4Addr, /// How many times, with this one.
            tries: u8 } = "arp-probe", rfc(5227, "2.1.1");
        /// Nobody objected to the probes: the address is ours, and all are told.
        ArpAnnounce { /// The address.
            ip: Ipv4Addr } = "arp-announce", rfc(5227, "2.3");
        /// The address is in use already, or somebody else wants it at the same time.
        ArpProbeConflict { /// The address.
            ip: Ipv4Addr, /// Who has it.
            mac: MacAddr } = "arp-probe-conflict", rfc(5227, "2.1.1");
        /// So many addresses were in use already that the next one is tried slowly.
        ArpProbeSlowly { /// How many.
            conflicts: u8 } = "arp-probe-slowly", rfc(5227, "2.1.1");
        /// Somebody else uses our address: we say once that it is ours.
        ArpDefend { /// The address.
            ip: Ipv4Addr, /// Who uses it.
            mac: MacAddr } = "arp-defend", rfc(5227, "2.4");
        /// Somebody else goes on using our address: we give it up.
        ArpGiveUp { /// The address.
            ip: Ipv4Addr, /// Who uses it.
            mac: MacAddr } = "arp-give-up", rfc(5227, "2.4");
        /// A host that knows only its MAC asks everybody for its address.
        RarpAsk { /// Its MAC.
            mac: MacAddr, /// How many times, with this one.
            tries: u8 } = "rarp-ask", rfc(903, "II");
        /// The server's table has the asker: it is told its address.
        RarpAnswer { /// The asker.
            mac: MacAddr, /// Its address.
            ip: Ipv4Addr } = "rarp-answer", rfc(903, "II");
        /// The server's table does not have the asker: it keeps silent.
        RarpUnknown { /// The asker.
            mac: MacAddr } = "rarp-unknown", rfc(903, "II");
        /// The answer has come: that is our address.
        RarpLearnt { /// Our address.
            ip: Ipv4Addr } = "rarp-learnt", rfc(903, "II");
        /// The host neither asks by RARP nor answers.
        RarpNotHere = "rarp-not-here", rfc(903, "II");
        /// Nobody answered after the last retry.
        RarpNoAnswer { /// How many times it was asked.
            tries: u8 } = "rarp-no-answer", Source::Model;
    } };
}
pub(super) use arp;
