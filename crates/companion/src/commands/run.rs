//! `wireglass run`: a lesson without a browser.

use super::lessons::pick;
use super::{Error, language, lesson, parse_lang, print, write_file};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use wireglass_capture::{Vantage, to_pcapng};
use wireglass_core::time::{Duration, Instant};
use wireglass_course::{Lesson, Setting, Settings, find_any};
use wireglass_scene::svg::Theme;
use wireglass_scene::{LadderOptions, View, ladder, svg};
use wireglass_shell::{Command, Context};
use wireglass_sim::{Program, Recording, Run};
use wireglass_text::{Lang, Markup};
use wireglass_trace::{NodeId, TaskId, TaskKind, Trace, export};

/// What `wireglass run` was asked to do.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// A built-in lesson's id, or a lesson file (TOML)
    lesson: String,
    /// One of the lesson's variants
    #[arg(long)]
    variant: Option<String>,
    /// Seeds every die of the run
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    /// Change a setting, such as `--set delay=80ms`; may be repeated
    #[arg(long = "set", value_name = "SETTING=VALUE")]
    settings: Vec<String>,
    /// Run a command on a host when all else is done; may be repeated
    #[arg(long, num_args = 2, value_names = ["HOST", "COMMAND"])]
    on: Vec<String>,
    /// Write the packets as pcapng, each with its explanation as a comment; one interface
    /// for each link
    #[arg(long, value_name = "FILE")]
    pcap: Option<PathBuf>,
    /// Of the packets only those that this host or device sends and gets
    #[arg(long, value_name = "HOST", requires = "pcap")]
    interface: Option<String>,
    /// Write the trace as JSON lines
    #[arg(long, value_name = "FILE")]
    trace: Option<PathBuf>,
    /// Write the ladder diagram as SVG
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Dark colours for the SVG
    #[arg(long, requires = "svg")]
    dark: bool,
    /// Print the trace's hash and nothing else
    #[arg(long)]
    hash: bool,
    /// `en` or `zh`
    #[arg(long, value_parser = parse_lang)]
    lang: Option<Lang>,
}

/// Runs the lesson, writes what was asked for, and tells the story on standard output.
pub(crate) fn run(options: &Options) -> Result<(), Error> {
    let lang = language(options.lang);
    let own;
    let lesson = if let Some(lesson) = find_any(&options.lesson) {
        lesson
    } else {
        own = from_file(lang, &options.lesson)?;
        &own
    };
    if let Some(variant) = &options.variant
        && lesson.variant(variant).is_none()
    {
        return Err(Error::Refused(wireglass_text::terminal::no_variant(
            lang, &lesson.id, variant,
        )));
    }
    let settings = settings(lang, options)?;
    let scenario = lesson
        .scenario(options.variant.as_deref(), &settings)
        .map_err(|error| Error::Refused(wireglass_text::lesson_error(lang, &error)))?;
    let mut recording = Recording::run(&scenario)
        .map_err(|error| Error::Refused(wireglass_text::scenario_error(lang, &error)))?;
    for command in options.on.chunks_exact(2) {
        recording = run_command(lang, &recording, &command[0], &command[1])?;
    }
    let trace = recording.trace();
    if let Some(path) = &options.pcap {
        let title = pick(lang, &lesson.title);
        let comment = |frame| wireglass_text::frame_comment(lang, trace, frame);
        let vantage = match &options.interface {
            None => Vantage::Wire,
            Some(name) => Vantage::Node(node(lang, trace, name)?),
        };
        write_file(path, &to_pcapng(trace, vantage, title, &comment))?;
    }
    if let Some(path) = &options.trace {
        let mut lines = String::new();
        for line in export::json_lines(trace) {
            lines.push_str(&line);
            lines.push('\n');
        }
        write_file(path, lines.as_bytes())?;
    }
    if let Some(path) = &options.svg {
        let theme = if options.dark { Theme::Dark } else { Theme::Light };
        write_file(path, draw(trace, lang, theme).as_bytes())?;
    }
    if options.hash {
        return print(&format!("{:016x}\n", export::hash(trace)));
    }
    let as_written = options.variant.is_none() && settings.is_empty();
    let mut story = tell(lesson, trace, as_written, lang);
    if !options.on.is_empty() {
        story.push_str(&printed(trace));
    }
    if let Some(cut) = wireglass_text::outcome(lang, recording.outcome()) {
        let _ = writeln!(story, "{}", cut.plain());
    }
    print(&story)
}

