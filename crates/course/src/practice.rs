//! Practice without end: exercises on addresses, ports and bits, and what is wrong with an answer.
//!
//! An [`Exercise`] follows from four things and nothing else: kind, level, seed and
//! number. So a link that holds them is the same sheet for everybody, in the browser
//! and outside. It knows
//!
//! * what it shows ([`Question`]) and what it asks for ([`Ask`], one per field),
//! * how to read what people type ([`read`]): any usual form is accepted,
//! * whether that is exactly right, and if not *which mistake was made* ([`Mistake`]),
//! * the solution of exactly this question, as steps ([`Step`]).
//!
//! Everything is typed; the words are in the `text` crate.
//!
//! | module     | what it holds                                              |
//! |------------|------------------------------------------------------------|
//! | `rng`      | the generator that exercises are drawn with                |
//! | `answer`   | answers, and reading them                                  |
//! | `mistake`  | the mistakes that have a name                              |
//! | `step`     | the steps of solutions                                     |
//! | `compare`  | what several kinds look for in a wrong address or mask     |
//! | the others | one kind each: drawing, answering, judging, solving        |

mod answer;
mod binary;
mod class;
mod compare;
mod longest;
mod mask_for;
mod mistake;
mod ports;
mod rng;
mod same;
mod step;
mod subnet;
mod summary;
mod vlsm;

pub use answer::{Answer, Ask, Input, Side, Unreadable, read};
pub use binary::{Binary, Conversion};
pub use class::ClassOf;
pub use longest::{Longest, Row};
pub use mask_for::MaskFor;
pub use mistake::Mistake;
pub use ports::Ports;
pub use same::Same;
pub use step::Step;
pub use subnet::Subnet;
pub use summary::Summary;
pub use vlsm::Vlsm;
pub use wireglass_core::addr::ports::Kind as PortKind;
pub use wireglass_core::addr::{Class, Interface, Mask, Network};

use rng::Rng;

/// What is practised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The class of an address.
    Class,
    /// Network, broadcast address and range.
    Subnet,
    /// The mask for a number of hosts or subnets.
    MaskFor,
    /// Dividing a space among needs of different sizes.
    Vlsm,
    /// The shortest list of prefixes.
    Summary,
    /// Whether two hosts are in one network.
    SameNetwork,
    /// Which row of a routing table wins.
    LongestMatch,
    /// Decimal, binary and hexadecimal.
    Binary,
    /// Kinds and names of ports.
    Ports,
}

impl Kind {
    /// Every kind, in the order they are learnt. Sets hold the place in it: append only.
    pub const ALL: [Self; 9] = [
        Self::Binary,
        Self::Class,
        Self::Subnet,
        Self::MaskFor,
        Self::SameNetwork,
        Self::Vlsm,
        Self::Summary,
        Self::LongestMatch,
        Self::Ports,
    ];

    /// Its name in links.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Subnet => "subnet",
            Self::MaskFor => "mask",
            Self::Vlsm => "vlsm",
            Self::Summary => "summary",
            Self::SameNetwork => "same",
            Self::LongestMatch => "route",
            Self::Binary => "binary",
            Self::Ports => "ports",
        }
    }

    /// The kind with this name.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }
}

/// How hard it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// One step: whole octets, or the last octet only.
    #[default]
    First,
    /// As in an exam.
    Second,
    /// With every trap there is.
    Third,
}

impl Level {
    /// Every level.
    pub const ALL: [Self; 3] = [Self::First, Self::Second, Self::Third];

    /// Its number, from 1.
    pub const fn number(self) -> u8 {
        match self {
            Self::First => 1,
            Self::Second => 2,
            Self::Third => 3,
        }
    }

    /// The level with this number.
    pub fn from_number(number: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.number() == number)
    }
}

/// What an exercise shows.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Question {
    /// Of [`Kind::Class`].
    Class(ClassOf),
    /// Of [`Kind::Subnet`].
    Subnet(Subnet),
    /// Of [`Kind::MaskFor`].
    MaskFor(MaskFor),
    /// Of [`Kind::Vlsm`].
    Vlsm(Vlsm),
    /// Of [`Kind::Summary`].
    Summary(Summary),
    /// Of [`Kind::SameNetwork`].
    Same(Same),
    /// Of [`Kind::LongestMatch`].
    Longest(Longest),
    /// Of [`Kind::Binary`].
    Binary(Binary),
    /// Of [`Kind::Ports`].
    Ports(Ports),
}

/// What each kind of question can do.
trait Drill {
    /// Its fields, in order.
    fn asks(&self) -> Vec<Ask>;
    /// A right answer to one of them.
    fn answer(&self, ask: Ask) -> Answer;
    /// What is wrong with what was given for one of them; `given` holds all that could be read.
    /// `None` when it is right.
    fn mistake(&self, ask: Ask, answer: &Answer, given: &[Option<Answer>]) -> Option<Mistake>;
    /// The way to the answer.
    fn steps(&self) -> Vec<Step>;
}

