//! RIP version 2 (RFC 2453): routers tell their neighbours how far everything is.

macro_rules! rip {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// A router has come up: it asks its neighbours for all they know.
        RipAsk = "rip-ask", rfc(2453, "3.9.1");
        /// A neighbour asks for all routes.
        RipAnswer { /// How many there are.
            routes: u16 } = "rip-answer", rfc(2453, "3.9.1");
        /// Every half minute a router tells all its routes.
        RipUpdate { /// How often, a random part left out.
            every: Duration } = "rip-update", rfc(2453, "3.8");
        /// Something has changed: neighbours hear of it at once.
        RipTriggered { /// How many routes have changed.
            routes: u16 } = "rip-triggered", rfc(2453, "3.10.1");
        /// A network that was not known.
        RipLearn { /// The network.
            network: Ipv4Addr, /// The neighbour that leads there.
            via: Ipv4Addr, /// How far it is.
            metric: u8 } = "rip-learn", rfc(2453, "3.9.2");
        /// A shorter way.
        RipShorter { /// The network.
            network: Ipv4Addr, /// The neighbour that leads there.
            via: Ipv4Addr, /// How far it is now.
            metric: u8 } = "rip-shorter", rfc(2453, "3.9.2");
        /// The neighbour the route leads over says another distance: it is believed.
        RipChanged { /// The network.
            network: Ipv4Addr, /// The neighbour.
            via: Ipv4Addr, /// How far it is now.
            metric: u8 } = "rip-changed", rfc(2453, "3.9.2");
        /// The neighbour the route leads over says that there is no way any more.
        RipUnreachable { /// The network.
            network: Ipv4Addr, /// The neighbour.
            via: Ipv4Addr } = "rip-unreachable", rfc(2453, "3.9.2");
        /// The neighbour has not spoken of the route for too long: there is no way any more.
        RipTimeout { /// The network.
            network: Ipv4Addr, /// For how long.
            after: Duration } = "rip-timeout", rfc(2453, "3.8");
        /// A network without a way has been told for long enough: it is forgotten.
        RipCollected { /// The network.
            network: Ipv4Addr, /// For how long it was told.
            after: Duration } = "rip-collected", rfc(2453, "3.8");
        /// A link of the router's own is down: the network on it cannot be reached.
        RipLinkDown { /// The network.
            network: Ipv4Addr } = "rip-link-down", rfc(2453, "3.5");
        /// A network of the router's own.
        RipConnected { /// The network.
            network: Ipv4Addr } = "rip-connected", rfc(2453, "3.5");
        /// The message comes from no neighbour, or from the wrong port.
        RipNotNeighbour { /// Its source.
            ip: Ipv4Addr } = "rip-not-neighbour", rfc(2453, "3.9.2");
        /// A route in the message makes no sense: it is left out.
        RipBadRoute { /// The network.
            network: Ipv4Addr } = "rip-bad-route", rfc(2453, "3.9.2");
    } };
}
pub(super) use rip;
