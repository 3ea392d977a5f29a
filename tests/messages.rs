//! The words: every text is there, short enough, and says what its finding carries.

// clippy.toml allows these in test functions; what they share must be allowed to fail as well.
#![allow(clippy::unwrap_used, clippy::panic)]

use keyferry::aws::login::{Proof, Verdict};
use keyferry::aws::{
    AccessKeyId, AccountId, AccountIdError, Partition, Region, RegistryHost, SecretAccessKey,
};
use keyferry::credential::judge;
use keyferry::finding::{Code, Field, Finding, Severity};
use keyferry::form::{Failure, Judged, Report, State};
use keyferry::json::Json;
use keyferry::key_file;
use keyferry::messages::{Entry, Messages, Span};
use keyferry::seqera::{Asked, Inquiry, Reply};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

const ID: &str = "AKIARZPUZDIKKVKVKVKV";
const SECRET: &str = "kfExampleSecretKeyForTests0000000000/+AB";
const MAIL_PASSWORD: &str = "BKfExampleMailPasswordForTests000000000/+ABC";
const NOW_MS: u64 = 1_790_000_000_000;
const HOST: &str = "123456789012.dkr.ecr.eu-west-1.amazonaws.com";

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn json() -> String {
    std::fs::read_to_string(root().join("extension/_locales/en/messages.json")).unwrap()
}

fn texts() -> BTreeMap<String, String> {
    let entries: BTreeMap<String, Entry> = serde_json::from_str(&json()).unwrap();
    entries.into_iter().map(|(key, entry)| (key, entry.message)).collect()
}

fn messages() -> Messages {
    Messages::new(serde_json::from_str(&json()).unwrap())
}

/// Every source of the crate, by its path from `src/`, without comments and without its tests.
fn sources() -> BTreeMap<String, String> {
    let mut sources = BTreeMap::new();
    let mut folders = vec![root().join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let name = path.strip_prefix(root().join("src")).unwrap().to_str().unwrap().to_owned();
            let text = std::fs::read_to_string(&path).unwrap();
            let text = text.split("#[cfg(test)]").next().unwrap_or_default();
            let lines = text.lines().filter(|line| !line.trim_start().starts_with("//"));
            sources.insert(name, lines.collect::<Vec<_>>().join("\n"));
        }
    }
    sources
}

/// The string literals of a piece of Rust.
fn literals(code: &str) -> Vec<String> {
    let mut literals = Vec::new();
    let mut rest = code;
    while let Some(open) = rest.find('"') {
        // A quote character is no string.
        if rest[..open].ends_with('\'') && rest[open..].starts_with("\"'") {
            rest = &rest[open + 2..];
            continue;
        }
        let inside = &rest[open + 1..];
        let mut escaped = false;
        let end = inside.char_indices().find(|(_, character)| {
            let ends = *character == '"' && !escaped;
            escaped = *character == '\\' && !escaped;
            ends
        });
        let Some((end, _)) = end else { break };
        literals.push(inside[..end].to_owned());
        rest = &inside[end + 1..];
    }
    literals
}

/// The argument at `place` of every call that `call` (with its parenthesis) begins.
fn arguments<'a>(code: &'a str, call: &str, place: usize) -> Vec<&'a str> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices(call) {
        let is_name = |character: char| character.is_alphanumeric() || character == '_';
        if !call.starts_with('.') && code[..at].ends_with(is_name) {
            continue; // the end of a longer name
        }
        let inside = &code[at + call.len()..];
        let (mut depth, mut begin, mut number, mut in_text) = (0, 0, 0, false);
        for (index, character) in inside.char_indices() {
            match character {
                '"' => in_text = !in_text,
                _ if in_text => {}
                '(' | '[' | '{' => depth += 1,
                ',' | ')' if depth == 0 => {
                    if number == place {
                        found.push(inside[begin..index].trim());
                    }
                    number += 1;
                    begin = index + 1;
                    if character == ')' {
                        break;
                    }
                }
                ')' | ']' | '}' => depth -= 1,
                _ => {}
            }
        }
    }
    found
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
}

/// What a text names in braces.
fn placeholders(text: &str) -> BTreeSet<String> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    names.map(|(name, _)| name.to_owned()).collect()
}

