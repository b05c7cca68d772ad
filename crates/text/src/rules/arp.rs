//! ARP, its cache, address conflicts and RARP.

use crate::rules::rules;
use crate::words::times;

rules! {
    lang, node, Node, peer, Peer;

    ArpUnknown { ip } => "Who has this address?", "谁有这个地址？";
        "{Node} has a packet for `{ip}` but *does not know its MAC address*, so it asks everyone on the link.",
        "{node}要发送报文给 `{ip}`，但*还不知道它的 MAC 地址*，于是向链路上所有站点广播询问。";

    ArpForUs { ip } => "That is me", "是我";
        "`{ip}` is {node}'s own address: it *answers with its MAC address*, to the asker alone.",
        "`{ip}` 正是{node}自己的地址：它*用自己的 MAC 地址作答*，只发给询问者。";

    ArpLearn { ip } => "Mapping remembered", "记住映射";
        "The ARP packet says where `{ip}` is: {node} *remembers it* in its ARP cache.",
        "ARP 报文说明了 `{ip}` 在哪里：{node}把它*记入 ARP 缓存*。";

    ArpNotForUs { ip } => "Not our address", "问的不是本机";
        "The question is about `{ip}`, *which is somebody else*: {node} ignores it.",
        "问的是 `{ip}`，*那是别人的地址*：{node}不予理会。";

    ArpNoAnswer { ip, tries } => "Nobody answers", "无人应答";
        let n = times(lang, tries.into());
        "{Node} asked for `{ip}` `{n}` and nobody answered: *the host is unreachable*, and the packets held for it are dropped.",
        "{node}询问 `{ip}` 共 `{n}`，无人应答：*主机不可达*，为它保留的报文全部丢弃。";

    ArpKnown { ip, mac } => "In the ARP cache", "ARP 缓存命中";
        "The ARP cache says that `{ip}` has the MAC address `{mac}`: *no question is needed*.",
        "ARP 缓存中 `{ip}` 的 MAC 地址是 `{mac}`：*不必再询问*。";

    ArpWaits { ip, waiting } => "Waits for the answer", "等待应答";
        "The MAC address of `{ip}` has been asked for: *the packet waits for the answer*. {waiting} wait now.",
        "已经在询问 `{ip}` 的 MAC 地址：*报文等待应答*，现有 {waiting} 个在等待。";

    ArpQueueFull { ip, limit } => "No more may wait", "等待队列已满";
        "{limit} packets already wait for the MAC address of `{ip}`, as many as may: *the oldest is dropped*.",
        "已有 {limit} 个报文在等待 `{ip}` 的 MAC 地址，达到上限：*丢弃其中最早的一个*。";

    ArpAskAgain { ip, tries } => "Asked again", "再次询问";
        "No answer about `{ip}` yet: *{node} asks again*. This is try {tries}.",
        "还没有收到 `{ip}` 的应答：*{node}再问一次*，这是第 {tries} 次。";

    ArpRefresh { ip } => "Mapping confirmed", "映射得到确认";
        "The ARP packet says about `{ip}` what is known already: *its time begins anew*.",
        "ARP 报文中 `{ip}` 的映射与已知的一致：*重新计时*。";

    ArpReplace { ip, mac } => "Another MAC address", "MAC 地址变了";
        "`{ip}` now says that its MAC address is `{mac}`: *{node} believes it* and replaces what it knew. ARP has no way to check.",
        "`{ip}` 现在声称自己的 MAC 地址是 `{mac}`：*{node}相信它*并替换原来的记录，ARP 无从核实。";

    ArpStaticStays { ip } => "A static entry stays", "静态表项不变";
        "The mapping of `{ip}` was written by hand: *what the packet claims changes nothing*.",
        "`{ip}` 的映射是手工写入的：*报文的说法不起作用*。";

    ArpExpired { ip, after } => "Mapping forgotten", "映射老化";
        "Nothing has confirmed the mapping of `{ip}` for `{after}`: *{node} forgets it* and will ask when it is needed.",
        "`{ip}` 的映射已有 `{after}` 未得到确认：*{node}删除它*，需要时再询问。";

    ArpPoll { ip, tries } => "Still there?", "还在吗？";
        "The mapping of `{ip}` is old but in use: *{node} asks its owner alone* whether it still holds. This is try {tries}.",
        "`{ip}` 的映射较旧但仍在使用：*{node}只向其主人询问*是否仍然有效，这是第 {tries} 次。";

    ArpPollFailed { ip, tries } => "The owner is silent", "对方没有回答";
        let n = times(lang, tries.into());
        "The owner of `{ip}` was asked `{n}` and did not answer: *the mapping is forgotten*.",
        "已向 `{ip}` 的主人询问 `{n}`，没有回答：*删除这条映射*。";

    ArpRemoved { ip } => "Removed by hand", "手工删除";
        "The mapping of `{ip}` was *removed by hand*, as `arp -d` does.",
        "`{ip}` 的映射被*手工删除*，如同执行 `arp -d`。";

    ArpWritten { ip, mac } => "Written by hand", "手工写入";
        "`{ip}` at `{mac}` was *written by hand*, as `arp -s` does: it does not age.",
        "`{ip}` 对应 `{mac}` 是*手工写入*的，如同执行 `arp -s`：不会老化。";

    ArpCacheFull { limit } => "ARP cache full", "ARP 缓存已满";
        "The ARP cache already holds {limit} mappings: *the one confirmed longest ago makes room*.",
        "ARP 缓存已有 {limit} 条映射：*最久未确认的一条让出位置*。";

    ArpBadSender { mac } => "No host's address", "不是主机的地址";
        "The ARP packet claims `{mac}` as its sender, *which no single host can be*: {node} believes nothing of it.",
        "ARP 报文声称发送者是 `{mac}`，*这不可能是单台主机*：{node}不予采信。";

    ArpProbeHeard { ip } => "Somebody wants an address", "有人想用这个地址";
        "The asker has no address yet: it only wants to know *whether somebody has `{ip}` already*. There is nothing to learn from it.",
        "询问者自己还没有地址：它只想知道*`{ip}` 是否已经有人在用*。从中学不到映射。";

    ArpAnnounced { ip } => "Gratuitous ARP", "免费 ARP";
        "Nobody asked, but the owner of `{ip}` *tells everybody its MAC address*: whoever knew another one corrects it.",
        "没有人询问，`{ip}` 的主人*主动告诉所有站点自己的 MAC 地址*：记录有误的会更正。";

    ArpProbe { ip, tries } => "Is this address free?", "这个地址空闲吗？";
        "Before it uses `{ip}`, {node} *asks whether somebody has it already*, with no sender address, so that nobody learns a wrong mapping. This is probe {tries}.",
        "使用 `{ip}` 之前，{node}先*询问是否已经有人在用*；发送者地址留空，以免别人学到错误的映射。这是第 {tries} 个探测。";

    ArpAnnounce { ip } => "This address is mine", "这个地址归我了";
        "Nobody objected: {node} *uses `{ip}` from now on* and tells everybody its MAC address.",
        "没有人反对：{node}*从现在起使用 `{ip}`*，并把自己的 MAC 地址告诉所有站点。";

    ArpProbeConflict { ip, mac } => "Address already in use", "地址已被占用";
        "`{mac}` has or wants `{ip}`, too: *{node} must not use it*.",
        "`{mac}` 正在使用或也想使用 `{ip}`：*{node}不能使用这个地址*。";

    ArpProbeSlowly { conflicts } => "Too many conflicts", "冲突太多";
        "{conflicts} addresses were in use already: from now on {node} *tries a new one once a minute at most*.",
        "已有 {conflicts} 个地址发生冲突：此后{node}*每分钟最多尝试一个新地址*。";

    ArpDefend { ip, mac } => "Address conflict", "地址冲突";
        "`{mac}` uses `{ip}`, which is {node}'s: *it says once to everybody that the address is its own*.",
        "`{mac}` 在使用 `{ip}`，而这是{node}的地址：*它向所有站点声明一次，地址归自己*。";

    ArpGiveUp { ip, mac } => "Address given up", "放弃地址";
        "`{mac}` goes on using `{ip}` although {node} defended it a moment ago: *{node} gives the address up*, lest both fight for ever.",
        "{node}刚刚声明过，`{mac}` 仍在使用 `{ip}`：*{node}放弃这个地址*，避免双方无休止地争夺。";

    RarpAsk { mac, tries } => "Which address do I have?", "我的地址是什么？";
        "{Node} knows only its MAC address, `{mac}`: *it asks everybody for its IP address*. This is try {tries}.",
        "{node}只知道自己的 MAC 地址 `{mac}`：*它向所有站点询问自己的 IP 地址*，这是第 {tries} 次。";

    RarpAnswer { mac, ip } => "Your address", "告知地址";
        "{Node}'s table says that `{mac}` has the address `{ip}`: *it tells the asker*.",
        "{node}的表中 `{mac}` 对应的地址是 `{ip}`：*它告诉询问者*。";

    RarpUnknown { mac } => "Not in the table", "表中没有";
        "{Node}'s table *does not have `{mac}`*: it keeps silent. Another server may know.",
        "{node}的表中*没有 `{mac}`*：不作回答，也许别的服务器知道。";

    RarpLearnt { ip } => "That is our address", "得知自己的地址";
        "A RARP server has answered: *{node}'s address is `{ip}`*. RARP tells neither mask nor gateway.",
        "RARP 服务器作了回答：*{node}的地址是 `{ip}`*。RARP 不提供掩码和网关。";

    RarpNotHere => "No RARP here", "不使用 RARP";
        "{Node} *neither asks for addresses nor keeps a table of them*: it ignores the frame.",
        "{node}*既不询问自己的地址，也不保存地址表*：忽略这个帧。";

    RarpNoAnswer { tries } => "No RARP server", "没有 RARP 服务器";
        let n = times(lang, tries.into());
        "{Node} asked `{n}` and nobody answered: *it has no address*.",
        "{node}询问了 `{n}`，无人应答：*它没有得到地址*。";
}
