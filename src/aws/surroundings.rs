//! What clings to a value when it is copied: blanks, quotes, characters that can't be seen.

/// Whether a character takes no room on the screen: byte order marks, zero-width and direction
/// marks, soft hyphens. None of them is ever part of a key, an account or a host.
pub(crate) fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{2069}' | '\u{feff}'
    )
}

/// Without the blanks and invisible characters at both ends.
pub(crate) fn bare(text: &str) -> &str {
    text.trim_matches(|character: char| character.is_whitespace() || is_invisible(character))
}

/// Without blanks, invisible characters and quotes at both ends.
pub(super) fn unquoted(text: &str) -> &str {
    text.trim_matches(|character: char| {
        character.is_whitespace() || is_invisible(character) || is_quote(character)
    })
}

/// Straight, typographic and back quotes.
pub(super) fn is_quote(character: char) -> bool {
    matches!(character, '"' | '\'' | '`' | '\u{2018}'..='\u{201f}' | '\u{ab}' | '\u{bb}')
}
