//! DHCP, client and server.

use crate::rules::rules;
use crate::words::times;

rules! {
    lang, node, Node, peer, Peer;

    DhcpDiscover { tries } => "Is there a DHCP server?", "有 DHCP 服务器吗？";
        "{Node} has no address yet: *it asks everybody on the link for a DHCP server*. This is try {tries}.",
        "{node}还没有地址：*它向链路上所有站点寻找 DHCP 服务器*，这是第 {tries} 次。";

    DhcpSelect { ip, server } => "Offer taken", "选定一个提供";
        "{Node} takes `{ip}` from `{server}`, and *says so to everybody*, so that other servers take their offers back.",
        "{node}选定 `{server}` 提供的 `{ip}`，并*广播告知所有服务器*，让其他服务器收回各自的提供。";

    DhcpOfferKept { ip, server } => "One more offer", "又一个提供";
        "`{server}` offers `{ip}`: {node} *keeps the offer* while it waits for others.",
        "`{server}` 提供 `{ip}`：{node}*先记下它*，继续等待其他提供。";

    DhcpRequestAgain { ip, tries } => "Asked again", "再次请求";
        "No answer about `{ip}` yet: *{node} asks again*. This is try {tries}.",
        "关于 `{ip}` 还没有答复：*{node}再请求一次*，这是第 {tries} 次。";

    DhcpRequestUnanswered { tries } => "The server is silent", "服务器没有答复";
        let n = times(lang, tries.into());
        "{Node} asked `{n}` and got no answer: *it begins again*.",
        "{node}请求了 `{n}`，没有答复：*从头开始*。";

    DhcpBound { ip, lease } => "Address obtained", "获得地址";
        "The server has acknowledged: *`{ip}` is {node}'s for `{lease}`*.",
        "服务器已确认：*`{ip}` 归{node}使用 `{lease}`*。";

    DhcpRefused { server } => "The server says no", "服务器拒绝";
        "`{server}` says that {node} *cannot have this address here*: it begins again.",
        "`{server}` 表示{node}*不能在这里使用这个地址*：从头开始。";

    DhcpRenew { ip, after } => "T1: renew", "T1：续租";
        "`{after}` of the lease are over: *{node} asks the server that gave it `{ip}`* for more time.",
        "租约已过 `{after}`：*{node}向分配 `{ip}` 的服务器请求续租*。";

    DhcpRebind { ip, after } => "T2: rebind", "T2：重新绑定";
        "`{after}` of the lease are over and the server is silent: *{node} asks any server* whether it may keep `{ip}`.",
        "租约已过 `{after}`，原服务器没有答复：*{node}向任何服务器询问*能否继续使用 `{ip}`。";

    DhcpLeaseOver { ip, lease } => "The lease is over", "租约到期";
        "The lease of `{lease}` is over and nobody has extended it: *{node} must not use `{ip}` any more*.",
        "`{lease}` 的租约已到期，没有得到续租：*{node}不能再使用 `{ip}`*。";

    DhcpReboot { ip } => "May I still have it?", "还能用原来的地址吗？";
        "{Node} remembers `{ip}` from before: *it asks whether it may still have it*, which is quicker than to begin from nothing.",
        "{node}记得以前的地址 `{ip}`：*它询问能否继续使用*，这比从头开始快。";

    DhcpKeepsLease { ip } => "The old lease still holds", "旧租约仍有效";
        "No server answers, but the lease is not over: *{node} goes on using `{ip}`*.",
        "没有服务器答复，但租约尚未到期：*{node}继续使用 `{ip}`*。";

    DhcpDecline { ip } => "Somebody has it already", "地址已被占用";
        "{Node} has found that *somebody else uses `{ip}`*: it tells the server and begins again.",
        "{node}发现*别人正在使用 `{ip}`*：它告知服务器，然后从头开始。";

    DhcpRelease { ip } => "Given back", "归还地址";
        "{Node} does not need `{ip}` any more and *gives it back*. No answer will come.",
        "{node}不再需要 `{ip}`，*把它归还*。服务器不会答复。";

    DhcpNotForUs => "Not for us", "不是给本机的";
        "The message belongs to *another transaction, or comes when {node} waits for none*: it is ignored.",
        "报文属于*别的事务，或者{node}此时并不在等待它*：忽略。";

    DhcpOffer { ip } => "An address is offered", "提供地址";
        "{Node} *offers `{ip}`*, and keeps it free until the client decides.",
        "{node}*提供 `{ip}`*，并为客户端暂时保留。";

    DhcpOfferSame { ip } => "The same address again", "还是原来的地址";
        "The client has or had `{ip}`: *{node} offers the same one again*.",
        "客户端正在使用或曾经使用 `{ip}`：*{node}仍然提供这个地址*。";

    DhcpOfferFixed { ip } => "Always the same address", "固定分配";
        "It is set that this client *always gets `{ip}`*: {node} offers that.",
        "已设定这个客户端*总是得到 `{ip}`*：{node}提供它。";

    DhcpPoolExhausted { addresses } => "No address left", "地址池耗尽";
        "All {addresses} addresses of the pool are taken: *{node} has nothing to offer* and keeps silent.",
        "地址池中的 {addresses} 个地址都已分配：*{node}没有地址可提供*，不作答复。";

    DhcpOtherChosen { server } => "Another server was chosen", "客户端选了别的服务器";
        "The client takes the offer of `{server}`: *{node} takes its own back*.",
        "客户端选定了 `{server}` 的提供：*{node}收回自己的提供*。";

    DhcpAck { ip, lease } => "Granted", "确认分配";
        "{Node} *grants `{ip}` for `{lease}`* and writes it into its table.",
        "{node}*把 `{ip}` 分配出去，租期 `{lease}`*，并记入租约表。";

    DhcpExtend { ip, lease } => "Lease extended", "延长租约";
        "The client may keep `{ip}`: *its lease is `{lease}` from now*.",
        "客户端可以继续使用 `{ip}`：*租期从现在起 `{lease}`*。";

    DhcpNak { ip } => "Cannot have it", "不能使用";
        "`{ip}` *is not for this client, or not of this network*: {node} says no, so that it begins again.",
        "`{ip}` *不属于这个客户端，或者不在这个网络*：{node}拒绝，让它从头开始。";

    DhcpSilent { ip } => "Not known here", "这里没有记录";
        "{Node} *knows nothing of this client and `{ip}`*: it keeps silent, as another server may know.",
        "{node}*没有这个客户端和 `{ip}` 的记录*：不作答复，也许别的服务器知道。";

    DhcpDeclined { ip, hold } => "Out of use", "暂停分配";
        "Somebody else uses `{ip}`: *{node} does not give it out for `{hold}`*.",
        "有别人在使用 `{ip}`：*{node}在 `{hold}` 内不再分配它*。";

    DhcpReleased { ip } => "Free again", "地址收回";
        "The client has given `{ip}` back: *it is free*, and stays the first choice for the same client.",
        "客户端归还了 `{ip}`：*它重新可用*，同一客户端再来时优先给它。";

    DhcpInform { ip } => "Only the rest", "只要其他配置";
        "The client has the address `{ip}` already: *{node} tells it the mask, the gateway and the name servers*, and no lease.",
        "客户端已有地址 `{ip}`：*{node}告诉它掩码、网关和域名服务器*，不含租约。";

    DhcpExpired { ip } => "Free again", "到期收回";
        "Nobody has taken or extended `{ip}` in time: *it is free again*.",
        "`{ip}` 没有按时被选定或续租：*重新可用*。";
}
