use super::Report;

#[test]
fn the_file_says_what_the_last_line_says() {
    let mut report = Report { passed: 3, failed: 1, ..Report::new("linux") };
    report.figure("bytes transferred", 42);
    assert_eq!(report.line(), "3 passed, 1 failed, 0 skipped");
    let read: serde_json::Value = serde_json::from_str(&report.json()).expect("it is JSON");
    assert_eq!(read["id"], "linux");
    assert_eq!(read["command"], "cargo xtask prove linux");
    assert_eq!(read["failed"], 1);
    assert_eq!(read["figures"][0][0], "bytes transferred");
    assert_eq!(read["figures"][0][1], "42");
}
