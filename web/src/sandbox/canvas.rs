//! The canvas: nodes are dragged, cables are drawn from node to node.
//!
//! While something is held only what it touches is drawn again: every node and every cable is a
//! component that compares what it shows.

use super::desk::{Act, Chosen, Desk};
use super::draw::{Picture, picture};
use super::sight::Sight;
use crate::components::shapes::{Pick, plain};
use crate::components::use_size;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use web_sys::Element;
use wireglass_course::sandbox::{Edit, Kind};
use wireglass_scene::draft::{CELL, DraftCable, DraftNode, cable, half, loose_cable, node};
use wireglass_scene::{Point, at, num};
use wireglass_text::sandbox::{Sandbox as Word, kind_name, sandbox as word};
use wireglass_text::{Lang, Ui, ui};
use yew::prelude::*;

/// How much closer a wheel brings, for each of its pixels.
const WHEEL_ZOOM: f64 = 1.0018;
/// How much closer a button brings.
const KEY_ZOOM: f64 = 1.25;
/// A pointer that moved by less has clicked, in pixels.
const STEADY: f64 = 4.0;

/// What a drag from the palette carries: the place of a kind in [`Kind::ALL`].
pub(super) const CARRIED: &str = "application/x-wireglass-kind";

fn carried(text: &str) -> Option<Kind> {
    Kind::ALL.get(text.parse::<usize>().ok()?).copied()
}

/// What the pointer holds.
#[derive(Clone, Debug, PartialEq)]
enum Held {
    /// A node, by name; where on it, and where it would be put down.
    Node { name: String, grip: (f64, f64), place: Point },
    /// The end of a cable that begins at a node.
    Cable { from: String, to: Point },
    /// The plane.
    Plane,
}

#[derive(Clone, Debug, Default, PartialEq)]
struct Pointer {
    /// The pointers that are down, each with where it was last.
    down: Vec<(i32, (f64, f64))>,
    moved: bool,
    travelled: f64,
}

#[derive(Properties, PartialEq)]
pub(super) struct CanvasProps {
    pub(super) desk: DeskRef,
    pub(super) lang: Lang,
    pub(super) dispatch: Callback<Act>,
    /// A number that asks for everything to be shown: another one asks again.
    pub(super) fit: u32,
}

/// A desk that many share. Equal means the very same one.
#[derive(Clone)]
pub(super) struct DeskRef(pub(super) Rc<Desk>);

impl PartialEq for DeskRef {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}

impl std::ops::Deref for DeskRef {
    type Target = Desk;

    fn deref(&self) -> &Desk {
        &self.0
    }
}

