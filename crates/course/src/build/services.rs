//! What servers have, who asks for an address, and commands: programs that decide by
//! themselves.

use super::zone;
use super::{Builder, Kind, events::PACE};
use crate::error::{Named, Problem, ValueProblem};
use crate::format::{Content, Dhcp, Dns, Http, Rarp, Resolver, Tftp};
use crate::path::Path;
use crate::values;
use std::collections::BTreeMap;
use std::net::Ipv4Addr;
use wireglass_core::addr::MacAddr;
use wireglass_core::addr::mask::Mask;
use wireglass_core::addr::network::Network;
use wireglass_core::dns::{ResolverConfig, Zone};
use wireglass_core::time::Instant;
use wireglass_core::{dhcp, rip, tftp};
use wireglass_shell::{Command, Context};
use wireglass_sim::app::{App, DhcpClient, HttpSite, TftpFiles};
use wireglass_sim::{Program, Run};
use wireglass_trace::TaskKind;

/// The most files or pages of a server, and the most bytes of all of them.
const MOST_FILES: usize = 256;
const MOST_BYTES: usize = 4 << 20;
/// The most addresses of a pool: those of a /16.
const MOST_ADDRESSES: usize = 1 << 16;

/// Adds services, clients of DHCP and RARP, and commands.
pub(crate) fn services(builder: &mut Builder<'_>) {
    let file = builder.file;
    for (index, service) in file.dhcp.iter().enumerate() {
        builder.dhcp(service, &Path::of("dhcp").index(index));
    }
    builder.zones();
    for (index, service) in file.resolvers.iter().enumerate() {
        builder.resolver(service, &Path::of("resolver").index(index));
    }
    for (index, service) in file.tftp.iter().enumerate() {
        builder.tftp(service, &Path::of("tftp").index(index));
    }
    for (index, service) in file.http.iter().enumerate() {
        builder.http(service, &Path::of("http").index(index));
    }
    for (index, service) in file.rarp.iter().enumerate() {
        builder.rarp(service, &Path::of("rarp").index(index));
    }
    builder.rip();
    for (node, host) in file.hosts.iter().enumerate() {
        let interface = "eth0".to_owned();
        match host.address.trim() {
            "dhcp" => {
                let client = DhcpClient { interface, release: false, stay: true };
                builder.serve(node, "dhclient eth0", App::DhcpClient(client));
            }
            "rarp" => builder.serve(node, "rarp eth0", App::RarpClient),
            _ => {}
        }
    }
    for index in 0..file.programs.len() {
        builder.command(index);
    }
}

