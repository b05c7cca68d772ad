//! Entity tags (RFC 9110 §8.8.3). Shared with `build.rs`, so that both sides agree.

/// The strong entity tag of `bytes`, quotes included: FNV-1a, 64 bits. It tells versions of our own
/// files apart; it is not a defence against anybody.
pub(crate) fn of(bytes: &[u8]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in bytes {
        hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("\"{hash:016x}\"")
}
