//! A host that knows only its MAC address, and asks for its IP address (RFC 903).

use super::Change;
use super::machine::{Machine, Moment, Next, Request, Returned};
use wireglass_core::addr::class::Class;
use wireglass_core::addr::mask::Mask;

/// Asks on the first interface that has no address, and takes what it is told.
#[derive(Clone, Debug, Default)]
pub(super) struct RarpClient {
    /// The interface, once it has asked.
    interface: Option<(u16, String)>,
    taking: bool,
}

impl Machine for RarpClient {
    fn next(&mut self, returned: Returned, moment: &mut Moment<'_>) -> Next {
        let Some((_, interface)) = &self.interface else {
            let mut bare = (0..).zip(moment.host.interfaces());
            let found = bare.find(|(_, (.., address))| address.is_none());
            let Some((port, (name, ..))) = found else { return Next::Exit(1) };
            self.interface = Some((port, name.to_owned()));
            return Next::Call(Request::AskRarp { port });
        };
        match returned {
            Returned::Address(address) => {
                self.taking = true;
                // RARP tells no mask: the class has to do.
                let mask = Class::of(address).natural_mask();
                let (interface, prefix) = (interface.clone(), mask.map_or(24, Mask::prefix_len));
                Next::Call(Request::Change(Change::SetAddress { interface, address, prefix }))
            }
            Returned::Done if self.taking => Next::Exit(0),
            _ => Next::Exit(1),
        }
    }
}
