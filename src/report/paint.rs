//! Colours, for reports that people read.

use crate::diagnostic::Level;

/// What a piece of text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Ink {
    /// The name of a level and its rule.
    Level(Level),
    /// What matters most.
    Strong,
    /// The word before a piece of advice.
    Help,
    /// The word that all is well.
    Fine,
}

/// `text` in `ink`, when there is colour.
pub(super) fn paint(color: bool, ink: Ink, text: &str) -> String {
    let code = match ink {
        _ if !color => return text.to_owned(),
        Ink::Level(Level::Error) => "1;31",
        Ink::Level(Level::Warning) => "1;33",
        Ink::Level(Level::Info) => "1;36",
        Ink::Strong => "1",
        Ink::Help => "36",
        Ink::Fine => "32",
    };
    format!("\u{1b}[{code}m{text}\u{1b}[0m")
}
