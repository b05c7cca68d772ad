//! What a field's value stands for.

mod dhcp;
mod dns;
mod group;
mod icmp;
mod tftp;
mod tree;

use crate::words::bytes;
use crate::{Lang, Markup, say};
use wireglass_core::wire::arp::Operation;
use wireglass_core::wire::http::StatusClass;
use wireglass_core::wire::tcp::OptionKind;
use wireglass_core::wire::{
    AddressFamily, AddressScope, Dscp, Ecn, EtherType, HardwareType, MacKind, Meaning, PacketType,
    Protocol, Service,
};

/// What a value stands for: a few words to stand beside it.
pub fn meaning(lang: Lang, meaning: &Meaning) -> Markup {
    match *meaning {
        Meaning::EtherType(kind) => fixed(ether_type(lang, kind)),
        Meaning::FrameLength(n) => {
            let n = bytes(lang, n.into());
            say!(lang, "length: `{n}` (IEEE 802.3)", "长度：`{n}`（IEEE 802.3）")
        }
        Meaning::Protocol(kind) => fixed(protocol(lang, kind)),
        Meaning::Service(kind) => fixed(service(lang, kind)),
        Meaning::Mac(kind) => fixed(mac(lang, kind)),
        Meaning::Scope(scope) => fixed(address_scope(lang, scope)),
        Meaning::Hardware(kind) => fixed(hardware(lang, kind)),
        Meaning::PacketType(kind) => fixed(packet_type(lang, kind)),
        Meaning::Family(AddressFamily::Ipv4) => fixed("IPv4"),
        Meaning::Family(AddressFamily::Ipv6) => fixed("IPv6"),
        Meaning::Family(AddressFamily::Other(_)) => fixed(not_known(lang)),
        Meaning::ArpOperation(operation) => fixed(arp_operation(lang, operation)),
        Meaning::HeaderLengthBytes(n) => {
            let n = bytes(lang, n.into());
            say!(lang, "`{n}`", "`{n}`")
        }
        Meaning::FragmentOffsetBytes(n) => {
            let n = bytes(lang, n.into());
            say!(lang, "`{n}` in", "偏移 `{n}`")
        }
        Meaning::Dscp(code) => dscp(lang, code),
        Meaning::Ecn(bits) => fixed(ecn(lang, bits)),
        Meaning::LengthLeftToHardware => say!(
            lang,
            "left for the network card to fill in (segmentation offload)",
            "留给网卡填写（分段卸载）",
        ),
        Meaning::ChecksumLeftToHardware => say!(
            lang,
            "left for the network card to fill in (checksum offload)",
            "留给网卡填写（校验和卸载）",
        ),
        Meaning::NoChecksum => say!(lang, "none: not checked", "无：不校验"),
        Meaning::Icmp(kind) => fixed(icmp::kind(lang, kind)),
        Meaning::Unreachable(code) => fixed(icmp::unreachable(lang, code)),
        Meaning::Redirect(code) => fixed(icmp::redirect(lang, code)),
        Meaning::TimeExceeded(code) => fixed(icmp::time_exceeded(lang, code)),
        Meaning::BadParameter(code) => fixed(icmp::bad_parameter(lang, code)),
        Meaning::Seconds(seconds) => span(lang, seconds),
        Meaning::Milliseconds(ms) => {
            let (whole, part) = (ms / 1000, ms % 1000);
            if part == 0 {
                span(lang, whole)
            } else {
                say!(lang, "{whole}.{part:03} s", "{whole}.{part:03} 秒")
            }
        }
        Meaning::Igmp(kind) => fixed(group::message(lang, kind)),
        Meaning::IgmpRecord(kind) => fixed(group::record(lang, kind)),
        Meaning::Bpdu(kind) => fixed(tree::bpdu(lang, kind)),
        Meaning::RipCommand(command) => fixed(tree::rip(lang, command)),
        Meaning::HttpStatus(class) => fixed(status(lang, class)),
        Meaning::NoWay => say!(lang, "infinity: there is no way", "无穷大：不可达"),
        Meaning::ContinuesAt(at) => {
            say!(lang, "goes on at byte `{at}` of the message", "后续部分见报文第 `{at}` 字节")
        }
        Meaning::DnsOpcode(code) => fixed(dns::opcode(lang, code)),
        Meaning::DnsResponse(code) => fixed(dns::response(lang, code)),
        Meaning::DnsType(kind) => fixed(dns::record_type(lang, kind)),
        Meaning::DnsClass(class) => fixed(dns::class(lang, class)),
        Meaning::DhcpOperation(who) => fixed(dhcp::operation(lang, who)),
        Meaning::DhcpOption(kind) => fixed(dhcp::option(lang, kind)),
        Meaning::DhcpMessage(kind) => fixed(dhcp::message(lang, kind)),
        Meaning::TftpOpcode(code) => fixed(tftp::opcode(lang, code)),
        Meaning::TftpError(code) => fixed(tftp::error(lang, code)),
        Meaning::NotInUse => say!(lang, "does not count here", "此处无效"),
        Meaning::TcpOption(kind) => fixed(tcp_option(lang, kind)),
        Meaning::WindowScaleFactor(factor) => {
            say!(lang, "windows × `{factor}`", "窗口 × `{factor}`")
        }
        Meaning::WindowBytes(n) => {
            let n = bytes(lang, n.into());
            say!(lang, "`{n}`, scaled", "扩大后为 `{n}`")
        }
        Meaning::Relative { base, offset } => say!(
            lang,
            "`{offset}` from the initial `{base}`",
            "相对于初始序列号 `{base}` 为 `{offset}`",
        ),
    }
}

