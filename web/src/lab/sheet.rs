//! Results as a table that goes elsewhere: as text, Markdown or CSV, or as a link to this very view.

use super::state::Lab;
use crate::browser::{self, Theme};
use crate::components::icons::{Icon, icon};
use crate::labs::lab_href;
use wireglass_scene::{Drawing, svg};
use wireglass_text::Lang;
use wireglass_text::lab::{Lab as Word, lab as word};
use yew::prelude::*;

/// A table of words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) head: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
}

impl Sheet {
    /// With these columns.
    pub(super) fn new(head: impl IntoIterator<Item = impl Into<String>>) -> Self {
        Self { head: head.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// With two columns that need no head: a name and its value.
    pub(super) fn pairs<V: Into<String>>(
        rows: impl IntoIterator<Item = (&'static str, V)>,
    ) -> Self {
        let rows = rows.into_iter().map(|(name, value)| vec![name.to_owned(), value.into()]);
        Self { head: Vec::new(), rows: rows.collect() }
    }

    fn all(&self) -> impl Iterator<Item = &Vec<String>> {
        Some(&self.head).filter(|head| !head.is_empty()).into_iter().chain(&self.rows)
    }

    /// Columns that stand under each other.
    pub(super) fn text(&self) -> String {
        let mut widths: Vec<usize> = Vec::new();
        for row in self.all() {
            widths.resize(widths.len().max(row.len()), 0);
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = (*width).max(columns(cell));
            }
        }
        let line = |row: &Vec<String>| {
            let cells = row.iter().zip(&widths).map(|(cell, width)| {
                let rest = width.saturating_sub(columns(cell));
                format!("{cell}{}", " ".repeat(rest + 2))
            });
            cells.collect::<String>().trim_end().to_owned() + "\n"
        };
        self.all().map(line).collect()
    }

    /// As Markdown has tables. Without a head, the head is empty.
    pub(super) fn markdown(&self) -> String {
        let wide = self.all().map(Vec::len).max().unwrap_or(0);
        let line = |row: &[String]| {
            let cells = (0..wide).map(|at| {
                let cell = row.get(at).map_or("", String::as_str);
                format!(" {} |", cell.replace('\\', "\\\\").replace('|', "\\|"))
            });
            format!("|{}\n", cells.collect::<String>())
        };
        let rule = vec!["---".to_owned(); wide];
        let rows: String = self.rows.iter().map(|row| line(row)).collect();
        line(&self.head) + &line(&rule) + &rows
    }

    /// As RFC 4180 has it. A cell that a spreadsheet would take for a formula is kept from it.
    pub(super) fn csv(&self) -> String {
        let cell = |cell: &String| {
            let risky = cell.starts_with(['=', '+', '-', '@']);
            let cell = if risky { format!("'{cell}") } else { cell.clone() };
            if cell.contains([',', '"', '\n', '\r']) {
                format!("\"{}\"", cell.replace('"', "\"\""))
            } else {
                cell
            }
        };
        let line = |row: &Vec<String>| row.iter().map(cell).collect::<Vec<_>>().join(",") + "\r\n";
        self.all().map(line).collect()
    }
}

/// How many columns of a terminal a text takes: ideographs take two.
fn columns(text: &str) -> usize {
    text.chars()
        .map(|c| {
            if ('\u{1100}'..='\u{ffe6}').contains(&c) && !('\u{2000}'..='\u{2e7f}').contains(&c) {
                2
            } else {
                1
            }
        })
        .sum()
}

/// What [`Copy`] needs.
#[derive(Properties, PartialEq)]
pub(super) struct CopyProps {
    pub(super) lang: Lang,
    pub(super) sheet: Sheet,
    pub(super) lab: Lab,
    /// What can be saved as a picture, and under which name.
    #[prop_or_default]
    pub(super) picture: Option<(&'static str, Drawing, Theme)>,
}

/// Buttons that copy the result.
#[component]
pub(super) fn Copy(props: &CopyProps) -> Html {
    let CopyProps { lang, sheet, lab, picture } = props;
    let lang = *lang;
    // What was copied, or what the browser did not allow to be.
    let said = use_state_eq(|| None::<Result<(), String>>);
    let copy = |label: Word, make: &dyn Fn() -> String| {
        let said = said.setter();
        let text = make();
        let onclick = Callback::from(move |_: MouseEvent| {
            let (said, kept) = (said.clone(), text.clone());
            browser::copy(&text, move |ok| said.set(Some(if ok { Ok(()) } else { Err(kept) })));
        });
        html! { <button key={word(lang, label)} type="button" class="ghost" {onclick}>{ word(lang, label) }</button> }
    };
    let link = lab.framed(false);
    let save = picture.clone().map(|(name, drawing, theme)| {
        let onclick = Callback::from(move |_: MouseEvent| {
            let colours = if theme.is_dark() { svg::Theme::Dark } else { svg::Theme::Light };
            let file = svg::write(&drawing, colours);
            browser::save(&format!("{name}.svg"), "image/svg+xml", file.as_bytes());
        });
        html! {
            <button key="svg" type="button" class="ghost" {onclick}>{ icon(Icon::Save) }{ word(lang, Word::Picture) }</button>
        }
    });
    let (note, text) = match &*said {
        None => ("", None),
        Some(Ok(())) => (word(lang, Word::Copied), None),
        Some(Err(text)) => (word(lang, Word::CopyRefused), Some(text.clone())),
    };
    html! {
        <div class="copy-as" role="group" aria-label={word(lang, Word::CopyAs)}>
            <span aria-hidden="true">{ word(lang, Word::CopyAs) }</span>
            { copy(Word::PlainText, &|| sheet.text()) }
            { copy(Word::Markdown, &|| sheet.markdown()) }
            { copy(Word::Csv, &|| sheet.csv()) }
            { copy(Word::Link, &|| browser::address(&lab_href(&link))) }
            { save.unwrap_or_else(|| html! { <wbr key="svg" hidden=true /> }) }
            <span class="copied" role="status">{ note }</span>
            if let Some(text) = text {
                <textarea readonly=true rows="4" aria-label={word(lang, Word::CopyRefused)} value={text} />
            }
        </div>
    }
}

#[cfg(test)]
mod tests;
