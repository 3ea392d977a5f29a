//! The host in what people paste, and what stands around it.

use super::line::{in_line, pieces};
use super::other_names::{host_of_arn, host_of_page};
use super::{Normalised, RegistryHost, RegistryHostError, looks_alike, read};
use crate::aws::surroundings::is_quote;
use crate::aws::{AccessKeyId, AccessKeyIdError, AccountId, SecretAccessKey, is_invisible};
use crate::finding::Code;

/// What was wrong around a host. Each of these keeps Wave from ever matching it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// Blanks or invisible characters around or in it.
    Blanks,
    /// Quotes around it.
    Quotes,
    /// Brackets, commas or the like around it.
    Punctuation,
    /// A whole `docker pull`, `docker login` or `FROM` line, or any other words.
    Command,
    /// A repository's ARN.
    Arn,
    /// A page of the AWS console or of ECR's gallery.
    ConsoleUrl,
    /// `https://` or another scheme, even a broken one.
    Scheme,
    /// A user, or a user and a password, before an `@`.
    UserInfo,
    /// A slash, a repository, a tag or a digest behind it.
    Path,
    /// A port.
    Port,
    /// A dot behind it.
    TrailingDot,
    /// Capitals.
    Case,
    /// Dashes in the account.
    AccountDashes,
}

impl Change {
    /// What it is called.
    pub fn code(self) -> Code {
        match self {
            Change::Blanks => Code::RegistryBlanks,
            Change::Quotes => Code::RegistryQuotes,
            Change::Punctuation => Code::RegistryPunctuation,
            Change::Command => Code::RegistryCommand,
            Change::Arn => Code::RegistryArn,
            Change::ConsoleUrl => Code::RegistryConsoleUrl,
            Change::Scheme => Code::RegistryScheme,
            Change::UserInfo => Code::RegistryUserInfo,
            Change::Path => Code::RegistryPath,
            Change::Port => Code::RegistryPort,
            Change::TrailingDot => Code::RegistryTrailingDot,
            Change::Case => Code::RegistryCase,
            Change::AccountDashes => Code::RegistryAccountDashes,
        }
    }
}

/// The host in a text, or what the text is instead.
pub(super) fn find(given: &str) -> Normalised {
    let visible: String = given.chars().filter(|c| !is_invisible(*c)).collect();
    let text = visible.trim();
    if text.is_empty() {
        return Normalised::of(RegistryHostError::Empty);
    }
    let mut found = host_in(text);
    if found.mended().is_none()
        && let Some(error) = key_in(text)
    {
        return Normalised::of(error);
    }
    // Of what is no host at all it is idle to say what stands around it.
    if found.host == Err(RegistryHostError::NotHost) {
        return Normalised::of(RegistryHostError::NotHost);
    }
    // A line's blanks go with its words.
    let told = [Change::Blanks, Change::Command].iter().any(|told| found.changes.contains(told));
    if text != given && !told {
        found.changes.insert(0, Change::Blanks);
    }
    found
}

fn host_in(text: &str) -> Normalised {
    let (core, mut around) = unwrapped(text);
    let pieces = pieces(core);
    let found = match pieces.as_slice() {
        [] | [_] => in_piece(core),
        pieces => match in_torn_host(core) {
            Some(found) => found,
            None => return in_line(pieces),
        },
    };
    for change in found.changes {
        note(&mut around, change);
    }
    Normalised { host: found.host, changes: around }
}

/// A host with blanks in it, and nowhere else.
fn in_torn_host(text: &str) -> Option<Normalised> {
    let written = Written::of(text);
    if [written.scheme, written.user_info, written.tail].concat().contains(char::is_whitespace) {
        return None;
    }
    let whole: String = written.host.split_whitespace().collect();
    let mut found = Written { host: &whole, ..written }.read();
    found.mended()?;
    found.changes.insert(0, Change::Blanks);
    Some(found)
}

pub(super) fn in_piece(text: &str) -> Normalised {
    let changed = |change, host: Result<RegistryHost, RegistryHostError>| match host {
        // These say all that the change would.
        Err(RegistryHostError::Arn | RegistryHostError::ConsoleUrl) => {
            Normalised { host, changes: vec![] }
        }
        _ => Normalised { host, changes: vec![change] },
    };
    if let Some(host) = host_of_arn(text) {
        return changed(Change::Arn, host);
    }
    if let Some(host) = host_of_page(text) {
        return changed(Change::ConsoleUrl, host);
    }
    let mut found = Written::of(text).read();
    if found.host == Err(RegistryHostError::NotEcr) && looks_alike(&text.to_ascii_lowercase()) {
        found.host = Err(RegistryHostError::LookAlike);
    }
    found
}

