use super::*;
use crate::lint;
use std::net::Ipv4Addr;
use wireglass_core::time::{Duration, Instant};
use wireglass_trace::{FrameId, Node, Origin};

#[test]
fn every_scenario_error_is_explained() {
    let errors = [
        ScenarioError::NoHosts,
        ScenarioError::DuplicateAddress {
            address: Ipv4Addr::LOCALHOST,
            hosts: ["*A".to_owned(), "B`".to_owned()],
        },
        ScenarioError::UnknownHost { index: 3, hosts: 2 },
        ScenarioError::RunsNothing { device: "S".to_owned() },
        ScenarioError::UnknownLink { index: 3, links: 2 },
        ScenarioError::LinkToItself { host: "A".to_owned() },
        ScenarioError::LinkCount { host: "A".to_owned(), links: 0 },
    ];
    for error in errors {
        lint::sentences(|lang| scenario_error(lang, &error), &format!("{error:?}"));
    }
}

#[test]
fn every_branch_error_is_explained() {
    let mut trace = Trace::new(Origin::Simulated);
    let node = trace.add_node(Node::host("Server", &[], None));
    let errors = [
        BranchError::FrameNotInFlight { frame: FrameId(9) },
        BranchError::NothingToFlip,
        BranchError::NoSuchHost { node: NodeId(9) },
        BranchError::HostIsOff { node },
        BranchError::AlreadyOn { node },
        BranchError::NothingOpen { node },
        BranchError::NotRunning { task: wireglass_trace::TaskId(9) },
        BranchError::BeyondTheEnd { position: 20, end: 14 },
    ];
    for error in errors {
        lint::sentences(|lang| branch_error(lang, &error, &trace), &format!("{error:?}"));
    }
}

#[test]
fn a_run_that_was_cut_says_so() {
    assert_eq!(outcome(Lang::En, Outcome::Finished), None);
    let until = Instant::ZERO + Duration::from_secs(3600);
    for cut in [Outcome::TimeLimit { until }, Outcome::StepLimit { steps: 20_000 }] {
        lint::sentences(|lang| outcome(lang, cut).expect("it was cut"), "outcome");
    }
}
