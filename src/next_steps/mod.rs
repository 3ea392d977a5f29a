//! What there is to do once a credential was added, as texts to copy: Nextflow's settings, the same
//! credential by `tw`, seqerakit or Terraform, and the policies that its key needs.
//!
//! No text holds the secret; it is a variable everywhere. Nothing in a text has to be quoted either,
//! since all that gets into one is of letters, digits, `.`, `-`, `_` and `/`: a credential's name, a
//! key's id, a registry host and a repository by their types, and of a workspace, which is named by a
//! page's address, only what [`Workspace::reference`] lets through.
//!
//! ```
//! use keyferry::aws::{AccessKeyId, RegistryHost};
//! use keyferry::credential::CredentialName;
//! use keyferry::next_steps::{Added, Kind, snippets};
//!
//! let snippets = snippets(&Added {
//!     name: CredentialName::parse("wave-ecr").map_err(|_| "no name")?,
//!     user_name: AccessKeyId::parse("AKIARZPUZDIKKVKVKVKV")?,
//!     registry: RegistryHost::parse("123456789012.dkr.ecr.eu-west-1.amazonaws.com")?,
//!     endpoint: None,
//!     workspace: None,
//!     workspace_id: Some(40230138858677),
//!     is_new: true,
//! });
//! assert_eq!(snippets[1].kind, Kind::Tw);
//! assert!(snippets[1].text.ends_with("--workspace=40230138858677"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod nextflow;
mod policy;
mod seqerakit;
mod terraform;
mod tw;

pub use policy::{Access, policy};

use crate::aws::{AccessKeyId, RegistryHost};
use crate::credential::CredentialName;
use crate::seqera::{Endpoint, Workspace};

/// A credential as the form held it, without its secret, and where in Seqera it was added.
#[derive(Debug, Clone)]
pub struct Added {
    /// `Name`.
    pub name: CredentialName,
    /// `User name`.
    pub user_name: AccessKeyId,
    /// `Registry server`.
    pub registry: RegistryHost,
    /// The API of the instance, unless that is Seqera Cloud.
    pub endpoint: Option<Endpoint>,
    /// The workspace, if the page's address names one.
    pub workspace: Option<Workspace>,
    /// The number of a workspace of an organization, if it is known.
    pub workspace_id: Option<u64>,
    /// Whether it wasn't there before: one that was has only got another key.
    pub is_new: bool,
}

impl Added {
    fn is_personal(&self) -> bool {
        matches!(self.workspace, Some(Workspace::Personal { .. }))
    }

    /// The workspace as `tw` and seqerakit take it, by its names or its number; `None` for a personal
    /// one. One that isn't known is a stand-in, with which they stop: without any they would take the
    /// one of `TOWER_WORKSPACE_ID`, or the user's own.
    fn workspace(&self) -> Option<String> {
        if self.is_personal() {
            return None;
        }
        let by_names = || self.workspace.as_ref().and_then(Workspace::reference);
        let by_number = || self.workspace_id.map(|id| id.to_string());
        let stand_in = || "your-organization/your-workspace".to_owned();
        Some(by_names().or_else(by_number).unwrap_or_else(stand_in))
    }
}

/// A text to copy. It has no line break at its end, so that a shell doesn't run it unread.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// What it is.
    pub kind: Kind,
    /// The text.
    pub text: String,
}

/// What a text is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Nextflow's settings.
    Nextflow,
    /// The command of Seqera's `tw`.
    Tw,
    /// A file for seqerakit.
    Seqerakit,
    /// A resource of Seqera's Terraform provider.
    Terraform,
    /// What the key must be allowed, so that Wave can pull.
    PolicyPull,
    /// The same, so that Wave can push as well.
    PolicyPush,
}

/// The language of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Nextflow's own, a Groovy.
    Nextflow,
    /// POSIX `sh`.
    Shell,
    /// YAML.
    Yaml,
    /// Terraform's.
    Hcl,
    /// JSON.
    Json,
}

impl Kind {
    /// The key of its title.
    pub fn title(self) -> &'static str {
        match self {
            Kind::Nextflow => "next_nextflow",
            Kind::Tw => "next_tw",
            Kind::Seqerakit => "next_seqerakit",
            Kind::Terraform => "next_terraform",
            Kind::PolicyPull => "next_policy_pull",
            Kind::PolicyPush => "next_policy_push",
        }
    }

    /// What it is written in.
    pub fn syntax(self) -> Syntax {
        match self {
            Kind::Nextflow => Syntax::Nextflow,
            Kind::Tw => Syntax::Shell,
            Kind::Seqerakit => Syntax::Yaml,
            Kind::Terraform => Syntax::Hcl,
            Kind::PolicyPull | Kind::PolicyPush => Syntax::Json,
        }
    }
}

/// The texts for a credential, in the order in which they are shown. For a personal workspace there
/// is neither seqerakit's, which stops at a credential without a workspace (seqerakit 0.5.7), nor
/// Terraform's, whose resource must have one (`terraform-provider-seqera` 0.40 and later). For one that
/// was there before there is none that would add it.
pub fn snippets(of: &Added) -> Vec<Snippet> {
    let mut snippets = Vec::with_capacity(6);
    let mut add = |kind, text| snippets.push(Snippet { kind, text });
    add(Kind::Nextflow, nextflow::config(of));
    if of.is_new {
        add(Kind::Tw, tw::command(of));
    }
    if let Some(workspace) = of.workspace().filter(|_| of.is_new) {
        add(Kind::Seqerakit, seqerakit::file(of, &workspace));
        add(Kind::Terraform, terraform::resource(of));
    }
    add(Kind::PolicyPull, policy(&of.registry, Access::Pull, None));
    add(Kind::PolicyPush, policy(&of.registry, Access::PullAndPush, None));
    snippets
}
