//! Our arithmetic of addresses against calculators that others wrote: Debian's sipcalc and ipcalc, and
//! Python's `ipaddress`.
//!
//! sipcalc and Python are asked here and now, about every input. ipcalc takes minutes for as many, so
//! that its answers are recorded (`tests/fixtures/make-ipcalc-answers.py` says how), and it is asked here
//! about some. Where a program is missing its test says so and is passed over, but not in the CI.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::net::{Ipv4Addr, Ipv6Addr};
use std::process::{Command, Stdio};
use wireglass_core::addr::aggregate::aggregate;
use wireglass_core::addr::special::{self, Kind};
use wireglass_core::addr::v6::{Network6, forms};
use wireglass_core::addr::{Class, Interface, Mask, Network};

const EDGES: [[u8; 4]; 15] = [
    [0, 0, 0, 0],
    [255, 255, 255, 255],
    [10, 0, 0, 0],
    [127, 255, 255, 255],
    [128, 0, 0, 0],
    [191, 255, 255, 255],
    [192, 0, 0, 0],
    [223, 255, 255, 255],
    [224, 0, 0, 0],
    [239, 255, 255, 255],
    [240, 0, 0, 0],
    [172, 16, 0, 1],
    [192, 168, 155, 77],
    [169, 254, 0, 1],
    [100, 64, 0, 1],
];
const ALL: usize = 10_500;

/// `SplitMix64`: simple enough to be written again in the script that records ipcalc's answers.
struct SplitMix64(u64);

impl Iterator for SplitMix64 {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = self.0;
        let z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        Some(z ^ (z >> 31))
    }
}

/// Every edge with every length, then random ones.
fn inputs() -> Vec<Interface> {
    let edges = EDGES.into_iter().flat_map(|octets| {
        Mask::all().map(move |mask| Interface::new(Ipv4Addr::from(octets), mask))
    });
    let random = SplitMix64(1).map(|z| {
        let (address, length) = ((z >> 32) as u32, (z & 0xffff_ffff) % 33);
        let mask = u8::try_from(length).ok().and_then(Mask::new).expect("at most 32");
        Interface::new(Ipv4Addr::from_bits(address), mask)
    });
    edges.chain(random).take(ALL).collect()
}

/// Whether a program is there; in the CI it must be.
fn present(program: &str) -> bool {
    let present = Command::new(program)
        .arg("--version")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok();
    if !present {
        println!("{program} is missing: run `sudo apt-get install {program}` to compare with it");
        assert!(std::env::var_os("CI").is_none(), "{program} is missing in the CI");
    }
    present
}

