//! RIP version 2.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    RipAsk => "What do you know?", "询问邻居";
        "{Node} has just come up: *it asks its neighbours for all their routes*, rather than wait for half a minute.",
        "{node}刚刚启动：*它向邻居索要全部路由*，而不是等上半分钟。";

    RipAnswer { routes } => "All routes, please", "答复全部路由";
        "A neighbour asks for all routes: *{node} tells it*, {routes} of them.",
        "邻居索要全部路由：*{node}把 {routes} 条路由告诉它*。";

    RipUpdate { every } => "Regular update", "定期更新";
        "Every `{every}` or so {node} *tells its neighbours how far every network is*.",
        "大约每 `{every}`，{node}*把到各网络的距离告诉邻居*。";

    RipTriggered { routes } => "Triggered update", "触发更新";
        "Routes have changed ({routes}): *the neighbours hear of it at once*, not only at the next update.",
        "有 {routes} 条路由发生变化：*立即通知邻居*，不等下一次定期更新。";

    RipLearn { network, via, metric } => "A new network", "学到新网络";
        "`{via}` knows a way to `{network}`, which {node} did not: *it is {metric} hops away*.",
        "`{via}` 知道去 `{network}` 的路，而{node}原来不知道：*距离 {metric} 跳*。";

    RipShorter { network, via, metric } => "A shorter way", "更短的路";
        "`{via}` is a shorter way to `{network}`: *{metric} hops*. {Node} goes there from now on.",
        "经 `{via}` 到 `{network}` 更短：*{metric} 跳*。{node}从现在起走这条路。";

    RipChanged { network, via, metric } => "The distance has changed", "距离变化";
        "The route to `{network}` leads over `{via}`, which now says {metric} hops: *{node} believes it, even if it is farther*.",
        "去 `{network}` 的路由经过 `{via}`，它现在说距离是 {metric} 跳：*{node}相信它，即使变远了*。";

    RipUnreachable { network, via } => "No way any more", "不再可达";
        "`{via}` says that `{network}` *cannot be reached any more* (16 hops): {node} keeps telling that for a while.",
        "`{via}` 表示 `{network}` *不再可达*（16 跳）：{node}在一段时间内继续宣告这一点。";

    RipTimeout { network, after } => "Not heard of for too long", "路由超时";
        "Nobody has spoken of `{network}` for `{after}`: *{node} holds it to be unreachable*.",
        "`{after}` 内没有收到关于 `{network}` 的消息：*{node}认为它不可达*。";

    RipCollected { network, after } => "Route forgotten", "删除路由";
        "That `{network}` is unreachable has been told for `{after}`: *{node} forgets it*.",
        "`{network}` 不可达已宣告了 `{after}`：*{node}删除这条路由*。";

    RipLinkDown { network } => "The link is down", "链路断开";
        "The link to `{network}` is down: *{node} tells its neighbours that there is no way*.",
        "通往 `{network}` 的链路断开：*{node}告诉邻居不再可达*。";

    RipConnected { network } => "A network of its own", "直连网络";
        "{Node} has a port in `{network}`: *it is one hop away for its neighbours*.",
        "{node}有一个端口在 `{network}` 中：*对邻居来说它有一跳远*。";

    RipNotNeighbour { ip } => "Not a neighbour", "不是邻居";
        "`{ip}` is *no neighbour on this link, or does not speak from RIP's port*: {node} believes nothing of it.",
        "`{ip}` *不是这条链路上的邻居，或者不是从 RIP 端口发出*：{node}不予采信。";

    RipBadRoute { network } => "A route that cannot be", "不合理的路由";
        "The route to `{network}` *makes no sense*: {node} leaves it out.",
        "去 `{network}` 的路由*不合理*：{node}忽略它。";
}
