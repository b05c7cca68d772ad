//! What a command line means.

use std::net::Ipv4Addr;
use wireglass_core::wire::dns::Name;
use wireglass_sim::app::App;

/// What a line means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Something the host runs: it shows in the trace.
    Run(Run),
    /// Something the shell does by itself.
    Shell(Builtin),
}

/// A command that the host runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Which tool.
    pub tool: Tool,
    /// What the simulator runs.
    pub app: App,
    /// How what it finds is printed.
    pub(crate) view: View,
}

/// What the shell does by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Builtin {
    /// Nothing: an empty line, or a comment.
    Nothing,
    /// Print this.
    Say(Vec<Printed>),
    /// Say what tools there are, or what this one does, in the page's language.
    Help(Option<Tool>),
    /// Show the manual of a tool, in the page's language.
    Manual(Tool),
    /// List what was typed before.
    History,
    /// Take everything off the screen.
    Clear,
}

/// Where a line is printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stream {
    /// What was asked for.
    #[default]
    Out,
    /// Complaints, and what tools tell of themselves.
    Err,
}

/// A line that is printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Printed {
    /// The line, without its end.
    pub text: String,
    /// Where.
    pub stream: Stream,
}

/// Why a line is not run: what the shell or the tool answers instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is printed; tools complain on [`Stream::Err`].
    pub lines: Vec<Printed>,
    /// The exit status, 1 to 255.
    pub status: u8,
    /// Whether the real tool would have done it: the line is right, and not simulated here.
    pub not_simulated: bool,
}

impl Refusal {
    /// What the real tool answers, line by line.
    pub(crate) fn wrong(status: u8, text: impl AsRef<str>) -> Self {
        Self { lines: lines(text.as_ref(), Stream::Err), status, not_simulated: false }
    }

    /// What the real tool would do, and this one cannot.
    pub(crate) fn not_simulated(tool: &str, what: &str) -> Self {
        let lines = lines(&format!("{tool}: {what} is not simulated"), Stream::Err);
        Self { lines, status: 2, not_simulated: true }
    }
}

/// A text as lines for one stream.
pub(crate) fn lines(text: &str, stream: Stream) -> Vec<Printed> {
    text.split('\n').map(|line| Printed { text: line.to_owned(), stream }).collect()
}

macro_rules! tools {
    ($($(#[doc = $doc:literal])+ $tool:ident = $name:literal, $synopsis:literal;)*) => {
        /// The tools there are. What each is for, in words, is in `text`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Tool {
            $($(#[doc = $doc])+ $tool,)*
        }

        impl Tool {
            /// Every tool, in the order of their names.
            pub const ALL: &'static [Self] = &[$(Self::$tool),*];

            /// Its name, as typed.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$tool => $name,)*
                }
            }

            /// How it is called: one way a line.
            pub const fn synopsis(self) -> &'static str {
                match self {
                    $(Self::$tool => $synopsis,)*
                }
            }
        }
    };
}

tools! {
    /// Neighbours: the ARP cache.
    Arp = "arp", "arp [-n] [-i IF] [-a] [HOST]\narp -g\narp [-i IF] -d HOST\narp [-i IF] -s HOST MAC";
    /// Takes everything off the screen.
    Clear = "clear", "clear";
    /// Fetches pages and files.
    Curl = "curl", "curl [-v] [-i] [-I] [-s] [-S] [-X METHOD] [-d DATA] [-m SECONDS] URL...\ncurl [--tftp-blksize N] [--tftp-no-options] tftp://HOST/FILE";
    /// Gets an address.
    Dhclient = "dhclient", "dhclient [-v] [-1] [-r] [IF]";
    /// Asks name servers and shows every section.
    Dig = "dig", "dig [@SERVER] [NAME] [TYPE] [-x ADDRESS] [+short] [+norecurse] [+noall] [+answer]...";
    /// Prints its arguments.
    Echo = "echo", "echo [-n] [-e] [TEXT...]";
    /// Says what tools there are.
    Help = "help", "help [TOOL]";
    /// Lists what was typed before.
    History = "history", "history";
    /// Asks name servers, in short.
    Host = "host", "host [-r] [-t TYPE] NAME [SERVER]";
    /// The host's own name.
    Hostname = "hostname", "hostname [-I]";
    /// Interfaces, the old way.
    Ifconfig = "ifconfig", "ifconfig [-a] [IF]\nifconfig IF ADDRESS[/PREFIX] [netmask MASK]";
    /// Addresses, routes and neighbours.
    Ip = "ip", "ip [-4] [-br] addr [show [IF]]\nip addr add ADDRESS/PREFIX dev IF\nip addr { del ADDRESS/PREFIX | flush } dev IF\nip route [show]\nip route get ADDRESS\nip route { add | replace } NETWORK via GATEWAY [metric N]\nip route del NETWORK\nip neigh [show]\nip neigh { add | replace } ADDRESS lladdr MAC dev IF\nip neigh del ADDRESS dev IF\nip neigh flush { all | dev IF }\nip link [show [IF]]";
    /// Addresses, as Windows shows them.
    Ipconfig = "ipconfig", "ipconfig [/all]\nipconfig /release [IF]\nipconfig /renew [IF]";
    /// Shows a tool's manual.
    Man = "man", "man TOOL";
    /// Sends and receives what one likes.
    Nc = "nc", "nc [-u] [-b] [-n] [-v] [-N] [-p PORT] HOST PORT\nnc -l [-u] [-v] [-n] [-p] PORT";
    /// Sockets and routes, the old way.
    Netstat = "netstat", "netstat [-a] [-n] [-t] [-u] [-l] [-p]\nnetstat -r [-n]\nnetstat -i";
    /// Asks name servers.
    Nslookup = "nslookup", "nslookup [-type=TYPE] NAME [SERVER]";
    /// Asks whether somebody is there.
    Ping = "ping", "ping [-b] [-n] [-q] [-c COUNT] [-i SECONDS] [-s SIZE] [-t TTL] [-W SECONDS] [-M do|want|dont] HOST";
    /// Prints its arguments in a form.
    Printf = "printf", "printf FORMAT [ARGUMENT...]";
    /// Routes, the old way.
    Route = "route", "route [-n]\nroute print\nroute add { default | -net NETWORK[/PREFIX] [netmask MASK] | -host HOST } gw GATEWAY [metric N]\nroute del { default | -net NETWORK[/PREFIX] [netmask MASK] | -host HOST }";
    /// Sockets.
    Ss = "ss", "ss [-t] [-u] [-l] [-a] [-n] [-p] [-H]";
    /// Copies files, simply.
    Tftp = "tftp", "tftp [-v] [-m MODE] HOST [PORT] -c get FILE\ntftp [-m MODE] HOST -c put /dev/stdin FILE <<< TEXT";
    /// Finds the routers on the way.
    Traceroute = "traceroute", "traceroute [-n] [-I] [-f FIRST] [-m MAX] [-q PROBES] [-w SECONDS] HOST";
}

