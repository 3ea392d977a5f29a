use std::fmt;

use serde::{Deserialize, Serialize};

use super::bare;
use crate::finding::{Code, Finding};

/// An AWS account: twelve digits, zeros in front included.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AccountId([u8; 12]);

impl AccountId {
    /// Reads twelve digits, or the console's `1234-5678-9012`; blanks around them don't matter.
    pub fn parse(text: &str) -> Result<AccountId, AccountIdError> {
        let text = bare(text);
        if text.is_empty() {
            return Err(AccountIdError::Empty);
        }
        let mut digits = [0; 12];
        let mut found = 0;
        let dashed = text.len() == 14;
        for (at, character) in text.chars().enumerate() {
            match character {
                '0'..='9' => {
                    if let Some(digit) = digits.get_mut(found) {
                        *digit = character as u8;
                    }
                    found += 1;
                }
                '-' if dashed && (at == 4 || at == 9) => {}
                _ => return Err(AccountIdError::Character { position: at + 1 }),
            }
        }
        if found == digits.len() {
            Ok(AccountId(digits))
        } else {
            Err(AccountIdError::Length { found })
        }
    }

    /// The account with this number, if it has twelve digits at most.
    pub(super) fn from_number(mut number: u64) -> Option<AccountId> {
        let mut digits = [b'0'; 12];
        for digit in digits.iter_mut().rev() {
            *digit += (number % 10) as u8;
            number /= 10;
        }
        (number == 0).then_some(AccountId(digits))
    }

    /// The twelve digits.
    pub fn as_str(&self) -> &str {
        // Only digits ever get in, so the default is never taken.
        str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for AccountId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AccountId({self})")
    }
}

impl From<AccountId> for String {
    fn from(account: AccountId) -> String {
        account.to_string()
    }
}

impl TryFrom<String> for AccountId {
    type Error = AccountIdError;

    fn try_from(text: String) -> Result<AccountId, AccountIdError> {
        AccountId::parse(&text)
    }
}

/// Why a text is no account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountIdError {
    /// Nothing there.
    Empty,
    /// Digits only, but not twelve.
    Length {
        /// How many there are.
        found: usize,
    },
    /// Something else than a digit.
    Character {
        /// Where, counted from 1.
        position: usize,
    },
}

impl AccountIdError {
    /// What it is called.
    pub fn code(self) -> Code {
        match self {
            AccountIdError::Empty => Code::AccountEmpty,
            AccountIdError::Length { .. } => Code::AccountLength,
            AccountIdError::Character { .. } => Code::AccountCharacter,
        }
    }

    /// What is said of it, on the registry server, where accounts stand.
    pub fn finding(self) -> Finding {
        let finding = Finding::new(self.code());
        match self {
            AccountIdError::Empty => finding,
            AccountIdError::Length { found } => finding.with("found", found.to_string()),
            AccountIdError::Character { position } => {
                finding.with("position", position.to_string())
            }
        }
    }
}

impl fmt::Display for AccountIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().as_str())
    }
}

impl std::error::Error for AccountIdError {}
