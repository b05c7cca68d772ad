//! Where the pointers stand, also where numbers wrap.

use super::*;

fn sizes(parts: &[Part]) -> Vec<(Kind, u32)> {
    parts.iter().map(|part| (part.kind, part.size)).collect()
}

#[test]
fn in_flight_lies_between_una_and_nxt() {
    let parts = send_space(Seq(1001), Seq(1006), 100);
    assert_eq!(
        sizes(&parts),
        [(Kind::Acknowledged, 0), (Kind::InFlight, 5), (Kind::MaySend, 95), (Kind::MayNotYet, 0)]
    );
    assert_eq!(parts[3].pointer, Some(("+ SND.WND".to_owned(), Seq(1101))));
}

#[test]
fn nothing_in_flight_has_one_pointer_for_both() {
    let parts = send_space(Seq(7), Seq(7), 10);
    assert_eq!(parts[1].pointer, Some(("SND.UNA = SND.NXT".to_owned(), Seq(7))));
    // A closed window: nothing may be sent.
    assert_eq!(
        sizes(&send_space(Seq(7), Seq(7), 0)),
        [(Kind::Acknowledged, 0), (Kind::MayNotYet, 0)]
    );
}

#[test]
fn a_window_drawn_back_leaves_nothing_to_send() {
    let parts = send_space(Seq(0), Seq(50), 10);
    assert_eq!(
        sizes(&parts),
        [(Kind::Acknowledged, 0), (Kind::InFlight, 50), (Kind::MayNotYet, 0)]
    );
}

#[test]
fn numbers_wrap() {
    let parts = send_space(Seq(u32::MAX - 4), Seq(5), 20);
    assert_eq!(parts[1].size, 10);
    assert_eq!(parts[2].size, 10);
    assert_eq!(parts[3].pointer.as_ref().map(|(_, at)| *at), Some(Seq(15)));
}

#[test]
fn held_bytes_lie_in_the_window() {
    let parts = receive_space(Seq(100), 100, &[(Seq(120), Seq(130)), (Seq(190), Seq(260))]);
    assert_eq!(
        sizes(&parts),
        [
            (Kind::Received, 0),
            (Kind::WillTake, 20),
            (Kind::Held, 10),
            (Kind::WillTake, 60),
            (Kind::Held, 10),
            (Kind::Beyond, 0),
        ]
    );
    assert_eq!(parts[1].pointer, Some(("RCV.NXT".to_owned(), Seq(100))));
    assert_eq!(parts[2].pointer, None);
}

#[test]
fn a_closed_window_takes_nothing() {
    let parts = receive_space(Seq(100), 0, &[(Seq(120), Seq(130))]);
    assert_eq!(sizes(&parts), [(Kind::Received, 0), (Kind::Beyond, 0)]);
    assert_eq!(parts[1].pointer, Some(("RCV.NXT".to_owned(), Seq(100))));
}