const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('{', '}'), ('<', '>')];

/// A text without blanks, quotes, brackets and commas at its ends, and which of these there were.
/// A bracket that belongs to one further in, as in `<account>.dkr…`, is no end.
pub(super) fn unwrapped(text: &str) -> (&str, Vec<Change>) {
    let mut core = text;
    let mut changes = Vec::new();
    loop {
        let (inner, change) = if core != core.trim() {
            (core.trim(), Change::Blanks)
        } else if core.starts_with(is_quote) || core.ends_with(is_quote) {
            (core.trim_matches(is_quote), Change::Quotes)
        } else if let Some(inner) = unbracketed(core) {
            (inner, Change::Punctuation)
        } else {
            return (core, changes);
        };
        core = inner;
        note(&mut changes, change);
    }
}

fn unbracketed(text: &str) -> Option<&str> {
    let sentence = text.trim_end_matches('.');
    let closes = |c: char| is_quote(c) || BRACKETS.iter().any(|(_, close)| c == *close);
    if sentence != text && sentence.ends_with(closes) {
        return Some(sentence);
    }
    if let Some(inner) = text.strip_suffix([',', ';', '!']) {
        return Some(inner);
    }
    BRACKETS.iter().find_map(|(open, close)| {
        match (text.strip_prefix(*open), text.strip_suffix(*close)) {
            (Some(inner), Some(_)) => inner.strip_suffix(*close),
            (Some(inner), None) => (!inner.contains(*close)).then_some(inner),
            (None, Some(inner)) => (!inner.contains(*open)).then_some(inner),
            (None, None) => None,
        }
    })
}

pub(super) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_digit())
}

fn note(changes: &mut Vec<Change>, change: Change) {
    if !changes.contains(&change) {
        changes.push(change);
    }
}

/// A host as URLs and images' names write it.
struct Written<'t> {
    /// `https://`, with all slashes.
    scheme: &'t str,
    /// `AWS:token@`.
    user_info: &'t str,
    /// With a port, or with a tag whose repository is missing.
    host: &'t str,
    /// All that follows.
    tail: &'t str,
}

impl Written<'_> {
    fn of(text: &str) -> Written<'_> {
        let (scheme, rest) = text.split_at(length_of_schemes(text));
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let (user_info, host) = match authority.rfind('@') {
            // Behind an image's name an `@` begins its digest.
            Some(at) if is_digest(&authority[at + 1..]) => ("", &authority[..at]),
            Some(at) => authority.split_at(at + 1),
            None => ("", authority),
        };
        let tail = &rest[user_info.len() + host.len()..];
        Written { scheme, user_info, host, tail }
    }

    fn read(&self) -> Normalised {
        let mut changes = Vec::new();
        if !self.scheme.is_empty() {
            changes.push(Change::Scheme);
        }
        if !self.user_info.is_empty() {
            changes.push(Change::UserInfo);
        }
        if !self.tail.is_empty() {
            changes.push(Change::Path);
        }
        let mut found = Normalised { host: read_exactly(self.host, &mut changes), changes };
        if self.names_another() && found.mended().is_some() {
            found.host = Err(RegistryHostError::Several);
        }
        found
    }

    /// Whether what stands around the host may be the host that is meant. A repository's name may
    /// hold dots, as those of a pull-through cache do.
    fn names_another(&self) -> bool {
        let path_end = self.tail.find(['?', '#']).unwrap_or(self.tail.len());
        let (path, query) = self.tail.split_at(path_end);
        let behind_at = path.split_once('@').map(|(_, rest)| rest).unwrap_or_default();
        self.user_info.contains(['.', '\\'])
            || path.contains([',', ';', '|', '\\'])
            || query.contains('.')
            || behind_at.contains('.')
    }
}

fn is_digest(text: &str) -> bool {
    ["sha256:", "sha512:"].iter().any(|algorithm| text.starts_with(algorithm))
}

