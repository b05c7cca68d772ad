//! Assertions in code blocks: `assert tcpi_NAME OPERATOR VALUE`, several with
//! `and` or on lines of their own. The names:
//!
//! | name                       | what                                                    |
//! |----------------------------|---------------------------------------------------------|
//! | `tcpi_state`               | the state, as `TCPI_ESTABLISHED` or `TCP_ESTABLISHED`   |
//! | `tcpi_snd_mss`             | the most bytes in a segment we send                     |
//! | `tcpi_snd_wnd`             | SND.WND, in bytes                                       |
//! | `tcpi_rcv_space`           | RCV.WND, in bytes                                       |
//! | `tcpi_snd_cwnd`            | the congestion window, in bytes                         |
//! | `tcpi_snd_ssthresh`        | the slow-start threshold, in bytes                      |
//! | `tcpi_rto`, `tcpi_rtt`, `tcpi_rttvar` | RTO, SRTT and RTTVAR, in microseconds        |
//! | `tcpi_retransmits`         | time-outs since something was acknowledged              |
//!
//! Operators: `==`, `!=`, `<`, `<=`, `>`, `>=`. They are about the connection the
//! script made last.

use super::failure::Mismatch;
use super::host::Host;
use wireglass_core::tcp::{State, Variable};

impl Host {
    /// Checks a code block.
    pub(super) fn check(&self, code: &str) -> Result<(), Mismatch> {
        let statements = code.lines().flat_map(|line| line.split(';')).map(str::trim);
        for statement in statements.filter(|text| !text.is_empty() && !text.starts_with('#')) {
            let unknown = || Mismatch::unsupported(format!("the code `{statement}`"));
            let condition = statement.strip_prefix("assert ").ok_or_else(unknown)?;
            // Behind a comma is what Python would print.
            let condition = condition.split(',').next().unwrap_or_default();
            for comparison in condition.split(" and ") {
                self.compare(comparison.trim()).ok_or_else(unknown)??;
            }
        }
        Ok(())
    }

    /// `None` if it cannot be understood.
    fn compare(&self, comparison: &str) -> Option<Result<(), Mismatch>> {
        let words: Vec<&str> = comparison.split_whitespace().collect();
        let [name, operator, value] = words.as_slice() else { return None };
        let Some(connection) = self.latest.and_then(|number| self.connections.get(&number)) else {
            return Some(Err(Mismatch::differs(*name, *value, "no connection")));
        };
        let endpoint = &connection.endpoint;
        let micros = |variable| endpoint.variable(variable).map(|nanos| nanos / 1_000);
        let (got, shown) = match *name {
            "tcpi_state" => {
                let state = endpoint.state();
                (Some(number(state)), state.to_string())
            }
            name => {
                let got = match name {
                    "tcpi_snd_mss" => endpoint.variable(Variable::Mss),
                    "tcpi_snd_wnd" => endpoint.variable(Variable::SndWnd),
                    "tcpi_rcv_space" => endpoint.variable(Variable::RcvWnd),
                    "tcpi_snd_cwnd" => endpoint.variable(Variable::Cwnd),
                    "tcpi_snd_ssthresh" => endpoint.variable(Variable::Ssthresh),
                    "tcpi_retransmits" => endpoint.variable(Variable::Retransmits),
                    "tcpi_rto" => micros(Variable::Rto),
                    "tcpi_rtt" => micros(Variable::Srtt),
                    "tcpi_rttvar" => micros(Variable::Rttvar),
                    _ => return None,
                };
                (got, got.map_or_else(|| "nothing".to_owned(), |got| got.to_string()))
            }
        };
        let wanted = match value.parse() {
            Ok(wanted) => wanted,
            Err(_) => named(value)?,
        };
        let holds = got.is_some_and(|got| match *operator {
            "==" => got == wanted,
            "!=" => got != wanted,
            "<" => got < wanted,
            "<=" => got <= wanted,
            ">" => got > wanted,
            ">=" => got >= wanted,
            _ => false,
        });
        if !["==", "!=", "<", "<=", ">", ">="].contains(operator) {
            return None;
        }
        Some(if holds {
            Ok(())
        } else {
            Err(Mismatch::differs(*name, format!("{operator} {value}"), shown))
        })
    }
}

/// A state by one of its names in programs.
fn named(value: &str) -> Option<u64> {
    let name = value.strip_prefix("TCPI_").or_else(|| value.strip_prefix("TCP_"))?;
    let state = match name {
        "CLOSED" | "CLOSE" => State::Closed,
        "LISTEN" => State::Listen,
        "SYN_SENT" => State::SynSent,
        "SYN_RECEIVED" | "SYN_RECV" => State::SynReceived,
        "ESTABLISHED" => State::Established,
        "FIN_WAIT_1" | "FIN_WAIT1" => State::FinWait1,
        "FIN_WAIT_2" | "FIN_WAIT2" => State::FinWait2,
        "CLOSE_WAIT" => State::CloseWait,
        "CLOSING" => State::Closing,
        "LAST_ACK" => State::LastAck,
        "TIME_WAIT" => State::TimeWait,
        _ => return None,
    };
    Some(number(state))
}

fn number(state: State) -> u64 {
    State::ALL.iter().position(|known| *known == state).unwrap_or(0) as u64
}
