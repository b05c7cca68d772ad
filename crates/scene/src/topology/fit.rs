//! Where everything stands: places in pixels, cables that run around what is in
//! their way, labels beside them, and areas that do not cross.

use super::icons;
use super::plane::Box2;
use super::segments::Segment;
use crate::{Anchor, Point, at};
use wireglass_trace::NodeKind;

/// Between an area's edge and what stands in it: at the sides, at the top and at the bottom.
const PAD: (f64, f64, f64) = (16.0, 32.0, 14.0);
/// Between two areas.
const GAP: f64 = 12.0;
/// Between an icon and its label.
const AWAY: f64 = 6.0;
/// The room for a network's name: 255.255.255.255/32.
const NAME: (f64, f64) = (134.0, 14.0);
/// From the middle of a node to where the next row's labels and icons may begin.
const ROW_EDGE: f64 = 46.0;
/// How often areas and columns are pushed apart; small networks need two rounds.
const ROUNDS: usize = 24;
/// How often a network that is too tight for its labels is spread a bit further.
const TRIES: usize = 6;
/// The same for networks of more than 60 nodes: those are spread widely anyway.
const TRIES_OF_MANY: usize = 2;

/// What is to be placed.
pub(super) struct Ground<'a> {
    /// Of each node its kind, and how much room its label needs.
    pub(super) nodes: Vec<(NodeKind, (f64, f64))>,
    /// Each link's ends.
    pub(super) links: Vec<[usize; 2]>,
    pub(super) segments: &'a [Segment],
    /// In units of the distance of neighbours.
    pub(super) places: Vec<Point>,
    /// The room there is.
    pub(super) width: f64,
    pub(super) height: f64,
}

/// Where a label stands: the middle of its first line's top, or that line's beginning or end.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Label {
    pub(super) at: Point,
    pub(super) anchor: Anchor,
    pub(super) body: Box2,
}

/// Where a network's name stands, and around what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Area {
    /// None where an area would cross another, or would hold nobody.
    pub(super) body: Option<Box2>,
    pub(super) at: Point,
    pub(super) anchor: Anchor,
}

/// Everything in its place.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Plan {
    pub(super) width: f64,
    pub(super) height: f64,
    pub(super) places: Vec<Point>,
    pub(super) labels: Vec<Label>,
    /// The way of each link, from its first end to its second.
    pub(super) ways: Vec<Vec<Point>>,
    /// One for each segment.
    pub(super) areas: Vec<Area>,
    /// How many labels have something in their way.
    pub(super) clashes: usize,
}

/// Places a network.
pub(super) fn fit(ground: &Ground<'_>) -> Plan {
    let mut best: Option<Plan> = None;
    let mut spread = 1.0;
    let tries = if ground.nodes.len() > 60 { TRIES_OF_MANY } else { TRIES };
    for _ in 0..tries {
        let plan = ground.plan(spread);
        let clashes = plan.clashes;
        if best.as_ref().is_none_or(|best| clashes < best.clashes) {
            best = Some(plan);
        }
        if clashes == 0 {
            break;
        }
        spread *= 1.14;
    }
    best.unwrap_or_default()
}

