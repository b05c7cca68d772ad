//! What the two SYNs agree on (RFC 7323, RFC 2018), and what it does later.

macro_rules! options {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// Both SYNs had a window scale: from now on both windows are shifted.
        WindowScaleAgreed {
            /// Snd.Wind.Shift.
            snd: u8,
            /// Rcv.Wind.Shift.
            rcv: u8,
        } = "window-scale-agreed", rfc(7323, "2.2");
        /// The peer's SYN has no window scale, so neither window is scaled.
        WindowScaleRefused {
            /// The shift we would have used.
            ours: u8,
        } = "window-scale-refused", rfc(7323, "2.2");
        /// Both SYNs had timestamps: every segment carries one from now on.
        TimestampsAgreed {
            /// The peer's first, which is TS.Recent now.
            value: u32,
        } = "timestamps-agreed", rfc(7323, "3.2");
        /// Both SYNs permitted selective acknowledgments.
        SackAgreed = "sack-agreed", rfc(2018, "2");
        /// A segment without a timestamp, though they were agreed on: dropped.
        TimestampMissing = "timestamp-missing", rfc(7323, "3.2");
        /// PAWS: a segment with a timestamp older than TS.Recent is a stray: acknowledged and dropped.
        PawsRejects {
            /// SEG.TSval.
            value: u32,
            /// TS.Recent.
            recent: u32,
        } = "paws-rejects", rfc(7323, "5.3");
    } };
}
pub(super) use options;
