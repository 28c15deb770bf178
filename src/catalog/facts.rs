//! The vocabulary of the facts: actions, events, flags, and how sure a fact is.
use super::layout::{fact, verdict};

/// What an integration can do with a provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Capability {
    /// Read records on a schedule or on request.
    Read,
    /// Create and update records.
    Write,
    /// Be told of changes.
    Subscribe,
    /// Pass requests through.
    Proxy,
}

impl Capability {
    /// All actions, in the order in which manifests usually have them.
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Subscribe, Self::Proxy];

    /// Its key in a manifest and in the data.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Subscribe => "subscribe",
            Self::Proxy => "proxy",
        }
    }
}

/// How much it weighs to go against a fact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Good to know.
    Info,
    /// Very likely not what is meant, or not certain.
    Warn,
    /// Refused.
    Error,
}

impl Weight {
    /// From the two bits of the tables.
    pub(super) const fn from_bits(bits: u16) -> Self {
        match bits & 0b11 {
            2 => Self::Error,
            1 => Self::Warn,
            _ => Self::Info,
        }
    }
}

/// An answer and how much it is to be trusted. Only [`Support::No`] is a ground for an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Support {
    /// It is so.
    Yes,
    /// One source says yes, another no.
    YesDoubted,
    /// Nobody says anything.
    Unknown,
    /// No, but only because a list does not name it, or against another source.
    NoDoubted,
    /// It is not so.
    No,
}

impl Support {
    /// The fact at position `index` of a word of facts.
    pub(super) const fn from_bits(bits: u16, index: u16) -> Self {
        let bits = bits >> (index * fact::BITS);
        let doubted = bits & (fact::INFERRED | fact::CONFLICT) != 0;
        match (bits & fact::ANSWER, doubted) {
            (fact::YES, false) => Self::Yes,
            (fact::YES, true) => Self::YesDoubted,
            (fact::NO, false) => Self::No,
            (fact::NO, true) => Self::NoDoubted,
            _ => Self::Unknown,
        }
    }

    /// Whether the answer is yes, doubted or not.
    #[must_use]
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes | Self::YesDoubted)
    }

    /// Whether the answer is no, doubted or not.
    #[must_use]
    pub const fn is_no(self) -> bool {
        matches!(self, Self::No | Self::NoDoubted)
    }

    /// The answer as the data has it: true, false or unknown.
    #[must_use]
    pub const fn answer(self) -> Option<bool> {
        match self {
            Self::Yes | Self::YesDoubted => Some(true),
            Self::Unknown => None,
            Self::No | Self::NoDoubted => Some(false),
        }
    }
}

/// What a connector was seen to do when it was asked for an object.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// It sends a request: the provider decides.
    Sent,
    /// It refuses by itself, before any request.
    Refused,
    /// It could not be tried, which says nothing.
    Untested,
}

impl Verdict {
    /// The verdict on `action` in a word of the tables; there are some on reading and writing only.
    pub(super) const fn from_bits(bits: u16, action: Capability) -> Option<Self> {
        let index = match action {
            Capability::Read => 0,
            Capability::Write => 1,
            Capability::Subscribe | Capability::Proxy => return None,
        };
        match bits >> (index * verdict::BITS) & 0b11 {
            verdict::SENT => Some(Self::Sent),
            verdict::REFUSED => Some(Self::Refused),
            verdict::UNTESTED => Some(Self::Untested),
            _ => None,
        }
    }

    /// Its word in the data.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Refused => "refused",
            Self::Untested => "untested",
        }
    }
}

/// What kind of provider or module it is, read off its name; [`Flag::Experimental`] is the provider's label.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Flag {
    /// A sandbox of another provider.
    Sandbox,
    /// A demonstration system of another provider.
    Demo,
    /// A test system of another provider.
    Test,
    /// A developers' system of another provider.
    Developer,
    /// An older form, kept for those who use it.
    Legacy,
    /// May still change.
    Experimental,
}

