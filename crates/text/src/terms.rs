//! Names and one-sentence explanations of the things that have a fixed set:
//! states, variables, timers, anomalies, errors of the sockets interface.

use crate::say;
use crate::{Lang, Markup};
use wireglass_core::tcp::{Family, State, Timer, Variable};
use wireglass_core::time::Duration;
use wireglass_trace::{Anomaly, Errno};

/// What a state means for the side that is in it.
pub const fn state_help(lang: Lang, state: State) -> &'static str {
    lang.pick(match state {
        State::Closed => (
            "There is no connection, and nothing is remembered of one.",
            "没有连接，也不保留任何关于连接的信息。",
        ),
        State::Listen => {
            ("Waits for a SYN from any client.", "被动打开后，等待任意一方发来 SYN。")
        }
        State::SynSent => (
            "Has sent a SYN and waits for the other side's.",
            "已发出 SYN，正在等待对方的 SYN 与确认。",
        ),
        State::SynReceived => (
            "Has received a SYN and sent its own; waits for its own to be acknowledged.",
            "已收到对方的 SYN 并发出自己的 SYN，正在等待自己的 SYN 被确认。",
        ),
        State::Established => {
            ("The connection is open, and data flows both ways.", "连接已建立，双方都可以收发数据。")
        }
        State::FinWait1 => (
            "Closed first: has sent a FIN and waits for its acknowledgement.",
            "主动关闭的一方：已发出 FIN，正在等待它被确认。",
        ),
        State::FinWait2 => (
            "Its FIN is acknowledged; it waits for the other side's FIN and can still receive data.",
            "自己的 FIN 已被确认，正在等待对方的 FIN；此时连接半关闭，仍可接收数据。",
        ),
        State::CloseWait => (
            "The other side has closed; this side may still send until its program closes too.",
            "对方已关闭；在本端程序调用关闭之前，仍可继续发送数据。",
        ),
        State::Closing => (
            "Both sides closed at once; waits for its own FIN to be acknowledged.",
            "双方同时关闭，正在等待自己的 FIN 被确认。",
        ),
        State::LastAck => (
            "The other side closed first, now this side has too; waits for the last acknowledgement.",
            "被动关闭的一方：已发出自己的 FIN，正在等待最后一个确认。",
        ),
        State::TimeWait => (
            "Waits 2MSL, so that a lost last ACK can be repeated and old segments die out.",
            "等待 2MSL：最后的 ACK 若丢失可以重发，网络中残留的旧报文段也会消失。",
        ),
    })
}

/// The name of a family of states, for legends.
pub const fn family_name(lang: Lang, family: Family) -> &'static str {
    lang.pick(match family {
        Family::Idle => ("no connection", "无连接"),
        Family::Opening => ("opening", "正在建立"),
        Family::Open => ("open", "已建立"),
        Family::Closing => ("closing", "正在关闭"),
        Family::Waiting => ("waiting out old segments", "等待旧报文段消失"),
    })
}

/// A variable's name in words; its symbol is [`Variable::name`].
pub const fn variable_name(lang: Lang, variable: Variable) -> &'static str {
    lang.pick(match variable {
        Variable::Iss => ("Initial send sequence number", "初始发送序列号"),
        Variable::SndUna => ("Oldest unacknowledged", "最早未确认"),
        Variable::SndNxt => ("Next to send", "下一个要发送"),
        Variable::SndWnd => ("Send window", "发送窗口"),
        Variable::SndWl1 => ("Sequence number of the last window update", "上次窗口更新的序列号"),
        Variable::SndWl2 => ("Acknowledgment of the last window update", "上次窗口更新的确认号"),
        Variable::SndUp => ("Send urgent pointer", "发送紧急指针"),
        Variable::Irs => ("Initial receive sequence number", "初始接收序列号"),
        Variable::RcvNxt => ("Next expected", "期望接收的下一个"),
        Variable::RcvWnd => ("Receive window", "接收窗口"),
        Variable::RcvUp => ("Receive urgent pointer", "接收紧急指针"),
        Variable::Mss => ("Largest segment", "最大报文段长度"),
        Variable::Cwnd => ("Congestion window", "拥塞窗口"),
        Variable::Ssthresh => ("Slow start threshold", "慢启动阈值"),
        Variable::SndWindShift => ("Scale of the send window", "发送窗口缩放"),
        Variable::RcvWindShift => ("Scale of the receive window", "接收窗口缩放"),
        Variable::TsRecent => ("Latest timestamp of the other side", "对方最近的时间戳"),
        Variable::Srtt => ("Smoothed round-trip time", "平滑往返时间"),
        Variable::Rttvar => ("Round-trip time variation", "往返时间偏差"),
        Variable::Rto => ("Retransmission time-out", "重传超时"),
        Variable::Retransmits => ("Time-outs in a row", "连续超时次数"),
        Variable::SendQueue => ("Send queue", "发送队列"),
        Variable::ReceiveQueue => ("Receive queue", "接收队列"),
    })
}

