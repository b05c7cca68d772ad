//! A case as it runs: our network, the wire at its door, and the programs outside.

use super::super::drive::Driver;
use super::super::namespace::{KERNELS_END, OUR_END};
use super::super::wire::Wire;
use anyhow::{Context, Result, bail, ensure};
use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant as RealInstant};
use wireglass_capture::{Packet, Writer};
use wireglass_sim::{DeviceKind, Scenario};
use wireglass_trace::{CallResult, NodeId, Row, What};

/// `LINKTYPE_ETHERNET`.
const ETHERNET: u16 = 1;
/// How long a turn may wait: programs outside are looked after so often.
const TURN: Duration = Duration::from_millis(5);

/// What a program said, and whether it was content.
#[derive(Clone, Debug)]
pub(super) struct Said {
    pub(super) content: bool,
    /// Standard output, then standard error.
    pub(super) text: String,
}

impl Said {
    /// Fails unless the text has this in it.
    pub(super) fn has(&self, wanted: &str) -> Result<&Self> {
        ensure!(self.text.contains(wanted), "`{wanted}` is not in what it said: {}", self.text);
        Ok(self)
    }

    /// Fails unless it was content.
    pub(super) fn well(&self) -> Result<&Self> {
        ensure!(self.content, "it failed: {}", self.text);
        Ok(self)
    }
}

/// A program outside that goes on while the case does.
#[derive(Debug)]
pub(super) struct Running {
    line: String,
    child: Child,
    output: [PathBuf; 2],
}

/// The case.
#[derive(Debug)]
pub(super) struct Lab {
    pub(super) driver: Driver,
    ends: RealInstant,
    folder: PathBuf,
    programs: Vec<Running>,
    started: usize,
}

impl Lab {
    pub(super) fn new(scenario: &Scenario, limit: Duration, folder: &Path) -> Result<Self> {
        let door = scenario
            .devices
            .iter()
            .position(|device| device.kind == DeviceKind::Outside)
            .context("a network without a door")?;
        let door = NodeId::from_index(scenario.hosts.len() + door);
        let wire = Wire::open(OUR_END, KERNELS_END)?;
        Ok(Self {
            driver: Driver::new(scenario, vec![(door, wire)])?,
            ends: RealInstant::now() + limit,
            folder: folder.to_owned(),
            programs: Vec::new(),
            started: 0,
        })
    }

    /// Goes on until `done`, or until the case has had its time.
    pub(super) fn until(
        &mut self,
        what: &str,
        mut done: impl FnMut(&mut Self) -> Result<bool>,
    ) -> Result<()> {
        loop {
            self.driver.turn(TURN)?;
            if done(self)? {
                return Ok(());
            }
            ensure!(RealInstant::now() < self.ends, "not in time: {what}");
        }
    }

    /// Goes on until a program outside has said this.
    pub(super) fn until_said(&mut self, running: usize, wanted: &str) -> Result<()> {
        let said = self.until(wanted, |lab| Ok(lab.said(running)?.contains(wanted)));
        said.with_context(|| self.said(running).unwrap_or_default())
    }

    /// Goes on until the task at this place has ended, and says with which code.
    pub(super) fn until_ended(&mut self, task: usize) -> Result<u8> {
        let mut ended = None;
        self.until("our program ends", |lab| {
            ended = lab.driver.trace().events().iter().find_map(|event| match event.what {
                What::TaskEnded { task: which, code } if which.index() == task => Some(code),
                _ => None,
            });
            Ok(ended.is_some())
        })?;
        ended.context("it has ended")
    }

    /// Whether a row was written into the tables of a node, and is as `wanted`.
    pub(super) fn wrote(&self, node: usize, wanted: impl Fn(&Row) -> bool) -> bool {
        let trace = self.driver.trace();
        trace
            .events()
            .iter()
            .filter(|event| event.node.index() == node)
            .any(|event| matches!(event.what, What::RowSet { row } if wanted(trace.row(row))))
    }

    /// The same of a row that is gone.
    pub(super) fn dropped(&self, node: usize, wanted: impl Fn(&Row) -> bool) -> bool {
        let trace = self.driver.trace();
        trace
            .events()
            .iter()
            .filter(|event| event.node.index() == node)
            .any(|event| matches!(event.what, What::RowGone { row } if wanted(trace.row(row))))
    }

    /// The process of a program outside.
    pub(super) fn process(&self, running: usize) -> u32 {
        self.programs[running].child.id()
    }