#[component]
pub(super) fn Canvas(props: &CanvasProps) -> Html {
    let CanvasProps { desk, lang, dispatch, fit } = props;
    let lang = *lang;
    let frame = use_node_ref();
    let size = use_size(&frame);
    let sight = use_state_eq(|| None::<Sight>);
    let held = use_state_eq(|| None::<Held>);
    let pointer = use_mut_ref(Pointer::default);
    let whole = |window| {
        let shown = picture(desk, None, lang);
        let points: Vec<_> = shown.nodes.iter().map(|node| (node.at.x, node.at.y)).collect();
        Sight::fitting(&points, window)
    };
    let view = sight.or_else(|| size.map(whole)).unwrap_or_default();
    {
        // Asked for, and once there is a window.
        let (sight, seen) = (sight.setter(), size.map(whole));
        use_effect_with((*fit, size.is_some()), move |_| sight.set(seen));
    }
    {
        // Whatever is chosen, wherever from, is seen.
        let place = desk.node().and_then(|name| {
            let nodes = picture(desk, None, lang).nodes;
            nodes.iter().find(|node| node.name == name).map(|node| (node.at.x, node.at.y))
        });
        let (sight, holding) = (sight.setter(), held.is_some());
        use_effect_with(desk.chosen.clone(), move |_| {
            if let (Some(place), Some(window), false) = (place, size, holding) {
                sight.set(Some(view.showing(place, window)));
            }
        });
    }
    let shift = match &*held {
        Some(Held::Node { name, place, .. }) => Some((name.clone(), *place)),
        _ => None,
    };
    let shown = picture(desk, shift.as_ref(), lang);
    let now = Rc::new(Hands {
        desk: desk.clone(),
        dispatch: dispatch.clone(),
        frame: frame.clone(),
        view,
        sight: sight.setter(),
        held: held.setter(),
        holds: (*held).clone(),
        pointer,
        lang,
    });
    let on = |what: fn(&Hands, &PointerEvent)| {
        let now = now.clone();
        Callback::from(move |event: PointerEvent| what(&now, &event))
    };
    let ondrop = {
        let now = now.clone();
        Callback::from(move |event: DragEvent| now.let_go(&event))
    };
    let ondragover = Callback::from(|event: DragEvent| event.prevent_default());
    let onwheel = {
        let now = now.clone();
        Callback::from(move |event: WheelEvent| now.wheel(&event))
    };
    let window = size.unwrap_or((800.0, 500.0));
    let view_box = format!(
        "{} {} {} {}",
        num(view.corner.0),
        num(view.corner.1),
        num(window.0 / view.scale),
        num(window.1 / view.scale)
    );
    let zoom = |by: f64| {
        let (sight, middle) = (sight.setter(), (window.0 / 2.0, window.1 / 2.0));
        Callback::from(move |_: MouseEvent| sight.set(Some(view.closer(by, middle))))
    };
    let all = {
        let (sight, whole) = (sight.setter(), size.map(whole));
        Callback::from(move |_: MouseEvent| sight.set(whole))
    };
    let loose = match &*held {
        Some(Held::Cable { from, to }) => {
            let start = shown.nodes.iter().find(|node| node.name == *from).map(|node| node.at);
            start.map(|start| plain(0, &loose_cable(start, *to), &Callback::noop()))
        }
        _ => None,
    };
    let handle = shown.nodes.iter().find(|node| node.selected).map(handle);
    let empty = shown.nodes.is_empty();
    let class = classes!(
        "scene",
        "map",
        "draft",
        desk.connecting.then_some("connecting"),
        held.as_ref().map(|_| "holding")
    );
    html! {
        <div class="topology" ref={frame}>
            <svg key="map" {class} role="img" aria-label={word(lang, Word::Canvas)} viewBox={view_box}
                onpointerdown={on(Hands::down)} onpointermove={on(Hands::motion)} onpointerup={on(Hands::up)}
                onpointercancel={on(Hands::cancel)} {onwheel} {ondrop} {ondragover}>
                { drawing(shown) }
                <g key="loose">{ for loose }</g>
                <g key="handle">{ for handle }</g>
            </svg>
            if empty {
                <p key="empty" class="draft-empty">{ word(lang, Word::NothingThere) }</p>
            } else {
                <wbr key="empty" hidden=true />
            }
            <div key="zoom" class="zoom" role="group" aria-label={ui(lang, Ui::Fit)}>
                { zoom_button("+", ui(lang, Ui::ZoomIn), zoom(KEY_ZOOM)) }
                { zoom_button("−", ui(lang, Ui::ZoomOut), zoom(1.0 / KEY_ZOOM)) }
                { zoom_button("⤢", ui(lang, Ui::Fit), all) }
            </div>
        </div>
    }
}

fn zoom_button(sign: &'static str, label: &'static str, onclick: Callback<MouseEvent>) -> Html {
    html! {
        <button key={sign} type="button" {onclick} title={label} aria-label={label}>{ sign }</button>
    }
}

fn drawing(shown: Picture) -> Html {
    let cables = shown.cables.into_iter().map(|cable| {
        let key = format!("l{}", cable.index);
        html! { <CableView {key} {cable} /> }
    });
    let nodes = shown.nodes.into_iter().map(|node| {
        let key = format!("n{}", node.index);
        html! { <NodeView {key} {node} /> }
    });
    html! {
        <>
            <g key="cables">{ for cables }</g>
            <g key="nodes">{ for nodes }</g>
        </>
    }
}

#[derive(Properties, PartialEq)]
struct CableProps {
    cable: DraftCable,
}

#[component]
fn CableView(props: &CableProps) -> Html {
    plain(0, &cable(&props.cable), &Callback::<Pick>::noop())
}

#[derive(Properties, PartialEq)]
struct NodeProps {
    node: DraftNode,
}

#[component]
fn NodeView(props: &NodeProps) -> Html {
    plain(0, &node(&props.node), &Callback::<Pick>::noop())
}