impl Ground<'_> {
    fn plan(&self, spread: f64) -> Plan {
        let mut places = self.scaled(spread);
        self.separate(&mut places);
        let mut plan = Plan { places, ..Plan::default() };
        plan.labels = (0..self.nodes.len()).map(|node| self.spot(&plan.places, node, 0)).collect();
        // Straight cables first, and labels beside them; what then still is in the way of a
        // cable may have a way around it.
        plan.ways =
            self.links.iter().map(|ends| ends.map(|node| plan.places[node]).to_vec()).collect();
        self.label(&mut plan);
        plan.ways = self.ways(&plan);
        plan.clashes = self.label(&mut plan);
        self.areas(&mut plan);
        self.centre(&mut plan);
        plan
    }

    /// From units to pixels: as wide and high as there is room for, as tight as labels allow.
    fn scaled(&self, spread: f64) -> Vec<Point> {
        let most = |pick: fn(&(f64, f64)) -> f64| {
            self.nodes.iter().map(|(_, size)| pick(size)).fold(0.0, f64::max)
        };
        let (label_width, label_height) = (most(|size| size.0), most(|size| size.1));
        let columns = self.places.iter().map(|place| place.x).fold(0.0, f64::max);
        let rows = self.places.iter().map(|place| place.y).fold(0.0, f64::max);
        let least = (
            (label_width + 2.0 * PAD.0).max(NAME.0 + 28.0) + GAP,
            42.0 + AWAY + label_height + 20.0,
        );
        let margin =
            (label_width.max(60.0) + 2.0 * (PAD.0 + GAP), 60.0 + label_height + PAD.1 + PAD.2);
        let step = |room: f64, margin: f64, count: f64, least: f64, most: f64| {
            let wished = if count > 0.0 { (room - margin) / count } else { least };
            wished.clamp(least, most.max(least)) * spread
        };
        let dx = step(self.width, margin.0, columns, least.0, 270.0);
        let dy = step(self.height, margin.1, rows, least.1, 190.0);
        self.places.iter().map(|place| at(place.x * dx, place.y * dy)).collect()
    }

    fn icon(&self, places: &[Point], node: usize) -> Box2 {
        Box2::around(places[node], icons::half(self.nodes[node].0))
    }

    /// What a node takes with its label below it.
    fn body(&self, places: &[Point], node: usize) -> Box2 {
        let (kind, (width, height)) = self.nodes[node];
        let half = icons::half(kind);
        let aside = half.0.max(width / 2.0);
        let below = half.1 + AWAY + height;
        Box2 { left: -aside, top: -half.1, right: aside, bottom: below }.moved(places[node])
    }

    /// Who stands inside a segment's area: its devices, and stations that are nowhere else.
    fn inside(&self, segment: &Segment) -> Vec<usize> {
        let stations = segment.stations.iter().map(|(node, _)| node.index());
        let elsewhere = |node: usize| {
            self.segments.iter().any(|other| {
                other != segment && other.stations.iter().any(|(id, _)| id.index() == node)
            })
        };
        let mut inside: Vec<usize> = segment.devices.iter().map(|node| node.index()).collect();
        inside.extend(stations.filter(|node| !elsewhere(*node)));
        inside.dedup();
        inside
    }

    /// Pushes areas apart that would cross, down; and out of them who does not belong there.
    fn separate(&self, places: &mut [Point]) {
        let inside: Vec<Vec<usize>> =
            self.segments.iter().map(|segment| self.inside(segment)).collect();
        let around = |places: &[Point], nodes: &[usize]| {
            let bodies = nodes.iter().map(|node| self.body(places, *node));
            bodies.reduce(Box2::and).map(padded)
        };
        for _ in 0..ROUNDS {
            let mut moved = false;
            let mut order: Vec<(usize, Box2)> = inside
                .iter()
                .enumerate()
                .filter_map(|(index, nodes)| Some((index, around(places, nodes)?)))
                .collect();
            order.sort_by(|a, b| a.1.top.total_cmp(&b.1.top));
            for later in 1..order.len() {
                for earlier in 0..later {
                    let (above, below) = (order[earlier].1, order[later].1);
                    if !above.grown(GAP / 2.0).overlaps(below.grown(GAP / 2.0)) {
                        continue;
                    }
                    let by = above.bottom + GAP - below.top + 0.5;
                    for node in &inside[order[later].0] {
                        places[*node].y += by;
                    }
                    order[later].1 =
                        Box2 { top: below.top + by, bottom: below.bottom + by, ..below };
                    moved = true;
                }
            }
            moved |= self.evict(&inside, &order, places);
            moved |= self.part(places);
            if !moved {
                break;
            }
        }
    }

    /// Moves strangers out of areas, to the nearer edge.
    fn evict(&self, inside: &[Vec<usize>], areas: &[(usize, Box2)], places: &mut [Point]) -> bool {
        let mut moved = false;
        for (index, area) in areas {
            let segment = &self.segments[*index];
            for node in 0..self.nodes.len() {
                let belongs = inside[*index].contains(&node)
                    || segment.stations.iter().any(|(id, _)| id.index() == node);
                let at_home = inside.iter().any(|nodes| nodes.contains(&node));
                let body = self.body(places, node);
                if belongs || at_home || !body.grown(GAP / 2.0).overlaps(*area) {
                    continue;
                }
                let (up, down) = (body.bottom - area.top, area.bottom - body.top);
                places[node].y += if up < down { -up - GAP } else { down + GAP };
                moved = true;
            }
        }
        moved
    }

    /// Pushes nodes apart that stand on one another, down.
    fn part(&self, places: &mut [Point]) -> bool {
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by(|a, b| places[*a].y.total_cmp(&places[*b].y));
        let tallest =
            (0..places.len()).map(|node| self.body(places, node).height()).fold(0.0, f64::max);
        let mut moved = false;
        for later in 1..order.len() {
            for earlier in (0..later).rev() {
                let (above, below) =
                    (self.body(places, order[earlier]), self.body(places, order[later]));
                // In order from above: nobody further up can reach this far down.
                if places[order[later]].y - places[order[earlier]].y > tallest + 60.0 && !moved {
                    break;
                }
                if above.grown(2.0).overlaps(below.grown(2.0)) {
                    places[order[later]].y += above.bottom - below.top + 8.0;
                    moved = true;
                }
            }
        }
        moved
    }

    /// One of the places where a node's label may stand, best first.
    fn spot(&self, places: &[Point], node: usize, which: usize) -> Label {
        let (width, height) = self.nodes[node].1;
        let icon = self.icon(places, node);
        let middle = places[node];
        let (below, above) = (icon.bottom + AWAY, icon.top - AWAY - height);
        let beside = middle.y - height / 2.0;
        let (anchor, x, top) = match which {
            0 => (Anchor::Middle, middle.x, below),
            1 => (Anchor::Middle, middle.x, above),
            2 => (Anchor::Start, middle.x - 4.0, below),
            3 => (Anchor::End, middle.x + 4.0, below),
            4 => (Anchor::Start, middle.x - 4.0, above),
            5 => (Anchor::End, middle.x + 4.0, above),
            6 => (Anchor::Start, icon.right + AWAY, beside),
            7 => (Anchor::End, icon.left - AWAY, beside),
            8 => (Anchor::Start, icon.right + AWAY, below),
            9 => (Anchor::End, icon.left - AWAY, below),
            10 => (Anchor::Start, icon.right + AWAY, above),
            _ => (Anchor::End, icon.left - AWAY, above),
        };
        let left = match anchor {
            Anchor::Start => x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        let body = Box2 { left, top, right: left + width, bottom: top + height };
        Label { at: at(x, top), anchor, body }
    }

    /// Gives each node the first place for its label where nothing is in the way; says for
    /// how many there is none.
    fn label(&self, plan: &mut Plan) -> usize {
        const SPOTS: usize = 12;
        let mut clashes = 0;
        let mut placed: Vec<Box2> = Vec::with_capacity(self.nodes.len());
        for node in 0..self.nodes.len() {
            let in_the_way = |label: &Label| {
                let body = label.body.grown(1.0);
                let icons = (0..self.nodes.len()).filter(|other| {
                    *other != node && self.icon(&plan.places, *other).overlaps(body)
                });
                let cables = plan.ways.iter().filter(|way| body.is_on(way));
                icons.count() * 4
                    + cables.count()
                    + placed.iter().filter(|other| other.overlaps(body)).count() * 4
            };
            let spots = (0..SPOTS).map(|which| self.spot(&plan.places, node, which));
            let mut best: Option<(usize, Label)> = None;
            for label in spots {
                let score = in_the_way(&label);
                if best.as_ref().is_none_or(|(least, _)| score < *least) {
                    best = Some((score, label));
                }
                if score == 0 {
                    break;
                }
            }
            if let Some((score, label)) = best {
                clashes += usize::from(score > 0);
                placed.push(label.body);
                plan.labels[node] = label;
            }
        }
        clashes
    }

    /// The way of each cable: straight if that can be, else around what is in the way.
    fn ways(&self, plan: &Plan) -> Vec<Vec<Point>> {
        let mut ways = Vec::with_capacity(self.links.len());
        for (index, ends) in self.links.iter().enumerate() {
            let [a, b] = ends.map(|node| plan.places[node]);
            let same = |other: &[usize; 2]| *other == *ends || *other == [ends[1], ends[0]];
            let twins = self.links.iter().filter(|other| same(other)).count();
            if twins > 1 {
                // Side by side, and seen from the same end.
                let nth = self.links[..index].iter().filter(|other| same(other)).count();
                let aside = (count(nth) - (count(twins) - 1.0) / 2.0) * 18.0;
                let aside = if ends[0] < ends[1] { aside } else { -aside };
                let (unit, long) = (a.direction(b), a.distance(b));
                let turn = (long * 0.25).min(44.0);
                let (first, second) =
                    (a.moved(unit, turn, aside), a.moved(unit, long - turn, aside));
                ways.push(vec![a, first, second, b]);
                continue;
            }
            let cost = |way: &[Point]| {
                let icons = (0..self.nodes.len()).filter(|node| {
                    !ends.contains(node) && self.icon(&plan.places, *node).grown(6.0).is_on(way)
                });
                let labels = plan.labels.iter().filter(|label| label.body.grown(1.0).is_on(way));
                icons.count() * 3 + labels.count()
            };
            let mut best: Option<(usize, Vec<Point>)> = None;
            for way in candidates(a, b, self.band(*ends)) {
                let score = cost(&way);
                if best.as_ref().is_none_or(|(least, _)| score < *least) {
                    best = Some((score, way));
                }
                if score == 0 {
                    break;
                }
            }
            ways.push(best.map_or_else(|| vec![a, b], |(_, way)| way));
        }
        ways
    }

    /// How far from the middle of a column nothing is in the way of a cable.
    fn band(&self, ends: [usize; 2]) -> f64 {
        let reach = |node: usize| {
            let (kind, (width, _)) = &self.nodes[node];
            (width / 2.0).max(icons::half(*kind).0) + 8.0
        };
        let widest = (0..self.nodes.len()).map(reach).fold(0.0, f64::max);
        reach(ends[0]).max(reach(ends[1])).max(widest)
    }

    /// Finds each network's area and the place of its name.
    fn areas(&self, plan: &mut Plan) {
        let body = |node: usize| self.icon(&plan.places, node).and(plan.labels[node].body);
        let mut areas: Vec<Option<Box2>> = self
            .segments
            .iter()
            .map(|segment| {
                let inside = self.inside(segment);
                inside.into_iter().map(body).reduce(Box2::and).map(padded)
            })
            .collect();
        for index in 0..areas.len() {
            let Some(area) = areas[index] else { continue };
            let segment = &self.segments[index];
            let crosses = (0..areas.len())
                .any(|other| other != index && areas[other].is_some_and(|b| b.overlaps(area)));
            let stranger = (0..self.nodes.len()).any(|node| {
                let belongs = segment.devices.iter().any(|id| id.index() == node)
                    || segment.stations.iter().any(|(id, _)| id.index() == node);
                !belongs && body(node).overlaps(area)
            });
            if crosses || stranger {
                areas[index] = None;
            }
        }
        let mut placed: Vec<Box2> = Vec::new();
        plan.areas = self
            .segments
            .iter()
            .zip(&areas)
            .map(|(segment, body)| {
                let (area, name) = self.name_place(plan, segment, *body, &areas, &placed);
                placed.push(name);
                area
            })
            .collect();
    }

    /// Where a network's name stands: in a corner of its area, or beside a cable of it.
    fn name_place(
        &self,
        plan: &Plan,
        segment: &Segment,
        body: Option<Box2>,
        areas: &[Option<Box2>],
        placed: &[Box2],
    ) -> (Area, Box2) {
        let mut spots: Vec<(Point, Anchor)> = Vec::new();
        if let Some(body) = body {
            spots.extend([
                (at(body.left + 14.0, body.top + 22.0), Anchor::Start),
                (at(body.right - 14.0, body.top + 22.0), Anchor::End),
                (at(body.middle().x, body.top + 22.0), Anchor::Middle),
                (at(body.left + 4.0, body.top - 5.0), Anchor::Start),
                (at(body.left + 4.0, body.bottom + 15.0), Anchor::Start),
            ]);
        } else {
            for link in &segment.links {
                let way = &plan.ways[link.index()];
                for share in [0.5, 0.38, 0.62, 0.28, 0.72] {
                    let (point, unit) = super::plane::along(way, super::plane::length(way) * share);
                    // Above a level cable, beside a steep one.
                    let steep = unit.y.abs() > 0.5;
                    if steep {
                        spots.push((at(point.x + 12.0, point.y + 4.0), Anchor::Start));
                        spots.push((at(point.x - 12.0, point.y + 4.0), Anchor::End));
                    } else {
                        let drop = (unit.y.abs() / unit.x.abs().max(0.1)) * NAME.0 / 2.0;
                        spots.push((at(point.x, point.y - 9.0 - drop), Anchor::Middle));
                        spots.push((at(point.x, point.y + 19.0 + drop), Anchor::Middle));
                    }
                }
            }
        }
        let covers = |(point, anchor): (Point, Anchor)| {
            let left = match anchor {
                Anchor::Start => point.x,
                Anchor::Middle => point.x - NAME.0 / 2.0,
                Anchor::End => point.x - NAME.0,
            };
            let (top, bottom) = (point.y - NAME.1 + 3.0, point.y + 3.0);
            Box2 { left, top, right: left + NAME.0, bottom }
        };
        let in_the_way = |it: Box2| {
            plan.ways.iter().filter(|way| it.is_on(way)).count()
                + plan.labels.iter().filter(|label| label.body.overlaps(it)).count() * 4
                + placed.iter().filter(|other| other.overlaps(it)).count() * 4
                + areas
                    .iter()
                    .flatten()
                    .filter(|other| Some(**other) != body && other.overlaps(it))
                    .count()
                    * 2
                + (0..self.nodes.len())
                    .filter(|node| self.icon(&plan.places, *node).overlaps(it))
                    .count()
                    * 4
        };
        let best = spots.iter().min_by_key(|spot| in_the_way(covers(**spot)));
        let (point, anchor) = best.copied().unwrap_or_default();
        (Area { body, at: point, anchor }, covers((point, anchor)))
    }

    /// Moves everything into the middle of the room there is, or makes the room that is needed.
    fn centre(&self, plan: &mut Plan) {
        let mut all: Option<Box2> = None;
        let mut add = |it: Box2| all = Some(all.map_or(it, |all| all.and(it)));
        for node in 0..self.nodes.len() {
            add(self.icon(&plan.places, node).and(plan.labels[node].body).grown(GAP));
        }
        for point in plan.ways.iter().flatten() {
            add(Box2::around(*point, (GAP, GAP)));
        }
        for area in &plan.areas {
            add(Box2::around(area.at, (20.0, 14.0)));
            if let Some(body) = area.body {
                add(body.grown(6.0));
            }
        }
        let Some(all) = all else {
            (plan.width, plan.height) = (self.width, self.height);
            return;
        };
        plan.width = all.width().max(self.width);
        plan.height = all.height().max(self.height);
        let by = at(
            (plan.width - all.width()) / 2.0 - all.left,
            (plan.height - all.height()) / 2.0 - all.top,
        );
        let shift = |point: &mut Point| *point = at(point.x + by.x, point.y + by.y);
        plan.places.iter_mut().for_each(shift);
        plan.ways.iter_mut().flatten().for_each(shift);
        for label in &mut plan.labels {
            shift(&mut label.at);
            label.body = label.body.moved(by);
        }
        for area in &mut plan.areas {
            shift(&mut area.at);
            area.body = area.body.map(|body| body.moved(by));
        }
    }
}