/// A time in the two largest units that it has.
fn span(lang: Lang, seconds: u32) -> Markup {
    const UNITS: [(u32, &str, &str); 4] =
        [(86_400, "d", "天"), (3600, "h", "小时"), (60, "min", "分"), (1, "s", "秒")];
    if seconds == u32::MAX {
        return say!(lang, "for ever", "永久");
    }
    let mut left = seconds;
    let mut parts = Vec::new();
    for (size, en, zh) in UNITS {
        let count = left / size;
        left %= size;
        if count > 0 && parts.len() < 2 || size == 1 && parts.is_empty() {
            parts.push(format!("{count} {}", lang.pick((en, zh))));
        }
    }
    let text = parts.join(" ");
    say!(lang, "{text}", "{text}")
}

fn fixed(text: &'static str) -> Markup {
    Markup::plain_text(text)
}

const fn not_known(lang: Lang) -> &'static str {
    lang.pick(("not known here", "未知"))
}

const fn ether_type(lang: Lang, kind: EtherType) -> &'static str {
    lang.pick(match kind {
        EtherType::Ipv4 => ("IPv4", "IPv4"),
        EtherType::Arp => ("ARP", "ARP"),
        EtherType::Rarp => ("RARP", "RARP"),
        EtherType::Vlan => ("802.1Q tag", "802.1Q 标签"),
        EtherType::Ipv6 => ("IPv6", "IPv6"),
        EtherType::Mpls => ("MPLS", "MPLS"),
        EtherType::PppoeDiscovery => ("PPPoE discovery", "PPPoE 发现"),
        EtherType::PppoeSession => ("PPPoE session", "PPPoE 会话"),
        EtherType::Eapol => ("port authentication", "端口认证"),
        EtherType::ServiceVlan => ("802.1ad service tag", "802.1ad 服务标签"),
        EtherType::Lldp => ("LLDP", "LLDP"),
        EtherType::Other(_) => return not_known(lang),
    })
}

