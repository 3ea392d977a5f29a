//! What a fill came to: [`Report`], and what is to be said of it.

use super::page::Value;
use super::recognise::Form;
use super::snapshot::Snapshot;
use super::wanted::Wanted;
use crate::aws::{AccessKeyId, AccountId, SecretAccessKey};
use crate::credential::{CONTAINER_REGISTRY, Credential, is_container_registry, judge};
use crate::finding::{Code, Field, Finding, Severity};

/// How far one field has got.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// Not reached.
    Waiting,
    /// Being written or chosen.
    Writing,
    /// Written or chosen, and read back equal.
    Written,
    /// The form held it already.
    AlreadyThere,
    /// The user's own value stands there and was kept.
    Kept,
    /// The field takes no input.
    Disabled,
    /// It was written, and the page made something else of it.
    Changed,
}

impl State {
    /// Whether the field has had its turn.
    pub fn is_settled(&self) -> bool {
        !matches!(self, State::Waiting | State::Writing)
    }

    /// Whether the field holds what it should.
    pub fn is_right(&self) -> bool {
        matches!(self, State::Written | State::AlreadyThere)
    }
}

/// Why a fill ended before every field had its turn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The page has no Add Credentials form.
    FormNotFound,
    /// The page has no such form, but that of another provider's credential.
    OtherForm(&'static str),
    /// The form is another provider's: the user's own choice, which is theirs to change.
    OtherProvider(String),
    /// The provider list never opened.
    ProviderNotOpened,
    /// Container registry was chosen, and the form doesn't show it.
    ProviderNotShown,
    /// The provider list has no Container registry; what it has.
    NoContainerRegistry(Vec<String>),
    /// The provider was chosen, but its fields never came.
    FieldsMissing,
    /// The page went away, or to an address where the form doesn't go on.
    PageLeft,
    /// Something else fills the page at the same time.
    Busy,
    /// The user pressed Stop.
    Stopped,
    /// The page answered something that makes no sense.
    Misunderstood,
}

impl Failure {
    /// What is said of it.
    pub fn finding(&self) -> Finding {
        match self {
            Failure::FormNotFound => Finding::new(Code::FormNotFound),
            Failure::OtherForm(provider) => {
                Finding::new(Code::FormOtherForm).with("provider", *provider)
            }
            Failure::OtherProvider(provider) => {
                Finding::new(Code::FormOtherProvider).with("provider", provider.clone())
            }
            Failure::ProviderNotOpened => Finding::new(Code::FormProviderNotOpened),
            Failure::ProviderNotShown => Finding::new(Code::FormProviderNotShown),
            Failure::NoContainerRegistry(seen) if seen.is_empty() => {
                Finding::new(Code::FormProviderListEmpty)
            }
            Failure::NoContainerRegistry(seen) => {
                Finding::new(Code::FormNoContainerRegistry).with("seen", seen.join(", "))
            }
            Failure::FieldsMissing => Finding::new(Code::FormFieldsMissing),
            Failure::PageLeft => Finding::new(Code::FormPageLeft),
            Failure::Busy => Finding::new(Code::FormBusy),
            Failure::Stopped => Finding::new(Code::FormStopped),
            Failure::Misunderstood => Finding::new(Code::FormMisunderstood),
        }
    }
}

/// What a fill came to: each field's state, and what stands in the form now.
#[derive(Debug, Clone)]
pub struct Report {
    /// How far each field got, in the form's order.
    pub states: [State; 5],
    /// What each field shows at the end, as far as it was seen; never the password.
    pub values: [Option<String>; 5],
    /// The length of what the password field holds, in UTF-16 units.
    pub password_length: Option<u32>,
    /// What each field held before, as far as it was seen; of the password nothing.
    pub before: [Option<String>; 5],
    /// The length of what the password field held before, in UTF-16 units.
    pub password_before: Option<u32>,
    /// Why it ended early, if it did.
    pub failure: Option<Failure>,
    /// The page that it happened on, once it was seen.
    pub page: Option<Page>,
}

/// One document at one address: what a fill is bound to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The content script's name of the document.
    pub document: String,
    /// `location.origin`.
    pub origin: String,
    /// `location.pathname`.
    pub path: String,
}

impl Page {
    /// The page that a snapshot is of.
    pub fn of(snapshot: &Snapshot) -> Page {
        Page {
            document: snapshot.document.clone(),
            origin: snapshot.origin.clone(),
            path: snapshot.path.clone(),
        }
    }

    /// Whether both are of one document, at whatever address it is by now.
    pub(super) fn is_in_same_document(&self, other: &Page) -> bool {
        self.document == other.document && self.origin == other.origin
    }
}

impl Report {
    /// How far `field` got.
    pub fn state(&self, field: Field) -> &State {
        &self.states[position(field)]
    }

    /// What `field` shows at the end.
    pub fn value(&self, field: Field) -> Option<&str> {
        self.values[position(field)].as_deref()
    }

