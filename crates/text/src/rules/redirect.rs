//! Redirects: a router that knows a better one.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    RedirectSent { ip, gateway } => "There is a shorter way", "有更近的路";
        "A packet for `{ip}` goes out where it came in: its sender is on the same link as `{gateway}` and *could go straight there*. {Node} passes it on and says so.",
        "去 `{ip}` 的报文要从进来的接口再出去：发送者与 `{gateway}` 在同一链路上，*可以直接交给它*。{node}照样转发，并告知发送者。";

    RedirectToldAlready { ip, every } => "Told a moment ago", "刚刚说过";
        "`{ip}` has just been told of the better way: *it is not told again within `{every}`*.",
        "刚刚告诉过 `{ip}` 有更近的路：*`{every}` 内不再重复*。";

    RedirectObeyed { ip, gateway } => "The better way", "改走近路";
        "The router that {node} uses says that `{gateway}` is nearer to `{ip}`: *a route to that one host goes there from now on*.",
        "{node}所用的路由器说，到 `{ip}` 经 `{gateway}` 更近：*从现在起，到这台主机的路由改走那里*。";

    RedirectNotNear { gateway } => "Not on this link", "不在本链路上";
        "`{gateway}` is *not a neighbour on the link that the redirect came by*: {node} does not believe it.",
        "`{gateway}` *不是收到重定向的这条链路上的邻居*：{node}不予采信。";

    RedirectNotFirstHop { ip, from } => "Not from our router", "不是来自所用的路由器";
        "Packets for `{ip}` do not go over `{from}`, so *it cannot know of them*: {node} does not believe its redirect.",
        "去 `{ip}` 的报文并不经过 `{from}`，*它不可能知道这些报文*：{node}不理会它的重定向。";

    RedirectForHosts { ip } => "Not for routers", "路由器不听重定向";
        "Redirects are for hosts. {Node} is a router, and *routers find the way to `{ip}` by their own routing table*.",
        "重定向是给主机的。{node}是路由器，*到 `{ip}` 的路由由它自己的路由表决定*。";
}
