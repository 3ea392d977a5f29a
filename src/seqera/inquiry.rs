//! What Seqera is asked while a form is filled, and what its answers mean for the fields: [`Inquiry`].
//!
//! Every call is a `GET` of Platform's API on the page's own origin, made by the content script with the
//! session of whoever sits there. Nothing that is asked holds a key, and nothing is written.

use super::answers::{Credentials, UserInfo, Workspaces, whole};
use super::stored::{First, Stored};
use super::{ServiceInfo, Workspace};
use crate::aws::{AccessKeyId, RegistryHost};
use crate::credential::CredentialName;
use crate::finding::{Code, Finding, Severity};
use crate::json::Json;
use serde::Deserialize;

/// Names that were asked about are remembered up to so many.
const MOST_NAMES: usize = 20;
/// How long a list of credentials, or what was said of a name, holds, in milliseconds: whoever pressed
/// **Add** meanwhile has changed both.
const HOLDS_MS: u64 = 10_000;
/// How long it holds that something couldn't be told, in milliseconds.
const TROUBLE_MS: u64 = 5_000;

/// One question to Platform's API.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Call {
    /// Whether Wave is on.
    Service,
    /// Who is signed in.
    User,
    /// Which workspaces there are.
    Workspaces,
    /// Which credentials the workspace has.
    Credentials,
    /// Whether a name is free.
    Name(String),
}

/// What the content script brings back of a call.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(target_arch = "wasm32", derive(tsify::Tsify))]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// The path that was asked for.
    pub path: String,
    /// The HTTP status; 0 without an answer, 1 without one in time.
    pub status: u16,
    /// The body, as text.
    #[serde(default)]
    #[cfg_attr(target_arch = "wasm32", tsify(optional))]
    pub body: String,
}

/// Why something isn't known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Trouble {
    SignedOut,
    MayNotAdd,
    TooOld,
    TooOften,
    Broken,
    TimedOut,
    Unreachable,
    NotSeqera,
    NoWorkspace,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum NameIs {
    Free,
    Taken,
    Refused,
}

/// What is known of something. It counts until something newer is known: see [`Known::is_due`].
#[derive(Debug, Clone, Default)]
enum Known<T> {
    #[default]
    Unasked,
    /// Known since then, in milliseconds.
    Is(T, u64),
    /// Known since then why it isn't.
    Not(Trouble, u64),
}

impl<T> Known<T> {
    fn get(&self) -> Option<&T> {
        match self {
            Known::Is(value, _) => Some(value),
            Known::Unasked | Known::Not(..) => None,
        }
    }

    fn trouble(&self) -> Option<Trouble> {
        match self {
            Known::Not(trouble, _) => Some(*trouble),
            Known::Unasked | Known::Is(..) => None,
        }
    }

    /// Whether it is to be asked, for the first time or again: what is known holds for `holds_ms`, if it
    /// ends at all. A clock that was set back makes it due, too.
    fn is_due(&self, now_ms: u64, holds_ms: Option<u64>) -> bool {
        let is_over = |since: u64, holds_ms| now_ms < since || now_ms - since > holds_ms;
        match (self, holds_ms) {
            (Known::Unasked, _) => true,
            (Known::Is(..), None) => false,
            (Known::Is(_, since), Some(holds_ms)) => is_over(*since, holds_ms),
            (Known::Not(_, since), _) => is_over(*since, TROUBLE_MS),
        }
    }

    fn of(told: Result<T, Trouble>, now_ms: u64) -> Known<T> {
        match told {
            Ok(value) => Known::Is(value, now_ms),
            Err(trouble) => Known::Not(trouble, now_ms),
        }
    }
}

/// What Platform has said so far on one page's workspace.
#[derive(Debug, Clone, Default)]
pub struct Inquiry {
    /// The page's path, down to the workspace.
    base: String,
    place: Option<Workspace>,
    wave: Known<bool>,
    user: Known<u64>,
    /// The workspace's number; none for a personal one.
    workspace: Known<Option<u64>>,
    stored: Known<Stored>,
    names: Vec<(String, Known<NameIs>)>,
}

/// What stands in a form, as far as Platform can say anything of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Asked<'a> {
    /// `Name`.
    pub name: &'a str,
    /// `User name`.
    pub user_name: &'a str,
    /// `Registry server`.
    pub registry: &'a str,
    /// What the key's own user is called, if the file tells it.
    pub user: Option<&'a str>,
    /// Whether the form changes a credential that is there.
    pub edits: bool,
}

