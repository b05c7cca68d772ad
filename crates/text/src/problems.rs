//! What is wrong with a scenario or a what-if, and how a run ended.

use crate::markup::Esc;
use crate::story::frame_label;
use crate::words::number;
use crate::{Lang, Markup, say};
use wireglass_sim::{BranchError, Outcome, ScenarioError};
use wireglass_trace::{NodeId, Trace};

/// Why a scenario cannot be run.
pub fn scenario_error(lang: Lang, error: &ScenarioError) -> Markup {
    match error {
        ScenarioError::NoHosts => {
            say!(
                lang,
                "The scenario has *no hosts*: there is nothing to run.",
                "场景中*没有主机*，无可运行。"
            )
        }
        ScenarioError::DuplicateAddress { address, hosts: [a, b] } => {
            let (a, b) = (Esc(a), Esc(b));
            say!(
                lang,
                "“{a}” and “{b}” have *the same address* `{address}`: give one of them another.",
                "“{a}”与“{b}”的*地址相同*，都是 `{address}`：请为其中一个换一个地址。",
            )
        }
        ScenarioError::UnknownHost { index, hosts } => {
            let there = number(lang, *hosts as u64, "host", "hosts", "台主机");
            say!(
                lang,
                "The scenario names host `{index}`, *which is not there*: it has `{there}`, counted from 0.",
                "场景中提到了主机 `{index}`，但*它不存在*：共有 `{there}`，从 0 开始编号。",
            )
        }
        ScenarioError::UnknownLink { index, links } => {
            let there = number(lang, *links as u64, "link", "links", "条链路");
            say!(
                lang,
                "The scenario names link `{index}`, *which is not there*: it has `{there}`, counted from 0.",
                "场景中提到了链路 `{index}`，但*它不存在*：共有 `{there}`，从 0 开始编号。",
            )
        }
        ScenarioError::RunsNothing { device } => {
            let device = Esc(device);
            say!(
                lang,
                "*No program runs on {device}*: programs run on hosts and routers.",
                "*{device}上不能运行程序*：程序只在主机和路由器上运行。",
            )
        }
        ScenarioError::LinkToItself { host } => {
            let host = Esc(host);
            say!(
                lang,
                "A link joins “{host}” *to itself*: its two ends must be different hosts.",
                "有一条链路把“{host}”*连到了自己*：两端必须是不同的主机。",
            )
        }
        ScenarioError::LinkCount { host, links } => {
            let host = Esc(host);
            let links = number(lang, *links as u64, "link", "links", "条链路");
            say!(
                lang,
                "“{host}” has `{links}`, but *a host takes exactly one*.",
                "“{host}”有 `{links}`，而*一台主机只能接一条*。",
            )
        }
        ScenarioError::NoSuchPort { device, port, ports } => {
            let device = Esc(device);
            let last = i32::from(*ports) - 1;
            say!(
                lang,
                "A link is plugged in at port `{port}` of “{device}”, *which has no such port*: they go from 0 to {last}.",
                "有一条链路插在“{device}”的端口 `{port}` 上，*但没有这个端口*：端口号从 0 到 {last}。",
            )
        }
        ScenarioError::PortTaken { device, port } => {
            let device = Esc(device);
            say!(
                lang,
                "Two links are plugged in at *the same port* `{port}` of “{device}”: give one of them another.",
                "有两条链路插在“{device}”的*同一个端口* `{port}` 上：请为其中一条换一个端口。",
            )
        }
        ScenarioError::PrefixTooLong { host, prefix } => {
            let host = Esc(host);
            say!(
                lang,
                "“{host}” has a prefix of `/{prefix}`, but *an IPv4 address has 32 bits*: choose 0 to 32.",
                "“{host}”的前缀长度是 `/{prefix}`，而 *IPv4 地址只有 32 位*：请取 0 到 32。",
            )
        }
        ScenarioError::GatewayElsewhere { host, gateway } => {
            let host = Esc(host);
            say!(
                lang,
                "The gateway `{gateway}` of “{host}” is *not in its own network*, so it cannot be reached: use the router's address on that network.",
                "“{host}”的网关 `{gateway}` *不在它自己的网络中*，无法到达：请改用路由器在该网络上的地址。",
            )
        }
        ScenarioError::NoOutside { router, port } => {
            let router = Esc(router);
            say!(
                lang,
                "“{router}” is to translate addresses at interface `{port}`, *which it does not have*.",
                "“{router}”要在接口 `{port}` 上转换地址，*但它没有这个接口*。",
            )
        }
        ScenarioError::ForwardTaken { router, port } => {
            let router = Esc(router);
            say!(
                lang,
                "Two port mappings of “{router}” want *the same port*, `{port}` among them: remove one or choose another port.",
                "“{router}”的两条端口映射*使用了同一个端口*，其中有 `{port}`：请删除一条或换一个端口。",
            )
        }
    }
}

