//! Variants: the same file with some of it replaced.

use super::{Run, Variant, own_id, setting};
use crate::build::{Nodes, Parts};
use crate::error::{LessonError, Named};
use crate::format::{self, File};
use crate::path::{Path, Step};
use crate::problems::Problems;
use std::collections::BTreeSet;

/// All variants of a file. Each is built from the file as it would be without the others.
pub(super) fn all(file: &File, parts: Parts, problems: &mut Problems) -> Vec<Variant> {
    let sound = problems.is_empty();
    let mut ids = BTreeSet::new();
    let mut all = Vec::new();
    for (index, variant) in file.variants.iter().enumerate() {
        let path = Path::of("variant").index(index);
        own_id(&variant.id, &path, &mut ids, problems);
        let set = path.key("set");
        let settings = variant.set.iter().filter_map(|(id, text)| {
            let setting = setting(id, &set.key(id.clone()), problems)?;
            Some((setting, text.clone()))
        });
        let settings: Vec<_> = settings.collect();
        let Some(other) = apply(file, variant, &path, problems) else { continue };
        // What is wrong with the file itself is told already.
        if !sound {
            continue;
        }
        let mut own = Problems::default();
        let run = Run::of(&other, parts, &mut own);
        for error in own.into_vec() {
            let path = within(variant, &path, &error, &other);
            problems.tell(&path, error.problem);
        }
        // That its settings can be applied is tried here, so that nobody finds out later.
        let mut tried = run.scenario.clone();
        for (setting, text) in &settings {
            problems.read(&set.key(setting.id()), text, |text| setting.apply(text, &mut tried));
        }
        let format::Variant { id, title, summary, .. } = variant.clone();
        all.push(Variant { id, title, summary, settings, run });
    }
    all
}

/// The file as the variant has it.
fn apply(
    file: &File,
    variant: &format::Variant,
    path: &Path,
    problems: &mut Problems,
) -> Option<File> {
    let mut other = file.clone();
    other.variants = Vec::new();
    let mut sound = true;
    let mut replaced = |key: &'static str, result: Result<(), (usize, String)>| {
        if let Err((index, name)) = result {
            let path = path.key(key).index(index).key("name");
            let nodes = Nodes::of(file);
            let known: Vec<&str> = nodes.iter().map(|node| node.name).collect();
            problems.unknown(&path, Named::Node, &name, known);
            sound = false;
        }
    };
    replaced("host", replace(&mut other.hosts, variant.hosts.as_ref(), |host| &host.name));
    replaced("switch", replace(&mut other.switches, variant.switches.as_ref(), |one| &one.name));
    replaced("router", replace(&mut other.routers, variant.routers.as_ref(), |one| &one.name));
    let home = variant.home_routers.as_ref();
    replaced("home_router", replace(&mut other.home_routers, home, |one| &one.name));
    for (index, name) in variant.without.iter().enumerate() {
        let nodes = Nodes::of(file);
        sound &= nodes.find(name, &path.key("without").index(index), problems).is_some();
        remove(&mut other, name);
    }
    put(&mut other.links.0, variant.links.as_ref());
    put(&mut other.dhcp, variant.dhcp.as_ref());
    put(&mut other.dns, variant.dns.as_ref());
    put(&mut other.tftp, variant.tftp.as_ref());
    put(&mut other.programs, variant.programs.as_ref());
    put(&mut other.faults, variant.faults.as_ref());
    // Actions and strangers befall one together: who replaces one list replaces both.
    if variant.actions.is_some() || variant.injections.is_some() {
        other.actions = variant.actions.clone().unwrap_or_default();
        other.injections = variant.injections.clone().unwrap_or_default();
    }
    sound.then_some(other)
}

fn put<T: Clone>(list: &mut Vec<T>, with: Option<&Vec<T>>) {
    if let Some(with) = with {
        list.clone_from(with);
    }
}

