//! A key copied in pieces: the id in one place, the secret in another, without their names.

use super::Export;
use super::collected::Collected;
use super::columns::Column;
use super::row::{Row, clean};
use super::text;
use crate::aws::{AccessKeyId, SecretAccessKey};

/// Takes the key of a text in which one word is an id and one word is a secret. More than one of
/// either would have to be matched by guessing, and so nothing is taken.
pub(super) fn read(text: &str, collected: &mut Collected) {
    let (mut id, mut secret) = (None, None);
    let words = text::lines(text)
        .flat_map(|(n, line)| line.split_whitespace().flat_map(parts).map(move |w| (n, w)));
    for (number, word) in words {
        let whole = clean(word);
        let half = if AccessKeyId::parse(&whole).is_ok() {
            &mut id
        } else if SecretAccessKey::parse(&*whole).is_ok_and(|secret| !secret.looks_like_a_hash()) {
            &mut secret
        } else {
            continue;
        };
        if half.replace((number, whole)).is_some() {
            return;
        }
    }
    if let (Some((line, id)), Some((_, secret))) = (id, secret) {
        let mut row = Row::at(line);
        row.set(Column::Id, id);
        row.set(Column::Secret, secret);
        collected.start_over();
        collected.export = Export::Text;
        collected.read_by_content = true;
        collected.row(row);
    }
}

/// Both halves of `id:secret`, as tools that mount S3 want them; any other word is one, without what
/// ends a part of a sentence.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    let both = word.split_once(':').filter(|(id, _)| AccessKeyId::parse(&clean(id)).is_ok());
    let (first, second) = match both {
        Some((id, secret)) => (id, Some(secret)),
        None => (word, None),
    };
    [Some(first), second].into_iter().flatten().map(|w| w.trim_end_matches([',', '.', ';', ':']))
}
