use super::*;

fn plain(text: &str) -> Span {
    Span::Plain(text.to_owned())
}

fn code(text: &str) -> Span {
    Span::Code(text.to_owned())
}

fn em(text: &str) -> Span {
    Span::Em(text.to_owned())
}

#[test]
fn marks_become_spans() {
    let text = Markup::parse(Lang::En, "So *the SYN used `1` number*, `1001`.");
    let want =
        [plain("So "), em("the SYN used "), code("1"), em(" number"), plain(", "), code("1001")];
    assert_eq!(text.spans()[..6], want);
    assert_eq!(text.plain(), "So the SYN used 1 number, 1001.");
    assert_eq!(text.to_string(), text.plain());
}

#[test]
fn an_asterisk_in_code_is_an_asterisk() {
    assert_eq!(Markup::parse(Lang::En, "`4*RTTVAR`").spans(), [code("4*RTTVAR")]);
}

#[test]
fn data_cannot_inject_markup() {
    for evil in ["a`b", "*bold*", "\\", "`", "\\`x\\*", "<b>&amp;", "**", "ends in \\"] {
        for source in [format!("{}", Esc(evil)), format!("before {} after", Esc(evil))] {
            let text = Markup::parse(Lang::En, &source);
            assert_eq!(text.spans().len(), 1, "{evil:?} made {text:?}");
            assert!(text.spans()[0].is_plain() && text.plain().contains(evil));
        }
        let inside = Markup::parse(Lang::En, &format!("*x `{}` y*", Esc(evil)));
        assert_eq!(inside.spans(), [em("x "), code(evil), em(" y")]);
    }
    assert_eq!(Esc("two\nlines\u{1b}[31m").to_string(), "two lines [31m");
}

#[test]
fn chinese_is_spaced_around_latin_and_code_but_not_punctuation() {
    let text = Markup::parse(Lang::Zh, "收到SYN，确认号`1001`有效。*共5字节*即可");
    assert_eq!(text.plain(), "收到 SYN，确认号 1001 有效。共 5 字节即可");
    assert_eq!(text.spans()[0], plain("收到 SYN，确认号 "));
    let kept = Markup::parse(Lang::Zh, "状态 `LISTEN` 变为 A");
    assert_eq!(kept.plain(), "状态 LISTEN 变为 A");
    assert_eq!(Markup::parse(Lang::Zh, "甲*A*乙*`1`丙*").plain(), "甲 A 乙 1 丙");
}

#[test]
fn english_is_left_alone() {
    assert_eq!(Markup::parse(Lang::En, "Zhang 张san").plain(), "Zhang 张san");
}

#[test]
fn an_unclosed_mark_is_noticed() {
    assert!(!split("a `b").1 && !split("*a").1 && split("`a` *b*").1);
    assert!(Markup::plain_text("").is_empty());
}
