//! What the panel shows, as data: its states, and what each needs to be drawn.

use super::host::Target;
use crate::aws::{AccessKeyId, RegistryHost};
use crate::credential::{CredentialName, Draft, InForm, LearntFrom, RegionChoice, Registry};
use crate::finding::{Code, Field, Finding, Severity};
use crate::form::{Judged, Page, Report, State as FieldState};
use crate::key_file::Key;
use crate::messages::Messages;
use crate::seqera::beside;
use crate::web::added::Added;
use crate::web::note::Note;

/// What the panel shows.
pub enum State {
    /// No file yet.
    Waiting,
    /// Waiting for a paste.
    Pasting,
    /// The secret was wiped before the form was filled, or because the user said so.
    Forgotten {
        /// The file's name, if there was a file.
        file: String,
    },
    /// The file was turned away.
    Refused {
        /// Its name; empty for a text.
        file: String,
        /// What it is.
        finding: Finding,
    },
    /// The file holds several keys.
    ChooseKey {
        /// The keys.
        keys: Vec<Key>,
        /// The file's name.
        file: String,
        /// What there is to say of the file.
        of_file: Vec<Finding>,
        /// Which is chosen.
        chosen: usize,
    },
    /// Account or region has to be chosen, or changed after a fill.
    ChooseRegistry(Box<Question>),
    /// The form changes a credential that is there: whether its key is to be replaced.
    Rotating(Box<Rotation>),
    /// The key is understood, and there is no form to fill.
    NoForm(Box<Draft>),
    /// The form is being filled.
    Filling(Box<Progress>),
    /// The form was filled, as far as it went.
    Filled(Box<Filled>),
}

/// The question for account and region.
pub struct Question {
    /// The credential so far.
    pub draft: Draft,
    /// The list of regions.
    pub regions: RegionChoice,
    /// The account while it is being typed.
    pub account: Option<String>,
    /// What is wrong with it.
    pub wrong: Option<Finding>,
    /// The result that this changes, when the form was filled already.
    pub earlier: Option<Box<Filled>>,
}

/// A new key for a credential that is there.
pub struct Rotation {
    /// The key.
    pub draft: Draft,
    /// What stands in the form.
    pub in_form: InForm,
    /// The page that the question is about, and where it is.
    pub page: Page,
    /// Its tab.
    pub target: Target,
}

/// A fill under way.
pub struct Progress {
    /// How far each field has got.
    pub states: [FieldState; 5],
    /// What each field gets; of the password nothing.
    pub values: [Option<String>; 5],
    /// The length of the secret.
    pub password_length: usize,
    /// Where it goes.
    pub target: Target,
    /// Whether it has lasted long enough to be shown.
    pub shown: bool,
    /// Whether the user pressed Stop.
    pub stopped: bool,
    /// Whether another file came in meanwhile, and was turned away.
    pub turned_away: bool,
}

/// A fill that is over.
pub struct Filled {
    /// What it came to.
    pub report: Report,
    /// What the fields are judged by.
    pub judged: Judged,
    /// What is said, in the form's order.
    pub findings: Vec<Finding>,
    /// The credential, without its secret unless something still needs it.
    pub draft: Draft,
    /// Where it went.
    pub target: Target,
    /// Whether the form changes a credential that is there, whose key alone was replaced.
    pub edits: bool,
    /// Whether the fill was undone since, and what became of the provider then.
    pub undone: bool,
    /// Whether the provider has its old value again, too.
    pub provider_given_back: bool,
    /// What stood in the registry server before it was mended.
    pub mended: Option<String>,
    /// The name that the key suggests, where it was taken and so got a number.
    pub taken: Option<String>,
    /// What came after it.
    pub after: After,
}

