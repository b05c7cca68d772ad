//! The page: a thin front end over the rooms that know things.
//!
//! | module       | what it holds                                                      |
//! |--------------|--------------------------------------------------------------------|
//! | `state`      | what the player knows, and what happens to it; no browser in it     |
//! | `route`      | the address                                                        |
//! | `app`        | which page is shown, in which language and colours                 |
//! | `components` | the home page, the player and everything in them                   |
//! | `inspector`  | state machine, packet, variables, tables, steps                    |
//! | `capture`    | choosing, dropping and listing captures                            |
//! | `practice`   | exercises, one by one or as a sheet to print                        |
//! | `keys`       | what keys do                                                       |
//! | `browser`    | the few things asked of the browser                                |
//! | `exports`    | what tests ask the module                                          |

mod app;
mod browser;
mod capture;
mod components;
mod exports;
mod inspector;
mod keys;
mod practice;
mod route;
mod state;

fn main() {
    // Outside a browser (a test in Node loads this module) there is nothing to draw on.
    let Some(window) = web_sys::window() else { return };
    exports::expose(&window);
    let document = window.document();
    if let Some(document) = &document {
        let document = document.clone();
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            tell(&document, &info.to_string());
            report(info);
        }));
    }
    match document.and_then(|document| document.get_element_by_id("app")) {
        Some(root) => yew::Renderer::<app::App>::with_root(root).render(),
        None => yew::Renderer::<app::App>::new().render(),
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
