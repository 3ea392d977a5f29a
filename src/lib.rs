//! Keyferry carries an AWS access key from the file that AWS let the user download into Seqera
//! Platform's **Add Credentials** form, and proves on the way that Wave will be able to use it.
//!
//! The modules stand in the order in which data passes them:
//!
//! ```text
//! file ──> key_file ──> credential ──> form ──> content script ──> the page
//!          which export  the five      which element   writes, chooses,
//!          is this, which fields and   is which field,  reads back,
//!          keys are in it their rules  what to do next  notes
//!               └── aws: what the keys, accounts, regions and hosts say ──┘
//! ```
//!
//! Dependencies run one way, `finding` < `aws` < `key_file` < `credential` < `seqera` < `form`,
//! `next_steps` < `web`, with `messages` and `json` beside them: a module may use those before it and
//! none after it. Two of them ask: [`aws::login`] whether Wave can log in with a key, and
//! [`seqera::Inquiry`] what a workspace has already; both say what to ask and what the answers mean,
//! and leave the asking to whoever has a network. `next_steps` writes what to copy once the credential
//! is there: for Nextflow, Seqera's tools and IAM. Everything before `web` is pure: no browser type,
//! no clock, no network, tested natively in milliseconds.
//!
//! ```
//! use keyferry::aws::Region;
//! use keyferry::credential::{Draft, InForm};
//!
//! let file = b"\xef\xbb\xbfAccess key ID,Secret access key\r\n\
//!     AKIARZPUZDIKKVKVKVKV,kfExampleSecretKeyForTests0000000000/+AB\r\n";
//! let mut read = keyferry::key_file::read(file, "wave-ecr_accessKeys.csv").map_err(|r| r.code())?;
//! let last_used = Region::parse("eu-west-1").ok();
//! let draft =
//!     Draft::new(read.keys.remove(0), "wave-ecr_accessKeys.csv", &InForm::default(), last_used);
//! let credential = draft.credential().ok_or(keyferry::finding::Code::FileEmpty)?;
//! assert_eq!(credential.name.as_str(), "wave-ecr");
//! assert_eq!(credential.registry.to_string(), "123456789012.dkr.ecr.eu-west-1.amazonaws.com");
//! # Ok::<(), keyferry::finding::Code>(())
//! ```

pub mod aws;
pub mod credential;
pub mod finding;
pub mod form;
pub mod json;
pub mod key_file;
pub mod messages;
pub mod next_steps;
pub mod seqera;
#[cfg(target_arch = "wasm32")]
pub mod web;