const fn protocol(lang: Lang, kind: Protocol) -> &'static str {
    lang.pick(match kind {
        Protocol::HopByHop => ("hop-by-hop options", "逐跳选项"),
        Protocol::Icmp => ("ICMP", "ICMP"),
        Protocol::Igmp => ("IGMP", "IGMP"),
        Protocol::Tcp => ("TCP", "TCP"),
        Protocol::Udp => ("UDP", "UDP"),
        Protocol::Ipv6 => ("IPv6 inside", "内含 IPv6"),
        Protocol::Ipv6Routing => ("routing header", "路由首部"),
        Protocol::Ipv6Fragment => ("fragment header", "分片首部"),
        Protocol::Gre => ("GRE", "GRE"),
        Protocol::Esp => ("ESP, encrypted", "ESP，已加密"),
        Protocol::Ah => ("authentication header", "认证首部"),
        Protocol::Icmpv6 => ("ICMPv6", "ICMPv6"),
        Protocol::Ipv6NoNext => ("nothing follows", "后面没有内容"),
        Protocol::Ipv6Destination => ("destination options", "目的选项"),
        Protocol::Ospf => ("OSPF", "OSPF"),
        Protocol::Sctp => ("SCTP", "SCTP"),
        Protocol::Other(_) => return not_known(lang),
    })
}

