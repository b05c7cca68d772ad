//! What tools print, in scenes: each file in `scenes` is a session at one or two hosts of the
//! network in `office`, typed line by line, with what is answered. The commands run in the
//! simulator; each begins when the one before has given its prompt back.
//!
//! A line of a scene is one of
//! * `@ HOST`: the terminal that what follows is typed at,
//! * `$ LINE`: a command line,
//! * `^C TIME`: Ctrl-C, so many milliseconds after the command began,
//! * `cut HOST`, `mend HOST`: what happens to the host's cable,
//! * `# …`: a remark,
//! * anything else: what is printed; with `! ` before it, as a complaint; `[N]` is an exit status
//!   that is not 0.
//!
//! With `WIREGLASS_SCENES=write` in the environment the files are written anew: read the difference.

mod office;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use wireglass_core::time::Duration;
use wireglass_shell::{Builtin, Command, Context, Stream, output, parse};
use wireglass_sim::app::Launch;
use wireglass_sim::{Program, Recording, Run};
use wireglass_trace::{Intervention, LinkId, NodeId, TaskId, TaskKind};

/// A session goes on from where it is.
struct Session {
    recording: Recording,
    position: usize,
    node: NodeId,
}

impl Session {
    fn begin() -> Self {
        let recording = Recording::run(&office::scenario()).expect("a sound scenario");
        // Services are up after the first moments, and nobody has spoken yet.
        let position = recording.trace().steps().len();
        Self { recording, position, node: NodeId::from_index(0) }
    }

    fn go_to(&mut self, host: &str) {
        let nodes = self.recording.trace().nodes();
        let found = nodes.iter().position(|node| node.name == host);
        self.node = NodeId::from_index(found.unwrap_or_else(|| panic!("no host {host}")));
    }

    /// Types a line, with Ctrl-C after a while perhaps; what is printed.
    fn types(&mut self, line: &str, stop: Option<u64>) -> String {
        let context = Context::of(self.recording.trace(), self.node);
        let run = match parse(line, &context) {
            Ok(Command::Run(run)) => run,
            Ok(Command::Shell(Builtin::Say(lines))) => {
                let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
                return texts.join("\n") + "\n";
            }
            Ok(Command::Shell(builtin)) => return format!("({builtin:?})\n"),
            Err(refusal) => {
                let lines = refusal.lines.iter().map(|line| format!("! {}\n", line.text));
                return lines.chain([format!("[{}]\n", refusal.status)]).collect();
            }
        };
        let start = self.recording.trace().time_at(self.position);
        let program = Program {
            host: self.node.index(),
            name: line.to_owned(),
            start,
            pace: Duration::ZERO,
            kind: TaskKind::Command,
            run: Run::App(Launch::new(run.app)),
        };
        let (mut recording, task) =
            self.recording.branch_run(self.position, self.node, program).expect("a host");
        if let Some(stop) = stop {
            let when = start + Duration::from_millis(stop);
            let steps = recording.trace().steps();
            let position = steps.partition_point(|step| step.time <= when);
            let what = Intervention::Interrupt { task };
            // One that had ended by then is not stopped.
            if let Ok(stopped) = recording.branch(position, what) {
                recording = stopped;
            }
        }
        self.position = prompt(&recording, self.position, task);
        let done = output(recording.trace(), self.position, task);
        self.recording = recording;
        let mut text = String::new();
        for line in &done.lines {
            let mark = if line.stream == Stream::Err { "! " } else { "" };
            writeln!(text, "{mark}{}", line.text).expect("a string");
        }
        if let Some(status) = done.status.filter(|status| *status != 0) {
            writeln!(text, "[{status}]").expect("a string");
        }
        text
    }

