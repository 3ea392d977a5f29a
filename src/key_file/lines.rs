//! A key copied in pieces: the id on one line, the secret on another, with or without their names.

use super::Export;
use super::collected::Collected;
use super::columns::Column;
use super::row::{Row, clean};
use super::settings;
use crate::aws::{AccessKeyId, SecretAccessKey};

/// Takes the key of a text in which one line is an id and one line is a secret. More than one of
/// either would have to be matched by guessing, and so nothing is taken.
pub(super) fn read(text: &str, collected: &mut Collected) {
    let (mut id, mut secret) = (None, None);
    for (number, line) in settings::lines(text) {
        let whole = clean(line);
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
