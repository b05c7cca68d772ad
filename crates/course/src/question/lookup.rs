//! What stands in a run.

use super::AnswerKind;
use crate::build::Nodes;
use crate::cue::Wish;
use crate::error::{Named, Problem, ValueProblem};
use crate::format;
use crate::path::Path;
use crate::problems::Problems;
use std::net::IpAddr;
use wireglass_core::addr;
use wireglass_core::wire::{Field, FieldName, Value};
use wireglass_trace::{EventId, FrameId, Interface, Node, Row, Table, Trace, What};

/// Where something stands.
#[derive(Clone, Debug)]
pub(super) enum Lookup {
    /// The MAC address of an interface.
    Mac(Port),
    /// The address that an interface has at the end.
    Address(Port),
    /// How many frames there are.
    Count(Frames),
    /// What a field of one says.
    Field(Frames, FieldName),
    /// A row of a node's table, by its key.
    Row { table: Table, of: String, key: String },
}

/// An interface: of a node, the one of this name or the first.
#[derive(Clone, Debug)]
pub(super) struct Port {
    node: String,
    interface: Option<String>,
}

/// Some frames of a run.
#[derive(Clone, Debug)]
pub(super) struct Frames {
    wish: Wish,
    from: Option<String>,
    at: Option<String>,
    link: Option<[String; 2]>,
    nth: u32,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Looked {
    /// It, as one types it.
    pub text: String,
    /// What it is.
    pub kind: AnswerKind,
    /// The step that shows it, counted from 0.
    pub step: Option<usize>,
}

const TABLES: &[&str] = &["arp", "mac", "routes", "nat", "dns", "leases"];

impl Lookup {
    pub(super) fn read(
        lookup: &format::Lookup,
        path: &Path,
        nodes: &Nodes<'_>,
        problems: &mut Problems,
    ) -> Option<Self> {
        const KEYS: &[&str] = &["mac", "address", "count", "field", "row"];
        let all = [&lookup.mac, &lookup.address, &lookup.count, &lookup.field, &lookup.row];
        let found = all.iter().filter(|text| text.is_some()).count();
        if found != 1 {
            problems.tell(path, Problem::NotOneKey { keys: KEYS, found });
            return None;
        }
        if let Some(text) = &lookup.mac {
            return Port::read(text, &path.key("mac"), nodes, problems).map(Self::Mac);
        }
        if let Some(text) = &lookup.address {
            return Port::read(text, &path.key("address"), nodes, problems).map(Self::Address);
        }
        if let Some(text) = &lookup.row {
            let table = problems.read(&path.key("row"), text, table);
            let (Some(of), Some(key)) = (&lookup.from, &lookup.key) else {
                let key = if lookup.from.is_none() { "from" } else { "key" };
                problems.tell(path, Problem::MissingKey { key });
                return None;
            };
            nodes.find(of, &path.key("from"), problems)?;
            return Some(Self::Row { table: table?, of: of.clone(), key: key.clone() });
        }
        let (key, kind) = match (&lookup.count, &lookup.of) {
            (Some(text), _) => ("count", text),
            (None, Some(text)) => ("of", text),
            (None, None) => {
                problems.tell(path, Problem::MissingKey { key: "of" });
                return None;
            }
        };
        let wish = problems.read(&path.key(key), kind, Wish::read);
        for (key, name) in [("from", &lookup.from), ("at", &lookup.at)] {
            if let Some(name) = name {
                nodes.find_kind(name, Named::Node, &path.key(key), problems);
            }
        }
        let link = match lookup.link.as_slice() {
            [] => None,
            [a, b] => {
                let mut of = |text: &String, at: usize| {
                    let (name, _) = nodes.split(text);
                    nodes.find(name, &path.key("link").index(at), problems);
                    name.to_owned()
                };
                Some([of(a, 0), of(b, 1)])
            }
            more => {
                let problem = Problem::NotTwoEnds { found: more.len() };
                problems.tell(&path.key("link"), problem);
                None
            }
        };
        let (from, at) = (lookup.from.clone(), lookup.at.clone());
        let frames = Frames { wish: wish?, from, at, link, nth: lookup.nth.unwrap_or(1).max(1) };
        let Some(text) = &lookup.field else { return Some(Self::Count(frames)) };
        let field = problems.read(&path.key("field"), text, |text| {
            let field = FieldName::ALL.iter().copied().find(|field| field.id() == text.trim());
            field.ok_or(ValueProblem::NotAField)
        })?;
        Some(Self::Field(frames, field))
    }