/// Where a new cable is drawn from: at the chosen node's upper corner.
fn handle(node: &DraftNode) -> Html {
    let (wide, high) = half(node.kind);
    // The other corner than its mark's.
    let (x, y) = (node.at.x - wide - 14.0, node.at.y - high - 4.0);
    html! {
        <g class="cable-handle" data-handle={node.name.clone()}>
            <circle class="hit" cx={num(x).to_string()} cy={num(y).to_string()} r="16" />
            <circle class="knob" cx={num(x).to_string()} cy={num(y).to_string()} r="8" />
            <path class="plus" d={format!("M{} {}h8M{} {}v8", num(x - 4.0), num(y), num(x), num(y - 4.0))} />
        </g>
    }
}

/// What hands do, as of one drawing.
struct Hands {
    desk: DeskRef,
    dispatch: Callback<Act>,
    frame: NodeRef,
    view: Sight,
    sight: UseStateSetter<Option<Sight>>,
    held: UseStateSetter<Option<Held>>,
    holds: Option<Held>,
    pointer: Rc<RefCell<Pointer>>,
    lang: Lang,
}

impl Hands {
    /// Where in the window an event is.
    fn inside(&self, event: &MouseEvent) -> (f64, f64) {
        let place = self.frame.cast::<Element>().map(|frame| frame.get_bounding_client_rect());
        let (left, top) = place.map(|rect| (rect.left(), rect.top())).unwrap_or_default();
        (f64::from(event.client_x()) - left, f64::from(event.client_y()) - top)
    }

    /// What an event is on: a node's name or a cable's place.
    fn on(&self, event: &MouseEvent) -> Option<Chosen> {
        let element: Element = event.target()?.dyn_into().ok()?;
        let target = element.closest("[data-target]").ok()??.get_attribute("data-target")?;
        let (kind, index) = target.split_once('-')?;
        let index: usize = index.parse().ok()?;
        match kind {
            "node" => {
                let (name, _) = self.desk.document().nodes().nth(index)?;
                Some(Chosen::Node(name.to_owned()))
            }
            _ => Some(Chosen::Link(index)),
        }
    }

    /// The node nearest to a point of the plane, if it is on one.
    fn node_at(&self, point: (f64, f64)) -> Option<String> {
        let nodes = picture(&self.desk, None, Lang::En).nodes;
        let hit = |node: &&DraftNode| {
            let (wide, high) = half(node.kind);
            (node.at.x - point.0).abs() <= wide + 14.0
                && (-high - 14.0..=high + 44.0).contains(&(point.1 - node.at.y))
        };
        nodes.iter().find(hit).map(|node| node.name.clone())
    }

