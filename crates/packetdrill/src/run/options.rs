//! `getsockopt` and `setsockopt`.
//!
//! Options that change what a connection does are carried out; those that have no
//! meaning here (addresses may always be used again, nothing is routed) are
//! remembered where a script may read them back, and change nothing.

use super::calls::{Done, Outcome, errno, symbol};
use super::failure::Mismatch;
use super::host::{Host, Kind};
use crate::script::{Call, Value};
use wireglass_core::tcp::{Config, Congestion, Endpoint, State, Variable};
use wireglass_core::time::Duration;

/// Options that are only remembered.
const REMEMBERED: [&str; 15] = [
    "SO_REUSEADDR",
    "SO_REUSEPORT",
    "SO_DEBUG",
    "SO_DONTROUTE",
    "SO_BROADCAST",
    "SO_USELOOPBACK",
    "SO_OOBINLINE",
    "SO_TIMESTAMP",
    "SO_NOSIGPIPE",
    "SO_NO_DDP",
    "TCP_LOG_DEBUG",
    "IP_DONTFRAG",
    "IPV6_DONTFRAG",
    "IPV6_V6ONLY",
    "IP_PORTRANGE",
];

/// What a script compares a value with.
fn matches(wanted: &Value, got: &Value) -> bool {
    match (wanted, got) {
        (Value::Ellipsis, _) => true,
        (Value::Struct(wanted), Value::Struct(got)) => wanted.iter().all(|(name, value)| {
            got.iter().any(|(known, held)| bare(known) == bare(name) && matches(value, held))
        }),
        (Value::Array(wanted), _) if wanted.len() == 1 => matches(&wanted[0], got),
        _ => wanted == got,
    }
}

/// `l_onoff` and `onoff` are one field.
fn bare(name: &str) -> &str {
    name.strip_prefix("l_").unwrap_or(name)
}

fn show(value: &Value) -> String {
    match value {
        Value::Int(number) => number.to_string(),
        Value::Symbol(name) => name.clone(),
        Value::Text(text) => format!("\"{text}\""),
        Value::Array(values) => values.iter().map(show).collect::<Vec<_>>().join(", "),
        Value::Struct(fields) => {
            let fields: Vec<_> =
                fields.iter().map(|(name, value)| format!("{name}={}", show(value))).collect();
            format!("{{{}}}", fields.join(", "))
        }
        _ => "...".to_owned(),
    }
}

impl Host {
    /// The option's value is compared here: it is the script's fourth argument.
    pub(super) fn call_getsockopt(&mut self, call: &Call) -> Done {
        let name = symbol(call, 2)?.to_owned();
        let got = self.option(call, &name)?;
        let wanted =
            call.args.get(3).ok_or_else(|| Mismatch::unsupported("getsockopt without a value"))?;
        if matches(wanted, &got) {
            Ok(Outcome::Value(0))
        } else {
            Err(Mismatch::differs(name, show(wanted), show(&got)))
        }
    }

