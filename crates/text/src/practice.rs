//! Exercises on addresses: what is asked, what was wrong, how it is solved; and the page's labels.

mod mistake;
mod question;
mod step;
#[cfg(test)]
mod tests;

pub use mistake::mistake;
pub use question::{hint, label_of, question, unreadable};
pub use step::step;

use crate::Lang;
use std::net::Ipv4Addr;
use wireglass_course::practice::{Answer, Ask, Input, Interface, Kind, Level, PortKind};

/// What a kind of exercise is called.
pub const fn kind_name(lang: Lang, kind: Kind) -> &'static str {
    lang.pick(match kind {
        Kind::Class => ("Classes", "地址分类"),
        Kind::Subnet => ("Network, range, broadcast", "网络、范围与广播"),
        Kind::MaskFor => ("Mask for a number", "按数量选掩码"),
        Kind::Vlsm => ("Subnets of different sizes (VLSM)", "变长子网划分（VLSM）"),
        Kind::Summary => ("Summarise prefixes", "路由汇总"),
        Kind::SameNetwork => ("Same network?", "是否同网"),
        Kind::LongestMatch => ("Longest match", "最长前缀匹配"),
        Kind::Binary => ("Binary and hexadecimal", "二进制与十六进制"),
        Kind::Ports => ("Ports", "端口"),
    })
}

/// What a level is called.
pub const fn level_name(lang: Lang, level: Level) -> &'static str {
    lang.pick(match level {
        Level::First => ("1: to begin with", "1：入门"),
        Level::Second => ("2: as in an exam", "2：考试水平"),
        Level::Third => ("3: with every trap", "3：处处有陷阱"),
    })
}

/// What the kinds of ports are called.
pub const fn port_kind(lang: Lang, kind: PortKind) -> &'static str {
    lang.pick(match kind {
        PortKind::System => ("system (well-known)", "系统端口（熟知端口）"),
        PortKind::User => ("registered", "登记端口"),
        PortKind::Dynamic => ("dynamic (private)", "动态端口（私有端口）"),
    })
}

/// The name of one of several needs, counted from 0: a letter.
pub fn need_name(need: usize) -> char {
    ('A'..='Z').nth(need).unwrap_or('?')
}

/// The choices of a field, as they are called and as they are typed; none where one types freely.
pub fn choices(lang: Lang, input: Input) -> Vec<(String, &'static str)> {
    let own = |(word, typed): (&str, &'static str)| (word.to_owned(), typed);
    match input {
        Input::Class => ["A", "B", "C", "D", "E"].map(|one| own((one, one))).to_vec(),
        Input::YesNo => [Label::Yes, Label::No]
            .into_iter()
            .zip(["yes", "no"])
            .map(|(word, typed)| own((label(lang, word), typed)))
            .collect(),
        Input::PortKind => PortKind::ALL
            .into_iter()
            .zip(["system", "registered", "dynamic"])
            .map(|(kind, typed)| own((port_kind(lang, kind), typed)))
            .collect(),
        Input::Row(rows) => {
            const ROWS: [&str; 8] = ["1", "2", "3", "4", "5", "6", "7", "8"];
            let rows = ROWS.into_iter().take(rows.into()).map(|row| own((row, row)));
            rows.chain([own((label(lang, Label::NoRow), "none"))]).collect()
        }
        _ => Vec::new(),
    }
}

/// An answer, as one would write it down.
pub fn answer(lang: Lang, ask: Ask, answer: &Answer) -> String {
    match answer {
        Answer::None if matches!(ask, Ask::Row(_)) => label(lang, Label::NoRow).to_owned(),
        Answer::None => label(lang, Label::None).to_owned(),
        Answer::Class(class) => class.letter().to_string(),
        Answer::Yes(yes) => label(lang, if *yes { Label::Yes } else { Label::No }).to_owned(),
        Answer::PortKind(kind) => port_kind(lang, *kind).to_owned(),
        Answer::Row(row) => (row + 1).to_string(),
        Answer::Address(address) => address.to_string(),
        Answer::Prefix(one) => one.to_string(),
        Answer::Prefixes(list) => {
            list.iter().map(Interface::to_string).collect::<Vec<_>>().join(", ")
        }
        Answer::Mask(bits) => {
            let ones = bits.leading_ones();
            format!("{} (/{ones})", Ipv4Addr::from_bits(*bits))
        }
        Answer::Number(number) => number.to_string(),
        Answer::Bits(bits) => match ask {
            Ask::Hex => format!("{bits:08X}"),
            Ask::OctetBits => format!("{bits:08b}"),
            _ => binary(Ipv4Addr::from_bits(*bits)),
        },
    }
}

/// What is said of a field, behind its name, to be heard after other sentences.
pub fn field_said(lang: Lang, ask: Ask, what: &str) -> String {
    let name = label_of(lang, ask);
    match lang {
        Lang::En => format!(" {name}: {what}"),
        Lang::Zh => format!("{name}：{what}"),
    }
}

/// The bits of an address, octet by octet.
pub fn binary(address: Ipv4Addr) -> String {
    address.octets().map(|octet| format!("{octet:08b}")).join(".")
}

crate::labels! {
    /// A label of the page of exercises.
    Label, label;

    Title => "Practise addressing", "地址练习";
    Lead => "Exercises without end. A wrong answer is told which mistake it is; each question has its worked solution.",
        "题目无穷无尽。答错时会指出是哪一种错误；每道题都有针对它的完整解法。";
    Kind => "Kind", "题型";
    Mixed => "All kinds in turn", "各题型轮流";
    Level => "Level", "难度";
    Seed => "Set", "题组";
    SeedHelp => "The same number gives the same questions, to everybody who opens the link.",
        "同一个编号就是同样的题目，任何人打开链接都一样。";
    NewSet => "New set", "换一组";
    Question => "Question", "题目";
    YourAnswer => "Your answer", "你的答案";
    Check => "Check", "检查";
    Next => "Next question", "下一题";
    Previous => "Previous question", "上一题";
    Solution => "Show the solution", "查看解法";
    SolutionTitle => "Solution", "解法";
    RightAnswers => "The answers", "答案";
    Right => "Right.", "正确。";
    Wrong => "Not yet.", "还不对。";
    Unfinished => "Not finished yet.", "还没有完成。";
    FieldRight => "right", "正确";
    FieldMissing => "Nothing here yet.", "这里还没有填。";
    Yes => "yes", "是";
    No => "no", "否";
    None => "none", "没有";
    NoRow => "none of them", "都不匹配";
    Streak => "In a row", "连对";
    Best => "Longest", "最长";
    Tried => "Tried", "已做";
    Solved => "Right at once", "一次做对";
    ResetStreaks => "Forget my results", "清除我的记录";
    Kept => "Your results stay in this browser.", "记录只保存在本浏览器中。";
    CopyLink => "Copy the link to this set", "复制本组链接";
    Copied => "Copied.", "已复制。";
    NotCopied => "The browser does not allow copying: the address line holds the link.",
        "浏览器不允许复制：地址栏中就是链接。";
    Sheet => "Sheet to print", "打印练习卷";
    SheetTitle => "Exercises on addressing", "地址练习卷";
    SheetAnswers => "Answers", "参考答案";
    SheetName => "Name", "姓名";
    SheetCount => "Questions", "题数";
    Print => "Print", "打印";
    BackToPractice => "Back to practising", "返回练习";
    Row => "Row", "行";
    Prefix => "Prefix", "前缀";
    NextHop => "Next hop", "下一跳";
}
