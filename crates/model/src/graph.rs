//! The same exploration, with every edge kept: from which worlds can an end
//! still be reached?
//!
//! stateright's `eventually` asks another question (whether *every* way on leads
//! there, on ways without cycles). Here some way must: the graph of all worlds
//! reached is walked backwards from its ends, and a world that is not met is one
//! from which the connection can never come to rest.

use crate::action::Action;
use crate::model::Tcp;
use crate::world::World;
use stateright::Model;
use std::collections::{HashMap, VecDeque};
use std::hash::{DefaultHasher, Hash, Hasher};

/// What a walk over the whole graph found.
#[derive(Clone, Debug)]
pub struct Survey {
    /// Worlds reached.
    pub worlds: usize,
    /// Ways from one to another.
    pub edges: usize,
    /// The longest of the shortest ways to a world, in actions.
    pub depth: usize,
    /// How many of the worlds are ends.
    pub ends: usize,
    /// How many have no way to an end.
    pub stuck: usize,
    /// A shortest way to a world without a way to an end.
    pub way_to_stuck: Option<Vec<Action>>,
}

fn fingerprint(world: &World) -> u64 {
    let mut hasher = DefaultHasher::new();
    world.hash(&mut hasher);
    hasher.finish()
}

/// How a world was first reached.
#[derive(Clone, Copy)]
struct Origin {
    from: u32,
    /// The place of the action in the list of those `from` allows.
    action: u16,
    depth: u16,
}

/// Explores the whole graph, breadth first.
pub fn survey(model: &Tcp) -> Survey {
    let mut index: HashMap<u64, u32> = HashMap::new();
    let mut origins: Vec<Origin> = Vec::new();
    let mut ends: Vec<u32> = Vec::new();
    // Edges the wrong way round: (to, from).
    let mut edges: Vec<(u32, u32)> = Vec::new();
    let mut queue: VecDeque<(u32, World)> = VecDeque::new();
    for world in model.init_states() {
        let number = number(origins.len());
        index.insert(fingerprint(&world), number);
        origins.push(Origin { from: number, action: 0, depth: 0 });
        queue.push_back((number, world));
    }
    let mut actions = Vec::new();
    while let Some((from, world)) = queue.pop_front() {
        if model.is_end(&world) {
            ends.push(from);
        }
        actions.clear();
        model.actions(&world, &mut actions);
        let depth = origins[from as usize].depth + 1;
        for (place, action) in (0_u16..).zip(actions.iter().copied()) {
            let Some(next) = model.next_state(&world, action) else { continue };
            let fresh = number(origins.len());
            let to = *index.entry(fingerprint(&next)).or_insert(fresh);
            edges.push((to, from));
            if to == fresh {
                origins.push(Origin { from, action: place, depth });
                queue.push_back((to, next));
            }
        }
    }
    let depth = origins.last().map_or(0, |origin| usize::from(origin.depth));
    let reaches = backwards(origins.len(), &mut edges, &ends);
    let stuck = reaches.iter().filter(|reaches| !**reaches).count();
    // Numbers grow with the distance: the first is one of the nearest.
    let nearest = reaches.iter().position(|reaches| !reaches);
    Survey {
        worlds: origins.len(),
        edges: edges.len(),
        depth,
        ends: ends.len(),
        stuck,
        way_to_stuck: nearest.map(|world| way(model, &origins, world)),
    }
}

/// Worlds are numbered in 32 bits; more would not fit the memory anyway.
fn number(count: usize) -> u32 {
    u32::try_from(count).expect("fewer than 2^32 worlds")
}

/// Which worlds have a way to one of `ends`. Sorts `edges`.
fn backwards(worlds: usize, edges: &mut [(u32, u32)], ends: &[u32]) -> Vec<bool> {
    edges.sort_unstable();
    let mut reaches = vec![false; worlds];
    let mut stack = ends.to_vec();
    while let Some(world) = stack.pop() {
        if std::mem::replace(&mut reaches[world as usize], true) {
            continue;
        }
        let first = edges.partition_point(|&(to, _)| to < world);
        let into = edges[first..].iter().take_while(|&&(to, _)| to == world);
        stack.extend(into.map(|&(_, from)| from).filter(|&from| !reaches[from as usize]));
    }
    reaches
}

/// The actions that first led to `world`.
fn way(model: &Tcp, origins: &[Origin], world: usize) -> Vec<Action> {
    let mut places = Vec::new();
    let mut at = world;
    while origins[at].depth > 0 {
        places.push(origins[at].action);
        at = origins[at].from as usize;
    }
    let mut world = model.init_states().swap_remove(at);
    let mut way = Vec::new();
    for place in places.into_iter().rev() {
        let mut actions = Vec::new();
        model.actions(&world, &mut actions);
        let action = actions[usize::from(place)];
        way.push(action);
        if let Some(next) = model.next_state(&world, action) {
            world = next;
        }
    }
    way
}
