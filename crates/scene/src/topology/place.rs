//! Where the nodes of a network stand, on a plane whose unit is the distance of neighbours.
//!
//! A network for learning is nearly a tree, and is told from left to right. So
//! the longest way through it is the *spine*, a node to a column; whatever else
//! hangs from a node of the spine's left half grows to the left, and to the
//! right from its right half. Within a column nodes are ordered and moved so
//! that links are short, and none comes nearer than one unit to another.
//!
//! A node with a crowd of neighbours that lead nowhere else, as a switch with forty PCs, stands in
//! the middle of them: half in rows above it, half in rows below (`Crowds`).
//!
//! The same network gives the same places, whatever happens in it.

use crate::{Point, at};

/// How often the columns are walked to and fro; small networks settle in three.
const SWEEPS: usize = 8;

/// More neighbours that lead nowhere else make a crowd.
const CROWD: usize = 12;
/// How many may stand in a row of a crowd: the number that makes the whole most nearly a square,
/// in units, is taken. They are even, so that the nearest have a way between two of each row.
const ABREAST: [usize; 8] = [2, 4, 6, 8, 10, 14, 20, 30];

/// A place for each of `nodes` nodes, joined by `links`. A link that names no
/// node, or one node twice, counts for nothing. Unconnected parts stand below
/// one another.
pub fn place(nodes: usize, links: &[[usize; 2]]) -> Vec<Point> {
    let graph = Graph::new(nodes, links);
    let mut places = vec![at(0.0, 0.0); nodes];
    let mut below = 0.0;
    for part in graph.parts() {
        let stood = stand(&graph, &part);
        for (node, place) in stood.places {
            places[node] = at(place.x, place.y + below);
        }
        below += stood.height + 1.5;
    }
    places
}

/// Where the nodes of a connected part stand, from 0 on.
struct Stood {
    places: Vec<(usize, Point)>,
    /// How far to the right, and how far down, the last is.
    width: f64,
    height: f64,
}

impl Stood {
    /// How much wider than high it is, or higher than wide; 0 is neither.
    fn askew(&self) -> f64 {
        ((self.width + 1.0) / (self.height + 1.0)).ln().abs()
    }
}

fn stand(graph: &Graph, part: &[usize]) -> Stood {
    let crowds = Crowds::of(graph, part, ABREAST[0]);
    let mut best = crowds.stand(graph, part);
    if !crowds.around.is_empty() {
        for abreast in &ABREAST[1..] {
            let other = Crowds::of(graph, part, *abreast).stand(graph, part);
            if other.askew() < best.askew() {
                best = other;
            }
        }
    }
    best
}

/// The crowds of a part: those who lead nowhere else, around whom they stand.
struct Crowds {
    /// For each who has one, by number: its crowd, and how many stand in a row.
    around: Vec<(usize, Vec<usize>, usize)>,
}

impl Crowds {
    fn of(graph: &Graph, part: &[usize], abreast: usize) -> Self {
        let around = part.iter().filter_map(|node| {
            let alone = |neighbour: &&usize| graph.neighbours[**neighbour].len() == 1;
            let crowd: Vec<usize> = graph.neighbours[*node].iter().filter(alone).copied().collect();
            // No longer a row than half of them needs.
            let abreast = abreast.min(crowd.len().div_ceil(2).next_multiple_of(2));
            (crowd.len() > CROWD).then_some((*node, crowd, abreast))
        });
        Self { around: around.collect() }
    }

    /// How wide and how high a node is with its crowd, in units.
    fn size(&self, node: usize) -> (f64, f64) {
        let Ok(index) = self.around.binary_search_by_key(&node, |(hub, ..)| *hub) else {
            return (1.0, 1.0);
        };
        let (_, crowd, abreast) = &self.around[index];
        let rows = crowd.len().div_ceil(2).div_ceil(*abreast);
        (count(*abreast), count(1 + 2 * rows))
    }

