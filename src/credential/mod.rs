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

/// Whether `text` names the provider that Wave reads. Case and blanks vary, and an icon's own text
/// may stand before it.
pub fn is_container_registry(text: &str) -> bool {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    words.ends_with(&["container".to_owned(), "registry".to_owned()])
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
