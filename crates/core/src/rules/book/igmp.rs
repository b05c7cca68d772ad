//! Groups (RFC 2236).

macro_rules! igmp {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// A program joins a group: the link is told at once, without being asked.
        IgmpJoin { /// The group.
            group: Ipv4Addr } = "igmp-join", rfc(2236, "3");
        /// The first report may be lost: it is said again.
        IgmpJoinAgain { /// The group.
            group: Ipv4Addr } = "igmp-join-again", rfc(2236, "3");
        /// A query is about the group: the answer waits for a time of its own.
        IgmpDelay { /// The group.
            group: Ipv4Addr, /// How long it waits.
            delay: Duration, /// How long it may.
            most: Duration } = "igmp-delay", rfc(2236, "3");
        /// Nobody else has answered so far: this host does.
        IgmpReport { /// The group.
            group: Ipv4Addr } = "igmp-report", rfc(2236, "3");
        /// Another member has answered: one answer is enough.
        IgmpSuppressed { /// The group.
            group: Ipv4Addr, /// Who answered.
            ip: Ipv4Addr } = "igmp-suppressed", rfc(2236, "3");
        /// The last to report a group leaves it, and tells the routers.
        IgmpLeave { /// The group.
            group: Ipv4Addr } = "igmp-leave", rfc(2236, "3");
        /// Another member reported last, or no router would understand: it leaves in silence.
        IgmpLeaveQuietly { /// The group.
            group: Ipv4Addr } = "igmp-leave-quietly", rfc(2236, "3");
        /// A router of version 1 asks: it is answered in version 1.
        IgmpOldRouter { /// The router.
            ip: Ipv4Addr, /// For how long.
            after: Duration } = "igmp-old-router", rfc(2236, "4");
        /// The router asks everybody about all groups.
        IgmpQuery { /// When it will ask next.
            every: Duration } = "igmp-query", rfc(2236, "3");
        /// A router with a lower address asks: this one listens only.
        IgmpQuerierElsewhere { /// The other router.
            ip: Ipv4Addr, /// Its own address.
            own: Ipv4Addr } = "igmp-querier-elsewhere", rfc(2236, "3");
        /// The other router has not asked for too long: this one does.
        IgmpQuerierGone { /// The other router.
            ip: Ipv4Addr, /// For how long.
            after: Duration } = "igmp-querier-gone", rfc(2236, "7");
        /// A group has a member on the link.
        IgmpMemberHeard { /// The group.
            group: Ipv4Addr, /// The member.
            ip: Ipv4Addr, /// How long that is believed.
            after: Duration } = "igmp-member-heard", rfc(2236, "3");
        /// A member of version 1 would leave without a word.
        IgmpOldMember { /// The group.
            group: Ipv4Addr, /// The member.
            ip: Ipv4Addr } = "igmp-old-member", rfc(2236, "5");
        /// A member has left: is there another?
        IgmpAskLast { /// The group.
            group: Ipv4Addr, /// How many times, with this one.
            tries: u8 } = "igmp-ask-last", rfc(2236, "3");
        /// The router that asks wants to know whether there is another member.
        IgmpLastAsked { /// The group.
            group: Ipv4Addr, /// How long it is waited for.
            after: Duration } = "igmp-last-asked", rfc(2236, "7");
        /// There may be members of version 1: one that leaves proves nothing.
        IgmpLeaveIgnored { /// The group.
            group: Ipv4Addr } = "igmp-leave-ignored", rfc(2236, "5");
        /// To go after a leave is for the router that asks.
        IgmpNotQuerier { /// The group.
            group: Ipv4Addr, /// The router that asks.
            ip: Ipv4Addr } = "igmp-not-querier", rfc(2236, "3");
        /// Nobody said that he is still there: the group has no members on the link.
        IgmpLastGone { /// The group.
            group: Ipv4Addr, /// How many times it was asked.
            tries: u8 } = "igmp-last-gone", rfc(2236, "3");
        /// Nobody reported the group for too long.
        IgmpGroupSilent { /// The group.
            group: Ipv4Addr } = "igmp-group-silent", rfc(2236, "7");
        /// The message does not come from the link's network: it may be forged.
        IgmpNotFromHere { /// Its source.
            ip: Ipv4Addr } = "igmp-not-from-here", rfc(2236, "10");
        /// The IGMP checksum is wrong: discard in silence.
        IgmpChecksumWrong = "igmp-checksum-wrong", rfc(2236, "2.3");
    } };
}
pub(super) use igmp;
