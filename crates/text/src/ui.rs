//! The labels and messages of the page.
//!
//! One list holds every label in both languages: to add one, add a line. Texts
//! with something to fill in are functions below it.

use crate::markup::Esc;
use crate::words::{bytes, number, size};
use crate::{Lang, Markup, say};
use serde::Serialize;
use wireglass_core::time::Duration;

crate::labels! {
    /// A label or message of the page.
    Ui, ui;

    AppName => "Wireglass", "Wireglass";
    Tagline => "See how networks talk: every bit, every state, every reason, one step at a time.",
        "看清网络如何对话：每一位、每个状态、每条理由，一步一步来。";
    HomeTitle => "How networks talk", "网络如何对话";
    TryIt => "Step it here", "就在这里单步执行";
    OpenLesson => "Open the lesson", "打开课程";
    SkipToContent => "Skip to the content", "跳到正文";

    Home => "Home", "首页";
    Course => "Course", "课程";
    Lessons => "Lessons", "课程列表";
    Captures => "Captures", "抓包";
    Help => "Help", "帮助";
    Close => "Close", "关闭";
    Back => "Back", "返回";
    Cancel => "Cancel", "取消";
    Apply => "Apply", "应用";
    Reset => "Reset", "还原";
    More => "More", "更多";
    Menu => "Menu", "菜单";
    NextLesson => "Next lesson", "下一课";
    PreviousLesson => "Previous lesson", "上一课";

    Transport => "Transport", "播放控制";
    First => "To the beginning", "回到开头";
    StepBack => "Back one step", "后退一步";
    Play => "Play", "播放";
    Pause => "Pause", "暂停";
    StepForward => "Forward one step", "前进一步";
    Last => "To the end", "跳到末尾";
    Speed => "Speed", "速度";
    Scrubber => "Position in the run", "运行位置";
    NothingByItself => "Nothing happens here by itself. Type a command into a terminal: ping, and the address of another host.",
        "这里不会自动发生什么。请在终端里输入命令：ping 加上另一台主机的地址。";
    AtTheBeginning => "Before the first step", "第一步之前";
    PressPlay => "Press the right arrow key, or play, to begin.", "按右方向键或播放键开始。";

    Views => "Views", "视图";
    Ladder => "Ladder", "时序图";
    Topology => "Topology", "拓扑";
    MapAndLadder => "Both", "两者";
    Sockets => "Sockets", "套接字";
    Queues => "Queues", "队列";
    StateMachine => "State machine", "状态机";
    Packet => "Packet", "报文";
    Variables => "Variables", "变量";
    Tables => "Tables", "表";
    Explanation => "What happened and why", "发生了什么，为什么";
    Inspector => "Details", "详情";
    HideArp => "Hide ARP", "隐藏 ARP";
    RelativeNumbers => "Relative seq", "相对序列号";
    Fit => "Show all of it", "显示全部";
    ZoomIn => "Closer", "放大";
    ZoomOut => "Further away", "缩小";
    StepList => "All steps", "全部步骤";

    Why => "Why", "为什么";
    Cause => "Caused by", "起因";
    GoToCause => "Go to the cause", "转到起因";
    Rules => "Rules applied", "所用规则";
    ReadTheRfc => "Read the source", "阅读出处";
    StatesChange => "Change of state", "状态变化";
    Inferred => "Inferred from the segments", "由报文段推断";

    Fields => "Fields", "字段";
    Bytes => "Bytes", "字节";
    Bits => "Bits", "比特";
    Layer => "Layer", "层";
    Value => "Value", "值";
    Meaning => "Meaning", "含义";
    AsSent => "As sent", "发出时";
    AsReceived => "As received", "到达时";
    NoPacket => "This step is not about a packet.", "这一步与报文无关。";
    SelectPacket => "Choose an arrow to see its packet.", "选择一个箭头以查看其报文。";

    Variable => "Variable", "变量";
    Before => "Before", "之前";
    Now => "Now", "现在";
    JustChanged => "just changed", "刚刚改变";
    Unknown => "unknown", "未知";
    NoVariables => "No connection exists yet.", "还没有连接。";
    Timers => "Timers", "定时器";
    NoTimers => "No timer is running.", "没有定时器在运行。";
    Due => "Due", "到期时间";

    ArpTable => "ARP cache", "ARP 缓存";
    SocketTable => "Sockets", "套接字";
    TaskTable => "Programs", "程序";
    LocalAddress => "Local address", "本地地址";
    RemoteAddress => "Remote address", "远端地址";
    IpAddress => "IP address", "IP 地址";
    MacAddress => "MAC address", "MAC 地址";
    State => "State", "状态";
    Host => "Host", "主机";
    Program => "Program", "程序";
    Running => "running", "运行中";
    Blocked => "blocked", "阻塞";
    Ended => "ended", "已结束";
    PoweredOff => "switched off", "已关机";
    EmptyTable => "Nothing here yet.", "暂无内容。";

    WhatIf => "What if…", "假如……";
    WhatIfOnFrame => "What if this frame…", "假如这一帧……";
    WhatIfOnHost => "What if this host…", "假如这台主机……";
    DropIt => "is lost", "丢失了";
    DelayIt => "comes later", "迟到了";
    DuplicateIt => "arrives twice", "到达两次";
    CorruptIt => "is damaged", "损坏了";
    CloseIt => "closes", "关闭连接";
    AbortIt => "aborts", "中止连接";
    PowerOffIt => "loses power", "断电";
    PowerOnIt => "starts again", "重新开机";
    Links => "Links", "链路";
    WhatIfOnLink => "What if this link…", "假如这条链路……";
    CutIt => "is cut", "断开了";
    MendIt => "is whole again", "恢复了";
    DelayBy => "Later by", "延迟";
    DuplicateAfter => "The copy comes later by", "副本晚到";
    CorruptByte => "Byte to damage", "损坏的字节";
    CorruptBits => "Bits to flip", "翻转的位";
    NotInFlight => "Only a frame on its way can be changed.", "只能改变途中的帧。";
    Branches => "Futures", "分支";
    Reality => "Reality", "真实情况";
    DeleteBranch => "Delete this future", "删除此分支";
    Compare => "Compare", "比较";
    CompareWith => "Compare with", "与之比较";
    StopComparing => "Stop comparing", "结束比较";
    FirstDifference => "First difference", "最先的不同";
    GoToDifference => "Go to the first difference", "转到最先的不同";
    SameInBoth => "the same in both", "两者相同";
    SameButTime => "the same, at another time", "相同，但时间不同";
    OnlyHere => "only here", "仅此处有";
    OnlyThere => "only there", "仅另一处有";

    Parameters => "Parameters", "参数";
    RunAgain => "Run again", "重新运行";
    ParameterSeed => "Seed", "随机种子";
    ParameterDelay => "Delay, one way", "单向时延";
    ParameterLoss => "Loss", "丢包率";
    ParameterDuplication => "Duplication", "重复率";
    ParameterReordering => "Reordering", "乱序率";
    ParameterCorruption => "Corruption", "损坏率";
    ParameterBandwidth => "Bandwidth", "带宽";
    ParameterMtu => "MTU", "MTU";
    ParameterClientIsn => "Client's initial number", "客户端初始序列号";
    ParameterServerIsn => "Server's initial number", "服务器初始序列号";
    ParameterIsnStep => "From one initial number to the next", "相邻连接初始序列号之差";
    ParameterMss => "MSS", "MSS";
    ParameterWindow => "Receive window", "接收窗口";
    ParameterRtoInitial => "First RTO", "初始 RTO";
    ParameterRtoMin => "Least RTO", "最小 RTO";
    ParameterRtoMax => "Greatest RTO", "最大 RTO";
    ParameterMsl => "MSL", "MSL";
    ParameterDelayedAck => "An ACK may wait (0: none does)", "ACK 可推迟（0 为不推迟）";
    ParameterNagle => "Nagle algorithm", "Nagle 算法";
    ParameterCongestion => "Congestion control", "拥塞控制";
    ParameterInitialWindow => "Initial window, segments (0: by the RFC)", "初始窗口，段数（0 按 RFC）";
    ParameterWindowScale => "Window scale offered", "窗口扩大因子";
    ParameterTimestamps => "Timestamps", "时间戳";
    ParameterSack => "Selective ACKs", "选择确认（SACK）";
    ParameterKeepAlive => "Keep-alive after (0: never)", "保活探测等待（0 为从不）";
    ParameterExactReset => "A RST must be exact", "RST 序列号必须精确";
    ParameterProfile => "Behaves like", "行为模式";
    ParameterArp => "Ask for MAC addresses", "查询 MAC 地址";
    UnitMilliseconds => "ms", "毫秒";
    UnitSeconds => "s", "秒";
    UnitBytes => "bytes", "字节";
    UnitPercent => "%", "%";
    UnitKilobits => "kbit/s", "kbit/s";
    Unlimited => "unlimited", "不限";
    ProfileRfc => "the RFC", "RFC";
    ProfileLinux => "Linux", "Linux";
    ProfileFreeBsd => "FreeBSD", "FreeBSD";
    ProfileSwitch => "As whom it behaves", "按谁的实现运行";
    ProfileHelp => "Run the same lesson with the defaults of another system, beside this one.",
        "用另一种系统的默认值运行同一课，并与当前运行对照。";
    Plot => "Plot", "曲线图";
    PlotTopic => "What is plotted", "曲线图的内容";
    NothingToPlot => "Nothing is known that could be plotted.", "没有可以绘制的数据。";
    PlotHelp => "Click to go to that moment.", "点击即可跳到那一刻。";
    ClassicNotes => "Classic notes", "常见讲义";
    TheRfcSays => "The RFC", "RFC 的规定";
    LinuxDoes => "What Linux does", "Linux 的做法";

    OpenCapture => "Open a capture…", "打开抓包……";
    DropHere => "Drop a capture here", "把抓包文件拖到这里";
    DropHint => "pcap or pcapng. It stays in this browser: nothing is uploaded.",
        "支持 pcap 和 pcapng。文件只留在本浏览器中，不会上传。";
    ChooseFile => "Choose a file", "选择文件";
    ReadingFile => "Reading the file…", "正在读取文件……";
    Conversations => "Conversations", "会话";
    NoConversations => "The capture holds no TCP conversation.", "抓包中没有 TCP 会话。";
    CaptureProblems => "Problems in the file", "文件中的问题";
    Endpoints => "Endpoints", "端点";
    Packets => "Packets", "报文数";
    Began => "Began", "开始";
    Lasted => "Lasted", "持续";
    FinalStates => "States at the end", "最终状态";
    Unusual => "Unusual", "异常";
    NothingUnusual => "nothing unusual", "无异常";
    BeginsMidway => "begins midway", "从中途开始";
    BeginsMidwayHelp => "The capture begins in the middle of this conversation. What came before is unknown, and is shown as unknown.",
        "抓包从这个会话的中途开始。之前发生的事情无从得知，显示为未知。";
    BackToList => "Back to the conversations", "返回会话列表";

    Share => "Share", "分享";
    CopyLink => "Copy a link to this step", "复制指向这一步的链接";
    LinkCopied => "Link copied.", "链接已复制。";
    CopyFailed => "The browser did not allow copying; copy the link from here:", "浏览器不允许复制，请从这里手动复制链接：";
    NoWhatIfOnCapture => "A capture shows what did happen; nobody can know what would have. Open a lesson to ask “what if”.",
        "抓包记录的是真实发生的事，没有人知道换一种情况会怎样。要问“假如”，请打开一课。";
    LinkCannotHoldNetwork => "This network is too large for a link; save it as a file instead.", "这个网络太大，链接放不下，请保存为文件。";
    LinkCannotHoldCapture => "A link cannot hold a capture; send the file instead.", "链接无法包含抓包，请直接发送文件。";
    Save => "Save", "保存";
    SavePcapng => "Save as pcapng", "保存为 pcapng";
    CaptureOf => "Captured at", "抓包位置";
    CaptureOfAll => "Every link", "每条链路";
    SavePcapngHelp => "Opens in Wireshark; each packet carries its explanation as a comment.",
        "可用 Wireshark 打开；每个报文都附有解释作为注释。";
    SaveLadder => "Save the ladder as SVG", "把时序图保存为 SVG";
    SaveMap => "Save the map as SVG", "把拓扑图保存为 SVG";
    Embed => "Embed", "嵌入";
    EmbedHelp => "Paste this into a page:", "把这段代码粘贴到网页中：";
    Print => "Print", "打印";

    Settings => "Settings", "设置";
    Language => "Language", "语言";
    Theme => "Theme", "主题";
    ThemeLight => "Light", "浅色";
    ThemeDark => "Dark", "深色";
    ThemeSystem => "As the system", "跟随系统";

    KeyboardHelp => "Keyboard", "键盘操作";
    KeySpace => "Play or pause", "播放或暂停";
    KeyArrows => "Back or forward one step", "后退或前进一步";
    KeyHomeEnd => "To the beginning or the end", "到开头或末尾";
    KeyBrackets => "To the previous or the next future", "切换到上一个或下一个分支";
    KeyEnter => "Go to what is chosen, or to the cause of this step", "转到所选内容，或本步的起因";
    KeyTab => "From one control to the next", "在控件之间移动";
    KeyEscape => "Let go of the selection, or close", "取消选择或关闭";
    KeyQuestion => "This help", "显示本帮助";
    KeyNames => "Keys", "按键";
    KeyEffect => "What they do", "作用";

    Loading => "Loading…", "正在加载……";
    WasmFailed => "Wireglass could not start: this browser did not run WebAssembly. A current Firefox, Chrome, Edge or Safari will do; if WebAssembly was switched off in the settings, switch it on.",
        "Wireglass 无法启动：浏览器没有运行 WebAssembly。请使用新版的 Firefox、Chrome、Edge 或 Safari；如果在设置中关闭了 WebAssembly，请重新打开。";
    NeedsScript => "Wireglass runs in your browser and needs JavaScript. Please switch it on.",
        "Wireglass 在浏览器中运行，需要 JavaScript，请将其打开。";
    SomethingBroke => "Something went wrong on our side. Loading the page again brings you back to this step.",
        "程序出了问题。重新加载页面即可回到这一步。";
    Reload => "Load again", "重新加载";
    PageNotFound => "There is no such page. Here are the lessons:", "没有这个页面。以下是课程：";
    LinkNotes => "About this link", "关于这个链接";
    Dismiss => "Dismiss", "知道了";
    WhereYouAre => "Where you are", "当前位置";
    ModelWorld => "The simulated world", "模拟世界";
    Variants => "Ways to run it", "运行方式";
    UsualRun => "The usual run", "通常情况";
    BothLadders => "Both ladders", "并排时序图";
    SideBySide => "Three views", "三种说法";
    WhatIfIt => "What if it…", "假如它……";
    OpenWholePage => "Open the whole page", "打开完整页面";
    Copy => "Copy", "复制";
    CodeCopied => "Code copied.", "代码已复制。";
    SaveSvgHelp => "As you see it, for slides and print.", "与屏幕所见相同，可用于幻灯片和印刷。";
    TooManyFutures => "There are as many futures as fit; delete one first.", "分支数量已达上限，请先删除一个。";
    WhatIfsDropped => "Some what-ifs do not fit the new run and were left out.", "部分假设不适用于新的运行，已移除。";
    CaptureNotOpen => "The capture of this link is not open here. A capture never leaves the machine it was opened on: choose the file again.",
        "此链接所指的抓包未在这里打开。抓包文件不会离开打开它的机器，请重新选择文件。";
    On => "on", "开";
    Off => "off", "关";
    ReadingTheLadder => "Reading the diagram", "如何看时序图";
    ReadingTheLadderHelp => "Time runs down. Each vertical line is a host, coloured by the state of its connection; an arrow slants by how long the segment took. What has not happened yet is faded. Click an arrow to look at it or to change its fate.",
        "时间自上而下。每条竖线是一台主机，颜色表示连接的状态；箭头的倾斜表示报文段所用的时间。尚未发生的部分颜色较淡。点击箭头即可查看或改变它的命运。";
    CueSyn => "SYN: diamond head", "SYN：菱形箭头";
    CueAck => "ACK: thin, open head", "ACK：细线，空心箭头";
    CueData => "data: thick", "数据：粗线";
    CueFin => "FIN: double line", "FIN：双线";
    CueRst => "RST: zigzag and cross", "RST：折线与叉";
    CueRetx => "sent again: dashed", "重传：虚线";
}

