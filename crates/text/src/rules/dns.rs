//! DNS: stub resolvers, recursive resolvers and servers.

use crate::rules::rules;
use crate::words::{number, times};

rules! {
    lang, node, Node, peer, Peer;

    DnsAsk { server } => "Asks its resolver", "询问解析器";
        "A program needs a name's address: *{node} asks its resolver `{server}`* to find it out.",
        "程序需要一个域名对应的地址：*{node}请解析器 `{server}` 代为查找*。";

    DnsAskAgain { server, tries } => "Asked again", "再次询问";
        "No answer in time: *{node} asks `{server}`*. This is try {tries}.",
        "没有及时收到答复：*{node}询问 `{server}`*，这是第 {tries} 次。";

    DnsNoAnswer { tries } => "Nobody answers", "无人答复";
        let n = times(lang, tries.into());
        "{Node} asked `{n}` and *nobody answered*: the name is not resolved.",
        "{node}询问了 `{n}`，*无人答复*：域名没有解析出来。";

    DnsNotOurs { id } => "Answers nothing we asked", "不是所问的答复";
        "The message with number {id} *does not fit an open question*: number, port, server and name must all be right, or anybody could slip in a lie.",
        "编号 {id} 的报文*与未答的问题不符*：编号、端口、服务器和域名必须全部一致，否则任何人都能插入假答复。";

    DnsAnswered { records } => "The name is resolved", "解析完成";
        let n = number(lang, records.into(), "record", "records", "条记录");
        "*The answer has come*, with `{n}`.",
        "*答复已到*，含 `{n}`。";

    DnsFromCache { left } => "In the cache", "缓存命中";
        "{Node} *knows the answer already* and may use it for another `{left}`: nobody is asked.",
        "{node}*已经知道答案*，还可以使用 `{left}`：不必询问任何人。";

    DnsNegativeFromCache { left } => "Known not to be there", "已知不存在";
        "{Node} *has asked for this before, and there was none*: that is believed for another `{left}`.",
        "{node}*之前问过，并不存在*：这个结论还可以相信 `{left}`。";

    DnsCached { ttl } => "Kept in the cache", "存入缓存";
        "{Node} *keeps the records for `{ttl}`*, their time to live.",
        "{node}*把记录保存 `{ttl}`*，即它们的生存时间 TTL。";

    DnsNegativeCached { ttl } => "Kept that there is none", "缓存否定结果";
        "That there is none is *kept for `{ttl}`*, as the zone's SOA record says.",
        "不存在这一结论*保存 `{ttl}`*，由区的 SOA 记录决定。";

    DnsExpired => "Too old", "过期";
        "The time to live is over: *the record is forgotten*.",
        "生存时间已到：*删除这条记录*。";

    DnsAskRoot { server } => "Begins at the root", "从根开始";
        "Nothing nearer to the name is known: *{node} asks a root server, `{server}`*.",
        "还不知道更接近该域名的服务器：*{node}询问根服务器 `{server}`*。";

    DnsAskNearer { server, labels } => "One step nearer", "更近一步";
        let n = number(lang, labels.into(), "label", "labels", "级");
        "`{server}` serves `{n}` of the name: *{node} asks it next*.",
        "`{server}` 负责该域名末尾的 `{n}`：*{node}接着询问它*。";

    DnsReferralHeard { servers, labels } => "Sent on", "得到转介";
        let n = number(lang, servers.into(), "server", "servers", "台服务器");
        "The server does not know, but *names `{n}` that are nearer*, for {labels} of the name's labels.",
        "该服务器不知道答案，但*给出了更接近的 `{n}`*，负责域名末尾的 {labels} 级。";

    DnsNeedsAddress => "Where is that server?", "那台服务器在哪里？";
        "The nearer server is known by name only: *{node} has to resolve its name first*.",
        "只知道更近的服务器的名字：*{node}必须先解析它的名字*。";

    DnsAlias { count } => "An alias", "别名";
        "The name is only an alias (CNAME): *{node} goes on with the real name*. Aliases followed: {count}.",
        "这个域名只是别名（CNAME）：*{node}继续查找真正的名字*。已跟随别名：{count}。";

    DnsAliasLoop { count } => "Aliases without end", "别名没有尽头";
        "{count} aliases were followed, and *they lead round in a circle or on for ever*: {node} gives up.",
        "已跟随 {count} 个别名，*它们绕成一圈或没有尽头*：{node}放弃。";

    DnsLame { server } => "No help", "帮不上忙";
        "`{server}` fails, refuses, or *leads away from the name*: {node} asks another.",
        "`{server}` 出错、拒绝，或者*指向了别处*：{node}改问别的服务器。";

    DnsTooMuchWork { queries } => "Too much work", "代价太大";
        "{queries} questions were asked for this one: *{node} gives up*, lest a bad zone keep it busy for ever.",
        "为这一个问题已发出 {queries} 次询问：*{node}放弃*，免得有问题的区让它永远忙碌。";

    DnsNobodyLeft => "Nobody left to ask", "无人可问";
        "*No server is left* that could know: the question fails.",
        "*再没有*可能知道答案的*服务器*：查询失败。";

    DnsRecursion => "Find it out for me", "请代为查找";
        "The client wishes for recursion: *{node} finds the answer out*, step by step, and gives the client only the result.",
        "客户端要求递归：*{node}一步一步查找答案*，只把结果交给客户端。";

    DnsReply { records } => "The answer for the client", "答复客户端";
        let n = number(lang, records.into(), "record", "records", "条记录");
        "{Node} *sends the client what it has found out*, `{n}`.",
        "{node}*把查到的结果发给客户端*，共 `{n}`。";

    DnsAuthoritative { records } => "Known at first hand", "权威应答";
        let n = number(lang, records.into(), "record", "records", "条记录");
        "The name is in a zone of {node}'s own: *it answers at first hand*, with `{n}`.",
        "域名在{node}自己的区中：*它给出权威应答*，共 `{n}`。";

    DnsWildcard => "Any name will do", "通配";
        "The zone has no such name, but *a record for any name here* (`\\*`): {node} answers with that.",
        "区中没有这个域名，但有*匹配任意名字的记录*（`\\*`）：{node}用它作答。";

    DnsReferral { servers } => "Ask them", "转介";
        let n = number(lang, servers.into(), "server", "servers", "台服务器");
        "That part of the names is *given to others*: {node} says who, `{n}`.",
        "这部分域名*已授权给别人*：{node}告诉对方该问谁，共 `{n}`。";

    DnsNameError => "No such name", "域名不存在";
        "*There is no such name* (NXDOMAIN), and the zone's own server says so.",
        "*没有这个域名*（NXDOMAIN），由该区的权威服务器确认。";

    DnsNoData => "No such record", "没有这种记录";
        "The name is there, but *has no record of that type*.",
        "域名存在，但*没有这种类型的记录*。";

    DnsNotMyZone => "Not my zone", "不在我的区";
        "The name is in *none of {node}'s zones*: it refuses to answer.",
        "域名*不在{node}负责的任何区中*：拒绝回答。";

    DnsBadQuestion => "Cannot be understood", "无法理解的问题";
        "{Node} *cannot make sense of the question*, or does not do what it asks for.",
        "{node}*无法理解这个问题*，或者不支持它的要求。";
}
