//! The second pass over a conversation: both endpoints' states and variables,
//! as far as the segments prove them.
//!
//! Each end runs the state machine of RFC 9293 §3.3.2 on what it was seen to
//! send and what reached it. Where an end does what its inferred state forbids,
//! the state was wrong and what it does counts.

use super::analyse::{Facts, Fate, Opening};
use super::segment::{Place, Scaling, Segment};
use std::collections::BTreeMap;
use wireglass_core::rules::Reason;
use wireglass_core::seq::Seq;
use wireglass_core::tcp::{State, Variable};

/// Hears what the machine infers.
pub(super) trait Sink {
    /// Packet `index` was sent by end `from`. `machine` is as it was before.
    fn packet(
        &mut self,
        _index: u32,
        _from: usize,
        _segment: &Segment,
        _fate: Option<Fate>,
        _machine: &Machine<'_>,
    ) {
    }

    /// The present packet reached the other end.
    fn arrived(&mut self, _from: usize) {}

    /// An end changed state; or, if both are the same, was found to be in it.
    fn state(&mut self, side: usize, from: State, to: State, reason: Reason);

    /// A variable of an end has a new value.
    fn variable(&mut self, _side: usize, _variable: Variable, _value: u64) {}
}

/// Both ends of a connection.
pub(super) struct Machine<'a> {
    facts: &'a Facts,
    ends: [End; 2],
    began: bool,
}

/// One end, as far as it is known.
#[derive(Default)]
struct End {
    state: Option<State>,
    /// It was opened by the other side's SYN.
    passive: bool,
    iss: Option<Place>,
    una: Option<Place>,
    nxt: Option<Place>,
    /// Past its FIN, once that is sent.
    fin: Option<Place>,
    irs: Option<Place>,
    /// In the other end's space, as the two that follow.
    rcv_nxt: Option<Place>,
    /// What arrived ahead of its turn: from and to.
    ahead: BTreeMap<Place, Place>,
    /// Past the other end's FIN, once that has arrived.
    peer_fin: Option<Place>,
    peer_fin_done: bool,
    /// The other end's SYN, which passed before this end sent its own.
    crossing: Option<Place>,
    scaling: Scaling,
    snd_wnd: Option<u32>,
    rcv_wnd: Option<u32>,
    mss: Option<u16>,
    shown: [Option<u64>; SHOWN.len()],
}

/// The variables that segments tell.
const SHOWN: [Variable; 8] = [
    Variable::Iss,
    Variable::SndUna,
    Variable::SndNxt,
    Variable::SndWnd,
    Variable::Irs,
    Variable::RcvNxt,
    Variable::RcvWnd,
    Variable::Mss,
];

impl End {
    /// The place of `seq` in this end's own space.
    fn place(&self, seq: Seq) -> Place {
        self.nxt.or(self.una).map_or(Place::first(seq), |near| near.near(seq))
    }

    fn enter(&mut self, side: usize, to: State, reason: Reason, sink: &mut impl Sink) {
        self.move_from(side, self.state.unwrap_or(to), to, reason, sink);
    }

    /// As [`End::enter`], where it is known what the state before must have been.
    fn move_from(
        &mut self,
        side: usize,
        from: State,
        to: State,
        reason: Reason,
        sink: &mut impl Sink,
    ) {
        self.state = Some(to);
        sink.state(side, from, to, reason);
    }

    fn values(&self) -> [Option<u64>; SHOWN.len()] {
        let number = |place: Option<Place>| place.map(|place| place.seq().0.into());
        [
            number(self.iss),
            number(self.una),
            number(self.nxt),
            self.snd_wnd.map(u64::from),
            number(self.irs),
            number(self.rcv_nxt),
            self.rcv_wnd.map(u64::from),
            self.mss.map(u64::from),
        ]
    }

    fn show(&mut self, side: usize, sink: &mut impl Sink) {
        let values = self.values();
        for ((variable, value), shown) in SHOWN.into_iter().zip(values).zip(self.shown) {
            if let Some(value) = value.filter(|_| value != shown) {
                sink.variable(side, variable, value);
            }
        }
        self.shown = values;
    }

