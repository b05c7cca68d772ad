use super::*;

#[test]
fn a_url_path_names_a_file_below_the_root() {
    for (url_path, name) in [
        ("/", "index.html"),
        ("/icons/", "icons/index.html"),
        ("/wireglass-web_bg.wasm", "wireglass-web_bg.wasm"),
        ("/a%20b/%E7%BD%91.js", "a b/\u{7f51}.js"),
    ] {
        assert_eq!(file_name(url_path).as_deref(), Some(name), "{url_path}");
    }
}

#[test]
fn a_url_path_names_nothing_else() {
    for url_path in [
        "",
        "index.html",
        "//etc/passwd",
        "/../secret",
        "/a/../../secret",
        "/%2e%2e/secret",
        "/%2e%2e%2fsecret",
        "/..%5csecret",
        "/c:/secret",
        "/a//b",
        "/./a",
        "/%00",
        "/%",
        "/%4",
        "/%zz",
        "/%ff",
    ] {
        assert_eq!(file_name(url_path), None, "{url_path}");
    }
}

#[test]
fn entity_tags_tell_contents_apart() {
    assert_eq!(etag::of(b""), "\"cbf29ce484222325\"");
    assert_ne!(etag::of(b"a"), etag::of(b"b"));
}

#[test]
fn a_missing_directory_is_told_by_name() {
    let error = Assets::choose(Some(Path::new("no/such/page"))).unwrap_err();
    assert!(error.to_string().starts_with("cannot serve the directory no/such/page: "), "{error}");
}
