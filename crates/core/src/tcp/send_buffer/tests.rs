use super::*;

#[test]
fn writes_copies_and_forgets() {
    let mut buffer = SendBuffer::new(Seq(u32::MAX - 1));
    assert_eq!(buffer.write(b"abcdef", true, 5), 5);
    assert_eq!(buffer.end(), Seq(3));
    assert_eq!(buffer.copy(Seq(u32::MAX), 2), b"bc");
    buffer.acknowledge(Seq(0));
    assert_eq!((buffer.len(), buffer.copy(Seq(0), 100)), (3, b"cde".to_vec()));
    // Around the ring, so that there are two slices.
    assert_eq!(buffer.write(b"fgh", true, 100), 3);
    assert_eq!(buffer.copy(Seq(1), 4), b"defg");
    buffer.acknowledge(Seq(100));
    assert_eq!((buffer.len(), buffer.end()), (0, Seq(6)));
}

#[test]
fn pushes_the_pushed_and_the_last() {
    let mut buffer = SendBuffer::new(Seq(0));
    buffer.write(b"abc", true, 100);
    buffer.write(b"def", false, 100);
    assert!(buffer.pushes(Seq(0), Seq(3)) && buffer.pushes(Seq(2), Seq(4)));
    assert!(!buffer.pushes(Seq(0), Seq(2)) && !buffer.pushes(Seq(3), Seq(5)));
    assert!(buffer.pushes(Seq(3), Seq(6)));
}
