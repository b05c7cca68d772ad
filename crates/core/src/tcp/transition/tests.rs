use super::*;
use std::collections::BTreeSet;

#[test]
fn no_arrow_is_declared_twice_and_every_state_is_reached_and_left() {
    let all: BTreeSet<_> = TRANSITIONS.iter().collect();
    assert_eq!(all.len(), TRANSITIONS.len());
    for state in State::ALL {
        assert!(TRANSITIONS.iter().any(|transition| transition.to == state), "{state}");
        assert!(TRANSITIONS.iter().any(|transition| transition.from == state), "{state}");
    }
}

/// The table as pairs of states; a change of it must be meant.
#[test]
fn the_arrows() {
    let mut arrows: Vec<String> = Vec::new();
    for state in State::ALL {
        let mut to: Vec<_> = TRANSITIONS.iter().filter(|t| t.from == state).map(|t| t.to).collect();
        to.sort_unstable();
        to.dedup();
        let names: Vec<_> = to.iter().map(|state| state.name()).collect();
        arrows.push(format!("{state} -> {}", names.join(" ")));
    }
    assert_eq!(
        arrows,
        [
            "CLOSED -> LISTEN SYN-SENT",
            "LISTEN -> CLOSED SYN-SENT SYN-RECEIVED",
            "SYN-SENT -> CLOSED SYN-RECEIVED ESTABLISHED",
            "SYN-RECEIVED -> CLOSED LISTEN ESTABLISHED FIN-WAIT-1",
            "ESTABLISHED -> CLOSED FIN-WAIT-1 CLOSE-WAIT",
            "FIN-WAIT-1 -> CLOSED FIN-WAIT-2 CLOSING TIME-WAIT",
            "FIN-WAIT-2 -> CLOSED TIME-WAIT",
            "CLOSE-WAIT -> CLOSED LAST-ACK",
            "CLOSING -> CLOSED TIME-WAIT",
            "LAST-ACK -> CLOSED",
            "TIME-WAIT -> CLOSED",
        ]
    );
}
