//! DHCP, client and server (RFC 2131).

macro_rules! dhcp {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// A host without an address asks whether there is a server.
        DhcpDiscover { /// How many times, with this one.
            tries: u8 } = "dhcp-discover", rfc(2131, "4.4.1");
        /// The client takes an offer, and tells all servers whose it was.
        DhcpSelect { /// The address offered.
            ip: Ipv4Addr, /// The server.
            server: Ipv4Addr } = "dhcp-select", rfc(2131, "4.4.1");
        /// One more offer has come: it is kept for the moment.
        DhcpOfferKept { /// The address offered.
            ip: Ipv4Addr, /// The server.
            server: Ipv4Addr } = "dhcp-offer-kept", rfc(2131, "4.4.1");
        /// No answer yet: the request goes again.
        DhcpRequestAgain { /// The address asked for.
            ip: Ipv4Addr, /// How many times, with this one.
            tries: u8 } = "dhcp-request-again", rfc(2131, "4.1");
        /// No answer after the last try: begin again.
        DhcpRequestUnanswered { /// How many times it was asked.
            tries: u8 } = "dhcp-request-unanswered", rfc(2131, "3.1");
        /// The server has acknowledged: the address is the client's for this time.
        DhcpBound { /// The address.
            ip: Ipv4Addr, /// For how long.
            lease: Duration } = "dhcp-bound", rfc(2131, "4.4.1");
        /// The server says no: begin again.
        DhcpRefused { /// The server.
            server: Ipv4Addr } = "dhcp-refused", rfc(2131, "4.4.5");
        /// T1 is over: the server that gave the address is asked for more time.
        DhcpRenew { /// The address.
            ip: Ipv4Addr, /// T1.
            after: Duration } = "dhcp-renew", rfc(2131, "4.4.5");
        /// T2 is over: any server is asked for more time.
        DhcpRebind { /// The address.
            ip: Ipv4Addr, /// T2.
            after: Duration } = "dhcp-rebind", rfc(2131, "4.4.5");
        /// The lease is over: the address must not be used any more.
        DhcpLeaseOver { /// The address.
            ip: Ipv4Addr, /// How long it was.
            lease: Duration } = "dhcp-lease-over", rfc(2131, "4.4.5");
        /// A client that remembers its address asks whether it may still have it.
        DhcpReboot { /// The address.
            ip: Ipv4Addr } = "dhcp-reboot", rfc(2131, "4.4.2");
        /// No server answers, but the remembered lease is not over: the address is used.
        DhcpKeepsLease { /// The address.
            ip: Ipv4Addr } = "dhcp-keeps-lease", rfc(2131, "3.2");
        /// Somebody else has the address: the server is told, and the client begins again.
        DhcpDecline { /// The address.
            ip: Ipv4Addr } = "dhcp-decline", rfc(2131, "4.4.4");
        /// The client does not need the address any more.
        DhcpRelease { /// The address.
            ip: Ipv4Addr } = "dhcp-release", rfc(2131, "4.4.6");
        /// The message belongs to another transaction, or to nothing this client waits for.
        DhcpNotForUs = "dhcp-not-for-us", rfc(2131, "4.4");
        /// The server offers an address, and keeps it free for a while.
        DhcpOffer { /// The address.
            ip: Ipv4Addr } = "dhcp-offer", rfc(2131, "4.3.1");
        /// The client has this address already, or had it before.
        DhcpOfferSame { /// The address.
            ip: Ipv4Addr } = "dhcp-offer-same", rfc(2131, "4.3.1");
        /// Somebody has set that this client always gets this address.
        DhcpOfferFixed { /// The address.
            ip: Ipv4Addr } = "dhcp-offer-fixed", rfc(2131, "4.3.1");
        /// No address is free.
        DhcpPoolExhausted { /// How many there are.
            addresses: u32 } = "dhcp-pool-exhausted", rfc(2131, "4.3.1");
        /// The client has taken another server's offer: ours is free again.
        DhcpOtherChosen { /// The other server.
            server: Ipv4Addr } = "dhcp-other-chosen", rfc(2131, "4.3.2");
        /// The request is granted.
        DhcpAck { /// The address.
            ip: Ipv4Addr, /// For how long.
            lease: Duration } = "dhcp-ack", rfc(2131, "4.3.2");
        /// The lease is extended.
        DhcpExtend { /// The address.
            ip: Ipv4Addr, /// For how long from now.
            lease: Duration } = "dhcp-extend", rfc(2131, "4.3.2");
        /// The client asks for an address that it cannot have.
        DhcpNak { /// The address.
            ip: Ipv4Addr } = "dhcp-nak", rfc(2131, "4.3.2");
        /// The server knows nothing of this client, and keeps silent: another server may know.
        DhcpSilent { /// The address asked for.
            ip: Ipv4Addr } = "dhcp-silent", rfc(2131, "4.3.2");
        /// Somebody else uses the address: it is not given out for a while.
        DhcpDeclined { /// The address.
            ip: Ipv4Addr, /// For how long.
            hold: Duration } = "dhcp-declined", rfc(2131, "4.3.3");
        /// The client has given the address back; it gets the same one if it comes again.
        DhcpReleased { /// The address.
            ip: Ipv4Addr } = "dhcp-released", rfc(2131, "4.3.4");
        /// The client has an address and only wants to know the rest.
        DhcpInform { /// Its address.
            ip: Ipv4Addr } = "dhcp-inform", rfc(2131, "4.3.5");
        /// An offer was not taken, or a lease not extended: the address is free.
        DhcpExpired { /// The address.
            ip: Ipv4Addr } = "dhcp-expired", rfc(2131, "4.3.1");
    } };
}
pub(super) use dhcp;
