use super::*;

#[test]
fn shows_names_from_the_lowest_bit() {
    assert_eq!((Flags::ACK | Flags::SYN).to_string(), "SYN, ACK");
    assert_eq!((Flags::PSH | Flags::ACK | Flags::FIN).to_string(), "FIN, PSH, ACK");
    assert_eq!(Flags::NONE.to_string(), "");
    assert_eq!(Flags::ALL.to_string(), "FIN, SYN, RST, PSH, ACK, URG, ECE, CWR, AE");
    assert_eq!(serde_json::to_string(&Flags::RST).unwrap(), r#""RST""#);
}

#[test]
fn sets() {
    let mut flags = Flags::SYN;
    flags |= Flags::ECE;
    assert!(flags.syn() && !flags.ack() && !flags.fin() && !flags.rst());
    assert!(flags.contains(Flags::SYN | Flags::ECE));
    assert!(!flags.contains(Flags::SYN | Flags::ACK));
    assert!(flags.intersects(Flags::SYN | Flags::ACK));
    assert_eq!(flags.without(Flags::SYN), Flags::ECE);
    assert!(Flags(0xf000).is_empty());
}
