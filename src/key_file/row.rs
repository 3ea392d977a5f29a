//! One key's row: what stands in it, and whether that is a key.

use zeroize::Zeroizing;

use super::columns::Column;
use super::records::{Cell, is_blank};
use super::{About, Key, UnusableKey, sign_in};
use crate::aws::{
    AccessKeyId, AccessKeyIdError, AccountId, Region, SecretAccessKey, SecretAccessKeyError, bare,
    is_invisible, is_told,
};
use crate::finding::{Code, Finding};

/// What a row, a block of settings or one side of an upright table says of one key.
#[derive(Default)]
pub(super) struct Row<'t> {
    /// Where it begins, counted from 1.
    line: usize,
    /// What stands under the columns that count, each in its [`place`].
    cells: [Cell<'t>; 7],
    /// Whether two columns claim to be the id, or the secret, and differ.
    contradicts_itself: bool,
}

/// Where a row keeps what stands under a column, if it counts.
fn place(column: Column) -> Option<usize> {
    match column {
        Column::Id => Some(0),
        Column::Secret => Some(1),
        Column::SessionToken => Some(2),
        Column::User => Some(3),
        Column::SignInLink => Some(4),
        Column::Account => Some(5),
        Column::Region => Some(6),
        Column::Password
        | Column::SmtpUser
        | Column::SmtpPassword
        | Column::ApiKey
        | Column::CognitoUser
        | Column::GoogleKey
        | Column::CreationTime => None,
    }
}

/// What a row comes to.
pub(super) enum Outcome {
    Key(Key),
    /// The two halves stood in each other's place, and only one order is possible.
    Swapped(Key),
    /// Neither half: a user without a key.
    Nothing,
    Bad(Reason, UnusableKey),
}

/// Why a row holds no usable key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Reason {
    /// The id isn't one, or is one of something else.
    Id(AccessKeyIdError),
    /// The secret isn't one.
    Secret(SecretAccessKeyError),
    /// The id is of a key that ends after some hours.
    Temporary,
    /// The id is right, the secret is a mail password.
    MailPassword,
    /// A spreadsheet program took a cell for a formula.
    Altered,
    /// One of the halves comes from AWS's documentation.
    Example,
    /// One of the halves only stands in for one.
    Placeholder,
    /// The user name and the token of `docker login`.
    LoginToken,
    /// There are several ids or secrets to choose from.
    Unclear,
}

impl Reason {
    /// Whether it says no more than that one half isn't there.
    pub(super) fn is_of_a_missing_half(self) -> bool {
        matches!(
            self,
            Reason::Secret(SecretAccessKeyError::Empty)
                | Reason::Id(AccessKeyIdError::Empty | AccessKeyIdError::Prefix)
        )
    }

    /// What is said when no row is better than this one.
    pub(super) fn finding(self, line: usize) -> Finding {
        let code = match self {
            Reason::Temporary => Code::FileTemporaryKey,
            Reason::MailPassword => Code::FileSesSmtp,
            Reason::Altered => Code::FileAltered,
            Reason::Example => Code::FileExampleKey,
            Reason::Placeholder => Code::FilePlaceholder,
            Reason::LoginToken => Code::FileLoginToken,
            Reason::Unclear => Code::FileAmbiguous,
            Reason::Id(AccessKeyIdError::OtherCloud { .. }) => Code::FileOtherCloud,
            Reason::Id(AccessKeyIdError::Bedrock) => Code::FileBedrock,
            Reason::Id(_) => Code::FileBadKeyId,
            Reason::Secret(SecretAccessKeyError::Bedrock) => Code::FileBedrock,
            Reason::Secret(_) => Code::FileBadSecret,
        };
        let finding = Finding::new(code).with("line", line.to_string());
        match self {
            Reason::Id(AccessKeyIdError::OtherCloud { cloud }) => finding.with("cloud", cloud),
            Reason::Id(error) => finding.with("reason", error.code().as_str()),
            Reason::Secret(error) => finding.with("reason", error.code().as_str()),
            _ => finding,
        }
    }
}