impl Asked<'_> {
    /// Whether there is anything yet that Platform could be asked about.
    fn is_anything(&self) -> bool {
        CredentialName::parse(self.name).is_ok()
            || AccessKeyId::parse(self.user_name).is_ok()
            || RegistryHost::parse(self.registry).is_ok()
    }
}

impl Inquiry {
    /// Begins for the page at `path`.
    pub fn of_path(path: &str) -> Inquiry {
        let place = Workspace::of_path(path);
        let workspace = match place {
            Some(Workspace::Personal { .. }) => Known::Is(None, 0),
            _ => Known::Unasked,
        };
        let base = Workspace::base(path).unwrap_or_default().to_owned();
        Inquiry { base, place, workspace, ..Inquiry::default() }
    }

    /// Whether it is about the workspace of the page at `path`.
    pub fn is_of(&self, path: &str) -> bool {
        self.place == Workspace::of_path(path)
            && self.base == Workspace::base(path).unwrap_or_default()
    }

    /// The workspace's number, once it is known.
    pub fn workspace_id(&self) -> Option<u64> {
        self.workspace.get().copied().flatten()
    }

    /// The paths to ask for at `now_ms`, in milliseconds of any clock; more may follow from the answers.
    pub fn wants(&self, asked: &Asked, now_ms: u64) -> Vec<String> {
        let mut calls = Vec::new();
        if !asked.is_anything() {
            return Vec::new();
        }
        if self.wave.is_due(now_ms, None) {
            calls.push(Call::Service);
        }
        if self.place.is_none() {
            // Nobody knows in which workspace the credential would be.
        } else if self.workspace.get().is_some() {
            if self.stored.is_due(now_ms, Some(HOLDS_MS)) {
                calls.push(Call::Credentials);
            }
            let is_name = !asked.edits && CredentialName::parse(asked.name).is_ok();
            if is_name && self.name(asked.name).is_none_or(|is| is.is_due(now_ms, Some(HOLDS_MS))) {
                calls.push(Call::Name(asked.name.to_owned()));
            }
        } else if self.workspace.is_due(now_ms, None) {
            calls.push(if self.user.get().is_some() { Call::Workspaces } else { Call::User });
        }
        calls.iter().filter_map(|call| self.path(call)).collect()
    }

    /// Where a call goes.
    fn path(&self, call: &Call) -> Option<String> {
        let workspace = self.workspace_id().map(|id| id.to_string());
        Some(match call {
            Call::Service => "/api/service-info".to_owned(),
            Call::User => "/api/user-info".to_owned(),
            Call::Workspaces => {
                ["/api/user/", &self.user.get()?.to_string(), "/workspaces"].concat()
            }
            Call::Credentials => match workspace {
                Some(id) => ["/api/credentials?workspaceId=", &id].concat(),
                None => "/api/credentials".to_owned(),
            },
            // A name that is one encodes to itself.
            Call::Name(name) => match workspace {
                Some(id) => {
                    ["/api/credentials/validate?name=", name, "&workspaceId=", &id].concat()
                }
                None => ["/api/credentials/validate?name=", name].concat(),
            },
        })
    }

    /// Takes an answer in, at `now_ms` of the same clock. One to something that this page's workspace
    /// wasn't asked is dropped.
    pub fn take<J: Json>(&mut self, reply: &Reply, asked: &Asked, now_ms: u64) {
        let is = |call: &Call| self.path(call).as_deref() == Some(&reply.path);
        if is(&Call::Service) {
            let info = read::<J, ServiceInfo>(reply);
            let is_on = info.map(|info| info.service_info.wave_enabled != Some(false));
            self.wave = Known::of(is_on, now_ms);
        } else if is(&Call::User) {
            let user = read::<J, UserInfo>(reply);
            let id = user.and_then(|info| whole(info.user.id).ok_or(Trouble::NotSeqera));
            self.user = Known::of(id, now_ms);
            if let Some(trouble) = self.user.trouble() {
                self.workspace = Known::Not(trouble, now_ms);
            }
        } else if is(&Call::Workspaces) {
            let list = read::<J, Workspaces>(reply);
            self.workspace = Known::of(list.and_then(|list| self.number(list)), now_ms);
        } else if is(&Call::Credentials) {
            self.stored = Known::of(read::<J, Credentials>(reply).map(Stored::of), now_ms);
        } else if is(&Call::Name(asked.name.to_owned())) {
            let is = match reply.status {
                204 => Ok(NameIs::Free),
                409 => Ok(NameIs::Taken),
                400 => Ok(NameIs::Refused),
                // Asking for a name takes the permission to add one (Platform docs, *Roles*).
                403 => Err(Trouble::MayNotAdd),
                // A page in place of an answer.
                200 => Err(Trouble::NotSeqera),
                status => Err(trouble(status)),
            };
            self.names.retain(|(known, _)| known != asked.name);
            if self.names.len() >= MOST_NAMES {
                self.names.remove(0);
            }
            self.names.push((asked.name.to_owned(), Known::of(is, now_ms)));
        }
    }

