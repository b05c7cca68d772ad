use super::*;
use crate::testing;

#[test]
fn flags_and_payload_decide_the_role() {
    use Flags as F;
    let cases = [
        (F::SYN, false, Role::Syn),
        (F::SYN.union(F::ACK), false, Role::SynAck),
        (F::ACK, false, Role::Ack),
        (F::ACK, true, Role::Data),
        (F::FIN.union(F::ACK), true, Role::Fin),
        (F::RST.union(F::ACK), false, Role::Rst),
        // Nonsense a capture may hold: the reset is what counts.
        (F::RST.union(F::SYN), true, Role::Rst),
        (F::NONE, false, Role::Ack),
    ];
    for (flags, payload, role) in cases {
        assert_eq!(segment_role(flags, payload), role, "{flags:?}");
    }
}

#[test]
fn steps_have_the_role_of_what_triggered_them() {
    use Role::{Ack, Call, Lost, Syn, SynAck, Timer};
    let trace = testing::lost_syn();
    let roles: Vec<Role> = (0..trace.steps().len()).map(|step| step_role(&trace, step)).collect();
    // The second SYN arrives as what it is: a retransmission.
    assert_eq!(roles, [Call, Call, Lost, Timer, Role::Retx, SynAck, Ack]);
    assert_eq!(frame_role(&trace, FrameId(1)), Syn);
    assert!(is_retransmission(&trace, FrameId(1)));
}
