//! What is wrong with a lesson or scenario file.

use crate::course::{name_problem, value_problem};
use crate::problems::scenario_error;
use crate::terminal::point;
use crate::words::number;
use crate::{Esc, Lang, Markup, say};
use wireglass_core::dns::ZoneError;
use wireglass_course::{
    CallProblem, Found, LessonError, Named, Problem, QuestionProblem, RecordProblem, ValueProblem,
    Wanted,
};

/// Why a file cannot be used, with its place in front where that is known.
pub fn lesson_error(lang: Lang, error: &LessonError) -> Markup {
    let what = lesson_problem(lang, error);
    let Some(place) = &error.place else { return what };
    let (line, column, what) = (place.line, place.column, what.source());
    say!(lang, "Line {line}, column {column}: {what}", "第{line}行第{column}列：{what}")
}

/// The same for a terminal: the file's name, the place, what is wrong, and below it the line
/// with marks at what is meant.
pub fn lesson_report(lang: Lang, file: &str, error: &LessonError) -> String {
    let what = lesson_problem(lang, error).plain();
    let Some(place) = &error.place else { return format!("{file}: {what}") };
    let start = place.column - 1;
    let (line, marks) = point(&place.text, &(start..start + place.length));
    let number = place.line.to_string();
    let margin = " ".repeat(number.len());
    format!("{file}:{number}:{}: {what}\n{number} | {line}\n{margin} | {marks}", place.column)
}

/// The same without the place.
#[expect(clippy::too_many_lines, reason = "one arm for each problem")]
pub fn lesson_problem(lang: Lang, error: &LessonError) -> Markup {
    let path = error.path.to_string();
    let at = if path.is_empty() { lang.pick(("the file", "文件")).to_owned() } else { path };
    let at = Esc(&at);
    match &error.problem {
        Problem::Syntax { message } => {
            let message = Esc(message);
            say!(
                lang,
                "This is no TOML; its reader says: {message}.",
                "这里不是合法的 TOML，读取程序报告：{message}。",
            )
        }
        Problem::UnknownKey { key, meant, known } => {
            let key = Esc(key);
            let known = known.join("`, `");
            match meant {
                Some(meant) => say!(
                    lang,
                    "There is *no key* `{key}` here. Did you mean `{meant}`?",
                    "这里*没有键* `{key}`。是不是想写 `{meant}`？",
                ),
                None => say!(
                    lang,
                    "There is *no key* `{key}` here. There may be `{known}`.",
                    "这里*没有键* `{key}`。可用的键有 `{known}`。",
                ),
            }
        }
        Problem::MissingKey { key } => {
            say!(lang, "`{at}` needs *the key* `{key}`.", "`{at}` *缺少键* `{key}`。")
        }
        Problem::WrongType { found, wanted } => {
            let (found, wanted) = (found_words(lang, *found), wanted_words(lang, *wanted));
            say!(
                lang,
                "`{at}` is {found}, but must be *{wanted}*.",
                "`{at}` 是{found}，但应为*{wanted}*。"
            )
        }
        Problem::Value { problem: ValueProblem::Empty, .. } => {
            say!(lang, "`{at}` must not be *empty*.", "`{at}` 不能为*空*。")
        }
        Problem::Value { text, problem } => {
            let text = Esc(text);
            let wanted = value_problem(lang, *problem).source();
            say!(lang, "`{at}` cannot be `{text}`. {wanted}", "`{at}` 不能是 `{text}`。{wanted}")
        }
        Problem::Call { text, problem } => {
            let text = Esc(text);
            let why = call_problem(lang, *problem).source();
            say!(
                lang,
                "The call `{text}` is not understood: {why}",
                "调用 `{text}` 无法理解：{why}"
            )
        }
        Problem::Command { line, says } => {
            let (line, says) = (Esc(line), Esc(says));
            say!(
                lang,
                "The command `{line}` would not run. The terminal says: `{says}`",
                "命令 `{line}` 无法运行。终端显示：`{says}`",
            )
        }
        Problem::UnknownName { what, name, meant } => {
            let (what, name) = (named_words(lang, *what), Esc(name));
            match meant {
                Some(meant) => {
                    let meant = Esc(meant);
                    say!(
                        lang,
                        "There is *no {what}* `{name}`. Did you mean `{meant}`?",
                        "*没有*名为 `{name}` 的{what}。是不是想写 `{meant}`？",
                    )
                }
                None => {
                    say!(lang, "There is *no {what}* `{name}`.", "*没有*名为 `{name}` 的{what}。")
                }
            }
        }
        Problem::NameTaken { name } => {
            let name = Esc(name);
            say!(
                lang,
                "The name `{name}` *is taken*: each must have one of its own.",
                "名称 `{name}` *已被使用*：每一个都必须有自己的名称。",
            )
        }
        Problem::NotOn { name, wanted } => {
            let (name, wanted) = (Esc(name), named_words(lang, *wanted));
            say!(
                lang,
                "`{name}` is there, but is *no {wanted}*.",
                "`{name}` 存在，但*不是{wanted}*。"
            )
        }
        Problem::NotTwoEnds { found } => say!(
            lang,
            "A link is named by *its two ends*, such as `PC A` and `Switch`; here are {found}.",
            "链路要用*两端*来表示，例如 `PC A` 和 `Switch`；这里有 {found} 个。",
        ),
        Problem::NoSuchLink { ends: [a, b] } => {
            let (a, b) = (Esc(a), Esc(b));
            say!(lang, "*No link* joins `{a}` and `{b}`.", "`{a}` 与 `{b}` 之间*没有链路*。")
        }
        Problem::LinkToItself => say!(
            lang,
            "The link joins something *to itself*: its ends must be two.",
            "链路把某个节点*连到了自己*：两端必须不同。",
        ),
        Problem::NoPortFree { device, ports } => {
            let device = Esc(device);
            let ports = number(lang, u64::from(*ports), "port", "ports", "个端口");
            say!(
                lang,
                "`{device}` has {ports}, and there is *none free* for this link.",
                "`{device}` 有{ports}，已*没有空闲的*留给这条链路。",
            )
        }
        Problem::NoSuchPort { device, port, ports } => {
            let (device, port) = (Esc(device), Esc(port));
            let ports: Vec<String> = ports.iter().map(|port| Esc(port).to_string()).collect();
            let ports = match ports.as_slice() {
                [first, .., last] if ports.len() > 4 => format!("{first}` … `{last}"),
                all => all.join("`, `"),
            };
            say!(
                lang,
                "`{device}` has *no port* `{port}`. It has `{ports}`.",
                "`{device}` *没有端口* `{port}`。可用的有 `{ports}`。",
            )
        }
        Problem::PortTaken { device, port } => {
            let (device, port) = (Esc(device), Esc(port));
            say!(
                lang,
                "At port `{port}` of `{device}` *there is a link already*.",
                "`{device}` 的端口 `{port}` 上*已经有链路*。",
            )
        }
        Problem::NotConnected { name } => {
            let name = Esc(name);
            say!(
                lang,
                "`{name}` has *no link*: join it to something.",
                "`{name}` *没有链路*：请把它接上。"
            )
        }
        Problem::NotOneKey { keys, found } => {
            let keys = keys.join("`, `");
            say!(
                lang,
                "Exactly *one of* `{keys}` is needed here; there are {found}.",
                "这里需要且只需要 `{keys}` *之一*；现有 {found} 个。",
            )
        }
        Problem::HalfALesson { key } => say!(
            lang,
            "A lesson needs `id`, `title`, `summary` and `intro`, and a scenario has none of them: *`{key}` is missing*.",
            "课程需要 `id`、`title`、`summary` 和 `intro`，而场景一个也没有：*缺少 `{key}`*。",
        ),
        Problem::TooMany { found, most } => say!(
            lang,
            "`{at}` is *too much*: {found}, but at most {most}.",
            "`{at}` *超出限度*：{found}，最多为 {most}。",
        ),
        Problem::Record { line, problem } => {
            let line = Esc(line);
            let why = record_problem(lang, *problem).source();
            say!(
                lang,
                "The record `{line}` is not understood: {why}",
                "记录 `{line}` 无法理解：{why}"
            )
        }
        Problem::Question(problem) => question_problem(lang, problem),
        Problem::Scenario(error) => scenario_error(lang, error),
    }
}

