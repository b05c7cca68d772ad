//! What `help` and `man` say in the terminal of a host. What the tools themselves print is English in
//! both languages, as on a real machine.

use crate::Lang;
use wireglass_shell::Tool;

/// Above the list of tools that `help` shows.
pub const fn help_title(lang: Lang) -> &'static str {
    lang.pick((
        "This host has these commands. `man NAME` shows how one is called.",
        "这台主机上有下列命令。输入 `man 命令名` 可查看用法。",
    ))
}

/// Below it: the keys.
pub const fn help_keys(lang: Lang) -> &'static str {
    lang.pick((
        "Tab completes a word, ↑ and ↓ bring back earlier lines, Ctrl-C stops a command, Ctrl-L clears the screen.",
        "Tab 补全单词，↑ 和 ↓ 调出以前的命令，Ctrl-C 中止命令，Ctrl-L 清屏。",
    ))
}

/// The headings of a manual: what it is for, how it is called, what differs from the real tool.
pub const fn manual_headings(lang: Lang) -> [&'static str; 3] {
    match lang {
        Lang::En => ["NAME", "SYNOPSIS", "HERE"],
        Lang::Zh => ["名称", "用法", "与真实工具的差别"],
    }
}

/// What a tool is for, in one line.
pub const fn purpose(lang: Lang, tool: Tool) -> &'static str {
    lang.pick(match tool {
        Tool::Arp => (
            "shows and changes the ARP cache: which neighbour has which MAC address",
            "查看和修改 ARP 缓存：哪个邻居的 IP 地址对应哪个 MAC 地址",
        ),
        Tool::Clear => ("clears the screen", "清屏"),
        Tool::Curl => (
            "fetches a page over HTTP, or a file over TFTP",
            "通过 HTTP 获取网页，或通过 TFTP 获取文件",
        ),
        Tool::Dhclient => (
            "gets an address from a DHCP server and keeps it, or gives it back",
            "向 DHCP 服务器申请地址并续租，或归还地址",
        ),
        Tool::Dig => (
            "asks a name server and shows every section of its answer",
            "向域名服务器查询，并显示应答的每个部分",
        ),
        Tool::Echo => ("prints its arguments", "输出参数"),
        Tool::Help => ("lists the commands of this host", "列出这台主机上的命令"),
        Tool::History => ("lists the lines typed before", "列出以前输入过的命令"),
        Tool::Host => ("asks a name server, in one line", "向域名服务器查询，一行显示结果"),
        Tool::Hostname => ("prints the host's own name", "显示主机名"),
        Tool::Ifconfig => (
            "shows interfaces and their addresses, and sets an address",
            "查看网络接口及其地址，设置地址",
        ),
        Tool::Ip => {
            ("shows and changes addresses, routes and neighbours", "查看和修改地址、路由与邻居")
        }
        Tool::Ipconfig => (
            "shows addresses as Windows does; renews and releases a lease",
            "以 Windows 的格式显示地址；续租或释放租约",
        ),
        Tool::Man => ("shows the manual of a command", "显示命令的手册"),
        Tool::Nc => (
            "opens a TCP connection or sends datagrams, and shows what comes back; or listens",
            "建立 TCP 连接或发送数据报，并显示收到的内容；也可以监听端口",
        ),
        Tool::Netstat => (
            "lists sockets with their states; with -r, routes",
            "列出套接字及其状态；用 -r 列出路由",
        ),
        Tool::Nslookup => ("asks a name server", "向域名服务器查询"),
        Tool::Ping => (
            "sends ICMP echo requests and measures when the replies come",
            "发送 ICMP 回显请求，并测量应答的往返时间",
        ),
        Tool::Printf => ("prints its arguments in a given form", "按给定格式输出参数"),
        Tool::Route => ("shows and changes routes", "查看和修改路由"),
        Tool::Ss => ("lists sockets with their states", "列出套接字及其状态"),
        Tool::Tftp => {
            ("copies one file from or to a TFTP server", "从 TFTP 服务器下载或向其上传一个文件")
        }
        Tool::Traceroute => {
            ("finds the routers on the way by raising the TTL", "逐步增大 TTL，找出沿途的路由器")
        }
    })
}

/// What differs from the real tool, where that matters.
pub const fn difference(lang: Lang, tool: Tool) -> Option<&'static str> {
    let words = match tool {
        Tool::Arp => (
            "`arp -g` shows the cache as Windows does. Neighbours are named by address.",
            "`arp -g` 以 Windows 的格式显示缓存。邻居只能用地址指定。",
        ),
        Tool::Curl => (
            "There is no TLS: `https://` is refused. All pages come from one server.",
            "没有 TLS，所以拒绝 `https://`。一次只能向一台服务器请求。",
        ),
        Tool::Ifconfig | Tool::Ip => (
            "An interface has one IPv4 address: a new one takes the place of the old.",
            "每个接口只有一个 IPv4 地址：新地址会取代旧地址。",
        ),
        Tool::Nc => (
            "What it sends is given on the line: `echo hello | nc HOST PORT`, or `nc HOST PORT <<< hello`.",
            "要发送的内容写在命令行里：`echo hello | nc HOST PORT`，或 `nc HOST PORT <<< hello`。",
        ),
        Tool::Ping | Tool::Traceroute => (
            "Addresses are shown as numbers; nobody asks for their names.",
            "地址只以数字显示，不会反查域名。",
        ),
        Tool::Host | Tool::Nslookup => (
            "It asks one question; without a type, for A records.",
            "只查询一次；不指定类型时查询 A 记录。",
        ),
        Tool::Tftp => (
            "There are no files on the host: what is put is read from `/dev/stdin`, and `curl tftp://…` shows what is there.",
            "主机上没有文件系统：上传的内容从 `/dev/stdin` 读取；要显示文件内容请用 `curl tftp://…`。",
        ),
        _ => return None,
    };
    Some(lang.pick(words))
}
