//! From a file to a scenario. Every mistake is told, each with its path; what cannot be
//! read is left out, so that the next one is found, too.

mod devices;
mod events;
mod nodes;
mod services;
mod zone;

pub(crate) use devices::devices;
pub(crate) use nodes::{Kind, Nodes};
pub(crate) use services::services;

use crate::error::{Problem, ValueProblem};
use crate::format::{File, FirstIsn, Host, Link};
use crate::path::Path;
use crate::problems::Problems;
use crate::settings::ISN_STEP;
use crate::values;
use wireglass_core::tcp::Profile;
use wireglass_core::time::{Duration, Instant};
use wireglass_sim::{Arp, HostSpec, Isn, Limits, LinkSpec, Scenario};

/// The first port a host gives away, unless it says otherwise (RFC 6335 §6).
const EPHEMERAL_PORT: u16 = 49_152;
/// The longest run that a file may ask for.
const LONGEST_RUN: Duration = Duration::from_secs(7 * 86_400);

/// The most there may be of each. Far beyond what anybody can look at, and far below what
/// would freeze a browser.
const MOST_NODES: usize = 512;
const MOST_LINKS: usize = 1_024;
const MOST_EVENTS: usize = 1_000;
/// The longest name of a host or device, in characters.
const LONGEST_NAME: usize = 64;

/// What builds the parts of a scenario that only networks have. A page that shows none does
/// not carry them.
#[derive(Clone, Copy)]
pub(crate) struct Parts {
    /// Devices, and links with ends.
    pub(crate) devices: fn(&mut Builder<'_>),
    /// Services, and commands.
    pub(crate) services: fn(&mut Builder<'_>),
}

impl Parts {
    /// Of lessons that have none.
    pub(crate) const NONE: Self = Self { devices: |_| (), services: |_| () };
    /// All.
    pub(crate) const ALL: Self = Self { devices, services };
}

/// A scenario that is being built.
pub(crate) struct Builder<'a> {
    pub(crate) file: &'a File,
    pub(crate) nodes: Nodes<'a>,
    pub(crate) scenario: Scenario,
    pub(crate) problems: &'a mut Problems,
}

/// The scenario of a file. It can be used only if no problem is told.
pub(crate) fn scenario(file: &File, parts: Parts, problems: &mut Problems) -> Scenario {
    let nodes = Nodes::of(file);
    let arp = file.arp.unwrap_or_else(|| file.is_network());
    let scenario = Scenario {
        seed: file.seed,
        hosts: Vec::new(),
        devices: Vec::new(),
        links: Vec::new(),
        programs: Vec::new(),
        faults: Vec::new(),
        actions: Vec::new(),
        arp: if arp { Arp::Asked } else { Arp::Known },
        limits: Limits::default(),
    };
    let mut builder = Builder { file, nodes, scenario, problems };
    builder.sizes();
    builder.names();
    builder.until();
    builder.hosts();
    if file.is_network() {
        (parts.devices)(&mut builder);
    } else {
        builder.one_link();
    }
    (parts.services)(&mut builder);
    builder.events();
    builder.check();
    builder.scenario
}

impl File {
    /// Whether it is more than two hosts and one link.
    pub(crate) fn is_network(&self) -> bool {
        let devices = self.switches.len()
            + self.hubs.len()
            + self.routers.len()
            + self.home_routers.len()
            + self.modems.len();
        let links = &self.links.0;
        devices > 0
            || self.hosts.len() != 2
            || links.len() > 1
            || links.iter().any(|link| !link.ends.is_empty())
    }
}

impl Builder<'_> {
    fn sizes(&mut self) {
        let file = self.file;
        self.problems.few(&Path::default(), self.nodes.len(), MOST_NODES);
        for (key, found, most) in [
            ("link", file.links.0.len(), MOST_LINKS),
            ("program", file.programs.len(), MOST_EVENTS),
            ("fault", file.faults.len(), MOST_EVENTS),
            ("action", file.actions.len(), MOST_EVENTS),
            ("inject", file.injections.len(), MOST_EVENTS),
            ("note", file.notes.len(), MOST_EVENTS),
            ("question", file.questions.len(), MOST_EVENTS),
        ] {
            self.problems.few(&Path::of(key), found, most);
        }
    }

    fn names(&mut self) {
        for (index, node) in self.nodes.iter().enumerate() {
            let path = node.path.key("name");
            if node.name.trim().is_empty() {
                self.problems.value(&path, node.name, ValueProblem::Empty);
            } else if self.nodes.iter().take(index).any(|earlier| earlier.name == node.name) {
                self.problems.tell(&path, Problem::NameTaken { name: node.name.to_owned() });
            }
            self.problems.few(&path, node.name.chars().count(), LONGEST_NAME);
        }
    }

    fn until(&mut self) {
        let read = |text: &str| {
            let until = values::duration(text)?;
            let max = LONGEST_RUN.as_millis();
            let fits = (Duration::from_millis(1)..=LONGEST_RUN).contains(&until);
            if fits { Ok(until) } else { Err(ValueProblem::NotInRange { min: 1, max }) }
        };
        let until =
            self.problems.optional(&Path::default(), "until", self.file.until.as_ref(), read);
        if let Some(until) = until {
            self.scenario.limits.until = Instant::ZERO + until;
        }
    }

