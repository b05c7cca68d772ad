//! User calls (RFC 9293 §3.10.1 to §3.10.6), one function for each, states in
//! the RFC's order.

use super::control::Control;
use super::outbox::Reset;
use super::segment_arrives::is_host;
use super::transition::{CallKind, Trigger};
use super::{Call, CallError, CallOk, ConnectionError, Endpoint, Log, Status};
use crate::rules::Reason;
use crate::seq::Seq;
use crate::time::Instant;
use std::net::SocketAddr;

/// Lengths of buffers, which are bounded by 32-bit limits.
fn count(len: usize) -> u32 {
    u32::try_from(len).unwrap_or(u32::MAX)
}

impl Endpoint {
    /// A call of the user at `now`. None of them blocks.
    ///
    /// # Errors
    /// [`CallError::WouldBlock`] where a blocking call would wait; otherwise as
    /// the RFC has it, see [`CallError`].
    pub fn handle_call(
        &mut self,
        _now: Instant,
        call: Call<'_>,
        log: &mut Log,
    ) -> Result<CallOk, CallError> {
        match call {
            Call::OpenActive { remote, iss } => self.open_active(remote, iss, log),
            Call::OpenPassive => self.open_passive(log),
            Call::Send { data, push } => self.send(data, push, log),
            Call::SendUrgent { data } => {
                let sent = self.send(data, true, log);
                if let Ok(CallOk::Sent(1..)) = sent {
                    let up = self.snd.buffer.end();
                    self.snd.up = Some(up);
                    log.applied(Reason::UrgentQueued { up });
                }
                sent
            }
            Call::Receive { max } => self.receive(max, log),
            Call::Close => self.close(log),
            Call::ShutdownWrite => self.shutdown_write(log),
            Call::Abort => self.abort(log),
            Call::Status => Ok(CallOk::Status(self.status())),
        }
    }

    /// What a call on a connection that is not there returns.
    fn gone(&self) -> CallError {
        self.error.map_or(CallError::NotConnected, CallError::Failed)
    }

    /// RFC 9293 §3.10.1, OPEN, active.
    fn open_active(
        &mut self,
        remote: SocketAddr,
        iss: Seq,
        log: &mut Log,
    ) -> Result<CallOk, CallError> {
        let reason = match self.control {
            Control::Closed => Reason::OpenActive { iss },
            // A listening endpoint that knows whom to call turns active.
            Control::Listen { .. } => Reason::OpenPassiveToActive { iss },
            _ => return Err(CallError::AlreadyExists),
        };
        // MUST-46.
        if !is_host(remote.ip()) {
            log.applied(Reason::OpenToNoHost);
            return Err(CallError::Failed(ConnectionError::Unreachable));
        }
        self.begin(iss);
        self.remote = Some(remote);
        self.enter(Control::SynSent, Trigger::Call(CallKind::OpenActive), reason, log);
        Ok(CallOk::Done)
    }

    /// RFC 9293 §3.10.1, OPEN, passive.
    fn open_passive(&mut self, log: &mut Log) -> Result<CallOk, CallError> {
        if self.control != Control::Closed {
            return Err(CallError::AlreadyExists);
        }
        self.remote = None;
        let trigger = Trigger::Call(CallKind::OpenPassive);
        self.enter(Control::Listen { iss: None }, trigger, Reason::OpenPassive, log);
        Ok(CallOk::Done)
    }

    /// RFC 9293 §3.10.2, SEND.
    fn send(&mut self, data: &[u8], push: bool, log: &mut Log) -> Result<CallOk, CallError> {
        let open = match self.control {
            Control::Closed => return Err(self.gone()),
            // There is nobody to send to yet.
            Control::Listen { .. } => return Err(CallError::NotConnected),
            Control::SynReceived { close_queued: true, .. } => return Err(CallError::Closing),
            // The bytes wait for the handshake.
            Control::SynSent | Control::SynReceived { .. } => false,
            Control::Established | Control::CloseWait => true,
            // Our side has said that there is no more.
            _ => return Err(CallError::Closing),
        };
        if data.is_empty() {
            return Ok(CallOk::Sent(0));
        }
        let limit = self.config.send_buffer;
        let taken = self.snd.buffer.write(data, push, limit as usize);
        if taken == 0 {
            log.applied(Reason::SendNoRoom { limit });
            return Err(CallError::WouldBlock);
        }
        let bytes = count(taken);
        log.applied(if open {
            Reason::SendQueued { bytes, queued: count(self.snd.buffer.len()) }
        } else {
            Reason::SendWaitsForOpen { bytes }
        });
        let (unsent, mss) = (self.snd.unsent(), self.snd.mss);
        let small = unsent < u32::from(mss) && unsent <= self.snd.usable();
        if open && self.config.nagle && small && !self.snd.in_flight.is_empty() {
            log.applied(Reason::NagleWaits { unsent, mss });
        }
        Ok(CallOk::Sent(taken))
    }

    /// RFC 9293 §3.10.3, RECEIVE.
    fn receive(&mut self, max: usize, log: &mut Log) -> Result<CallOk, CallError> {
        match self.control {
            Control::Listen { .. } => return Err(CallError::NotConnected),
            // Nothing can be delivered before the handshake is over.
            Control::SynSent | Control::SynReceived { .. } => return Err(CallError::WouldBlock),
            _ => {}
        }
        if max == 0 {
            return Ok(CallOk::Received(Vec::new()));
        }
        if self.rcv.buffer.ready() > 0 {
            let data = self.rcv.buffer.read(max);
            let left = count(self.rcv.buffer.ready());
            log.applied(Reason::ReceiveDelivers { bytes: count(data.len()), left });
            self.tell_of_window(log);
            return Ok(CallOk::Received(data));
        }
        // No more will come: an error in the RFC's interface, the end of the stream
        // in that of sockets.
        if self.rcv.finished {
            log.applied(Reason::ReceiveEnd);
            return Ok(CallOk::Received(Vec::new()));
        }
        match self.control {
            Control::Closed => Err(self.gone()),
            _ if self.reader_gone => Err(CallError::Closing),
            _ => Err(CallError::WouldBlock),
        }
    }