/// `https://`, twice over, with a slash or the colon lost, or only the slashes. A scheme with a dot
/// in it would be a host.
pub(super) fn length_of_schemes(text: &str) -> usize {
    let is_of_scheme = |c: char| c.is_ascii_alphanumeric() || c == '+' || c == '-';
    let mut rest = text;
    loop {
        let behind_name = rest.trim_start_matches(is_of_scheme);
        let name = &rest[..rest.len() - behind_name.len()];
        let behind = behind_name.trim_start_matches([':', '/']);
        let between = &behind_name[..behind_name.len() - behind.len()];
        let of_web = name.eq_ignore_ascii_case("https") || name.eq_ignore_ascii_case("http");
        let is_scheme = match name {
            "" => between.starts_with('/'),
            _ if of_web => !matches!(between, "" | "/"),
            // Behind another scheme this would be a host whose port is missing.
            _ => between.starts_with("://") && rest.len() == text.len(),
        };
        if !is_scheme {
            return text.len() - rest.len();
        }
        rest = behind;
    }
}

/// Reads a host with what clings to it straight: a port, a dot, capitals, dashes.
fn read_exactly(given: &str, changes: &mut Vec<Change>) -> Result<RegistryHost, RegistryHostError> {
    let (mut text, behind) = match given.rsplit_once(':') {
        Some((text, behind)) => (text, Some(behind)),
        None => (given, None),
    };
    match behind {
        None => {}
        // Elsewhere a port is part of the host.
        Some(port) if is_number(port) && is_label(text) => return Err(RegistryHostError::NotEcr),
        Some(port) if is_number(port) && is_elsewhere(text) => {}
        Some(port) if port.is_empty() || is_number(port) => note(changes, Change::Port),
        // A tag straight behind the host is a path that lost its repository.
        Some(tag) if is_tag(tag) => note(changes, Change::Path),
        Some(_) => return Err(RegistryHostError::NotHost),
    }
    let undotted = text.trim_end_matches('.');
    if undotted != text && !undotted.is_empty() {
        note(changes, Change::TrailingDot);
        text = undotted;
    }
    let mut host = text.to_owned();
    if host.bytes().any(|c| c.is_ascii_uppercase()) {
        note(changes, Change::Case);
        host.make_ascii_lowercase();
    }
    if let Some((account, rest)) = host.split_once('.')
        && account.len() == 14
        && let Ok(account) = AccountId::parse(account)
        && rest.starts_with("dkr")
    {
        note(changes, Change::AccountDashes);
        host = format!("{account}.{rest}");
    }
    read(&host)
}

/// `latest` or `1.21`. Behind a dot only a number may follow: `443.example.org` is no tag.
fn is_tag(text: &str) -> bool {
    let is_of_tag = |c: u8| c.is_ascii_alphanumeric() || b"._-".contains(&c);
    text.bytes().all(is_of_tag)
        && text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.split('.').skip(1).all(|part| part.starts_with(|c: char| c.is_ascii_digit()))
}

/// A name without a dot, as `localhost`, which only a port makes a host.
fn is_label(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|c| c.is_ascii_alphanumeric() || b"-_".contains(&c))
}

fn is_elsewhere(host: &str) -> bool {
    let host = host.to_ascii_lowercase();
    matches!(read(&host), Err(RegistryHostError::NotEcr | RegistryHostError::DockerHub))
}

/// A half of a key that stands anywhere in the text.
fn key_in(text: &str) -> Option<RegistryHostError> {
    let is_of_secret = |c: char| c.is_ascii_alphanumeric() || c == '+' || c == '/';
    if text.split(|c| !is_of_secret(c)).any(holds_secret) {
        return Some(RegistryHostError::Secret);
    }
    let is_key_id = |word: &str| {
        word.len() == 20
            && matches!(AccessKeyId::parse(word), Ok(_) | Err(AccessKeyIdError::Temporary))
    };
    text.split(|c: char| !c.is_ascii_alphanumeric())
        .any(is_key_id)
        .then_some(RegistryHostError::KeyId)
}

/// Whether a run of a secret's characters is one, or holds one between slashes.
fn holds_secret(run: &str) -> bool {
    let is_bound =
        |at: Option<usize>| at.is_none_or(|at| run.as_bytes().get(at).is_none_or(|c| *c == b'/'));
    (0..run.len()).any(|start| {
        let end = start + SecretAccessKey::LENGTH;
        is_bound(start.checked_sub(1))
            && is_bound(Some(end))
            && run.get(start..end).is_some_and(is_secret)
    })
}

/// An image's name has no capitals and a hash only one kind of letters; a secret without both kinds
/// is rarer than one in a million.
fn is_secret(word: &str) -> bool {
    SecretAccessKey::parse(word).is_ok()
        && word.bytes().any(|c| c.is_ascii_uppercase())
        && word.bytes().any(|c| c.is_ascii_lowercase())
}