/// What a variable is for.
pub const fn variable_help(lang: Lang, variable: Variable) -> &'static str {
    lang.pick(match variable {
        Variable::Iss => (
            "The sequence number this side chose for its own SYN.",
            "本端为自己的 SYN 选定的序列号。",
        ),
        Variable::SndUna => (
            "The oldest sequence number sent that the other side has not acknowledged.",
            "已发送但尚未被对方确认的最小序列号。",
        ),
        Variable::SndNxt => (
            "The sequence number the next new byte will get.",
            "下一个新字节将使用的序列号。",
        ),
        Variable::SndWnd => (
            "How many bytes from SND.UNA on the other side is willing to receive.",
            "从 SND.UNA 起，对方愿意接收的字节数。",
        ),
        Variable::SndWl1 => (
            "SEG.SEQ of the segment that last set the window, so that an older one cannot set it back.",
            "上次更新窗口的报文段的 SEG.SEQ，用来防止旧报文段把窗口改回去。",
        ),
        Variable::SndWl2 => (
            "SEG.ACK of the segment that last set the window, so that an older one cannot set it back.",
            "上次更新窗口的报文段的 SEG.ACK，用来防止旧报文段把窗口改回去。",
        ),
        Variable::SndUp => (
            "The sequence number after the last urgent byte sent.",
            "已发送的最后一个紧急字节之后的序列号。",
        ),
        Variable::Irs => (
            "The sequence number of the other side's SYN.",
            "对方的 SYN 所用的序列号。",
        ),
        Variable::RcvNxt => (
            "The next sequence number expected; everything before it has arrived.",
            "期望收到的下一个序列号；在它之前的字节都已收到。",
        ),
        Variable::RcvWnd => (
            "How many bytes from RCV.NXT on this side has room for, as it tells the other.",
            "从 RCV.NXT 起，本端还能容纳并通告给对方的字节数。",
        ),
        Variable::RcvUp => (
            "The sequence number after the last urgent byte the other side announced.",
            "对方通告的最后一个紧急字节之后的序列号。",
        ),
        Variable::Mss => (
            "The most bytes of data this side puts in one segment.",
            "本端在一个报文段中最多放入的数据字节数。",
        ),
        Variable::Cwnd => (
            "How many bytes this side lets be in flight so as not to overload the network; it grows with every success and shrinks with every loss.",
            "为了不使网络过载，本端允许在途的字节数；成功时增大，丢失时缩小。",
        ),
        Variable::Ssthresh => (
            "Below it the congestion window doubles each round trip (slow start); above it it grows slowly (congestion avoidance).",
            "拥塞窗口低于它时每个往返翻倍（慢启动），高于它时缓慢增长（拥塞避免）。",
        ),
        Variable::SndWindShift => (
            "The other side's window field counts in units of 2 to this power.",
            "对方窗口字段的单位是 2 的这么多次方字节。",
        ),
        Variable::RcvWindShift => (
            "This side's window field counts in units of 2 to this power.",
            "本端窗口字段的单位是 2 的这么多次方字节。",
        ),
        Variable::TsRecent => (
            "The timestamp this side gives back; a segment with an older one is a stray of the past (PAWS).",
            "本端要回送的时间戳；时间戳比它旧的报文段是过去的残留（PAWS）。",
        ),
        Variable::Srtt => (
            "A running average of the time from sending a segment to its acknowledgement.",
            "从发出报文段到收到确认所用时间的平滑平均值。",
        ),
        Variable::Rttvar => (
            "How much the round-trip time varies; the more, the longer the time-out.",
            "往返时间的波动程度；波动越大，超时时间就越长。",
        ),
        Variable::Rto => (
            "How long this side waits for an acknowledgement before it sends again.",
            "本端等待确认的时间；超过它仍未收到确认就重传。",
        ),
        Variable::Retransmits => (
            "How many times in a row the same data has timed out; each doubles the wait.",
            "同一份数据连续超时的次数；每超时一次，等待时间加倍。",
        ),
        Variable::SendQueue => (
            "Bytes the program has written that are not acknowledged yet.",
            "程序已写入、但尚未被确认的字节数。",
        ),
        Variable::ReceiveQueue => (
            "Bytes that arrived in order and wait for the program to read them.",
            "已按序到达、等待程序读取的字节数。",
        ),
    })
}

