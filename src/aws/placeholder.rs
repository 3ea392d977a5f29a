//! What instructions and pages show in place of a key: `<your key>`, one letter over and over, stars.

/// Words that begin what a person is to fill in. No key drawn by chance has them, to one in 10^15.
const YOUR: &[&[u8]] = &[b"YOURACCESSKEY", b"YOURSECRET", b"YOURAWS"];

/// Whether all of a text is one character. A key drawn by chance never is.
#[inline(always)]
pub(super) fn is_one_character(text: &[u8]) -> bool {
    matches!(text, [first, second, ..] if first == second) && text.iter().all(|c| *c == text[0])
}

/// Whether a text without blanks begins with what says whose key belongs there.
#[inline(always)]
pub(super) fn says_your(text: &[u8]) -> bool {
    matches!(text.first(), Some(b'Y' | b'y')) && begins_with_your(text)
}

fn begins_with_your(text: &[u8]) -> bool {
    YOUR.iter()
        .any(|your| text.get(..your.len()).is_some_and(|front| front.eq_ignore_ascii_case(your)))
}

/// Whether a text stands in for a value: it is in brackets or names a variable, says whose value
/// belongs there, or is of the characters that hide one. Those may be followed by the word of the
/// button that would show it.
pub(super) fn stands_in(text: &str) -> bool {
    let in_brackets =
        [("<", ">"), ("${", "}"), ("{{", "}}"), ("$(", ")"), ("[", "]"), ("%", "%")].iter();
    let in_brackets = in_brackets
        .filter_map(|(open, close)| text.strip_prefix(open)?.strip_suffix(close))
        .any(|inside| !inside.is_empty());
    if in_brackets {
        return true;
    }
    // Compared as it comes, since it may be a secret: no copy is made.
    let holds = |what: &str| {
        text.as_bytes().windows(what.len()).any(|part| part.eq_ignore_ascii_case(what.as_bytes()))
    };
    let says_your = text.get(..4).is_some_and(|front| front.eq_ignore_ascii_case("your"))
        && ["key", "secret", "id"].into_iter().any(holds);
    let hidden = text.trim_end_matches(|c: char| c.is_alphabetic() && c != 'x' && c != 'X').trim();
    let hides = |c: char| matches!(c, '*' | '•' | '●' | 'x' | 'X' | '.' | '…' | '_' | '-');
    says_your
        || (text.len() >= 8 && is_one_character(text.as_bytes()))
        || (hidden.chars().count() >= 3 && hidden.chars().all(hides))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_for_a_value_is_known() {
        for text in [
            "<your key>",
            "<SECRET>",
            "${AWS_SECRET_ACCESS_KEY}",
            "{{ secret }}",
            "%KEY%",
            "[secret]",
            "YOUR_ACCESS_KEY_ID",
            "your secret access key",
            "xxxxxxxx",
            "AAAAAAAA",
            "XX-XX",
            "****************",
            "•••••• Show",
            "...",
        ] {
            assert!(stands_in(text), "{text}");
        }
        for text in ["", "x", "Show", "joe", "yourself", "kfExample", "<", "AKIARZPUZDIKKVKVKVKV"] {
            assert!(!stands_in(text), "{text}");
        }
    }
}
