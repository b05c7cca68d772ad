//! What the numbers of IGMP stand for.

use super::not_known;
use crate::Lang;
use wireglass_core::wire::igmp::{Kind, RecordKind};

pub(super) const fn message(lang: Lang, kind: Kind) -> &'static str {
    lang.pick(match kind {
        Kind::Query => ("query: who is in the group?", "查询：谁在组里？"),
        Kind::ReportV1 => ("report, version 1: I am", "报告（版本 1）：我在"),
        Kind::ReportV2 => ("report, version 2: I am", "报告（版本 2）：我在"),
        Kind::Leave => ("leave: I am not any more", "离开：我不在了"),
        Kind::ReportV3 => ("report, version 3", "报告（版本 3）"),
        Kind::Other(_) => return not_known(lang),
    })
}

pub(super) const fn record(lang: Lang, kind: RecordKind) -> &'static str {
    lang.pick(match kind {
        RecordKind::IsInclude => ("only these sources", "只要这些源"),
        RecordKind::IsExclude => ("all but these sources", "除这些源以外都要"),
        RecordKind::ToInclude => ("from now on only these sources", "从现在起只要这些源"),
        RecordKind::ToExclude => ("from now on all but these sources", "从现在起除这些源以外都要"),
        RecordKind::Allow => ("these sources too", "另外还要这些源"),
        RecordKind::Block => ("these sources no more", "不再要这些源"),
        RecordKind::Other(_) => return not_known(lang),
    })
}
