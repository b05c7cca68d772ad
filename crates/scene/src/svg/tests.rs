use super::*;
use crate::{LadderOptions, View, fsm, ladder, packet, testing};
use wireglass_text::Lang;
use wireglass_trace::{FrameId, Snapshot};

/// Every kind of drawing there is.
fn drawings() -> Vec<(String, Drawing)> {
    let mut all = Vec::new();
    for (name, trace) in testing::everything() {
        let steps = trace.steps().len();
        for position in [0, 4, steps * 2 / 3, steps] {
            for (kind, width, compact) in [("wide", 900.0, false), ("phone", 390.0, true)] {
                let options = LadderOptions { width, compact, ..LadderOptions::default() };
                let view = View {
                    position,
                    selected: Some(FrameId::from_index(position.min(trace.frames().len()))),
                    ..View::default()
                };
                let drawing = ladder(&trace, &options, &view).into_drawing();
                all.push((format!("{name}-{kind}-{position}"), drawing));
            }
            let sides = fsm::fsm_sides(&trace, &Snapshot::at(&trace, position));
            let drawing = fsm::state_diagram(&sides, 0, Lang::En);
            all.push((format!("{name}-fsm-{position}"), drawing));
        }
        if trace.frames().is_empty() {
            continue;
        }
        let dissection = trace.dissect(FrameId(0));
        for layer in 0..dissection.layers.len() {
            let drawing = packet::header_grid(&dissection, layer, Some(3), 576.0, Lang::Zh);
            all.push((format!("{name}-layer-{layer}"), drawing));
        }
    }
    all
}

#[test]
fn every_drawing_is_well_formed_xml() {
    for (name, drawing) in drawings() {
        for theme in [Theme::Light, Theme::Dark] {
            let text = write(&drawing, theme);
            let parsed = roxmltree::Document::parse(&text);
            let document = parsed.unwrap_or_else(|error| panic!("{name}: {error}"));
            assert_eq!(document.root_element().tag_name().name(), "svg");
            assert!(!text.contains("NaN") && !text.contains("inf"), "{name}");
            // To look at them: WIREGLASS_SVG_DIR=/some/where cargo test -p wireglass-scene
            if let Some(dir) = std::env::var_os("WIREGLASS_SVG_DIR") {
                let suffix = if theme == Theme::Dark { "-dark" } else { "" };
                let path = std::path::Path::new(&dir).join(format!("{name}{suffix}.svg"));
                std::fs::write(path, text).expect("a directory to write to");
            }
        }
    }
}

#[test]
fn text_is_escaped() {
    let drawing = Drawing {
        width: 10.0,
        height: 10.0,
        title: "a < b & \"c\"".to_owned(),
        description: "\u{1}".to_owned(),
        shapes: Vec::new(),
    };
    let text = write(&drawing, Theme::Light);
    assert!(text.contains("a &lt; b &amp; &quot;c&quot;"));
    assert!(text.contains('\u{fffd}') && !text.contains('\u{1}'));
    roxmltree::Document::parse(&text).expect("well-formed");
}

#[test]
fn an_arc_needs_no_sine() {
    let arc = Shape::Arc {
        at: crate::at(5.0, 5.0),
        radius: 4.0,
        sweep: 0.25,
        class: crate::Classes::of("timer-arc"),
    };
    let mut out = String::new();
    write_shape(&mut out, &arc);
    assert!(out.contains("stroke-dasharray=\"0.25 2\""), "{out}");
}
