//! The terminals of hosts and routers: what was typed and printed by the present position, and a
//! line to type the next command into. Every command makes a future and is played at once.

mod line;
mod transcript;

use crate::components::icons::{Icon, icon};
use crate::state::{Action, Look, Ran, Said, Shell, View};
use line::CommandLine;
use std::rc::Rc;
use transcript::{Row, transcript};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, HtmlElement, HtmlSelectElement};
use wireglass_core::time::{Duration, Instant};
use wireglass_shell::{Command, Context, parse};
use wireglass_sim::{Program, Recording};
use wireglass_text::network::{Net, net};
use wireglass_trace::{NodeId, NodeKind, TaskKind, Trace};
use yew::prelude::*;

/// Between a call's return and the next call of what runs in a terminal.
const PACE: Duration = Duration::from_micros(100);

/// What runs command lines.
pub(super) const SHELL: Shell = Shell { run };

fn run(recording: &Recording, position: usize, node: NodeId, line: &str) -> Ran {
    match parse(line, &Context::of(recording.trace(), node)) {
        Ok(Command::Run(command)) => {
            let program = Program {
                host: node.index(),
                name: line.to_owned(),
                start: Instant::ZERO,
                pace: PACE,
                kind: TaskKind::Command,
                run: command.app.into(),
            };
            match recording.branch_run(position, node, program) {
                Ok((branch, _)) => Ran::Future(branch),
                Err(error) => Ran::Impossible(error),
            }
        }
        Ok(Command::Shell(_)) | Err(_) => Ran::Said,
    }
}

/// Whether one can type on a node.
pub(super) fn has_terminal(trace: &Trace, node: NodeId) -> bool {
    let kind = trace.node(node).kind;
    kind.is_host() || matches!(kind, NodeKind::Router | NodeKind::HomeRouter)
}

/// What [`Terminal`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct TerminalProps {
    pub(super) view: View,
    /// Whose; nobody's is a strip that opens one.
    pub(super) node: Option<NodeId>,
    /// Lines without a future that are to be seen there.
    pub(super) said: Vec<Said>,
    /// Everything typed in this session.
    pub(super) typed: Vec<(NodeId, Rc<str>)>,
    pub(super) dispatch: Callback<Action>,
}

/// The terminal of a node, below the stage.
#[component]
pub(super) fn Terminal(props: &TerminalProps) -> Html {
    let TerminalProps { view, node, said, typed, dispatch } = props;
    let (lang, trace) = (view.lang, &view.trace);
    let rows = use_memo(
        (trace.clone(), view.position, *node, said.clone(), lang),
        |(trace, position, node, said, lang)| {
            node.map(|node| transcript(*lang, trace, *position, node, said)).unwrap_or_default()
        },
    );
    let nodes: Vec<NodeId> = (0..trace.nodes().len())
        .map(NodeId::from_index)
        .filter(|n| has_terminal(trace, *n))
        .collect();
    let Some(node) = *node else { return closed(view, &nodes, dispatch) };
    let open = |node: Option<NodeId>| {
        dispatch.reform(move |_: MouseEvent| Action::Look(Look::Terminal(node)))
    };
    let choose = {
        let nodes = nodes.clone();
        dispatch.reform(move |event: Event| {
            let select = event.target().and_then(|it| it.dyn_into::<HtmlSelectElement>().ok());
            let index = select.and_then(|select| usize::try_from(select.selected_index()).ok());
            Action::Look(Look::Terminal(index.and_then(|index| nodes.get(index)).copied()))
        })
    };
    let tables = dispatch.reform(move |_: MouseEvent| Action::Look(Look::Node(Some(node))));
    let options = nodes.iter().map(|one| {
        html! { <option key={one.0} selected={*one == node}>{ trace.node(*one).name.clone() }</option> }
    });
    let host = Context::of(trace, node).host;
    let history = history(trace, view.position, node, typed);
    let used = typed.iter().any(|(of, _)| *of == node);
    html! {
        <section class={classes!("terminal", used.then_some("used"))} aria-label={net(lang, Net::Terminal)}>
            <header>
                <label>
                    <span class="sr-only">{ net(lang, Net::TerminalOf) }</span>
                    <select onchange={choose}>{ for options }</select>
                </label>
                <span class="quiet">{ net(lang, Net::Terminal) }</span>
                <span class="grow"></span>
                <button type="button" class="link" onclick={tables}>{ net(lang, Net::OpenTables) }</button>
                <button type="button" class="plain" onclick={open(None)} aria-label={net(lang, Net::CloseTerminal)}
                    title={net(lang, Net::CloseTerminal)}>{ icon(Icon::Close) }</button>
            </header>
            <Log rows={rows.rows.clone()} prompt={host.clone()} lang={lang} dispatch={dispatch.clone()} />
            <CommandLine key={node.0} trace={trace.clone()} {node} prompt={host} {history} running={rows.running}
                {lang} dispatch={dispatch.clone()} />
        </section>
    }
}

