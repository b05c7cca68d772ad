//! Network address and port translation.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    NatMapped { ip, port, external } => "A new mapping", "新建映射";
        "`{ip}`, port {port}, speaks to the outside for the first time: *{node} gives it its own port {external}* and remembers that in its NAT table.",
        "`{ip}` 的端口 {port} 第一次与外网通信：*{node}为它分配自己的端口 {external}*，并记入 NAT 表。";

    NatReused { ip, port, external } => "The same mapping", "沿用映射";
        "`{ip}`, port {port}, speaks to somebody new, but *keeps its external port {external}*: the mapping does not depend on the other end.",
        "`{ip}` 的端口 {port} 与新的对方通信，但*外部端口仍是 {external}*：映射与对方无关。";

    NatOutbound { ip, port, external } => "Translated on its way out", "出方向转换";
        "*The source `{ip}`, port {port}, becomes {node}'s outer address, port {external}*: the outside never sees the inner one. The checksums are corrected.",
        "*源地址 `{ip}`、端口 {port} 换成{node}的外网地址、端口 {external}*：外网看不到内网地址。校验和随之修正。";

    NatInbound { external, ip, port } => "Translated on its way in", "入方向转换";
        "The NAT table says to whom port {external} belongs: *the destination becomes `{ip}`, port {port}*. The checksums are corrected.",
        "NAT 表说明了端口 {external} 属于谁：*目的地址换成 `{ip}`、端口 {port}*。校验和随之修正。";

    NatNoMapping { external } => "Nobody inside asked for it", "内网没有人要它";
        "The NAT table has *no entry for port {external}*: {node} cannot know which host inside the packet would be for.",
        "NAT 表中*没有端口 {external} 的条目*：{node}不知道报文该给内网的哪台主机。";

    NatFiltered { ip, port, external } => "From a stranger", "来自陌生人";
        "Port {external} is mapped, but the host inside *has not spoken to `{ip}`, port {port}*: {node} lets nothing in from there.",
        "端口 {external} 有映射，但内网主机*没有与 `{ip}` 的端口 {port} 通信过*：{node}不放行。";

    NatNotSyn { ip, port } => "Opens nothing", "不是建立连接";
        "The segment from `{ip}`, port {port}, belongs to *no connection that {node} knows, and does not open one*: it is dropped.",
        "来自 `{ip}` 端口 {port} 的报文段*不属于{node}已知的连接，也不是建立连接*：丢弃。";

    NatPortsExhausted { ports } => "No port left", "端口用尽";
        "All {ports} external ports are taken: *{node} cannot translate for anybody new*.",
        "{ports} 个外部端口都已占用：*{node}无法再为新的通信作转换*。";

    NatTableFull { limit } => "NAT table full", "NAT 表已满";
        "{Node} already remembers {limit} conversations, as many as it can: *there is no room for one more*.",
        "{node}已记录 {limit} 个通信，达到上限：*无法再增加*。";

    NatRemoved { external } => "Mapping taken back", "撤销映射";
        "Port {external} *leads to nobody inside any more*.",
        "端口 {external} *不再通向内网的任何主机*。";

    NatForwarded { external, ip, port } => "Port mapping", "端口映射";
        "Somebody has set that *port {external} always leads to `{ip}`, port {port}*: the outside can call in there.",
        "已设定*端口 {external} 总是通向 `{ip}` 的端口 {port}*：外网可以从这里主动连入。";

    NatExpired { external, after } => "Mapping removed", "映射过期";
        "Nothing has passed through port {external} for `{after}`: *{node} removes the mapping*.",
        "`{after}` 内没有报文经过端口 {external}：*{node}删除这条映射*。";

    NatTcpExpired { external, after } => "Connection forgotten", "连接过期";
        "The connection through port {external} has been silent for `{after}`: *{node} forgets it*. Its ends will not be told.",
        "经过端口 {external} 的连接已静默 `{after}`：*{node}删除它*。双方都不会得到通知。";

    NatIcmpError { external } => "An error about a translated packet", "与已转换报文有关的差错";
        "The ICMP error quotes a packet that had port {external} outside: *what it quotes is translated, too*, so that its receiver recognises it.",
        "ICMP 差错引用的报文在外网使用端口 {external}：*引用的内容也要转换*，接收者才能认出来。";

    NatIcmpStray => "An error about nothing known", "与已知通信无关的差错";
        "The ICMP error quotes *no packet that {node} has translated*: it is dropped.",
        "ICMP 差错引用的*不是{node}转换过的报文*：丢弃。";

    NatHairpin { external, ip, port } => "Out and in again", "回环转换";
        "A host inside calls {node}'s outer address, port {external}: *the packet turns round to `{ip}`, port {port}*, with both addresses translated.",
        "内网主机访问{node}的外网地址、端口 {external}：*报文掉头转给 `{ip}` 的端口 {port}*，源和目的地址都要转换。";

    NatNoHairpin { external } => "Does not turn round", "不支持回环";
        "A host inside calls {node}'s outer address, port {external}, but *{node} sends nothing back to where it came from*.",
        "内网主机访问{node}的外网地址、端口 {external}，但*{node}不会把报文转回内网*。";

    NatUnknownProtocol { protocol } => "No ports to translate", "没有端口可转换";
        "Protocol {protocol} has *no ports by which hosts inside could be told apart*: {node} drops the packet.",
        "协议 {protocol} *没有端口，无法区分内网主机*：{node}丢弃报文。";

    NatIcmpKind { kind } => "An ICMP message for nobody", "无法转换的 ICMP 报文";
        "An ICMP message of type {kind} *names no mapping*: {node} drops it.",
        "类型为 {kind} 的 ICMP 报文*不对应任何映射*：{node}将其丢弃。";
}