/// `Step 3 of 14`.
pub fn step_of(lang: Lang, step: usize, steps: usize) -> String {
    match lang {
        Lang::En => format!("step {step} of {steps}"),
        Lang::Zh => format!("第 {step} 步，共 {steps} 步"),
    }
}

/// What led to a step: `Caused by step 3: SYN arrives at Server`.
pub fn caused_by(lang: Lang, step: usize, title: &str) -> String {
    match lang {
        Lang::En => format!("Caused by step {step}: {title}"),
        Lang::Zh => format!("起因：第 {step} 步，{title}"),
    }
}

/// How fast the run plays, for a screen reader: `quarter speed` is `25`.
pub fn speed(lang: Lang, percent: u32) -> String {
    match lang {
        Lang::En => format!("{percent}% of the usual speed"),
        Lang::Zh => format!("正常速度的 {percent}%"),
    }
}

/// A header's length, beside its layer's name.
pub fn layer_length(lang: Lang, length: usize) -> String {
    bytes(lang, length as u64)
}

/// `12 packets, 3.4 KiB`.
pub fn traffic(lang: Lang, packets: u64, bytes: u64) -> String {
    let (packets, bytes) = (number(lang, packets, "packet", "packets", "个报文"), size(bytes));
    match lang {
        Lang::En => format!("{packets}, {bytes}"),
        Lang::Zh => format!("{packets}，{bytes}"),
    }
}

