//! Our judgement beside the patterns of other programs.

use regex::bytes::RegexBuilder;

/// A pattern as it stands in another program. `\w`, `\d` and `\b` are ASCII's, as in most of them.
#[derive(Clone, Copy)]
pub struct Pattern(pub &'static str);

impl Pattern {
    pub fn finds(self, text: &str) -> bool {
        self.capture(text, 0).is_some()
    }

    /// What a group of it holds; group 0 is the whole.
    pub fn capture(self, text: &str, group: usize) -> Option<String> {
        let pattern = RegexBuilder::new(self.0).unicode(false).build().unwrap();
        let found = pattern.captures(text.as_bytes())?.get(group)?;
        Some(String::from_utf8(found.as_bytes().to_vec()).unwrap())
    }
}

/// Holds a judgement of ours against a pattern. Each sample says whether theirs takes it, whether
/// ours does, and where these differ, why.
#[track_caller]
pub fn held_against(
    pattern: Pattern,
    ours: impl Fn(&str) -> bool,
    samples: &[(&str, bool, bool, &str)],
) {
    for (text, theirs, of_ours, why) in samples {
        assert_eq!(pattern.finds(text), *theirs, "theirs: {text:?}");
        assert_eq!(ours(text), *of_ours, "ours: {text:?}");
        assert_eq!(theirs == of_ours, why.is_empty(), "{text:?}: {why:?}");
    }
}

/// Shannon's entropy of a text's characters, in bits, which secret scanners want a least of.
pub fn entropy(text: &str) -> f64 {
    let share =
        |byte: u8| text.bytes().filter(|other| *other == byte).count() as f64 / text.len() as f64;
    (0..=u8::MAX).map(share).filter(|share| *share > 0.0).map(|share| -share * share.log2()).sum()
}
