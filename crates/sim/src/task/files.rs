//! A task's descriptors: its own numbers for its sockets.

use std::net::{Ipv4Addr, SocketAddrV4};
use wireglass_trace::{Fd, SocketId, Transport};

/// What a descriptor stands for.
#[derive(Clone, Copy, Debug)]
pub(crate) enum File {
    /// A socket of TCP that is neither connected nor listening.
    Fresh { bound: SocketAddrV4 },
    /// A listening socket.
    Listener(SocketId),
    /// A connection, perhaps still being opened.
    Connection(SocketId),
    /// A socket of UDP, once it has a port.
    Datagrams(Option<SocketId>),
    /// A socket of echoes, once one was sent.
    Echoes(Option<SocketId>),
}

impl File {
    /// The host's socket behind it.
    pub(crate) const fn socket(self) -> Option<SocketId> {
        match self {
            Self::Fresh { .. } => None,
            Self::Listener(id) | Self::Connection(id) => Some(id),
            Self::Datagrams(id) | Self::Echoes(id) => id,
        }
    }
}

/// The descriptors of a task, from [`Fd::FIRST`] on.
#[derive(Clone, Debug, Default)]
pub(crate) struct Descriptors {
    files: Vec<Option<File>>,
    /// What is to be closed without a call.
    discarded: Vec<File>,
}

impl Descriptors {
    /// A new one of a kind; `None` if there are as many as may be.
    pub(crate) fn open(&mut self, transport: Transport) -> Option<Fd> {
        self.insert(match transport {
            Transport::Tcp => File::Fresh { bound: SocketAddrV4::new(Ipv4Addr::UNSPECIFIED, 0) },
            Transport::Udp => File::Datagrams(None),
            Transport::Icmp => File::Echoes(None),
        })
    }

    /// A new one of TCP that is bound.
    pub(crate) fn open_bound(&mut self, bound: SocketAddrV4) -> Option<Fd> {
        self.insert(File::Fresh { bound })
    }

    /// Takes the lowest free number.
    pub(crate) fn insert(&mut self, file: File) -> Option<Fd> {
        let free = self.files.iter().position(Option::is_none);
        let place = free.unwrap_or_else(|| {
            self.files.push(None);
            self.files.len() - 1
        });
        let fd = u8::try_from(place).ok()?.checked_add(Fd::FIRST.0)?;
        if fd >= Fd::LIMIT {
            self.files.truncate(usize::from(Fd::LIMIT - Fd::FIRST.0));
            return None;
        }
        self.files[place] = Some(file);
        Some(Fd(fd))
    }

    fn slot(&mut self, fd: Fd) -> Option<&mut Option<File>> {
        self.files.get_mut(usize::from(fd.0.checked_sub(Fd::FIRST.0)?))
    }

    /// What a descriptor stands for.
    pub(crate) fn get(&self, fd: Fd) -> Option<File> {
        *self.files.get(usize::from(fd.0.checked_sub(Fd::FIRST.0)?))?
    }

    /// It stands for something else from now on.
    pub(crate) fn set(&mut self, fd: Fd, file: File) {
        if let Some(slot) = self.slot(fd) {
            *slot = Some(file);
        }
    }

    /// The number is free again.
    pub(crate) fn remove(&mut self, fd: Fd) -> Option<File> {
        self.slot(fd)?.take()
    }

    /// The number is free again, and what it stood for is closed without a call.
    pub(crate) fn discard(&mut self, fd: Fd) {
        let file = self.remove(fd);
        self.discarded.extend(file);
    }

    /// What is to be closed without a call.
    pub(crate) fn take_discarded(&mut self) -> Vec<File> {
        std::mem::take(&mut self.discarded)
    }

    /// The host's socket behind a descriptor.
    pub(crate) fn socket(&self, fd: Fd) -> Option<SocketId> {
        self.get(fd)?.socket()
    }

    /// Everything that is open, and nothing is afterwards.
    pub(crate) fn take_all(&mut self) -> Vec<File> {
        std::mem::take(&mut self.files).into_iter().flatten().collect()
    }
}
