//! What must be known of a host and its network to read a command line.

use std::net::{IpAddr, Ipv4Addr};
use wireglass_trace::{NodeId, Trace};

/// The host that a line is typed at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// What the host calls itself, as `hostname` prints it: lower-case letters, digits and `-`.
    pub host: String,
    /// The names of its interfaces, in the order of its ports.
    pub interfaces: Vec<String>,
    /// Addresses of the network that are worth completing.
    pub addresses: Vec<Ipv4Addr>,
    /// Names of the network that are worth completing, without the dot at the end.
    pub names: Vec<String>,
}

impl Context {
    /// A host of this name with one interface, `eth0`, in a network of which nothing is known.
    pub fn new(host: &str) -> Self {
        Self { host: host_name(host), interfaces: vec!["eth0".to_owned()], ..Self::default() }
    }

    /// What a trace tells of one of its hosts. Names are known to the scenario alone: add them to
    /// [`Self::names`].
    pub fn of(trace: &Trace, node: NodeId) -> Self {
        let own = trace.node(node);
        let mut addresses: Vec<Ipv4Addr> = trace
            .nodes()
            .iter()
            .flat_map(wireglass_trace::Node::addresses)
            .filter_map(|ip| match ip {
                IpAddr::V4(ip) if !ip.is_unspecified() => Some(ip),
                _ => None,
            })
            .collect();
        addresses.sort_unstable();
        addresses.dedup();
        Self {
            host: host_name(&own.name),
            interfaces: own.interfaces.iter().map(|interface| interface.name.clone()).collect(),
            addresses,
            names: Vec::new(),
        }
    }

    /// The interface that a command means if it names none.
    pub(crate) fn first_interface(&self) -> &str {
        self.interfaces.first().map_or("eth0", String::as_str)
    }

    pub(crate) fn has_interface(&self, name: &str) -> bool {
        self.interfaces.iter().any(|own| own == name)
    }
}

/// A node's name as a host name (RFC 952 as relaxed by RFC 1123 §2.1): what is no letter, digit
/// or hyphen becomes a hyphen. A name with nothing of that kind in it is `host`.
pub(crate) fn host_name(name: &str) -> String {
    let mut out = String::new();
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let trimmed = out.trim_end_matches('-');
    if trimmed.is_empty() { "host".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_node_is_called_as_a_host_may_be() {
        for (node, host) in [
            ("PC A", "pc-a"),
            ("Web server (abc.com)", "web-server-abc-com"),
            ("  R1 ", "r1"),
            ("é--é", "host"),
            ("", "host"),
        ] {
            assert_eq!(host_name(node), host);
        }
    }
}
