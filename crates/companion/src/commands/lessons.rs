//! `wireglass lessons`: what there is to run.

use super::{Error, language, parse_lang, print};
use serde::Serialize;
use std::fmt::Write as _;
use wireglass_course::{Both, Lesson, lessons, networks};
use wireglass_text::Lang;

/// What `wireglass lessons` was asked to do.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Options {
    /// As JSON, for programs
    #[arg(long)]
    json: bool,
    /// `en` or `zh`
    #[arg(long, value_parser = parse_lang)]
    lang: Option<Lang>,
}

#[derive(Serialize)]
struct Listing {
    lessons: Vec<Entry>,
}

#[derive(Serialize)]
struct Entry {
    id: &'static str,
    title: Words,
    summary: Words,
    /// Whether it is of a network rather than of two hosts and a link.
    network: bool,
    variants: Vec<VariantEntry>,
}

#[derive(Serialize)]
struct VariantEntry {
    id: &'static str,
    title: Words,
}

#[derive(Serialize)]
struct Words {
    en: &'static str,
    zh: &'static str,
}

impl From<&'static Both> for Words {
    fn from(both: &'static Both) -> Self {
        Self { en: &both.en, zh: &both.zh }
    }
}

impl From<&'static Lesson> for Entry {
    fn from(lesson: &'static Lesson) -> Self {
        let variants = lesson.variants.iter();
        Self {
            id: &lesson.id,
            title: (&lesson.title).into(),
            summary: (&lesson.summary).into(),
            network: lesson.is_network(),
            variants: variants
                .map(|variant| VariantEntry { id: &variant.id, title: (&variant.title).into() })
                .collect(),
        }
    }
}

fn all() -> impl Iterator<Item = &'static Lesson> {
    lessons().iter().chain(networks())
}

/// Lists the built-in lessons on standard output.
pub(crate) fn run(options: &Options) -> Result<(), Error> {
    if options.json {
        let listing = Listing { lessons: all().map(Entry::from).collect() };
        return print(&(serde_json::to_string_pretty(&listing).expect("plain data") + "\n"));
    }
    let mut out = String::new();
    let lang = language(options.lang);
    let width = all().map(|lesson| lesson.id.len()).max().unwrap_or(0);
    for lesson in all() {
        let _ = writeln!(out, "{:width$}  {}", lesson.id, pick(lang, &lesson.title));
        for variant in &lesson.variants {
            let (id, title) = (&variant.id, pick(lang, &variant.title));
            let _ = writeln!(out, "{:width$}    --variant {id}: {title}", "");
        }
    }
    print(&out)
}

pub(crate) fn pick(lang: Lang, both: &Both) -> &str {
    match lang {
        Lang::En => &both.en,
        Lang::Zh => &both.zh,
    }
}