/// How long until a timer fires: `in 1.5 s`.
pub fn due_in(lang: Lang, after: Duration) -> String {
    match lang {
        Lang::En => format!("in {after}"),
        Lang::Zh => format!("{after} 后"),
    }
}

/// What was wrong with a link. The lesson opens all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "problem", rename_all = "kebab-case")]
pub enum LinkProblem {
    /// There is no lesson of that id.
    UnknownLesson {
        /// The id in the link.
        id: String,
    },
    /// The link names a parameter that the lesson does not have.
    UnknownParameter {
        /// Its name in the link.
        name: String,
    },
    /// A parameter's value cannot be read or is out of bounds.
    BadValue {
        /// The parameter.
        name: String,
        /// The value in the link.
        value: String,
    },
    /// The step lies beyond the end of the run.
    StepBeyondEnd {
        /// The step in the link.
        step: u64,
        /// The last there is.
        last: u64,
    },
    /// A what-if of the link cannot be read.
    UnknownWhatIf {
        /// As it stands in the link.
        text: String,
    },
    /// A what-if of the link is not possible at its step.
    BranchImpossible {
        /// The step, counted from 1.
        step: u64,
        /// Why, in words.
        why: String,
    },
    /// The link names a language there is none of.
    UnknownLanguage {
        /// The code in the link.
        code: String,
    },
}

