//! What Keyferry makes of a key file, as data that can be pasted into a bug report.
//!
//! One line of JSON a file. A key is usable if its `id` is given and its `secret_ok` is true. Of a
//! secret nothing is ever printed.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;
use std::process::ExitCode;

use keyferry::aws::{AccessKeyId, AccessKeyIdError, AccountId, holds_a_secret};
use keyferry::credential::{Draft, InForm, judge};
use keyferry::finding::{Code, Finding, Severity};
use keyferry::key_file::{self, Key, KeyFile, UnusableKey};
use serde_json::{Value, json};

use crate::program;

/// What is to be inspected.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Inspection {
    /// Paths, or `-` for stdin; at least one.
    pub files: Vec<String>,
    /// What stands in Registry server.
    pub registry: Option<String>,
    /// What stands in Name.
    pub name: Option<String>,
}

/// Prints a line for each file. The exit code tells whether every one has a usable key.
pub fn run(inspection: &Inspection) -> anyhow::Result<ExitCode> {
    let mut all_usable = true;
    for file in &inspection.files {
        let read = bytes_of(file).and_then(|bytes| Ok(key_file::read(&bytes, base_name(file))?));
        all_usable &= read.is_ok();
        program::say(&line(file, read, inspection).to_string())?;
    }
    Ok(if all_usable { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Why a file gives no key: it can't be read, or it was refused.
#[derive(Debug)]
struct Refused {
    finding: Finding,
    unusable: Vec<UnusableKey>,
}

impl From<key_file::Refusal> for Refused {
    fn from(refusal: key_file::Refusal) -> Refused {
        let unusable = refusal.unusable().to_vec();
        Refused { finding: refusal.into_finding(), unusable }
    }
}

impl From<Code> for Refused {
    fn from(code: Code) -> Refused {
        Refused { finding: Finding::new(code), unusable: Vec::new() }
    }
}

/// A file's bytes, as many as it takes to tell that it is too large.
fn bytes_of(file: &str) -> Result<Vec<u8>, Refused> {
    let mut bytes = Vec::new();
    let enough = key_file::LARGEST as u64 + 1;
    let read = if file == "-" {
        io::stdin().lock().take(enough).read_to_end(&mut bytes)
    } else if Path::new(file).is_dir() {
        return Err(Code::FileFolder.into());
    } else {
        File::open(file).and_then(|opened| opened.take(enough).read_to_end(&mut bytes))
    };
    match read {
        Ok(_) => Ok(bytes),
        Err(error) => {
            eprintln!("xtask: {}: {error}", shown(file, &[]));
            Err(Code::FileUnreadable.into())
        }
    }
}

fn line(file: &str, read: Result<KeyFile, Refused>, inspection: &Inspection) -> Value {
    let (export, refused, keys, unusable, mut findings) = match read {
        Ok(KeyFile { export, keys, unusable, findings }) => {
            (Some(export.as_str()), None, keys, unusable, findings)
        }
        Err(Refused { finding, unusable }) => {
            (None, Some(finding.code.as_str()), Vec::new(), unusable, vec![finding])
        }
    };
    let file_shown = shown(file, &keys);
    let listed: Vec<Value> =
        keys.iter().map(usable).chain(unusable.iter().map(not_usable)).collect();
    let of_name = inspection.name.as_deref().map(|name| {
        let secrets = keys.iter().map(|key| &key.secret);
        judge::name_beside(name, secrets)
    });

    let first = keys.into_iter().next();
    let account = match (&first, unusable.first()) {
        (Some(key), _) => account_of(key),
        (None, Some(key)) => key.id.ok().and_then(|id| id.account()),
        (None, None) => None,
    };
    match (&first, unusable.first()) {
        (Some(key), _) => {
            findings.extend(judge::user_name(key.id.as_str()));
            findings.push(judge::secret(&key.secret));
        }
        (None, Some(key)) => findings.extend(of_unusable(key)),
        (None, None) => {}
    }
    findings.extend(of_name.unwrap_or_default());
    if let Some(registry) = &inspection.registry {
        findings.extend(judge::registry(registry, account.as_ref()));
    }
    findings.retain(|finding| finding.severity != Severity::Good);
    findings.sort_by_key(|finding| finding.field);

    let in_form = InForm { registry: inspection.registry.clone(), ..InForm::default() };
    let file_name = if file_shown == HIDDEN { "" } else { base_name(file) };
    let suggested = first.and_then(|key| Draft::new(key, file_name, &in_form, None).name());
    json!({
        "file": file_shown,
        "export": export,
        "refused": refused,
        "keys": listed,
        "suggested_name": suggested.map(|name| name.to_string()),
        "findings": findings.iter().map(found).collect::<Vec<_>>(),
    })
}

fn account_of(key: &Key) -> Option<AccountId> {
    key.id.account().or(key.account().copied())
}

fn usable(key: &Key) -> Value {
    json!({
        "user": key.user(),
        "id": key.id.as_str(),
        "account": account_of(key).map(|account| account.to_string()),
        "secret_ok": true,
    })
}

fn not_usable(key: &UnusableKey) -> Value {
    let id: Option<AccessKeyId> = key.id.ok();
    json!({
        "user": key.user,
        "id": id.map(|id| id.to_string()),
        "account": id.and_then(|id| id.account()).map(|account| account.to_string()),
        // Where both have their form it isn't clear, or not enough, that they belong together.
        "secret_ok": key.secret.is_ok() && id.is_none(),
    })
}

/// What the form's two fields would be told of a key that can't be used.
fn of_unusable(key: &UnusableKey) -> Vec<Finding> {
    let mut findings = match key.id {
        Ok(id) => judge::user_name(id.as_str()),
        Err(error) => vec![error.finding()],
    };
    // Beside a role stands its external id, if anything.
    let beside_a_role = key.id == Err(AccessKeyIdError::RoleArn);
    if let (Err(error), false) = (key.secret, beside_a_role) {
        findings.push(error.finding());
    }
    findings
}

fn found(finding: &Finding) -> Value {
    json!({
        "field": finding.field.as_str(),
        "severity": finding.severity,
        "code": finding.code.as_str(),
        "fix": finding.fix,
    })
}

/// What is shown for a path that may tell a secret.
const HIDDEN: &str = "(hidden)";

/// A file as it was named, unless somebody gave a secret in its place or called it by one.
fn shown<'f>(file: &'f str, keys: &[Key]) -> &'f str {
    let told = keys.iter().any(|key| key.secret.is_told_by(file));
    // The slashes of a path are of a secret's characters too, so what is there goes name by name.
    let mut names = file.split(['/', '\\']);
    let holds_one =
        names.any(holds_a_secret) || (holds_a_secret(file) && !Path::new(file).exists());
    if told || holds_one { HIDDEN } else { file }
}

/// The name that tells something of the key: without folders, and none for stdin.
fn base_name(file: &str) -> &str {
    if file == "-" {
        ""
    } else {
        Path::new(file).file_name().and_then(|n| n.to_str()).unwrap_or("")
    }
}