fn found_words(lang: Lang, found: Found) -> String {
    match found {
        Found::Text => lang.pick(("a text", "文本")).to_owned(),
        Found::Number(number) => match lang {
            Lang::En => format!("the number `{number}`"),
            Lang::Zh => format!("数字 `{number}`"),
        },
        Found::Fraction => lang.pick(("a number with a fraction", "小数")).to_owned(),
        Found::Switch => lang.pick(("`true` or `false`", "`true` 或 `false`")).to_owned(),
        Found::Time => lang.pick(("a date or a time", "日期或时间")).to_owned(),
        Found::List(length) => match lang {
            Lang::En => format!("a list of {length}"),
            Lang::Zh => format!("含 {length} 项的列表"),
        },
        Found::Table => lang.pick(("a table", "表")).to_owned(),
    }
}

fn wanted_words(lang: Lang, wanted: Wanted) -> String {
    match wanted {
        Wanted::Text => lang.pick(("a text in quotes", "引号中的文本")).to_owned(),
        Wanted::Number { min, max } => match lang {
            Lang::En => format!("a whole number from {min} to {max}"),
            Lang::Zh => format!("{min} 到 {max} 的整数"),
        },
        Wanted::Switch => lang.pick(("`true` or `false`", "`true` 或 `false`")).to_owned(),
        Wanted::List => lang.pick(("a list", "列表")).to_owned(),
        Wanted::Numbers(count) => match lang {
            Lang::En => format!("a list of {count} whole numbers"),
            Lang::Zh => format!("含 {count} 个整数的列表"),
        },
        Wanted::Table => lang.pick(("a table", "表")).to_owned(),
        Wanted::Content => lang.pick(("a text, or a number of bytes", "文本或字节数")).to_owned(),
        Wanted::FirstIsn => match lang {
            Lang::En => "a number from 0 to 4294967295, `random` or `rfc6528`".to_owned(),
            Lang::Zh => "0 到 4294967295 的整数、`random` 或 `rfc6528`".to_owned(),
        },
        Wanted::Links => {
            lang.pick(("one or more tables `[[link]]`", "一个或多个 `[[link]]` 表")).to_owned()
        }
    }
}

