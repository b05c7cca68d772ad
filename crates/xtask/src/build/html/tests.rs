use super::*;

fn names(html: &str) -> Result<String> {
    rewrite(html, |tag| {
        Ok(format!("[{} {}]", tag.name, tag.get("rel").or(tag.get("src")).unwrap_or_default()))
    })
}

#[test]
fn marked_tags_are_replaced_and_the_rest_is_kept() {
    let html = "<!doctype html><!-- <link data-trunk rel=\"no\"> --><p title=\"a > b\">x</p>\
                <link data-trunk rel=\"css\" href=a.css /><link rel=icon>\
                <script data-trunk src='b.js'>old()</script><script src=\"c.js\"></script>";
    assert_eq!(
        names(html).unwrap(),
        "<!doctype html><p title=\"a > b\">x</p>[link css]<link rel=icon>[script b.js]\
         <script src=\"c.js\"></script>"
    );
}

#[test]
fn a_tag_that_never_ends_is_told() {
    for html in ["<link data-trunk rel=\"css", "<!-- open", "<script data-trunk src=a.js>"] {
        assert!(names(html).is_err(), "{html}");
    }
}