/// What a program says when it is fed `input`.
fn answer(program: &str, args: &[&str], input: String) -> String {
    let mut child = Command::new(program)
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("it is there");
    let mut stdin = child.stdin.take().expect("piped");
    // Fed from beside, as it may write before it has read everything.
    let feeder = std::thread::spawn(move || stdin.write_all(input.as_bytes()));
    let output = child.wait_with_output().expect("it ends");
    feeder.join().expect("no panic").expect("it reads all");
    assert!(output.status.success(), "{program} failed");
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn lines(inputs: &[Interface]) -> String {
    inputs.iter().fold(String::new(), |text, input| text + &format!("{input}\n"))
}

#[test]
fn sipcalc_agrees() {
    if !present("sipcalc") {
        return;
    }
    let inputs = inputs();
    let said = answer("sipcalc", &["-"], lines(&inputs));
    let answers: Vec<BTreeMap<&str, &str>> = said
        .split("-[ipv4 : ")
        .skip(1)
        .map(|answer| {
            answer
                .lines()
                .filter_map(|line| {
                    line.split_once("\t- ").map(|(name, value)| (name.trim(), value.trim()))
                })
                .collect()
        })
        .collect();
    assert_eq!(answers.len(), inputs.len());
    for (input, answer) in inputs.iter().zip(&answers) {
        let (network, mask) = (input.network(), input.mask);
        let hex = |bits: u32| format!("{bits:X}");
        let mut ours = vec![
            ("Host address", input.address.to_string()),
            ("Host address (decimal)", input.address.to_bits().to_string()),
            ("Host address (hex)", hex(input.address.to_bits())),
            ("Network address", network.address().to_string()),
            ("Network mask", mask.as_addr().to_string()),
            ("Network mask (bits)", mask.prefix_len().to_string()),
            ("Network mask (hex)", hex(mask.bits())),
            // It gives one to /31 and /32 too: their highest address.
            ("Broadcast address", network.end().to_string()),
            ("Cisco wildcard", mask.wildcard_addr().to_string()),
            ("Network range", format!("{} - {}", network.address(), network.end())),
        ];
        // 2^32 is beyond its 32 bits.
        if mask.prefix_len() > 0 {
            ours.push(("Addresses in network", network.total().to_string()));
        }
        // It says nothing of those of /31 and /32.
        if mask.prefix_len() < 31 {
            ours.push(("Usable range", format!("{} - {}", network.first(), network.last())));
        }
        for (name, ours) in ours {
            assert_eq!(answer.get(name).copied(), Some(ours.as_str()), "{input}: {name}");
        }
    }
    println!("sipcalc: {} answers agree", answers.len());
}

/// Our answer in the form in which ipcalc's are recorded.
fn as_ipcalc(input: Interface) -> String {
    let (network, mask) = (input.network(), input.mask);
    // It looks at the network's first bits, and calls class E only what begins with 11110; RFC 1112 §4
    // has 1111.
    let class = match network.address().to_bits().leading_ones() {
        0..5 => Class::of(network.address()).letter().to_string(),
        _ => "invalid".to_owned(),
    };
    // Of a /32 it shows the address alone.
    let bounds = if mask == Mask::MAX {
        "- - -".to_owned()
    } else {
        let broadcast = network.broadcast().map_or_else(|| "-".to_owned(), |it| it.to_string());
        format!("{} {} {broadcast}", network.first(), network.last())
    };
    let (dotted, wildcard) = (mask.as_addr(), mask.wildcard_addr());
    format!("{input} {dotted} {wildcard} {network} {bounds} {} {class}", network.usable())
}

/// FNV-1a of lines.
fn digest(lines: &[String]) -> u64 {
    lines
        .iter()
        .flat_map(|line| line.bytes().chain([b'\n']))
        .fold(0xcbf2_9ce4_8422_2325, |value, byte| {
            (value ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3)
        })
}

#[test]
fn recorded_answers_of_ipcalc_agree() {
    let recorded = include_str!("../../../tests/fixtures/ipcalc-answers.txt");
    let recorded: Vec<_> = recorded.lines().filter(|line| !line.starts_with('#')).collect();
    let inputs = inputs();
    let ours: Vec<_> = inputs.iter().copied().map(as_ipcalc).collect();
    assert_eq!(recorded.len(), ours.len() / 100);
    for ((answers, inputs), recorded) in ours.chunks(100).zip(inputs.chunks(100)).zip(recorded) {
        let ours = format!("{} {:016x}", inputs[0], digest(answers));
        assert_eq!(ours, recorded, "compare with `tests/fixtures/make-ipcalc-answers.py --show`");
    }
}

#[test]
fn ipcalc_agrees() {
    if !present("ipcalc") {
        return;
    }
    let inputs = inputs();
    let edges = inputs.iter().take(EDGES.len() * 33).step_by(31);
    let random = inputs.iter().skip(EDGES.len() * 33).step_by(251);
    for &input in edges.chain(random) {
        let said = Command::new("ipcalc").args(["-n", "-b"]).arg(input.to_string()).output();
        let said = String::from_utf8(said.expect("it is there").stdout).expect("ASCII");
        let get = |name: &str| {
            let line = said.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(':'));
            line.and_then(|rest| rest.split_whitespace().next()).unwrap_or("-")
        };
        let network = match get("Network") {
            "-" => format!("{}/32", get("Hostroute")),
            network => network.to_owned(),
        };
        let class = said.split("Class ").nth(1).and_then(|rest| rest.split([',', '\n']).next());
        let theirs = [
            &input.to_string(),
            get("Netmask"),
            get("Wildcard"),
            &network,
            get("HostMin"),
            get("HostMax"),
            get("Broadcast"),
            get("Hosts/Net"),
            class.unwrap_or("-").trim(),
        ]
        .join(" ");
        assert_eq!(as_ipcalc(input), theirs);
    }
}

const PYTHON: &str = r#"
import ipaddress, sys
for line in sys.stdin:
    kind, *rest = line.split()
    if kind == "4":
        i = ipaddress.ip_interface(rest[0]); n = i.network; a = i.ip
        usable = list(n.hosts()) if n.prefixlen >= 24 else None
        print(n, n.netmask, n.hostmask, n[-1], n.num_addresses,
              f"{usable[0]} {usable[-1]} {len(usable)}" if usable else "-",
              n.supernet() if n.prefixlen else "-",
              " ".join(map(str, n.subnets())) if n.prefixlen < 32 else "-",
              *(int(x) for x in (a.is_multicast, a.is_loopback, a.is_link_local, a.is_unspecified)))
    elif kind == "6":
        i = ipaddress.ip_interface(rest[0]); n = i.network
        print(i.ip.compressed, i.ip.exploded, n.network_address.compressed, n[-1].compressed)
    elif kind == "range":
        first, last = map(ipaddress.ip_address, rest)
        print(*ipaddress.summarize_address_range(first, last))
    else:
        print(*ipaddress.collapse_addresses(map(ipaddress.ip_network, rest)))
