//! Which file AWS handed out, and which keys are in it.
//!
//! [`read`] takes any bytes and answers with the keys or with a [`Refusal`] that says what the file
//! really is. It never guesses: a key comes out only when its id and its secret both have exactly
//! their form and it is clear that they belong together.
//!
//! ```
//! let file = "\u{feff}Access key ID,Secret access key\r\n\
//!     AKIARZPUZDIKKVKVKVKV,kfExampleSecretKeyForTests0000000000/+AB\r\n";
//! let file = keyferry::key_file::read(file.as_bytes(), "wave-ecr_accessKeys.csv")?;
//! assert_eq!(file.keys[0].id.as_str(), "AKIARZPUZDIKKVKVKVKV");
//!
//! let mail = "IAM User Name,Smtp Username,Smtp Password\njo,AKIARZPUZDIKKVKVKVKV,x\n";
//! let refusal = keyferry::key_file::read(mail.as_bytes(), "credentials.csv").unwrap_err();
//! assert_eq!(refusal.code().as_str(), "file_ses_smtp");
//! # Ok::<(), keyferry::key_file::Refusal>(())
//! ```
//!
//! The way of the bytes: `text` decodes them, `settings` or `table` (on `records`) takes them
//! apart, `columns` knows the headings, `row` judges one key, `collected` sums up. Nothing of the
//! file is copied but what must be, and each copy that may hold a secret is wiped.

mod collected;
mod columns;
mod records;
mod row;
mod settings;
mod table;
mod text;

use std::fmt;

use collected::Collected;
use records::{BrokenQuotes, is_blank};
use text::NotText;

use crate::aws::{AccessKeyId, AccountId, Region, SecretAccessKey};
use crate::finding::{Code, Finding};

/// The largest file that is read, in bytes: a thousand keys, where AWS gives a user two.
pub const LARGEST: usize = 64 * 1024;

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

    /// Whether its key belongs to the account's root user, who may do everything.
    pub fn is_root(self) -> bool {
        matches!(self, Export::RootKey | Export::LegacyRootKey)
    }
}

/// Why a file was turned away: one finding on [`Field::File`](crate::finding::Field::File), which
/// holds nothing of the file's content. Its arguments are `file` (the name), and where there is a
/// row to point at, `line` and `reason` (the code of what is wrong with the id or the secret).
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

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().as_str())
    }
}

impl std::error::Error for Refusal {}

/// Reads a key file, or a pasted text, of [`LARGEST`] bytes at most. `file_name` helps to tell a
/// root user's file; for a text it is empty.
pub fn read(bytes: &[u8], file_name: &str) -> Result<KeyFile, Refusal> {
    understand(bytes, file_name).map_err(|finding| Refusal(finding.with("file", file_name)))
}

fn understand(bytes: &[u8], file_name: &str) -> Result<KeyFile, Finding> {
    if bytes.len() > LARGEST {
        let kib = bytes.len().div_ceil(1024);
        return Err(Finding::new(Code::FileTooLarge).with("kib", kib.to_string()));
    }
    let text = text::decode(bytes).map_err(|not_text| {
        Finding::new(match not_text {
            NotText::Workbook => Code::FileWorkbook,
            NotText::Binary => Code::FileBinary,
        })
    })?;
    if is_blank(&text) {
        return Err(Finding::new(Code::FileEmpty));
    }
    let mut collected = Collected::with_room(text.len());
    if settings::is_settings(&text) {
        settings::read(&text, &mut collected).map_err(BrokenQuotes::finding)?;
    } else {
        table::read(&text, &mut collected)?;
    }
    collected.finish(file_name)
}
