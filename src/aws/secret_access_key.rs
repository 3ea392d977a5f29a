use std::fmt;

use super::surroundings::unquoted;
use super::{access_key_id, alphabet, placeholder};
use crate::finding::{Code, Finding};

/// A base64 text of 33 bytes: an SES SMTP or a CodeCommit password.
const OTHER_PASSWORD_LENGTH: usize = 44;
/// `aws ecr get-login-password` answers with some two thousand characters.
const LOGIN_TOKEN_LENGTH: usize = 400;

/// The secret half of an access key: forty characters of `A-Za-z0-9+/`.
///
/// It is wiped from memory when it is dropped, can't be printed, and leaves only by
/// [`expose`](SecretAccessKey::expose). It stays where it is on the heap when it is moved, since each
/// move of the characters themselves would leave a copy behind.
#[derive(PartialEq, Eq)]
pub struct SecretAccessKey(Box<[u8; SecretAccessKey::LENGTH]>);

impl SecretAccessKey {
    /// How many characters every secret has.
    pub const LENGTH: usize = 40;

    /// Reads a secret exactly as it must stand in the form. The error says what is wrong with it
    /// and carries nothing of it.
    pub fn parse(text: impl AsRef<str>) -> Result<SecretAccessKey, SecretAccessKeyError> {
        let text = text.as_ref();
        let exact = text.as_bytes().try_into().ok().and_then(SecretAccessKey::exact);
        exact.ok_or_else(|| SecretAccessKeyError::of(text))
    }

    /// The same of the bytes of a file, where no error has to be told.
    pub(crate) fn exact(characters: &[u8; SecretAccessKey::LENGTH]) -> Option<SecretAccessKey> {
        is_secret(characters).then(|| SecretAccessKey::copy(characters))
    }

    /// Whether `text` is the beginning of a secret, and not all of it.
    pub fn is_begun(text: &str) -> bool {
        text.len() < SecretAccessKey::LENGTH && text.bytes().all(is_secret_character)
    }

    /// Copies from where the characters stand to the heap, without a stop in between.
    fn copy(characters: &[u8; SecretAccessKey::LENGTH]) -> SecretAccessKey {
        let copied: Box<[u8]> = characters.as_slice().into();
        // The length is right, so the other way is never taken.
        SecretAccessKey(copied.try_into().unwrap_or_else(|_| Box::new([0; _])))
    }

    /// Whether a text that will be shown has a part of this secret in it.
    pub fn is_told_by(&self, text: &str) -> bool {
        is_told(self.0.as_slice(), text)
    }

    /// The secret itself. Every use of this is a place where it leaves Keyferry's hands.
    pub fn expose(&self) -> &str {
        // Only ASCII ever gets in, so the default is never taken.
        str::from_utf8(self.0.as_slice()).unwrap_or_default()
    }

    /// How many characters it has: forty.
    #[allow(clippy::len_without_is_empty)] // It never is.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether it comes from AWS's documentation, whose secrets end in `EXAMPLEKEY`.
    pub fn is_example(&self) -> bool {
        // Most secrets are told apart by their last character.
        self.0.last() == Some(&b'Y') && self.0.ends_with(b"EXAMPLEKEY")
    }

    /// Whether it has only hexadecimal digits in small letters, as a Git commit has. A secret can
    /// be so by chance about once in 10^24.
    pub fn looks_like_a_hash(&self) -> bool {
        self.0.iter().all(|c| matches!(c, b'0'..=b'9' | b'a'..=b'f'))
    }

    /// Whether somebody could have made it up: it has no `+` and no `/`, and not all of capitals,
    /// small letters and digits. That is so of one secret in a few thousand.
    pub fn looks_made_up(&self) -> bool {
        let has = |kind: fn(&u8) -> bool| self.0.iter().any(kind);
        let mixed =
            has(u8::is_ascii_uppercase) && has(u8::is_ascii_lowercase) && has(u8::is_ascii_digit);
        !mixed && !has(|c| matches!(c, b'+' | b'/'))
    }

    /// What is odd about a secret that has the right form.
    pub fn doubt(&self) -> Option<Finding> {
        if self.is_example() {
            Some(Finding::new(Code::SecretExample))
        } else if self.looks_like_a_hash() {
            Some(Finding::new(Code::SecretHash))
        } else {
            None
        }
    }
}

impl Clone for SecretAccessKey {
    fn clone(&self) -> SecretAccessKey {
        SecretAccessKey::copy(&self.0)
    }
}

impl Drop for SecretAccessKey {
    fn drop(&mut self) {
        self.0.fill(0);
        // What nobody reads any more, the compiler would leave as it was.
        zeroize::optimization_barrier(&*self.0);
    }
}

impl fmt::Debug for SecretAccessKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SecretAccessKey(hidden)")
    }
}

