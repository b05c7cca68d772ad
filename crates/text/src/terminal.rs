//! What the command line says.

use crate::words::number;
use crate::{Esc, Lang, Markup, say};
use std::ops::Range;
use wireglass_core::addr::Class;
use wireglass_core::rules::Source;
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

/// How many files were checked, and how many mistakes there are.
pub fn checked(lang: Lang, files: usize, mistakes: usize) -> Markup {
    let files = number(lang, files as u64, "file", "files", "个文件");
    let mistakes = number(lang, mistakes as u64, "mistake", "mistakes", "处错误");
    say!(lang, "{files} checked, {mistakes}.", "已检查{files}，共{mistakes}。")
}

/// No node of the run has this name; these have.
pub fn no_node(lang: Lang, name: &str, nodes: &[&str]) -> Markup {
    let (name, nodes) = (Esc(name), nodes.join("`, `"));
    say!(
        lang,
        "There is no host or device `{name}`. There are `{nodes}`.",
        "没有主机或设备 `{name}`。现有 `{nodes}`。",
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

/// A name with where it comes from: `private (RFC 1918 §3)`.
pub fn with_source(lang: Lang, name: &str, source: Source) -> String {
    match lang {
        Lang::En => format!("{name} ({source})"),
        Lang::Zh => format!("{name}（{source}）"),
    }
}

/// The label of the broadcast address.
pub const fn broadcast(lang: Lang) -> &'static str {
    lang.pick(("broadcast", "广播地址"))
}

/// A network that is in use already.
pub const fn fixed(lang: Lang) -> &'static str {
    lang.pick(("in use", "已占用"))
}

/// No mask was typed.
pub fn no_mask(lang: Lang) -> Markup {
    say!(
        lang,
        "No mask was given: the address is taken alone, as `/32`.",
        "没有给出掩码：按单个地址（`/32`）处理。",
    )
}

/// What an address is within its network.
pub fn role(lang: Lang, role: &str) -> Markup {
    say!(lang, "It is {role}.", "它是{role}。")
}

/// The class of an address.
pub fn class(lang: Lang, class: Class) -> Markup {
    let (letter, bits) = (class.letter(), class.leading_bits());
    match class.natural_mask() {
        Some(mask) => say!(
            lang,
            "Class {letter}: it begins with `{bits}`; the class's mask is `{mask}`.",
            "{letter} 类：以 `{bits}` 开头，该类的默认掩码是 `{mask}`。",
        ),
        None => say!(
            lang,
            "Class {letter}: it begins with `{bits}`.",
            "{letter} 类：以 `{bits}` 开头。"
        ),
    }
}

/// A special block that an address is in. `name` comes with its source.
pub fn special(lang: Lang, block: &str, name: &str, help: &Markup) -> Markup {
    let (block, name, help) = (Esc(block), Esc(name), help.source());
    say!(lang, "`{block}`, {name}: {help}", "`{block}`，{name}：{help}")
}

/// Labels for an IPv6 address.
#[derive(Clone, Copy, Debug)]
pub struct Labels6 {
    /// Its short form.
    pub short: &'static str,
    /// Its full form.
    pub full: &'static str,
    /// Its network.
    pub network: &'static str,
    /// The last address of that.
    pub last: &'static str,
    /// How many addresses that has.
    pub total: &'static str,
    /// Its solicited-node multicast address.
    pub solicited_node: &'static str,
    /// The MAC address it was made from.
    pub mac: &'static str,
}

/// The labels for an IPv6 address.
pub const fn labels6(lang: Lang) -> Labels6 {
    Labels6 {
        short: lang.pick(("address", "地址")),
        full: lang.pick(("in full", "完整写法")),
        network: lang.pick(("network", "网络")),
        last: lang.pick(("last address", "最后一个地址")),
        total: lang.pick(("addresses", "地址总数")),
        solicited_node: lang.pick(("solicited-node multicast", "被请求节点组播")),
        mac: lang.pick(("made from MAC address", "由 MAC 地址生成")),
    }
}

/// What a plan comes to.
pub fn plan_total(lang: Lang, taken: u64, space: u64, waste: u64) -> Markup {
    say!(
        lang,
        "Taken: `{taken}` of `{space}` addresses; `{waste}` usable ones in the blocks are not asked for.",
        "共占用 `{space}` 个地址中的 `{taken}` 个；各块中有 `{waste}` 个可用地址未被要求。",
    )
}

/// What a plan leaves free.
pub fn plan_free(lang: Lang, free: &str) -> Markup {
    let free = Esc(free);
    if free.0.is_empty() {
        return say!(lang, "Nothing is left.", "没有剩余。");
    }
    say!(lang, "Left: `{free}`", "剩余：`{free}`")
}

/// The one network that covers a summary.
pub fn cover(lang: Lang, cover: &str, extra: u64) -> Markup {
    let cover = Esc(cover);
    say!(
        lang,
        "One prefix for all would be `{cover}`, with `{extra}` addresses that are in none of them.",
        "若只用一个前缀，则为 `{cover}`，其中有 `{extra}` 个地址不属于上述任何前缀。",
    )
}

/// A problem in a line of a list.
pub fn in_line(lang: Lang, line: usize, why: &Markup) -> Markup {
    let why = why.source();
    say!(lang, "Line `{line}`: {why}", "第 `{line}` 行：{why}")
}

/// What was typed on one line, and below it marks at the characters `at`; cut to what a line holds.
/// A mark is as wide as what it stands below.
pub fn point(text: &str, at: &Range<usize>) -> (String, String) {
    const AROUND: usize = 60;
    let from = at.start.saturating_sub(AROUND);
    // A control character would move the cursor: it takes a place, but is not written.
    let shown = |c: char| if c.is_control() { ' ' } else { c };
    let text: Vec<char> = text.chars().map(shown).skip(from).take(2 * AROUND).collect();
    let width = |part: &[char]| part.iter().map(|c| columns(*c)).sum::<usize>();
    let start = (at.start - from).min(text.len());
    let end = (at.end - from).clamp(start, text.len());
    // Where something is missing, the mark stands in its place.
    let marks = "^".repeat(width(&text[start..end]).max(1));
    let before = " ".repeat(width(&text[..start]));
    (text.iter().collect(), before + &marks)
}

/// How many columns of a terminal a character fills: two for East Asian wide ones (UAX #11), none for
/// marks without width.
pub fn columns(c: char) -> usize {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' => 0,
        '\u{1100}'..='\u{115f}'
        | '\u{2e80}'..='\u{a4cf}'
        | '\u{ac00}'..='\u{d7a3}'
        | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff00}'..='\u{ff60}'
        | '\u{ffe0}'..='\u{ffe6}'
        | '\u{1f300}'..='\u{1faff}'
        | '\u{20000}'..='\u{3fffd}' => 2,
        _ => 1,
    }
}
