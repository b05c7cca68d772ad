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

    HttpFound { bytes } => "Here it is", "找到网页";
        let n = of_bytes(lang, bytes);
        "{Node} has the page: *status 200, and `{n}` of body*.",
        "{node}有这个网页：*状态码 200，正文 `{n}`*。";

    HttpNotFound => "No such page", "没有这个网页";
        "{Node} has nothing at that path: *status 404*. The connection itself is in order.",
        "{node}在这个路径下什么也没有：*状态码 404*。连接本身没有问题。";

    HttpMethodNotAllowed => "Not with this page", "不允许的方法";
        "{Node} only gives pages away (`GET`, `HEAD`): *status 405*, with what is allowed.",
        "{node}只提供网页（`GET`、`HEAD`）：*状态码 405*，并说明允许哪些方法。";

    HttpHostMissing => "Which host?", "没有说明主机";
        "Several sites may share one address, so *a request must say once which host it means*: status 400.",
        "多个网站可能共用一个地址，因此*请求必须写明一次要找哪个主机*：状态码 400。";

    HttpAsk => "A page, please", "请求网页";
        "The connection is open: {node} *asks for the page*, in a few lines of text that end with an empty one.",
        "连接已建立：{node}*请求网页*，就是几行文本，以一个空行结束。";

    HttpIdle { after } => "Nothing more comes", "空闲太久";
        "Nothing has come for `{after}`: *{node} closes the connection*, which others may need.",
        "`{after}` 内没有任何请求：*{node}关闭连接*，把资源留给别人。";
}
