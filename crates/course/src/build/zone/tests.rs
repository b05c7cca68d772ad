use super::parse;
use crate::error::{Problem, RecordProblem};
use crate::path::Path;
use crate::problems::Problems;
use wireglass_core::dns::ZoneError;
use wireglass_core::wire::dns::{Data, Name, NameError, RecordType};

fn read(records: &str) -> (Vec<(String, u32, RecordType)>, Vec<Problem>) {
    let origin: Name = "example.com".parse().expect("a name");
    let mut problems = Problems::default();
    let zone = parse(&origin, 60, records, &Path::of("dns"), &mut problems).expect("few records");
    let records = zone.iter().filter(|record| record.data.kind() != RecordType::Soa);
    let records = records.map(|r| (r.name.to_string(), r.ttl, r.data.kind())).collect();
    (records, problems.into_vec().into_iter().map(|error| error.problem).collect())
}

#[test]
fn a_line_is_a_record() {
    let (records, problems) = read(
        "
        ; the zone's own servers
        @        NS    ns          ; below the zone
        ns       A     10.0.2.53
        www 300  IN A  10.0.2.80
        www      AAAA  2001:db8::80
        alias    CNAME www
        @        MX    10 mail.example.net.
        *        TXT   \"a; b\"
    ",
    );
    assert_eq!(problems, []);
    let mut names: Vec<String> =
        records.iter().map(|(name, ttl, kind)| format!("{name} {ttl} {kind:?}")).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "*.example.com. 60 Txt",
            "alias.example.com. 60 Cname",
            "example.com. 60 Mx",
            "example.com. 60 Ns",
            "ns.example.com. 60 A",
            "www.example.com. 300 A",
            "www.example.com. 60 Aaaa",
        ]
    );
}

#[test]
fn what_is_no_record_is_told_with_its_line() {
    let cases = [
        ("www", RecordProblem::TooShort),
        ("www A", RecordProblem::TooShort),
        ("www A 10.0.2.80 10.0.2.81", RecordProblem::TooShort),
        ("www A 10.0.2", RecordProblem::Value("10.0.2.80")),
        ("www AAAA 10.0.2.80", RecordProblem::Value("2001:db8::80")),
        ("@ MX mail", RecordProblem::Value("10 mail")),
        ("@ HINFO x", RecordProblem::UnknownType),
        ("www..x A 10.0.2.80", RecordProblem::Name(NameError::EmptyLabel)),
        ("www.example.org. A 10.0.2.80", RecordProblem::Zone(ZoneError::OutOfZone)),
    ];
    for (line, problem) in cases {
        let told = Problem::Record { line: line.to_owned(), problem };
        assert_eq!(read(line).1, [told], "{line}");
    }
    let twice = "a CNAME b\na A 10.0.0.1";
    let line = "a A 10.0.0.1".to_owned();
    let problem = RecordProblem::Zone(ZoneError::AliasNotAlone);
    assert_eq!(read(twice).1, [Problem::Record { line, problem }]);
}

#[test]
fn the_first_server_of_the_zone_is_its_primary() {
    let origin: Name = ".".parse().expect("the root");
    let mut problems = Problems::default();
    let records = "com NS ns.com\n@ NS a.root-servers.net";
    let zone = parse(&origin, 60, records, &Path::of("dns"), &mut problems).expect("few records");
    let soa = zone.iter().find_map(|record| match &record.data {
        Data::Soa(soa) => Some(soa.primary.to_string()),
        _ => None,
    });
    assert_eq!(soa.as_deref(), Some("a.root-servers.net."));
}
