//! Files by TFTP, both ways round: tftp-hpa's client and curl with our server, our client with
//! tftp-hpa's server, on a good wire and on a bad one.

use super::lab::Lab;
use super::topology::{KERNEL, beside, beside_running, program_at};
use anyhow::{Result, ensure};
use std::collections::BTreeMap;
use std::fs;
use wireglass_core::tftp::Config;
use wireglass_core::wire::tftp::Packet;
use wireglass_core::wire::{ipv4, udp};
use wireglass_sim::Scenario;
use wireglass_sim::app::{App, Target, TftpCopy, TftpFiles};
use wireglass_trace::{CallResult, What};

/// Names and sizes: nothing, less than a block, whole blocks, and more than a few.
const FILES: [(&str, usize); 4] =
    [("empty", 0), ("small", 100), ("blocks", 1_024), ("big", 100_000)];
/// On a bad wire, a wait for each block that is lost.
const LOSSY: (&str, usize) = ("lossy", 20_000);
/// Frames lost, in parts per million: 5 %.
const LOSS: u32 = 50_000;

fn contents((name, size): (&str, usize)) -> Vec<u8> {
    let first = name.bytes().next().map_or(0, usize::from);
    (0..size).map(|n| (n * 31 + n / 256 + first).to_le_bytes()[0]).collect()
}

/// Our server, with these files.
pub(super) fn server() -> Scenario {
    let mut all: Vec<_> = FILES.to_vec();
    all.push(LOSSY);
    let files: BTreeMap<_, _> =
        all.into_iter().map(|file| (file.0.to_owned(), contents(file))).collect();
    // Blocks of whatever size a client asks for.
    let config = Config { block: Some(65_464), ..Config::default() };
    beside_running(App::TftpServer(TftpFiles { files, writable: true, config }))
}

pub(super) fn lossy_server() -> Scenario {
    lossy(server())
}

fn lossy(mut scenario: Scenario) -> Scenario {
    scenario.links[0].loss_ppm = LOSS;
    scenario
}

/// tftp-hpa's client does one thing.
fn tftp(lab: &mut Lab, arguments: &[&str]) -> Result<()> {
    let said = lab.run("tftp", &[&["-m", "binary", "10.77.0.2", "-c"], arguments].concat())?;
    said.well()?;
    ensure!(!said.text.contains("rror"), "{}", said.text);
    Ok(())
}

fn gets(lab: &mut Lab, file: (&str, usize)) -> Result<()> {
    let local = lab.folder("tftp")?.join("got");
    tftp(lab, &["get", file.0, &local.display().to_string()])?;
    ensure!(fs::read(&local)? == contents(file), "{} came otherwise", file.0);
    Ok(())
}

fn puts(lab: &mut Lab, file: (&str, usize)) -> Result<()> {
    let folder = lab.folder("tftp")?;
    let (sent, got) = (folder.join("sent"), folder.join("got"));
    let (contents, name) = (contents(file), format!("{}-of-theirs", file.0));
    fs::write(&sent, &contents)?;
    let sent = sent.display().to_string();
    tftp(lab, &["put", &sent, &name])?;
    tftp(lab, &["get", &name, &got.display().to_string()])?;
    ensure!(fs::read(&got)? == contents, "{} was kept otherwise", file.0);
    Ok(())
}

pub(super) fn get(lab: &mut Lab) -> Result<()> {
    for file in FILES {
        gets(lab, file)?;
    }
    let said = lab.run("tftp", &["-m", "binary", "10.77.0.2", "-c", "get", "nothing"])?;
    said.has("Error code 1")?;
    Ok(())
}

pub(super) fn put(lab: &mut Lab) -> Result<()> {
    for file in FILES {
        puts(lab, file)?;
    }
    // What is there already is not written over.
    let sent = lab.folder("tftp")?.join("sent");
    fs::write(&sent, b"other")?;
    let put = ["-m", "binary", "10.77.0.2", "-c", "put", &sent.display().to_string(), "big"];
    lab.run("tftp", &put)?.has("Error code 6")?;
    Ok(())
}

pub(super) fn get_lossy(lab: &mut Lab) -> Result<()> {
    gets(lab, LOSSY)
}

pub(super) fn put_lossy(lab: &mut Lab) -> Result<()> {
    puts(lab, LOSSY)
}

/// The TFTP packets of all frames that passed.
fn packets(lab: &Lab) -> Vec<Packet> {
    let packet = |frame: &[u8]| {
        let (header, payload) = ipv4::Header::parse(frame.get(14..)?).ok()?;
        (header.protocol == ipv4::Protocol::Udp).then_some(())?;
        Packet::parse(udp::Header::parse(payload).ok()?.1).ok()
    };
    lab.driver.passed().iter().filter_map(|passed| packet(&passed.bytes)).collect()
}