    fn down(&self, event: &PointerEvent) {
        if event.button() != 0 {
            return;
        }
        let here = self.inside(event);
        let mut pointer = self.pointer.borrow_mut();
        pointer.down.retain(|(id, _)| *id != event.pointer_id());
        pointer.down.push((event.pointer_id(), here));
        if pointer.down.len() > 1 {
            self.held.set(Some(Held::Plane));
            return;
        }
        (pointer.moved, pointer.travelled) = (false, 0.0);
        let plane = self.view.to_plane(here);
        let handle = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok())
            .and_then(|element| element.closest("[data-handle]").ok().flatten())
            .and_then(|element| element.get_attribute("data-handle"));
        if let Some(from) = handle {
            self.held.set(Some(Held::Cable { from, to: at(plane.0, plane.1) }));
        } else {
            match self.on(event) {
                Some(Chosen::Node(name)) if self.desk.connecting => {
                    self.dispatch.emit(Act::ConnectTo(name));
                }
                Some(Chosen::Node(name)) => {
                    let nodes = picture(&self.desk, None, Lang::En).nodes;
                    let place = nodes.iter().find(|node| node.name == name).map(|node| node.at);
                    if let Some(place) = place {
                        let grip = (plane.0 - place.x, plane.1 - place.y);
                        self.held.set(Some(Held::Node { name: name.clone(), grip, place }));
                    }
                    self.dispatch.emit(Act::Choose(Some(Chosen::Node(name))));
                }
                Some(link) => self.dispatch.emit(Act::Choose(Some(link))),
                None => self.held.set(Some(Held::Plane)),
            }
        }
        // The event's own current target is the root of the page, which is no good: the canvas is to
        // hear what follows. Where capture is refused a drag ends at the edge: that is all.
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(canvas) = target.and_then(|target| target.closest("svg").ok().flatten()) {
            let _ = canvas.set_pointer_capture(event.pointer_id());
        }
    }

    fn motion(&self, event: &PointerEvent) {
        // It was let go where nobody heard it.
        if event.buttons() == 0 {
            if !self.pointer.borrow().down.is_empty() {
                self.cancel(event);
            }
            return;
        }
        let here = self.inside(event);
        let mut pointer = self.pointer.borrow_mut();
        let Some(index) = pointer.down.iter().position(|(id, _)| *id == event.pointer_id()) else {
            return;
        };
        let before = std::mem::replace(&mut pointer.down[index].1, here);
        let by = (here.0 - before.0, here.1 - before.1);
        pointer.travelled += by.0.hypot(by.1);
        pointer.moved |= pointer.travelled > STEADY;
        if let [(_, a), (_, b)] = pointer.down.as_slice() {
            let other = if index == 0 { *b } else { *a };
            let apart = |a: (f64, f64)| (a.0 - other.0).hypot(a.1 - other.1).max(1.0);
            let middle = (f64::midpoint(here.0, other.0), f64::midpoint(here.1, other.1));
            self.sight.set(Some(self.view.closer(apart(here) / apart(before), middle)));
            return;
        }
        if !pointer.moved {
            return;
        }
        let plane = self.view.to_plane(here);
        match &self.holds {
            Some(Held::Node { name, grip, .. }) => {
                let place = at(plane.0 - grip.0, plane.1 - grip.1);
                self.held.set(Some(Held::Node { name: name.clone(), grip: *grip, place }));
            }
            Some(Held::Cable { from, .. }) => {
                let to = at(plane.0, plane.1);
                self.held.set(Some(Held::Cable { from: from.clone(), to }));
            }
            Some(Held::Plane) => self.sight.set(Some(self.view.moved(by))),
            None => {}
        }
    }

    fn up(&self, event: &PointerEvent) {
        let here = self.inside(event);
        let mut pointer = self.pointer.borrow_mut();
        pointer.down.retain(|(id, _)| *id != event.pointer_id());
        if !pointer.down.is_empty() {
            return;
        }
        let plane = self.view.to_plane(here);
        match &self.holds {
            Some(Held::Node { name, place, .. }) if pointer.moved => {
                let place = [snapped(place.x), snapped(place.y)];
                self.dispatch.emit(Act::Edit(Edit::Move { node: name.clone(), place }, None));
            }
            Some(Held::Cable { from, .. }) => match self.node_at(plane) {
                Some(to) if to != *from => {
                    self.dispatch.emit(Act::Cable { from: from.clone(), to });
                }
                // A handle that was only clicked: the other end is clicked next.
                _ if !pointer.moved => self.dispatch.emit(Act::Connect(true)),
                _ => {}
            },
            Some(Held::Plane) if !pointer.moved => self.dispatch.emit(Act::Choose(None)),
            _ => {}
        }
        self.held.set(None);
    }

    fn cancel(&self, event: &PointerEvent) {
        self.pointer.borrow_mut().down.retain(|(id, _)| *id != event.pointer_id());
        self.held.set(None);
    }

    /// Something from the palette is let go here.
    fn let_go(&self, event: &DragEvent) {
        let Some(data) = event.data_transfer() else { return };
        let Some(kind) = data.get_data(CARRIED).ok().and_then(|text| carried(&text)) else {
            return;
        };
        event.prevent_default();
        let (x, y) = self.view.to_plane(self.inside(event));
        let place = Some([snapped(x), snapped(y)]);
        self.dispatch.emit(Act::Add { kind, stem: kind_name(self.lang, kind), place });
    }

    fn wheel(&self, event: &WheelEvent) {
        event.prevent_default();
        // Lines and pages are about so many pixels.
        let unit = [1.0, 24.0, 240.0];
        let unit = unit.get(event.delta_mode() as usize).copied().unwrap_or(1.0);
        let by = WHEEL_ZOOM.powf(-event.delta_y() * unit);
        self.sight.set(Some(self.view.closer(by, self.inside(event))));
    }
}

/// The nearest place of the grid.
fn snapped(value: f64) -> i32 {
    #[expect(clippy::cast_possible_truncation, reason = "saturates, far beyond any canvas")]
    let cells = (value / CELL).round() as i32;
    #[expect(clippy::cast_possible_truncation, reason = "a small whole number")]
    let cell = CELL as i32;
    cells.saturating_mul(cell)
}
