//! Words that must be there, and numbers in them.

use super::*;

#[test]
fn every_label_has_words_in_both_languages() {
    for what in Panel::ALL {
        for lang in Lang::ALL {
            assert!(!panel(lang, *what).trim().is_empty(), "{what:?} in {lang:?}");
        }
    }
}

#[test]
fn one_is_not_many() {
    assert_eq!(not_tcp(Lang::En, 1).plain(), "1 packet is not TCP.");
    assert_eq!(not_tcp(Lang::En, 312).plain(), "312 packets are not TCP.");
    assert_eq!(not_tcp(Lang::Zh, 1).plain(), "1 个报文不是 TCP。");
    assert_eq!(more_problems(Lang::En, 1), "1 more problem");
}

#[test]
fn a_file_s_name_is_never_taken_for_emphasis() {
    let text = reading(Lang::En, "*a*`b`.pcap", 0, 0);
    assert_eq!(text.plain(), "Reading *a*`b`.pcap…");
    assert_eq!(text.spans().len(), 1);
}

#[test]
fn places_are_counted_in_bytes_and_bits() {
    assert_eq!(field_place(Lang::En, 34, 0, 16), "byte 34, 16 bits");
    assert_eq!(field_place(Lang::En, 47, 6, 1), "byte 47, bit 6, 1 bit");
    assert_eq!(field_place(Lang::Zh, 34, 0, 16), "第 34 字节起，16 位");
}
