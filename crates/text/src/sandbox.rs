//! The words of the sandbox: what will not work in a network under construction, why a change
//! cannot be, and the page's labels.

use crate::{Esc, Lang, Markup, say};
use wireglass_course::sandbox::{FindingKind, Kind, PackError, Refused, ServiceKind};

crate::labels! {
    /// A label or a message of the sandbox.
    Sandbox, sandbox;

    Title => "Sandbox", "沙盒";
    Teaser => "Build a network of your own, run it, and look into every packet. Terminals on every host.",
        "搭建自己的网络，运行它，查看每一个包。每台主机都有终端。";
    OpenIt => "Open the sandbox", "打开沙盒";
    Palette => "Devices to add", "可添加的设备";
    Canvas => "The network under construction", "正在搭建的网络";
    Properties => "Properties", "属性";
    Findings => "To look at", "需要留意";
    NoFindings => "Nothing to complain about.", "没有发现问题。";
    Undo => "Undo", "撤销";
    Redo => "Redo", "重做";
    Run => "Run", "运行";
    BackToEditing => "Back to editing", "返回编辑";
    OpenFile => "Open a file", "打开文件";
    SaveFile => "Save as a file", "保存为文件";
    CopyLink => "Copy a link", "复制链接";
    LinkCopied => "The link is copied.", "链接已复制。";
    NotCopied => "The browser did not let the link be copied; it is in the address bar now.",
        "浏览器不允许复制链接；它现在在地址栏里。";
    StartAnew => "Start anew", "重新开始";
    Examples => "Examples", "示例";
    Connect => "Connect", "连接";
    ConnectTo => "Connect to …", "连接到……";
    ConnectHint => "Choose the node at the other end; Esc gives up.", "请选择另一端的节点；按 Esc 放弃。";
    Remove => "Remove", "删除";
    Name => "Name", "名称";
    Address => "Address", "地址";
    AddressHint => "such as 10.0.1.10/24, or dhcp, or none", "例如 10.0.1.10/24，或 dhcp，或 none";
    SuggestAddress => "Take a free one", "取一个空闲地址";
    Gateway => "Default gateway", "默认网关";
    NameServers => "Name servers", "域名服务器";
    Commas => "several with commas", "多个用逗号隔开";
    Mac => "MAC address", "MAC 地址";
    MacHint => "left empty: one of the simulator’s", "留空则由模拟器分配";
    Interfaces => "Interfaces", "接口";
    AddInterface => "Add an interface", "添加接口";
    Routes => "Routes", "路由";
    RoutesHint => "one a line: 10.0.3.0/24 via 10.0.2.2", "每行一条：10.0.3.0/24 via 10.0.2.2";
    Rip => "Learn routes by RIP", "用 RIP 学习路由";
    Nat => "Share the address of (NAT)", "共享该接口的地址（NAT）";
    NoNat => "no sharing", "不共享";
    Forwards => "Ports that lead inside", "端口映射";
    ForwardsHint => "one a line: tcp 8080 to 192.168.1.20:80", "每行一条：tcp 8080 to 192.168.1.20:80";
    Inside => "Address inside (lan)", "内侧地址（lan）";
    Outside => "Address outside (wan)", "外侧地址（wan）";
    SpanningTree => "Spanning tree", "生成树";
    Ageing => "Forget addresses after", "地址老化时间";
    Ports => "Ports", "端口数";
    Cable => "Cable", "线缆";
    Delay => "Delay, one way", "单向时延";
    Bandwidth => "Bandwidth", "带宽";
    Loss => "Loss", "丢失率";
    Duplicates => "Duplicates", "重复率";
    Reordering => "Reordering", "乱序率";
    Corruption => "Corruption", "损坏率";
    Mtu => "MTU", "MTU";
    Medium => "Medium", "介质";
    Services => "Services and programs", "服务与程序";
    AddService => "Add a service", "添加服务";
    On => "on", "运行于";
    Pool => "Pool", "地址池";
    Lease => "Lease", "租期";
    Domain => "Domain", "域名";
    Zone => "Zone", "区域";
    Records => "Records, one a line", "记录，每行一条";
    Roots => "Root servers, one a line: name address", "根服务器，每行一个：名称 地址";
    Files => "Files, one a line: name = text", "文件，每行一个：名称 = 内容";
    Writable => "Others may write", "允许写入";
    Pages => "Pages, one a line: /path = text", "页面，每行一个：/路径 = 内容";
    Port => "Port", "端口";
    Table => "Table, one a line: host address", "对照表，每行一个：主机 地址";
    CommandLine => "Command", "命令";
    Start => "Starts at", "开始时间";
    CannotRun => "It cannot run yet", "暂时不能运行";
    NothingThere => "Add a device to begin: click one, or drag it onto the canvas.",
        "先添加一台设备：点击它，或把它拖到画布上。";
    Saved => "Saved in this browser", "已保存在此浏览器中";
    NotSaved => "This browser does not keep it: it is full, or forbids it. Save it as a file.",
        "此浏览器无法保存（空间已满或被禁止），请保存为文件。";
    Restored => "This is what you were building last time.", "这是你上次搭建的网络。";
    Unreadable => "What this browser had kept could not be read, so this begins anew.",
        "此浏览器保存的内容无法读取，因此重新开始。";
    TooLarge => "The file is larger than any network: nothing was opened.", "文件过大，不可能是网络：未打开。";
    Keys => "Keys", "按键";
    KeysText => "N and P choose the next and the previous, arrows move, C connects, Delete removes, Ctrl+Z and Ctrl+Y undo and redo, Ctrl+S saves.",
        "N、P 选择下一个、上一个，方向键移动，C 连接，Delete 删除，Ctrl+Z、Ctrl+Y 撤销与重做，Ctrl+S 保存。";
}

