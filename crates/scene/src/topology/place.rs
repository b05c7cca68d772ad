//! Where the nodes of a network stand, on a plane whose unit is the distance of neighbours.
//!
//! A network for learning is nearly a tree, and is told from left to right. So
//! the longest way through it is the *spine*, a node to a column; whatever else
//! hangs from a node of the spine's left half grows to the left, and to the
//! right from its right half. Within a column nodes are ordered and moved so
//! that links are short, and none comes nearer than one unit to another.
//!
//! The same network gives the same places, whatever happens in it.

use crate::{Point, at};

/// How often the columns are walked to and fro; small networks settle in three.
const SWEEPS: usize = 8;

/// A place for each of `nodes` nodes, joined by `links`. A link that names no
/// node, or one node twice, counts for nothing. Unconnected parts stand below
/// one another.
pub fn place(nodes: usize, links: &[[usize; 2]]) -> Vec<Point> {
    let graph = Graph::new(nodes, links);
    let mut places = vec![at(0.0, 0.0); nodes];
    let mut below = 0.0;
    for part in graph.parts() {
        let columns = columns(&graph, &part);
        let rows = rows(&graph, &columns);
        let top = part.iter().map(|node| rows[*node]).fold(f64::INFINITY, f64::min);
        let bottom = part.iter().map(|node| rows[*node]).fold(f64::NEG_INFINITY, f64::max);
        for node in &part {
            let column = columns.of[*node].unwrap_or_default();
            places[*node] = at(f64::from(column), rows[*node] - top + below);
        }
        below += bottom - top + 1.5;
    }
    places
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

struct Columns {
    /// The column of each node; none for nodes of other parts.
    of: Vec<Option<i32>>,
    /// The nodes of each column, from the left, from the top.
    nodes: Vec<Vec<usize>>,
}

/// Which column each node of a part stands in, and in which order.
fn columns(graph: &Graph, part: &[usize]) -> Columns {
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
    Columns { of, nodes }
}

/// How far down each node stands.
fn rows(graph: &Graph, columns: &Columns) -> Vec<f64> {
    let mut rows = vec![0.0; graph.neighbours.len()];
    let mut nodes = columns.nodes.clone();
    for column in &nodes {
        spread(column, &mut rows, |_| 0.0);
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
            spread(&nodes[column], &mut rows, wished);
        }
    }
    rows
}

/// Gives the nodes of a column, in their order, the rows nearest to what each
/// wishes, at least one unit apart: what overlaps becomes a block around its mean.
fn spread(column: &[usize], rows: &mut [f64], wish: impl Fn(usize) -> f64) {
    // With the distance taken off, "at least one apart" is "not decreasing".
    let mut blocks: Vec<(f64, usize)> = Vec::new();
    for (index, node) in column.iter().enumerate() {
        let mut block = (wish(*node) - count(index), 1);
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
    for ((index, node), mean) in column.iter().enumerate().zip(means) {
        rows[*node] = mean + count(index);
    }
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests;
