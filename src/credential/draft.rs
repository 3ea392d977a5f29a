//! A key on its way to the form: what is known of the credential, from where, and what is missing.

use super::{Credential, CredentialName};
use crate::aws::{AccessKeyId, AccountId, Region, RegistryHost, SecretAccessKey};
use crate::finding::Finding;
use crate::key_file::Key;

/// A value and where it was learnt: the user is told, since a wrong guess costs a failed run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sourced<T> {
    /// The value.
    pub value: T,
    /// Where it came from.
    pub from: LearntFrom,
}

/// Where an account or a region was learnt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LearntFrom {
    /// It stood in the form.
    Form,
    /// The access key id encodes it.
    KeyId,
    /// A sign-in link in the file names it.
    SignInLink,
    /// A column of the file names it.
    File,
    /// It was used on this instance the last time.
    LastUsed,
    /// The user chose it just now.
    Chosen,
}

/// The registry that the key is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Registry {
    /// A private ECR registry, of an account in a region.
    #[default]
    Private,
    /// ECR Public.
    Public,
}

/// What stood in the form before anything was written.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct InForm {
    /// The user's own `Name`, if there is any.
    pub name: Option<String>,
    /// What stood in `Registry server`, if anything did.
    pub registry: Option<String>,
    /// What stood in `User name`, if anything did.
    pub user_name: Option<String>,
    /// The length of what stood in `Password`, in UTF-16 units.
    pub password_length: u32,
    /// Whether the form changes a credential that is there already: then its name and its registry
    /// server are that credential's.
    pub edits: bool,
}

/// What has to be asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Missing {
    /// The account.
    pub account: bool,
    /// The region.
    pub region: bool,
}

/// A key and everything known of its credential.
#[derive(Debug)]
pub struct Draft {
    /// The public half of the key.
    pub id: AccessKeyId,
    /// The IAM user's name, if the file names it.
    pub user: Option<String>,
    /// The secret half, until it is forgotten.
    pub secret: Option<SecretAccessKey>,
    /// The file's name; empty for a paste, and for a file that is called by its secret.
    pub file_name: String,
    /// What there is to say of the file.
    pub of_file: Vec<Finding>,
    /// Private or public.
    pub registry: Registry,
    /// The account, editable.
    pub account: Option<Sourced<AccountId>>,
    /// The region, editable.
    pub region: Option<Sourced<Region>>,
    /// The user's own name, if one stood in the form.
    pub name_in_form: Option<CredentialName>,
}

impl Draft {
    /// Gathers what is known. Account: from the form, else the key id, else a sign-in link in the
    /// file. Region: from the form, else the file, else the last use on this instance; one that is
    /// out of Wave's reach has to be asked instead.
    pub fn new(key: Key, file_name: &str, in_form: &InForm, last_used: Option<Region>) -> Draft {
        let host = in_form
            .registry
            .as_deref()
            .filter(|text| !text.trim().is_empty())
            .and_then(|text| RegistryHost::normalise(text).mended());
        let (form_account, form_region) = match &host {
            Some(RegistryHost::Private { account, region }) => {
                (Some(*account), Some(region.clone()))
            }
            _ => (None, None),
        };
        let sourced = |from| move |value| Sourced { value, from };
        let account = form_account
            .map(sourced(LearntFrom::Form))
            .or_else(|| key.id.account().map(sourced(LearntFrom::KeyId)))
            .or_else(|| key.account().copied().map(sourced(LearntFrom::SignInLink)));
        let sourced = |from| move |value| Sourced { value, from };
        let region = form_region
            .map(sourced(LearntFrom::Form))
            .or_else(|| key.region().cloned().map(sourced(LearntFrom::File)))
            .or_else(|| last_used.map(sourced(LearntFrom::LastUsed)))
            .filter(|region| region.value.partition().works_with_wave());
        Draft {
            registry: match host {
                Some(RegistryHost::Public) => Registry::Public,
                _ => Registry::Private,
            },
            account,
            region,
            name_in_form: in_form.name.as_deref().and_then(|name| CredentialName::parse(name).ok()),
            id: key.id,
            user: key.user().map(str::to_owned),
            file_name: if key.secret.is_told_by(file_name) { "" } else { file_name }.to_owned(),
            secret: Some(key.secret),
            of_file: Vec::new(),
        }
    }

    /// The same without the secret: enough to change account or region of a form that is filled.
    pub fn without_secret(&self) -> Draft {
        Draft {
            id: self.id,
            user: self.user.clone(),
            secret: None,
            file_name: self.file_name.clone(),
            of_file: self.of_file.clone(),
            registry: self.registry,
            account: self.account.clone(),
            region: self.region.clone(),
            name_in_form: self.name_in_form.clone(),
        }
    }

    /// What has to be asked before the form can be filled; `None` when nothing has.
    pub fn missing(&self) -> Option<Missing> {
        if self.registry == Registry::Public {
            return None;
        }
        let missing = Missing { account: self.account.is_none(), region: self.region.is_none() };
        (missing.account || missing.region).then_some(missing)
    }

    /// The registry host, when account and region are known and Wave can reach it.
    pub fn host(&self) -> Option<RegistryHost> {
        match self.registry {
            Registry::Public => Some(RegistryHost::Public),
            Registry::Private => {
                let (account, region) = (self.account.as_ref()?, self.region.as_ref()?);
                RegistryHost::private(account.value, region.value.clone()).ok()
            }
        }
    }

    /// The name that the credential gets: the user's own, else what the key suggests.
    pub fn name(&self) -> Option<CredentialName> {
        self.name_in_form.clone().or_else(|| {
            CredentialName::suggest(self.user.as_deref(), &self.file_name, self.host().as_ref())
        })
    }

    /// The credential, when nothing is missing and the secret is still there.
    pub fn credential(&self) -> Option<Credential> {
        Some(Credential {
            name: self.name()?,
            user_name: self.id,
            password: self.secret.clone()?,
            registry: self.host()?,
        })
    }
}
