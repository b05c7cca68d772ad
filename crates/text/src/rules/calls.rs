//! What programs ask for: the user calls of RFC 9293 and the sockets interface.

use crate::rules::rules;
use crate::words::of_bytes;

/// When a FIN goes out.
fn fin_goes(lang: Lang, unsent: u32) -> String {
    let n = of_bytes(lang, unsent);
    match (lang, unsent) {
        (Lang::En, 0) => "goes out at once".to_owned(),
        (Lang::En, _) => format!("follows the `{n}` still to be sent"),
        (Lang::Zh, 0) => "立即发出".to_owned(),
        (Lang::Zh, _) => format!("排在尚未发送的 `{n}` 之后"),
    }
}

rules! {
    lang, node, Node, peer, Peer;

    OpenPassive => "Passive open", "被动打开";
        "{Node} starts to listen: it *waits for somebody's SYN* and sends nothing itself.",
        "{node}开始监听：*等待别人发来 SYN*，自己什么也不发送。";

    OpenActive { iss } => "Active open", "主动打开";
        "{Node} asks for a connection to {peer}. It picks the initial sequence number `{iss}`, *sends a SYN*, and waits for the answer.",
        "{node}请求与{peer}建立连接：选定初始序列号 `{iss}`，*发出 SYN*，然后等待应答。",
        check "ISS = {iss}";

    OpenPassiveToActive { iss } => "From listening to connecting", "由监听转为主动打开";
        "{Node} was listening and *now connects itself*: it picks the initial sequence number `{iss}` and sends a SYN.",
        "{node}原本在监听，*现在改为主动连接*：选定初始序列号 `{iss}` 并发出 SYN。",
        check "ISS = {iss}";

    SendQueued { bytes, queued } => "Data queued", "数据进入发送缓冲区";
        let n = of_bytes(lang, bytes);
        let all = of_bytes(lang, queued);
        let with_others = match (queued == bytes, lang) {
            (true, _) => String::new(),
            (false, Lang::En) => format!("; with those before, the send buffer now holds `{all}`"),
            (false, Lang::Zh) => format!("；连同之前的，发送缓冲区现有 `{all}`"),
        };
        "The program hands over `{n}`. TCP *keeps a copy until they are acknowledged*{with_others}.",
        "程序交来 `{n}`。TCP 会*保留副本，直到它们被确认*{with_others}。";

    SendWaitsForOpen { bytes } => "Data waits for the handshake", "数据等待握手完成";
        let n = of_bytes(lang, bytes);
        "The program hands over `{n}` before the connection is open: they *wait until the handshake is over*.",
        "连接尚未建立，程序就交来了 `{n}`：它们要*等到握手完成*才能发送。";

    SendNoRoom { limit } => "Send buffer full", "发送缓冲区已满";
        let n = of_bytes(lang, limit);
        "The send buffer (`{n}`) is full: *nothing is taken* until {peer} acknowledges some of it.",
        "发送缓冲区（`{n}`）已满：在{peer}确认其中一部分之前，*不再接收任何数据*。";

    ReceiveDelivers { bytes, left } => "Data goes to the program", "数据交给程序";
        let n = of_bytes(lang, bytes);
        let rest = of_bytes(lang, left);
        "*The program reads `{n}`* that arrived in order; `{rest}` are left to read.",
        "*程序读取了 `{n}`* 按序到达的数据；还有 `{rest}` 可读。";

    ReceiveEnd => "End of the stream", "数据流结束";
        "{Peer} has closed and everything has been read: the program gets *the end of the stream*.",
        "{peer}已经关闭，数据也已全部读完：程序得到*数据流结束*。";

    CloseBeforeOpen => "Close before the connection is open", "连接建立前关闭";
        "There is no connection yet, so there is nobody to say goodbye to: *the socket is simply closed*.",
        "还没有连接，不需要与谁道别：*直接关闭套接字*。";

    CloseWaitsForOpen { unsent } => "FIN waits for the handshake", "FIN 等待握手完成";
        let n = of_bytes(lang, unsent);
        "The program closes while the handshake is still under way and `{n}` wait to be sent: *the FIN follows once the connection is open*.",
        "握手尚未完成，还有 `{n}` 等待发送，程序就要关闭：*连接建立后再发送 FIN*。";

    CloseFirst { fin, unsent } => "Active close", "主动关闭";
        let when = fin_goes(lang, unsent);
        "*{Node} closes without having seen a FIN from {peer}*: it will send no more data. Its FIN takes the sequence number `{fin}` and {when}.",
        "*{node}还没有收到{peer}的 FIN 就主动关闭*：它不再发送数据。它的 FIN 占用序列号 `{fin}`，{when}。",
        check "FIN = {fin}";

    CloseSecond { fin, unsent } => "Passive close", "被动关闭";
        let when = fin_goes(lang, unsent);
        "{Peer} has closed already; *now {node} closes its direction, too*. Its FIN takes the sequence number `{fin}` and {when}.",
        "{peer}已经关闭，*现在{node}也关闭自己的方向*。它的 FIN 占用序列号 `{fin}`，{when}。",
        check "FIN = {fin}";

    CloseEndsReading => "Nobody reads any more", "不再有人读取";
        "Its sending side was shut down before; now *nobody will read what still arrives*, either.",
        "发送方向已经关闭；现在*也不会再有人读取到达的数据*。";

    CloseWithUnread { bytes } => "Close with data unread", "还有未读数据就关闭";
        let n = of_bytes(lang, bytes);
        "The program closes with `{n}` unread. {Node} *sends a reset instead of a FIN*, so that {peer} learns its data was lost.",
        "程序关闭时还有 `{n}` 没有读取。{node}*发送 RST 而不是 FIN*，让{peer}知道数据丢失了。";

    AbortResets { nxt } => "Abort", "中止连接";
        "The program aborts: {node} drops everything it held and *tells {peer} with a reset*, numbered `{nxt}`.",
        "程序中止连接：{node}丢弃手中的一切，并*用 RST 通知{peer}*，其序列号为 `{nxt}`。",
        check "SEG.SEQ = SND.NXT = {nxt}";

    AbortSilently => "Abort without a reset", "无声地中止";
        "The program aborts, and *no reset is called for*: either nobody is at the other end yet, or both sides have closed.",
        "程序中止连接，*不需要发送 RST*：要么对面还没有人，要么双方都已关闭。";

    CallBlocks => "The call blocks", "调用阻塞";
        "What the call asks for is not there yet, so *the program sleeps* until it is.",
        "所请求的事情还没有发生，于是*程序进入睡眠*，直到它发生。";

    CallWakes => "The call wakes", "调用被唤醒";
        "What the program was waiting for has happened: *it wakes up* and its call goes on.",
        "程序等待的事情发生了：*它被唤醒*，调用继续执行。";

    CallTimesOut => "Waited long enough", "等待超时";
        "The time the program allowed is over: *the call returns without what it waited for*.",
        "程序允许等待的时间已到：*调用返回，没有等到结果*。";

    BroadcastUnasked { ip } => "Broadcast not asked for", "未声明要广播";
        "`{ip}` means *every host on the network*. A program has to say first that it means them all (`SO_BROADCAST`): {node} refuses to send.",
        "`{ip}` 代表*网络上的所有主机*。程序必须先声明要广播（`SO_BROADCAST`）：{node}拒绝发送。";

    AddressInUse { port, state } => "Address in use", "地址已被占用";
        "Port `{port}` is taken: *a socket in `{state}` still holds it*.",
        "端口 `{port}` 已被占用：*一个处于 `{state}` 的套接字仍持有它*。";

    UrgentQueued { up } => "Urgent data", "紧急数据";
        "The program marks its data urgent: segments *point to where the urgent part ends*, `{up}`. The bytes themselves overtake nothing.",
        "程序把数据标为紧急：报文段*指出紧急部分在* `{up}` *结束*。这些字节本身并不会超到前面。",
        check "SND.UP = {up}";
}
