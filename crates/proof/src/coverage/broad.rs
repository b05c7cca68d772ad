//! Whatever else runs: the lessons, the random batch, captures.

use super::{Driver, Seen};
use crate::batch;
use crate::evidence::root;
use crate::services::{a_damaged_report, networks};
use std::fs;
use wireglass_capture::observer::{conversations, observe};
use wireglass_capture::{Vantage, to_pcapng};
use wireglass_core::rules::Rule;
use wireglass_core::tcp::Profile;
use wireglass_course::{Settings, lessons};
use wireglass_packetdrill::run::{defined_for, run};
use wireglass_packetdrill::script::Script;
use wireglass_sim::Recording;
use wireglass_trace::Trace;

pub(super) const DRIVERS: &[Driver] = &[
    Driver { name: "every lesson and variant", promises: &[], run: every_lesson },
    Driver { name: "the scripts of this repository", promises: &[], run: scripts },
    Driver {
        name: "networks with services",
        promises: &[Rule::HttpAsk, Rule::HttpIdle, Rule::RarpNotHere, Rule::BroadcastUnasked],
        run: |seen| networks().for_each(|network| seen.trace(network.run.trace())),
    },
    Driver {
        name: "a damaged report of a group",
        promises: &[Rule::IgmpChecksumWrong],
        run: |seen| {
            let run = Recording::run(&a_damaged_report()).expect("the network makes sense");
            seen.trace(run.trace());
        },
    },
    Driver { name: "the random batch", promises: &[], run: random_batch },
    Driver { name: "the observer, on all of their captures", promises: &[], run: observed },
    Driver { name: "the observer, on the kernel's conversation", promises: &[], run: kernel },
];

/// The scripts of this repository; that each produces the rule it is about is tested beside them.
fn scripts(seen: &mut Seen) {
    let Ok(directories) = fs::read_dir(root().join("tests/conformance/rules")) else { return };
    for directory in directories.filter_map(|entry| Some(entry.ok()?.path())) {
        for path in fs::read_dir(&directory).into_iter().flatten().flatten() {
            let text = fs::read_to_string(path.path()).unwrap_or_default();
            let Ok(script) = Script::parse(&text, defined_for(Profile::Rfc)) else { continue };
            if let Ok(passed) = run(&script, Profile::Rfc) {
                seen.rules(&passed.rules);
            }
        }
    }
}

/// How many seeds of the batch are run.
const SEEDS: u64 = 150;

/// Runs every lesson and every variant of it.
pub(crate) fn lesson_runs() -> impl Iterator<Item = (String, Recording)> {
    lessons().iter().flat_map(|lesson| {
        let variants = lesson.variants.iter().map(|variant| Some(variant.id.as_str()));
        std::iter::once(None).chain(variants).map(|variant| {
            let name = variant.map_or(lesson.id.clone(), |v| format!("{}.{v}", lesson.id));
            let scenario = lesson.scenario(variant, &Settings::default());
            let scenario = scenario.expect("built-in lessons are checked");
            (name, Recording::run(&scenario).expect("built-in lessons are checked"))
        })
    })
}

fn every_lesson(seen: &mut Seen) {
    lesson_runs().for_each(|(_, run)| seen.trace(run.trace()));
}

fn random_batch(seen: &mut Seen) {
    (0..SEEDS).for_each(|seed| seen.trace(batch::run(seed).trace()));
}

fn observed(seen: &mut Seen) {
    for (_, run) in lesson_runs() {
        observe_trace(run.trace(), seen);
    }
    for seed in 0..SEEDS {
        observe_trace(batch::run(seed).trace(), seen);
    }
}

fn kernel(seen: &mut Seen) {
    let path = root().join("tests/fixtures/kernel-conversation.pcap");
    observe_file(&fs::read(path).expect("a fixture of this repository"), seen);
}

fn observe_trace(trace: &Trace, seen: &mut Seen) {
    observe_file(&to_pcapng(trace, Vantage::Wire, "", &|_| String::new()), seen);
}

pub(super) fn observe_file(bytes: &[u8], seen: &mut Seen) {
    let capture = wireglass_capture::read(bytes).expect("a file written here");
    for conversation in conversations(&capture, bytes) {
        seen.trace(&observe(&capture, bytes, &conversation));
    }
}
