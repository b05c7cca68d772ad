//! Addresses that are no single host's.

use crate::rules::rules;

rules! {
    lang, node, Node, peer, Peer;

    OpenToNoHost => "Nobody to connect to", "没有可连接的主机";
        "The address is *not that of one host* but of a group, of everybody or of nobody: {node} refuses to connect.",
        "这个地址*不属于某一台主机*，而是组播、广播或未指定地址：{node}拒绝连接。";

    SourceIsNoHost => "From no host", "来源不是主机";
        "The segment claims to come from an address that is *not one host's*: {node} discards it in silence.",
        "报文段声称的来源地址*不属于某一台主机*：{node}将其直接丢弃。";
}
