//! The network as a map: who stands where, and what is on its way between them.

pub mod place;