/// A timer's name.
pub const fn timer_name(lang: Lang, timer: Timer) -> &'static str {
    lang.pick(match timer {
        Timer::Retransmission => ("retransmission timer", "重传定时器"),
        Timer::Persist => ("persist timer", "坚持定时器"),
        Timer::DelayedAck => ("delayed-ACK timer", "延迟确认定时器"),
        Timer::TimeWait => ("2MSL timer", "2MSL 定时器"),
        Timer::KeepAlive => ("keep-alive timer", "保活定时器"),
        Timer::FinWait2 => ("FIN-WAIT-2 timer", "FIN-WAIT-2 定时器"),
        Timer::User => ("user time-out", "用户超时"),
    })
}

/// What a timer is for.
pub const fn timer_help(lang: Lang, timer: Timer) -> &'static str {
    lang.pick(match timer {
        Timer::Retransmission => (
            "Runs while anything sent is unacknowledged; when it fires, the oldest of it is sent again.",
            "只要有已发送而未确认的内容就在运行；到期时重传其中最早的部分。",
        ),
        Timer::Persist => (
            "Runs while the other side's window is closed; when it fires, a probe asks whether it has opened.",
            "在对方窗口关闭期间运行；到期时发送探测报文，询问窗口是否已打开。",
        ),
        Timer::DelayedAck => (
            "Runs while an ACK is held back for something to ride on; when it fires, the ACK goes alone.",
            "在 ACK 被推迟、等待捎带期间运行；到期时单独发送 ACK。",
        ),
        Timer::TimeWait => (
            "Runs in TIME-WAIT for twice the maximum segment lifetime; then the connection is forgotten.",
            "在 TIME-WAIT 中运行两倍的报文段最大生存时间；到期后连接被彻底删除。",
        ),
        Timer::KeepAlive => (
            "Runs while the connection is silent; when it fires, a probe asks whether the other side is still there.",
            "在连接没有任何收发期间运行；到期时发送探测报文，询问对方是否还在。",
        ),
        Timer::FinWait2 => (
            "Runs in FIN-WAIT-2 after the program has closed its socket; when it fires, the wait for the other side's FIN ends.",
            "程序关闭套接字后在 FIN-WAIT-2 中运行；到期后不再等待对方的 FIN。",
        ),
        Timer::User => (
            "Ends the connection with an error when the other side has not answered for too long.",
            "对方太久没有回应时，以出错的方式结束连接。",
        ),
    })
}

