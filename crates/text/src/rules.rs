//! Why: a sentence and a formula for every rule of the book.
//!
//! Each file below holds a part of the book, every rule with its title, its
//! sentence in both languages side by side, and where numbers decided, the
//! formula. That no rule is missing or told twice is checked while compiling.

mod acknowledgement;
mod addresses;
mod answering;
mod arp;
mod arrival;
mod bridging;
mod calls;
mod congestion;
mod dhcp;
mod dns;
mod ecn;
mod forwarding;
mod fragments;
mod habits;
mod http;
mod icmp;
mod idle;
mod igmp;
mod inference;
mod link;
mod listening;
mod medium;
mod nat;
mod opening;
mod options;
mod recovery;
mod redirect;
mod rip;
mod sending;
mod text;
mod tftp;
mod timing;

use crate::markup::Esc;
use crate::words::capital;
use crate::{Lang, Markup};
use wireglass_core::rules::{Reason, Rule};

/// Who acts and who is at the other end, for a sentence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Context<'a> {
    /// The host the rule was applied on; `None` says "this side".
    pub node: Option<&'a str>,
    /// The host at the other end; `None` says "the other side".
    pub peer: Option<&'a str>,
}

/// The names as they go into a format string, escaped; capitalised for the
/// beginning of an English sentence.
struct Names {
    node: String,
    node_cap: String,
    peer: String,
    peer_cap: String,
}

impl Names {
    fn new(lang: Lang, context: Context<'_>) -> Self {
        let (this, other) = match lang {
            Lang::En => ("this side", "the other side"),
            Lang::Zh => ("本端", "对端"),
        };
        // A host's own name keeps its own capitals.
        let both = |name: Option<&str>, default: &str| match name {
            Some(name) => (Esc(name).to_string(), Esc(name).to_string()),
            None => (default.to_owned(), capital(default)),
        };
        let (node, node_cap) = both(context.node, this);
        let (peer, peer_cap) = both(context.peer, other);
        Self { node, node_cap, peer, peer_cap }
    }
}

/// The sentence that explains a rule with its numbers, where nobody has a name.
pub fn reason(lang: Lang, reason: &Reason) -> Markup {
    reason_in(lang, reason, Context::default())
}

/// The sentence that explains a rule with its numbers.
pub fn reason_in(lang: Lang, reason: &Reason, context: Context<'_>) -> Markup {
    let names = Names::new(lang, context);
    let text = PARTS.iter().find_map(|part| (part.sentence)(lang, reason, &names));
    Markup::parse(lang, &text.unwrap_or_default())
}

/// What was compared or computed, with the numbers: the same in every language.
/// `None` where nothing was.
pub fn check(reason: &Reason) -> Option<String> {
    PARTS.iter().find_map(|part| (part.check)(reason))
}

/// A rule's short name.
pub fn rule_title(lang: Lang, rule: Rule) -> &'static str {
    PARTS.iter().find_map(|part| (part.title)(lang, rule)).unwrap_or_default()
}

/// What one file tells.
struct Part {
    covers: &'static [Rule],
    title: fn(Lang, Rule) -> Option<&'static str>,
    sentence: fn(Lang, &Reason, &Names) -> Option<String>,
    check: fn(&Reason) -> Option<String>,
    #[cfg(test)]
    samples: fn(&mut tests::Sampler) -> Vec<tests::Sample>,
}

const PARTS: &[Part] = &[
    calls::PART,
    sending::PART,
    timing::PART,
    recovery::PART,
    congestion::PART,
    ecn::PART,
    answering::PART,
    opening::PART,
    listening::PART,
    habits::PART,
    options::PART,
    arrival::PART,
    acknowledgement::PART,
    addresses::PART,
    text::PART,
    idle::PART,
    icmp::PART,
    arp::PART,
    link::PART,
    medium::PART,
    bridging::PART,
    forwarding::PART,
    fragments::PART,
    nat::PART,
    dhcp::PART,
    dns::PART,
    tftp::PART,
    http::PART,
    rip::PART,
    igmp::PART,
    redirect::PART,
    inference::PART,
];

/// Every rule has its words, and has them once. If this fails to compile, the
/// message names the rule: give it an entry in one of the files of this folder.
const _: () = {
    let mut r = 0;
    while r < Rule::ALL.len() {
        let rule = Rule::ALL[r];
        let mut found = 0;
        let mut p = 0;
        while p < PARTS.len() {
            let mut c = 0;
            while c < PARTS[p].covers.len() {
                if PARTS[p].covers[c] as u16 == rule as u16 {
                    found += 1;
                }
                c += 1;
            }
            p += 1;
        }
        assert!(found == 1, "{}", rule.id());
        r += 1;
    }
};

/// Declares a part of the book's words.
///
/// The first line names what sentences may mention: the language, and the two
/// hosts in the middle of a sentence and at its beginning. Then, for each rule:
/// its fields; its title in both languages; values to work out first, if any;
/// the sentence in both languages; the formula, if any.
macro_rules! rules {
    (@formula) => { None };
    (@formula $check:literal) => { Some(format!($check)) };
    (
        $lang:ident, $node:ident, $Node:ident, $peer:ident, $Peer:ident;
        $(
            $rule:ident $({ $($field:ident),* $(,)? })? => $title_en:literal, $title_zh:literal;
            $(let $value:ident = $compute:expr;)*
            $en:literal,
            $zh:literal
            $(, check $check:literal)?;
        )*
    ) => {
        use $crate::rules::{Names, Part};
        use $crate::Lang;
        use wireglass_core::rules::{Reason, Rule};

        pub(super) const PART: Part = Part {
            covers: &[$(Rule::$rule,)*],
            title,
            sentence,
            check,
            #[cfg(test)]
            samples,
        };

        fn title(lang: Lang, rule: Rule) -> Option<&'static str> {
            Some(lang.pick(match rule {
                $(Rule::$rule => ($title_en, $title_zh),)*
                _ => return None,
            }))
        }

        #[allow(unused_variables, reason = "a sentence need not use every name and number")]
        #[allow(clippy::too_many_lines, reason = "a list, not a procedure")]
        fn sentence($lang: Lang, reason: &Reason, names: &Names) -> Option<String> {
            let ($node, $peer) = (names.node.as_str(), names.peer.as_str());
            #[allow(non_snake_case, reason = "it reads like the sentence")]
            let ($Node, $Peer) = (names.node_cap.as_str(), names.peer_cap.as_str());
            Some(match *reason {
                $(Reason::$rule $({ $($field,)* })? => {
                    $(let $value = $compute;)*
                    match $lang {
                        Lang::En => format!($en),
                        Lang::Zh => format!($zh),
                    }
                })*
                _ => return None,
            })
        }

        #[allow(unused_variables, reason = "a formula need not use every number")]
        fn check(reason: &Reason) -> Option<String> {
            let $lang = Lang::En;
            match *reason {
                $(Reason::$rule $({ $($field,)* })? => {
                    $(let $value = $compute;)*
                    rules!(@formula $($check)?)
                })*
                _ => None,
            }
        }

        #[cfg(test)]
        fn samples(sampler: &mut $crate::rules::tests::Sampler) -> Vec<$crate::rules::tests::Sample> {
            vec![$({
                sampler.begin();
                let reason = Reason::$rule $({ $($field: sampler.draw(),)* })?;
                (reason, sampler.drawn())
            },)*]
        }
    };
}
use rules;

#[cfg(test)]
mod tests;
