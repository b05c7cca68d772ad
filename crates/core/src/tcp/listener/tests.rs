use super::*;
use crate::rules::Rule;
use crate::tcp::Profile;
use crate::time::Duration;

const SECRET: [u8; 16] = *b"a key for a test";

fn local() -> SocketAddr {
    ([192, 0, 2, 1], 80).into()
}

/// A client on this port.
fn peer(port: u16) -> Peer {
    Peer { local: local(), remote: ([198, 51, 100, 1], port).into() }
}

struct World {
    listener: Listener,
    log: ListenLog,
    now: Instant,
}

impl World {
    fn new(listen: ListenConfig) -> Self {
        let config = Config { delayed_ack: None, ..Config::default() };
        let mut log = ListenLog::new();
        let listener = Listener::new(config, listen, local(), Some(SECRET), &mut log);
        Self { listener, log, now: Instant::ZERO + Duration::from_secs(1_000) }
    }

    fn hears(&mut self, port: u16, seq: u32, ack: Option<Seq>, flags: Flags) {
        let header = Header {
            src_port: port,
            dst_port: 80,
            seq: Seq(seq),
            ack: ack.unwrap_or(Seq(0)),
            flags: if ack.is_some() { flags | Flags::ACK } else { flags },
            window: 1_000,
            urgent: 0,
            options: Options { mss: flags.syn().then_some(1_400), ..Options::default() },
        };
        let iss = Seq(1_000 * u32::from(port));
        self.listener.handle_segment(self.now, peer(port), &header, b"", iss, &mut self.log);
    }

    fn sends(&mut self) -> Vec<(Peer, Header)> {
        std::iter::from_fn(|| self.listener.poll_transmit(self.now, &mut self.log))
            .map(|(peer, transmit)| (peer, transmit.header))
            .collect()
    }

    /// A SYN, and our answer to it.
    fn syn(&mut self, port: u16) -> Option<Header> {
        self.hears(port, 500, None, Flags::SYN);
        self.sends().pop().map(|(_, header)| header)
    }

    /// A whole handshake.
    fn opens(&mut self, port: u16) {
        let answer = self.syn(port).expect("a SYN,ACK");
        self.hears(port, 501, Some(answer.seq + 1), Flags::NONE);
        self.sends();
    }

    fn applied(&self, rule: Rule) -> bool {
        self.log
            .iter()
            .any(|(_, note)| matches!(note, Note::Applied(reason) if reason.rule() == rule))
    }
}

fn small() -> ListenConfig {
    ListenConfig { syn_limit: 2, accept_limit: 1, ..ListenConfig::new(Profile::Rfc, 1) }
}

#[test]
fn a_handshake_goes_through_both_queues() {
    let mut world = World::new(small());
    let answer = world.syn(1).unwrap();
    assert!(answer.flags.syn() && answer.flags.ack());
    assert_eq!((world.listener.half_open().len(), world.listener.waiting().len()), (1, 0));
    assert!(world.listener.accept().is_none());
    world.hears(1, 501, Some(answer.seq + 1), Flags::NONE);
    assert_eq!((world.listener.half_open().len(), world.listener.waiting().len()), (0, 1));
    let child = world.listener.accept().unwrap();
    assert_eq!((child.state(), child.remote()), (State::Established, Some(peer(1).remote)));
    assert!(!world.listener.has(peer(1)));
    assert_eq!(world.listener.endpoint().state(), State::Listen);
}

#[test]
fn what_is_logged_says_whose_it_is() {
    let mut world = World::new(small());
    world.syn(1);
    let of_the_child = world.log.iter().filter(|(who, _)| *who == Some(peer(1))).count();
    assert!(of_the_child > 2 && of_the_child < world.log.len());
}

#[test]
fn a_full_syn_queue_drops_the_new_one_or_the_oldest() {
    let mut world = World::new(small());
    for port in 1..=3 {
        assert_eq!(world.syn(port).is_some(), port < 3);
    }
    assert!(world.applied(Rule::SynQueueFull));
    let listen = ListenConfig { on_syn_overflow: SynOverflow::DropOldest, ..small() };
    let mut world = World::new(listen);
    for port in 1..=3 {
        assert!(world.syn(port).is_some());
    }
    assert!(world.applied(Rule::SynQueueDropsOldest));
    assert!(!world.listener.has(peer(1)) && world.listener.has(peer(3)));
}

