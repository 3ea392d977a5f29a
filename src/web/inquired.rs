//! What a panel and the background say to each other of what Seqera is asked.

use serde::{Deserialize, Serialize};

/// What stands in a form, or is about to, as far as Seqera can say anything of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Standing {
    /// The content script's name of the document.
    pub document: String,
    /// Its path.
    pub path: String,
    /// `Name`.
    pub name: String,
    /// `User name`.
    pub user_name: String,
    /// `Registry server`.
    pub registry: String,
    /// Whose key it is, if the file tells it.
    #[tsify(optional)]
    pub user: Option<String>,
    /// Whether the form changes a credential that is there.
    pub edits: bool,
}

/// What Seqera has said of that.
#[derive(Debug, Clone, Default, Serialize, Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Inquired {
    /// The paths where it could tell more.
    pub wants: Vec<String>,
    /// What it comes to.
    pub told: Vec<Told>,
    /// A name that is free, where this one is taken.
    #[tsify(optional)]
    pub free_name: Option<String>,
    /// The workspace's number, in digits.
    #[tsify(optional)]
    pub workspace_id: Option<String>,
}

/// A finding, by its code.
#[derive(Debug, Clone, Serialize, Deserialize, tsify::Tsify)]
pub struct Told {
    /// As [`Code::as_str`](crate::finding::Code::as_str) says it.
    pub code: String,
    /// What the text names.
    pub arguments: Vec<(String, String)>,
    /// What would put it right.
    #[tsify(optional)]
    pub fix: Option<String>,
}
