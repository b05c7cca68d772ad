//! Enums whose numbers an authority assigns.

/// Declares an enum over the registered numbers we name, with `Other` for the
/// rest, and conversions both ways that never lose a number.
macro_rules! numbered {
    (
        $(#[$meta:meta])*
        $name:ident: $int:ty { $( $(#[$doc:meta])* $variant:ident = $number:literal, )* }
    ) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub enum $name {
            $( $(#[$doc])* $variant, )*
            /// A number without a name here.
            Other($int),
        }

        impl $name {
            /// Every named one, in ascending order of number.
            pub const NAMED: &'static [Self] = &[ $( Self::$variant, )* ];

            /// The number on the wire.
            pub const fn number(self) -> $int {
                match self { $( Self::$variant => $number, )* Self::Other(number) => number }
            }
        }

        impl From<$int> for $name {
            fn from(number: $int) -> Self {
                match number { $( $number => Self::$variant, )* _ => Self::Other(number) }
            }
        }

        impl From<$name> for $int {
            fn from(value: $name) -> Self {
                value.number()
            }
        }
    };
}
pub(crate) use numbered;
