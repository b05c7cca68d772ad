//! Summarising: the fewest prefixes that cover exactly what a list covers
//! (RFC 4632 §3), and what was merged on the way.

use super::network::Network;

/// A summary of a list of networks.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Summary {
    /// The fewest networks that hold exactly the same addresses, in order.
    pub networks: Vec<Network>,
    /// What was done, in order.
    pub merges: Vec<Merge>,
    /// The one network that covers them all, and perhaps more; `None` for an empty list.
    pub cover: Option<Network>,
    /// How many addresses that one covers which are in none of the list.
    pub extra: u64,
}

/// One step of summarising.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Merge {
    /// The same network stood in the list again.
    Duplicate(Network),
    /// A network lies within another and adds nothing.
    Covered {
        /// The narrower.
        inner: Network,
        /// The wider.
        by: Network,
    },
    /// Two halves make a whole.
    Joined {
        /// The lower half.
        low: Network,
        /// The upper half.
        high: Network,
        /// The whole.
        into: Network,
    },
}

/// Summarises `networks`, in any order.
pub fn aggregate(networks: &[Network]) -> Summary {
    let mut sorted = networks.to_vec();
    sorted.sort_unstable();
    let (mut merges, mut kept) = (Vec::new(), Vec::<Network>::new());
    for mut network in sorted {
        match kept.last() {
            Some(&last) if last == network => {
                merges.push(Merge::Duplicate(network));
                continue;
            }
            Some(&by) if by.covers(network) => {
                merges.push(Merge::Covered { inner: network, by });
                continue;
            }
            _ => {}
        }
        while let Some((&low, into)) = kept.last().and_then(|low| Some((low, low.join(network)?))) {
            merges.push(Merge::Joined { low, high: network, into });
            kept.pop();
            network = into;
        }
        kept.push(network);
    }
    let cover = kept.iter().copied().reduce(Network::common);
    let held: u64 = kept.iter().map(|network| network.total()).sum();
    let extra = cover.map_or(0, |cover| cover.total() - held);
    Summary { networks: kept, merges, cover, extra }
}

#[cfg(test)]
mod tests;
