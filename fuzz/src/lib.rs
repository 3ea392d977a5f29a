//! What holds for every input, whatever it is.

use std::fmt::Debug;

use keyferry::aws::{AccessKeyId, RegistryHost, SecretAccessKey};
use keyferry::credential::judge;
use keyferry::finding::{Field, Finding, Severity};
use keyferry::json::Json;
use keyferry::key_file;
use regex::Regex;
use serde::de::DeserializeOwned;
use std::sync::LazyLock;

/// Reads JSON, as a browser does for Keyferry.
pub struct Serde;

impl Json for Serde {
    fn read<T: DeserializeOwned>(text: &str) -> Option<T> {
        serde_json::from_str(text).ok()
    }
}

/// Reads bytes as a key file. What comes out stood in them, is told the same way twice, and shows no
/// secret.
pub fn key_file(bytes: &[u8]) {
    let answer = key_file::read(bytes, "keys.csv");
    shows_no_secret(&answer);
    match &answer {
        Ok(file) => {
            assert!(!file.keys.is_empty());
            findings_are_sound(&file.findings);
            for key in &file.keys {
                assert!(AccessKeyId::parse(key.id.as_str()).is_ok());
                assert!(SecretAccessKey::parse(key.secret.expose()).is_ok());
                stood_in(bytes, key.id.as_str());
                stood_in(bytes, key.secret.expose());
            }
        }
        Err(refusal) => {
            findings_are_sound(std::slice::from_ref(refusal.finding()));
            assert_eq!(refusal.finding().field, Field::File);
        }
    }
    let again = key_file::read(bytes, "keys.csv");
    assert_eq!(format!("{answer:?}"), format!("{again:?}"));
}

/// A text holds no run of forty characters of a secret.
fn shows_no_secret(answer: &impl Debug) {
    let told = format!("{answer:?}");
    let run = told.split(|c: char| !(c.is_ascii_alphanumeric() || c == '+' || c == '/'));
    let longest = run.map(str::len).max().unwrap_or_default();
    assert!(longest < SecretAccessKey::LENGTH, "{told}");
}

/// The bytes hold these characters in this order, with at most what can't be seen, zeros of UTF-16
/// or escapes of JSON between them.
fn stood_in(bytes: &[u8], text: &str) {
    let escaped = bytes.contains(&b'\\');
    let seen: Vec<u8> = bytes.iter().copied().filter(|b| b.is_ascii() && *b != 0).collect();
    let whole = seen.windows(text.len()).any(|window| window == text.as_bytes());
    assert!(whole || escaped, "made up");
}

/// Findings are of data that can be sent and said, and a fix of one mends what it is of.
pub fn findings_are_sound(findings: &[Finding]) {
    for finding in findings {
        assert_eq!(finding.field, finding.code.field());
        assert!(finding.field != Field::Password || finding.fix.is_none());
        if let Some(fix) = &finding.fix {
            let mended = match finding.field {
                Field::Name => judge::name(fix),
                Field::UserName => judge::user_name(fix),
                Field::Registry => judge::registry(fix, None),
                _ => continue,
            };
            assert!(mended.iter().all(|f| f.code != finding.code), "{finding:?}");
            assert!(mended.iter().all(|f| f.severity < Severity::Error), "{finding:?}");
        }
    }
}

/// Wave 1.37 `AwsEcrService`, used there with `find()`.
static WAVE_PRIVATE: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"^([0-9]+)\.dkr\.ecr\.([a-z\-0-9]+)\.amazonaws\.com").ok());

/// Judges a text as a registry server. One without an error is one that Wave logs in to and that can
/// be an image's host; a fix is exact.
pub fn registry_host(text: &str) {
    let findings = judge::registry(text, None);
    findings_are_sound(&findings);
    let normalised = RegistryHost::normalise(text);
    if let Ok(host) = &normalised.host {
        assert_eq!(RegistryHost::parse(&host.to_string()).as_ref(), Ok(host));
        assert!(RegistryHost::normalise(&host.to_string()).changes.is_empty());
    }
    let host = match normalised.host {
        Ok(host) if normalised.changes.is_empty() => host.to_string(),
        _ => return,
    };
    assert_eq!(host, text, "what is exact stands as it is");
    assert!(findings.iter().all(|finding| finding.severity < Severity::Error));
    let private = WAVE_PRIVATE.as_ref().is_some_and(|pattern| pattern.is_match(text));
    assert!(private || text == "public.ecr.aws");
    assert!(!text.contains(['/', ':', '@', ' ']));
}

/// Judges a text as each half of a key, and as a name.
pub fn access_key(text: &str) {
    let as_id = judge::user_name(text);
    let as_secret = judge::password(text);
    let as_name = judge::name(text);
    for findings in [&as_id, &as_secret, &as_name] {
        findings_are_sound(findings);
    }
    shows_no_secret(&as_id);
    shows_no_secret(&as_secret);
    if let Ok(secret) = SecretAccessKey::parse(text)
        && !secret.looks_made_up()
    {
        shows_no_secret(&as_name);
    }
    if let Ok(id) = AccessKeyId::parse(text) {
        assert_eq!(id.as_str(), text);
    }
}