"#;

/// Asks Python about each line and compares.
fn python_agrees(questions: &[String], ours: &[String]) {
    let input = questions.iter().fold(String::new(), |text, question| text + question + "\n");
    let said = answer("python3", &["-c", PYTHON], input);
    let said: Vec<_> = said.lines().collect();
    assert_eq!(said.len(), questions.len());
    for ((question, ours), theirs) in questions.iter().zip(ours).zip(said) {
        assert_eq!(ours, theirs, "{question}");
    }
    println!("Python: {} answers agree", questions.len());
}

fn joined<T: ToString>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(" ")
}

#[test]
fn python_agrees_on_networks() {
    if !present("python3") {
        return;
    }
    let inputs = inputs();
    let ours: Vec<_> = inputs
        .iter()
        .map(|input| {
            let (network, mask) = (input.network(), input.mask);
            let usable = match mask.prefix_len() {
                24.. => format!("{} {} {}", network.first(), network.last(), network.usable()),
                _ => "-".to_owned(),
            };
            let parent = network.parent().map_or_else(|| "-".to_owned(), |it| it.to_string());
            let halves = network.split().map_or_else(|| "-".to_owned(), joined);
            let is = |kind| u8::from(special::of(input.address).any(|block| block.kind == kind));
            let (dotted, wildcard, end, total) =
                (mask.as_addr(), mask.wildcard_addr(), network.end(), network.total());
            let kinds = joined(
                [Kind::Multicast, Kind::Loopback, Kind::LinkLocal, Kind::Unspecified].map(is),
            );
            format!(
                "{network} {dotted} {wildcard} {end} {total} {usable} {parent} {halves} {kinds}"
            )
        })
        .collect();
    let questions: Vec<_> = inputs.iter().map(|input| format!("4 {input}")).collect();
    python_agrees(&questions, &ours);
}

#[test]
fn python_agrees_on_ranges_and_summaries() {
    if !present("python3") {
        return;
    }
    let (mut questions, mut ours) = (Vec::new(), Vec::new());
    let mut dice = SplitMix64(2);
    let mut roll = move || dice.next().expect("without end");
    for _ in 0..2_000 {
        // Small ranges and large ones.
        let shift = roll() % 32;
        let ends = [roll(), roll()].map(|z| (z >> 32) as u32 >> shift);
        let [first, last] = [ends[0].min(ends[1]), ends[0].max(ends[1])].map(Ipv4Addr::from_bits);
        questions.push(format!("range {first} {last}"));
        ours.push(joined(Network::range(first, last)));
        // Networks close together, so that many join.
        let networks: Vec<_> = (0..=roll() % 40)
            .map(|_| {
                let z = roll();
                let mask = u8::try_from(20 + (z >> 32) % 13).ok().and_then(Mask::new);
                let address = Ipv4Addr::from_bits(0x0a00_0000 | (z & 0x1fff) as u32);
                Network::containing(address, mask.expect("at most 32"))
            })
            .collect();
        questions.push(format!("collapse {}", joined(&networks)));
        ours.push(joined(aggregate(&networks).networks));
    }
    python_agrees(&questions, &ours);
}

#[test]
fn python_agrees_on_ipv6() {
    if !present("python3") {
        return;
    }
    let (mut questions, mut ours) = (Vec::new(), Vec::new());
    let mut dice = SplitMix64(3);
    let mut roll = move || dice.next().expect("without end");
    while questions.len() < ALL {
        let (high, low, zeros) = (roll(), roll(), roll());
        let groups = Ipv6Addr::from_bits(u128::from(high) << 64 | u128::from(low)).segments();
        // Some groups are zero, in some addresses most of them.
        let kept = if zeros >> 32 & 1 == 0 { zeros } else { zeros & (zeros >> 8) };
        let zero = |place: usize| kept >> place & 1 == 0;
        let groups = std::array::from_fn(|place| if zero(place) { 0 } else { groups[place] });
        let address = Ipv6Addr::from(groups);
        let length = u8::try_from(zeros >> 40 & 0xff).expect("a byte").min(128);
        let network = Network6::containing(address, length).expect("at most 128");
        // Python writes `::ffff:a.b.c.d` in hexadecimal before 3.13.
        if [address, network.end()].iter().any(|it| it.to_ipv4_mapped().is_some()) {
            continue;
        }
        let forms = forms(address);
        questions.push(format!("6 {address}/{length}"));
        ours.push(format!(
            "{} {} {} {}",
            forms.short,
            forms.full,
            network.address(),
            network.end()
        ));
    }
    python_agrees(&questions, &ours);
}
