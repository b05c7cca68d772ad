use super::*;
use crate::lint;
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::State;
use wireglass_core::time::Duration;

/// Draws distinct values for the fields of a reason and remembers how each is written.
pub(crate) struct Sampler {
    next: u32,
    drawn: Vec<String>,
}

/// A reason, and how each of its values is written.
pub(crate) type Sample = (Reason, Vec<String>);

/// A type whose values a [`Sampler`] can draw.
pub(crate) trait Draw {
    fn draw(n: u32) -> (Self, String)
    where
        Self: Sized;
}

impl Sampler {
    pub(crate) fn begin(&mut self) {
        self.drawn.clear();
    }

    pub(crate) fn draw<T: Draw>(&mut self) -> T {
        self.next += 1;
        let (value, written) = T::draw(self.next);
        self.drawn.push(written);
        value
    }

    pub(crate) fn drawn(&self) -> Vec<String> {
        self.drawn.clone()
    }
}

macro_rules! draw_numbers {
    ($($int:ty: $base:literal + $n:ident $(% $modulo:literal)?;)*) => { $(
        impl Draw for $int {
            fn draw($n: u32) -> (Self, String) {
                let value = <$int>::try_from($base + $n $(% $modulo)?).expect("in range");
                (value, value.to_string())
            }
        }
    )* };
}

draw_numbers! {
    u8: 11 + n % 80;
    u16: 2_000 + n;
    u32: 30_000 + n;
}

impl<T: Draw> Draw for Option<T> {
    fn draw(n: u32) -> (Self, String) {
        let (value, written) = T::draw(n);
        (Some(value), written)
    }
}

impl Draw for Seq {
    fn draw(n: u32) -> (Self, String) {
        (Self(40_000 + n), (40_000 + n).to_string())
    }
}

impl Draw for Duration {
    fn draw(n: u32) -> (Self, String) {
        let value = Self::from_millis(1_001 + u64::from(n) * 10);
        (value, value.to_string())
    }
}

impl Draw for Ipv4Addr {
    fn draw(n: u32) -> (Self, String) {
        let value = Self::from(0x0a00_0100 + n);
        (value, value.to_string())
    }
}

impl Draw for MacAddr {
    fn draw(n: u32) -> (Self, String) {
        let [_, _, high, low] = n.to_be_bytes();
        let value = Self([0x02, 0x57, 0x47, 0x01, high, low]);
        (value, value.to_string())
    }
}

impl Draw for State {
    fn draw(_: u32) -> (Self, String) {
        (Self::TimeWait, "TIME-WAIT".to_owned())
    }
}

fn samples() -> Vec<Sample> {
    let mut sampler = Sampler { next: 0, drawn: Vec::new() };
    PARTS.iter().flat_map(|part| (part.samples)(&mut sampler)).collect()
}

#[test]
fn every_rule_has_a_title_and_a_sentence_in_both_languages() {
    let samples = samples();
    assert_eq!(samples.len(), Rule::ALL.len());
    for (reason, _) in samples {
        let rule = reason.rule();
        let id = rule.id();
        lint::translated(rule_title(Lang::En, rule), rule_title(Lang::Zh, rule), id);
        lint::sentences(|lang| super::reason(lang, &reason), id);
        let named = Context { node: Some("Client"), peer: Some("Server") };
        lint::sentences(|lang| reason_in(lang, &reason, named), id);
        if let Some(check) = check(&reason) {
            assert!(!check.contains(['{', '}', '`', '*']) && !check.is_empty(), "{id}: {check}");
        }
    }
}

#[test]
fn every_sentence_has_one_key_clause() {
    for (reason, _) in samples() {
        for lang in Lang::ALL {
            let text = super::reason(lang, &reason);
            let em = text.spans().iter().filter(|span| matches!(span, crate::Span::Em(_))).count();
            assert!(em > 0, "{}: nothing is highlighted", reason.rule().id());
        }
    }
}

#[test]
fn every_number_of_a_reason_is_told() {
    for (reason, drawn) in samples() {
        for lang in Lang::ALL {
            let told = super::reason(lang, &reason).plain() + &check(&reason).unwrap_or_default();
            for value in &drawn {
                let percent = value.parse().map(crate::words::percent).unwrap_or_default();
                let id = reason.rule().id();
                assert!(
                    told.contains(value)
                        || (!percent.is_empty() && told.contains(&percent))
                        || doubled(value, &told)
                        || counted_from_one(id, value, &told),
                    "{id}: {value} is not in {told:?}"
                );
            }
        }
    }
}

/// Ports of switches, hubs and modems are counted from 1 for people, as on their fronts.
fn counted_from_one(id: &str, value: &str, told: &str) -> bool {
    let port = value.parse().ok().and_then(|index: u16| index.checked_add(1));
    ["bridge-", "hub-", "modem-", "stp-"].iter().any(|start| id.starts_with(start))
        && port.is_some_and(|port| told.contains(&port.to_string()))
}

/// TIME-WAIT is told by its whole length, twice the MSL.
fn doubled(value: &str, told: &str) -> bool {
    let seconds = value.strip_suffix(" s").and_then(|number| number.split_once('.'));
    let Some((whole, rest)) = seconds else { return false };
    let millis = format!("{rest:0<3}").parse::<u64>().ok();
    let millis = millis.and_then(|rest| Some(whole.parse::<u64>().ok()? * 1_000 + rest));
    millis.is_some_and(|millis| told.contains(&Duration::from_millis(millis * 2).to_string()))
}

#[test]
fn names_are_data_and_cannot_emphasise() {
    let context = Context { node: Some("*evil*`"), peer: Some("\\`*") };
    for (reason, _) in samples() {
        for lang in Lang::ALL {
            let text = reason_in(lang, &reason, context).plain();
            let plain = super::reason(lang, &reason).plain();
            let names = Names::new(lang, Context::default());
            let mentions = plain.to_lowercase().contains(&names.node);
            assert!(!mentions || text.contains("*evil*`"), "{text:?}");
        }
    }
}

#[test]
fn without_names_it_is_this_side_and_the_other() {
    let reason = Reason::OpenActive { iss: Seq(1000) };
    let text = super::reason(Lang::En, &reason).plain();
    assert!(text.starts_with("This side asks for a connection to the other side."), "{text}");
    assert!(super::reason(Lang::Zh, &reason).plain().starts_with("本端请求与对端建立连接"));
}

#[test]
fn the_sentence_and_the_formula_of_the_design() {
    let reason = Reason::AckAcceptable { una: Seq(1000), ack: Seq(1001), nxt: Seq(1001) };
    assert_eq!(check(&reason).as_deref(), Some("SND.UNA 1000 < SEG.ACK 1001 ≤ SND.NXT 1001"));
    let reason = Reason::SynAckOpens { irs: Seq(5000), iss: Seq(1000), una: Seq(1001) };
    let context = Context { node: Some("Client"), peer: Some("Server") };
    let text = reason_in(Lang::En, &reason, context);
    assert!(
        text.spans().contains(&crate::Span::Em("the SYN itself used up one number".to_owned()))
    );
    assert!(text.spans().contains(&crate::Span::Code("5000".to_owned())));
}
