//! RFC 5681 §3.1 as formulas. CUBIC uses them too, below ssthresh.

/// IW: two to four segments, by their size (RFC 5681 §3.1). All in bytes.
pub(super) const fn initial_window(mss: u32) -> u32 {
    let segments = match mss {
        2_191.. => 2,
        1_096..=2_190 => 3,
        ..=1_095 => 4,
    };
    mss.saturating_mul(segments)
}

/// Slow start: by what was acknowledged, but by no more than a segment for each
/// ACK, so that a receiver cannot gain by acknowledging byte by byte, nor a lost
/// ACK cause a burst (RFC 5681 §3.1, equation 2).
pub(super) const fn slow_start(cwnd: u32, acked: u32, mss: u32) -> u32 {
    cwnd.saturating_add(if acked < mss { acked } else { mss })
}

/// Congestion avoidance: a segment more when a whole window has been acknowledged,
/// which takes a round trip (RFC 5681 §3.1). `counted` remembers the bytes.
pub(super) const fn avoid(cwnd: u32, acked: u32, mss: u32, counted: &mut u32) -> u32 {
    *counted = counted.saturating_add(acked);
    if *counted < cwnd {
        return cwnd;
    }
    *counted -= cwnd;
    cwnd.saturating_add(mss)
}

/// ssthresh after a loss: half of what was in flight, but two segments at least
/// (RFC 5681 §3.1, equation 4).
pub(super) const fn threshold(flight: u32, mss: u32) -> u32 {
    let (half, least) = (flight / 2, mss.saturating_mul(2));
    if half > least { half } else { least }
}
