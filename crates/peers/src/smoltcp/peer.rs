//! smoltcp with one socket, on a device that is two queues.

use super::draw::Theirs;
use crate::host::Progress;
use smoltcp::iface::{Config, Interface, SocketHandle, SocketSet};
use smoltcp::phy::{self, Device, DeviceCapabilities, Medium};
use smoltcp::socket::tcp::{self, CongestionControl, RecvError, Socket, SocketBuffer, State};
use smoltcp::time::{Duration, Instant};
use smoltcp::wire::{HardwareAddress, IpAddress, IpCidr};
use std::cell::Cell;
use std::collections::VecDeque;
use std::net::SocketAddrV4;
use wireglass_core::tcp::Congestion;
use wireglass_core::time as ours;

thread_local! {
    /// smoltcp asks a plain function for the timestamp to send; this is what it tells.
    static CLOCK_MS: Cell<u32> = const { Cell::new(0) };
}

/// smoltcp, its interface, its only socket and the application on it.
pub(super) struct Peer {
    interface: Interface,
    device: Queues,
    sockets: SocketSet<'static>,
    handle: SocketHandle,
    pub(super) application: Progress,
}

/// Packets that fit into its device's queue, as every device's has an end.
const QUEUE: usize = 1_000;

/// Packets in and packets out.
struct Queues {
    arrived: VecDeque<Vec<u8>>,
    sent: VecDeque<Vec<u8>>,
    mtu: usize,
}

fn instant(now: ours::Instant) -> Instant {
    Instant::from_micros(i64::try_from(now.as_nanos() / 1_000).unwrap_or(i64::MAX))
}

impl Peer {
    /// smoltcp at `local`, doing nothing yet.
    pub(super) fn new(
        settings: Theirs,
        local: SocketAddrV4,
        seed: u64,
        application: Progress,
    ) -> Self {
        let mut device =
            Queues { arrived: VecDeque::new(), sent: VecDeque::new(), mtu: settings.mtu };
        let mut config = Config::new(HardwareAddress::Ip);
        config.random_seed = seed;
        let mut interface = Interface::new(config, &mut device, Instant::ZERO);
        interface.update_ip_addrs(|addresses| {
            let address = IpCidr::new(IpAddress::Ipv4(*local.ip()), 24);
            addresses.push(address).expect("there is room for one address");
        });
        let mut socket = Socket::new(
            SocketBuffer::new(vec![0; settings.receive_buffer]),
            SocketBuffer::new(vec![0; settings.send_buffer]),
        );
        socket.set_nagle_enabled(settings.nagle);
        socket.set_ack_delay(settings.ack_delay.map(|ms| Duration::from_millis(ms.into())));
        socket.set_keep_alive(settings.keep_alive.map(|ms| Duration::from_millis(ms.into())));
        socket.set_congestion_control(match settings.congestion {
            Congestion::Off => CongestionControl::None,
            Congestion::Reno => CongestionControl::Reno,
            Congestion::Cubic => CongestionControl::Cubic,
        });
        if settings.timestamps {
            socket.set_tsval_generator(Some(|| CLOCK_MS.get()));
        }
        let mut sockets = SocketSet::new(Vec::new());
        let handle = sockets.add(socket);
        Self { interface, device, sockets, handle, application }
    }

    fn socket(&mut self) -> &mut Socket<'static> {
        self.sockets.get_mut(self.handle)
    }

    pub(super) fn listen(&mut self, port: u16) -> Result<(), tcp::ListenError> {
        self.socket().listen(port)
    }

    pub(super) fn connect(
        &mut self,
        remote: SocketAddrV4,
        port: u16,
    ) -> Result<(), tcp::ConnectError> {
        let remote = (IpAddress::Ipv4(*remote.ip()), remote.port());
        let socket = self.sockets.get_mut::<Socket<'_>>(self.handle);
        socket.connect(self.interface.context(), remote, port)
    }

    pub(super) fn state(&self) -> State {
        self.sockets.get::<Socket<'_>>(self.handle).state()
    }

    /// A packet has arrived; [`Peer::poll`] looks at it.
    pub(super) fn receive(&mut self, packet: Vec<u8>) {
        self.device.arrived.push_back(packet);
    }

    /// Lets it do what is due at `now`, and takes what it sends.
    pub(super) fn poll(&mut self, now: ours::Instant) -> VecDeque<Vec<u8>> {
        // A timestamp is milliseconds, and wraps.
        CLOCK_MS.set(u32::try_from((now.as_nanos() / 1_000_000) & 0xffff_ffff).unwrap_or(0));
        let at = instant(now);
        self.interface.poll(at, &mut self.device, &mut self.sockets);
        self.run_application(now);
        self.interface.poll(at, &mut self.device, &mut self.sockets);
        std::mem::take(&mut self.device.sent)
    }

    /// When it wants to be polled next.
    pub(super) fn next_poll(&mut self, now: ours::Instant) -> Option<ours::Instant> {
        let at = self.interface.poll_at(instant(now), &self.sockets)?;
        Some(ours::Instant::from_nanos(u64::try_from(at.total_micros()).unwrap_or(0) * 1_000))
    }

    fn run_application(&mut self, now: ours::Instant) {
        let socket = self.sockets.get_mut::<Socket<'_>>(self.handle);
        let application = &mut self.application;
        // When its TIME-WAIT ends, smoltcp forgets what nobody has read: no time to rest.
        if socket.state() == State::TimeWait {
            application.reads.pause = ours::Duration::ZERO;
            application.rests_until = now;
        }
        while socket.can_send() && application.written < application.to_write {
            let data = application.next_bytes();
            let Ok(count) = socket.send_slice(&data) else { break };
            application.written += count as u64;
        }
        while let Some(max) = application.wants_to_read(now) {
            let mut chunk = vec![0; max.min(socket.recv_queue())];
            match socket.recv_slice(&mut chunk) {
                Ok(count) if count > 0 => application.took(now, chunk.get(..count).unwrap_or(&[])),
                Err(RecvError::Finished) => application.took(now, &[]),
                Ok(_) | Err(RecvError::InvalidState) => break,
            }
        }
        if application.wants_to_close() && socket.may_send() {
            socket.close();
            application.closed = true;
        }
    }
}

impl Device for Queues {
    type RxToken<'a> = Received;
    type TxToken<'a> = ToSend<'a>;

    fn capabilities(&self) -> DeviceCapabilities {
        let mut capabilities = DeviceCapabilities::default();
        capabilities.medium = Medium::Ip;
        capabilities.max_transmission_unit = self.mtu;
        // All checksums are made and checked, which is the default.
        capabilities
    }

    fn receive(&mut self, _: Instant) -> Option<(Self::RxToken<'_>, Self::TxToken<'_>)> {
        let packet = self.arrived.pop_front()?;
        Some((Received(packet), ToSend(&mut self.sent)))
    }

    fn transmit(&mut self, _: Instant) -> Option<Self::TxToken<'_>> {
        (self.sent.len() < QUEUE).then_some(ToSend(&mut self.sent))
    }
}

struct Received(Vec<u8>);

impl phy::RxToken for Received {
    fn consume<R, F: FnOnce(&[u8]) -> R>(self, read: F) -> R {
        read(&self.0)
    }
}

struct ToSend<'a>(&'a mut VecDeque<Vec<u8>>);

impl phy::TxToken for ToSend<'_> {
    fn consume<R, F: FnOnce(&mut [u8]) -> R>(self, len: usize, write: F) -> R {
        let mut packet = vec![0; len];
        let result = write(&mut packet);
        self.0.push_back(packet);
        result
    }
}
