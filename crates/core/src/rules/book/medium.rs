//! A medium that stations share: CSMA/CD at half duplex (IEEE 802.3 clause 4).

macro_rules! medium {
    ($next:ident $($before:tt)*) => { $next! { $($before)*
        /// Somebody is heard on the medium: the station waits until it is silent.
        MediumBusy = "medium-busy", ieee_802_3("4.2.3.2.1");
        /// The medium has just become silent: the station leaves the gap between frames.
        MediumGap = "medium-gap", ieee_802_3("4.2.3.2.2");
        /// The station has frames to send before this one.
        MediumQueued { /// How many wait now, this one included.
            waiting: u32 } = "medium-queued", Source::Model;
        /// Two signals meet: the frame is destroyed, the station jams and will wait.
        Collision { /// How often in a row it has happened to this frame.
            tries: u32, /// How many slots it will wait.
            slots: u32, /// The most it could have been.
            most: u32 } = "collision", ieee_802_3("4.2.3.2.5");
        /// The wait after a collision is over and the medium is silent: the frame goes again.
        BackoffOver { /// How often it has been destroyed.
            tries: u32 } = "backoff-over", ieee_802_3("4.2.3.2.5");
        /// The frame has been destroyed too often: it is given up.
        CollisionLimit { /// How often.
            tries: u32 } = "collision-limit", ieee_802_3("4.2.3.2.5");
        /// The frame was destroyed after its station had sent it whole: the cables are too long
        /// for their speed, and nobody sends it again.
        CollisionUnheard = "collision-unheard", ieee_802_3("4.1.2.2");
    } };
}
pub(super) use medium;
