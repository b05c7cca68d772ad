//! Golden drawings: what each hand-built scene looks like, in a compact text form.
//!
//! A change that moves shapes shows here as a readable difference. To accept
//! it, run the tests with `UPDATE_GOLDEN=1` and look at what changed.

use crate::{Group, LadderOptions, Shape, View, ladder, num, path_data, testing};
use std::fmt::Write as _;
use std::path::Path;

mod maps;
pub(crate) mod nets;

/// Compares a drawing with how it looked. With `WRITE_SVG=DIRECTORY` it is written there, too,
/// light and dark, to be looked at.
fn same(name: &str, drawing: &crate::Drawing) {
    use crate::svg::{Theme, write};
    if let Some(dir) = std::env::var_os("WRITE_SVG") {
        for (theme, suffix) in [(Theme::Light, "light"), (Theme::Dark, "dark")] {
            let path = Path::new(&dir).join(format!("{name}-{suffix}.svg"));
            std::fs::write(path, write(drawing, theme)).expect("a directory");
        }
    }
    let mut text = format!(
        "{}x{} {}. {}\n",
        num(drawing.width),
        num(drawing.height),
        drawing.title,
        drawing.description
    );
    compact(&drawing.shapes, 0, &mut text);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/golden").join(format!("{name}.txt"));
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        std::fs::write(&path, &text).expect("the golden directory");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = golden.lines().zip(text.lines()).find(|(a, b)| a != b);
    assert!(golden == text, "{name}: was and is {differs:?}; look, then run with UPDATE_GOLDEN=1");
}

/// Shapes as text: one line each, indented by depth.
fn compact(shapes: &[Shape], depth: usize, out: &mut String) {
    for shape in shapes {
        let indent = "  ".repeat(depth);
        let line = match shape {
            Shape::Group(group) => {
                let Group { key, class, label, children, .. } = group;
                let label = label.as_deref().unwrap_or_default();
                let moved = group.transform().map(|moved| format!(" {moved}")).unwrap_or_default();
                let _ = writeln!(out, "{indent}{key} .{class}{moved} {label}");
                compact(children, depth + 1, out);
                continue;
            }
            Shape::Line { from, to, class } => {
                format!("line {},{} {},{} .{class}", num(from.x), num(from.y), num(to.x), num(to.y))
            }
            Shape::Path { ops, class } => format!("path {} .{class}", path_data(ops)),
            Shape::Rect { at, width, height, class, .. } => format!(
                "rect {},{} {}x{} .{class}",
                num(at.x),
                num(at.y),
                num(*width),
                num(*height)
            ),
            Shape::Circle { at, radius, class } => {
                format!("circle {},{} r{} .{class}", num(at.x), num(at.y), num(*radius))
            }
            Shape::Arc { at, sweep, class, .. } => {
                format!("arc {},{} {} .{class}", num(at.x), num(at.y), crate::fine(*sweep))
            }
            Shape::Text(text) => {
                let place = text
                    .matrix()
                    .unwrap_or_else(|| format!("{},{}", num(text.at.x), num(text.at.y)));
                format!("text {place} .{} {}", text.class, text.content)
            }
        };
        let _ = writeln!(out, "{indent}{line}");
    }
}

#[test]
fn scenes_look_as_they_did() {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/golden");
    for (name, trace) in testing::scenes() {
        let view = View { position: trace.steps().len() / 2, ..View::default() };
        let drawn = ladder(&trace, &LadderOptions::default(), &view);
        let mut text = format!("{}x{}\n", num(drawn.width), num(drawn.height));
        compact(&drawn.header, 0, &mut text);
        compact(&drawn.body, 0, &mut text);
        let path = dir.join(format!("{name}.txt"));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &text).expect("the golden directory");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        let differs = golden.lines().zip(text.lines()).position(|(a, b)| a != b);
        assert!(
            golden == text,
            "{name}: line {differs:?} differs: {:?} was {:?}",
            differs.and_then(|line| text.lines().nth(line)),
            differs.and_then(|line| golden.lines().nth(line)),
        );
    }
}

#[test]
fn plots_look_as_they_did() {
    use crate::plot::{PlotLayout, PlotOptions};
    use wireglass_trace::series::Topic;
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/golden");
    for (lesson, topic) in [
        ("slow-start", Topic::Congestion),
        ("zero-window", Topic::Window),
        ("rto-backs-off", Topic::Rto),
    ] {
        let scenario = wireglass_course::find(lesson)
            .expect("built in")
            .scenario(None, &wireglass_course::Settings::default())
            .expect("checked");
        let recording = wireglass_sim::Recording::run(&scenario).expect("checked");
        let trace = recording.trace();
        let options =
            PlotOptions { width: 800.0, height: 180.0, topic, lang: wireglass_text::Lang::En };
        let layout = PlotLayout::new(trace, options).expect("something to plot");
        let drawing = layout.draw(trace, trace.steps().len() / 2, None);
        let mut text = format!("{}. {}\n", drawing.title, drawing.description);
        compact(&drawing.shapes, 0, &mut text);
        let path = dir.join(format!("plot-{}.txt", topic.id()));
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(&path, &text).expect("the golden directory");
        }
        let golden = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(golden == text, "{lesson}: run with UPDATE_GOLDEN=1 and look at the difference");
    }
}
