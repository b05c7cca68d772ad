use super::*;
use std::collections::BTreeSet;
use wireglass_sim::DeviceKind;

#[test]
fn every_case_has_a_file_and_a_network_of_its_own() {
    let files: BTreeSet<String> = CASES.iter().map(Case::id).collect();
    assert_eq!(files.len(), CASES.len());
    for case in CASES {
        let scenario = (case.network)();
        assert_eq!(scenario.check(), Ok(()), "{}", case.name);
        let doors = scenario.devices.iter().filter(|device| device.kind == DeviceKind::Outside);
        assert_eq!(doors.count(), 1, "{}", case.name);
    }
}

#[test]
fn files_are_named_after_cases() {
    let case = CASES.iter().find(|case| case.name.contains('%')).expect("some links are bad");
    assert_eq!(case.id(), "tftp-gets-a-file-from-our-server-5-of-all-frames-lost");
}
