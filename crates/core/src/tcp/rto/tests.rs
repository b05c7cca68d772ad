use super::*;
use crate::tcp::Profile;

fn ms(millis: u64) -> Duration {
    Duration::from_millis(millis)
}

/// RFC 6298 §2 worked through by hand, with bounds that do not interfere.
#[test]
fn numbers_of_rfc_6298() {
    let config = Config { rto_min: ms(1), ..Profile::Rfc.config() };
    let mut rto = Rto::new(&config);
    assert_eq!(rto.current, ms(1000));
    // R = 100: SRTT 100, RTTVAR 50, RTO 100 + 4 * 50.
    rto.measure(ms(100), &config);
    assert_eq!(rto.estimate, Some(Estimate { srtt: ms(100), rttvar: ms(50) }));
    assert_eq!(rto.current, ms(300));
    // R' = 180: RTTVAR 3/4 * 50 + 1/4 * 80 = 57.5; SRTT 7/8 * 100 + 1/8 * 180 = 110.
    rto.measure(ms(180), &config);
    let rttvar = Duration::from_micros(57_500);
    assert_eq!(rto.estimate, Some(Estimate { srtt: ms(110), rttvar }));
    assert_eq!(rto.current, ms(340));
    // The same again and again: RTTVAR dies down to the clock's granularity.
    for _ in 0..200 {
        rto.measure(ms(110), &config);
    }
    assert_eq!(rto.current.as_millis(), 111);
}

#[test]
fn bounds_and_back_off() {
    let config = Profile::Rfc.config();
    let mut rto = Rto::new(&config);
    rto.measure(ms(10), &config);
    assert_eq!(rto.current, ms(1000), "never below the minimum");
    let waits: Vec<_> = (0..8)
        .map(|_| {
            rto.back_off(&config);
            rto.current.as_secs()
        })
        .collect();
    assert_eq!(waits, [2, 4, 8, 16, 32, 60, 60, 60]);
    assert_eq!(rto.retries, 8);
}
