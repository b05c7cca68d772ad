//! The line one types into: history, completion, Ctrl-C, Ctrl-L, paste.

use crate::state::{Action, LONGEST_LINE, TraceRef};
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, HtmlInputElement};
use wireglass_shell::{Context, complete};
use wireglass_text::Lang;
use wireglass_text::network::{Net, net};
use wireglass_trace::{Intervention, NodeId, TaskId};
use yew::prelude::*;

/// What [`CommandLine`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct CommandLineProps {
    pub(super) trace: TraceRef,
    pub(super) node: NodeId,
    pub(super) prompt: String,
    /// What the up key goes through, oldest first.
    pub(super) history: Vec<Rc<str>>,
    /// The command that is running.
    pub(super) running: Option<TaskId>,
    pub(super) lang: Lang,
    pub(super) dispatch: Callback<Action>,
}

/// The line one types into.
#[component]
pub(super) fn CommandLine(props: &CommandLineProps) -> Html {
    let CommandLineProps { node, prompt, running, lang, dispatch, .. } = props;
    let (node, lang) = (*node, *lang);
    let input = use_node_ref();
    // How far back in the history one is, and what was being typed before.
    let recalled = use_mut_ref(|| (0_usize, String::new()));
    let choices = use_state_eq(Vec::<String>::new);
    // After Escape the tab key leaves, as it does everywhere else.
    let leaving = use_mut_ref(|| false);
    let onkeydown = {
        let (input, recalled, choices, leaving) =
            (input.clone(), recalled.clone(), choices.clone(), leaving.clone());
        let (trace, history, dispatch, running) =
            (props.trace.clone(), props.history.clone(), dispatch.clone(), *running);
        Callback::from(move |event: KeyboardEvent| {
            let Some(input) = input.cast::<HtmlInputElement>() else { return };
            let key = event.key();
            if event.ctrl_key() && !event.alt_key() && !event.meta_key() {
                match key.as_str() {
                    // With something marked, it is the browser's copy.
                    "c" | "C" if selected(&input) == 0 => {
                        event.prevent_default();
                        input.set_value("");
                        choices.set(Vec::new());
                        if let Some(task) = running {
                            dispatch.emit(Action::Branch(Intervention::Interrupt { task }));
                        }
                    }
                    "l" | "L" => {
                        event.prevent_default();
                        dispatch.emit(Action::Type(node, "clear".into()));
                    }
                    _ => {}
                }
                return;
            }
            let leaves = leaving.replace(false);
            match key.as_str() {
                "Enter" => {
                    event.prevent_default();
                    let line = input.value();
                    input.set_value("");
                    choices.set(Vec::new());
                    recalled.replace((0, String::new()));
                    if !line.trim().is_empty() {
                        dispatch.emit(Action::Type(node, line.trim().into()));
                    }
                }
                "ArrowUp" | "ArrowDown" => {
                    event.prevent_default();
                    let mut recalled = recalled.borrow_mut();
                    recall(&input, &history, &mut recalled, key == "ArrowUp");
                }
                "Escape" => {
                    event.prevent_default();
                    choices.set(Vec::new());
                    leaving.replace(true);
                }
                "Tab" if !event.shift_key() && !leaves && !input.value().is_empty() => {
                    event.prevent_default();
                    choices.set(tab(&input, &Context::of(&trace, node)));
                }
                _ => {}
            }
        })
    };
    let oninput = {
        let choices = choices.setter();
        Callback::from(move |_: InputEvent| choices.set(Vec::new()))
    };
    let onpaste = {
        let (input, dispatch) = (input.clone(), dispatch.clone());
        Callback::from(move |event: Event| {
            let Some(event) = event.dyn_ref::<ClipboardEvent>() else { return };
            let data = event.clipboard_data();
            let text = data.and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
            let Some((whole, rest)) = text.replace("\r\n", "\n").rsplit_once('\n').map(owned)
            else {
                return;
            };
            let Some(input) = input.cast::<HtmlInputElement>() else { return };
            event.prevent_default();
            // Each line that was ended is entered; what is not stays to be edited.
            let mut begun = input.value();
            for line in whole.lines() {
                let line = std::mem::take(&mut begun) + line;
                if !line.trim().is_empty() {
                    dispatch.emit(Action::Type(node, line.trim().into()));
                }
            }
            input.set_value(&rest);
        })
    };
    let label = format!("{} {}", net(lang, Net::CommandLine), prompt);
    let hint =
        if running.is_some() { net(lang, Net::StillRunning) } else { net(lang, Net::TypeHelp) };
    html! {
        <div class="tty-line">
            if choices.is_empty() {
                <p key="choices" class="tty-choices none" role="status"></p>
            } else {
                <p key="choices" class="tty-choices" role="status" aria-label={net(lang, Net::Completions)}>
                    { choices.join("  ") }
                </p>
            }
            <label>
                <span class="sr-only">{ label }</span>
                <span class="prompt" aria-hidden="true">{ if running.is_some() { "…".to_owned() } else { format!("{prompt}$") } }</span>
                <input ref={input} type="text" class="tty-input" autocomplete="off" autocapitalize="none" autocorrect="off"
                    spellcheck="false" enterkeyhint="go" maxlength={LONGEST_LINE.to_string()} placeholder={hint}
                    {onkeydown} {oninput} {onpaste} />
            </label>
        </div>
    }
}

