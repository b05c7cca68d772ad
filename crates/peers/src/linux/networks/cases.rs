//! The cases: which network, who does what with it, and which programs that takes.

use super::lab::Lab;
use super::{datagrams, kernel, ping, topology};
use anyhow::Result;
use std::time::Duration;
use wireglass_sim::Scenario;

/// A thing that somebody outside does with one of our networks.
#[derive(Clone, Copy, Debug)]
pub struct Case {
    /// What.
    pub name: &'static str,
    /// Programs outside that it takes.
    pub needs: &'static [&'static str],
    /// How long it may take.
    pub limit: Duration,
    /// What `ip` is told before it begins.
    pub(super) outside: &'static [&'static [&'static str]],
    /// Complaints of tshark that are due.
    pub(super) odd: &'static [&'static str],
    pub(super) network: fn() -> Scenario,
    pub(super) run: fn(&mut Lab) -> Result<()>,
}

impl Case {
    /// The name of its file.
    pub fn id(&self) -> String {
        let letter = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let text: String = self.name.chars().map(letter).collect();
        let words: Vec<&str> = text.split('-').filter(|word| !word.is_empty()).collect();
        words.join("-")
    }

    const fn takes(self, seconds: u64) -> Self {
        Self { limit: Duration::from_secs(seconds), ..self }
    }

    const fn needs(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }

    const fn odd(self, odd: &'static [&'static str]) -> Self {
        Self { odd, ..self }
    }
}

/// The way into our networks: through the first of us.
const ROUTES: &[&[&str]] = &[
    &["route", "replace", "10.0.0.0/8", "via", "10.77.0.2"],
    &["route", "replace", "198.51.100.0/24", "via", "10.77.0.2"],
];

const fn case(
    name: &'static str,
    network: fn() -> Scenario,
    run: fn(&mut Lab) -> Result<()>,
) -> Case {
    let limit = Duration::from_secs(10);
    Case { name, needs: &[], limit, outside: ROUTES, odd: &[], network, run }
}

/// All of them.
pub const CASES: &[Case] = &[
    case("the kernel answers our ARP and our ping", kernel::pings, kernel::answers),
    case("the kernel puts our fragments together", kernel::large_pings, kernel::answers),
    case("the kernel refuses a datagram to a closed port", kernel::closed_port, kernel::refuses),
    case("the kernel's time exceeded reaches our traceroute", kernel::short_lived, kernel::expires)
        .takes(15),
    case("datagrams each way, up to the largest there is", datagrams::echo, datagrams::sizes),
    case("we refuse a datagram to a closed port", topology::beside, datagrams::refused),
    case("Linux pings our host", topology::beside, ping::near).needs(&["ping"]),
    case("Linux pings our host with fragments", topology::beside, ping::large).needs(&["ping"]),
    case("Linux pings the largest there is", topology::beside, ping::largest).needs(&["ping"]),
    case("Linux pings through two routers", topology::far, ping::through_routers).needs(&["ping"]),
    case("a TTL too short for the way", topology::far, ping::too_short).needs(&["ping"]),
    case("a host that is not there", topology::far, ping::nobody).needs(&["ping"]).takes(15),
    case("a network that is not there", topology::far, ping::no_network).needs(&["ping"]),
    case("a narrow link, told by our router", ping::narrow, ping::path_mtu).needs(&["ping"]),
    case("a narrow link, cut up by our router", ping::narrow, ping::cut_up).needs(&["ping"]),
    case("ping with a tenth of all frames lost", ping::lossy, ping::some_lost)
        .needs(&["ping"])
        .takes(30)
        .odd(&["No response seen"]),
    case("traceroute by datagrams", topology::far, ping::traceroute).needs(&["traceroute"]),
    case("traceroute by echoes", topology::far, ping::traceroute_echo).needs(&["traceroute"]),
    case("Linux knows our MAC address", topology::beside, ping::neighbour).needs(&["ping", "arp"]),
];
