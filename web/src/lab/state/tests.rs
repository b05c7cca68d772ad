use super::*;
use wireglass_core::addr::parse::ParseErrorKind;

fn lab(actions: impl IntoIterator<Item = Action>) -> Lab {
    actions.into_iter().fold(Lab::default(), |lab, action| lab.apply(action))
}

fn at(text: &str) -> Lab {
    lab([Action::Ask(text.to_owned())])
}

fn net(text: &str) -> Network {
    network(text).expect("a network")
}

/// A lab and its problems, by way of a link.
fn again(lab: &Lab) -> (Lab, Vec<Problem>) {
    let pairs: Vec<_> =
        lab.pairs().into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let mut problems = Vec::new();
    (Lab::from_pairs(&pairs, &mut problems), problems)
}

#[test]
fn what_is_typed_in_any_form_is_understood() {
    let table = [
        ("10.0.0.1/8", "10.0.0.1/8"),
        ("192.168.155.1 255.255.255.0", "192.168.155.1/24"),
        (" １９２．１６８．１．１／２４ ", "192.168.1.1/24"),
        ("10.0.0.1 0.0.0.255", "10.0.0.1/24"),
        // A bare address keeps the border where it is.
        ("10.20.30.40", "10.20.30.40/26"),
    ];
    for (typed, interface) in table {
        let lab = at(typed);
        assert_eq!(lab.interface.to_string(), interface, "{typed}");
        assert_eq!((lab.ask.as_str(), lab.error), (typed, None));
    }
}

#[test]
fn what_cannot_be_read_leaves_the_board_as_it_was_and_says_where() {
    let lab = at("10.0.300.1/24");
    assert_eq!(lab.interface, Lab::default().interface);
    let error = lab.error.clone().expect("300 is too large");
    assert!(matches!(error.kind, ParseErrorKind::OctetTooLarge { octet: 3, value: 300 }));
    assert_eq!(error.at, 5..8);
    // Moving the border writes what the board shows, and the complaint is gone.
    let moved = lab.apply(Action::Border(25));
    assert_eq!((moved.ask.as_str(), moved.error), ("192.168.155.77/25", None));
}

#[test]
fn the_border_stays_within_the_address() {
    let table = [(0, "192.168.155.77/0"), (32, "192.168.155.77/32"), (33, "192.168.155.77/32")];
    for (length, ask) in table {
        assert_eq!(lab([Action::Border(length)]).ask, ask);
    }
}

#[test]
fn bits_turn_over_from_the_left() {
    let table = [(0, "64.168.155.77/26"), (31, "192.168.155.76/26"), (25, "192.168.155.13/26")];
    for (place, ask) in table {
        let turned = lab([Action::Flip(place)]);
        assert_eq!(turned.ask, ask, "bit {place}");
        assert_eq!(turned.apply(Action::Flip(place)), Lab::default(), "and back");
    }
}

#[test]
fn the_working_is_stepped_and_closed() {
    let steps = |actions: &[Action]| lab(actions.iter().cloned()).step;
    let go = Action::Step;
    assert_eq!(steps(&[go(Go::Forward)]), Some(1), "the first step opens it");
    assert_eq!(steps(&[go(Go::Last), go(Go::Forward)]), Some(8), "it ends at the last");
    assert_eq!(steps(&[go(Go::Back)]), Some(7), "backwards from all that is shown");
    assert_eq!(steps(&[go(Go::First), go(Go::Back)]), Some(0));
    assert_eq!(steps(&[go(Go::Last), Action::Working(false)]), None);
}

#[test]
fn a_tree_is_split_and_joined() {
    let split = |text| Action::Split(net(text));
    let space = net("172.16.0.0/20");
    let leaves =
        |lab: &Lab| -> Vec<String> { lab.leaves(space).iter().map(ToString::to_string).collect() };
    let halves = lab([split("172.16.0.0/20")]);
    assert_eq!(leaves(&halves), ["172.16.0.0/21", "172.16.8.0/21"]);
    let quarter = halves.apply(split("172.16.8.0/21"));
    assert_eq!(leaves(&quarter), ["172.16.0.0/21", "172.16.8.0/22", "172.16.12.0/22"]);
    assert_eq!(quarter.apply(Action::Join(net("172.16.8.0/21"))), halves);
    assert_eq!(leaves(&quarter.apply(Action::Join(space))), ["172.16.0.0/20"]);
    // Another space forgets what no longer lies in it.
    let other = quarter.apply(Action::Type(Field::Space, "172.16.8.0/21".into()));
    assert_eq!(other.leaves(net("172.16.8.0/21")).len(), 2);
    let elsewhere = quarter.apply(Action::Type(Field::Space, "10.0.0.0/8".into()));
    assert_eq!(elsewhere.leaves(net("10.0.0.0/8")).len(), 1);
}

#[test]
fn a_tree_has_at_most_256_leaves() {
    let mask = |length| Mask::new(length).expect("at most 32");
    let space = net("172.16.0.0/20");
    let many = lab([Action::SplitInto(mask(28))]);
    assert_eq!(many.leaves(space).len(), MOST_LEAVES);
    assert_eq!(many.apply(Action::Split(net("172.16.0.0/28"))), many, "no more");
    assert_eq!(many.apply(Action::SplitInto(mask(29))), many);
    assert_eq!(many.apply(Action::SplitInto(mask(20))).leaves(space), [space]);
    let single =
        lab([Action::Type(Field::Space, "10.0.0.1/32".into()), Action::Split(net("10.0.0.1/32"))]);
    assert_eq!(single.leaves(net("10.0.0.1/32")).len(), 1, "a single address has no halves");
}

#[test]
fn a_link_holds_everything() {
    let full = lab([
        Action::Ask("10.1.2.3/13".into()),
        Action::Step(Go::Forward),
        Action::Map(Some(Shown::around(net("10.1.0.0/16")))),
        Action::Type(Field::Space, "10.0.0.0/16".into()),
        Action::Split(net("10.0.0.0/16")),
        Action::Split(net("10.0.128.0/17")),
        Action::Type(Field::Needs, "100 = a&b\n7".into()),
        Action::Type(Field::GatewayA, String::new()),
        Action::Type(Field::Port, "8080".into()),
        Action::Show(Tab::Plan),
    ])
    .framed(true);
    assert_eq!(again(&full), (full, Vec::new()));
    assert!(Lab::default().pairs().is_empty(), "nothing to say at first");
    assert_eq!(again(&Lab::default()), (Lab::default(), Vec::new()));
}

#[test]
fn a_link_with_a_wrong_address_shows_what_is_wrong() {
    let (lab, problems) = again(&at("1.2.3"));
    assert_eq!(lab.ask, "1.2.3");
    assert!(lab.error.is_some() && problems.is_empty());
}

#[test]
fn what_a_link_says_wrongly_is_told_and_left_out() {
    let table =
        [("tab", "nowhere"), ("step", "9"), ("map", "10.0.0.1/8"), ("split", "10.0.0.0/33")];
    for (name, value) in table {
        let mut problems = Vec::new();
        let lab = Lab::from_pairs(&[(name.to_owned(), value.to_owned())], &mut problems);
        assert_eq!((lab, problems.len()), (Lab::default(), 1), "{name}={value}");
    }
    // A split outside of the space is none.
    let mut problems = Vec::new();
    let pairs = [("split".to_owned(), "10.0.0.0/8".to_owned())];
    assert_eq!(Lab::from_pairs(&pairs, &mut problems), Lab::default());
}
