//! What keys do.

use crate::state::{Action, Session};

/// What a key asks for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Command {
    /// Something that happens to the player.
    Do(Action),
    /// The help.
    Help,
}

/// What a key means, pressed without Ctrl, Alt or Meta and outside of any field
/// or button that needs it.
pub(crate) fn command(key: &str, session: &Session) -> Option<Command> {
    Some(Command::Do(match key {
        " " => Action::Play(!session.playing),
        "ArrowRight" => Action::StepForward,
        "ArrowLeft" => Action::Back,
        "Home" => Action::First,
        "End" => Action::Last,
        "[" => Action::PreviousFuture,
        "]" => Action::NextFuture,
        "Enter" => Action::OpenSelection,
        "Escape" => Action::Clear,
        "?" => return Some(Command::Help),
        _ => return None,
    }))
}

/// Whether an element needs a key for itself.
pub(crate) fn wanted_by(element: &web_sys::Element, key: &str) -> bool {
    // A dialog is a world of its own.
    if element.closest("dialog[open]").ok().flatten().is_some() {
        return true;
    }
    let role = element.get_attribute("role").unwrap_or_default();
    match element.tag_name().to_ascii_lowercase().as_str() {
        "textarea" | "select" => true,
        "input" => match element.get_attribute("type").as_deref() {
            Some("checkbox" | "radio" | "button" | "file") => key == " " || key == "Enter",
            _ => true,
        },
        "button" | "a" | "summary" if key == " " || key == "Enter" => true,
        _ if element.has_attribute("contenteditable") => true,
        _ => match (role.as_str(), key) {
            ("tab", "ArrowLeft" | "ArrowRight" | "Home" | "End") => true,
            (role, " " | "Enter") => matches!(role, "button" | "tab" | "option" | "row" | "link"),
            _ => false,
        },
    }
}