/// What was wrong with a link, and what was done instead.
pub fn link_problem(lang: Lang, problem: &LinkProblem) -> Markup {
    match problem {
        LinkProblem::UnknownLesson { id } => {
            let id = Esc(id);
            say!(
                lang,
                "There is *no lesson* `{id}`; here is the list of those there are.",
                "*没有*名为 `{id}` 的*课程*；下面是全部课程。",
            )
        }
        LinkProblem::UnknownParameter { name } => {
            let name = Esc(name);
            say!(
                lang,
                "The link sets `{name}`, *which this lesson does not have*; it was left out.",
                "链接中设置了 `{name}`，但*本课没有这个参数*，已忽略。",
            )
        }
        LinkProblem::BadValue { name, value } => {
            let (name, value) = (Esc(name), Esc(value));
            say!(
                lang,
                "The link sets `{name}` to `{value}`, *which is not possible*; its usual value is used.",
                "链接把 `{name}` 设为 `{value}`，*这个值不可用*，已改用默认值。",
            )
        }
        LinkProblem::StepBeyondEnd { step, last } => say!(
            lang,
            "The link leads to step `{step}`, but *the run ends at step `{last}`*; here is its end.",
            "链接指向第 `{step}` 步，但*运行到第 `{last}` 步就结束了*；已转到末尾。",
        ),
        LinkProblem::UnknownWhatIf { text } => {
            let text = Esc(text);
            say!(
                lang,
                "The link asks for the what-if `{text}`, *which cannot be read*; it was left out.",
                "链接中的假设 `{text}` *无法识别*，已忽略。",
            )
        }
        LinkProblem::BranchImpossible { step, why } => {
            let why = Esc(why);
            say!(
                lang,
                "The link asks for a what-if at step `{step}`, *which is not possible there*; it was left out. {why}",
                "链接要求在第 `{step}` 步作出假设，*这在那里不可能*，已忽略。{why}",
            )
        }
        LinkProblem::UnknownLanguage { code } => {
            let code = Esc(code);
            say!(
                lang,
                "The link asks for the language `{code}`, *which there is none of*.",
                "链接要求的语言 `{code}` *不存在*。",
            )
        }
    }
}

#[cfg(test)]
mod tests;
