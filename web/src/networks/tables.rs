//! The tables of each node: what it knows, what the present step changed in it, and which row
//! decided where the packet goes.

mod rows;

use crate::inspector::{PanelProps, host_sockets, host_tasks};
use crate::state::View;
use rows::{cells, decides, heads};
use wireglass_text::diagram::node_kind;
use wireglass_text::network::{Net, net, table_help, table_name};
use wireglass_text::panels::{Panel, panel};
use wireglass_trace::{NodeId, Row, Table};
use yew::prelude::*;

/// The tables of every node that has any; the present step's node first.
#[component]
pub(super) fn Tables(props: &PanelProps) -> Html {
    let view = &props.view;
    let acting = view.position.checked_sub(1).map(|step| view.trace.trigger(step).node);
    let all = (0..view.trace.nodes().len()).map(NodeId::from_index);
    let mut nodes: Vec<NodeId> = all.filter(|node| has_tables(view, *node)).collect();
    nodes.sort_by_key(|node| Some(*node) != acting);
    html! {
        <div class="host-tables">
            { for nodes.into_iter().map(|node| html! {
                <section class="host" key={node.0} aria-labelledby={format!("tables-{}", node.0)}>
                    { heading(view, node, format!("tables-{}", node.0)) }
                    { node_tables(view, node) }
                </section>
            }) }
        </div>
    }
}

/// A node's name, and what it is.
pub(super) fn heading(view: &View, node: NodeId, id: String) -> Html {
    let about = view.trace.node(node);
    html! { <h3 {id}>{ about.name.clone() }<small>{ node_kind(view.lang, about.kind) }</small></h3> }
}

/// Hubs and modems know nothing: nothing is to be shown of them.
fn has_tables(view: &View, node: NodeId) -> bool {
    let about = view.trace.node(node);
    about.kind.is_host() || view.snapshot.node(node).rows().next().is_some() || {
        // It may yet learn something.
        use wireglass_trace::NodeKind::{HomeRouter, Router, Switch};
        matches!(about.kind, Switch | Router | HomeRouter)
    }
}

/// All tables of a node.
pub(super) fn node_tables(view: &View, node: NodeId) -> Html {
    let lang = view.lang;
    if !view.snapshot.node(node).on {
        return html! { <p class="quiet">{ panel(lang, Panel::HostOff) }</p> };
    }
    if !has_tables(view, node) {
        return html! { <p class="quiet">{ net(lang, Net::NoTables) }</p> };
    }
    let deciding = deciding_rows(view, node);
    let tables: Vec<Html> = Table::ALL
        .into_iter()
        .filter(|table| view.snapshot.node(node).table(*table).next().is_some())
        .map(|table| one(view, node, table, &deciding))
        .collect();
    let speaks_ip = view.trace.sockets().iter().any(|socket| socket.node == node);
    let nothing = tables.is_empty() && !speaks_ip;
    html! {
        <>
            if nothing {
                <p class="quiet">{ net(lang, Net::NothingInTables) }</p>
            }
            { for tables }
            if speaks_ip {
                { host_sockets(view, node) }
                { host_tasks(view, node) }
            }
        </>
    }
}

/// The tables of a node that hold a row it went by at the present step; `None` if there is none.
pub(super) fn deciding_tables(view: &View, node: NodeId) -> Option<Html> {
    let deciding = deciding_rows(view, node);
    let decided = |table: &Table| deciding.iter().any(|row| row.table() == *table);
    let tables: Vec<Html> = Table::ALL
        .into_iter()
        .filter(decided)
        .map(|table| one(view, node, table, &deciding))
        .collect();
    (!tables.is_empty()).then(|| html! { <>{ for tables }</> })
}

fn one(view: &View, node: NodeId, table: Table, deciding: &[Row]) -> Html {
    let lang = view.lang;
    let mut rows: Vec<_> = view.snapshot.node(node).table(table).collect();
    if table == Table::Routes {
        // In the order in which they are tried.
        rows.sort_by_key(|now| rows::route_order(&now.row));
    }
    let rows = rows.into_iter().map(|now| {
        let decided = deciding.contains(&now.row);
        let class = classes!(now.changed.then_some("changed"), decided.then_some("decided"));
        let key = format!("{:?}", now.row.key());
        let title = decided.then(|| net(lang, Net::Decided));
        let cells = cells(view, node, now);
        let last = cells.len().saturating_sub(1);
        let cells = cells.into_iter().enumerate().map(|(index, cell)| {
            html! {
                <td key={index} class="address">
                    { cell }
                    if decided && index == last {
                        <span class="sr-only">{ ", " }{ net(lang, Net::Decided) }</span>
                    }
                </td>
            }
        });
        html! { <tr {key} {class} {title}>{ for cells }</tr> }
    });
    html! {
        <div class="table-scroll" key={table_name(lang, table)}>
            <table>
                <caption>{ table_name(lang, table) }<small>{ table_help(lang, table) }</small></caption>
                <thead>
                    <tr>{ for heads(lang, table).into_iter().map(|head| html! { <th scope="col" key={head}>{ head }</th> }) }</tr>
                </thead>
                <tbody>{ for rows }</tbody>
            </table>
        </div>
    }
}

/// The rows that the node went by at the present step.
fn deciding_rows(view: &View, node: NodeId) -> Vec<Row> {
    let Some(step) = view.position.checked_sub(1) else { return Vec::new() };
    let events = view.trace.step_events(step).filter(|(_, event)| event.node == node);
    let reasons: Vec<_> = events.filter_map(|(_, event)| event.because).collect();
    let rows = view.snapshot.node(node).rows().map(|now| now.row);
    rows.filter(|row| reasons.iter().any(|reason| decides(reason, row))).collect()
}