/// What a service is for.
pub(crate) const fn service(lang: Lang, kind: Service) -> &'static str {
    lang.pick(match kind {
        Service::Echo => ("echo", "回显"),
        Service::Discard => ("discard", "丢弃"),
        Service::Systat => ("active users", "活动用户"),
        Service::Daytime => ("daytime", "日期时间"),
        Service::Qotd => ("quote of the day", "每日一句"),
        Service::Chargen => ("character generator", "字符发生器"),
        Service::FtpData => ("FTP data", "FTP 数据"),
        Service::Ftp => ("FTP control", "FTP 控制"),
        Service::Ssh => ("secure shell, SSH", "安全外壳 SSH"),
        Service::Telnet => ("remote terminal, Telnet", "远程终端 Telnet"),
        Service::Smtp => ("mail transfer, SMTP", "邮件传输 SMTP"),
        Service::Time => ("time", "时间"),
        Service::Whois => ("registrations, WHOIS", "注册信息 WHOIS"),
        Service::Tacacs => ("device log-in, TACACS+", "设备登录 TACACS+"),
        Service::Dns => ("names, DNS", "域名 DNS"),
        Service::DhcpServer => ("DHCP server", "DHCP 服务器"),
        Service::DhcpClient => ("DHCP client", "DHCP 客户端"),
        Service::Tftp => ("simple files, TFTP", "简单文件传输 TFTP"),
        Service::Gopher => ("menus, Gopher", "菜单 Gopher"),
        Service::Finger => ("users, Finger", "用户信息 Finger"),
        Service::Http => ("web, HTTP", "网页 HTTP"),
        Service::Kerberos => ("log-in tickets, Kerberos", "登录票据 Kerberos"),
        Service::IsoTsap => ("ISO transport", "ISO 传输"),
        Service::Pop3 => ("mail box, POP3", "邮箱 POP3"),
        Service::Sunrpc => ("port mapper, RPC", "端口映射 RPC"),
        Service::Ident => ("owner of a connection, Ident", "连接所有者 Ident"),
        Service::Nntp => ("news, NNTP", "新闻组 NNTP"),
        Service::Ntp => ("clock, NTP", "时钟同步 NTP"),
        Service::Epmap => ("end-point mapper, Windows RPC", "端点映射 Windows RPC"),
        Service::NetbiosName => ("NetBIOS names", "NetBIOS 名称"),
        Service::NetbiosDatagram => ("NetBIOS datagrams", "NetBIOS 数据报"),
        Service::NetbiosSession => ("NetBIOS sessions", "NetBIOS 会话"),
        Service::Imap => ("mail box, IMAP", "邮箱 IMAP"),
        Service::Snmp => ("device management, SNMP", "设备管理 SNMP"),
        Service::SnmpTrap => ("device alarms, SNMP", "设备告警 SNMP"),
        Service::Bgp => ("routes, BGP", "路由 BGP"),
        Service::Irc => ("chat, IRC", "聊天 IRC"),
        Service::PtpEvent => ("precise clock, PTP events", "精密时钟 PTP 事件"),
        Service::PtpGeneral => ("precise clock, PTP", "精密时钟 PTP"),
        Service::Ldap => ("directory, LDAP", "目录 LDAP"),
        Service::ServiceLocation => ("service location, SLP", "服务定位 SLP"),
        Service::Https => ("web, HTTPS", "网页 HTTPS"),
        Service::Smb => ("Windows file shares, SMB", "Windows 文件共享 SMB"),
        Service::Kpasswd => ("Kerberos passwords", "Kerberos 密码"),
        Service::Submissions => ("mail submission over TLS", "邮件提交（TLS）"),
        Service::Ike => ("IPsec keys, IKE", "IPsec 密钥 IKE"),
        Service::Modbus => ("control systems, Modbus", "工业控制 Modbus"),
        Service::Syslog => ("log messages, syslog", "系统日志 syslog"),
        Service::Printer => ("printing, LPD", "打印 LPD"),
        Service::Rip => ("routes, RIP", "路由 RIP"),
        Service::Ripng => ("routes of IPv6, RIPng", "IPv6 路由 RIPng"),
        Service::Dhcp6Client => ("DHCPv6 client", "DHCPv6 客户端"),
        Service::Dhcp6Server => ("DHCPv6 server", "DHCPv6 服务器"),
        Service::Afp => ("Apple file shares, AFP", "Apple 文件共享 AFP"),
        Service::Rtsp => ("stream control, RTSP", "流媒体控制 RTSP"),
        Service::Nntps => ("news over TLS", "新闻组（TLS）"),
        Service::Submission => ("mail submission", "邮件提交"),
        Service::Ipmi => ("server management, IPMI", "服务器管理 IPMI"),
        Service::Ipp => ("printing, IPP", "打印 IPP"),
        Service::Ldaps => ("directory over TLS", "目录（TLS）"),
        Service::Ldp => ("MPLS labels, LDP", "MPLS 标签 LDP"),
        Service::KerberosAdmin => ("Kerberos administration", "Kerberos 管理"),
        Service::DnsOverTls => ("names, DNS over TLS", "域名 DNS over TLS"),
        Service::Rsync => ("file copies, rsync", "文件同步 rsync"),
        Service::FtpsData => ("FTP data over TLS", "FTP 数据（TLS）"),
        Service::Ftps => ("FTP control over TLS", "FTP 控制（TLS）"),
        Service::Imaps => ("mail box, IMAP over TLS", "邮箱 IMAP over TLS"),
        Service::Pop3s => ("mail box, POP3 over TLS", "邮箱 POP3 over TLS"),
        Service::Socks => ("proxy, SOCKS", "代理 SOCKS"),
        Service::OpenVpn => ("OpenVPN", "OpenVPN"),
        Service::SqlServer => ("Microsoft SQL Server", "Microsoft SQL Server"),
        Service::SqlMonitor => ("SQL Server instances", "SQL Server 实例"),
        Service::L2tp => ("tunnels, L2TP", "隧道 L2TP"),
        Service::Pptp => ("tunnels, PPTP", "隧道 PPTP"),
        Service::Radius => ("network log-in, RADIUS", "网络认证 RADIUS"),
        Service::RadiusAccounting => ("accounting, RADIUS", "计费 RADIUS"),
        Service::Mqtt => ("sensor messages, MQTT", "物联网消息 MQTT"),
        Service::Ssdp => ("device discovery, SSDP", "设备发现 SSDP"),
        Service::Nfs => ("Unix file shares, NFS", "Unix 文件共享 NFS"),
        Service::Iscsi => ("network disks, iSCSI", "网络磁盘 iSCSI"),
        Service::Mysql => ("MySQL", "MySQL"),
        Service::Rdp => ("remote desktop, RDP", "远程桌面 RDP"),
        Service::Stun => ("NAT discovery, STUN", "NAT 探测 STUN"),
        Service::Teredo => ("IPv6 tunnels, Teredo", "IPv6 隧道 Teredo"),
        Service::Bfd => ("path check, BFD", "链路检测 BFD"),
        Service::NtsKe => ("clock keys, NTS", "时钟密钥 NTS"),
        Service::IpsecNat => ("IPsec through NAT", "IPsec 穿越 NAT"),
        Service::Vxlan => ("Ethernet tunnels, VXLAN", "以太网隧道 VXLAN"),
        Service::Sip => ("calls, SIP", "通话 SIP"),
        Service::Sips => ("calls, SIP over TLS", "通话 SIP over TLS"),
        Service::XmppClient => ("messages, XMPP", "即时消息 XMPP"),
        Service::XmppServer => ("messages between servers, XMPP", "服务器间消息 XMPP"),
        Service::Stuns => ("NAT discovery over TLS", "NAT 探测（TLS）"),
        Service::Mdns => ("names on the link, mDNS", "本链路域名 mDNS"),
        Service::Llmnr => ("names on the link, LLMNR", "本链路域名 LLMNR"),
        Service::Postgres => ("PostgreSQL", "PostgreSQL"),
        Service::Amqps => ("message queues over TLS", "消息队列（TLS）"),
        Service::Amqp => ("message queues, AMQP", "消息队列 AMQP"),
        Service::Coap => ("small devices, CoAP", "小型设备 CoAP"),
        Service::Coaps => ("small devices, CoAP over DTLS", "小型设备 CoAP over DTLS"),
        Service::Rfb => ("remote screen, VNC", "远程屏幕 VNC"),
        Service::Redis => ("Redis", "Redis"),
        Service::SyslogTls => ("log messages over TLS", "系统日志（TLS）"),
        Service::Openflow => ("switch control, OpenFlow", "交换机控制 OpenFlow"),
        Service::HttpAlternate => ("web, alternative port", "网页，备用端口"),
        Service::MqttTls => ("sensor messages over TLS", "物联网消息（TLS）"),
        Service::Git => ("Git", "Git"),
        Service::Memcache => ("memcached", "memcached"),
        Service::Mongodb => ("MongoDB", "MongoDB"),
        Service::Other(_) => return not_known(lang),
    })
}