fn from_file(lang: Lang, name: &str) -> Result<Lesson, Error> {
    let path = Path::new(name);
    if !path.is_file() {
        return Err(Error::Refused(wireglass_text::terminal::no_lesson(lang, name)));
    }
    lesson::read(lang, path)
}

/// The node of this name.
fn node(lang: Lang, trace: &Trace, name: &str) -> Result<NodeId, Error> {
    let at = trace.nodes().iter().position(|node| node.name == name);
    let names: Vec<&str> = trace.nodes().iter().map(|node| node.name.as_str()).collect();
    let missing = || Error::Refused(wireglass_text::terminal::no_node(lang, name, &names));
    at.map(NodeId::from_index).ok_or_else(missing)
}

/// The run with a command after its end.
fn run_command(lang: Lang, run: &Recording, host: &str, line: &str) -> Result<Recording, Error> {
    const PACE: Duration = Duration::from_millis(2);
    let trace = run.trace();
    let node = node(lang, trace, host)?;
    let app = match wireglass_shell::parse(line, &Context::of(trace, node)) {
        Ok(Command::Run(run)) => run.app,
        Ok(Command::Shell(_)) => return Ok(run.clone()),
        Err(refusal) => {
            let lines = refusal.lines.into_iter().map(|line| line.text);
            return Err(Error::Wrong(lines.collect()));
        }
    };
    let program = Program {
        host: node.index(),
        name: line.to_owned(),
        start: Instant::ZERO,
        pace: PACE,
        kind: TaskKind::Command,
        run: Run::from(app),
    };
    let future = run.branch_run(trace.steps().len(), node, program);
    let refused = |error| Error::Refused(wireglass_text::branch_error(lang, &error, trace));
    future.map(|(future, _)| future).map_err(refused)
}

fn settings(lang: Lang, options: &Options) -> Result<Settings, Error> {
    let mut settings = Settings::default();
    let refuse = |problem| Error::Refused(wireglass_text::setting_problem(lang, &problem));
    for pair in &options.settings {
        let (id, value) = pair.split_once('=').unwrap_or((pair, ""));
        settings.set(id.trim(), value).map_err(refuse)?;
    }
    if let Some(seed) = options.seed {
        settings.set(Setting::Seed.id(), &seed.to_string()).map_err(refuse)?;
    }
    Ok(settings)
}

/// What every command printed, behind the line as it was typed.
fn printed(trace: &Trace) -> String {
    let mut out = String::new();
    for (index, task) in trace.tasks().iter().enumerate() {
        if task.kind != TaskKind::Command {
            continue;
        }
        let _ = writeln!(out, "\n{}$ {}", trace.node(task.node).name, task.name);
        let printed =
            wireglass_shell::output(trace, trace.steps().len(), TaskId::from_index(index));
        for line in printed.lines {
            let _ = writeln!(out, "{}", line.text);
        }
    }
    out
}

/// The whole ladder, with nothing of it in the future.
fn draw(trace: &Trace, lang: Lang, theme: Theme) -> String {
    let options = LadderOptions { width: 860.0, lang, ..LadderOptions::default() };
    let view = View { position: trace.steps().len(), ..View::default() };
    svg::write(&ladder(trace, &options, &view).into_drawing(), theme)
}

fn tell(lesson: &Lesson, trace: &Trace, as_written: bool, lang: Lang) -> String {
    let mut out = String::new();
    if !lesson.is_scenario() {
        let intro = Markup::parse(lang, pick(lang, &lesson.intro)).plain();
        let _ = writeln!(out, "{}\n{intro}\n", pick(lang, &lesson.title));
    }
    let notes = lesson.notes(trace, as_written);
    for step in 0..trace.steps().len() {
        let time = trace.steps()[step].time.to_string();
        let line = wireglass_text::step_line(lang, trace, step);
        let _ = writeln!(out, "{:>4}  {time:>10}  {line}", step + 1);
        for (_, note) in notes.iter().filter(|(at, _)| *at == step) {
            let note = Markup::parse(lang, pick(lang, note)).plain();
            let _ = writeln!(out, "{:>18}{note}", "· ");
        }
    }
    out
}