    /// What is to be said of the form as it stands now, field by field, in the form's order.
    pub fn findings(&self, judged: &Judged) -> Vec<Finding> {
        let mut findings: Vec<Finding> =
            self.failure.iter().map(|failure| failure.finding()).collect();
        for field in Field::FORM {
            findings.extend(self.findings_on(field, judged));
        }
        findings
    }

    fn findings_on(&self, field: Field, judged: &Judged) -> Vec<Finding> {
        let state = self.state(field);
        let value = self.value(field);
        let seen = value.is_some() && self.failure.is_none();
        if let Some(code) = obstacle(field, state, seen) {
            return vec![Finding::new(code)];
        }
        let text = value.unwrap_or_default();
        let mut findings = match field {
            Field::Name if self.name_is_elsewhere() => vec![Finding::new(Code::NameElsewhere)],
            Field::Name => judge::name(text),
            Field::Provider => judge::provider(text),
            Field::UserName => judge::user_name(text),
            Field::Password if *state == State::Kept => Vec::new(),
            Field::Password => vec![judged.password.clone()],
            Field::Registry => judge::registry(text, judged.account.as_ref()),
            Field::File | Field::Form | Field::Aws => Vec::new(),
        };
        if *state == State::Kept {
            let is_right = findings.iter().all(|finding| finding.severity == Severity::Good);
            match field {
                // A name or a registry server of the user's own that is right is simply right.
                Field::Name | Field::Registry if is_right => {}
                _ => {
                    findings.retain(|finding| finding.severity > Severity::Good);
                    let has_fix = findings.iter().any(|finding| finding.fix.is_some());
                    findings.extend(self.kept(field, judged).filter(|_| !has_fix));
                }
            }
        }
        findings
    }

    /// The user's own value and the one that Keyferry would have written, for the user to decide.
    fn kept(&self, field: Field, judged: &Judged) -> Option<Finding> {
        let ours = judged.ours[position(field)].as_deref();
        let code = match field {
            Field::UserName => Code::UserNameKept,
            Field::Registry => Code::RegistryKept,
            Field::Password => {
                let length = self.password_length.unwrap_or_default().to_string();
                return Some(match self.left_out_password() {
                    true => Finding::new(Code::PasswordLeftOut),
                    false => Finding::new(Code::PasswordKept).with("length", length),
                });
            }
            // What is wrong with a name brings its own fix.
            Field::Name | Field::Provider | Field::File | Field::Form | Field::Aws => return None,
        };
        Some(Finding::new(code).with("ours", ours?).fixed_by(ours?))
    }

    /// This report of a fill that replaced a key, with the other fields as they stood there.
    pub fn beside_what_stays(mut self) -> Report {
        for field in [Field::Name, Field::Provider, Field::Registry] {
            let at = position(field);
            if self.failure.is_none() && self.states[at] == State::Waiting {
                self.states[at] = State::AlreadyThere;
            }
        }
        self
    }

    /// This report of a later fill that wrote some fields only, with the other fields as `earlier`
    /// left them.
    pub fn after(mut self, earlier: &Report) -> Report {
        for (at, state) in self.states.iter_mut().enumerate() {
            if *state == State::Waiting {
                *state = earlier.states[at].clone();
            }
        }
        self.before.clone_from(&earlier.before);
        self.password_before = earlier.password_before;
        self
    }

    /// Whether an earlier page of the form has the name, and this one shows it nowhere.
    pub fn name_is_elsewhere(&self) -> bool {
        *self.state(Field::Name) == State::AlreadyThere && self.value(Field::Name).is_none()
    }

    /// Whether the password wasn't written for the sake of another user name.
    pub fn left_out_password(&self) -> bool {
        *self.state(Field::Password) == State::Kept
            && self.password_length.unwrap_or_default() == 0
            && matches!(self.state(Field::UserName), State::Kept | State::Disabled)
    }