    /// Everything before `to` has arrived.
    fn has_up_to(&mut self, to: Place) {
        let mut nxt = self.rcv_nxt.map_or(to, |nxt| nxt.max(to));
        while let Some(entry) = self.ahead.first_entry() {
            if *entry.key() > nxt {
                break;
            }
            nxt = nxt.max(entry.remove());
        }
        self.rcv_nxt = Some(nxt);
    }
}

impl<'a> Machine<'a> {
    pub(super) fn new(facts: &'a Facts) -> Self {
        Self { facts, ends: [End::default(), End::default()], began: false }
    }

    /// SND.NXT of an end, where it is known.
    pub(super) fn nxt(&self, side: usize) -> Option<Seq> {
        self.ends[side].nxt.map(Place::seq)
    }

    /// SND.UNA of an end, where it is known.
    pub(super) fn una(&self, side: usize) -> Option<Seq> {
        self.ends[side].una.map(Place::seq)
    }

    /// The announced window of a segment end `side` sent, in bytes, where the scale is known.
    pub(super) fn window(&self, side: usize, segment: &Segment) -> Option<u32> {
        let (me, peer) = (&self.ends[side], &self.ends[1 - side]);
        segment.window_bytes(me.scaling.agreed(peer.scaling))
    }

    /// If the capture begins midway, what can be said of that moment.
    fn begin(&mut self, sink: &mut impl Sink) {
        let opened = self.facts.first.iter().flatten().any(|first| *first != Opening::Other);
        if !opened && self.facts.sends == [true; 2] {
            for (side, end) in self.ends.iter_mut().enumerate() {
                end.enter(side, State::Established, Reason::InferOpenMidway, sink);
            }
        }
    }

    /// End `side` sent `segment`.
    pub(super) fn sent(&mut self, side: usize, segment: &Segment, sink: &mut impl Sink) {
        if !std::mem::replace(&mut self.began, true) {
            self.begin(sink);
        }
        if segment.rst() {
            self.sent_rst(side, segment, sink);
            return;
        }
        let me = &mut self.ends[side];
        let place = me.place(segment.seq);
        let end = place.plus(segment.length);
        if segment.syn() {
            me.iss = Some(place);
            me.scaling = segment.scaling;
        }
        me.una.get_or_insert(place);
        me.nxt = Some(me.nxt.map_or(end, |nxt| nxt.max(end)));
        self.ends[side].rcv_wnd = self.window(side, segment).or(self.ends[side].rcv_wnd);
        if segment.syn() {
            self.sent_syn(side, segment, sink);
        } else {
            self.sent_plain(side, segment, sink);
        }
        self.ends[side].show(side, sink);
    }

    fn sent_rst(&mut self, side: usize, segment: &Segment, sink: &mut impl Sink) {
        let seq = segment.seq;
        let opening = self.ends[1 - side].state == Some(State::SynSent);
        let me = &mut self.ends[side];
        match (me.state, segment.ack) {
            // §3.10.7.1 to 3: an ACK it cannot accept is answered so, and it goes on as it was.
            (Some(State::Listen | State::SynSent | State::Closed | State::TimeWait), _) => {}
            (None, Some(ack)) if opening => {
                me.enter(side, State::Closed, Reason::SawRefusal { ack }, sink);
            }
            _ => me.enter(side, State::Closed, Reason::SawRstSent { seq }, sink),
        }
    }

    fn sent_syn(&mut self, side: usize, segment: &Segment, sink: &mut impl Sink) {
        let iss = segment.seq;
        let me = &mut self.ends[side];
        match (me.state, segment.ack) {
            (None | Some(State::Closed), None) => {
                let reason = Reason::SawActiveOpen { iss };
                me.move_from(side, State::Closed, State::SynSent, reason, sink);
                if let Some(irs) = me.crossing.take() {
                    let reason = Reason::SawSynCross { irs: irs.seq() };
                    me.enter(side, State::SynReceived, reason, sink);
                }
            }
            (None | Some(State::Closed | State::Listen), Some(ack)) => {
                me.passive = true;
                let reason = Reason::SawSynArrive { irs: ack - 1 };
                me.move_from(side, State::Listen, State::SynReceived, reason, sink);
            }
            (Some(State::SynSent), Some(ack)) => {
                let reason = Reason::SawSynCross { irs: ack - 1 };
                me.enter(side, State::SynReceived, reason, sink);
            }
            _ => {}
        }
        self.sent_ack(side, segment, sink);
    }

