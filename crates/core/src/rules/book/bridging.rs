//! What a switch does with a frame, and the spanning tree (IEEE 802.1D).

macro_rules! bridging {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// A source address seen for the first time: remembered with its port.
        BridgeLearn { /// Whose frame it was.
            mac: MacAddr, /// Where it came in.
            port: u16 } = "bridge-learn", ieee_802_1d("7.8");
        /// A known source address sends from another port now.
        BridgeMove { /// Whose frame it was.
            mac: MacAddr, /// Where it used to be.
            from: u16, /// Where it is now.
            to: u16 } = "bridge-move", ieee_802_1d("7.8");
        /// A source address of a group is nobody's: not remembered.
        BridgeGroupSource { /// The address.
            mac: MacAddr } = "bridge-group-source", ieee_802_1d("7.8");
        /// The table holds as many addresses as it can: this one is not remembered.
        BridgeTableFull { /// How many it holds.
            limit: u32 } = "bridge-table-full", ieee_802_1d("7.9");
        /// Nothing has been heard from this address for the ageing time: forgotten.
        BridgeAge { /// Whose entry it was.
            mac: MacAddr, /// The ageing time.
            after: Duration } = "bridge-age", ieee_802_1d("7.9.2");
        /// What was learnt on a port is forgotten: its cable is out.
        BridgePortForgets { /// The port.
            port: u16 } = "bridge-port-forgets", ieee_802_1d("7.9.2");
        /// The destination is in the table: the frame goes to its port and to no other.
        BridgeForward { /// To whom.
            mac: MacAddr, /// Through which port.
            port: u16 } = "bridge-forward", ieee_802_1d("7.7.2");
        /// The destination is not in the table: the frame goes to every other port.
        BridgeFlood { /// To whom.
            mac: MacAddr } = "bridge-flood", ieee_802_1d("7.7.2");
        /// A frame for everybody or for a group goes to every other port.
        BridgeFloodGroup { /// To which group.
            mac: MacAddr } = "bridge-flood-group", ieee_802_1d("7.7.2");
        /// The destination is on the side the frame came from: it has been heard there already.
        BridgeFilter { /// To whom.
            mac: MacAddr, /// Its port.
            port: u16 } = "bridge-filter", ieee_802_1d("7.7.2");
        /// The port is not forwarding: the frame is not passed on.
        BridgePortClosed { /// The port.
            port: u16 } = "bridge-port-closed", ieee_802_1d("7.7.1");
        /// No bridge passes on frames for the reserved group addresses.
        BridgeReserved { /// The address.
            mac: MacAddr } = "bridge-reserved", ieee_802_1d("7.12.6");
        /// The bridge with the lowest identifier is the root: it is this one.
        StpRootIsSelf { /// The first half of its identifier.
            priority: u16, /// The second.
            mac: MacAddr } = "stp-root-is-self", ieee_802_1d("8.3.1");
        /// A bridge with a lower identifier is heard of: it is the root.
        StpRootIsOther { /// The first half of its identifier.
            priority: u16, /// The second.
            mac: MacAddr } = "stp-root-is-other", ieee_802_1d("8.6.8");
        /// The port with the cheapest path to the root.
        StpRootPort { /// The port.
            port: u16, /// What the path costs.
            cost: u32 } = "stp-root-port", ieee_802_1d("8.6.8");
        /// Nobody on this port's segment is nearer to the root than this bridge.
        StpDesignatedPort { /// The port.
            port: u16 } = "stp-designated-port", ieee_802_1d("8.6.9");
        /// Another way to the root that is not the best: it would close a loop.
        StpBlockedPort { /// The port.
            port: u16 } = "stp-blocked-port", ieee_802_1d("8.6.11");
        /// A configuration message tells of a better root, path or bridge.
        StpSuperior { /// Where it came in.
            port: u16 } = "stp-superior", ieee_802_1d("8.6.2");
        /// A configuration message is worse than what this bridge has to say: it is corrected.
        StpInferior { /// Where it came in.
            port: u16 } = "stp-inferior", ieee_802_1d("8.6.5");
        /// The port may become part of the tree: first it only listens to other bridges.
        StpListening { /// The port.
            port: u16, /// For how long.
            delay: Duration } = "stp-listening", ieee_802_1d("8.4.2");
        /// No better bridge was heard while listening: the port learns addresses, but passes nothing on.
        StpLearning { /// The port.
            port: u16, /// For how long.
            delay: Duration } = "stp-learning", ieee_802_1d("8.4.3");
        /// Nothing spoke against it while learning: the port passes frames on.
        StpForwarding { /// The port.
            port: u16 } = "stp-forwarding", ieee_802_1d("8.4.4");
        /// The port leaves the tree.
        StpBlocking { /// The port.
            port: u16 } = "stp-blocking", ieee_802_1d("8.4.1");
        /// The port is down and takes no part.
        StpDisabled { /// The port.
            port: u16 } = "stp-disabled", ieee_802_1d("8.4.5");
        /// What a port had heard is too old: the bridge that said it may be gone.
        StpMessageAged { /// The port.
            port: u16, /// Max Age.
            max_age: Duration } = "stp-message-aged", ieee_802_1d("8.7.4");
        /// The root says every hello time that it is there.
        StpHello { /// The hello time.
            every: Duration } = "stp-hello", ieee_802_1d("8.7.3");
        /// What the root said is passed on, away from the root.
        StpRelayed { /// The path's cost from here.
            cost: u32 } = "stp-relayed", ieee_802_1d("8.6.4");
        /// A port began or ceased to forward: the root must hear of it.
        StpTopologyChange = "stp-topology-change", ieee_802_1d("8.6.14");
        /// The bridge nearer to the root has heard of the change.
        StpChangeAcknowledged = "stp-change-acknowledged", ieee_802_1d("8.6.15");
        /// While the topology changes, what was learnt is forgotten sooner.
        StpFastAgeing { /// The ageing time now.
            age: Duration } = "stp-fast-ageing", ieee_802_1d("8.3.5");
        /// The topology has settled: addresses are kept for the usual time again.
        StpUsualAgeing { /// The ageing time now.
            age: Duration } = "stp-usual-ageing", ieee_802_1d("8.3.5");
    } };
}
pub(super) use bridging;