/// Replaces those of the same name; the first of no such name is an error.
fn replace<T: Clone>(
    list: &mut [T],
    with: Option<&Vec<T>>,
    name: impl Fn(&T) -> &String,
) -> Result<(), (usize, String)> {
    for (index, item) in with.into_iter().flatten().enumerate() {
        let place = list.iter_mut().find(|own| name(own) == name(item));
        *place.ok_or_else(|| (index, name(item).clone()))? = item.clone();
    }
    Ok(())
}

/// Removes a node with all that is about it.
fn remove(file: &mut File, name: &str) {
    // An end is a name, or a name, a colon and a port.
    let is = |end: &str| end == name || end.rsplit_once(':').is_some_and(|(of, _)| of == name);
    let joins = |ends: &[String]| ends.iter().any(|end| is(end));
    let names = |text: &Option<String>| text.as_deref().is_some_and(is);
    file.hosts.retain(|one| one.name != name);
    file.switches.retain(|one| one.name != name);
    file.hubs.retain(|one| one.name != name);
    file.routers.retain(|one| one.name != name);
    file.home_routers.retain(|one| one.name != name);
    file.modems.retain(|one| one.name != name);
    file.links.0.retain(|link| !joins(&link.ends));
    file.dhcp.retain(|one| !is(&one.on));
    file.dns.retain(|one| !is(&one.on));
    file.resolvers.retain(|one| !is(&one.on));
    file.tftp.retain(|one| !is(&one.on));
    file.http.retain(|one| !is(&one.on));
    file.rarp.retain(|one| !is(&one.on));
    file.programs.retain(|one| !is(&one.host));
    file.faults.retain(|one| !names(&one.from) && !joins(&one.link));
    file.actions.retain(|one| {
        !names(&one.power_off) && !names(&one.power_on) && !joins(&one.cut) && !joins(&one.mend)
    });
    file.injections.retain(|one| !is(&one.to));
}

/// Where in a variant a mistake is that was found in the file it makes.
fn within(variant: &format::Variant, path: &Path, error: &LessonError, made: &File) -> Path {
    let [Step::Key(key), Step::Index(index), rest @ ..] = error.path.steps() else {
        return path.clone();
    };
    let place = |names: Option<Vec<&String>>, name: Option<&String>| {
        names?.iter().position(|own| Some(*own) == name)
    };
    let index = match key.as_ref() {
        "link" => variant.links.is_some().then_some(*index),
        "program" => variant.programs.is_some().then_some(*index),
        "fault" => variant.faults.is_some().then_some(*index),
        "action" => variant.actions.is_some().then_some(*index),
        "inject" => variant.injections.is_some().then_some(*index),
        "dhcp" => variant.dhcp.is_some().then_some(*index),
        "dns" => variant.dns.is_some().then_some(*index),
        "tftp" => variant.tftp.is_some().then_some(*index),
        "host" => place(
            variant.hosts.as_ref().map(|all| all.iter().map(|one| &one.name).collect()),
            made.hosts.get(*index).map(|one| &one.name),
        ),
        "switch" => place(
            variant.switches.as_ref().map(|all| all.iter().map(|one| &one.name).collect()),
            made.switches.get(*index).map(|one| &one.name),
        ),
        "router" => place(
            variant.routers.as_ref().map(|all| all.iter().map(|one| &one.name).collect()),
            made.routers.get(*index).map(|one| &one.name),
        ),
        "home_router" => place(
            variant.home_routers.as_ref().map(|all| all.iter().map(|one| &one.name).collect()),
            made.home_routers.get(*index).map(|one| &one.name),
        ),
        _ => None,
    };
    let Some(index) = index else { return path.clone() };
    let start = path.key(key.clone()).index(index);
    rest.iter().fold(start, |path, step| match step {
        Step::Key(key) => path.key(key.clone()),
        Step::Index(index) => path.index(*index),
    })
}
