//! What stands in a terminal at a position: a pure function of the trace and of what was typed.

use crate::state::{Said, commands, foreground};
use wireglass_shell::{Builtin, Command, Context, Printed, Stream, Tool, output, parse};
use wireglass_text::Lang;
use wireglass_text::network::{Net, net};
use wireglass_trace::{NodeId, TaskId, Trace};

/// A line of a terminal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    /// What it says.
    pub(super) text: String,
    /// Whether it was typed, and stands behind a prompt.
    pub(super) typed: bool,
    /// Whether it is a complaint.
    pub(super) err: bool,
    /// The position at which it came to be.
    pub(super) position: usize,
}

/// A terminal at a position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Transcript {
    /// Its lines.
    pub(super) rows: Vec<Row>,
    /// The command that is running.
    pub(super) running: Option<TaskId>,
}

/// What was typed, and what came of it.
enum Entry<'a> {
    Command(TaskId),
    Said(&'a Said),
}

/// The terminal of a node. `said` are the lines without a future that are to be seen there.
pub(super) fn transcript(
    lang: Lang,
    trace: &Trace,
    position: usize,
    node: NodeId,
    said: &[Said],
) -> Transcript {
    let context = Context::of(trace, node);
    let begun = commands(trace, node).into_iter().filter(|(_, begun)| *begun <= position);
    let mut entries: Vec<(usize, Entry<'_>)> =
        begun.map(|(task, begun)| (begun, Entry::Command(task))).collect();
    entries.extend(said.iter().map(|said| (said.position, Entry::Said(said))));
    // What was said at a position came after what had begun by then.
    entries.sort_by_key(|(at, entry)| (*at, matches!(entry, Entry::Said(_))));
    let mut rows: Vec<Row> = Vec::new();
    let mut typed: Vec<String> = Vec::new();
    for (at, entry) in entries {
        let row = |text: String, typed: bool, err: bool, position: usize| Row {
            text,
            typed,
            err,
            position,
        };
        match entry {
            Entry::Command(task) => {
                let line = trace.task(task).name.clone();
                typed.push(line.clone());
                rows.push(row(line, true, false, at));
                rows.extend(output(trace, position, task).lines.into_iter().map(|line| {
                    let position = trace.step_of(line.event) + 1;
                    row(line.text, false, line.stream == Stream::Err, position)
                }));
            }
            Entry::Said(said) => {
                typed.push(said.line.to_string());
                rows.push(row(said.line.to_string(), true, false, at));
                match answer(lang, &said.line, &context, &typed) {
                    Some(printed) => rows.extend(
                        printed
                            .into_iter()
                            .map(|line| row(line.text, false, line.stream == Stream::Err, at)),
                    ),
                    None => rows.clear(),
                }
            }
        }
    }
    Transcript { rows, running: foreground(trace, position, node) }
}

/// What the shell answers by itself; `None` takes everything off the screen.
fn answer(lang: Lang, line: &str, context: &Context, typed: &[String]) -> Option<Vec<Printed>> {
    let out = |text: String| Printed { text, stream: Stream::Out };
    Some(match parse(line, context) {
        Err(refusal) => refusal.lines,
        Ok(Command::Shell(Builtin::Clear)) => return None,
        Ok(Command::Shell(Builtin::Say(lines))) => lines,
        Ok(Command::Shell(Builtin::History)) => {
            let numbered = typed.iter().zip(1..);
            numbered.map(|(line, number)| out(format!("{number:5}  {line}"))).collect()
        }
        Ok(Command::Shell(Builtin::Help(None))) => {
            let names = Tool::ALL.iter().map(|tool| tool.name());
            let names: Vec<&str> = names.collect();
            let mut lines = vec![out(net(lang, Net::ToolsAre).to_owned())];
            lines.extend(names.chunks(8).map(|some| out(format!("  {}", some.join("  ")))));
            lines
        }
        Ok(Command::Shell(Builtin::Help(Some(tool)) | Builtin::Manual(tool))) => {
            tool.synopsis().lines().map(|line| out(line.to_owned())).collect()
        }
        // What runs is in the trace.
        Ok(Command::Shell(Builtin::Nothing) | Command::Run(_)) => Vec::new(),
    })
}

#[cfg(test)]
mod tests;