    fn option(&mut self, call: &Call, name: &str) -> Result<Value, Mismatch> {
        let (fd, socket) = self.socket_of(call)?;
        let (config, keep, ip) = (socket.config.clone(), socket.keep, socket.ip);
        let listens = matches!(socket.kind, Kind::Listening(_));
        let (linger, remembered) = (socket.abort_on_close, socket.remembered.get(name).copied());
        let endpoint = self.connection(fd).map(|connection| &mut connection.endpoint);
        let variable = |endpoint: &Endpoint, variable| endpoint.variable(variable).map(number);
        let seconds = |time: Duration| number(time.as_secs());
        let truth = |on: bool| Value::Int(on.into());
        Ok(match name {
            "SO_ERROR" => endpoint
                .and_then(Endpoint::take_error)
                .map_or(Value::Int(0), |error| Value::Symbol(errno(error).to_owned())),
            "SO_TYPE" => Value::Symbol("SOCK_STREAM".to_owned()),
            "SO_ACCEPTCONN" => truth(listens),
            "SO_RCVBUF" => Value::Int(
                endpoint
                    .map_or(config.receive_buffer, |endpoint| endpoint.receive_capacity())
                    .into(),
            ),
            "SO_SNDBUF" => Value::Int(config.send_buffer.into()),
            "SO_LINGER" => Value::Struct(vec![
                ("onoff".to_owned(), truth(linger)),
                ("linger".to_owned(), Value::Int(0)),
            ]),
            "SO_KEEPALIVE" => truth(config.keep_alive.is_some()),
            "TCP_NODELAY" => {
                truth(!endpoint.map_or(config.nagle, |endpoint| endpoint.config().nagle))
            }
            "TCP_NOOPT" => truth(!config.announce_mss),
            "TCP_MAXSEG" => endpoint
                .and_then(|endpoint| variable(endpoint, Variable::Mss))
                .unwrap_or(Value::Int(config.mss.into())),
            "TCP_KEEPIDLE" => seconds(keep.idle),
            "TCP_KEEPINTVL" => seconds(keep.interval),
            "TCP_KEEPCNT" => Value::Int(keep.probes.into()),
            "TCP_KEEPINIT" if config.open_timeout.is_some() => {
                seconds(config.open_timeout.unwrap_or_default())
            }
            "TCP_USER_TIMEOUT" => number(config.user_timeout.map_or(0, Duration::as_millis)),
            "TCP_SYNCNT" => Value::Int(config.syn_retries.into()),
            "TCP_CONGESTION" => Value::Text(
                match config.congestion {
                    Congestion::Cubic => "cubic",
                    _ if self.profile == wireglass_core::tcp::Profile::FreeBsd => "newreno",
                    _ => "reno",
                }
                .to_owned(),
            ),
            "TCP_INFO" => match endpoint {
                Some(endpoint) => info(endpoint),
                None => return Err(Mismatch::unsupported("TCP_INFO of no connection")),
            },
            "IP_TTL" | "IPV6_UNICAST_HOPS" => Value::Int(ip.ttl.into()),
            "IP_TOS" | "IPV6_TCLASS" => Value::Int(ip.tos.into()),
            name if REMEMBERED.contains(&name) => Value::Int(remembered.unwrap_or(0)),
            other => return Err(Mismatch::unsupported(format!("getsockopt {other}"))),
        })
    }

    pub(super) fn call_setsockopt(&mut self, call: &Call) -> Done {
        let name = symbol(call, 2)?.to_owned();
        let given = match call.args.get(3) {
            Some(Value::Array(values)) if values.len() == 1 => &values[0],
            Some(other) => other,
            None => return Err(Mismatch::unsupported("setsockopt without a value")),
        };
        let wrong = || Mismatch::unsupported(format!("such a value for {name}"));
        let number = match given {
            Value::Int(number) => *number,
            Value::Struct(fields) if name == "SO_LINGER" => {
                let zero = |wanted: &str| {
                    let field = fields.iter().find(|(name, _)| bare(name) == wanted);
                    field.map(|(_, value)| value) == Some(&Value::Int(0))
                };
                if !zero("onoff") && !zero("linger") {
                    return Err(Mismatch::unsupported("lingering on close"));
                }
                self.socket_of(call)?.1.abort_on_close = !zero("onoff");
                return Ok(Outcome::Value(0));
            }
            Value::Text(algorithm) if name == "TCP_CONGESTION" => {
                let congestion = congestion(algorithm).ok_or_else(wrong)?;
                let (_, socket) = self.socket_of(call)?;
                if !matches!(socket.kind, Kind::Fresh) {
                    return Err(Mismatch::unsupported(format!("{name} on a socket in use")));
                }
                socket.config.congestion = congestion;
                return Ok(Outcome::Value(0));
            }
            _ => return Err(wrong()),
        };
        self.set_number(call, &name, number)
    }

