//! Captures: choosing or dropping a file, reading it, and the list of its TCP conversations.
//!
//! | module | what it does                                                           |
//! |--------|------------------------------------------------------------------------|
//! | `file` | brings a file's bytes in and reads them: [`Status`], [`CaptureFile`]    |
//! | `drop` | [`DropZone`]: a file may be dropped anywhere on the page               |
//! | `list` | the conversations as a table that can be sorted and filtered           |
//!
//! The page keeps one [`Status`]. Whoever is told of a new one stores it and
//! shows [`CapturePage`]; opening a conversation is up to the caller.

mod drop;
mod file;
mod list;

pub(crate) use drop::DropZone;
pub(crate) use file::{CaptureFile, Status};

use crate::inspector::prose;
use file::ReadError;
use list::ConversationList;
use std::rc::Rc;
use web_sys::HtmlInputElement;
use wireglass_core::time::Duration;
use wireglass_text::panels::{self, Panel, panel};
use wireglass_text::{Lang, Ui, capture_error, capture_problem, ui};
use yew::prelude::*;

/// How many problems of a file are written out before the rest is only counted.
const MOST_PROBLEMS: usize = 20;

/// What opening a conversation gives: the file, and which of its conversations.
pub(crate) type Opened = (Rc<CaptureFile>, usize);

/// What [`CapturePage`] needs.
#[derive(Properties, PartialEq)]
pub(crate) struct CapturePageProps {
    /// The language.
    pub(crate) lang: Lang,
    /// How far the page is with a capture.
    pub(crate) status: Status,
    /// Told of every new status.
    pub(crate) on_status: Callback<Status>,
    /// Told which conversation to open.
    pub(crate) on_open: Callback<Opened>,
}

/// The page on which captures are opened.
#[component]
pub(crate) fn CapturePage(props: &CapturePageProps) -> Html {
    let CapturePageProps { lang, status, on_status, on_open } = props;
    let lang = *lang;
    html! {
        <section class="capture" aria-labelledby="capture-title">
            <h1 id="capture-title">{ heading(lang) }</h1>
            <p class="capture-lead">{ panel(lang, Panel::CaptureLead) }</p>
            <Picker {lang} on_status={on_status.clone()} />
            // Always there, so that what comes into it is announced.
            <div class="capture-status" role="status">{ progress(lang, status) }</div>
            { outcome(lang, status, on_open) }
        </section>
    }
}

/// "Open a capture…" without the dots that belong to a button.
fn heading(lang: Lang) -> &'static str {
    ui(lang, Ui::OpenCapture).trim_end_matches(['.', '…'])
}

#[derive(Properties, PartialEq)]
struct PickerProps {
    lang: Lang,
    on_status: Callback<Status>,
}

/// The button that chooses a file, and the one that opens the sample.
#[component]
fn Picker(props: &PickerProps) -> Html {
    let lang = props.lang;
    let onchange = {
        let on_status = props.on_status.clone();
        Callback::from(move |event: Event| {
            let input: HtmlInputElement = event.target_unchecked_into();
            if let Some(file) = input.files().and_then(|files| files.get(0)) {
                file::open(file, on_status.clone());
            }
            // So that the same file can be chosen again.
            input.set_value("");
        })
    };
    let try_one = {
        let on_status = props.on_status.clone();
        Callback::from(move |_: MouseEvent| file::open_sample(on_status.clone()))
    };
    html! {
        <div class="capture-pick">
            <label class="pick-file">
                <input type="file" accept=".pcap,.pcapng,.cap,.dmp,application/vnd.tcpdump.pcap" {onchange} />
                <span>{ ui(lang, Ui::ChooseFile) }</span>
            </label>
            <span class="pick-or">{ panel(lang, Panel::OrDropIt) }</span>
            <span class="pick-sample">
                <button type="button" onclick={try_one}>{ panel(lang, Panel::TryOne) }</button>
                <span>{ panel(lang, Panel::TryOneHelp) }</span>
            </span>
        </div>
    }
}