impl Question {
    fn drill(&self) -> &dyn Drill {
        match self {
            Self::Class(one) => one,
            Self::Subnet(one) => one,
            Self::MaskFor(one) => one,
            Self::Vlsm(one) => one,
            Self::Summary(one) => one,
            Self::Same(one) => one,
            Self::Longest(one) => one,
            Self::Binary(one) => one,
            Self::Ports(one) => one,
        }
    }
}

/// A question with its place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Exercise {
    /// What it practises.
    pub kind: Kind,
    /// How hard it is.
    pub level: Level,
    /// What it shows.
    pub question: Question,
}

impl Exercise {
    /// Draws the exercise with this place: always the same one.
    pub fn new(kind: Kind, level: Level, seed: u32, number: u32) -> Self {
        let place = Kind::ALL.iter().position(|one| *one == kind).unwrap_or_default();
        let parts = [place as u64, level.number().into(), seed.into(), number.into()];
        let rng = &mut Rng::new(&parts);
        let question = match kind {
            Kind::Class => Question::Class(ClassOf::draw(level, rng)),
            Kind::Subnet => Question::Subnet(Subnet::draw(level, rng)),
            Kind::MaskFor => Question::MaskFor(MaskFor::draw(level, rng)),
            Kind::Vlsm => Question::Vlsm(Vlsm::draw(level, rng)),
            Kind::Summary => Question::Summary(Summary::draw(level, rng)),
            Kind::SameNetwork => Question::Same(Same::draw(level, rng)),
            Kind::LongestMatch => Question::Longest(Longest::draw(level, rng)),
            Kind::Binary => Question::Binary(Binary::draw(level, rng)),
            Kind::Ports => Question::Ports(Ports::draw(level, rng)),
        };
        Self { kind, level, question }
    }

    /// An exercise of any kind: the kinds come in an order that follows from the seed, each once
    /// in as many numbers as there are kinds.
    pub fn mixed(level: Level, seed: u32, number: u32) -> Self {
        let mut kinds = Kind::ALL;
        let (round, place) = (number / KINDS, number % KINDS);
        Rng::new(&[u64::MAX, level.number().into(), seed.into(), round.into()]).shuffle(&mut kinds);
        Self::new(kinds[place as usize], level, seed, number)
    }

    /// What it asks for, one per field.
    pub fn asks(&self) -> Vec<Ask> {
        self.question.drill().asks()
    }

    /// A right answer to each field.
    pub fn answers(&self) -> Vec<Answer> {
        let drill = self.question.drill();
        drill.asks().into_iter().map(|ask| drill.answer(ask)).collect()
    }

    /// Reads what was typed into the fields and judges it. Fields that are not there are empty.
    pub fn check<T: AsRef<str>>(&self, typed: &[T]) -> Verdict {
        let asks = self.asks();
        let read: Vec<Result<Answer, Unreadable>> = (0..asks.len())
            .map(|at| read(asks[at].input(), typed.get(at).map_or("", AsRef::as_ref)))
            .collect();
        let given: Vec<Option<Answer>> = read.iter().map(|one| one.clone().ok()).collect();
        let drill = self.question.drill();
        let fields = asks.iter().zip(read).map(|(ask, read)| match read {
            Err(Unreadable::Empty) => Judgement::Missing,
            Err(reason) => Judgement::Unreadable(reason),
            Ok(answer) => {
                drill.mistake(*ask, &answer, &given).map_or(Judgement::Right, Judgement::Wrong)
            }
        });
        Verdict { fields: fields.collect() }
    }

    /// The solution of exactly this question.
    pub fn solution(&self) -> Vec<Step> {
        self.question.drill().steps()
    }
}

/// How many kinds there are.
const KINDS: u32 = 9;
const _: () = assert!(KINDS as usize == Kind::ALL.len());

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Verdict {
    /// One for each field.
    pub fields: Vec<Judgement>,
}

impl Verdict {
    /// Whether all of it is right.
    pub fn is_right(&self) -> bool {
        self.fields.iter().all(|field| *field == Judgement::Right)
    }

    /// Whether every field could be read: only then does it count as a try.
    pub fn is_complete(&self) -> bool {
        let counts = |field| matches!(field, &Judgement::Right | &Judgement::Wrong(_));
        self.fields.iter().all(counts)
    }
}

/// What became of one field.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Judgement {
    /// Exactly right.
    Right,
    /// Nothing was typed.
    Missing,
    /// It is not an answer of the kind that is asked for.
    Unreadable(Unreadable),
    /// It is not right, and why.
    Wrong(Mistake),
}

#[cfg(test)]
mod tests;
