//! What ICMP's numbers stand for.

use super::not_known;
use crate::Lang;
use wireglass_core::wire::icmp::{BadParameter, Kind, Redirect, TimeExceeded, Unreachable};

pub(super) const fn kind(lang: Lang, kind: Kind) -> &'static str {
    lang.pick(match kind {
        Kind::EchoReply => ("echo reply", "回显应答"),
        Kind::Unreachable => ("destination unreachable", "目的不可达"),
        Kind::SourceQuench => ("source quench", "源点抑制"),
        Kind::Redirect => ("redirect", "重定向"),
        Kind::EchoRequest => ("echo request", "回显请求"),
        Kind::RouterAdvertisement => ("router advertisement", "路由器通告"),
        Kind::RouterSolicitation => ("router solicitation", "路由器请求"),
        Kind::TimeExceeded => ("time exceeded", "超时"),
        Kind::ParameterProblem => ("parameter problem", "参数问题"),
        Kind::TimestampRequest => ("timestamp request", "时间戳请求"),
        Kind::TimestampReply => ("timestamp reply", "时间戳应答"),
        Kind::MaskRequest => ("address mask request", "地址掩码请求"),
        Kind::MaskReply => ("address mask reply", "地址掩码应答"),
        Kind::Other(_) => return not_known(lang),
    })
}

pub(super) const fn unreachable(lang: Lang, code: Unreachable) -> &'static str {
    lang.pick(match code {
        Unreachable::Network => ("network unreachable", "网络不可达"),
        Unreachable::Host => ("host unreachable", "主机不可达"),
        Unreachable::Protocol => ("protocol unreachable", "协议不可达"),
        Unreachable::Port => {
            ("port unreachable: nobody listens there", "端口不可达：没有程序在监听")
        }
        Unreachable::FragmentationNeeded => {
            ("too large, and may not be cut up", "报文过大，但禁止分片")
        }
        Unreachable::SourceRouteFailed => ("source route failed", "源路由失败"),
        Unreachable::NetworkUnknown => ("network unknown", "目的网络未知"),
        Unreachable::HostUnknown => ("host unknown", "目的主机未知"),
        Unreachable::SourceIsolated => ("sender cut off", "源主机被隔离"),
        Unreachable::NetworkProhibited => {
            ("network closed by its administrator", "目的网络被管理员禁止")
        }
        Unreachable::HostProhibited => ("host closed by its administrator", "目的主机被管理员禁止"),
        Unreachable::NetworkForService => {
            ("network unreachable for this type of service", "对该服务类型网络不可达")
        }
        Unreachable::HostForService => {
            ("host unreachable for this type of service", "对该服务类型主机不可达")
        }
        Unreachable::Prohibited => ("forbidden by a filter", "被过滤规则禁止"),
        Unreachable::HostPrecedence => ("precedence not allowed", "违反主机优先级"),
        Unreachable::PrecedenceCutoff => ("precedence too low", "优先级过低"),
        Unreachable::Other(_) => return not_known(lang),
    })
}

pub(super) const fn redirect(lang: Lang, code: Redirect) -> &'static str {
    lang.pick(match code {
        Redirect::Network => ("for that network", "针对该网络"),
        Redirect::Host => ("for that host", "针对该主机"),
        Redirect::NetworkForService => {
            ("for that network and type of service", "针对该网络和服务类型")
        }
        Redirect::HostForService => ("for that host and type of service", "针对该主机和服务类型"),
        Redirect::Other(_) => return not_known(lang),
    })
}

pub(super) const fn time_exceeded(lang: Lang, code: TimeExceeded) -> &'static str {
    lang.pick(match code {
        TimeExceeded::InTransit => ("TTL reached zero on the way", "途中 TTL 减为零"),
        TimeExceeded::Reassembly => ("fragments stayed away too long", "分片重组超时"),
        TimeExceeded::Other(_) => return not_known(lang),
    })
}

pub(super) const fn bad_parameter(lang: Lang, code: BadParameter) -> &'static str {
    lang.pick(match code {
        BadParameter::AtPointer => ("the pointer says where", "指针指出出错位置"),
        BadParameter::OptionMissing => ("an option is missing", "缺少必需的选项"),
        BadParameter::BadLength => ("a length is wrong", "长度错误"),
        BadParameter::Other(_) => return not_known(lang),
    })
}