/// A text without what it names in braces, and without marks.
fn bare(text: &str) -> String {
    let mut bare = text.replace("**", "").replace('`', "");
    for name in placeholders(text) {
        bare = bare.replace(&format!("{{{name}}}"), "");
    }
    bare
}

/// The keys that belong to a code, and whether they must be there.
fn keys_of(code: Code) -> Vec<(String, bool)> {
    let parts: &[(&str, bool)] = match (code.field(), code.severity()) {
        (Field::File, Severity::Error) => {
            &[("", true), ("_what", false), ("_why", true), ("_do", true)]
        }
        (Field::File, _) => &[("", true)],
        (Field::Form, _) => &[("", true), ("_why", true), ("_do", true)],
        (Field::Aws, Severity::Advice) => &[("", true)],
        // Of some the way out is drawn in steps, or there is none; of some no user may be known.
        (Field::Aws, _) => &[("", true), ("_why", true), ("_why_any", false), ("_do", false)],
        _ => &[("", true), ("_note", true)],
    };
    parts.iter().map(|(end, must)| (format!("{}{end}", code.as_str()), *must)).collect()
}

/// The codes whose text is one row of the panel.
fn row_codes() -> impl Iterator<Item = Code> {
    Code::ALL.iter().copied().filter(|code| match code.field() {
        Field::File => code.severity() != Severity::Error,
        Field::Form => false,
        Field::Aws => code.severity() == Severity::Advice,
        _ => true,
    })
}

// The file.

#[test]
fn every_key_is_one_that_browsers_take() {
    for key in texts().keys() {
        assert!(is_key(key), "{key}");
    }
}

#[test]
fn no_key_stands_there_twice() {
    let json = json();
    let keys: Vec<&str> = json
        .lines()
        .filter_map(|line| line.strip_prefix("  \"")?.split_once('"'))
        .map(|(key, _)| key)
        .collect();
    let distinct: BTreeSet<&str> = keys.iter().copied().collect();
    assert_eq!(keys.len(), distinct.len());
    assert_eq!(keys.len(), texts().len(), "two blanks before each key");
}

#[test]
fn every_code_has_its_texts() {
    let texts = texts();
    for code in Code::ALL {
        for (key, must) in keys_of(*code) {
            assert!(texts.contains_key(&key) || !must, "{key}");
        }
    }
}

/// The calls that take a key, and the place of it among their arguments.
const SAYING: [(&str, usize); 12] = [
    (".say(", 0),
    (".say_of(", 0),
    (".p(", 2),
    ("self.button(", 3),
    (".heading(", 0),
    (".line(", 1),
    (".zone(", 0),
    (".six_steps(", 0),
    ("section(", 0),
    (".plain(", 0),
    (".spans(", 0),
    ("count(", 1),
];

#[test]
fn every_key_that_the_panel_says_is_there() {
    let texts = texts();
    let mut said = BTreeSet::new();
    for (name, code) in sources() {
        for (call, place) in SAYING {
            for argument in arguments(&code, call, place) {
                for literal in literals(argument).into_iter().filter(|text| is_key(text)) {
                    assert!(texts.contains_key(&literal), "{name}: {call}… {literal:?})");
                    said.insert(literal);
                }
            }
        }
    }
    assert!(said.len() > 60, "the panel says more than {said:?}");
    for field in Field::FORM {
        assert!(texts.contains_key(&format!("field_{}", field.as_str())));
    }
    for step in 1..=6 {
        assert!(texts.contains_key(&format!("steps_{step}")));
    }
}

/// Keys are mostly handed on as plain literals: each must be a text, or the name of something else.
#[test]
fn every_literal_in_the_views_that_looks_like_a_key_is_one() {
    let texts = texts();
    let sources = sources();
    let others: BTreeSet<String> = sources
        .iter()
        .filter(|(name, _)| !name.starts_with("web/panel/views"))
        .flat_map(|(_, code)| literals(code))
        .collect();
    // A state's name, by which what was scrolled and opened in it is kept.
    let states: BTreeSet<&str> =
        sources.values().flat_map(|code| arguments(code, "scroll(", 0)).collect();
    for (name, code) in sources.iter().filter(|(name, _)| name.starts_with("web/panel/views")) {
        for literal in literals(code) {
            if is_key(&literal) && literal.trim_matches('_').contains('_') {
                let known = texts.contains_key(&literal)
                    || others.contains(&literal)
                    || states.contains(format!("\"{literal}\"").as_str());
                assert!(known, "{name}: {literal}");
            }
        }
    }
}

