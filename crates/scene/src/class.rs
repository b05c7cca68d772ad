//! Class names: the only link between shapes and their colours.

use crate::Role;
use std::fmt;
use wireglass_core::tcp::{Family, State};

/// A short list of class names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes([&'static str; Classes::MOST]);

impl Classes {
    const MOST: usize = 5;

    /// No class.
    pub const NONE: Self = Self([""; Self::MOST]);

    /// One class.
    pub const fn of(name: &'static str) -> Self {
        let mut names = [""; Self::MOST];
        names[0] = name;
        Self(names)
    }

    /// These and `name`.
    ///
    /// # Panics
    /// If there are five already: drawings never need more.
    #[must_use]
    pub const fn and(mut self, name: &'static str) -> Self {
        let mut i = 0;
        while !self.0[i].is_empty() {
            i += 1;
        }
        self.0[i] = name;
        self
    }

    /// These, and `name` if `yes`.
    #[must_use]
    pub const fn and_if(self, yes: bool, name: &'static str) -> Self {
        if yes { self.and(name) } else { self }
    }

    /// The names.
    pub fn iter(&self) -> impl Iterator<Item = &'static str> {
        self.0.into_iter().take_while(|name| !name.is_empty())
    }

    /// Whether `name` is one of them.
    pub fn contains(&self, name: &str) -> bool {
        self.iter().any(|own| own == name)
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.0[0].is_empty()
    }
}

/// As the `class` attribute has it.
impl fmt::Display for Classes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, name) in self.iter().enumerate() {
            if i > 0 {
                f.write_str(" ")?;
            }
            f.write_str(name)?;
        }
        Ok(())
    }
}

/// The class of a family of states.
pub const fn family_class(family: Family) -> &'static str {
    match family {
        Family::Idle => "st-idle",
        Family::Opening => "st-open",
        Family::Open => "st-est",
        Family::Closing => "st-close",
        Family::Waiting => "st-wait",
    }
}

/// The class of a state; unknown states have their own.
pub const fn state_class(state: Option<State>) -> &'static str {
    match state {
        Some(state) => family_class(state.family()),
        None => "st-unknown",
    }
}

/// The class of a role.
pub const fn role_class(role: Role) -> &'static str {
    match role {
        Role::Syn => "syn",
        Role::SynAck => "synack",
        Role::Ack => "ack",
        Role::Data => "data",
        Role::Fin => "fin",
        Role::Rst => "rst",
        Role::Retx => "retx",
        Role::Arp => "arp",
        Role::Icmp => "icmp",
        Role::Igmp => "igmp",
        Role::Udp => "udp",
        Role::Dhcp => "dhcp",
        Role::Dns => "dns",
        Role::Tftp => "tftp",
        Role::Rip => "rip",
        Role::Stp => "stp",
        Role::Other => "other",
        Role::Call => "call",
        Role::Timer => "timer",
        Role::Lost => "lost",
        Role::WhatIf => "whatif",
    }
}
