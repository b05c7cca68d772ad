//! What happened to a row of a table, as a title.

use crate::markup::Esc;
use crate::{Lang, Markup, say};
use wireglass_core::bridge::stp::State;
use wireglass_trace::{Lease, Queue, Row, RowId, Trace};

/// A row was written.
pub(super) fn row_set(lang: Lang, node: Esc<'_>, trace: &Trace, row: RowId) -> Markup {
    match *trace.row(row) {
        Row::Arp { ip, .. } => {
            say!(lang, "{node} learns where `{ip}` is", "{node}得知 `{ip}` 在哪里")
        }
        Row::Mac { mac, port } => {
            let port = name_of(port);
            say!(
                lang,
                "{node} learns that `{mac}` is behind port {port}",
                "{node}得知 `{mac}` 在端口 {port} 一侧",
            )
        }
        Row::Address { ip, prefix, .. } => {
            say!(lang, "{node} has the address `{ip}/{prefix}`", "{node}的地址为 `{ip}/{prefix}`")
        }
        Row::Route { network, prefix, gateway: Some(gateway), .. } => say!(
            lang,
            "{node} reaches `{network}/{prefix}` through `{gateway}`",
            "{node}经由 `{gateway}` 到达 `{network}/{prefix}`",
        ),
        Row::Route { network, prefix, gateway: None, .. } => say!(
            lang,
            "{node} is on the network `{network}/{prefix}`",
            "{node}直接连在网络 `{network}/{prefix}` 上",
        ),
        Row::SpanningTree { port, state, .. } => {
            let (state, port) = (port_state(lang, state), name_of(port));
            say!(lang, "{node}: port {port} is {state}", "{node}：端口 {port} 处于{state}状态")
        }
        Row::Nat { inside, outside, .. } => say!(
            lang,
            "{node} translates `{inside}` to `{outside}`",
            "{node}把 `{inside}` 转换为 `{outside}`",
        ),
        Row::NameServer { ip, .. } => {
            say!(lang, "{node} asks `{ip}` for names", "{node}向 `{ip}` 查询名字")
        }
        Row::Dns { name, data, .. } if data.len == 0 => {
            let name = trace.name(name).to_string();
            let name = Esc(&name);
            say!(lang, "{node} remembers that there is no `{name}`", "{node}记住 `{name}` 不存在")
        }
        Row::Dns { name, .. } => {
            let name = trace.name(name).to_string();
            let name = Esc(&name);
            say!(lang, "{node} remembers `{name}`", "{node}记住 `{name}`")
        }
        Row::Lease { ip, state, .. } => match state {
            Lease::Offered => say!(lang, "{node} holds `{ip}` ready", "{node}预留 `{ip}`"),
            Lease::Bound => say!(lang, "{node} has given `{ip}` away", "{node}已分配 `{ip}`"),
            Lease::Declined => {
                say!(lang, "{node} gives `{ip}` to nobody", "{node}不再分配 `{ip}`")
            }
        },
        Row::Group { group, .. } => {
            say!(lang, "{node} is in the group `{group}`", "{node}加入组 `{group}`")
        }
        Row::Members { port, group } => say!(
            lang,
            "{node}: somebody at port {port} is in the group `{group}`",
            "{node}：端口 {port} 一侧有组 `{group}` 的成员",
        ),
    }
}

/// A row is gone.
pub(super) fn row_gone(lang: Lang, node: Esc<'_>, trace: &Trace, row: RowId) -> Markup {
    match *trace.row(row) {
        Row::Arp { ip, .. } => {
            say!(lang, "{node} forgets where `{ip}` is", "{node}忘记 `{ip}` 在哪里")
        }
        Row::Mac { mac, .. } => {
            say!(lang, "{node} forgets where `{mac}` is", "{node}忘记 `{mac}` 在哪里")
        }
        Row::Address { ip, .. } => {
            say!(lang, "{node} gives up the address `{ip}`", "{node}不再使用地址 `{ip}`")
        }
        Row::Route { network, prefix, .. } => say!(
            lang,
            "{node} has no route to `{network}/{prefix}` any more",
            "{node}不再有到 `{network}/{prefix}` 的路由",
        ),
        Row::SpanningTree { port, .. } => {
            let port = name_of(port);
            say!(
                lang,
                "{node}: port {port} is out of the spanning tree",
                "{node}：端口 {port} 退出生成树",
            )
        }
        Row::Nat { inside, .. } => {
            say!(lang, "{node} no longer translates `{inside}`", "{node}不再转换 `{inside}`",)
        }
        Row::NameServer { ip, .. } => {
            say!(lang, "{node} no longer asks `{ip}` for names", "{node}不再向 `{ip}` 查询名字")
        }
        Row::Dns { name, .. } => {
            let name = trace.name(name).to_string();
            let name = Esc(&name);
            say!(lang, "{node} forgets `{name}`", "{node}忘记 `{name}`")
        }
        Row::Lease { ip, .. } => say!(lang, "`{ip}` is free again", "`{ip}` 重新空闲"),
        Row::Group { group, .. } => {
            say!(lang, "{node} leaves the group `{group}`", "{node}离开组 `{group}`")
        }
        Row::Members { port, group } => say!(
            lang,
            "{node}: nobody at port {port} is in the group `{group}` any more",
            "{node}：端口 {port} 一侧不再有组 `{group}` 的成员",
        ),
    }
}

/// A port's name on a switch: they are counted from 1 there.
fn name_of(port: u16) -> u32 {
    u32::from(port) + 1
}

/// What a port of a spanning tree does.
pub(crate) const fn port_state(lang: Lang, state: State) -> &'static str {
    lang.pick(match state {
        State::Disabled => ("disabled", "禁用"),
        State::Blocking => ("blocking", "阻塞"),
        State::Listening => ("listening", "侦听"),
        State::Learning => ("learning", "学习"),
        State::Forwarding => ("forwarding", "转发"),
    })
}

/// A queue of a socket.
pub(super) const fn queue_name(lang: Lang, queue: Queue) -> &'static str {
    lang.pick(match queue {
        Queue::Syn => ("SYN queue", "半连接队列"),
        Queue::Accept => ("accept queue", "全连接队列"),
        Queue::Datagrams => ("receive queue", "接收队列"),
    })
}