#[test]
fn no_text_is_left_over() {
    let manifest = std::fs::read_to_string(root().join("extension/manifest.json")).unwrap();
    // The browser's own menus are spoken to there.
    let background = std::fs::read_to_string(root().join("extension/background.js")).unwrap();
    let sources = sources();
    let literals: BTreeSet<String> = sources.values().flat_map(|code| literals(code)).collect();
    let ends: Vec<&str> = literals
        .iter()
        .filter_map(|literal| literal.rsplit_once('}'))
        .map(|(_, end)| end)
        .collect();
    let of_codes: BTreeSet<String> =
        Code::ALL.iter().flat_map(|code| keys_of(*code)).map(|(key, _)| key).collect();
    let families: BTreeSet<String> = Field::FORM
        .iter()
        .map(|field| format!("field_{}", field.as_str()))
        .chain((1..=6).map(|step| format!("steps_{step}")))
        .collect();
    for key in texts().keys() {
        // `{verb}_practice` and its like: the rest must be said somewhere too.
        let is_variant = ends.iter().any(|end| {
            end.starts_with('_')
                && key.strip_suffix(end).is_some_and(|stem| literals.contains(stem))
        });
        assert!(
            literals.contains(key)
                || of_codes.contains(key)
                || families.contains(key)
                || manifest.contains(&format!("__MSG_{key}__"))
                || background.contains(&format!("getMessage('{key}')"))
                || is_variant,
            "{key} is never said"
        );
    }
}

#[test]
fn every_text_of_the_manifest_is_there_and_within_the_stores_limits() {
    let manifest = std::fs::read_to_string(root().join("extension/manifest.json")).unwrap();
    let texts = texts();
    let keys: Vec<&str> = manifest
        .split("__MSG_")
        .skip(1)
        .filter_map(|rest| rest.split_once("__"))
        .map(|(key, _)| key)
        .collect();
    assert!(!keys.is_empty());
    for key in keys {
        // What the browser itself says has neither marks nor arguments.
        assert_eq!(texts[key], bare(&texts[key]), "{key}");
    }
    assert!(texts["extension_name"].chars().count() <= 45);
    assert!(texts["extension_description"].chars().count() <= 132);
}

// How it is said.

#[test]
fn no_text_begs_apologises_or_cheers() {
    for (key, text) in texts() {
        let lower = text.to_lowercase();
        for word in ["please", "oops", "sorry", "successfully", "!", "creds", "click", "simply"] {
            assert!(!lower.contains(word), "{key}: {word:?} in {text:?}");
        }
    }
}

#[test]
fn every_text_is_set_as_print_is() {
    for (key, text) in texts() {
        assert_eq!(text, text.trim(), "{key}");
        assert!(!text.is_empty() && !text.contains("  "), "{key}: {text:?}");
        for wrong in ["'", "\"", "...", " - ", "\t", "\n", " ,"] {
            assert!(!text.contains(wrong), "{key}: {wrong:?} in {text:?}");
        }
        // The browser's own reader of these files takes a dollar for an argument.
        assert!(!text.contains('$'), "{key}: {text:?}");
    }
}

#[test]
fn every_mark_has_its_end() {
    let messages = messages();
    for (key, text) in texts() {
        for span in messages.spans(&key, &[]) {
            let Span::Plain(plain) = span else { continue };
            assert!(!plain.contains("**") && !plain.contains('`'), "{key}: {text:?}");
        }
        let names = placeholders(&text);
        assert!(names.iter().all(|name| is_key(name)), "{key}: {text:?}");
        assert_eq!(text.matches('{').count(), text.matches('}').count(), "{key}: {text:?}");
    }
}