    fn sent_plain(&mut self, side: usize, segment: &Segment, sink: &mut impl Sink) {
        let seq = segment.seq;
        let me = &mut self.ends[side];
        let proves = match me.state {
            Some(State::SynSent) => segment.flags.ack(),
            Some(State::SynReceived) => segment.payload > 0,
            // Half-closed by the other side would do as well, but nothing was seen of that.
            None => segment.payload > 0 && segment.flags.ack() && me.fin.is_none(),
            _ => false,
        };
        if proves {
            me.enter(side, State::Established, Reason::InferEstablished { seq }, sink);
        }
        self.sent_ack(side, segment, sink);
        let me = &mut self.ends[side];
        if segment.fin() && me.fin.is_none() {
            let end = me.place(segment.seq).plus(segment.length);
            me.fin = Some(end);
            let reason = Reason::SawFinSent { fin: segment.seq + segment.payload };
            match me.state {
                Some(State::SynReceived | State::Established) => {
                    me.enter(side, State::FinWait1, reason, sink);
                }
                Some(State::CloseWait) => me.enter(side, State::LastAck, reason, sink),
                _ => {}
            }
            // The other side's may have been on its way.
            self.take_fin(side, sink);
        }
    }

    /// What an end acknowledges, it has.
    fn sent_ack(&mut self, side: usize, segment: &Segment, sink: &mut impl Sink) {
        let Some(ack) = segment.ack else { return };
        let ack = self.ends[1 - side].place(ack);
        self.ends[side].has_up_to(ack);
        self.take_fin(side, sink);
    }

    /// The other end's `segment` reached end `side`.
    pub(super) fn arrived(&mut self, side: usize, segment: &Segment, sink: &mut impl Sink) {
        let place = self.ends[1 - side].place(segment.seq);
        if segment.rst() {
            self.arrived_rst(side, place, segment, sink);
            return;
        }
        if segment.syn() {
            if !self.arrived_syn(side, place, segment, sink) {
                return;
            }
        } else if matches!(self.ends[side].state, Some(State::Closed | State::SynSent)) {
            // Only a SYN moves these on; anything else is of an older connection.
            return;
        }
        if let Some(ack) = segment.ack {
            self.arrived_ack(side, ack, sink);
        }
        if let Some(window) = self.window(1 - side, segment) {
            self.ends[side].snd_wnd = Some(window);
        }
        // Before its own SYN is sent an end has no use for data.
        if self.ends[side].crossing.is_none() {
            self.arrived_data(side, place, segment, sink);
        }
        self.ends[side].show(side, sink);
    }

    fn arrived_rst(&mut self, side: usize, place: Place, segment: &Segment, sink: &mut impl Sink) {
        let me = &mut self.ends[side];
        let reason = Reason::SawRstArrive { seq: segment.seq };
        let expected = me.rcv_nxt.is_none_or(|nxt| {
            let window = i64::from(me.rcv_wnd.unwrap_or(0xffff).max(1));
            (0..window).contains(&(place.0 - nxt.0))
        });
        match me.state {
            Some(State::SynSent) => {
                if let Some(ack) = segment.ack
                    && me.nxt == Some(me.place(ack))
                {
                    me.enter(side, State::Closed, Reason::SawRefusal { ack }, sink);
                }
            }
            Some(State::Closed | State::Listen) => {}
            Some(State::SynReceived) if me.passive && expected => {
                me.enter(side, State::Listen, reason, sink);
            }
            _ if expected => me.enter(side, State::Closed, reason, sink),
            _ => {}
        }
    }

