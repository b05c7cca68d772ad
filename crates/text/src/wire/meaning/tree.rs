//! What the numbers of spanning tree and RIP stand for.

use super::not_known;
use crate::Lang;
use wireglass_core::wire::rip::Command;
use wireglass_core::wire::stp::BpduKind;

pub(super) const fn bpdu(lang: Lang, kind: BpduKind) -> &'static str {
    lang.pick(match kind {
        BpduKind::Configuration => ("configuration", "配置"),
        BpduKind::Rapid => ("rapid spanning tree", "快速生成树"),
        BpduKind::Notification => ("topology change notification", "拓扑变更通知"),
        BpduKind::Other(_) => return not_known(lang),
    })
}

pub(super) const fn rip(lang: Lang, command: Command) -> &'static str {
    lang.pick(match command {
        Command::Request => ("request: tell me your routes", "请求：把你的路由告诉我"),
        Command::Response => ("response: these are my routes", "响应：这是我的路由"),
        Command::Other(_) => return not_known(lang),
    })
}
