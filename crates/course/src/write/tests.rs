use crate::Lesson;
use crate::document::Document;
use crate::format::File;

fn read(text: &str) -> File {
    let document = Document::parse(text).unwrap_or_else(|errors| panic!("{errors:?}\n{text}"));
    document.read().unwrap_or_else(|errors| panic!("{errors:?}\n{text}")).0
}

/// The example of the documentation: the first block of TOML there.
fn example() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/scenarios.md");
    let page = std::fs::read_to_string(path).expect("the page");
    let start = page.find("```toml\n").expect("a block") + "```toml\n".len();
    let end = page[start..].find("```").expect("its end");
    page[start..start + end].to_owned()
}

#[test]
fn what_is_written_is_read_as_the_same_file() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/lessons");
    let lessons = std::fs::read_dir(folder).expect("the folder");
    let lessons = lessons
        .map(|entry| std::fs::read_to_string(entry.expect("an entry").path()).expect("readable"));
    let odd = r#"
        seed = 7
        arp = false
        [[host]]
        name = "A \"quoted\" \\ 名"
        address = "none"
        isn = 5
        place = [-3, 4]
        names = { "www.example.com" = "10.0.0.1", "ö" = "10.0.0.2" }
        [[tftp]]
        on = "A"
        files = { "a b" = "line\nline\n", "c" = 0 }
        [[variant]]
        id = "v"
        title = { en = "a", zh = "b" }
        summary = { en = "a", zh = "b" }
        program = []
    "#;
    for text in lessons.chain([example(), odd.to_owned()]) {
        let file = read(&text);
        let written = file.to_toml();
        assert_eq!(read(&written), file, "{written}");
        assert_eq!(read(&written).to_toml(), written, "written twice");
    }
}

#[test]
fn the_example_of_the_documentation_runs_as_it_says() {
    let lesson = Lesson::parse(&example()).unwrap_or_else(|errors| panic!("{errors:?}"));
    assert!(lesson.is_scenario() && lesson.is_network());
    let scenario = lesson.scenario(None, &crate::Settings::default()).expect("possible");
    let recording = wireglass_sim::Recording::run(&scenario).expect("possible");
    let trace = recording.trace();
    // The page comes over, and every note finds its step.
    assert_eq!(lesson.notes(trace, true).len(), 3);
    let ended = trace.events().iter().find_map(|event| match event.what {
        wireglass_trace::What::TaskEnded { task, code } => {
            (trace.task(task).name.starts_with("curl")).then_some(code)
        }
        _ => None,
    });
    assert_eq!(ended, Some(0));
}
