//! What listens on port 69.

use super::{
    Action, Config, Direction, Reason, State, TIMEOUTS, Transfer, error, is_ascii, netascii, to_u32,
};
use crate::time::{Duration, Instant};
use crate::wire::tftp::{BLOCK_LEN, ErrorCode, Packet, Request, TftpOption};
use std::collections::BTreeMap;
use std::net::SocketAddr;

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ServerAction {
    /// A transfer begins, at a new port; what it does first is in the list.
    Begin {
        /// The transfer.
        transfer: Box<Transfer>,
        /// What it does first.
        actions: Vec<Action>,
        /// Why.
        reason: Reason,
    },
    /// The request is refused with this packet, from a new port.
    Refuse {
        /// The packet.
        packet: Packet,
        /// To whom.
        to: SocketAddr,
        /// Why.
        reason: Reason,
    },
    /// What came is no request, and is not answered.
    Ignore {
        /// Why.
        reason: Reason,
    },
}

/// A server's files, and what it allows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Server {
    /// How its transfers behave. `block` is the largest block it agrees to.
    pub config: Config,
    /// The files there are.
    pub files: BTreeMap<Vec<u8>, Vec<u8>>,
    /// Whether new files may be written. Those that are there may not.
    pub writable: bool,
}

impl Server {
    /// A packet has come to port 69.
    pub fn handle_request(&self, now: Instant, from: SocketAddr, packet: &Packet) -> ServerAction {
        let refuse = |code, message, reason| ServerAction::Refuse {
            packet: error(code, message),
            to: from,
            reason,
        };
        let (request, direction) = match packet {
            Packet::Read(request) => (request, Direction::Sending),
            Packet::Write(request) => (request, Direction::Receiving),
            _ => return ServerAction::Ignore { reason: Reason::TftpUnexpected },
        };
        let ascii = is_ascii(&request.mode);
        if !ascii && !request.mode.eq_ignore_ascii_case(b"octet") {
            let code = ErrorCode::IllegalOperation;
            return refuse(code, "unknown mode", Reason::TftpUnexpected);
        }
        let file = self.files.get(&request.file);
        let data = match (direction, file) {
            (Direction::Sending, None) => {
                return refuse(ErrorCode::FileNotFound, "not found", Reason::TftpNotFound);
            }
            (Direction::Receiving, _) if !self.writable => {
                return refuse(ErrorCode::AccessViolation, "not allowed", Reason::TftpDenied);
            }
            (Direction::Receiving, Some(_)) => {
                return refuse(ErrorCode::FileExists, "exists", Reason::TftpDenied);
            }
            (Direction::Sending, Some(data)) if ascii => netascii::encode(data),
            (Direction::Sending, Some(data)) => data.clone(),
            (Direction::Receiving, None) => Vec::new(),
        };
        let reason = match direction {
            Direction::Sending => Reason::TftpServes { bytes: to_u32(data.len()) },
            Direction::Receiving => Reason::TftpTakes,
        };
        let (block_len, options) = self.agree(request, direction, data.len());
        let asked = TftpOption::find(&options, "timeout").and_then(TftpOption::as_number);
        let timeout = asked.map_or(self.config.timeout, Duration::from_secs);
        let mut transfer = Transfer {
            config: Config { timeout, ..self.config },
            state: State::Negotiating,
            direction,
            ascii,
            data,
            block: 0,
            block_len,
            server: from,
            peer: Some(from),
            last: Packet::Ack { block: 0 },
            tries: 0,
            due: None,
        };
        let mut actions = Vec::new();
        if !options.is_empty() {
            let agreed = Reason::TftpOptionsAgreed { block: to_u32(block_len) };
            transfer.send(now, Packet::OptionAck(options), agreed, &mut actions);
        } else if direction == Direction::Sending {
            transfer.state = State::Running;
            transfer.send_block(now, 1, &mut actions);
        } else {
            transfer.state = State::Running;
            transfer.send(now, Packet::Ack { block: 0 }, Reason::TftpTakes, &mut actions);
        }
        ServerAction::Begin { transfer: Box::new(transfer), actions, reason }
    }

    /// Which options hold: those that are understood, within what the server allows.
    fn agree(
        &self,
        request: &Request,
        direction: Direction,
        size: usize,
    ) -> (usize, Vec<TftpOption>) {
        let mut agreed = Vec::new();
        let mut block_len = BLOCK_LEN;
        let number = |name| TftpOption::find(&request.options, name)?.as_number();
        if let (Some(asked), Some(most)) = (number("blksize"), self.config.block)
            && (8..=65_464).contains(&asked)
        {
            let size = asked.min(most.max(8).into());
            block_len = usize::try_from(size).unwrap_or(BLOCK_LEN);
            agreed.push(TftpOption::number("blksize", size));
        }
        if let (Some(told), Some(_)) = (number("tsize"), self.config.block) {
            let size = match direction {
                Direction::Sending => u64::try_from(size).unwrap_or(u64::MAX),
                Direction::Receiving => told,
            };
            agreed.push(TftpOption::number("tsize", size));
        }
        if let (Some(secs), Some(_)) = (number("timeout"), self.config.block)
            && TIMEOUTS.contains(&secs)
        {
            agreed.push(TftpOption::number("timeout", secs));
        }
        (block_len, agreed)
    }
}