    fn set_number(&mut self, call: &Call, name: &str, number: i64) -> Done {
        let now = self.now;
        let (fd, socket) = self.socket_of(call)?;
        let byte = u8::try_from(number).unwrap_or(if number < 0 { 0 } else { u8::MAX });
        let mut keep = socket.keep;
        match name {
            "IP_TTL" | "IPV6_UNICAST_HOPS" => socket.ip.ttl = byte,
            // The ECN field is TCP's (RFC 3168 §5).
            "IP_TOS" | "IPV6_TCLASS" => socket.ip.tos = byte & !3,
            "TCP_KEEPIDLE" => keep.idle = Duration::from_secs(u64::try_from(number).unwrap_or(0)),
            "TCP_KEEPINTVL" => {
                keep.interval = Duration::from_secs(u64::try_from(number).unwrap_or(0));
            }
            "TCP_KEEPCNT" => keep.probes = byte,
            "TCP_NODELAY" => socket.config.nagle = number == 0,
            "SO_KEEPALIVE" => socket.config.keep_alive = (number != 0).then_some(keep),
            name if REMEMBERED.contains(&name) => {
                let value = if name == "IP_PORTRANGE" { number } else { i64::from(number != 0) };
                socket.remembered.insert(name.to_owned(), value);
            }
            // The others count only for endpoints made later.
            _ if !matches!(socket.kind, Kind::Fresh) => {
                return Err(Mismatch::unsupported(format!("{name} on a socket in use")));
            }
            _ => set_config(&mut socket.config, name, number)?,
        }
        socket.keep = keep;
        if let Some(used) = &mut socket.config.keep_alive {
            *used = keep;
        }
        let (ip, nagle, keep_alive) = (socket.ip, socket.config.nagle, socket.config.keep_alive);
        let connected = matches!(socket.kind, Kind::Connected(_));
        if matches!(socket.kind, Kind::Listening(_))
            && matches!(name, "TCP_NODELAY" | "SO_KEEPALIVE" | "TCP_KEEPIDLE" | "TCP_KEEPINTVL")
        {
            return Err(Mismatch::unsupported(format!("{name} on a listening socket")));
        }
        if connected && let Some(connection) = self.connection(fd) {
            connection.ip = ip;
            connection.endpoint.set_nagle(nagle);
            if connection.endpoint.config().keep_alive != keep_alive {
                connection.endpoint.set_keep_alive(now, keep_alive);
            }
        }
        Ok(Outcome::Value(0))
    }
}

/// What is set before a connection is made.
fn set_config(config: &mut Config, name: &str, number: i64) -> Result<(), Mismatch> {
    let number32 = u32::try_from(number).unwrap_or(0);
    match name {
        "SO_RCVBUF" => config.receive_buffer = number32,
        "SO_SNDBUF" => config.send_buffer = number32,
        "TCP_MAXSEG" => config.mss = u16::try_from(number).unwrap_or(u16::MAX).max(1),
        "TCP_NOOPT" if number != 0 => {
            config.announce_mss = false;
            config.window_scale = None;
            config.timestamps = false;
            config.sack = false;
        }
        "TCP_KEEPINIT" => config.open_timeout = Some(Duration::from_secs(number32.into())),
        "TCP_USER_TIMEOUT" => {
            let after = Duration::from_millis(number32.into());
            config.user_timeout = (number != 0).then_some(after);
        }
        "TCP_SYNCNT" => config.syn_retries = u8::try_from(number).unwrap_or(u8::MAX),
        other => return Err(Mismatch::unsupported(format!("setsockopt {other}"))),
    }
    Ok(())
}

/// An algorithm by its name in FreeBSD or Linux.
pub(super) fn congestion(name: &str) -> Option<Congestion> {
    match name {
        "newreno" | "reno" => Some(Congestion::Reno),
        "cubic" => Some(Congestion::Cubic),
        _ => None,
    }
}

/// The fields of `struct tcp_info` that have a meaning here.
fn info(endpoint: &Endpoint) -> Value {
    let mut fields = Vec::new();
    let state = State::ALL.iter().position(|known| *known == endpoint.state()).unwrap_or(0);
    fields.push(("tcpi_state".to_owned(), number(state as u64)));
    for (name, variable) in [
        ("tcpi_snd_mss", Variable::Mss),
        ("tcpi_snd_wnd", Variable::SndWnd),
        ("tcpi_rcv_space", Variable::RcvWnd),
        ("tcpi_snd_cwnd", Variable::Cwnd),
        ("tcpi_snd_ssthresh", Variable::Ssthresh),
        ("tcpi_snd_wscale", Variable::SndWindShift),
        ("tcpi_rcv_wscale", Variable::RcvWindShift),
        ("tcpi_retransmits", Variable::Retransmits),
    ] {
        if let Some(value) = endpoint.variable(variable) {
            fields.push((name.to_owned(), number(value)));
        }
    }
    Value::Struct(fields)
}

/// A number of the model's as the script's.
fn number(value: u64) -> Value {
    Value::Int(i64::try_from(value).unwrap_or(i64::MAX))
}
