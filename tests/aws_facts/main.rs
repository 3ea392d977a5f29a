//! What is known of AWS's own files, keys, accounts and registry hosts, a test for each fact: what
//! AWS documents, what other programs take for true, and what Wave does with it. Where ours differs
//! from another program on purpose, the test's name or its table says so.
//!
//! `files` and `bytes` are what the console hands out, `importer` and `other_parsers` who else
//! reads it; `keys` are ids and secrets, `accounts` what an id encodes, `hosts` and `regions` where
//! ECR is.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used, clippy::panic)]

mod accounts;
mod bytes;
mod files;
mod hosts;
mod importer;
mod keys;
mod other_parsers;
mod patterns;
mod regions;

use keyferry::finding::Code;
use keyferry::key_file::{self, Export, KeyFile, Refusal};

/// Of account 123456789012.
const ID: &str = "AKIARZPUZDIKKVKVKVKV";
/// Of account 111122223333.
const ID_2: &str = "AKIARTX3GSDS2VKVKVKV";
/// Of account 012345678901.
const ID_3: &str = "AKIAQFX64DQ22VKVKVKV";
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
const SECRET_2: &str = "kfExampleSecretKeyForTests1111111111/+AB";
const SECRET_3: &str = "kfExampleSecretKeyForTests2222222222/+AB";
/// What SES and CodeCommit hand out.
const MAIL_PASSWORD: &str = "BKfExampleMailPasswordForTests000000000/+ABC";

/// `text` with `{id}`, `{secret2}`, `{mail}` and so on filled in.
fn filled(text: &str) -> String {
    [
        ("{id}", ID),
        ("{id2}", ID_2),
        ("{id3}", ID_3),
        ("{secret}", SECRET),
        ("{secret2}", SECRET_2),
        ("{secret3}", SECRET_3),
        ("{mail}", MAIL_PASSWORD),
    ]
    .iter()
    .fold(text.to_owned(), |text, (name, value)| text.replace(name, value))
}

#[track_caller]
fn read(text: &str, file_name: &str) -> KeyFile {
    key_file::read(filled(text).as_bytes(), file_name).unwrap_or_else(|e| panic!("{e}: {text:?}"))
}

#[track_caller]
fn refusal(text: &str, file_name: &str) -> Refusal {
    key_file::read(filled(text).as_bytes(), file_name).unwrap_err()
}

/// A key as a test writes it: the user, the id, the secret, and the account that the file tells.
type Told<'k> = (Option<&'k str>, &'k str, &'k str, Option<&'k str>);

fn keys(file: &KeyFile) -> Vec<Told<'_>> {
    let told = file.keys.iter().map(|key| {
        let account = key.account().map(|account| account.as_str());
        (key.user(), key.id.as_str(), key.secret.expose(), account)
    });
    told.collect()
}

fn codes(file: &KeyFile) -> Vec<Code> {
    file.findings.iter().map(|finding| finding.code).collect()
}

/// That a file is read as `export`, with these keys, and that nothing else is said of it.
#[track_caller]
fn is_read(text: &str, file_name: &str, export: Export, expected: &[Told<'_>]) {
    is_read_and_said(text, file_name, export, expected, &[]);
}

/// That a file is read as `export`, with these keys, and that just this is said of it.
#[track_caller]
fn is_read_and_said(
    text: &str,
    file_name: &str,
    export: Export,
    expected: &[Told<'_>],
    said: &[Code],
) {
    let file = read(text, file_name);
    assert_eq!((file.export, keys(&file)), (export, expected.to_vec()), "{text:?}");
    assert_eq!(codes(&file), said, "{text:?}");
}

/// That a file is turned away by this name, and that nothing of a secret is told with it.
#[track_caller]
fn is_refused(text: &str, file_name: &str, code: Code) {
    let refusal = refusal(text, file_name);
    assert_eq!(refusal.code(), code, "{text:?}");
    let told = format!("{refusal:?} {refusal}");
    for secret in ["kfExampleSecret", "BKfExampleMail", "kf-Example-1", "QUJDQUJD"] {
        assert!(!told.contains(secret), "{told}");
    }
}

/// What the finding of a refusal names.
fn argument(refusal: &Refusal, name: &str) -> Option<String> {
    let arguments = &refusal.finding().arguments;
    arguments.iter().find(|(known, _)| *known == name).map(|(_, value)| value.clone())
}