impl UnusableKey {
    /// Whether neither half is anything like one: a remark, a blank, what stands in for a key.
    pub(super) fn is_a_remark(&self) -> bool {
        use AccessKeyIdError as Id;
        use SecretAccessKeyError as Secret;
        let of_a_secret = match self.secret {
            Ok(()) => true,
            Err(Secret::Length { found }) => found.abs_diff(SecretAccessKey::LENGTH) < 10,
            Err(Secret::Empty | Secret::Placeholder) => false,
            Err(_) => true,
        };
        matches!(self.id, Err(Id::Prefix | Id::Empty | Id::Placeholder)) && !of_a_secret
    }
}

impl<'t> Row<'t> {
    /// An empty row that begins in `line`.
    pub(super) fn at(line: usize) -> Row<'t> {
        Row { line, ..Row::default() }
    }

    /// Puts a cell where it belongs; the first that isn't blank stays.
    pub(super) fn set(&mut self, column: Column, cell: Cell<'t>) {
        let Some(known) = place(column).and_then(|place| self.cells.get_mut(place)) else { return };
        if is_blank(known) {
            *known = cell;
        } else if matches!(column, Column::Id | Column::Secret) && !is_blank(&cell) {
            self.contradicts_itself |= *clean(known) != *clean(&cell);
        }
    }

    /// Where it begins, if its halves come one by one.
    pub(super) fn begins_at(&mut self, line: usize) {
        self.line = line;
    }

    /// Says that its halves may not belong together.
    pub(super) fn contradict(&mut self) {
        self.contradicts_itself = true;
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// Whether something stands under this column already.
    pub(super) fn has(&self, column: Column) -> bool {
        !is_blank(self.cell(column))
    }

    /// What stands under a column; nothing, if nothing does.
    fn cell(&self, column: Column) -> &str {
        place(column).and_then(|place| self.cells.get(place)).map_or("", |cell| cell)
    }

    /// Whether it has both halves.
    pub(super) fn is_whole(&self) -> bool {
        self.has(Column::Id) && self.has(Column::Secret)
    }

    /// Whether it has either half.
    pub(super) fn has_key(&self) -> bool {
        self.has(Column::Id) || self.has(Column::Secret)
    }

    /// Judges it.
    pub(super) fn outcome(&self) -> Outcome {
        let id = clean(self.cell(Column::Id));
        let secret = clean(self.cell(Column::Secret));
        if id.is_empty() && secret.is_empty() {
            return Outcome::Nothing;
        }
        if self.contradicts_itself {
            return self.bad(Reason::Unclear, &id, &secret);
        }
        if is_altered(&id) || is_altered(&secret) {
            return self.bad(Reason::Altered, &id, &secret);
        }
        if is_temporary(&id) || self.has(Column::SessionToken) {
            return self.bad(Reason::Temporary, &id, &secret);
        }
        let reason = match (AccessKeyId::parse(&id), SecretAccessKey::parse(&*secret)) {
            (Ok(id), Ok(secret)) if id.is_example() || secret.is_example() => Reason::Example,
            (Ok(id), Ok(secret)) => return Outcome::Key(self.key(id, secret)),
            (Err(AccessKeyIdError::Secret), Err(SecretAccessKeyError::AccessKeyId)) => {
                match (AccessKeyId::parse(&secret), SecretAccessKey::parse(&*id)) {
                    (Ok(id), Ok(secret)) => return Outcome::Swapped(self.key(id, secret)),
                    _ => Reason::Unclear,
                }
            }
            (Err(AccessKeyIdError::Example), _) | (_, Err(SecretAccessKeyError::Example)) => {
                Reason::Example
            }
            (Err(AccessKeyIdError::Placeholder), _)
            | (_, Err(SecretAccessKeyError::Placeholder)) => Reason::Placeholder,
            (Err(AccessKeyIdError::DockerLogin), Err(SecretAccessKeyError::LoginToken)) => {
                Reason::LoginToken
            }
            (Err(error), _) => Reason::Id(error),
            (Ok(_), Err(SecretAccessKeyError::SesOrCodeCommit)) => Reason::MailPassword,
            (Ok(_), Err(error)) => Reason::Secret(error),
        };
        self.bad(reason, &id, &secret)
    }

    fn bad(&self, reason: Reason, id: &str, secret: &str) -> Outcome {
        Outcome::Bad(
            reason,
            UnusableKey {
                line: self.line,
                user: self.user_beside(id, secret),
                id: AccessKeyId::parse(id),
                secret: match SecretAccessKey::parse(secret) {
                    Ok(secret) if secret.is_example() => Err(SecretAccessKeyError::Example),
                    Ok(_) => Ok(()),
                    Err(error) => Err(error),
                },
            },
        )
    }

    /// The user's name, unless it has a part of what stands in the cells of the key.
    fn user_beside(&self, id: &str, secret: &str) -> Option<String> {
        user_name(&clean(self.cell(Column::User)))
            .filter(|user| !is_told(secret.as_bytes(), user) && !is_told(id.as_bytes(), user))
    }

    fn key(&self, id: AccessKeyId, secret: SecretAccessKey) -> Key {
        let account = AccountId::parse(self.cell(Column::Account)).ok();
        let about = About {
            user: self.user_beside("", secret.expose()),
            account: account.or_else(|| sign_in::account(&clean(self.cell(Column::SignInLink)))),
            region: region(&clean(self.cell(Column::Region))),
        };
        Key::new(id, secret, about)
    }
}