/// What comes after a fill.
#[derive(Default)]
pub struct After {
    /// What Seqera says of the fields as they stand.
    pub told: Vec<Finding>,
    /// The workspace's number, in digits, once Seqera has told it.
    pub workspace_id: Option<String>,
    /// What is shown now.
    pub shows: Shows,
    /// Whether AWS was asked about what stands in the form.
    pub checked: bool,
    /// The registry that it is, or was, asked about.
    pub of: Option<RegistryHost>,
}

/// What is shown of a fill that is over.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Shows {
    /// The five fields.
    #[default]
    Fields,
    /// The five fields, while AWS is being asked.
    Checking,
    /// What AWS said.
    Proof,
    /// What to do once the credential was added.
    NextSteps,
}

impl Shows {
    /// The name of what is drawn elsewhere; empty for what is drawn here.
    pub fn name(self) -> &'static str {
        match self {
            Shows::Fields | Shows::Checking => "",
            Shows::Proof => "proof",
            Shows::NextSteps => "next_steps",
        }
    }
}

/// Whether the target has a form to fill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Seen {
    /// Not looked yet, or there is nothing to look at.
    Nothing,
    /// There is no form.
    NoForm,
    /// There is that of another provider's credential.
    OtherForm(&'static str),
    /// There is one, with what stands in it.
    Form(InForm),
}

impl Seen {
    /// Whether the page was looked at and has no form to fill.
    pub fn is_without_form(&self) -> bool {
        matches!(self, Seen::NoForm | Seen::OtherForm(_))
    }
}

/// All that a drawing of the panel depends on.
pub struct Shown<'a> {
    /// What is shown.
    pub state: &'a State,
    /// Whether a file is being dragged over the panel.
    pub over: bool,
    /// The page that would be filled.
    pub target: &'a Target,
    /// Whether that page has a form.
    pub seen: &'a Seen,
    /// Whether a practice form is filled, not Seqera's.
    pub practice: bool,
    /// Whether a check with AWS may be offered.
    pub checks_aws: bool,
    /// Whether it is the frame over a page, not the panel beside it.
    pub framed: bool,
    /// What is said of the page's form while somebody fills it in.
    pub notes: &'a [Note],
    /// The words.
    pub messages: &'a Messages,
}

impl State {
    /// Whether a secret is held.
    pub fn holds_secret(&self) -> bool {
        match self {
            State::Waiting | State::Pasting | State::Forgotten { .. } | State::Refused { .. } => {
                false
            }
            State::ChooseKey { .. } | State::Filling(_) => true,
            State::ChooseRegistry(question) => {
                let earlier = question.earlier.as_ref();
                question.draft.secret.is_some()
                    || earlier.is_some_and(|earlier| earlier.draft.secret.is_some())
            }
            State::Rotating(rotation) => rotation.draft.secret.is_some(),
            State::NoForm(draft) => draft.secret.is_some(),
            State::Filled(filled) => filled.draft.secret.is_some(),
        }
    }

    /// The name of the file that the state is about; empty where there is none.
    pub fn file(&self) -> String {
        match self {
            State::ChooseKey { file, .. } | State::Refused { file, .. } => file.clone(),
            State::ChooseRegistry(question) => question.draft.file_name.clone(),
            State::Rotating(rotation) => rotation.draft.file_name.clone(),
            State::NoForm(draft) => draft.file_name.clone(),
            State::Filled(filled) => filled.draft.file_name.clone(),
            State::Forgotten { file } => file.clone(),
            State::Waiting | State::Pasting | State::Filling(_) => String::new(),
        }
    }
}