#[test]
fn a_row_begins_with_its_verdict_and_is_short() {
    let (messages, texts) = (messages(), texts());
    for code in row_codes() {
        let (key, text) = (code.as_str(), &texts[code.as_str()]);
        let length = bare(text).chars().count();
        assert!(length <= 140, "{key}: {length} characters");
        let spans = messages.spans(key, &[]);
        let Some(Span::Strong(verdict)) = spans.first() else { panic!("{key}: no verdict") };
        let words = verdict.split_whitespace().count();
        assert!(words <= 5, "{key}: {words} words in {verdict:?}");
        assert!(text.ends_with('.'), "{key}: {text:?}");
    }
}

#[test]
fn a_headline_is_one_line_without_a_full_stop_and_what_follows_are_sentences() {
    let texts = texts();
    for code in Code::ALL.iter().filter(|code| {
        matches!((code.field(), code.severity()), (Field::Form | Field::File, Severity::Error))
            || (code.field() == Field::Aws && code.severity() != Severity::Advice)
    }) {
        let headline = &texts[code.as_str()];
        assert!(bare(headline).chars().count() <= 45, "{headline}");
        assert!(!headline.ends_with('.') && !headline.contains("**"), "{headline}");
        for (key, _) in keys_of(*code).into_iter().skip(1) {
            if let Some(text) = texts.get(&key) {
                assert!(text.ends_with('.'), "{key}: {text:?}");
            }
        }
    }
}

// What findings carry.

/// One finding at least of every code, as the crate makes them.
fn samples() -> Vec<Finding> {
    let mut samples = Vec::new();
    // Key ids.
    let long = "AKIA".repeat(300);
    for text in [
        "",
        " AKIARZPUZDIKKVKVKVKV",
        "akiarzpuzdikkvkvkvkv",
        "ASIARZPUZDIKKVKVKVKV",
        "AIDARZPUZDIKKVKVKVKVA",
        "AROARZPUZDIKKVKVKVKVA",
        "AGPARZPUZDIKKVKVKVKVA",
        "AIPARZPUZDIKKVKVKVKVA",
        "ANPARZPUZDIKKVKVKVKVA",
        "APKARZPUZDIKKVKVKVKVA",
        "ASCARZPUZDIKKVKVKVKVA",
        "ABIARZPUZDIKKVKVKVKV",
        "ACCARZPUZDIKKVKVKVKV",
        "arn:aws:iam::123456789012:role/pull",
        "arn:aws:iam::123456789012:user/joe",
        "123456789012",
        "AWS",
        "ABSKQUJDQUJDQUJDQUJD",
        "LTAIkfExampleIdForTests0",
        "HPUAKFEXAMPLE0000000",
        SECRET,
        "<your key>",
        "AKIDEXAMPLE",
        "AKIAIOSFODNN7EXAMPLE",
        "joe@example.org",
        "AKIA1234",
        "AKIARZPUZDIK-VKVKVKV",
        "AKIARZPUZDIKKVKVKVK0",
        "AKIASP2TPHJSQH3FJRUX",
        ID,
        "AKIAJAAAAAAAAAAAAAAA",
        &long,
    ] {
        samples.extend(judge::user_name(text));
    }
    // Secrets.
    let token = format!("eyJ{}", "QUJD".repeat(400));
    let bedrock = format!("ABSK{}", "QUJD".repeat(30));
    let spoilt = SECRET.replace('+', "-");
    let long = "x".repeat(1_999);
    for text in [
        "",
        &format!("{SECRET} "),
        ID,
        MAIL_PASSWORD,
        &bedrock,
        &token,
        &SECRET[1..],
        &long,
        &spoilt,
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYzEXAMPLEKEY",
        "da39a3ee5e6b4b0d3255bfef95601890afd80709",
    ] {
        match SecretAccessKey::parse(text) {
            Ok(secret) => samples.extend(secret.doubt()),
            Err(error) => samples.push(error.finding()),
        }
    }
    // Accounts and regions, as they are typed.
    let accounts: Vec<AccountIdError> = ["", "1234", "x23456789012"]
        .iter()
        .filter_map(|text| AccountId::parse(text).err())
        .collect();
    samples.extend(accounts.into_iter().map(AccountIdError::finding));
    for text in ["", "ireland"] {
        samples.extend(Region::parse(text).err().map(|error| error.finding()));
    }
    // Registry servers, in every region and partition.
    let account = AccountId::parse("123456789012").unwrap();
    let mut servers: Vec<String> = [
        "", "docker.io", "quay.io", "null", SECRET, ID, "sts.amazonaws.com", "public.ecr.aws", "notpublic.ecr.aws",
        "123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", "ecr-public.aws.com",
        "123456789012.dkr-ecr.us-west-2.on.aws", "12345.dkr.ecr.eu-west-1.amazonaws.com",
        "<account>.dkr.ecr.eu-west-1.amazonaws.com", ".dkr.ecr.eu-west-1.amazonaws.com",
        "123456789012.dkr.ecr.ireland.amazonaws.com", "123456789012.dkr.ecr.cn-north-1.amazonaws.com",
        "123456789012.dkr.ecr.eu-west-9.amazonaws.com", "123456789012.dkr.ecr.eu-wset-1.amazonaws.com",
        "123456789012.dkr.ecr.eusc-de-east-1.amazonaws.eu", "123456789012.dkr.ecr.us-iso-east-1.c2s.ic.gov",
        "123456789012.dkr.ecr.us-isob-east-1.sc2s.sgov.gov", "123456789012.dkr.ecr.eu-isoe-west-1.cloud.adc-e.uk",
        "123456789012.dkr.ecr.us-isof-east-1.csp.hci.ic.gov",
        "111122223333.dkr.ecr.eu-west-1.amazonaws.com", "1234-5678-9012.dkr.ecr.eu-west-1.amazonaws.com",
        "arn:aws:ecr:eu-west-1:123456789012:repository/x",
        "https://eu-west-1.console.aws.amazon.com/ecr/repositories/private/123456789012/x?region=eu-west-1",
    ]
    .map(str::to_owned)
    .to_vec();
    servers.extend(
        [
            " {}",
            "\"{}\"",
            "docker pull {}",
            "https://{}",
            "AWS@{}",
            "{}/x",
            "{}:443",
            "{}.",
            "<{}>",
            "{} quay.io",
        ]
        .map(|text| text.replace("{}", HOST)),
    );
    servers.push(HOST.to_uppercase());
    servers.extend(Region::known().iter().filter_map(|facts| {
        let region = Region::parse(facts.code).ok()?;
        Some(RegistryHost::private(account, region).ok()?.to_string())
    }));
    for server in servers {
        samples.extend(judge::registry(&server, Some(&account)));
        samples.extend(judge::registry(&server, None));
    }
    // Names and providers.
    for text in ["wave-ecr", "", "x", &"x".repeat(1_999), "a b", "a/b", SECRET] {
        samples.extend(judge::name(text));
    }
    for text in ["Container registry", "", "Kubernetes"] {
        samples.extend(judge::provider(text));
    }
    samples.extend(of_files());
    samples.extend(of_fills());
    samples.extend(of_seqera());
    samples.extend(of_aws());
    samples
}

