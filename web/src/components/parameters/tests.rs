use super::{magnitude, stops};
use wireglass_course::Setting;

#[test]
fn a_value_between_two_stops_gets_a_stop_of_its_own() {
    let stops = stops(Setting::Delay, "55ms");
    let at = stops.iter().position(|stop| stop == "55ms").unwrap();
    assert_eq!(stops[at - 1], "40ms");
    assert_eq!(stops[at + 1], "80ms");
}

#[test]
fn stops_are_in_order_by_magnitude() {
    for setting in Setting::ALL {
        let stops = setting.stops();
        if matches!(setting.kind(), wireglass_course::Kind::Choice(_)) {
            continue;
        }
        assert!(
            stops.windows(2).all(|pair| magnitude(pair[0]) < magnitude(pair[1])),
            "{setting:?}"
        );
    }
}
