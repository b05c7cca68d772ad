//! The page: a thin front end over the rooms that know things.
//!
//! It is three programs over this one library. The *player* (lessons, captures) is what most come for
//! and loads at once; *networks* (the player with all that lessons of networks need) and the *labs*
//! (and how this is proved) load when their address is first gone to (`static/programs.js`), so that a
//! first lesson does not wait for them. All stay, share the address, the language and the colours, and
//! each shows nothing while the address is another's.
//!
//! What only networks need is behind the functions of one value, `networks::Extras`: only the program
//! that names it carries them.
//!
//! | module       | what it holds                                                      |
//! |--------------|--------------------------------------------------------------------|
//! | `state`      | what the player knows, and what happens to it; no browser in it     |
//! | `route`      | the address, whose it is, and the player's places                   |
//! | `app`        | the player: which of its pages is shown                            |
//! | `networks`   | networks: topology, terminal, questions, what a hop changes        |
//! | `labs`       | the labs: their places, and which of their pages is shown          |
//! | `prefs`      | language, colours and help, alike in all                           |
//! | `progress`   | how far one has come in each lesson                                |
//! | `components` | the home page, the player and everything in them                   |
//! | `inspector`  | state machine, packet, variables, tables, steps                    |
//! | `lab`        | the address lab                                                    |
//! | `capture`    | choosing, dropping and listing captures                            |
//! | `practice`   | exercises, one by one or as a sheet to print                        |
//! | `sandbox`    | networks of one's own: built, checked, run in place                 |
//! | `keys`       | what keys do                                                       |
//! | `browser`    | the few things asked of the browser                                |
//!
//! `src/bin` holds the programs; the player's also what tests ask of the module.

mod app;
mod browser;
mod capture;
mod components;
mod inspector;
mod keys;
mod lab;
mod labs;
mod networks;
mod practice;
mod prefs;
mod progress;
mod route;
mod sandbox;
mod state;

/// Starts the player in the element `app`.
pub fn start_player() {
    start::<app::App>("app");
}

/// Starts the player for networks in the element `networks`.
pub fn start_networks() {
    start::<networks::Networks>("networks");
}

/// Starts the labs in the element `labs`.
pub fn start_labs() {
    start::<labs::Labs>("labs");
}

fn start<Root>(id: &str)
where
    Root: yew::BaseComponent,
    Root::Properties: Default,
{
    // Outside a browser (a test in Node loads this module) there is nothing to draw on.
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    {
        let document = document.clone();
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            tell(&document, &info.to_string());
            report(info);
        }));
    }
    match document.get_element_by_id(id) {
        Some(root) => yew::Renderer::<Root>::with_root(root).render(),
        None => yew::Renderer::<Root>::new().render(),
    };
}

/// Says on the page that the program broke, in both languages: by now nobody knows which one is read.
fn tell(document: &web_sys::Document, reason: &str) {
    use wireglass_text::{Lang, Ui, ui};
    // The console gets it too: whoever reports it needs the place in the source.
    web_sys::console::error_1(&reason.into());
    let Ok(note) = document.create_element("div") else { return };
    let _ = note.set_attribute("role", "alert");
    note.set_class_name("broken");
    for lang in Lang::ALL {
        if let Ok(line) = document.create_element("p") {
            let _ = line.set_attribute("lang", lang.tag());
            line.set_text_content(Some(ui(lang, Ui::SomethingBroke)));
            let _ = note.append_child(&line);
        }
    }
    if let Ok(line) = document.create_element("pre") {
        line.set_text_content(Some(reason));
        let _ = note.append_child(&line);
    }
    if let Some(body) = document.body() {
        let _ = body.append_child(&note);
    }
}