    /// Waits until somebody outside has a socket at this port: `tcp` or `udp`. Our network
    /// does not begin before its first turn, and finds the server there.
    pub(super) fn listening(&mut self, transport: &str, port: u16) -> Result<()> {
        let table = format!("/proc/thread-self/net/{transport}");
        // Of the local address, the port in hexadecimal; then, whoever is at the other end.
        let wanted = format!(":{port:04X} 00000000:0000");
        while !fs::read_to_string(&table).context("sockets")?.contains(&wanted) {
            ensure!(RealInstant::now() < self.ends, "not in time: a socket at port {port}");
            std::thread::sleep(TURN);
        }
        Ok(())
    }

    /// What the calls of a node's programs have returned so far, in order.
    pub(super) fn results(&self, node: usize) -> Vec<CallResult> {
        let here = self.driver.trace().events().iter().filter(|event| event.node.index() == node);
        let results = here.filter_map(|event| match event.what {
            What::CallReturned { result, .. } => Some(result),
            _ => None,
        });
        results.collect()
    }

    /// Goes on until this many calls of a node have returned.
    pub(super) fn until_returned(&mut self, node: usize, count: usize) -> Result<Vec<CallResult>> {
        self.until("the calls return", |lab| Ok(lab.results(node).len() >= count))?;
        Ok(self.results(node))
    }

    /// Frames that have passed the door and are as `wanted`.
    pub(super) fn passed(&self, wanted: impl Fn(&[u8]) -> bool) -> usize {
        self.driver.passed().iter().filter(|passed| wanted(&passed.bytes)).count()
    }

    /// Starts a program outside.
    pub(super) fn start(&mut self, program: &str, arguments: &[&str]) -> Result<usize> {
        let line = format!("{program} {}", arguments.join(" "));
        self.started += 1;
        let file = |kind: &str| self.folder.join(format!("said-{}.{kind}", self.started));
        let output = [file("out"), file("err")];
        let [out, err] = output.each_ref().map(File::create);
        let child = Command::new(program)
            .args(arguments)
            .env("LC_ALL", "C")
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(out?)
            .stderr(err?)
            .spawn()
            .with_context(|| line.clone())?;
        self.programs.push(Running { line, child, output });
        Ok(self.programs.len() - 1)
    }

    /// What a program has said so far.
    pub(super) fn said(&self, running: usize) -> Result<String> {
        let [out, err] = &self.programs[running].output;
        let read =
            |file: &PathBuf| fs::read(file).map(|said| String::from_utf8_lossy(&said).into_owned());
        Ok(read(out)? + &read(err)?)
    }

    /// Goes on until a program has ended.
    pub(super) fn end(&mut self, running: usize) -> Result<Said> {
        let mut status = None;
        let line = self.programs[running].line.clone();
        let ended = self.until(&line, |lab| {
            status = lab.programs[running].child.try_wait()?;
            Ok(status.is_some())
        });
        let text = self.said(running)?;
        if let Err(error) = ended {
            bail!("{error:#}; it said: {text}");
        }
        Ok(Said { content: status.is_some_and(|status| status.success()), text })
    }

    /// Runs a program outside to its end.
    pub(super) fn run(&mut self, program: &str, arguments: &[&str]) -> Result<Said> {
        let running = self.start(program, arguments)?;
        self.end(running)
    }

    /// Ends what still runs outside, and forgets what was said.
    pub(super) fn stop(&mut self) {
        for program in &mut self.programs {
            // One that has ended by itself cannot be ended.
            let _ = program.child.kill();
            let _ = program.child.wait();
            for file in &program.output {
                let _ = fs::remove_file(file);
            }
        }
    }

    /// A folder of this case alone, in which programs outside find files.
    pub(super) fn folder(&mut self, name: &str) -> Result<PathBuf> {
        let folder = self.folder.join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        Ok(folder)
    }

    /// What passed the door, as a file that Wireshark opens.
    pub(super) fn capture(&self, comment: &str) -> Result<Vec<u8>> {
        let mut writer = Writer::new(0, comment);
        let interface = writer.interface(ETHERNET, "door");
        for passed in self.driver.passed() {
            let original = u32::try_from(passed.bytes.len())?;
            let (time_ns, data) = (passed.at.as_nanos(), passed.bytes.as_slice());
            writer
                .packet(&Packet { interface, time_ns, data, original, comment: "" })
                .context("writing the capture")?;
        }
        Ok(writer.finish())
    }
}

impl Drop for Lab {
    fn drop(&mut self) {
        self.stop();
    }
}

/// The first of these programs that is not on this machine.
pub fn missing<'a>(programs: &[&'a str]) -> Option<&'a str> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<_> = std::env::split_paths(&path).collect();
    // Debian keeps servers where only root looks.
    folders.extend(["/usr/sbin", "/sbin"].map(PathBuf::from));
    programs.iter().copied().find(|name| !folders.iter().any(|folder| folder.join(name).is_file()))
}
