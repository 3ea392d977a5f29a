//! What the panel tells what comes after a fill.

use serde::{Deserialize, Serialize};

/// A credential as the form holds it, without its secret.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, tsify::Tsify)]
#[serde(rename_all = "camelCase")]
pub struct Added {
    /// `Name`.
    pub name: String,
    /// `User name`.
    pub user_name: String,
    /// `Registry server`.
    pub registry: String,
    /// The page's origin.
    pub origin: String,
    /// Its path.
    pub path: String,
    /// The workspace's number, in digits, if it is known.
    #[tsify(optional)]
    pub workspace_id: Option<String>,
    /// Whose key it is, if the file tells it.
    #[tsify(optional)]
    pub user: Option<String>,
    /// Whether the form changes a credential that is there.
    pub edits: bool,
    /// Whether AWS can be asked again.
    pub may_check: bool,
}