/// What a node is called in the palette; also the stem of its name.
pub const fn kind_name(lang: Lang, kind: Kind) -> &'static str {
    lang.pick(match kind {
        Kind::Pc => ("PC", "电脑"),
        Kind::Server => ("Server", "服务器"),
        Kind::Hub => ("Hub", "集线器"),
        Kind::Switch => ("Switch", "交换机"),
        Kind::Router => ("Router", "路由器"),
        Kind::HomeRouter => ("Home router", "家用路由器"),
        Kind::Modem => ("Modem", "调制解调器"),
    })
}

/// What a service is called.
pub const fn service_name(lang: Lang, kind: ServiceKind) -> &'static str {
    lang.pick(match kind {
        ServiceKind::Dhcp => ("DHCP server", "DHCP 服务器"),
        ServiceKind::Dns => ("DNS zone", "DNS 区域"),
        ServiceKind::Resolver => ("DNS resolver", "DNS 递归解析器"),
        ServiceKind::Tftp => ("TFTP server", "TFTP 服务器"),
        ServiceKind::Http => ("Web server", "Web 服务器"),
        ServiceKind::Rarp => ("RARP server", "RARP 服务器"),
        ServiceKind::Program => ("Command", "命令"),
    })
}

/// What will not work, and what would.
#[expect(clippy::too_many_lines, reason = "one arm for each finding")]
pub fn finding(lang: Lang, kind: &FindingKind) -> Markup {
    match kind {
        FindingKind::Unplugged => say!(
            lang,
            "*No cable* leads to it: connect it to something.",
            "*没有接线*：请把它连到其他设备。"
        ),
        FindingKind::InterfaceUnplugged { interface } => {
            let interface = Esc(interface);
            say!(
                lang,
                "No cable leads to its interface `{interface}`.",
                "接口 `{interface}` 没有接线。"
            )
        }
        FindingKind::NetworkAddress { network } => say!(
            lang,
            "All host bits are zero: that is *the name of the network* `{network}`, no host’s address.",
            "主机位全为 0：这是*网络* `{network}` *本身的地址*，不能给主机使用。"
        ),
        FindingKind::BroadcastAddress { network } => say!(
            lang,
            "All host bits are one: that means *everybody in* `{network}`, no single host.",
            "主机位全为 1：它代表 `{network}` *中的所有主机*，不能给单台主机使用。"
        ),
        FindingKind::NotAHosts { address } => say!(
            lang,
            "`{address}` is *no address for a host*: it is a group’s, reserved, or means the host itself.",
            "`{address}` *不能用作主机地址*：它是组播地址、保留地址，或代表主机自身。"
        ),
        FindingKind::DuplicateAddress { address, other } => {
            let other = Esc(other);
            say!(
                lang,
                "“{other}” has *the same address* `{address}`: frames will reach now one, now the other.",
                "“{other}”也使用*同一个地址* `{address}`：帧会时而到这台，时而到那台。"
            )
        }
        FindingKind::OtherNetwork { mine, theirs, other } => {
            let other = Esc(other);
            say!(
                lang,
                "On the same wire “{other}” is in `{theirs}`, this in `{mine}`: *without a router between them they cannot talk*.",
                "同一网段上的“{other}”在 `{theirs}`，而它在 `{mine}`：*中间没有路由器就无法通信*。"
            )
        }
        FindingKind::OtherPrefix { mine, theirs, other } => {
            let other = Esc(other);
            say!(
                lang,
                "“{other}” takes their network for `{theirs}`, this for `{mine}`: *the masks differ*.",
                "“{other}”认为网络是 `{theirs}`，而它认为是 `{mine}`：*掩码不一致*。"
            )
        }
        FindingKind::GatewayElsewhere { gateway, network } => say!(
            lang,
            "*The gateway* `{gateway}` *is not in its own network* `{network}`: it could never be asked for.",
            "*网关* `{gateway}` *不在本机网络* `{network}` *中*，永远无法到达它。"
        ),
        FindingKind::GatewayIsSelf => say!(
            lang,
            "The gateway is *the host itself*: its packets would go nowhere.",
            "网关是*主机自己*：数据包无处可去。"
        ),
        FindingKind::GatewayNobody { gateway } => say!(
            lang,
            "*Nobody on its wire has* `{gateway}`: ARP for the gateway will stay without an answer.",
            "本网段上*没有谁使用* `{gateway}`：对网关的 ARP 请求不会有回答。"
        ),
        FindingKind::GatewayNoRouter { gateway, other } => {
            let other = Esc(other);
            say!(
                lang,
                "`{gateway}` is “{other}”, which is *no router* and drops what is not for itself.",
                "`{gateway}` 是“{other}”，它*不是路由器*，会丢弃不是发给自己的包。"
            )
        }
        FindingKind::NoGateway { gateway, other } => {
            let other = Esc(other);
            say!(
                lang,
                "*No gateway*: it reaches its own network only. “{other}” is here with `{gateway}`.",
                "*没有网关*：只能到达本网络。“{other}”在这里的地址是 `{gateway}`。"
            )
        }
        FindingKind::SameNetworkTwice { network, interfaces: [a, b] } => {
            let (a, b) = (Esc(a), Esc(b));
            say!(
                lang,
                "Interfaces `{a}` and `{b}` are both in `{network}`: *a router joins different networks*.",
                "接口 `{a}` 和 `{b}` 都在 `{network}` 中：*路由器连接的应是不同的网络*。"
            )
        }
        FindingKind::RouteElsewhere { gateway } => say!(
            lang,
            "The next router `{gateway}` is in *none of its networks*: the route cannot be used.",
            "下一跳 `{gateway}` *不在它的任何网络中*：这条路由无法使用。"
        ),
        FindingKind::NobodyGivesAddresses => say!(
            lang,
            "It asks for an address, but *no DHCP server is on its wire*: broadcasts do not pass routers.",
            "它要请求地址，但*本网段上没有 DHCP 服务器*：广播不会穿过路由器。"
        ),
        FindingKind::SeveralGiveAddresses { other } => {
            let other = Esc(other);
            say!(
                lang,
                "“{other}” gives addresses away on the same wire: *whose offer is taken is chance*.",
                "“{other}”也在同一网段分配地址：*采用谁的提议全凭先后*。"
            )
        }
        FindingKind::PoolElsewhere { address, network } => say!(
            lang,
            "`{address}` of the pool is *not in the server’s network* `{network}`.",
            "地址池中的 `{address}` *不在服务器的网络* `{network}` *中*。"
        ),
        FindingKind::PoolHasTaken { address, other } => {
            let other = Esc(other);
            say!(
                lang,
                "The pool holds `{address}`, which is *“{other}”’s own*: it would be given away twice.",
                "地址池中有 `{address}`，而它*已由“{other}”使用*：会被分配两次。"
            )
        }
        FindingKind::PoolHasSpecial { address } => say!(
            lang,
            "The pool holds `{address}`, *which no host can have*.",
            "地址池中有 `{address}`，*它不能给主机使用*。"
        ),
        FindingKind::NameServerNobody { address } => say!(
            lang,
            "*Nobody here has* the name server’s address `{address}`.",
            "这里*没有谁使用*域名服务器的地址 `{address}`。"
        ),
        FindingKind::NameServerSilent { address, other } => {
            let other = Esc(other);
            say!(
                lang,
                "`{address}` is “{other}”, which *answers no questions*: it needs a DNS zone or resolver.",
                "`{address}` 是“{other}”，它*不回答查询*：需要为它添加 DNS 区域或解析器。"
            )
        }
        FindingKind::Loop { through } => {
            let through = Esc(&through.join(" – ")).to_string();
            say!(
                lang,
                "*Frames go round without end* through {through}: one broadcast fills it for ever. Take a cable out, or switch the spanning tree on.",
                "*帧会在 {through} 之间无休止地循环*：一个广播就会永远占满网络。请拔掉一根线，或启用生成树。"
            )
        }
    }
}

