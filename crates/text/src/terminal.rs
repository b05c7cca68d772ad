//! What the command line says.

use crate::{Esc, Lang, Markup, say};
use wireglass_core::time::Duration;

/// There is no such lesson.
pub fn no_lesson(lang: Lang, id: &str) -> Markup {
    let id = Esc(id);
    say!(
        lang,
        "There is no lesson `{id}`, and no file of that name. `wireglass lessons` lists them.",
        "没有课程 `{id}`，也没有这个名称的文件。`wireglass lessons` 可列出全部课程。",
    )
}

/// The lesson has no such variant.
pub fn no_variant(lang: Lang, lesson: &str, variant: &str) -> Markup {
    let (lesson, variant) = (Esc(lesson), Esc(variant));
    say!(
        lang,
        "The lesson `{lesson}` has no variant `{variant}`.",
        "课程 `{lesson}` 没有变体 `{variant}`。",
    )
}

/// What a capture holds.
pub fn packets(lang: Lang, all: usize, others: usize) -> Markup {
    say!(
        lang,
        "{all} packets, {others} of them not TCP",
        "共 {all} 个分组，其中 {others} 个不是 TCP"
    )
}

/// What a conversation amounts to.
pub fn traffic(lang: Lang, packets: usize, bytes: u64, duration: Duration) -> Markup {
    say!(
        lang,
        "{packets} packets, {bytes} bytes, {duration}",
        "{packets} 个分组，{bytes} 字节，历时 {duration}",
    )
}
