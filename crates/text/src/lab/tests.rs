use super::*;
use crate::lint;
use wireglass_core::addr::parse::parse;

/// Labels that are names, and the same everywhere.
const SAME: [Lab; 3] = [Lab::Ipv6, Lab::Markdown, Lab::Csv];

fn interface(text: &str) -> Interface {
    parse(text).expect("an address").interface()
}

#[test]
fn every_label_is_in_both_languages() {
    for &label in Lab::ALL {
        let place = format!("{label:?}");
        let (en, zh) = (lab(Lang::En, label), lab(Lang::Zh, label));
        let plain = |lang, text| Markup::parse(lang, text).plain();
        let (en, zh) = (plain(Lang::En, en), plain(Lang::Zh, zh));
        if SAME.contains(&label) {
            assert_eq!(en, zh);
        } else {
            lint::translated(&en, &zh, &place);
        }
        assert_eq!(en.ends_with('.'), zh.ends_with('。'), "{place}");
    }
}

#[test]
fn rows_and_bits_have_names() {
    let all = [
        Quantity::Address,
        Quantity::Mask,
        Quantity::Wildcard,
        Quantity::Network,
        Quantity::HostPart,
        Quantity::Broadcast,
        Quantity::First,
        Quantity::Last,
    ];
    for what in all {
        let place = format!("{what:?}");
        lint::translated(quantity(Lang::En, what), quantity(Lang::Zh, what), &place);
        for link in [false, true] {
            let (en, zh) = (formula(Lang::En, what, link), formula(Lang::Zh, what, link));
            if !en.is_empty() {
                lint::translated(en, zh, &place);
            }
        }
        for place in [0, 8, 31] {
            let name = |lang| bit_name(lang, what, place, place < 8, place == 8);
            lint::translated(&name(Lang::En), &name(Lang::Zh), "bit");
        }
    }
    assert_eq!(
        bit_name(Lang::En, Quantity::Address, 25, true, true),
        "Address, bit 26 of 32: 64 in octet 4, network: 1"
    );
}

#[test]
fn the_block_size_is_explained_wherever_the_border_is() {
    for length in 0..=32 {
        for address in ["0.0.0.0", "192.168.155.77", "255.255.255.255"] {
            let text = format!("{address}/{length}");
            let told = |lang| why_block(lang, interface(&text));
            lint::sentences(told, &text);
        }
    }
    let plain = |text| why_block(Lang::En, interface(text)).plain();
    assert_eq!(
        plain("192.168.155.77/26"),
        "Why 64? In octet 4 the block size is 256 − 192 = 64, so networks begin there at 0, 64, 128, 192. 77 lies from 64 to 127."
    );
    assert!(plain("10.20.30.99/29").contains("at 0 … 88, 96, 104 … 248."));
    assert!(plain("10.20.30.3/29").contains("at 0, 8 … 248."));
    assert!(plain("10.20.30.255/31").contains("at 0 … 252, 254."));
    assert!(plain("10.20.30.40/24").starts_with("Why 30?"));
    assert!(plain("10.20.30.40/1").contains("at 0, 128."));
}

#[test]
fn classes_are_told_as_notes_have_them_and_as_they_are() {
    for address in ["10.0.0.1", "128.0.0.1", "200.0.0.1", "224.0.0.5", "250.0.0.1"] {
        for length in [8, 16, 24, 27] {
            let text = format!("{address}/{length}");
            lint::sentences(|lang| classic(lang, interface(&text)), &text);
        }
    }
    let plain = classic(Lang::En, interface("130.1.2.3/21")).plain();
    assert!(plain.contains("from 128.1.0.1 to 191.255.255.254"), "{plain}");
    assert!(plain.contains("give 128.0.0.0 to 191.255.255.255"), "{plain}");
}

#[test]
fn other_texts_with_something_to_fill_in() {
    let network = interface("10.0.0.0/8").network();
    let all: [&dyn Fn(Lang) -> String; 10] = [
        &|lang| optional(lang, Lab::Gateway),
        &|lang| border_name(lang, 26, 6),
        &|lang| side(lang, true, 26),
        &|lang| side(lang, false, 1),
        &|lang| working_step(lang, 3, 8, Quantity::Network),
        &|lang| map_cell(lang, network),
        &|lang| split_name(lang, network),
        &|lang| join_name(lang, network),
        &|lang| hosts(lang, 60),
        &|lang| line_number(lang, 3),
    ];
    for text in all {
        lint::translated(&text(Lang::En), &text(Lang::Zh), "filled in");
    }
    for none in [true, false] {
        let (en, zh) = (extra(Lang::En, "512", none), extra(Lang::Zh, "512", none));
        lint::sentence(&en, &zh, "extra");
    }
    let (en, zh) = (
        board_summary(Lang::En, interface("10.0.0.1/8")),
        board_summary(Lang::Zh, interface("10.0.0.1/8")),
    );
    lint::translated(&en, &zh, "summary");
    let errors = [
        RowError::Address(ParseErrorKind::Empty),
        RowError::HostBits(network),
        RowError::NoNextHop,
        RowError::Metric,
    ];
    for error in errors {
        lint::sentences(|lang| row_error(lang, &error), &format!("{error:?}"));
    }
    for row in &BESIDE {
        for (en, zh) in row.pick(Lang::En).into_iter().zip(row.pick(Lang::Zh)) {
            lint::both(en, zh, "beside");
        }
    }
}