/// The strip that opens a terminal.
fn closed(view: &View, nodes: &[NodeId], dispatch: &Callback<Action>) -> Html {
    let lang = view.lang;
    let buttons = nodes.iter().map(|node| {
        let node = *node;
        let onclick = dispatch.reform(move |_: MouseEvent| Action::Look(Look::Terminal(Some(node))));
        html! { <button key={node.0} type="button" {onclick}>{ view.trace.node(node).name.clone() }</button> }
    });
    html! {
        <section class="terminal closed" aria-label={net(lang, Net::Terminal)}>
            <span class="quiet">{ net(lang, Net::OpenTerminal) }</span>
            <div class="terminal-nodes">{ for buttons }</div>
        </section>
    }
}

/// What the up key goes through: what ran on the node, then what was typed in any future.
fn history(
    trace: &Trace,
    position: usize,
    node: NodeId,
    typed: &[(NodeId, Rc<str>)],
) -> Vec<Rc<str>> {
    let begun = crate::state::commands(trace, node).into_iter().filter(|(_, at)| *at <= position);
    let mut lines: Vec<Rc<str>> =
        begun.map(|(task, _)| trace.task(task).name.as_str().into()).collect();
    for (_, line) in typed.iter().filter(|(of, _)| *of == node) {
        if !lines.contains(line) {
            lines.push(line.clone());
        }
    }
    lines
}

#[derive(Properties, PartialEq)]
struct LogProps {
    rows: Vec<Row>,
    prompt: String,
    lang: wireglass_text::Lang,
    dispatch: Callback<Action>,
}

/// What was typed and printed. Each line leads to the step at which it came to be.
#[component]
fn Log(props: &LogProps) -> Html {
    let LogProps { rows, prompt, lang, dispatch } = props;
    let log = use_node_ref();
    {
        let log = log.clone();
        // As terminals do: the newest line is in sight.
        use_effect_with(rows.len(), move |_| {
            if let Some(log) = log.cast::<Element>() {
                log.set_scroll_top(log.scroll_height());
            }
        });
    }
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        let down = match event.key().as_str() {
            "ArrowDown" => true,
            "ArrowUp" => false,
            _ => return,
        };
        let Some(log) = event.current_target().and_then(|it| it.dyn_into::<Element>().ok()) else {
            return;
        };
        let here = event.target_dyn_into::<Element>().filter(|it| *it != log);
        let next = match (here, down) {
            (Some(here), true) => here.next_element_sibling(),
            (Some(here), false) => here.previous_element_sibling(),
            (None, true) => log.first_element_child(),
            (None, false) => log.last_element_child(),
        };
        event.prevent_default();
        event.stop_propagation();
        if let Some(next) = next.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            let _ = next.focus();
        }
    });
    let lines = rows.iter().enumerate().map(|(index, row)| {
        let position = row.position;
        let onclick = dispatch.reform(move |_: MouseEvent| Action::GoTo(position));
        let class = classes!("tty", row.typed.then_some("typed"), row.err.then_some("err"));
        html! {
            <button key={index} type="button" tabindex="-1" {class} {onclick}>
                if row.typed {
                    <span key="prompt" class="prompt">{ format!("{prompt}$ ") }</span>
                }
                { &row.text }
                // A line of nothing is a line, too.
                if row.text.is_empty() { { "\u{a0}" } }
            </button>
        }
    });
    html! {
        <div class="tty-log" ref={log} role="log" tabindex="0" aria-label={net(*lang, Net::Output)} {onkeydown}>
            { for lines }
        </div>
    }
}
