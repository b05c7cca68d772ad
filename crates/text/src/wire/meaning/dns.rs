//! What the numbers of DNS stand for.

use super::not_known;
use crate::Lang;
use wireglass_core::wire::dns::{Class, Opcode, Rcode, RecordType};

pub(super) const fn opcode(lang: Lang, code: Opcode) -> &'static str {
    lang.pick(match code {
        Opcode::Query => ("query", "查询"),
        Opcode::InverseQuery => ("inverse query, obsolete", "反向查询（已废弃）"),
        Opcode::Status => ("status of the server", "服务器状态"),
        Opcode::Notify => ("the zone has changed", "区域变更通知"),
        Opcode::Update => ("change of a zone", "动态更新"),
        Opcode::Other(_) => return not_known(lang),
    })
}

pub(super) const fn response(lang: Lang, code: Rcode) -> &'static str {
    lang.pick(match code {
        Rcode::NoError => ("no error", "没有错误"),
        Rcode::FormatError => ("the question was not understood", "查询格式错误"),
        Rcode::ServerFailure => ("the server failed", "服务器失败"),
        Rcode::NameError => ("no such name (NXDOMAIN)", "域名不存在（NXDOMAIN）"),
        Rcode::NotImplemented => ("not implemented", "未实现"),
        Rcode::Refused => ("refused", "拒绝"),
        Rcode::Other(_) => return not_known(lang),
    })
}

pub(super) const fn record_type(lang: Lang, kind: RecordType) -> &'static str {
    lang.pick(match kind {
        RecordType::A => ("A: IPv4 address", "A：IPv4 地址"),
        RecordType::Ns => ("NS: name server", "NS：域名服务器"),
        RecordType::Cname => ("CNAME: canonical name", "CNAME：规范名"),
        RecordType::Soa => ("SOA: start of a zone", "SOA：区域起始"),
        RecordType::Ptr => ("PTR: name of an address", "PTR：地址对应的域名"),
        RecordType::Mx => ("MX: mail host", "MX：邮件主机"),
        RecordType::Txt => ("TXT: text", "TXT：文本"),
        RecordType::Aaaa => ("AAAA: IPv6 address", "AAAA：IPv6 地址"),
        RecordType::Srv => ("SRV: service", "SRV：服务"),
        RecordType::Opt => ("OPT: what the sender can do (EDNS)", "OPT：发送方的能力（EDNS）"),
        RecordType::Https => ("HTTPS: secure service", "HTTPS：安全服务"),
        RecordType::Any => ("ANY: all types", "ANY：所有类型"),
        RecordType::Other(_) => return not_known(lang),
    })
}

pub(super) const fn class(lang: Lang, class: Class) -> &'static str {
    lang.pick(match class {
        Class::Internet => ("IN: the Internet", "IN：互联网"),
        Class::Chaos => ("CH: about the server itself", "CH：关于服务器自身"),
        Class::None => ("no class", "无类别"),
        Class::Any => ("all classes", "所有类别"),
        Class::Other(_) => return not_known(lang),
    })
}