/// Why a what-if cannot be had.
pub fn branch_error(lang: Lang, error: &BranchError, trace: &Trace) -> Markup {
    let name = |node: NodeId| {
        let node = trace.nodes().get(node.index());
        Esc(node.map_or("?", |node| node.name.as_str()))
    };
    match *error {
        BranchError::FrameNotInFlight { frame } => {
            let known = frame.index() < trace.frames().len();
            let frame = if known { frame_label(lang, trace, frame) } else { "?".to_owned() };
            say!(
                lang,
                "The `{frame}` is *not on its way at this moment*: go to a step between its sending and its arrival.",
                "`{frame}` *此刻不在途中*：请转到它发出之后、到达之前的一步。",
            )
        }
        BranchError::NothingToFlip => say!(
            lang,
            "This would *change no bit*: choose at least one to flip.",
            "这样*不会改变任何比特*：请至少选择一位来翻转。",
        ),
        BranchError::NoSuchHost { node } => {
            let index = node.index();
            say!(
                lang,
                "There is *no host `{index}`* in this run.",
                "这次运行中*没有主机 `{index}`*。"
            )
        }
        BranchError::HostIsOff { node } => {
            let node = name(node);
            say!(lang, "{node} is *switched off* at this moment.", "{node}此刻*处于关机状态*。")
        }
        BranchError::AlreadyOn { node } => {
            let node = name(node);
            say!(lang, "{node} is *switched on already*.", "{node}*已经开机*。")
        }
        BranchError::NothingOpen { node } => {
            let node = name(node);
            say!(
                lang,
                "{node} has *no open connection* at this moment, so there is nothing to close.",
                "{node}此刻*没有打开的连接*，没有什么可关闭的。",
            )
        }
        BranchError::LinkNotSo { link } => {
            let index = link.index();
            say!(
                lang,
                "Link `{index}` is *already so, or not there at all*.",
                "链路 `{index}` *已经是这个状态，或者根本不存在*。",
            )
        }
        BranchError::NotRunning { task } => {
            let task = Esc(trace.tasks().get(task.index()).map_or("?", |task| task.name.as_str()));
            say!(lang, "`{task}` does not run here.", "`{task}` 此时没有在运行。")
        }
        BranchError::BeyondTheEnd { position, end } => say!(
            lang,
            "Step `{position}` lies *beyond the end*: this run has `{end}`.",
            "第 `{position}` 步*超出了末尾*：这次运行共有 `{end}` 步。",
        ),
    }
}

/// How a run ended; `None` where it simply came to its end.
pub fn outcome(lang: Lang, outcome: Outcome) -> Option<Markup> {
    match outcome {
        Outcome::Finished => None,
        Outcome::TimeLimit { until } => Some(say!(
            lang,
            "The run was *cut at `{until}`* of model time; more would have happened.",
            "运行*在模型时间 `{until}` 处截止*；之后还会有事情发生。",
        )),
        Outcome::StepLimit { steps } => Some(say!(
            lang,
            "The run was *cut after `{steps}` steps*; more would have happened.",
            "运行*在 `{steps}` 步之后截止*；之后还会有事情发生。",
        )),
    }
}

#[cfg(test)]
mod tests;
