//! The variables of a connection a learner can watch (RFC 9293 §3.3.1).

use serde::Serialize;
use std::fmt;

/// A variable of the transmission control block.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub enum Variable {
    /// ISS: initial send sequence number.
    #[serde(rename = "iss")]
    Iss,
    /// SND.UNA: oldest unacknowledged sequence number.
    #[serde(rename = "snd.una")]
    SndUna,
    /// SND.NXT: next sequence number to send.
    #[serde(rename = "snd.nxt")]
    SndNxt,
    /// SND.WND: the peer's window, in bytes (already scaled).
    #[serde(rename = "snd.wnd")]
    SndWnd,
    /// SND.WL1: SEG.SEQ of the last window update.
    #[serde(rename = "snd.wl1")]
    SndWl1,
    /// SND.WL2: SEG.ACK of the last window update.
    #[serde(rename = "snd.wl2")]
    SndWl2,
    /// SND.UP: send urgent pointer.
    #[serde(rename = "snd.up")]
    SndUp,
    /// IRS: initial receive sequence number.
    #[serde(rename = "irs")]
    Irs,
    /// RCV.NXT: next sequence number expected.
    #[serde(rename = "rcv.nxt")]
    RcvNxt,
    /// RCV.WND: our window, in bytes.
    #[serde(rename = "rcv.wnd")]
    RcvWnd,
    /// RCV.UP: receive urgent pointer.
    #[serde(rename = "rcv.up")]
    RcvUp,
    /// Eff.snd.MSS: most bytes in one segment (RFC 9293 §3.7.1).
    #[serde(rename = "mss")]
    Mss,
    /// cwnd: congestion window, in bytes (RFC 5681 §2).
    #[serde(rename = "cwnd")]
    Cwnd,
    /// ssthresh: slow start threshold, in bytes (RFC 5681 §2).
    #[serde(rename = "ssthresh")]
    Ssthresh,
    /// Snd.Wind.Shift: what the peer's window field is shifted by (RFC 7323 §2).
    #[serde(rename = "snd.wind.shift")]
    SndWindShift,
    /// Rcv.Wind.Shift: what our window field is shifted by (RFC 7323 §2).
    #[serde(rename = "rcv.wind.shift")]
    RcvWindShift,
    /// TS.Recent: the timestamp to give back, below which PAWS drops (RFC 7323 §4.3, §5).
    #[serde(rename = "ts.recent")]
    TsRecent,
    /// SRTT: smoothed round-trip time, in nanoseconds (RFC 6298 §2).
    #[serde(rename = "srtt")]
    Srtt,
    /// RTTVAR: round-trip time variation, in nanoseconds (RFC 6298 §2).
    #[serde(rename = "rttvar")]
    Rttvar,
    /// RTO: retransmission time-out, in nanoseconds (RFC 6298 §2).
    #[serde(rename = "rto")]
    Rto,
    /// Time-outs in a row for the same data.
    #[serde(rename = "retransmits")]
    Retransmits,
    /// Bytes the application wrote that are not acknowledged yet.
    #[serde(rename = "send-queue")]
    SendQueue,
    /// Bytes received in order that the application has not read yet.
    #[serde(rename = "receive-queue")]
    ReceiveQueue,
}

/// What kind of number a variable holds, so that it can be shown as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Quantity {
    /// A sequence number; may be shown relative to the ISS or IRS.
    SendSequence,
    /// A sequence number of the other side.
    ReceiveSequence,
    /// Bytes.
    Bytes,
    /// Nanoseconds.
    Time,
    /// A count.
    Count,
}

impl Variable {
    /// Every variable, in the order a panel lists them.
    pub const ALL: [Self; 23] = [
        Self::Iss,
        Self::SndUna,
        Self::SndNxt,
        Self::SndWnd,
        Self::SndWl1,
        Self::SndWl2,
        Self::SndUp,
        Self::Irs,
        Self::RcvNxt,
        Self::RcvWnd,
        Self::RcvUp,
        Self::Mss,
        Self::Cwnd,
        Self::Ssthresh,
        Self::SndWindShift,
        Self::RcvWindShift,
        Self::TsRecent,
        Self::Srtt,
        Self::Rttvar,
        Self::Rto,
        Self::Retransmits,
        Self::SendQueue,
        Self::ReceiveQueue,
    ];

    /// The RFC's name where there is one, such as `SND.UNA`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Iss => "ISS",
            Self::SndUna => "SND.UNA",
            Self::SndNxt => "SND.NXT",
            Self::SndWnd => "SND.WND",
            Self::SndWl1 => "SND.WL1",
            Self::SndWl2 => "SND.WL2",
            Self::SndUp => "SND.UP",
            Self::Irs => "IRS",
            Self::RcvNxt => "RCV.NXT",
            Self::RcvWnd => "RCV.WND",
            Self::RcvUp => "RCV.UP",
            Self::Mss => "MSS",
            Self::Cwnd => "cwnd",
            Self::Ssthresh => "ssthresh",
            Self::SndWindShift => "Snd.Wind.Shift",
            Self::RcvWindShift => "Rcv.Wind.Shift",
            Self::TsRecent => "TS.Recent",
            Self::Srtt => "SRTT",
            Self::Rttvar => "RTTVAR",
            Self::Rto => "RTO",
            Self::Retransmits => "retransmits",
            Self::SendQueue => "send queue",
            Self::ReceiveQueue => "receive queue",
        }
    }

    /// What kind of number it holds.
    pub const fn quantity(self) -> Quantity {
        match self {
            Self::Iss | Self::SndUna | Self::SndNxt | Self::SndWl2 | Self::SndUp => {
                Quantity::SendSequence
            }
            Self::Irs | Self::RcvNxt | Self::RcvUp | Self::SndWl1 => Quantity::ReceiveSequence,
            Self::SndWnd
            | Self::RcvWnd
            | Self::Mss
            | Self::Cwnd
            | Self::Ssthresh
            | Self::SendQueue
            | Self::ReceiveQueue => Quantity::Bytes,
            Self::Srtt | Self::Rttvar | Self::Rto => Quantity::Time,
            Self::Retransmits | Self::SndWindShift | Self::RcvWindShift | Self::TsRecent => {
                Quantity::Count
            }
        }
    }
}

impl fmt::Display for Variable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