/// Whether a text has a part of what is, or was meant to be, a secret.
pub(crate) fn is_told(secret: &[u8], by: &str) -> bool {
    /// So many characters in a row give it away; a person's or a file's name may share a few with it
    /// by chance.
    const TELLING: usize = 12;
    let shown = by.as_bytes();
    shown.len() >= TELLING
        && secret.windows(TELLING).any(|part| shown.windows(TELLING).any(|shown| shown == part))
}

/// Whether a stretch of a text is as long as a secret and hardly somebody's words.
pub fn holds_a_secret(text: &str) -> bool {
    text.split(|c: char| !(c.is_ascii() && is_secret_character(c as u8)))
        .filter_map(|stretch| SecretAccessKey::parse(stretch).ok())
        .any(|secret| !secret.looks_made_up())
}

/// Whether a text has exactly a secret's form.
pub(super) fn has_form(text: &str) -> bool {
    text.as_bytes().try_into().is_ok_and(is_secret)
}

fn is_secret(characters: &[u8; SecretAccessKey::LENGTH]) -> bool {
    alphabet::all_of(characters, alphabet::base64)
        && !placeholder::is_one_character(characters)
        && !placeholder::says_your(characters)
}

fn is_secret_character(character: u8) -> bool {
    character.is_ascii_alphanumeric() || character == b'+' || character == b'/'
}

/// What a text is instead of a secret access key. Holds lengths and places, never a character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecretAccessKeyError {
    /// Nothing there, or only blanks.
    Empty,
    /// A secret with blanks, quotes or invisible characters around it.
    Surrounded,
    /// The id, in the secret's place.
    AccessKeyId,
    /// 44 characters: a password that AWS made for SES mail or for CodeCommit.
    SesOrCodeCommit,
    /// `ABSK…`: a Bedrock API key.
    Bedrock,
    /// The answer of `aws ecr get-login-password`, good for twelve hours.
    LoginToken,
    /// What stands in for a secret in instructions, or on a page that hides it: `<your secret>`,
    /// `****************`.
    Placeholder,
    /// One of the documentation's secrets which hasn't even forty characters.
    Example,
    /// Not forty characters.
    Length {
        /// How many it has.
        found: usize,
    },
    /// Forty characters, but one which no secret has.
    Character {
        /// Where, counted from 1.
        position: usize,
    },
}

impl SecretAccessKeyError {
    fn of(text: &str) -> SecretAccessKeyError {
        let core = unquoted(text);
        if core.is_empty() {
            return SecretAccessKeyError::Empty;
        }
        if has_form(core) {
            return SecretAccessKeyError::Surrounded;
        }
        if access_key_id::has_form(core) {
            return SecretAccessKeyError::AccessKeyId;
        }
        if core.starts_with("ABSK") && core.len() > SecretAccessKey::LENGTH {
            return SecretAccessKeyError::Bedrock;
        }
        let base64 = core.bytes().all(|c| is_secret_character(c) || c == b'=');
        if base64 && core.len() == OTHER_PASSWORD_LENGTH {
            return SecretAccessKeyError::SesOrCodeCommit;
        }
        if core.len() >= LOGIN_TOKEN_LENGTH && core.starts_with("eyJ") {
            return SecretAccessKeyError::LoginToken;
        }
        if core.ends_with("EXAMPLEKEY") {
            return SecretAccessKeyError::Example;
        }
        if placeholder::stands_in(core) {
            return SecretAccessKeyError::Placeholder;
        }
        let found = core.chars().count();
        if found != SecretAccessKey::LENGTH {
            return SecretAccessKeyError::Length { found };
        }
        let wrong = core.chars().position(|c| !(c.is_ascii() && is_secret_character(c as u8)));
        SecretAccessKeyError::Character { position: wrong.map_or(1, |at| at + 1) }
    }

    /// What it is called.
    pub fn code(self) -> Code {
        match self {
            SecretAccessKeyError::Empty => Code::SecretEmpty,
            SecretAccessKeyError::Surrounded => Code::SecretSurrounded,
            SecretAccessKeyError::AccessKeyId => Code::SecretIsKeyId,
            SecretAccessKeyError::SesOrCodeCommit => Code::SecretOtherPassword,
            SecretAccessKeyError::Bedrock => Code::SecretBedrock,
            SecretAccessKeyError::LoginToken => Code::SecretLoginToken,
            SecretAccessKeyError::Placeholder => Code::SecretPlaceholder,
            SecretAccessKeyError::Example => Code::SecretExample,
            SecretAccessKeyError::Length { .. } => Code::SecretLength,
            SecretAccessKeyError::Character { .. } => Code::SecretCharacter,
        }
    }

    /// What is said of it, on the password.
    pub fn finding(self) -> Finding {
        let finding = Finding::new(self.code());
        match self {
            SecretAccessKeyError::Length { found } => finding.with("found", found.to_string()),
            SecretAccessKeyError::Character { position } => {
                finding.with("position", position.to_string())
            }
            _ => finding,
        }
    }
}

impl fmt::Display for SecretAccessKeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().as_str())
    }
}

impl std::error::Error for SecretAccessKeyError {}