const fn mac(lang: Lang, kind: MacKind) -> &'static str {
    lang.pick(match kind {
        MacKind::Broadcast => ("broadcast: every station", "广播：所有站点"),
        MacKind::Multicast => ("multicast: a group of stations", "组播：一组站点"),
        MacKind::Unspecified => ("not known yet", "尚未知道"),
    })
}

const fn address_scope(lang: Lang, scope: AddressScope) -> &'static str {
    lang.pick(match scope {
        AddressScope::Unspecified => ("no address yet", "尚无地址"),
        AddressScope::Loopback => ("loopback: this machine itself", "环回：本机"),
        AddressScope::Private => ("private", "私有地址"),
        AddressScope::LinkLocal => ("valid on this link only", "仅在本链路有效"),
        AddressScope::Shared => ("shared, behind a carrier's NAT", "运营商 NAT 共享地址"),
        AddressScope::Documentation => ("for examples in documents", "文档示例地址"),
        AddressScope::Benchmarking => ("for benchmarks", "基准测试地址"),
        AddressScope::Multicast => ("multicast: a group of hosts", "组播：一组主机"),
        AddressScope::Broadcast => ("broadcast: all hosts on this link", "广播：本链路所有主机"),
        AddressScope::Reserved => ("reserved", "保留地址"),
    })
}

const fn hardware(lang: Lang, kind: HardwareType) -> &'static str {
    lang.pick(match kind {
        HardwareType::Ethernet => ("Ethernet", "以太网"),
        HardwareType::Ieee802 => ("IEEE 802 network", "IEEE 802 网络"),
        HardwareType::Ppp => ("PPP", "PPP"),
        HardwareType::Loopback => ("loopback", "环回接口"),
        HardwareType::SixInFour => ("IPv6-in-IPv4 tunnel", "IPv6-in-IPv4 隧道"),
        HardwareType::Wifi => ("Wi-Fi, monitored", "Wi-Fi（监听模式）"),
        HardwareType::None => ("without a link layer", "没有链路层"),
        HardwareType::Other(_) => return not_known(lang),
    })
}

