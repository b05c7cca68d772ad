"""What `sim::workload::bulk_transfer` does, in ns-3: prints its events and the seconds they took."""

import sys
import time

from ns import ns

BYTES = int(sys.argv[1])

for option, value in [("SegmentSize", 1448), ("SndBufSize", 4 << 20), ("RcvBufSize", 4 << 20)]:
    ns.Config.SetDefault(f"ns3::TcpSocket::{option}", ns.UintegerValue(value))

nodes = ns.NodeContainer()
nodes.Create(2)
link = ns.PointToPointHelper()
link.SetDeviceAttribute("DataRate", ns.StringValue("100Mbps"))
link.SetChannelAttribute("Delay", ns.StringValue("5ms"))
devices = link.Install(nodes)
ns.InternetStackHelper().Install(nodes)
addresses = ns.Ipv4AddressHelper()
addresses.SetBase(ns.Ipv4Address("10.1.1.0"), ns.Ipv4Mask("255.255.255.0"))
server = addresses.Assign(devices).GetAddress(1)

source = ns.BulkSendHelper("ns3::TcpSocketFactory", ns.InetSocketAddress(server, 9).ConvertTo())
source.SetAttribute("MaxBytes", ns.UintegerValue(BYTES))
source.Install(nodes.Get(0)).Start(ns.Seconds(0))
anywhere = ns.InetSocketAddress(ns.Ipv4Address.GetAny(), 9).ConvertTo()
sink = ns.PacketSinkHelper("ns3::TcpSocketFactory", anywhere).Install(nodes.Get(1))
sink.Start(ns.Seconds(0))

ns.Simulator.Stop(ns.Seconds(3600))
begun = time.perf_counter()
ns.Simulator.Run()
seconds = time.perf_counter() - begun
got = sink.Get(0).GetTotalRx()
assert got == BYTES, f"{got} of {BYTES} bytes came"
print(ns.Simulator.GetEventCount(), seconds)
