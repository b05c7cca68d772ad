//! Captures: what a segment proves about its sender and its receiver.

macro_rules! inference {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// It sent a SYN: an active OPEN.
        SawActiveOpen { /// Its initial send sequence number.
            iss: Seq } = "saw-active-open", rfc(9293, "3.10.1");
        /// A SYN reached it, and its answer shows that it was listening.
        SawSynArrive { /// The SYN's sequence number.
            irs: Seq } = "saw-syn-arrive", rfc(9293, "3.10.7.2");
        /// The answer to its SYN reached it: a SYN that acknowledges it.
        SawSynAckArrive { /// The sequence number of the other side's SYN.
            irs: Seq, /// What it acknowledges.
            ack: Seq } = "saw-syn-ack-arrive", rfc(9293, "3.10.7.3");
        /// A SYN that acknowledges nothing reached it after it had sent its own: both open at once.
        SawSynCross { /// The sequence number of the other side's SYN.
            irs: Seq } = "saw-syn-cross", rfc(9293, "3.10.7.3");
        /// Its SYN was acknowledged.
        SawSynAcked { /// The acknowledgement.
            ack: Seq } = "saw-syn-acked", rfc(9293, "3.10.7.4");
        /// It sent a FIN: its application closed.
        SawFinSent { /// The FIN's sequence number.
            fin: Seq } = "saw-fin-sent", rfc(9293, "3.10.4");
        /// A FIN reached it with everything before it.
        SawFinArrive { /// The FIN's sequence number.
            fin: Seq } = "saw-fin-arrive", rfc(9293, "3.10.7.4");
        /// Its FIN was acknowledged.
        SawFinAcked { /// The acknowledgement.
            ack: Seq } = "saw-fin-acked", rfc(9293, "3.10.7.4");
        /// It sent a RST: for it the connection is over.
        SawRstSent { /// The RST's sequence number.
            seq: Seq } = "saw-rst-sent", rfc(9293, "3.5.2");
        /// A RST reached it.
        SawRstArrive { /// The RST's sequence number.
            seq: Seq } = "saw-rst-arrive", rfc(9293, "3.5.3");
        /// It answered a SYN with a RST: nobody listens at that port.
        SawRefusal { /// The RST's acknowledgement number.
            ack: Seq } = "saw-refusal", rfc(9293, "3.10.7.1");
        /// The capture begins midway. Both sides still send later, so neither had closed.
        InferOpenMidway = "infer-open-midway", Source::Inference;
        /// It sends what only a synchronized connection sends; what made it one was not captured.
        InferEstablished { /// The segment's sequence number.
            seq: Seq } = "infer-established", Source::Inference;
        /// Nothing says that the segment was lost, so it is taken to have arrived.
        InferArrived = "infer-arrived", Source::Inference;
        /// The same bytes were sent again before anything acknowledged them: probably lost.
        InferLost { /// The first of the bytes.
            seq: Seq, /// The oldest byte not acknowledged when they were sent again.
            una: Seq } = "infer-lost", Source::Inference;
        /// Where a segment lies among what its sender has sent.
        SawSequence { /// SEG.SEQ.
            seq: Seq, /// Past its last byte.
            end: Seq, /// SND.NXT of its sender before it.
            nxt: Seq } = "saw-sequence", rfc(9293, "3.4");
        /// Where an acknowledgement lies among what the other side has sent.
        SawAcknowledgement { /// SEG.ACK.
            ack: Seq, /// SND.NXT of the other side.
            nxt: Seq } = "saw-acknowledgement", rfc(9293, "3.4");
        /// The window a segment announces.
        SawWindow { /// In bytes, scaled where the scale is known.
            window: u32 } = "saw-window", rfc(9293, "3.8.6");
    } };
}
pub(super) use inference;
