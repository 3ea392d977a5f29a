//! What a key file's name says, without what systems and browsers add to it.

/// The name without its folders, its endings and the number that browsers give to a second download:
/// `wave-ecr_accessKeys` of `Downloads/wave-ecr_accessKeys (1).csv`.
pub(crate) fn stem(file_name: &str) -> &str {
    let mut stem = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name).trim();
    loop {
        // Where endings are hidden, a file gets a second one.
        let shorter = without_number(without_ending(without_ending(stem, ".txt"), ".csv"));
        if shorter.len() == stem.len() {
            return stem;
        }
        stem = shorter;
    }
}

/// Without ` (1)`.
fn without_number(stem: &str) -> &str {
    let Some((before, number)) = stem.strip_suffix(')').and_then(|rest| rest.rsplit_once('('))
    else {
        return stem;
    };
    let is_number = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    if is_number { before.trim_end() } else { stem }
}

/// Without this ending, in capitals or not.
pub(crate) fn without_ending<'a>(text: &'a str, ending: &str) -> &'a str {
    let Some(start) = text.len().checked_sub(ending.len()) else { return text };
    match (text.get(..start), text.get(start..)) {
        (Some(before), Some(end)) if end.eq_ignore_ascii_case(ending) => before,
        _ => text,
    }
}