impl Tool {
    /// The tool of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|tool| tool.name() == name)
    }
}

/// How the findings of an application are printed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum View {
    /// As `ping` does; the name as typed.
    Ping { typed: String, quiet: bool },
    /// As `traceroute` does.
    Traceroute { typed: String },
    /// As `arp` does.
    Arp { form: ArpForm, numeric: bool, only: Option<Ipv4Addr>, interface: Option<String> },
    /// `ip addr`, of one interface or all.
    IpAddress { brief: bool, four: bool, interface: Option<String> },
    /// `ip link`.
    IpLink { brief: bool, interface: Option<String> },
    /// `ip route`.
    IpRoute { interface: Option<String>, default_only: bool },
    /// `ip route get`.
    IpRouteGet(Ipv4Addr),
    /// `ip neigh`.
    IpNeighbour { brief: bool, interface: Option<String> },
    /// `ifconfig`.
    Ifconfig { interface: Option<String> },
    /// `ipconfig`.
    Ipconfig { all: bool },
    /// `ipconfig /release` and `/renew`: the addresses that are left or new.
    IpconfigLease,
    /// `route` and `netstat -r`.
    Route { numeric: bool, netstat: bool },
    /// `route print`.
    RoutePrint,
    /// `netstat` without `-r`.
    Netstat(Sockets),
    /// `netstat -i`.
    NetstatInterfaces,
    /// `ss`.
    Ss { sockets: Sockets, header: bool },
    /// `hostname -I`.
    HostnameAddresses,
    /// A change of a table: nothing but what went wrong.
    Change { tool: Tool },
    /// `nslookup`.
    Nslookup { server: Option<String> },
    /// `dig`.
    Dig(DigView),
    /// `host`.
    Host { typed: String, server: Option<String> },
    /// `curl`.
    Curl(CurlView),
    /// `tftp`.
    Tftp { get: bool, verbose: bool },
    /// `dhclient`.
    Dhclient { verbose: bool },
    /// `nc`.
    Netcat { verbose: bool, numeric: bool, typed: String },
}

/// Three ways to show an ARP cache.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ArpForm {
    /// A table: `arp`, `arp -n`.
    Linux,
    /// A line for each: `arp -a`.
    Bsd,
    /// As Windows shows it: `arp -g`.
    Windows,
}

/// Which sockets are listed, and how.
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the tool")]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sockets {
    pub(crate) tcp: bool,
    pub(crate) udp: bool,
    pub(crate) listening: bool,
    pub(crate) others: bool,
    pub(crate) numeric: bool,
    pub(crate) programs: bool,
}

/// Which parts of an answer `dig` shows.
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the tool")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DigView {
    /// The arguments, as the first line repeats them.
    pub(crate) arguments: String,
    pub(crate) at_server: Option<String>,
    pub(crate) short: bool,
    pub(crate) command: bool,
    pub(crate) comments: bool,
    pub(crate) question: bool,
    pub(crate) answer: bool,
    pub(crate) authority: bool,
    pub(crate) additional: bool,
    pub(crate) stats: bool,
}

/// What `curl` shows.
#[allow(clippy::struct_excessive_bools, reason = "each is an option of the tool")]
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CurlView {
    pub(crate) verbose: bool,
    pub(crate) include: bool,
    pub(crate) silent: bool,
    pub(crate) host: String,
}

/// The name of a host, from what was typed.
pub(crate) fn domain(text: &str) -> Option<Name> {
    text.parse().ok()
}