const fn named_words(lang: Lang, what: Named) -> &'static str {
    match what {
        Named::Node => lang.pick(("host or device", "主机或设备")),
        Named::Host => lang.pick(("host", "主机")),
        Named::Speaker => lang.pick(("host or router", "主机或路由器")),
        Named::Interface => lang.pick(("interface", "接口")),
        Named::Setting => lang.pick(("setting", "设置")),
    }
}

fn call_problem(lang: Lang, problem: CallProblem) -> Markup {
    match problem {
        CallProblem::UnknownCall => {
            let calls = "bind, listen, accept, connect, send, recv, shutdown, close, abort, \
                         sleep, try";
            say!(lang, "the calls are `{calls}`.", "可用的调用有 `{calls}`。")
        }
        CallProblem::Missing(what) => {
            say!(lang, "behind it stands nothing, but `{what}` is needed.", "后面缺少 `{what}`。")
        }
        CallProblem::Expected(what) => {
            say!(lang, "it needs `{what}`.", "需要 `{what}`。")
        }
        CallProblem::TooMuch => {
            say!(lang, "there is more behind it than it needs.", "后面有多余的内容。")
        }
    }
}

fn record_problem(lang: Lang, problem: RecordProblem) -> Markup {
    match problem {
        RecordProblem::TooShort => say!(
            lang,
            "it is a name, a type and a value, such as `www A 10.0.2.80`.",
            "应为名称、类型和值，例如 `www A 10.0.2.80`。",
        ),
        RecordProblem::UnknownType => say!(
            lang,
            "its type must be one of `A`, `AAAA`, `NS`, `CNAME`, `PTR`, `MX`, `TXT`.",
            "类型必须是 `A`、`AAAA`、`NS`、`CNAME`、`PTR`、`MX`、`TXT` 之一。",
        ),
        RecordProblem::Value(sample) => {
            say!(lang, "its value must be such as `{sample}`.", "它的值应形如 `{sample}`。")
        }
        RecordProblem::Zone(ZoneError::OutOfZone) => {
            say!(lang, "its name is *not in this zone*.", "它的名称*不在这个区中*。")
        }
        RecordProblem::Zone(ZoneError::AliasNotAlone) => say!(
            lang,
            "an alias *stands alone*, and this name has another record.",
            "别名*必须单独存在*，而这个名称还有别的记录。",
        ),
        RecordProblem::Zone(ZoneError::MisplacedSoa) => {
            say!(lang, "a zone's SOA is made by itself.", "区的 SOA 记录会自动生成。")
        }
        RecordProblem::Name(problem) => {
            let why = name_problem(lang, problem).source();
            say!(lang, "one of its names is none: {why}", "其中有的名称不合法：{why}")
        }
    }
}

fn question_problem(lang: Lang, problem: &QuestionProblem) -> Markup {
    match problem {
        QuestionProblem::NoRightChoice => say!(
            lang,
            "*None* of the choices is right: mark one with `right = true`.",
            "*没有*正确的选项：请用 `right = true` 标出一个。",
        ),
        QuestionProblem::NoWrongChoice => say!(
            lang,
            "*All* of the choices are right: then there is nothing to choose.",
            "*所有*选项都正确：那就没有什么可选的了。",
        ),
        QuestionProblem::NotInRun => say!(
            lang,
            "The lesson's own run *has nothing of the kind* that the question asks for.",
            "课程自身的运行中*没有*题目所问的内容。",
        ),
        QuestionProblem::NeverAsked => say!(
            lang,
            "What the question waits for *does not happen* in the lesson's own run.",
            "题目所等待的事情在课程自身的运行中*没有发生*。",
        ),
        QuestionProblem::MistakeIsRight { answer } => {
            let answer = Esc(answer);
            say!(
                lang,
                "This mistake *is the right answer*: `{answer}`.",
                "这个错误答案*其实是正确答案*：`{answer}`。",
            )
        }
        QuestionProblem::OtherKind { answer } => {
            let answer = Esc(answer);
            say!(
                lang,
                "The right answer, `{answer}`, is *of another kind* than `kind` says.",
                "正确答案 `{answer}` 与 `kind` 所说的*类型不同*。",
            )
        }
    }
}

#[cfg(test)]
mod tests;
