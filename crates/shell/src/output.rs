//! What a command has printed by a position.

mod addresses;
mod dhcp;
mod dns;
mod form;
mod log;
mod neighbours;
mod ping;
mod routes;
mod sockets;
mod traceroute;
mod transfer;
mod web;

use crate::command::{Command, Run, Stream, View};
use crate::context::Context;
use crate::tools::parse;
use log::Log;
use wireglass_sim::app::App;
use wireglass_trace::{EventId, TaskId, Trace};

/// A line that was printed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Line {
    /// The line, without its end.
    pub text: String,
    /// Where it was printed.
    pub stream: Stream,
    /// What made the tool print it.
    pub event: EventId,
}

/// What a command has printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Output {
    /// The lines, in order.
    pub lines: Vec<Line>,
    /// The command has been started, and its prompt has not come back: there may be more to come.
    pub running: bool,
    /// Its exit status, once it has ended.
    pub status: Option<u8>,
}

/// What the command of a task has printed by `position`, in its own tool's form. The task's name is
/// the line as it was typed; one that is no command line has printed nothing.
pub fn output(trace: &Trace, position: usize, task: TaskId) -> Output {
    let Some(known) = trace.tasks().get(task.index()) else { return Output::default() };
    let context = Context::of(trace, known.node);
    let Ok(Command::Run(run)) = parse(&known.name, &context) else { return Output::default() };
    let log = Log::read(trace, position, task);
    let mut page = Page::default();
    if log.is_missing() {
        if let Some((_, event)) = log.ended {
            page.err(event, format!("bash: {}: command not found", run.tool.name()));
        }
    } else {
        print(&run, &log, &mut page);
    }
    // A client that keeps its lease does so in the background.
    let returned = log.ended.is_some() || page.in_background;
    Output {
        lines: page.lines,
        running: log.started.is_some() && !returned,
        status: log.ended.map(|(code, _)| page.status.unwrap_or(code)),
    }
}

fn print(run: &Run, log: &Log<'_>, page: &mut Page) {
    match (&run.view, &run.app) {
        (View::Ping { typed, quiet }, App::Ping(ping)) => {
            ping::print(log, page, ping, typed, *quiet);
        }
        (View::Traceroute { typed }, App::Traceroute(args)) => {
            traceroute::print(log, page, args, typed);
        }
        (View::Change { tool }, App::Change(change)) => {
            neighbours::changed(log, page, *tool, change);
        }
        (View::Nslookup { server }, App::Lookup(lookup)) => {
            dns::nslookup(log, page, lookup, server.as_deref());
        }
        (View::Dig(view), App::Lookup(lookup)) => dns::dig(log, page, lookup, view),
        (View::Host { typed, server }, App::Lookup(lookup)) => {
            dns::host(log, page, lookup, typed, server.as_deref());
        }
        (View::Curl(view), App::Fetch(fetch)) => web::curl(log, page, fetch, view),
        (View::Curl(view), App::TftpCopy(copy)) => transfer::curl(log, page, copy, view),
        (View::Tftp { get, verbose }, App::TftpCopy(copy)) => {
            transfer::tftp(log, page, copy, *get, *verbose);
        }
        (View::Netcat { verbose, numeric, typed }, App::Netcat(args)) => {
            transfer::nc(log, page, args, (*verbose, *numeric), typed);
        }
        (View::Dhclient { verbose }, App::DhcpClient(args)) => {
            dhcp::dhclient(log, page, args, *verbose);
        }
        (View::IpconfigLease, App::DhcpClient(args)) => dhcp::ipconfig(log, page, args),
        (view, _) => show(view, log, page),
    }
}

/// Tables are printed as they were when they were read.
fn show(view: &View, log: &Log<'_>, page: &mut Page) {
    let Some((event, now)) = log.shown() else { return };
    let host = form::HostNow { trace: log.trace, node: log.node, now: &now };
    let lines = match view {
        View::Arp { form, only, interface, .. } => {
            neighbours::arp(&host, *form, *only, interface.as_deref())
        }
        View::IpNeighbour { brief, interface } => {
            neighbours::ip(&host, *brief, interface.as_deref())
        }
        View::IpAddress { brief, interface, .. } => {
            addresses::ip(&host, *brief, interface.as_deref())
        }
        View::IpLink { brief, interface } => addresses::link(&host, *brief, interface.as_deref()),
        View::Ifconfig { interface } => addresses::ifconfig(&host, interface.as_deref()),
        View::Ipconfig { all } => addresses::ipconfig(&host, *all),
        View::HostnameAddresses => addresses::hostname(&host),
        View::NetstatInterfaces => addresses::netstat(&host),
        View::IpRoute { interface, default_only } => {
            routes::ip(&host, interface.as_deref(), *default_only)
        }
        View::IpRouteGet(ip) => match routes::get(&host, *ip) {
            Ok(lines) => lines,
            Err(text) => {
                page.status = Some(2);
                return page.err(event, text);
            }
        },
        View::Route { numeric, netstat } => routes::route(&host, *numeric, *netstat),
        View::RoutePrint => routes::windows(&host),
        View::Netstat(sockets) => sockets::netstat(&host, *sockets),
        View::Ss { sockets, header } => sockets::ss(&host, *sockets, *header),
        // Everything else is no table: printed before.
        _ => return,
    };
    for line in lines {
        page.out(event, line);
    }
}

/// Where lines are printed.
#[derive(Debug, Default)]
struct Page {
    lines: Vec<Line>,
    in_background: bool,
    /// The exit status, where the tool's is not the application's.
    status: Option<u8>,
}

impl Page {
    fn out(&mut self, event: EventId, text: impl Into<String>) {
        let text = form::expanded(&text.into());
        self.lines.push(Line { text, stream: Stream::Out, event });
    }

    fn err(&mut self, event: EventId, text: impl Into<String>) {
        let text = form::expanded(&text.into());
        self.lines.push(Line { text, stream: Stream::Err, event });
    }

    /// Bytes as a terminal shows them, line by line.
    fn bytes(&mut self, event: EventId, bytes: &[u8]) {
        for line in form::text_lines(bytes) {
            self.out(event, line);
        }
    }
}
