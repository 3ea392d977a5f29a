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
//! The way of the bytes: nearly every file is `today`'s. Of any other, `text` decodes them; `json`,
//! `settings` or `table` (on `records`) takes them apart, and where nothing stands in its place,
//! `lines`. `columns` knows the headings, `row` judges one key, `halves` puts together what comes
//! piece by piece, and `collected` sums up, with `places` to find a key's twin. `other` says what a
//! text without any key is; `file_name` and `sign_in` know what else tells of a key. Nothing of the
//! file is copied but what must be, and each copy that may hold a secret is wiped.

mod collected;
mod columns;
pub(crate) mod file_name;
mod halves;
mod json;
mod lines;
mod other;
mod places;
mod records;
mod row;
mod settings;
mod sign_in;
mod table;
mod text;
mod today;

use std::fmt;

use collected::Collected;
use records::{BrokenQuotes, is_blank_char};
use text::NotText;

use crate::aws::{
    AccessKeyId, AccessKeyIdError, AccountId, Region, SecretAccessKey, SecretAccessKeyError,
};
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
    /// What stands in it like a key and can't be used, in the file's order.
    pub unusable: Vec<UnusableKey>,
    /// What there is to say of the file: rows left out, a root user's key, an example.
    pub findings: Vec<Finding>,
}

/// One access key of a file, and what the file says about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key {
    /// The public half.
    pub id: AccessKeyId,
    /// The secret half.
    pub secret: SecretAccessKey,
    /// What else the file says, which today's never does: apart, so that a key is small.
    about: Option<Box<About>>,
}

/// What a file says about a key beside its halves.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct About {
    user: Option<String>,
    account: Option<AccountId>,
    region: Option<Region>,
}

impl Key {
    fn new(id: AccessKeyId, secret: SecretAccessKey, about: About) -> Key {
        let about = (about != About::default()).then(|| Box::new(about));
        Key { id, secret, about }
    }

    /// The IAM user's name, if the file's content names it.
    pub fn user(&self) -> Option<&str> {
        self.about.as_ref()?.user.as_deref()
    }

    /// The account, where the file names it: in a sign-in link or a column of its own.
    pub fn account(&self) -> Option<&AccountId> {
        self.about.as_ref()?.account.as_ref()
    }

    /// The region, where the file has a column for it.
    pub fn region(&self) -> Option<&Region> {
        self.about.as_ref()?.region.as_ref()
    }

    /// Learns from the same key, found once more, what isn't known yet.
    fn learn(&mut self, twin: Key) {
        let Some(more) = twin.about else { return };
        let about = self.about.get_or_insert_default();
        about.user = about.user.take().or(more.user);
        about.account = about.account.or(more.account);
        about.region = about.region.take().or(more.region);
    }

    /// Forgets who the user is.
    fn hide_user(&mut self) {
        if let Some(about) = &mut self.about {
            about.user = None;
        }
    }
}

/// What stands where a key should and isn't a usable one. Holds nothing of a secret.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusableKey {
    /// The line in which it begins, counted from 1.
    pub line: usize,
    /// The IAM user's name, if the file's content names it.
    pub user: Option<String>,
    /// The public half, or what stands in its place.
    pub id: Result<AccessKeyId, AccessKeyIdError>,
    /// Whether the other half has a secret's form. Both halves may have theirs: a temporary key, or
    /// a row that gives two secrets, can't be used all the same.
    pub secret: Result<(), SecretAccessKeyError>,
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
    /// What `aws iam create-access-key` prints.
    CommandOutput,
    /// A text that gives the id and the secret on lines of their own.
    Text,
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
            Export::CommandOutput => "command_output",
            Export::Text => "text",
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
pub struct Refusal {
    finding: Finding,
    unusable: Vec<UnusableKey>,
}

impl Refusal {
    /// What it is called; the key of its texts.
    pub fn code(&self) -> Code {
        self.finding.code
    }

    /// What is said of it.
    pub fn finding(&self) -> &Finding {
        &self.finding
    }

    /// What is said of it.
    pub fn into_finding(self) -> Finding {
        self.finding
    }

