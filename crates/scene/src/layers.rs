//! A frame as boxes in boxes, with their real sizes; and what a device between two links
//! changes in it.
//!
//! [`nest`] says what stands in each box and [`Nest::against`] which of it differs from another
//! frame; [`frame_layers`], [`hop_layers`] and [`encapsulation`] draw it.

pub(crate) mod boxes;
mod keys;
mod wrap;

pub use boxes::{frame_layers, hop_layers};
pub use wrap::{Wrapping, encapsulation};

use keys::Part;
use wireglass_core::wire::{Dissection, LayerKind};
use wireglass_text::Lang;
use wireglass_trace::{FrameId, Trace, What};

/// A value that matters, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What it is called, in the protocol's own short terms; nothing where that is plain.
    pub name: &'static str,
    /// What it is.
    pub text: String,
    /// Whether it is the second of a pair: an arrow stands before it.
    pub to: bool,
    /// Whether it differs in the frame that this one is compared with.
    pub changed: bool,
    /// The field it is of: indices into the dissection's layers and that layer's fields.
    pub field: (usize, usize),
    /// What it is matched by in another frame.
    key: Part,
}

/// A layer of a frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Box1 {
    /// Which protocol.
    pub kind: LayerKind,
    /// Its place in the dissection.
    pub layer: usize,
    /// How many bytes it takes: its header, or all of what is no header.
    pub bytes: usize,
    /// Whether an ICMP error quotes it.
    pub quoted: bool,
    /// The values that matter.
    pub values: Vec<Value>,
}

/// A frame, from the outside in. What stands behind the rest (padding) comes last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nest {
    /// Its layers.
    pub boxes: Vec<Box1>,
    /// How many bytes it has in all.
    pub bytes: usize,
}

/// What a frame consists of, as it was sent.
pub fn nest(trace: &Trace, frame: FrameId, lang: Lang) -> Nest {
    of(&trace.dissect(frame), trace.frame_bytes(frame), lang)
}

fn of(dissection: &Dissection, bytes: &[u8], lang: Lang) -> Nest {
    let layers = dissection.layers.iter().enumerate();
    let boxes = layers.map(|(index, layer)| Box1 {
        kind: layer.kind,
        layer: index,
        bytes: layer.bytes.len(),
        quoted: layer.quoted,
        values: keys::values(index, layer, bytes, lang),
    });
    Nest { boxes: boxes.collect(), bytes: bytes.len() }
}

impl Nest {
    /// Marks what differs from `other`, or is not in it.
    #[must_use]
    pub fn against(mut self, other: &Self) -> Self {
        for (place, own) in self.boxes.iter_mut().enumerate() {
            // A layer is compared with the same one of the other frame: the first of its kind,
            // or the second where one is quoted.
            let nth = other.boxes.iter().filter(|b| b.kind == own.kind && b.quoted == own.quoted);
            let twin = nth.clone().find(|b| b.layer == place).or_else(|| nth.clone().next());
            for value in &mut own.values {
                let same = twin.is_some_and(|twin| {
                    twin.values.iter().any(|v| v.key == value.key && v.text == value.text)
                });
                value.changed = !same;
            }
        }
        self
    }

    /// The layers that are headers or data, without padding.
    pub(crate) fn inner(&self) -> impl DoubleEndedIterator<Item = &Box1> {
        self.boxes.iter().filter(|it| it.kind != LayerKind::Padding)
    }
}

/// The short name of a layer: its protocol's, which is not translated.
pub const fn layer_short(lang: Lang, kind: LayerKind) -> &'static str {
    match kind {
        LayerKind::Ethernet => "Ethernet",
        LayerKind::Vlan => "802.1Q",
        LayerKind::LinuxCooked => "SLL",
        LayerKind::LinuxCookedV2 => "SLL2",
        LayerKind::BsdLoopback => "BSD",
        LayerKind::Arp => "ARP",
        LayerKind::Ipv4 => "IPv4",
        LayerKind::Ipv6 | LayerKind::Ipv6Extension => "IPv6",
        LayerKind::Tcp => "TCP",
        LayerKind::Udp => "UDP",
        LayerKind::Icmp => "ICMP",
        LayerKind::Dhcp => "DHCP",
        LayerKind::Dns => "DNS",
        LayerKind::Tftp => "TFTP",
        LayerKind::Igmp => "IGMP",
        LayerKind::Llc => "LLC",
        LayerKind::Stp => "STP",
        LayerKind::Rip => "RIP",
        LayerKind::Payload | LayerKind::Fragment | LayerKind::Padding | LayerKind::Unknown => {
            wireglass_text::layer_name(lang, kind)
        }
    }
}

/// Which of the four layers of the Internet's model a part of a frame belongs to, as a class:
/// `l2` the link's, `l3` the network's, `l4` the transport's, `l5` the application's.
pub(crate) const fn level_class(kind: LayerKind) -> &'static str {
    match kind {
        LayerKind::Ethernet
        | LayerKind::Vlan
        | LayerKind::LinuxCooked
        | LayerKind::LinuxCookedV2
        | LayerKind::BsdLoopback
        | LayerKind::Arp
        | LayerKind::Llc
        | LayerKind::Stp
        | LayerKind::Padding => "l2",
        LayerKind::Ipv4
        | LayerKind::Ipv6
        | LayerKind::Ipv6Extension
        | LayerKind::Icmp
        | LayerKind::Igmp => "l3",
        LayerKind::Tcp | LayerKind::Udp => "l4",
        LayerKind::Dhcp
        | LayerKind::Dns
        | LayerKind::Tftp
        | LayerKind::Rip
        | LayerKind::Payload
        | LayerKind::Fragment
        | LayerKind::Unknown => "l5",
    }
}

/// What came in and what goes out for it, at a device between two links.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The frame that came in.
    pub came: FrameId,
    /// A frame that carries it on.
    pub goes: FrameId,
}

/// The hop that the last step of a position made: the frame it sent on, and the one that it
/// carries on. Of several, the first.
pub fn hop_at(trace: &Trace, position: usize) -> Option<Hop> {
    let step = position.min(trace.steps().len()).checked_sub(1)?;
    trace.step_events(step).find_map(|(_, event)| match event.what {
        What::FrameSent { frame } => hop_to(trace, frame),
        _ => None,
    })
}

/// The hop that a frame is part of: the one that sent it; of a frame that its first sender
/// made, the one that carries it on.
pub fn hop_of(trace: &Trace, frame: FrameId) -> Option<Hop> {
    hop_to(trace, frame)
        .or_else(|| trace.forwarded(frame).next().map(|goes| Hop { came: frame, goes }))
}

fn hop_to(trace: &Trace, frame: FrameId) -> Option<Hop> {
    let original = trace.frame(frame).copy_of.unwrap_or(frame);
    let came = trace.frame(original).forwarded_from?;
    Some(Hop { came, goes: frame })
}

#[cfg(test)]
mod tests;
