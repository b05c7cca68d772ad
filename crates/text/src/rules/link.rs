//! The wire, and what a host throws away before TCP sees it.

use crate::rules::rules;
use crate::words::{of_bytes, percent};

rules! {
    lang, node, Node, peer, Peer;

    LinkLoses { rate_ppm } => "Lost by chance", "随机丢失";
        let rate = percent(rate_ppm);
        "The link loses `{rate}` of its frames at random, and *this is one of them*. Neither side is told.",
        "这条链路随机丢失 `{rate}` 的帧，*这一帧就是其中之一*。双方都不会得到通知。",
        check "loss = {rate_ppm} ppm";

    LinkDuplicates { rate_ppm } => "Doubled by chance", "随机复制";
        let rate = percent(rate_ppm);
        "The link doubles `{rate}` of its frames at random: *a second copy of this one is on its way*.",
        "这条链路随机复制 `{rate}` 的帧：*这一帧的第二份正在途中*。",
        check "duplication = {rate_ppm} ppm";

    LinkReorders { extra } => "Held back by chance", "随机延迟";
        "The link holds this frame back by `{extra}`: *later ones may overtake it*.",
        "链路把这一帧多滞留了 `{extra}`：*后面的帧可能超过它*。";

    LinkCorrupts { offset } => "Damaged by chance", "随机损坏";
        "Noise on the link *changes byte `{offset}`* of the frame. The checksum is there to notice.",
        "链路上的噪声*改变了*帧的*第 `{offset}` 字节*。校验和就是用来发现这种错误的。";

    LinkQueueFull { limit } => "Queue full", "队列已满";
        "`{limit}` frames already wait for the link: *there is no room for this one*, and it is dropped.",
        "已有 `{limit}` 帧在排队等待链路：*放不下这一帧*，只能丢弃。";

    ScenarioFault => "Part of the lesson", "课程设定";
        "*The lesson arranges for this* to happen to this frame.",
        "*这是本课特意安排*在这一帧上发生的。";

    WhatIf => "What if", "假设";
        "*You asked for this*: it is your what-if.",
        "*这是你的要求*：你所做的假设。";

    HostOff => "Host is off", "主机已关机";
        "{Node} has no power: *nobody hears the frame*.",
        "{node}没有通电：*没有人听到这一帧*。";

    FrameTooLong { size, mtu } => "Too long for the link", "超出链路的最大长度";
        let n = of_bytes(lang, size);
        "The packet has `{n}`, but *the link carries at most `{mtu}`*: it cannot be sent.",
        "报文有 `{n}`，但*链路最多承载 `{mtu}` 字节*：无法发送。",
        check "{size} > MTU {mtu}";

    NotOurMac => "For another station", "发给其他站点";
        "The frame carries *somebody else's MAC address*: {node} ignores it.",
        "帧上写的是*别人的 MAC 地址*：{node}不予理会。";

    NotOurIp { ip } => "For another host", "发给其他主机";
        "The packet is for `{ip}`, *not for {node}*, and a host does not forward: it is dropped.",
        "报文的目的地是 `{ip}`，*不是{node}*，而主机不负责转发：丢弃。";

    Ipv4ChecksumWrong => "IPv4 checksum is wrong", "IPv4 校验和错误";
        "The IPv4 header was *damaged on its way*: {node} drops the packet and says nothing, as even the sender's address may be wrong.",
        "IPv4 首部*在途中受损*：{node}丢弃报文，不作任何回应，因为连源地址都可能是错的。";

    TcpChecksumWrong => "TCP checksum is wrong", "TCP 校验和错误";
        "The segment was *damaged on its way*: {node} drops it and says nothing. {Peer} will send it again when no ACK comes.",
        "报文段*在途中受损*：{node}丢弃它，不作任何回应。{peer}收不到 ACK 就会重传。";

    PacketMalformed => "Makes no sense", "无法解析";
        "The packet *is not what it claims to be* and cannot be read: {node} drops it.",
        "报文*与它所声称的格式不符*，无法读取：{node}将其丢弃。";
}