    /// What an answer is, as far as it can be told without a run.
    pub(super) fn kind(&self) -> AnswerKind {
        match self {
            Self::Row { table: Table::Leases, key, .. } if AnswerKind::Address.can_be(key) => {
                AnswerKind::Mac
            }
            Self::Mac(_) | Self::Row { table: Table::Arp, .. } => AnswerKind::Mac,
            Self::Address(_) | Self::Row { table: Table::Leases | Table::Routes, .. } => {
                AnswerKind::Address
            }
            Self::Count(_) | Self::Row { table: Table::Nat | Table::Mac, .. } => AnswerKind::Number,
            Self::Row { .. } => AnswerKind::Text,
            Self::Field(_, field) => match field.id() {
                id if id.starts_with("eth.") && !id.ends_with("type") => AnswerKind::Mac,
                id if id.contains(".hw_mac") => AnswerKind::Mac,
                "ip.src" | "ip.dst" => AnswerKind::Address,
                id if id.contains("proto_ipv4") => AnswerKind::Address,
                id if id.starts_with("dhcp.ip.") => AnswerKind::Address,
                id if id.rsplit('.').next() == Some("name") => AnswerKind::Name,
                _ => AnswerKind::Number,
            },
        }
    }

    /// It, in a run; `None` if the run has nothing of the kind.
    pub(super) fn find(&self, trace: &Trace) -> Option<Looked> {
        match self {
            Self::Mac(port) => {
                let (_, interface) = port.find(trace)?;
                let text = interface.mac?.to_string();
                Some(Looked { text, kind: AnswerKind::Mac, step: None })
            }
            Self::Address(port) => address(port, trace),
            Self::Count(frames) => {
                let all = frames.all(trace);
                let step = all.last().map(|(_, event)| trace.step_of(*event));
                Some(Looked { text: all.len().to_string(), kind: AnswerKind::Number, step })
            }
            Self::Field(frames, name) => {
                let nth = usize::try_from(frames.nth).unwrap_or(usize::MAX);
                let (frame, event) = *frames.all(trace).get(nth - 1)?;
                let dissection = trace.dissect(frame);
                let own = dissection.layers.iter().filter(|layer| !layer.quoted);
                let mut fields = own.flat_map(|layer| &layer.fields);
                let field = fields.find(|field| field.name == *name)?;
                let (text, kind) = value(field, trace.frame_bytes(frame))?;
                Some(Looked { text, kind, step: Some(trace.step_of(event)) })
            }
            Self::Row { table, of, key } => row(*table, of, key, trace),
        }
    }
}

fn table(text: &str) -> Result<Table, ValueProblem> {
    Ok(match text.trim() {
        "arp" => Table::Arp,
        "mac" => Table::Mac,
        "routes" => Table::Routes,
        "nat" => Table::Nat,
        "dns" => Table::Dns,
        "leases" => Table::Leases,
        _ => return Err(ValueProblem::NotOneOf(TABLES)),
    })
}

impl Port {
    fn read(text: &str, path: &Path, nodes: &Nodes<'_>, problems: &mut Problems) -> Option<Self> {
        let (name, interface) = nodes.split(text);
        let node = nodes.find_kind(name, Named::Speaker, path, problems)?;
        let names = nodes.interfaces(node);
        if let Some(interface) = interface
            && !names.iter().any(|known| known == interface)
        {
            let known = names.iter().map(String::as_str);
            problems.unknown(path, Named::Interface, interface, known);
            return None;
        }
        Some(Self { node: name.to_owned(), interface: interface.map(str::to_owned) })
    }

    fn find<'t>(&self, trace: &'t Trace) -> Option<(usize, &'t Interface)> {
        let node = trace.nodes().iter().position(|node| node.name == self.node)?;
        let mut all = trace.nodes()[node].interfaces.iter();
        let wanted = |interface: &&Interface| {
            self.interface.as_ref().is_none_or(|name| *name == interface.name)
        };
        Some((node, all.find(wanted)?))
    }
}

/// The address an interface has at the end: the last that was set, or what it began with.
fn address(wanted: &Port, trace: &Trace) -> Option<Looked> {
    let (node, interface) = wanted.find(trace)?;
    let own = &trace.nodes()[node].interfaces;
    let port = own.iter().position(|one| std::ptr::eq(one, interface))?;
    let kind = AnswerKind::Address;
    let set = trace.events().iter().enumerate().rev().find_map(|(index, event)| {
        let What::RowSet { row } = event.what else { return None };
        match trace.row(row) {
            Row::Address { port: at, ip, .. }
                if event.node.index() == node && usize::from(*at) == port =>
            {
                let step = Some(trace.step_of(EventId::from_index(index)));
                Some(Looked { text: ip.to_string(), kind, step })
            }
            _ => None,
        }
    });
    set.or_else(|| {
        let text = interface.addresses.first()?.ip.to_string();
        Some(Looked { text, kind, step: None })
    })
}