/// curl asks for blocks of another size, and for the file's size.
pub(super) fn options(lab: &mut Lab) -> Result<()> {
    for (file, block) in [(FILES[3], "1024"), (FILES[3], "65464"), (FILES[1], "8")] {
        let local = lab.folder("curl")?.join("got");
        let url = format!("tftp://10.77.0.2/{}", file.0);
        let before = packets(lab).len();
        lab.run(
            "curl",
            &["-sS", "--tftp-blksize", block, "-o", &local.display().to_string(), &url],
        )?
        .well()?;
        ensure!(fs::read(&local)? == contents(file), "{} came otherwise", file.0);
        let agreed = packets(lab).into_iter().skip(before).any(|packet| match packet {
            Packet::OptionAck(options) => options
                .iter()
                .any(|option| option.name == b"blksize" && option.value == block.as_bytes()),
            _ => false,
        });
        ensure!(agreed, "blocks of {block} were not agreed on");
    }
    let said = lab.run("curl", &["-sS", "tftp://10.77.0.2/nothing"])?;
    // Its number for a file that is not there; what it says besides differs from release to release.
    said.has("curl: (68)")?;
    Ok(())
}

fn copy(file: &str, put: Option<Vec<u8>>, block: Option<u16>) -> Scenario {
    let config = Config { block, ..Config::default() };
    let copy =
        TftpCopy { server: Target::Ip(KERNEL), file: file.to_owned(), put, config, text: false };
    Scenario { programs: vec![program_at(0, 1, App::TftpCopy(copy).into())], ..beside() }
}

pub(super) fn getting() -> Scenario {
    copy(FILES[3].0, None, None)
}

/// The largest blocks that come in one frame.
pub(super) fn getting_blocks() -> Scenario {
    copy(FILES[3].0, None, Some(1_428))
}

pub(super) fn getting_lossy() -> Scenario {
    lossy(copy(FILES[3].0, None, Some(1_428)))
}

pub(super) fn getting_nothing() -> Scenario {
    copy("nothing", None, None)
}

pub(super) fn putting() -> Scenario {
    copy("new", Some(contents(FILES[3])), None)
}

pub(super) fn putting_lossy() -> Scenario {
    lossy(copy("new", Some(contents(LOSSY)), Some(1_000)))
}

/// tftp-hpa's server, with our files in its folder.
fn in_tftpd(lab: &mut Lab) -> Result<std::path::PathBuf> {
    let folder = lab.folder("in.tftpd")?;
    for file in FILES {
        fs::write(folder.join(file.0), contents(file))?;
    }
    let path = folder.display().to_string();
    lab.start("in.tftpd", &["-L", "-a", "10.77.0.1:69", "-u", "root", "-s", "-c", &path])?;
    lab.listening("udp", 69)?;
    Ok(folder)
}

/// What our client has read: the blocks that its calls returned, each once.
fn read(lab: &Lab) -> Vec<u8> {
    let trace = lab.driver.trace();
    let (mut file, mut next) = (Vec::new(), 1_u16);
    for event in trace.events() {
        let What::CallReturned { result: CallResult::ReceivedFrom { datagram, .. }, .. } =
            event.what
        else {
            continue;
        };
        match Packet::parse(trace.bytes(trace.datagram(datagram).data)) {
            Ok(Packet::Data { block, data }) if block == next => {
                file.extend(data);
                next = next.wrapping_add(1);
            }
            _ => {}
        }
    }
    file
}

pub(super) fn our_get(lab: &mut Lab) -> Result<()> {
    in_tftpd(lab)?;
    let code = lab.until_ended(0)?;
    ensure!(code == 0, "our tftp ended with {code}");
    ensure!(read(lab) == contents(FILES[3]), "it came otherwise");
    Ok(())
}

pub(super) fn our_put(lab: &mut Lab) -> Result<()> {
    let folder = in_tftpd(lab)?;
    let code = lab.until_ended(0)?;
    ensure!(code == 0, "our tftp ended with {code}");
    let kept = fs::read(folder.join("new"))?;
    ensure!(kept == contents(FILES[3]) || kept == contents(LOSSY), "it was kept otherwise");
    Ok(())
}

pub(super) fn our_mistake(lab: &mut Lab) -> Result<()> {
    in_tftpd(lab)?;
    let code = lab.until_ended(0)?;
    ensure!(code != 0, "it got what is not there");
    Ok(())
}
