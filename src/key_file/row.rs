//! One key's row: what stands in it, and whether that is a key.

use zeroize::Zeroizing;

use super::columns::Column;
use super::records::{Cell, is_blank};
use super::{Key, UnusableKey};
use crate::aws::{
    AccessKeyId, AccessKeyIdError, AccountId, Region, SecretAccessKey, SecretAccessKeyError, bare,
    is_invisible,
};
use crate::finding::{Code, Finding};

/// What a row, a block of settings or one side of an upright table says of one key.
#[derive(Default)]
pub(super) struct Row<'t> {
    /// Where it begins, counted from 1.
    line: usize,
    id: Cell<'t>,
    secret: Cell<'t>,
    session_token: Cell<'t>,
    user: Cell<'t>,
    link: Cell<'t>,
    account: Cell<'t>,
    region: Cell<'t>,
    /// Whether two columns claim to be the id, or the secret, and differ.
    contradicts_itself: bool,
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
    /// The row has several ids or secrets, or an id without any secret.
    Unclear,
}

impl Reason {
    /// What is said when no row is better than this one.
    pub(super) fn finding(self, line: usize) -> Finding {
        let code = match self {
            Reason::Temporary => Code::FileTemporaryKey,
            Reason::MailPassword => Code::FileSesSmtp,
            Reason::Altered => Code::FileAltered,
            Reason::Unclear => Code::FileUnknown,
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

impl<'t> Row<'t> {
    /// An empty row that begins in `line`.
    pub(super) fn at(line: usize) -> Row<'t> {
        Row { line, ..Row::default() }
    }

    /// Puts a cell where it belongs; the first that isn't blank stays.
    pub(super) fn set(&mut self, column: Column, cell: Cell<'t>) {
        let place = match column {
            Column::Id => &mut self.id,
            Column::Secret => &mut self.secret,
            Column::SessionToken => &mut self.session_token,
            Column::User => &mut self.user,
            Column::SignInLink => &mut self.link,
            Column::Account => &mut self.account,
            Column::Region => &mut self.region,
            Column::Password
            | Column::SmtpUser
            | Column::SmtpPassword
            | Column::ApiKey
            | Column::CognitoUser
            | Column::GoogleKey
            | Column::CreationTime => return,
        };
        if is_blank(place) {
            *place = cell;
        } else if matches!(column, Column::Id | Column::Secret) && !is_blank(&cell) {
            self.contradicts_itself |= *clean(place) != *clean(&cell);
        }
    }

    pub(super) fn line(&self) -> usize {
        self.line
    }

    /// Whether it has a half of a key already, an id or a secret.
    pub(super) fn has(&self, column: Column) -> bool {
        match column {
            Column::Id => !is_blank(&self.id),
            Column::Secret => !is_blank(&self.secret),
            _ => false,
        }
    }

    /// Whether it has either half.
    pub(super) fn has_key(&self) -> bool {
        self.has(Column::Id) || self.has(Column::Secret)
    }

    /// Judges it.
    pub(super) fn outcome(&self) -> Outcome {
        let id = clean(&self.id);
        let secret = clean(&self.secret);
        if id.is_empty() && secret.is_empty() {
            return Outcome::Nothing;
        }
        if self.contradicts_itself {
            return self.bad(Reason::Unclear, &id, &secret);
        }
        if is_altered(&id) || is_altered(&secret) {
            return self.bad(Reason::Altered, &id, &secret);
        }
        let temporary = !is_blank(&self.session_token);
        let reason = match (AccessKeyId::parse(&id), SecretAccessKey::parse(&*secret)) {
            (Err(AccessKeyIdError::Temporary), _) => Reason::Temporary,
            (Err(AccessKeyIdError::Example), _) if id.starts_with("ASIA") => Reason::Temporary,
            (Ok(_), _) if temporary => Reason::Temporary,
            (Ok(id), Ok(secret)) => return Outcome::Key(self.key(id, secret)),
            (Err(AccessKeyIdError::Secret), Err(SecretAccessKeyError::AccessKeyId)) => {
                match (AccessKeyId::parse(&secret), SecretAccessKey::parse(&*id)) {
                    (Ok(id), Ok(secret)) => return Outcome::Swapped(self.key(id, secret)),
                    _ => Reason::Unclear,
                }
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
                user: user_name(&clean(&self.user)),
                id: AccessKeyId::parse(id),
                secret: SecretAccessKey::parse(secret).map(|_| ()),
            },
        )
    }

    fn key(&self, id: AccessKeyId, secret: SecretAccessKey) -> Key {
        let account = AccountId::parse(&self.account).ok();
        Key {
            user: user_name(&clean(&self.user)),
            id,
            secret,
            account: account.or_else(|| account_of_link(&clean(&self.link))),
            region: region(&clean(&self.region)),
        }
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

/// `#NAME?`, `#####`, `=…`, `'+…`: what spreadsheet programs show or save instead of a cell that
/// begins like a formula. No id or secret begins so.
fn is_altered(cell: &str) -> bool {
    cell.starts_with(['=', '#', '\'', '@'])
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

/// `https://123456789012.signin.aws.amazon.com/console`; with an alias there is none.
fn account_of_link(link: &str) -> Option<AccountId> {
    let (scheme, rest) = link.split_once(':')?;
    let host = rest.strip_prefix("//").filter(|_| scheme.starts_with("http"))?;
    let (account, rest) = host.split_once('.')?;
    let plain = account.len() == 12 && rest.starts_with("signin.");
    if plain { AccountId::parse(account).ok() } else { None }
}

/// The code in a region cell, which may have a place beside it: `Europe (Ireland) eu-west-1`.
fn region(cell: &str) -> Option<Region> {
    cell.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'))
        .find_map(|word| Region::parse(&word.to_ascii_lowercase()).ok())
}