/// Without what can't be seen, anywhere, and without blanks and quotes around. Each of these has
/// been copied along; none is ever part of a value.
pub(super) fn clean<'c>(cell: &'c str) -> Cell<'c> {
    let core = trimmed(cell);
    if core.is_ascii() || !core.contains(is_invisible) {
        return Cell::Borrowed(core);
    }
    let mut copy = Zeroizing::new(String::with_capacity(core.len()));
    copy.extend(core.chars().filter(|c| !is_invisible(*c)));
    Cell::Copied(copy)
}

/// Quotes in their pairs, those of word processors in several languages among them.
const QUOTES: &[(char, char)] =
    &[('"', '"'), ('\'', '\''), ('`', '`'), ('“', '”'), ('„', '“'), ('‘', '’'), ('«', '»')];

fn trimmed(cell: &str) -> &str {
    let core = bare(cell);
    // Quotes go in pairs only: Excel marks text with a single one in front, and that is damage.
    QUOTES
        .iter()
        .find_map(|(open, close)| core.strip_prefix(*open)?.strip_suffix(*close))
        .map_or(core, bare)
}

/// `ASIA…`, whatever may be wrong with the rest of it.
fn is_temporary(id: &str) -> bool {
    id.starts_with("ASIA") && id.len() >= 16
}

/// `#NAME?`, `#####`, `=…`, `'+…`, `Err:509`, `1.23457E+39`: what spreadsheet programs show or save
/// instead of a cell that begins like a formula, or like a number. No id or secret begins so.
fn is_altered(cell: &str) -> bool {
    cell.starts_with(['=', '#', '\'', '@']) || cell.starts_with("Err:") || is_rounded(cell)
}

/// A number with an exponent.
fn is_rounded(cell: &str) -> bool {
    let Some((digits, exponent)) = cell.split_once(['E', 'e']) else { return false };
    let is_digit = |c: char| c.is_ascii_digit();
    let mantissa = digits.strip_prefix('-').unwrap_or(digits);
    mantissa.starts_with(is_digit)
        && mantissa.chars().all(|c| is_digit(c) || matches!(c, '.' | ','))
        && exponent
            .strip_prefix(['+', '-'])
            .is_some_and(|e| !e.is_empty() && e.chars().all(is_digit))
}

/// A cell for a user's name, unless somebody put a secret there, or most of one.
fn user_name(cell: &str) -> Option<String> {
    const LONGEST: usize = 128;
    let usable = !cell.is_empty()
        && cell.chars().count() <= LONGEST
        && !cell.chars().any(char::is_control)
        && !may_hold_a_secret(cell);
    usable.then(|| cell.to_owned())
}

/// Whether a text has a run of a secret's characters which is as long as one, or nearly so with a
/// mark that names of IAM users hardly have.
fn may_hold_a_secret(text: &str) -> bool {
    const NEARLY: usize = 30;
    let runs = text.split(|c: char| !(c.is_ascii_alphanumeric() || c == '+' || c == '/'));
    runs.into_iter().any(|run| {
        run.len() >= SecretAccessKey::LENGTH || (run.len() >= NEARLY && run.contains(['+', '/']))
    })
}

/// The code in a region cell, which may have a place beside it: `Europe (Ireland) eu-west-1`.
fn region(cell: &str) -> Option<Region> {
    cell.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .find_map(|word| Region::parse(&word.to_ascii_lowercase()).ok())
}
