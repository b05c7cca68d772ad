//! `dig` and `nslookup`: one question, and whatever is answered.

use super::Lookup;
use super::machine::{Machine, Moment, Next, Returned};
use super::names::{Asked, Looked, NameSearch, Question};
use std::net::Ipv4Addr;
use wireglass_core::dns::{Outcome, StubConfig};

/// How often a server is asked: `dig`'s value.
const TRIES: u8 = 3;
/// What `dig` exits with if nobody answers, and if it does not know whom to ask.
const NO_REPLY: u8 = 9;
const TROUBLE: u8 = 10;

#[derive(Clone, Debug)]
pub(crate) struct Asker {
    lookup: Lookup,
    /// The search for the server's own address, where it has a name.
    server: Option<NameSearch>,
    question: Option<Question>,
}

impl Asker {
    pub(crate) fn new(lookup: &Lookup) -> Self {
        let server = lookup.server.as_ref().map(NameSearch::new);
        Self { lookup: lookup.clone(), server, question: None }
    }

    fn ask(&mut self, servers: Vec<Ipv4Addr>, moment: &mut Moment<'_>) -> Next {
        if servers.is_empty() {
            return Next::Exit(TROUBLE);
        }
        let Lookup { name, kind, recursion, .. } = self.lookup.clone();
        let config = StubConfig { attempts: TRIES, ..StubConfig::new(servers) };
        self.question = Some(Question::new(name, kind, config, recursion));
        self.go_on(Returned::Nothing, moment)
    }

    fn go_on(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        match self.question.as_mut().map(|question| question.next(returned, moment)) {
            Some(Asked::Next(next)) => next,
            Some(Asked::Over(Some(Outcome::Answer { .. }))) => Next::Exit(0),
            Some(Asked::Over(Some(Outcome::TimedOut))) => Next::Exit(NO_REPLY),
            Some(Asked::Over(None)) | None => Next::Exit(TROUBLE),
        }
    }
}

impl Machine for Asker {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        if self.question.is_some() {
            return self.go_on(returned, moment);
        }
        match self.server.as_mut().map(|server| server.next(returned, moment)) {
            None => {
                let servers = moment.host.name_servers().to_vec();
                self.ask(servers, moment)
            }
            Some(Looked::Found(ip)) => self.ask(vec![ip], moment),
            Some(Looked::Next(next)) => next,
            Some(Looked::Failed) => Next::Exit(TROUBLE),
        }
    }
}
