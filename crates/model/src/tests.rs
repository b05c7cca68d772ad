use crate::property::{END_REACHABLE, Goal};
use crate::scenario::{Network, Step, all};
use crate::{Luck, Outcome, Scenario, Side, Size, Tcp, run};
use wireglass_core::tcp::{State, TRANSITIONS, Transition, Trigger};

const CLIENT: &[Step] = &[Step::Connect, Step::AwaitOpen, Step::Send("ab"), Step::Close];
const READER: &[Step] = &[Step::AwaitOpen, Step::ReadToEnd, Step::Close];

fn failures(outcome: &Outcome) -> Vec<&'static str> {
    outcome.failed.iter().map(|(name, _)| *name).collect()
}

fn only_failure(model: &Tcp) -> (&'static str, String) {
    let outcome = run(model);
    assert_eq!(outcome.failed.len(), 1, "{:?}", failures(&outcome));
    outcome.failed.into_iter().next().expect("one")
}

#[test]
fn nothing_goes_wrong_within_tiny_bounds() {
    // What a scenario must show may need more bad luck than this.
    for scenario in all(Size::Tiny) {
        let scenario = Scenario { sometimes: &[], ..scenario };
        let outcome = run(&Tcp::new(scenario));
        assert!(outcome.failed.is_empty(), "{}", crate::report::scenario(&outcome));
        assert_eq!(outcome.counted, outcome.survey.worlds);
    }
}

#[test]
fn a_forged_byte_is_found() {
    let scenario = Scenario { network: Network::Forges, ..Scenario::new("forged", CLIENT, READER) };
    let outcome = run(&Tcp::new(Scenario { sometimes: &[], ..scenario }));
    let name = "what was read is a prefix of what was written";
    let (_, ladder) = outcome.failed.iter().find(|(found, _)| *found == name).expect("found");
    // The nearest way there: connect, send, arrive, read.
    assert!(ladder.contains("B reads"), "{ladder}");
}

#[test]
fn a_connection_that_cannot_come_to_rest_is_found() {
    // B's segments never arrive, and A waits for its FIN without a timer.
    let waiter: &[Step] = &[Step::Connect, Step::AwaitOpen, Step::ReadToEnd];
    let scenario = Scenario {
        opened: true,
        network: Network::Swallows(Side::B),
        sometimes: &[],
        ..Scenario::new("deaf", waiter, READER)
    };
    let (name, ladder) = only_failure(&Tcp::new(scenario));
    assert_eq!(name, END_REACHABLE);
    assert!(ladder.contains("ESTABLISHED"), "{ladder}");
}

#[test]
fn a_change_of_state_that_the_table_lacks_is_found() {
    let lacks = |entry: &&Transition| entry.from != State::Closing;
    let table: Vec<Transition> = TRANSITIONS.iter().filter(lacks).copied().collect();
    let scenario = all(Size::Tiny).into_iter().find(|one| one.name == "simultaneous close");
    let scenario = Scenario { sometimes: &[], ..scenario.expect("it is there") };
    let outcome = run(&Tcp::with_table(scenario, table.leak()));
    let name = "no change of state is outside the table";
    let (_, ladder) = outcome.failed.iter().find(|(found, _)| *found == name).expect("found");
    assert!(ladder.contains("Undeclared { from: Closing, to: TimeWait }"), "{ladder}");
}

#[test]
fn what_is_never_seen_is_a_failure() {
    let scenario = Scenario {
        sometimes: &[Goal::SimultaneousOpen],
        ..Scenario::new("one opens", CLIENT, READER)
    };
    assert_eq!(only_failure(&Tcp::new(scenario)).0, "both open at once");
}

#[test]
fn a_run_without_bad_luck_sees_the_ordinary_life_of_a_connection() {
    let scenario = Scenario { luck: Luck::default(), ..Scenario::new("plain", CLIENT, READER) };
    let outcome = run(&Tcp::new(scenario));
    assert!(outcome.failed.is_empty(), "{:?}", failures(&outcome));
    let seen = |from, to| outcome.seen.iter().any(|entry| entry.from == from && entry.to == to);
    assert!(seen(State::SynSent, State::Established));
    assert!(seen(State::FinWait2, State::TimeWait));
    assert!(seen(State::LastAck, State::Closed));
    assert!(!outcome.seen.iter().any(|entry| matches!(entry.on, Trigger::Icmp)));
}
