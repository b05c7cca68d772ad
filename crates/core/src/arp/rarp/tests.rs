use super::*;

const CLIENT: MacAddr = MacAddr([2, 0, 0, 0, 0, 1]);
const SERVER: MacAddr = MacAddr([2, 0, 0, 0, 0, 2]);
const ADDRESS: Ipv4Addr = Ipv4Addr::new(10, 0, 0, 9);

fn server(knows: MacAddr) -> Server {
    Server::new(SERVER, Ipv4Addr::new(10, 0, 0, 1), BTreeMap::from([(knows, ADDRESS)]))
}

#[test]
fn a_client_learns_its_address() {
    let mut client = Client::new(Instant::ZERO, CLIENT, Duration::from_secs(4), 3);
    let mut out = Vec::new();
    client.handle_timeout(Instant::ZERO, &mut out);
    let Some(Action::Send { packet: question, to: MacAddr::BROADCAST, .. }) = out.pop() else {
        panic!("asks everybody");
    };
    server(CLIENT).handle_packet(&question, &mut out);
    let Some(Action::Send { packet: answer, to: CLIENT, .. }) = out.pop() else {
        panic!("answers the asker alone");
    };
    // Meant for somebody else: not ours.
    client.handle_packet(&Packet { target_mac: SERVER, ..answer.clone() }, &mut out);
    assert_eq!(out, []);
    client.handle_packet(&answer, &mut out);
    let reason = Reason::RarpLearnt { ip: ADDRESS };
    let server = Ipv4Addr::new(10, 0, 0, 1);
    assert_eq!(out, [Action::Learnt { ip: ADDRESS, server, reason }]);
    // A second server's answer comes too late.
    client.handle_packet(&answer, &mut out);
    assert_eq!((out.len(), client.next_timeout()), (1, None));
}

#[test]
fn an_unknown_client_asks_three_times() {
    let mut client = Client::new(Instant::ZERO, CLIENT, Duration::from_secs(4), 3);
    let (mut out, mut answers) = (Vec::new(), Vec::new());
    while let Some(due) = client.next_timeout() {
        client.handle_timeout(due, &mut out);
    }
    for action in &out {
        if let Action::Send { packet, .. } = action {
            server(SERVER).handle_packet(packet, &mut answers);
        }
    }
    assert_eq!(answers, vec![Action::Applied(Reason::RarpUnknown { mac: CLIENT }); 3]);
    assert_eq!(out.last(), Some(&Action::Failed { reason: Reason::RarpNoAnswer { tries: 3 } }));
}
