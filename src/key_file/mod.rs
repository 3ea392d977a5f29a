//! Which file AWS handed out, and which keys are in it.

use crate::aws::{AccessKeyId, AccountId, Region, SecretAccessKey};
use crate::finding::{Code, Finding};

/// A key file that was understood, with at least one key in it.
#[derive(Debug)]
pub struct KeyFile {
    /// Which of AWS's files it is.
    pub export: Export,
    /// Its keys, in the file's order, each once; at least one.
    pub keys: Vec<Key>,
    /// What there is to say of the file: rows left out, a root user's key, an example.
    pub findings: Vec<Finding>,
}

/// One access key of a file, and what the file says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The IAM user's name, if the file's content names it.
    pub user: Option<String>,
    /// The public half.
    pub id: AccessKeyId,
    /// The secret half.
    pub secret: SecretAccessKey,
    /// The account, where the file names it: in a sign-in link or a column of its own.
    pub account: Option<AccountId>,
    /// The region, where the file has a column for it.
    pub region: Option<Region>,
}

/// Which of the files that hold usable keys it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Export {
    /// `<user>_accessKeys.csv`: what IAM hands out today.
    AccessKeys,
    /// `new_user_credentials.csv`: the user wizard's, 2017 to 2022, a row for each user.
    UserCredentials,
    /// `credentials.csv`: IAM's until 2016.
    LegacyCredentials,
    /// `rootkey.csv` of today.
    RootKey,
    /// `rootkey.csv` with `AWSAccessKeyId=`.
    LegacyRootKey,
    /// A block of `~/.aws/credentials`.
    Profile,
    /// `AWS_ACCESS_KEY_ID=…` lines for a shell.
    Environment,
    /// A table that somebody arranged.
    Table,
}

impl Export {
    /// Its name in data.
    pub fn as_str(self) -> &'static str {
        match self {
            Export::AccessKeys => "access_keys",
            Export::UserCredentials => "user_credentials",
            Export::LegacyCredentials => "legacy_credentials",
            Export::RootKey => "root_key",
            Export::LegacyRootKey => "legacy_root_key",
            Export::Profile => "profile",
            Export::Environment => "environment",
            Export::Table => "table",
        }
    }
}

/// Why a file was turned away: one finding on [`Field::File`](crate::finding::Field::File), which
/// holds nothing of the file's content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal(Finding);

impl Refusal {
    /// What it is called; the key of its texts.
    pub fn code(&self) -> Code {
        self.0.code
    }

    /// What is said of it.
    pub fn finding(&self) -> &Finding {
        &self.0
    }

    /// What is said of it.
    pub fn into_finding(self) -> Finding {
        self.0
    }
}

/// Reads a key file. `file_name` helps to tell a root user's file; it may be empty.
pub fn read(bytes: &[u8], file_name: &str) -> Result<KeyFile, Refusal> {
    let _ = bytes;
    Err(Refusal(Finding::new(Code::FileEmpty).with("file", file_name)))
}