#[test]
fn a_full_accept_queue_takes_the_ack_for_lost() {
    let mut world = World::new(small());
    world.opens(1);
    world.opens(2);
    assert!(world.applied(Rule::AcceptQueueFullAck));
    assert_eq!((world.listener.half_open().len(), world.listener.waiting().len()), (1, 1));
    // The SYN,ACK goes again by its own timer, and the next ACK finds room.
    world.listener.accept().unwrap();
    world.now = world.listener.next_timeout().unwrap();
    world.listener.handle_timeout(world.now, &mut world.log);
    let again = world.sends().pop().unwrap().1;
    assert!(again.flags.syn());
    world.hears(2, 501, Some(again.seq + 1), Flags::NONE);
    assert_eq!(world.listener.waiting().len(), 1);
}

#[test]
fn a_full_accept_queue_resets_where_it_should() {
    let mut world =
        World::new(ListenConfig { on_accept_overflow: AcceptOverflow::Reset, ..small() });
    world.opens(1);
    let answer = world.syn(2).unwrap();
    world.hears(2, 501, Some(answer.seq + 1), Flags::NONE);
    let (to, reset) = world.sends().pop().unwrap();
    assert!(reset.flags.rst() && to == peer(2));
    assert_eq!(world.listener.half_open().len(), 0);
}

#[test]
fn a_full_accept_queue_may_stop_new_syns() {
    let mut world = World::new(ListenConfig { drop_syn_when_waiting_full: true, ..small() });
    world.opens(1);
    assert!(world.syn(2).is_none());
    assert!(world.applied(Rule::AcceptQueueFullSyn));
}

#[test]
fn backlogs_mean_what_each_system_says() {
    let limits = |profile, backlog| ListenConfig::new(profile, backlog).accept_limit;
    assert_eq!(limits(Profile::Rfc, 5), 5);
    assert_eq!(limits(Profile::Linux, 5), 6);
    assert_eq!(limits(Profile::FreeBsd, 4), 7);
    assert_eq!(limits(Profile::Rfc, -1), 1);
}

#[test]
fn a_cookie_opens_without_anything_kept() {
    let mut world = World::new(ListenConfig { cookies: Cookies::Always, ..small() });
    let answer = world.syn(1).unwrap();
    assert_eq!(world.listener.half_open().len(), 0);
    world.now += Duration::from_secs(60);
    world.hears(1, 501, Some(answer.seq + 1), Flags::NONE);
    let child = world.listener.accept().unwrap();
    assert_eq!(child.state(), State::Established);
    // 1400 was announced; the cookie remembers the next below.
    assert_eq!(child.variable(crate::tcp::Variable::Mss), Some(1_360));
    assert!(world.sends().is_empty(), "the SYN,ACK went out long ago");
    assert!(child.variable(crate::tcp::Variable::Srtt).is_none(), "nothing was timed");
}

#[test]
fn a_wrong_or_old_cookie_is_reset() {
    let mut world = World::new(ListenConfig { cookies: Cookies::Always, ..small() });
    let answer = world.syn(1).unwrap();
    world.hears(1, 501, Some(answer.seq + 2), Flags::NONE);
    assert!(world.applied(Rule::SynCookieWrong));
    assert!(world.sends().pop().unwrap().1.flags.rst());
    // Somebody else's.
    world.hears(2, 501, Some(answer.seq + 1), Flags::NONE);
    assert!(world.listener.accept().is_none());
    world.now += cookie::PERIOD.times(2);
    world.hears(1, 501, Some(answer.seq + 1), Flags::NONE);
    assert!(world.listener.accept().is_none());
}

#[test]
fn cookies_take_over_when_the_queue_is_full() {
    let mut world = World::new(ListenConfig { cookies: Cookies::WhenFull, ..small() });
    for port in 1..=3 {
        assert!(world.syn(port).is_some());
    }
    assert_eq!(world.listener.half_open().len(), 2);
    assert!(world.applied(Rule::SynCookieSent));
}

#[test]
fn closing_resets_what_waits_and_forgets_the_rest() {
    let mut world = World::new(small());
    world.opens(1);
    world.syn(2);
    world.listener.close(world.now, &mut world.log);
    let sent = world.sends();
    assert_eq!(sent.len(), 1);
    assert!(sent[0].1.flags.rst() && sent[0].0 == peer(1));
    assert!(world.applied(Rule::ListenerResetsWaiting));
    assert!(world.applied(Rule::ListenerForgetsHalfOpen));
}
