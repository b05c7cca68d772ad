//! Plans and summaries.

use super::{Aggregate, Plan, json, language, network, pointed, table};
use crate::commands::Error;
use serde::Serialize;
use std::io::Read as _;
use std::net::Ipv4Addr;
use wireglass_core::addr::parse::parse_list;
use wireglass_core::addr::plan::{Block, Need, Want, cost, parse_needs, plan as planned};
use wireglass_core::addr::{Network, aggregate};
use wireglass_text::addr as words;
use wireglass_text::{Lang, terminal};

#[derive(Serialize)]
struct PlanReport {
    space: String,
    blocks: Vec<BlockReport>,
    /// What is left, in order.
    free: Vec<String>,
    /// Addresses in blocks.
    taken: u64,
    /// Usable addresses in blocks that nobody asked for.
    waste: u64,
}

#[derive(Serialize)]
struct BlockReport {
    name: String,
    /// How many hosts were asked for; null where a size was.
    hosts: Option<u32>,
    network: String,
    mask: Ipv4Addr,
    first: Ipv4Addr,
    last: Ipv4Addr,
    broadcast: Option<Ipv4Addr>,
    usable: u64,
    waste: u64,
}

#[derive(Serialize)]
struct Summary {
    networks: Vec<String>,
    /// The one network that covers all, and perhaps more.
    cover: Option<String>,
    /// Addresses in the cover that are in none.
    extra: u64,
}

pub(super) fn plan(options: &Plan) -> Result<String, Error> {
    let lang = language(options.form.lang);
    let space = network(lang, &options.network, true)?;
    let mut needs = Vec::new();
    for text in &options.needs {
        let found = parse_needs(text)
            .map_err(|error| pointed(words::need_error(lang, &error.kind), text, error.at))?;
        needs.extend(found);
    }
    words::without_units(&mut needs);
    let plan = planned(space, &needs)
        .map_err(|error| Error::Refused(words::plan_error(lang, &error, &needs)))?;
    if options.form.json {
        return Ok(json(&PlanReport {
            space: space.to_string(),
            blocks: plan.blocks.iter().map(|block| report(block, &needs)).collect(),
            free: plan.free.iter().map(ToString::to_string).collect(),
            taken: plan.taken(),
            waste: plan.waste(),
        }));
    }
    let rows: Vec<_> = plan.blocks.iter().map(|block| row(lang, block, &needs)).collect();
    let mut out = table(&rows);
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    line(String::new());
    for block in &plan.blocks {
        let size = words::size_reason(lang, &block.size);
        let place = words::place_reason(lang, &block.place, &plan);
        line(format!("{}: {size} {place}", block.network));
        if let Want::Hosts(hosts) = needs[block.need].want
            && let Some(cost) = cost(hosts)
        {
            line(format!("  {}", words::classful_cost(lang, &cost)));
        }
    }
    line(String::new());
    let free: Vec<_> = plan.free.iter().map(ToString::to_string).collect();
    line(terminal::plan_total(lang, plan.taken(), space.total(), plan.waste()).plain());
    line(terminal::plan_free(lang, &free.join(" ")).plain());
    Ok(out)
}

fn report(block: &Block, needs: &[Need]) -> BlockReport {
    let (need, network) = (&needs[block.need], block.network);
    BlockReport {
        name: need.name.clone(),
        hosts: match need.want {
            Want::Hosts(hosts) => Some(hosts),
            Want::Block(_) | Want::Fixed(_) => None,
        },
        network: network.to_string(),
        mask: network.mask().as_addr(),
        first: network.first(),
        last: network.last(),
        broadcast: network.broadcast(),
        usable: network.usable(),
        waste: block.waste(),
    }
}

fn row(lang: Lang, block: &Block, needs: &[Need]) -> [String; 5] {
    let (need, network) = (&needs[block.need], block.network);
    let wanted = match need.want {
        Want::Hosts(hosts) => hosts.to_string(),
        Want::Block(mask) => mask.to_string(),
        Want::Fixed(_) => terminal::fixed(lang).to_owned(),
    };
    [
        need.name.clone(),
        wanted,
        network.to_string(),
        network.mask().as_addr().to_string(),
        format!("{} - {}", network.first(), network.last()),
    ]
}

pub(super) fn aggregate(options: &Aggregate) -> Result<String, Error> {
    let lang = language(options.form.lang);
    let networks = if options.prefixes == ["-"] {
        from_standard_input(lang)?
    } else {
        let prefixes = options.prefixes.iter();
        prefixes.map(|text| network(lang, text, false)).collect::<Result<_, _>>()?
    };
    let summary = aggregate::aggregate(&networks);
    if options.form.json {
        return Ok(json(&Summary {
            networks: summary.networks.iter().map(ToString::to_string).collect(),
            cover: summary.cover.map(|cover| cover.to_string()),
            extra: summary.extra,
        }));
    }
    let mut out = String::new();
    let mut line = |text: String| {
        out.push_str(&text);
        out.push('\n');
    };
    for network in &summary.networks {
        line(network.to_string());
    }
    line(String::new());
    for merge in &summary.merges {
        line(words::merge(lang, merge).plain());
    }
    if let Some(cover) = summary.cover.filter(|_| summary.networks.len() > 1) {
        line(terminal::cover(lang, &cover.to_string(), summary.extra).plain());
    }
    Ok(out)
}

/// One prefix a line. The first that cannot be read is told with its line.
fn from_standard_input(lang: Lang) -> Result<Vec<Network>, Error> {
    /// Enough for a full table of the Internet's routes.
    const MOST_BYTES: u64 = 64 << 20;
    let mut text = String::new();
    let input = std::io::stdin().lock().take(MOST_BYTES).read_to_string(&mut text);
    input.map_err(|source| Error::Read { path: "standard input".into(), source })?;
    let lines = parse_list(&text).map(|line| match line.typed {
        Ok(typed) => Ok(typed.interface().network()),
        Err(error) => {
            let why = words::parse_error(lang, &error.kind);
            Err(pointed(terminal::in_line(lang, line.number, &why), line.text, error.at))
        }
    });
    lines.collect()
}
