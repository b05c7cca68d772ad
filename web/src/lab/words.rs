//! What the core decided, as sentences.

use wireglass_core::addr::special::Kind;
use wireglass_text::{Lang, Markup};

fn raw(what: &impl std::fmt::Debug) -> Markup {
    Markup::plain_text(format!("{what:?}"))
}
pub(super) fn parse_error(_: Lang, e: &wireglass_core::addr::parse::ParseError) -> Markup {
    raw(e)
}
pub(super) fn parse_error6(_: Lang, e: &wireglass_core::addr::v6::ParseError6) -> Markup {
    raw(e)
}
pub(super) fn need_error(_: Lang, e: &wireglass_core::addr::plan::NeedError) -> Markup {
    raw(e)
}
pub(super) fn plan_error(
    _: Lang,
    e: &wireglass_core::addr::plan::PlanError,
    _n: &[wireglass_core::addr::plan::Need],
) -> Markup {
    raw(e)
}
pub(super) fn kind_name(_: Lang, k: Kind) -> String {
    format!("{k:?}")
}
pub(super) fn kind_help(_: Lang, k: Kind) -> Markup {
    raw(&k)
}
pub(super) fn block_reason(_: Lang, plan: &wireglass_core::addr::plan::Plan, i: usize, _: &[wireglass_core::addr::plan::Need]) -> Markup { raw(&plan.blocks[i]) }
pub(super) fn cost(_: Lang, _h: u32, c: &wireglass_core::addr::plan::Cost) -> Markup { raw(c) }
pub(super) fn merge(_: Lang, c: wireglass_core::addr::aggregate::Merge) -> Markup { raw(&c) }