    fn hosts(&mut self) {
        let common = self.file.tcp.config(&Path::of("tcp"), self.problems);
        for (index, host) in self.file.hosts.iter().enumerate() {
            let path = Path::of("host").index(index);
            let mut tcp = common.clone();
            host.tcp.refine(&mut tcp, &path.key("tcp"), self.problems);
            let spec = HostSpec { tcp, ..self.host(host, &path) };
            self.scenario.hosts.push(spec);
        }
    }

    fn host(&mut self, host: &Host, path: &Path) -> HostSpec {
        let problems = &mut *self.problems;
        let (address, prefix) = match host.address.trim() {
            "dhcp" | "rarp" | "none" => (None, 24),
            text => {
                let read = problems.read(&path.key("address"), text, values::host_address);
                read.map_or((None, 24), |(address, prefix)| (Some(address), prefix))
            }
        };
        let gateway = problems.optional(path, "gateway", host.gateway.as_ref(), values::address);
        let servers = path.key("dns");
        let servers = host.dns.iter().enumerate().filter_map(|(index, text)| {
            problems.read(&servers.index(index), text, values::address)
        });
        let name_servers = servers.collect();
        let names = path.key("names");
        let names = host.names.iter().filter_map(|(name, address)| {
            let path = names.key(name.clone());
            let name = problems.read(&path, name, values::name);
            let address = problems.read(&path, address, values::address);
            name.zip(address)
        });
        let names = names.collect();
        let mac = problems.optional(path, "mac", host.mac.as_ref(), values::host_mac);
        let step = host.isn_step.unwrap_or(ISN_STEP);
        let isn = match host.isn.as_ref().map(|FirstIsn(text)| text.as_str()) {
            None | Some("random") => Isn::Random,
            Some("rfc6528") => Isn::Rfc6528,
            Some(text) => {
                const WORDS: ValueProblem = ValueProblem::NotOneOf(&["random", "rfc6528"]);
                let read = |text: &str| text.parse().map_err(|_| WORDS);
                let first = problems.read(&path.key("isn"), text, read);
                first.map_or(Isn::Random, |first| Isn::Counted { first, step })
            }
        };
        HostSpec {
            server: host.server,
            prefix,
            mac,
            gateway,
            name_servers,
            names,
            isn,
            ephemeral_port: host.port.unwrap_or(EPHEMERAL_PORT),
            ..HostSpec::new(&host.name, address, Profile::Linux)
        }
    }

    /// The link of a file of two hosts and one link.
    fn one_link(&mut self) {
        let usual = Link::default();
        let link = self.file.links.0.first().unwrap_or(&usual);
        let path = Path::of("link").index(0);
        let spec = self.link(link, LinkSpec::between(0, 1), &path);
        self.scenario.links.push(spec);
    }

    /// What a link is like.
    fn link(&mut self, link: &Link, usual: LinkSpec, path: &Path) -> LinkSpec {
        const LEAST_MTU: u16 = 68;
        let problems = &mut *self.problems;
        let mut spec = usual;
        let delay = problems.optional(path, "delay", link.delay.as_ref(), values::duration);
        spec.delay = delay.unwrap_or(spec.delay);
        let rate = problems.optional(path, "bandwidth", link.bandwidth.as_ref(), values::rate);
        spec.bandwidth = rate.flatten();
        let mut share = |key, text: &Option<String>| {
            problems.optional(path, key, text.as_ref(), values::share).unwrap_or_default()
        };
        spec.loss_ppm = share("loss", &link.loss);
        spec.duplicate_ppm = share("duplicate", &link.duplicate);
        spec.reorder_ppm = share("reorder", &link.reorder);
        spec.corrupt_ppm = share("corrupt", &link.corrupt);
        let by = problems.optional(path, "reorder_by", link.reorder_by.as_ref(), values::duration);
        if spec.reorder_ppm > 0 && self.file.is_network() || by.is_some() {
            spec.reorder_by = by.unwrap_or(crate::settings::REORDER_BY);
        }
        if let Some(mtu) = link.mtu {
            // RFC 791 §3.2: every module must pass 68 bytes on without cutting.
            let (min, max) = (u64::from(LEAST_MTU), u64::from(u16::MAX));
            let read = |text: &str| values::number(text, min, max);
            problems.read(&path.key("mtu"), &mtu.to_string(), read);
            spec.mtu = mtu.max(LEAST_MTU);
        }
        spec.queue = link.queue.unwrap_or(spec.queue);
        let medium = problems.optional(path, "medium", link.medium.as_ref(), values::medium);
        spec.medium = medium.unwrap_or(spec.medium);
        spec
    }

    /// What only the scenario as a whole can tell; after all else, so that nothing is told twice.
    fn check(&mut self) {
        if !self.problems.is_empty() {
            return;
        }
        if let Err(error) = self.scenario.check() {
            let path = self.nodes.blame(&error);
            self.problems.tell(&path, Problem::Scenario(error));
        }
    }
}
