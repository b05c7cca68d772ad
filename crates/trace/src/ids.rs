//! Indices into a trace. Each is valid only for the trace that made it, and
//! for every trace that shares that one's past.

use serde::Serialize;

macro_rules! index {
    ($( $(#[$doc:meta])* $name:ident($int:ty) )*) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(transparent)]
        pub struct $name(pub $int);

        impl $name {
            /// The position in the table it indexes.
            pub const fn index(self) -> usize {
                self.0 as usize
            }

            /// The id for position `index` of its table.
            ///
            /// # Panics
            /// If a trace has outgrown the index type (65,535 nodes, 4 billion events).
            pub fn from_index(index: usize) -> Self {
                Self(<$int>::try_from(index).expect("a trace within its index type"))
            }
        }
    )* };
}

index! {
    /// A node: host, switch, router.
    NodeId(u16)
    /// A link between two nodes.
    LinkId(u16)
    /// A socket: a listener or one connection's endpoint.
    SocketId(u32)
    /// A frame put on a link once. A retransmission is a new frame.
    FrameId(u32)
    /// An event.
    EventId(u32)
    /// A task: something that makes system calls.
    TaskId(u16)
    /// A row of some node's table, as it was written once.
    RowId(u32)
    /// A name that rows speak of.
    NameId(u32)
    /// What a call sent or got without a connection.
    DatagramId(u32)
}

/// A range of the trace's byte arena.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Bytes {
    /// Where it begins.
    pub start: u32,
    /// How many bytes.
    pub len: u32,
}