impl Builder<'_> {
    /// Runs something on a node from the beginning.
    fn serve(&mut self, node: usize, name: &str, app: App) {
        self.scenario.programs.push(Program {
            host: node,
            name: name.to_owned(),
            start: Instant::ZERO,
            pace: PACE,
            kind: TaskKind::Service,
            run: Run::from(app),
        });
    }

    /// The host or router that a service runs on.
    fn on(&mut self, name: &str, table: &Path) -> Option<usize> {
        self.nodes.find_kind(name, Named::Speaker, &table.key("on"), self.problems)
    }

    /// The same with an interface: its node, its address and its network.
    fn on_interface(&mut self, text: &str, table: &Path) -> Option<(usize, Ipv4Addr, Network)> {
        let (name, port) = self.nodes.split(text);
        let node = self.on(name, table)?;
        let path = table.key("on");
        let names = self.nodes.interfaces(node);
        let at = match port {
            None => 0,
            Some(port) => {
                let at = names.iter().position(|known| known == port);
                if at.is_none() {
                    let known = names.iter().map(String::as_str);
                    self.problems.unknown(&path, Named::Interface, port, known);
                }
                at?
            }
        };
        let own = if let Kind::Host(index) = self.nodes.get(node)?.kind {
            let host = self.scenario.hosts.get(index)?;
            host.address.map(|address| (address, host.prefix))
        } else {
            let device = self.scenario.devices.get(node - self.scenario.hosts.len())?;
            let wireglass_sim::DeviceKind::Router(router) = &device.kind else { return None };
            router.interfaces.get(at).map(|own| (own.address, own.prefix))
        };
        let Some((address, prefix)) = own else {
            self.problems.value(&path, text, ValueProblem::NotAnInterface);
            return None;
        };
        let mask = Mask::new(prefix).unwrap_or(Mask::MAX);
        Some((node, address, Network::containing(address, mask)))
    }

    /// A host by its name, or a MAC address.
    fn station(&mut self, text: &str, path: &Path) -> Option<MacAddr> {
        let host = self.file.hosts.iter().position(|host| host.name == text);
        if let Some(host) = host {
            return Some(self.scenario.mac(host, 0));
        }
        self.problems
            .read(path, text, |text| values::host_mac(text).map_err(|_| ValueProblem::NotAStation))
    }

    fn stations(
        &mut self,
        table: &BTreeMap<String, String>,
        path: &Path,
    ) -> BTreeMap<MacAddr, Ipv4Addr> {
        let mut all = BTreeMap::new();
        for (station, address) in table {
            let path = path.key(station.clone());
            let mac = self.station(station, &path);
            let address = self.problems.read(&path, address, values::address);
            if let (Some(mac), Some(address)) = (mac, address)
                && all.insert(mac, address).is_some()
            {
                self.problems.tell(&path, Problem::NameTaken { name: station.clone() });
            }
        }
        all
    }

    fn dhcp(&mut self, service: &Dhcp, path: &Path) {
        let on = self.on_interface(&service.on, path);
        let pool = self.problems.read(&path.key("pool"), &service.pool, values::pool);
        if let Some((first, last)) = pool {
            let count = (u32::from(last) - u32::from(first)) as usize + 1;
            self.problems.few(&path.key("pool"), count, MOST_ADDRESSES);
        }
        let gateway = service.gateway.as_ref();
        let gateway = self.problems.optional(path, "gateway", gateway, values::address);
        let dns = path.key("dns");
        let servers = service.dns.iter().enumerate();
        let dns: Vec<Ipv4Addr> = servers
            .filter_map(|(at, text)| self.problems.read(&dns.index(at), text, values::address))
            .collect();
        let lease = service.lease.as_ref();
        let lease = self.problems.optional(path, "lease", lease, values::duration);
        let fixed = self.stations(&service.fixed, &path.key("fixed"));
        let (Some((node, address, network)), Some(pool)) = (on, pool) else { return };
        if !network.contains(pool.0) || !network.contains(pool.1) {
            let path = path.key("pool");
            self.problems.value(&path, &service.pool, ValueProblem::PoolElsewhere);
            return;
        }
        let usual = dhcp::ServerConfig::new(address, network.mask().as_addr(), pool);
        let config = dhcp::ServerConfig {
            routers: gateway.into_iter().collect(),
            dns,
            domain: service.domain.as_ref().map(|name| name.clone().into_bytes()),
            lease: lease.unwrap_or(usual.lease),
            fixed,
            ..usual
        };
        self.serve(node, "dhcpd", App::DhcpServer(config));
    }

    /// All zones of a host are one server's.
    fn zones(&mut self) {
        let file = self.file;
        let mut servers: Vec<(usize, Vec<Zone>)> = Vec::new();
        for (index, service) in file.dns.iter().enumerate() {
            let path = Path::of("dns").index(index);
            let node = self.on(&service.on, &path);
            let zone = self.zone(service, &path);
            let (Some(node), Some(zone)) = (node, zone) else { continue };
            match servers.iter_mut().find(|(known, _)| *known == node) {
                None => servers.push((node, vec![zone])),
                Some((_, zones)) if zones.iter().any(|z| z.origin() == zone.origin()) => {
                    let problem = Problem::NameTaken { name: service.zone.clone() };
                    self.problems.tell(&path.key("zone"), problem);
                }
                Some((_, zones)) => zones.push(zone),
            }
        }
        for (node, zones) in servers {
            self.serve(node, "named", App::DnsServer(zones));
        }
    }

    fn zone(&mut self, service: &Dns, path: &Path) -> Option<Zone> {
        let ttl = service.ttl.as_ref();
        let ttl = self.problems.optional(path, "ttl", ttl, values::duration);
        let ttl = ttl.map_or(zone::USUAL_TTL, zone::seconds);
        let origin = self.problems.read(&path.key("zone"), &service.zone, values::name)?;
        zone::parse(&origin, ttl, &service.records, &path.key("records"), self.problems)
    }

    fn resolver(&mut self, service: &Resolver, path: &Path) {
        let node = self.on(&service.on, path);
        let roots = path.key("roots");
        if service.roots.is_empty() {
            self.problems.value(&roots, "", ValueProblem::Empty);
        }
        let roots = service.roots.iter().filter_map(|(name, address)| {
            let path = roots.key(name.clone());
            let name = self.problems.read(&path, name, values::name);
            name.zip(self.problems.read(&path, address, values::address))
        });
        let usual = ResolverConfig::new(roots.collect());
        let timeout = service.timeout.as_ref();
        let timeout = self.problems.optional(path, "timeout", timeout, values::duration);
        let config = ResolverConfig {
            timeout: timeout.unwrap_or(usual.timeout),
            cache: service.cache.unwrap_or(usual.cache),
            ..usual
        };
        if let Some(node) = node {
            self.serve(node, "resolver", App::DnsResolver(config));
        }
    }

    /// The bytes of files or pages.
    fn contents<'c>(
        &mut self,
        contents: &'c BTreeMap<String, Content>,
        path: &Path,
    ) -> Vec<(&'c String, Vec<u8>)> {
        let length = |content: &Content| match content {
            Content::Text(text) => text.len(),
            Content::Bytes(length) => *length as usize,
        };
        let bytes: usize = contents.values().map(length).fold(0, usize::saturating_add);
        let few = self.problems.few(path, contents.len(), MOST_FILES);
        if !few || !self.problems.few(path, bytes, MOST_BYTES) {
            return Vec::new();
        }
        let bytes = |content: &Content| match content {
            Content::Text(text) => text.clone().into_bytes(),
            Content::Bytes(length) => crate::calls::alphabet(*length as usize),
        };
        contents.iter().map(|(name, content)| (name, bytes(content))).collect()
    }

    fn tftp(&mut self, service: &Tftp, path: &Path) {
        let node = self.on(&service.on, path);
        let usual = tftp::Config::default();
        let timeout = service.timeout.as_ref();
        let timeout = self.problems.optional(path, "timeout", timeout, values::duration);
        let config = tftp::Config {
            timeout: timeout.unwrap_or(usual.timeout),
            retries: service.retries.unwrap_or(usual.retries),
            apprentice: service.apprentice,
            ..usual
        };
        let files = self.contents(&service.files, &path.key("files"));
        let files = files.into_iter().map(|(name, bytes)| (name.clone(), bytes)).collect();
        if let Some(node) = node {
            let files = TftpFiles { files, writable: service.writable, config };
            self.serve(node, "tftpd", App::TftpServer(files));
        }
    }

    fn http(&mut self, service: &Http, path: &Path) {
        let node = self.on(&service.on, path);
        let own = path.key("pages");
        let mut pages = BTreeMap::new();
        for (name, bytes) in self.contents(&service.pages, &own) {
            if !name.starts_with('/') {
                self.problems.value(&own.key(name.clone()), name, ValueProblem::NotAPath);
            }
            pages.insert(name.clone(), (media_type(name).to_owned(), bytes));
        }
        let port = service.port.unwrap_or(80);
        let read = |text: &str| values::number(text, 1, u64::from(u16::MAX));
        self.problems.read(&path.key("port"), &port.to_string(), read);
        let keep_open = service.keep_open.unwrap_or(true);
        if let Some(node) = node {
            self.serve(node, "httpd", App::HttpServer(HttpSite { port, pages, keep_open }));
        }
    }

    fn rarp(&mut self, service: &Rarp, path: &Path) {
        let on = self.on_interface(&service.on, path);
        let table = self.stations(&service.table, &path.key("table"));
        if let Some((node, ..)) = on {
            self.serve(node, "rarpd", App::RarpServer(table));
        }
    }

    fn rip(&mut self) {
        const HORIZONS: &[&str] = &["none", "split", "poisoned"];
        let (file, path) = (self.file, Path::of("rip"));
        let problems = &mut *self.problems;
        let usual = rip::Config::default();
        let mut duration = |key, text: &Option<String>| {
            problems.optional(&path, key, text.as_ref(), values::duration)
        };
        let update = duration("update", &file.rip.update);
        let timeout = duration("timeout", &file.rip.timeout);
        let garbage = duration("garbage", &file.rip.garbage);
        let horizon = problems.optional(&path, "horizon", file.rip.horizon.as_ref(), |text| {
            match text.trim() {
                "none" => Ok(rip::Horizon::Whole),
                "split" => Ok(rip::Horizon::Split),
                "poisoned" => Ok(rip::Horizon::Poisoned),
                _ => Err(ValueProblem::NotOneOf(HORIZONS)),
            }
        });
        let update = update.unwrap_or(usual.update);
        // RFC 2453 §3.8: 30 seconds, 5 sooner or later at most; another time in proportion.
        let jitter = wireglass_core::time::Duration::from_nanos(update.as_nanos() / 6);
        let config = rip::Config {
            update,
            jitter,
            timeout: timeout.unwrap_or(usual.timeout),
            garbage: garbage.unwrap_or(usual.garbage),
            horizon: horizon.unwrap_or(usual.horizon),
            ..usual
        };
        let speaks = |kind| matches!(kind, Kind::Router(index) if file.routers[index].rip);
        let routers = self.nodes.iter().enumerate().filter(|(_, node)| speaks(node.kind));
        let routers: Vec<usize> = routers.map(|(index, _)| index).collect();
        for node in routers {
            self.serve(node, "routed", App::Rip(config));
        }
    }

    /// A program that is a command line.
    fn command(&mut self, index: usize) {
        let program = &self.file.programs[index];
        let path = Path::of("program").index(index);
        let Some(line) = &program.run else { return };
        let Some(node) = self.nodes.iter().position(|node| node.name == program.host) else {
            return;
        };
        let interfaces = self.nodes.interfaces(node);
        let context = Context { interfaces, ..Context::new(&program.host) };
        let says = match wireglass_shell::parse(line, &context) {
            Ok(Command::Run(run)) => {
                let (start, pace) = self.times(program, &path);
                self.scenario.programs.push(Program {
                    host: node,
                    name: line.clone(),
                    start,
                    pace,
                    kind: TaskKind::Command,
                    run: Run::from(run.app),
                });
                return;
            }
            Ok(Command::Shell(_)) => String::new(),
            Err(refusal) => {
                let lines = refusal.lines.iter().map(|line| line.text.as_str());
                lines.collect::<Vec<_>>().join("\n")
            }
        };
        let problem = Problem::Command { line: line.clone(), says };
        self.problems.tell(&path.key("run"), problem);
    }
}

/// A page's media type, by the ending of its path.
fn media_type(path: &str) -> &'static str {
    match path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map(|(_, end)| end) {
        Some("txt") => "text/plain; charset=utf-8",
        Some("css") => "text/css",
        Some("js") => "text/javascript",
        Some("json") => "application/json",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("svg") => "image/svg+xml",
        _ => "text/html; charset=utf-8",
    }
}