/// What a running timer will do: `after` is the time left, `state` that of its
/// connection and `retransmits` the time-outs in a row so far.
pub fn timer_will(
    lang: Lang,
    timer: Timer,
    after: Duration,
    state: State,
    retransmits: u64,
) -> Markup {
    // The first sending was attempt 1.
    let attempt = retransmits.saturating_add(2);
    match timer {
        Timer::Retransmission => match state {
            State::SynSent => say!(
                lang,
                "In `{after}` it *sends the SYN again* (attempt `{attempt}`), unless an answer arrives first.",
                "`{after}` 后若仍无应答，就*重传 SYN*（第 `{attempt}` 次发送）。",
            ),
            State::SynReceived => say!(
                lang,
                "In `{after}` it *sends the SYN, ACK again* (attempt `{attempt}`), unless it is acknowledged first.",
                "`{after}` 后若仍未被确认，就*重传 SYN, ACK*（第 `{attempt}` 次发送）。",
            ),
            State::Closed
            | State::Listen
            | State::Established
            | State::FinWait1
            | State::FinWait2
            | State::CloseWait
            | State::Closing
            | State::LastAck
            | State::TimeWait => say!(
                lang,
                "In `{after}` it *sends the oldest unacknowledged segment again* (attempt `{attempt}`), unless it is acknowledged first.",
                "`{after}` 后若仍未被确认，就*重传最早未确认的报文段*（第 `{attempt}` 次发送）。",
            ),
        },
        Timer::Persist => say!(
            lang,
            "In `{after}` it *probes the closed window*, unless the other side opens it first.",
            "`{after}` 后若对方仍未打开窗口，就*发送窗口探测*。",
        ),
        Timer::DelayedAck => say!(
            lang,
            "In `{after}` it *sends the ACK alone*, unless something to send takes it along first.",
            "`{after}` 后若没有数据可以捎带，就*单独发送 ACK*。",
        ),
        Timer::TimeWait => say!(
            lang,
            "In `{after}` TIME-WAIT ends: *the connection is forgotten* and its ports are free.",
            "`{after}` 后 TIME-WAIT 结束：*连接被删除*，端口可以重新使用。",
        ),
        Timer::KeepAlive => say!(
            lang,
            "In `{after}` it *asks whether the other side is still there*, unless something arrives first.",
            "`{after}` 后若仍没有收到任何报文段，就*探测对方是否还在*。",
        ),
        Timer::FinWait2 => say!(
            lang,
            "In `{after}` it *forgets the connection*, unless the other side's FIN arrives first.",
            "`{after}` 后若仍未收到对方的 FIN，就*删除连接*。",
        ),
        Timer::User => say!(
            lang,
            "In `{after}` it *gives up* and reports an error, unless the other side answers first.",
            "`{after}` 后若对方仍无应答，就*放弃连接*并报告错误。",
        ),
    }
}

/// The name of something out of the ordinary.
pub const fn anomaly_name(lang: Lang, anomaly: Anomaly) -> &'static str {
    lang.pick(match anomaly {
        Anomaly::Retransmission => ("retransmission", "重传"),
        Anomaly::FastRetransmission => ("fast retransmission", "快速重传"),
        Anomaly::SpuriousRetransmission => ("spurious retransmission", "不必要的重传"),
        Anomaly::OutOfOrder => ("out of order", "乱序"),
        Anomaly::DuplicateAck => ("duplicate ACK", "重复 ACK"),
        Anomaly::ZeroWindow => ("zero window", "零窗口"),
        Anomaly::ZeroWindowProbe => ("zero-window probe", "零窗口探测"),
        Anomaly::WindowUpdate => ("window update", "窗口更新"),
        Anomaly::KeepAlive => ("keep-alive", "保活探测"),
        Anomaly::WindowFull => ("window full", "窗口已满"),
        Anomaly::GapBefore => ("segment missing before", "前面有缺失"),
        Anomaly::AckOfUnseen => ("acknowledges unseen data", "确认了未见数据"),
        Anomaly::Reset => ("reset", "复位"),
        Anomaly::Refused => ("connection refused", "连接被拒绝"),
        Anomaly::PortsReused => ("ports reused", "端口重用"),
        Anomaly::BadChecksum => ("wrong checksum", "校验和错误"),
        Anomaly::ProbablyLost => ("probably lost", "可能已丢失"),
        Anomaly::OutOfWindow => ("outside the window", "超出窗口"),
    })
}

