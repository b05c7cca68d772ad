//! What our observer makes of a case's frames.

use anyhow::{Context, Result};
use std::net::SocketAddr;
use wireglass_capture::observer::conversations;
use wireglass_capture::{Packet, Writer, read};
use wireglass_core::tcp::State;
use wireglass_core::time::Instant;

/// `LINKTYPE_ETHERNET`.
const ETHERNET: u16 = 1;

/// The frames that passed the kernel's end of the wire, in order.
#[derive(Clone, Debug, Default)]
pub(super) struct Capture {
    frames: Vec<(Instant, Vec<u8>)>,
}

impl Capture {
    /// A frame has passed.
    pub(super) fn add(&mut self, now: Instant, frame: Vec<u8>) {
        self.frames.push((now, frame));
    }

    /// How many have.
    pub(super) const fn len(&self) -> usize {
        self.frames.len()
    }

    /// As a file that Wireshark opens.
    pub(super) fn file(&self, comment: &str) -> Result<Vec<u8>> {
        let mut writer = Writer::new(0, comment);
        let interface = writer.interface(ETHERNET, "kernel");
        for (at, frame) in &self.frames {
            let original = u32::try_from(frame.len())?;
            let time_ns = at.as_nanos();
            writer
                .packet(&Packet { interface, time_ns, data: frame, original, comment: "" })
                .context("writing the capture")?;
        }
        Ok(writer.finish())
    }

    /// The state the end at `of` must be in, as the observer has it: of the last
    /// conversation with `with`, if there was one.
    pub(super) fn state(&self, of: SocketAddr, with: SocketAddr) -> Result<Seen> {
        let file = self.file("")?;
        let capture = read(&file).context("our own file")?;
        let all = conversations(&capture, &file);
        let last = all.iter().rev().find_map(|conversation| {
            let [first, second] = conversation.endpoints;
            let side = if [first, second] == [of, with] {
                0
            } else if [first, second] == [with, of] {
                1
            } else {
                return None;
            };
            Some(conversation.states[side])
        });
        Ok(match last {
            None => Seen::Nothing,
            Some(None) => Seen::Unknown,
            Some(Some(state)) => Seen::State(state),
        })
    }
}

/// What the observer says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Seen {
    /// There was no conversation.
    Nothing,
    /// The packets do not prove any state.
    Unknown,
    /// This state.
    State(State),
}

impl Seen {
    /// Whether the kernel's own word is the same. A socket that is gone, or has nothing to
    /// do with anybody yet, is none.
    pub(super) fn agrees_with(self, kernel: Option<State>) -> bool {
        match self {
            Self::Unknown => false,
            Self::Nothing | Self::State(State::Closed | State::Listen) => kernel.is_none(),
            Self::State(state) => kernel == Some(state),
        }
    }
}