struct Serde;

impl Json for Serde {
    fn read<T: serde::de::DeserializeOwned>(text: &str) -> Option<T> {
        serde_json::from_str(text).ok()
    }
}

/// What is said of Seqera's answers.
fn of_seqera() -> Vec<Finding> {
    let path = "/user/ada/credentials/new";
    let asked = Asked {
        name: "wave-ecr",
        user_name: ID,
        registry: HOST,
        user: Some("wave-ecr"),
        edits: false,
    };
    let reply = |path: &str, status: u16, body: &str| Reply {
        path: path.to_owned(),
        status,
        body: body.to_owned(),
    };
    let mut samples = Vec::new();
    let mut take = |replies: &[Reply], asked: &Asked| {
        let mut inquiry = Inquiry::of_path(path);
        for reply in replies {
            inquiry.take::<Serde>(reply, asked, NOW_MS);
        }
        samples.extend(inquiry.findings(asked, path));
    };
    let name = "/api/credentials/validate?name=wave-ecr";
    for status in [204, 409, 400, 401, 403, 404, 429, 500, 200, 0, 1] {
        take(&[reply(name, status, "")], &asked);
    }
    take(&[reply(name, 204, ""), reply("/api/credentials", 500, "")], &asked);
    take(
        &[reply(
            "/api/service-info",
            200,
            r#"{"serviceInfo":{"version":"26","apiVersion":"1","waveEnabled":false}}"#,
        )],
        &asked,
    );
    let entry = |name: &str, created: &str, id: &str, host: &str| {
        format!(
            r#"{{"id":"a1","name":"{name}","provider":"container-reg","dateCreated":"{created}",
            "keys":{{"userName":"{id}","registry":"{host}"}}}}"#
        )
    };
    let old = "AKIARZPUZDIKLVLVLVLV";
    let mut rising = vec![entry("other", "1Z", old, HOST)];
    rising.extend(
        ["e", "b", "a", "d"]
            .iter()
            .zip(2..)
            .map(|(name, day)| entry(name, &format!("{day}Z"), "u", "quay.io")),
    );
    for entries in [
        rising.clone(),
        rising.iter().rev().cloned().collect(),
        vec![entry("other", "2", old, HOST)],
        vec![entry("wave-ecr", "2", old, HOST)],
        vec![entry("other", "2", ID, HOST)],
        vec![entry("other", "2", ID, "111122223333.dkr.ecr.eu-west-1.amazonaws.com")],
    ] {
        let body = format!(r#"{{"credentials":[{}]}}"#, entries.join(","));
        take(&[reply("/api/credentials", 200, &body)], &asked);
    }
    let mut elsewhere = Inquiry::of_path("/orgs/a/workspaces/b/credentials/new");
    elsewhere.take::<Serde>(&reply("/api/user-info", 200, r#"{"user":{"id":1}}"#), &asked, NOW_MS);
    let none = r#"{"orgsAndWorkspaces":[]}"#;
    elsewhere.take::<Serde>(&reply("/api/user/1/workspaces", 200, none), &asked, NOW_MS);
    samples.extend(elsewhere.findings(&asked, ""));
    samples
}

/// What is said of AWS's answers.
fn of_aws() -> Vec<Finding> {
    let registry = RegistryHost::parse(HOST).unwrap();
    let verdicts = [
        Verdict::Good,
        Verdict::KeyUnknown,
        Verdict::KeyUnknownHere,
        Verdict::SecretWrong,
        Verdict::ClockOff,
        Verdict::NoPermission,
        Verdict::Denied,
        Verdict::RegionOff,
        Verdict::NotYet,
        Verdict::RegistryRefused,
        Verdict::Unreachable,
        Verdict::TimedOut,
        Verdict::Busy,
        Verdict::NotAws,
        Verdict::Unclear,
        Verdict::NotAllowed,
        Verdict::Stopped,
    ];
    let mut samples = vec![Proof::unasked(Verdict::Good).findings(&registry, None).0];
    for (verdict, clock_s) in verdicts.into_iter().zip([600, -600].into_iter().cycle()) {
        let proof = Proof {
            verdict,
            clock_s,
            is_root: verdict == Verdict::Good,
            account: Some("999999999999".to_owned()),
            ..Proof::default()
        };
        let (first, others) = proof.findings(&registry, None);
        // The view adds whose key it is.
        samples.push(first.with("id", ID));
        samples.extend(others);
    }
    samples
}

/// What is said of files.
fn of_files() -> Vec<Finding> {
    let mut samples = Vec::new();
    let mut take = |bytes: &[u8], name: &str| match key_file::read(bytes, name) {
        Ok(file) => samples.extend(file.findings),
        Err(refusal) => samples.push(refusal.finding().clone()),
    };
    for entry in std::fs::read_dir(root().join("tests/data")).unwrap() {
        let path = entry.unwrap().path();
        take(&std::fs::read(&path).unwrap(), path.file_name().unwrap().to_str().unwrap());
    }
    let headings = "Access key ID,Secret access key\n";
    let example = "AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    let other = SECRET.replace('0', "1");
    for text in [
        "",
        "hello",
        headings,
        &format!("{headings}\"{ID},{SECRET}\n"),
        &format!("{headings}AKIA1234,{SECRET}\n"),
        &format!("{headings}{ID},{}\n", &SECRET[1..]),
        &format!("{headings}ASIARZPUZDIKKVKVKVKV,{SECRET}\n"),
        &format!("{headings}{example}\n"),
        &format!("{headings}{ID},{SECRET}\nAKIA1234,{SECRET}\n"),
        &format!("{headings}{ID},{SECRET}\n{ID},{other}\n"),
        &format!("User name,{headings}joe,{ID},{SECRET}\nada,,\n"),
        &format!("a,b\n{ID},{SECRET}\n"),
        &format!("a,b\n{ID},{SECRET},{other}\n"),
        &format!("{headings}<your key>,<your secret>\n"),
        &format!("AWS,eyJ{}\n", "QUJD".repeat(200)),
        "[profile x]\nrole_arn = arn:aws:iam::123456789012:role/x\n",
        "-----BEGIN CERTIFICATE-----\n",
        "<!doctype html><title>Sign in</title>",
        "cognito:username,name,email\njoe,Joe,joe@example.org\n",
    ] {
        take(text.as_bytes(), "wave-ecr_accessKeys.csv");
    }
    take(&vec![b'x'; key_file::LARGEST + 1], "large.csv");
    take(b"PK\x03\x04 and so on", "keys.xlsx");
    take(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0", "picture.csv");
    samples
}

/// What is said of fills: how they ended, and how far each field got.
fn of_fills() -> Vec<Finding> {
    let mut samples: Vec<Finding> = [
        Failure::FormNotFound,
        Failure::OtherForm("AWS"),
        Failure::OtherProvider("Kubernetes".to_owned()),
        Failure::ProviderNotOpened,
        Failure::ProviderNotShown,
        Failure::NoContainerRegistry(vec![]),
        Failure::NoContainerRegistry(vec!["AWS".to_owned()]),
        Failure::FieldsMissing,
        Failure::PageLeft,
        Failure::Busy,
        Failure::Stopped,
        Failure::Misunderstood,
    ]
    .iter()
    .map(Failure::finding)
    .collect();
    let judged = Judged {
        account: AccountId::parse("123456789012").ok(),
        password: Finding::new(Code::PasswordGood).with("length", "40"),
        ours: [
            Some("wave-ecr".to_owned()),
            Some("Container registry".to_owned()),
            Some(ID.to_owned()),
            None,
            Some(HOST.to_owned()),
        ],
    };
    for state in [
        State::Waiting,
        State::AlreadyThere,
        State::Disabled,
        State::Changed,
        State::Kept,
        State::Written,
    ] {
        let other = ["mine", "GitHub", "AKIARZPUZDIKLVLVLVLV", "", "quay.io"];
        let mut values = other.map(|text| Some(text.to_owned()));
        values[3] = None;
        if matches!(state, State::Waiting | State::AlreadyThere) {
            values = Default::default();
        }
        for length in [1_999, 0] {
            let report = Report {
                states: [(); 5].map(|()| state.clone()),
                values: values.clone(),
                password_length: Some(length),
                before: Default::default(),
                password_before: None,
                failure: None,
                page: None,
            };
            samples.extend(report.findings(&judged));
        }
    }
    samples
}

/// What only the panel makes, with what it carries there.
const OF_THE_PANEL: [(Code, &[&str]); 9] = [
    (Code::NameNumbered, &["taken"]),
    (Code::NameStays, &[]),
    (Code::FileSeveral, &["count"]),
    (Code::FileFolder, &["file"]),
    (Code::FileNothing, &[]),
    (Code::FileUnreadable, &[]),
    (Code::FileWhileFilling, &[]),
    (Code::RegistryFixed, &["old"]),
    (Code::RegistryRegionLastUsed, &["region"]),
];

fn all_samples() -> Vec<Finding> {
    let of_the_panel = OF_THE_PANEL.iter().map(|(code, names)| {
        names.iter().fold(Finding::new(*code), |finding, name| finding.with(name, "value"))
    });
    samples().into_iter().chain(of_the_panel).collect()
}

#[test]
fn every_code_is_said_by_something() {
    let said: BTreeSet<Code> = all_samples().iter().map(|finding| finding.code).collect();
    let never: Vec<&Code> = Code::ALL.iter().filter(|code| !said.contains(code)).collect();
    assert!(never.is_empty(), "{never:?}");
}

#[test]
fn the_panels_own_findings_carry_what_is_said_of_them() {
    let panel: String = sources()
        .into_iter()
        .filter(|(name, _)| name.starts_with("web/"))
        .map(|(_, code)| code)
        .collect();
    for (code, names) in OF_THE_PANEL {
        let made = format!("Finding::new(Code::{code:?})");
        let after: Vec<&str> = panel.split(&made).skip(1).collect();
        assert!(!after.is_empty(), "{code:?}");
        for name in names {
            let carried = format!(".with(\"{name}\"");
            let near = |text: &&str| text.chars().take(120).collect::<String>().contains(&carried);
            assert!(after.iter().all(near), "{code:?} {name}");
        }
    }
}

#[test]
fn a_text_names_only_what_its_finding_carries() {
    let texts = texts();
    for finding in all_samples() {
        let carried: BTreeSet<String> =
            finding.arguments.iter().map(|(name, _)| (*name).to_owned()).collect();
        for (key, _) in keys_of(finding.code) {
            let Some(text) = texts.get(&key) else { continue };
            let mut named = placeholders(text);
            if key.ends_with("_what") {
                named.remove("file"); // the panel adds it: it knows what was dropped
            }
            assert!(named.is_subset(&carried), "{key}: {named:?} of {carried:?}");
        }
    }
}

#[test]
fn what_other_texts_name_is_handed_to_them_by_the_panel() {
    let panel: String = sources()
        .into_iter()
        .filter(|(name, _)| name.starts_with("web/"))
        .map(|(_, code)| code)
        .collect();
    let of_codes: BTreeSet<String> =
        Code::ALL.iter().flat_map(|code| keys_of(*code)).map(|(key, _)| key).collect();
    for (key, text) in texts().into_iter().filter(|(key, _)| !of_codes.contains(key)) {
        for name in placeholders(&text) {
            assert!(panel.contains(&format!("(\"{name}\", ")), "{key}: {name}");
        }
    }
}

#[test]
fn a_note_is_short_and_begins_with_the_word_of_its_severity() {
    let (messages, texts) = (messages(), texts());
    let partition = Partition::ALL.iter().map(|partition| partition.as_str());
    assert!(partition.clone().count() > 4, "each is among the samples");
    for finding in all_samples() {
        if matches!(finding.field, Field::File | Field::Form | Field::Aws) {
            continue;
        }
        let key = format!("{}_note", finding.code.as_str());
        let (word, text) = messages.note(&finding);
        let whole = format!("{word} {text}");
        assert!(whole.chars().count() <= 40, "{key}: {whole:?} has {}", whole.chars().count());
        assert!(texts[&key].starts_with(&format!("{word} ")), "{key}: {:?}", texts[&key]);
        assert!(!text.is_empty() && !text.ends_with('.'), "{key}: {text:?}");
        assert!(!text.contains('{'), "{key}: {text:?}");
        // Notes are plain: they have no room for marks.
        assert!(!texts[&key].contains("**") && !texts[&key].contains('`'), "{key}");
    }
}

#[test]
fn the_words_of_severity_are_the_four() {
    let texts = texts();
    let words = ["note_good", "note_advice", "note_warning", "note_error"].map(|key| &texts[key]);
    assert_eq!(words, ["Good.", "Tip.", "Check.", "Won’t work."]);
}

#[test]
fn no_text_of_a_finding_shows_a_secret() {
    let messages = messages();
    for finding in all_samples() {
        let mut said = String::new();
        for (key, _) in keys_of(finding.code) {
            said.push_str(&messages.plain(&key, &finding.arguments));
        }
        said.push_str(finding.fix.as_deref().unwrap_or_default());
        assert!(!said.contains("kfExample"), "{said}");
    }
}

#[test]
fn every_beginning_of_an_id_that_a_text_names_is_one_that_is_known() {
    for (key, text) in texts() {
        for word in text.split(|character: char| !character.is_ascii_alphanumeric()) {
            if word.len() == 4
                && word.starts_with('A')
                && word.bytes().all(|b| b.is_ascii_uppercase())
            {
                let id = format!("{word}RZPUZDIKKVKVKVKV");
                let code = match AccessKeyId::parse(&id) {
                    Ok(_) => None,
                    Err(error) => Some(error.code()),
                };
                assert_ne!(code, Some(Code::KeyIdPrefix), "{key}: {word}");
            }
        }
    }
}
