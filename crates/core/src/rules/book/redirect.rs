//! ICMP redirects (RFC 792, RFC 1122, RFC 1812).

macro_rules! redirect {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The packet goes back to the network it came from: its sender could go straight there.
        RedirectSent { /// Where the packet wants to go.
            ip: Ipv4Addr, /// Over whom.
            gateway: Ipv4Addr } = "redirect-sent", rfc(1812, "5.2.7.2");
        /// The sender has just been told.
        RedirectToldAlready { /// The sender.
            ip: Ipv4Addr, /// How often it is told at most.
            every: Duration } = "redirect-told-already", rfc(1812, "4.3.2.8");
        /// The host takes the better way from now on.
        RedirectObeyed { /// To where.
            ip: Ipv4Addr, /// Over whom.
            gateway: Ipv4Addr } = "redirect-obeyed", rfc(1122, "3.2.2.2");
        /// The new router is on no network of the host's.
        RedirectNotNear { /// The new router.
            gateway: Ipv4Addr } = "redirect-not-near", rfc(1122, "3.2.2.2");
        /// The redirect comes from somebody else than the router that packets go to.
        RedirectNotFirstHop { /// Where they go in the end.
            ip: Ipv4Addr, /// Who sent it.
            from: Ipv4Addr } = "redirect-not-first-hop", rfc(1122, "3.2.2.2");
        /// A router finds its ways by itself.
        RedirectForHosts { /// Where they go in the end.
            ip: Ipv4Addr } = "redirect-for-hosts", rfc(1812, "5.2.7.2");
    } };
}
pub(super) use redirect;