    /// RFC 9293 §3.8.6.2.2: after a read, a window worth telling of is told.
    fn tell_of_window(&mut self, log: &mut Log) {
        let receiving =
            matches!(self.control, Control::Established | Control::FinWait1 | Control::FinWait2);
        if !receiving {
            return;
        }
        if let Some(to) = self.rcv.worth_telling(self.snd.mss) {
            let reason = Reason::WindowAnnounced { from: self.rcv.wnd(), to };
            log.applied(reason);
            self.outbox.ack = Some(reason);
        }
    }

    /// The socket is closed: CLOSE, and whatever arrives will find no reader.
    fn close(&mut self, log: &mut Log) -> Result<CallOk, CallError> {
        let unread = count(self.rcv.buffer.ready());
        // §3.6.1, a SHOULD: closing with data unread loses data, and a reset says so.
        let open = matches!(
            self.control,
            Control::Established | Control::FinWait1 | Control::FinWait2 | Control::CloseWait
        );
        if open && unread > 0 && self.config.reset_unread_on_close {
            let reason = Reason::CloseWithUnread { bytes: unread };
            self.reset_peer(reason);
            self.rcv.flush();
            self.reader_gone = true;
            self.delete(Trigger::Call(CallKind::CloseUnread), reason, None, log);
            return Ok(CallOk::Done);
        }
        let shut = self.snd.closing || self.close_is_queued();
        let result = if shut && self.control != Control::Closed {
            log.applied(Reason::CloseEndsReading);
            Ok(CallOk::Done)
        } else {
            self.shutdown_write(log)
        };
        self.reader_gone = true;
        self.rcv.buffer.discard_ready();
        result
    }

    /// RFC 9293 §3.10.4, CLOSE: no more to send.
    fn shutdown_write(&mut self, log: &mut Log) -> Result<CallOk, CallError> {
        match self.control {
            Control::Closed => return Err(self.gone()),
            Control::Listen { .. } | Control::SynSent => {
                let trigger = Trigger::Call(CallKind::Close);
                self.delete(trigger, Reason::CloseBeforeOpen, None, log);
            }
            Control::SynReceived { close_queued: true, .. } => return Err(CallError::Closing),
            // With nothing to send the FIN may follow the SYN,ACK at once; otherwise
            // the close waits for ESTABLISHED.
            Control::SynReceived { opening, .. } => {
                let unsent = count(self.snd.buffer.len());
                if unsent == 0 && self.snd.nxt != self.snd.iss {
                    self.close_first(log);
                } else {
                    self.queue_close(opening);
                    log.applied(Reason::CloseWaitsForOpen { unsent });
                }
            }
            // The state changes with the call, whenever the FIN may go.
            Control::Established => self.close_first(log),
            // §3.10.4 queues this until everything is segmentized and changes the state
            // then, while in ESTABLISHED it does so "in any case". Here both change with
            // the call, as in Linux and BSD: a state then always says what the user has
            // asked for, and nothing on the wire differs.
            Control::CloseWait => {
                self.snd.closing = true;
                let fin = self.snd.buffer.end();
                let reason = Reason::CloseSecond { fin, unsent: self.snd.unsent() };
                let trigger = Trigger::Call(CallKind::Close);
                self.enter(Control::LastAck, trigger, reason, log);
            }
            // This side is closed already.
            _ => return Err(CallError::Closing),
        }
        Ok(CallOk::Done)
    }

    /// RFC 9293 §3.10.5, ABORT.
    fn abort(&mut self, log: &mut Log) -> Result<CallOk, CallError> {
        let reason = match self.control {
            Control::Closed => return Err(self.gone()),
            // The peer knows of the connection: <SEQ=SND.NXT><CTL=RST>.
            Control::SynReceived { .. }
            | Control::Established
            | Control::FinWait1
            | Control::FinWait2
            | Control::CloseWait => {
                let reason = Reason::AbortResets { nxt: self.snd.nxt };
                self.reset_peer(reason);
                reason
            }
            _ => Reason::AbortSilently,
        };
        self.rcv.flush();
        self.reader_gone = true;
        let error = Some(ConnectionError::Aborted);
        self.delete(Trigger::Call(CallKind::Abort), reason, error, log);
        Ok(CallOk::Done)
    }

    /// Sends `<SEQ=SND.NXT><CTL=RST>`, with an ACK if so configured.
    pub(super) fn reset_peer(&mut self, reason: Reason) {
        if let Some(dst) = self.remote {
            let ack = self.config.reset_acknowledges.then_some(self.rcv.nxt);
            self.outbox.reset(Reset { dst, seq: self.snd.nxt, ack, reason });
        }
    }

    /// RFC 9293 §3.10.6, STATUS.
    fn status(&self) -> Status {
        let urgent = self.rcv.up.is_some_and(|up| {
            let read = self.rcv.nxt - count(self.rcv.buffer.ready());
            up.gt(read)
        });
        Status {
            state: self.state(),
            local: self.local,
            remote: self.remote,
            receive_window: self.rcv.wnd(),
            send_window: self.snd.wnd,
            awaiting_ack: self.snd.nxt.distance_from(self.snd.una),
            awaiting_receipt: count(self.rcv.buffer.ready()),
            urgent,
        }
    }
}
