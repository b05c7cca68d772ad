//! Groups: who wants what is sent to many.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    IgmpJoin { group } => "Joining a group", "加入组";
        "A program on {node} wants what is sent to `{group}`. *The link is told at once*, so that a router need not ask first.",
        "{node}上有程序要接收发给 `{group}` 的报文。*立即向链路报告*，不必等路由器来问。";

    IgmpJoinAgain { group } => "Said once more", "再说一次";
        "Nobody acknowledges a report, and the first may be lost: {node} *says once more* that it is in `{group}`.",
        "成员报告没有确认，第一份可能丢失：{node}*再报告一次*自己在组 `{group}` 中。";

    IgmpDelay { group, delay, most } => "Answer, but not all at once", "错开时间再回答";
        "A router asks about `{group}`. {Node} waits `{delay}`, a random part of the `{most}` allowed: *if all members answered at once, the link would be flooded*.",
        "路由器询问组 `{group}`。{node}在允许的 `{most}` 内随机等待 `{delay}`：*若所有成员同时回答，链路会被淹没*。",
        check "0 ≤ {delay} ≤ {most}";

    IgmpReport { group } => "Still here", "仍在组中";
        "The wait is over and no other member has answered: *{node} reports `{group}` for all of them*.",
        "等待结束，没有别的成员回答：*{node}代表大家报告组 `{group}`*。";

    IgmpSuppressed { group, ip } => "Another has answered", "已有人回答";
        "`{ip}` has reported `{group}` already. The router only needs to know that there is somebody: *{node} keeps silent*.",
        "`{ip}` 已经报告了组 `{group}`。路由器只需知道有人在：*{node}不再回答*。";

    IgmpLeave { group } => "Leaving a group", "离开组";
        "{Node} was the last to report `{group}`, and might be the only member: *it tells the routers that it leaves*.",
        "最后报告组 `{group}` 的是{node}，它可能是唯一的成员：*告诉路由器它离开了*。";

    IgmpLeaveQuietly { group } => "Leaving without a word", "悄悄离开";
        "Somebody else reported `{group}` last, so there is another member; or the router knows only version 1. *{Node} leaves without a word*.",
        "最后报告组 `{group}` 的是别人，说明还有成员；或者路由器只懂版本 1。*{node}悄悄离开*。";

    IgmpOldRouter { ip, after } => "A router of version 1", "版本 1 的路由器";
        "The query of `{ip}` allows no time for the answer, so it is of version 1: for `{after}` {node} *reports in version 1 and sends no leaves*.",
        "`{ip}` 的查询没有给出响应时间，是版本 1：在 `{after}` 内，{node}*用版本 1 报告，也不发离开报文*。";

    IgmpQuery { every } => "Who is in a group?", "谁在组里？";
        "Members may vanish without a word, so {node} *asks everybody on the link* which groups they are in, and again in `{every}`.",
        "成员可能不声不响地消失，所以{node}*询问链路上的所有主机*在哪些组里，`{every}` 后再问。";

    IgmpQuerierElsewhere { ip, own } => "Another router asks", "由别的路由器询问";
        "One router on a link is enough to ask. `{ip}` is lower than `{own}`: *{node} only listens from now on*.",
        "一条链路上有一个路由器询问就够了。`{ip}` 小于 `{own}`：*{node}从现在起只听不问*。",
        check "{ip} < {own}";

    IgmpQuerierGone { ip, after } => "The other router is gone", "询问者消失";
        "`{ip}` has not asked for `{after}`: *{node} takes over*.",
        "`{ip}` 已有 `{after}` 没有询问：*由{node}接替*。";

    IgmpMemberHeard { group, ip, after } => "There is a member", "有成员";
        "`{ip}` is in `{group}`. *What is sent to the group is wanted on this link*; without another word that holds for `{after}`.",
        "`{ip}` 在组 `{group}` 中。*这条链路需要发给该组的报文*；若再无消息，有效期为 `{after}`。";

    IgmpOldMember { group, ip } => "A member of version 1", "版本 1 的成员";
        "`{ip}` reports `{group}` in version 1, which *knows no leaving*: for as long as it may be there, leaves prove nothing.",
        "`{ip}` 用版本 1 报告组 `{group}`，而版本 1 *没有离开报文*：只要它可能还在，离开报文就不说明问题。";

    IgmpAskLast { group, tries } => "Is anybody left?", "还有人吗？";
        "A member of `{group}` has left. *Is there another?* {Node} asks that group alone (try {tries}).",
        "组 `{group}` 有成员离开。*还有别的成员吗？*{node}只询问该组（第 {tries} 次）。";

    IgmpLastAsked { group, after } => "Somebody has left", "有人离开";
        "The router that asks looks for members left in `{group}`: *unless one answers within `{after}`, {node} forgets the group, too*.",
        "负责询问的路由器在找组 `{group}` 余下的成员：*若 `{after}` 内无人回答，{node}也忘记该组*。";

    IgmpLeaveIgnored { group } => "A leave that proves nothing", "离开说明不了什么";
        "There may be members of version 1 in `{group}`, which do not answer questions about one group: *the leave is ignored*.",
        "组 `{group}` 里可能有版本 1 的成员，它们不理会针对一个组的询问：*忽略这个离开报文*。";

    IgmpNotQuerier { group, ip } => "Not ours to ask", "不归本路由器询问";
        "A member of `{group}` leaves. *To look into that is for `{ip}`*, the router that asks on this link.",
        "组 `{group}` 有成员离开。*由本链路上负责询问的路由器 `{ip}` 去查*。";

    IgmpLastGone { group, tries } => "Nobody is left", "已无成员";
        "{Node} has asked {tries} times and nobody is in `{group}` any more: *the link gets nothing more that is sent there*.",
        "{node}问了 {tries} 次，组 `{group}` 已没有人：*不再向这条链路送该组的报文*。";

    IgmpGroupSilent { group } => "Not heard of for too long", "太久没有消息";
        "Nobody has reported `{group}` although it was asked: *{node} holds that it has no members here*.",
        "虽有询问，却没有人报告组 `{group}`：*{node}认为这里没有该组的成员*。";

    IgmpNotFromHere { ip } => "Not from this network", "不是本网络的";
        "`{ip}` is not in this link's network, so *the message may be forged*: it is ignored.",
        "`{ip}` 不在这条链路的网络中，*报文可能是伪造的*：忽略。";

    IgmpChecksumWrong => "IGMP checksum wrong", "IGMP 校验和错误";
        "The IGMP checksum does not fit the message: *it is discarded in silence*.",
        "IGMP 校验和与报文不符：*静默丢弃*。";
}
