use super::*;
use crate::lint;

#[test]
fn every_state_variable_and_timer_is_explained() {
    let en_zh = |tell: &dyn Fn(Lang) -> &'static str| (tell(Lang::En), tell(Lang::Zh));
    for state in State::ALL {
        let (en, zh) = en_zh(&|lang| state_help(lang, state));
        lint::sentence(en, zh, state.name());
        let (en, zh) = en_zh(&|lang| family_name(lang, state.family()));
        lint::translated(en, zh, state.name());
    }
    for variable in Variable::ALL {
        let (en, zh) = en_zh(&|lang| variable_name(lang, variable));
        lint::translated(en, zh, variable.name());
        let (en, zh) = en_zh(&|lang| variable_help(lang, variable));
        lint::sentence(en, zh, variable.name());
    }
    for timer in Timer::ALL {
        let (en, zh) = en_zh(&|lang| timer_name(lang, timer));
        lint::translated(en, zh, "timer");
        let (en, zh) = en_zh(&|lang| timer_help(lang, timer));
        lint::sentence(en, zh, "timer");
    }
}

#[test]
fn every_timer_says_what_it_will_do_in_every_state() {
    let after = Duration::from_millis(1500);
    for timer in Timer::ALL {
        for state in State::ALL {
            lint::sentences(|lang| timer_will(lang, timer, after, state, 0), state.name());
            let text = timer_will(Lang::En, timer, after, state, 0).plain();
            assert!(text.contains("1.5 s"), "{text}");
        }
    }
    let text = timer_will(Lang::En, Timer::Retransmission, after, State::SynSent, 1).plain();
    assert!(text.contains("sends the SYN again (attempt 3)"), "{text}");
}

#[test]
fn every_anomaly_and_error_is_explained() {
    for anomaly in Anomaly::ALL {
        let place = format!("{anomaly:?}");
        let names = Lang::ALL.map(|lang| anomaly_name(lang, anomaly));
        lint::translated(names[0], names[1], &place);
        let help = Lang::ALL.map(|lang| anomaly_help(lang, anomaly));
        lint::sentence(help[0], help[1], &place);
    }
    for error in Errno::ALL {
        let names = Lang::ALL.map(|lang| errno(lang, error));
        lint::translated(names[0], names[1], error.name());
        let help = Lang::ALL.map(|lang| errno_help(lang, error));
        lint::sentence(help[0], help[1], error.name());
    }
}
