//! A Seqera that answers as it likes: an inquiry comes to an end, asks for nothing but paths of its API in
//! which nothing of a key stands, and what it makes of the answers can be said.
#![no_main]

use arbitrary::Arbitrary;
use keyferry::credential::{CredentialName, judge};
use keyferry::seqera::{Asked, Inquiry, Reply, beside};
use keyferry_fuzz::{Serde, findings_are_sound};
use serde_json::{Value, json};

/// All is asked and told at once.
const NOW_MS: u64 = 1_790_000_000_000;
const PATHS: &[&str] = &[
    "/orgs/genomics/workspaces/rnaseq-prod/credentials/new",
    "/tower/orgs/genomics/workspaces/rnaseq-prod/credentials/5NvxF0rQ/edit",
    "/user/ada/credentials/new",
    "/credentials/new",
    "//elsewhere.example/user/ada/credentials/new",
];

/// Names, user names and registries, right ones first.
const NAMES: &[&str] = &["wave-ecr", "wave-ecr-2", "Wave-ECR", "a b", ""];
const USER_NAMES: &[&str] = &["AKIARZPUZDIKKVKVKVKV", "AKIARZPUZDIKLVLVLVLV", "ada", ""];
const REGISTRIES: &[&str] = &[
    "123456789012.dkr.ecr.eu-west-1.amazonaws.com",
    "123456789012.dkr.ecr.us-east-1.amazonaws.com",
    "public.ecr.aws",
    "docker.io",
    "",
];

/// Questions may follow from answers: who, which workspace, what is in it.
const MOST: usize = 4;

/// What stands in the form.
#[derive(Arbitrary, Debug)]
struct Typed {
    name: u8,
    user_name: u8,
    registry: u8,
    user: bool,
    edits: bool,
}

/// An answer to one of the questions that are open, or to another one.
#[derive(Arbitrary, Debug)]
struct Told {
    to: To,
    status: Status,
    body: Body,
}

#[derive(Arbitrary, Debug)]
enum To {
    Open(u8),
    Any(String),
}

#[derive(Arbitrary, Debug)]
enum Status {
    Good,
    Free,
    Taken,
    Any(u16),
}

#[derive(Arbitrary, Debug)]
enum Body {
    /// What fits the question.
    Fitting {
        id: u64,
        wave: Option<bool>,
        entries: Vec<Entry>,
    },
    Any(String),
}

#[derive(Arbitrary, Debug)]
struct Entry {
    id: String,
    name: u8,
    /// Instead of one of ours.
    other_name: Option<String>,
    container: bool,
    user_name: u8,
    registry: u8,
    created: u8,
    deleted: Option<bool>,
}

fn of(texts: &[&'static str], number: u8) -> &'static str {
    texts[usize::from(number) % texts.len()]
}

impl Typed {
    fn asked(&self) -> Asked<'static> {
        Asked {
            name: of(NAMES, self.name),
            user_name: of(USER_NAMES, self.user_name),
            registry: of(REGISTRIES, self.registry),
            user: self.user.then_some("wave-ecr"),
            edits: self.edits,
        }
    }
}

impl Entry {
    fn json(&self) -> Value {
        json!({
            "id": self.id,
            "name": self.other_name.as_deref().unwrap_or(of(NAMES, self.name)),
            "provider": if self.container { "container-reg" } else { "aws" },
            "deleted": self.deleted,
            "dateCreated": format!("2026-11-{:02}T12:00:00Z", self.created % 30 + 1),
            "keys": {
                "userName": of(USER_NAMES, self.user_name),
                "registry": of(REGISTRIES, self.registry),
            },
        })
    }
}

impl Told {
    /// The reply to one of `wants`, or to something else.
    fn reply(&self, wants: &[String]) -> Reply {
        let path = match &self.to {
            To::Open(at) => wants.get(usize::from(*at) % wants.len().max(1)).cloned(),
            To::Any(path) => Some(path.clone()),
        };
        let path = path.unwrap_or_default();
        let status = match self.status {
            Status::Good => 200,
            Status::Free => 204,
            Status::Taken => 409,
            Status::Any(status) => status,
        };
        let body = match &self.body {
            Body::Any(text) => text.clone(),
            Body::Fitting { id, wave, entries } => match path.as_str() {
                "/api/service-info" => {
                    let info =
                        json!({"version": "26.2", "apiVersion": "1.187", "waveEnabled": wave});
                    json!({ "serviceInfo": info }).to_string()
                }
                "/api/user-info" => json!({"user": {"id": id}}).to_string(),
                path if path.ends_with("/workspaces") => {
                    let workspace = json!({
                        "orgName": "genomics", "workspaceName": "rnaseq-prod", "workspaceId": id,
                    });
                    json!({ "orgsAndWorkspaces": [workspace] }).to_string()
                }
                _ => {
                    let entries: Vec<Value> = entries.iter().map(Entry::json).collect();
                    json!({ "credentials": entries }).to_string()
                }
            },
        };
        Reply { path, status, body }
    }
}

/// What is asked for: paths of the API, each once, without anything of a key.
fn is_safe(wants: &[String]) {
    for (at, path) in wants.iter().enumerate() {
        assert!(path.starts_with("/api/") && !path.contains(".."), "{path}");
        assert!(
            path.bytes().all(|b| b.is_ascii_alphanumeric() || b"/?=&-_".contains(&b)),
            "{path}"
        );
        assert!(USER_NAMES[..2].iter().all(|id| !path.contains(id)), "{path}");
        assert!(!wants[..at].contains(path), "{path} twice");
    }
}

/// What is said of the form so far.
fn is_sound(inquiry: &Inquiry, asked: &Asked, path: &str) {
    let findings = inquiry.findings(asked, path);
    findings_are_sound(&findings);
    for (name, value) in findings.iter().flat_map(|finding| &finding.arguments) {
        assert!(value.len() <= 400, "{name}: {} bytes", value.len());
        if *name == "page" {
            assert!(value.starts_with('/') && !value.starts_with("//"), "{value}");
        }
    }
    if let Some(free) = inquiry.free_name(asked.name) {
        assert!(CredentialName::parse(free.as_str()).is_ok());
        assert!(!inquiry.is_taken(free.as_str()), "{}", free.as_str());
    }
    let before = judge::name(asked.name);
    let count = before.len() + findings.len();
    assert!(beside(before, findings).len() <= count);
}

libfuzzer_sys::fuzz_target!(|given: (u8, Typed, Vec<Told>)| {
    let (path, typed, told) = given;
    let (path, asked) = (of(PATHS, path), typed.asked());
    let mut inquiry = Inquiry::of_path(path);
    assert!(inquiry.is_of(path));
    for told in told {
        let wants = inquiry.wants(&asked, NOW_MS);
        is_safe(&wants);
        let reply = told.reply(&wants);
        inquiry.take::<Serde>(&reply, &asked, NOW_MS);
        assert!(
            !inquiry.wants(&asked, NOW_MS).contains(&reply.path),
            "{} is asked again",
            reply.path
        );
        is_sound(&inquiry, &asked, path);
    }
    for _ in 0..MOST {
        for path in inquiry.wants(&asked, NOW_MS) {
            let reply = Reply { path, status: 500, body: String::new() };
            inquiry.take::<Serde>(&reply, &asked, NOW_MS);
        }
    }
    assert_eq!(inquiry.wants(&asked, NOW_MS), [""; 0], "it goes on and on");
    is_sound(&inquiry, &asked, path);
});