/// What is out of the ordinary, in a sentence.
pub const fn anomaly_help(lang: Lang, anomaly: Anomaly) -> &'static str {
    lang.pick(match anomaly {
        Anomaly::Retransmission => (
            "These sequence numbers were sent before: the first copy, or its acknowledgement, did not come through in time.",
            "这些序列号之前发送过：上一份或对它的确认没有及时到达。",
        ),
        Anomaly::FastRetransmission => (
            "Sent again after three duplicate ACKs, before the retransmission timer could have fired.",
            "收到三个重复 ACK 后立即重传，没有等到重传定时器到期。",
        ),
        Anomaly::SpuriousRetransmission => (
            "Sent again although it had already been acknowledged: the sender had not seen that yet.",
            "内容其实已被确认却又发送了一次：发送方当时还没有收到那个确认。",
        ),
        Anomaly::OutOfOrder => (
            "It was seen after a segment that follows it: the network changed their order.",
            "它出现在后续报文段之后：网络改变了它们的先后次序。",
        ),
        Anomaly::DuplicateAck => (
            "It acknowledges nothing new while data is outstanding: often the receiver has seen a gap.",
            "还有数据未确认，它却没有确认任何新内容：往往说明接收方发现了缺口。",
        ),
        Anomaly::ZeroWindow => (
            "The receiver has no room left and asks the sender to stop.",
            "接收方的缓冲区已满，要求发送方暂停发送。",
        ),
        Anomaly::ZeroWindowProbe => (
            "It probes a closed window, in case the message that opens it was lost.",
            "对已关闭的窗口进行探测，以防打开窗口的报文段丢失。",
        ),
        Anomaly::WindowUpdate => (
            "It announces a larger window and nothing else.",
            "只通告更大的窗口，没有别的作用。",
        ),
        Anomaly::KeepAlive => (
            "It asks whether the other side is still there, with a number already acknowledged.",
            "使用一个已被确认的序列号，询问对方是否仍然存在。",
        ),
        Anomaly::WindowFull => (
            "It fills the receiver's window to the last byte: the sender must now wait.",
            "它恰好填满接收方的窗口，发送方接下来必须等待。",
        ),
        Anomaly::GapBefore => (
            "A segment before this one is missing from the capture: lost, or never captured.",
            "在它之前有报文段不在抓包中：可能丢失了，也可能没有被抓到。",
        ),
        Anomaly::AckOfUnseen => (
            "It acknowledges bytes that the capture does not hold, so the capture has missed a segment.",
            "它确认了抓包中没有的字节，说明抓包漏掉了报文段。",
        ),
        Anomaly::Reset => (
            "It ends the connection at once, without the usual close.",
            "它立即终止连接，不经过正常的关闭过程。",
        ),
        Anomaly::Refused => (
            "A reset in answer to a SYN: nobody listens on that port.",
            "用 RST 回应 SYN：该端口上没有程序在监听。",
        ),
        Anomaly::PortsReused => (
            "The same two addresses and ports begin a new connection.",
            "同一对地址和端口又建立了一个新连接。",
        ),
        Anomaly::BadChecksum => (
            "Its checksum does not match its bytes: damaged on the way, or left for the network card to fill in.",
            "校验和与内容不符：要么在途中损坏，要么是留给网卡填写的。",
        ),
        Anomaly::ProbablyLost => (
            "It was sent again later and nothing acknowledged it in between, so it was probably lost.",
            "它后来被重传，其间没有任何确认，因此很可能已经丢失。",
        ),
        Anomaly::OutOfWindow => (
            "Nothing of it fits the window its receiver had announced.",
            "它的内容完全不在接收方通告的窗口之内。",
        ),
    })
}

