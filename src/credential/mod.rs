//! The five fields of a container registry credential and their rules: Seqera's and Wave's.
//!
//! A [`Draft`] is a key on its way: it knows the key, gathers account, region and name from the
//! places that may tell them, and says what is still missing. Nothing missing makes a
//! [`Credential`]. [`judge`] says of what stands in a form whether Wave will be able to use it.

mod draft;
pub mod judge;
mod name;
mod region_choice;

pub use draft::{Draft, InForm, LearntFrom, Missing, Registry, Sourced};
pub use name::{CredentialName, CredentialNameError};
pub use region_choice::{RegionChoice, RegionOption};

use crate::aws::{AccessKeyId, RegistryHost, SecretAccessKey};

/// The provider that Wave reads, as Seqera names it.
pub const CONTAINER_REGISTRY: &str = "Container registry";

/// Words that make another thing of a container registry: whose product it is, or that it is no more.
const OTHER_THINGS: [&str; 21] = [
    "alibaba",
    "amazon",
    "aws",
    "azure",
    "deprecated",
    "digitalocean",
    "gcp",
    "github",
    "gitlab",
    "google",
    "harbor",
    "hat",
    "huawei",
    "ibm",
    "jfrog",
    "legacy",
    "old",
    "oracle",
    "scaleway",
    "tencent",
    "yandex",
];

/// A text in lower case, letter by letter: what the standard library does beyond that, for a Greek word's
/// last letter, takes 5 KB of WebAssembly.
pub(crate) fn lower_case(text: &str) -> String {
    text.chars().flat_map(char::to_lowercase).collect()
}

/// Whether `text` names the provider that Wave reads. Case and blanks vary, an icon's own text may
/// stand before it, and what it is for behind it.
pub fn is_container_registry(text: &str) -> bool {
    let is_mark = |letter: char| !letter.is_alphanumeric();
    let words: Vec<String> = text
        .split_whitespace()
        .take(20)
        .map(|word| lower_case(word.trim_matches(is_mark)))
        .filter(|word| !word.is_empty())
        .collect();
    let at = words
        .windows(2)
        .position(|pair| pair[0] == "container" && matches!(&*pair[1], "registry" | "registries"));
    at.is_some_and(|at| {
        let is_near = at == 0 || (at < 3 && at + 2 == words.len());
        // What stands behind it may name brands: those whose registries it is for.
        let around = words[..at].iter().chain(words.get(at + 2).filter(|_| words.len() == at + 3));
        is_near && !around.into_iter().any(|word| OTHER_THINGS.contains(&word.as_str()))
    })
}

/// A container registry credential whose every field is right.
#[derive(Debug, Clone)]
pub struct Credential {
    /// `Name`.
    pub name: CredentialName,
    /// `User name`.
    pub user_name: AccessKeyId,
    /// `Password`.
    pub password: SecretAccessKey,
    /// `Registry server`.
    pub registry: RegistryHost,
}