    fn stand(&self, graph: &Graph, part: &[usize]) -> Stood {
        let mut in_crowd = vec![false; graph.neighbours.len()];
        for node in self.around.iter().flat_map(|(_, crowd, _)| crowd) {
            in_crowd[*node] = true;
        }
        let others: Vec<usize> = part.iter().copied().filter(|node| !in_crowd[*node]).collect();
        let graph = graph.without(&in_crowd);
        let columns = columns(&graph, &others);
        let rows = rows(&graph, &columns, &|node| self.size(node).1);
        let mut places = Vec::with_capacity(part.len());
        let mut left = 0.0;
        for column in &columns {
            let width = column.iter().map(|node| self.size(*node).0).fold(1.0, f64::max);
            let x = left + (width - 1.0) / 2.0;
            places.extend(column.iter().map(|node| (*node, at(x, rows[*node]))));
            left += width;
        }
        for (hub, crowd, abreast) in &self.around {
            let Some(&(_, middle)) = places.iter().find(|(node, _)| node == hub) else { continue };
            let (above, below) = crowd.split_at(crowd.len() / 2);
            for (half, way) in [(above, -1.0), (below, 1.0)] {
                for (index, node) in half.iter().enumerate() {
                    // The last row may be shorter, and stands in the middle, too.
                    let row = index / abreast;
                    let in_row = (half.len() - row * abreast).min(*abreast);
                    let across = count(index % abreast) - (count(in_row) - 1.0) / 2.0;
                    places.push((*node, at(middle.x + across, middle.y + way * count(row + 1))));
                }
            }
        }
        let top = places.iter().map(|(_, place)| place.y).fold(f64::INFINITY, f64::min);
        let mut stood = Stood { places, width: 0.0, height: 0.0 };
        for (_, place) in &mut stood.places {
            place.y -= top;
            (stood.width, stood.height) = (stood.width.max(place.x), stood.height.max(place.y));
        }
        stood
    }
}

struct Graph {
    /// For each node its neighbours, in the order of the links, each once.
    neighbours: Vec<Vec<usize>>,
}

impl Graph {
    fn new(nodes: usize, links: &[[usize; 2]]) -> Self {
        let mut neighbours = vec![Vec::new(); nodes];
        for &[a, b] in links {
            if a == b || a >= nodes || b >= nodes || neighbours[a].contains(&b) {
                continue;
            }
            neighbours[a].push(b);
            neighbours[b].push(a);
        }
        Self { neighbours }
    }

    /// The same without the links of some.
    fn without(&self, gone: &[bool]) -> Self {
        let left = |(node, around): (usize, &Vec<usize>)| {
            let keeps = |other: &&usize| !gone[node] && !gone[**other];
            around.iter().filter(keeps).copied().collect()
        };
        Self { neighbours: self.neighbours.iter().enumerate().map(left).collect() }
    }

    /// The connected parts, each with its nodes in order.
    fn parts(&self) -> Vec<Vec<usize>> {
        let mut seen = vec![false; self.neighbours.len()];
        let mut parts = Vec::new();
        for start in 0..self.neighbours.len() {
            if seen[start] {
                continue;
            }
            let mut part: Vec<usize> = self.walk(&[start]).0;
            for node in &part {
                seen[*node] = true;
            }
            part.sort_unstable();
            parts.push(part);
        }
        parts
    }

    /// Breadth first from several nodes: the order of visits, and for each node
    /// the one it was reached from.
    fn walk(&self, from: &[usize]) -> (Vec<usize>, Vec<Option<usize>>) {
        let mut reached_from = vec![None; self.neighbours.len()];
        let mut seen = vec![false; self.neighbours.len()];
        let mut order = from.to_vec();
        for node in from {
            seen[*node] = true;
        }
        let mut next = 0;
        while let Some(&node) = order.get(next) {
            next += 1;
            for &neighbour in &self.neighbours[node] {
                if !seen[neighbour] {
                    seen[neighbour] = true;
                    reached_from[neighbour] = Some(node);
                    order.push(neighbour);
                }
            }
        }
        (order, reached_from)
    }

    /// A longest of the shortest ways through a part: exact in a tree, near it elsewhere.
    /// It begins at the end with the lower number.
    fn spine(&self, part: &[usize]) -> Vec<usize> {
        let Some(&first) = part.first() else { return Vec::new() };
        let far = |from: usize| self.walk(&[from]).0.last().copied().unwrap_or(from);
        let start = far(first);
        let end = far(start);
        let (start, end) = (start.min(end), start.max(end));
        let reached_from = self.walk(&[start]).1;
        let mut way = vec![end];
        let mut node = end;
        while let Some(before) = reached_from[node] {
            way.push(before);
            node = before;
        }
        way.reverse();
        way
    }
}

