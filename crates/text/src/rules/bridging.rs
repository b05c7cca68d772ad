//! What a switch does with a frame, and the spanning tree. Its ports are named from 1, as on the device.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    BridgeLearn { mac, port } => "Address learnt", "学到地址";
        let port = u32::from(port) + 1;
        "The frame came from `{mac}` through port {port}, so *that station must be there*: {node} writes it into its MAC table.",
        "帧来自 `{mac}`，从端口 {port} 进入，*说明该站点就在那一侧*：{node}把它写入 MAC 地址表。";

    BridgeMove { mac, from, to } => "The station has moved", "站点换了位置";
        let from = u32::from(from) + 1;
        let to = u32::from(to) + 1;
        "`{mac}` was behind port {from} and now sends through port {to}: *{node} corrects its MAC table*.",
        "`{mac}` 原来在端口 {from} 一侧，现在从端口 {to} 发送：*{node}更新 MAC 地址表*。";

    BridgeGroupSource { mac } => "Nobody's own address", "不是站点自己的地址";
        "`{mac}` is a group's address and *cannot be a sender's*: {node} does not remember it.",
        "`{mac}` 是组地址，*不可能是发送者的地址*：{node}不记录它。";

    BridgeTableFull { limit } => "MAC table full", "MAC 地址表已满";
        "The MAC table already holds {limit} addresses, as many as it can: *this one is not remembered*, and frames for it will be flooded.",
        "MAC 地址表已有 {limit} 个地址，达到上限：*这个地址无法记录*，发给它的帧将泛洪。";

    BridgeAge { mac, after } => "Address forgotten", "地址老化";
        "Nothing was heard from `{mac}` for `{after}`: *{node} forgets where it was*. It may have moved or gone.",
        "`{after}` 内没有收到 `{mac}` 的帧：*{node}删除这条记录*。它可能已经移走或离线。";

    BridgePortForgets { port } => "The cable is out", "网线已拔出";
        let port = u32::from(port) + 1;
        "Port {port} has no cable any more: *what was learnt there is forgotten*.",
        "端口 {port} 上的网线已经拔出：*在那里学到的地址全部删除*。";

    BridgeForward { mac, port } => "Known: one port", "已知：转发到一个端口";
        let port = u32::from(port) + 1;
        "The MAC table says that `{mac}` is behind port {port}: *the frame goes there and nowhere else*.",
        "MAC 地址表显示 `{mac}` 在端口 {port} 一侧：*只向该端口转发*。";

    BridgeFlood { mac } => "Unknown: flooded", "未知：泛洪";
        "`{mac}` is not in the MAC table, so the frame goes *out of every port but the one it came in by*.",
        "MAC 地址表中没有 `{mac}`，于是帧从*除入端口以外的所有端口*发出。";

    BridgeFloodGroup { mac } => "For everybody: flooded", "广播或组播：泛洪";
        "`{mac}` is not one station's address but a group's: the frame goes *out of every port but the one it came in by*.",
        "`{mac}` 不是单个站点的地址，而是组地址：帧从*除入端口以外的所有端口*发出。";

    BridgeFilter { mac, port } => "Already there: filtered", "同侧：过滤";
        let port = u32::from(port) + 1;
        "`{mac}` is behind port {port}, where the frame came from: *it has heard the frame already*, and {node} does not repeat it.",
        "`{mac}` 就在帧进入的端口 {port} 一侧：*它已经收到这一帧*，{node}不再转发。";

    BridgePortClosed { port } => "The port does not forward", "端口不转发";
        let port = u32::from(port) + 1;
        "Port {port} is *not in the forwarding state*: {node} passes nothing on through it.",
        "端口 {port} *不处于转发状态*：{node}不经它转发任何帧。";

    BridgeReserved { mac } => "Not passed on", "不予转发";
        "`{mac}` is reserved for talk between neighbours: *no bridge passes such a frame on*.",
        "`{mac}` 保留给相邻设备之间使用：*网桥都不转发这样的帧*。";

    StpRootIsSelf { priority, mac } => "This bridge is the root", "本网桥是根";
        "{Node} knows of no lower bridge identifier than its own, `{priority}` and `{mac}`: *it takes itself for the root*.",
        "{node}没有听说过比自己的 `{priority}` 加 `{mac}` 更小的网桥标识：*它认为自己是根网桥*。";

    StpRootIsOther { priority, mac } => "A better root", "更优的根";
        "A bridge with the lower identifier `{priority}` and `{mac}` is heard of: *that one is the root*.",
        "得知有一个标识更小的网桥，优先级 `{priority}`、地址 `{mac}`：*它才是根网桥*。";

    StpRootPort { port, cost } => "Root port", "根端口";
        let port = u32::from(port) + 1;
        "The cheapest path to the root, with a cost of {cost}, leads *through port {port}: the root port*.",
        "到根网桥开销最小的路径（{cost}）*经过端口 {port}：根端口*。";

    StpDesignatedPort { port } => "Designated port", "指定端口";
        let port = u32::from(port) + 1;
        "On the segment behind port {port} nobody is nearer to the root: *{node} is responsible for it*.",
        "在端口 {port} 所连的网段上，没有别的网桥离根更近：*由{node}负责这个网段*。";

    StpBlockedPort { port } => "Would close a loop", "会形成环路";
        let port = u32::from(port) + 1;
        "Port {port} is one more way to the root, and not the best: to forward there too would *close a loop*.",
        "端口 {port} 是到根的另一条路，但不是最优的：如果也转发，就会*形成环路*。";

    StpSuperior { port } => "A better message", "更优的 BPDU";
        let port = u32::from(port) + 1;
        "The BPDU on port {port} tells of *a better root, path or bridge* than was known there: {node} works out its roles anew.",
        "端口 {port} 收到的 BPDU 给出了*更优的根、路径或网桥*：{node}重新计算端口角色。";

    StpInferior { port } => "A worse message", "较差的 BPDU";
        let port = u32::from(port) + 1;
        "The BPDU on port {port} is worse than what {node} has to say: *it answers with its own*.",
        "端口 {port} 收到的 BPDU 不如{node}自己的：*它用自己的 BPDU 作答*。";

    StpListening { port, delay } => "Listening", "侦听";
        let port = u32::from(port) + 1;
        "Port {port} may become part of the tree, but another bridge might object: *for `{delay}` it only listens*.",
        "端口 {port} 可以加入生成树，但别的网桥也许有异议：*先侦听 `{delay}`*。";

    StpLearning { port, delay } => "Learning", "学习";
        let port = u32::from(port) + 1;
        "Nobody objected to port {port}: *for `{delay}` it learns addresses*, but passes nothing on yet.",
        "没有网桥对端口 {port} 提出异议：*接下来 `{delay}` 内学习地址*，但还不转发。";

    StpForwarding { port } => "Forwarding", "转发";
        let port = u32::from(port) + 1;
        "Port {port} has listened and learnt long enough: *it passes frames on now*.",
        "端口 {port} 侦听和学习的时间已满：*现在开始转发*。";

    StpBlocking { port } => "Blocking", "阻塞";
        let port = u32::from(port) + 1;
        "Port {port} *passes nothing on any more*; it still hears the BPDUs of others.",
        "端口 {port} *不再转发任何帧*，但仍接收别的网桥的 BPDU。";

    StpDisabled { port } => "Disabled", "禁用";
        let port = u32::from(port) + 1;
        "Port {port} is down and *takes no part* in the spanning tree.",
        "端口 {port} 已断开，*不参与生成树*。";

    StpMessageAged { port, max_age } => "Nothing heard for too long", "太久没有消息";
        let port = u32::from(port) + 1;
        "What was heard on port {port} is `{max_age}` old: *the bridge that said it may be gone*, and {node} works out its roles anew.",
        "端口 {port} 上的信息已有 `{max_age}` 之久：*发送它的网桥可能已经离线*，{node}重新计算端口角色。";

    StpHello { every } => "The root's hello", "根网桥的 Hello";
        "{Node} believes to be the root: every `{every}` *it says so* through its designated ports.",
        "{node}认为自己是根网桥：每隔 `{every}` 从各指定端口*发送 BPDU 宣告*。";

    StpRelayed { cost } => "Passed on from the root", "转达根的消息";
        "What the root said is *passed on away from it*, with the cost of the path from here: {cost}.",
        "把根网桥的消息*向远离根的方向转达*，并写上从这里到根的路径开销：{cost}。";

    StpTopologyChange => "The tree has changed", "拓扑变化";
        "A port began or ceased to forward, so stations may be found elsewhere: *the root must hear of it*.",
        "有端口开始或停止转发，站点的位置可能已经改变：*必须通知根网桥*。";

    StpChangeAcknowledged => "The change is known", "变化已被确认";
        "The next bridge towards the root *has heard of the change* and tells it on: {node} need not repeat it.",
        "通往根方向的下一个网桥*已经得知变化*并会继续上报：{node}不必重复。";

    StpFastAgeing { age } => "Forget sooner", "加快老化";
        "The topology is changing: until it settles, {node} forgets an address after `{age}` of silence, *so that frames find the new way*.",
        "拓扑正在变化：在稳定之前，地址静默 `{age}` 后就删除，*使帧能走上新的路径*。";

    StpUsualAgeing { age } => "Settled again", "恢复稳定";
        "The topology has settled: addresses are *kept for `{age}`* again.",
        "拓扑已经稳定：地址*恢复保留 `{age}`*。";
}