fn owned((a, b): (&str, &str)) -> (String, String) {
    (a.to_owned(), b.to_owned())
}

/// How many characters are marked.
fn selected(input: &HtmlInputElement) -> u32 {
    let place = |place: Result<Option<u32>, _>| place.ok().flatten().unwrap_or_default();
    place(input.selection_end()).saturating_sub(place(input.selection_start()))
}

/// Goes through the history: 0 is what is being typed.
fn recall(input: &HtmlInputElement, history: &[Rc<str>], recalled: &mut (usize, String), up: bool) {
    if recalled.0 == 0 {
        recalled.1 = input.value();
    }
    let next = if up { recalled.0 + 1 } else { recalled.0.saturating_sub(1) };
    if next > history.len() {
        return;
    }
    recalled.0 = next;
    let line = next.checked_sub(1).map(|back| &history[history.len() - 1 - back]);
    input.set_value(line.map_or(recalled.1.as_str(), |line| line));
}

/// Completes the word under the cursor, and gives back the choices where there are several.
fn tab(input: &HtmlInputElement, context: &Context) -> Vec<String> {
    let line = input.value();
    let at = input.selection_start().ok().flatten().and_then(|at| usize::try_from(at).ok());
    // The browser counts in UTF-16.
    let cursor = at.map_or(line.len(), |at| bytes_of(&line, at));
    let found = complete(&line, cursor, context);
    let (completed, place) = completed(&line, cursor, &found);
    if completed != line {
        input.set_value(&completed);
        let place = completed[..place].encode_utf16().count();
        let place = u32::try_from(place).unwrap_or(u32::MAX);
        let _ = input.set_selection_range(place, place);
        return Vec::new();
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// The byte at which the `at`-th unit of UTF-16 begins.
fn bytes_of(line: &str, at: usize) -> usize {
    let mut units = 0;
    for (index, c) in line.char_indices() {
        if units >= at {
            return index;
        }
        units += c.len_utf16();
    }
    line.len()
}

/// The line with what all of `found` share put in, and where the cursor is then.
fn completed(line: &str, cursor: usize, found: &[String]) -> (String, usize) {
    let Some(first) = found.first() else { return (line.to_owned(), cursor) };
    let shared = found.iter().fold(first.as_str(), |shared, one| {
        let same = shared.char_indices().zip(one.chars()).take_while(|((_, a), b)| a == b);
        let end = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
        &shared[..end]
    });
    let (before, after) = line.split_at(cursor);
    let word = before.rfind([' ', '\t', '|', ';']).map_or(0, |at| at + 1);
    // What stands there must be what was completed.
    if !shared.starts_with(&before[word..]) {
        return (line.to_owned(), cursor);
    }
    let ended = if found.len() == 1 && !after.starts_with(' ') { " " } else { "" };
    let completed = format!("{}{shared}{ended}", &before[..word]);
    let place = completed.len();
    (completed + after, place)
}

#[cfg(test)]
mod tests;
