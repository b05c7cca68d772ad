//! The calls of one task, as the trace tells of them.

use std::collections::BTreeMap;
use wireglass_core::time::Instant;
use wireglass_core::wire::dns::{self, Message, Rcode};
use wireglass_trace::{
    Call, CallResult, Datagram, Errno, EventId, Fd, Intervention, NodeId, Snapshot, SocketId,
    TaskId, Trace, Transport, What,
};

/// What a task did up to a position.
pub(super) struct Log<'a> {
    pub(super) trace: &'a Trace,
    pub(super) node: NodeId,
    pub(super) position: usize,
    /// Its calls, in order.
    pub(super) calls: Vec<Made>,
    /// The first event that is its own.
    pub(super) started: Option<EventId>,
    /// Its exit status, and the event of its end.
    pub(super) ended: Option<(u8, EventId)>,
    /// Somebody pressed Ctrl-C.
    pub(super) interrupted: Option<EventId>,
}

/// A call.
#[derive(Clone, Copy, Debug)]
pub(super) struct Made {
    pub(super) call: Call,
    pub(super) socket: Option<SocketId>,
    /// What its descriptor speaks.
    pub(super) transport: Option<Transport>,
    /// The event of the call.
    pub(super) event: EventId,
    /// What it returned, once it has.
    pub(super) result: Option<(CallResult, EventId)>,
}

impl Made {
    /// How it failed, if it did.
    pub(super) fn failed(&self) -> Option<(Errno, EventId)> {
        match self.result {
            Some((CallResult::Failed { error }, event)) => Some((error, event)),
            _ => None,
        }
    }
}

/// Something that a task sent or received.
#[derive(Clone, Copy, Debug)]
pub(super) enum Moved<'a> {
    /// A datagram, with its peer.
    Sent(Datagram, &'a [u8]),
    /// The same.
    Received(Datagram, &'a [u8]),
}

impl<'a> Log<'a> {
    pub(super) fn read(trace: &'a Trace, position: usize, task: TaskId) -> Self {
        let steps = trace.steps();
        let end = steps.get(position).map_or(trace.events().len(), |step| step.first.index());
        let mut log = Self {
            trace,
            node: trace.task(task).node,
            position: position.min(steps.len()),
            calls: Vec::new(),
            started: None,
            ended: None,
            interrupted: None,
        };
        let mut speaks: BTreeMap<Fd, Transport> = BTreeMap::new();
        for (index, event) in trace.events().iter().take(end).enumerate() {
            let id = EventId::from_index(index);
            if let (What::SocketOpened { socket }, Some(made)) = (event.what, log.calls.last_mut())
                && event.cause == Some(made.event)
            {
                made.socket.get_or_insert(socket);
            }
            if event.what.task() != Some(task) {
                continue;
            }
            log.started.get_or_insert(id);
            match event.what {
                What::CallMade { call, socket, fd, .. } => {
                    let of_socket = socket.map(|socket| trace.socket(socket).transport);
                    let transport = fd.and_then(|fd| speaks.get(&fd).copied()).or(of_socket);
                    log.calls.push(Made { call, socket, transport, event: id, result: None });
                }
                What::CallReturned { result, .. } => {
                    let Some(made) = log.calls.last_mut() else { continue };
                    made.result = Some((result, id));
                    if let (Call::Socket { transport }, CallResult::Opened { fd }) =
                        (made.call, result)
                    {
                        speaks.insert(fd, transport);
                    }
                }
                What::TaskEnded { code, .. } => log.ended = Some((code, id)),
                What::Intervened { what: Intervention::Interrupt { .. } } => {
                    log.interrupted = Some(id);
                }
                _ => {}
            }
        }
        log
    }

    pub(super) fn time(&self, event: EventId) -> Instant {
        self.trace.event(event).time
    }

    /// Whether the host does not have the program: it ended at once, as a shell says it.
    pub(super) fn is_missing(&self) -> bool {
        self.calls.is_empty() && matches!(self.ended, Some((127, _)))
    }

    /// The tables when the task read them, and the event of that.
    pub(super) fn shown(&self) -> Option<(EventId, Snapshot)> {
        let made = self.calls.iter().find(|made| matches!(made.call, Call::Show))?;
        let (_, event) = made.result?;
        let position = (self.trace.step_of(event) + 1).min(self.position);
        Some((event, Snapshot::at(self.trace, position)))
    }

    fn datagram(&self, id: wireglass_trace::DatagramId) -> (Datagram, &'a [u8]) {
        let datagram = *self.trace.datagram(id);
        (datagram, self.trace.bytes(datagram.data))
    }

    /// The datagrams of the task, each with its event: what it sent and what it received.
    pub(super) fn datagrams(&self) -> impl Iterator<Item = (EventId, Moved<'a>)> {
        self.calls.iter().filter_map(|made| match (made.call, made.result) {
            (Call::SendTo { datagram, .. }, Some((CallResult::Sent { .. }, _))) => {
                let (datagram, bytes) = self.datagram(datagram);
                Some((made.event, Moved::Sent(datagram, bytes)))
            }
            (_, Some((CallResult::ReceivedFrom { datagram, .. }, event))) => {
                let (datagram, bytes) = self.datagram(datagram);
                Some((event, Moved::Received(datagram, bytes)))
            }
            _ => None,
        })
    }

    /// Answers of name servers that the task received.
    pub(super) fn answers(&self) -> impl Iterator<Item = (EventId, Datagram, Message)> {
        self.datagrams().filter_map(|(event, moved)| match moved {
            Moved::Received(from, bytes) if from.peer.port() == dns::PORT => {
                Message::parse(bytes).ok().filter(|m| m.response).map(|m| (event, from, m))
            }
            _ => None,
        })
    }

    /// Why a name has no address, as `getaddrinfo` says it; asked once a command has given up.
    pub(super) fn name_trouble(&self) -> &'static str {
        match self.answers().last() {
            Some((_, _, answer)) if answer.rcode == Rcode::NameError => "Name or service not known",
            Some((_, _, answer)) if answer.rcode == Rcode::NoError => {
                "No address associated with hostname"
            }
            _ => "Temporary failure in name resolution",
        }
    }

    /// Whether a name server was asked and nothing of another kind was done.
    pub(super) fn only_asked_names(&self) -> bool {
        self.calls.iter().all(|made| match made.call {
            Call::SendTo { datagram, .. } => self.trace.datagram(datagram).peer.port() == dns::PORT,
            Call::Connect { .. } => false,
            Call::Socket { transport } => transport == Transport::Udp,
            _ => true,
        })
    }
}
