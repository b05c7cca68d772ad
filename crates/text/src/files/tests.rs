use super::lesson_error;
use crate::Lang;
use wireglass_course::Lesson;

/// Each mistake is one sentence or two in both languages, and begins with its place.
#[test]
fn every_mistake_is_told_in_both_languages() {
    let text = "[[host]]\nname = \"A\"\naddress = \"10.0.0\"\n[[switch]]\nname = \"S\"\n\
                [[link]]\nends = [\"A\", \"T\"]\n[[link]]\nends = [\"A\"]\n";
    let errors = Lesson::parse(text).expect_err("mistakes");
    let lines = |lang: Lang| -> Vec<String> {
        errors.iter().map(|error| lesson_error(lang, error).plain()).collect()
    };
    assert_eq!(
        lines(Lang::En),
        [
            "Line 3, column 11: host[0].address cannot be 10.0.0. Write an address with the prefix \
             of its network, such as 10.0.1.10/24; or dhcp, rarp or none.",
            "Line 7, column 15: There is no host or device T.",
            "Line 9, column 8: A link is named by its two ends, such as PC A and Switch; here are 1.",
        ]
    );
    assert_eq!(lines(Lang::Zh).len(), 3);
    assert!(lines(Lang::Zh)[1].contains("没有名为"));
}