    /// Takes in what the form holds now, after the fill: the user may have gone on by hand.
    /// Another page's snapshot changes nothing.
    pub fn look_again(&mut self, snapshot: &Snapshot, form: &Form, judged: &Judged) {
        if self.page.as_ref() != Some(&Page::of(snapshot)) {
            return;
        }
        for (at, &field) in Field::FORM.iter().enumerate() {
            let control = form.control(field).and_then(|id| snapshot.control(id));
            // What was chosen may show elsewhere, or on the page of a credential as mere text.
            if field == Field::Provider
                && self.states[at].is_right()
                && form.is_complete_once_chosen()
                && !control.is_some_and(|control| is_container_registry(&control.value))
            {
                self.values[at] = Some(CONTAINER_REGISTRY.to_owned());
                continue;
            }
            let Some(control) = control else {
                if field == Field::Name && self.name_is_elsewhere() {
                    continue;
                }
                self.values[at] = None;
                if field == Field::Password {
                    self.password_length = None;
                }
                if self.states[at].is_right() {
                    self.states[at] = State::Changed;
                }
                continue;
            };
            let same = if field == Field::Password {
                // What it holds isn't told. The user's own that was compared and found equal counts
                // as long as its length does.
                let before = self.password_length.replace(control.length);
                self.states[at] == State::AlreadyThere && before == Some(control.length)
            } else {
                let ours = judged.ours[at].as_ref().filter(|ours| control.holds(ours));
                self.values[at] = Some(ours.unwrap_or(&control.value).clone());
                ours.is_some()
            };
            let is_right = self.states[at].is_right();
            let is_empty = field == Field::Password && control.length == 0;
            if is_empty && self.states[at] == State::Kept && !self.left_out_password() {
                // Theirs until they emptied it, or left out for a user name that they have put right.
                self.states[at] = State::Waiting;
            } else if same && !is_right {
                self.states[at] = State::AlreadyThere;
            } else if is_right && !control.ours {
                self.states[at] = match same || field == Field::Provider {
                    true => State::AlreadyThere,
                    // Nobody's own: it was taken away.
                    false if field == Field::Password && control.length == 0 => State::Changed,
                    false => State::Kept,
                };
            }
        }
    }

    /// What undoing this fill should write: what stood before in each field that was written. A
    /// provider that wasn't chosen before stays: a choice can't be made empty again.
    pub fn undo(&self) -> Wanted {
        let written = |field: Field| *self.state(field) == State::Written;
        let before = |field: Field| self.before[position(field)].as_deref().unwrap_or_default();
        let value = |field: Field| written(field).then(|| Value::new(before(field)));
        let provider = before(Field::Provider);
        let is_other = !provider.is_empty() && !is_container_registry(provider);
        Wanted {
            name: value(Field::Name),
            provider: (written(Field::Provider) && is_other).then(|| provider.to_owned()),
            user_name: value(Field::UserName),
            password: value(Field::Password),
            registry: value(Field::Registry),
        }
    }
}

/// What the fields are judged by: the key beside them, and what Keyferry would write.
#[derive(Debug, Clone)]
pub struct Judged {
    /// The key's account, where it is known.
    pub account: Option<AccountId>,
    /// What is said of the password when it is the file's.
    pub password: Finding,
    /// What Keyferry would write into each field; of the password nothing.
    pub ours: [Option<String>; 5],
}

impl Judged {
    /// What a credential's fields are judged by. `account` is the key's own, not the registry's.
    pub fn by(credential: &Credential, account: Option<AccountId>) -> Judged {
        Judged {
            account,
            password: judge::secret(&credential.password),
            ours: [
                Some(credential.name.to_string()),
                Some(CONTAINER_REGISTRY.to_owned()),
                Some(credential.user_name.to_string()),
                None,
                Some(credential.registry.to_string()),
            ],
        }
    }

    /// What the fields are judged by where only a key is replaced: the rest stays as it is.
    pub fn by_key(id: &AccessKeyId, secret: &SecretAccessKey) -> Judged {
        let mut ours = [const { None }; 5];
        ours[position(Field::Provider)] = Some(CONTAINER_REGISTRY.to_owned());
        ours[position(Field::UserName)] = Some(id.to_string());
        Judged { account: id.account(), password: judge::secret(secret), ours }
    }

    /// From now on `value` is what Keyferry would write into `field`.
    pub fn would_write(&mut self, field: Field, value: String) {
        if !matches!(field, Field::Password | Field::File | Field::Form | Field::Aws) {
            self.ours[position(field)] = Some(value);
        }
    }
}

/// Why a field has no verdict of its own: it wasn't reached, takes no input, or was changed.
fn obstacle(field: Field, state: &State, seen: bool) -> Option<Code> {
    let [not_reached, disabled, changed] = match field {
        Field::Name => [Code::NameNotReached, Code::NameDisabled, Code::NameChanged],
        Field::Provider => {
            [Code::ProviderNotReached, Code::ProviderDisabled, Code::ProviderNotReached]
        }
        Field::UserName => {
            [Code::UserNameNotReached, Code::UserNameDisabled, Code::UserNameChanged]
        }
        Field::Password => {
            [Code::PasswordNotReached, Code::PasswordDisabled, Code::PasswordChanged]
        }
        Field::Registry => {
            [Code::RegistryNotReached, Code::RegistryDisabled, Code::RegistryChanged]
        }
        Field::File | Field::Form | Field::Aws => return None,
    };
    match state {
        State::Disabled => Some(disabled),
        State::Changed => Some(changed),
        State::Waiting | State::Writing if field == Field::Password || !seen => Some(not_reached),
        _ => None,
    }
}

/// The place of one of the form's fields in the form's order. The file and the form as a whole
/// stand for the first: they are no fields, and nothing asks for them.
pub(super) fn position(field: Field) -> usize {
    Field::FORM.iter().position(|&each| each == field).unwrap_or(0)
}