impl Frames {
    /// All of them in the order in which they were sent, or arrived, each with that event.
    fn all(&self, trace: &Trace) -> Vec<(FrameId, EventId)> {
        let name = |node: usize| trace.nodes().get(node).map(|node| node.name.as_str());
        let is = |node: usize, wanted: &Option<String>| {
            wanted.as_deref().is_none_or(|wanted| name(node) == Some(wanted))
        };
        let events = trace.events().iter().enumerate();
        events
            .filter_map(|(index, event)| {
                let frame = match event.what {
                    What::FrameSent { frame } if self.at.is_none() => frame,
                    What::FrameArrived { frame } if self.at.is_some() => frame,
                    _ => return None,
                };
                let of = trace.frame(frame);
                let on = self.link.as_ref().is_none_or(|[a, b]| {
                    let ends = trace.link(of.link).ends.map(|end| name(end.node.index()));
                    ends == [Some(a), Some(b)].map(|end| end.map(String::as_str))
                        || ends == [Some(b), Some(a)].map(|end| end.map(String::as_str))
                });
                let fits = on
                    && is(of.from.index(), &self.from)
                    && (self.at.is_none() || is(event.node.index(), &self.at))
                    && self.wish.fits(trace, frame, || trace.dissect(frame));
                fits.then(|| (frame, EventId::from_index(index)))
            })
            .collect()
    }
}

/// A field's value as one types it.
fn value(field: &Field, frame: &[u8]) -> Option<(String, AnswerKind)> {
    Some(match field.value {
        Value::Number(number) | Value::Hex { value: number, .. } => {
            (number.to_string(), AnswerKind::Number)
        }
        Value::Flag(on) => (u8::from(on).to_string(), AnswerKind::Number),
        Value::Mac(mac) => (mac.to_string(), AnswerKind::Mac),
        Value::Ip(ip) => (ip.to_string(), AnswerKind::Address),
        Value::Domain { .. } => (field.text(frame)?, AnswerKind::Name),
        Value::Text => (field.text(frame)?, AnswerKind::Text),
        Value::Bytes => return None,
    })
}

/// The last row of a table with this key, or one that the node began with.
fn row(table: Table, of: &str, key: &str, trace: &Trace) -> Option<Looked> {
    let node = trace.nodes().iter().position(|node| node.name == of)?;
    let keys = Keys::of(key, trace);
    let own: &Node = &trace.nodes()[node];
    let fits = |row: &Row| if row.table() == table { keys.value(row, own, trace) } else { None };
    let set = trace.events().iter().enumerate().rev().find_map(|(index, event)| {
        let What::RowSet { row } = event.what else { return None };
        let found = (event.node.index() == node).then(|| fits(trace.row(row))).flatten()?;
        Some((found, Some(trace.step_of(EventId::from_index(index)))))
    });
    let ((text, kind), step) =
        set.or_else(|| own.rows.iter().find_map(fits).map(|found| (found, None)))?;
    Some(Looked { text, kind, step })
}

/// What a key may mean: a host by its name stands for all its addresses.
struct Keys {
    text: String,
    macs: Vec<addr::MacAddr>,
    ips: Vec<IpAddr>,
}

impl Keys {
    fn of(key: &str, trace: &Trace) -> Self {
        let text = key.trim().to_owned();
        if let Some(node) = trace.nodes().iter().find(|node| node.name == text) {
            let macs = node.interfaces.iter().filter_map(|interface| interface.mac).collect();
            return Self { text, macs, ips: node.addresses().collect() };
        }
        let macs = addr::mac::parse(&text).into_iter().collect();
        let bare = text.split(['/', ':']).next().unwrap_or_default();
        let ips = if bare == "default" { "0.0.0.0" } else { bare }.parse().into_iter().collect();
        Self { text, macs, ips }
    }

    fn value(&self, row: &Row, node: &Node, trace: &Trace) -> Option<(String, AnswerKind)> {
        match *row {
            Row::Arp { ip, mac, .. } if self.ips.contains(&ip) => {
                Some((mac.to_string(), AnswerKind::Mac))
            }
            Row::Mac { mac, port } if self.macs.contains(&mac) => {
                let name = node.interfaces.get(usize::from(port))?.name.clone();
                Some((name, AnswerKind::Number))
            }
            Row::Route { network, prefix, gateway, .. } if self.ips.contains(&network) => {
                let said = self.text.split_once('/').and_then(|(_, length)| length.parse().ok());
                let length = said.unwrap_or(if self.text == "default" { 0 } else { prefix });
                let gateway = (length == prefix).then_some(gateway)?;
                Some((gateway?.to_string(), AnswerKind::Address))
            }
            Row::Nat { inside, outside, .. } => {
                let fits = match self.text.parse() {
                    Ok(socket) => inside == socket,
                    Err(_) => self.ips.contains(&inside.ip()),
                };
                fits.then(|| (outside.port().to_string(), AnswerKind::Number))
            }
            Row::Dns { name, data, .. } => {
                let same = AnswerKind::Name.same(&trace.name(name).to_string(), &self.text);
                let data = String::from_utf8_lossy(trace.bytes(data)).into_owned();
                same.then_some((data, AnswerKind::Text))
            }
            Row::Lease { ip, mac, .. } if self.ips.contains(&ip) => {
                Some((mac.to_string(), AnswerKind::Mac))
            }
            Row::Lease { ip, mac, .. } if self.macs.contains(&mac) => {
                Some((ip.to_string(), AnswerKind::Address))
            }
            _ => None,
        }
    }
}
