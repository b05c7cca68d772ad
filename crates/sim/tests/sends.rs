//! `send()` on a blocking socket: it returns when the buffer has taken all, or tells how much of it.

mod common;

use common::{CLIENT, conversation, scenario, server_address};
use wireglass_core::time::Duration;
use wireglass_sim::{Op, Recording, Which};
use wireglass_trace::{Call, CallResult, Errno, Event, EventId, Intervention, NodeId, Trace, What};

const MUCH: usize = 1_000_000;

/// What the client's `send()` calls returned, and how often one waited.
fn sends(trace: &Trace) -> (Vec<CallResult>, usize) {
    let (mut results, mut waited, mut sending) = (Vec::new(), 0, false);
    let client = NodeId::from_index(CLIENT);
    for event in trace.events().iter().filter(|event| event.node == client) {
        match event.what {
            What::CallMade { call, .. } => sending = matches!(call, Call::Send { .. }),
            What::CallBlocked { call: Call::Send { .. }, .. } => waited += 1,
            What::CallReturned { result, .. } if sending => results.push(result),
            _ => {}
        }
    }
    (results, waited)
}

#[test]
fn more_than_the_buffer_takes_is_one_call_that_waits() {
    let run = Recording::run(&conversation(&vec![b'x'; MUCH], b"")).expect("it runs");
    let (results, waited) = sends(run.trace());
    assert_eq!(results, [CallResult::Sent { bytes: 1_000_000 }]);
    assert!(waited > 3, "it waited {waited} times");
}

#[test]
fn a_reset_while_it_waits_is_told_by_the_next() {
    let again = |op| Op::Try(Box::new(op));
    let client = vec![
        Op::Connect(server_address()),
        again(Op::Send(vec![b'x'; MUCH])),
        again(Op::Send(b"more".to_vec())),
        Op::Close(Which::Connection),
    ];
    let server = vec![Op::Listen(80), Op::Accept, Op::ReceiveExactly(1_000), Op::Abort];
    let run = Recording::run(&scenario(client, server)).expect("it runs");
    let (results, _) = sends(run.trace());
    let [CallResult::Sent { bytes }, rest @ ..] = &results[..] else { panic!("{results:?}") };
    assert!((1..1_000_000).contains(bytes), "{bytes}");
    let failed = |error| CallResult::Failed { error };
    // The list tries the rest of what it was to send, and then the next.
    assert_eq!(rest, [failed(Errno::Econnreset), failed(Errno::Epipe)]);
}

#[test]
fn its_own_end_closed_while_it_waits_ends_it_at_once() {
    let run = Recording::run(&conversation(&vec![b'x'; MUCH], b"")).expect("it runs");
    let trace = run.trace();
    let waits =
        |event: &Event| matches!(event.what, What::CallBlocked { call: Call::Send { .. }, .. });
    let waiting = trace.events().iter().position(waits).map(EventId::from_index).expect("it waits");
    let after = trace.step_of(waiting) + 1;
    let close = Intervention::Close { node: NodeId::from_index(CLIENT) };
    let branch = run.branch(after, close).expect("it has a connection");
    let trace = branch.trace();
    let at = trace.time_at(after);
    let told = trace.events().iter().find(|event| {
        matches!(event.what, What::CallReturned { result: CallResult::Sent { .. }, .. })
            && event.node.index() == CLIENT
    });
    let told = told.expect("it returns");
    assert!(told.time.since(at) < Duration::from_millis(10), "{told:?}");
    let (results, _) = sends(trace);
    assert!(matches!(results[0], CallResult::Sent { bytes } if bytes < 1_000_000), "{results:?}");
}