/// What an error of the sockets interface means; its symbol is [`Errno::name`].
pub const fn errno(lang: Lang, error: Errno) -> &'static str {
    lang.pick(match error {
        Errno::Econnrefused => ("connection refused", "连接被拒绝"),
        Errno::Econnreset => ("connection reset by the other side", "连接被对方复位"),
        Errno::Etimedout => ("no answer in time", "连接超时"),
        Errno::Eaddrinuse => ("address already in use", "地址已被占用"),
        Errno::Enotconn => ("not connected", "尚未连接"),
        Errno::Epipe => ("the sending side is closed", "发送方向已关闭"),
        Errno::Econnaborted => ("connection aborted on this side", "连接被本端中止"),
        Errno::Ehostunreach => ("host unreachable", "主机不可达"),
        Errno::Einval => ("the call makes no sense for this socket", "该调用不适用于此套接字"),
        Errno::Emsgsize => ("message too long", "消息太长"),
        Errno::Enetunreach => ("network unreachable", "网络不可达"),
        Errno::Ebadf => ("no such descriptor", "描述符无效"),
        Errno::Emfile => ("too many descriptors", "描述符过多"),
        Errno::Eaddrnotavail => ("address not available", "地址不可用"),
        Errno::Eacces => ("not permitted", "不允许"),
        Errno::Einprogress => ("still in progress", "仍在进行中"),
        Errno::Enoent => ("no such entry", "没有这一项"),
    })
}

/// What led to an error of the sockets interface, in a sentence.
pub const fn errno_help(lang: Lang, error: Errno) -> &'static str {
    lang.pick(match error {
        Errno::Econnrefused => (
            "A reset answered the SYN: nobody listens there.",
            "SYN 得到的回应是 RST：那里没有程序在监听。",
        ),
        Errno::Econnreset => ("A reset ended the connection.", "收到 RST，连接被强行终止。"),
        Errno::Etimedout => (
            "The other side did not answer, however often it was asked.",
            "无论重试多少次，对方都没有应答。",
        ),
        Errno::Eaddrinuse => (
            "The local port is taken by another socket, perhaps by a connection in TIME-WAIT.",
            "本地端口被另一个套接字占用，也可能被处于 TIME-WAIT 的连接占用。",
        ),
        Errno::Enotconn => ("There is no connection on this socket.", "这个套接字上没有连接。"),
        Errno::Epipe => (
            "This side has closed its sending direction, or the connection is gone.",
            "本端已经关闭发送方向，或者连接已不存在。",
        ),
        Errno::Econnaborted => ("The connection was aborted on this side.", "连接在本端被中止。"),
        Errno::Ehostunreach => {
            ("Nobody on the link answered for the address.", "链路上没有主机应答这个地址。")
        }
        Errno::Einval => (
            "The socket is in no state in which this call can be made.",
            "套接字当前的状态不允许进行这个调用。",
        ),
        Errno::Emsgsize => (
            "A datagram over IPv4 carries at most 65,507 bytes.",
            "IPv4 上的一个数据报最多携带 65,507 字节。",
        ),
        Errno::Enetunreach => (
            "No row of the routing table leads there, and there is no default route.",
            "路由表中没有通往那里的路由，也没有默认路由。",
        ),
        Errno::Ebadf => (
            "The program has no socket of that number, or has closed it.",
            "程序没有这个编号的套接字，或者已经把它关闭。",
        ),
        Errno::Emfile => {
            ("The program has as many sockets open as it may.", "程序打开的套接字已达到上限。")
        }
        Errno::Eaddrnotavail => {
            ("The address is not one of this host's.", "这个地址不是本机的地址。")
        }
        Errno::Eacces => (
            "A broadcast is for every host: a program has to say that it means one.",
            "广播会发给所有主机：程序必须先声明要广播。",
        ),
        Errno::Einprogress => (
            "The program does not wait any longer, but the connection is still being opened.",
            "程序不再等待，但连接仍在建立之中。",
        ),
        Errno::Enoent => ("The table has no such row.", "表中没有这一行。"),
    })
}

#[cfg(test)]
mod tests;
