//! The wires of a world: which link is plugged in where.

use crate::link::{FaultState, Link};
use crate::medium::{self, Medium};
use crate::world::Ctx;
use std::sync::Arc;
use wireglass_core::rules::Reason;
use wireglass_trace::{EventId, FrameId, NodeId, SocketId, What};

/// The links, where they are plugged in, and what the scenario has in store for them.
#[derive(Clone, Debug)]
pub(crate) struct Wires {
    /// Shared with the checkpoints until something is sent on them.
    pub(crate) links: Vec<Arc<Link>>,
    /// For each node, for each of its ports: which link.
    ports: Arc<Vec<Vec<Option<usize>>>>,
    pub(crate) faults: Vec<FaultState>,
    /// What hubs join.
    media: Vec<Arc<Medium>>,
}

/// A frame about to be put on a link.
pub(crate) struct Outgoing<'a> {
    pub(crate) from: usize,
    pub(crate) port: u16,
    pub(crate) bytes: &'a [u8],
    pub(crate) socket: Option<SocketId>,
    pub(crate) because: Option<Reason>,
    pub(crate) retransmission: bool,
    pub(crate) forwarded_from: Option<FrameId>,
}

impl<'a> Outgoing<'a> {
    /// A frame that is only passed on.
    pub(crate) fn forward(
        from: usize,
        port: u16,
        bytes: &'a [u8],
        because: Reason,
        frame: FrameId,
    ) -> Self {
        Self {
            from,
            port,
            bytes,
            socket: None,
            because: Some(because),
            retransmission: false,
            forwarded_from: Some(frame),
        }
    }
}

impl Wires {
    /// `ports` says how many ports each node has, `is_hub` which of them are hubs.
    pub(crate) fn new(
        links: Vec<Link>,
        ports: &[u16],
        is_hub: &[bool],
        faults: Vec<FaultState>,
        seed: u64,
    ) -> Self {
        let mut plugged: Vec<Vec<Option<usize>>> =
            ports.iter().map(|count| vec![None; usize::from(*count)]).collect();
        for (index, link) in links.iter().enumerate() {
            for (node, port) in link.spec.ends.into_iter().zip(link.spec.ports) {
                let slot = plugged.get_mut(node).and_then(|ports| ports.get_mut(usize::from(port)));
                if let Some(slot) = slot {
                    *slot = Some(index);
                }
            }
        }
        let mut media = medium::media(&links, is_hub, seed);
        let links: Vec<Arc<Link>> = links.into_iter().map(Arc::new).collect();
        for medium in &mut media {
            medium.measure(&links);
        }
        let media = media.into_iter().map(Arc::new).collect();
        Self { links, ports: Arc::new(plugged), faults, media }
    }

    /// The link at a port.
    pub(crate) fn link_at(&self, node: usize, port: u16) -> Option<usize> {
        *self.ports.get(node)?.get(usize::from(port))?
    }

    /// Whether there is a cable at a port, cut or not.
    pub(crate) fn is_plugged(&self, node: usize, port: u16) -> bool {
        self.link_at(node, port).is_some()
    }

    /// Whether there is a cable at a port, and it is not cut.
    pub(crate) fn is_up(&self, node: usize, port: u16) -> bool {
        self.link_at(node, port).is_some_and(|link| self.links[link].up)
    }

    /// The largest packet that the link at a port carries.
    pub(crate) fn mtu(&self, node: usize, port: u16) -> Option<u16> {
        Some(self.links[self.link_at(node, port)?].spec.mtu)
    }

    /// Puts a frame on the link at a port.
    pub(crate) fn send(&mut self, ctx: &mut Ctx<'_>, out: &Outgoing<'_>) -> EventId {
        let Some(link) = self.link_at(out.from, out.port) else {
            let node = NodeId::from_index(out.from);
            let because = Some(Reason::NoCable { port: out.port });
            return ctx.push(node, What::Noted { socket: None }, because, None);
        };
        if let Some(medium) = self.media.iter_mut().find(|medium| medium.has(link)) {
            let medium = Arc::make_mut(medium);
            let offered = medium.offer(ctx, &mut self.links, &mut self.faults, out);
            return offered.unwrap_or_else(|| {
                Arc::make_mut(&mut self.links[link]).repeat(ctx, &mut self.faults, out)
            });
        }
        Arc::make_mut(&mut self.links[link]).send(ctx, &mut self.faults, out)
    }

    /// A station on a shared medium looks whether it may send now.
    pub(crate) fn listen(&mut self, ctx: &mut Ctx<'_>, node: usize, port: u16) {
        for medium in &mut self.media {
            if let Some(station) = medium.station_at(node, port) {
                let medium = Arc::make_mut(medium);
                medium.look(ctx, &mut self.links, &mut self.faults, station);
            }
        }
    }

    /// A node has lost its power: what it wanted to send is gone.
    pub(crate) fn silence(&mut self, node: usize) {
        for medium in &mut self.media {
            Arc::make_mut(medium).silence(node);
        }
    }

    /// A link was cut or mended: who hears whom is another matter now.
    pub(crate) fn measure(&mut self, link: usize) {
        for medium in self.media.iter_mut().filter(|medium| medium.has(link)) {
            Arc::make_mut(medium).measure(&self.links);
        }
    }
}
