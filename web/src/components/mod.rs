//! What the page is made of.
//!
//! | module         | what it shows                                                    |
//! |----------------|------------------------------------------------------------------|
//! | `home`         | the home page                                                    |
//! | `player`       | the player's page, its keys and its address                      |
//! | `header`       | the bar at the top                                               |
//! | `ladder`       | the time-sequence diagram, and how the present moves in it       |
//! | `moving`       | the present on its way, for whatever draws it                    |
//! | `motion`       | the arithmetic of that movement                                  |
//! | `shapes`       | any display list as SVG elements                                 |
//! | `why`          | what happened and why                                            |
//! | `transport`    | buttons, scrubber, futures, speed                                |
//! | `what_if`      | what can be done to a frame or a host                            |
//! | `compare`      | two futures step by step                                         |
//! | `side_by_side` | classic notes, the RFC and Linux                                 |
//! | `plot`         | windows and times under the ladder                               |
//! | `profiles`     | the same lesson as another system would run it                   |
//! | `parameters`   | what can be changed before a run                                 |
//! | `save`         | files: captures, pictures                                        |
//! | `share`        | links, frames for other pages                                    |
//! | `proof`        | how this is proved: the published results                        |
//! | `help`         | keys, and how to read the diagram                                |
//! | `notes`        | what the reader must be told                                     |
//! | `dialog`, `icons` | what several of these are made of                             |
//!
//! Two bugs of Yew 0.23 are lived with everywhere: a component never renders
//! zero DOM nodes (`<wbr hidden=true />` instead), and the children of a list
//! that changes have keys.

mod compare;
mod dialog;
pub(crate) mod header;
mod help;
pub(crate) mod home;
pub(crate) mod icons;
pub(crate) mod ladder;
mod motion;
pub(crate) mod moving;
mod notes;
mod parameters;
pub(crate) mod player;
mod plot;
mod profiles;
pub(crate) mod proof;
mod save;
pub(crate) mod shapes;
mod share;
mod side_by_side;
pub(crate) mod transport;
mod what_if;
pub(crate) mod why;

pub(crate) use help::help_dialog;
pub(crate) use ladder::use_size;
pub(crate) use notes::link_notes;
pub(crate) use player::use_title;
