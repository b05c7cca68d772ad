//! What endpoints of others found wrong with ours.

use super::helpers::{Host, config};
use crate::tcp::{Config, Timer};
use crate::wire::tcp::{Flags, Options, Timestamps};

/// Linux, over a link that loses: a full segment went again with blocks beside it that were not
/// there the first time, and was larger than any frame.
#[test]
fn what_goes_again_is_no_larger_than_the_first_time() {
    let offered = Options {
        mss: Some(500),
        sack_permitted: true,
        timestamps: Some(Timestamps { value: 1, echo: 0 }),
        ..Options::default()
    };
    let config = Config { sack: true, timestamps: true, ..config() };
    let mut host = Host::established(config, offered);
    host.write(&[b'x'; 488]);
    let first = host.flush().pop().expect("a full segment");
    assert_eq!(first.payload.len(), 488);
    // Beyond a gap, so that every acknowledgement has a block.
    let stamped =
        Options { timestamps: Some(Timestamps { value: 2, echo: 0 }), ..Options::default() };
    host.hears_options(401, Some(101), Flags::NONE, b"later", stamped);
    let told = host.flush().pop().expect("an acknowledgement");
    assert_eq!(told.header.options.sack.len(), 1);
    host.fires(Timer::Retransmission);
    let again = host.flush().into_iter().find(|sent| !sent.payload.is_empty());
    let again = again.expect("the text again");
    assert_eq!(again.header.seq, first.header.seq);
    assert!(again.header.header_len() + again.payload.len() <= 20 + 500);
}