    /// The number of this page's workspace.
    fn number(&self, list: Workspaces) -> Result<Option<u64>, Trouble> {
        let Some(Workspace::Organization { organization, workspace }) = &self.place else {
            return Err(Trouble::NoWorkspace);
        };
        list.orgs_and_workspaces
            .iter()
            .find(|each| {
                each.org_name.as_ref() == Some(organization)
                    && each.workspace_name.as_ref() == Some(workspace)
            })
            .and_then(|each| whole(each.workspace_id?))
            .map(Some)
            .ok_or(Trouble::NoWorkspace)
    }

    fn name(&self, name: &str) -> Option<&Known<NameIs>> {
        let known = self.names.iter().find(|(known, _)| known == name);
        known.map(|(_, is)| is)
    }

    /// What Platform's answers say of the form's fields, in the form's order. Nothing while nothing is
    /// known.
    pub fn findings(&self, asked: &Asked, path: &str) -> Vec<Finding> {
        let mut findings = Vec::new();
        let editing = if asked.edits { Workspace::credential_id(path) } else { None };
        // Which of them a page without its ID in the address changes isn't known, so that it would be
        // told of itself.
        let stored = self.stored.get().filter(|_| asked.edits == editing.is_some());
        let twin = stored.and_then(|stored| self.twin(stored, asked, editing));
        let name = self.name_is(asked);
        let has_twin = twin.is_some();
        findings.extend(name.map(|is| self.of_name(is, asked, has_twin)));
        findings.extend(twin);
        match (stored, self.stored.trouble()) {
            (Some(stored), _) if !has_twin => {
                findings.extend(self.of_registry(stored, asked, editing));
            }
            // What kept Platform from saying anything at all is said once, of the name.
            (None, Some(_))
                if matches!(name, Some(Ok(_))) && RegistryHost::parse(asked.registry).is_ok() =>
            {
                findings.push(Finding::new(Code::RegistryUnasked));
            }
            _ => {}
        }
        if self.wave.get() == Some(&false) {
            findings.push(Finding::new(Code::SeqeraWaveOff));
        }
        findings
    }

    /// What a new credential's name is, or what kept Platform from saying it.
    fn name_is(&self, asked: &Asked) -> Option<Result<NameIs, Trouble>> {
        if asked.edits || CredentialName::parse(asked.name).is_err() {
            return None;
        }
        let trouble = match self.name(asked.name) {
            Some(Known::Is(is, _)) => return Some(Ok(*is)),
            Some(known) => known.trouble(),
            None => self.workspace.trouble(),
        }?;
        Some(match self.stored.get() {
            Some(stored) if stored.has_name(asked.name) => Ok(NameIs::Taken),
            // An older Platform can't be asked for a name, but its list tells it.
            Some(_) if trouble == Trouble::TooOld => Ok(NameIs::Free),
            _ => Err(trouble),
        })
    }

    fn of_name(&self, is: Result<NameIs, Trouble>, asked: &Asked, has_twin: bool) -> Finding {
        match is {
            Ok(NameIs::Free) => Finding::new(Code::NameFree),
            Ok(NameIs::Taken) => {
                let finding = Finding::new(Code::NameTaken);
                match self.free_name(asked.name).filter(|_| !has_twin) {
                    Some(free) => finding.fixed_by(free.as_str()),
                    None => finding,
                }
            }
            Ok(NameIs::Refused) => Finding::new(Code::NameRefused),
            Err(trouble) => Finding::new(match trouble {
                Trouble::SignedOut => Code::SeqeraSignedOut,
                Trouble::MayNotAdd => Code::SeqeraMayNotAdd,
                Trouble::TooOld => Code::NameUnaskedOld,
                Trouble::TooOften => Code::NameUnaskedOften,
                Trouble::Broken => Code::NameUnaskedBroken,
                Trouble::TimedOut => Code::NameUnaskedTimedOut,
                Trouble::Unreachable => Code::NameUnaskedUnreachable,
                Trouble::NotSeqera => Code::NameUnaskedNotSeqera,
                Trouble::NoWorkspace => Code::NameUnaskedWorkspace,
            }),
        }
    }

