//! What the numbers of DHCP stand for.

use super::not_known;
use crate::Lang;
use wireglass_core::wire::dhcp::{MessageType, Operation, OptionKind};

pub(super) const fn operation(lang: Lang, who: Operation) -> &'static str {
    lang.pick(match who {
        Operation::Request => ("from a client", "来自客户端"),
        Operation::Reply => ("from a server", "来自服务器"),
        Operation::Other(_) => return not_known(lang),
    })
}

pub(super) const fn message(lang: Lang, kind: MessageType) -> &'static str {
    lang.pick(match kind {
        MessageType::Discover => ("discover: is there a server?", "发现：有服务器吗？"),
        MessageType::Offer => ("offer: you could have this", "提供：可以给你这个"),
        MessageType::Request => ("request: I would like this", "请求：我想要这个"),
        MessageType::Decline => ("decline: somebody has it already", "拒绝：这个地址已有人在用"),
        MessageType::Ack => ("acknowledged: it is yours", "确认：归你使用"),
        MessageType::Nak => ("not acknowledged: begin again", "否认：请重新开始"),
        MessageType::Release => ("release: I do not need it any more", "释放：我不再需要了"),
        MessageType::Inform => ("inform: what else should I know?", "告知：还有哪些配置？"),
        MessageType::Other(_) => return not_known(lang),
    })
}

pub(super) const fn option(lang: Lang, kind: OptionKind) -> &'static str {
    lang.pick(match kind {
        OptionKind::Pad => ("padding", "填充"),
        OptionKind::SubnetMask => ("subnet mask", "子网掩码"),
        OptionKind::TimeOffset => ("time offset", "时区偏移"),
        OptionKind::Router => ("default gateway", "默认网关"),
        OptionKind::TimeServer => ("time server", "时间服务器"),
        OptionKind::DomainServer => ("name server", "域名服务器"),
        OptionKind::LogServer => ("log server", "日志服务器"),
        OptionKind::HostName => ("name of the host", "主机名"),
        OptionKind::DomainName => ("name of the domain", "域名"),
        OptionKind::InterfaceMtu => ("MTU of the link", "接口 MTU"),
        OptionKind::BroadcastAddress => ("broadcast address", "广播地址"),
        OptionKind::StaticRoute => ("static routes by class", "静态路由（按类）"),
        OptionKind::NtpServer => ("time server, NTP", "NTP 时间服务器"),
        OptionKind::VendorSpecific => ("for one vendor", "厂商专用"),
        OptionKind::NetbiosServer => ("name server, NetBIOS", "NetBIOS 名称服务器"),
        OptionKind::NetbiosNodeType => ("node type, NetBIOS", "NetBIOS 节点类型"),
        OptionKind::NetbiosScope => ("scope, NetBIOS", "NetBIOS 作用域"),
        OptionKind::RequestedAddress => ("address the client would like", "希望得到的地址"),
        OptionKind::LeaseTime => ("lease time", "租期"),
        OptionKind::Overload => ("options in other fields too", "选项还存放在其他字段"),
        OptionKind::MessageType => ("message type", "消息类型"),
        OptionKind::ServerId => ("which server is meant", "服务器标识"),
        OptionKind::ParameterList => ("options the client would like", "请求的选项列表"),
        OptionKind::Message => ("reason in words", "文字说明"),
        OptionKind::MaxMessageSize => ("largest message", "最大报文长度"),
        OptionKind::RenewalTime => ("renewal time, T1", "续租时间 T1"),
        OptionKind::RebindingTime => ("rebinding time, T2", "重新绑定时间 T2"),
        OptionKind::VendorClass => ("vendor of the client", "客户端厂商"),
        OptionKind::ClientId => ("which client this is", "客户端标识"),
        OptionKind::TftpServerName => ("server to boot from", "启动服务器名"),
        OptionKind::BootFileName => ("file to boot", "启动文件名"),
        OptionKind::ClientFqdn => ("full name of the client", "客户端完整域名"),
        OptionKind::RelayInformation => ("added by a relay", "中继附加的信息"),
        OptionKind::DomainSearch => ("domains to look in", "搜索域列表"),
        OptionKind::ClasslessRoutes => ("static routes with masks", "静态路由（带掩码）"),
        OptionKind::End => ("end of options", "选项结束"),
        OptionKind::Other(_) => return not_known(lang),
    })
}
