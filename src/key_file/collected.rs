//! What has been found in a file so far, and what the file comes to in the end.

use std::collections::BTreeMap;

use super::columns::Column;
use super::places::Places;
use super::row::{Outcome, Reason, Row};
use super::{Export, Key, KeyFile, Refusal, UnusableKey, file_name, other};
use crate::aws::AccessKeyId;
use crate::finding::{Code, Finding};

/// What has been found so far.
pub(super) struct Collected {
    pub(super) export: Export,
    keys: Vec<Key>,
    places: Places,
    /// The first row that holds no usable key, and its line.
    first_bad: Option<(Reason, usize)>,
    /// The first row in which nothing is even like a key: a remark below the table.
    first_remark: Option<(Reason, usize)>,
    /// What the names in the file belong to, if not to an access key.
    other: Option<Code>,
    /// Whether a half of a key stood where the file's headings or names put it.
    in_place: bool,
    bad_rows: usize,
    unusable: Vec<UnusableKey>,
    /// Where the first with an id stands in `unusable`.
    unusable_places: BTreeMap<AccessKeyId, usize>,
    rows_without_key: usize,
    conflicting_secrets: bool,
    /// Whether the file has a key file's headings.
    pub(super) headings: bool,
    pub(super) read_by_content: bool,
}

impl Collected {
    /// With room for the keys of a text of so many bytes, so that nothing has to move.
    pub(super) fn with_room(bytes: usize) -> Collected {
        // No row with an id and a secret is shorter.
        const SHORTEST_ROW: usize = 60;
        let rows = bytes / SHORTEST_ROW;
        Collected {
            export: Export::Table,
            keys: Vec::with_capacity(rows),
            places: Places::with_room(rows),
            first_bad: None,
            first_remark: None,
            other: None,
            in_place: false,
            bad_rows: 0,
            unusable: Vec::new(),
            unusable_places: BTreeMap::new(),
            rows_without_key: 0,
            conflicting_secrets: false,
            headings: false,
            read_by_content: false,
        }
    }

    /// Forgets what was said of rows: the text is read in another way.
    pub(super) fn start_over(&mut self) {
        self.first_bad = None;
        self.first_remark = None;
        self.bad_rows = 0;
        self.rows_without_key = 0;
        self.unusable.clear();
        self.unusable_places.clear();
    }

    pub(super) fn is_without_key(&self) -> bool {
        self.keys.is_empty()
    }

    /// Whether there is neither a key nor a place where one should be.
    pub(super) fn nothing_was_in_place(&self) -> bool {
        self.keys.is_empty() && !self.in_place && self.other.is_none()
    }

    /// Takes note of what a name in the file says the file is.
    pub(super) fn note_name(&mut self, column: Column) {
        match column {
            Column::SmtpUser | Column::SmtpPassword => self.other = Some(Code::FileSesSmtp),
            Column::ApiKey => self.other = Some(Code::FileBedrock),
            _ => {}
        }
    }

    pub(super) fn row(&mut self, row: Row<'_>) {
        let line = row.line();
        self.in_place |= row.has_key();
        match row.outcome() {
            Outcome::Key(key) => self.key(key),
            Outcome::Swapped(key) => {
                self.read_by_content = true;
                self.key(key);
            }
            Outcome::Nothing => self.rows_without_key += 1,
            Outcome::Bad(reason, key) => self.bad(reason, line, Some(key)),
        }
    }

    /// Counts a row without a usable key, and keeps what can be said of the key in it.
    pub(super) fn bad(&mut self, reason: Reason, line: usize, key: Option<UnusableKey>) {
        if let Some(key) = key.as_ref().filter(|key| key.is_a_remark()) {
            self.first_remark.get_or_insert((reason, line));
            self.rows_without_key += usize::from(key.user.is_some());
            return;
        }
        self.bad_rows += 1;
        self.first_bad.get_or_insert((reason, line));
        let Some(key) = key else { return };
        if let Ok(id) = key.id {
            let place = *self.unusable_places.entry(id).or_insert(self.unusable.len());
            if self.unusable.get(place).is_some_and(|known| known.secret == key.secret) {
                return;
            }
        }
        self.unusable.push(key);
    }