    /// The first name with a number that is free for certain: one that no credential here has.
    pub fn free_name(&self, name: &str) -> Option<CredentialName> {
        let stored = self.stored.get()?;
        let is_taken = |name: &str| {
            stored.has_name(name)
                || matches!(self.name(name), Some(Known::Is(NameIs::Taken | NameIs::Refused, _)))
        };
        CredentialName::numbered(name, is_taken)
    }

    /// Whether a name is known to be taken.
    pub fn is_taken(&self, name: &str) -> bool {
        matches!(self.name(name), Some(Known::Is(NameIs::Taken, _)))
            || self.stored.get().is_some_and(|stored| stored.has_name(name))
    }

    /// The credential that this key belongs into rather than into a new one: it holds this very key for
    /// this registry, or an older key of the same user.
    fn twin(&self, stored: &Stored, asked: &Asked, editing: Option<&str>) -> Option<Finding> {
        let id = AccessKeyId::parse(asked.user_name).ok()?;
        RegistryHost::parse(asked.registry).ok()?;
        let of_registry =
            || stored.registries(editing).filter(|entry| entry.host() == asked.registry);
        if let Some(same) = of_registry().find(|entry| entry.user_name() == asked.user_name) {
            return Some(self.told(Code::KeyStored, &same.name, &same.id));
        }
        if asked.edits {
            return None;
        }
        // A user has two keys at most, so a new one mostly replaces an old one. Whose they are isn't in
        // an ID; but a credential mostly bears its user's name, as one that Keyferry filled in does.
        let is_of_user = |entry: &&super::stored::Entry| {
            let account = AccessKeyId::parse(entry.user_name()).ok().and_then(|id| id.account());
            let is_named = entry.name == asked.name || Some(entry.name.as_str()) == asked.user;
            is_named && account.is_some() && account == id.account()
        };
        let old = of_registry().find(is_of_user)?;
        Some(self.told(Code::KeyRotates, &old.name, &old.id))
    }

    /// Whether another credential serves the registry already, or has the same key for another one.
    fn of_registry(
        &self,
        stored: &Stored,
        asked: &Asked,
        editing: Option<&str>,
    ) -> Option<Finding> {
        RegistryHost::parse(asked.registry).ok()?;
        if let Some(other) = stored.registries(editing).find(|entry| entry.host() == asked.registry)
        {
            let first = if asked.edits { First::Unknown } else { stored.first(other, asked.name) };
            let code = match first {
                First::Present => Code::RegistryServed,
                First::New => Code::RegistryServedAfter,
                First::Unknown => Code::RegistryServedTwice,
            };
            return Some(self.told(code, &other.name, &other.id));
        }
        AccessKeyId::parse(asked.user_name).ok()?;
        let same = stored.registries(editing).find(|entry| entry.user_name() == asked.user_name)?;
        let told = self.told(Code::KeyStoredElsewhere, &same.name, &same.id);
        Some(told.with("host", same.host()))
    }

    /// A finding that names a credential, and where its page is.
    fn told(&self, code: Code, name: &str, id: &str) -> Finding {
        let finding = Finding::new(code).with("name", name);
        if self.base.is_empty() || id.is_empty() {
            return finding;
        }
        finding.with("page", [&self.base, "/credentials/", id, "/edit"].concat())
    }
}

/// What Platform says, beside what a form's fields say for themselves: what it knows takes the place of
/// what was only well formed.
pub fn beside(mut findings: Vec<Finding>, told: Vec<Finding>) -> Vec<Finding> {
    for finding in told {
        let is_replaced = |each: &Finding| {
            each.field == finding.field
                && each.severity == Severity::Good
                && (finding.severity > Severity::Advice || each.code == Code::NameGood)
        };
        findings.retain(|each| !is_replaced(each));
        findings.push(finding);
    }
    findings
}

fn read<J: Json, T: serde::de::DeserializeOwned>(reply: &Reply) -> Result<T, Trouble> {
    match reply.status {
        200 => J::read(&reply.body).ok_or(Trouble::NotSeqera),
        status => Err(trouble(status)),
    }
}

/// What a status means that isn't an answer.
fn trouble(status: u16) -> Trouble {
    match status {
        0 => Trouble::Unreachable,
        1 | 408 | 504 => Trouble::TimedOut,
        // To a page where one signs in, be it Platform's or that of whatever stands before it.
        300..=399 | 401 => Trouble::SignedOut,
        404 | 405 | 410 | 501 => Trouble::TooOld,
        429 => Trouble::TooOften,
        403 | 500.. => Trouble::Broken,
        _ => Trouble::NotSeqera,
    }
}
