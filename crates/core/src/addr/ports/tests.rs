use super::*;

#[test]
fn three_kinds_tile_all_ports() {
    let mut next = 0_u32;
    for kind in Kind::ALL {
        assert_eq!(u32::from(*kind.range().start()), next);
        next = u32::from(*kind.range().end()) + 1;
        assert_eq!(Kind::of(*kind.range().start()), kind);
        assert_eq!(Kind::of(*kind.range().end()), kind);
    }
    assert_eq!(next, 1 << 16);
}

#[test]
fn ephemeral_ranges() {
    assert_eq!(System::Iana.ephemeral(), Kind::Dynamic.range());
    let sizes = System::ALL.map(|system| system.ephemeral().count());
    assert_eq!(sizes, [16_384, 28_232, 16_384, 16_384, 55_536, 48_128]);
    // No system gives out a port that needs a privilege.
    for system in System::ALL {
        assert!(system.ephemeral().all(|port| system.privileged(port) != Some(true)));
    }
}

#[test]
fn privilege() {
    assert_eq!(System::Linux.privileged(80), Some(true));
    assert_eq!(System::Linux.privileged(1023), Some(true));
    assert_eq!(System::Linux.privileged(1024), Some(false));
    // Port 0 asks for any.
    assert_eq!(System::Linux.privileged(0), Some(false));
    assert_eq!(System::Windows.privileged(80), Some(false));
    assert_eq!(System::Iana.privileged(80), None);
}

#[test]
fn names_and_services_are_one_table() {
    assert!(NAMED.is_sorted_by(|a, b| a.port < b.port));
    let ports: Vec<_> = NAMED.iter().map(|named| named.port).collect();
    let services: Vec<_> = Service::NAMED.iter().map(|service| service.number()).collect();
    assert_eq!(ports, services);
    for row in NAMED {
        assert_eq!(named(row.port), Some(row));
        assert!(Service::NAMED.contains(&row.service()));
        // RFC 6335 §5.1: letters, digits and single hyphens, at most 15.
        assert!(row.name.len() <= 15 && row.name.contains(|c: char| c.is_ascii_lowercase()));
        assert!(row.name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-'));
    }
    assert_eq!(named(53).map(|named| named.name), Some("domain"));
    assert_eq!(named(0), None);
    assert_eq!(named(65535), None);
}