/// Why a change cannot be.
pub fn refused(lang: Lang, refused: &Refused) -> Markup {
    match refused {
        Refused::NoName => {
            say!(lang, "*It needs a name.*", "*名称不能为空。*")
        }
        Refused::NameTaken { name } => {
            let name = Esc(name);
            say!(
                lang,
                "*“{name}” is there already*: choose another name.",
                "*已有“{name}”*：请换一个名称。"
            )
        }
        Refused::NoSuchNode { name } => {
            let name = Esc(name);
            say!(lang, "“{name}” is *not there any more*.", "“{name}”*已不存在*。")
        }
        Refused::NoSuchThing => {
            say!(lang, "That is *not there any more*.", "它*已不存在*。")
        }
        Refused::ToItself => say!(
            lang,
            "A cable has two ends: choose *another node*.",
            "线缆有两端：请选择*另一个节点*。"
        ),
        Refused::NoPortFree { name } => {
            let name = Esc(name);
            say!(
                lang,
                "*“{name}” has no room for another cable.* A switch between them makes room.",
                "*“{name}”没有空余的接口了。*可以在中间加一台交换机。"
            )
        }
        Refused::TooMany { most } => say!(
            lang,
            "*More than {most} devices* do not fit into the sandbox.",
            "沙盒最多容纳 *{most} 台设备*。"
        ),
        Refused::OtherKind => {
            say!(lang, "It is *something else* by now.", "它现在*已是另一种设备*。")
        }
    }
}

/// Why a network does not go into a link, or does not come out of one.
pub fn pack_error(lang: Lang, error: PackError) -> Markup {
    match error {
        PackError::TooLong { characters } => say!(
            lang,
            "The network is *too large for a link* (`{characters}` characters): save it as a file.",
            "网络*太大，无法放进链接*（`{characters}` 个字符）：请保存为文件。"
        ),
        PackError::OtherForm => say!(
            lang,
            "The link is *of another version* of this page: open it there, and save the network as a file.",
            "链接来自本页的*另一个版本*：请在那里打开，并把网络保存为文件。"
        ),
        PackError::Broken => say!(
            lang,
            "The link is *broken*: it was cut off or changed on its way.",
            "链接*已损坏*：可能被截断或改动。"
        ),
    }
}
