//! TFTP (RFC 1350) and its options (RFC 2347, 2348, 2349).

macro_rules! tftp {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// A client asks for a file, or to take one, at the well-known port.
        TftpRequest = "tftp-request", rfc(1350, "4");
        /// The server has the file and begins to send it, from a port of its own.
        TftpServes { /// The file's size.
            bytes: u32 } = "tftp-serves", rfc(1350, "4");
        /// The server takes the file, at a port of its own.
        TftpTakes = "tftp-takes", rfc(1350, "4");
        /// Both agree on options; the side that answers has the last word.
        TftpOptionsAgreed { /// Bytes of a block.
            block: u32 } = "tftp-options-agreed", rfc(2347, "2");
        /// The block before is acknowledged: the next one goes.
        TftpNextBlock { /// Its number.
            block: u32, /// Its bytes.
            bytes: u32 } = "tftp-next-block", rfc(1350, "2");
        /// The last block goes: it is shorter than the others, which says that it is the last.
        TftpLastBlock { /// Its number.
            block: u32, /// Its bytes.
            bytes: u32 } = "tftp-last-block", rfc(1350, "6");
        /// The block that was due has come: it is acknowledged.
        TftpBlockTaken { /// Its number.
            block: u32 } = "tftp-block-taken", rfc(1350, "2");
        /// The last block has come: the file is whole.
        TftpReceived { /// The file's size.
            bytes: u32 } = "tftp-received", rfc(1350, "6");
        /// The last block is acknowledged: the file has arrived.
        TftpSent { /// The file's size.
            bytes: u32 } = "tftp-sent", rfc(1350, "6");
        /// A block comes again: its ACK was lost, so it is acknowledged again.
        TftpBlockAgain { /// Its number.
            block: u32 } = "tftp-block-again", rfc(1350, "2");
        /// An ACK comes again: nothing is sent, only the timer may do that.
        TftpAckAgain { /// Its number.
            block: u32 } = "tftp-ack-again", rfc(1123, "4.2.3.1");
        /// An ACK comes again, and this sender sends the next block again: the Sorcerer's Apprentice.
        TftpApprentice { /// The block that is sent again.
            block: u32 } = "tftp-apprentice", rfc(1123, "4.2.3.1");
        /// Nothing has come: the last packet goes again.
        TftpSendAgain { /// How many times it has gone again.
            tries: u8 } = "tftp-send-again", rfc(1350, "2");
        /// Nothing has come after the last try: the transfer is given up.
        TftpGiveUp { /// How many times the last packet went again.
            tries: u8 } = "tftp-give-up", rfc(1350, "7");
        /// A packet from a port that is not this transfer's: its sender is told, the transfer goes on.
        TftpWrongTransfer { /// The port.
            port: u16 } = "tftp-wrong-transfer", rfc(1350, "4");
        /// The other side ends the transfer.
        TftpErrorHeard { /// Its error code.
            code: u16 } = "tftp-error-heard", rfc(1350, "7");
        /// There is no such file.
        TftpNotFound = "tftp-not-found", rfc(1350, "5");
        /// The file must not be read or written.
        TftpDenied = "tftp-denied", rfc(1350, "5");
        /// The file is larger than there is room for.
        TftpTooLarge { /// How much room there is.
            limit: u32 } = "tftp-too-large", rfc(1350, "5");
        /// The packet makes no sense here.
        TftpUnexpected = "tftp-unexpected", rfc(1350, "5");
    } };
}
pub(super) use tftp;