impl Flag {
    /// All flags.
    pub const ALL: [Self; 6] = [
        Self::Sandbox,
        Self::Demo,
        Self::Test,
        Self::Developer,
        Self::Legacy,
        Self::Experimental,
    ];

    /// Its word in the data.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Sandbox => "sandbox",
            Self::Demo => "demo",
            Self::Test => "test",
            Self::Developer => "developer",
            Self::Legacy => "legacy",
            Self::Experimental => "experimental",
        }
    }
}

/// The flags of a provider or module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Flags(pub(super) u16);

impl Flags {
    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `flag` is one of them.
    #[must_use]
    pub const fn contains(self, flag: Flag) -> bool {
        self.0 & (1 << flag as u16) != 0
    }

    /// Those there are.
    pub fn iter(self) -> impl Iterator<Item = Flag> {
        Flag::ALL.into_iter().filter(move |&flag| self.contains(flag))
    }
}

/// A standard event of a subscription.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StandardEvent {
    /// A record is created.
    Create,
    /// A record is updated.
    Update,
    /// A record is deleted.
    Delete,
    /// A record's associations change.
    AssociationChange,
}

impl StandardEvent {
    /// All standard events.
    pub const ALL: [Self; 4] = [Self::Create, Self::Update, Self::Delete, Self::AssociationChange];

    /// Its key in a manifest (the data leaves out the `Event` at its end).
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Create => "createEvent",
            Self::Update => "updateEvent",
            Self::Delete => "deleteEvent",
            Self::AssociationChange => "associationChangeEvent",
        }
    }
}

/// Some of the standard events.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct StandardEvents(pub(super) u16);

impl StandardEvents {
    /// From a word of the tables; `None` where nothing is known.
    pub(super) const fn from_bits(bits: u16) -> Option<Self> {
        if bits & super::layout::EVENTS_KNOWN == 0 {
            return None;
        }
        Some(Self(bits & !super::layout::EVENTS_KNOWN))
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether `event` is one of them.
    #[must_use]
    pub const fn contains(self, event: StandardEvent) -> bool {
        self.0 & (1 << event as u16) != 0
    }

    /// Those there are.
    pub fn iter(self) -> impl Iterator<Item = StandardEvent> {
        StandardEvent::ALL
            .into_iter()
            .filter(move |&event| self.contains(event))
    }
}

/// Who refuses an object name that is not in a module's list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Enforcement {
    /// Nobody before the request: the name goes into a URL as it is. Also where nothing is known.
    None,
    /// The provider's own interface, which may know more names than the list.
    Live,
    /// The list of URLs: an unlisted name fails.
    Schema,
    /// The connector's code: an unlisted name fails.
    Code,
}

impl Enforcement {
    /// From two bits of the tables.
    pub(super) const fn from_bits(bits: u16) -> Self {
        match bits & 0b11 {
            1 => Self::Live,
            2 => Self::Schema,
            3 => Self::Code,
            _ => Self::None,
        }
    }

    /// Its word in the data.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Live => "live",
            Self::Schema => "schema",
            Self::Code => "code",
        }
    }
}

/// Whether the case of ASCII letters matters in object names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum NameCase {
    /// It does.
    Sensitive,
    /// It does not.
    Insensitive,
    /// It does, but for the first letter.
    FirstLetter,
}

impl NameCase {
    /// From two bits of the tables.
    pub(super) const fn from_bits(bits: u16) -> Self {
        match bits & 0b11 {
            1 => Self::Insensitive,
            2 => Self::FirstLetter,
            _ => Self::Sensitive,
        }
    }

    /// Whether two names mean the same object.
    #[must_use]
    pub fn same(self, a: &str, b: &str) -> bool {
        match self {
            Self::Sensitive => a == b,
            Self::Insensitive => a.eq_ignore_ascii_case(b),
            Self::FirstLetter => match (a.as_bytes().split_first(), b.as_bytes().split_first()) {
                (Some((a, rest_a)), Some((b, rest_b))) => a.eq_ignore_ascii_case(b) && rest_a == rest_b,
                (a, b) => a == b,
            },
        }
    }
}