const fn status(lang: Lang, class: StatusClass) -> &'static str {
    lang.pick(match class {
        StatusClass::Informational => ("not the answer yet", "还不是最终回答"),
        StatusClass::Success => ("success", "成功"),
        StatusClass::Redirection => ("look elsewhere", "另有去处"),
        StatusClass::ClientError => ("the request is at fault", "请求有误"),
        StatusClass::ServerError => ("the server is at fault", "服务器出错"),
    })
}

const fn packet_type(lang: Lang, kind: PacketType) -> &'static str {
    lang.pick(match kind {
        PacketType::ToUs => ("sent to this machine", "发给本机"),
        PacketType::Broadcast => ("broadcast", "广播"),
        PacketType::Multicast => ("multicast", "组播"),
        PacketType::ToOthers => ("for somebody else", "发给别人"),
        PacketType::FromUs => ("sent by this machine", "本机发出"),
        PacketType::Other(_) => return not_known(lang),
    })
}

const fn arp_operation(lang: Lang, operation: Operation) -> &'static str {
    lang.pick(match operation {
        Operation::Request => ("request: who has this address?", "请求：谁有这个地址？"),
        Operation::Reply => ("reply: I have", "应答：是我"),
        Operation::ReverseRequest => {
            ("reverse request: what is my address?", "反向请求：我的地址是什么？")
        }
        Operation::ReverseReply => ("reverse reply: this one", "反向应答：是这个"),
        Operation::Other(_) => return not_known(lang),
    })
}

fn dscp(lang: Lang, code: Dscp) -> Markup {
    match code {
        Dscp::Default => say!(lang, "best effort", "尽力而为"),
        Dscp::ClassSelector(class) => {
            say!(lang, "class selector `CS{class}`", "类别选择 `CS{class}`")
        }
        Dscp::AssuredForwarding { class, drop } => {
            say!(lang, "assured forwarding `AF{class}{drop}`", "确保转发 `AF{class}{drop}`")
        }
        Dscp::VoiceAdmit => say!(lang, "admitted voice", "获准的语音"),
        Dscp::Expedited => say!(lang, "expedited forwarding", "加速转发"),
        Dscp::LowerEffort => say!(lang, "less than best effort", "低于尽力而为"),
    }
}

const fn ecn(lang: Lang, bits: Ecn) -> &'static str {
    lang.pick(match bits {
        Ecn::NotCapable => ("sender does not take part", "发送方不支持"),
        Ecn::Capable1 => ("sender takes part, ECT(1)", "发送方支持，ECT(1)"),
        Ecn::Capable0 => ("sender takes part, ECT(0)", "发送方支持，ECT(0)"),
        Ecn::CongestionExperienced => ("a router was congested", "有路由器发生拥塞"),
    })
}

const fn tcp_option(lang: Lang, kind: OptionKind) -> &'static str {
    lang.pick(match kind {
        OptionKind::End => ("end of options", "选项结束"),
        OptionKind::Nop => ("no operation", "空操作"),
        OptionKind::Mss => ("maximum segment size", "最大报文段长度"),
        OptionKind::WindowScale => ("window scale", "窗口扩大"),
        OptionKind::SackPermitted => ("SACK permitted", "允许选择确认"),
        OptionKind::Sack => ("selective acknowledgment", "选择确认"),
        OptionKind::Timestamps => ("timestamps", "时间戳"),
        OptionKind::Md5 => ("MD5 signature", "MD5 签名"),
        OptionKind::UserTimeout => ("user time-out", "用户超时"),
        OptionKind::Authentication => ("TCP authentication", "TCP 认证"),
        OptionKind::Multipath => ("multipath TCP", "多路径 TCP"),
        OptionKind::FastOpen => ("fast open cookie", "快速打开 Cookie"),
        OptionKind::AccurateEcn0 => ("accurate ECN, order 0", "精确 ECN，次序 0"),
        OptionKind::AccurateEcn1 => ("accurate ECN, order 1", "精确 ECN，次序 1"),
        OptionKind::Experiment1 | OptionKind::Experiment2 => ("experiment", "实验用途"),
        OptionKind::Other(_) => return not_known(lang),
    })
}