/// The nodes of each column of a part, from the left, from the top.
fn columns(graph: &Graph, part: &[usize]) -> Vec<Vec<usize>> {
    let spine = graph.spine(part);
    let mut of = vec![None; graph.neighbours.len()];
    let mut grows = vec![0; graph.neighbours.len()];
    let last = spine.len().saturating_sub(1);
    for (index, node) in spine.iter().enumerate() {
        of[*node] = i32::try_from(index).ok();
        grows[*node] = match (2 * index).cmp(&last) {
            std::cmp::Ordering::Less => -1,
            std::cmp::Ordering::Greater => 1,
            std::cmp::Ordering::Equal => 0,
        };
    }
    let (order, reached_from) = graph.walk(&spine);
    let mut turn = 0;
    for node in order.iter().skip(spine.len()) {
        let Some(parent) = reached_from[*node] else { continue };
        grows[*node] = match grows[parent] {
            // From the very middle: to the left and to the right by turns.
            0 => {
                turn += 1;
                if turn % 2 == 1 { -1 } else { 1 }
            }
            side => side,
        };
        of[*node] = of[parent].map(|column| column + grows[*node]);
    }
    let leftmost = part.iter().filter_map(|node| of[*node]).min().unwrap_or_default();
    for column in of.iter_mut().flatten() {
        *column -= leftmost;
    }
    let count = part.iter().filter_map(|node| of[*node]).max().map_or(0, |last| last + 1);
    let mut nodes = vec![Vec::new(); usize::try_from(count).unwrap_or_default()];
    // Where nothing else decides, in the order in which the network names them.
    for node in part.iter().copied() {
        if let Some(column) = of[node].and_then(|column| usize::try_from(column).ok()) {
            nodes[column].push(node);
        }
    }
    nodes
}

/// How far down each node stands, where each takes so much of its column.
fn rows(graph: &Graph, columns: &[Vec<usize>], height: &dyn Fn(usize) -> f64) -> Vec<f64> {
    let mut rows = vec![0.0; graph.neighbours.len()];
    let mut nodes = columns.to_vec();
    for column in &nodes {
        spread(column, &mut rows, height, |_| 0.0);
    }
    let order: Vec<usize> = (0..nodes.len()).chain((0..nodes.len()).rev()).collect();
    for _ in 0..SWEEPS {
        for &column in &order {
            let wish = |node: usize, rows: &[f64]| {
                let around = &graph.neighbours[node];
                if around.is_empty() {
                    return rows[node];
                }
                let sum: f64 = around.iter().map(|neighbour| rows[*neighbour]).sum();
                sum / count(around.len())
            };
            let wishes: Vec<(usize, f64)> =
                nodes[column].iter().map(|node| (*node, wish(*node, &rows))).collect();
            let mut sorted = wishes.clone();
            sorted.sort_by(|a, b| a.1.total_cmp(&b.1));
            nodes[column] = sorted.iter().map(|(node, _)| *node).collect();
            let wished = |node: usize| {
                wishes.iter().find(|(other, _)| *other == node).map_or(0.0, |(_, wish)| *wish)
            };
            spread(&nodes[column], &mut rows, height, wished);
        }
    }
    rows
}

/// Gives the nodes of a column, in their order, the rows nearest to what each
/// wishes, as far apart as they are high: what overlaps becomes a block around its mean.
fn spread(
    column: &[usize],
    rows: &mut [f64],
    height: &dyn Fn(usize) -> f64,
    wish: impl Fn(usize) -> f64,
) {
    // With the distance taken off, "at least that far apart" is "not decreasing".
    let mut distance = 0.0;
    let distances: Vec<f64> = column
        .iter()
        .enumerate()
        .map(|(index, node)| {
            if let Some(before) = index.checked_sub(1) {
                distance += f64::midpoint(height(column[before]), height(*node));
            }
            distance
        })
        .collect();
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (node, distance) in column.iter().zip(&distances) {
        let mut block = (wish(*node) - distance, 1);
        while let Some(&(mean, len)) = blocks.last() {
            if mean <= block.0 {
                break;
            }
            let both = len + block.1;
            block = ((mean * count(len) + block.0 * count(block.1)) / count(both), both);
            blocks.pop();
        }
        blocks.push(block);
    }
    let means = blocks.iter().flat_map(|(mean, len)| std::iter::repeat_n(*mean, *len));
    for ((node, distance), mean) in column.iter().zip(&distances).zip(means) {
        rows[*node] = mean + distance;
    }
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
