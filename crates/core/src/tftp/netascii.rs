//! Text as TFTP sends it (RFC 764 by way of RFC 1350 §1): a line ends with CR LF, and a
//! CR alone is CR NUL.

pub(super) fn encode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    for &byte in text {
        match byte {
            b'\n' => out.extend_from_slice(b"\r\n"),
            b'\r' => out.extend_from_slice(b"\r\0"),
            _ => out.push(byte),
        }
    }
    out
}

pub(super) fn decode(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.iter().copied().peekable();
    while let Some(byte) = bytes.next() {
        let after_cr = |next: &u8| matches!(next, b'\n' | 0);
        out.push(match byte {
            b'\r' => match bytes.next_if(after_cr) {
                Some(b'\n') => b'\n',
                _ => b'\r',
            },
            _ => byte,
        });
    }
    out
}
