//! The cases: which network, who does what with it, and which programs that takes.

use super::lab::Lab;
use super::{addresses, datagrams, files, groups, kernel, names, pages, ping, reach, topology};
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

    /// Whether nothing in it waits for time to go by: a lease, a lost packet.
    pub const fn is_quick(&self) -> bool {
        self.limit.as_secs() <= QUICK
    }

    const fn takes(self, seconds: u64) -> Self {
        Self { limit: Duration::from_secs(seconds), ..self }
    }

    /// The kernel has no address before it gets one.
    const fn without_address(self) -> Self {
        Self { outside: &[&["addr", "flush", "dev", "kernel0"]], ..self }
    }

    const fn needs(self, needs: &'static [&'static str]) -> Self {
        Self { needs, ..self }
    }

    const fn outside(self, outside: &'static [&'static [&'static str]]) -> Self {
        Self { outside, ..self }
    }

    const fn odd(self, odd: &'static [&'static str]) -> Self {
        Self { odd, ..self }
    }
}

/// How long a case may take that has nothing to wait for, in seconds.
const QUICK: u64 = 10;
/// The way into our networks: through the first of us.
const ROUTES: &[&[&str]] = &[
    &["route", "replace", "10.0.0.0/8", "via", "10.77.0.2"],
    &["route", "replace", "198.51.100.0/24", "via", "10.77.0.2"],
];

/// The way to everywhere.
const DEFAULT: &[&[&str]] = &[&["route", "replace", "default", "via", "10.77.0.2"]];

/// A file that is not there, or an answer that comes twice to a client on a bad wire, is told by
/// an error.
const TFTP_ERROR: &[&str] = &["TFTP ERROR packet"];
/// A machine that is busy with other things keeps the kernel waiting: it fills our window, probes
/// for a loss, and hears that there was none.
const BUSY: &[&str] =
    &["window specified by the receiver is now completely full", "D-SACK Sequence"];
/// The same, and a port at which nobody listens: as dig tries TCP when an answer is late.
const REFUSED: &[&str] = &["Connection reset (RST)", BUSY[0], BUSY[1]];

const fn case(
    name: &'static str,
    network: fn() -> Scenario,
    run: fn(&mut Lab) -> Result<()>,
) -> Case {
    let limit = Duration::from_secs(QUICK);
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
    case(
        "dnsmasq gives our host an address, again, and takes it back",
        addresses::lease,
        addresses::ours,
    )
    .needs(&["dnsmasq", "ping"])
    .takes(60),
    case(
        "udhcpc gets an address from our server and gives it back",
        addresses::server,
        addresses::theirs,
    )
    .without_address()
    .needs(&["udhcpc", "ping"])
    .takes(60),
    case("tftp gets files from our server", files::server, files::get)
        .needs(&["tftp"])
        .takes(30)
        .odd(TFTP_ERROR),
    case("tftp puts files on our server", files::server, files::put)
        .needs(&["tftp"])
        .takes(30)
        .odd(TFTP_ERROR),
    case("curl gets a file from our TFTP server, with options", files::server, files::options)
        .needs(&["curl"])
        .takes(30)
        .odd(TFTP_ERROR),
    case(
        "tftp gets a file from our server, 5 % of all frames lost",
        files::lossy_server,
        files::get_lossy,
    )
    .needs(&["tftp"])
    .takes(120),
    case(
        "tftp puts a file on our server, 5 % of all frames lost",
        files::lossy_server,
        files::put_lossy,
    )
    .needs(&["tftp"])
    .takes(120),
    case("we get a file from in.tftpd", files::getting, files::our_get)
        .needs(&["in.tftpd"])
        .takes(30),
    case("we get a file from in.tftpd, with options", files::getting_blocks, files::our_get)
        .needs(&["in.tftpd"])
        .takes(30),
    case(
        "we get a file from in.tftpd, 5 % of all frames lost",
        files::getting_lossy,
        files::our_get,
    )
    .needs(&["in.tftpd"])
    .takes(120)
    .odd(TFTP_ERROR),
    case("we put a file on in.tftpd", files::putting, files::our_put).needs(&["in.tftpd"]),
    case("we put a file on in.tftpd, 5 % of all frames lost", files::putting_lossy, files::our_put)
        .needs(&["in.tftpd"])
        .takes(120)
        .odd(TFTP_ERROR),
    case("in.tftpd has no such file", files::getting_nothing, files::our_mistake)
        .needs(&["in.tftpd"])
        .odd(TFTP_ERROR),
    case("curl gets pages from our server through two routers", pages::far, pages::curl_far)
        .needs(&["curl"])
        .odd(REFUSED),
    case("curl gets pages from our server through our NAT", pages::home, pages::curl_home)
        .needs(&["curl"])
        .outside(DEFAULT)
        .odd(REFUSED),
    case("we get pages from Python's server through our NAT", pages::guest, pages::our_curl)
        .needs(&["python3"])
        .odd(BUSY)
        .takes(30),
    case(
        "curl reaches a server behind a mapped port, and no other",
        pages::mapped,
        pages::curl_inside,
    )
    .needs(&["curl"])
    .odd(REFUSED),
    case(
        "dig asks our root, our top-level domain and our authority",
        names::tree,
        names::dig_servers,
    )
    .needs(&["dig"])
    .odd(REFUSED)
    .takes(30),
    case("dig asks our resolver", names::tree, names::dig_resolver)
        .needs(&["dig"])
        .odd(REFUSED)
        .takes(30),
    case("nslookup asks our resolver", names::tree, names::nslookup)
        .needs(&["nslookup"])
        .odd(REFUSED)
        .takes(30),
    case("dnsmasq answers our questions, and our ping by name", names::stub, names::our_stub)
        .needs(&["dnsmasq"]),
    case("our resolver asks dnsmasq", names::resolver_beside, names::our_resolver)
        .needs(&["dnsmasq", "dig"])
        .takes(30),
    case("our ping goes on behind two routers", reach::pinging, reach::ping),
    case("our traceroute finds the kernel behind two routers", reach::tracing, reach::traceroute),
    case("our traceroute finds it by echoes", reach::tracing_by_echo, reach::traceroute),
    case("the kernel joins a group and leaves it", groups::querier, groups::kernel_joins).takes(30),
];

#[cfg(test)]
mod tests;