    fn cable(&mut self, host: &str, cut: bool) {
        self.go_to(host);
        let links = self.recording.trace().links();
        let found = links.iter().position(|link| link.nodes().contains(&self.node));
        let link = LinkId::from_index(found.expect("a cable"));
        let what =
            if cut { Intervention::CutLink { link } } else { Intervention::MendLink { link } };
        self.recording = self.recording.branch(self.position, what).expect("it is not so already");
        self.position += 1;
    }
}

/// The first position at which the prompt is back; the end if it never is.
fn prompt(recording: &Recording, from: usize, task: TaskId) -> usize {
    let end = recording.trace().steps().len();
    let (mut low, mut high) = (from + 1, end);
    while low < high {
        let middle = low.midpoint(high);
        if output(recording.trace(), middle, task).running {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low.min(end)
}

/// A scene with its answers as they are now.
fn play(scene: &str) -> String {
    let mut session = Session::begin();
    let mut text = String::new();
    let mut lines = scene.lines().peekable();
    while let Some(line) = lines.next() {
        let heading = line.starts_with("# ") || line.starts_with("@ ") || line.starts_with("$ ");
        let cable = line.strip_prefix("cut ").map(|host| (host, true));
        let cable = cable.or_else(|| line.strip_prefix("mend ").map(|host| (host, false)));
        if heading || cable.is_some() {
            text.push_str(line);
            text.push('\n');
        }
        if let Some((host, cut)) = cable {
            session.cable(host, cut);
        } else if let Some(host) = line.strip_prefix("@ ") {
            session.go_to(host);
        } else if let Some(command) = line.strip_prefix("$ ") {
            let stop = lines.peek().and_then(|next| next.strip_prefix("^C ")).map(str::to_owned);
            if let Some(stop) = &stop {
                writeln!(text, "^C {stop}").expect("a string");
                lines.next();
            }
            let stop = stop.map(|millis| millis.parse().expect("milliseconds"));
            text.push_str(&session.types(command, stop));
        }
    }
    text
}

#[test]
fn scenes() {
    let directory = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/scenes");
    let write = std::env::var("WIREGLASS_SCENES").is_ok_and(|value| value == "write");
    let mut names: Vec<_> = fs::read_dir(&directory)
        .expect("the scenes")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "txt"))
        .collect();
    names.sort();
    assert!(names.len() >= 10, "{names:?}");
    let mut wrong = Vec::new();
    for path in names {
        let expected = fs::read_to_string(&path).expect("a scene");
        let found = play(&expected);
        if write {
            fs::write(&path, &found).expect("written");
        } else if found != expected {
            wrong.push(format!("{}:\n{}", path.display(), difference(&expected, &found)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// The first line that differs, and those around it.
fn difference(expected: &str, found: &str) -> String {
    let pairs = expected.lines().zip(found.lines());
    let at = pairs.take_while(|(a, b)| a == b).count();
    let show = |text: &str| text.lines().skip(at).take(3).collect::<Vec<_>>().join("\n  ");
    format!("line {}, expected\n  {}\nfound\n  {}", at + 1, show(expected), show(found))
}

/// What is printed never changes once it is: at each position there are the lines of the one before,
/// and perhaps more. (A hop of `traceroute` grows until it is complete.)
#[test]
fn output_only_grows() {
    for line in ["ping -c 3 10.0.2.80", "dig abc.com", "curl -v http://www.abc.com/", "ip addr"] {
        let mut session = Session::begin();
        let start = session.position;
        session.types(line, None);
        let trace = session.recording.trace();
        let task = TaskId::from_index(trace.tasks().len() - 1);
        let mut before = Vec::new();
        for position in start..=trace.steps().len() {
            let now = output(trace, position, task);
            assert!(now.lines.starts_with(&before), "{line} at {position}");
            for line in &now.lines {
                assert!(trace.step_of(line.event) < position, "a line of the future: {line:?}");
            }
            before = now.lines;
        }
        assert!(!before.is_empty(), "{line}");
        assert!(output(trace, start, task).lines.is_empty(), "{line}");
    }
}