    /// Whether the SYN had any effect.
    fn arrived_syn(
        &mut self,
        side: usize,
        place: Place,
        segment: &Segment,
        sink: &mut impl Sink,
    ) -> bool {
        let first = self.facts.first[side];
        let irs = segment.seq;
        let least = if segment.src.is_ipv6() { 1_220 } else { 536 };
        let me = &mut self.ends[side];
        match (me.state, segment.ack) {
            (Some(State::SynSent), Some(ack)) if me.nxt == Some(me.place(ack)) => {
                let reason = Reason::SawSynAckArrive { irs, ack };
                me.enter(side, State::Established, reason, sink);
            }
            (None, Some(ack)) => {
                let reason = Reason::SawSynAckArrive { irs, ack };
                me.move_from(side, State::SynSent, State::Established, reason, sink);
            }
            (Some(State::SynSent), None) => {
                me.enter(side, State::SynReceived, Reason::SawSynCross { irs }, sink);
            }
            (None, None) if first == Some(Opening::SynAck) => {
                me.passive = true;
                let reason = Reason::SawSynArrive { irs };
                me.move_from(side, State::Listen, State::SynReceived, reason, sink);
            }
            (None, None) if first == Some(Opening::Syn) => me.crossing = Some(place),
            // Without an answer of its own nothing is known.
            (None | Some(State::Closed), None) => return false,
            _ => {}
        }
        me.irs = Some(place);
        // RFC 9293 §3.7.1: what counts if the other side does not say.
        me.mss = Some(segment.mss.unwrap_or(least));
        me.has_up_to(place.plus(1));
        true
    }

    fn arrived_ack(&mut self, side: usize, ack: Seq, sink: &mut impl Sink) {
        let me = &mut self.ends[side];
        let place = me.place(ack);
        let beyond = me.nxt.is_some_and(|nxt| place > nxt);
        if beyond && matches!(me.state, Some(State::SynSent | State::SynReceived)) {
            return;
        }
        // It must have sent what is acknowledged, whether captured or not.
        me.nxt = Some(me.nxt.map_or(place, |nxt| nxt.max(place)));
        me.una = Some(me.una.map_or(place, |una| una.max(place)));
        if me.state == Some(State::SynReceived) && me.iss.is_some_and(|iss| place > iss) {
            me.enter(side, State::Established, Reason::SawSynAcked { ack }, sink);
        }
        if me.fin.is_some_and(|fin| place >= fin) {
            let to = match me.state {
                Some(State::FinWait1) => State::FinWait2,
                Some(State::Closing) => State::TimeWait,
                Some(State::LastAck) => State::Closed,
                _ => return,
            };
            me.enter(side, to, Reason::SawFinAcked { ack }, sink);
        }
    }

    fn arrived_data(&mut self, side: usize, place: Place, segment: &Segment, sink: &mut impl Sink) {
        let end = place.plus(segment.length);
        let me = &mut self.ends[side];
        if segment.fin() {
            me.peer_fin = Some(end);
        }
        if segment.payload > 0 || segment.fin() {
            match me.rcv_nxt {
                Some(nxt) if place > nxt => {
                    let known = me.ahead.entry(place).or_insert(end);
                    *known = end.max(*known);
                }
                _ => me.has_up_to(end),
            }
        } else if me.rcv_nxt.is_none() {
            me.rcv_nxt = Some(place);
        }
        self.take_fin(side, sink);
    }

    /// The other end's FIN takes effect once everything before it is there.
    fn take_fin(&mut self, side: usize, sink: &mut impl Sink) {
        let crosses = self.facts.fin_crosses == Some(side);
        let me = &mut self.ends[side];
        let Some(fin) = me.peer_fin else { return };
        let waits = crosses && me.fin.is_none();
        if me.peer_fin_done || waits || me.rcv_nxt.is_none_or(|nxt| nxt < fin) {
            return;
        }
        me.peer_fin_done = true;
        let to = match me.state {
            Some(State::SynReceived | State::Established) => State::CloseWait,
            Some(State::FinWait1) => State::Closing,
            Some(State::FinWait2) => State::TimeWait,
            _ => return,
        };
        me.enter(side, to, Reason::SawFinArrive { fin: fin.seq() - 1 }, sink);
    }
}