    /// What stands in the file like a key, in the file's order; empty for a file that is none of
    /// keys at all.
    pub fn unusable(&self) -> &[UnusableKey] {
        &self.unusable
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
    understand(bytes, file_name).map_err(|refusal| Refusal {
        finding: refusal.finding.with("file", file_name),
        unusable: refusal.unusable,
    })
}

impl From<Finding> for Refusal {
    fn from(finding: Finding) -> Refusal {
        Refusal { finding, unusable: Vec::new() }
    }
}

fn understand(bytes: &[u8], file_name: &str) -> Result<KeyFile, Refusal> {
    if bytes.len() > LARGEST {
        let kib = bytes.len().div_ceil(1024);
        return Err(Finding::new(Code::FileTooLarge).with("kib", kib.to_string()).into());
    }
    let mut collected = Collected::with_room(bytes.len());
    if today::read(bytes, &mut collected).is_some() {
        return collected.finish("", file_name);
    }
    drop(collected);
    understand_any(bytes, file_name)
}

/// The general way, which takes whatever comes.
fn understand_any(bytes: &[u8], file_name: &str) -> Result<KeyFile, Refusal> {
    let text = text::decode(bytes).map_err(|not_text| {
        Finding::new(match not_text {
            NotText::Workbook => Code::FileWorkbook,
            NotText::Binary => Code::FileBinary,
        })
    })?;
    if text.chars().all(|c| is_blank_char(c) || ",;|\"'".contains(c)) {
        return Err(Finding::new(Code::FileEmpty).into());
    }
    if let Some(text) = text::out_of_a_mail(&text) {
        return understand_any(text.as_bytes(), file_name);
    }
    let mut collected = Collected::with_room(text.len());
    if json::is_json(&text) {
        json::read(&text, &mut collected).map_err(BrokenQuotes::finding)?;
        return collected.finish(&text, file_name);
    }
    if !table::has_headings(&text) && settings::is_settings(&text) {
        settings::read(&text, &mut collected).map_err(BrokenQuotes::finding)?;
    } else {
        table::read(&text, &mut collected)?;
    }
    if collected.nothing_was_in_place() {
        lines::read(&text, &mut collected);
    }
    collected.finish(&text, file_name)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::test_runner::{Config, RngSeed};

    use super::*;

    /// Today's file, mostly: a piece here and there may be another one.
    fn nearly_todays() -> impl Strategy<Value = String> {
        let line = prop_oneof![
            8 => Just("AKIARZPUZDIKKVKVKVKV,kfExampleSecretKeyForTests0000000000/+AB".to_owned()),
            4 => Just("AKIARTX3GSDS2VKVKVKV,kfExampleSecretKeyForTests1111111111/+AB".to_owned()),
            1 => Just("AKIARZPUZDIKKVKVKVKV,kfExampleSecretKeyForTests2222222222/+AB".to_owned()),
            1 => Just("AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned()),
            1 => Just(format!("AKIA{},{}", "X".repeat(16), "x".repeat(40))),
            2 => Just(String::new()),
            1 => "[AKI0-9,\"+/ ]{0,70}",
        ];
        let end = prop_oneof![6 => Just("\r\n"), 3 => Just("\n"), 1 => Just("\r"), 1 => Just("")];
        let mark = prop_oneof![1 => Just("\u{feff}"), 2 => Just("")];
        (mark, prop::collection::vec((line, end), 0..6)).prop_map(|(mark, lines)| {
            let mut text = format!("{mark}Access key ID,Secret access key\r\n");
            lines.iter().for_each(|(line, end)| text.extend([line, *end]));
            text
        })
    }

    proptest! {
        #![proptest_config(Config {
            cases: 2_000,
            rng_seed: RngSeed::Fixed(20261124),
            failure_persistence: None,
            ..Config::default()
        })]

        #[test]
        fn todays_file_is_read_straight_as_the_general_way_reads_it(text in nearly_todays()) {
            let straight = understand(text.as_bytes(), "rootkey.csv");
            let general = understand_any(text.as_bytes(), "rootkey.csv");
            prop_assert_eq!(format!("{straight:?}"), format!("{general:?}"));
            if let (Ok(straight), Ok(general)) = (straight, general) {
                prop_assert_eq!(straight.keys, general.keys);
            }
        }
    }
}
