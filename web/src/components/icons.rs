//! Small drawings on buttons. They are never the only name of what they stand on.

use yew::prelude::*;

/// An icon, drawn in a square of 16.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Icon {
    First,
    Back,
    Play,
    Pause,
    Forward,
    Last,
    Close,
    Check,
    Sun,
    Moon,
    Help,
    Sliders,
    Save,
    Share,
    Fork,
    Up,
    Down,
    Arrow,
    Cause,
    Open,
    Undo,
    Menu,
}

impl Icon {
    const fn path(self) -> &'static str {
        match self {
            Self::First => "M3 3v10M13 3 6 8l7 5z",
            Self::Back => "M12 3 5 8l7 5z",
            Self::Play => "M5 3l8 5-8 5z",
            Self::Pause => "M5 3v10M11 3v10",
            Self::Forward => "M4 3l7 5-7 5z",
            Self::Last => "M13 3v10M3 3l7 5-7 5z",
            Self::Close => "M4 4l8 8M12 4l-8 8",
            Self::Check => "M3 8.5 6.5 12 13 4.5",
            Self::Sun => {
                "M8 5a3 3 0 1 0 0 6 3 3 0 0 0 0-6zM8 1v1.5M8 13.5V15M1 8h1.5M13.5 8H15M3 3l1 1M12 12l1 1M13 3l-1 1M4 12l-1 1"
            }
            Self::Moon => "M13 9.5A5.5 5.5 0 0 1 6.5 3 5.5 5.5 0 1 0 13 9.5z",
            Self::Help => "M5.8 6a2.2 2.2 0 1 1 3.2 2c-.7.4-1 .8-1 1.6M8 12.4v.1",
            Self::Sliders => "M2 5h6M12 5h2M2 11h2M8 11h6M10 3v4M6 9v4",
            Self::Save => "M8 2v8M4.5 7 8 10.5 11.5 7M2.5 13.5h11",
            Self::Share => {
                "M6.5 9.5 9.5 6.5M7 4.5l1.5-1.5a3 3 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3 3 0 0 1 3 8.5L4.5 7"
            }
            Self::Fork => {
                "M3 8h3c3 0 3-4.5 7-4.5M6 8c3 0 3 4.5 7 4.5M11 1.5l2 2-2 2M11 10.5l2 2-2 2"
            }
            Self::Up => "M3 10.5 8 5.5l5 5",
            Self::Down => "M3 5.5 8 10.5l5-5",
            Self::Arrow => "M1 8h13M10.5 4.5 14 8l-3.5 3.5",
            Self::Cause => "M13 3v5a3 3 0 0 1-3 3H3M6 8l-3 3 3 3",
            Self::Menu => "M2 4h12M2 8h12M2 12h12",
            Self::Undo => "M3 3v4h4M3.5 7A5 5 0 1 1 4 11",
            Self::Open => "M6 3H3v10h10v-3M9 3h4v4M13 3 7.5 8.5",
        }
    }

    /// Filled as well as outlined.
    const fn is_solid(self) -> bool {
        matches!(self, Self::First | Self::Back | Self::Play | Self::Forward | Self::Last)
    }
}

/// Draws an icon.
pub(crate) fn icon(icon: Icon) -> Html {
    let class = if icon.is_solid() { "icon solid" } else { "icon" };
    html! { <svg {class} viewBox="0 0 16 16" aria-hidden="true"><path d={icon.path()} /></svg> }
}
