//! The sockets interface.

macro_rules! sockets {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// The call cannot finish yet, so the task sleeps.
        CallBlocks = "call-blocks", posix("recv");
        /// What the call waited for has happened.
        CallWakes = "call-wakes", posix("recv");
        /// The program has waited as long as it wanted to: the call returns without.
        CallTimesOut = "call-times-out", posix("poll");
        /// The address is that of many, and the program did not say that it means them.
        BroadcastUnasked { /// The address.
            ip: Ipv4Addr } = "broadcast-unasked", posix("setsockopt");
        /// The address is in use by a connection, TIME-WAIT included.
        AddressInUse { /// The local port.
            port: u16, /// The state of the connection that holds it.
            state: State } = "address-in-use", posix("connect");
    } };
}
pub(super) use sockets;