impl Filled {
    /// Says of every field what is to be said now.
    pub fn judge(&mut self) {
        let mut findings = self.report.findings(&self.judged);
        if self.edits {
            // Seqera took it once, and shows it perhaps as mere text.
            findings.retain(|finding| finding.field != Field::Name);
            findings.push(Finding::new(Code::NameStays));
        }
        let registry_is_right = self.report.state(Field::Registry).is_right();
        if let (Some(old), true) = (&self.mended, registry_is_right) {
            findings.push(Finding::new(Code::RegistryFixed).with("old", old.clone()));
        }
        let last_used = self.draft.region.as_ref().filter(|region| {
            region.from == LearntFrom::LastUsed
                && self.draft.registry == Registry::Private
                && registry_is_right
        });
        if let Some(region) = last_used {
            let finding = Finding::new(Code::RegistryRegionLastUsed);
            findings.push(finding.with("region", region.value.as_str()));
        }
        let mut findings = beside(findings, self.after.told.clone());
        if let Some(taken) = &self.taken {
            for finding in findings.iter_mut().filter(|finding| finding.code == Code::NameFree) {
                *finding = Finding::new(Code::NameNumbered).with("taken", taken.clone());
            }
        }
        findings.extend(self.draft.of_file.iter().cloned());
        self.findings = findings;
    }

    /// The registry that AWS can be asked about: the form holds this key, and its secret is still here.
    pub fn to_check(&self) -> Option<RegistryHost> {
        let is_right = |field| self.report.state(field).is_right();
        let holds_key = is_right(Field::UserName) && is_right(Field::Password);
        // A tripwire's key calls its owner when AWS hears of it.
        let may_be_asked = !self.draft.id.is_canary();
        let is_whole = self.report.failure.is_none() && self.draft.secret.is_some();
        // Without a credential in the form there is nothing beside which to say what AWS said.
        if !holds_key || !may_be_asked || !is_whole || !self.is_credential() {
            return None;
        }
        RegistryHost::parse(self.report.value(Field::Registry)?).ok()
    }

    /// Whether what AWS is being asked, or was, is about what stands in the form no more.
    pub fn is_about_another(&self) -> bool {
        let registry = self.report.value(Field::Registry).unwrap_or_default();
        let is_same = self.after.of.as_ref().is_some_and(|of| of.to_string() == registry)
            && self.report.state(Field::UserName).is_right()
            && self.report.state(Field::Password).is_right();
        matches!(self.after.shows, Shows::Checking | Shows::Proof) && !is_same
    }

    /// Whether something else than a check needs the secret: another try, or a decision of the user's.
    pub fn needs_secret(&self) -> bool {
        self.report.failure.is_some() || *self.report.state(Field::Password) == FieldState::Kept
    }

    /// The credential as the form holds it, if it is one.
    pub fn added(&self) -> Option<Added> {
        if self.report.failure.is_some() {
            return None;
        }
        let value = |field| self.report.value(field).map(str::to_owned);
        let added = Added {
            name: value(Field::Name)?,
            user_name: value(Field::UserName)?,
            registry: value(Field::Registry)?,
            origin: self.target.origin().to_owned(),
            path: self.report.page.as_ref()?.path.clone(),
            workspace_id: self.after.workspace_id.clone(),
            user: self.draft.user.clone(),
            edits: self.edits,
            may_check: self.to_check().is_some(),
        };
        self.is_credential().then_some(added)
    }

    /// Whether what stands in the form is a credential for ECR.
    fn is_credential(&self) -> bool {
        let value = |field| self.report.value(field).unwrap_or_default();
        CredentialName::parse(value(Field::Name)).is_ok()
            && AccessKeyId::parse(value(Field::UserName)).is_ok()
            && RegistryHost::parse(value(Field::Registry)).is_ok()
    }

    /// What is shown: of what is a credential no more only the fields can be.
    pub fn shows(&self) -> Shows {
        match self.after.shows {
            Shows::Proof | Shows::NextSteps if self.added().is_none() => Shows::Fields,
            shows => shows,
        }
    }
}

/// The worst of what is said, which writes the headline.
pub fn worst(findings: &[Finding]) -> Option<&Finding> {
    findings
        .iter()
        .rev()
        .max_by_key(|finding| finding.severity)
        .filter(|finding| finding.severity > Severity::Good)
}
