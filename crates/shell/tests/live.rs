//! The real tools, where they are installed, say what `refusals.txt` claims that they say.
//!
//! Each runs in a network namespace of its own, so that whatever it does stays there. What is not
//! installed, or where namespaces are not allowed, is passed over with a notice.

use std::process::{Command, Output};
use std::time::{Duration, Instant};

/// Runs a line in `bash`, as root of nothing but an empty network.
fn alone(line: &str) -> Option<Output> {
    Command::new("unshare")
        .args(["--user", "--map-root-user", "--net", "timeout", "5", "bash", "-c"])
        .arg(format!("ip link set lo up 2>/dev/null\n{line}"))
        .env("LC_ALL", "C.UTF-8")
        .env_remove("BASH_ENV")
        .output()
        .ok()
}

/// What the real tool tells depends on its version: these are the ones whose words are here.
const VERSIONS: [(&str, &str, &str); 9] = [
    ("ping", "ping -V", "iputils 20221126"),
    ("traceroute", "traceroute -V", "2.1.2"),
    ("arp", "arp -V", "net-tools 2.10"),
    ("ip", "ip -V", "iproute2-6.1"),
    ("ifconfig", "ifconfig -V", "net-tools 2.10"),
    ("route", "route -V", "net-tools 2.10"),
    ("dig", "dig -v", "9.18"),
    ("curl", "curl -V", "curl 7.88"),
    ("nc", "nc -h", "OpenBSD netcat"),
];

fn is_this_version(tool: &str) -> bool {
    let known = VERSIONS.iter().find(|(name, ..)| *name == tool);
    let Some((_, asks, version)) = known else {
        return alone(&format!("command -v {tool}")).is_some_and(|output| output.status.success());
    };
    alone(asks).is_some_and(|output| text(&output).contains(version))
}

fn text(output: &Output) -> String {
    let mut bytes = output.stderr.clone();
    bytes.extend_from_slice(&output.stdout);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[test]
fn real_tools_refuse_in_the_same_words() {
    if !alone("true").is_some_and(|output| output.status.success()) {
        eprintln!("skipped: no network namespaces here");
        return;
    }
    let begun = Instant::now();
    let file = include_str!("../src/tools/refusals.txt");
    let mut tools: Vec<(String, bool)> = Vec::new();
    let mut wrong = Vec::new();
    let mut asked = 0;
    for block in file.split("\n\n$ ").skip(1) {
        let (line, rest) = block.trim_end().split_once('\n').unwrap_or((block, ""));
        let (status, expected) = rest.split_once('\n').unwrap_or((rest, ""));
        let Some(status) = status.strip_suffix("]=") else { continue };
        let tool = line.split(' ').next().unwrap_or_default().to_owned();
        let known = tools.iter().find(|(name, _)| *name == tool).map(|(_, here)| *here);
        // What is not there at all is said by the shell, which is.
        let here = known.unwrap_or_else(|| {
            let here = expected.starts_with("bash: ") || is_this_version(&tool);
            if !here {
                eprintln!("skipped: {tool} is not here in the version whose words are known");
            }
            here
        });
        if known.is_none() {
            tools.push((tool, here));
        }
        if !here || begun.elapsed() > Duration::from_secs(60) {
            continue;
        }
        // The namespace has no cable: an interface of that name is made of nothing.
        let line = line.replace("eth0", "lo");
        let output = alone(&line).expect("it ran before");
        asked += 1;
        let found = text(&output).replace("bash: line 2: ", "bash: ");
        let code = output.status.code().map_or_else(String::new, |code| format!("[{code}"));
        let expected = expected.replace("eth0", "lo");
        if found.trim_end() != expected.trim_end() || code != status {
            wrong.push(format!("$ {line}\nhere {status}] {expected}\nreal {code}] {found}"));
        }
    }
    eprintln!("{asked} refusals of real tools were looked at");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
