//! The address lab.
//!
//! | module   | what it holds                                                             |
//! |----------|---------------------------------------------------------------------------|
//! | `state`  | what the lab knows, and what happens to it; no browser in it               |
//! | `page`   | the frame: bar, tabs, the address line                                     |
//! | `board`  | the 32 bits that are pressed and dragged                                   |
//! | `bits`   | the board, what follows from it, the maps                                  |
//! | `plan`   | splitting and joining; VLSM; summarising                                   |
//! | `talk`   | can two hosts talk directly?                                               |
//! | `lookup` | a routing table and a destination                                          |
//! | `v6`     | IPv6                                                                      |
//! | `ports`  | ports                                                                     |
//! | `sheet`  | results as text, Markdown and CSV                                         |
//! | `parts`  | what several of these are made of                                          |

mod bits;
mod board;
mod lookup;
mod page;
mod parts;
mod plan;
mod ports;
mod sheet;
mod state;
mod talk;
mod v6;

pub(crate) use page::LabPage;
pub(crate) use state::{Lab, LabRef};
