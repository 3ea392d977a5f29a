//! Whether Wave will be able to use what stands in a form, field by field.
//!
//! Every function takes a field's text as it stands there and answers with findings, the worst
//! first to be acted on; a field that is right gets exactly one, which says so.

use super::{CredentialName, is_container_registry};
use crate::aws::{AccessKeyId, AccountId, RegistryHost, SecretAccessKey};
use crate::finding::{Code, Field, Finding};

/// `Name`: Platform's rule. Whether it is taken only Platform knows.
pub fn name(text: &str) -> Vec<Finding> {
    vec![match CredentialName::parse(text) {
        Ok(_) => Finding::new(Code::NameGood),
        Err(error) => error.finding(text),
    }]
}

/// `Name` beside keys of which it may tell a secret's part: neither it nor a fix is shown then.
pub fn name_beside<'s>(
    text: &str,
    secrets: impl IntoIterator<Item = &'s SecretAccessKey>,
) -> Vec<Finding> {
    if secrets.into_iter().any(|secret| secret.is_told_by(text)) {
        vec![Finding::new(Code::NameIsSecret)]
    } else {
        name(text)
    }
}

/// `Provider`: Wave reads credentials of this one type only (Wave 1.37 `CredentialServiceImpl`).
pub fn provider(text: &str) -> Vec<Finding> {
    vec![if is_container_registry(text) {
        Finding::new(Code::ProviderGood)
    } else if text.trim().is_empty() {
        Finding::new(Code::ProviderEmpty)
    } else {
        Finding::new(Code::ProviderOther).with("provider", text)
    }]
}

/// `User name`: an access key id.
pub fn user_name(text: &str) -> Vec<Finding> {
    match AccessKeyId::parse(text) {
        Err(error) => vec![error.finding()],
        Ok(id) => vec![match (id.doubt(), id.account()) {
            (Some(doubt), _) => doubt,
            (None, Some(account)) => {
                Finding::new(Code::UserNameGood).with("account", account.to_string())
            }
            (None, None) => Finding::new(Code::UserNameGoodOld),
        }],
    }
}

/// `Password`: a secret access key.
pub fn password(text: &str) -> Vec<Finding> {
    vec![match SecretAccessKey::parse(text) {
        Ok(secret) => self::secret(&secret),
        Err(error) => error.finding(),
    }]
}

/// `Password`, of a secret that has the right form.
pub fn secret(secret: &SecretAccessKey) -> Finding {
    secret.doubt().unwrap_or_else(|| {
        let length = secret.len().to_string();
        Finding::new(Code::PasswordGood).with("length", length)
    })
}

/// `Registry server`: what Wave compares with the image's host, letter by letter. `key_account` is
/// the account of the key beside it, where that is known.
pub fn registry(text: &str, key_account: Option<&AccountId>) -> Vec<Finding> {
    let normalised = RegistryHost::normalise(text);
    let mut findings = normalised.findings();
    if let Ok(host) = &normalised.host {
        findings.extend(other_account(host, key_account));
        if findings.is_empty() {
            findings.push(good(host, key_account));
        }
    }
    findings
}

/// Whether what stands in `field` is the beginning of something right, so that it can't be called
/// wrong while somebody types it.
pub fn may_become_right(field: Field, text: &str) -> bool {
    match field {
        Field::Name => text.len() == 1 && CredentialName::parse(&text.repeat(2)).is_ok(),
        Field::UserName => AccessKeyId::is_begun(text),
        Field::Password => SecretAccessKey::is_begun(text),
        Field::Registry => RegistryHost::is_begun(text),
        Field::Provider | Field::File | Field::Form | Field::Aws => false,
    }
}

/// Cross-account pulls are legitimate, and rare: a warning, never an error.
fn other_account(host: &RegistryHost, key_account: Option<&AccountId>) -> Option<Finding> {
    let (account, key_account) = (host.account()?, key_account?);
    (account != *key_account).then(|| {
        Finding::new(Code::RegistryOtherAccount)
            .with("account", account.to_string())
            .with("key_account", key_account.to_string())
    })
}

fn good(host: &RegistryHost, key_account: Option<&AccountId>) -> Finding {
    let Some(region) = host.region() else { return Finding::new(Code::RegistryPublic) };
    let city = region.facts().map_or(region.as_str(), |facts| facts.city);
    let code = if key_account.is_some() { Code::RegistryGood } else { Code::RegistryGoodUnchecked };
    Finding::new(code).with("city", city)
}
