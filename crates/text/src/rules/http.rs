//! HTTP/1.1 over a byte stream.

use crate::rules::rules;
use crate::words::of_bytes;

rules! {
    lang, node, Node, peer, Peer;

    HttpHead { bytes } => "The head is whole", "首部完整";
        let n = of_bytes(lang, bytes);
        "The empty line has come: *the head of the message is whole*, `{n}`. TCP knows nothing of messages; only HTTP sees where one ends.",
        "空行到了：*报文首部完整*，共 `{n}`。TCP 不知道什么是报文，只有 HTTP 看得出首部在哪里结束。";

    HttpLength { bytes } => "The length is known", "长度已知";
        let n = of_bytes(lang, bytes);
        "`Content-Length` says that *the body has `{n}`*.",
        "`Content-Length` 说明*正文有 `{n}`*。";

    HttpChunked => "In chunks", "分块传输";
        "The body comes *in chunks, each with its length before it*; a chunk of length 0 ends it.",
        "正文*分块到来，每块前面写着长度*；长度为 0 的块表示结束。";

    HttpUntilClose => "Until the connection closes", "直到连接关闭";
        "Nothing says how long the body is: *it lasts until {peer} closes the connection*.",
        "没有说明正文有多长：*它持续到{peer}关闭连接为止*。";

    HttpNoBody => "No body", "没有正文";
        "Such a message *has no body*: it ends with its head.",
        "这种报文*没有正文*：首部之后就结束了。";

    HttpBody { bytes } => "The message is whole", "报文完整";
        let n = of_bytes(lang, bytes);
        "*The body is whole*, `{n}`.",
        "*正文完整*，共 `{n}`。";

    HttpKeepAlive => "The connection stays open", "保持连接";
        "Nobody wishes otherwise, so *the connection stays open* for the next request.",
        "没有人要求关闭，因此*连接保持打开*，等待下一个请求。";

    HttpClose => "The last message", "最后一个报文";
        "This message is the last: *the connection will be closed* after it.",
        "这是最后一个报文：之后*连接将关闭*。";

    HttpBad { at } => "Not HTTP", "不是合法的 HTTP";
        "After {at} bytes comes what is *no HTTP, or cannot be read safely*: {node} answers that and closes.",
        "第 {at} 字节之后的内容*不是 HTTP，或者无法安全解读*：{node}告知对方并关闭连接。";

    HttpCutOff { bytes } => "Cut off", "报文不完整";
        let n = of_bytes(lang, bytes);
        "{Peer} closed the connection after `{n}`, *in the middle of a message*.",
        "{peer}在发出 `{n}` 之后关闭了连接，*报文只有一半*。";

    HttpTooLarge { limit } => "Too large", "太大";
        "The message is larger than the {limit} bytes that *{node} is willing to keep*.",
        "报文超过了*{node}愿意保存*的 {limit} 字节。";
}
