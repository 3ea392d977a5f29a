//! What a text without any key is instead, told by what stands anywhere in it. Tables are told by
//! their headings before, in `table`; this is for what has none.

use super::sign_in;
use super::text::lines;
use crate::aws::{AccessKeyId, AccountId, SecretAccessKey, SecretAccessKeyError};
use crate::finding::{Code, Finding};

/// What the AWS CLI's configuration names where it holds no key of its own.
const WITHOUT_A_KEY: &[&str] = &[
    "role_arn",
    "source_profile",
    "credential_process",
    "credential_source",
    "web_identity_token_file",
    "sso_session",
    "sso_start_url",
    "sso_account_id",
];

/// The finding that says so, if it is anything that is known here.
pub(super) fn what_it_is(text: &str) -> Option<Finding> {
    let start = text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n']);
    if start.contains("-----BEGIN ") {
        return Some(Finding::new(Code::FilePem));
    }
    if start.starts_with('<') && is_web_page(start) {
        return Some(Finding::new(Code::FileWebPage));
    }
    by_words(text).or_else(|| by_lines(text))
}

fn is_web_page(text: &str) -> bool {
    let front = text.as_bytes().get(..2_000).unwrap_or(text.as_bytes());
    ["<!doctype html", "<html", "<head", "<body"]
        .iter()
        .any(|tag| front.windows(tag.len()).any(|part| part.eq_ignore_ascii_case(tag.as_bytes())))
}

fn by_words(text: &str) -> Option<Finding> {
    let part_of_a_word = |c: char| c.is_ascii_alphanumeric() || "+/=-_.@".contains(c);
    let (mut has_id, mut mail_password, mut of_mail) = (false, false, false);
    let mut user_of_one_service = false;
    let mut link = false;
    let mut report = false;
    // What is set by `NAME=value` is a word too.
    let words = text.split(|c| !part_of_a_word(c)).flat_map(|word| {
        let value = word.split_once('=').map(|(_, value)| value);
        std::iter::once(word).chain(value)
    });
    for word in words.filter(|word| !word.is_empty()) {
        match SecretAccessKey::parse(word) {
            Err(SecretAccessKeyError::Bedrock) => return Some(Finding::new(Code::FileBedrock)),
            Err(SecretAccessKeyError::LoginToken) => {
                return Some(Finding::new(Code::FileLoginToken));
            }
            Err(SecretAccessKeyError::SesOrCodeCommit) => mail_password = true,
            _ => {}
        }
        has_id |= AccessKeyId::parse(word).is_ok();
        of_mail |= word.get(..4).is_some_and(|front| front.eq_ignore_ascii_case("smtp"))
            || word.starts_with("email-smtp.")
            || word.starts_with("EMAIL_HOST");
        user_of_one_service |=
            word.rsplit_once("-at-").is_some_and(|(_, account)| AccountId::parse(account).is_ok());
        link |= sign_in::is_sign_in(word.trim_start_matches('/'));
        report |= word == "root_account";
    }
    if (of_mail && (has_id || mail_password)) || (has_id && mail_password) {
        Some(Finding::new(Code::FileSesSmtp))
    } else if user_of_one_service {
        Some(Finding::new(Code::FileCodecommit))
    } else if report {
        Some(Finding::new(Code::FileCredentialReport))
    } else if link {
        Some(Finding::new(Code::FileConsolePassword))
    } else {
        None
    }
}

fn by_lines(text: &str) -> Option<Finding> {
    lines(text).find_map(|(number, line)| {
        let name = line.split(['=', ':']).next().unwrap_or_default().trim();
        if WITHOUT_A_KEY.iter().any(|known| name.eq_ignore_ascii_case(known)) {
            return Some(Finding::new(Code::FileConfig));
        }
        let azure = line.contains("DefaultEndpointsProtocol=")
            || line.contains("AccountKey=")
            || name.starts_with("AZURE_");
        azure.then(|| {
            Finding::new(Code::FileOtherCloud)
                .with("line", number.to_string())
                .with("cloud", "Microsoft Azure")
        })
    })
}