    /// Keeps a key, or adds what its twin doesn't know yet.
    pub(super) fn key(&mut self, key: Key) {
        match self.places.find_or_expect(&key.id, &self.keys) {
            None => self.keys.push(key),
            Some(place) => self.key_again(key, place),
        }
    }

    /// A key whose id is that of the key in `place`.
    #[cold]
    fn key_again(&mut self, key: Key, place: usize) {
        let twin = self
            .keys
            .iter_mut()
            .skip(place)
            .find(|known| known.id == key.id && known.secret == key.secret);
        if let Some(twin) = twin {
            twin.learn(key);
        } else {
            self.conflicting_secrets = true;
            self.keys.push(key);
        }
    }

    /// What it comes to. `text` is looked at once more where there is no key.
    pub(super) fn finish(mut self, text: &str, file_name: &str) -> Result<KeyFile, Refusal> {
        if self.keys.is_empty() {
            let finding = self.refusal(text);
            return Err(Refusal { finding, unusable: self.unusable });
        }
        self.hide_users_that_tell_a_secret();
        let of_root = is_root_file(file_name);
        if self.export == Export::AccessKeys && of_root {
            self.export = Export::RootKey;
        }
        let mut findings = Vec::new();
        if self.export.is_root() || of_root {
            findings.push(Finding::new(Code::FileRootKey));
        }
        if self.conflicting_secrets {
            findings.push(Finding::new(Code::FileConflictingSecrets));
        }
        if let Some((reason, line)) = self.first_bad {
            let reason = reason.finding(line);
            let of_field = reason.arguments.iter().find(|(name, _)| *name == "reason");
            findings.push(
                Finding::new(Code::FileRowsSkipped)
                    .with("count", self.bad_rows.to_string())
                    .with("line", line.to_string())
                    .with(
                        "reason",
                        of_field.map_or(reason.code.as_str(), |(_, code)| code.as_str()),
                    ),
            );
        }
        if self.rows_without_key > 0 {
            let count = self.rows_without_key.to_string();
            findings.push(Finding::new(Code::FileRowsWithoutKey).with("count", count));
        }
        if self.read_by_content {
            findings.push(Finding::new(Code::FileReadByContent));
        }
        let Collected { export, keys, unusable, .. } = self;
        Ok(KeyFile { export, keys, unusable, findings })
    }

    /// A row hides a user that tells its own secret. Where lines slipped, one may tell another row's:
    /// held against each other in files of as many keys as a person has.
    fn hide_users_that_tell_a_secret(&mut self) {
        const MANY: usize = 20;
        if self.keys.len() > MANY {
            return;
        }
        let Collected { keys, unusable, .. } = self;
        let told = |user: &str, keys: &[Key]| keys.iter().any(|key| key.secret.is_told_by(user));
        for place in 0..keys.len() {
            if keys[place].user().is_some_and(|user| told(user, keys)) {
                keys[place].hide_user();
            }
        }
        for other in unusable {
            other.user = other.user.take().filter(|user| !told(user, keys));
        }
    }

    /// What is said of a file without a usable key: what is wrong with the first that is like one,
    /// unless all that is wrong is that a half is missing and the text tells why.
    fn refusal(&self, text: &str) -> Finding {
        if let Some(code) = self.other {
            return Finding::new(code);
        }
        let first = self.first_bad.or(self.first_remark);
        let tells_little = first.is_none_or(|(reason, _)| reason.is_of_a_missing_half());
        let otherwise = || match first {
            Some((reason, line)) => reason.finding(line),
            None if self.headings => Finding::new(Code::FileNoUsableKey),
            None => Finding::new(Code::FileUnknown),
        };
        tells_little.then(|| other::what_it_is(text)).flatten().unwrap_or_else(otherwise)
    }
}

/// `rootkey.csv`, `rootkey (1).csv`: the one thing that tells today's file from a user's.
fn is_root_file(name: &str) -> bool {
    file_name::stem(name).eq_ignore_ascii_case("rootkey")
}