/// What is going on; a place that is empty when nothing is.
fn progress(lang: Lang, status: &Status) -> Html {
    let Status::Reading { name, done, total } = status else { return Html::default() };
    let text = if *total > 0 && done >= total {
        html! { panel(lang, Panel::TakingApart) }
    } else {
        prose(&panels::reading(lang, name, *done, *total))
    };
    // A <progress> without a value says that it takes a while.
    let value = (*total > 0).then(|| done.to_string());
    let max = (*total > 0).then(|| total.to_string());
    html! {
        <>
            <p>{ text }</p>
            <progress {value} {max} aria-label={ui(lang, Ui::ReadingFile)}></progress>
        </>
    }
}

fn outcome(lang: Lang, status: &Status, on_open: &Callback<Opened>) -> Html {
    match status {
        Status::Nothing | Status::Reading { .. } => html! { <wbr hidden=true /> },
        Status::Failed { name, error } => html! {
            <div class="capture-failed" role="alert" key="failed">
                <h2>{ panel(lang, Panel::CannotOpen) }</h2>
                <p class="file-name">{ name }</p>
                <p>{ read_error(lang, error) }</p>
            </div>
        },
        Status::Ready(file) => html! {
            <Found key="found" {lang} file={file.clone()} on_open={on_open.clone()} />
        },
    }
}

fn read_error(lang: Lang, error: &ReadError) -> Html {
    prose(&match error {
        ReadError::Capture(error) => capture_error(lang, error),
        ReadError::Unreadable { reason } => panels::unreadable(lang, reason),
        ReadError::Memory { size } => panels::no_memory(lang, *size),
    })
}

#[derive(Properties, PartialEq)]
struct FoundProps {
    lang: Lang,
    file: Rc<CaptureFile>,
    on_open: Callback<Opened>,
}

/// What was found in a file.
#[component]
fn Found(props: &FoundProps) -> Html {
    let FoundProps { lang, file, on_open } = props;
    let lang = *lang;
    let capture = file.capture();
    let last = capture.packets.iter().map(|packet| packet.time_ns).max().unwrap_or(0);
    let length = Duration::from_nanos(last.saturating_sub(capture.start_ns)).to_string();
    let packets = capture.packets.len() as u64;
    let conversations = file.conversations().len() as u64;
    let others = file.other_packets() as u64;
    html! {
        <>
            <header class="capture-found">
                <h2 class="file-name">{ file.name() }<small>{ panels::file_size(file.size()) }</small></h2>
                <p>
                    { prose(&panels::capture_summary(lang, packets, conversations, &length)) }
                    if others > 0 {
                        { " " }
                        { prose(&panels::not_tcp(lang, others)) }
                    }
                    if capture.untimed > 0 {
                        { " " }
                        { prose(&panels::untimed(lang, capture.untimed.into())) }
                    }
                </p>
            </header>
            { problems(lang, file) }
            if file.conversations().is_empty() {
                <p class="capture-empty">{ ui(lang, Ui::NoConversations) }</p>
            } else {
                <ConversationList {lang} file={file.clone()} on_open={on_open.clone()} />
            }
        </>
    }
}

fn problems(lang: Lang, file: &CaptureFile) -> Html {
    let capture = file.capture();
    if capture.problems.is_empty() {
        return html! { <wbr hidden=true /> };
    }
    let written = capture.problems.iter().take(MOST_PROBLEMS);
    let unwritten = capture.problems.len().saturating_sub(MOST_PROBLEMS) as u64
        + u64::from(capture.problems_omitted);
    html! {
        <section class="capture-problems" aria-labelledby="capture-problems">
            <h3 id="capture-problems">{ ui(lang, Ui::CaptureProblems) }</h3>
            <ul>
                { for written.enumerate().map(|(i, problem)| html! {
                    <li key={i}>{ prose(&capture_problem(lang, problem)) }</li>
                }) }
                if unwritten > 0 {
                    <li key="more">{ panels::more_problems(lang, unwritten) }</li>
                }
            </ul>
        </section>
    }
}
