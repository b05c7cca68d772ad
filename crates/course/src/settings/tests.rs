use super::*;

#[test]
fn ids_are_unique_and_lead_back() {
    for setting in Setting::ALL {
        assert_eq!(Setting::from_id(setting.id()), Some(setting));
    }
    assert_eq!(Setting::from_id("no-such-setting"), None);
}

#[test]
fn every_stop_of_every_slider_is_a_value() {
    for setting in Setting::ALL {
        for stop in setting.stops() {
            let mut settings = Settings::default();
            assert_eq!(settings.set(setting.id(), stop), Ok(()), "{} = {stop}", setting.id());
            assert_eq!(settings.get(setting), Some(*stop));
        }
    }
}

#[test]
fn a_value_that_is_not_one_changes_nothing() {
    for (id, text, problem) in [
        ("delay", "40", ValueProblem::NotADuration),
        ("delay", "0ms", ValueProblem::NotInRange { min: 0, max: 60_000 }),
        ("msl", "2h", ValueProblem::NotADuration),
        ("loss", "200%", ValueProblem::NotAShare),
        ("bandwidth", "fast", ValueProblem::NotARate),
        ("mss", "0", ValueProblem::NotInRange { min: 1, max: 1460 }),
        ("mss", "65536", ValueProblem::NotInRange { min: 1, max: 1460 }),
        ("window", "-1", ValueProblem::NotInRange { min: 1, max: 65_535 }),
        ("isn-a", "4294967296", ValueProblem::NotInRange { min: 0, max: 4_294_967_295 }),
        ("profile", "windows", ValueProblem::NotOneOf(PROFILES)),
        ("arp", "yes", ValueProblem::NotOneOf(SWITCH)),
    ] {
        let setting = Setting::from_id(id).expect("there");
        let mut settings = Settings::default();
        let wanted = SettingProblem::Value { setting, text: text.to_owned(), problem };
        assert_eq!(settings.set(id, text), Err(wanted));
        assert!(settings.is_empty());
    }
    let mut settings = Settings::default();
    let unknown = SettingProblem::Unknown { id: "colour".to_owned() };
    assert_eq!(settings.set("colour", "red"), Err(unknown));
}

#[test]
fn what_is_set_can_be_read_back_from_the_scenario() {
    let lesson = crate::find("open-and-close").expect("built in");
    for setting in Setting::ALL {
        for stop in setting.stops() {
            let mut settings = Settings::default();
            settings.set(setting.id(), stop).expect("a stop");
            let scenario = lesson.scenario(None, &settings).expect("possible");
            assert_eq!(setting.read(&scenario), *stop, "{}", setting.id());
        }
    }
}
