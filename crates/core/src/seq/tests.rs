use super::*;
use proptest::prelude::*;

#[test]
fn comparisons_across_the_wrap() {
    for (a, b, less) in [
        (0, 1, true),
        (1, 0, false),
        (5, 5, false),
        (u32::MAX, 0, true),
        (0, u32::MAX, false),
        (0xffff_fff0, 0x10, true),
        (0, 0x7fff_ffff, true),
        (0, 0x8000_0000, false),
        (0x8000_0000, 0, false),
    ] {
        assert_eq!(Seq(a).lt(Seq(b)), less, "{a} < {b}");
    }
}

proptest! {
    #[test]
    fn an_order_on_any_half_circle(start: u32, x in 0u32..0x7fff_ffff, y in 0u32..0x7fff_ffff) {
        let (a, b) = (Seq(start) + x, Seq(start) + y);
        prop_assert_eq!(a.lt(b), x < y);
        prop_assert_eq!(a.le(b), x <= y);
        prop_assert_eq!(a.gt(b), x > y);
        prop_assert_eq!(a.ge(b), x >= y);
        prop_assert_eq!(a.max(b), Seq(start) + x.max(y));
        prop_assert_eq!(a.min(b), Seq(start) + x.min(y));
        prop_assert_eq!(a - Seq(start), x);
    }

    #[test]
    fn a_window_holds_exactly_its_size(start: u32, size in 0u32..1_000_000, offset: u32) {
        prop_assert_eq!((Seq(start) + offset).within(Seq(start), size), offset < size);
    }
}