/// With the space that an area leaves around what stands in it, and room for its name.
fn padded(it: Box2) -> Box2 {
    let aside = PAD.0.max((NAME.0 + 28.0 - it.width()) / 2.0);
    Box2 {
        left: it.left - aside,
        top: it.top - PAD.1,
        right: it.right + aside,
        bottom: it.bottom + PAD.2,
    }
}

/// Ways from one place to another, the plainest first: straight; level out of a column and
/// slanted between columns; around, for two in one column.
fn candidates(a: Point, b: Point, band: f64) -> Vec<Vec<Point>> {
    let mut ways = vec![vec![a, b]];
    let (dx, dy) = (b.x - a.x, b.y - a.y);
    let side = if dx < 0.0 { -1.0 } else { 1.0 };
    if dx.abs() >= 2.0 * band {
        let (out, into) = (at(a.x + side * band, a.y), at(b.x - side * band, b.y));
        ways.push(vec![a, out, b]);
        ways.push(vec![a, into, b]);
        ways.push(vec![a, out, into, b]);
        // Along the upper or the lower side of everything between.
        for y in [a.y.min(b.y) - 70.0, a.y.max(b.y) + 110.0] {
            ways.push(vec![a, at(a.x + side * band, y), at(b.x - side * band, y), b]);
        }
    } else if dy.abs() > 1.0 {
        for side in [1.0, -1.0] {
            let x = a.x.max(b.x) * f64::from(u8::from(side > 0.0))
                + a.x.min(b.x) * f64::from(u8::from(side < 0.0))
                + side * band;
            ways.push(vec![a, at(x, a.y), at(x, b.y), b]);
        }
    }
    // To one of many that stand in rows: past the first row's edge, along the gap beside its
    // column, and in from the side.
    if dy.abs() > 2.0 * ROW_EDGE {
        let edge = dy.signum() * ROW_EDGE;
        for aside in [-side * band, side * band] {
            let (to, from) = (b.x + aside, a.x - aside);
            ways.push(vec![a, at(to, a.y + edge), at(to, b.y), b]);
            ways.push(vec![a, at(from, a.y), at(from, b.y - edge), b]);
        }
    }
    ways
}

fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}
