//! How much a rule matters in the telling of a step.

use wireglass_core::rules::{Reason, Rule};

/// The lighter the number, the sooner it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Weight {
    /// It decides the step: always told.
    Headline,
    /// It follows from what decided the step: always told, after what goes out.
    Consequence,
    /// It adds to the picture: told while there is room.
    Detail,
    /// It is about timers and measurements: told last, while there is room.
    Timing,
    /// Cited, not told.
    Quiet,
}

/// How much a reason matters.
pub(super) fn weight(reason: &Reason) -> Weight {
    use Rule as R;
    // A window that closes or opens again stops or starts the sender; other changes are routine.
    if let Reason::WindowUpdated { from, to } = *reason {
        return if from == 0 || to == 0 { Weight::Headline } else { Weight::Quiet };
    }
    // A window that was hardly used is no great loss.
    if let Reason::CwndCollapsed { flight, cwnd, .. } = *reason {
        return if flight > cwnd { Weight::Consequence } else { Weight::Detail };
    }
    // Worth a sentence only where the two sides differ.
    if let Reason::MssAgreed { ours, theirs, .. } = *reason {
        return if ours == theirs { Weight::Quiet } else { Weight::Detail };
    }
    match reason.rule() {
        R::TimeWaitStarts
        | R::AckDelayed
        | R::AckRidesAlong
        | R::CwndHalved
        | R::CwndCubicReduced
        | R::CwndAfterRecovery
        | R::CwndRestart => Weight::Consequence,
        R::AckDuplicate
        | R::SynAcknowledged
        | R::SawSynAcked
        | R::MssAgreed
        | R::MssDefault
        | R::TextHeldUntilOpen
        | R::ListenSynForChild
        | R::SynAlreadySeen
        | R::TextTrimmedFront
        | R::TextTrimmedBack
        | R::SackReported
        | R::SackForgotten
        | R::CwndAfterLostSyn
        | R::CwndSlowStart
        | R::CwndAvoidance
        | R::CwndCubic
        | R::CwndRenoFriendly
        | R::CwndFull
        | R::SsthreshHeld
        | R::CwndInflated
        | R::CwndDeflated
        | R::WindowStale => Weight::Detail,
        R::RtoStarted
        | R::RtoStopped
        | R::RtoBackedOff
        | R::RtoAfterLostSyn
        | R::RttAmbiguous
        | R::RttFirstMeasured
        | R::RttMeasured
        | R::PersistStarted => Weight::Timing,
        R::WindowUpdated
        | R::RtoRestarted
        | R::PersistStopped
        | R::CwndInitial
        | R::CwndInitialSegments
        | R::ReceiveDelivers
        | R::CallBlocks
        | R::CallWakes
        | R::InferArrived
        | R::SawSequence
        | R::SawAcknowledgement
        | R::SawWindow => Weight::Quiet,
        // A rule decides something unless it is named above.
        _ => Weight::Headline,
    }
}

/// Whether what `rule` says is already said by another rule of the same step.
pub(super) fn is_implied(rule: Rule, step: &[Rule]) -> bool {
    use Rule as R;
    let any = |others: &[Rule]| others.iter().any(|other| step.contains(other));
    match rule {
        R::SendSyn => any(&[R::OpenActive, R::OpenPassiveToActive]),
        R::SynAcknowledged => any(&[R::SynAckOpens, R::AckOpens]),
        R::AckAcceptable => any(&[
            R::SynAckOpens,
            R::AckOpens,
            R::SynAcknowledged,
            R::FinAcknowledged,
            R::FinWait2Entered,
            R::ClosingDone,
            R::LastAckDone,
            R::FinWithAck,
        ]),
        R::FinAcknowledged => {
            any(&[R::FinWait2Entered, R::ClosingDone, R::LastAckDone, R::FinWithAck])
        }
        R::AckDuplicate => any(&[
            R::DupAckCounted,
            R::TextInOrder,
            R::TextOutOfOrder,
            R::TextAlreadyHeld,
            R::FinReceived,
            R::FinCrossed,
            R::FinAfterAck,
            R::FinHeld,
            R::TextDiscarded,
            R::TextAfterClose,
        ]),
        R::RtoStarted => any(&[R::RtoBackedOff, R::RetransmitTimeout, R::FastRetransmit]),
        // A headline of the same step says that the timer has done its work.
        R::RtoStopped => any(&[R::RttFirstMeasured, R::RttMeasured, R::TimeWaitStarts]),
        R::RttMeasured | R::RttFirstMeasured => {
            any(&[R::SynAckOpens, R::AckOpens, R::TimeWaitStarts, R::LastAckDone])
        }
        R::SendFin => any(&[R::CloseFirst, R::CloseSecond]),
        R::SawSynAcked => any(&[R::SawSynAckArrive]),
        R::InferEstablished => any(&[R::InferOpenMidway]),
        _ => false,
    }
}
